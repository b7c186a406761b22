// Attributes of C# declarations.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** The attributes of a declaration. */
export function attributes(node: SyntaxNode, scope: Scope): Expression[] {
  return node.children
    .filter((one) => one.kind === 'attribute_list')
    .flatMap((list) => list.items)
    .filter((one) => one.kind === 'attribute')
    .map((one): Expression => {
      const name = one.get('name');
      const args = one.items.find((item) => item.kind === 'attribute_argument_list')?.items ?? [];
      return {
        kind: 'call',
        node: one,
        callee: {
          kind: 'name',
          node: one,
          name: (name?.text ?? '').replace(/^.*\./, '').replace(/Attribute$/, ''),
        },
        args: args.flatMap((arg): Argument[] => {
          const value = arg.items.at(-1);
          return value ? [{ value: expression(value, scope) }] : [];
        }),
      };
    });
}
