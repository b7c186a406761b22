// What a regular expression proves of the text that it was found in, or was not.
import { keyOf, type Guard } from '../env.ts';
import type { Expression } from '../ir.ts';
import {
  addressOnly,
  all,
  checked,
  dotless,
  found,
  harmlessScheme,
  type Known,
  nameOf,
  pageKinds,
  weak,
} from './proved.ts';

/** `^https?:\/\/`: whatever the host. */
const schemeOnly =
  /^\^\(?(?:\?:)?(?:https?\??|ftps?|wss?|\||\(s\)\?){1,6}\)?:(?:\\?\/){0,2}(?:\.[+*]|\\S[+*]|\[\^\\s\][+*])?\$?$/;

/** `^.*$`: what any line matches. */
const anything = /^(?:\^|\\A)?\(?(?:\.|\\S|\[\\s\\S\]|\[\^\])[*+]\??\)?(?:\$|\\[zZ])?$/;

const addressAndScheme: Guard = [...addressOnly, ...harmlessScheme];

/** Words with slashes between them, as the names of branches: no text that a shell, a statement or a page reads otherwise. */
function wordsOnly(source: string): Guard {
  const kinds = ['sql', 'shell', 'command-line', ...pageKinds, 'cypher', 'xpath', 'ldap', 'log', 'header'];
  // Without a dash, at least at its beginning, it is no option either.
  const mayBeOption = /-/.test(source.replace(/\w-\w/g, '')) && !beginsWithWord.test(source);
  return mayBeOption ? kinds : [...kinds, 'argv', 'argv-option'];
}

/** One character that is no dash comes first: `[a-z0-9][\w./-]*`, `\w`. */
const beginsWithWord = /^(?:\^|\\A)?(?:\[(?:\w-\w|\w|\\[wd])+\]|\\[wd]|\w)(?![*?]|\{0)/;

/** A whole-string pattern of harmless characters proves; any other lowers confidence. */
export function patternGuard(
  test: Extract<Expression, { kind: 'call' }>,
  receiver: Expression | undefined,
  known: Known,
): [string, Guard][] {
  const source = patternOf(test, receiver, known);
  if (source !== undefined && anything.test(source)) return [];
  const isWhole =
    nameOf(test.callee) === 'fullmatch' ||
    (source !== undefined && /^(?:\^|\\A)/.test(source) && /(?:\$|\\[zZ])$/.test(source));
  const isStrict = source !== undefined && isWhole && isStrictPattern(source);
  // `/^\/(?![/\\])/` and `/^\/\w/`: a path of this site.
  // and `/^https:\/\/feeds\.example\.com\//` one of this host.
  const isLocal =
    source !== undefined &&
    (/^\^(?:\\\/|\/)(?:\(\?![^)]{0,12}\/|\[\^[^\]]{0,6}\/|\\w|\[\w|\w)/.test(source) ||
      /^\^https\??:\\?\/\\?\/(?:\w|-|\\\.){3,60}(?:\\?\/|\$)/.test(source)) &&
    !source.replace(/\(\?!.*?\)/, '').includes('|');
  const guard: Guard = isStrict
    ? all
    : isWhole && !isLocal && isStrictPattern((source ?? '').replace(/\\?\//g, ''))
      ? wordsOnly(source ?? '')
      : isLocal
        ? addressAndScheme
        : source !== undefined && (schemeOnly.test(source) || isOpen(source) || isLoose(source, test))
          ? weak
          : checked;
  const subjects = subjectsOf(test, receiver, known);
  // With `re.match(pattern, x)` the receiver is the module.
  return subjects.flatMap((one) => (keyOf(one) === 're' ? [] : found(one, guard)));
}

/** `/[a-z]+/.test(name)`, `/\.pdf$/.test(name)`: something stands before or after what was found. */
function isLoose(source: string, { node }: Extract<Expression, { kind: 'call' }>): boolean {
  if (!/^(?:javascript|typescript|tsx)$/.test(node.source.language)) return false;
  // What looks ahead, or begins with a word of an address, is looked at as a whole by its author.
  return !source.includes('(?') && !(source.startsWith('^') && source.endsWith('$'));
}

/** `/^[a-z]+|[0-9]+$/`: each alternative says nothing of one end. */
function isOpen(source: string): boolean {
  if (!/^\^.*\$$/.test(source)) return false;
  const ways = alternativesOf(source.replace(/\[(?:\\.|[^\]\\])*\]/g, 'x'));
  return ways.length > 1 && !ways.some((way) => /^\^.*\$$/.test(way));
}

/** The text that is matched: an argument or the receiver, whichever is no pattern. */
function subjectsOf(
  test: Extract<Expression, { kind: 'call' }>,
  receiver: Expression | undefined,
  known: Known,
): Expression[] {
  return [...test.args.map((one) => one.value), ...(receiver ? [receiver] : [])].filter(
    (one) => one.kind !== 'regex' && one.kind !== 'literal' && known.pattern(one) === undefined,
  );
}

/** What a text is good for in which a pattern was not found: `[^\w-]` leaves harmless characters, `\.\.` no way up. */
export function absentPattern(
  test: Extract<Expression, { kind: 'call' }>,
  receiver: Expression | undefined,
  known: Known,
): [string, Guard][] {
  const source = patternOf(test, receiver, known);
  if (source === undefined) return [];
  const others = /^(?:\.\*)?\[\^((?:\\.|[^\]\\])*)\]\+?(?:\.\*)?$/.exec(source)?.[1];
  const guard =
    others !== undefined && isStrictPattern(`^[${others}]+$`)
      ? all
      : /\\\.\\\.|\\\.\{2|\[\.\]\{2/.test(source)
        ? dotless
        : undefined;
  return guard ? subjectsOf(test, receiver, known).flatMap((one) => found(one, guard)) : [];
}

/** What stands between the slashes; where `m` makes ends of lines of `^` and `$`, without them. */
function withoutFlags(written: string): string {
  const source = written.replace(/^\/|\/[a-z]*$/g, '');
  const flags = written.startsWith('/') ? written.slice(written.lastIndexOf('/') + 1) : '';
  return flags.includes('m') ? source.replace(/^\^|(?<!\\)\$$/g, '') : source;
}

/** The source of the pattern in `pattern.test(text)`, `text.match(pattern)` or `re.match(pattern, text)`. */
function patternOf(
  test: Extract<Expression, { kind: 'call' }>,
  receiver: Expression | undefined,
  known: Known,
): string | undefined {
  const inline =
    receiver?.kind === 'regex'
      ? receiver
      : test.args.map((one) => one.value).find((one) => one.kind === 'regex');
  const named = [receiver, ...test.args.map((one) => one.value)]
    .map((one) => one && known.pattern(one))
    .find((one) => one !== undefined);
  const literal = test.args
    .map((one) => one.value)
    .find((one) => one.kind === 'literal' && typeof one.value === 'string');
  return inline?.kind === 'regex'
    ? withoutFlags(inline.source)
    : literal?.kind === 'literal'
      ? String(literal.value)
      : named && withoutFlags(named);
}

/** Whether a pattern admits no quote, slash, space, angle bracket or other character with a meaning to a sink. */
export function isStrictPattern(source: string): boolean {
  const withoutClasses = source.replace(/\[(?!\^)((?:\\.|[^\]\\])*)\]/g, (_, inner: string) =>
    /[\s'"`<>;|&$(){}/]|\\[sSWD]/.test(inner.replace(/\\[wd.\-_]/g, '')) ? '!' : '',
  );
  if (/!|(?<!\\)\.|\[\^|\\[sSWD]|['"`<>;&]/.test(withoutClasses)) return false;
  // `^a|b$` asks for the end of the one and the beginning of the other only.
  const ways = alternativesOf(withoutClasses);
  return ways.length === 1 || !/^\^|\$$/.test(source) || ways.every((way) => /^\^.*\$$/.test(way));
}

/** The alternatives of a pattern that stand in no group. */
function alternativesOf(pattern: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at];
    if (sign === '\\') at++;
    else if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === '|' && depth === 0) {
      out.push(pattern.slice(start, at));
      start = at + 1;
    }
  }
  return [...out, pattern.slice(start)];
}
