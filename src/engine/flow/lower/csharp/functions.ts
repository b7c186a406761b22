// Functions and their parameters in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter, Target } from '../../ir.ts';
import { attributes } from './annotations.ts';
import { expression } from './expressions.ts';
import { type Scope, localsOf } from './scope.ts';
import { bodyOf } from './statements.ts';
import { typeText } from './types.ts';

/** A function or method. */
export function functionShape(node: SyntaxNode, outer: Scope): FunctionShape {
  const name = node.get('name')?.text;
  const list = node.get('parameters');
  const parameters = parametersOf(list);
  const scope: Scope = {
    ...outer,
    locals: new Set([...outer.locals, ...parameters.flatMap((one) => nameOf(one.target)), ...localsOf(node)]),
  };
  const body = node.get('body') ?? node.items.find((item) => item.kind === 'block');
  const type = node.get('returns');
  const modifiers = node.items.filter((item) => item.kind === 'modifier').map((item) => item.text);
  const isLocal = node.kind === 'local_function_statement';
  return {
    node,
    ...(name !== undefined && { name }),
    ...(outer.className !== undefined && !isLocal && { className: outer.className }),
    parameters: parameters.map((one) => one),
    body:
      body && node.kind === 'lambda_expression' && body.kind !== 'block'
        ? [{ kind: 'return', node: body, value: expression(body, scope) }]
        : bodyOf(body, scope),
    decorators: attributes(node, outer),
    isPublic:
      name !== undefined &&
      !isLocal &&
      (modifiers.includes('public') || (modifiers.includes('internal') && !modifiers.includes('private'))),
    ...(type && { returnType: typeText(type) }),
  };
}

/** The parameters in the parentheses. */
function parametersOf(list: SyntaxNode | undefined): Parameter[] {
  if (!list) return [];
  if (list.kind === 'implicit_parameter' || list.kind === 'identifier')
    return [{ target: { kind: 'bind', name: list.text, node: list }, decorators: [] }];
  const found = list.items.flatMap(parameter);
  // `params string[] rest` stands in the list without a node of its own.
  const rest = list.get('name');
  if (rest) found.push({ target: { kind: 'bind', name: rest.text, node: rest }, decorators: [], rest: true });
  return found;
}

/** A parameter. */
export function parameter(node: SyntaxNode): Parameter[] {
  if (node.kind === 'implicit_parameter' || node.kind === 'identifier')
    return [{ target: { kind: 'bind', name: node.text, node }, decorators: [] }];
  const name = node.get('name');
  if (node.kind !== 'parameter' || !name) return [];
  const type = node.get('type');
  const fallback = node.items.findLast(
    (item) => item !== name && item !== type && item.kind !== 'attribute_list' && item.kind !== 'modifier',
  );
  const scope: Scope = { className: undefined, members: new Set(), locals: new Set() };
  return [
    {
      target: { kind: 'bind', name: name.text, node: name },
      ...(type && { type: elementType(typeText(type)) }),
      ...(fallback && { fallback: expression(fallback, scope) }),
      decorators: attributes(node, scope),
      ...(node.items.some((item) => item.kind === 'modifier' && /^(?:out|ref)$/.test(item.text)) && {
        isShared: true,
      }),
    },
  ];
}

/** A list of numbers holds no more text than a number. */
function elementType(type: string): string {
  return (
    /^(?:(?:I?List|IEnumerable|ICollection|IReadOnlyList|IReadOnlyCollection|I?HashSet|ISet)<)?(u?int|u?long|u?short|double|float|decimal|bool|Guid|DateTime)\??(?:\[\]|>)$/.exec(
      type,
    )?.[1] ?? type
  );
}

/** The name that is bound, if it is one. */
export function nameOf(to: Target): string[] {
  return to.kind === 'bind' ? [to.name] : [];
}
