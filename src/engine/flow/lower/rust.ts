// Lowers Rust trees to the shapes of ir.ts. `::` and `.` are both members; what only borrows, unwraps or copies is gone.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { argumentsOf, formatted, type Makers, splitTokens } from './rust-macros.ts';
import { chainedOperands } from './shapes.ts';

/** What the code around a node declares. */
interface Scope {
  className: string | undefined;
  /** Types of this file that leave no room for text, and fields that have such types wherever they are declared. */
  numbers: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  patterns: ReadonlyMap<string, string>;
  /** Variables that hold a `PathBuf`. */
  paths: ReadonlySet<string>;
  /** Variables that hold a `Command`, with its program and arguments so far. */
  commands: Map<string, Argument[]>;
  isClap: boolean;
  /** What `Command` is called here: `use std::process::Command as Cmd`. */
  commandName: string | undefined;
  /** Chains that were read before: a `let` reads its value twice. */
  chains: Map<SyntaxNode, Chain | undefined>;
}

/** A chain of calls that makes a command, and the variable that it began with. */
interface Chain {
  args: Argument[];
  known?: string;
}

/** Where a value goes: into a variable, out of the function, or nowhere. */
type Sink = (value: Expression, node: SyntaxNode) => Statement[];

const discard: Sink = (value, node) => [{ kind: 'expression', node, value }];
const giveBack: Sink = (value, node) => [{ kind: 'return', node, value }];

/** Lowers a tree of the grammar rust. */
export function lowerRust(root: SyntaxNode): Program {
  const numbers = new Set<string>();
  const patterns = new Map<string, string>();
  const paths = new Set<string>();
  const declared: SyntaxNode[] = [];
  for (const node of root.walk()) {
    if (node.kind === 'enum_item' && node.get('body')?.items.every((one) => !one.get('body')))
      numbers.add(node.get('name')?.text ?? '');
    else if (node.kind === 'field_declaration') declared.push(node);
    else if (node.kind === 'let_declaration' || node.kind === 'static_item') {
      const source = /\bRegex::new\(\s*r?#*"([^"]*)"/.exec(node.get('value')?.text ?? '')?.[1];
      const name = node.get('pattern') ?? node.get('name');
      if (name && source !== undefined) patterns.set(name.text, source);
      if (name && /\bPathBuf\b|\bto_path_buf\(|\bPath::new\([^;]*\.join\(/.test(node.text))
        paths.add(name.text);
    }
  }
  const text = new Set<string>();
  const inert = new Set<string>();
  for (const field of declared)
    (isNumber(field.get('type'), numbers) ? inert : text).add(field.get('name')?.text ?? '');
  const scope: Scope = {
    className: undefined,
    numbers,
    fields: new Set([...inert].filter((one) => !text.has(one))),
    patterns,
    paths,
    commands: new Map(),
    chains: new Map(),
    isClap: /\bclap::(?:Command\b|\{[^}]*\bCommand\b)/.test(root.text),
    commandName: /\bprocess::(?:\{[^}]{0,200}\b)?Command as (\w{1,60})/.exec(root.text)?.[1],
  };
  const body = statementsOf(root.items, scope);
  // A crate is often named in full instead of imported.
  if (/\breqwest::/.test(root.text))
    body.unshift({ kind: 'import', node: root, bindings: [{ local: 'import:reqwest', path: 'reqwest' }] });
  return { root, body };
}

// ── Types ──────────────────────────────────────────────────────────────────────────────────────

const numeric = /^(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|bool|Uuid|NaiveDate(?:Time)?|DateTime|Date|OffsetDateTime|Decimal|IpAddr|Ipv[46]Addr|SocketAddr|ObjectId|Duration|Instant|StatusCode|Ulid|NonZero\w+)$/; // prettier-ignore
const wrappers = /^(?:Option|Result|Vec|Box|Arc|Rc|Path|Query|Json|Form|Cow|HashSet|BTreeSet)$/;

function isNumber(type: SyntaxNode | undefined, numbers: ReadonlySet<string>): boolean {
  if (!type) return false;
  if (type.kind === 'reference_type') return isNumber(type.get('type'), numbers);
  if (type.kind === 'tuple_type' || type.kind === 'array_type')
    return (
      type.items.length > 0 &&
      type.items.every((one) => one.kind.endsWith('_literal') || isNumber(one, numbers))
    );
  const name = lastName(type);
  if (type.kind === 'generic_type' && wrappers.test(name))
    return isNumber(type.get('type_arguments')?.items[0], numbers);
  return numeric.test(name) || numbers.has(name);
}

/** `web::Path<String>` is `Path`. */
function lastName(type: SyntaxNode): string {
  const bare = type.kind === 'generic_type' ? type.get('type') : type;
  return (bare?.text ?? '').replace(/^.*::/s, '').trim();
}

/** The path of a type without references and wrappers; `<>` at its end tells that it has type arguments. */
function typeName(type: SyntaxNode | undefined, scope: Scope): string {
  if (!type) return 'any';
  if (isNumber(type, scope.numbers)) return 'int';
  if (type.kind === 'reference_type') return typeName(type.get('type'), scope);
  if (type.kind === 'dynamic_type') return typeName(type.items.at(-1), scope);
  const name = lastName(type);
  if (type.kind === 'generic_type') {
    const [first] = type.get('type_arguments')?.items ?? [];
    if (/^(?:Option|Result|Box|Arc|Rc|Mutex|RwLock|Cow)$/.test(name) && first)
      return typeName(type.get('type_arguments')?.items.at(name === 'Cow' ? -1 : 0), scope);
    if (/^(?:State|Data|Extension)$/.test(name) && first && lastName(first) === 'Client')
      return typeName(first, scope);
    return `${(type.get('type')?.text ?? '').replaceAll('::', '.')}<>`;
  }
  return /^[\w:]+$/.test(type.text) ? type.text.replaceAll('::', '.') : 'any';
}

function isPlain(type: string): boolean {
  return /^(?:String|str|any|int|Self|self|(?:Vec|HashMap|BTreeMap|HashSet)<>|[A-Z])$/.test(type);
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────

function statementsOf(nodes: readonly SyntaxNode[], scope: Scope): Statement[] {
  const statements: Statement[] = [];
  let attributes: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.kind === 'attribute_item') {
      attributes.push(node);
      continue;
    }
    // Tests build what they like.
    if (
      !attributes.some((one) =>
        /^#\[\s*(?:cfg\s*\(\s*(?:all\s*\(\s*)?test\b|(?:\w+::)*(?:test|rstest)\b)/.test(one.text),
      )
    )
      // prettier-ignore
      statements.push(...statement(node, scope, attributes));
    attributes = [];
  }
  return statements;
}

/** The statements of a block; what it is worth goes to `sink`. */
function blockInto(block: SyntaxNode | undefined, scope: Scope, sink: Sink): Statement[] {
  if (!block) return [];
  if (block.kind !== 'block') return into(block, scope, sink);
  const items = block.items;
  const last = items.at(-1);
  const tail =
    last?.kind === 'expression_statement'
      ? last.text.endsWith(';')
        ? undefined
        : last.items[0]
      : last && !/_(?:declaration|item|statement|definition)$|^label$/.test(last.kind)
        ? last
        : undefined;
  return [
    ...statementsOf(tail ? items.slice(0, -1) : items, scope),
    ...(tail ? into(tail, scope, sink) : []),
  ];
}

/** An expression as statements, where it has branches; its value goes to `sink`. */
function into(node: SyntaxNode, scope: Scope, sink: Sink): Statement[] {
  switch (node.kind) {
    case 'block':
      return [{ kind: 'block', node, body: blockInto(node, scope, sink) }];
    case 'unsafe_block':
    case 'async_block':
    case 'parenthesized_expression':
      return node.items.at(-1) ? blockInto(node.items.at(-1), scope, sink) : [];
    case 'if_expression': {
      const { before, test, bound } = condition(node.get('condition'), node, scope);
      const alternative = node.get('alternative')?.items[0];
      return [
        ...before,
        {
          kind: 'if',
          node,
          test,
          consequent: [...bound, ...blockInto(node.get('consequence'), scope, sink)],
          otherwise: alternative ? blockInto(alternative, scope, sink) : [],
        },
      ];
    }
    case 'match_expression': {
      const { before, value: subject } = once(node, scope);
      const arms = node.get('body')?.items.filter((one) => one.kind === 'match_arm') ?? [];
      return [
        ...before,
        {
          kind: 'switch',
          node,
          subject,
          cases: arms.map((arm, index) => {
            const pattern = arm.get('pattern')?.items[0];
            const tests = alternatives(pattern);
            const guard = arm.get('pattern')?.get('condition');
            const body = blockInto(arm.get('value'), scope, sink);
            const guarded: Statement[] = guard ? [{ kind: 'if', node: arm, test: condition(guard, arm, scope).test, consequent: body, otherwise: [] }] : body; // prettier-ignore
            return {
              tests: tests.map((one) => expression(one, scope)),
              body: [...(pattern && tests.length === 0 ? bindings(pattern, subject, scope) : []), ...guarded],
              ...(index === arms.length - 1 && { isDefault: true }),
            };
          }),
        },
      ];
    }
    case 'return_expression':
      return node.items[0] ? into(node.items[0], scope, giveBack) : [{ kind: 'return', node }];
    case 'break_expression':
    case 'continue_expression':
      return [{ kind: 'exit', node, jump: true }];
    case 'for_expression':
    case 'while_expression':
    case 'loop_expression':
      return [loop(node, scope)];
    case 'macro_invocation':
      if (/^(?:panic|unreachable|todo|unimplemented|bail|anyhow::bail)$/.test(node.get('macro')?.text ?? ''))
        return [{ kind: 'exit', node, value: expression(node, scope) }];
      return sink(expression(node, scope), node);
    case 'try_expression':
      return node.items[0] && /^(?:match|if)_expression$|block$/.test(node.items[0].kind)
        ? into(node.items[0], scope, sink)
        : sink(expression(node, scope), node);
    case 'assignment_expression': {
      const left = node.get('left');
      const right = node.get('right');
      if (!left || !right) return [];
      if (left.text === '_') return into(right, scope, discard);
      return into(right, scope, (value) => [{ kind: 'assign', node, target: place(left, scope), value }]);
    }
    default:
      return sink(expression(node, scope), node);
  }
}

/** The literals that a pattern stands for; none when it is more than literals. */
function alternatives(pattern: SyntaxNode | undefined): SyntaxNode[] {
  if (!pattern) return [];
  if (pattern.kind === 'or_pattern') {
    const all = pattern.items.map(alternatives);
    return all.every((one) => one.length > 0) ? all.flat() : [];
  }
  if (pattern.kind === 'tuple_struct_pattern' && /^(?:Some|Ok)$/.test(pattern.get('type')?.text ?? ''))
    return alternatives(pattern.items.at(-1));
  return pattern.kind.endsWith('_literal') ? [pattern] : [];
}

function statement(node: SyntaxNode, scope: Scope, attributes: readonly SyntaxNode[] = []): Statement[] {
  switch (node.kind) {
    case 'use_declaration':
      return [{ kind: 'import', node, bindings: uses(node.get('argument'), '') }];
    case 'expression_statement':
      return node.items.flatMap((item) => into(item, scope, discard));
    case 'let_declaration':
      return letStatement(node, scope);
    case 'const_item':
    case 'static_item': {
      const name = node.get('name');
      return name && node.get('value')
        ? [{ kind: 'assign', node, target: { kind: 'bind', name: name.text, node: name }, value: child(node, 'value', scope) }] // prettier-ignore
        : [];
    }
    case 'function_item':
      return [{ kind: 'function', node, fn: functionShape(node, scope, attributes) }];
    case 'mod_item':
      return statementsOf(node.get('body')?.items ?? [], scope);
    case 'impl_item':
    case 'trait_item': {
      const type = node.get('type') ?? node.get('name');
      const className = type && lastName(type);
      const members = statementsOf(node.get('body')?.items ?? [], { ...scope, className });
      if (node.kind === 'impl_item' || className === undefined) return members;
      return [{ kind: 'class', node, name: className, bases: [], decorators: [], members: [] }, ...members];
    }
    case 'struct_item': {
      const name = node.get('name')?.text;
      const fields = (node.get('body')?.items ?? []).flatMap((field) => {
        const key = field.kind === 'field_declaration' ? field.get('name')?.text : undefined;
        return key === undefined ? [] : [{ name: key, type: typeName(field.get('type'), scope) }];
      });
      return name === undefined ? [] : [{ kind: 'class', node, name, bases: [], decorators: [], members: [], fields }]; // prettier-ignore
    }
    case 'empty_statement':
    case 'enum_item':
    case 'type_item':
    case 'union_item':
    case 'function_signature_item':
    case 'inner_attribute_item':
    case 'extern_crate_declaration':
    case 'associated_type':
    case 'macro_definition':
      return [];
    case 'ERROR':
      return statementsOf(node.items, scope);
    default:
      return into(node, scope, discard);
  }
}

function uses(node: SyntaxNode | undefined, prefix: string): { local: string; path: string }[] {
  if (!node) return [];
  const full = (text: string): string => (prefix + text).replaceAll('::', '.').replace(/\s+/g, '');
  switch (node.kind) {
    case 'use_list':
      return node.items.flatMap((item) => uses(item, prefix));
    case 'scoped_use_list': {
      const path = node.get('path')?.text;
      return uses(node.get('list'), path === undefined ? prefix : `${prefix}${path}::`);
    }
    case 'use_as_clause':
      return [{ local: node.get('alias')?.text ?? '', path: full(node.get('path')?.text ?? '') }];
    case 'use_wildcard':
      return [{ local: `import:${node.text}`, path: full(node.items[0]?.text ?? '') }];
    case 'self':
      return [{ local: prefix.replace(/::$/, '').replace(/^.*::/, ''), path: full('').replace(/\.$/, '') }];
    default:
      return [{ local: node.text.replace(/^.*::/s, ''), path: full(node.text) }];
  }
}

function letStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const pattern = node.get('pattern');
  const value = node.get('value');
  if (!pattern) return [];
  const type = node.get('type');
  const isInert = isNumber(type, scope.numbers);
  if (!value) return [];
  const command = pattern.kind === 'identifier' ? commandOf(value, scope) : undefined;
  if (pattern.kind === 'identifier') scope.commands.delete(pattern.text);
  if (command && !command.known) scope.commands.set(pattern.text, command.args);
  const otherwise = node.get('alternative');
  if (otherwise) {
    const given = expression(value, scope);
    return [
      { kind: 'if', node, test: { kind: 'not', node, operand: given }, consequent: blockInto(otherwise, scope, discard), otherwise: [] }, // prettier-ignore
      ...bindings(pattern, given, scope),
    ];
  }
  return into(value, scope, (given) =>
    bindings(pattern, isInert ? { kind: 'typed', node, type: 'int', value: given } : given, scope, type),
  );
}

/** What a pattern binds when it is matched with a value. */
function bindings(pattern: SyntaxNode, value: Expression, scope: Scope, type?: SyntaxNode): Statement[] {
  const target = targetOf(pattern, scope);
  if (!target) return [{ kind: 'expression', node: pattern, value }];
  const name = type && typeName(type, scope);
  const isTyped = name !== undefined && target.kind === 'bind';
  return [
    { kind: 'assign', node: pattern, target: isTyped ? { ...target, type: name } : target, value },
    ...harmless(pattern, scope),
  ];
}

/** The target that a pattern is; undefined when it binds nothing. */
function targetOf(pattern: SyntaxNode, scope: Scope): Target | undefined {
  switch (pattern.kind) {
    case 'identifier':
      return /^[A-Z]/.test(pattern.text) ? undefined : { kind: 'bind', name: pattern.text, node: pattern };
    case 'ref_pattern':
    case 'mut_pattern':
    case 'reference_pattern':
    case 'captured_pattern':
    case 'match_pattern': {
      const inner = pattern.items.find((one) => one.kind !== 'mutable_specifier');
      return inner && targetOf(inner, scope);
    }
    case 'or_pattern':
      return pattern.items[0] && targetOf(pattern.items[0], scope);
    case 'tuple_struct_pattern': {
      // An error holds nothing of what failed.
      if (/^(?:Err|None)$/.test(pattern.get('type')?.text ?? '')) return undefined;
      const inner = pattern.items.slice(1);
      if (inner.length === 1 && inner[0]) return targetOf(inner[0], scope);
      return { kind: 'items', node: pattern, results: true, items: inner.map((one) => targetOf(one, scope)) };
    }
    case 'tuple_pattern':
    case 'slice_pattern':
      return {
        kind: 'items',
        node: pattern,
        results: true,
        items: pattern.items.map((one) => targetOf(one, scope)),
      };
    case 'struct_pattern':
      return {
        kind: 'fields',
        node: pattern,
        entries: pattern.items.flatMap((field) => {
          if (field.kind !== 'field_pattern') return [];
          const key = field.get('name');
          const inner = field.get('pattern');
          const target: Target | undefined = inner
            ? targetOf(inner, scope)
            : key && { kind: 'bind', name: key.text, node: key };
          return key && target ? [{ key: key.text, target }] : [];
        }),
      };
    default:
      return undefined;
  }
}

/** Fields of a struct pattern whose type leaves no room for text. */
function harmless(pattern: SyntaxNode, scope: Scope): Statement[] {
  return [...pattern.walk()].flatMap((one): Statement[] => {
    const name = one.kind === 'field_pattern' && !one.get('pattern') ? one.get('name') : undefined;
    return name && scope.fields.has(name.text) ? [blank(name)] : [];
  });
}

function blank(name: SyntaxNode): Statement {
  return {
    kind: 'assign',
    node: name,
    target: { kind: 'bind', name: name.text, node: name },
    value: { kind: 'literal', node: name, value: undefined },
  };
}

/** A condition: what is bound by `let` before it, and what it asks. */
function condition(
  node: SyntaxNode | undefined,
  owner: SyntaxNode,
  scope: Scope,
  isChain = false,
): { before: Statement[]; test: Expression; bound: Statement[] } {
  if (!node) return { before: [], test: { kind: 'other', node: owner, parts: [] }, bound: [] };
  if (node.kind === 'let_condition') {
    const { before, value } = isChain
      ? { before: [], value: child(node, 'value', scope) }
      : once(node, scope);
    const pattern = node.get('pattern');
    const isError = /^Err\b/.test(pattern?.text ?? '');
    return {
      before,
      test: isError ? { kind: 'not', node, operand: value } : value,
      bound: pattern ? bindings(pattern, value, scope) : [],
    };
  }
  if (node.kind === 'let_chain') {
    const parts = node.items.map((one) => condition(one, owner, scope, true));
    const tests = parts.map((one) => one.test);
    return {
      before: [],
      test: tests.reduceRight((rest, one) => ({ kind: 'choice', node, test: one, branches: [rest] })),
      bound: parts.flatMap((one) => one.bound),
    };
  }
  return { before: [], test: expression(node, scope), bound: [] };
}

/** The value that is matched, under a name of its own unless it is a place: each arm asks for it again. */
function once(node: SyntaxNode, scope: Scope): { before: Statement[]; value: Expression } {
  const value = child(node, 'value', scope);
  if (value.kind === 'name' || value.kind === 'member' || value.kind === 'literal')
    return { before: [], value };
  const name = `match@${node.start}`;
  return {
    before: [{ kind: 'assign', node: value.node, target: { kind: 'bind', name, node: value.node }, value }],
    value: { kind: 'name', node: value.node, name },
  };
}

function loop(node: SyntaxNode, scope: Scope): Statement {
  const body = node.get('body');
  const pattern = node.get('pattern');
  if (node.kind === 'for_expression' && pattern) {
    const target = targetOf(pattern, scope);
    return {
      kind: 'loop',
      node,
      ...(target && { target }),
      iterable: child(node, 'value', scope),
      body: blockInto(body, scope, discard),
    };
  }
  const test = node.get('condition');
  const given = test ? condition(test, node, scope, true) : undefined;
  return {
    kind: 'loop',
    node,
    ...(given && { test: given.test }),
    body: [...(given?.bound ?? []), ...blockInto(body, scope, discard)],
  };
}

// ── Functions ──────────────────────────────────────────────────────────────────────────────────

const route = /^#\[\s*(?:\w+::)*(?:get|post|put|delete|patch|head|options|route|catch)\s*\(/;

function functionShape(
  node: SyntaxNode,
  scope: Scope,
  attributes: readonly SyntaxNode[] = [],
): FunctionShape {
  const name = node.get('name')?.text;
  const inner: Scope = { ...scope, commands: new Map(scope.commands) };
  const isRoute = attributes.some((one) => route.test(one.text));
  const { parameters, before } = parametersOf(node.get('parameters'), inner, isRoute);
  const body = node.get('body');
  const returned = node.get('return_type');
  const isTrait = node.parent?.parent?.get('trait') !== undefined;
  return {
    node,
    ...(name !== undefined && { name }),
    ...(scope.className !== undefined && node.kind === 'function_item' && { className: scope.className }),
    parameters,
    body: [...before, ...blockInto(body, inner, giveBack)],
    decorators: [],
    isPublic:
      node.kind === 'function_item' &&
      (isTrait || isRoute || node.items.some((one) => one.kind === 'visibility_modifier')),
    ...(returned && { returnType: typeName(returned, scope) }),
  };
}

/** What a framework hands to every handler. */
const isShared = /^(?:.*\.)?(?:State|Data|Extension)<>$/;

function parametersOf(
  list: SyntaxNode | undefined,
  scope: Scope,
  isRoute: boolean,
): { parameters: Parameter[]; before: Statement[] } {
  const before: Statement[] = [];
  const parameters = (list?.items ?? []).flatMap((item): Parameter[] => {
    if (item.kind === 'self_parameter') return [];
    const pattern = item.kind === 'parameter' ? item.get('pattern') : item;
    if (!pattern) return [];
    const type = item.kind === 'parameter' ? item.get('type') : undefined;
    const name = typeName(type, scope);
    const bare = name.replace('<>', '');
    const isText = isRoute && /^(?:String|str|any|PathBuf|Vec<>|HashMap<>|Bytes|web\.Bytes)$/.test(name);
    // `Path((id, name)): Path<(u32, String)>`
    const types = type?.get('type_arguments')?.items[0];
    const names = pattern.items.at(-1);
    if (types?.kind === 'tuple_type' && names?.kind === 'tuple_pattern')
      names.items.forEach((one, index) => {
        if (one.kind === 'identifier' && isNumber(types.items[index], scope.numbers)) before.push(blank(one));
      });
    before.push(...harmless(pattern, scope));
    return [
      {
        target: targetOf(pattern, scope) ?? { kind: 'bind', name: '_', node: pattern },
        ...(type && { type: name === 'str' ? 'String' : name }),
        ...(!isPlain(name) && { is: isShared.test(name) && types ? typeName(types, scope) : bare }),
        decorators: isText ? [{ kind: 'name', node: pattern, name: 'route' }] : [],
      },
    ];
  });
  return { parameters, before };
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────

function other(node: SyntaxNode, parts: Expression[] = []): Expression {
  return { kind: 'other', node, parts };
}

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : other(node);
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function stringValue(node: SyntaxNode): string {
  const content = node.items.map((one) => one.text).join('');
  if (node.kind === 'raw_string_literal') return content;
  return node.text
    .replace(/^[bc]?"|"$/g, '')
    .replace(/\\\r?\n\s*/g, '')
    .replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
}

function place(node: SyntaxNode, scope: Scope): Target {
  const found = expression(node, scope);
  return found.kind === 'name'
    ? { kind: 'bind', name: found.name, node }
    : { kind: 'place', place: found.kind === 'typed' ? found.value : found, node };
}

/** What an expression with branches is worth, where it stands within another. */
function worth(node: SyntaxNode, scope: Scope): Expression {
  const fn: FunctionShape = { node, parameters: [], body: into(node, scope, giveBack), decorators: [], isPublic: false }; // prettier-ignore
  return { kind: 'call', node, callee: { kind: 'function', node, fn }, args: [] };
}

function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'shorthand_field_identifier':
    case 'crate':
    case 'super':
    case 'primitive_type':
      return { kind: 'name', node, name: node.text };
    case 'self':
      return { kind: 'name', node, name: 'this' };
    case 'string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', node, value: stringValue(node) };
    case 'char_literal':
      return { kind: 'literal', node, value: node.text.slice(1, -1).replace(/^\\(.)$/, (_, one: string) => escapes[one] ?? one) }; // prettier-ignore
    case 'integer_literal':
    case 'float_literal':
      return { kind: 'literal', node, value: Number.parseFloat(node.text.replaceAll('_', '')) };
    case 'boolean_literal':
      return { kind: 'literal', node, value: node.text === 'true' };
    case 'unit_expression':
      return { kind: 'literal', node, value: undefined };
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const path = node.get('path');
      const name = node.get('name')?.text ?? '';
      if (!path) return { kind: 'name', node, name };
      // `Self::TABLE` and `Self::quote(x)`
      if (path.text === 'Self') return { kind: 'member', node, object: { kind: 'name', node: path, name: 'this' }, property: name }; // prettier-ignore
      return {
        kind: 'member',
        node,
        object: expression(path.kind === 'generic_type' ? (path.get('type') ?? path) : path, scope),
        property: name,
      };
    }
    case 'field_expression':
      return field(node, child(node, 'value', scope), node.get('field')?.text ?? '', scope);
    case 'index_expression': {
      const [object, key] = node.items;
      if (!object || !key) return other(node);
      if (key.kind === 'range_expression') return expression(object, scope);
      return { kind: 'index', node, object: expression(object, scope), key: expression(key, scope) };
    }
    case 'parenthesized_expression':
    case 'try_expression':
    case 'await_expression':
      return node.items[0] ? expression(node.items[0], scope) : other(node);
    case 'reference_expression':
      return child(node, 'value', scope);
    case 'unary_expression': {
      const operand = node.items[0] ? expression(node.items[0], scope) : other(node);
      const operator = node.children[0]?.text;
      if (operator === '*') return operand;
      if (operator === '!') return { kind: 'not', node, operand };
      return operand.kind === 'literal' && typeof operand.value === 'number'
        ? { kind: 'literal', node, value: -operand.value }
        : { kind: 'typed', node, type: 'int', value: operand };
    }
    case 'type_cast_expression': {
      const value = child(node, 'value', scope);
      return isNumber(node.get('type'), scope.numbers) ? { kind: 'typed', node, type: 'int', value } : value;
    }
    case 'binary_expression':
      return binary(node, scope);
    case 'assignment_expression':
      return {
        kind: 'assign',
        node,
        target: place(node.get('left') ?? node, scope),
        value: child(node, 'right', scope),
      };
    case 'compound_assignment_expr': {
      const left = node.get('left') ?? node;
      const value = child(node, 'right', scope);
      const before = expression(left, scope);
      const isSum = node.get('operator')?.text === '+=' || node.children[1]?.text === '+=';
      return {
        kind: 'assign',
        node,
        target: place(left, scope),
        value: isSum
          ? { kind: 'build', node, parts: [before, value] }
          : { kind: 'binary', node, operator: '-', left: before, right: value },
      };
    }
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'list', node, items: node.items.map((one) => expression(one, scope)) };
    case 'struct_expression': {
      const name = node.get('name');
      const entries = (node.get('body')?.items ?? []).map((one) => {
        if (one.kind === 'base_field_initializer')
          return { value: one.items[0] ? expression(one.items[0], scope) : other(one), spread: true };
        if (one.kind === 'shorthand_field_initializer')
          return { key: one.text, value: one.items[0] ? expression(one.items[0], scope) : other(one) };
        return { key: one.get('field')?.text ?? '', value: child(one, 'value', scope) };
      });
      const type = name ? lastName(name) : '';
      const object: Expression = { kind: 'object', node, entries };
      return type === '' || type === 'Self' ? object : { kind: 'typed', node, type, value: object };
    }
    case 'closure_expression': {
      const inner: Scope = { ...scope, commands: new Map(scope.commands) };
      const { parameters, before } = parametersOf(node.get('parameters'), inner, false);
      const body = [...before, ...blockInto(node.get('body'), inner, giveBack)];
      return { kind: 'function', node, fn: { node, parameters, body, decorators: [], isPublic: false } };
    }
    case 'generic_function':
      return child(node, 'function', scope);
    case 'call_expression':
      return callExpression(node, scope);
    case 'macro_invocation':
      return macro(node, node.get('macro')?.text ?? '', node.items.at(-1), scope);
    case 'if_expression':
    case 'match_expression':
    case 'block':
    case 'unsafe_block':
    case 'async_block':
    case 'loop_expression':
    case 'for_expression':
    case 'while_expression':
      return worth(node, scope);
    default:
      return other(node, node.items.filter((one) => !one.kind.endsWith('_type')).map((one) => expression(one, scope))); // prettier-ignore
  }
}

function field(node: SyntaxNode, object: Expression, name: string, scope: Scope): Expression {
  if (name === '') return object;
  // `path.0` of an extractor is what it holds, and a number elsewhere an item.
  if (/^\d+$/.test(name)) return name === '0' ? object : { kind: 'index', node, object, key: { kind: 'literal', node, value: Number(name) } }; // prettier-ignore
  const member: Expression = { kind: 'member', node, object, property: name };
  return scope.fields.has(name) ? { kind: 'typed', node, type: 'int', value: member } : member;
}

function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
    if (parts.some((one) => one.kind === 'literal' && typeof one.value === 'number')) return { kind: 'typed', node, type: 'int', value: other(node, parts) }; // prettier-ignore
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '&&') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||') return { kind: 'choice', node, branches: [left, right] };
  return { kind: 'binary', node, operator, left, right };
}

// ── Calls ──────────────────────────────────────────────────────────────────────────────────────

function argumentList(node: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (node?.items ?? []).map((item) => ({ value: expression(item, scope) }));
}

function callExpression(node: SyntaxNode, scope: Scope): Expression {
  const command = isChained(node) ? undefined : commandOf(node, scope);
  if (command) {
    if (!command.known) return commandCall(node, command.args);
    const before = scope.commands.get(command.known) ?? [];
    const [program] = before;
    if (!program || command.args.length === 0) return other(node);
    const all = [...before, ...command.args];
    scope.commands.set(command.known, all);
    const known: Argument = program.value.kind === 'literal' ? program : { value: { kind: 'literal', node, value: '' } }; // prettier-ignore
    return commandCall(node, [known, ...all.slice(1)]);
  }
  const given = node.get('function');
  const callee = given?.kind === 'generic_function' ? given.get('function') : given;
  const types = given?.kind === 'generic_function' ? (given.get('type_arguments')?.text ?? '') : '';
  const args = argumentList(node.get('arguments'), scope);
  if (callee?.kind === 'field_expression')
    return method(node, child(callee, 'value', scope), callee.get('field')?.text ?? '', args, types, scope);
  return call(node, callee ? expression(callee, scope) : other(node), args);
}

function commandCall(node: SyntaxNode, args: Argument[]): Expression {
  return { kind: 'call', node, callee: { kind: 'name', node, name: ':rust_command' }, args };
}

function isChained(node: SyntaxNode): boolean {
  let above = node.parent;
  while (above?.kind === 'try_expression' || above?.kind === 'await_expression') above = above.parent;
  return above?.kind === 'field_expression' && above.parent?.kind === 'call_expression';
}

/** The program and arguments of a chain on `Command::new(program)`, or on a variable that holds one. */
function commandOf(node: SyntaxNode, scope: Scope): Chain | undefined {
  if (scope.isClap) return undefined;
  if (!scope.chains.has(node)) scope.chains.set(node, chainOf(node, scope));
  return scope.chains.get(node);
}

function chainOf(node: SyntaxNode, scope: Scope): Chain | undefined {
  const calls: { name: string; args: SyntaxNode | undefined }[] = [];
  let at: SyntaxNode | undefined = node;
  while (at) {
    if (at.kind === 'try_expression' || at.kind === 'await_expression') at = at.items[0];
    else if (at.kind === 'call_expression') {
      const callee: SyntaxNode | undefined = at.get('function');
      if (callee?.kind !== 'field_expression') break;
      calls.unshift({ name: callee.get('field')?.text ?? '', args: at.get('arguments') });
      at = callee.get('value');
    } else break;
  }
  const made = at?.kind === 'call_expression' ? (at.get('function')?.text ?? '') : '';
  const isNew =
    /(?:^|::)Command::new$/.test(made) ||
    (scope.commandName !== undefined && made === `${scope.commandName}::new`);
  const known = at?.kind === 'identifier' && scope.commands.has(at.text) ? at.text : undefined;
  if (!isNew && known === undefined) return undefined;
  const args = isNew ? argumentList(at?.get('arguments'), scope) : [];
  for (const one of calls) {
    const values = argumentList(one.args, scope);
    const [first] = values;
    if (!first) continue;
    if (one.name === 'arg' || one.name === 'raw_arg') args.push(first);
    else if (one.name === 'args')
      args.push(...(first.value.kind === 'list' ? first.value.items.map((value) => ({ value })) : [{ ...first, spread: true }])); // prettier-ignore
  }
  return { args, ...(known !== undefined && { known }) };
}

const wraps =
  /^(?:(?:\w+::)*(?:(?:String|PathBuf|OsString|Cow|Bytes|Box|Arc|Rc|Vec|Uri|Url)::from|(?:Box|Arc|Rc|Path|Data|OsStr|Cow|Pin|Mutex|RwLock|Cursor|BufReader)::new|(?:str|String)::from_utf8(?:_lossy|_unchecked)?|Cow::(?:Borrowed|Owned)|Some|Ok|Box::pin)|Json|web::Json)$/;
const emptyText = /^(?:\w+::)*(?:String|PathBuf|OsString)::(?:new|with_capacity)$/;
const emptyList = /^(?:\w+::)*(?:Vec|VecDeque|HashSet|BTreeSet)(?:::<.*>)?::(?:new|with_capacity)$/;
const emptyMap = /^(?:\w+::)*(?:HashMap|BTreeMap|IndexMap)(?:::<.*>)?::(?:new|with_capacity)$/;

function call(node: SyntaxNode, callee: Expression, args: Argument[]): Expression {
  const written = writtenOf(callee);
  const [first] = args;
  if (wraps.test(written) && first) return first.value;
  if (written === 'Err') return other(node, args.map((one) => one.value)); // prettier-ignore
  if (emptyText.test(written)) return { kind: 'literal', node, value: '' };
  if (emptyList.test(written)) return { kind: 'list', node, items: [] };
  if (emptyMap.test(written)) return { kind: 'object', node, entries: [] };
  if (/(?:^|::)fs::canonicalize$/.test(written) && first)
    return { kind: 'call', node, callee: { kind: 'member', node, object: first.value, property: 'getCanonicalPath' }, args: [] }; // prettier-ignore
  if (/(?:^|::)(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|Uuid|IpAddr)::\w+$/.test(written))
    return { kind: 'typed', node, type: 'int', value: other(node, args.map((one) => one.value)) }; // prettier-ignore
  return { kind: 'call', node, callee, args };
}

function writtenOf(callee: Expression): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' ? `${writtenOf(callee.object)}::${callee.property}` : '?';
}

/** Methods that borrow, copy, unwrap or trim: what they return is the receiver, as far as text goes. */
const same = new Set([
  'clone', 'cloned', 'copied', 'to_string', 'to_owned', 'into_owned', 'as_str', 'as_ref', 'as_mut', 'as_deref', 'as_bytes',
  'as_slice', 'into', 'try_into', 'unwrap', 'expect', 'unwrap_or_default', 'into_inner', 'borrow', 'borrow_mut', 'into_string',
  'to_str', 'to_string_lossy', 'as_path', 'to_path_buf', 'into_os_string', 'as_os_str', 'ok', 'trim', 'trim_start', 'trim_end',
  'trim_matches', 'trim_start_matches', 'trim_end_matches', 'strip_prefix', 'strip_suffix', 'to_lowercase', 'to_uppercase',
  'to_ascii_lowercase', 'to_ascii_uppercase', 'iter', 'iter_mut', 'into_iter', 'collect', 'ok_or', 'ok_or_else', 'map_err',
  'context', 'with_context', 'wrap_err', 'into_bytes', 'to_vec', 'into_boxed_str', 'by_ref', 'deref', 'rev', 'skip', 'peekable',
  'chars', 'bytes', 'lines', 'fuse', 'as_mut_str', 'lock', 'into_boxed_path', 'inspect_err', 'unwrap_unchecked', 'as_string',
]); // prettier-ignore
const renamed: Record<string, string> = {
  starts_with: 'startsWith',
  ends_with: 'endsWith',
  contains: 'includes',
  contains_key: 'containsKey',
  canonicalize: 'getCanonicalPath',
  len: 'length',
  is_match: 'test',
  get_mut: 'get',
};
const numberMethods = /^(?:is_\w+|count|capacity|position|as_u64|as_i64|as_f64|as_bool|as_secs|timestamp|signum|checked_\w+|saturating_\w+|wrapping_\w+|elapsed)$/; // prettier-ignore

function method(
  node: SyntaxNode,
  receiver: Expression,
  name: string,
  args: Argument[],
  types: string,
  scope: Scope,
): Expression {
  const [first] = args;
  const closure = first?.value.kind === 'function' ? first.value : undefined;
  const parts = (): Expression[] => [receiver, ...args.map((one) => one.value)];
  if (same.has(name) && (name !== 'context' || first?.value.kind === 'literal')) return receiver;
  if (name === 'parse' && numeric.test(types.replace(/^(?:::)?<|>$/g, '').replace(/^.*::/, '')))
    return { kind: 'typed', node, type: 'int', value: receiver };
  if (name === 'parse' && args.length === 0) return receiver;
  if (name === 'unwrap_or' || name === 'or') return { kind: 'choice', node, branches: parts() };
  if ((name === 'unwrap_or_else' || name === 'or_else') && closure)
    return { kind: 'choice', node, branches: [receiver, { kind: 'call', node, callee: closure, args: [] }] };
  if (name === 'is_match') {
    const source = receiver.kind === 'name' ? scope.patterns.get(receiver.name) : /Regex::new\(\s*r?#*"([^"]*)"/.exec(receiver.node.text)?.[1]; // prettier-ignore
    if (source !== undefined)
      return { kind: 'call', node, callee: { kind: 'member', node, object: { kind: 'regex', node, source: `/${source}/` }, property: 'test' }, args }; // prettier-ignore
  }
  if (numberMethods.test(name) && !(name.startsWith('is_') && args.length > 0))
    return { kind: 'typed', node, type: 'int', value: other(node, parts()) };
  if (name === 'eq_ignore_ascii_case' && first)
    return { kind: 'binary', node, operator: '==', left: receiver, right: first.value };
  // `path.components().any(|c| matches!(c, Component::ParentDir))`
  if (name === 'any' && /ParentDir/.test(node.text) && receiver.kind === 'call' && receiver.callee.kind === 'member')
    return { kind: 'call', node, callee: { kind: 'member', node, object: receiver.callee.object, property: 'includes' }, args: [{ value: { kind: 'literal', node, value: '..' } }] }; // prettier-ignore
  // `allowed.iter().any(|one| one == x)`
  if (name === 'any' && closure) {
    const body = closure.fn.body.at(-1);
    const parameter = closure.fn.parameters[0]?.target;
    const test = body?.kind === 'return' ? body.value : undefined;
    if (test?.kind === 'binary' && test.operator === '==' && parameter?.kind === 'bind') {
      const sides = [test.left, test.right].filter((one) => !(one.kind === 'name' && one.name === parameter.name)); // prettier-ignore
      if (sides.length === 1 && sides[0])
        return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: 'includes' }, args: [{ value: sides[0] }] }; // prettier-ignore
    }
  }
  if (
    (name === 'push_str' ||
      (name === 'push' && first?.value.kind === 'literal' && first.value.node.kind === 'char_literal')) &&
    first
  ) {
    // prettier-ignore
    const target: Target = receiver.kind === 'name' ? { kind: 'bind', name: receiver.name, node: receiver.node } : { kind: 'place', place: receiver, node: receiver.node }; // prettier-ignore
    return { kind: 'assign', node, target, value: { kind: 'build', node, parts: [receiver, first.value] } };
  }
  if (/^(?:push|set_file_name)$/.test(name) && first && receiver.kind === 'name' && scope.paths.has(receiver.name))
    return { kind: 'assign', node, target: { kind: 'bind', name: receiver.name, node: receiver.node }, value: { kind: 'call', node, callee: { kind: 'name', node, name: ':rust_path_join' }, args: [{ value: receiver }, first] } }; // prettier-ignore
  // A list is joined by a text; anything else that is joined is a path.
  if (name === 'join' && first && first.value.kind !== 'literal' && receiver.kind !== 'list')
    return { kind: 'call', node, callee: { kind: 'name', node, name: ':rust_path_join' }, args: [{ value: receiver }, first] }; // prettier-ignore
  if (name === 'concat' && args.length === 0)
    return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: 'join' }, args: [{ value: { kind: 'literal', node, value: '' } }] }; // prettier-ignore
  if (/^(?:nth|next|last|first|pop|next_back|pop_front)$/.test(name))
    return { kind: 'index', node, object: receiver, key: other(node) };
  // `option.map(|x| …)` is the function called with what is in it.
  if (/^(?:map|and_then|filter_map|then|map_or|map_or_else|is_some_and)$/.test(name)) {
    const fn = args.at(-1)?.value;
    const text = receiver.node.text;
    if (
      fn?.kind === 'function' &&
      !text.startsWith('warp::') &&
      !/\.(?:iter|into_iter|lines|chars|split\w*|enumerate|zip|keys|values|drain|filter|map|rev|skip|take)\(/.test(
        text,
      )
    ) {
      // prettier-ignore
      const mapped: Expression = { kind: 'call', node, callee: fn, args: [{ value: receiver }] };
      return name === 'map_or' && first ? { kind: 'choice', node, branches: [first.value, mapped] } : mapped;
    }
  }
  if (/^(?:append|insert|set)_header$|^header$/.test(name) && first?.value.kind === 'list')
    return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: 'header' }, args: first.value.items.map((value) => ({ value })) }; // prettier-ignore
  return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: renamed[name] ?? name }, args }; // prettier-ignore
}

// ── Macros ─────────────────────────────────────────────────────────────────────────────────────

function makersOf(scope: Scope): Makers {
  return {
    atom: (node) => expression(node, scope),
    call,
    method: (node, receiver, name, args, types) => method(node, receiver, name, args, types, scope),
    field: (node, object, name) => field(node, object, name, scope),
    macro: (node, name, tokens) => macro(node, name, tokens, scope),
    isNumber: (type) => numeric.test(type) || scope.numbers.has(type),
  };
}

function macro(node: SyntaxNode, written: string, tokens: SyntaxNode | undefined, scope: Scope): Expression {
  const name = written.replace(/^.*::/, '');
  const makers = makersOf(scope);
  const args = argumentsOf(tokens, makers);
  const called = (given: Argument[]): Expression => ({ kind: 'call', node, callee: { kind: 'name', node, name: `:${name}` }, args: given }); // prettier-ignore
  // These are checked against the schema, or escape what they are given.
  if (/^(?:query(?:_\w+)?|html|rsx|sql|uri)$/.test(name)) return { kind: 'literal', node, value: undefined };
  if (name === 'format' || name === 'format_args') return formatted(node, args, makers);
  if (name === 'concat') return { kind: 'build', node, parts: args.map((one) => one.value) };
  if (name === 'env' || name === 'include_str' || name === 'option_env') return { kind: 'literal', node, value: undefined }; // prettier-ignore
  if (name === 'vec') return { kind: 'list', node, items: args.map((one) => one.value) };
  if (name === 'write' || name === 'writeln') {
    const [to, ...rest] = args;
    if (!to) return other(node);
    const text = formatted(node, rest, makers);
    // A formatter or stream keeps nothing that is read again here.
    if (to.value.kind !== 'name' || /^(?:f|fmt|formatter|w|out|writer|stdout|stderr|stream|file)$/.test(to.value.name)) return called([to, { value: text }]); // prettier-ignore
    const target: Target = { kind: 'bind', name: to.value.name, node: to.value.node };
    return { kind: 'assign', node, target, value: { kind: 'build', node, parts: [to.value, text] } };
  }
  if (/^(?:e?print(?:ln)?|info|warn|error|debug|trace|panic|bail|anyhow|log)$/.test(name)) {
    const at = args.findIndex((one) => one.value.kind === 'literal' && typeof one.value.value === 'string');
    return called([{ value: formatted(node, at > 0 ? args.slice(at) : args, makers) }]);
  }
  if (name === 'matches') {
    const [subject] = args;
    const alternatives = splitTokens(tokens)[1]?.filter((one) => one.text !== '|') ?? [];
    if (subject && alternatives.length > 0 && alternatives.every((one) => one.kind === 'string_literal')) {
      const tests = alternatives.map((one): Expression => ({ kind: 'binary', node, operator: '==', left: subject.value, right: expression(one, scope) })); // prettier-ignore
      const [first] = tests;
      return tests.length === 1 && first ? first : { kind: 'choice', node, branches: tests };
    }
    return other(node, args.slice(0, 1).map((one) => one.value)); // prettier-ignore
  }
  if (written === 'warp::path') return { kind: 'call', node, callee: { kind: 'member', node, object: { kind: 'name', node, name: 'warp' }, property: 'path' }, args: [] }; // prettier-ignore
  return other(node, args.map((one) => one.value)); // prettier-ignore
}
