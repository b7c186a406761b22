// Assignments in PHP and what they write to.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { child, expression } from './expressions.ts';

/** An expression that stands for itself; an assignment is one. */
export function expressionStatement(node: SyntaxNode): Statement[] {
  if (node.kind === 'assignment_expression' || node.kind === 'reference_assignment_expression') {
    const left = node.get('left');
    // `$$name = x` sets whatever variable the name says.
    if (left?.kind === 'dynamic_variable_name')
      return [
        {
          kind: 'expression',
          node,
          value: {
            kind: 'call',
            node,
            callee: { kind: 'name', node: left, name: ':variables' },
            args: [
              { value: { kind: 'other', node: left, parts: left.items.map(expression) } },
              { value: child(node, 'right') },
            ],
          },
        },
      ];
    // `$list[] = x` appends.
    if (left?.kind === 'subscript_expression' && left.items.length === 1)
      return [{ kind: 'expression', node, value: expression(node) }];
    return [
      {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value: child(node, 'right'),
      },
    ];
  }
  if (node.kind === 'augmented_assignment_expression') {
    const left = node.get('left');
    return [
      {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value: augmented(node),
      },
    ];
  }
  const call = node.kind === 'function_call_expression' ? node.get('function')?.text : undefined;
  if (call === 'die' || call === 'exit')
    return [
      { kind: 'expression', node, value: expression(node) },
      { kind: 'exit', node },
    ];
  if (node.kind === 'throw_expression')
    return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
  if (node.kind === 'name' && /^(?:die|exit)$/i.test(node.text)) return [{ kind: 'exit', node }];
  return [{ kind: 'expression', node, value: expression(node) }];
}

/** The value that an assignment such as `+=` leaves. */
export function augmented(node: SyntaxNode): Expression {
  const operator = node.get('operator')?.text;
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '.=') return { kind: 'build', node, parts: [left, right] };
  if (operator === '??=') return { kind: 'choice', node, branches: [left, right] };
  return { kind: 'binary', node, operator: 'arithmetic', left, right };
}

/** What an assignment writes to. */
export function target(node: SyntaxNode): Target {
  switch (node.kind) {
    case 'variable_name':
      return { kind: 'bind', name: node.text, node };
    case 'by_ref':
      return node.items[0] ? target(node.items[0]) : { kind: 'items', items: [], node };
    case 'list_literal':
    case 'array_creation_expression':
      return listTarget(node);
    default:
      return { kind: 'place', place: expression(node), node };
  }
}

/** `[$a, $b]` or `list($a, $b)`. */
function listTarget(node: SyntaxNode): Target {
  const slots: SyntaxNode[][] = [[]];
  for (const one of node.children) {
    if (one.text === ',') slots.push([]);
    else if (one.named) slots.at(-1)?.push(...(one.kind === 'array_element_initializer' ? one.items : [one]));
  }
  if (slots.some((slot) => slot.length === 2))
    return {
      kind: 'fields',
      node,
      entries: slots.flatMap((slot) => {
        const [key, place] = slot;
        if (!key || !place) return [];
        const name = expression(key);
        return [{ ...(name.kind === 'literal' && { key: String(name.value) }), target: target(place) }];
      }),
    };
  return { kind: 'items', node, items: slots.map((slot) => (slot[0] ? target(slot[0]) : undefined)) };
}
