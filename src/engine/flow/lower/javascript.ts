// Lowers JavaScript, TypeScript and JSX trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { chainedOperands, elementAt } from './shapes.ts';

/** Lowers a tree of the grammars javascript, typescript or tsx. */
export function lowerJavaScript(root: SyntaxNode): Program {
  const body = statements(root.items);
  publish(body, root.source.text);
  return { root, body };
}

/**
 * Marks what others can call although its declaration does not say so: by an export list, as a script without exports,
 * or because nothing in the file names it again.
 */
function publish(body: readonly Statement[], text: string): void {
  const isScript = !/\bexport\b|\bexports\b/.test(text);
  const listed = new Set(
    isScript
      ? []
      : [
          ...text.matchAll(
            /\bexport(?:s\s*=|s(?:\.\w+)+\s*=)?(?:\s+default)?\s*(?:\{([^{}]{0,2000})\}|(\w+)\s*(?:;|$))/gm,
          ),
        ].flatMap((one) => (one[1] ?? one[2] ?? '').match(/\w+/g) ?? []),
  );
  let repeated: ReadonlySet<string> | undefined;
  for (const one of body) {
    const value = one.kind === 'assign' ? one.value : one;
    if (value.kind !== 'function' && value.kind !== 'object') continue;
    const own = value.kind === 'function' ? value.fn.name : undefined;
    const name = one.kind === 'assign' && one.target.kind === 'bind' ? one.target.name : own;
    if (isScript || (name !== undefined && listed.has(name))) publishFields(value);
    else if (name !== undefined && !(repeated ??= repeatedWords(text)).has(name)) publishFields(value);
  }
}

/** The words that stand more than once in a text. */
function repeatedWords(text: string): ReadonlySet<string> {
  const once = new Set<string>();
  const again = new Set<string>();
  for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) (once.has(word) ? again : once).add(word);
  return again;
}

/** A function, or the functions of an object, such as `module.exports = { run() {} }`. */
function publishFields(value: Expression): void {
  if (value.kind === 'function') value.fn.isPublic = true;
  if (value.kind !== 'object') return;
  for (const one of value.entries) if (one.value.kind === 'function') one.value.fn.isPublic = true;
}

function statements(nodes: readonly SyntaxNode[]): Statement[] {
  return nodes.flatMap((node) => statement(node));
}

function statement(node: SyntaxNode): Statement[] {
  switch (node.kind) {
    case 'expression_statement':
      return node.items.flatMap(sequence).map((item) => toStatement(expression(item)));
    case 'lexical_declaration':
    case 'variable_declaration':
      return node.items.filter((item) => item.kind === 'variable_declarator').flatMap(declarator);
    case 'function_declaration':
    case 'generator_function_declaration':
      return [{ kind: 'function', node, fn: functionShape(node) }];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [classStatement(node)];
    case 'export_statement':
      return exported(node);
    case 'import_statement':
      return importStatement(node);
    case 'statement_block':
      return [{ kind: 'block', node, body: statements(node.items) }];
    case 'if_statement':
      return [
        {
          kind: 'if',
          node,
          test: child(node, 'condition'),
          consequent: bodyOf(node.get('consequence')),
          otherwise: bodyOf(node.get('alternative')),
        },
      ];
    case 'else_clause':
    case 'finally_clause':
    case 'labeled_statement':
      return statements(node.items.filter((item) => item.kind !== 'statement_identifier'));
    case 'for_statement':
      return [
        ...bodyOf(node.get('initializer')),
        {
          kind: 'loop',
          node,
          test: child(node, 'condition'),
          body: [...bodyOf(node.get('body')), ...bodyOf(node.get('increment'))],
        },
      ];
    case 'for_in_statement': {
      const left = node.get('left');
      return [
        {
          kind: 'loop',
          node,
          ...(left && { target: target(left) }),
          iterable: child(node, 'right'),
          body: bodyOf(node.get('body')),
        },
      ];
    }
    case 'while_statement':
    case 'do_statement':
      return [{ kind: 'loop', node, test: child(node, 'condition'), body: bodyOf(node.get('body')) }];
    case 'switch_statement':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'value'),
          cases: (node.get('body')?.items ?? []).map((one) => ({
            tests: one.get('value') ? [child(one, 'value')] : [],
            body: statements(one.all('body')),
          })),
        },
      ];
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'throw_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'continue_statement':
    case 'break_statement':
      return [{ kind: 'exit', node }];
    case 'try_statement': {
      const handler = node.get('handler');
      const parameter = handler?.get('parameter');
      return [
        {
          kind: 'try',
          node,
          body: bodyOf(node.get('body')),
          handlers: handler
            ? [{ ...(parameter && { target: target(parameter) }), body: bodyOf(handler.get('body')) }]
            : [],
          after: bodyOf(node.get('finalizer')),
        },
      ];
    }
    case 'internal_module':
    case 'module':
    case 'ambient_declaration':
      return node.get('body') ? bodyOf(node.get('body')) : [];
    case 'ERROR':
      return statements(node.items);
    default:
      return isStatementLike(node) ? [] : sequence(node).map((item) => toStatement(expression(item)));
  }
}

const silent = new Set([
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'empty_statement',
  'debugger_statement',
  'hash_bang_line',
  'function_signature',
  'import_alias',
  'statement_identifier',
]);

function isStatementLike(node: SyntaxNode): boolean {
  return silent.has(node.kind);
}

function bodyOf(node: SyntaxNode | undefined): Statement[] {
  if (!node) return [];
  return node.kind === 'statement_block' ? statements(node.items) : statement(node);
}

function toStatement(value: Expression): Statement {
  if (value.kind === 'assign')
    return { kind: 'assign', node: value.node, target: value.target, value: value.value };
  return { kind: 'expression', node: value.node, value };
}

/** The parts of `a, b, c`, in the order in which they run; bundlers write statements so. */
function sequence(node: SyntaxNode): SyntaxNode[] {
  return node.kind === 'sequence_expression' ? node.items.flatMap(sequence) : [node];
}

function declarator(node: SyntaxNode): Statement[] {
  const name = node.get('name');
  const value = node.get('value');
  if (!name || !value) return [];
  const lowered = expression(value);
  if (lowered.kind === 'function' && name.kind === 'identifier') lowered.fn.name ??= name.text;
  const required = requiredModule(value);
  if (required !== undefined) return [importFrom(node, name, required)];
  return [{ kind: 'assign', node, target: target(name), value: lowered }];
}

/** The module of `require('x')`, with or without a property read, also awaited and as a dynamic import. */
function requiredModule(node: SyntaxNode): string | undefined {
  if (node.kind === 'await_expression' || node.kind === 'parenthesized_expression')
    return node.items[0] && requiredModule(node.items[0]);
  if (node.kind === 'member_expression') {
    const object = node.get('object');
    const base = object && requiredModule(object);
    return base === undefined ? undefined : `${base}.${node.get('property')?.text ?? ''}`;
  }
  if (node.kind !== 'call_expression') return undefined;
  const callee = node.get('function')?.text;
  const first = node.get('arguments')?.items[0];
  if (first && callee !== undefined && interop.test(callee)) return requiredModule(first);
  if (callee === undefined || !requires.test(callee) || !first) return undefined;
  const module = first.kind === 'comment' ? node.get('arguments')?.items[1] : first;
  if (module?.kind !== 'string') return undefined;
  return moduleName(module);
}

const requires =
  /^(?:require|import|module\.require|process\.mainModule\.require|__(?:non_)?webpack_require__)$/;

const compiledImport = /^(?:\w+_\d+|_\w+|import_\w+)$/;
const interop = /(?:__importDefault|__importStar|_interopRequire(?:Default|Wildcard)|__toESM)\)?$/;

/** The grammar reads the tag of sql<Row>`…` as a comparison; its name is found in the text before. */
function genericTag(node: SyntaxNode): Expression | undefined {
  const { text } = node.source;
  if (text[node.start - 1] !== '>') return undefined;
  const before = text.slice(Math.max(0, node.start - maxTypeArguments), node.start);
  let open = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === '>') open++;
    if (before[at] !== '<' || --open > 0) continue;
    const names = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3}$/.exec(before.slice(0, at))?.[0].split('.');
    return names?.reduce<Expression | undefined>(
      (object, name) =>
        object ? { kind: 'member', node, object, property: name } : { kind: 'name', node, name },
      undefined,
    );
  }
  return undefined;
}

/** Characters of the types between `<` and `>`. */
const maxTypeArguments = 400;

function moduleName(node: SyntaxNode): string {
  const name = stringText(node)
    .replace(/^node:/, '')
    .replace(/\/promises$/, '');
  return sameModules.get(name) ?? name;
}

/** Modules that offer the functions of another under their names; jQuery is mostly a global. */
const sameModules: ReadonlyMap<string, string> = new Map([
  ['jquery', '$'],
  ...['mz/child_process', 'child-process-promise', 'promisify-child-process', 'async-child-process'].map(
    (name) => [name, 'child_process'] as const,
  ),
  ...['fs-extra', 'graceful-fs', 'mz/fs', 'fs-promise'].map((name) => [name, 'fs'] as const),
]);

function importFrom(node: SyntaxNode, name: SyntaxNode, module: string): Statement {
  if (name.kind === 'identifier')
    return { kind: 'import', node, bindings: [{ local: name.text, path: ownName(module, name.text) }] };
  const bindings: { local: string; path: string }[] = [];
  for (const item of name.items) {
    if (item.kind === 'shorthand_property_identifier_pattern')
      bindings.push({ local: item.text, path: `${module}.${item.text}` });
    const key = item.get('key');
    const value = item.get('value');
    if (item.kind === 'pair_pattern' && key && value?.kind === 'identifier')
      bindings.push({ local: value.text, path: `${module}.${key.text}` });
  }
  return { kind: 'import', node, bindings };
}

/** A file of the same project is known by the name that it is given here. */
function ownName(module: string, local: string): string {
  return /^(?:\.|~\/|@\/|#)/.test(module) ? local : module;
}

function importStatement(node: SyntaxNode): Statement[] {
  const source = node.get('source');
  if (!source) return [];
  const module = moduleName(source);
  const bindings: { local: string; path: string }[] = [];
  for (const clause of node.items.filter((item) => item.kind === 'import_clause')) {
    for (const item of clause.items) {
      if (item.kind === 'identifier') bindings.push({ local: item.text, path: ownName(module, item.text) });
      if (item.kind === 'namespace_import' && item.items[0])
        bindings.push({ local: item.items[0].text, path: ownName(module, item.items[0].text) });
      if (item.kind !== 'named_imports') continue;
      for (const one of item.items) {
        const name = one.get('name')?.text;
        if (name === undefined) continue;
        const path = name === 'default' ? module : `${module}.${name}`;
        bindings.push({ local: one.get('alias')?.text ?? name, path });
      }
    }
  }
  return [{ kind: 'import', node, bindings }];
}

function exported(node: SyntaxNode): Statement[] {
  const decorators = node.items.filter((item) => item.kind === 'decorator');
  const declaration = node.get('declaration') ?? node.get('value');
  if (!declaration) return [];
  const lowered = statement(declaration);
  for (const one of lowered) {
    if (one.kind === 'function') one.fn.isPublic = true;
    if (one.kind === 'assign' || one.kind === 'expression') publishFields(one.value);
    if (one.kind === 'class') one.decorators.push(...decorators.map(decorator));
  }
  return lowered;
}

function decorator(node: SyntaxNode): Expression {
  return node.items[0] ? expression(node.items[0]) : { kind: 'other', node, parts: [] };
}

function classStatement(node: SyntaxNode): Statement {
  const name = node.get('name')?.text;
  const heritage = node.items.filter((item) => item.kind === 'class_heritage');
  const bases = heritage.flatMap((one) =>
    one.items.flatMap((item) =>
      item.kind === 'extends_clause'
        ? item.all('value').map(expression)
        : item.kind === 'implements_clause'
          ? []
          : [expression(item)],
    ),
  );
  const members: Statement[] = [];
  let pending: Expression[] = [];
  for (const item of node.get('body')?.items ?? []) {
    if (item.kind === 'decorator') {
      pending.push(decorator(item));
      continue;
    }
    if (item.kind === 'method_definition') {
      const fn = functionShape(item);
      fn.decorators = [...pending, ...fn.decorators];
      if (name !== undefined) fn.className = name;
      fn.isPublic = !/^(?:private|protected|#)/.test(item.text);
      members.push({ kind: 'function', node: item, fn });
    } else if (item.kind === 'field_definition' || item.kind === 'public_field_definition') {
      const property = item.get('property') ?? item.get('name');
      const value = item.get('value');
      if (property && value) {
        const lowered = expression(value);
        if (lowered.kind === 'function') {
          lowered.fn.name ??= property.text;
          if (name !== undefined) lowered.fn.className = name;
          lowered.fn.isPublic = true;
          members.push({ kind: 'function', node: item, fn: lowered.fn });
        } else {
          const place: Expression = {
            kind: 'member',
            node: property,
            object: { kind: 'name', node: property, name: 'this' },
            property: property.text,
          };
          members.push({
            kind: 'assign',
            node: item,
            target: { kind: 'place', place, node: property },
            value: lowered,
          });
        }
      }
    } else if (item.kind === 'class_static_block') members.push(...bodyOf(item.get('body')));
    pending = [];
  }
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases,
    decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
    members,
  };
}

function functionShape(node: SyntaxNode): FunctionShape {
  const single = node.get('parameter');
  const parameters = single
    ? [{ target: target(single), decorators: [] }]
    : (node.get('parameters')?.items ?? []).map(parameter);
  const body = node.get('body');
  const name = node.get('name')?.text;
  const returns = annotation(node.get('return_type'));
  return {
    node,
    ...(name !== undefined && { name }),
    parameters,
    body: !body
      ? []
      : body.kind === 'statement_block'
        ? statements(body.items)
        : [{ kind: 'return', node: body, value: expression(body) }],
    decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
    isPublic: false,
    ...(returns !== undefined && { returnType: returns }),
  };
}

function annotation(node: SyntaxNode | undefined): string | undefined {
  return node?.text.replace(/^\s*:?\s*/, '').replace(/\s+/g, '');
}

function parameter(node: SyntaxNode): Parameter {
  if (node.kind === 'required_parameter' || node.kind === 'optional_parameter') {
    const pattern = node.get('pattern');
    const value = node.get('value');
    const type = annotation(node.get('type')) ?? (value?.kind === 'number' ? 'number' : undefined);
    return {
      target: pattern ? target(pattern) : { kind: 'items', items: [], node },
      ...(type !== undefined && { type }),
      ...(value && { fallback: expression(value) }),
      decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
      ...(pattern?.kind === 'rest_pattern' && { rest: true }),
    };
  }
  if (node.kind === 'assignment_pattern') {
    const left = node.get('left');
    return {
      target: left ? target(left) : { kind: 'items', items: [], node },
      fallback: child(node, 'right'),
      decorators: [],
    };
  }
  return { target: target(node), decorators: [], ...(node.kind === 'rest_pattern' && { rest: true }) };
}

function target(node: SyntaxNode): Target {
  switch (node.kind) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return { kind: 'bind', name: node.text, node };
    case 'lexical_declaration':
    case 'variable_declaration': {
      const name = node.items[0]?.get('name');
      return name ? target(name) : { kind: 'items', items: [], node };
    }
    case 'object_pattern':
      return { kind: 'fields', node, entries: node.items.map(fieldTarget) };
    case 'array_pattern':
      return { kind: 'items', node, items: node.items.map(target) };
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = node.get('left');
      return left ? target(left) : { kind: 'items', items: [], node };
    }
    case 'rest_pattern':
    case 'undefined':
      return node.items[0] ? target(node.items[0]) : { kind: 'items', items: [], node };
    default:
      return { kind: 'place', place: expression(node), node };
  }
}

function fieldTarget(node: SyntaxNode): { key?: string; target: Target; fallback?: Expression } {
  if (node.kind === 'pair_pattern') {
    const key = node.get('key');
    const value = node.get('value');
    const inner = value?.kind === 'assignment_pattern' ? value.get('right') : undefined;
    return {
      ...(key && { key: propertyName(key) ?? key.text }),
      target: value ? target(value) : { kind: 'items', items: [], node },
      ...(inner && { fallback: expression(inner) }),
    };
  }
  if (node.kind === 'object_assignment_pattern') {
    const left = node.get('left');
    return { ...(left && { key: left.text }), target: target(node), fallback: child(node, 'right') };
  }
  if (node.kind === 'rest_pattern') return { target: target(node) };
  return { key: node.text, target: target(node) };
}

function propertyName(node: SyntaxNode): string | undefined {
  if (node.kind === 'string') return stringText(node);
  if (node.kind === 'computed_property_name') {
    const inner = node.items[0];
    return inner?.kind === 'string' ? stringText(inner) : undefined;
  }
  return node.text;
}

function child(node: SyntaxNode, field: string): Expression {
  const found = node.get(field);
  return found ? expression(found) : { kind: 'other', node, parts: [] };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', f: '\f', v: '\v' };

function stringText(node: SyntaxNode): string {
  let out = '';
  for (const part of node.children) {
    if (part.kind === 'string_fragment') out += part.text;
    if (part.kind === 'escape_sequence') out += escapes[part.text.slice(1)] ?? part.text.slice(1);
  }
  return out;
}

function expression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'this':
    case 'import':
    case 'super':
    case 'shorthand_property_identifier':
    case 'property_identifier':
      return { kind: 'name', node, name: node.text };
    case 'string':
    case 'jsx_text':
      return { kind: 'literal', node, value: node.kind === 'string' ? stringText(node) : node.text };
    case 'number':
      return { kind: 'literal', node, value: Number(node.text.replace(/_|n$/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'null':
    case 'undefined':
      return { kind: 'literal', node, value: null };
    case 'regex':
      return { kind: 'regex', node, source: node.text };
    case 'template_string': {
      const tag = genericTag(node);
      const parts = templateParts(node);
      return tag ? { kind: 'tagged', node, tag, parts } : { kind: 'build', node, parts };
    }
    case 'member_expression': {
      const object = node.get('object');
      // `axios_1.default`, `_axios.default`: what compilers make of a default import.
      if (node.get('property')?.text === 'default' && object && compiledImport.test(object.text))
        return expression(object);
      return {
        kind: 'member',
        node,
        object: child(node, 'object'),
        property: node.get('property')?.text ?? '',
      };
    }
    case 'subscript_expression': {
      const key = child(node, 'index');
      const object = child(node, 'object');
      return elementAt(node, object, key);
    }
    case 'call_expression': {
      const args = node.get('arguments');
      const callee = child(node, 'function');
      if (args?.kind === 'template_string')
        return { kind: 'tagged', node, tag: callee, parts: templateParts(args) };
      const required = requiredModule(node);
      if (required !== undefined) return { kind: 'name', node, name: `:${required}` };
      const given = argumentsOf(args);
      return { kind: 'call', node, callee: firstOnly(callee, given), args: given };
    }
    case 'new_expression':
      return {
        kind: 'call',
        node,
        callee: child(node, 'constructor'),
        args: argumentsOf(node.get('arguments')),
        isNew: true,
      };
    case 'binary_expression':
      return binary(node);
    case 'unary_expression':
      if (node.get('operator')?.text === '!') return { kind: 'not', node, operand: child(node, 'argument') };
      return node.get('operator')?.text === '+'
        ? {
            kind: 'call',
            node,
            callee: { kind: 'name', node, name: 'Number' },
            args: [{ value: child(node, 'argument') }],
          }
        : {
            kind: 'binary',
            node,
            operator: node.get('operator')?.text ?? 'unary',
            left: child(node, 'argument'),
            right: child(node, 'argument'),
          };
    case 'update_expression':
      return {
        kind: 'binary',
        node,
        operator: '++',
        left: child(node, 'argument'),
        right: child(node, 'argument'),
      };
    case 'assignment_expression': {
      const left = node.get('left');
      const value = child(node, 'right');
      if (value.kind === 'function' && left) value.fn.name ??= left.get('property')?.text ?? left.text;
      if (left && /^(?:module\.)?exports\b/.test(left.text)) publishFields(value);
      return {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value,
      };
    }
    case 'augmented_assignment_expression': {
      const left = node.get('left');
      const operator = node.get('operator')?.text ?? '';
      const before = child(node, 'left');
      const right = child(node, 'right');
      const value: Expression =
        operator === '+='
          ? { kind: 'build', node, parts: [before, right] }
          : /^(?:\|\||&&|\?\?)=$/.test(operator)
            ? { kind: 'choice', node, branches: [before, right] }
            : { kind: 'binary', node, operator, left: before, right };
      return {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value,
      };
    }
    case 'ternary_expression':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition'),
        branches: [child(node, 'consequence'), child(node, 'alternative')],
      };
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'function':
    case 'method_definition':
      return { kind: 'function', node, fn: functionShape(node) };
    case 'class':
    case 'class_declaration':
      return classExpression(node);
    case 'object':
      return { kind: 'object', node, entries: node.items.map(entry) };
    case 'array':
      return {
        kind: 'list',
        node,
        items: node.items.map((item) =>
          expression(item.kind === 'spread_element' ? (item.items[0] ?? item) : item),
        ),
      };
    case 'parenthesized_expression':
    case 'await_expression':
    case 'yield_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'jsx_expression':
    case 'spread_element':
      return node.items[0] ? expression(node.items[0]) : { kind: 'literal', node, value: null };
    case 'type_assertion': {
      const last = node.items.at(-1);
      return last ? expression(last) : { kind: 'other', node, parts: [] };
    }
    case 'sequence_expression': {
      // `(0, exports.run)(command)` only drops the receiver; other parts run for what they assign.
      const parts = sequence(node).filter((item, i, all) => i === all.length - 1 || item.kind !== 'number');
      const last = parts.pop();
      if (!last) return { kind: 'other', node, parts: [] };
      if (parts.length === 0) return expression(last);
      const test: Expression = { kind: 'list', node, items: parts.map(expression) };
      return { kind: 'choice', node, test, branches: [expression(last)] };
    }
    case 'jsx_element':
    case 'jsx_self_closing_element':
      return jsx(node);
    default:
      return {
        kind: 'other',
        node,
        parts: node.items.filter((item) => !silent.has(item.kind)).map(expression),
      };
  }
}

function classExpression(node: SyntaxNode): Expression {
  // A class expression is evaluated as an immediately known function body that defines its members.
  const shape: FunctionShape = {
    node,
    parameters: [],
    body: [classStatement(node)],
    decorators: [],
    isPublic: false,
  };
  return { kind: 'function', node, fn: shape };
}

/** `text.replace('a', b)` replaces the first `a` only, as does an expression without `g`. */
function firstOnly(callee: Expression, args: readonly Argument[]): Expression {
  if (callee.kind !== 'member' || callee.property !== 'replace' || args.length !== 2) return callee;
  const first = args[0]?.value;
  const isFirst =
    (first?.kind === 'literal' && typeof first.value === 'string') ||
    (first?.kind === 'regex' && !/\/\w*g\w*$/.test(first.source));
  return isFirst ? { ...callee, property: 'replaceFirst' } : callee;
}

function templateParts(node: SyntaxNode): Expression[] {
  const parts: Expression[] = [];
  for (const part of node.children) {
    if (part.kind === 'string_fragment') parts.push({ kind: 'literal', node: part, value: part.text });
    if (part.kind === 'escape_sequence')
      parts.push({ kind: 'literal', node: part, value: escapes[part.text.slice(1)] ?? part.text.slice(1) });
    if (part.kind === 'template_substitution' && part.items[0]) parts.push(expression(part.items[0]));
  }
  return parts;
}

function argumentsOf(node: SyntaxNode | undefined): Argument[] {
  return (node?.items ?? []).map((item) => {
    const value = expression(item);
    return item.kind === 'spread_element' ? { value, spread: true } : { value };
  });
}

/** `a + b + c` becomes one build with its parts in order, without recursion on the left. */
function binary(node: SyntaxNode): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    return { kind: 'build', node, parts: chainedOperands(node, '+').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '||' || operator === '??') return { kind: 'choice', node, branches: [left, right] };
  if (operator === '&&') return { kind: 'choice', node, test: left, branches: [right] };
  return { kind: 'binary', node, operator, left, right };
}

function entry(node: SyntaxNode): { key?: string; value: Expression; spread?: boolean } {
  if (node.kind === 'spread_element')
    return {
      value: node.items[0] ? expression(node.items[0]) : { kind: 'other', node, parts: [] },
      spread: true,
    };
  if (node.kind === 'pair') {
    const key = node.get('key');
    const name = key && propertyName(key);
    const value = child(node, 'value');
    if (value.kind === 'function' && name !== undefined) value.fn.name ??= name;
    return { ...(name !== undefined && { key: name }), value };
  }
  const name = node.kind === 'method_definition' ? node.get('name')?.text : node.text;
  return { ...(name !== undefined && { key: name }), value: expression(node) };
}

/** JSX becomes `jsx(tag, {attribute: value, …}, …children)`, so that models can name attributes as sinks. */
function jsx(node: SyntaxNode): Expression {
  const opening = node.kind === 'jsx_element' ? node.get('open_tag') : node;
  const name = opening?.get('name');
  const entries: { key?: string; value: Expression; spread?: boolean }[] = [];
  for (const attribute of opening?.items ?? []) {
    if (attribute.kind === 'jsx_expression' && attribute.items[0])
      entries.push({ value: expression(attribute.items[0]), spread: true });
    if (attribute.kind !== 'jsx_attribute') continue;
    const key = attribute.items[0]?.text;
    const value = attribute.items[1];
    entries.push({
      ...(key !== undefined && { key }),
      value: value ? expression(value) : { kind: 'literal', node: attribute, value: true },
    });
  }
  const children = node.items
    .filter((item) => /^jsx_(?:element|self_closing_element|expression|text)$/.test(item.kind))
    .map((item) => ({ value: expression(item) }));
  const at = opening ?? node;
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: at, name: 'jsx' },
    args: [
      { value: { kind: 'literal', node: name ?? at, value: name?.text ?? '' } },
      { value: { kind: 'object', node: at, entries } },
      ...children,
    ],
  };
}
