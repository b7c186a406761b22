// Operators between two values in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands, operated } from '../shapes.ts';
import { child, expression, other } from './expressions.ts';
import type { Scope } from './scope.ts';

/** An operator between two values. */
export function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    if (parts.some((one) => one.kind === 'literal' && typeof one.value === 'number')) return { kind: 'typed', node, type: 'int', value: other(node, parts) }; // prettier-ignore
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  return operated(node, operator, left, right);
}
