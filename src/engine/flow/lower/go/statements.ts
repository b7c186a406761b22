// Statements in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { assignment, bind, declaration, target } from './assignments.ts';
import { importStatement, specsOf, typeStatement, unnamedStruct } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import type { Scope } from './scope.ts';

/** Statements in order. */
export function statementsOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.kind === 'block' || node.kind === 'statement_list' || node.kind === 'ERROR')
    return node.items.flatMap((item) => statementsIn(item, scope));
  return statement(node, scope);
}

function statementsIn(item: SyntaxNode, scope: Scope): Statement[] {
  return item.kind === 'statement_list'
    ? item.items.flatMap((one) => statement(one, scope))
    : statement(item, scope);
}

/** One statement; some are several in the shapes. */
export function statement(node: SyntaxNode, scope: Scope): Statement[] {
  switch (node.kind) {
    case 'package_clause':
    case 'empty_statement':
    case 'inc_statement':
    case 'dec_statement':
    case 'fallthrough_statement':
      return [];
    case 'import_declaration':
      return [importStatement(node)];
    case 'const_declaration':
    case 'var_declaration':
      return specsOf(node).flatMap((spec) => [...unnamedStruct(spec, scope), ...declaration(spec, scope)]);
    case 'type_declaration':
      return node.items.flatMap((spec) => typeStatement(spec, scope));
    case 'function_declaration':
    case 'method_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, scope) }];
    case 'block':
      return [{ kind: 'block', node, body: statementsOf(node, scope) }];
    case 'ERROR':
    case 'statement_list':
      return statementsOf(node, scope);
    case 'expression_statement':
      return node.items.map((item) => ({ kind: 'expression', node, value: expression(item, scope) }));
    case 'go_statement':
    case 'defer_statement':
      return node.items.map((item) => ({ kind: 'expression', node, value: expression(item, scope) }));
    case 'short_var_declaration':
    case 'assignment_statement':
      return assignment(node, scope);
    case 'send_statement': {
      const channel = child(node, 'channel', scope);
      const value = child(node, 'value', scope);
      return [{ kind: 'expression', node, value: { kind: 'call', node, callee: { kind: 'member', node, object: channel, property: 'push' }, args: [{ value }] } }]; // prettier-ignore
    }
    case 'receive_statement':
      return assignment(node, scope);
    case 'if_statement': {
      const initializer = node.get('initializer');
      const before = initializer ? statement(initializer, scope) : [];
      return [
        ...before,
        {
          kind: 'if',
          node,
          test: condition(node.get('condition'), node, scope),
          consequent: statementsOf(node.get('consequence'), scope),
          otherwise: statementsOf(node.get('alternative'), scope),
        },
      ];
    }
    case 'for_statement':
      return forStatement(node, scope);
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'select_statement':
      return switchStatement(node, scope);
    case 'return_statement': {
      const written = node.items[0]?.kind === 'expression_list' ? node.items[0].items : node.items;
      const values = written.length > 0 ? written : scope.results;
      const [first] = values;
      if (!first) return [{ kind: 'return', node }];
      const value: Expression =
        values.length === 1
          ? expression(first, scope)
          : { kind: 'list', node: first, items: values.map((item) => expression(item, scope)) };
      return [{ kind: 'return', node, value }];
    }
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'labeled_statement':
      return node.items.slice(1).flatMap((item) => statement(item, scope));
    default:
      return [{ kind: 'expression', node, value: expression(node, scope) }];
  }
}

function forStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const clause = node.items.find((item) => item.kind === 'range_clause' || item.kind === 'for_clause');
  const body = statementsOf(node.get('body'), scope);
  if (clause?.kind === 'range_clause') {
    const names = clause.get('left')?.items ?? [];
    const name = names[1] ?? undefined;
    const key = names[0];
    const iterable = child(clause, 'right', scope);
    // With one name it is the key, which for a channel or a map holds text as well.
    const bound = name ?? (key && !/^(?:i|idx|index|j|n)$/.test(key.text) ? key : undefined);
    return [
      {
        kind: 'loop',
        node,
        ...(bound && bound.text !== '_' && { target: target(bound, scope) }),
        iterable,
        body: [
          ...(name && key && key.text !== '_' && !/^(?:i|idx|index|j|n)$/.test(key.text)
            ? [{ kind: 'assign' as const, node: key, target: target(key, scope), value: iterable }]
            : []),
          ...body,
        ],
      },
    ];
  }
  if (clause) {
    const initializer = clause.get('initializer');
    const test = clause.get('condition');
    const update = clause.get('update');
    return [
      ...(initializer ? statement(initializer, scope) : []),
      {
        kind: 'loop',
        node,
        ...(test && { test: condition(test, node, scope) }),
        body: [...body, ...(update ? statement(update, scope) : [])],
      },
    ];
  }
  const test = node.items.find((item) => item.kind !== 'block');
  return [{ kind: 'loop', node, ...(test && { test: condition(test, node, scope) }), body }];
}

/** A switch with its cases. */
function switchStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const initializer = node.get('initializer');
  const subject = node.get('value');
  const alias = node.get('alias')?.items[0];
  const groups = node.items.filter((item) => item.kind.endsWith('_case'));
  const before: Statement[] = [
    ...(initializer ? statement(initializer, scope) : []),
    ...(alias && subject
      ? [{ kind: 'assign' as const, node, target: bind(alias), value: expression(subject, scope) }]
      : []),
  ];
  const bodyOf = (group: SyntaxNode): Statement[] => [
    ...(group.get('communication') ? statement(group.get('communication') as SyntaxNode, scope) : []),
    ...group.items
      .filter((item) => item.kind === 'statement_list')
      .flatMap((item) => statementsOf(item, scope)),
  ];
  if (node.kind === 'expression_switch_statement' && !subject) {
    // `switch { case test: … }` is a chain of ifs.
    const chain = groups.toReversed().reduce<Statement[]>((otherwise, group) => {
      const tests = group.get('value')?.items ?? [];
      if (tests.length === 0) return bodyOf(group);
      const [first, ...rest] = tests.map((test) => condition(test, group, scope));
      const test: Expression =
        rest.length === 0 || !first
          ? (first ?? { kind: 'other', node: group, parts: [] })
          : { kind: 'choice', node: group, branches: [first, ...rest] };
      return [{ kind: 'if', node: group, test, consequent: bodyOf(group), otherwise }];
    }, []);
    return [...before, ...chain];
  }
  return [
    ...before,
    {
      kind: 'switch',
      node,
      subject: subject ? expression(subject, scope) : { kind: 'other', node, parts: [] },
      cases: groups.map((group) => ({
        tests:
          group.kind === 'expression_case'
            ? (group.get('value')?.items ?? []).map((item) => expression(item, scope))
            : [],
        body: bodyOf(group),
        ...(group.kind === 'default_case' && { isDefault: true }),
      })),
    },
  ];
}

/** The condition of an `if`; `ok` of a map lookup stands for membership. */
function condition(node: SyntaxNode | undefined, owner: SyntaxNode, scope: Scope): Expression {
  if (!node) return { kind: 'other', node: owner, parts: [] };
  if (node.kind === 'identifier') {
    const lookup = scope.lookups.get(node.text);
    if (lookup) return expression(lookup, scope);
  }
  if (node.kind === 'unary_expression' && node.get('operator')?.text === '!')
    return { kind: 'not', node, operand: condition(node.get('operand'), node, scope) };
  if (node.kind === 'parenthesized_expression') return condition(node.items[0], node, scope);
  if (node.kind === 'binary_expression') {
    const operator = node.get('operator')?.text;
    const left = () => condition(node.get('left'), node, scope);
    const right = () => condition(node.get('right'), node, scope);
    if (operator === '&&') return { kind: 'choice', node, test: left(), branches: [right()] };
    if (operator === '||') return { kind: 'choice', node, branches: [left(), right()] };
  }
  return expression(node, scope);
}
