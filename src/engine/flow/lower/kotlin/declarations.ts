// Imports, classes and their members in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression, Statement, Target } from '../../ir.ts';
import { decoratorsOf } from './annotations.ts';
import { expression } from './expressions.ts';
import { functionShape, parameter } from './functions.ts';
import type { Scope } from './scope.ts';
import { statement, statementsOf } from './statements.ts';
import { isPlainType, simpleType, typeName, typeOf } from './types.ts';

/** An import by its full path, which tells the models that apply. */
export function importStatement(node: SyntaxNode): Statement[] {
  const path = node.items.find((item) => item.kind === 'qualified_identifier')?.text.replace(/\s/g, '');
  return path === undefined
    ? []
    : [{ kind: 'import', node, bindings: [{ local: `import:${path}`, path: path.replace(/\.\*$/, '') }] }];
}

/** A class or an object with the constructor that its head stands for. */
export function classStatement(node: SyntaxNode, outer: Scope): Statement {
  const name = node.get('name')?.text;
  const body = node.items.find((item) => item.kind.endsWith('class_body'));
  const primary = node.items.find((item) => item.kind === 'primary_constructor');
  const parameters = (primary?.items.find((item) => item.kind === 'class_parameters')?.items ?? []).filter(
    (item) => item.kind === 'class_parameter',
  );
  const members = (body?.items ?? []).flatMap((item) =>
    item.kind === 'companion_object' || item.kind === 'ERROR'
      ? (item.items.find((one) => one.kind === 'class_body')?.items ?? [])
      : [item],
  );
  const properties = members.filter((item) => item.kind === 'property_declaration');
  const scope: Scope = {
    ...outer,
    className: name,
    fields: new Set([...parameters.map(nameOfParameter), ...properties.map(nameOfProperty)]),
    methods: new Set(
      members
        .filter((item) => item.kind === 'function_declaration')
        .map((item) => item.get('name')?.text ?? ''),
    ),
    outer,
    locals: new Set(),
    receiver: undefined,
  };
  const decorators = decoratorsOf(node, scope);
  const given = parameters.map((one) => {
    const type = typeName(typeOf(one), scope);
    const place = fieldPlace(one, nameOfParameter(one));
    const value: Expression = isPlainType(type)
      ? { kind: 'name', node: one, name: nameOfParameter(one) }
      : { kind: 'name', node: one, name: `:${type}` };
    return { one, type, target: { kind: 'place', node: one, place } satisfies Target, value };
  });
  const constructor: Statement[] =
    primary === undefined
      ? []
      : [
          {
            kind: 'function',
            node: primary,
            fn: {
              node: primary,
              name: 'constructor',
              ...(name !== undefined && { className: name }),
              parameters: parameters.map((one) => parameter(one, scope, undefined)),
              body: given
                .filter(({ type }) => isPlainType(type))
                .map(({ one, target, value }) => ({ kind: 'assign', node: one, target, value })),
              decorators: [],
              isPublic: true,
            },
          },
        ];
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    ...(parameters.length > 0 && parameters.every(isKept) && { components: parameters.map(nameOfParameter) }),
    bases: basesOf(node),
    decorators,
    members: [
      ...constructor,
      ...given
        .filter(({ type }) => !isPlainType(type))
        .map(({ one, target, value }): Statement => ({ kind: 'assign', node: one, target, value })),
      ...members.flatMap((item) => memberStatements(item, scope, decorators)),
    ],
    fields: [
      ...given.map(({ one, type }) => ({ name: nameOfParameter(one), type })),
      ...properties.map((one) => ({ name: nameOfProperty(one), type: typeName(typeOf(variableOf(one)), scope) })), // prettier-ignore
    ],
  };
}

function basesOf(node: SyntaxNode): Expression[] {
  const list = node.items.find((item) => item.kind === 'delegation_specifiers')?.items ?? [];
  return list.flatMap((item): Expression[] => {
    const made = item.items[0];
    const type = made?.kind === 'constructor_invocation' ? made.items[0] : made;
    return type ? [{ kind: 'name', node: type, name: `:${simpleType(type)}` }] : [];
  });
}

function memberStatements(
  item: SyntaxNode,
  scope: Scope,
  classDecorators: readonly Expression[],
): Statement[] {
  switch (item.kind) {
    case 'function_declaration':
    case 'secondary_constructor':
      return [{ kind: 'function', node: item, fn: functionShape(item, scope, classDecorators) }];
    case 'property_declaration': {
      const name = nameOfProperty(item);
      const type = typeName(typeOf(variableOf(item)), scope);
      const target: Target = { kind: 'place', node: item, place: fieldPlace(item, name) };
      const given = valueOf(item);
      const value = given && expression(given, scope);
      const isFixed = /\b(?:val|const)\b/.test(item.text.slice(0, item.text.indexOf(name)));
      const getter = item.items.find((one) => one.kind === 'getter');
      const own: Statement[] = getter
        ? [{ kind: 'function', node: getter, fn: functionShape(getter, scope, []) }]
        : [];
      // A constant is one only when nothing else writes it.
      if (value && (value.kind !== 'literal' || isFixed))
        return [
          ...own,
          {
            kind: 'assign',
            node: item,
            target,
            value:
              isPlainType(type) || (value.kind === 'call' && value.result !== undefined)
                ? value
                : { kind: 'typed', node: value.node, type, value },
          },
        ];
      if (isPlainType(type)) return own;
      return [...own, { kind: 'assign', node: item, target, value: { kind: 'name', node: item, name: `:${type}` } }]; // prettier-ignore
    }
    case 'anonymous_initializer':
      return item.items.flatMap((one) => statementsOf(one.items, scope));
    default:
      return statement(item, scope);
  }
}

/** An object of an unnamed class, as the creation of its base with its methods for arguments. */
export function objectLiteral(node: SyntaxNode, scope: Scope): Expression {
  const base = basesOf(node)[0];
  const name = base?.kind === 'name' ? base.name.slice(1) : 'Object';
  const members = node.items.find((item) => item.kind === 'class_body')?.items ?? [];
  const args = members
    .filter((item) => item.kind === 'function_declaration')
    .map((item): Argument => {
      const { className: _, ...fn } = functionShape(item, { ...scope, methods: new Set() }, []);
      return { value: { kind: 'function', node: item, fn } };
    });
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: `:${name}` },
    args,
    isNew: true,
    result: name,
  };
}

/** The field of `this` with a name. */
function fieldPlace(node: SyntaxNode, name: string): Expression {
  return { kind: 'member', node, object: { kind: 'name', node, name: 'this' }, property: name };
}

function nameOfParameter(node: SyntaxNode): string {
  return node.items.find((item) => item.kind === 'identifier')?.text ?? '';
}

/** `val name: String`: the object keeps what it is given; a `var` may be written again. */
function isKept(parameter: SyntaxNode): boolean {
  return /^(?:@\S{1,80}\s{1,4})?(?:(?:private|protected|internal|public|override|open)\s{1,4}){0,3}val\s/.test(
    parameter.text,
  );
}

function variableOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.items.find((item) => item.kind === 'variable_declaration');
}

function nameOfProperty(node: SyntaxNode): string {
  const variable = variableOf(node);
  return (variable && nameOfParameter(variable)) ?? '';
}

/** What stands behind `=` or `by` in a declaration. */
export function valueOf(node: SyntaxNode): SyntaxNode | undefined {
  const at = node.children.findIndex((child) => child.kind === '=');
  if (at !== -1) return node.children.slice(at + 1).find((child) => child.named);
  return node.items.find((item) => item.kind === 'property_delegate')?.items[0];
}
