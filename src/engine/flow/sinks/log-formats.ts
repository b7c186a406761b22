// Tells which values a line of the log shows as they are: `%r` and `%q` write line breaks as signs, `%d` writes a number.
import { type Value, cleaned } from '../value.ts';

/** What a text that is written with its quotes and escapes is harmless for, as what `repr` returns. */
export function quoted(value: Value): Value {
  return cleaned(value, ['log', 'header', 'nosql']);
}

const conversion = /%(?:\(\w{1,60}\))?[-+ #0]{0,5}\d{0,4}(?:\.\d{1,4})?([a-zA-Z%])/g;

/** The arguments of a call that logs, without those which its constant format quotes or takes for numbers. */
export function shownAsTheyAre(args: readonly Value[]): readonly Value[] {
  const at = args.findIndex(({ literal }) => typeof literal === 'string' && literal.includes('%'));
  const format = args[at]?.literal;
  if (typeof format !== 'string') return args;
  const kinds = [...format.slice(0, 5_000).matchAll(conversion)].flatMap(({ 1: kind = '' }) =>
    kind === '%' ? [] : [kind],
  );
  if (kinds.length === 0 || format.includes('*')) return args;
  if (format.includes('%(')) return kinds.every(isQuoted) ? args.slice(0, at + 1) : args;
  return args.filter((_, index) => index <= at || !isQuoted(kinds[index - at - 1] ?? 's'));
}

/** Python's `%r` and `%a`, Go's `%q`, the JSON of `%j`, and all that writes a number. */
function isQuoted(kind: string): boolean {
  return /^[raqjdiuxXoOfFeEgGt]$/.test(kind);
}
