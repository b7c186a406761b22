// Lowers C and C++ trees to the shapes of ir.ts. A pointer stands for what it points to, `std::` goes without saying.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { asNumber, called, inputsOf } from './cpp-calls.ts';
import { asCondition, expression, type Scope } from './cpp-expressions.ts';
import { declared, fileNames, isNumberType, isStringType, namesOf, typeText } from './cpp-types.ts';
import { publishUncalled } from './shapes.ts';

/** Lowers a tree of the grammar cpp. */
export function lowerCpp(root: SyntaxNode): Program {
  const text = root.text;
  const scope: Scope = {
    names: fileNames(root),
    inputs: inputsOf(text),
    isC: !/::|\btemplate\s?<|\bclass\s/.test(text),
    aliases: new Map(),
    records: recordsOf(root),
    function: (node) => lambda(node, scope),
  };
  const body = statements(root, scope);
  const functions = body.flatMap((one) => (one.kind === 'function' ? one.fn : []));
  publishUncalled(functions, text);
  return { root, body };
}

/** Structs that hold what is put into them and do nothing. */
function recordsOf(root: SyntaxNode): Set<string> {
  const records = new Set<string>();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const isRecord = node.kind === 'struct_specifier' || node.kind === 'class_specifier';
    const name = isRecord && node.get('body') ? node.get('name')?.text : undefined;
    const body = node.get('body');
    if (name !== undefined && body && body.end - body.start < 10_000 && !body.text.includes('('))
      records.add(name);
    if (node.kind === 'function_definition') continue;
    for (const child of node.children) if (child.named && child.children.length > 0) stack.push(child);
  }
  return records;
}

// ── Declarations ───────────────────────────────────────────────────────────────────────────────

function statements(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  return node.kind === 'compound_statement' || containers.has(node.kind)
    ? node.items.flatMap((item) => statement(item, scope))
    : statement(node, scope);
}

/** What only holds others. */
const containers: ReadonlySet<string> = new Set([
  'translation_unit', 'declaration_list', 'preproc_ifdef', 'preproc_if', 'preproc_else', 'preproc_elif', 'ERROR',
  'field_declaration_list', 'linkage_specification', 'namespace_definition', 'template_declaration', 'else_clause', 'init_statement',
]); // prettier-ignore

function statement(node: SyntaxNode, scope: Scope): Statement[] {
  if (containers.has(node.kind)) return statements(node, scope);
  switch (node.kind) {
    case 'preproc_include': {
      const path = (node.get('path')?.text ?? '').replace(/^[<"]|[>"]$/g, '').replace(/\.h(?:pp)?$/, '');
      return [
        { kind: 'import', node, bindings: [{ local: `import:${path}`, path: path.replaceAll('/', '.') }] },
      ];
    }
    case 'preproc_def':
      return constant(node);
    case 'namespace_alias_definition': {
      const [name, full] = node.items;
      if (name && full) scope.aliases.set(name.text, full.text);
      return [];
    }
    case 'function_definition':
      return functionStatement(node, scope);
    case 'declaration':
      return declaration(node, scope);
    case 'class_specifier':
    case 'struct_specifier':
      return classStatement(node, scope);
    case 'field_declaration':
      return field(node, scope);
    case 'compound_statement':
      return [{ kind: 'block', node, body: statements(node, scope) }];
    case 'expression_statement':
      return node.items.flatMap((item) => expressionStatement(item, node, scope));
    case 'if_statement':
      return ifStatement(node, scope);
    case 'while_statement':
    case 'do_statement':
    case 'for_statement':
    case 'for_range_loop':
      return loop(node, scope);
    case 'switch_statement':
      return switchStatement(node, scope);
    case 'return_statement':
    case 'co_return_statement': {
      const [value] = node.items;
      return [{ kind: 'return', node, ...(value && { value: expression(value, scope) }) }];
    }
    case 'throw_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    // `goto fail` leads to where things are given back.
    case 'goto_statement':
      return [{ kind: 'exit', node }];
    case 'break_statement':
    case 'continue_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'labeled_statement':
      return node.items.slice(1).flatMap((item) => statement(item, scope));
    case 'try_statement':
      return [
        {
          kind: 'try',
          node,
          body: statements(node.get('body'), scope),
          handlers: node.items
            .filter((item) => item.kind === 'catch_clause')
            .map((item) => ({ body: statements(item.get('body'), scope) })),
          after: [],
        },
      ];
    // `find(BAD_CAST path, ctx);` reads like the head of a function.
    case 'function_declarator':
      return node.parent?.kind === 'ERROR' ? [{ kind: 'expression', node, value: misread(node, scope) }] : [];
    case 'type_definition':
    case 'alias_declaration':
    case 'using_declaration':
    case 'enum_specifier':
    case 'union_specifier':
    case 'access_specifier':
    case 'preproc_function_def':
    case 'preproc_call':
    case 'static_assert_declaration':
      return [];
    default:
      return node.kind.startsWith('preproc_') ||
        node.kind.endsWith('_type') ||
        node.kind === 'type_identifier'
        ? []
        : [{ kind: 'expression', node, value: expression(node, scope) }];
  }
}

/** `#define ROOT "/srv"` */
function constant(node: SyntaxNode): Statement[] {
  const name = node.get('name');
  const value = /^\s*(?:"((?:[^"\\\n]|\\.){0,400})"|(\d{1,12}))\s*$/.exec(
    node.get('value')?.text.slice(0, 420) ?? '',
  );
  if (!name || !value) return [];
  const literal = value[1] ?? Number(value[2]);
  return [{ kind: 'assign', node, target: bind(name), value: { kind: 'literal', node, value: literal } }];
}

function bind(node: SyntaxNode, type?: string): Target {
  return { kind: 'bind', name: node.text, node, ...(type !== undefined && { type }) };
}

/** A type's name for models: without `std::`, qualifiers and type arguments. */
function apiName(type: string): string {
  const bare = type
    .replace(/^(?:(?:const|static|struct|constexpr|thread_local|inline) )*/, '')
    .replace(/<.*$/, '');
  return bare
    .replace(/[\s*&]+$/, '')
    .replace(/^(?:::)?(?:std::)?/, '')
    .replaceAll('::', '.');
}

function declaration(node: SyntaxNode, scope: Scope): Statement[] {
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
function misread(node: SyntaxNode, scope: Scope): Expression {
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

function field(node: SyntaxNode, scope: Scope): Statement[] {
  const type = node.get('type');
  if (type?.get('body')) return classStatement(type, scope);
  return [];
}

function classStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const body = node.get('body');
  if (!body) return [];
  const name = node.get('name')?.text;
  const members = body.items.flatMap((item) => statement(item, { ...scope, className: name ?? '' }));
  return [{ kind: 'class', node, ...(name !== undefined && { name }), bases: [], decorators: [], members }];
}

// ── Functions ──────────────────────────────────────────────────────────────────────────────────

function functionDeclarator(node: SyntaxNode): SyntaxNode | undefined {
  let one = node.get('declarator');
  for (let left = 12; one && one.kind !== 'function_declarator' && left > 0; left--)
    one = one.get('declarator') ?? one.items[0];
  return one?.kind === 'function_declarator' ? one : undefined;
}

function functionStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const declarator = functionDeclarator(node);
  const body = node.get('body');
  // A macro in front of a function makes its head unreadable; its body is read all the same.
  if (!declarator) {
    const names = scope.isWithin ? scope.names : namesOf(node, scope.names);
    return body ? statements(body, { ...scope, names, isWithin: true }) : [];
  }
  return [{ kind: 'function', node, fn: functionShape(node, declarator, body, scope) }];
}

function functionShape(
  node: SyntaxNode,
  declarator: SyntaxNode,
  body: SyntaxNode | undefined,
  scope: Scope,
): FunctionShape {
  const written = declarator.get('declarator');
  const parts = (written?.text ?? '').replace(/<[^<>]{0,80}>/g, '').split('::');
  const name = parts.at(-1) ?? '';
  const owner = parts.length > 1 && written?.kind === 'qualified_identifier' ? parts.at(-2) : undefined;
  const className = scope.className ?? (owner !== undefined && /^[A-Z]/.test(owner) ? owner : undefined);
  // What a function declares holds for those that are written in it too.
  const names = scope.isWithin ? scope.names : namesOf(node, scope.names);
  const inner: Scope = { ...scope, names, isWithin: true };
  inner.function = (one) => lambda(one, inner);
  const isStatic =
    className === undefined &&
    node.items.some((item) => item.kind === 'storage_class_specifier' && item.text === 'static');
  const type = typeText(node);
  const isPointer = node.get('declarator')?.kind === 'pointer_declarator';
  return {
    node,
    name,
    ...(className !== undefined && { className }),
    parameters: parametersOf(declarator),
    body: [...initializers(node, inner), ...statements(body, inner)],
    decorators: [],
    isPublic: !isStatic,
    ...(isNumberType(type) && !isPointer && { returnType: 'int' }),
  };
}

/** `Foo(std::string a) : name_(a)` */
function initializers(node: SyntaxNode, scope: Scope): Statement[] {
  const list = node.items.find((item) => item.kind === 'field_initializer_list');
  return (list?.items ?? []).flatMap((item): Statement[] => {
    const [name, given] = item.items;
    const value = given?.items[0];
    if (!name || !value || name.kind !== 'field_identifier') return [];
    return [{ kind: 'assign', node: item, target: bind(name), value: expression(value, scope) }];
  });
}

function parametersOf(declarator: SyntaxNode): Parameter[] {
  return (declarator.get('parameters')?.items ?? []).flatMap((item): Parameter[] => {
    if (!item.kind.endsWith('parameter_declaration')) return [];
    const { name, isPlain } = declared(item.get('declarator'));
    const type = typeText(item);
    const api = apiName(type);
    const isText =
      /^(?:(?:const|unsigned|signed) )*(?:char|wchar_t|void|u?int8_t|TCHAR|LPC?W?STR|LPCTSTR|xmlChar|gchar|auto|std::vector.*|std::span.*)\b/.test(
        type,
      ) || isStringType(type);
    return [
      {
        target: name ? bind(name) : { kind: 'bind', name: '', node: item },
        decorators: [],
        ...(isPlain && isNumberType(type)
          ? { type: 'int' }
          : isText
            ? {}
            : api !== '' && { type: api, is: api }),
      },
    ];
  });
}

function lambda(node: SyntaxNode, scope: Scope): FunctionShape {
  const declarator = node.get('declarator');
  return {
    node,
    parameters: declarator ? parametersOf(declarator) : [],
    body: statements(node.get('body'), scope),
    decorators: [],
    isPublic: false,
  };
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────

const leaves =
  /^(?:(?:std::)?(?:exit|_exit|_Exit|abort|terminate|quick_exit)|die\w*|fatal\w*|usage\w*|errx?|verrx?|panic|bail_?out|BUG|error_exit|fail\w*|croak|g_error|ereport|Fatal\w*|FATAL)$/;

function expressionStatement(item: SyntaxNode, node: SyntaxNode, scope: Scope): Statement[] {
  const callee = item.kind === 'call_expression' ? (item.get('function')?.text ?? '') : '';
  const value = expression(item, scope);
  if (/^(?:assert|g_assert|Q_ASSERT|g_return_if_fail|g_return_val_if_fail|CHECK)$/.test(callee)) {
    const test = item.get('arguments')?.items[0];
    if (test)
      return [{ kind: 'if', node, test: { kind: 'not', node, operand: expression(test, scope) }, consequent: [{ kind: 'exit', node }], otherwise: [] }]; // prettier-ignore
  }
  const one: Statement = { kind: 'expression', node, value };
  return leaves.test(callee) ? [one, { kind: 'exit', node }] : [one];
}

function condition(node: SyntaxNode, scope: Scope): { before: Statement[]; test: Expression } {
  const clause = node.get('condition');
  const initializer = clause?.get('initializer');
  const inner = clause?.kind === 'condition_clause' ? clause.get('value') : clause;
  const before = initializer ? statement(initializer, scope) : [];
  if (!inner) return { before, test: { kind: 'other', node, parts: [] } };
  // `if (auto *p = find(x))`
  if (inner.kind === 'declaration') {
    const { name } = declared(inner.get('declarator'));
    const value = inner.get('value') ?? inner.get('declarator')?.get('value');
    const test: Expression = name
      ? { kind: 'name', node: name, name: name.text }
      : { kind: 'other', node, parts: [] };
    if (name && value)
      before.push({ kind: 'assign', node: inner, target: bind(name), value: expression(value, scope) });
    return { before, test };
  }
  return { before, test: asCondition(expression(inner, scope)) };
}

function ifStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const { before, test } = condition(node, scope);
  return [
    ...before,
    {
      kind: 'if',
      node,
      test,
      consequent: statements(node.get('consequence'), scope),
      otherwise: statements(node.get('alternative'), scope),
    },
  ];
}

function loop(node: SyntaxNode, scope: Scope): Statement[] {
  const body = statements(node.get('body'), scope);
  const proved = charactersChecked(node);
  const after: Statement[] = proved.map((name) => ({
    kind: 'expression',
    node,
    value: called(node, 'c_characters_checked', [{ kind: 'name', node, name }]),
  }));
  if (node.kind === 'for_range_loop') {
    const { name } = declared(node.get('declarator'));
    const right = node.get('right');
    const iterable: Expression = right ? expression(right, scope) : { kind: 'other', node, parts: [] };
    return [{ kind: 'loop', node, ...(name && { target: bind(name) }), iterable, body }, ...after];
  }
  if (node.kind === 'for_statement') {
    const initializer = node.get('initializer');
    const test = node.get('condition');
    const update = node.get('update');
    const first = initializer
      ? initializer.kind === 'declaration'
        ? declaration(initializer, scope)
        : expressionStatement(initializer, initializer, scope)
      : [];
    const last = update ? expressionStatement(update, update, scope) : [];
    const tested = test && { test: expression(test, scope) };
    return [...first, { kind: 'loop', node, ...tested, body: [...body, ...last] }, ...after];
  }
  const { before, test } = condition(node, scope);
  return [...before, { kind: 'loop', node, test, body }, ...after];
}

/** A loop that leaves at a character that is no letter or digit proves the text of which it sees each. */
function charactersChecked(node: SyntaxNode): string[] {
  const text = node.text.slice(0, 800);
  if (!/\b(?:std::)?is(?:w?alnum|w?digit|xdigit|w?alpha|alphanum)\b|\[A-Za-z|'0'|'a'/.test(text)) return [];
  if (!/\b(?:return|goto|throw|exit|die|break)\b|=\s{0,4}'[_x-]'|\bfalse\b|\b0;/.test(text)) return [];
  const names = new Set<string>();
  for (const match of text.matchAll(
    /\*\s{0,4}(\w{1,60})\b|\b(\w{1,60})\s{0,4}\[|:\s{0,4}(\w{1,60})\s{0,4}\)|=\s{0,4}(\w{1,60})\s{0,4};/g,
  )) {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (name !== undefined && !/^(?:char|const|auto|int|unsigned|\d+)$/.test(name)) names.add(name);
    if (names.size > 5) break;
  }
  return [...names];
}

function switchStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const { before, test } = condition(node, scope);
  const groups = (node.get('body')?.items ?? []).filter((item) => item.kind === 'case_statement');
  const cases: Extract<Statement, { kind: 'switch' }>['cases'] = [];
  let tests: Expression[] = [];
  let isDefault = false;
  for (const group of groups) {
    const value = group.get('value');
    if (value) tests.push(expression(value, scope));
    else isDefault = true;
    const body = group.items.filter((item) => item !== value).flatMap((item) => statement(item, scope));
    if (body.length === 0) continue;
    cases.push({ tests, body, ...(isDefault && { isDefault }) });
    tests = [];
    isDefault = false;
  }
  return [...before, { kind: 'switch', node, subject: test, cases }];
}
