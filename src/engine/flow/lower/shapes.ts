// What the lowerings of all languages do alike.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression } from '../ir.ts';

/** The operands of `a + b + c` in order, for a left-leaning chain of one operator; without recursion, so that any length will do. */
export function chainedOperands(node: SyntaxNode, operator: string): SyntaxNode[] {
  const operands: SyntaxNode[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.kind === node.kind && current.get('operator')?.text === operator) {
    const right = current.get('right');
    if (right) operands.push(right);
    current = current.get('left');
  }
  if (current) operands.push(current);
  return operands.toReversed();
}

/** `object[key]`; with a constant text for a key it is the property of that name. */
export function elementAt(node: SyntaxNode, object: Expression, key: Expression): Expression {
  return key.kind === 'literal' && typeof key.value === 'string'
    ? { kind: 'member', node, object, property: key.value }
    : { kind: 'index', node, object, key };
}
