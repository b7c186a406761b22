// Statements in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { expressionStatement, target } from './assignments.ts';
import { classStatement, importStatement, memberStatement } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import { echo, echoed, opensEcho, readPage } from './page.ts';

/** Statements in order. */
export function statements(nodes: readonly SyntaxNode[], className: string | undefined): Statement[] {
  return nodes.flatMap((node, index): Statement[] => {
    if (node.kind === 'expression_statement' && opensEcho(nodes[index - 1]))
      return node.items.map((item) => echo(item, [item]));
    return statement(node, className);
  });
}

/** The statements of a body, or the one statement that stands for it. */
export function bodyOf(node: SyntaxNode | undefined, className?: string): Statement[] {
  if (!node) return [];
  return /^(?:compound_statement|colon_block|declaration_list|enum_declaration_list|switch_block|ERROR)$/.test(
    node.kind,
  )
    ? statements(node.items, className)
    : statement(node, className);
}

/** One statement; some are several in the shapes. */
function statement(node: SyntaxNode, className: string | undefined): Statement[] {
  switch (node.kind) {
    case 'text':
      readPage(node.text);
      return [];
    case 'text_interpolation':
      for (const item of node.items) if (item.kind === 'text') readPage(item.text);
      return [];
    case 'php_tag':
    case 'php_end_tag':
    case 'empty_statement':
    case 'use_declaration':
    case 'declare_statement':
    case 'named_label_statement':
    case 'unset_statement':
      return node.kind === 'declare_statement' ? bodyOf(node.get('body'), className) : [];
    case 'expression_statement':
      return node.items.flatMap(expressionStatement);
    case 'echo_statement':
      return [echo(node, echoed(node))];
    case 'namespace_definition':
      return bodyOf(node.get('body'), className);
    case 'namespace_use_declaration':
      return [importStatement(node)];
    case 'function_definition':
      return [{ kind: 'function', node, fn: functionShape(node, className) }];
    case 'method_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, className) }];
    case 'class_declaration':
    case 'trait_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return [classStatement(node)];
    case 'property_declaration':
    case 'const_declaration':
      return node.items.flatMap((item) => memberStatement(item, className));
    case 'if_statement':
      return [ifStatement(node, node.all('alternative'))];
    case 'foreach_statement':
      return [foreachStatement(node)];
    case 'for_statement':
      return [
        ...node
          .all('initialize')
          .map((one): Statement => ({ kind: 'expression', node: one, value: expression(one) })),
        {
          kind: 'loop',
          node,
          ...(node.get('condition') && { test: child(node, 'condition') }),
          body: [
            ...node.all('body').flatMap((one) => bodyOf(one)),
            ...node
              .all('update')
              .map((one): Statement => ({ kind: 'expression', node: one, value: expression(one) })),
          ],
        },
      ];
    case 'while_statement':
    case 'do_statement':
      return [{ kind: 'loop', node, test: child(node, 'condition'), body: bodyOf(node.get('body')) }];
    case 'switch_statement':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'condition'),
          cases: (node.get('body')?.items ?? []).map((item) => {
            const value = item.get('value');
            return {
              tests: value ? [expression(value)] : [],
              body: statements(
                item.items.filter((one) => one !== value),
                className,
              ),
              ...(!value && { isDefault: true }),
            };
          }),
        },
      ];
    case 'try_statement': {
      const finalizer = node.items.find((item) => item.kind === 'finally_clause');
      return [
        {
          kind: 'try',
          node,
          body: bodyOf(node.get('body')),
          handlers: node.items
            .filter((item) => item.kind === 'catch_clause')
            .map((clause) => {
              const name = clause.get('name');
              return { ...(name && { target: target(name) }), body: bodyOf(clause.get('body')) };
            }),
          after: bodyOf(finalizer?.get('body')),
        },
      ];
    }
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'exit_statement':
      return [...node.items.map((item) => echo(node, [item])), { kind: 'exit', node }];
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'global_declaration':
      return [];
    case 'function_static_declaration':
      return node.items.map((item): Statement => {
        const name = item.get('name');
        const value = item.get('value');
        return {
          kind: 'assign',
          node: item,
          target: name ? target(name) : { kind: 'items', items: [], node: item },
          value: value ? expression(value) : { kind: 'literal', node: item, value: null },
        };
      });
    case 'compound_statement':
    case 'colon_block':
    case 'ERROR':
      return statements(node.items, className);
    default:
      return [{ kind: 'expression', node, value: expression(node) }];
  }
}

/** An `if` with its alternatives. */
function ifStatement(node: SyntaxNode, alternatives: readonly SyntaxNode[]): Statement {
  const test = child(node, 'condition');
  const consequent = bodyOf(node.get('body'));
  const [next, ...rest] = alternatives;
  const otherwise = !next
    ? []
    : next.kind === 'else_if_clause'
      ? [ifStatement(next, rest)]
      : bodyOf(next.get('body'));
  return { kind: 'if', node, test, consequent, otherwise };
}

/** A `foreach`. */
function foreachStatement(node: SyntaxNode): Statement {
  const body = node.get('body');
  const [iterable, each] = node.items.filter((item) => item !== body);
  const value = each?.kind === 'pair' ? each.items[1] : each;
  const key = each?.kind === 'pair' ? each.items[0] : undefined;
  const list: Expression = iterable ? expression(iterable) : { kind: 'other', node, parts: [] };
  const keyed: Statement[] = key
    ? [
        {
          kind: 'assign',
          node: key,
          target: target(key),
          // Keys of what a request holds are the sender's choice as well; those of other arrays are seldom.
          value: {
            kind: 'call',
            node: key,
            callee: { kind: 'name', node: key, name: ':slice' },
            args: [{ value: list }],
          },
        },
      ]
    : [];
  return {
    kind: 'loop',
    node,
    ...(value && { target: target(value) }),
    iterable: list,
    body: [...keyed, ...bodyOf(body)],
  };
}
