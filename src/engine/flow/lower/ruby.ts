// Lowers Ruby trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { elementAt } from './shapes.ts';

/** What is known around a piece of code. */
interface Scope {
  className: string | undefined;
  methods: ReadonlySet<string>;
  /** What `attr_reader` and its like give methods: a bare name of them is the field. */
  fields: ReadonlySet<string>;
  /** Names assigned within the method at hand: a bare one of them is no call. */
  locals: ReadonlySet<string>;
  /** Variables that hold a list, to tell `list << x` from `text << x`. */
  lists: ReadonlySet<string>;
  heredocs: ReadonlyMap<SyntaxNode, SyntaxNode>;
}

/** Lowers a tree of the grammar ruby. */
export function lowerRuby(root: SyntaxNode): Program {
  const scope: Scope = {
    className: undefined,
    methods: new Set(),
    fields: new Set(),
    locals: localsOf(root),
    lists: listsOf(root),
    heredocs: heredocsOf(root),
  };
  return { root, body: statements(root.items, scope) };
}

/** Here-documents stand behind the line that begins them, in the same order. */
function heredocsOf(root: SyntaxNode): ReadonlyMap<SyntaxNode, SyntaxNode> {
  const found = new Map<SyntaxNode, SyntaxNode>();
  const waiting: SyntaxNode[] = [];
  for (const node of root.walk()) {
    if (node.kind === 'heredoc_beginning') waiting.push(node);
    if (node.kind !== 'heredoc_body') continue;
    const begin = waiting.shift();
    if (begin) found.set(begin, node);
  }
  return found;
}

function localsOf(node: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of node.walk()) {
    if (one.kind === 'assignment' || one.kind === 'operator_assignment' || one.kind === 'for') {
      const left = one.get(one.kind === 'for' ? 'pattern' : 'left');
      for (const inner of left ? [left, ...left.items] : [])
        if (inner.kind === 'identifier') names.add(inner.text);
    } else if (/_?parameters?$/.test(one.kind) || one.kind === 'exception_variable')
      for (const inner of one.items) {
        if (inner.kind === 'identifier') names.add(inner.text);
        const name = inner.get('name');
        if (name) names.add(name.text);
      }
  }
  return names;
}

function listsOf(node: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of node.walk())
    if (one.kind === 'assignment' && /^(?:\[|Array\b|%w)/.test(one.get('right')?.text ?? ''))
      names.add(one.get('left')?.text ?? '');
  return names;
}

function statements(nodes: readonly SyntaxNode[], scope: Scope): Statement[] {
  let isHidden = false;
  return nodes.flatMap((node): Statement[] => {
    if (node.kind === 'identifier' && /^(?:private|protected)$/.test(node.text)) isHidden = true;
    if (node.kind === 'identifier' && node.text === 'public') isHidden = false;
    if (node.kind === 'rescue' || node.kind === 'ensure' || node.kind === 'else') return [];
    return statement(node, scope, isHidden);
  });
}

function bodyOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.items.some((item) => item.kind === 'rescue' || item.kind === 'ensure'))
    return [tryStatement(node, scope)];
  return /^(?:body_statement|block_body|then|else|do|begin|parenthesized_statements|ERROR|block|ensure)$/.test(
    node.kind,
  )
    ? statements(node.items, scope)
    : statement(node, scope, false);
}

function tryStatement(node: SyntaxNode, scope: Scope): Statement {
  const ensure = node.items.find((item) => item.kind === 'ensure');
  const otherwise = node.items.find((item) => item.kind === 'else');
  return {
    kind: 'try',
    node,
    body: [...statements(node.items, scope), ...bodyOf(otherwise, scope)],
    handlers: node.items
      .filter((item) => item.kind === 'rescue')
      .map((item) => {
        const variable = item.get('variable')?.items[0];
        return {
          ...(variable && { target: target(variable, scope) }),
          body: bodyOf(item.get('body'), scope),
        };
      }),
    after: bodyOf(ensure, scope),
  };
}

function statement(node: SyntaxNode, scope: Scope, isHidden: boolean): Statement[] {
  switch (node.kind) {
    case 'class':
    case 'module':
      return [classStatement(node, scope)];
    case 'singleton_class':
      return bodyOf(node.get('body'), scope);
    case 'method':
    case 'singleton_method':
      return [{ kind: 'function', node, fn: functionShape(node, scope, isHidden) }];
    case 'assignment':
    case 'operator_assignment':
      return [assignment(node, scope)];
    case 'if':
    case 'unless':
    case 'elsif': {
      const test = child(node, 'condition', scope);
      return [
        {
          kind: 'if',
          node,
          test: node.kind === 'unless' ? { kind: 'not', node, operand: test } : test,
          consequent: bodyOf(node.get('consequence'), scope),
          otherwise: bodyOf(node.get('alternative'), scope),
        },
      ];
    }
    case 'if_modifier':
    case 'unless_modifier': {
      const test = child(node, 'condition', scope);
      return [
        {
          kind: 'if',
          node,
          test: node.kind === 'unless_modifier' ? { kind: 'not', node, operand: test } : test,
          consequent: bodyOf(node.get('body'), scope),
          otherwise: [],
        },
      ];
    }
    case 'rescue_modifier':
      return bodyOf(node.get('body'), scope);
    case 'while':
    case 'until':
    case 'while_modifier':
    case 'until_modifier':
      return [
        {
          kind: 'loop',
          node,
          test: child(node, 'condition', scope),
          body: bodyOf(node.get('body'), scope),
        },
      ];
    case 'for': {
      const pattern = node.get('pattern');
      const list = node.get('value')?.items[0];
      return [
        {
          kind: 'loop',
          node,
          ...(pattern && { target: target(pattern, scope) }),
          ...(list && { iterable: expression(list, scope) }),
          body: bodyOf(node.get('body'), scope),
        },
      ];
    }
    case 'case':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'value', scope),
          cases: node.items
            .filter((item) => item.kind === 'when' || item.kind === 'else')
            .map((item) => ({
              tests: item
                .all('pattern')
                .flatMap((one) => one.items)
                .map((one) => expression(one, scope)),
              body: item.kind === 'else' ? bodyOf(item, scope) : bodyOf(item.get('body'), scope),
              ...(item.kind === 'else' && { isDefault: true }),
            })),
        },
      ];
    case 'begin':
      return bodyOf(node, scope).length > 0 ? [{ kind: 'block', node, body: bodyOf(node, scope) }] : [];
    case 'return': {
      const value = node.items[0]?.items ?? [];
      return [{ kind: 'return', node, ...(value[0] && { value: expression(value[0], scope) }) }];
    }
    case 'break':
    case 'next':
    case 'redo':
      return [{ kind: 'exit', node, jump: true }];
    case 'binary': {
      // `redirect_to x and return`, `ok?(x) or raise Error`
      const operator = node.get('operator')?.text ?? '';
      const right = node.get('right');
      if (/^(?:and|or|&&|\|\|)$/.test(operator) && right && exits(right)) {
        const isAnd = operator === 'and' || operator === '&&';
        const exit = statement(right, scope, false);
        const left = node.get('left');
        // What a redirect or render gives is true.
        const always = isAnd && left?.kind === 'call' && /^(?:redirect_to|render|head)\b/.test(left.text);
        if (always && left) return [...statement(left, scope, false), ...exit];
        return [
          {
            kind: 'if',
            node,
            test: child(node, 'left', scope),
            consequent: isAnd ? exit : [],
            otherwise: isAnd ? [] : exit,
          },
        ];
      }
      if (operator === '<<') return [append(node, scope)];
      return [{ kind: 'expression', node, value: expression(node, scope) }];
    }
    case 'call': {
      const name = node.get('method')?.text;
      const isBare = !node.get('receiver');
      if (isBare && (name === 'raise' || name === 'fail' || name === 'abort' || name === 'halt'))
        return [{ kind: 'exit', node, value: expression(node, scope) }];
      // `private def x`
      const inner = node.get('arguments')?.items[0];
      if (
        isBare &&
        /^(?:private|protected|public|memoize|helper_method)$/.test(name ?? '') &&
        inner?.kind === 'method'
      )
        return statement(inner, scope, name !== 'public');
      return [{ kind: 'expression', node, value: expression(node, scope) }];
    }
    case 'heredoc_body':
    case 'empty_statement':
    case 'alias':
    case 'undef':
      return [];
    case 'begin_block':
    case 'end_block':
    case 'ERROR':
    case 'body_statement':
    case 'then':
    case 'parenthesized_statements':
      return statements(node.items, scope);
    default:
      return [{ kind: 'expression', node, value: expression(node, scope) }];
  }
}

function exits(node: SyntaxNode): boolean {
  return (
    /^(?:return|next|break)$/.test(node.kind) ||
    (node.kind === 'call' && /^(?:raise|fail|abort|halt)$/.test(node.get('method')?.text ?? ''))
  );
}

/** `text << x` and `list << x`. */
function append(node: SyntaxNode, scope: Scope): Statement {
  const left = node.get('left');
  const before = child(node, 'left', scope);
  const added = child(node, 'right', scope);
  if (!left || scope.lists.has(left.text))
    return {
      kind: 'expression',
      node,
      value: {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: before, property: 'push' },
        args: [{ value: added }],
      },
    };
  if (!/^(?:identifier|instance_variable|global_variable)$/.test(left.kind))
    return { kind: 'expression', node, value: expression(node, scope) };
  return {
    kind: 'assign',
    node,
    target: target(left, scope),
    value: { kind: 'build', node, parts: [before, added] },
  };
}

function assignment(node: SyntaxNode, scope: Scope): Statement {
  const left = node.get('left');
  const right = node.get('right');
  const to: Target = left ? target(left, scope) : { kind: 'items', items: [], node };
  if (node.kind === 'operator_assignment') {
    const operator = node.get('operator')?.text;
    const before = child(node, 'left', scope);
    const value = child(node, 'right', scope);
    if (operator === '||=' || operator === '&&=')
      return { kind: 'assign', node, target: to, value: { kind: 'choice', node, branches: [before, value] } };
    if (operator === '+=' || operator === '<<=')
      return { kind: 'assign', node, target: to, value: { kind: 'build', node, parts: [before, value] } };
    return {
      kind: 'assign',
      node,
      target: to,
      value: { kind: 'binary', node, operator: 'arithmetic', left: before, right: value },
    };
  }
  return {
    kind: 'assign',
    node,
    target: to,
    value: right ? expression(right, scope) : { kind: 'literal', node, value: null },
  };
}

// ── Declarations ───────────────────────────────────────────────────────────────────────────────

function classStatement(node: SyntaxNode, outer: Scope): Statement {
  const name = node.get('name')?.text.replace(/^.*::/, '');
  const body = node.get('body');
  const members = body?.items ?? [];
  const scope: Scope = {
    ...outer,
    className: node.kind === 'module' && name !== undefined ? name : (name ?? `class@${node.start}`),
    methods: new Set(
      members.flatMap((item) => {
        const inner = item.kind === 'call' ? item.get('arguments')?.items[0] : item;
        return inner?.kind === 'method' || inner?.kind === 'singleton_method'
          ? [inner.get('name')?.text ?? '']
          : [];
      }),
    ),
    fields: new Set(
      members.flatMap((item) =>
        /^attr_(?:reader|accessor)$/.test(item.get('method')?.text ?? '')
          ? (item.get('arguments')?.items ?? []).map((one) => one.text.slice(1))
          : [],
      ),
    ),
    locals: new Set(),
  };
  const base = node.get('superclass')?.items[0];
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases: base ? [{ kind: 'name', node: base, name: `:${base.text.replace(/::/g, '.')}` }] : [],
    decorators: [],
    members: beforeFirst(bodyOf(body, scope), members),
  };
}

/** What runs before each action fills the fields that the actions read. */
function beforeFirst(body: Statement[], members: readonly SyntaxNode[]): Statement[] {
  const names = new Set(['initialize']);
  for (const member of members)
    if (/^(?:prepend_)?before_(?:action|filter)$/.test(member.get('method')?.text ?? ''))
      for (const one of member.get('arguments')?.items ?? [])
        if (one.kind === 'simple_symbol') names.add(one.text.slice(1));
  const isEarly = (one: Statement): boolean => one.kind === 'function' && names.has(one.fn.name ?? '');
  return [
    ...body
      .filter(isEarly)
      .map((one) => (one.kind === 'function' ? { ...one, fn: { ...one.fn, isPublic: true } } : one)),
    ...body.filter((one) => !isEarly(one)),
  ];
}

function functionShape(node: SyntaxNode, outer: Scope, isHidden: boolean): FunctionShape {
  const name = node.get('name')?.text;
  const scope: Scope = {
    ...outer,
    locals: new Set([...outer.locals, ...localsOf(node)]),
    lists: new Set([...outer.lists, ...listsOf(node)]),
  };
  const body = node.get('body');
  return {
    node,
    ...(name !== undefined && { name }),
    ...(outer.className !== undefined && name !== undefined && { className: outer.className }),
    parameters: (node.get('parameters')?.items ?? []).flatMap((item) => parameter(item, scope)),
    body: withReturn(bodyOf(body, scope)),
    decorators: [],
    isPublic: name !== undefined && !isHidden && !name.startsWith('_'),
  };
}

/** The last value is what a method gives back. */
function withReturn(body: Statement[]): Statement[] {
  const last = body.at(-1);
  if (!last) return body;
  const before = body.slice(0, -1);
  switch (last.kind) {
    case 'expression':
      return [...before, { kind: 'return', node: last.node, value: last.value }];
    case 'assign':
      return last.target.kind === 'bind'
        ? [
            ...body,
            {
              kind: 'return',
              node: last.node,
              value: { kind: 'name', node: last.target.node, name: last.target.name },
            },
          ]
        : last.target.kind === 'place'
          ? [...body, { kind: 'return', node: last.node, value: last.target.place }]
          : body;
    case 'if':
      return [
        ...before,
        { ...last, consequent: withReturn(last.consequent), otherwise: withReturn(last.otherwise) },
      ];
    case 'switch':
      return [
        ...before,
        { ...last, cases: last.cases.map((one) => ({ ...one, body: withReturn(one.body) })) },
      ];
    case 'try':
      return [
        ...before,
        {
          ...last,
          body: withReturn(last.body),
          handlers: last.handlers.map((one) => ({ ...one, body: withReturn(one.body) })),
        },
      ];
    case 'block':
      return [...before, { ...last, body: withReturn(last.body) }];
    default:
      return body;
  }
}

function parameter(node: SyntaxNode, scope: Scope): Parameter[] {
  switch (node.kind) {
    case 'identifier':
    case 'destructured_parameter':
      return [{ target: target(node, scope), decorators: [] }];
    case 'optional_parameter':
    case 'keyword_parameter': {
      const name = node.get('name');
      const value = node.get('value');
      if (!name) return [];
      return [
        {
          target: { kind: 'bind', name: name.text, node: name },
          ...(value && { fallback: expression(value, scope) }),
          decorators: [],
        },
      ];
    }
    case 'splat_parameter':
    case 'hash_splat_parameter': {
      const name = node.get('name');
      return name
        ? [{ target: { kind: 'bind', name: name.text, node: name }, decorators: [], rest: true }]
        : [];
    }
    default:
      return [];
  }
}

function target(node: SyntaxNode, scope: Scope): Target {
  switch (node.kind) {
    case 'identifier':
    case 'constant':
    case 'global_variable':
      return { kind: 'bind', name: node.text, node };
    case 'left_assignment_list':
    case 'destructured_left_assignment':
    case 'destructured_parameter':
      return { kind: 'items', node, items: node.items.map((item) => target(item, scope)) };
    case 'rest_assignment':
    case 'splat_parameter':
      return node.items[0] ? target(node.items[0], scope) : { kind: 'items', node, items: [] };
    case 'call': {
      const receiver = node.get('receiver');
      if (receiver)
        return {
          kind: 'place',
          node,
          place: {
            kind: 'member',
            node,
            object: expression(receiver, scope),
            property: node.get('method')?.text ?? '',
          },
        };
      return { kind: 'place', node, place: expression(node, scope) };
    }
    default:
      return { kind: 'place', node, place: expression(node, scope) };
  }
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', s: ' ', '0': '\0' };

function string(node: SyntaxNode, content: SyntaxNode, scope: Scope): Expression {
  const parts = content.items.flatMap((part): Expression[] => {
    if (part.kind === 'interpolation') {
      const last = part.items.at(-1);
      return last ? [expression(last, scope)] : [];
    }
    if (part.kind === 'escape_sequence')
      return [{ kind: 'literal', node: part, value: escapes[part.text.slice(1)] ?? part.text.slice(1) }];
    if (part.kind.endsWith('content')) return [{ kind: 'literal', node: part, value: part.text }];
    return [];
  });
  if (parts.every((part) => part.kind === 'literal'))
    return {
      kind: 'literal',
      node,
      value: parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''),
    };
  return { kind: 'build', node, parts };
}

function own(node: SyntaxNode): Expression {
  return {
    kind: 'member',
    node,
    object: { kind: 'name', node, name: 'this' },
    property: node.text,
  };
}

function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
      if (!scope.locals.has(node.text) && scope.methods.has(node.text))
        return { kind: 'call', node, callee: own(node), args: [] };
      if (!scope.locals.has(node.text) && scope.fields.has(node.text))
        return {
          kind: 'member',
          node,
          object: { kind: 'name', node, name: 'this' },
          property: `@${node.text}`,
        };
      return { kind: 'name', node, name: node.text };
    case 'constant':
    case 'global_variable':
      return { kind: 'name', node, name: node.text };
    case 'instance_variable':
    case 'class_variable':
      return own(node);
    case 'self':
      return { kind: 'name', node, name: 'self' };
    case 'string':
    case 'bare_string':
    case 'delimited_symbol':
    case 'bare_symbol':
      return string(node, node, scope);
    case 'chained_string': {
      const parts = node.items.map((item) => expression(item, scope));
      return { kind: 'build', node, parts };
    }
    case 'heredoc_beginning': {
      const body = scope.heredocs.get(node);
      return body ? string(node, body, scope) : { kind: 'literal', node, value: '' };
    }
    case 'simple_symbol':
    case 'hash_key_symbol':
      return { kind: 'literal', node, value: node.text.replace(/^:/, '') };
    case 'integer':
    case 'float':
      return { kind: 'literal', node, value: Number(node.text.replace(/_/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'nil':
      return { kind: 'literal', node, value: null };
    case 'regex':
      // With a value in it, it is made when the line runs.
      if (node.items.some((item) => item.kind === 'interpolation'))
        return {
          kind: 'call',
          node,
          callee: { kind: 'name', node, name: ':Regexp' },
          args: [{ value: string(node, node, scope) }],
        };
      return { kind: 'regex', node, source: node.text };
    case 'subshell':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':subshell' },
        args: [{ value: string(node, node, scope) }],
      };
    case 'scope_resolution': {
      const outer = node.get('scope');
      const name = node.get('name')?.text ?? '';
      return outer
        ? { kind: 'member', node, object: expression(outer, scope), property: name }
        : { kind: 'name', node, name };
    }
    case 'element_reference': {
      const object = child(node, 'object', scope);
      const first = node.items.find((item) => item.field !== 'object');
      const key: Expression = first ? expression(first, scope) : { kind: 'other', node, parts: [] };
      // `DB["SELECT …"]` of Sequel is a query.
      if (object.kind === 'name' && object.name === 'DB' && key.kind === 'build')
        return {
          kind: 'call',
          node,
          callee: { kind: 'member', node, object, property: 'fetch' },
          args: [{ value: key }],
        };
      return elementAt(node, object, key);
    }
    case 'call':
      return call(node, scope);
    case 'binary':
      return binary(node, scope);
    case 'unary': {
      const operand = child(node, 'operand', scope);
      const operator = node.children[0]?.text ?? '';
      if (operator === '!' || operator === 'not') return { kind: 'not', node, operand };
      return { kind: 'binary', node, operator: 'unary', left: operand, right: operand };
    }
    case 'conditional':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition', scope),
        branches: [child(node, 'consequence', scope), child(node, 'alternative', scope)],
      };
    case 'if':
    case 'unless':
    case 'elsif': {
      const test = child(node, 'condition', scope);
      const otherwise = node.get('alternative');
      return {
        kind: 'choice',
        node,
        test: node.kind === 'unless' ? { kind: 'not', node, operand: test } : test,
        branches: [
          lastOf(node.get('consequence'), node, scope),
          otherwise
            ? otherwise.kind === 'elsif'
              ? expression(otherwise, scope)
              : lastOf(otherwise, node, scope)
            : { kind: 'literal', node, value: null },
        ],
      };
    }
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
      return child(node, 'body', scope);
    case 'case':
      return {
        kind: 'choice',
        node,
        branches: node.items
          .filter((item) => item.kind === 'when' || item.kind === 'else')
          .map((item) => lastOf(item.kind === 'else' ? item : item.get('body'), item, scope)),
      };
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'hash':
      return hash(node, node.items, scope);
    case 'lambda': {
      const inner = node.get('body');
      return {
        kind: 'function',
        node,
        fn: blockShape(node, node.get('parameters'), inner?.get('body') ?? inner, scope),
      };
    }
    case 'method':
    case 'singleton_method':
      return { kind: 'function', node, fn: functionShape(node, scope, false) };
    case 'assignment':
    case 'operator_assignment': {
      const one = assignment(node, scope);
      return one.kind === 'assign'
        ? { kind: 'assign', node, target: one.target, value: one.value }
        : { kind: 'other', node, parts: [] };
    }
    case 'parenthesized_statements':
    case 'begin':
    case 'body_statement':
    case 'then':
      return lastOf(node, node, scope);
    case 'splat_argument':
    case 'hash_splat_argument':
    case 'block_argument':
    case 'pattern':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'pair':
      return child(node, 'value', scope);
    case 'heredoc_body':
      return { kind: 'literal', node, value: null };
    default:
      return { kind: 'other', node, parts: node.items.map((item) => expression(item, scope)) };
  }
}

/** The value of several statements is that of the last. */
function lastOf(node: SyntaxNode | undefined, around: SyntaxNode, scope: Scope): Expression {
  const parts = (node?.items ?? []).filter((item) => !/^(?:rescue|ensure|heredoc_body)$/.test(item.kind));
  const last = parts.at(-1);
  return last ? expression(last, scope) : { kind: 'literal', node: around, value: null };
}

function hash(node: SyntaxNode, pairs: readonly SyntaxNode[], scope: Scope): Expression {
  return {
    kind: 'object',
    node,
    entries: pairs.map((pair) => {
      if (pair.kind !== 'pair') return { value: expression(pair, scope), spread: true };
      const key = child(pair, 'key', scope);
      const value = pair.get('value');
      const name = key.kind === 'literal' ? String(key.value) : undefined;
      return {
        ...(name !== undefined && { key: name }),
        value: value ? expression(value, scope) : { kind: 'name' as const, node: pair, name: name ?? '' },
      };
    }),
  };
}

function blockShape(
  node: SyntaxNode,
  parameters: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
  outer: Scope,
): FunctionShape {
  const scope: Scope = { ...outer, locals: new Set([...outer.locals, ...localsOf(node)]) };
  return {
    node,
    parameters: (parameters?.items ?? []).flatMap((item) => parameter(item, scope)),
    body: withReturn(bodyOf(body, scope)),
    decorators: [],
    isPublic: false,
  };
}

/** Methods by the names under which the analysis knows what they do. */
const alias = new Map<string, string>([
  ...[
    'to_s', 'to_str', 'strip', 'lstrip', 'rstrip', 'downcase', 'upcase', 'capitalize', 'chomp', 'chop', 'squish', 'strip!',
    'dup', 'freeze', 'presence', 'to_sym', 'force_encoding', 'encode', 'unicode_normalize', 'scrub', 'itself', 'squeeze',
    'titleize', 'camelize', 'classify', 'underscore', 'humanize', 'pluralize', 'singularize', 'camelcase', 'html_unsafe',
  ].map((name) => [name, 'str'] as const),
  ...[
    'fetch', 'dig', 'permit', 'permit!', 'require', 'to_h', 'to_hash', 'to_unsafe_h', 'to_a', 'slice', 'except', 'first', 'last',
    'split', 'reverse', 'compact', 'flatten', 'uniq', 'values', 'keys', 'values_at', 'merge', 'byteslice', 'truncate', 'ljust',
    'rjust', 'center', 'chars', 'lines', 'tr', 'delete', 'unpack', 'unpack1', 'symbolize_keys',
    'with_indifferent_access', 'stringify_keys', 'take', 'drop', 'sort', 'sort_by', 'to_query', 'original_filename', 'clone', 'deep_dup',
    'each_slice', 'partition', 'rpartition', 'sum', 'try', 'prepend', 'sample', 'to_json_raw', 'deep_symbolize_keys', 'extract!',
  ].map((name) => [name, 'slice'] as const),
  ...['each_with_index', 'each_value', 'each_entry', 'each_with_object', 'each_pair', 'each_key', 'times_each'].map(
    (name) => [name, 'forEach'] as const,
  ),
  ['each', 'forEach'],
  ...['collect', 'filter_map', 'map!'].map((name) => [name, 'map'] as const),
  ['flat_map', 'flatMap'],
  ...['select', 'reject', 'find_all', 'detect'].map((name) => [name, 'filter'] as const),
  ['then', 'then'],
  ['yield_self', 'then'],
  ['gsub', 'replace'],
  ['gsub!', 'replace'],
  ['sub!', 'replace'],
  ['concat', 'concat'],
]); // prettier-ignore

/** Methods that take a statement and its values in one list: `where(['a = ?', x])`. */
const listed = /^(?:where|find_by_sql|having|find|count_by_sql|exists\?|delete_all|update_all|conditions)$/;

function call(node: SyntaxNode, scope: Scope): Expression {
  const receiver = node.get('receiver');
  const name = node.get('method')?.text ?? 'call';
  const args = argumentsOf(node, scope);
  const object = receiver ? expression(receiver, scope) : undefined;
  const value = (callee: Expression, given: Argument[] = args): Expression => ({
    kind: 'call',
    node,
    callee,
    args: given,
  });
  const plain = (property: string): Expression => ({ kind: 'name', node, name: property });
  const { className } = scope;
  if (name === 'new' && className !== undefined && (!object || receiver?.text === 'self'))
    return { kind: 'call', node, callee: plain(className), args, isNew: true };
  if (!object) {
    if (name === 'format' || name === 'sprintf') return formatted(node, args[0]?.value, args.slice(1));
    if (/^(?:lambda|proc)$/.test(name) && args[0]?.value.kind === 'function') return args[0].value;
    // Routes of the own application.
    if (/_(?:path|url)$/.test(name) && !scope.methods.has(name)) return value(plain(':route'));
    // What is a set of parameters stays within the own application.
    if (/^(?:link_to|button_to|redirect_to)$/.test(name)) {
      const given = args[name === 'redirect_to' ? 0 : 1];
      if (given && isWithin(given.value.node.text)) return value(plain(`${name}.within`));
    }
    if (scope.methods.has(name))
      return value({ kind: 'member', node, object: { kind: 'name', node, name: 'this' }, property: name });
    return value(plain(name), spreadList(name, args));
  }
  if (
    /^(?:to_i|to_f|to_r|to_c|to_d|hex|oct|ord|to_date|to_time|to_datetime|length|size|count|hash)$/.test(name)
  )
    return value(plain(':int'), [{ value: object }]);
  if (name === 'in?' && args[0])
    return value({ kind: 'member', node, object: args[0].value, property: 'include?' }, [{ value: object }]);
  if (name === 'join' || name === 'freeze') {
    if (name === 'freeze') return object;
    const isPath = object.kind === 'member' || object.kind === 'name' || object.kind === 'call';
    if (
      isPath &&
      /(?:^|\.|::)(?:File|root|Pathname)\b/.test(object.node.text) &&
      !scope.lists.has(object.node.text)
    )
      // The name is another one, since `join` alone is that of lists.
      return value(
        { kind: 'member', node, object: { kind: 'name', node, name: 'File' }, property: 'joinpath' },
        object.node.text === 'File' ? args : [{ value: object }, ...args],
      );
    const separator: Expression =
      args[0]?.value.kind === 'literal' ? args[0].value : { kind: 'literal', node, value: ' ' };
    return value({ kind: 'member', node, object: separator, property: 'join' }, [{ value: object }]);
  }
  if (name === 'sub' || name === 'gsub' || name === 'gsub!' || name === 'sub!') {
    const [first, ...rest] = args;
    const pattern: Expression | undefined =
      first?.value.kind === 'regex' && name.startsWith('gsub')
        ? { ...first.value, source: `${first.value.source}g` }
        : first?.value;
    return value(
      { kind: 'member', node, object, property: name.startsWith('gsub') ? 'replaceAll' : 'replace' },
      [...(pattern ? [{ value: pattern }] : []), ...rest],
    );
  }
  if (/^host(?:name)?$/.test(name) && args.length === 0)
    return { kind: 'member', node, object, property: name };
  const known = alias.get(name);
  const isPlace = object.kind === 'name' && /^[A-Z]/.test(object.name);
  // `Model.first` and `YAML.load` are what they are; `text.strip` is text.
  if (known !== undefined && !isPlace && !(name === 'select' && args[0]?.value.kind !== 'function'))
    if (known === 'str' && args.length === 0) return value(plain('str'), [{ value: object }]);
    else return value({ kind: 'member', node, object, property: known === 'str' ? 'slice' : known });
  if (name === 'new' && object.kind !== 'build')
    return { kind: 'call', node, callee: object, args, isNew: true };
  return value({ kind: 'member', node, object, property: name }, spreadList(name, args));
}

/** True for `{ params: … }`, `url.merge(page: 2)` and what says `only_path: true`. */
function isWithin(text: string): boolean {
  return /^\{|\bonly_path\b.{0,6}\btrue\b|^(?!params\b|request\b)[\w@.]+\.merge\(/.test(text);
}

/** `where(['a = ?', x])` is `where('a = ?', x)`. */
function spreadList(name: string, args: Argument[]): Argument[] {
  const [first] = args;
  if (!listed.test(name) || first?.name !== undefined || first?.value.kind !== 'list') return args;
  return [...first.value.items.map((value) => ({ value })), ...args.slice(1)];
}

function argumentsOf(node: SyntaxNode, scope: Scope): Argument[] {
  const found = (node.get('arguments')?.items ?? []).flatMap((item): Argument[] => {
    if (item.kind === 'pair') {
      const key = child(item, 'key', scope);
      const value = item.get('value');
      return [
        {
          name: key.kind === 'literal' ? String(key.value) : '',
          value: value
            ? expression(value, scope)
            : { kind: 'name', node: item, name: key.kind === 'literal' ? String(key.value) : '' },
        },
      ];
    }
    if (item.kind === 'block_argument' && item.items[0]?.kind === 'simple_symbol')
      // `ids.map(&:to_i)` leaves numbers only.
      return /^:to_[ifr]$/.test(item.items[0].text)
        ? [{ value: { kind: 'name', node: item, name: 'Integer' } }]
        : [];
    if (item.kind === 'heredoc_body') return [];
    return [{ value: expression(item, scope), ...(item.kind === 'splat_argument' && { spread: true }) }];
  });
  const block = node.get('block');
  if (block)
    found.push({
      value: {
        kind: 'function',
        node: block,
        fn: blockShape(block, block.get('parameters'), block.get('body'), scope),
      },
    });
  return found;
}

/** `a + b` and `'…' % x` build strings; `&&`, `||` choose; `=~` asks a pattern. */
function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  switch (operator) {
    case '+':
    case '<<': {
      const parts = left.kind === 'build' && node.get('left')?.kind === 'binary' ? left.parts : [left];
      return { kind: 'build', node, parts: [...parts, right] };
    }
    case '%':
      if (left.kind === 'literal' && typeof left.value === 'string')
        return formatted(
          node,
          left,
          (right.kind === 'list' ? right.items : [right]).map((value) => ({ value })),
        );
      if (left.kind === 'build') return { kind: 'build', node, parts: [left, right] };
      return { kind: 'binary', node, operator: 'arithmetic', left, right };
    case '&&':
    case 'and':
      return { kind: 'choice', node, test: left, branches: [right] };
    case '||':
    case 'or':
      return { kind: 'choice', node, branches: [left, right] };
    case '=~':
    case '!~': {
      const [subject, pattern] = node.get('left')?.kind === 'regex' ? [right, left] : [left, right];
      const test: Expression = {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: subject, property: 'match?' },
        args: [{ value: pattern }],
      };
      return operator === '=~' ? test : { kind: 'not', node, operand: test };
    }
    default:
      return {
        kind: 'binary',
        node,
        operator: /^[-*/|&^]$|>>|\*\*/.test(operator) ? 'arithmetic' : operator,
        left,
        right,
      };
  }
}

/** Splits a literal format at its conversions; numeric ones become numbers. */
function formatted(node: SyntaxNode, format: Expression | undefined, args: readonly Argument[]): Expression {
  const values = args.map((one) => one.value);
  if (format?.kind !== 'literal' || typeof format.value !== 'string')
    return { kind: 'build', node, parts: [...(format ? [format] : []), ...values] };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  for (const match of format.value.matchAll(/%(?:<(\w+)>|\{(\w+)\})?[-+ #0]*\d*(?:\.\d+)?([a-zA-Z%])?/g)) {
    if (match[3] === undefined && match[2] === undefined) continue;
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at, match.index) });
    const isName = match[2] !== undefined;
    at = match.index + match[0].length - (isName && match[3] !== undefined ? 1 : 0);
    if (match[3] === '%' && !isName) {
      parts.push({ kind: 'literal', node: format.node, value: '%' });
      continue;
    }
    const name = match[1] ?? match[2];
    const value =
      (name === undefined ? values[index++] : args.find((one) => one.name === name)?.value) ?? values.at(-1);
    if (!value) continue;
    const isText = isName || match[3] === 's' || match[3] === 'p';
    parts.push(isText ? value : { kind: 'literal', node: value.node, value: 0 });
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at) });
  return { kind: 'build', node, parts };
}
