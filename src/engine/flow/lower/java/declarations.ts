// Imports, classes and their members in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { isStrictPattern } from '../../proofs/guard-patterns.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { annotationsOf, modifiersOf } from './annotations.ts';
import { expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import type { Scope } from './scope.ts';
import { statement, statementsOf } from './statements.ts';
import { isPlainType, simpleType, typeName } from './types.ts';

/** An import by its full path, which tells the models that apply. */
export function importStatement(node: SyntaxNode): Statement[] {
  const text = node.items.find((item) => item.kind === 'scoped_identifier')?.text;
  if (text === undefined) return [];
  const isStatic = node.children.some((item) => item.kind === 'static');
  // The full path tells which models apply; the code itself names the class.
  const bindings = [{ local: `import:${text}`, path: text }];
  if (isStatic && !node.items.some((item) => item.kind === 'asterisk')) {
    const [owner, name] = text.split('.').slice(-2);
    if (name !== undefined) bindings.push({ local: name, path: `${owner}.${name}` });
  }
  return [{ kind: 'import', node, bindings }];
}

/** A class with its members. */
export function classStatement(node: SyntaxNode, outer: Scope): Statement {
  const name = node.get('name')?.text;
  const body = node.get('body');
  const members = membersOf(body);
  const components = node.kind === 'record_declaration' ? (node.get('parameters')?.items ?? []) : [];
  const declared = members
    .filter((member) => member.kind === 'field_declaration' || member.kind === 'constant_declaration')
    .flatMap((member) => member.all('declarator').map((one) => ({ member, one })));
  const scope: Scope = {
    className: name,
    fields: new Set([
      ...declared.map(({ one }) => one.get('name')?.text ?? ''),
      ...components.map((one) => one.get('name')?.text ?? ''),
    ]),
    methods: new Set(
      members
        .filter((member) => member.kind === 'method_declaration')
        .map((member) => member.get('name')?.text ?? ''),
    ),
    outer,
    locals: new Set(),
    file: outer.file,
  };
  const decorators = annotationsOf(node, scope);
  const lowered = members.flatMap((member) => memberStatements(member, scope, decorators, body));
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    ...(components.length > 0 && { components: components.map((one) => one.get('name')?.text ?? '') }),
    bases: basesOf(node),
    decorators,
    members: lowered,
    fields: [
      ...declared.map(({ member, one }) => ({
        name: one.get('name')?.text ?? '',
        type: isPatterned(member) ? 'int' : typeName(member.get('type'), scope),
      })),
      ...components.map((one) => ({
        name: one.get('name')?.text ?? '',
        type: isPatterned(one) ? 'int' : typeName(one.get('type'), scope),
      })),
    ],
  };
}

/** `@Pattern(regexp = "id|name") String sort`: nothing of harm gets past it. */
function isPatterned(member: SyntaxNode): boolean {
  const written = /@Pattern\(\s{0,9}(?:regexp\s{0,9}=\s{0,9})?"((?:\\.|[^"\\]){1,200})"/.exec(
    modifiersOf(member)?.text ?? '',
  )?.[1];
  const source = written?.replace(/\\\\/g, '\\').replace(/^\^|\$$/g, '');
  return source !== undefined && isStrictPattern(source);
}

function membersOf(body: SyntaxNode | undefined): SyntaxNode[] {
  return (body?.items ?? []).flatMap((item) =>
    item.kind === 'enum_body_declarations' || item.kind === 'ERROR' ? item.items : [item],
  );
}

function basesOf(node: SyntaxNode): Expression[] {
  const types = [
    ...(node.get('superclass')?.items ?? []),
    ...(node.get('interfaces')?.items ?? []).flatMap((one) => (one.kind === 'type_list' ? one.items : [one])),
  ];
  return types.map((type) => ({ kind: 'name', node: type, name: `:${simpleType(type)}` }));
}

/** What a member of a class is. */
function memberStatements(
  member: SyntaxNode,
  scope: Scope,
  classDecorators: readonly Expression[],
  body: SyntaxNode | undefined,
): Statement[] {
  switch (member.kind) {
    case 'method_declaration':
    case 'constructor_declaration':
    case 'compact_constructor_declaration': {
      const fn = functionShape(member, scope, classDecorators);
      return [{ kind: 'function', node: member, fn }];
    }
    case 'field_declaration':
    case 'constant_declaration':
      return fieldStatements(member, scope, body);
    case 'static_initializer':
      return statementsOf(member.items[0], scope);
    case 'block':
      return statementsOf(member, scope);
    case 'enum_constant':
      return [];
    default:
      return statement(member, scope);
  }
}

/** `this.name = value` for each field; one without a value stands for its type. */
function fieldStatements(member: SyntaxNode, scope: Scope, body: SyntaxNode | undefined): Statement[] {
  const type = typeName(member.get('type'), scope);
  const isFinal = /\bfinal\b/.test(modifiersOf(member)?.text ?? '') || member.kind === 'constant_declaration';
  return member.all('declarator').flatMap((one): Statement[] => {
    const name = one.get('name');
    if (!name) return [];
    const place: Expression = {
      kind: 'member',
      node: name,
      object: { kind: 'name', node: name, name: 'this' },
      property: name.text,
    };
    const target: Target = { kind: 'place', node: name, place };
    const given = one.get('value');
    let value: Expression | undefined = given ? expression(given, scope) : undefined;
    // A constant is one only when nothing else writes it.
    if (value?.kind === 'literal' && !isFinal && isWritten(name.text, body)) value = undefined;
    if (!value) {
      if (isPlainType(type)) return [];
      value = { kind: 'name', node: name, name: `:${type}` };
    } else if (!isPlainType(type) && !(value.kind === 'call' && value.result !== undefined))
      value = { kind: 'typed', node: value.node, type, value };
    return [{ kind: 'assign', node: one, target, value }];
  });
}

function isWritten(name: string, body: SyntaxNode | undefined): boolean {
  // Each field costs a pass over the class.
  if (body === undefined || body.end - body.start > 60_000) return true;
  const writes = body.text.match(
    new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}\\s*(?:[-+*/|&^]?=(?!=)|\\+\\+|--)`, 'g'),
  );
  return (writes?.length ?? 0) > 1;
}
