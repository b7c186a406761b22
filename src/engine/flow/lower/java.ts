// Lowers Java trees to the shapes of ir.ts. Types and packages go by their simple names: `java.io.File` is `File`.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { chainedOperands } from './shapes.ts';

/** What the code around a node declares. */
interface Scope {
  className: string | undefined;
  fields: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  outer: Scope | undefined;
  /** Parameters and variables of the method, which hide fields. */
  locals: ReadonlySet<string>;
  file: FileFacts;
}

/** What holds in the whole file. */
interface FileFacts {
  enums: ReadonlySet<string>;
  /** Variables that hold a compiled pattern. */
  patterns: ReadonlyMap<string, string>;
}

/** Lowers a tree of the grammar java. */
export function lowerJava(root: SyntaxNode): Program {
  const file: FileFacts = { enums: new Set(), patterns: new Map() };
  const enums = new Set<string>();
  const patterns = new Map<string, string>();
  for (const node of root.walk()) {
    if (node.kind === 'enum_declaration') enums.add(node.get('name')?.text ?? '');
    if (node.kind === 'variable_declarator') {
      const source = patternOf(node.get('value'));
      if (source !== undefined) patterns.set(node.get('name')?.text ?? '', source);
    }
  }
  Object.assign(file, { enums, patterns });
  const scope: Scope = {
    className: undefined,
    fields: new Set(),
    methods: new Set(),
    outer: undefined,
    locals: new Set(),
    file,
  };
  return { root, body: root.items.flatMap((node) => statement(node, scope)) };
}

function patternOf(value: SyntaxNode | undefined): string | undefined {
  if (value?.kind !== 'method_invocation' || value.get('name')?.text !== 'compile') return undefined;
  const first = value.get('arguments')?.items[0];
  return first?.kind === 'string_literal' ? stringValue(first) : undefined;
}

// ── Declarations ───────────────────────────────────────────────────────────────────────────────

function classStatement(node: SyntaxNode, outer: Scope): Statement {
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
    bases: basesOf(node),
    decorators,
    members: lowered,
    fields: [
      ...declared.map(({ member, one }) => ({
        name: one.get('name')?.text ?? '',
        type: typeName(member.get('type'), scope),
      })),
      ...components.map((one) => ({
        name: one.get('name')?.text ?? '',
        type: typeName(one.get('type'), scope),
      })),
    ],
  };
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

function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.items.find((item) => item.kind === 'modifiers');
}

function annotationsOf(node: SyntaxNode, scope: Scope): Expression[] {
  return (modifiersOf(node)?.items ?? [])
    .filter((item) => item.kind === 'annotation' || item.kind === 'marker_annotation')
    .map((item) => annotation(item, scope));
}

function annotation(node: SyntaxNode, scope: Scope): Expression {
  const name = node.get('name')?.text ?? '';
  const callee: Expression = { kind: 'name', node, name: name.slice(name.lastIndexOf('.') + 1) };
  const args = (node.get('arguments')?.items ?? []).map((item): Argument => {
    if (item.kind !== 'element_value_pair') return { value: expression(item, scope) };
    const key = item.get('key')?.text;
    return { ...(key !== undefined && { name: key }), value: child(item, 'value', scope) };
  });
  return args.length === 0 ? callee : { kind: 'call', node, callee, args };
}

function functionShape(
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

/** The names that a method declares anywhere in it. */
function localsOf(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const one of node.walk()) {
    if (
      one.kind === 'formal_parameter' ||
      one.kind === 'variable_declarator' ||
      one.kind === 'enhanced_for_statement' ||
      one.kind === 'resource' ||
      one.kind === 'catch_formal_parameter' ||
      one.kind === 'instanceof_expression'
    ) {
      if (one.kind === 'variable_declarator' && one.parent?.kind === 'field_declaration') continue;
      const name = one.get('name')?.text;
      if (name !== undefined) names.add(name);
    } else if (one.kind === 'inferred_parameters') for (const item of one.items) names.add(item.text);
    else if (one.kind === 'lambda_expression') {
      const single = one.get('parameters');
      if (single?.kind === 'identifier') names.add(single.text);
    }
  }
  return names;
}

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

// ── Types ──────────────────────────────────────────────────────────────────────────────────────

const numeric =
  /^(?:byte|short|int|long|float|double|boolean|char|Byte|Short|Integer|Long|Float|Double|Boolean|Character|BigInteger|BigDecimal|AtomicInteger|AtomicLong|AtomicBoolean|UUID|Date|Timestamp|Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Duration|Number|OptionalInt|OptionalLong)$/;

/** The simple name of a type; `int` for all that leave no room for text. */
function typeName(node: SyntaxNode | undefined, scope: Scope): string {
  if (!node) return 'var';
  if (node.kind === 'generic_type') {
    const args = node.items.find((item) => item.kind === 'type_arguments')?.items ?? [];
    const names = args.map((one) => simpleType(one));
    const name = simpleType(node);
    if (/^(?:List|Set|Collection|Optional|Iterable|Stream|Mono|Flux|ArrayList|HashSet)$/.test(name))
      return names.length === 1 && (numeric.test(names[0] ?? '') || scope.file.enums.has(names[0] ?? ''))
        ? 'int'
        : name;
    return name;
  }
  const name = simpleType(node);
  // Bytes and characters in numbers are text again.
  if (node.kind === 'array_type') return /^(?:byte|char)\[\]/.test(name) ? 'Object' : name;
  return numeric.test(name) || scope.file.enums.has(name) ? 'int' : name;
}

function simpleType(node: SyntaxNode): string {
  switch (node.kind) {
    case 'generic_type':
      return node.items[0] ? simpleType(node.items[0]) : '';
    case 'scoped_type_identifier':
      return node.items.at(-1)?.text ?? '';
    case 'annotated_type':
      return node.items.at(-1) ? simpleType(node.items.at(-1) as SyntaxNode) : '';
    case 'array_type':
      return `${node.get('element') ? simpleType(node.get('element') as SyntaxNode) : ''}[]`;
    default:
      return node.text.replace(/\s+/g, '');
  }
}

function isPlainType(type: string): boolean {
  return /^(?:String|Object|CharSequence|var|int|void|[A-Z])$|\[\]/.test(type);
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────

function statementsOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.kind === 'block' || node.kind === 'constructor_body' || node.kind === 'ERROR')
    return node.items.flatMap((item) => statement(item, scope));
  return statement(node, scope);
}

function statement(node: SyntaxNode, scope: Scope): Statement[] {
  switch (node.kind) {
    case 'class_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
    case 'record_declaration':
    case 'annotation_type_declaration':
      return [classStatement(node, scope)];
    case 'method_declaration':
    case 'constructor_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, scope, []) }];
    case 'import_declaration':
      return importStatement(node);
    case 'local_variable_declaration':
    case 'field_declaration':
      return declarations(node, scope);
    case 'expression_statement':
      return node.items.map((item) => expressionStatement(item, scope));
    case 'explicit_constructor_invocation':
      return [{ kind: 'expression', node, value: { kind: 'other', node, parts: argumentsOf(node.get('arguments'), scope).map((one) => one.value) } }]; // prettier-ignore
    case 'block':
    case 'constructor_body':
      return [{ kind: 'block', node, body: statementsOf(node, scope) }];
    case 'ERROR':
      return statementsOf(node, scope);
    case 'if_statement':
      return [
        {
          kind: 'if',
          node,
          test: child(node, 'condition', scope),
          consequent: statementsOf(node.get('consequence'), scope),
          otherwise: statementsOf(node.get('alternative'), scope),
        },
      ];
    case 'while_statement':
      return [
        {
          kind: 'loop',
          node,
          test: child(node, 'condition', scope),
          body: statementsOf(node.get('body'), scope),
        },
      ];
    case 'do_statement':
      return [{ kind: 'loop', node, body: statementsOf(node.get('body'), scope) }];
    case 'for_statement': {
      const condition = node.get('condition');
      return [
        ...node
          .all('init')
          .flatMap((item) =>
            item.kind.endsWith('declaration') ? statement(item, scope) : [expressionStatement(item, scope)],
          ),
        {
          kind: 'loop',
          node,
          ...(condition && { test: expression(condition, scope) }),
          body: [
            ...statementsOf(node.get('body'), scope),
            ...node.all('update').map((item) => expressionStatement(item, scope)),
          ],
        },
      ];
    }
    case 'enhanced_for_statement': {
      const name = node.get('name');
      return [
        {
          kind: 'loop',
          node,
          ...(name && { target: bind(name, typeName(node.get('type'), scope)) }),
          iterable: child(node, 'value', scope),
          body: statementsOf(node.get('body'), scope),
        },
      ];
    }
    case 'switch_expression':
    case 'switch_statement':
      return [switchStatement(node, scope)];
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'throw_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'break_statement':
    case 'continue_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'yield_statement':
      return [{ kind: 'exit', node, jump: true, ...(node.items[0] && { value: expression(node.items[0], scope) }) }]; // prettier-ignore
    case 'try_statement':
    case 'try_with_resources_statement':
      return [tryStatement(node, scope)];
    case 'synchronized_statement':
      return [{ kind: 'block', node, body: statementsOf(node.get('body'), scope) }];
    case 'labeled_statement':
      return node.items.slice(1).flatMap((item) => statement(item, scope));
    case 'assert_statement':
    case 'package_declaration':
    case 'module_declaration':
      return [];
    default:
      return [expressionStatement(node, scope)];
  }
}

function importStatement(node: SyntaxNode): Statement[] {
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

function bind(node: SyntaxNode, type?: string): Target {
  return { kind: 'bind', name: node.text, node, ...(type !== undefined && { type }) };
}

function declarations(node: SyntaxNode, scope: Scope): Statement[] {
  const type = typeName(node.get('type'), scope);
  return node.all('declarator').flatMap((one): Statement[] => {
    const name = one.get('name');
    if (!name) return [];
    const given = one.get('value');
    const value: Expression = given
      ? expression(given, scope)
      : isPlainType(type)
        ? { kind: 'literal', node: one, value: undefined }
        : { kind: 'name', node: name, name: `:${type}` };
    // What is made here is known better than by the declared type.
    const own = value.kind === 'call' && value.result !== undefined ? undefined : type;
    return [{ kind: 'assign', node: one, target: bind(name, own), value }];
  });
}

function expressionStatement(node: SyntaxNode, scope: Scope): Statement {
  if (node.kind === 'assignment_expression') {
    const left = node.get('left');
    if (left) return { kind: 'assign', node, target: target(left, scope), value: assignedValue(node, scope) };
  }
  return { kind: 'expression', node, value: expression(node, scope) };
}

function assignedValue(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '=';
  const right = child(node, 'right', scope);
  if (operator === '=') return right;
  const left = child(node, 'left', scope);
  return operator === '+='
    ? { kind: 'build', node, parts: [left, right] }
    : { kind: 'binary', node, operator: operator.slice(0, -1), left, right };
}

function target(node: SyntaxNode, scope: Scope): Target {
  const place = expression(node, scope);
  if (place.kind === 'name') return { kind: 'bind', name: place.name, node };
  return { kind: 'place', place, node };
}

function switchStatement(node: SyntaxNode, scope: Scope): Statement {
  const groups = (node.get('body')?.items ?? []).filter((item) => item.kind.startsWith('switch_'));
  const parts = groups.map((group) => {
    const labels = group.items.filter((item) => item.kind === 'switch_label');
    const rest = group.items.filter((item) => item.kind !== 'switch_label');
    return {
      isRule: group.kind === 'switch_rule',
      isDefault: labels.some((label) => label.items.length === 0),
      tests: labels.flatMap((label) => label.items.map((item) => expression(item, scope))),
      body: rest.flatMap((item) => statement(item, scope)),
    };
  });
  const cases = parts.map((part, index) => {
    const body: Statement[] = [];
    // Without a break the next case's statements follow.
    for (const next of parts.slice(index)) {
      body.push(...next.body);
      if (part.isRule || next.body.some((one) => one.kind === 'exit' || one.kind === 'return')) break;
    }
    return { tests: part.tests, body, isDefault: part.isDefault };
  });
  return {
    kind: 'switch',
    node,
    subject: child(node, 'condition', scope),
    cases: cases.map(({ tests, body, isDefault }) => ({
      tests: isDefault ? [] : tests,
      body,
      ...(isDefault && { isDefault }),
    })),
  };
}

function tryStatement(node: SyntaxNode, scope: Scope): Statement {
  const resources = (node.get('resources')?.items ?? []).flatMap((item): Statement[] => {
    const name = item.get('name');
    const value = item.get('value');
    if (!value)
      return item.items[0]
        ? [{ kind: 'expression', node: item, value: expression(item.items[0], scope) }]
        : [];
    if (!name) return [{ kind: 'expression', node: item, value: expression(value, scope) }];
    return [
      {
        kind: 'assign',
        node: item,
        target: bind(name, typeName(item.get('type'), scope)),
        value: expression(value, scope),
      },
    ];
  });
  const finalizer = node.items.find((item) => item.kind === 'finally_clause');
  return {
    kind: 'try',
    node,
    body: [...resources, ...statementsOf(node.get('body'), scope)],
    handlers: node.items
      .filter((item) => item.kind === 'catch_clause')
      .map((clause) => {
        const name = clause.items.find((item) => item.kind === 'catch_formal_parameter')?.get('name');
        return { ...(name && { target: bind(name) }), body: statementsOf(clause.get('body'), scope) };
      }),
    after: statementsOf(
      finalizer?.items.find((item) => item.kind === 'block'),
      scope,
    ),
  };
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '' };

function stringValue(node: SyntaxNode): string {
  const text = node.text;
  const inner = text.startsWith('"""') ? text.slice(3, -3) : text.slice(1, -1);
  return inner.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
}

function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
      return identifier(node, scope);
    case 'this':
    case 'super':
      return { kind: 'name', node, name: node.text };
    case 'string_literal':
    case 'character_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
      return { kind: 'literal', node, value: Number(node.text.replace(/[_lLdDfF]/g, '')) };
    case 'hex_integer_literal':
    case 'octal_integer_literal':
    case 'binary_integer_literal':
      return { kind: 'literal', node, value: Number.parseInt(node.text, 16) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'null_literal':
      return { kind: 'literal', node, value: null };
    case 'field_access': {
      const name = node.get('field')?.text ?? '';
      if (isPackage(node.get('object')) && /^[A-Z]/.test(name))
        return { kind: 'name', node, name: `:${name}` };
      return { kind: 'member', node, object: child(node, 'object', scope), property: name };
    }
    case 'scoped_identifier':
      return { kind: 'name', node, name: `:${node.text.slice(node.text.lastIndexOf('.') + 1)}` };
    case 'array_access':
      return {
        kind: 'index',
        node,
        object: child(node, 'array', scope),
        key: child(node, 'index', scope),
      };
    case 'method_invocation':
      return invocation(node, scope);
    case 'object_creation_expression':
      return creation(node, scope);
    case 'array_creation_expression': {
      const value = node.get('value');
      return value ? expression(value, scope) : { kind: 'list', node, items: [] };
    }
    case 'array_initializer':
    case 'element_value_array_initializer':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'binary_expression':
      return binary(node, scope);
    case 'unary_expression': {
      const operand = child(node, 'operand', scope);
      if (node.get('operator')?.text === '!') return { kind: 'not', node, operand };
      if (operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return { kind: 'binary', node, operator: 'unary', left: operand, right: operand };
    }
    case 'update_expression':
      return { kind: 'literal', node, value: undefined };
    case 'ternary_expression':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition', scope),
        branches: [child(node, 'consequence', scope), child(node, 'alternative', scope)],
      };
    case 'assignment_expression': {
      const left = node.get('left');
      return left
        ? { kind: 'assign', node, target: target(left, scope), value: assignedValue(node, scope) }
        : { kind: 'other', node, parts: [] };
    }
    case 'parenthesized_expression':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'cast_expression': {
      const type = typeName(node.get('type'), scope);
      const value = child(node, 'value', scope);
      return isPlainType(type) && type !== 'int' ? value : { kind: 'typed', node, type, value };
    }
    case 'instanceof_expression': {
      const left = child(node, 'left', scope);
      const name = node.get('name');
      return name
        ? { kind: 'other', node, parts: [{ kind: 'assign', node, target: bind(name), value: left }] }
        : { kind: 'other', node, parts: [] };
    }
    case 'lambda_expression':
      return lambda(node, scope);
    case 'method_reference':
      return methodReference(node, scope);
    case 'switch_expression':
      return switchValue(node, scope);
    case 'class_literal':
      return { kind: 'name', node, name: ':Class' };
    default:
      return {
        kind: 'other',
        node,
        parts: node.items
          .filter((item) => !item.kind.endsWith('_type') && !item.kind.startsWith('type_'))
          .map((item) => expression(item, scope)),
      };
  }
}

/** A variable, a field of this or an outer class, or a class. */
function identifier(node: SyntaxNode, scope: Scope): Expression {
  const name = node.text;
  if (scope.locals.has(name)) return { kind: 'name', node, name };
  for (let one: Scope | undefined = scope; one; one = one.outer)
    if (one.fields.has(name)) {
      const owner = one.className === scope.className ? 'this' : `:${one.className}`;
      return { kind: 'member', node, object: { kind: 'name', node, name: owner }, property: name };
    }
  return { kind: 'name', node, name };
}

function isPackage(node: SyntaxNode | undefined): boolean {
  return node !== undefined && /^(?:java|javax|jakarta|org|com|net|io|de|edu|sun)(?:\.[a-z][\w]*)+$/.test(node.text); // prettier-ignore
}

/** `List.of(a, b)` and `Map.of("a", b)` are written out as a list and an object. */
function constantCollection(
  node: SyntaxNode,
  name: string,
  object: string,
  args: readonly { value: Expression }[],
): Expression | undefined {
  const values = args.map(({ value }) => value);
  if (
    (name === 'of' && /^(?:java\.util\.)?List$/.test(object)) ||
    (name === 'asList' && /^(?:java\.util\.)?Arrays$/.test(object))
  )
    return values.length > 1 ? { kind: 'list', node, items: values } : undefined;
  if (name !== 'of' || !/^(?:java\.util\.|Immutable)?Map$/.test(object)) return undefined;
  const keys = values.filter((_, index) => index % 2 === 0);
  const entries = keys.flatMap((key, index) => {
    const value = values[2 * index + 1];
    return key.kind === 'literal' && typeof key.value === 'string' && value
      ? [{ key: key.value, value }]
      : [];
  });
  return entries.length === keys.length ? { kind: 'object', node, entries } : undefined;
}

function invocation(node: SyntaxNode, scope: Scope): Expression {
  const name = node.get('name')?.text ?? '';
  const object = node.get('object');
  const args = argumentsOf(node.get('arguments'), scope);
  // `P.matcher(x).matches()` with a constant pattern.
  const matched = name === 'matches' || name === 'find' ? matchedBy(object, scope) : undefined;
  if (matched) {
    const { source, subject } = matched;
    if (name === 'matches') return wholeMatch(node, source, expression(subject, scope));
    return regexTest(node, `/${source}/`, expression(subject, scope));
  }
  let callee: Expression;
  if (object) callee = { kind: 'member', node, object: expression(object, scope), property: name };
  else {
    let owner: Scope | undefined = scope;
    while (owner && !owner.methods.has(name)) owner = owner.outer;
    callee = owner
      ? {
          kind: 'member',
          node,
          object: {
            kind: 'name',
            node,
            name: owner.className === scope.className ? 'this' : `:${owner.className}`,
          },
          property: name,
        }
      : { kind: 'name', node, name };
  }
  const [first] = args;
  const made = first ? constantCollection(node, name, object?.text ?? '', args) : undefined;
  if (made) return made;
  // `new File(given).getName()` opens nothing: it is the last part of a path.
  const file = name === 'getName' && callee.kind === 'member' ? callee.object : undefined;
  if (file?.kind === 'call' && file.isNew && file.result === 'File' && file.args.length === 1)
    return {
      kind: 'call',
      node,
      callee: { kind: 'name', node, name: 'FilenameUtils.getName' },
      args: file.args,
    };
  // `a.equals("b")` is a comparison, `Objects.equals(a, b)` too.
  if (/^equals(?:IgnoreCase)?$/.test(name) && object && first) {
    const second = args[1];
    const [left, right] = second ? [first.value, second.value] : [expression(object, scope), first.value];
    const isSwapped = left.kind === 'literal';
    return { kind: 'binary', node, operator: '==', left: isSwapped ? right : left, right: isSwapped ? left : right }; // prettier-ignore
  }
  // `x.matches("[a-z]+")` and `Pattern.matches("[a-z]+", x)` test the whole text.
  if (name === 'matches' && object && first?.value.kind === 'literal') {
    const subject = args[1]?.value ?? expression(object, scope);
    return wholeMatch(node, String(first.value.value), subject);
  }
  // `out.printf(format, …)` takes the text that `String.format` makes.
  if (
    (name === 'printf' || name === 'format') &&
    object &&
    !/(?:^|\.)(?:String|MessageFormat)$/.test(object.text)
  )
    return { kind: 'call', node, callee, args: [{ value: formatCall(node, args) }] };
  return { kind: 'call', node, callee, args };
}

function wholeMatch(node: SyntaxNode, source: string, subject: Expression): Expression {
  return regexTest(node, /^\^.*\$$/s.test(source) ? `/${source}/` : `/^${source}$/`, subject);
}

function regexTest(node: SyntaxNode, source: string, subject: Expression): Expression {
  const callee: Expression = {
    kind: 'member',
    node,
    object: { kind: 'regex', node, source },
    property: 'test',
  };
  return { kind: 'call', node, callee, args: [{ value: subject }] };
}

function formatCall(node: SyntaxNode, args: Argument[]): Expression {
  if (args.length === 1 && args[0]?.value.kind !== 'literal') return args[0]?.value as Expression;
  return { kind: 'call', node, callee: { kind: 'name', node, name: ':String.format' }, args };
}

function matchedBy(
  object: SyntaxNode | undefined,
  scope: Scope,
): { source: string; subject: SyntaxNode } | undefined {
  if (object?.kind !== 'method_invocation' || object.get('name')?.text !== 'matcher') return undefined;
  const pattern = object.get('object');
  const source = patternOf(pattern) ?? scope.file.patterns.get(pattern?.text.replace(/^this\./, '') ?? '');
  const subject = object.get('arguments')?.items[0];
  return source === undefined || !subject ? undefined : { source, subject };
}

function creation(node: SyntaxNode, scope: Scope): Expression {
  const typeNode = node.get('type');
  const type = typeNode ? simpleType(typeNode) : '';
  const args = argumentsOf(node.get('arguments'), scope);
  const body = node.items.find((item) => item.kind === 'class_body');
  const inner: Scope = body ? { ...scope, locals: new Set([...scope.locals, ...localsOf(body)]) } : scope;
  for (const member of body?.items ?? []) {
    if (member.kind === 'method_declaration')
      args.push({
        value: { kind: 'function', node: member, fn: functionShape(member, inner, [], true) },
      });
    else if (member.kind === 'block')
      args.push({
        value: {
          kind: 'function',
          node: member,
          fn: {
            node: member,
            parameters: [],
            body: statementsOf(member, inner),
            decorators: [],
            isPublic: false,
          },
        },
      });
  }
  // `new Yaml(new SafeConstructor())` is another thing than `new Yaml()`.
  const isSafe = /^\(\s*new\s+(?:[a-z]\w*\.){0,8}Safe\w+\(/.test(node.get('arguments')?.text ?? '');
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: typeNode ?? node, name: `:${type}` },
    args,
    isNew: true,
    result: isSafe ? `Safe${type}` : type,
  };
}

function argumentsOf(node: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (node?.items ?? []).map((item) => ({ value: expression(item, scope) }));
}

function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    if (
      parts.length === 2 &&
      parts.every((part) => part.kind !== 'literal' || typeof part.value === 'number')
    ) {
      const [left, right] = parts as [Expression, Expression];
      if (
        left.kind === 'literal' ||
        right.kind === 'literal' ||
        left.kind === 'binary' ||
        right.kind === 'binary'
      )
        return { kind: 'binary', node, operator, left, right };
    }
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '&&') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||') return { kind: 'choice', node, branches: [left, right] };
  return { kind: 'binary', node, operator, left, right };
}

function lambda(node: SyntaxNode, scope: Scope): Expression {
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
function methodReference(node: SyntaxNode, scope: Scope): Expression {
  const [owner, method] = node.items;
  if (!owner || !method) return { kind: 'other', node, parts: [] };
  const argument: Expression = { kind: 'name', node, name: '::it' };
  const isOwnMethod = owner.kind === 'this' || !/^[A-Z]/.test(owner.text) || scope.methods.has(method.text);
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

/** A switch that yields: the subject's cases decide which branch is the value. */
function switchValue(node: SyntaxNode, scope: Scope): Expression {
  const branches: Expression[] = [];
  for (const group of node.get('body')?.items ?? [])
    for (const item of group.items) {
      if (item.kind === 'switch_label' || item.kind === 'throw_statement') continue;
      if (item.kind === 'expression_statement' && item.items[0])
        branches.push(expression(item.items[0], scope));
      else
        for (const one of item.walk())
          if (one.kind === 'yield_statement' && one.items[0]) branches.push(expression(one.items[0], scope));
    }
  return { kind: 'choice', node, branches };
}
