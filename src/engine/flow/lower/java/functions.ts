// Methods, lambdas and their parameters in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter } from '../../ir.ts';
import { annotationsOf, modifiersOf } from './annotations.ts';
import { expression } from './expressions.ts';
import { type Scope, localsOf } from './scope.ts';
import { statementsOf } from './statements.ts';
import { isPlainType, typeName } from './types.ts';

/** A function or method. */
export function functionShape(
  node: SyntaxNode,
  scope: Scope,
  classDecorators: readonly Expression[],
  isAnonymous = false,
): FunctionShape {
  const isConstructor = node.kind !== 'method_declaration';
  const name = isConstructor ? 'constructor' : node.get('name')?.text;
  const inner: Scope = { ...scope, locals: new Set([...scope.locals, ...localsOf(node)]) };
  const type = node.get('type');
  const body = node.get('body');
  const own = annotationsOf(node, scope);
  return {
    node,
    ...(name !== undefined && { name }),
    ...(scope.className !== undefined && !isAnonymous && { className: scope.className }),
    parameters: (node.get('parameters')?.items ?? []).flatMap((one) => parameter(one, inner)),
    body: statementsOf(body, inner),
    decorators: [...own, ...classDecorators],
    ownDecorators: own.length,
    isPublic: !/\bprivate\b/.test(modifiersOf(node)?.text ?? ''),
    ...(type && type.kind !== 'void_type' && { returnType: typeName(type, scope) }),
  };
}

/** A parameter. */
function parameter(node: SyntaxNode, scope: Scope): Parameter[] {
  if (node.kind === 'identifier')
    return [{ target: { kind: 'bind', name: node.text, node }, decorators: [] }];
  if (node.kind !== 'formal_parameter' && node.kind !== 'spread_parameter') return [];
  const named =
    node.get('name') ?? node.items.find((item) => item.kind === 'variable_declarator')?.get('name');
  if (!named) return [];
  const typeNode =
    node.get('type') ??
    node.items.find((item) => item.kind !== 'modifiers' && item.kind !== 'variable_declarator');
  const type = typeName(typeNode, scope);
  return [
    {
      target: { kind: 'bind', name: named.text, node: named },
      type,
      ...(!isPlainType(type) && { is: type }),
      decorators: annotationsOf(node, scope),
      ...(node.kind === 'spread_parameter' && { rest: true }),
    },
  ];
}

/** A function without a name. */
export function lambda(node: SyntaxNode, scope: Scope): Expression {
  const given = node.get('parameters');
  const body = node.get('body');
  const items = given?.kind === 'identifier' ? [given] : (given?.items ?? []);
  return {
    kind: 'function',
    node,
    fn: {
      node,
      parameters: items.flatMap((item) => parameter(item, scope)),
      body:
        body?.kind === 'block'
          ? statementsOf(body, scope)
          : body
            ? [{ kind: 'return', node: body, value: expression(body, scope) }]
            : [],
      decorators: [],
      isPublic: false,
    },
  };
}

/** `Type::method` as a function of one argument. */
export function methodReference(node: SyntaxNode, scope: Scope): Expression {
  const [owner, method] = node.items;
  if (!owner || !method) return { kind: 'other', node, parts: [] };
  const argument: Expression = { kind: 'name', node, name: '::it' };
  // `COLUMNS::contains` asks a constant, as `URI::create` asks a class.
  const isOwnMethod =
    owner.kind === 'this' || !/^[A-Z](?![A-Z\d_]+$)/.test(owner.text) || scope.methods.has(method.text);
  const callee: Expression = {
    kind: 'member',
    node,
    object:
      isOwnMethod || /^(?:String|Integer|Long|Objects|Boolean|Double)$/.test(owner.text)
        ? scope.className === owner.text
          ? { kind: 'name', node, name: 'this' }
          : expression(owner, scope)
        : argument,
    property: method.text,
  };
  const args: Argument[] = callee.object === argument ? [] : [{ value: argument }];
  return {
    kind: 'function',
    node,
    fn: {
      node,
      parameters: [{ target: { kind: 'bind', name: '::it', node }, decorators: [] }],
      body: [{ kind: 'return', node, value: { kind: 'call', node, callee, args } }],
      decorators: [],
      isPublic: false,
    },
  };
}
