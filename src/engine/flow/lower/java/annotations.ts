// Modifiers and annotations of Java declarations.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** The modifiers and annotations before a declaration. */
export function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.items.find((item) => item.kind === 'modifiers');
}

/** The annotations of a declaration. */
export function annotationsOf(node: SyntaxNode, scope: Scope): Expression[] {
  return (modifiersOf(node)?.items ?? [])
    .filter((item) => item.kind === 'annotation' || item.kind === 'marker_annotation')
    .map((item) => annotation(item, scope));
}

/** One annotation: its name, or a call where it has arguments. */
function annotation(node: SyntaxNode, scope: Scope): Expression {
  const name = node.get('name')?.text ?? '';
  const callee: Expression = { kind: 'name', node, name: name.slice(name.lastIndexOf('.') + 1) };
  const args = (node.get('arguments')?.items ?? []).map((item): Argument => {
    if (item.kind !== 'element_value_pair') return { value: expression(item, scope) };
    const key = item.get('key')?.text;
    return { ...(key !== undefined && { name: key }), value: child(item, 'value', scope) };
  });
  return args.length === 0 ? callee : { kind: 'call', node, callee, args };
}
