// Lowers the expressions of C and C++ to the shapes of ir.ts.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Target } from '../ir.ts';
import {
  asNumber,
  called,
  inputOf,
  type Inputs,
  libraryCall,
  qtArguments,
  targetOf,
  written,
} from './cpp-calls.ts';
import { isNumberType, isStringType, type Names } from './cpp-types.ts';
import { chainedOperands } from './shapes.ts';

/** What the code around a node declares. */
export interface Scope {
  names: Names;
  inputs: Inputs;
  /** Whether nothing in the file is C++. */
  isC: boolean;
  /** `namespace fs = std::filesystem` */
  aliases: Map<string, string>;
  /** Structs of this file without functions of their own. */
  records: ReadonlySet<string>;
  className?: string;
  /** Whether a function is around. */
  isWithin?: boolean;
  function: (node: SyntaxNode) => FunctionShape;
}

function other(node: SyntaxNode, parts: Expression[] = []): Expression {
  return { kind: 'other', node, parts };
}

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const one = node.get(field);
  return one ? expression(one, scope) : other(node);
}

/** An expression of C or C++. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'field_identifier':
    case 'type_identifier':
      return { kind: 'name', node, name: node.text };
    case 'qualified_identifier':
    case 'template_function':
      return { kind: 'name', node, name: `:${pathOf(node, scope)}` };
    case 'this':
      return { kind: 'name', node, name: 'this' };
    case 'string_literal':
    case 'raw_string_literal':
    case 'user_defined_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'concatenated_string':
      return concatenated(node, scope);
    case 'char_literal':
      return { kind: 'literal', node, value: charValue(node.text) };
    case 'number_literal':
      return { kind: 'literal', node, value: numberValue(node.text) };
    case 'true':
      return { kind: 'literal', node, value: true };
    case 'false':
      return { kind: 'literal', node, value: false };
    case 'null':
    case 'nullptr':
      return { kind: 'literal', node, value: null };
    case 'parenthesized_expression':
      return node.items[0] ? expression(node.items[0], scope) : other(node);
    case 'call_expression':
      return call(node, scope);
    case 'field_expression': {
      const property = node.get('field');
      return {
        kind: 'member',
        node,
        object: child(node, 'argument', scope),
        property: fieldName(property?.text ?? ''),
      };
    }
    case 'subscript_expression':
      return subscript(node, scope);
    case 'pointer_expression': {
      const to = node.text.startsWith('*')
        ? scope.names.pointees.get(node.get('argument')?.text ?? '')
        : undefined;
      return to === undefined ? child(node, 'argument', scope) : { kind: 'name', node, name: to };
    }
    case 'update_expression': {
      const place = child(node, 'argument', scope);
      return place.kind === 'name' && scope.names.numbers.has(place.name)
        ? called(node, 'c_arithmetic', [place])
        : place;
    }
    case 'cast_expression': {
      const value = child(node, 'value', scope);
      const type = node.get('type')?.text ?? '';
      return isNumberType(type) ? asNumber(value) : value;
    }
    case 'unary_expression': {
      const operand = child(node, 'argument', scope);
      const operator = node.get('operator')?.text;
      if (operator === '!') return { kind: 'not', node, operand: asCondition(operand) };
      if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return other(node, [operand]);
    }
    case 'assignment_expression':
      return assignment(node, scope);
    case 'binary_expression':
      return binary(node, scope);
    case 'conditional_expression': {
      const test = child(node, 'condition', scope);
      const yes = node.get('consequence');
      return { kind: 'choice', node, test, branches: [yes ? expression(yes, scope) : test, child(node, 'alternative', scope)] }; // prettier-ignore
    }
    case 'sizeof_expression':
    case 'alignof_expression':
    case 'offsetof_expression':
      return other(node);
    case 'comma_expression':
      return commas(node, scope);
    case 'new_expression': {
      const type = pathOf(node.get('type'), scope);
      const size = node.get('declarator')?.get('length');
      const given = node.get('arguments')?.items.map((item) => ({ value: expression(item, scope) })) ?? [];
      if (size) return called(node, 'c_new_array', [expression(size, scope)]);
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: `:${type}` },
        args: given,
        isNew: true,
      };
    }
    case 'lambda_expression':
      return { kind: 'function', node, fn: scope.function(node) };
    case 'initializer_list':
      return { kind: 'list', node, items: node.items.map((item) => expression(item.kind === 'initializer_pair' ? (item.get('value') ?? item) : item, scope)) }; // prettier-ignore
    case 'compound_literal_expression':
      return child(node, 'value', scope);
    case 'type_descriptor':
    case 'primitive_type':
      return other(node);
    default:
      return other(
        node,
        node.items.map((item) => expression(item, scope)),
      );
  }
}

/** A field of a struct that other languages keep for what nobody chooses. */
function fieldName(name: string): string {
  return /^(?:length|byteLength|size|status|statusCode|status_code|ok)$/.test(name) ? `${name}_` : name;
}

/** `a, b, c` of any length. */
function commas(node: SyntaxNode, scope: Scope): Expression {
  const parts: Expression[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.kind === 'comma_expression') {
    parts.push(child(current, 'left', scope));
    current = current.get('right');
  }
  if (current) parts.push(expression(current, scope));
  return other(node, parts);
}

/** The path of a name: `std::filesystem::remove` is `filesystem.remove`. */
export function pathOf(node: SyntaxNode | undefined, scope: Scope): string {
  let text = (node?.text ?? '')
    .slice(0, 200)
    .replace(/\s+/g, '')
    .replace(/<[^:]*>$|<.*>/, '')
    .replace(/^::/, '');
  const first = text.slice(0, Math.max(0, text.indexOf('::')));
  const full = first === '' ? undefined : scope.aliases.get(first);
  if (full !== undefined) text = full + text.slice(first.length);
  return text.replace(/^(?:::)?std::(?:__fs::|experimental::)?/, '').replaceAll('::', '.');
}

function stringValue(node: SyntaxNode): string {
  if (node.kind === 'user_defined_literal') return node.items[0] ? stringValue(node.items[0]) : '';
  let text = '';
  for (const item of node.items)
    text +=
      item.kind === 'escape_sequence'
        ? unescaped(item.text)
        : item.kind.endsWith('_content')
          ? item.text
          : '';
  return text;
}

const escapes: Record<string, string | undefined> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unescaped(text: string): string {
  return escapes[text[1] ?? ''] ?? text.slice(1);
}

function charValue(text: string): number {
  const inner = text.replace(/^[LuU]?8?'|'$/g, '');
  return (inner.startsWith('\\') ? unescaped(inner) : inner).charCodeAt(0) || 0;
}

function numberValue(text: string): number | undefined {
  const value = Number(text.replace(/'/g, '').replace(/(?<!^0x[\da-f]*)[ulfz]+$/i, ''));
  return Number.isNaN(value) ? undefined : value;
}

function concatenated(node: SyntaxNode, scope: Scope): Expression {
  const parts = node.items.map((item) => expression(item, scope));
  if (parts.every((one) => one.kind === 'literal'))
    return { kind: 'literal', node, value: parts.map((one) => String(one.value)).join('') };
  return { kind: 'build', node, parts };
}

function subscript(node: SyntaxNode, scope: Scope): Expression {
  const object = child(node, 'argument', scope);
  const index = node.get('indices')?.items[0] ?? node.get('index');
  const key = index ? expression(index, scope) : other(node);
  const isNumber =
    key.kind === 'name'
      ? scope.names.numbers.has(key.name)
      : (index?.kind === 'call_expression' &&
          /^(?:std::)?(?:ato|strto|sto|ntoh|be\d\dtoh|le\d\dtoh)/.test(index.text)) ||
        (scope.isC && key.kind === 'member');
  const isMap =
    object.kind === 'name' && (scope.names.maps.has(object.name) || scope.names.texts.has(object.name));
  if (!isNumber || isMap) return { kind: 'index', node, object, key };
  return { kind: 'index', node, object, key: called(node, 'c_index', [key]) };
}

function assignment(node: SyntaxNode, scope: Scope): Expression {
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

/** Whether something is a number that a pointer is moved by. */
function isStep(one: Expression, scope: Scope): boolean {
  if (one.kind === 'literal') return typeof one.value === 'number';
  if (one.kind === 'name') return scope.names.numbers.has(one.name);
  if (one.kind === 'binary') return true;
  if (one.kind === 'other') return one.parts.every((part) => isStep(part, scope));
  return (
    one.kind === 'call' &&
    one.callee.kind === 'name' &&
    /^:(?:c_number|c_arithmetic|c_limited|strlen|strnlen|sizeof|wcslen)$/.test(one.callee.name)
  );
}

function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') return sum(node, scope);
  if (operator === '<<' || operator === '>>') {
    const { parent } = node;
    // Of `a << b << c` the whole was asked already.
    const isInner =
      node.field === 'left' &&
      parent?.kind === 'binary_expression' &&
      parent.get('operator')?.text === operator;
    const moved = isInner ? undefined : stream(node, operator, scope);
    if (moved) return moved;
  }
  if (operator === '&&' || operator === '||') return logical(node, operator, scope);
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '/' && !isStep(left, scope) && !isStep(right, scope) && !scope.isC)
    return called(node, 'c_path_join', [left, right]);
  if (/^[<>]=?$/.test(operator)) {
    // `(n = read(…)) < limit` says it of `n`.
    const subject = assigned(left);
    const plain: Expression = operator.startsWith('<')
      ? within(node, subject ?? left, right)
      : within(node, right, subject ?? left);
    return subject ? { kind: 'choice', node, test: left, branches: [plain] } : plain;
  }
  if (operator === '==' || operator === '!=') {
    const asked = zeroTest(node, operator, left, right);
    if (asked) return asked;
  }
  if (operator === '==' || operator === '!=') {
    const whole = spanTest(node, operator, left, right);
    if (whole) return whole;
    return { kind: 'binary', node, operator, left, right };
  }
  if (operator === '%' || operator === '&') return { kind: 'call', node, callee: { kind: 'name', node, name: ':c_limited' }, args: [{ value: left }, { value: right }] }; // prettier-ignore
  return operator === '*' || operator === '-'
    ? calculated(node, [left, right])
    : asNumber(other(node, [left, right]));
}

/** A number that is made of others. */
function calculated(node: SyntaxNode, parts: Expression[]): Expression {
  const isFixed = parts.every(
    (one) => one.kind === 'literal' || (one.kind === 'other' && one.parts.length === 0),
  );
  return isFixed ? other(node, parts) : called(node, 'c_arithmetic', [other(node, parts)]);
}

/** `left` is at most as large as `right`. */
function within(node: SyntaxNode, left: Expression, right: Expression): Expression {
  return { kind: 'binary', node, operator: 'within', left, right };
}

function assigned(one: Expression): Expression | undefined {
  if (one.kind !== 'assign' || one.target.kind !== 'bind') return undefined;
  return { kind: 'name', node: one.target.node, name: one.target.name };
}

/** `0`, `NULL`, `npos` */
function isNothing(one: Expression): boolean {
  if (one.kind === 'name') return one.name === 'NULL' || one.name.endsWith('.npos') || one.name === 'npos';
  return one.kind === 'literal' && (one.value === 0 || one.value === null || one.value === false);
}

function isTest(one: Expression): boolean {
  return one.kind === 'not' || (one.kind === 'binary' && one.operator === '!=');
}

/** `strcmp(a, b) == 0`, `strstr(a, "..") == NULL`, `regex_match(a, r) == false` */
function zeroTest(
  node: SyntaxNode,
  operator: string,
  left: Expression,
  right: Expression,
): Expression | undefined {
  const [found, zero] = isNothing(right) ? [left, right] : [right, left];
  if (!isNothing(zero)) return undefined;
  const asked = asCondition(found);
  if (!isTest(asked) && asked.kind !== 'call') return undefined;
  if (asked.kind === 'call' && !isFound(asked)) return undefined;
  return operator === '==' ? { kind: 'not', node, operand: asked } : asked;
}

function isFound(one: Extract<Expression, { kind: 'call' }>): boolean {
  const { callee } = one;
  const name =
    callee.kind === 'name' ? callee.name.replace(/^:/, '') : callee.kind === 'member' ? callee.property : '';
  return /^(?:strstr|strchr|strpbrk|memchr|includes|startsWith|test|isalnum|c_strict)$/.test(name);
}

/** `strspn(s, allowed) == strlen(s)` */
function spanTest(
  node: SyntaxNode,
  operator: string,
  left: Expression,
  right: Expression,
): Expression | undefined {
  const span = [left, right].find(
    (one) => one.kind === 'call' && one.callee.kind === 'name' && /^:?strspn$/.test(one.callee.name),
  );
  if (span?.kind !== 'call' || !/\bstrlen\b|\bsize\b|\blength\b|'\\0'/.test(node.text.slice(0, 300)))
    return undefined;
  const subject = span.args[0]?.value;
  const asked: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: 'isalnum' },
    args: subject ? [{ value: subject }] : [],
  };
  return operator === '==' ? asked : { kind: 'not', node, operand: asked };
}

/** A condition for the analysis: `strstr(a, "..")` asks whether `a` includes it. */
export function asCondition(one: Expression): Expression {
  if (one.kind !== 'call' || one.callee.kind !== 'name') return one;
  const [subject, needle] = one.args;
  if (!/^:(?:strstr|strchr|strpbrk|memchr|strcasestr)$/.test(one.callee.name) || !subject || !needle)
    return one;
  const callee: Expression = { kind: 'member', node: one.node, object: subject.value, property: 'includes' };
  return { ...one, callee, args: [needle] };
}

/** `a && b && c` of any length, read without recursion on its left side. */
function logical(node: SyntaxNode, operator: string, scope: Scope): Expression {
  const parts = chainedOperands(node, operator).map((one) => asCondition(expression(one, scope)));
  const [first, ...rest] = parts;
  if (!first) return other(node);
  if (operator === '||') return { kind: 'choice', node, branches: parts };
  return rest.reduce<Expression>((test, one) => ({ kind: 'choice', node, test, branches: [one] }), first);
}

/** A sum of texts, or a pointer that is moved. */
function sum(node: SyntaxNode, scope: Scope): Expression {
  const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
  const moved = parts.filter((one) => !isStep(one, scope));
  if (moved.length === 0) return calculated(node, parts);
  if (
    moved.length < parts.length &&
    parts.every((one) => one.kind !== 'literal' || typeof one.value !== 'string')
  ) {
    const [base] = moved;
    return moved.length === 1 && base ? base : asNumber(other(node, parts));
  }
  if (scope.isC && parts.every((one) => one.kind !== 'literal')) return other(node, parts);
  return { kind: 'build', node, parts };
}

/** The source that a stream is: `std::cin`, or whatever a variable holds. */
export function streamInput(root: Expression, scope: Scope): Expression {
  const name = root.node.text;
  if (/^(?:std::)?w?cin$/.test(name)) return inputOf(root.node, 'standard', scope.inputs);
  return root;
}

/** `out << a << b` and `in >> a >> b`; undefined for the shift of a number. */
function stream(node: SyntaxNode, operator: string, scope: Scope): Expression | undefined {
  const [root, ...nodes] = chainedOperands(node, operator);
  if (!root || scope.isC) return undefined;
  const name = root.text.slice(0, 100);
  const isKnown = /^(?:std::)?w?(?:cin|cout|cerr|clog)$/.test(name) || scope.names.streams.has(name);
  const isText = nodes.some((one) => /string/.test(one.kind));
  if (!isKnown && !isText && !(operator === '>>' && /^\w{0,20}(?:in|is|stream|ss|iss|file)$/.test(name)))
    return undefined;
  const start = expression(root, scope);
  if (operator === '>>') {
    const input = streamInput(start, scope);
    const parts = nodes.map((one) => {
      const place = expression(one, scope);
      const isNumber = place.kind === 'name' && scope.names.numbers.has(place.name);
      return written(node, place, isNumber ? asNumber(input) : input);
    });
    return called(node, 'c_number', [other(node, parts)]);
  }
  const parts = nodes
    .filter((one) => !/^(?:std::)?(?:endl|flush|hex|dec|setw\(.*\))$/.test(one.text.slice(0, 40)))
    .map((one) => {
      const part = expression(one, scope);
      return part.kind === 'name' && scope.names.numbers.has(part.name) ? asNumber(part) : part;
    });
  if (/^(?:std::)?w?(?:cout|cerr|clog)$/.test(name)) {
    const isOut = name.endsWith('cout');
    return called(node, isOut ? 'cout' : 'cerr', [{ kind: 'build', node, parts }]);
  }
  const joined: Expression = { kind: 'build', node, parts: [start, ...parts] };
  const text: Expression = scope.names.streams.has(name) ? joined : { kind: 'build', node, parts };
  const target = targetOf(start);
  if (!scope.names.streams.has(name) || !target) return called(node, 'c_stream_out', [start, text]);
  return { kind: 'assign', node, target, value: text };
}

// ── Calls ──────────────────────────────────────────────────────────────────────────────────────

function call(node: SyntaxNode, scope: Scope): Expression {
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

const sameText =
  /^(?:c_str|data|str|toStdString|toUtf8|toLatin1|toLocal8Bit|constData|GetString|GetBuffer|value|value_or|toString|string|native|generic_string|u8string|simplified|trimmed|get|begin|to_string|as_string|utf8_str|mb_str|view)$/;

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

function isTextPlace(object: Expression, scope: Scope): boolean {
  return object.kind === 'name' && scope.names.texts.has(object.name);
}
