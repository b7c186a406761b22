// Statements in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import { bind, declarations, expressionStatement } from './assignments.ts';
import { switchStatement } from './branches.ts';
import { argumentsOf } from './calls.ts';
import { classStatement, importStatement } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import type { Scope } from './scope.ts';
import { typeName } from './types.ts';

/** Statements in order. */
export function statementsOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.kind === 'block' || node.kind === 'constructor_body' || node.kind === 'ERROR')
    return node.items.flatMap((item) => statement(item, scope));
  return statement(node, scope);
}

/** One statement; some are several in the shapes. */
export function statement(node: SyntaxNode, scope: Scope): Statement[] {
  switch (node.kind) {
    case 'class_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
    case 'record_declaration':
    case 'annotation_type_declaration':
      return [classStatement(node, scope)];
    case 'method_declaration':
    case 'constructor_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, scope, []) }];
    case 'import_declaration':
      return importStatement(node);
    case 'local_variable_declaration':
    case 'field_declaration':
      return declarations(node, scope);
    case 'expression_statement':
      return node.items.map((item) => expressionStatement(item, scope));
    case 'explicit_constructor_invocation':
      return [{ kind: 'expression', node, value: { kind: 'other', node, parts: argumentsOf(node.get('arguments'), scope).map((one) => one.value) } }]; // prettier-ignore
    case 'block':
    case 'constructor_body':
      return [{ kind: 'block', node, body: statementsOf(node, scope) }];
    case 'ERROR':
      return statementsOf(node, scope);
    case 'if_statement':
      return [
        {
          kind: 'if',
          node,
          test: child(node, 'condition', scope),
          consequent: statementsOf(node.get('consequence'), scope),
          otherwise: statementsOf(node.get('alternative'), scope),
        },
      ];
    case 'while_statement':
      return [
        {
          kind: 'loop',
          node,
          test: child(node, 'condition', scope),
          body: statementsOf(node.get('body'), scope),
        },
      ];
    case 'do_statement':
      return [{ kind: 'loop', node, body: statementsOf(node.get('body'), scope) }];
    case 'for_statement': {
      const condition = node.get('condition');
      return [
        ...node
          .all('init')
          .flatMap((item) =>
            item.kind.endsWith('declaration') ? statement(item, scope) : [expressionStatement(item, scope)],
          ),
        {
          kind: 'loop',
          node,
          ...(condition && { test: expression(condition, scope) }),
          body: [
            ...statementsOf(node.get('body'), scope),
            ...node.all('update').map((item) => expressionStatement(item, scope)),
          ],
        },
      ];
    }
    case 'enhanced_for_statement': {
      const name = node.get('name');
      return [
        {
          kind: 'loop',
          node,
          ...(name && { target: bind(name, typeName(node.get('type'), scope)) }),
          iterable: child(node, 'value', scope),
          body: statementsOf(node.get('body'), scope),
        },
      ];
    }
    case 'switch_expression':
    case 'switch_statement':
      return [switchStatement(node, scope)];
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'throw_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'break_statement':
    case 'continue_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'yield_statement':
      return [{ kind: 'exit', node, jump: true, ...(node.items[0] && { value: expression(node.items[0], scope) }) }]; // prettier-ignore
    case 'try_statement':
    case 'try_with_resources_statement':
      return [tryStatement(node, scope)];
    case 'synchronized_statement':
      return [{ kind: 'block', node, body: statementsOf(node.get('body'), scope) }];
    case 'labeled_statement':
      return node.items.slice(1).flatMap((item) => statement(item, scope));
    case 'assert_statement':
    case 'package_declaration':
    case 'module_declaration':
      return [];
    default:
      return [expressionStatement(node, scope)];
  }
}

/** A `try` with its handlers. */
function tryStatement(node: SyntaxNode, scope: Scope): Statement {
  const resources = (node.get('resources')?.items ?? []).flatMap((item): Statement[] => {
    const name = item.get('name');
    const value = item.get('value');
    if (!value)
      return item.items[0]
        ? [{ kind: 'expression', node: item, value: expression(item.items[0], scope) }]
        : [];
    if (!name) return [{ kind: 'expression', node: item, value: expression(value, scope) }];
    return [
      {
        kind: 'assign',
        node: item,
        target: bind(name, typeName(item.get('type'), scope)),
        value: expression(value, scope),
      },
    ];
  });
  const finalizer = node.items.find((item) => item.kind === 'finally_clause');
  return {
    kind: 'try',
    node,
    body: [...resources, ...statementsOf(node.get('body'), scope)],
    handlers: node.items
      .filter((item) => item.kind === 'catch_clause')
      .map((clause) => {
        const name = clause.items.find((item) => item.kind === 'catch_formal_parameter')?.get('name');
        return { ...(name && { target: bind(name) }), body: statementsOf(clause.get('body'), scope) };
      }),
    after: statementsOf(
      finalizer?.items.find((item) => item.kind === 'block'),
      scope,
    ),
  };
}
