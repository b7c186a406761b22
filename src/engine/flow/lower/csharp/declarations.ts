// Imports, classes and their members in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { askedOnce } from '../../asked-once.ts';
import type { Expression, Parameter, Statement } from '../../ir.ts';
import { attributes } from './annotations.ts';
import { expression } from './expressions.ts';
import { nameOf, parameter } from './functions.ts';
import type { Scope } from './scope.ts';
import { bodyOf, statements } from './statements.ts';
import { simpleType, typeText, typedAs } from './types.ts';

/** A `using` by its full path, which tells the models that apply. */
export function usingDirective(node: SyntaxNode): Statement[] {
  const path = node.items.findLast((item) => item.field !== 'name')?.text.replace(/\s/g, '');
  const local = node.get('name')?.text;
  if (path === undefined) return [];
  return [{ kind: 'import', node, bindings: [{ local: local ?? `using ${path}`, path }] }];
}

/** A class with its members. */
export function classStatement(node: SyntaxNode): Statement {
  const name = node.get('name')?.text;
  const members = node.get('body')?.items ?? [];
  const primary = (node.items.find((item) => item.kind === 'parameter_list')?.items ?? []).flatMap((one) =>
    parameter(one),
  );
  const scope: Scope = {
    className: name,
    members: new Set([...members.flatMap(namesOf), ...primary.flatMap((one) => nameOf(one.target))]),
    locals: new Set(),
  };
  const bases = (node.items.find((item) => item.kind === 'base_list')?.items ?? []).map(
    (item): Expression => ({ kind: 'name', node: item, name: `:${simpleType(item)}` }),
  );
  // Controllers need no base class to be one.
  if (name !== undefined && name.endsWith('Controller'))
    bases.push({ kind: 'name', node, name: ':ControllerBase' });
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases,
    decorators: attributes(node, scope),
    members: [
      ...(node.kind === 'class_declaration' ? primary.flatMap(handedIn) : []),
      ...(isWebService(node, bases)
        ? statements(members, scope).map(asOperation)
        : statements(members, scope)),
    ],
    fields: [
      ...primary.flatMap(({ target, type }) => nameOf(target).map((name) => ({ name, type: type ?? '' }))),
      ...members.flatMap((member) => fieldTypesOf(member)),
    ],
  };
}

/** Interfaces of WCF whose methods others call over the network. */
const contracts = askedOnce(
  (text) =>
    new Set(
      [...text.matchAll(/\[ServiceContract\b[^\]]{0,300}\][^{};]{0,300}?\binterface\s{1,9}(\w{1,80})/g)].map(
        ([, name = '']) => name,
      ),
    ),
);

/** Whether a class is a service of WCF: it says so itself, or by an interface of this file. */
function isWebService(node: SyntaxNode, bases: readonly Expression[]): boolean {
  const says = node.children.some(
    (one) => one.kind === 'attribute_list' && /\bService(?:Behavior|Contract)\b/.test(one.text.slice(0, 300)),
  );
  if (says) return true;
  const known = contracts(node.source);
  return known.size > 0 && bases.some((one) => one.kind === 'name' && known.has(one.name.slice(1)));
}

/** A public method of a service, as one that says that it is an operation. */
function asOperation(member: Statement): Statement {
  if (member.kind !== 'function' || !member.fn.isPublic) return member;
  const { node, decorators } = member.fn;
  const operation: Expression = { kind: 'name', node, name: 'OperationContract' };
  return { ...member, fn: { ...member.fn, decorators: [...decorators, operation] } };
}

/** What a class is made with, `class Orders(IStore store)`, as the field that it is. */
function handedIn({ target, type }: Parameter): Statement[] {
  if (target.kind !== 'bind' || type === undefined || !/^[A-Z]\w*$/.test(type)) return [];
  const { node } = target;
  const value: Expression = { kind: 'name', node, name: `:${type}` };
  return [{ kind: 'assign', node, target: { kind: 'place', node, place: ownMember(node) }, value }];
}

function namesOf(member: SyntaxNode): string[] {
  if (member.kind === 'field_declaration')
    return member.items
      .filter((item) => item.kind === 'variable_declaration')
      .flatMap((item) => item.items)
      .flatMap((item) => (item.kind === 'variable_declarator' ? (item.get('name')?.text ?? []) : []));
  if (member.kind === 'property_declaration' || member.kind === 'method_declaration')
    return [member.get('name')?.text ?? ''];
  return [];
}

function fieldTypesOf(member: SyntaxNode): { name: string; type: string }[] {
  const declaration = member.items.find((item) => item.kind === 'variable_declaration');
  const type = (declaration ?? member).get('type');
  if (!type || (member.kind !== 'field_declaration' && member.kind !== 'property_declaration')) return [];
  return namesOf(member).map((name) => ({ name, type: typeText(type) }));
}

/** A field or a property with its value, and what its accessors do. */
export function memberStatements(node: SyntaxNode, scope: Scope): Statement[] {
  const declaration = node.items.find((item) => item.kind === 'variable_declaration');
  const holders = declaration
    ? declaration.items.filter((item) => item.kind === 'variable_declarator')
    : [node];
  return holders.flatMap((holder): Statement[] => {
    const name = holder.get('name');
    const given = declaration
      ? holder.items.findLast((item) => item !== name)
      : (node.get('value') ?? node.items.find((item) => item.kind === 'arrow_expression_clause'));
    const value = given?.kind === 'arrow_expression_clause' ? given.items[0] : given;
    const accessors = (node.get('accessors')?.items ?? []).flatMap((one) =>
      one.items.filter((item) => item.kind === 'block' || item.kind === 'arrow_expression_clause'),
    );
    const own: Statement[] = accessors.flatMap((body) => [
      {
        kind: 'block' as const,
        node: body,
        body: bodyOf(body, scope).filter((one) => one.kind !== 'return'),
      },
    ]);
    if (name && isBound(node)) {
      const callee: Expression = { kind: 'name', node: name, name: 'bound_property' };
      const sent: Expression = { kind: 'call', node: name, callee, args: [] };
      return [memberWritten(holder, name, typedAs(sent, node.get('type'))), ...own];
    }
    if (!name || !value) return own;
    const type = (declaration ?? node).get('type');
    return [memberWritten(holder, name, typedAs(expression(value, scope), type)), ...own];
  });
}

function memberWritten(node: SyntaxNode, name: SyntaxNode, value: Expression): Statement {
  return { kind: 'assign', node, target: { kind: 'place', node: name, place: ownMember(name) }, value };
}

/** `[BindProperty] public string Name { get; set; }` of a page holds what the request says. */
function isBound(node: SyntaxNode): boolean {
  return node.items.some(
    (item) =>
      item.kind === 'attribute_list' &&
      /^\[\s{0,4}(?:BindProperty|SupplyParameterFromQuery|SupplyParameterFromForm|FromQuery|FromRoute)\b/.test(
        item.text.slice(0, 60),
      ),
  );
}

/** A member of `this`. */
export function ownMember(name: SyntaxNode): Expression {
  return {
    kind: 'member',
    node: name,
    object: { kind: 'name', node: name, name: 'this' },
    property: name.text,
  };
}
