// Operators between two values in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import { formatted } from './strings.ts';

/** `a + b` and `'…' % x` build strings; the holes of a `%` format are put where the format has them. */
export function binary(node: SyntaxNode): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    return { kind: 'build', node, parts: chainedOperands(node, '+').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '%' && left.kind === 'literal' && typeof left.value === 'string')
    return formatted(node, left, right.kind === 'list' ? right.items : [right]);
  // `pattern % vars()`: all variables, whichever the pattern names.
  const isOpen = right.kind === 'call' && /^(?:vars|locals|globals)\(/.test(right.node.text);
  if (operator === '%' && isOpen) {
    const callee = { kind: 'member' as const, node, object: left, property: '__mod__' };
    return { kind: 'call', node, callee, args: [{ value: right }] };
  }
  // `{"sort": "id"} | given`
  if (operator === '|' && (left.kind === 'object' || right.kind === 'object'))
    return { kind: 'object', node, entries: [left, right].map((value) => ({ value, spread: true })) };
  return { kind: 'binary', node, operator, left, right };
}
