// Finds random values in a list or map whose name says that it holds credentials.
import type { Found } from './candidate.ts';
import { readBare, readLiteral, type Literal } from './literal.ts';
import type { Place } from './place.ts';

/** `secrets`, `api_keys`, `accessTokens`: names of more than one; words for a model are `tokens` too, so that only random values count. A record of `credentials` names its fields. */
const container =
  /^(?:[\w-]{0,40}[_-])?(?:api[_-]?keys|secrets|(?:access|auth|api|bearer|bot|deploy|admin)?[_-]?tokens)$|[a-z](?:ApiKeys|Secrets|Tokens)$/i;

const maxEntries = 12;
const maxChars = 1500;

/** The values that stand directly in the container named at `nameStart`. */
export function heldValues(
  text: string,
  nameStart: number,
  nameEnd: number,
  place: Place,
): (Found & { needsOpaque: true })[] {
  const name = text.slice(nameStart, nameEnd);
  if (!name.endsWith('s') && !name.endsWith('S')) return [];
  if (!container.test(name)) return [];
  const open = /^["'`]?\]?\s{0,4}(?::=|=>|:|=)\s{0,4}(?:map\[string\]string)?[[{(]/.exec(
    text.slice(nameEnd, nameEnd + 34),
  );
  const literals = open
    ? inBrackets(text, nameEnd + open[0].length)
    : place.language === 'yaml'
      ? belowInYaml(text, nameStart, nameEnd)
      : [];
  const mayBeHex = !/tokens$/i.test(name);
  return literals
    .filter(({ value }) => isRandom(value) && (mayBeHex || !/^[\da-f]+$/i.test(value)))
    .map((literal) => ({ ...literal, form: 'property', isQuoted: true, needsOpaque: true }));
}

function isRandom(value: string): boolean {
  return (
    /^[\w.+/=-]{20,200}$/.test(value) &&
    (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 3 &&
    !/^[\da-f]{8}-[\da-f]{4}-/i.test(value)
  );
}

/** The literals up to the closing bracket, without the keys and what stands deeper. */
function inBrackets(text: string, from: number): Literal[] {
  const found: Literal[] = [];
  const limit = Math.min(text.length, from + maxChars);
  let isPiece = false;
  for (let at = from; at < limit && found.length < maxEntries;) {
    const char = text[at] as string;
    if ('[]{}()'.includes(char)) break;
    if (char !== '"' && char !== "'") {
      at++;
      continue;
    }
    const literal = readLiteral(text, at);
    if (!literal) break;
    // Pieces of one text follow each other without a comma.
    const next = /^\s{0,40}([,\]})"']|\/\/|#)?/.exec(text.slice(literal.after, literal.after + 44))?.[1];
    if (next !== undefined && !/["']/.test(next) && !isPiece) found.push(literal);
    isPiece = next === '"' || next === "'";
    at = literal.after;
  }
  return found;
}

/** The values of the lines that are indented below a name: `- x` and `owner: x`. */
function belowInYaml(text: string, nameStart: number, nameEnd: number): Literal[] {
  const found: Literal[] = [];
  const indent = nameStart - (text.lastIndexOf('\n', nameStart - 1) + 1);
  const head = /^:[ \t]{0,8}\r?\n/.exec(text.slice(nameEnd, nameEnd + 12));
  if (!head || indent > 40) return found;
  for (let at = nameEnd + head[0].length, lines = 0; lines < maxEntries; lines++) {
    const line = /^([ \t]{0,60})(?:-[ \t]{1,4}|[\w.-]{1,60}:[ \t]{1,8})/.exec(text.slice(at, at + 130));
    if (
      !line ||
      (line[1] as string).length < indent ||
      (indent === (line[1] as string).length && !line[0].includes('- '))
    )
      break;
    const start = at + line[0].length;
    const literal = readLiteral(text, start) ?? readBare(text, start, '');
    const feed = text.indexOf('\n', at);
    if (literal && /^[ \t]{0,8}(?:#|\r?\n|$)/.test(text.slice(literal.after, literal.after + 10)))
      found.push(literal);
    if (feed < 0) break;
    at = feed + 1;
  }
  return found;
}
