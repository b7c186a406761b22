// Bare names within classes, for languages in which a member of a class around needs no `this.` before it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression } from '../ir.ts';

/** What the classes around a node declare. */
export interface ClassScope {
  className: string | undefined;
  fields: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  outer: ClassScope | undefined;
  /** Parameters and variables of the function, which hide fields. */
  locals: ReadonlySet<string>;
}

/** A bare name: a variable, or a field of this or an outer class. */
export function variableOrField(node: SyntaxNode, scope: ClassScope): Expression {
  const name = node.text;
  if (!scope.locals.has(name))
    for (let one: ClassScope | undefined = scope; one; one = one.outer)
      if (one.fields.has(name)) return memberOf(node, one, name, scope);
  return { kind: 'name', node, name };
}

/** The method of this or an outer class with a name. */
export function ownMethod(node: SyntaxNode, name: string, scope: ClassScope): Expression | undefined {
  for (let one: ClassScope | undefined = scope; one; one = one.outer)
    if (one.methods.has(name)) return memberOf(node, one, name, scope);
  return undefined;
}

function memberOf(node: SyntaxNode, owner: ClassScope, property: string, scope: ClassScope): Expression {
  const name = owner.className === scope.className ? 'this' : `:${owner.className}`;
  return { kind: 'member', node, object: { kind: 'name', node, name }, property };
}
