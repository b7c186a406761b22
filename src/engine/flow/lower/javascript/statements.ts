// Statements in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { declarator, target } from './assignments.ts';
import { classStatement } from './declarations.ts';
import { exported } from './exports.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import { importStatement } from './imports.ts';

/** Statements in order. */
export function statements(nodes: readonly SyntaxNode[]): Statement[] {
  return nodes.flatMap((node) => statement(node));
}

/** One statement; some are several in the shapes. */
export function statement(node: SyntaxNode): Statement[] {
  switch (node.kind) {
    case 'expression_statement':
      return node.items.flatMap(sequence).map((item) => toStatement(expression(item)));
    case 'lexical_declaration':
    case 'variable_declaration':
      return node.items.filter((item) => item.kind === 'variable_declarator').flatMap(declarator);
    case 'function_declaration':
    case 'generator_function_declaration':
      return [{ kind: 'function', node, fn: functionShape(node) }];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [classStatement(node)];
    case 'export_statement':
      return exported(node);
    case 'import_statement':
      return importStatement(node);
    case 'statement_block':
      return [{ kind: 'block', node, body: statements(node.items) }];
    case 'if_statement':
      return [
        {
          kind: 'if',
          node,
          test: child(node, 'condition'),
          consequent: bodyOf(node.get('consequence')),
          otherwise: bodyOf(node.get('alternative')),
        },
      ];
    case 'else_clause':
    case 'finally_clause':
    case 'labeled_statement':
      return statements(node.items.filter((item) => item.kind !== 'statement_identifier'));
    case 'for_statement':
      return [
        ...bodyOf(node.get('initializer')),
        {
          kind: 'loop',
          node,
          test: child(node, 'condition'),
          body: [...bodyOf(node.get('body')), ...bodyOf(node.get('increment'))],
        },
      ];
    case 'for_in_statement': {
      const left = node.get('left');
      return [
        {
          kind: 'loop',
          node,
          ...(left && { target: target(left) }),
          iterable: child(node, 'right'),
          body: bodyOf(node.get('body')),
        },
      ];
    }
    case 'while_statement':
    case 'do_statement':
      return [{ kind: 'loop', node, test: child(node, 'condition'), body: bodyOf(node.get('body')) }];
    case 'switch_statement':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'value'),
          cases: (node.get('body')?.items ?? []).map((one) => ({
            tests: one.get('value') ? [child(one, 'value')] : [],
            body: statements(one.all('body')),
            ...(one.kind === 'switch_default' && { isDefault: true }),
          })),
        },
      ];
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'throw_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'continue_statement':
    case 'break_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'try_statement': {
      const handler = node.get('handler');
      const parameter = handler?.get('parameter');
      return [
        {
          kind: 'try',
          node,
          body: bodyOf(node.get('body')),
          handlers: handler
            ? [{ ...(parameter && { target: target(parameter) }), body: bodyOf(handler.get('body')) }]
            : [],
          after: bodyOf(node.get('finalizer')),
        },
      ];
    }
    case 'internal_module':
    case 'module':
    case 'ambient_declaration':
      return node.get('body') ? bodyOf(node.get('body')) : [];
    case 'ERROR':
      return statements(node.items);
    default:
      return isStatementLike(node) ? [] : sequence(node).map((item) => toStatement(expression(item)));
  }
}

/** Nodes that do nothing when the program runs. */
export const silent = new Set([
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'empty_statement',
  'debugger_statement',
  'hash_bang_line',
  'function_signature',
  'import_alias',
  'statement_identifier',
]);

function isStatementLike(node: SyntaxNode): boolean {
  return silent.has(node.kind);
}

/** The statements of a body, or the one statement that stands for it. */
export function bodyOf(node: SyntaxNode | undefined): Statement[] {
  if (!node) return [];
  return node.kind === 'statement_block' ? statements(node.items) : statement(node);
}

function toStatement(value: Expression): Statement {
  if (value.kind === 'assign')
    return { kind: 'assign', node: value.node, target: value.target, value: value.value };
  return { kind: 'expression', node: value.node, value };
}

/** The parts of `a, b, c`, in the order in which they run; bundlers write statements so. */
export function sequence(node: SyntaxNode): SyntaxNode[] {
  return node.kind === 'sequence_expression' ? node.items.flatMap(sequence) : [node];
}
