// Tells where the parameters of an address become text: no quote, no `$` and no line end comes through.
import { askedOnce } from '../asked-once.ts';
import type { Expression } from '../ir.ts';
import { type Value, cleaned } from '../value.ts';

/** The value of a part of a text, cleaned where it is `URLSearchParams` and so is written out encoded. */
export function asParameters(value: Value, part: Expression): Value {
  return value.taints.length > 0 && isParameters(part) ? cleaned(value, kinds) : value;
}

const kinds = ['html', 'path', 'path-join', 'header', 'shell', 'shell-arg', 'redirect', 'dom-url'];

/** `params`, `params.toString()`, `new URLSearchParams(fields)` */
function isParameters(part: Expression): boolean {
  if (part.kind === 'name') return isNearest(declared(part.node.source).get(part.name), part.node.start);
  if (part.kind !== 'call') return false;
  const { callee } = part;
  if (callee.kind === 'name') return callee.name === 'URLSearchParams';
  return callee.kind === 'member' && callee.property === 'toString' && isParameters(callee.object);
}

interface Declared {
  at: number;
  isParameters: boolean;
}

/** What each name of a file is given, in order; empty for files without parameters. */
const declared = askedOnce((text) => {
  const names = new Map<string, Declared[]>();
  if (!text.includes('URLSearchParams')) return names;
  for (const { 1: name = '', 2: made, index: at, 0: whole } of text.matchAll(declaration)) {
    const end = at + whole.length;
    const all = names.get(name) ?? [];
    all.push({ at, isParameters: made !== undefined && isAll(text.slice(end, end + maxFields)) });
    names.set(name, all);
  }
  return names;
});

/** Names that are given more often are not looked through. */
const maxDeclared = 100;

/** Whether the last thing that a name was given before a place is parameters. */
function isNearest(all: readonly Declared[] = [], before: number): boolean {
  return all.length <= maxDeclared && (all.findLast(({ at }) => at < before)?.isParameters ?? false);
}

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
