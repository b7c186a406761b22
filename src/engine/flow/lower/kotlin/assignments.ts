// Variables and assignments in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { grown } from '../shapes.ts';
import { deliver } from './branches.ts';
import { valueOf } from './declarations.ts';
import { expression } from './expressions.ts';
import { setters } from './properties.ts';
import type { Scope } from './scope.ts';
import { isPlainType, typeName, typeOf } from './types.ts';

/** What a declaration binds: one name or several. */
export function declared(node: SyntaxNode, scope: Scope): Target {
  if (node.kind === 'multi_variable_declaration')
    return { kind: 'items', node, items: node.items.map((item) => declared(item, scope)), results: true };
  const name = node.items.find((item) => item.kind === 'identifier') ?? node;
  const type = typeOf(node);
  return { kind: 'bind', name: name.text, node: name, ...(type && { type: typeName(type, scope) }) };
}

/** A variable with what it is first. */
export function declaration(node: SyntaxNode, scope: Scope): Statement[] {
  const variable = node.items.find((item) => item.kind.endsWith('variable_declaration'));
  if (!variable) return [];
  const target = declared(variable, scope);
  const given = valueOf(node);
  if (given) return deliver(given, scope, (value) => ({ kind: 'assign', node, target, value }));
  const type = typeName(typeOf(variable), scope);
  const value: Expression = isPlainType(type)
    ? { kind: 'literal', node, value: undefined }
    : { kind: 'name', node, name: `:${type}` };
  return [{ kind: 'assign', node, target, value }];
}

/** An assignment, in each branch of what it assigns. */
export function assignment(node: SyntaxNode, scope: Scope): Statement[] {
  const left = node.get('left');
  const right = node.get('right');
  if (!left || !right) return [];
  const operator = node.get('operator')?.text ?? node.children.find((one) => !one.named)?.text ?? '=';
  const place = written(left, scope);
  const setter =
    left.kind === 'navigation_expression' ? setters.get(left.items.at(-1)?.text ?? '') : undefined;
  // `connection.requestMethod = x` calls the setter.
  if (setter !== undefined && operator === '=' && place.kind === 'member')
    return [{ kind: 'expression', node, value: { kind: 'call', node, callee: { ...place, property: setter }, args: [{ value: expression(right, scope) }] } }]; // prettier-ignore
  const target: Target =
    place.kind === 'name'
      ? { kind: 'bind', name: place.name, node: left }
      : { kind: 'place', place, node: left };
  return deliver(right, scope, (value) => ({
    kind: 'assign',
    node,
    target,
    value: operator === '=' ? value : grown(node, operator, place, value),
  }));
}

/** The place that is written: `apply { name = x }` writes the object's own property. */
function written(left: SyntaxNode, scope: Scope): Expression {
  const place = expression(left, scope, true);
  const isOwn = scope.receiver !== undefined && scope.isExtension !== true;
  if (!isOwn || place.kind !== 'name' || left.kind !== 'identifier' || scope.locals.has(place.name))
    return place;
  return { kind: 'member', node: left, object: { kind: 'name', node: left, name: scope.receiver ?? 'this' }, property: place.name }; // prettier-ignore
}
