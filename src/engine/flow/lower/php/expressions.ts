// Expressions in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { elementAt } from '../shapes.ts';
import { augmented, target } from './assignments.ts';
import { call, creation, functionCall, methodCall, callOfNamed } from './calls.ts';
import { dotted } from './declarations.ts';
import { functionShape } from './functions.ts';
import { binary } from './operators.ts';
import { echoName } from './page.ts';
import { string } from './strings.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'variable_name':
      return { kind: 'name', node, name: node.text === '$this' ? 'this' : node.text };
    case 'dynamic_variable_name':
      // `${name}` in a string is the variable of that name.
      if (node.items[0]?.kind === 'name') return { kind: 'name', node, name: `$${node.items[0].text}` };
      return { kind: 'other', node, parts: node.items.map(expression) };
    case 'name':
      return { kind: 'name', node, name: node.text };
    case 'qualified_name':
    case 'relative_name':
    case 'relative_scope':
      return named(node);
    case 'string':
    case 'encapsed_string':
      return string(node, node);
    case 'heredoc':
    case 'nowdoc':
      return string(node, node.get('value') ?? node);
    case 'shell_command_expression':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':shell_exec' },
        args: [{ value: string(node, node) }],
      };
    case 'integer':
    case 'float':
      return { kind: 'literal', node, value: Number(node.text.replace(/_/g, '')) };
    case 'boolean':
      return { kind: 'literal', node, value: /^true$/i.test(node.text) };
    case 'null':
      return { kind: 'literal', node, value: null };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return member(node, child(node, 'object'), node.get('name'));
    case 'scoped_property_access_expression': {
      const scope = node.get('scope');
      return member(node, scope ? named(scope) : { kind: 'other', node, parts: [] }, node.get('name'));
    }
    case 'class_constant_access_expression': {
      const [scope, name] = node.items;
      return member(node, scope ? named(scope) : { kind: 'other', node, parts: [] }, name);
    }
    case 'subscript_expression':
      return subscript(node);
    case 'function_call_expression':
      return functionCall(node);
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return methodCall(node, member(node, child(node, 'object'), node.get('name')));
    case 'scoped_call_expression': {
      const scope = node.get('scope');
      if (!scope) return methodCall(node, member(node, { kind: 'other', node, parts: [] }, node.get('name')));
      return callOfNamed(node, scope, methodCall(node, member(node, named(scope), node.get('name'))));
    }
    case 'object_creation_expression':
      return creation(node);
    case 'binary_expression':
      return binary(node);
    case 'unary_op_expression': {
      const operator = node.get('operator')?.text ?? node.children[0]?.text;
      const operand = node.items[0] ? expression(node.items[0]) : { kind: 'other' as const, node, parts: [] };
      if (operator === '!') return { kind: 'not', node, operand };
      return unary(node, 'unary', operand);
    }
    case 'cast_expression': {
      const value = child(node, 'value');
      const type = node.get('type')?.text.trim().toLowerCase() ?? '';
      if (type === 'string') return call(node, { kind: 'name', node, name: ':string' }, [{ value }]);
      if (!/^(?:int|integer|float|double|real|bool|boolean)$/.test(type)) return value;
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':int' },
        args: [{ value }],
      };
    }
    case 'conditional_expression': {
      const test = child(node, 'condition');
      const body = node.get('body');
      const otherwise = child(node, 'alternative');
      if (!body) return { kind: 'choice', node, branches: [test, otherwise] };
      return { kind: 'choice', node, test, branches: [expression(body), otherwise] };
    }
    case 'match_expression': {
      const arms = node.get('body')?.items ?? [];
      const results = arms.flatMap((arm) => arm.get('return_expression') ?? []);
      return { kind: 'choice', node, branches: results.map(expression) };
    }
    case 'assignment_expression':
    case 'reference_assignment_expression': {
      const left = node.get('left');
      const value = child(node, 'right');
      if (left?.kind === 'subscript_expression' && left.items.length === 1 && left.items[0])
        return {
          kind: 'call',
          node,
          callee: { kind: 'member', node: left, object: expression(left.items[0]), property: 'push' },
          args: [{ value }],
        };
      return {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value,
      };
    }
    case 'augmented_assignment_expression': {
      const left = node.get('left');
      return {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value: augmented(node),
      };
    }
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function':
      return { kind: 'function', node, fn: functionShape(node, undefined) };
    case 'array_creation_expression':
      return array(node);
    case 'print_intrinsic':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: echoName() },
        args: node.items.map((item) => ({ value: expression(item) })),
      };
    case 'exit_statement':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':echo' },
        args: node.items.map((item) => ({ value: expression(item) })),
      };
    case 'include_expression':
    case 'include_once_expression':
    case 'require_expression':
    case 'require_once_expression':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':include' },
        args: node.items.map((item) => ({ value: expression(item) })),
      };
    case 'yield_expression': {
      const last = node.items.at(-1);
      const value: Expression = last ? expression(last) : { kind: 'literal', node, value: null };
      return { kind: 'yield', node, value, isEach: node.children[1]?.kind === 'from' };
    }
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'clone_expression':
    case 'throw_expression':
    case 'variadic_unpacking':
    case 'by_ref':
    case 'array_element_initializer':
    case 'argument': {
      const last = node.items.at(-1);
      return last ? expression(last) : { kind: 'literal', node, value: null };
    }
    default:
      return { kind: 'other', node, parts: node.items.map(expression) };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string): Expression {
  const found = node.get(field);
  return found ? expression(found) : { kind: 'other', node, parts: [] };
}

/** `$a[b]` */
export function subscript(node: SyntaxNode, isInString = false): Expression {
  const [first, second] = node.items;
  const object: Expression = first ? expression(first) : { kind: 'other', node, parts: [] };
  if (!second) return { kind: 'index', node, object, key: { kind: 'other', node, parts: [] } };
  const key: Expression =
    isInString && second.kind === 'name'
      ? { kind: 'literal', node: second, value: second.text }
      : expression(second);
  // A header of any name: `$_SERVER['HTTP_X_TENANT']`.
  if (object.kind === 'name' && object.name === '$_SERVER' && key.kind === 'literal')
    if (String(key.value).startsWith('HTTP_X_')) {
      const callee: Expression = { kind: 'name', node, name: 'getallheaders' };
      return elementAt(node, { kind: 'call', node, callee, args: [] }, key);
    }
  return elementAt(node, object, key);
}

/** `$a->b` */
function member(node: SyntaxNode, object: Expression, name: SyntaxNode | undefined): Expression {
  if (!name || name.kind === 'name') return { kind: 'member', node, object, property: name?.text ?? '' };
  if (node.kind === 'scoped_property_access_expression' && name.kind === 'variable_name')
    return { kind: 'member', node, object, property: name.text.replace(/^\$/, '') };
  return { kind: 'index', node, object, key: expression(name) };
}

/** A class or function name; `self` and `static` are the class at hand. */
export function named(node: SyntaxNode): Expression {
  if (node.kind === 'relative_scope')
    return { kind: 'name', node, name: node.text === 'parent' ? 'super' : 'self' };
  if (node.kind === 'qualified_name' || node.kind === 'relative_name') {
    const names = dotted(node.text.replace(/^namespace\\/i, '')).split('.');
    return names
      .slice(1)
      .reduce<Expression>((object, property) => ({ kind: 'member', node, object, property }), {
        kind: 'name',
        node,
        name: names[0] ?? '',
      });
  }
  return expression(node);
}

/** An array: a list, or an object where it has keys. */
function array(node: SyntaxNode): Expression {
  const items = node.items;
  // A pair `key => value` holds two nodes.
  if (!items.some((item) => item.items.length === 2))
    return { kind: 'list', node, items: items.map(expression) };
  return {
    kind: 'object',
    node,
    entries: items.map((item, index) => {
      const [key, value] = item.items;
      if (!key) return { value: { kind: 'other', node: item, parts: [] } };
      if (!value)
        return {
          value: expression(key),
          ...(key.kind === 'variadic_unpacking' ? { spread: true } : { key: String(index) }),
        };
      const name = expression(key);
      return {
        ...(name.kind === 'literal' && { key: String(name.value) }),
        ...(name.kind === 'name' && { key: name.name }),
        value: expression(value),
      };
    }),
  };
}
