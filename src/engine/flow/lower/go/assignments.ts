// Variables and assignments in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { grown } from '../shapes.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { isPlainType, typeName } from './types.ts';

/** Variables with what they are first. */
export function declaration(spec: SyntaxNode, scope: Scope): Statement[] {
  const names = spec.all('name').filter((one) => one.kind === 'identifier');
  const values = spec.get('value')?.items ?? [];
  const typeNode = spec.get('type');
  const type = typeNode && typeName(typeNode, scope);
  if (values.length === 1 && names.length > 1 && values[0]) return [several(spec, names, values[0], scope)];
  return names.map((name, index) => {
    const given = values[index];
    const value: Expression = given
      ? expression(given, scope)
      : typeNode && /^(?:slice|array|map)_type$/.test(typeNode.kind)
        ? emptyOf(typeNode)
        : type !== undefined && (type === 'int' || !isPlainType(type))
          ? { kind: 'name', node: name, name: `:${type}` }
          : { kind: 'literal', node: name, value: type === 'string' ? '' : undefined };
    // As yet no number, but no room for text either: what is scanned into it stays one.
    const known = value.kind === 'name' && value.name === ':int' ? undefined : type;
    return { kind: 'assign', node: spec, target: bind(name, known), value };
  });
}

function emptyOf(type: SyntaxNode): Expression {
  return type.kind === 'map_type'
    ? { kind: 'object', node: type, entries: [] }
    : { kind: 'list', node: type, items: [] };
}

/** A variable to be written. */
export function bind(node: SyntaxNode, type?: string): Target {
  return { kind: 'bind', name: node.text, node, ...(type !== undefined && { type }) };
}

/** `a, err := f()`: the results of one call, or a value and whether it was there. */
function several(node: SyntaxNode, names: readonly SyntaxNode[], value: SyntaxNode, scope: Scope): Statement {
  const last = names.at(-1);
  if (value.kind === 'index_expression' && names.length === 2 && last) scope.lookups.set(last.text, value);
  return {
    kind: 'assign',
    node,
    target: {
      kind: 'items',
      node,
      results: true,
      items: names.map((name) => (name.text === '_' ? undefined : target(name, scope))),
    },
    value: expression(value, scope),
  };
}

/** An assignment. */
export function assignment(node: SyntaxNode, scope: Scope): Statement[] {
  const left = node.get('left')?.items ?? [];
  const rightNode = node.get('right');
  const right = rightNode?.kind === 'expression_list' ? rightNode.items : rightNode ? [rightNode] : [];
  const operator = node.get('operator')?.text ?? '=';
  const [first] = right;
  if (left.length > 1 && right.length === 1 && first) return [several(node, left, first, scope)];
  return left.flatMap((place, index): Statement[] => {
    const given = right[index];
    if (!given) return [];
    const value = expression(given, scope);
    if (place.text === '_') return [{ kind: 'expression', node, value }];
    if (operator === '=' || operator === ':=')
      return [{ kind: 'assign', node, target: target(place, scope), value }];
    const before = expression(place, scope);
    return [
      { kind: 'assign', node, target: target(place, scope), value: grown(node, operator, before, value) },
    ];
  });
}

/** What an assignment writes to. */
export function target(node: SyntaxNode, scope: Scope): Target {
  const place = expression(node, scope);
  if (place.kind === 'name') return { kind: 'bind', name: place.name, node };
  return { kind: 'place', place, node };
}
