// Expressions in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { variableOrField } from '../class-scope.ts';
import { assignedValue, bind, target } from './assignments.ts';
import { switchValue } from './branches.ts';
import { creation, invocation } from './calls.ts';
import { lambda, methodReference } from './functions.ts';
import { binary } from './operators.ts';
import { namesIn } from './patterns.ts';
import type { Scope } from './scope.ts';
import { stringValue } from './strings.ts';
import { isPlainType, typeName } from './types.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
      return variableOrField(node, scope);
    case 'this':
    case 'super':
      return { kind: 'name', node, name: node.text };
    case 'string_literal':
    case 'character_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
      return { kind: 'literal', node, value: Number(node.text.replace(/[_lLdDfF]/g, '')) };
    case 'hex_integer_literal':
    case 'octal_integer_literal':
    case 'binary_integer_literal':
      return { kind: 'literal', node, value: Number.parseInt(node.text, 16) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'null_literal':
      return { kind: 'literal', node, value: null };
    case 'field_access': {
      const name = node.get('field')?.text ?? '';
      if (isPackage(node.get('object')) && /^[A-Z]/.test(name))
        return { kind: 'name', node, name: `:${name}` };
      return { kind: 'member', node, object: child(node, 'object', scope), property: name };
    }
    case 'scoped_identifier':
      return { kind: 'name', node, name: `:${node.text.slice(node.text.lastIndexOf('.') + 1)}` };
    case 'array_access':
      return {
        kind: 'index',
        node,
        object: child(node, 'array', scope),
        key: child(node, 'index', scope),
      };
    case 'method_invocation':
      return invocation(node, scope);
    case 'object_creation_expression':
      return creation(node, scope);
    case 'array_creation_expression': {
      const value = node.get('value');
      return value ? expression(value, scope) : { kind: 'list', node, items: [] };
    }
    case 'array_initializer':
    case 'element_value_array_initializer':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'binary_expression':
      return binary(node, scope);
    case 'unary_expression': {
      const operand = child(node, 'operand', scope);
      if (node.get('operator')?.text === '!') return { kind: 'not', node, operand };
      if (operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return unary(node, 'unary', operand);
    }
    case 'update_expression':
      return { kind: 'literal', node, value: undefined };
    case 'ternary_expression':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition', scope),
        branches: [child(node, 'consequence', scope), child(node, 'alternative', scope)],
      };
    case 'assignment_expression': {
      const left = node.get('left');
      return left
        ? { kind: 'assign', node, target: target(left, scope), value: assignedValue(node, scope) }
        : { kind: 'other', node, parts: [] };
    }
    case 'parenthesized_expression':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'cast_expression': {
      const type = typeName(node.get('type'), scope);
      const value = child(node, 'value', scope);
      return isPlainType(type) && type !== 'int' ? value : { kind: 'typed', node, type, value };
    }
    case 'instanceof_expression': {
      const left = child(node, 'left', scope);
      const names = [node.get('name') ?? [], ...namesIn(node.get('pattern'))].flat();
      const parts = names.map((name): Expression => ({
        kind: 'assign',
        node,
        target: bind(name),
        value: left,
      }));
      return { kind: 'other', node, parts };
    }
    case 'lambda_expression':
      return lambda(node, scope);
    case 'method_reference':
      return methodReference(node, scope);
    case 'switch_expression':
      return switchValue(node, scope);
    case 'class_literal':
      return { kind: 'name', node, name: ':Class' };
    default:
      return {
        kind: 'other',
        node,
        parts: node.items
          .filter((item) => !item.kind.endsWith('_type') && !item.kind.startsWith('type_'))
          .map((item) => expression(item, scope)),
      };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

/** Whether a name is that of a package. */
function isPackage(node: SyntaxNode | undefined): boolean {
  return node !== undefined && /^(?:java|javax|jakarta|org|com|net|io|de|edu|sun)(?:\.[a-z][\w]*)+$/.test(node.text); // prettier-ignore
}
