// Operators between two values in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands, operated } from '../shapes.ts';
import { child, expression } from './expressions.ts';

/** `a + b + c` becomes one build with its parts in order, without recursion on the left. */
export function binary(node: SyntaxNode): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    return { kind: 'build', node, parts: chainedOperands(node, '+').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  return operated(node, operator, left, right);
}
