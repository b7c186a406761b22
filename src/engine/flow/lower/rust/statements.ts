// Statements in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import { letStatement, targetOf } from './assignments.ts';
import { blockInto, condition, discard, into } from './branches.ts';
import { implStatements, structStatement, uses } from './declarations.ts';
import { child } from './expressions.ts';
import { functionShape } from './functions.ts';
import type { Scope } from './scope.ts';

/** Statements in order. */
export function statementsOf(nodes: readonly SyntaxNode[], scope: Scope): Statement[] {
  const statements: Statement[] = [];
  let attributes: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.kind === 'attribute_item') {
      attributes.push(node);
      continue;
    }
    // Tests build what they like.
    if (
      !attributes.some((one) =>
        /^#\[\s*(?:cfg\s*\(\s*(?:all\s*\(\s*)?test\b|(?:\w+::)*(?:test|rstest)\b)/.test(one.text),
      )
    )
      // prettier-ignore
      statements.push(...statement(node, scope, attributes));
    attributes = [];
  }
  return statements;
}

/** One statement; some are several in the shapes. */
function statement(node: SyntaxNode, scope: Scope, attributes: readonly SyntaxNode[] = []): Statement[] {
  switch (node.kind) {
    case 'use_declaration':
      return [{ kind: 'import', node, bindings: uses(node.get('argument'), '') }];
    case 'expression_statement':
      return node.items.flatMap((item) => into(item, scope, discard));
    case 'let_declaration':
      return letStatement(node, scope);
    case 'const_item':
    case 'static_item': {
      const name = node.get('name');
      return name && node.get('value')
        ? [{ kind: 'assign', node, target: { kind: 'bind', name: name.text, node: name }, value: child(node, 'value', scope) }] // prettier-ignore
        : [];
    }
    case 'function_item':
      return [{ kind: 'function', node, fn: functionShape(node, scope, attributes) }];
    case 'mod_item':
      return statementsOf(node.get('body')?.items ?? [], scope);
    case 'impl_item':
    case 'trait_item':
      return implStatements(node, scope, attributes);
    case 'struct_item':
      return structStatement(node, scope);
    case 'empty_statement':
    case 'enum_item':
    case 'type_item':
    case 'union_item':
    case 'function_signature_item':
    case 'inner_attribute_item':
    case 'extern_crate_declaration':
    case 'associated_type':
    case 'macro_definition':
      return [];
    case 'ERROR':
      return statementsOf(node.items, scope);
    default:
      return into(node, scope, discard);
  }
}

/** A loop. */
export function loop(node: SyntaxNode, scope: Scope): Statement {
  const body = node.get('body');
  const pattern = node.get('pattern');
  if (node.kind === 'for_expression' && pattern) {
    const target = targetOf(pattern, scope);
    return {
      kind: 'loop',
      node,
      ...(target && { target }),
      iterable: child(node, 'value', scope),
      body: blockInto(body, scope, discard),
    };
  }
  const test = node.get('condition');
  const given = test ? condition(test, node, scope, true) : undefined;
  return {
    kind: 'loop',
    node,
    ...(given && { test: given.test }),
    body: [...(given?.bound ?? []), ...blockInto(body, scope, discard)],
  };
}
