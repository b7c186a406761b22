// Operators between two values in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands, operated } from '../shapes.ts';
import { child, expression } from './expressions.ts';

/** `a . b` builds strings; `&&`, `||` and `??` choose. */
export function binary(node: SyntaxNode): Expression {
  const operator = (node.get('operator')?.text ?? '').toLowerCase();
  if (operator === '.') {
    return { kind: 'build', node, parts: chainedOperands(node, '.').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  return operated(node, /^(?:[-+*/%^]|[|&]$)|<<|>>/.test(operator) ? 'arithmetic' : operator, left, right);
}
