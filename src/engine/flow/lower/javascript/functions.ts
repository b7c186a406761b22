// Functions and their parameters in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, FunctionShape, Parameter, Statement } from '../../ir.ts';
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
        ? [...(name === 'constructor' ? ownFields(node) : []), ...statements(body.items)]
        : [{ kind: 'return', node: body, value: expression(body) }],
    decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
    isPublic: false,
    ...(returns !== undefined && { returnType: returns }),
  };
}

/** `constructor(private readonly where: string)` writes its field; of services the name alone tells what they are. */
function ownFields(node: SyntaxNode): Statement[] {
  return (node.get('parameters')?.items ?? []).flatMap((one): Statement[] => {
    const name = one.get('pattern');
    if (name?.kind !== 'identifier' || !/^(?:private|protected|public|readonly)\b/.test(one.text)) return [];
    if (!/^(?:string|string\[\])$/.test(annotation(one.get('type')) ?? '')) return [];
    const value: Expression = { kind: 'name', node: name, name: name.text };
    const object: Expression = { kind: 'name', node: name, name: 'this' };
    const place: Expression = { kind: 'member', node: name, object, property: name.text };
    return [{ kind: 'assign', node: one, target: { kind: 'place', place, node: name }, value }];
  });
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
