// Expressions in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { elementAt } from '../shapes.ts';
import { call } from './calls.ts';
import { functionShape } from './functions.ts';
import { binary } from './operators.ts';
import type { Scope } from './scope.ts';
import { isString, stringValue } from './strings.ts';
import { isPlainType, typeName } from './types.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
    case 'field_identifier':
      return { kind: 'name', node, name: node.text === scope.self ? 'this' : node.text };
    case 'interpreted_string_literal':
    case 'raw_string_literal':
    case 'rune_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'int_literal':
    case 'float_literal':
      return { kind: 'literal', node, value: Number(node.text.replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'nil':
      return { kind: 'literal', node, value: null };
    case 'iota':
      return { kind: 'literal', node, value: 0 };
    case 'selector_expression':
      return {
        kind: 'member',
        node,
        object: child(node, 'operand', scope),
        property: node.get('field')?.text ?? '',
      };
    case 'qualified_type':
      return {
        kind: 'member',
        node,
        object: child(node, 'package', scope),
        property: node.get('name')?.text ?? '',
      };
    case 'index_expression': {
      const key = child(node, 'index', scope);
      const object = child(node, 'operand', scope);
      return elementAt(node, object, key);
    }
    case 'slice_expression':
      return child(node, 'operand', scope);
    case 'parenthesized_expression':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'call_expression':
      return call(node, scope);
    case 'type_conversion_expression': {
      const type = typeName(node.get('type'), scope);
      const value = child(node, 'operand', scope);
      return type === 'int' && node.get('type')?.kind !== 'slice_type'
        ? { kind: 'typed', node, type, value }
        : value;
    }
    case 'type_assertion_expression': {
      const value = child(node, 'operand', scope);
      const type = typeName(node.get('type'), scope);
      return isPlainType(type) && type !== 'int' ? value : { kind: 'typed', node, type, value };
    }
    case 'unary_expression': {
      const operator = node.get('operator')?.text;
      const operand = child(node, 'operand', scope);
      if (operator === '!') return { kind: 'not', node, operand };
      if (operator === '&' || operator === '*' || operator === '<-') return operand;
      if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return unary(node, 'unary', operand);
    }
    case 'binary_expression':
      return binary(node, scope);
    case 'composite_literal':
      return composite(node, scope);
    case 'literal_value':
      return { kind: 'list', node, items: elementsOf(node).map(({ value }) => expression(value, scope)) };
    case 'literal_element':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'func_literal':
      return { kind: 'function', node, fn: functionShape(node, scope) };
    case 'variadic_argument':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    default:
      return {
        kind: 'other',
        node,
        parts: node.items
          .filter((item) => !item.kind.endsWith('_type'))
          .map((item) => expression(item, scope)),
      };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

/** `T{a: x}` is an object with the path of its type, `[]T{x}` a list. */
function composite(node: SyntaxNode, scope: Scope): Expression {
  const type = node.get('type');
  const elements = elementsOf(node.get('body'));
  if (type && /^(?:slice|array|implicit_length_array)_type$/.test(type.kind))
    return { kind: 'list', node, items: elements.map(({ value }) => expression(value, scope)) };
  const inOrder = scope.structs.get(type?.text ?? '');
  const entries = elements.map(({ key, value }, at) => {
    const name = key ? (isString(key) ? stringValue(key) : key.text) : inOrder?.[at];
    return { ...(name !== undefined && { key: name }), value: expression(value, scope) };
  });
  const isMap = type?.kind === 'map_type';
  // Built by keys that are not constant, it is a list of its values.
  if (isMap && elements.some(({ key }) => key && !isString(key) && key.kind === 'identifier'))
    return { kind: 'list', node, items: entries.map((one) => one.value) };
  const object: Expression = { kind: 'object', node, entries };
  const name = typeName(type, scope);
  const called =
    name === 'exec.Cmd'
      ? commandOf(node, entries)
      : name === 'http.Request'
        ? requestOf(node, entries)
        : name === 'url.URL'
          ? addressOf(node, entries)
          : undefined;
  if (called) return called;
  return isMap || isPlainType(name) ? object : { kind: 'typed', node, type: name, value: object };
}

/** `exec.Cmd{Path: "/bin/sh", Args: []string{"sh", "-c", text}}` is `exec.Command("/bin/sh", "-c", text)`. */
function commandOf(
  node: SyntaxNode,
  entries: readonly { key?: string; value: Expression }[],
): Expression | undefined {
  const program = entries.find(({ key }) => key === 'Path')?.value;
  const list = entries.find(({ key }) => key === 'Args')?.value;
  if (!program && !list) return undefined;
  const callee: Expression = { kind: 'name', node, name: ':exec.Command' };
  // The first argument is the name that the program has for itself.
  const args =
    program && (!list || list.kind === 'list')
      ? [program, ...(list?.items.slice(1) ?? [])].map((value) => ({ value }))
      : [{ value: list as Expression, spread: true }];
  return { kind: 'call', node, callee, args };
}

/** `http.Request{Method: "GET", URL: address}` is `http.NewRequest("GET", address, nil)`. */
function requestOf(
  node: SyntaxNode,
  entries: readonly { key?: string; value: Expression }[],
): Expression | undefined {
  const address = entries.find(({ key }) => key === 'URL')?.value;
  if (!address || (address.kind === 'typed' && address.value.kind !== 'build')) return undefined;
  const method: Expression = { kind: 'literal', node, value: 'GET' };
  const callee: Expression = { kind: 'name', node, name: ':http.NewRequest' };
  return {
    kind: 'call',
    node,
    callee,
    args: [{ value: method }, { value: address }],
    result: 'http.Request',
  };
}

/** `url.URL{Scheme: "https", Host: host, Path: path}` is the text of the address. */
function addressOf(
  node: SyntaxNode,
  entries: readonly { key?: string; value: Expression }[],
): Expression | undefined {
  const part = (name: string): Expression | undefined => entries.find(({ key }) => key === name)?.value;
  const text = (value: string): Expression => ({ kind: 'literal', node, value });
  const host = part('Host');
  if (!host) return undefined;
  const path = part('Path');
  const query = part('RawQuery');
  const parts = [part('Scheme') ?? text('https'), text('://'), host];
  if (path) parts.push(text('/'), path);
  if (query) parts.push(text('?'), query);
  return { kind: 'typed', node, type: 'url.URL', value: { kind: 'build', node, parts } };
}

function elementsOf(body: SyntaxNode | undefined): { key?: SyntaxNode; value: SyntaxNode }[] {
  return (body?.items ?? []).map((item) => {
    if (item.kind !== 'keyed_element') return { value: item };
    const key = item.get('key')?.items[0];
    return { ...(key && { key }), value: item.get('value') ?? item };
  });
}
