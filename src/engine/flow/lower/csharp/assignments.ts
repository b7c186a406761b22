// Variables and assignments in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { ownMember } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { commandLine } from './processes.ts';
import type { Scope } from './scope.ts';
import { simpleType, typedAs } from './types.ts';

/** Variables with what they are first. */
export function declarations(node: SyntaxNode, scope: Scope): Statement[] {
  const type = node.get('type');
  return node.items
    .filter((item) => item.kind === 'variable_declarator')
    .flatMap((item): Statement[] => {
      const name = item.get('name') ?? item.items.find((one) => one.kind === 'tuple_pattern');
      const value = item.items.findLast((one) => one !== name && one.kind !== 'bracketed_argument_list');
      if (!name) return [];
      const given: Expression = value
        ? expression(value, scope)
        : { kind: 'literal', node: item, value: undefined };
      const implicit = value?.kind === 'implicit_object_creation_expression' && type;
      const made: Expression =
        implicit && given.kind === 'call'
          ? { ...given, callee: { kind: 'name', node: type, name: simpleType(type) } }
          : given;
      return [{ kind: 'assign', node: item, target: target(name, scope), value: typedAs(made, type) }];
    });
}

/** An expression that stands for itself; an assignment is one. */
export function expressionStatement(node: SyntaxNode, scope: Scope): Statement {
  if (node.kind === 'assignment_expression') {
    const left = node.get('left');
    return {
      kind: 'assign',
      node,
      target: left ? target(left, scope) : { kind: 'items', items: [], node },
      value: left ? commandLine(left, assigned(node, scope)) : assigned(node, scope),
    };
  }
  return { kind: 'expression', node, value: expression(node, scope) };
}

/** The value that an assignment leaves. */
export function assigned(node: SyntaxNode, scope: Scope): Expression {
  const operator =
    node.children.find((one) => one.kind.endsWith('=') && !one.named)?.kind ?? node.get('operator')?.text;
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '+=') return { kind: 'build', node, parts: [left, right] };
  if (operator === '??=') return { kind: 'choice', node, branches: [left, right] };
  if (operator === '=' || operator === undefined) return right;
  return { kind: 'binary', node, operator: 'arithmetic', left, right };
}

/** What an assignment writes to. */
export function target(node: SyntaxNode, scope: Scope): Target {
  switch (node.kind) {
    case 'identifier':
      if (scope.members.has(node.text) && !scope.locals.has(node.text))
        return { kind: 'place', node, place: ownMember(node) };
      return { kind: 'bind', name: node.text, node };
    case 'tuple_pattern':
      return { kind: 'items', node, items: node.items.map((item) => target(item, scope)) };
    case 'tuple_expression':
      return {
        kind: 'items',
        node,
        items: node.items.map((item) => {
          const inner = item.items.at(-1);
          return inner ? target(inner, scope) : undefined;
        }),
      };
    case 'declaration_expression': {
      const name = node.get('name');
      return name ? { kind: 'bind', name: name.text, node } : { kind: 'items', items: [], node };
    }
    default:
      return { kind: 'place', place: expression(node, scope), node };
  }
}
