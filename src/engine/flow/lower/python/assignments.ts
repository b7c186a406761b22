// Assignments in Python and what they write to.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { child, expression } from './expressions.ts';

/** An expression that stands for itself; an assignment is one. */
export function expressionStatement(node: SyntaxNode): Statement {
  if (node.kind === 'assignment') {
    const left = node.get('left');
    const right = node.get('right');
    if (!left || !right) return { kind: 'expression', node, value: { kind: 'other', node, parts: [] } };
    return { kind: 'assign', node, target: target(left), value: expression(right) };
  }
  if (node.kind === 'delete_statement')
    return { kind: 'expression', node, value: { kind: 'other', node, parts: [] } };
  if (node.kind === 'augmented_assignment') {
    const left = node.get('left');
    const operator = node.get('operator')?.text;
    const before = child(node, 'left');
    const right = child(node, 'right');
    const value: Expression =
      operator === '+='
        ? { kind: 'build', node, parts: [before, right] }
        : { kind: 'binary', node, operator: plainOperator(operator), left: before, right };
    return { kind: 'assign', node, target: left ? target(left) : { kind: 'items', items: [], node }, value };
  }
  return { kind: 'expression', node, value: expression(node) };
}

/** `path /= name` joins, and `text %= values` fills in. */
function plainOperator(operator = ''): string {
  return operator === '/=' || operator === '%=' ? operator.slice(0, 1) : operator;
}

/** What a loop binds from `over`: the first of `for number, line in enumerate(lines)` is a number. */
export function loopTarget(left: SyntaxNode, over: SyntaxNode | undefined): Target {
  const bound = target(left);
  if (bound.kind !== 'items' || bound.items.length !== 2) return bound;
  if (over?.kind !== 'call' || over.get('function')?.text !== 'enumerate') return bound;
  const [number, item] = bound.items;
  return number?.kind === 'bind' ? { ...bound, items: [{ ...number, type: 'int' }, item] } : bound;
}

/** What an assignment writes to. */
export function target(node: SyntaxNode): Target {
  switch (node.kind) {
    case 'identifier':
      return { kind: 'bind', name: node.text, node };
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list':
      return { kind: 'items', node, items: node.items.map(target) };
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'parenthesized_expression':
    case 'as_pattern_target':
      return node.items[0] ? target(node.items[0]) : { kind: 'items', node, items: [] };
    default:
      return { kind: 'place', place: expression(node), node };
  }
}
