// Modifiers and annotations of Kotlin declarations.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { argumentsOf } from './calls.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { simpleType } from './types.ts';

/** The annotations of a declaration; those above the first one of a file are read as an expression before it. */
export function decoratorsOf(node: SyntaxNode, scope: Scope): Expression[] {
  const own = (modifiersOf(node)?.items ?? []).filter((item) => item.kind === 'annotation');
  const before: Expression[] = annotationsBefore(node).map(({ at, args }) => {
    const callee = annotation(at, scope);
    return args && callee.kind === 'name'
      ? {
          kind: 'call',
          node: at,
          callee,
          args: args.items.map((item) => ({ value: expression(item, scope) })),
        }
      : callee;
  });
  return [...before, ...own.map((item) => annotation(item, scope))];
}

/** One annotation: its name, or a call where it has arguments. */
export function annotation(node: SyntaxNode, scope: Scope): Expression {
  const made = node.items.find((item) => item.kind === 'constructor_invocation');
  const type = (made ?? node).items.find((item) => item.kind === 'user_type');
  const callee: Expression = { kind: 'name', node, name: type ? simpleType(type) : '' };
  const args = argumentsOf(
    made?.items.find((item) => item.kind === 'value_arguments'),
    scope,
  );
  return args.length === 0 ? callee : { kind: 'call', node, callee, args };
}

/** Annotations that the grammar reads as an expression before the declaration: those with arguments at the top of a file. */
export function annotationsBefore(node: SyntaxNode): { at: SyntaxNode; args: SyntaxNode | undefined }[] {
  const found: { at: SyntaxNode; args: SyntaxNode | undefined }[] = [];
  let before = node.parent?.children[node.index - 1];
  while (before?.kind === 'annotated_expression') {
    let at: SyntaxNode | undefined = before;
    while (at?.kind === 'annotated_expression') {
      const [annotation, rest]: SyntaxNode[] = at.items;
      if (annotation) found.push({ at: annotation, args: rest?.kind === 'parenthesized_expression' ? rest : undefined }); // prettier-ignore
      at = rest;
    }
    before = before.parent?.children[before.index - 1];
  }
  return found;
}

/** The modifiers and annotations before a declaration. */
export function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.items.find((item) => item.kind === 'modifiers');
}
