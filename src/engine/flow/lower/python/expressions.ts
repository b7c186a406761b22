// Expressions in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { elementAt, textOfParts } from '../shapes.ts';
import { loopTarget, target } from './assignments.ts';
import { call } from './calls.ts';
import { lambda } from './functions.ts';
import { binary } from './operators.ts';
import { string } from './strings.ts';

const backwards = /^\s{0,3}:\s{0,3}:\s{0,3}-1$/;

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'identifier':
      return { kind: 'name', node, name: node.text === '__builtins__' ? 'builtins' : node.text };
    case 'string':
      return string(node);
    case 'concatenated_string':
      return textOfParts(node, node.items.map(expression));
    case 'integer':
    case 'float':
      return { kind: 'literal', node, value: Number(node.text.replace(/_/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'none':
      return { kind: 'literal', node, value: null };
    case 'attribute':
      return {
        kind: 'member',
        node,
        object: child(node, 'object'),
        property: node.get('attribute')?.text ?? '',
      };
    case 'subscript': {
      const key = child(node, 'subscript');
      const object = child(node, 'value');
      // A constant that is read backwards.
      if (
        object.kind === 'literal' &&
        typeof object.value === 'string' &&
        backwards.test(node.get('subscript')?.text ?? '')
      )
        return { kind: 'literal', node, value: [...object.value].toReversed().join('') };
      return elementAt(node, namespaceOf(object), key);
    }
    case 'call':
      return call(node);
    case 'binary_operator':
      return binary(node);
    case 'boolean_operator':
      return node.get('operator')?.text === 'or'
        ? { kind: 'choice', node, branches: [child(node, 'left'), child(node, 'right')] }
        : { kind: 'choice', node, test: child(node, 'left'), branches: [child(node, 'right')] };
    case 'not_operator':
      return { kind: 'not', node, operand: child(node, 'argument') };
    case 'comparison_operator': {
      const [left, right] = node.items;
      const operator = node.children
        .filter((one) => one.field === 'operators')
        .map((one) => one.text)
        .join(' ');
      return {
        kind: 'binary',
        node,
        operator,
        left: left ? expression(left) : { kind: 'other', node, parts: [] },
        right: right ? expression(right) : { kind: 'other', node, parts: [] },
      };
    }
    case 'unary_operator':
      return unary(node, 'unary', child(node, 'argument'));
    case 'conditional_expression': {
      const [then, test, otherwise] = node.items;
      return {
        kind: 'choice',
        node,
        ...(test && { test: expression(test) }),
        branches: [then, otherwise].filter((one) => one !== undefined).map(expression),
      };
    }
    case 'lambda':
      return lambda(node);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return {
        kind: 'list',
        node,
        items: node.items.map((item) =>
          expression(item.kind === 'list_splat' ? (item.items[0] ?? item) : item),
        ),
      };
    case 'dictionary':
      return {
        kind: 'object',
        node,
        entries: node.items.map((item) => {
          if (item.kind === 'dictionary_splat')
            return {
              value: item.items[0] ? expression(item.items[0]) : { kind: 'other', node, parts: [] },
              spread: true,
            };
          const key = child(item, 'key');
          return {
            ...(key.kind === 'literal' ? { key: String(key.value) } : { named: key }),
            value: child(item, 'value'),
          };
        }),
      };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return comprehension(node);
    case 'parenthesized_expression':
    case 'await':
    case 'list_splat':
    case 'dictionary_splat':
    case 'type':
      return node.items[0] ? expression(node.items[0]) : { kind: 'literal', node, value: null };
    case 'yield':
      return {
        kind: 'yield',
        node,
        value: node.items[0] ? expression(node.items[0]) : { kind: 'literal', node, value: null },
        isEach: node.children[1]?.kind === 'from',
      };
    case 'named_expression': {
      const name = node.get('name');
      return {
        kind: 'assign',
        node,
        target: name ? target(name) : { kind: 'items', node, items: [] },
        value: child(node, 'value'),
      };
    }
    case 'pair':
      return { kind: 'list', node, items: [child(node, 'key'), child(node, 'value')] };
    default:
      return { kind: 'other', node, parts: node.items.map(expression) };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string): Expression {
  const found = node.get(field);
  return found ? expression(found) : { kind: 'other', node, parts: [] };
}

function comprehension(node: SyntaxNode): Expression {
  const body = node.get('body');
  const isPair = body?.kind === 'pair';
  let inner: Expression = isPair
    ? child(body, 'value')
    : body
      ? expression(body)
      : { kind: 'other', node, parts: [] };
  const key = isPair ? { key: child(body, 'key') } : {};
  const tests = node.items
    .filter((item) => item.kind === 'if_clause')
    .flatMap((item) => item.items.map(expression));
  for (const clause of node.items.filter((item) => item.kind === 'for_in_clause').toReversed()) {
    const left = clause.get('left');
    inner = {
      kind: 'each',
      node,
      target: left ? loopTarget(left, clause.get('right')) : { kind: 'items', node, items: [] },
      iterable: child(clause, 'right'),
      tests,
      body: inner,
      ...key,
    };
  }
  return inner;
}

/** The module behind `os.__dict__` and `vars(os)`, whose names it maps. */
function namespaceOf(one: Expression): Expression {
  if (one.kind === 'member' && one.property === '__dict__' && one.object.kind === 'name')
    return one.object.name === 'self' ? one : one.object;
  const isVars = one.kind === 'call' && one.callee.kind === 'name' && one.callee.name === 'vars';
  const given = isVars ? one.args[0]?.value : undefined;
  return given?.kind === 'name' ? given : one;
}
