// Finds characters that a reader does not see or takes for others, and says what they hold.
import type { Verdict } from '../verdict.ts';

/** Anything worth a closer look; one pass over the text decides whether there is any. */
const suspicious =
  /[\ufe00-\ufe0f]|\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0\u{e0000}-\u{e01ef}]/u;

// Cyrillic and Greek letters that most fonts draw as Latin ones: Unicode's confusables.txt.
const lookAlike =
  /[\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04bb\u0501\u051b\u051d\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03c5\u0399]/u;
// Looked for in words that hold a letter of those scripts; in other text each word would be read once from each letter on.
const mixedWord =
  /[A-Za-z_$][\w$]*[\u0370-\u03ff\u0400-\u052f][\w$\u0370-\u03ff\u0400-\u052f]*|(?<![\u0370-\u03ff\u0400-\u052f])[\u0370-\u03ff\u0400-\u052f]+[A-Za-z_$][\w$\u0370-\u03ff\u0400-\u052f]*/gu;
const wordSign = /[\w$\u0370-\u03ff\u0400-\u052f]/u;
const wordOfOwn = /[\u0370-\u03ff\u0400-\u052f]{5}/u;
const foreign = /[\u0370-\u03ff\u0400-\u052f]/gu;

const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
const emojiOrJoiningScript =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]/u;

/** Two names a reader knows, and the code points. */
const named: Readonly<Record<string, string>> = {
  '\u00ad': 'soft hyphen',
  '\u115f': 'Hangul filler',
  '\u1160': 'Hangul filler',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u3164': 'Hangul filler',
  '\ufeff': 'zero-width no-break space',
  '\uffa0': 'Hangul filler',
};

/** What a text hides in characters without a shape; `isCode` where names are identifiers. */
export function* checkUnicode(text: string, isCode: boolean): Generator<Verdict> {
  if (suspicious.test(text)) {
    yield* tagCharacters(text);
    yield* variationData(text);
    yield* zeroWidthData(text);
    yield* directions(text, isCode);
    if (isCode) yield* invisibleInNames(text);
  }
  if (isCode && lookAlike.test(text)) yield* mixedNames(text);
}

/** A flag of a part of a country, also as lists of emoji spell it with joiners between; else a run of such characters. */
const flagOrTags =
  /(\u{1f3f4}(?:\u200d?[\u{e0061}-\u{e007a}]){3,6}\u200d?\u{e007f})|[\u{e0000}-\u{e007f}]+/gu;

/** The tags block repeats ASCII without a shape; three flags of British nations use it. */
function* tagCharacters(text: string): Generator<Verdict> {
  for (const match of text.matchAll(flagOrTags)) {
    if (match[1] !== undefined) continue;
    yield hidden(match.index, match[0], 'characters of the Unicode tags block', decodeTags(match[0]));
  }
}

/** Every variation selector stands for one byte where several follow one another. */
function* variationData(text: string): Generator<Verdict> {
  for (const match of text.matchAll(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{3,}/gu)) {
    const bytes = [...match[0]].map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
    });
    yield hidden(
      match.index,
      match[0],
      'variation selectors',
      readable(String.fromCharCode(...bytes.slice(0, 2000))),
    );
  }
}

/** Two zero-width characters in turn are a binary code. */
function* zeroWidthData(text: string): Generator<Verdict> {
  for (const match of text.matchAll(/[\u200b-\u200d\u2060-\u2064\ufeff]{8,}/gu)) {
    const [zero] = match[0];
    const bits = [...match[0]].map((sign) => (sign === zero ? '0' : '1')).join('');
    const bytes = bits.match(/.{8}/g)?.slice(0, 500) ?? [];
    const said = readable(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2))));
    yield hidden(match.index, match[0], 'zero-width characters', said);
  }
}

function hidden(start: number, run: string, what: string, said: string): Verdict {
  const count = [...run].length;
  const decoded = said === '' ? '' : ` They decode to “${excerpt(said)}”.`;
  return {
    rule: 'hidden-unicode-text',
    start,
    end: start + run.length,
    message: `${count} invisible ${what} stand here; people see nothing, a language model reads them.${decoded}`,
  };
}

function decodeTags(run: string): string {
  return readable(
    [...run].map((sign) => String.fromCharCode((sign.codePointAt(0) ?? 0xe0000) - 0xe0000)).join(''),
  );
}

/** The text when it is mostly one, else nothing: random bytes say nothing to a reader. */
function readable(text: string): string {
  const printed = text.replace(/[^\x20-\x7e\n\t]/g, '');
  return printed.length >= text.length * 0.7 ? printed.trim() : '';
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

/** Direction controls make code read in another order than it runs: CVE-2021-42574. */
function* directions(text: string, isCode: boolean): Generator<Verdict> {
  let lineStart = -1;
  for (const match of text.matchAll(/[\u202a-\u202e\u2066-\u2069]/gu)) {
    const start = text.lastIndexOf('\n', match.index) + 1;
    // One finding for a line; its other controls are part of the same trick.
    if (start === lineStart) continue;
    lineStart = start;
    const end = text.indexOf('\n', match.index);
    const line = text.slice(start, end < 0 ? text.length : end);
    // Right-to-left languages need them in prose.
    if (!isCode && rightToLeftLetter.test(line)) continue;
    // Left to right within left to right moves nothing.
    const isStill = !rightToLeftLetter.test(line) && !/[\u202b\u202e\u2067]/u.test(line);
    yield {
      rule: 'bidirectional-control',
      start: match.index,
      end: match.index + 1,
      ...(isCode && !rightToLeftLetter.test(line) && !isStill ? {} : { severity: 'low' as const }),
      message: isStill
        ? `A ${nameOf(match[0])} stands here; it changes nothing on this line, and nobody sees it.`
        : `A ${nameOf(match[0])} stands here: editors show this line in another order than it is read by the compiler.`,
    };
  }
}

function* invisibleInNames(text: string): Generator<Verdict> {
  const between = /[\u00ad\u200b-\u200d\u2060\ufeff]|[\u115f\u1160\u3164\uffa0]/gu;
  for (const match of text.matchAll(between)) {
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    const after = text.slice(match.index + 1, match.index + 3);
    const isFiller = /[\u115f\u1160\u3164\uffa0]/u.test(match[0]);
    // Hangul syllables in a text may hold a filler; an identifier of nothing else may not.
    if (isFiller ? /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]$/u.test(before) : !isInsideName(before, after))
      continue;
    if (emojiOrJoiningScript.test(before) || emojiOrJoiningScript.test(after)) continue;
    if (isFiller && (isInTable(text, match.index) || isAlone(before, after))) continue;
    yield {
      rule: 'invisible-character-in-name',
      start: match.index,
      end: match.index + 1,
      // Text that was copied from a page keeps the places where its words may be parted.
      ...(match[0] === '\u00ad' && isInQuotes(text, match.index) ? { severity: 'low' as const } : {}),
      message: `A ${nameOf(match[0])} (U+${hex(match[0])}) stands inside this name, so that it differs from the one that it looks like.`,
    };
  }
}

/** Whether a quote of the line is open there. */
function isInQuotes(text: string, at: number): boolean {
  let open = '';
  for (let place = text.lastIndexOf('\n', at) + 1; place < at; place++) {
    const sign = text[place] as string;
    if (sign === '\\') place++;
    else if (open === '' ? /['"`]/.test(sign) : sign === open) open = open === '' ? sign : '';
  }
  return open !== '';
}

/** Whether nothing else stands between two quotes: an entry in a list of letters. */
function isAlone(before: string, after: string): boolean {
  return /['"]$/.test(before) && /^['"]/.test(after);
}

function isInsideName(before: string, after: string): boolean {
  return /[\w$]$/.test(before) && /^[\w$]/.test(after);
}

/** Data packed into the letters of a text, such as a table of entities: one line, longer than anybody writes code. */
function isInTable(text: string, at: number): boolean {
  const end = text.indexOf('\n', at);
  return (end === -1 ? text.length : end) - (text.lastIndexOf('\n', at) + 1) > 5000;
}

/** The words with a letter of another script, and where they begin. */
function* foreignWords(text: string): Generator<{ word: string; start: number }> {
  let end = 0;
  for (const { index } of text.matchAll(foreign)) {
    if (index < end) continue;
    let start = index;
    while (start > end && wordSign.test(text[start - 1] as string)) start--;
    end = index + 1;
    while (end < text.length && wordSign.test(text[end] as string)) end++;
    yield { word: text.slice(start, end), start };
  }
}

function* mixedNames(text: string): Generator<Verdict> {
  for (const { word, start } of foreignWords(text))
    if (!isInTable(text, start)) yield* mixedNamesIn(word, start);
}

function* mixedNamesIn(word: string, offset: number): Generator<Verdict> {
  for (const match of word.matchAll(mixedWord)) {
    const signs = match[0].match(foreign) ?? [];
    // A name that also holds letters of its own is in that language; only look-alikes deceive.
    if (signs.length === 0 || !signs.every((sign) => lookAlike.test(sign)) || !/[A-Za-z]{2}/.test(match[0]))
      continue;
    // A word beside a word, each in its own script: ΚΑΝΟΝΙΚΟURL.
    const isPair = wordOfOwn.test(match[0]) && /[A-Za-z]{3}/.test(match[0]);
    const shown = [...new Set(signs)].map((sign) => `U+${hex(sign)}`).join(', ');
    yield {
      rule: 'mixed-script-identifier',
      start: offset + match.index,
      end: offset + match.index + match[0].length,
      ...(isPair && { severity: 'low' as const }),
      message: `This name mixes Latin letters with look-alikes of another script (${shown}), so that it is not the name it looks like.`,
    };
  }
}

function nameOf(sign: string): string {
  return named[sign] ?? 'direction control';
}

function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
