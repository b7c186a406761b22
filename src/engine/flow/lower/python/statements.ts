// Statements in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { decorator } from './annotations.ts';
import { expressionStatement, loopTarget, target } from './assignments.ts';
import { argumentsOf } from './calls.ts';
import { fieldsOf, importStatement, isRecord } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';

/** Statements in order. */
export function statements(nodes: readonly SyntaxNode[], className: string | undefined): Statement[] {
  return nodes.flatMap((node) => statement(node, [], className));
}

/** The statements of a body, or the one statement that stands for it. */
export function bodyOf(node: SyntaxNode | undefined, className?: string): Statement[] {
  if (!node) return [];
  return node.kind === 'block' || node.kind === 'ERROR'
    ? statements(node.items, className)
    : statement(node, [], className);
}

/** One statement; some are several in the shapes. */
function statement(node: SyntaxNode, decorators: Expression[], className: string | undefined): Statement[] {
  switch (node.kind) {
    case 'expression_statement':
      return node.items.map((item) => expressionStatement(item));
    case 'function_definition':
      return [{ kind: 'function', node, fn: functionShape(node, decorators, className) }];
    case 'decorated_definition': {
      const found = node.items.filter((item) => item.kind === 'decorator').map(decorator);
      const definition = node.get('definition');
      return definition ? statement(definition, found, className) : [];
    }
    case 'class_definition': {
      const name = node.get('name')?.text;
      return [
        {
          kind: 'class',
          node,
          ...(name !== undefined && { name }),
          bases: argumentsOf(node.get('superclasses')).map((one) => one.value),
          decorators,
          members: bodyOf(node.get('body'), name),
          ...(isRecord(node, decorators) && { fields: fieldsOf(node) }),
        },
      ];
    }
    case 'if_statement':
      return [ifStatement(node, node.all('alternative'))];
    case 'for_statement': {
      const left = node.get('left');
      const otherwise = node.get('alternative');
      return [
        {
          kind: 'loop',
          node,
          ...(left && { target: loopTarget(left, node.get('right')) }),
          iterable: child(node, 'right'),
          body: bodyOf(node.get('body')),
        },
        ...(otherwise ? bodyOf(otherwise.get('body')) : []),
      ];
    }
    case 'while_statement':
      return [{ kind: 'loop', node, test: child(node, 'condition'), body: bodyOf(node.get('body')) }];
    case 'with_statement':
      return [...withItems(node), { kind: 'block', node, body: bodyOf(node.get('body')) }];
    case 'try_statement':
      return [tryStatement(node)];
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'raise_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'continue_statement':
    case 'break_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'assert_statement':
      return node.items[0]
        ? [
            {
              kind: 'if',
              node,
              test: expression(node.items[0]),
              consequent: [],
              otherwise: [{ kind: 'exit', node }],
            },
          ]
        : [];
    case 'import_statement':
    case 'import_from_statement':
      return [importStatement(node)];
    case 'match_statement':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'subject'),
          cases: (node.get('body')?.items ?? [])
            .filter((item) => item.kind === 'case_clause')
            .map((item) => ({
              tests: item.items
                .filter((one) => one.kind === 'case_pattern')
                .flatMap((one) =>
                  one.items.filter((inner) => /^(?:string|integer)$/.test(inner.kind)).map(expression),
                ),
              body: [...captures(item, node), ...bodyOf(item.get('consequence'))],
              ...(/^case\s+[a-z_]\w*\s*:/.test(item.text) && { isDefault: true }),
            })),
        },
      ];
    case 'block':
    case 'ERROR':
      return statements(node.items, className);
    case 'pass_statement':
    case 'global_statement':
      return [{ kind: 'global', node, names: node.items.map((one) => one.text) }];
    case 'nonlocal_statement':
    case 'future_import_statement':
    case 'type_alias_statement':
      return [];
    default:
      return [expressionStatement(node)];
  }
}

/** The names that the pattern of a case gives to the subject or to parts of it. */
function captures(clause: SyntaxNode, match: SyntaxNode): Statement[] {
  const out: Statement[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    const [name] = node.items;
    const isName =
      (node.kind === 'dotted_name' && node.items.length === 1) || node.kind === 'as_pattern_target';
    if (isName && name?.kind === 'identifier' && name.text !== '_')
      out.push({
        kind: 'assign',
        node,
        target: { kind: 'bind', name: name.text, node: name },
        value: child(match, 'subject'),
      });
    else if (depth < 6)
      for (const one of node.items)
        // The name before the brackets of a class is none that is given.
        if (node.kind !== 'class_pattern' || one.kind !== 'dotted_name') visit(one, depth + 1);
  };
  for (const one of clause.items) if (one.kind === 'case_pattern') visit(one, 0);
  return out.slice(0, 20);
}

/** An `if` with its alternatives. */
function ifStatement(node: SyntaxNode, alternatives: readonly SyntaxNode[]): Statement {
  const [next, ...rest] = alternatives;
  const otherwise = !next
    ? []
    : next.kind === 'elif_clause'
      ? [ifStatement(next, rest)]
      : bodyOf(next.get('body'));
  return {
    kind: 'if',
    node,
    test: child(node, 'condition'),
    consequent: bodyOf(node.get('consequence')),
    otherwise,
  };
}

function withItems(node: SyntaxNode): Statement[] {
  const clause = node.items.find((item) => item.kind === 'with_clause');
  return (clause?.items ?? []).flatMap((item): Statement[] => {
    const value = item.get('value') ?? item.items[0];
    if (!value) return [];
    if (value.kind !== 'as_pattern') return [{ kind: 'expression', node: value, value: expression(value) }];
    const alias = value.get('alias')?.items[0];
    const bound = value.items[0];
    if (!alias || !bound) return [];
    return [{ kind: 'assign', node: value, target: target(alias), value: expression(bound) }];
  });
}

/** A `try` with its handlers. */
function tryStatement(node: SyntaxNode): Statement {
  const clauses = node.items.filter((item) => item.kind.startsWith('except'));
  const finalizer = node.items.find((item) => item.kind === 'finally_clause');
  const otherwise = node.items.find((item) => item.kind === 'else_clause');
  return {
    kind: 'try',
    node,
    body: [...bodyOf(node.get('body')), ...bodyOf(otherwise?.get('body'))],
    handlers: clauses.map((clause) => {
      const pattern = clause.items.find((item) => item.kind === 'as_pattern');
      const alias = (pattern?.get('alias') ?? clause.get('alias'))?.items[0] ?? clause.get('alias');
      return {
        ...(alias && { target: target(alias) }),
        body: bodyOf(clause.items.find((item) => item.kind === 'block')),
      };
    }),
    after: finalizer ? bodyOf(finalizer.items.find((item) => item.kind === 'block')) : [],
  };
}
