// Operators between two values in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands, operated } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** An operator between two values. */
export function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    if (
      parts.length === 2 &&
      parts.every((part) => part.kind !== 'literal' || typeof part.value === 'number')
    ) {
      const [left, right] = parts as [Expression, Expression];
      if (
        left.kind === 'literal' ||
        right.kind === 'literal' ||
        left.kind === 'binary' ||
        right.kind === 'binary'
      )
        return { kind: 'binary', node, operator, left, right };
    }
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  return operated(node, operator, left, right);
}
