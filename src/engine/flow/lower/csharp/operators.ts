// Operators between two values in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { operated } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** `a + b` builds strings; `&&`, `||` and `??` choose. */
export function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? node.children.find((one) => !one.named)?.text ?? '';
  if (operator === '+') {
    const parts: Expression[] = [];
    let current: SyntaxNode | undefined = node;
    while (
      current?.kind === 'binary_expression' &&
      (current.get('operator')?.text ?? current.children.find((one) => !one.named)?.text) === '+'
    ) {
      parts.push(child(current, 'right', scope));
      current = current.get('left');
    }
    if (current) parts.push(expression(current, scope));
    parts.reverse();
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  return operated(node, /^[-*/%&|^]$|<<|>>/.test(operator) ? 'arithmetic' : operator, left, right);
}
