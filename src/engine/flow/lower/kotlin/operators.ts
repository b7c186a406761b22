// Operators between two values in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands, operated } from '../shapes.ts';
import { typedCall } from './calls.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** An operator between two values. */
export function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    const numeric = parts.every((part) => (part.kind === 'literal' && typeof part.value === 'number') || part.kind === 'binary'); // prettier-ignore
    const [left, right] = parts;
    if (parts.length === 2 && left && right && numeric)
      return { kind: 'binary', node, operator, left, right };
    return { kind: 'build', node, parts };
  }
  const called = operator === '>' ? typedCall(node, scope) : undefined;
  if (called) return called;
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  const isSwapped = /^[!=]=/.test(operator) && left.kind === 'literal';
  return operated(node, operator.replace(/===$/, '=='), isSwapped ? right : left, isSwapped ? left : right);
}
