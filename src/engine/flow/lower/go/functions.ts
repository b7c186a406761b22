// Functions and their parameters in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter, Statement } from '../../ir.ts';
import { bind } from './assignments.ts';
import type { Scope } from './scope.ts';
import { statementsOf } from './statements.ts';
import { isPlainType, typeName } from './types.ts';

/** A function or method. */
export function functionShape(node: SyntaxNode, scope: Scope): FunctionShape {
  const name = node.get('name')?.text;
  const receiver = node.get('receiver')?.items[0];
  const self = receiver?.get('name')?.text;
  const className = receiver && typeName(receiver.get('type'), scope);
  const inner: Scope = {
    ...scope,
    self: receiver ? self : scope.self,
    results: [],
    lookups: new Map(scope.lookups),
  };
  const result = node.get('result');
  const results = result?.kind === 'parameter_list' ? result.items.map((item) => item.get('type')) : [result];
  const returnType = results.length === 1 && results[0] ? typeName(results[0], scope) : undefined;
  const named = result?.kind === 'parameter_list' ? result.items.filter((item) => item.get('name')) : [];
  inner.results = named.flatMap((item) => item.all('name'));
  return {
    node,
    ...(name !== undefined && { name }),
    ...(className !== undefined && { className }),
    parameters: parametersOf(node.get('parameters'), scope),
    body: [...named.flatMap((item) => item.all('name').map((one): Statement => ({ kind: 'assign', node: one, target: bind(one, typeName(item.get('type'), scope)), value: { kind: 'literal', node: one, value: undefined } }))), ...statementsOf(node.get('body'), inner)], // prettier-ignore
    decorators: [],
    isPublic: name !== undefined && /^[A-Z]/.test(name),
    ...(returnType !== undefined && { returnType }),
  };
}

/** The parameters in the parentheses. */
function parametersOf(list: SyntaxNode | undefined, scope: Scope): Parameter[] {
  return (list?.items ?? []).flatMap((item): Parameter[] => {
    const type = item.get('type');
    const name = typeName(type, scope);
    const isRest = item.kind === 'variadic_parameter_declaration';
    const names = item.all('name');
    return names.map((one) => ({
      target: { kind: 'bind', name: one.text, node: one },
      type: name === 'any' ? (type?.text.replace(/\s+/g, '') ?? 'any') : name,
      ...(!isPlainType(name) && { is: name }),
      decorators: [],
      ...(isRest && { rest: true }),
    }));
  });
}
