// Expands the templates in a rule's examples, so that no live-looking secret stands in the repository.
import { toBase62 } from './validators.ts';
import { crc32 } from './crc32.ts';

/**
 * Replaces every `{{name:argument}}`, innermost first, with the same text for the same seed:
 * `random:<expression>` (literals, classes, groups, alternatives, counted repeats), `repeat:<text>:<count>`,
 * `join:<a>|<b>` (a text in pieces), `github-token:<prefix>`, `npm-token`, `jwt:<claim>=<value>,…`, `base64:<text>`,
 * `hex:<text>`, `codes:<text>` (decimal codes with commas), `reversed:<text>`,
 * `private-key:<kind>`, `private-key-line:<kind>` (with `\n` escapes).
 */
export function expandExample(text: string, seed: string): string {
  const next = randomFrom(crc32(seed) || 1);
  let out = text;
  for (let round = 0; round < 8; round++) {
    const expanded = out.replace(
      /\{\{([a-z][a-z0-9-]*)(?::((?:\{\d+(?:,\d+)?\}|(?!\{\{|\}\})[^])*))?\}\}/g,
      (whole, name: string, argument: string | undefined) => expand(name, argument ?? '', next) ?? whole,
    );
    if (expanded === out) break;
    out = expanded;
  }
  return out;
}

type Next = (below: number) => number;

function randomFrom(seed: number): Next {
  let state = seed;
  return (below) => {
    // Mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function expand(name: string, argument: string, next: Next): string | undefined {
  switch (name) {
    case 'random':
      return generate(argument, next);
    case 'repeat': {
      const colon = argument.lastIndexOf(':');
      return argument.slice(0, colon).repeat(Number(argument.slice(colon + 1)));
    }
    case 'join':
      return argument.split('|').join('');
    case 'github-token':
      return checksummed(`${argument || 'ghp'}_`, next);
    case 'npm-token':
      return checksummed('npm_', next);
    case 'base64':
      return Buffer.from(argument).toString('base64');
    case 'hex':
      return Buffer.from(argument).toString('hex');
    case 'codes':
      return [...Buffer.from(argument)].join(', ');
    case 'reversed':
      return [...argument].toReversed().join('');
    case 'jwt':
      return jwt(argument, next);
    case 'private-key':
      return privateKey(argument, '\n', next);
    case 'private-key-line':
      return privateKey(argument, '\\n', next);
    default:
      return undefined;
  }
}

function checksummed(prefix: string, next: Next): string {
  const random = generate('[A-Za-z0-9]{30}', next);
  return `${prefix}${random}${toBase62(crc32(random))}`;
}

function jwt(claims: string, next: Next): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = Object.fromEntries(claims.split(',').map((claim) => claim.split('=')));
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat: 1_700_000_000, ...payload })}.${generate('[A-Za-z0-9_-]{43}', next)}`;
}

function privateKey(kind: string, feed: string, next: Next): string {
  const name =
    kind === '' ? 'PRIVATE KEY' : kind.startsWith('PGP') ? 'PGP PRIVATE KEY BLOCK' : `${kind} PRIVATE KEY`;
  const lines = Array.from({ length: 6 }, () => generate('[A-Za-z0-9+/]{64}', next));
  return [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`].join(feed);
}

/** A text that matches the expression: literals, escapes, classes, groups with alternatives, `?`, `{n}`, `{n,m}`. */
function generate(source: string, next: Next): string {
  let at = 0;
  const alternatives = (): string => {
    const options: (() => string)[][] = [[]];
    while (at < source.length && source[at] !== ')') {
      if (source[at] === '|') {
        at++;
        options.push([]);
      } else options.at(-1)?.push(repeated(atom()));
    }
    return (options[next(options.length)] ?? []).map((part) => part()).join('');
  };
  const atom = (): (() => string) => {
    const char = source[at++];
    if (char === '(') {
      if (source.startsWith('?:', at)) at += 2;
      const start = at;
      skipGroup();
      const inner = source.slice(start, at - 1);
      return () => generate(inner, next);
    }
    if (char === '[') {
      const chars = readClass();
      return () => chars[next(chars.length)] ?? '';
    }
    if (char === '\\') {
      const chars = escapes[source[at] ?? ''] ?? source[at] ?? '';
      at++;
      return () => chars[next(chars.length)] ?? '';
    }
    return () => char ?? '';
  };
  const skipGroup = (): void => {
    for (let depth = 1; depth > 0 && at < source.length; at++) {
      if (source[at] === '\\') at++;
      else if (source[at] === '(') depth++;
      else if (source[at] === ')') depth--;
    }
  };
  const readClass = (): string => {
    let chars = '';
    while (at < source.length && source[at] !== ']') {
      if (source[at] === '\\') {
        at++;
        chars += escapes[source[at] ?? ''] ?? source[at] ?? '';
        at++;
      } else if (source[at + 1] === '-' && source[at + 2] !== ']') {
        const [from, to] = [source.charCodeAt(at), source.charCodeAt(at + 2)];
        for (let code = from; code <= to; code++) chars += String.fromCharCode(code);
        at += 3;
      } else chars += source[at++];
    }
    at++;
    return chars;
  };
  const repeated = (part: () => string): (() => string) => {
    const count = /^\{(\d+)(?:,(\d+))?\}|^\?/.exec(source.slice(at));
    if (!count) return part;
    at += count[0].length;
    const least = Number(count[1] ?? 0);
    const most = count[0] === '?' ? 1 : Number(count[2] ?? least);
    return () => Array.from({ length: least + next(most - least + 1) }, part).join('');
  };
  return alternatives();
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const escapes: Readonly<Record<string, string>> = { d: digits, w: `${letters}${digits}_`, n: '\n', t: '\t' };
