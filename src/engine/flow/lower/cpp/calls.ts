// Calls in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { targetOf, written } from './assignments.ts';
import { child, expression, other, pathOf } from './expressions.ts';
import { libraryCall } from './known-calls.ts';
import { asNumber } from './operators.ts';
import type { Scope } from './scope.ts';
import { streamInput } from './streams.ts';
import { qtArguments } from './strings.ts';
import { isNumberType, isStringType } from './types.ts';

/** A call by its name. */
export function call(node: SyntaxNode, scope: Scope): Expression {
  const functionNode = node.get('function');
  // A macro such as `BAD_CAST` in front of an argument is unreadable.
  const given = (node.get('arguments')?.items ?? []).filter((item) => item.kind !== 'ERROR');
  const args: Argument[] = given.map((item) => ({ value: expression(item, scope) }));
  const own = args.map((one) => one.value);
  const [first] = own;
  if (!functionNode) return other(node, own);
  if (functionNode.kind === 'field_expression') return methodCall(node, functionNode, args, scope);
  if (/^(?:static|dynamic|reinterpret|const)_cast\b/.test(functionNode.text.slice(0, 20)) && first) {
    const type = /<(.*)>$/s.exec(functionNode.text.slice(0, 200))?.[1]?.trim() ?? '';
    return isNumberType(type) ? asNumber(first) : first;
  }
  if (functionNode.kind === 'primitive_type' && first) return asNumber(first);
  if (!/^(?:identifier|qualified_identifier|template_function)$/.test(functionNode.kind))
    return { kind: 'call', node, callee: expression(functionNode, scope), args };
  const name = pathOf(functionNode, scope);
  if (
    name === 'move' ||
    name === 'forward' ||
    name === 'BAD_CAST' ||
    name === 'as_const' ||
    name === '_T' ||
    name === 'TEXT'
  )
    return first ?? other(node);
  if (
    isStringType(name) ||
    isStringType(`std::${name}`) ||
    name === 'QStringLiteral' ||
    name === 'QLatin1String'
  )
    return first ?? { kind: 'literal', node, value: '' };
  if (/^regex_(?:match|search)$/.test(name) && first) {
    const named = own[1]?.kind === 'name' ? scope.names.patterns.get(own[1].name) : undefined;
    const source =
      named ?? /R?"(?:\w{0,16}\()?((?:[^"\\]|\\.){1,200}?)\)?"/.exec(given[1]?.text.slice(0, 300) ?? '')?.[1];
    if (source === undefined)
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: 'c_valid' },
        args: [{ value: first }],
      };
    const pattern = (name === 'regex_match' ? `^${source.replace(/^\^|\$$/g, '')}$` : source).replaceAll(
      '\\\\',
      '\\',
    );
    const regex: Expression = { kind: 'regex', node, source: `/${pattern}/` };
    return {
      kind: 'call',
      node,
      callee: { kind: 'member', node, object: regex, property: 'test' },
      args: [{ value: first }],
    };
  }
  if (name === 'getline' && own[1] && (!scope.isC || given.length === 2)) {
    const input = first && !first.node.text.startsWith('&') ? streamInput(first, scope) : undefined;
    if (input && given.length < 4) return called(node, 'c_number', [written(node, own[1], input)]);
  }
  if (/^(?:min|MIN|fmin|min_t|clamp|qMin|qBound|std\.min)$/.test(name)) return called(node, 'c_limited', own);
  const known = libraryCall(node, name, args, scope.inputs, scope.names.numbers);
  if (known) return known;
  const callee: Expression =
    functionNode.kind === 'identifier'
      ? { kind: 'name', node: functionNode, name }
      : { kind: 'name', node: functionNode, name: `:${name}` };
  return { kind: 'call', node, callee, args };
}

function methodCall(node: SyntaxNode, functionNode: SyntaxNode, args: Argument[], scope: Scope): Expression {
  const object = child(functionNode, 'argument', scope);
  const name = functionNode.get('field')?.text.replace(/<.*$/, '') ?? '';
  const own = args.map((one) => one.value);
  const [first] = own;
  if (own.length === 0 && sameText.test(name)) {
    if (
      !/^(?:str|get|value|toString|string)$/.test(name) ||
      object.kind === 'name' ||
      object.kind === 'build'
    )
      return object;
  }
  if (name === 'str' && first) return written(node, object, first);
  if (name === 'arg' && first) return qtArguments(node, object, own);
  if (
    (name === 'append' || name === 'push_back' || name === '+=') &&
    first &&
    own.length < 3 &&
    isTextPlace(object, scope)
  )
    return written(node, object, { kind: 'build', node, parts: [object, first] });
  if (name === 'insert' && own[1] && isTextPlace(object, scope))
    return written(node, object, { kind: 'build', node, parts: [object, own[1]] });
  if (name === 'assign' && first && isTextPlace(object, scope)) return written(node, object, first);
  if (name === 'Format' && first && targetOf(object)) {
    const made = libraryCall(node, 'CString.Format', args, scope.inputs, scope.names.numbers);
    if (made) return written(node, object, made);
  }
  if ((name === 'find' || name === 'contains' || name === 'Contains' || name === 'find_first_of') && first) {
    const needle: Expression =
      first.kind === 'literal' && typeof first.value === 'number'
        ? { ...first, value: String.fromCharCode(first.value) }
        : first;
    const isAsked = first.kind === 'literal';
    return {
      kind: 'call',
      node,
      callee: { kind: 'member', node: functionNode, object, property: isAsked ? 'includes' : name },
      args: [{ value: needle }],
    };
  }
  // `a.rfind(b, 0) == 0`
  if (name === 'rfind' && own.length === 2) {
    const callee: Expression = { kind: 'member', node: functionNode, object, property: 'startsWith' };
    return { kind: 'not', node, operand: { kind: 'call', node, callee, args: args.slice(0, 1) } };
  }
  if (name === 'starts_with' || name === 'startsWith')
    return {
      kind: 'call',
      node,
      callee: { kind: 'member', node: functionNode, object, property: 'startsWith' },
      args,
    };
  if (name === 'compare' && first)
    return { kind: 'binary', node, operator: '!=', left: object, right: first };
  if ((name === 'read' || name === 'getline' || name === 'get') && first && own.length > 1 && targetOf(first))
    return called(node, 'c_number', [written(node, first, streamInput(object, scope))]);
  return { kind: 'call', node, callee: { kind: 'member', node: functionNode, object, property: name }, args };
}

const sameText =
  /^(?:c_str|data|str|toStdString|toUtf8|toLatin1|toLocal8Bit|constData|GetString|GetBuffer|value|value_or|toString|string|native|generic_string|u8string|simplified|trimmed|get|begin|to_string|as_string|utf8_str|mb_str|view)$/;

function isTextPlace(object: Expression, scope: Scope): boolean {
  return object.kind === 'name' && scope.names.texts.has(object.name);
}

/** A call of a function that models name. */
export function called(node: SyntaxNode, name: string, args: readonly Expression[]): Expression {
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: `:${name}` },
    args: args.map((value) => ({ value })),
  };
}

/** A call of a method. */
export function method(
  node: SyntaxNode,
  object: Expression,
  property: string,
  args: Expression[],
): Expression {
  const callee: Expression = { kind: 'member', node, object, property };
  return { kind: 'call', node, callee, args: args.map((value) => ({ value })) };
}

/** Evaluated one after the other. */
export function sequence(node: SyntaxNode, parts: Expression[]): Expression {
  return { kind: 'other', node, parts };
}
