// Functions, parameters and lambdas in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, FunctionShape, Parameter, Statement, Target } from '../../ir.ts';
import { annotation, decoratorsOf, modifiersOf } from './annotations.ts';
import { declared } from './assignments.ts';
import { deliver } from './branches.ts';
import { expression } from './expressions.ts';
import { type Scope, extendedType, localsOf, scopeReceiver } from './scope.ts';
import { statementsOf } from './statements.ts';
import { isPlainType, typeName, typeOf } from './types.ts';

/** A function, method, constructor or getter. */
export function functionShape(
  node: SyntaxNode,
  scope: Scope,
  classDecorators: readonly Expression[],
): FunctionShape {
  const list = node.items.find((item) => item.kind === 'function_value_parameters');
  const body = node.items.find((item) => item.kind === 'function_body' || item.kind === 'block');
  const isMethod = node.kind !== 'getter' && scope.className !== undefined;
  const name = node.kind === 'secondary_constructor' ? 'constructor' : node.get('name')?.text;
  const extended = name !== undefined && scope.file.extensions.has(name) && !isMethod;
  const type = extended ? typeName(extendedType(node), scope) : '';
  const inner: Scope = {
    ...scope,
    locals: new Set([...scope.locals, ...localsOf(node)]),
    ...(extended && { receiver: scopeReceiver, isExtension: !serverCall.test(type) }),
  };
  const at = (list ?? node).children.findIndex((child) => child.kind === ')');
  const returned = node.items.find(
    (item) => item.kind.endsWith('_type') && (!list || item.start >= list.end) && at !== -1,
  );
  const parameters: Parameter[] = [];
  let modifiers: SyntaxNode | undefined;
  let equals = false;
  for (const child of list?.children ?? []) {
    if (child.kind === 'parameter_modifiers') modifiers = child;
    else if (child.kind === '=') equals = true;
    else if (child.kind === 'parameter') {
      parameters.push(parameter(child, inner, modifiers));
      modifiers = undefined;
    } else if (child.named && equals && parameters.length > 0) {
      const last = parameters.at(-1);
      if (last) last.fallback = expression(child, inner);
      equals = false;
    }
  }
  if (extended)
    parameters.unshift({
      target: { kind: 'bind', name: scopeReceiver, node },
      decorators: [],
      ...(serverCall.test(type) ? { type, is: type } : { type: 'Extended' }),
    });
  const own = decoratorsOf(node, scope);
  return {
    node,
    ...(name !== undefined && { name }),
    ...(isMethod && scope.className !== undefined && { className: scope.className }),
    parameters,
    body: bodyOf(body, inner),
    decorators: [...own, ...classDecorators],
    ownDecorators: own.length,
    isPublic: !/\bprivate\b/.test(modifiersOf(node)?.text ?? ''),
    ...(returned && { returnType: typeName(returned, scope) }),
  };
}

/** What answers one request: the bare names of a function that extends it are its own. */
const serverCall = /^(?:ApplicationCall|RoutingCall|RoutingContext)$/;

function bodyOf(body: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!body) return [];
  const first = body.items[0];
  if (body.kind === 'block') return statementsOf(body.items, scope);
  if (first?.kind === 'block') return statementsOf(first.items, scope);
  return first ? deliver(first, scope, (value, node) => ({ kind: 'return', node, value })) : [];
}

/** One parameter with its annotations. */
export function parameter(node: SyntaxNode, scope: Scope, modifiers: SyntaxNode | undefined): Parameter {
  const name = node.items.find((item) => item.kind === 'identifier');
  const type = typeName(typeOf(node), scope);
  const decorators = [...(modifiers?.items ?? []), ...(modifiersOf(node)?.items ?? [])]
    .filter((item) => item.kind === 'annotation')
    .map((item) => annotation(item, scope));
  return {
    target: { kind: 'bind', name: name?.text ?? '', node: name ?? node },
    type,
    ...(!isPlainType(type) && { is: type }),
    decorators,
    ...(modifiers?.items.some(({ text }) => text === 'vararg') && { rest: true }),
  };
}

/** A lambda; its last expression is what it returns, unless only its effects count. */
export function lambda(
  node: SyntaxNode,
  scope: Scope,
  receiver: string | undefined,
  returns = true,
): FunctionShape {
  const literal = node.kind === 'annotated_lambda' ? (node.items.find((item) => item.kind === 'lambda_literal') ?? node) : node; // prettier-ignore
  const given = literal.items.find((item) => item.kind === 'lambda_parameters');
  const items = literal.items.filter((item) => item !== given);
  const named = (given?.items ?? []).map((item) => declared(item, scope));
  const names = [...localsOf(literal), ...(given ? [] : ['it'])];
  const { isExtension: _, ...around } = scope;
  const isSame = receiver === scope.receiver;
  const inner: Scope = {
    ...(isSame ? scope : around),
    receiver,
    locals: new Set([...scope.locals, ...names]),
  };
  const last = items.at(-1);
  const body =
    returns && last
      ? [...statementsOf(items.slice(0, -1), inner), ...deliver(last, inner, (value, at) => ({ kind: 'return', node: at, value }))] // prettier-ignore
      : statementsOf(items, inner);
  return {
    node,
    parameters: (given ? named : [{ kind: 'bind', name: 'it', node } satisfies Target]).map((target) => ({
      target,
      decorators: [],
    })),
    body,
    decorators: [],
    isPublic: false,
  };
}
