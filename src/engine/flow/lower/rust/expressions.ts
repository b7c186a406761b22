// Expressions in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { place } from './assignments.ts';
import { blockInto, giveBack, worth } from './branches.ts';
import { callExpression } from './calls.ts';
import { parametersOf } from './functions.ts';
import { macro } from './macros.ts';
import { binary } from './operators.ts';
import type { Scope } from './scope.ts';
import { escapes, stringValue } from './strings.ts';
import { isNumber, lastName } from './types.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'shorthand_field_identifier':
    case 'crate':
    case 'super':
    case 'primitive_type':
      return { kind: 'name', node, name: node.text };
    case 'self':
      return { kind: 'name', node, name: 'this' };
    case 'string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'char_literal':
      return { kind: 'literal', node, value: node.text.slice(1, -1).replace(/^\\(.)$/, (_, one: string) => escapes[one] ?? one) }; // prettier-ignore
    case 'integer_literal':
    case 'float_literal':
      return { kind: 'literal', node, value: Number.parseFloat(node.text.replaceAll('_', '')) };
    case 'boolean_literal':
      return { kind: 'literal', node, value: node.text === 'true' };
    case 'unit_expression':
      return { kind: 'literal', node, value: undefined };
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const path = node.get('path');
      const name = node.get('name')?.text ?? '';
      if (!path) return { kind: 'name', node, name };
      // `Self::TABLE` and `Self::quote(x)`
      if (path.text === 'Self') return { kind: 'member', node, object: { kind: 'name', node: path, name: 'this' }, property: name }; // prettier-ignore
      return {
        kind: 'member',
        node,
        object: expression(path.kind === 'generic_type' ? (path.get('type') ?? path) : path, scope),
        property: name,
      };
    }
    case 'field_expression':
      return field(node, child(node, 'value', scope), node.get('field')?.text ?? '', scope);
    case 'index_expression': {
      const [object, key] = node.items;
      if (!object || !key) return other(node);
      if (key.kind === 'range_expression') return expression(object, scope);
      return { kind: 'index', node, object: expression(object, scope), key: expression(key, scope) };
    }
    case 'parenthesized_expression':
    case 'try_expression':
    case 'await_expression':
      return node.items[0] ? expression(node.items[0], scope) : other(node);
    case 'reference_expression':
      return child(node, 'value', scope);
    case 'unary_expression': {
      const operand = node.items[0] ? expression(node.items[0], scope) : other(node);
      const operator = node.children[0]?.text;
      if (operator === '*') return operand;
      if (operator === '!') return { kind: 'not', node, operand };
      return operand.kind === 'literal' && typeof operand.value === 'number'
        ? { kind: 'literal', node, value: -operand.value }
        : { kind: 'typed', node, type: 'int', value: operand };
    }
    case 'type_cast_expression': {
      const value = child(node, 'value', scope);
      return isNumber(node.get('type'), scope.numbers) ? { kind: 'typed', node, type: 'int', value } : value;
    }
    case 'binary_expression':
      return binary(node, scope);
    case 'assignment_expression':
      return {
        kind: 'assign',
        node,
        target: place(node.get('left') ?? node, scope),
        value: child(node, 'right', scope),
      };
    case 'compound_assignment_expr': {
      const left = node.get('left') ?? node;
      const value = child(node, 'right', scope);
      const before = expression(left, scope);
      const isSum = node.get('operator')?.text === '+=' || node.children[1]?.text === '+=';
      return {
        kind: 'assign',
        node,
        target: place(left, scope),
        value: isSum
          ? { kind: 'build', node, parts: [before, value] }
          : { kind: 'binary', node, operator: '-', left: before, right: value },
      };
    }
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'list', node, items: headerOf(node, node.items.map((one) => expression(one, scope))) }; // prettier-ignore
    case 'struct_expression': {
      const name = node.get('name');
      const entries = (node.get('body')?.items ?? []).map((one) => {
        if (one.kind === 'base_field_initializer')
          return { value: one.items[0] ? expression(one.items[0], scope) : other(one), spread: true };
        if (one.kind === 'shorthand_field_initializer')
          return { key: one.text, value: one.items[0] ? expression(one.items[0], scope) : other(one) };
        return { key: one.get('field')?.text ?? '', value: child(one, 'value', scope) };
      });
      const type = name ? lastName(name) : '';
      const object: Expression = { kind: 'object', node, entries };
      return type === '' || type === 'Self' ? object : { kind: 'typed', node, type, value: object };
    }
    case 'closure_expression': {
      const inner: Scope = { ...scope, commands: new Map(scope.commands) };
      const { parameters, before } = parametersOf(node.get('parameters'), inner);
      const body = [...before, ...blockInto(node.get('body'), inner, giveBack)];
      return { kind: 'function', node, fn: { node, parameters, body, decorators: [], isPublic: false } };
    }
    case 'generic_function':
      return child(node, 'function', scope);
    case 'call_expression':
      return callExpression(node, scope);
    case 'macro_invocation':
      return macro(node, node.get('macro')?.text ?? '', node.items.at(-1), scope);
    case 'if_expression':
    case 'match_expression':
    case 'block':
    case 'unsafe_block':
    case 'async_block':
    case 'loop_expression':
    case 'for_expression':
    case 'while_expression':
      return worth(node, scope);
    default:
      return other(node, node.items.filter((one) => !one.kind.endsWith('_type')).map((one) => expression(one, scope))); // prettier-ignore
  }
}

/** What is not known, with the parts that are still followed. */
export function other(node: SyntaxNode, parts: Expression[] = []): Expression {
  return { kind: 'other', node, parts };
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : other(node);
}

/** `a.b` */
export function field(node: SyntaxNode, object: Expression, name: string, scope: Scope): Expression {
  if (name === '') return object;
  // `path.0` of an extractor is what it holds, and a number elsewhere an item.
  if (/^\d+$/.test(name)) return name === '0' ? object : { kind: 'index', node, object, key: { kind: 'literal', node, value: Number(name) } }; // prettier-ignore
  const member: Expression = { kind: 'member', node, object, property: name };
  return scope.fields.has(name) ? { kind: 'typed', node, type: 'int', value: member } : member;
}

/** `[(header::LOCATION, target)]` of a response: the target leads the browser away. */
function headerOf(node: SyntaxNode, items: Expression[]): Expression[] {
  const [name, value] = node.items;
  const [key, given] = items;
  const isLocation = name && /(?:^|::)LOCATION$|^"[Ll]ocation"$/.test(name.text);
  if (node.parent?.kind !== 'array_expression' || !isLocation || !value || !key || !given) return items;
  return [key, { kind: 'call', node: value, callee: { kind: 'name', node: name, name: ':rust_location' }, args: [{ value: given }] }]; // prettier-ignore
}
