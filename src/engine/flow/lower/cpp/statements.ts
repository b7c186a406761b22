// Statements in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { bind, declaration, declared, misread } from './assignments.ts';
import { called } from './calls.ts';
import { asCondition } from './conditions.ts';
import { classStatement, constant, field } from './declarations.ts';
import { expression } from './expressions.ts';
import { functionStatement } from './functions.ts';
import type { Scope } from './scope.ts';

/** Statements in order. */
export function statements(node: SyntaxNode | undefined, scope: Scope): Statement[] {
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

// prettier-ignore
/** One statement; some are several in the shapes. */
export function statement(node: SyntaxNode, scope: Scope): Statement[] {
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

const leaves =
  /^(?:(?:std::)?(?:exit|_exit|_Exit|abort|terminate|quick_exit)|die\w*|fatal\w*|usage\w*|errx?|verrx?|panic|bail_?out|BUG|error_exit|fail\w*|croak|g_error|ereport|Fatal\w*|FATAL)$/;

/** An expression that stands for itself; an assignment is one. */
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

/** An `if` with its alternatives. */
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

/** The condition of an `if` or a loop. */
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

/** A loop, and what it proves of a text. */
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

/** A switch with its cases. */
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
