// Finds known kinds of secrets that are written in base64, hexadecimal, codes of characters, backwards or rotated.
import { decodeBase64 } from './base64.ts';
import type { Find } from './structures.ts';

interface Encoded {
  /** Whole tokens only. */
  shape: RegExp;
  /** What must stand near where the shape alone fits every text. */
  beside?: RegExp;
  decode(value: string): string | undefined;
}

const encodings: readonly Encoded[] = [
  {
    shape: /(?<![\w+/=])[A-Za-z0-9+/_-]{16,390}={0,2}(?![\w+/=])/g,
    decode: (value) =>
      value.length % 2 === 0 && /^[\da-f]+$/i.test(value) ? decodeHex(value) : decodeBase64(value),
  },
  { shape: /(?:\\x[\da-fA-F]{2}){12,300}/g, decode: (value) => decodeHex(value.replaceAll('\\x', '')) },
  {
    shape: /(?:\\u00[\da-fA-F]{2}){12,300}/g,
    decode: (value) => decodeHex(value.replaceAll('\\u00', '')),
  },
  {
    shape: /(?:&#\d{2,3};){12,300}/g,
    decode: (value) => String.fromCharCode(...value.slice(2, -1).split(';&#').map(Number)),
  },
  {
    shape: /(?:%[\da-fA-F]{2}){12,300}/g,
    decode: (value) => decodeHex(value.replaceAll('%', '')),
  },
  {
    shape: /'[^'\\\n]'(?:\s{0,4},\s{0,20}'[^'\\\n]'){12,200}/g,
    decode: (value) => [...value.matchAll(/'(.)'/g)].map((match) => match[1]).join(''),
  },
  {
    shape: /(?<![\w.])0x[\da-fA-F]{2}(?:\s{0,2},\s{0,20}0x[\da-fA-F]{2}){12,200}/g,
    decode: (value) => decodeHex(value.replace(/0x|[\s,]/g, '')),
  },
  {
    shape: /(?<![\w.])\d{2,3}(?:\s{0,2},\s{0,20}\d{2,3}){12,200}(?![\w.])/g,
    decode: (value) => {
      const codes = value.split(',').map(Number);
      return codes.every((code) => code > 31 && code < 127) ? String.fromCharCode(...codes) : undefined;
    },
  },
  {
    shape: /(?<=["'`])[\w.-]{16,200}(?=["'`])/g,
    beside: /reverse|\[::-1\]|strrev/i,
    decode: (value) => [...value].toReversed().join(''),
  },
  {
    shape: /(?<=["'`])[\w.-]{16,200}(?=["'`])/g,
    beside: /rot_?13/i,
    decode: (value) =>
      value.replace(/[a-z]/gi, (letter) => {
        const base = letter < 'a' ? 65 : 97;
        return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
      }),
  },
];

/** The printable text of hexadecimal digits, or undefined. */
function decodeHex(digits: string): string | undefined {
  const text = Buffer.from(digits, 'hex').toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

/** Characters around a hit in which the encoded value stands; what decodes it is mostly in front. */
const before = 400;
const after = 800;

/** Known kinds in an encoding, beside what decodes it or where it begins as an encoded token does. */
export const hiddenInEncoding: Find = function* (rule, text, hits, _place, search, minRank) {
  let done = 0;
  for (const hit of hits) {
    const from = Math.max(done, hit - before);
    const to = Math.min(text.length, hit + after);
    const slice = text.slice(from, to);
    for (const { shape, beside, decode } of encodings) {
      if (beside && !beside.test(slice)) continue;
      for (const match of slice.matchAll(shape)) {
        const decoded = decode(match[0]);
        if (decoded === undefined) continue;
        const inner = search(decoded).find((span) => span.rank > minRank);
        if (!inner) continue;
        const start = from + match.index;
        yield {
          rule,
          value: match[0],
          startOffset: start,
          endOffset: start + match[0].length,
          severity: inner.severity,
          confidence: inner.confidence,
          rank: minRank + 30,
          note: `decodes to: ${inner.rule.title}`,
        };
      }
    }
    done = to;
  }
};
