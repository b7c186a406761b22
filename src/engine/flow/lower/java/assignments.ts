// Variables and assignments in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { grown } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { isPlainType, typeName } from './types.ts';

/** A variable to be written. */
export function bind(node: SyntaxNode, type?: string): Target {
  return { kind: 'bind', name: node.text, node, ...(type !== undefined && { type }) };
}

/** Variables with what they are first. */
export function declarations(node: SyntaxNode, scope: Scope): Statement[] {
  const type = typeName(node.get('type'), scope);
  return node.all('declarator').flatMap((one): Statement[] => {
    const name = one.get('name');
    if (!name) return [];
    const given = one.get('value');
    const value: Expression = given
      ? expression(given, scope)
      : isPlainType(type)
        ? { kind: 'literal', node: one, value: undefined }
        : { kind: 'name', node: name, name: `:${type}` };
    // What is made here is known better than by the declared type.
    const own = value.kind === 'call' && value.result !== undefined ? undefined : type;
    return [{ kind: 'assign', node: one, target: bind(name, own), value }];
  });
}

/** An expression that stands for itself; an assignment is one. */
export function expressionStatement(node: SyntaxNode, scope: Scope): Statement {
  if (node.kind === 'assignment_expression') {
    const left = node.get('left');
    if (left) return { kind: 'assign', node, target: target(left, scope), value: assignedValue(node, scope) };
  }
  return { kind: 'expression', node, value: expression(node, scope) };
}

/** The value that an assignment leaves. */
export function assignedValue(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '=';
  const right = child(node, 'right', scope);
  if (operator === '=') return right;
  return grown(node, operator, child(node, 'left', scope), right);
}

/** What an assignment writes to. */
export function target(node: SyntaxNode, scope: Scope): Target {
  const place = expression(node, scope);
  if (place.kind === 'name') return { kind: 'bind', name: place.name, node };
  return { kind: 'place', place, node };
}
