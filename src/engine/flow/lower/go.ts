// Lowers Go trees to the shapes of ir.ts. A package goes by the last part of its path, a receiver by `this`.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { chainedOperands, elementAt, publishUncalled } from './shapes.ts';

/** What the code around a node declares. */
interface Scope {
  /** The receiver's name; it is lowered to `this`. */
  self: string | undefined;
  /** Variables that say whether a key was in a map: `_, ok := allowed[name]`. */
  lookups: Map<string, SyntaxNode>;
  /** Variables that hold a compiled pattern. */
  patterns: ReadonlyMap<string, string>;
  /** Named numeric types of this file. */
  numbers: ReadonlySet<string>;
}

/** Lowers a tree of the grammar go. */
export function lowerGo(root: SyntaxNode): Program {
  const patterns = new Map<string, string>();
  const numbers = new Set<string>();
  for (const node of root.walk()) {
    if (node.kind === 'var_spec' || node.kind === 'short_var_declaration') {
      const name = node.get('name') ?? node.get('left')?.items[0];
      const source = patternOf(node.get('value')?.items[0] ?? node.get('right')?.items[0]);
      if (name && source !== undefined) patterns.set(name.text, source);
    }
    if (node.kind === 'type_spec' && numeric.test(node.get('type')?.text ?? ''))
      numbers.add(node.get('name')?.text ?? '');
  }
  const scope: Scope = { self: undefined, lookups: new Map(), patterns, numbers };
  const body = root.items.flatMap((node) => statement(node, scope));
  publishUncalled(
    body.flatMap((one) => (one.kind === 'function' ? one.fn : [])),
    root.text,
  );
  return { root, body };
}

function patternOf(value: SyntaxNode | undefined): string | undefined {
  if (value?.kind !== 'call_expression') return undefined;
  if (!/^regexp\.(?:MustCompile|Compile)(?:POSIX)?$/.test(value.get('function')?.text ?? ''))
    return undefined;
  const first = value.get('arguments')?.items[0];
  return first && isString(first) ? stringValue(first) : undefined;
}

// ── Types ──────────────────────────────────────────────────────────────────────────────────────

const numeric = /^\*?(?:u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|bool|byte|rune|time\.(?:Time|Duration|Month|Weekday)|uuid\.UUID|netip\.Addr|big\.Int|decimal\.Decimal|primitive\.ObjectID|(?:\[\])+(?:u?int(?:16|32|64)?|float(?:32|64)|bool)|sql\.Null(?:Int(?:16|32|64)|Bool|Float64|Time)|pgtype\.(?:Int\d|Bool|UUID)|os\.FileMode)$/; // prettier-ignore

/** A type's name without pointer and type arguments; `int` for all that leave no room for text. */
function typeName(node: SyntaxNode | undefined, scope: Scope): string {
  if (!node) return 'any';
  const text = node.text.replace(/\s+/g, '');
  if (numeric.test(text) || scope.numbers.has(text.replace(/^\*/, ''))) return 'int';
  if (node.kind === 'pointer_type' || node.kind === 'parenthesized_type')
    return typeName(node.items[0], scope);
  if (node.kind === 'generic_type') return typeName(node.get('type'), scope);
  if (node.kind === 'qualified_type' || node.kind === 'type_identifier') return text;
  return 'any';
}

function isPlainType(type: string): boolean {
  return /^(?:string|any|int|error|interface\{\}|comparable|[A-Z])$/.test(type);
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────

function statementsOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.kind === 'block' || node.kind === 'statement_list' || node.kind === 'ERROR')
    return node.items.flatMap((item) => statementsIn(item, scope));
  return statement(node, scope);
}

function statementsIn(item: SyntaxNode, scope: Scope): Statement[] {
  return item.kind === 'statement_list'
    ? item.items.flatMap((one) => statement(one, scope))
    : statement(item, scope);
}

function statement(node: SyntaxNode, scope: Scope): Statement[] {
  switch (node.kind) {
    case 'package_clause':
    case 'empty_statement':
    case 'inc_statement':
    case 'dec_statement':
    case 'fallthrough_statement':
      return [];
    case 'import_declaration':
      return [importStatement(node)];
    case 'const_declaration':
    case 'var_declaration':
      return specsOf(node).flatMap((spec) => declaration(spec, scope));
    case 'type_declaration':
      return node.items.flatMap((spec) => typeStatement(spec, scope));
    case 'function_declaration':
    case 'method_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, scope) }];
    case 'block':
      return [{ kind: 'block', node, body: statementsOf(node, scope) }];
    case 'ERROR':
    case 'statement_list':
      return statementsOf(node, scope);
    case 'expression_statement':
      return node.items.map((item) => ({ kind: 'expression', node, value: expression(item, scope) }));
    case 'go_statement':
    case 'defer_statement':
      return node.items.map((item) => ({ kind: 'expression', node, value: expression(item, scope) }));
    case 'short_var_declaration':
    case 'assignment_statement':
      return assignment(node, scope);
    case 'send_statement': {
      const channel = child(node, 'channel', scope);
      const value = child(node, 'value', scope);
      return [{ kind: 'expression', node, value: { kind: 'call', node, callee: { kind: 'member', node, object: channel, property: 'push' }, args: [{ value }] } }]; // prettier-ignore
    }
    case 'receive_statement':
      return assignment(node, scope);
    case 'if_statement': {
      const initializer = node.get('initializer');
      const before = initializer ? statement(initializer, scope) : [];
      return [
        ...before,
        {
          kind: 'if',
          node,
          test: condition(node.get('condition'), node, scope),
          consequent: statementsOf(node.get('consequence'), scope),
          otherwise: statementsOf(node.get('alternative'), scope),
        },
      ];
    }
    case 'for_statement':
      return forStatement(node, scope);
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'select_statement':
      return switchStatement(node, scope);
    case 'return_statement': {
      const values = node.items[0]?.kind === 'expression_list' ? node.items[0].items : node.items;
      const [first] = values;
      if (!first) return [{ kind: 'return', node }];
      const value: Expression =
        values.length === 1
          ? expression(first, scope)
          : { kind: 'list', node: first, items: values.map((item) => expression(item, scope)) };
      return [{ kind: 'return', node, value }];
    }
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'labeled_statement':
      return node.items.slice(1).flatMap((item) => statement(item, scope));
    default:
      return [{ kind: 'expression', node, value: expression(node, scope) }];
  }
}

function specsOf(node: SyntaxNode): SyntaxNode[] {
  return node.items.flatMap((item) => (item.kind.endsWith('_list') ? item.items : [item]));
}

function importStatement(node: SyntaxNode): Statement {
  const bindings = specsOf(node).flatMap((spec) => {
    const path = spec.get('path')?.text.slice(1, -1);
    if (path === undefined) return [];
    const alias = spec.get('name')?.text;
    const canonical = packageName(path);
    const local = alias ?? localName(path);
    // The full path tells which models apply.
    return [
      { local: `import:${path}`, path },
      ...(alias === '_' || alias === '.' ? [] : [{ local, path: canonical }]),
    ];
  });
  return { kind: 'import', node, bindings };
}

function localName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path)
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$/g, '')
    .replaceAll('-', '_');
}

/** Two packages called `template` or `rand` are told apart. */
function packageName(path: string): string {
  if (path === 'text/template' || path === 'crypto/rand') return path;
  if (path === 'io/ioutil') return 'ioutil';
  return localName(path);
}

function declaration(spec: SyntaxNode, scope: Scope): Statement[] {
  const names = spec.all('name').filter((one) => one.kind === 'identifier');
  const values = spec.get('value')?.items ?? [];
  const typeNode = spec.get('type');
  const type = typeNode && typeName(typeNode, scope);
  if (values.length === 1 && names.length > 1 && values[0]) return [several(spec, names, values[0], scope)];
  return names.map((name, index) => {
    const given = values[index];
    const value: Expression = given
      ? expression(given, scope)
      : typeNode && /^(?:slice|array|map)_type$/.test(typeNode.kind)
        ? emptyOf(typeNode)
        : type !== undefined && !isPlainType(type)
          ? { kind: 'name', node: name, name: `:${type}` }
          : { kind: 'literal', node: name, value: type === 'string' ? '' : undefined };
    return { kind: 'assign', node: spec, target: bind(name, type), value };
  });
}

function emptyOf(type: SyntaxNode): Expression {
  return type.kind === 'map_type'
    ? { kind: 'object', node: type, entries: [] }
    : { kind: 'list', node: type, items: [] };
}

function bind(node: SyntaxNode, type?: string): Target {
  return { kind: 'bind', name: node.text, node, ...(type !== undefined && { type }) };
}

/** `a, err := f()`: the results of one call, or a value and whether it was there. */
function several(node: SyntaxNode, names: readonly SyntaxNode[], value: SyntaxNode, scope: Scope): Statement {
  const last = names.at(-1);
  if (value.kind === 'index_expression' && names.length === 2 && last) scope.lookups.set(last.text, value);
  return {
    kind: 'assign',
    node,
    target: {
      kind: 'items',
      node,
      results: true,
      items: names.map((name) => (name.text === '_' ? undefined : target(name, scope))),
    },
    value: expression(value, scope),
  };
}

function assignment(node: SyntaxNode, scope: Scope): Statement[] {
  const left = node.get('left')?.items ?? [];
  const rightNode = node.get('right');
  const right = rightNode?.kind === 'expression_list' ? rightNode.items : rightNode ? [rightNode] : [];
  const operator = node.get('operator')?.text ?? '=';
  const [first] = right;
  if (left.length > 1 && right.length === 1 && first) return [several(node, left, first, scope)];
  return left.flatMap((place, index): Statement[] => {
    const given = right[index];
    if (!given) return [];
    const value = expression(given, scope);
    if (place.text === '_') return [{ kind: 'expression', node, value }];
    if (operator === '=' || operator === ':=')
      return [{ kind: 'assign', node, target: target(place, scope), value }];
    const before = expression(place, scope);
    return [
      {
        kind: 'assign',
        node,
        target: target(place, scope),
        value:
          operator === '+='
            ? { kind: 'build', node, parts: [before, value] }
            : { kind: 'binary', node, operator: operator.slice(0, -1), left: before, right: value },
      },
    ];
  });
}

function target(node: SyntaxNode, scope: Scope): Target {
  const place = expression(node, scope);
  if (place.kind === 'name') return { kind: 'bind', name: place.name, node };
  return { kind: 'place', place, node };
}

/** The condition of an `if`; `ok` of a map lookup stands for membership. */
function condition(node: SyntaxNode | undefined, owner: SyntaxNode, scope: Scope): Expression {
  if (!node) return { kind: 'other', node: owner, parts: [] };
  if (node.kind === 'identifier') {
    const lookup = scope.lookups.get(node.text);
    if (lookup) return expression(lookup, scope);
  }
  if (node.kind === 'unary_expression' && node.get('operator')?.text === '!')
    return { kind: 'not', node, operand: condition(node.get('operand'), node, scope) };
  if (node.kind === 'parenthesized_expression') return condition(node.items[0], node, scope);
  if (node.kind === 'binary_expression') {
    const operator = node.get('operator')?.text;
    const left = () => condition(node.get('left'), node, scope);
    const right = () => condition(node.get('right'), node, scope);
    if (operator === '&&') return { kind: 'choice', node, test: left(), branches: [right()] };
    if (operator === '||') return { kind: 'choice', node, branches: [left(), right()] };
  }
  return expression(node, scope);
}

function forStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const clause = node.items.find((item) => item.kind === 'range_clause' || item.kind === 'for_clause');
  const body = statementsOf(node.get('body'), scope);
  if (clause?.kind === 'range_clause') {
    const names = clause.get('left')?.items ?? [];
    const name = names[1] ?? undefined;
    const key = names[0];
    const iterable = child(clause, 'right', scope);
    // With one name it is the key, which for a channel or a map holds text as well.
    const bound = name ?? (key && !/^(?:i|idx|index|j|n)$/.test(key.text) ? key : undefined);
    return [
      {
        kind: 'loop',
        node,
        ...(bound && bound.text !== '_' && { target: target(bound, scope) }),
        iterable,
        body: [
          ...(name && key && key.text !== '_' && !/^(?:i|idx|index|j|n)$/.test(key.text)
            ? [{ kind: 'assign' as const, node: key, target: target(key, scope), value: iterable }]
            : []),
          ...body,
        ],
      },
    ];
  }
  if (clause) {
    const initializer = clause.get('initializer');
    const test = clause.get('condition');
    const update = clause.get('update');
    return [
      ...(initializer ? statement(initializer, scope) : []),
      {
        kind: 'loop',
        node,
        ...(test && { test: condition(test, node, scope) }),
        body: [...body, ...(update ? statement(update, scope) : [])],
      },
    ];
  }
  const test = node.items.find((item) => item.kind !== 'block');
  return [{ kind: 'loop', node, ...(test && { test: condition(test, node, scope) }), body }];
}

function switchStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const initializer = node.get('initializer');
  const subject = node.get('value');
  const alias = node.get('alias')?.items[0];
  const groups = node.items.filter((item) => item.kind.endsWith('_case'));
  const before: Statement[] = [
    ...(initializer ? statement(initializer, scope) : []),
    ...(alias && subject
      ? [{ kind: 'assign' as const, node, target: bind(alias), value: expression(subject, scope) }]
      : []),
  ];
  const bodyOf = (group: SyntaxNode): Statement[] => [
    ...(group.get('communication') ? statement(group.get('communication') as SyntaxNode, scope) : []),
    ...group.items
      .filter((item) => item.kind === 'statement_list')
      .flatMap((item) => statementsOf(item, scope)),
  ];
  if (node.kind === 'expression_switch_statement' && !subject) {
    // `switch { case test: … }` is a chain of ifs.
    const chain = groups.toReversed().reduce<Statement[]>((otherwise, group) => {
      const tests = group.get('value')?.items ?? [];
      if (tests.length === 0) return bodyOf(group);
      const [first, ...rest] = tests.map((test) => condition(test, group, scope));
      const test: Expression =
        rest.length === 0 || !first
          ? (first ?? { kind: 'other', node: group, parts: [] })
          : { kind: 'choice', node: group, branches: [first, ...rest] };
      return [{ kind: 'if', node: group, test, consequent: bodyOf(group), otherwise }];
    }, []);
    return [...before, ...chain];
  }
  return [
    ...before,
    {
      kind: 'switch',
      node,
      subject: subject ? expression(subject, scope) : { kind: 'other', node, parts: [] },
      cases: groups.map((group) => ({
        tests:
          group.kind === 'expression_case'
            ? (group.get('value')?.items ?? []).map((item) => expression(item, scope))
            : [],
        body: bodyOf(group),
        ...(group.kind === 'default_case' && { isDefault: true }),
      })),
    },
  ];
}

function typeStatement(spec: SyntaxNode, scope: Scope): Statement[] {
  const name = spec.get('name')?.text;
  const type = spec.get('type');
  if (name !== undefined && type?.kind === 'interface_type')
    return [{ kind: 'class', node: spec, name, bases: [], decorators: [], members: [] }];
  if (name === undefined || type?.kind !== 'struct_type') return [];
  const fields = (type.items[0]?.items ?? []).flatMap((field) =>
    field.all('name').map((one) => ({ name: one.text, type: typeName(field.get('type'), scope) })),
  );
  return [{ kind: 'class', node: spec, name, bases: [], decorators: [], members: [], fields }];
}

function functionShape(node: SyntaxNode, scope: Scope): FunctionShape {
  const name = node.get('name')?.text;
  const receiver = node.get('receiver')?.items[0];
  const self = receiver?.get('name')?.text;
  const className = receiver && typeName(receiver.get('type'), scope);
  const inner: Scope = {
    ...scope,
    self: receiver ? self : scope.self,
    lookups: new Map(scope.lookups),
  };
  const result = node.get('result');
  const results = result?.kind === 'parameter_list' ? result.items.map((item) => item.get('type')) : [result];
  const returnType = results.length === 1 && results[0] ? typeName(results[0], scope) : undefined;
  const named = result?.kind === 'parameter_list' ? result.items.filter((item) => item.get('name')) : [];
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

// ── Expressions ────────────────────────────────────────────────────────────────────────────────

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

function isString(node: SyntaxNode): boolean {
  return node.kind === 'interpreted_string_literal' || node.kind === 'raw_string_literal';
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function stringValue(node: SyntaxNode): string {
  const inner = node.text.slice(1, -1);
  if (node.kind === 'raw_string_literal') return inner;
  return inner.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
}

function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
    case 'field_identifier':
      return { kind: 'name', node, name: node.text === scope.self ? 'this' : node.text };
    case 'interpreted_string_literal':
    case 'raw_string_literal':
    case 'rune_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'int_literal':
    case 'float_literal':
      return { kind: 'literal', node, value: Number(node.text.replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'nil':
      return { kind: 'literal', node, value: null };
    case 'iota':
      return { kind: 'literal', node, value: 0 };
    case 'selector_expression':
      return {
        kind: 'member',
        node,
        object: child(node, 'operand', scope),
        property: node.get('field')?.text ?? '',
      };
    case 'qualified_type':
      return {
        kind: 'member',
        node,
        object: child(node, 'package', scope),
        property: node.get('name')?.text ?? '',
      };
    case 'index_expression': {
      const key = child(node, 'index', scope);
      const object = child(node, 'operand', scope);
      return elementAt(node, object, key);
    }
    case 'slice_expression':
      return child(node, 'operand', scope);
    case 'parenthesized_expression':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'call_expression':
      return call(node, scope);
    case 'type_conversion_expression': {
      const type = typeName(node.get('type'), scope);
      const value = child(node, 'operand', scope);
      return type === 'int' && node.get('type')?.kind !== 'slice_type'
        ? { kind: 'typed', node, type, value }
        : value;
    }
    case 'type_assertion_expression': {
      const value = child(node, 'operand', scope);
      const type = typeName(node.get('type'), scope);
      return isPlainType(type) && type !== 'int' ? value : { kind: 'typed', node, type, value };
    }
    case 'unary_expression': {
      const operator = node.get('operator')?.text;
      const operand = child(node, 'operand', scope);
      if (operator === '!') return { kind: 'not', node, operand };
      if (operator === '&' || operator === '*' || operator === '<-') return operand;
      if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return { kind: 'binary', node, operator: 'unary', left: operand, right: operand };
    }
    case 'binary_expression':
      return binary(node, scope);
    case 'composite_literal':
      return composite(node, scope);
    case 'literal_value':
      return { kind: 'list', node, items: elementsOf(node).map(({ value }) => expression(value, scope)) };
    case 'literal_element':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'func_literal':
      return { kind: 'function', node, fn: functionShape(node, scope) };
    case 'variadic_argument':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    default:
      return {
        kind: 'other',
        node,
        parts: node.items
          .filter((item) => !item.kind.endsWith('_type'))
          .map((item) => expression(item, scope)),
      };
  }
}

function elementsOf(body: SyntaxNode | undefined): { key?: SyntaxNode; value: SyntaxNode }[] {
  return (body?.items ?? []).map((item) => {
    if (item.kind !== 'keyed_element') return { value: item };
    const key = item.get('key')?.items[0];
    return { ...(key && { key }), value: item.get('value') ?? item };
  });
}

/** `T{a: x}` is an object with the path of its type, `[]T{x}` a list. */
function composite(node: SyntaxNode, scope: Scope): Expression {
  const type = node.get('type');
  const elements = elementsOf(node.get('body'));
  if (type && /^(?:slice|array|implicit_length_array)_type$/.test(type.kind))
    return { kind: 'list', node, items: elements.map(({ value }) => expression(value, scope)) };
  const entries = elements.map(({ key, value }) => ({
    ...(key && (isString(key) ? { key: stringValue(key) } : { key: key.text })),
    value: expression(value, scope),
  }));
  const isMap = type?.kind === 'map_type';
  // Built by keys that are not constant, it is a list of its values.
  if (isMap && elements.some(({ key }) => key && !isString(key) && key.kind === 'identifier'))
    return { kind: 'list', node, items: entries.map((one) => one.value) };
  const object: Expression = { kind: 'object', node, entries };
  const name = typeName(type, scope);
  return isMap || isPlainType(name) ? object : { kind: 'typed', node, type: name, value: object };
}

const tests: Record<string, string> = {
  'strings.Contains': 'includes',
  'strings.HasPrefix': 'startsWith',
  'strings.EqualFold': '==',
  'slices.Contains': 'includes',
  'lo.Contains': 'includes',
  'bytes.Contains': 'includes',
  'bytes.HasPrefix': 'startsWith',
};

function call(node: SyntaxNode, scope: Scope): Expression {
  const functionNode = node.get('function');
  const args: Argument[] = (node.get('arguments')?.items ?? []).map((item) => ({
    value: expression(item, scope),
    ...(item.kind === 'variadic_argument' && { spread: true }),
  }));
  const text = functionNode?.text ?? '';
  const [first] = args;
  if ((text === 'make' || text === 'new') && node.get('arguments')?.items[0]) {
    const type = node.get('arguments')?.items[0] as SyntaxNode;
    if (type.kind === 'map_type') return { kind: 'object', node, entries: [] };
    if (type.kind === 'slice_type' || type.kind === 'channel_type') return { kind: 'list', node, items: [] };
    const name = typeName(type, scope);
    return isPlainType(name)
      ? { kind: 'literal', node, value: undefined }
      : { kind: 'name', node, name: `:${name}` };
  }
  if (text === 'string' && first) return first.value;
  if (numeric.test(text) && first) return { kind: 'typed', node, type: 'int', value: first.value };
  // From the root there is nothing above: `filepath.Clean("/" + name)`.
  if (/^(?:file)?path\.Clean$/.test(text) && first?.value.kind === 'build') {
    const [root] = first.value.parts;
    if (root?.kind === 'literal' && typeof root.value === 'string' && root.value.startsWith('/'))
      return { kind: 'call', node, callee: { kind: 'name', node, name: ':filepath.CleanFromRoot' }, args };
  }
  if (text === 'append' && first)
    return { kind: 'call', node, callee: { kind: 'name', node, name: ':append' }, args };
  const method = functionNode?.kind === 'selector_expression' ? functionNode.get('field')?.text : undefined;
  // `re.MatchString(x)` with a constant pattern.
  if (method !== undefined && /^Match(?:String)?$/.test(method) && first) {
    const operand = functionNode?.get('operand');
    const source = patternOf(operand) ?? scope.patterns.get(operand?.text ?? '');
    if (source !== undefined)
      return {
        kind: 'call',
        node,
        callee: {
          kind: 'member',
          node,
          object: { kind: 'regex', node, source: `/${source}/` },
          property: 'test',
        },
        args: [first],
      };
  }
  // `strings.Contains(a, b)` asks the same as a method of `a`.
  const asked = tests[text];
  if (asked !== undefined && args.length === 2) {
    const [subject, other] = args;
    if (subject && other && asked === '==')
      return { kind: 'binary', node, operator: '==', left: subject.value, right: other.value };
    if (subject && other)
      return { kind: 'call', node, callee: { kind: 'member', node, object: subject.value, property: asked }, args: [other] }; // prettier-ignore
  }
  const callee: Expression = functionNode
    ? functionNode.kind === 'func_literal'
      ? expression(functionNode, scope)
      : expression(
          functionNode.kind === 'generic_type' ? (functionNode.items[0] ?? functionNode) : functionNode,
          scope,
        )
    : { kind: 'other', node, parts: [] };
  // `Fprintf(w, format, …)` writes the text that `Sprintf` makes.
  if (
    method !== undefined &&
    method.endsWith('f') &&
    method !== 'Sprintf' &&
    /^(?:Fprintf|Printf|Fatalf|Panicf|Logf|Debugf|Infof|Warnf|Warningf|Errorf|Tracef|Writef|Printlnf)$/.test(
      method,
    )
  ) {
    const at = method === 'Fprintf' ? 1 : 0;
    const format: Expression = { kind: 'call', node, callee: { kind: 'name', node, name: ':fmt.Sprintf' }, args: args.slice(at) }; // prettier-ignore
    return { kind: 'call', node, callee, args: [...args.slice(0, at), { value: format }] };
  }
  return { kind: 'call', node, callee, args };
}

function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    const [left, right] = parts as [Expression, Expression];
    if (parts.length === 2 && (typeof valueOf(left) === 'number' || typeof valueOf(right) === 'number'))
      return { kind: 'binary', node, operator, left, right };
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '&&') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||') return { kind: 'choice', node, branches: [left, right] };
  return { kind: 'binary', node, operator, left, right };
}

function valueOf(expression: Expression): unknown {
  return expression.kind === 'literal' ? expression.value : undefined;
}
