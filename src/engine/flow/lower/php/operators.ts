// Operators between two values in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands } from '../shapes.ts';
import { child, expression } from './expressions.ts';

/** `a . b` builds strings; `&&`, `||` and `??` choose. */
export function binary(node: SyntaxNode): Expression {
  const operator = (node.get('operator')?.text ?? '').toLowerCase();
  if (operator === '.') {
    return { kind: 'build', node, parts: chainedOperands(node, '.').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '&&' || operator === 'and') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||' || operator === 'or' || operator === '??')
    return { kind: 'choice', node, branches: [left, right] };
  return {
    kind: 'binary',
    node,
    operator: /^[-+*/%|&^]|<<|>>/.test(operator) ? 'arithmetic' : operator,
    left,
    right,
  };
}
