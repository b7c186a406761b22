// Lowers Kotlin trees to the shapes of ir.ts. As in Java, types go by their simple names; properties of Java objects are their getters.
import { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { scopeReceiver, type Scope, annotationsBefore, branchesOf, declarationScope, isPlainType, localsOf, modifiersOf, simpleType, typeName } from './kotlin-scope.ts'; // prettier-ignore
import { chainedOperands, elementAt } from './shapes.ts';

/** Lowers a tree of the grammar kotlin. */
export function lowerKotlin(root: SyntaxNode): Program {
  const scope = declarationScope(root);
  return { root, body: statementsOf(root.items, scope) };
}

// ── Declarations ───────────────────────────────────────────────────────────────────────────────

function annotation(node: SyntaxNode, scope: Scope): Expression {
  const made = node.items.find((item) => item.kind === 'constructor_invocation');
  const type = (made ?? node).items.find((item) => item.kind === 'user_type');
  const callee: Expression = { kind: 'name', node, name: type ? simpleType(type) : '' };
  const args = argumentsOf(
    made?.items.find((item) => item.kind === 'value_arguments'),
    scope,
  );
  return args.length === 0 ? callee : { kind: 'call', node, callee, args };
}

/** The annotations of a declaration; those above the first one of a file are read as an expression before it. */
function decoratorsOf(node: SyntaxNode, scope: Scope): Expression[] {
  const own = (modifiersOf(node)?.items ?? []).filter((item) => item.kind === 'annotation');
  const before: Expression[] = annotationsBefore(node).map(({ at, args }) => {
    const callee = annotation(at, scope);
    return args && callee.kind === 'name'
      ? {
          kind: 'call',
          node: at,
          callee,
          args: args.items.map((item) => ({ value: expression(item, scope) })),
        }
      : callee;
  });
  return [...before, ...own.map((item) => annotation(item, scope))];
}

function classStatement(node: SyntaxNode, outer: Scope): Statement {
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

function fieldPlace(node: SyntaxNode, name: string): Expression {
  return { kind: 'member', node, object: { kind: 'name', node, name: 'this' }, property: name };
}

function nameOfParameter(node: SyntaxNode): string {
  return node.items.find((item) => item.kind === 'identifier')?.text ?? '';
}

function variableOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.items.find((item) => item.kind === 'variable_declaration');
}

function nameOfProperty(node: SyntaxNode): string {
  const variable = variableOf(node);
  return (variable && nameOfParameter(variable)) ?? '';
}

function typeOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.items.find((item) => item.kind.endsWith('_type'));
}

/** What stands behind `=` or `by` in a declaration. */
function valueOf(node: SyntaxNode): SyntaxNode | undefined {
  const at = node.children.findIndex((child) => child.kind === '=');
  if (at !== -1) return node.children.slice(at + 1).find((child) => child.named);
  return node.items.find((item) => item.kind === 'property_delegate')?.items[0];
}

function functionShape(
  node: SyntaxNode,
  scope: Scope,
  classDecorators: readonly Expression[],
): FunctionShape {
  const list = node.items.find((item) => item.kind === 'function_value_parameters');
  const body = node.items.find((item) => item.kind === 'function_body' || item.kind === 'block');
  const isMethod = node.kind !== 'getter' && scope.className !== undefined;
  const name = node.kind === 'secondary_constructor' ? 'constructor' : node.get('name')?.text;
  const extended = name !== undefined && scope.file.extensions.has(name) && !isMethod;
  const inner: Scope = {
    ...scope,
    locals: new Set([...scope.locals, ...localsOf(node)]),
    ...(extended && { receiver: scopeReceiver, isExtension: true }),
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
      type: 'Extended',
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

function bodyOf(body: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!body) return [];
  const first = body.items[0];
  if (body.kind === 'block') return statementsOf(body.items, scope);
  if (first?.kind === 'block') return statementsOf(first.items, scope);
  return first ? deliver(first, scope, (value, node) => ({ kind: 'return', node, value })) : [];
}

function parameter(node: SyntaxNode, scope: Scope, modifiers: SyntaxNode | undefined): Parameter {
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
  };
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────

function statementsOf(items: readonly SyntaxNode[], scope: Scope): Statement[] {
  return items.flatMap((item) => statement(item, scope));
}

function statement(node: SyntaxNode, scope: Scope): Statement[] {
  switch (node.kind) {
    case 'class_declaration':
    case 'object_declaration':
      return [classStatement(node, scope)];
    case 'function_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, scope, []) }];
    case 'import':
      return importStatement(node);
    case 'property_declaration':
      return declaration(node, scope);
    case 'assignment':
      return assignment(node, scope);
    case 'for_statement': {
      const [variable, iterable] = node.items.filter((item) => item.kind !== 'label');
      const body = node.items.slice(2);
      return [
        {
          kind: 'loop',
          node,
          ...(variable && { target: declared(variable, scope) }),
          ...(iterable && { iterable: expression(iterable, scope) }),
          body: blockOf(body.at(-1), scope),
        },
      ];
    }
    case 'while_statement':
    case 'do_while_statement': {
      const test = node.get('condition');
      const body = node.items.filter((item) => item !== test).at(-1);
      return [{ kind: 'loop', node, ...(test && node.kind === 'while_statement' && { test: expression(test, scope) }), body: blockOf(body, scope) }]; // prettier-ignore
    }
    case 'if_expression':
    case 'when_expression':
    case 'try_expression':
    case 'block':
    case 'labeled_expression':
      return deliver(node, scope, (value, at) => ({ kind: 'expression', node: at, value }));
    case 'return_expression': {
      const value = node.items.find((item) => item.field !== 'label');
      // `return@launch` leaves the lambda, and a lambda of ours is a function.
      return value
        ? deliver(value, scope, (one, at) => ({ kind: 'return', node: at, value: one }))
        : [{ kind: 'return', node }];
    }
    case 'throw_expression':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'break_expression':
    case 'continue_expression':
      return [{ kind: 'exit', node, jump: true }];
    case 'call_expression': {
      const name = node.items[0]?.text;
      const test = name === 'require' || name === 'check' ? argumentNodes(node)[0] : undefined;
      if (test)
        return [
          {
            kind: 'if',
            node,
            test: { kind: 'not', node: test, operand: expression(test, scope) },
            consequent: [{ kind: 'exit', node }],
            otherwise: [],
          },
        ];
      break;
    }
    case 'package_header':
    case 'type_alias':
    case 'annotated_expression':
      if (node.kind !== 'annotated_expression' || node.items.at(-1)?.kind === 'parenthesized_expression')
        return [];
      return node.items.slice(1).flatMap((item) => statement(item, scope));
    case 'ERROR':
    case 'companion_object':
    case 'class_body':
    case 'function_body':
      return statementsOf(node.items, scope);
    default:
  }
  if (/^(?:break|continue)\b/.test(node.text) && node.text.length < 40)
    return [{ kind: 'exit', node, jump: true }];
  return withJumps(node, scope, (value) => ({ kind: 'expression', node, value }));
}

function blockOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  return node.kind === 'block' ? statementsOf(node.items, scope) : statement(node, scope);
}

function importStatement(node: SyntaxNode): Statement[] {
  const path = node.items.find((item) => item.kind === 'qualified_identifier')?.text.replace(/\s/g, '');
  return path === undefined
    ? []
    : [{ kind: 'import', node, bindings: [{ local: `import:${path}`, path: path.replace(/\.\*$/, '') }] }];
}

function declared(node: SyntaxNode, scope: Scope): Target {
  if (node.kind === 'multi_variable_declaration')
    return { kind: 'items', node, items: node.items.map((item) => declared(item, scope)), results: true };
  const name = node.items.find((item) => item.kind === 'identifier') ?? node;
  const type = typeOf(node);
  return { kind: 'bind', name: name.text, node: name, ...(type && { type: typeName(type, scope) }) };
}

function declaration(node: SyntaxNode, scope: Scope): Statement[] {
  const variable = node.items.find((item) => item.kind.endsWith('variable_declaration'));
  if (!variable) return [];
  const target = declared(variable, scope);
  const given = valueOf(node);
  if (given) return deliver(given, scope, (value) => ({ kind: 'assign', node, target, value }));
  const type = typeName(typeOf(variable), scope);
  const value: Expression = isPlainType(type)
    ? { kind: 'literal', node, value: undefined }
    : { kind: 'name', node, name: `:${type}` };
  return [{ kind: 'assign', node, target, value }];
}

function assignment(node: SyntaxNode, scope: Scope): Statement[] {
  const left = node.get('left');
  const right = node.get('right');
  if (!left || !right) return [];
  const operator = node.get('operator')?.text ?? node.children.find((one) => !one.named)?.text ?? '=';
  const place = expression(left, scope, true);
  const setter =
    left.kind === 'navigation_expression' ? setters.get(left.items.at(-1)?.text ?? '') : undefined;
  // `connection.requestMethod = x` calls the setter.
  if (setter !== undefined && operator === '=' && place.kind === 'member')
    return [{ kind: 'expression', node, value: { kind: 'call', node, callee: { ...place, property: setter }, args: [{ value: expression(right, scope) }] } }]; // prettier-ignore
  const target: Target =
    place.kind === 'name'
      ? { kind: 'bind', name: place.name, node: left }
      : { kind: 'place', place, node: left };
  return deliver(right, scope, (value) => ({
    kind: 'assign',
    node,
    target,
    value:
      operator === '='
        ? value
        : operator === '+='
          ? { kind: 'build', node, parts: [place, value] }
          : { kind: 'binary', node, operator: operator.slice(0, -1), left: place, right: value },
  }));
}

/** Hands the value of `if`, `when`, `try` and blocks to what is done with it, in each branch. */
function deliver(
  node: SyntaxNode,
  scope: Scope,
  done: (value: Expression, node: SyntaxNode) => Statement,
): Statement[] {
  switch (node.kind) {
    case 'parenthesized_expression':
      return node.items[0] ? deliver(node.items[0], scope, done) : [];
    case 'labeled_expression':
      return node.items.at(-1) ? deliver(node.items.at(-1) as SyntaxNode, scope, done) : [];
    case 'block': {
      const items = node.items;
      const last = items.at(-1);
      return last ? [...statementsOf(items.slice(0, -1), scope), ...deliver(last, scope, done)] : [];
    }
    case 'if_expression': {
      const test = node.get('condition');
      const [consequent, otherwise] = branchesOf(node);
      if (!test) return [];
      return [
        {
          kind: 'if',
          node,
          test: expression(test, scope),
          consequent: consequent ? deliver(consequent, scope, done) : [],
          otherwise: otherwise ? deliver(otherwise, scope, done) : [],
        },
      ];
    }
    case 'when_expression':
      return [when(node, scope, done)];
    case 'try_expression': {
      const body = node.items.find((item) => item.kind === 'block');
      const after = node.items.find((item) => item.kind === 'finally_block')?.items[0];
      return [
        {
          kind: 'try',
          node,
          body: body ? deliver(body, scope, done) : [],
          handlers: node.items
            .filter((item) => item.kind === 'catch_block')
            .map((item) => {
              const name = item.items.find((one) => one.kind === 'identifier');
              const block = item.items.find((one) => one.kind === 'block');
              return {
                ...(name && { target: { kind: 'bind', name: name.text, node: name } satisfies Target }),
                body: block ? deliver(block, scope, done) : [],
              };
            }),
          after: after ? blockOf(after, scope) : [],
        },
      ];
    }
    case 'return_expression':
    case 'throw_expression':
    case 'assignment':
    case 'for_statement':
    case 'while_statement':
    case 'property_declaration':
    case 'function_declaration':
      return statement(node, scope);
    default:
      return withJumps(node, scope, (value) => done(value, node));
  }
}

/** `a ?: return b` uses `a`; what is done on the way out is done in a branch of its own. */
function withJumps(node: SyntaxNode, scope: Scope, done: (value: Expression) => Statement): Statement[] {
  const right = node.kind === 'binary_expression' && node.get('operator')?.text === '?:' ? node.get('right') : undefined; // prettier-ignore
  if (right && /^(?:return|throw|continue|break)\b/.test(right.text)) {
    const left = node.get('left');
    const test: Expression = { kind: 'other', node: right, parts: [] };
    return [
      { kind: 'if', node: right, test, consequent: statement(right, scope), otherwise: [] },
      ...(left ? [done(expression(left, scope))] : []),
    ];
  }
  return [done(expression(node, scope))];
}

function when(
  node: SyntaxNode,
  scope: Scope,
  done: (value: Expression, node: SyntaxNode) => Statement,
): Statement {
  const subject = node.items.find((item) => item.kind === 'when_subject')?.items.at(-1);
  const entries = node.items
    .filter((item) => item.kind === 'when_entry')
    .map((entry) => {
      const tests = entry.all('condition');
      const body = entry.items.filter((item) => item.field !== 'condition').at(-1);
      return { tests, isDefault: tests.length === 0, body: body ? deliver(body, scope, done) : [] };
    });
  if (subject)
    return {
      kind: 'switch',
      node,
      subject: expression(subject, scope),
      cases: entries.map(({ tests, isDefault, body }) => ({
        tests: tests.map((one) => expression(one, scope)),
        body,
        ...(isDefault && { isDefault }),
      })),
    };
  let otherwise: Statement[] = [];
  for (const { tests, isDefault, body } of entries.toReversed()) {
    const [test] = tests;
    if (isDefault || !test) otherwise = body;
    else otherwise = [{ kind: 'if', node: test, test: expression(test, scope), consequent: body, otherwise }];
  }
  return { kind: 'block', node, body: otherwise };
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b' };

/** The parts of a string; a short `$name` is text to the grammar. */
function stringParts(node: SyntaxNode, scope: Scope): Expression[] {
  const parts: Expression[] = [];
  const isRaw = node.kind === 'multiline_string_literal';
  const quotes = isRaw ? 3 : 1;
  const add = (start: number, end: number): void => {
    const raw = node.source.text.slice(start, end);
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'literal', node, value: text });
      text = '';
    };
    let at = 0;
    for (const match of raw.matchAll(isRaw ? shortName : escapeOrName)) {
      text += raw.slice(at, match.index);
      at = match.index + match[0].length;
      if (match[1] !== undefined) {
        flush();
        const begin = start + match.index + 1;
        const name = new SyntaxNode(
          node.source,
          'identifier',
          true,
          undefined,
          begin,
          begin + match[1].length,
        );
        name.parent = node;
        parts.push(identifier(name, scope));
      } else {
        const code = match[0].slice(1);
        text += /^u[\da-fA-F]{4}$/.test(code) ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code); // prettier-ignore
      }
    }
    text += raw.slice(at);
    flush();
  };
  let start = node.start + quotes;
  for (const child of node.children) {
    if (child.kind !== 'interpolation') continue;
    add(start, child.start);
    if (child.items[0]) parts.push(expression(child.items[0], scope));
    start = child.end;
  }
  add(start, Math.max(start, node.end - quotes));
  return parts;
}

const shortName = /\$([A-Za-z_]\w*)/g;
const escapeOrName = /\\u[\da-fA-F]{4}|\\.|\$([A-Za-z_]\w*)/g;

function text(node: SyntaxNode, scope: Scope): Expression {
  const parts = stringParts(node, scope);
  const [first] = parts;
  if (!first) return { kind: 'literal', node, value: '' };
  if (parts.every((part) => part.kind === 'literal'))
    return { kind: 'literal', node, value: parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('') }; // prettier-ignore
  return { kind: 'build', node, parts };
}

function expression(node: SyntaxNode, scope: Scope, isTarget = false): Expression {
  const value = plainExpression(node, scope, isTarget);
  return isNegated(node) ? { kind: 'not', node, operand: value } : value;
}

const chains = new Set(['call_expression', 'navigation_expression', 'index_expression']);

function isHead(node: SyntaxNode): boolean {
  return node.index === 0 && node.parent !== undefined && chains.has(node.parent.kind);
}

/** `!a.b()` is `(!a).b()` to the grammar; the whole chain is what is negated. */
function isNegated(node: SyntaxNode): boolean {
  if (!chains.has(node.kind) || isHead(node)) return false;
  let at: SyntaxNode | undefined = node;
  while (at && chains.has(at.kind)) at = at.children[0];
  return at?.kind === 'unary_expression' && at.children[0]?.kind === '!';
}

function plainExpression(node: SyntaxNode, scope: Scope, isTarget: boolean): Expression {
  switch (node.kind) {
    case 'identifier':
      return identifier(node, scope);
    case 'this_expression':
      return { kind: 'name', node, name: scope.receiver !== undefined && !node.text.includes('@') ? scope.receiver : 'this' }; // prettier-ignore
    case 'super_expression':
      return { kind: 'name', node, name: 'super' };
    case 'string_literal':
    case 'multiline_string_literal':
      return text(node, scope);
    case 'character_literal':
      return { kind: 'literal', node, value: node.text.slice(1, -1) };
    case 'number_literal':
    case 'float_literal':
      return { kind: 'literal', node, value: Number(node.text.replace(/[_uULfF]/g, '')) };
    case 'navigation_expression':
      return navigation(node, scope, isTarget);
    case 'index_expression': {
      const [object, key] = node.items;
      if (!object || !key) return { kind: 'other', node, parts: [] };
      return elementAt(node, expression(object, scope), expression(key, scope));
    }
    case 'call_expression':
      return call(node, scope);
    case 'binary_expression':
      return binary(node, scope);
    case 'in_expression': {
      const left = child(node, 'left', scope);
      const right = child(node, 'right', scope);
      const found: Expression = { kind: 'call', node, callee: { kind: 'member', node, object: right, property: 'contains' }, args: [{ value: left }] }; // prettier-ignore
      return node.children.some((one) => one.kind === '!in') ? { kind: 'not', node, operand: found } : found;
    }
    case 'unary_expression': {
      const operand = child(node, 'argument', scope);
      const operator = node.children.find((one) => !one.named)?.kind ?? '';
      if (isHead(node)) return operand;
      if (operator === '!') return { kind: 'not', node, operand };
      if (operator === '!!') return operand;
      if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { kind: 'literal', node, value: -operand.value };
      return { kind: 'literal', node, value: undefined };
    }
    case 'as_expression': {
      const type = typeName(node.get('right'), scope);
      const value = child(node, 'left', scope);
      return isPlainType(type) && type !== 'int' ? value : { kind: 'typed', node, type, value };
    }
    case 'infix_expression': {
      const [left, operator, right] = node.items;
      if (!left || !right) return { kind: 'other', node, parts: [] };
      const values = [expression(left, scope), expression(right, scope)] as const;
      return operator?.text === 'to'
        ? { kind: 'list', node, items: [...values] }
        : { kind: 'binary', node, operator: operator?.text ?? 'infix', left: values[0], right: values[1] };
    }
    case 'if_expression': {
      const test = node.get('condition');
      const branches = branchesOf(node);
      return {
        kind: 'choice',
        node,
        ...(test && { test: expression(test, scope) }),
        branches: branches.map((one) => blockValue(one, scope)),
      };
    }
    case 'when_expression':
    case 'try_expression':
    case 'block':
      return blockValue(node, scope);
    case 'lambda_literal':
    case 'annotated_lambda':
      return { kind: 'function', node, fn: lambda(node, scope, scope.receiver) };
    case 'anonymous_function':
      return { kind: 'function', node, fn: functionShape(node, { ...scope, className: undefined }, []) };
    case 'object_literal':
      return objectLiteral(node, scope);
    case 'parenthesized_expression':
    case 'value_argument':
    case 'spread_expression':
      return node.items.at(-1) ? expression(node.items.at(-1) as SyntaxNode, scope) : { kind: 'other', node, parts: [] }; // prettier-ignore
    case 'labeled_expression':
    case 'annotated_expression':
      return node.items.at(-1) ? expression(node.items.at(-1) as SyntaxNode, scope) : { kind: 'other', node, parts: [] }; // prettier-ignore
    case 'return_expression':
    case 'throw_expression': {
      // What is said on the way out is evaluated, and is not the value of the whole.
      const parts = node.items.filter((item) => item.field !== 'label');
      const body = parts.map((item): Statement => ({ kind: 'expression', node: item, value: expression(item, scope) })); // prettier-ignore
      return body.length === 0 ? { kind: 'literal', node, value: null } : atOnce(node, { body });
    }
    case 'is_expression':
    case 'range_expression':
      return { kind: 'other', node, parts: [] };
    case 'callable_reference': {
      const callee: Expression = { kind: 'name', node, name: node.items.at(-1)?.text ?? '' };
      return callee;
    }
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

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

/** A variable, a property of this or an outer class, or a class. */
function identifier(node: SyntaxNode, scope: Scope): Expression {
  const name = node.text;
  if (name === 'true' || name === 'false') return { kind: 'literal', node, value: name === 'true' };
  if (name === 'null') return { kind: 'literal', node, value: null };
  if (name === 'this') return { kind: 'name', node, name: scope.receiver ?? 'this' };
  if (scope.locals.has(name)) return { kind: 'name', node, name };
  for (let one: Scope | undefined = scope; one; one = one.outer)
    if (one.fields.has(name)) {
      const owner = one.className === scope.className ? 'this' : `:${one.className}`;
      return { kind: 'member', node, object: { kind: 'name', node, name: owner }, property: name };
    }
  return { kind: 'name', node, name };
}

/** Properties by which Kotlin writes the getters that models name. */
const getters: ReadonlyMap<string, string> = new Map(
  'queryString requestURI requestURL pathInfo pathTranslated servletPath cookies reader inputStream outputStream writer parameterMap parameterNames headerNames originalFilename submittedFileName session nextEntry canonicalPath canonicalFile absolutePath absoluteFile remoteUser parts entityManager jdbcTemplate contextPath errorStream currentSession engineByName encoder stringExtra data dataString settings extras'
    .split(' ')
    .map((name) => [name, `get${name[0]?.toUpperCase()}${name.slice(1)}`]),
);
/** Properties whose assignment is the call of a setter that models name. */
const setters: ReadonlyMap<string, string> = new Map(
  'contentType'.split(' ').map((name) => [name, `set${name[0]?.toUpperCase()}${name.slice(1)}`]),
);

const entryLike = /(?:^|\.)\w*(?:entry|entries|ze)$/i;

function isPackage(node: SyntaxNode | undefined): boolean {
  return node !== undefined && /^(?:java|javax|jakarta|org|com|net|io|de|edu|sun|kotlin|kotlinx)(?:\.[a-z]\w*)+$/.test(node.text); // prettier-ignore
}

function navigation(node: SyntaxNode, scope: Scope, isTarget: boolean): Expression {
  const [object, last] = node.items;
  const name = last?.text ?? '';
  if (!object) return { kind: 'other', node, parts: [] };
  if (isPackage(object) && /^[A-Z]/.test(name)) return { kind: 'name', node, name: `:${name}` };
  const owner = expression(object, scope);
  // `"x".toRegex().pattern`, `Foo::class.java`: no data.
  if (name === 'class' || (name === 'java' && object.text.endsWith('::class'))) return { kind: 'name', node, name: ':Class' }; // prettier-ignore
  // `File(given).name` opens nothing: it is the last part of a path.
  if (
    name === 'name' &&
    object.kind === 'call_expression' &&
    owner.kind === 'call' &&
    owner.result === 'File' &&
    owner.args.length === 1
  )
    return {
      kind: 'call',
      node,
      callee: { kind: 'name', node, name: 'FilenameUtils.getName' },
      args: owner.args,
    };
  const getter =
    getters.get(name) ?? (name === 'name' && entryLike.test(object.text) ? 'getName' : undefined);
  const property: Expression = { kind: 'member', node, object: owner, property: getter ?? name };
  return getter === undefined || isTarget ? property : { kind: 'call', node, callee: property, args: [] };
}

/** Kotlin's names of what the analysis knows by another. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['lowercase', 'toLowerCase'],
  ['uppercase', 'toUpperCase'],
  ['removePrefix', 'substring'],
  ['removeSuffix', 'substring'],
  ['removeSurrounding', 'substring'],
  ['substringAfter', 'substring'],
  ['substringAfterLast', 'substring'],
  ['substringBefore', 'substring'],
  ['substringBeforeLast', 'substring'],
  ['take', 'substring'],
  ['drop', 'substring'],
  ['toByteArray', 'getBytes'],
  ['encodeToByteArray', 'getBytes'],
  ['decodeToString', 'toString'],
  ['joinToString', 'join'],
  ['firstOrNull', 'findFirst'],
  ['lastOrNull', 'findFirst'],
  ['getOrNull', 'get'],
  ['getOrElse', 'get'],
  ['getValue', 'get'],
  ['mapNotNull', 'map'],
  ['onEach', 'forEach'],
]);
/** Calls whose result is the receiver's text. */
const asItIs = new Set(['trimIndent', 'trimMargin', 'orEmpty', 'ifEmpty', 'ifBlank', 'toString', 'asSequence', 'toList', 'toMutableList', 'filterNotNull', 'prependIndent']); // prettier-ignore
/** Functions that call their lambda at once and return what it returns. */
const runsAtOnce =
  /^(?:run|runCatching|runBlocking|withContext|coroutineScope|supervisorScope|transaction|newSuspendedTransaction|suspendedTransactionAsync|synchronized|lazy|measureTimeMillis|withTimeout|withTimeoutOrNull|repeat|launch|async|thread|remember|suspendTransaction|readAction|writeAction|use)$/;
const lists =
  /^(?:listOf|setOf|arrayOf|mutableListOf|mutableSetOf|arrayListOf|listOfNotNull|sequenceOf|linkedSetOf|hashSetOf|sortedSetOf)$/;
const maps = /^(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf)$/;

function argumentNodes(node: SyntaxNode): SyntaxNode[] {
  const list = node.items.find((item) => item.kind === 'value_arguments');
  return (list?.items ?? []).flatMap((item) => item.items.at(-1) ?? []);
}

function argumentsOf(list: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (list?.items ?? []).flatMap((item): Argument[] => {
    const last = item.items.at(-1);
    if (!last) return [];
    const name = item.children.some((one) => one.kind === '=') ? item.items[0]?.text : undefined;
    const spread = last.kind === 'spread_expression' || item.children[0]?.kind === '*';
    return [
      { value: expression(last, scope), ...(name !== undefined && { name }), ...(spread && { spread }) },
    ];
  });
}

function call(node: SyntaxNode, scope: Scope): Expression {
  let callee = node.items[0];
  let list = node.items.find((item) => item.kind === 'value_arguments');
  const trailing = node.items.find((item) => item.kind === 'annotated_lambda');
  // `get("/a") { … }` is a call of a call to the grammar.
  if (
    trailing &&
    !list &&
    callee?.kind === 'call_expression' &&
    !callee.items.some((item) => item.kind === 'annotated_lambda')
  ) {
    // prettier-ignore
    list = callee.items.find((item) => item.kind === 'value_arguments');
    callee = callee.items[0];
  }
  if (!callee) return { kind: 'other', node, parts: [] };
  const isNavigation = callee.kind === 'navigation_expression';
  const object = isNavigation ? callee.items[0] : undefined;
  const name = (isNavigation ? callee.items[1]?.text : callee.text) ?? '';
  const scoped = scopeCall(node, name, object, list, trailing, scope);
  if (scoped) return scoped;
  const args = argumentsOf(list, scope);
  if (trailing) args.push({ value: { kind: 'function', node: trailing, fn: lambda(trailing, scope, scope.receiver) } }); // prettier-ignore
  const special = specialCall(node, name, object, args, scope);
  if (special) return special;
  if (
    /^[A-Z]/.test(name) &&
    (!object || isPackage(object)) &&
    callee.kind !== 'call_expression' &&
    !scope.methods.has(name)
  )
    // prettier-ignore
    return creation(node, callee, name, args);
  if (object && scope.file.extensions.has(name)) {
    const given = [{ value: expression(object, scope) }, ...args];
    return { kind: 'call', node, callee: { kind: 'name', node: callee, name }, args: given };
  }
  if (object) {
    const whole = expression(object, scope);
    // `file.path.startsWith(root)` asks about the file.
    const owner = name === 'startsWith' && whole.kind === 'member' && whole.property === 'path' ? whole.object : whole; // prettier-ignore
    const property = renamed.get(name) ?? name;
    return { kind: 'call', node, callee: { kind: 'member', node: callee, object: owner, property }, args };
  }
  if (callee.kind !== 'identifier') return { kind: 'call', node, callee: expression(callee, scope), args };
  return { kind: 'call', node, callee: functionNamed(callee, scope), args };
}

/** A function by its bare name: a method of a class around it, one of the receiver in scope, or any other. */
function functionNamed(callee: SyntaxNode, scope: Scope): Expression {
  const name = callee.text;
  if (scope.locals.has(name) || scope.file.functions.has(name)) return { kind: 'name', node: callee, name };
  for (let owner: Scope | undefined = scope; owner; owner = owner.outer)
    if (owner.methods.has(name)) {
      const of = owner.className === scope.className ? 'this' : `:${owner.className}`;
      return {
        kind: 'member',
        node: callee,
        object: { kind: 'name', node: callee, name: of },
        property: name,
      };
    }
  if (scope.receiver !== undefined && scope.isExtension !== true)
    return { kind: 'member', node: callee, object: { kind: 'name', node: callee, name: scope.receiver }, property: name }; // prettier-ignore
  return { kind: 'name', node: callee, name };
}

function creation(node: SyntaxNode, callee: SyntaxNode, name: string, args: Argument[]): Expression {
  // `Yaml(SafeConstructor())` is another thing than `Yaml()`.
  const first = args[0]?.value;
  const isSafe = first?.kind === 'call' && first.isNew === true && (first.result ?? '').startsWith('Safe');
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: callee, name: `:${name}` },
    args,
    isNew: true,
    result: isSafe ? `Safe${name}` : name,
  };
}

/** `let`, `also`, `apply`, `run`, `with`, `use` and what else calls its lambda at once. */
function scopeCall(
  node: SyntaxNode,
  name: string,
  object: SyntaxNode | undefined,
  list: SyntaxNode | undefined,
  trailing: SyntaxNode | undefined,
  scope: Scope,
): Expression | undefined {
  if (!trailing) return undefined;
  const given = list?.items ?? [];
  if (name === 'buildString' && !object) {
    const start: Expression = { kind: 'call', node, callee: { kind: 'name', node, name: ':StringBuilder' }, args: [], isNew: true, result: 'StringBuilder' }; // prettier-ignore
    const fn = lambda(trailing, scope, scopeReceiver, false);
    const self: Expression = { kind: 'name', node, name: scopeReceiver };
    const value: Expression = { kind: 'call', node, callee: { kind: 'member', node, object: self, property: 'toString' }, args: [] }; // prettier-ignore
    return atOnce(node, { body: [...fn.body, { kind: 'return', node, value }], parameter: scopeReceiver, given: start }); // prettier-ignore
  }
  const receiver = object ?? (name === 'with' && given.length === 1 ? given[0]?.items.at(-1) : undefined);
  if (receiver && (object === undefined || given.length === 0)) {
    const value = (): Expression => expression(receiver, scope);
    switch (name) {
      case 'let':
      case 'use':
      case 'useLines': {
        const fn = lambda(trailing, scope, scope.receiver);
        return {
          kind: 'call',
          node,
          callee: { kind: 'function', node: trailing, fn },
          args: [{ value: value() }],
        };
      }
      case 'run':
      case 'with': {
        const fn = lambda(trailing, scope, scopeReceiver);
        return atOnce(node, { body: fn.body, parameter: scopeReceiver, given: value() });
      }
      case 'apply':
      case 'also': {
        const isApply = name === 'apply';
        const fn = lambda(trailing, scope, isApply ? scopeReceiver : scope.receiver, false);
        const own = fn.parameters[0]?.target;
        const parameter = isApply ? scopeReceiver : own?.kind === 'bind' ? own.name : 'it';
        const self: Expression = { kind: 'name', node, name: parameter };
        return atOnce(node, {
          body: [...fn.body, { kind: 'return', node, value: self }],
          parameter,
          given: value(),
        });
      }
      case 'takeIf': {
        const fn = lambda(trailing, scope, scope.receiver);
        const own = fn.parameters[0]?.target;
        const parameter = own?.kind === 'bind' ? own.name : 'it';
        const last = fn.body.at(-1);
        if (last?.kind !== 'return' || !last.value) return undefined;
        const kept: Statement = { kind: 'return', node, value: { kind: 'name', node, name: parameter } };
        const test: Statement = { kind: 'if', node, test: last.value, consequent: [kept], otherwise: [] };
        return atOnce(node, { body: [test], parameter, given: value() });
      }
      default:
    }
  }
  if (!runsAtOnce.test(name)) return undefined;
  const fn = lambda(trailing, scope, scope.receiver);
  const before = argumentsOf(list, scope);
  const called: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'function', node: trailing, fn },
    args: [],
  };
  return before.length === 0 ? called : { kind: 'choice', node, test: { kind: 'list', node, items: before.map((one) => one.value) }, branches: [called] }; // prettier-ignore
}

/** A function that is called where it stands. */
function atOnce(
  node: SyntaxNode,
  { body, parameter: name, given }: { body: Statement[]; parameter?: string; given?: Expression },
): Expression {
  const fn: FunctionShape = {
    node,
    parameters: name === undefined ? [] : [{ target: { kind: 'bind', name, node }, decorators: [] }],
    body,
    decorators: [],
    isPublic: false,
  };
  return {
    kind: 'call',
    node,
    callee: { kind: 'function', node, fn },
    args: given ? [{ value: given }] : [],
  };
}

function blockValue(node: SyntaxNode, scope: Scope): Expression {
  if (node.kind === 'block' && node.items.length === 1 && node.items[0])
    return blockValue(node.items[0], scope);
  if (!/^(?:block|when_expression|try_expression)$/.test(node.kind)) return expression(node, scope);
  return atOnce(node, { body: deliver(node, scope, (value, at) => ({ kind: 'return', node: at, value })) });
}

/** Calls that are another shape: collections, comparisons, tests by a pattern, texts as they are. */
function specialCall(
  node: SyntaxNode,
  name: string,
  object: SyntaxNode | undefined,
  args: Argument[],
  scope: Scope,
): Expression | undefined {
  if (!object) {
    if (lists.test(name)) return { kind: 'list', node, items: args.map((one) => one.value) };
    if (maps.test(name))
      return {
        kind: 'object',
        node,
        entries: args.map(({ value }) => {
          const [key, item] = value.kind === 'list' ? value.items : [];
          return { ...(key?.kind === 'literal' && { key: String(key.value) }), value: item ?? value };
        }),
      };
    if (name === 'requireNotNull' || name === 'checkNotNull') return args[0]?.value;
    return undefined;
  }
  if (asItIs.has(name) && (name !== 'toString' || args.length === 0)) return expression(object, scope);
  const [first] = args;
  if (name === 'equals' && first) {
    const left = expression(object, scope);
    return { kind: 'binary', node, operator: '==', left, right: first.value };
  }
  if (name === 'plus' && first)
    return { kind: 'build', node, parts: [expression(object, scope), first.value] };
  if (name === 'format' && !/^(?:String|MessageFormat|MessageDigest)$/.test(object.text))
    return { kind: 'call', node, callee: { kind: 'name', node, name: ':String.format' }, args: [{ value: expression(object, scope) }, ...args] }; // prettier-ignore
  if (/^(?:matches|containsMatchIn|matchEntire)$/.test(name) && first) {
    const [pattern, subject] = patternOf(object, scope) !== undefined ? [object, first.value] : [argumentNodes(node)[0], expression(object, scope)]; // prettier-ignore
    const source = pattern && patternOf(pattern, scope);
    if (source === undefined) return undefined;
    const written = name === 'containsMatchIn' ? `/${source}/` : `/^(?:${source})$/`;
    const test: Expression = { kind: 'member', node, object: { kind: 'regex', node, source: written.replace(/^\/\^\(\?:\^(.*)\$\)\$\/$/s, '/^$1$/') }, property: 'test' }; // prettier-ignore
    return { kind: 'call', node, callee: test, args: [{ value: subject }] };
  }
  return undefined;
}

/** The source of `Regex("…")`, `"…".toRegex()`, or a value of the file that holds one. */
function patternOf(node: SyntaxNode, scope: Scope): string | undefined {
  return scope.file.patterns.get(node.text) ?? regexSource(node);
}

function regexSource(node: SyntaxNode): string | undefined {
  return /^(?:Regex\(\s*)?"{1,3}((?:[^"\\]|\\.)*)"{1,3}(?:\.toRegex\(\)|\s*\))$/
    .exec(node.text)?.[1]
    ?.replace(/\\\\/g, '\\');
}

function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    const numeric = parts.every((part) => (part.kind === 'literal' && typeof part.value === 'number') || part.kind === 'binary'); // prettier-ignore
    const [left, right] = parts;
    if (parts.length === 2 && left && right && numeric)
      return { kind: 'binary', node, operator, left, right };
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '&&') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||' || operator === '?:') return { kind: 'choice', node, branches: [left, right] };
  const isSwapped = /^[!=]=/.test(operator) && left.kind === 'literal';
  return {
    kind: 'binary',
    node,
    operator: operator.replace(/===$/, '=='),
    left: isSwapped ? right : left,
    right: isSwapped ? left : right,
  };
}

/** A lambda; its last expression is what it returns, unless only its effects count. */
function lambda(node: SyntaxNode, scope: Scope, receiver: string | undefined, returns = true): FunctionShape {
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

/** An object of an unnamed class, as the creation of its base with its methods for arguments. */
function objectLiteral(node: SyntaxNode, scope: Scope): Expression {
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
