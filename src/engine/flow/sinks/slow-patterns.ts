// Reports text that is matched with an expression whose time grows with the square of its length.
import { backtracksQuadratically } from '../../text/backtracking-quadratic.ts';
import { keyOf } from '../env.ts';
import type { Expression } from '../ir.ts';
import { reach } from './sinks.ts';
import type { Call, State } from '../state.ts';
import type { Value } from '../value.ts';

const searches = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'replaceFirst', 'search', 'split', 'sub', 'gsub', 'sub!', 'gsub!', 'match?', 'scan', 'partition']); // prettier-ignore
/** Methods of a compiled expression, and which argument is the text. */
const compiled = new Map([['test', 0], ['exec', 0], ['match', 0], ['match?', 0], ['search', 0], ['findall', 0], ['finditer', 0], ['split', 0], ['fullmatch', 0], ['sub', 1], ['subn', 1]]); // prettier-ignore
const shortens = /^(?:slice|substring|substr|truncate|charAt|at)$/;

/** Reports what `text.replace(expression)` and `expression.test(text)` search, unless its length is known to be small. */
export function slowMatch(a: State, { expression, method, receiver, args, path }: Call): void {
  const callee = expression.callee;
  const [first, subject] = expression.args;
  const [value] = args;
  if (subject && args[1] && value?.pattern !== undefined && path.startsWith('preg_'))
    return search(a, expression, value.pattern, args[1], subject.value, path);
  if (callee.kind !== 'member' || !receiver) return;
  if (!first || !value) return;
  if (value.pattern !== undefined && searches.has(method))
    return search(a, expression, value.pattern, receiver, callee.object, path);
  // Python names the expression first: `re.sub(r'\s+$', '', text)`.
  const isNamed = /^re(?:gex)?\.\w+$/.test(path) && typeof value.literal === 'string';
  const pattern = isNamed ? `/${value.literal}/` : receiver.pattern;
  const place = compiled.get(method);
  if (pattern === undefined || place === undefined) return;
  const at = isNamed ? place + 1 : place;
  const [text, written] = [args[at], expression.args[at]];
  // `match` in Python begins where the text does.
  const isAnchored =
    method === 'fullmatch' || (method === 'match' && expression.node.source.language === 'python');
  if (text && written)
    search(
      a,
      expression,
      isAnchored ? pattern.replace(/^\/([^]*)\/(\w*)$/, '/^(?:$1)/$2') : pattern,
      text,
      written.value,
      path,
    );
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
  const isStrong = slowness === 'run' && !(a.isScript && trimsEnd(pattern.slice(1, end)));
  reach(a, { kind: 'slow-match', strong: isStrong, node: call.node, name: path }, text);
}

/** Whether an expression only cuts off what stands at the end, such as `\/+$`: a text of nothing else is rare, and short. */
function trimsEnd(source: string): boolean {
  if (source.includes('\\s')) return false;
  const parts = source.split(/(?<!\\)\|/);
  return parts.length <= 3 && parts.every((part) => part.startsWith('^') || endTrimmed.test(part));
}

const endTrimmed = /^(?:(?:\[(?:\\.|[^\]\\]){1,20}\]|\\?[^\\()])[+*]?){1,3}\$$/;

/** Whether the file compares the length of that text before. */
function isMeasured(call: Expression, key: string): boolean {
  const text = call.node.source.text.slice(0, call.node.start);
  return [`${key}.length`, `${key}.size`, `len(${key})`, `strlen(${key})`].some((measure) => {
    for (let at = text.indexOf(measure); at !== -1; at = text.indexOf(measure, at + 1))
      if (/^\s*(?:>|<)/.test(text.slice(at + measure.length, at + measure.length + 5))) return true;
    return false;
  });
}
