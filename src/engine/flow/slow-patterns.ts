// Reports text that is matched with an expression whose time grows with the square of its length.
import { backtracksQuadratically } from '../text/backtracking-quadratic.ts';
import { keyOf } from './env.ts';
import type { Expression } from './ir.ts';
import { reach } from './sinks.ts';
import type { Call, State } from './state.ts';
import type { Value } from './value.ts';

const searches = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'replaceFirst', 'search', 'split']);
const shortens = /^(?:slice|substring|substr|truncate|charAt|at)$/;

/** Reports what `text.replace(expression)` and `expression.test(text)` search, unless its length is known to be small. */
export function slowMatch(a: State, { expression, method, receiver, args, path }: Call): void {
  const callee = expression.callee;
  if (callee.kind !== 'member' || !receiver) return;
  const [first] = expression.args;
  const [value] = args;
  if (!first || !value) return;
  if (value.pattern !== undefined && searches.has(method))
    search(a, expression, value.pattern, receiver, callee.object, path);
  else if (receiver.pattern !== undefined && (method === 'test' || method === 'exec'))
    search(a, expression, receiver.pattern, value, first.value, path);
}

function search(
  a: State,
  call: Expression,
  pattern: string,
  text: Value,
  place: Expression,
  path: string,
): void {
  if (!text.taints.some(({ source }) => source === 'request' || source === 'parameter')) return;
  if (place.kind === 'call' && place.callee.kind === 'member' && shortens.test(place.callee.property)) return;
  const end = pattern.lastIndexOf('/');
  const slowness = backtracksQuadratically(pattern.slice(1, end), pattern.slice(end + 1));
  if (slowness === undefined) return;
  const key = keyOf(place);
  if (key !== undefined && isMeasured(call, key)) return;
  reach(a, { kind: 'slow-match', strong: slowness === 'run', node: call.node, name: path }, text);
}

/** Whether the file compares the length of that text before. */
function isMeasured(call: Expression, key: string): boolean {
  const text = call.node.source.text;
  for (
    let at = text.indexOf(`${key}.length`);
    at !== -1 && at < call.node.start;
    at = text.indexOf(`${key}.length`, at + 1)
  )
    if (/^\s*(?:>|<)/.test(text.slice(at + key.length + 7, at + key.length + 12))) return true;
  return false;
}
