// Variables and assignments in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { classStatement } from './declarations.ts';
import { declareAs } from './declared-types.ts';
import { publishFields } from './exports.ts';
import { child, expression, propertyName } from './expressions.ts';
import { importFrom, requiredModule } from './imports.ts';

/** One variable of a declaration. */
export function declarator(node: SyntaxNode): Statement[] {
  const name = node.get('name');
  const value = node.get('value');
  if (!name) return [];
  if (!value) return isFresh(node) ? [{ kind: 'assign', node, target: target(name), value: { kind: 'literal', node: name, value: undefined } }] : []; // prettier-ignore
  if (value.kind === 'class' && name.kind === 'identifier') return [classStatement(value, name.text)];
  const lowered = expression(value);
  if (lowered.kind === 'function' && name.kind === 'identifier') lowered.fn.name ??= name.text;
  declareAs(lowered, node.get('type'));
  const required = requiredModule(value);
  if (required !== undefined) return [importFrom(node, name, required)];
  return [{ kind: 'assign', node, target: target(name), value: lowered }];
}

/** `let text;`, which inner functions write to; a `var` may stand behind what gave it its value, unless it begins its function. */
function isFresh({ parent }: SyntaxNode): boolean {
  if (parent?.kind !== 'variable_declaration') return parent?.kind === 'lexical_declaration';
  const before = parent.parent?.items.slice(0, parent.parent.items.indexOf(parent)) ?? [];
  return before.length < 9 && before.every(({ kind }) => kind.endsWith('declaration'));
}

/** An assignment. */
export function assignment(node: SyntaxNode): Expression {
  const left = node.get('left');
  const value = child(node, 'right');
  if (value.kind === 'function' && left) value.fn.name ??= left.get('property')?.text ?? left.text;
  if (left && /^(?:module\.)?exports\b/.test(left.text)) publishFields(value);
  return {
    kind: 'assign',
    node,
    target: left ? target(left) : { kind: 'items', items: [], node },
    value,
  };
}

/** The value that an assignment such as `+=` leaves. */
export function augmented(node: SyntaxNode): Expression {
  const left = node.get('left');
  const operator = node.get('operator')?.text ?? '';
  const before = child(node, 'left');
  const right = child(node, 'right');
  const value: Expression =
    operator === '+='
      ? { kind: 'build', node, parts: [before, right] }
      : /^(?:\|\||&&|\?\?)=$/.test(operator)
        ? { kind: 'choice', node, branches: [before, right] }
        : { kind: 'binary', node, operator, left: before, right };
  return {
    kind: 'assign',
    node,
    target: left ? target(left) : { kind: 'items', items: [], node },
    value,
  };
}

/** What an assignment writes to. */
export function target(node: SyntaxNode): Target {
  switch (node.kind) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return { kind: 'bind', name: node.text, node };
    case 'lexical_declaration':
    case 'variable_declaration': {
      const name = node.items[0]?.get('name');
      return name ? target(name) : { kind: 'items', items: [], node };
    }
    case 'object_pattern':
      return { kind: 'fields', node, entries: node.items.map(fieldTarget) };
    case 'array_pattern':
      return { kind: 'items', node, items: node.items.map(target) };
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = node.get('left');
      return left ? target(left) : { kind: 'items', items: [], node };
    }
    case 'rest_pattern':
    case 'undefined':
      return node.items[0] ? target(node.items[0]) : { kind: 'items', items: [], node };
    default:
      return { kind: 'place', place: expression(node), node };
  }
}

function fieldTarget(node: SyntaxNode): { key?: string; target: Target; fallback?: Expression } {
  if (node.kind === 'pair_pattern') {
    const key = node.get('key');
    const value = node.get('value');
    const inner = value?.kind === 'assignment_pattern' ? value.get('right') : undefined;
    return {
      ...(key && { key: propertyName(key) ?? key.text }),
      target: value ? target(value) : { kind: 'items', items: [], node },
      ...(inner && { fallback: expression(inner) }),
    };
  }
  if (node.kind === 'object_assignment_pattern') {
    const left = node.get('left');
    return { ...(left && { key: left.text }), target: target(node), fallback: child(node, 'right') };
  }
  if (node.kind === 'rest_pattern') return { target: target(node) };
  return { key: node.text, target: target(node) };
}
