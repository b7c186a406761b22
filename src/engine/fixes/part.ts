// Replaces the one part of a finding that an expression fits: a flag, a keyword or a mark within longer code.
import type { Bindings } from '../syntax/match.ts';
import type { Expression } from '../text/regex.ts';
import type { Span } from './template.ts';

/** Longer code is not searched for a part. */
const maxChars = 2_000;

/** Where the part is, with its named groups as metavariables in capitals; undefined where there is none, or more than one. It begins within the code and may end `lookahead` characters behind it. */
export function partWithin(
  expression: Expression,
  text: string,
  within: Span,
  bindings: Bindings | undefined,
  lookahead = 0,
): { at: Span; bindings: Bindings | undefined } | undefined {
  if (within.end - within.start > maxChars) return undefined;
  const [only, second] = expression
    .findAll(text.slice(within.start, within.end + lookahead))
    .filter((one) => one.start < within.end - within.start);
  if (!only || second) return undefined;
  const groups = Object.entries(only.groups).reduce<Bindings | undefined>(
    (rest, [name, value]) => ({
      binding: { name: name.toUpperCase(), nodes: [], text: value ?? '' },
      rest,
    }),
    bindings,
  );
  return { at: { start: within.start + only.start, end: within.start + only.end }, bindings: groups };
}
