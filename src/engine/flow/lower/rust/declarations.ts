// Imports, structs, traits and their implementations in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import type { Scope } from './scope.ts';
import { statementsOf } from './statements.ts';
import { lastName, typeName } from './types.ts';

/** What a `use` binds. */
export function uses(node: SyntaxNode | undefined, prefix: string): { local: string; path: string }[] {
  if (!node) return [];
  const full = (text: string): string => (prefix + text).replaceAll('::', '.').replace(/\s+/g, '');
  switch (node.kind) {
    case 'use_list':
      return node.items.flatMap((item) => uses(item, prefix));
    case 'scoped_use_list': {
      const path = node.get('path')?.text;
      return uses(node.get('list'), path === undefined ? prefix : `${prefix}${path}::`);
    }
    case 'use_as_clause':
      return [{ local: node.get('alias')?.text ?? '', path: full(node.get('path')?.text ?? '') }];
    case 'use_wildcard':
      return [{ local: `import:${node.text}`, path: full(node.items[0]?.text ?? '') }];
    case 'self':
      return [{ local: prefix.replace(/::$/, '').replace(/^.*::/, ''), path: full('').replace(/\.$/, '') }];
    default:
      return [{ local: node.text.replace(/^.*::/s, ''), path: full(node.text) }];
  }
}

/** The members of an `impl` or a trait, which is a class without fields. */
export function implStatements(
  node: SyntaxNode,
  scope: Scope,
  attributes: readonly SyntaxNode[],
): Statement[] {
  const type = node.get('type') ?? node.get('name');
  const className = type && lastName(type);
  const isResolver = attributes.some((one) => resolver.test(one.text));
  const members = statementsOf(node.get('body')?.items ?? [], { ...scope, className, isResolver });
  if (node.kind === 'impl_item' || className === undefined) return members;
  return [{ kind: 'class', node, name: className, bases: [], decorators: [], members: [] }, ...members];
}

/** Of GraphQL, of an interface by its description, of a contract that is called by its name. */
const resolver =
  /^#\[\s*(?:\w+::)*(?:Object|ComplexObject|Subscription|MergedObject|OpenApi|graphql_object|graphql_subscription)\b/;

/** A struct as a class with its fields. */
export function structStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const name = node.get('name')?.text;
  const fields = (node.get('body')?.items ?? []).flatMap((field) => {
    const key = field.kind === 'field_declaration' ? field.get('name')?.text : undefined;
    return key === undefined ? [] : [{ name: key, type: typeName(field.get('type'), scope) }];
  });
  return name === undefined ? [] : [{ kind: 'class', node, name, bases: [], decorators: [], members: [], fields }]; // prettier-ignore
}
