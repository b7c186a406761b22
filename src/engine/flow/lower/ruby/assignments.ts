// Assignments in Ruby, and what `<<` adds to.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** An assignment. */
export function assignment(node: SyntaxNode, scope: Scope): Statement {
  const left = node.get('left');
  const right = node.get('right');
  const to: Target = left ? target(left, scope) : { kind: 'items', items: [], node };
  if (node.kind === 'operator_assignment') {
    const operator = node.get('operator')?.text;
    const before = child(node, 'left', scope);
    const value = child(node, 'right', scope);
    if (operator === '||=' || operator === '&&=')
      return { kind: 'assign', node, target: to, value: { kind: 'choice', node, branches: [before, value] } };
    if (operator === '+=' || operator === '<<=')
      return { kind: 'assign', node, target: to, value: { kind: 'build', node, parts: [before, value] } };
    return {
      kind: 'assign',
      node,
      target: to,
      value: { kind: 'binary', node, operator: 'arithmetic', left: before, right: value },
    };
  }
  return {
    kind: 'assign',
    node,
    target: to,
    value: right ? expression(right, scope) : { kind: 'literal', node, value: null },
  };
}

/** `text << x` and `list << x`. */
export function append(node: SyntaxNode, scope: Scope): Statement {
  const left = node.get('left');
  const before = child(node, 'left', scope);
  const added = child(node, 'right', scope);
  if (!left || scope.lists.has(left.text))
    return {
      kind: 'expression',
      node,
      value: {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: before, property: 'push' },
        args: [{ value: added }],
      },
    };
  if (!/^(?:identifier|instance_variable|global_variable)$/.test(left.kind))
    return { kind: 'expression', node, value: expression(node, scope) };
  return {
    kind: 'assign',
    node,
    target: target(left, scope),
    value: { kind: 'build', node, parts: [before, added] },
  };
}

/** `text.concat(x)` and `text.prepend(x)` make the text longer; undefined for other calls. */
export function grownText(node: SyntaxNode, scope: Scope): Statement | undefined {
  const receiver = node.get('receiver');
  const name = node.get('method')?.text ?? '';
  if (!receiver || !/^(?:concat|prepend)$/.test(name) || scope.lists.has(receiver.text)) return undefined;
  if (!/^(?:identifier|instance_variable)$/.test(receiver.kind)) return undefined;
  const before = expression(receiver, scope);
  const added = (node.get('arguments')?.items ?? []).map((item) => expression(item, scope));
  const parts = name === 'concat' ? [before, ...added] : [...added, before];
  return { kind: 'assign', node, target: target(receiver, scope), value: { kind: 'build', node, parts } };
}

/** What an assignment writes to. */
export function target(node: SyntaxNode, scope: Scope): Target {
  switch (node.kind) {
    case 'identifier':
    case 'constant':
    case 'global_variable':
      return { kind: 'bind', name: node.text, node };
    case 'left_assignment_list':
    case 'destructured_left_assignment':
    case 'destructured_parameter':
      return { kind: 'items', node, items: node.items.map((item) => target(item, scope)) };
    case 'rest_assignment':
    case 'splat_parameter':
      return node.items[0] ? target(node.items[0], scope) : { kind: 'items', node, items: [] };
    case 'call': {
      const receiver = node.get('receiver');
      const method = node.get('method')?.text ?? '';
      // `self.name = x` writes the field behind the accessor.
      if (receiver?.kind === 'self' && !scope.methods.has(`${method}=`)) {
        const object: Expression = { kind: 'name', node, name: 'this' };
        return { kind: 'place', node, place: { kind: 'member', node, object, property: `@${method}` } };
      }
      if (receiver)
        return {
          kind: 'place',
          node,
          place: {
            kind: 'member',
            node,
            object: expression(receiver, scope),
            property: method,
          },
        };
      return { kind: 'place', node, place: expression(node, scope) };
    }
    default:
      return { kind: 'place', node, place: expression(node, scope) };
  }
}
