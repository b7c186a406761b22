// Attributes of PHP declarations.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { argumentsOf } from './calls.ts';
import { expression } from './expressions.ts';

/** The attributes of a declaration. */
export function attributes(node: SyntaxNode): Expression[] {
  const lists = node.children.filter((one) => one.kind === 'attribute_list');
  return lists.flatMap((list) =>
    list.items
      .flatMap((group) => (group.kind === 'attribute_group' ? group.items : [group]))
      .map((one): Expression => ({
        kind: 'call',
        node: one,
        callee: one.items[0] ? expression(one.items[0]) : { kind: 'other', node: one, parts: [] },
        args: argumentsOf(one.get('parameters')),
      })),
  );
}
