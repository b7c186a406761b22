// Expressions in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { assignment } from './assignments.ts';
import { call, called } from './calls.ts';
import { asCondition } from './conditions.ts';
import { lambda } from './functions.ts';
import { asNumber, binary } from './operators.ts';
import type { Scope } from './scope.ts';
import { charValue, concatenated, numberValue, stringValue } from './strings.ts';
import { isNumberType } from './types.ts';

/** An expression of C or C++. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'field_identifier':
    case 'type_identifier':
      return { kind: 'name', node, name: scope.macros.get(node.text) ?? node.text };
    case 'qualified_identifier':
    case 'template_function':
      return { kind: 'name', node, name: `:${pathOf(node, scope)}` };
    case 'this':
      return { kind: 'name', node, name: 'this' };
    case 'string_literal':
    case 'raw_string_literal':
    case 'user_defined_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'concatenated_string':
      return concatenated(node, scope);
    case 'char_literal':
      return { kind: 'literal', node, value: charValue(node.text) };
    case 'number_literal':
      return { kind: 'literal', node, value: numberValue(node.text) };
    case 'true':
      return { kind: 'literal', node, value: true };
    case 'false':
      return { kind: 'literal', node, value: false };
    case 'null':
    case 'nullptr':
      return { kind: 'literal', node, value: null };
    case 'parenthesized_expression':
      return node.items[0] ? expression(node.items[0], scope) : other(node);
    case 'call_expression':
      return call(node, scope);
    case 'field_expression': {
      const property = node.get('field');
      return {
        kind: 'member',
        node,
        object: child(node, 'argument', scope),
        property: fieldName(property?.text ?? ''),
      };
    }
    case 'subscript_expression':
      return subscript(node, scope);
    case 'pointer_expression': {
      const to = node.text.startsWith('*')
        ? scope.names.pointees.get(node.get('argument')?.text ?? '')
        : undefined;
      return to === undefined ? child(node, 'argument', scope) : { kind: 'name', node, name: to };
    }
    case 'update_expression': {
      const place = child(node, 'argument', scope);
      return place.kind === 'name' && scope.names.numbers.has(place.name)
        ? called(node, 'c_arithmetic', [place])
        : place;
    }
    case 'cast_expression': {
      const value = child(node, 'value', scope);
      const type = node.get('type')?.text ?? '';
      return isNumberType(type) ? asNumber(value) : value;
    }
    case 'unary_expression': {
      const operand = child(node, 'argument', scope);
      const operator = node.get('operator')?.text;
      if (operator === '!') return { kind: 'not', node, operand: asCondition(operand) };
      if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return other(node, [operand]);
    }
    case 'assignment_expression':
      return assignment(node, scope);
    case 'binary_expression':
      return binary(node, scope);
    case 'conditional_expression': {
      const test = child(node, 'condition', scope);
      const yes = node.get('consequence');
      return { kind: 'choice', node, test, branches: [yes ? expression(yes, scope) : test, child(node, 'alternative', scope)] }; // prettier-ignore
    }
    case 'sizeof_expression':
    case 'alignof_expression':
    case 'offsetof_expression':
      return other(node);
    case 'comma_expression':
      return commas(node, scope);
    case 'new_expression': {
      const type = pathOf(node.get('type'), scope);
      const size = node.get('declarator')?.get('length');
      const given = node.get('arguments')?.items.map((item) => ({ value: expression(item, scope) })) ?? [];
      if (size) return called(node, 'c_new_array', [expression(size, scope)]);
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: `:${type}` },
        args: given,
        isNew: true,
      };
    }
    case 'lambda_expression':
      return { kind: 'function', node, fn: lambda(node, scope) };
    case 'initializer_list':
      return { kind: 'list', node, items: node.items.map((item) => expression(item.kind === 'initializer_pair' ? (item.get('value') ?? item) : item, scope)) }; // prettier-ignore
    case 'compound_literal_expression':
      return child(node, 'value', scope);
    case 'type_descriptor':
    case 'primitive_type':
      return other(node);
    default:
      return other(
        node,
        node.items.map((item) => expression(item, scope)),
      );
  }
}

/** What is not known, with the parts that are still followed. */
export function other(node: SyntaxNode, parts: Expression[] = []): Expression {
  return { kind: 'other', node, parts };
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const one = node.get(field);
  return one ? expression(one, scope) : other(node);
}

/** A field of a struct that other languages keep for what nobody chooses. */
function fieldName(name: string): string {
  return /^(?:length|byteLength|size|status|statusCode|status_code|ok)$/.test(name) ? `${name}_` : name;
}

/** `a, b, c` of any length. */
function commas(node: SyntaxNode, scope: Scope): Expression {
  const parts: Expression[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.kind === 'comma_expression') {
    parts.push(child(current, 'left', scope));
    current = current.get('right');
  }
  if (current) parts.push(expression(current, scope));
  return other(node, parts);
}

/** The path of a name: `std::filesystem::remove` is `filesystem.remove`. */
export function pathOf(node: SyntaxNode | undefined, scope: Scope): string {
  let text = (node?.text ?? '')
    .slice(0, 200)
    .replace(/\s+/g, '')
    .replace(/<[^:]*>$|<.*>/, '')
    .replace(/^::/, '');
  const first = text.slice(0, Math.max(0, text.indexOf('::')));
  const full = first === '' ? undefined : scope.aliases.get(first);
  if (full !== undefined) text = full + text.slice(first.length);
  return text.replace(/^(?:::)?std::(?:__fs::|experimental::)?/, '').replaceAll('::', '.');
}

/** `a[b]` */
function subscript(node: SyntaxNode, scope: Scope): Expression {
  const object = child(node, 'argument', scope);
  const index = node.get('indices')?.items[0] ?? node.get('index');
  const key = index ? expression(index, scope) : other(node);
  const isNumber =
    key.kind === 'name'
      ? scope.names.numbers.has(key.name)
      : (index?.kind === 'call_expression' &&
          /^(?:std::)?(?:ato|strto|sto|ntoh|be\d\dtoh|le\d\dtoh)/.test(index.text)) ||
        (scope.isC && key.kind === 'member');
  const isMap =
    object.kind === 'name' && (scope.names.maps.has(object.name) || scope.names.texts.has(object.name));
  if (!isNumber || isMap) return { kind: 'index', node, object, key };
  return { kind: 'index', node, object, key: called(node, 'c_index', [key]) };
}
