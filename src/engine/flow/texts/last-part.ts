// Knows the last part of a name that was split, which leads to no other folder.
import type { Expression } from '../ir.ts';
import { cleaned, type Value } from '../value.ts';

/** `name.split('/').pop()` and `name.split('.').at(-1)`: without a stroke, or without the dots that lead upwards. */
export function lastPart(
  { callee, args }: Extract<Expression, { kind: 'call' }>,
  list: Value | undefined,
): Value | undefined {
  if (callee.kind !== 'member' || !list) return undefined;
  const isLast =
    (callee.property === 'pop' && args.length === 0) ||
    (callee.property === 'at' && args[0]?.value.node.text === '-1');
  const split = callee.object;
  if (!isLast || split.kind !== 'call' || split.callee.kind !== 'member') return undefined;
  const by = split.args[0]?.value;
  if (split.callee.property !== 'split' || by === undefined) return undefined;
  const isApart =
    by.kind === 'literal'
      ? /^[/\\.]$/.test(String(by.value))
      : by.kind === 'regex' && bothStrokes.test(by.source);
  return isApart ? cleaned({ taints: list.taints }, ['path', 'path-join', 'archive']) : undefined;
}

/** `/[\\/]/` and its like. */
const bothStrokes = /^\/?\[(?:\\?\/|\\\\){1,2}\]\+?\/?$/;
