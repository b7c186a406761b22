// Functions and their parameters in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter } from '../../ir.ts';
import { annotation, decorator } from './annotations.ts';
import { target } from './assignments.ts';
import { child, expression } from './expressions.ts';
import { statements } from './statements.ts';

/** A function or method. */
export function functionShape(node: SyntaxNode): FunctionShape {
  const single = node.get('parameter');
  const parameters = single
    ? [{ target: target(single), decorators: [] }]
    : (node.get('parameters')?.items ?? []).map(parameter);
  const body = node.get('body');
  const name = node.get('name')?.text;
  const returns = annotation(node.get('return_type'));
  return {
    node,
    ...(name !== undefined && { name }),
    parameters,
    body: !body
      ? []
      : body.kind === 'statement_block'
        ? statements(body.items)
        : [{ kind: 'return', node: body, value: expression(body) }],
    decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
    isPublic: false,
    ...(returns !== undefined && { returnType: returns }),
  };
}

/** A parameter. */
function parameter(node: SyntaxNode): Parameter {
  if (node.kind === 'required_parameter' || node.kind === 'optional_parameter') {
    const pattern = node.get('pattern');
    const value = node.get('value');
    const type = annotation(node.get('type')) ?? (value?.kind === 'number' ? 'number' : undefined);
    return {
      target: pattern ? target(pattern) : { kind: 'items', items: [], node },
      ...(type !== undefined && { type }),
      ...(value && { fallback: expression(value) }),
      decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
      ...(pattern?.kind === 'rest_pattern' && { rest: true }),
    };
  }
  if (node.kind === 'assignment_pattern') {
    const left = node.get('left');
    return {
      target: left ? target(left) : { kind: 'items', items: [], node },
      fallback: child(node, 'right'),
      decorators: [],
    };
  }
  return { target: target(node), decorators: [], ...(node.kind === 'rest_pattern' && { rest: true }) };
}
