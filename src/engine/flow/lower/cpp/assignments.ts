// Variables and assignments in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { child, expression, other } from './expressions.ts';
import { asNumber, isStep } from './operators.ts';
import type { Scope } from './scope.ts';
import { apiName, isNumberType, isStringType, typeText } from './types.ts';

/** The name that a declarator declares, and whether it is a pointer or an array on the way. */
export function declared(declarator: SyntaxNode | undefined): {
  name: SyntaxNode | undefined;
  isPlain: boolean;
} {
  let isPlain = true;
  let node = declarator;
  for (let left = 20; node && left > 0; left--) {
    if (node.kind === 'identifier' || node.kind === 'field_identifier') return { name: node, isPlain };
    if (
      node.kind === 'qualified_identifier' ||
      node.kind === 'destructor_name' ||
      node.kind === 'operator_name'
    )
      return { name: node, isPlain };
    if (
      node.kind !== 'reference_declarator' &&
      node.kind !== 'init_declarator' &&
      node.kind !== 'parenthesized_declarator'
    )
      isPlain = false;
    node = node.get('declarator') ?? node.items[0];
  }
  return { name: undefined, isPlain };
}

/** Variables with what they are first. */
export function declaration(node: SyntaxNode, scope: Scope): Statement[] {
  const type = typeText(node);
  return node.all('declarator').flatMap((one): Statement[] => {
    const { name } = declared(one);
    if (!name) return [];
    if (one.kind === 'init_declarator') {
      const given = one.get('value');
      const value = given ? initial(given, name, type, one, scope) : undefined;
      return value ? [{ kind: 'assign', node: one, target: bind(name), value }] : [];
    }
    // `std::ifstream in(path);` reads like a function that takes a `path`.
    if (one.kind === 'function_declarator') {
      const parameters = one.get('parameters')?.items ?? [];
      const isCall =
        node.parent?.kind !== 'translation_unit' && parameters.length > 0 && parameters.every(isArgument);
      if (!isCall) return [];
      const args = parameters.map((item) => argumentOf(item, scope));
      return [{ kind: 'assign', node: one, target: bind(name), value: constructed(one, type, args, scope) }];
    }
    return [{ kind: 'assign', node: one, target: bind(name), value: empty(one, type, scope) }];
  });
}

/** Whether what was read as a parameter can be an argument: a name, or `argv[1]`. */
function isArgument(item: SyntaxNode): boolean {
  const declarator = item.get('declarator');
  if (!/^(?:qualified_|type_)?identifier$/.test(item.get('type')?.kind ?? '')) return false;
  return (
    !declarator || (declarator.kind === 'abstract_array_declarator' && declarator.get('size') !== undefined)
  );
}

function argumentOf(item: SyntaxNode, scope: Scope): Expression {
  const name = expression(item.get('type') ?? item, scope);
  const size = item.get('declarator')?.get('size');
  return size ? { kind: 'index', node: item, object: name, key: expression(size, scope) } : name;
}

/** A call of which a macro among the arguments made a declaration. */
export function misread(node: SyntaxNode, scope: Scope): Expression {
  const args = (node.get('parameters')?.items ?? []).flatMap((item): Expression[] => {
    const unread = item.items
      .find((one) => one.kind === 'ERROR')
      ?.items.find((one) => one.kind === 'identifier');
    const name = unread ?? declared(item.get('declarator')).name ?? item.get('type');
    return name ? [expression(name, scope)] : [];
  });
  const name = node.get('declarator')?.text ?? '';
  return { kind: 'call', node, callee: { kind: 'name', node, name }, args: args.map((value) => ({ value })) };
}

/** What a variable holds before anything is written to it. */
function empty(node: SyntaxNode, type: string, scope: Scope): Expression {
  const isText =
    isStringType(type) ||
    (node.kind === 'array_declarator' && /\b(?:char|wchar_t|TCHAR|u?int8_t)\b/.test(type));
  if (isText) return { kind: 'literal', node, value: '' };
  if (type.endsWith('stringstream')) return { kind: 'literal', node, value: '' };
  const name = apiName(type);
  return isNumberType(type) || name === '' || scope.records.has(name) || node.kind !== 'identifier'
    ? { kind: 'literal', node, value: undefined }
    : { kind: 'name', node, name: `:${name}` };
}

function initial(
  given: SyntaxNode,
  name: SyntaxNode,
  type: string,
  node: SyntaxNode,
  scope: Scope,
): Expression {
  const isList = given.kind === 'argument_list' || (given.kind === 'initializer_list' && !scope.isC);
  const isArray = node.get('declarator')?.kind === 'array_declarator';
  if (isList && !isArray && type !== '' && !/^auto\b/.test(type))
    return constructed(
      node,
      type,
      given.items.map((item) => expression(item, scope)),
      scope,
    );
  const value = expression(given, scope);
  return scope.names.numbers.has(name.text) ? asNumber(value) : value;
}

/** `T name(args)` */
function constructed(node: SyntaxNode, type: string, args: Expression[], scope: Scope): Expression {
  const [first] = args;
  if (isNumberType(type)) return first ? asNumber(first) : { kind: 'literal', node, value: 0 };
  if (isStringType(type) || type.endsWith('stringstream'))
    return first ?? { kind: 'literal', node, value: '' };
  const full = [...scope.aliases].find(([alias]) => type.startsWith(`${alias}::`));
  const name = apiName(full ? full[1] + type.slice(full[0].length) : type);
  if (/(?:^|\.)vector$/.test(name)) return { kind: 'list', node, items: args };
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: `:${name}` },
    args: args.map((value) => ({ value })),
    isNew: true,
  };
}

/** A variable to be written. */
export function bind(node: SyntaxNode, type?: string): Target {
  return { kind: 'bind', name: node.text, node, ...(type !== undefined && { type }) };
}

/** An assignment. */
export function assignment(node: SyntaxNode, scope: Scope): Expression {
  const left = node.get('left');
  const operator = node.get('operator')?.text ?? '=';
  const right = child(node, 'right', scope);
  if (!left) return right;
  const place = expression(left, scope);
  const isNumber = place.kind === 'name' && scope.names.numbers.has(place.name);
  const target: Target | undefined = targetOf(place);
  if (!target) return other(node, [place, right]);
  if (isNumber) {
    const value = operator === '=' ? right : other(node, [place, right]);
    return { kind: 'assign', node, target, value: asNumber(value) };
  }
  // `*p = c` and `p[i] = c` change a part.
  const isPart =
    (left.kind === 'pointer_expression' && !scope.names.pointees.has(left.get('argument')?.text ?? '')) ||
    left.kind === 'subscript_expression';
  if (isPart) {
    if (right.kind === 'literal') return other(node, [place]);
    if (place.kind === 'index')
      return other(node, [
        place,
        { kind: 'assign', node, target: { kind: 'place', place, node: left }, value: right },
      ]);
    return { kind: 'assign', node, target, value: other(node, [place, right]) };
  }
  if (operator === '+=') {
    if (isStep(right, scope)) return other(node, [right]);
    return { kind: 'assign', node, target, value: { kind: 'build', node, parts: [place, right] } };
  }
  if (operator !== '=') return other(node, [right]);
  return { kind: 'assign', node, target, value: right };
}

/** The target that an expression names, if something can be written there. */
export function targetOf(place: Expression | undefined): Target | undefined {
  if (place?.kind === 'name' && !place.name.startsWith(':'))
    return { kind: 'bind', name: place.name, node: place.node };
  if (place?.kind === 'index' && place.object.kind === 'name') return targetOf(place.object);
  if (place?.kind === 'member') return { kind: 'place', place, node: place.node };
  return undefined;
}

/** Writes a value to a place as part of an expression; where nothing can be written the value alone is evaluated. */
export function written(node: SyntaxNode, place: Expression | undefined, value: Expression): Expression {
  const target = targetOf(place);
  return target ? { kind: 'assign', node, target, value } : value;
}
