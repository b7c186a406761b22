// Expressions in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { variableOrField } from '../class-scope.ts';
import { elementAt } from '../shapes.ts';
import { blockValue, branchesOf } from './branches.ts';
import { call } from './calls.ts';
import { objectLiteral } from './declarations.ts';
import { functionShape, lambda } from './functions.ts';
import { binary } from './operators.ts';
import { navigation } from './properties.ts';
import { atOnce } from '../shapes.ts';
import type { Scope } from './scope.ts';
import { text } from './strings.ts';
import { isPlainType, typeName } from './types.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode, scope: Scope, isTarget = false): Expression {
  const value = plainExpression(node, scope, isTarget);
  return isNegated(node) ? { kind: 'not', node, operand: value } : value;
}

const chains = new Set(['call_expression', 'navigation_expression', 'index_expression']);

/** Whether a chain of calls and properties begins with this node. */
function isHead(node: SyntaxNode): boolean {
  return node.index === 0 && node.parent !== undefined && chains.has(node.parent.kind);
}

/** `!a.b()` is `(!a).b()` to the grammar; the whole chain is what is negated. */
function isNegated(node: SyntaxNode): boolean {
  if (!chains.has(node.kind) || isHead(node)) return false;
  let at: SyntaxNode | undefined = node;
  while (at && chains.has(at.kind)) at = at.children[0];
  return at?.kind === 'unary_expression' && at.children[0]?.kind === '!';
}

/** Whether a text stands in `unsafe { +text }`, where nothing is escaped. */
function isUnsafe(node: SyntaxNode): boolean {
  let at: SyntaxNode | undefined = node.parent;
  while (at && at.kind !== 'annotated_lambda' && at.kind !== 'function_declaration') at = at.parent;
  return at?.kind === 'annotated_lambda' && /^(?:\w+\.)*unsafe$/.test(at.parent?.items[0]?.text ?? '');
}

function plainExpression(node: SyntaxNode, scope: Scope, isTarget: boolean): Expression {
  switch (node.kind) {
    case 'identifier':
      return identifier(node, scope);
    case 'this_expression':
      return { kind: 'name', node, name: scope.receiver !== undefined && !node.text.includes('@') ? scope.receiver : 'this' }; // prettier-ignore
    case 'super_expression':
      return { kind: 'name', node, name: 'super' };
    case 'string_literal':
    case 'multiline_string_literal':
      return text(node, scope);
    case 'character_literal':
      return { kind: 'literal', node, value: node.text.slice(1, -1) };
    case 'number_literal':
    case 'float_literal':
      return { kind: 'literal', node, value: Number(node.text.replace(/[_uULfF]/g, '')) };
    case 'navigation_expression':
      return navigation(node, scope, isTarget);
    case 'index_expression': {
      const [object, key] = node.items;
      if (!object || !key) return { kind: 'other', node, parts: [] };
      return elementAt(node, expression(object, scope), expression(key, scope));
    }
    case 'call_expression':
      return call(node, scope);
    case 'binary_expression':
      return binary(node, scope);
    case 'in_expression': {
      const left = child(node, 'left', scope);
      const right = child(node, 'right', scope);
      const found: Expression = { kind: 'call', node, callee: { kind: 'member', node, object: right, property: 'contains' }, args: [{ value: left }] }; // prettier-ignore
      return node.children.some((one) => one.kind === '!in') ? { kind: 'not', node, operand: found } : found;
    }
    case 'unary_expression': {
      const operand = child(node, 'argument', scope);
      const operator = node.children.find((one) => !one.named)?.kind ?? '';
      if (isHead(node)) return operand;
      if (operator === '!') return { kind: 'not', node, operand };
      if (operator === '!!') return operand;
      if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      if (operator === '+' && isUnsafe(node))
        return { kind: 'call', node, callee: { kind: 'name', node, name: ':kotlinx.html.unsafe' }, args: [{ value: operand }] }; // prettier-ignore
      return { kind: 'literal', node, value: undefined };
    }
    case 'as_expression': {
      const type = typeName(node.get('right'), scope);
      const value = child(node, 'left', scope);
      return isPlainType(type) && type !== 'int' ? value : { kind: 'typed', node, type, value };
    }
    case 'infix_expression': {
      const [left, operator, right] = node.items;
      if (!left || !right) return { kind: 'other', node, parts: [] };
      const values = [expression(left, scope), expression(right, scope)] as const;
      return operator?.text === 'to'
        ? { kind: 'list', node, items: [...values] }
        : { kind: 'binary', node, operator: operator?.text ?? 'infix', left: values[0], right: values[1] };
    }
    case 'if_expression': {
      const test = node.get('condition');
      const branches = branchesOf(node);
      return {
        kind: 'choice',
        node,
        ...(test && { test: expression(test, scope) }),
        branches: branches.map((one) => blockValue(one, scope)),
      };
    }
    case 'when_expression':
    case 'try_expression':
    case 'block':
      return blockValue(node, scope);
    case 'lambda_literal':
    case 'annotated_lambda':
      return { kind: 'function', node, fn: lambda(node, scope, scope.receiver) };
    case 'anonymous_function':
      return { kind: 'function', node, fn: functionShape(node, { ...scope, className: undefined }, []) };
    case 'object_literal':
      return objectLiteral(node, scope);
    case 'parenthesized_expression':
    case 'value_argument':
    case 'spread_expression':
      return node.items.at(-1) ? expression(node.items.at(-1) as SyntaxNode, scope) : { kind: 'other', node, parts: [] }; // prettier-ignore
    case 'labeled_expression':
    case 'annotated_expression':
      return node.items.at(-1) ? expression(node.items.at(-1) as SyntaxNode, scope) : { kind: 'other', node, parts: [] }; // prettier-ignore
    case 'return_expression':
    case 'throw_expression': {
      // What is said on the way out is evaluated, and is not the value of the whole.
      const parts = node.items.filter((item) => item.field !== 'label');
      const body = parts.map((item): Statement => ({ kind: 'expression', node: item, value: expression(item, scope) })); // prettier-ignore
      return body.length === 0 ? { kind: 'literal', node, value: null } : atOnce(node, { body });
    }
    case 'is_expression':
    case 'range_expression':
      return { kind: 'other', node, parts: [] };
    case 'callable_reference': {
      const callee: Expression = { kind: 'name', node, name: node.items.at(-1)?.text ?? '' };
      return callee;
    }
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

/** A variable, a property of this or an outer class, or a class. */
export function identifier(node: SyntaxNode, scope: Scope): Expression {
  const name = node.text;
  if (name === 'true' || name === 'false') return { kind: 'literal', node, value: name === 'true' };
  if (name === 'null') return { kind: 'literal', node, value: null };
  if (name === 'this') return { kind: 'name', node, name: scope.receiver ?? 'this' };
  const found = variableOrField(node, scope);
  const isOfReceiver = scope.receiver !== undefined && scope.isExtension !== true && ofCall.has(name);
  if (found.kind === 'name' && isOfReceiver && !scope.locals.has(name))
    return { kind: 'member', node, object: { kind: 'name', node, name: scope.receiver ?? 'this' }, property: name }; // prettier-ignore
  return found;
}

/** What `with(call) { … }` and functions that extend a call read of it by a bare name. */
const ofCall = new Set(['parameters', 'queryParameters', 'pathParameters', 'request', 'call']);
