// An operator with one operand, as every language has it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression } from '../ir.ts';

/** The operand stands on the left and nothing on the right: twice, each of twenty signs in a row would double the work. */
export function unary(node: SyntaxNode, operator: string, operand: Expression): Expression {
  return {
    kind: 'binary',
    node,
    operator,
    left: operand,
    right: { kind: 'literal', node, value: undefined },
  };
}
