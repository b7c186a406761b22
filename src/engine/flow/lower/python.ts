// Lowers Python trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { chainedOperands, elementAt } from './shapes.ts';

/** Lowers a tree of the grammar python. */
export function lowerPython(root: SyntaxNode): Program {
  return { root, body: statements(root.items, undefined) };
}

function statements(nodes: readonly SyntaxNode[], className: string | undefined): Statement[] {
  return nodes.flatMap((node) => statement(node, [], className));
}

function bodyOf(node: SyntaxNode | undefined, className?: string): Statement[] {
  if (!node) return [];
  return node.kind === 'block' || node.kind === 'ERROR'
    ? statements(node.items, className)
    : statement(node, [], className);
}

function statement(node: SyntaxNode, decorators: Expression[], className: string | undefined): Statement[] {
  switch (node.kind) {
    case 'expression_statement':
      return node.items.map((item) => expressionStatement(item));
    case 'function_definition':
      return [{ kind: 'function', node, fn: functionShape(node, decorators, className) }];
    case 'decorated_definition': {
      const found = node.items.filter((item) => item.kind === 'decorator').map(decorator);
      const definition = node.get('definition');
      return definition ? statement(definition, found, className) : [];
    }
    case 'class_definition': {
      const name = node.get('name')?.text;
      return [
        {
          kind: 'class',
          node,
          ...(name !== undefined && { name }),
          bases: argumentsOf(node.get('superclasses')).map((one) => one.value),
          decorators,
          members: bodyOf(node.get('body'), name),
          ...(isRecord(node, decorators) && { fields: fieldsOf(node) }),
        },
      ];
    }
    case 'if_statement':
      return [ifStatement(node, node.all('alternative'))];
    case 'for_statement': {
      const left = node.get('left');
      const otherwise = node.get('alternative');
      return [
        {
          kind: 'loop',
          node,
          ...(left && { target: target(left) }),
          iterable: child(node, 'right'),
          body: bodyOf(node.get('body')),
        },
        ...(otherwise ? bodyOf(otherwise.get('body')) : []),
      ];
    }
    case 'while_statement':
      return [{ kind: 'loop', node, test: child(node, 'condition'), body: bodyOf(node.get('body')) }];
    case 'with_statement':
      return [...withItems(node), { kind: 'block', node, body: bodyOf(node.get('body')) }];
    case 'try_statement':
      return [tryStatement(node)];
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'raise_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'continue_statement':
    case 'break_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'assert_statement':
      return node.items[0]
        ? [
            {
              kind: 'if',
              node,
              test: expression(node.items[0]),
              consequent: [],
              otherwise: [{ kind: 'exit', node }],
            },
          ]
        : [];
    case 'import_statement':
    case 'import_from_statement':
      return [importStatement(node)];
    case 'match_statement':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'subject'),
          cases: (node.get('body')?.items ?? [])
            .filter((item) => item.kind === 'case_clause')
            .map((item) => ({
              tests: item.items
                .filter((one) => one.kind === 'case_pattern')
                .flatMap((one) =>
                  one.items.filter((inner) => /^(?:string|integer)$/.test(inner.kind)).map(expression),
                ),
              body: [...captures(item, node), ...bodyOf(item.get('consequence'))],
              ...(/^case\s+[a-z_]\w*\s*:/.test(item.text) && { isDefault: true }),
            })),
        },
      ];
    case 'block':
    case 'ERROR':
      return statements(node.items, className);
    case 'pass_statement':
    case 'global_statement':
      return [{ kind: 'global', node, names: node.items.map((one) => one.text) }];
    case 'nonlocal_statement':
    case 'future_import_statement':
    case 'type_alias_statement':
      return [];
    default:
      return [expressionStatement(node)];
  }
}

/** The names that the pattern of a case gives to the subject or to parts of it. */
function captures(clause: SyntaxNode, match: SyntaxNode): Statement[] {
  const out: Statement[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    const [name] = node.items;
    const isName =
      (node.kind === 'dotted_name' && node.items.length === 1) || node.kind === 'as_pattern_target';
    if (isName && name?.kind === 'identifier' && name.text !== '_')
      out.push({
        kind: 'assign',
        node,
        target: { kind: 'bind', name: name.text, node: name },
        value: child(match, 'subject'),
      });
    else if (depth < 6)
      for (const one of node.items)
        // The name before the brackets of a class is none that is given.
        if (node.kind !== 'class_pattern' || one.kind !== 'dotted_name') visit(one, depth + 1);
  };
  for (const one of clause.items) if (one.kind === 'case_pattern') visit(one, 0);
  return out.slice(0, 20);
}

/** A class whose annotated fields are all that a caller fills in: a schema or a data class. */
function isRecord(node: SyntaxNode, decorators: readonly Expression[]): boolean {
  return (
    /\b(?:\w*Model|\w*Schema|Struct|TypedDict|NamedTuple)\b/.test(node.get('superclasses')?.text ?? '') ||
    decorators.some((one) => /dataclass|define|attrs/.test(one.node.text))
  );
}

function fieldsOf(node: SyntaxNode): { name: string; type: string }[] {
  return (node.get('body')?.items ?? []).flatMap((statementNode) =>
    statementNode.items
      .filter((item) => item.kind === 'assignment')
      .flatMap((item) => {
        const name = item.get('left')?.text;
        const type = item.get('type')?.text.replace(/\s+/g, '');
        return name === undefined || type === undefined ? [] : [{ name, type }];
      }),
  );
}

function expressionStatement(node: SyntaxNode): Statement {
  if (node.kind === 'assignment') {
    const left = node.get('left');
    const right = node.get('right');
    if (!left || !right) return { kind: 'expression', node, value: { kind: 'other', node, parts: [] } };
    return { kind: 'assign', node, target: target(left), value: expression(right) };
  }
  if (node.kind === 'delete_statement')
    return { kind: 'expression', node, value: { kind: 'other', node, parts: [] } };
  if (node.kind === 'augmented_assignment') {
    const left = node.get('left');
    const operator = node.get('operator')?.text;
    const before = child(node, 'left');
    const right = child(node, 'right');
    const value: Expression =
      operator === '+='
        ? { kind: 'build', node, parts: [before, right] }
        : { kind: 'binary', node, operator: operator ?? '', left: before, right };
    return { kind: 'assign', node, target: left ? target(left) : { kind: 'items', items: [], node }, value };
  }
  return { kind: 'expression', node, value: expression(node) };
}

function ifStatement(node: SyntaxNode, alternatives: readonly SyntaxNode[]): Statement {
  const [next, ...rest] = alternatives;
  const otherwise = !next
    ? []
    : next.kind === 'elif_clause'
      ? [ifStatement(next, rest)]
      : bodyOf(next.get('body'));
  return {
    kind: 'if',
    node,
    test: child(node, 'condition'),
    consequent: bodyOf(node.get('consequence')),
    otherwise,
  };
}

function withItems(node: SyntaxNode): Statement[] {
  const clause = node.items.find((item) => item.kind === 'with_clause');
  return (clause?.items ?? []).flatMap((item): Statement[] => {
    const value = item.get('value') ?? item.items[0];
    if (!value) return [];
    if (value.kind !== 'as_pattern') return [{ kind: 'expression', node: value, value: expression(value) }];
    const alias = value.get('alias')?.items[0];
    const bound = value.items[0];
    if (!alias || !bound) return [];
    return [{ kind: 'assign', node: value, target: target(alias), value: expression(bound) }];
  });
}

function tryStatement(node: SyntaxNode): Statement {
  const clauses = node.items.filter((item) => item.kind.startsWith('except'));
  const finalizer = node.items.find((item) => item.kind === 'finally_clause');
  const otherwise = node.items.find((item) => item.kind === 'else_clause');
  return {
    kind: 'try',
    node,
    body: [...bodyOf(node.get('body')), ...bodyOf(otherwise?.get('body'))],
    handlers: clauses.map((clause) => {
      const pattern = clause.items.find((item) => item.kind === 'as_pattern');
      const alias = (pattern?.get('alias') ?? clause.get('alias'))?.items[0] ?? clause.get('alias');
      return {
        ...(alias && { target: target(alias) }),
        body: bodyOf(clause.items.find((item) => item.kind === 'block')),
      };
    }),
    after: finalizer ? bodyOf(finalizer.items.find((item) => item.kind === 'block')) : [],
  };
}

function importStatement(node: SyntaxNode): Statement {
  const module = node.get('module_name')?.text.replace(/^\.+/, '');
  const bindings: { local: string; path: string }[] = [];
  for (const item of node.all('name')) {
    const name = item.kind === 'aliased_import' ? item.get('name')?.text : item.text;
    if (name === undefined) continue;
    const alias = item.kind === 'aliased_import' ? item.get('alias')?.text : undefined;
    const path = module === undefined ? name : module === '' ? name : `${module}.${name}`;
    // `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`.
    if (module === undefined && alias === undefined) {
      const first = name.split('.')[0] as string;
      bindings.push({ local: first, path: first });
    } else bindings.push({ local: alias ?? name, path });
  }
  return { kind: 'import', node, bindings };
}

function decorator(node: SyntaxNode): Expression {
  return node.items[0] ? expression(node.items[0]) : { kind: 'other', node, parts: [] };
}

function functionShape(
  node: SyntaxNode,
  decorators: Expression[],
  className: string | undefined,
): FunctionShape {
  const name = node.get('name')?.text;
  const returns = node.get('return_type')?.text.replace(/\s+/g, '');
  return {
    node,
    ...(name !== undefined && { name }),
    ...(className !== undefined && { className }),
    parameters: (node.get('parameters')?.items ?? []).flatMap(parameter),
    body: bodyOf(node.get('body')),
    decorators,
    isPublic: name !== undefined && !/^_(?!_init__|_call__)/.test(name) && isTopLevel(node),
    ...(returns !== undefined && { returnType: returns }),
  };
}

/** True for functions of the module or of a class, false for functions inside functions. */
function isTopLevel(node: SyntaxNode): boolean {
  for (let up = node.parent; up; up = up.parent)
    if (up.kind === 'function_definition' || up.kind === 'lambda') return false;
  return true;
}

function parameter(node: SyntaxNode): Parameter[] {
  switch (node.kind) {
    case 'identifier':
    case 'tuple_pattern':
      return [{ target: target(node), decorators: [] }];
    case 'default_parameter':
      return [{ target: target(node.get('name') ?? node), fallback: child(node, 'value'), decorators: [] }];
    case 'typed_parameter':
    case 'typed_default_parameter': {
      const named = node.get('name') ?? node.items[0];
      const written = node.get('type')?.text.replace(/\s+/g, '');
      // `Annotated[str, Query()]` is a `str`; with `Depends` in it the text says where it comes from.
      const type = /Depends|Security/.test(written ?? '')
        ? written
        : written?.replace(/^Annotated\[([\w.]+(?:\[[^\]]*\])?),.*$/, '$1');
      const value = node.get('value');
      const isRest = named?.kind === 'list_splat_pattern' || named?.kind === 'dictionary_splat_pattern';
      return [
        {
          target: target(named ?? node),
          ...(type !== undefined && { type }),
          ...(value && { fallback: expression(value) }),
          decorators: [],
          ...(isRest && { rest: true }),
        },
      ];
    }
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
      return [{ target: target(node), decorators: [], rest: true }];
    default:
      return [];
  }
}

function target(node: SyntaxNode): Target {
  switch (node.kind) {
    case 'identifier':
      return { kind: 'bind', name: node.text, node };
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list':
      return { kind: 'items', node, items: node.items.map(target) };
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'parenthesized_expression':
    case 'as_pattern_target':
      return node.items[0] ? target(node.items[0]) : { kind: 'items', node, items: [] };
    default:
      return { kind: 'place', place: expression(node), node };
  }
}

function child(node: SyntaxNode, field: string): Expression {
  const found = node.get(field);
  return found ? expression(found) : { kind: 'other', node, parts: [] };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '' };

/** The parts of a string, f-strings included. */
function stringParts(node: SyntaxNode): Expression[] {
  const raw = /^[a-z]*r/i.test(node.children[0]?.text ?? '');
  const parts: Expression[] = [];
  for (const part of node.children) {
    if (part.kind === 'string_content') {
      const value = raw
        ? part.text
        : part.text.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
      parts.push({
        kind: 'literal',
        node: part,
        value: value.replace(/\{\{|\}\}/g, (braces) => (isFormatted(node) ? braces.slice(1) : braces)),
      });
    }
    if (part.kind === 'interpolation') {
      const inner = part.get('expression') ?? part.items[0];
      if (inner) parts.push(expression(inner));
    }
  }
  return parts;
}

function isFormatted(node: SyntaxNode): boolean {
  return /^[a-z]*f/i.test(node.children[0]?.text ?? '');
}

function string(node: SyntaxNode): Expression {
  const parts = stringParts(node);
  if (parts.every((part) => part.kind === 'literal'))
    return {
      kind: 'literal',
      node,
      value: parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''),
    };
  return { kind: 'build', node, parts };
}

function expression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'identifier':
      return { kind: 'name', node, name: node.text };
    case 'string':
      return string(node);
    case 'concatenated_string': {
      const parts = node.items.map(expression);
      if (parts.every((part) => part.kind === 'literal'))
        return {
          kind: 'literal',
          node,
          value: parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''),
        };
      return { kind: 'build', node, parts };
    }
    case 'integer':
    case 'float':
      return { kind: 'literal', node, value: Number(node.text.replace(/_/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'none':
      return { kind: 'literal', node, value: null };
    case 'attribute':
      return {
        kind: 'member',
        node,
        object: child(node, 'object'),
        property: node.get('attribute')?.text ?? '',
      };
    case 'subscript': {
      const key = child(node, 'subscript');
      const object = child(node, 'value');
      return elementAt(node, object, key);
    }
    case 'call': {
      const args = node.get('arguments');
      if (args?.kind === 'generator_expression')
        return { kind: 'call', node, callee: child(node, 'function'), args: [{ value: expression(args) }] };
      const given = argumentsOf(args);
      // `dict(shell=True)` is `{"shell": True}`.
      if (
        given.length > 0 &&
        node.get('function')?.text === 'dict' &&
        given.every(({ name, value }) => name !== undefined && (name !== '**' || value.kind === 'name'))
      )
        return {
          kind: 'object',
          node,
          entries: given.map(({ name, value }) =>
            name === undefined || name === '**' ? { value, spread: true } : { key: name, value },
          ),
        };
      return { kind: 'call', node, callee: child(node, 'function'), args: given };
    }
    case 'binary_operator':
      return binary(node);
    case 'boolean_operator':
      return node.get('operator')?.text === 'or'
        ? { kind: 'choice', node, branches: [child(node, 'left'), child(node, 'right')] }
        : { kind: 'choice', node, test: child(node, 'left'), branches: [child(node, 'right')] };
    case 'not_operator':
      return { kind: 'not', node, operand: child(node, 'argument') };
    case 'comparison_operator': {
      const [left, right] = node.items;
      const operator = node.children
        .filter((one) => one.field === 'operators')
        .map((one) => one.text)
        .join(' ');
      return {
        kind: 'binary',
        node,
        operator,
        left: left ? expression(left) : { kind: 'other', node, parts: [] },
        right: right ? expression(right) : { kind: 'other', node, parts: [] },
      };
    }
    case 'unary_operator':
      return {
        kind: 'binary',
        node,
        operator: 'unary',
        left: child(node, 'argument'),
        right: child(node, 'argument'),
      };
    case 'conditional_expression': {
      const [then, test, otherwise] = node.items;
      return {
        kind: 'choice',
        node,
        ...(test && { test: expression(test) }),
        branches: [then, otherwise].filter((one) => one !== undefined).map(expression),
      };
    }
    case 'lambda': {
      const body = node.get('body');
      return {
        kind: 'function',
        node,
        fn: {
          node,
          parameters: (node.get('parameters')?.items ?? []).flatMap(parameter),
          body: body ? [{ kind: 'return', node: body, value: expression(body) }] : [],
          decorators: [],
          isPublic: false,
        },
      };
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return {
        kind: 'list',
        node,
        items: node.items.map((item) =>
          expression(item.kind === 'list_splat' ? (item.items[0] ?? item) : item),
        ),
      };
    case 'dictionary':
      return {
        kind: 'object',
        node,
        entries: node.items.map((item) => {
          if (item.kind === 'dictionary_splat')
            return {
              value: item.items[0] ? expression(item.items[0]) : { kind: 'other', node, parts: [] },
              spread: true,
            };
          const key = child(item, 'key');
          return {
            ...(key.kind === 'literal' && { key: String(key.value) }),
            value: child(item, 'value'),
          };
        }),
      };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return comprehension(node);
    case 'parenthesized_expression':
    case 'await':
    case 'list_splat':
    case 'dictionary_splat':
    case 'yield':
    case 'type':
      return node.items[0] ? expression(node.items[0]) : { kind: 'literal', node, value: null };
    case 'named_expression': {
      const name = node.get('name');
      return {
        kind: 'assign',
        node,
        target: name ? target(name) : { kind: 'items', node, items: [] },
        value: child(node, 'value'),
      };
    }
    case 'pair':
      return { kind: 'list', node, items: [child(node, 'key'), child(node, 'value')] };
    default:
      return { kind: 'other', node, parts: node.items.map(expression) };
  }
}

function comprehension(node: SyntaxNode): Expression {
  const body = node.get('body');
  let inner: Expression = body ? expression(body) : { kind: 'other', node, parts: [] };
  const tests = node.items
    .filter((item) => item.kind === 'if_clause')
    .flatMap((item) => item.items.map(expression));
  for (const clause of node.items.filter((item) => item.kind === 'for_in_clause').toReversed()) {
    const left = clause.get('left');
    inner = {
      kind: 'each',
      node,
      target: left ? target(left) : { kind: 'items', node, items: [] },
      iterable: child(clause, 'right'),
      tests,
      body: inner,
    };
  }
  return inner;
}

function argumentsOf(node: SyntaxNode | undefined): Argument[] {
  return (node?.items ?? []).map((item) => {
    if (item.kind === 'keyword_argument') {
      const name = item.get('name')?.text;
      return { ...(name !== undefined && { name }), value: child(item, 'value') };
    }
    if (item.kind === 'dictionary_splat') return { name: '**', value: expression(item), spread: true };
    return { value: expression(item), ...(item.kind === 'list_splat' && { spread: true }) };
  });
}

/** `a + b` and `'…' % x` build strings; the holes of a `%` format are put where the format has them. */
function binary(node: SyntaxNode): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') {
    return { kind: 'build', node, parts: chainedOperands(node, '+').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '%' && left.kind === 'literal' && typeof left.value === 'string')
    return formatted(node, left, right.kind === 'list' ? right.items : [right]);
  return { kind: 'binary', node, operator, left, right };
}

/** Splits a literal `%` format at its conversions; numeric ones become numbers. */
function formatted(node: SyntaxNode, format: Expression, values: Expression[]): Expression {
  if (format.kind !== 'literal' || typeof format.value !== 'string')
    return { kind: 'build', node, parts: [format, ...values] };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  const pattern = /%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([a-zA-Z%])/g;
  for (const match of format.value.matchAll(pattern)) {
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[2] === '%') {
      parts.push({ kind: 'literal', node: format.node, value: '%' });
      continue;
    }
    const named = match[1];
    const dictionary = values[0];
    const field =
      named !== undefined && dictionary?.kind === 'object'
        ? dictionary.entries.find((entry) => entry.key === named)?.value
        : undefined;
    const value = field ?? (named !== undefined ? dictionary : (values[index++] ?? values.at(-1)));
    if (!value) continue;
    parts.push(
      match[2] === 's' || match[2] === 'r' || match[2] === 'a'
        ? value
        : { kind: 'literal', node: value.node, value: 0 },
    );
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at) });
  return { kind: 'build', node, parts };
}
