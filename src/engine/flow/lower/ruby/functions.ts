// Methods, blocks and their parameters in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter, Statement } from '../../ir.ts';
import { target } from './assignments.ts';
import { expression } from './expressions.ts';
import { type Scope, listsOf, localsOf } from './scope.ts';
import { bodyOf } from './statements.ts';

/** A function or method. */
export function functionShape(node: SyntaxNode, outer: Scope, isHidden: boolean): FunctionShape {
  const name = node.get('name')?.text;
  const scope: Scope = {
    ...outer,
    locals: new Set([...outer.locals, ...localsOf(node)]),
    lists: new Set([...outer.lists, ...listsOf(node)]),
  };
  const body = node.get('body');
  return {
    node,
    ...(name !== undefined && { name }),
    ...(outer.className !== undefined && name !== undefined && { className: outer.className }),
    parameters: (node.get('parameters')?.items ?? []).flatMap((item) => parameter(item, scope)),
    body: withReturn(bodyOf(body, scope)),
    decorators: [],
    isPublic: name !== undefined && !isHidden && !name.startsWith('_'),
  };
}

/** The last value is what a method gives back. */
function withReturn(body: Statement[]): Statement[] {
  const last = body.at(-1);
  if (!last) return body;
  const before = body.slice(0, -1);
  switch (last.kind) {
    case 'expression':
      return [...before, { kind: 'return', node: last.node, value: last.value }];
    case 'assign':
      return last.target.kind === 'bind'
        ? [
            ...body,
            {
              kind: 'return',
              node: last.node,
              value: { kind: 'name', node: last.target.node, name: last.target.name },
            },
          ]
        : last.target.kind === 'place'
          ? [...body, { kind: 'return', node: last.node, value: last.target.place }]
          : body;
    case 'if':
      return [
        ...before,
        { ...last, consequent: withReturn(last.consequent), otherwise: withReturn(last.otherwise) },
      ];
    case 'switch':
      return [
        ...before,
        { ...last, cases: last.cases.map((one) => ({ ...one, body: withReturn(one.body) })) },
      ];
    case 'try':
      return [
        ...before,
        {
          ...last,
          body: withReturn(last.body),
          handlers: last.handlers.map((one) => ({ ...one, body: withReturn(one.body) })),
        },
      ];
    case 'block':
      return [...before, { ...last, body: withReturn(last.body) }];
    default:
      return body;
  }
}

/** A parameter. */
function parameter(node: SyntaxNode, scope: Scope): Parameter[] {
  switch (node.kind) {
    case 'identifier':
    case 'destructured_parameter':
      return [{ target: target(node, scope), decorators: [] }];
    case 'optional_parameter':
    case 'keyword_parameter': {
      const name = node.get('name');
      const value = node.get('value');
      if (!name) return [];
      return [
        {
          target: { kind: 'bind', name: name.text, node: name },
          ...(value && { fallback: expression(value, scope) }),
          decorators: [],
        },
      ];
    }
    case 'splat_parameter':
    case 'hash_splat_parameter': {
      const name = node.get('name');
      return name
        ? [
            {
              target: { kind: 'bind', name: name.text, node: name },
              decorators: [],
              rest: true,
              isNamed: node.kind === 'hash_splat_parameter',
            },
          ]
        : [];
    }
    default:
      return [];
  }
}

/** A block or a lambda. */
export function blockShape(
  node: SyntaxNode,
  parameters: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
  outer: Scope,
): FunctionShape {
  const scope: Scope = { ...outer, locals: new Set([...outer.locals, ...localsOf(node)]) };
  return {
    node,
    parameters: (parameters?.items ?? []).flatMap((item) => parameter(item, scope)),
    body: withReturn(bodyOf(body, scope)),
    decorators: [],
    isPublic: false,
  };
}
