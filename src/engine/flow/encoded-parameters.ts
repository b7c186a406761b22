// Tells where the parameters of an address become text: no quote, no `$` and no line end comes through.
import { askedOnce } from './asked-once.ts';
import type { Expression } from './ir.ts';
import { type Value, cleaned } from './value.ts';

/** The value of a part of a text, cleaned where it is `URLSearchParams` and so is written out encoded. */
export function asParameters(value: Value, part: Expression): Value {
  return value.taints.length > 0 && isParameters(part) ? cleaned(value, kinds) : value;
}

const kinds = ['html', 'path', 'path-join', 'header', 'shell', 'shell-arg', 'redirect', 'dom-url'];

/** `params`, `params.toString()`, `new URLSearchParams(fields)` */
function isParameters(part: Expression): boolean {
  if (part.kind === 'name') return part.node.source.language !== 'python' && named(part.node.source).has(part.name); // prettier-ignore
  if (part.kind !== 'call') return false;
  const { callee } = part;
  if (callee.kind === 'name') return callee.name === 'URLSearchParams';
  return callee.kind === 'member' && callee.property === 'toString' && isParameters(callee.object);
}

/** The names that a file gives to nothing but parameters. */
const named = askedOnce((text) => {
  const names = new Set<string>();
  if (!text.includes('URLSearchParams')) return names;
  const others = new Set<string>();
  for (const { 1: name = '', 2: made, index, 0: whole } of text.matchAll(declaration))
    (made && isAll(text.slice(index + whole.length, index + whole.length + maxFields)) ? names : others).add(
      name,
    );
  return new Set([...names].filter((name) => !others.has(name)));
});

/** Characters between the brackets. */
const maxFields = 1_000;

/** Whether nothing is asked of what was made: in `new URLSearchParams(text).get('name')` the name comes out as it was. */
function isAll(behind: string): boolean {
  let open = 1;
  let at = 0;
  for (; at < behind.length && open > 0; at++) open += behind[at] === '(' ? 1 : behind[at] === ')' ? -1 : 0;
  return open === 0 && !/^\s{0,20}(?:\?\.|\.|\[)/.test(behind.slice(at));
}

const declaration =
  /\b(?:const|let|var)\s{1,9}([\w$]{1,60})(?:: URLSearchParams)?\s{0,4}=\s{0,4}(new URLSearchParams\()?/g;
