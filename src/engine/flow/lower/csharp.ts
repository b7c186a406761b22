// Lowers C# trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { elementAt, publishUncalled } from './shapes.ts';

/** The class around a piece of code: bare names may be its fields and methods. */
interface Scope {
  className: string | undefined;
  members: ReadonlySet<string>;
  locals: ReadonlySet<string>;
  /** What `?.` was applied to, innermost last. */
  subject?: Expression;
}

/** Lowers a tree of the grammar c-sharp. */
export function lowerCSharp(root: SyntaxNode): Program {
  const scope: Scope = { className: undefined, members: new Set(), locals: new Set() };
  const written = statements(root.items, scope);
  // Types stand below the statements of a program that has no class around them.
  const isType = (one: Statement): boolean => one.kind === 'class' || one.kind === 'import';
  const body = written.some((one) => one.kind === 'class') ? [...written.filter(isType), ...written.filter((one) => !isType(one))] : written; // prettier-ignore
  publishUncalled(methodsOf(body), root.text);
  return { root, body };
}

function methodsOf(body: readonly Statement[]): FunctionShape[] {
  return body.flatMap((one) => {
    if (one.kind === 'class') return methodsOf(one.members);
    return one.kind === 'function' && one.node.kind === 'method_declaration' ? one.fn : [];
  });
}

function statements(nodes: readonly SyntaxNode[], scope: Scope): Statement[] {
  return nodes.flatMap((node) => statement(node, scope));
}

function bodyOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.kind === 'block' || node.kind === 'declaration_list') return statements(node.items, scope);
  if (node.kind === 'arrow_expression_clause') {
    const value = node.items[0];
    return value ? [{ kind: 'return', node: value, value: expression(value, scope) }] : [];
  }
  return statement(node, scope);
}

function statement(node: SyntaxNode, scope: Scope): Statement[] {
  switch (node.kind) {
    case 'global_statement':
    case 'block':
    case 'declaration_list':
    case 'checked_statement':
    case 'unsafe_statement':
    case 'fixed_statement':
    case 'lock_statement':
    case 'labeled_statement':
    case 'ERROR':
      return statements(node.items, scope);
    case 'namespace_declaration':
      return bodyOf(node.get('body'), scope);
    case 'using_directive':
      return usingDirective(node);
    case 'class_declaration':
    case 'record_declaration':
    case 'struct_declaration':
    case 'record_struct_declaration':
    case 'interface_declaration':
      return [classStatement(node)];
    case 'method_declaration':
    case 'constructor_declaration':
    case 'local_function_statement':
    case 'operator_declaration':
    case 'destructor_declaration': {
      const fn = functionShape(node, scope);
      return [{ kind: 'function', node, fn }];
    }
    case 'field_declaration':
    case 'property_declaration':
    case 'indexer_declaration':
    case 'event_declaration':
      return memberStatements(node, scope);
    case 'local_declaration_statement':
    case 'variable_declaration': {
      const declaration =
        node.kind === 'variable_declaration'
          ? node
          : node.items.find((item) => item.kind === 'variable_declaration');
      return declaration ? declarations(declaration, scope) : [];
    }
    case 'expression_statement':
      return node.items.map((item) => expressionStatement(item, scope));
    case 'if_statement':
      return [
        ...patternBindings(node.get('condition'), scope),
        {
          kind: 'if',
          node,
          test: child(node, 'condition', scope),
          consequent: bodyOf(node.get('consequence'), scope),
          otherwise: bodyOf(node.get('alternative'), scope),
        },
      ];
    case 'foreach_statement': {
      const left = node.get('left');
      return [
        {
          kind: 'loop',
          node,
          ...(left && { target: target(left, scope) }),
          iterable: child(node, 'right', scope),
          body: bodyOf(node.get('body'), scope),
        },
      ];
    }
    case 'for_statement':
      return [
        ...node.all('initializer').flatMap((one) => statement(one, scope)),
        {
          kind: 'loop',
          node,
          ...(node.get('condition') && { test: child(node, 'condition', scope) }),
          body: [
            ...bodyOf(node.get('body'), scope),
            ...node.all('update').map((one) => expressionStatement(one, scope)),
          ],
        },
      ];
    case 'while_statement':
    case 'do_statement':
      return [
        {
          kind: 'loop',
          node,
          test: child(node, 'condition', scope),
          body: bodyOf(node.get('body'), scope),
        },
      ];
    case 'switch_statement':
      return [switchStatement(node, scope)];
    case 'try_statement': {
      const finalizer = node.items.find((item) => item.kind === 'finally_clause');
      return [
        {
          kind: 'try',
          node,
          body: bodyOf(node.get('body'), scope),
          handlers: node.items
            .filter((item) => item.kind === 'catch_clause')
            .map((clause) => {
              const name = clause.items.find((item) => item.kind === 'catch_declaration')?.get('name');
              return {
                ...(name && { target: target(name, scope) }),
                body: bodyOf(clause.get('body'), scope),
              };
            }),
          after: bodyOf(
            finalizer?.items.find((item) => item.kind === 'block'),
            scope,
          ),
        },
      ];
    }
    case 'using_statement': {
      const body = node.get('body');
      return [
        ...node.items
          .filter((item) => item !== body)
          .flatMap((item): Statement[] =>
            item.kind === 'variable_declaration'
              ? declarations(item, scope)
              : [{ kind: 'expression', node: item, value: expression(item, scope) }],
          ),
        ...bodyOf(body, scope),
      ];
    }
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'yield_statement':
      return node.items.map((item) => ({ kind: 'expression', node: item, value: expression(item, scope) }));
    case 'throw_statement':
      return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0], scope) }) }];
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'enum_declaration': {
      const name = node.get('name')?.text ?? '';
      const bases: Expression[] = [{ kind: 'name', node, name: ':Enum' }];
      return [{ kind: 'class', node, name, bases, decorators: [], members: [] }];
    }
    case 'attribute_list':
    case 'empty_statement':
    case 'file_scoped_namespace_declaration':
    case 'extern_alias_directive':
    case 'delegate_declaration':
      return node.kind === 'file_scoped_namespace_declaration'
        ? statements(
            node.items.filter((item) => item !== node.get('name')),
            scope,
          )
        : [];
    default:
      if (node.kind.startsWith('preproc')) return statements(node.items.filter(isCode), scope);
      return [{ kind: 'expression', node, value: expression(node, scope) }];
  }
}

function isCode(node: SyntaxNode): boolean {
  return /_statement$|_declaration$|^preproc|^block$/.test(node.kind);
}

function usingDirective(node: SyntaxNode): Statement[] {
  const path = node.items.findLast((item) => item.field !== 'name')?.text.replace(/\s/g, '');
  const local = node.get('name')?.text;
  if (path === undefined) return [];
  return [{ kind: 'import', node, bindings: [{ local: local ?? `using ${path}`, path }] }];
}

// ── Declarations ───────────────────────────────────────────────────────────────────────────────

function classStatement(node: SyntaxNode): Statement {
  const name = node.get('name')?.text;
  const members = node.get('body')?.items ?? [];
  const primary = (node.items.find((item) => item.kind === 'parameter_list')?.items ?? []).flatMap((one) =>
    parameter(one),
  );
  const scope: Scope = {
    className: name,
    members: new Set([...members.flatMap(namesOf), ...primary.flatMap((one) => nameOf(one.target))]),
    locals: new Set(),
  };
  const bases = (node.items.find((item) => item.kind === 'base_list')?.items ?? []).map(
    (item): Expression => ({ kind: 'name', node: item, name: `:${simpleType(item)}` }),
  );
  // Controllers need no base class to be one.
  if (name !== undefined && name.endsWith('Controller'))
    bases.push({ kind: 'name', node, name: ':ControllerBase' });
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases,
    decorators: attributes(node, scope),
    members: [
      ...(node.kind === 'class_declaration' ? primary.flatMap(handedIn) : []),
      ...statements(members, scope),
    ],
    fields: [
      ...primary.flatMap(({ target, type }) => nameOf(target).map((name) => ({ name, type: type ?? '' }))),
      ...members.flatMap((member) => fieldTypesOf(member)),
    ],
  };
}

/** What a class is made with, `class Orders(IStore store)`, as the field that it is. */
function handedIn({ target, type }: Parameter): Statement[] {
  if (target.kind !== 'bind' || type === undefined || !/^[A-Z]\w*$/.test(type)) return [];
  const { node } = target;
  const value: Expression = { kind: 'name', node, name: `:${type}` };
  return [{ kind: 'assign', node, target: { kind: 'place', node, place: ownMember(node) }, value }];
}

function nameOf(to: Target): string[] {
  return to.kind === 'bind' ? [to.name] : [];
}

function namesOf(member: SyntaxNode): string[] {
  if (member.kind === 'field_declaration')
    return member.items
      .filter((item) => item.kind === 'variable_declaration')
      .flatMap((item) => item.items)
      .flatMap((item) => (item.kind === 'variable_declarator' ? (item.get('name')?.text ?? []) : []));
  if (member.kind === 'property_declaration' || member.kind === 'method_declaration')
    return [member.get('name')?.text ?? ''];
  return [];
}

function fieldTypesOf(member: SyntaxNode): { name: string; type: string }[] {
  const declaration = member.items.find((item) => item.kind === 'variable_declaration');
  const type = (declaration ?? member).get('type');
  if (!type || (member.kind !== 'field_declaration' && member.kind !== 'property_declaration')) return [];
  return namesOf(member).map((name) => ({ name, type: typeText(type) }));
}

function memberStatements(node: SyntaxNode, scope: Scope): Statement[] {
  const declaration = node.items.find((item) => item.kind === 'variable_declaration');
  const holders = declaration
    ? declaration.items.filter((item) => item.kind === 'variable_declarator')
    : [node];
  return holders.flatMap((holder): Statement[] => {
    const name = holder.get('name');
    const given = declaration
      ? holder.items.findLast((item) => item !== name)
      : (node.get('value') ?? node.items.find((item) => item.kind === 'arrow_expression_clause'));
    const value = given?.kind === 'arrow_expression_clause' ? given.items[0] : given;
    const accessors = (node.get('accessors')?.items ?? []).flatMap((one) =>
      one.items.filter((item) => item.kind === 'block' || item.kind === 'arrow_expression_clause'),
    );
    const own: Statement[] = accessors.flatMap((body) => [
      {
        kind: 'block' as const,
        node: body,
        body: bodyOf(body, scope).filter((one) => one.kind !== 'return'),
      },
    ]);
    if (!name || !value) return own;
    const type = (declaration ?? node).get('type');
    return [
      {
        kind: 'assign',
        node: holder,
        target: { kind: 'place', node: name, place: ownMember(name) },
        value: typedAs(expression(value, scope), type),
      },
      ...own,
    ];
  });
}

function ownMember(name: SyntaxNode): Expression {
  return {
    kind: 'member',
    node: name,
    object: { kind: 'name', node: name, name: 'this' },
    property: name.text,
  };
}

function attributes(node: SyntaxNode, scope: Scope): Expression[] {
  return node.children
    .filter((one) => one.kind === 'attribute_list')
    .flatMap((list) => list.items)
    .filter((one) => one.kind === 'attribute')
    .map((one): Expression => {
      const name = one.get('name');
      const args = one.items.find((item) => item.kind === 'attribute_argument_list')?.items ?? [];
      return {
        kind: 'call',
        node: one,
        callee: {
          kind: 'name',
          node: one,
          name: (name?.text ?? '').replace(/^.*\./, '').replace(/Attribute$/, ''),
        },
        args: args.flatMap((arg): Argument[] => {
          const value = arg.items.at(-1);
          return value ? [{ value: expression(value, scope) }] : [];
        }),
      };
    });
}

function functionShape(node: SyntaxNode, outer: Scope): FunctionShape {
  const name = node.get('name')?.text;
  const list = node.get('parameters');
  const parameters = parametersOf(list);
  const scope: Scope = {
    ...outer,
    locals: new Set([...outer.locals, ...parameters.flatMap((one) => nameOf(one.target)), ...localsOf(node)]),
  };
  const body = node.get('body') ?? node.items.find((item) => item.kind === 'block');
  const type = node.get('returns');
  const modifiers = node.items.filter((item) => item.kind === 'modifier').map((item) => item.text);
  const isLocal = node.kind === 'local_function_statement';
  return {
    node,
    ...(name !== undefined && { name }),
    ...(outer.className !== undefined && !isLocal && { className: outer.className }),
    parameters: parameters.map((one) => one),
    body:
      body && node.kind === 'lambda_expression' && body.kind !== 'block'
        ? [{ kind: 'return', node: body, value: expression(body, scope) }]
        : bodyOf(body, scope),
    decorators: attributes(node, outer),
    isPublic:
      name !== undefined &&
      !isLocal &&
      (modifiers.includes('public') || (modifiers.includes('internal') && !modifiers.includes('private'))),
    ...(type && { returnType: typeText(type) }),
  };
}

/** Names declared within a function: they hide fields. */
function localsOf(node: SyntaxNode): string[] {
  const names: string[] = [];
  for (const one of node.walk())
    if (
      one.kind === 'variable_declarator' ||
      one.kind === 'declaration_expression' ||
      one.kind === 'declaration_pattern' ||
      one.kind === 'catch_declaration'
    )
      names.push(one.get('name')?.text ?? '');
    else if (one.kind === 'foreach_statement') names.push(one.get('left')?.text ?? '');
  return names;
}

function parametersOf(list: SyntaxNode | undefined): Parameter[] {
  if (!list) return [];
  if (list.kind === 'implicit_parameter' || list.kind === 'identifier')
    return [{ target: { kind: 'bind', name: list.text, node: list }, decorators: [] }];
  const found = list.items.flatMap(parameter);
  // `params string[] rest` stands in the list without a node of its own.
  const rest = list.get('name');
  if (rest) found.push({ target: { kind: 'bind', name: rest.text, node: rest }, decorators: [], rest: true });
  return found;
}

function parameter(node: SyntaxNode): Parameter[] {
  if (node.kind === 'implicit_parameter' || node.kind === 'identifier')
    return [{ target: { kind: 'bind', name: node.text, node }, decorators: [] }];
  const name = node.get('name');
  if (node.kind !== 'parameter' || !name) return [];
  const type = node.get('type');
  const fallback = node.items.findLast(
    (item) => item !== name && item !== type && item.kind !== 'attribute_list' && item.kind !== 'modifier',
  );
  const scope: Scope = { className: undefined, members: new Set(), locals: new Set() };
  return [
    {
      target: { kind: 'bind', name: name.text, node: name },
      ...(type && { type: typeText(type) }),
      ...(fallback && { fallback: expression(fallback, scope) }),
      decorators: attributes(node, scope),
    },
  ];
}

function typeText(node: SyntaxNode): string {
  return node.text
    .replace(/\s+/g, '')
    .replace(/\?$/, '')
    .replace(/^System\.(?=[A-Z]\w*$)/, '');
}

/** `Ns.List<string>` is `List`. */
function simpleType(node: SyntaxNode): string {
  if (node.kind === 'generic_name') return node.items[0]?.text ?? '';
  if (node.kind === 'primary_constructor_base_type') return node.items[0] ? simpleType(node.items[0]) : '';
  if (node.kind === 'qualified_name') {
    const name = node.get('name');
    return name ? simpleType(name) : node.text;
  }
  return node.text.replace(/[<?[(][\s\S]*$/, '');
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────

function declarations(node: SyntaxNode, scope: Scope): Statement[] {
  const type = node.get('type');
  return node.items
    .filter((item) => item.kind === 'variable_declarator')
    .flatMap((item): Statement[] => {
      const name = item.get('name') ?? item.items.find((one) => one.kind === 'tuple_pattern');
      const value = item.items.findLast((one) => one !== name && one.kind !== 'bracketed_argument_list');
      if (!name) return [];
      const given: Expression = value
        ? expression(value, scope)
        : { kind: 'literal', node: item, value: undefined };
      const implicit = value?.kind === 'implicit_object_creation_expression' && type;
      const made: Expression =
        implicit && given.kind === 'call'
          ? { ...given, callee: { kind: 'name', node: type, name: simpleType(type) } }
          : given;
      return [{ kind: 'assign', node: item, target: target(name, scope), value: typedAs(made, type) }];
    });
}

/** A value in a variable of a declared type; a number holds no text. */
function typedAs(value: Expression, type: SyntaxNode | undefined): Expression {
  if (!type || type.kind === 'implicit_type') return value;
  const text = typeText(type);
  if (/^(?:string|object|dynamic|var|String|Object|IEnumerable.*|List.*|.*\[\])$/.test(text)) return value;
  if (
    /^(?:int|long|short|byte|bool|double|float|decimal|uint|ulong|Guid|DateTime\w*|TimeSpan|char)$/.test(text)
  )
    return {
      kind: 'call',
      node: value.node,
      callee: { kind: 'name', node: type, name: ':int' },
      args: [{ value }],
    };
  return value;
}

function expressionStatement(node: SyntaxNode, scope: Scope): Statement {
  if (node.kind === 'assignment_expression') {
    const left = node.get('left');
    return {
      kind: 'assign',
      node,
      target: left ? target(left, scope) : { kind: 'items', items: [], node },
      value: assigned(node, scope),
    };
  }
  return { kind: 'expression', node, value: expression(node, scope) };
}

function assigned(node: SyntaxNode, scope: Scope): Expression {
  const operator =
    node.children.find((one) => one.kind.endsWith('=') && !one.named)?.kind ?? node.get('operator')?.text;
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '+=') return { kind: 'build', node, parts: [left, right] };
  if (operator === '??=') return { kind: 'choice', node, branches: [left, right] };
  if (operator === '=' || operator === undefined) return right;
  return { kind: 'binary', node, operator: 'arithmetic', left, right };
}

/** `x is string s` and `x is { } s` bind. */
function patternBindings(condition: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!condition) return [];
  const found: Statement[] = [];
  for (const one of condition.walk())
    if (one.kind === 'is_pattern_expression') {
      const pattern = one.get('pattern');
      const name = pattern?.kind === 'declaration_pattern' ? pattern.get('name') : undefined;
      if (name)
        found.push({
          kind: 'assign',
          node: one,
          target: { kind: 'bind', name: name.text, node: name },
          value: typedAs(child(one, 'expression', scope), pattern?.get('type')),
        });
    }
  return found;
}

function switchStatement(node: SyntaxNode, scope: Scope): Statement {
  const cases: { tests: Expression[]; body: Statement[]; isDefault?: boolean }[] = [];
  let pending: Expression[] = [];
  for (const section of node.get('body')?.items ?? []) {
    const tests = section.items
      .filter((item) => /pattern$|literal$/.test(item.kind))
      .map((item) => expression(item.kind === 'constant_pattern' ? (item.items[0] ?? item) : item, scope));
    const rest = section.items.filter((item) => /_statement$|^block$/.test(item.kind));
    pending.push(...tests);
    // Labels that share a body stand in sections of their own.
    if (rest.length === 0) continue;
    cases.push({
      tests: pending,
      body: statements(rest, scope),
      ...(pending.length === 0 && { isDefault: true }),
    });
    pending = [];
  }
  return { kind: 'switch', node, subject: child(node, 'value', scope), cases };
}

function target(node: SyntaxNode, scope: Scope): Target {
  switch (node.kind) {
    case 'identifier':
      if (scope.members.has(node.text) && !scope.locals.has(node.text))
        return { kind: 'place', node, place: ownMember(node) };
      return { kind: 'bind', name: node.text, node };
    case 'tuple_pattern':
      return { kind: 'items', node, items: node.items.map((item) => target(item, scope)) };
    case 'tuple_expression':
      return {
        kind: 'items',
        node,
        items: node.items.map((item) => {
          const inner = item.items.at(-1);
          return inner ? target(inner, scope) : undefined;
        }),
      };
    case 'declaration_expression': {
      const name = node.get('name');
      return name ? { kind: 'bind', name: name.text, node } : { kind: 'items', items: [], node };
    }
    default:
      return { kind: 'place', place: expression(node, scope), node };
  }
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────

function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function textOf(node: SyntaxNode): string {
  switch (node.kind) {
    case 'verbatim_string_literal':
      return node.text.replace(/^@"|"$/g, '').replace(/""/g, '"');
    case 'raw_string_literal':
      return node.items.find((item) => item.kind === 'raw_string_content')?.text ?? '';
    case 'character_literal':
      return node.text.slice(1, -1);
    default:
      return node.text
        .replace(/^"|"(?:u8)?$/gi, '')
        .replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
  }
}

function interpolated(node: SyntaxNode, scope: Scope): Expression[] {
  return node.items.flatMap((part): Expression[] => {
    if (part.kind === 'string_content' || part.kind === 'escape_sequence')
      return [{ kind: 'literal', node: part, value: part.text.replace(/\{\{|\}\}/g, (two) => two.slice(1)) }];
    if (part.kind !== 'interpolation') return [];
    const inner = part.items.find((item) => !item.kind.startsWith('interpolation'));
    return inner ? [expression(inner, scope)] : [];
  });
}

function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
      if (scope.members.has(node.text) && !scope.locals.has(node.text)) return ownMember(node);
      return { kind: 'name', node, name: node.text };
    case 'generic_name':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'this':
    case 'this_expression':
      return { kind: 'name', node, name: 'this' };
    case 'base':
    case 'base_expression':
      return { kind: 'name', node, name: 'super' };
    case 'predefined_type':
      return { kind: 'name', node, name: node.text };
    case 'qualified_name':
    case 'alias_qualified_name':
      return {
        kind: 'member',
        node,
        object: child(node, 'qualifier', scope),
        property: node.get('name')?.text ?? '',
      };
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'character_literal':
      return { kind: 'literal', node, value: textOf(node) };
    case 'interpolated_string_expression': {
      const parts = interpolated(node, scope);
      if (parts.every((part) => part.kind === 'literal'))
        return {
          kind: 'literal',
          node,
          value: parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''),
        };
      return { kind: 'build', node, parts };
    }
    case 'integer_literal':
    case 'real_literal':
      return { kind: 'literal', node, value: Number.parseFloat(node.text.replace(/_/g, '')) };
    case 'boolean_literal':
      return { kind: 'literal', node, value: node.text === 'true' };
    case 'null_literal':
      return { kind: 'literal', node, value: null };
    case 'member_access_expression':
      return memberAccess(node, scope);
    case 'element_access_expression': {
      const object = child(node, 'expression', scope);
      return element(node, object, node.get('subscript')?.items ?? [], scope);
    }
    case 'conditional_access_expression': {
      const subject = child(node, 'condition', scope);
      const inner = node.items.at(-1);
      return inner ? expression(inner, { ...scope, subject }) : subject;
    }
    case 'member_binding_expression':
      return {
        kind: 'member',
        node,
        object: scope.subject ?? { kind: 'other', node, parts: [] },
        property: simpleName(node.get('name')),
      };
    case 'element_binding_expression':
      if (scope.subject) return element(node, scope.subject, node.items, scope);
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'invocation_expression':
      return invocation(node, scope);
    case 'object_creation_expression':
      return creation(node, scope);
    case 'implicit_object_creation_expression':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':new' },
        args: argumentsOf(
          node.items.find((item) => item.kind === 'argument_list'),
          scope,
        ),
        isNew: true,
      };
    case 'anonymous_object_creation_expression':
      return anonymous(node, scope);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'stackalloc_expression': {
      const initializer = node.items.find((item) => item.kind === 'initializer_expression');
      return {
        kind: 'list',
        node,
        items: (initializer?.items ?? []).map((item) => expression(item, scope)),
      };
    }
    case 'collection_expression':
    case 'initializer_expression':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'binary_expression':
      return binary(node, scope);
    case 'prefix_unary_expression': {
      const operand: Expression = node.items[0]
        ? expression(node.items[0], scope)
        : { kind: 'other', node, parts: [] };
      if (node.children[0]?.text === '!') return { kind: 'not', node, operand };
      return { kind: 'binary', node, operator: 'unary', left: operand, right: operand };
    }
    case 'postfix_unary_expression': {
      const operand = node.items[0];
      // `x!` only speaks to the compiler; without an operator this is a pair of parentheses.
      return operand ? expression(operand, scope) : { kind: 'other', node, parts: [] };
    }
    case 'cast_expression':
      return typedAs(child(node, 'value', scope), node.get('type'));
    case 'as_expression':
      return child(node, 'left', scope);
    case 'is_expression':
    case 'is_pattern_expression':
      return isPattern(node, scope);
    case 'conditional_expression':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition', scope),
        branches: [child(node, 'consequence', scope), child(node, 'alternative', scope)],
      };
    case 'switch_expression': {
      const arms = node.items.filter((item) => item.kind === 'switch_expression_arm');
      return {
        kind: 'choice',
        node,
        branches: arms.flatMap((arm) => {
          const value = arm.items.at(-1);
          return value && value.kind !== 'throw_expression' ? [expression(value, scope)] : [];
        }),
      };
    }
    case 'assignment_expression': {
      const left = node.get('left');
      return {
        kind: 'assign',
        node,
        target: left ? target(left, scope) : { kind: 'items', items: [], node },
        value: assigned(node, scope),
      };
    }
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return { kind: 'function', node, fn: functionShape(node, scope) };
    case 'declaration_expression': {
      const name = node.get('name');
      return { kind: 'name', node, name: name?.text ?? '' };
    }
    case 'tuple_expression':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'typeof_expression':
    case 'sizeof_expression':
    case 'default_expression':
      return { kind: 'literal', node, value: undefined };
    case 'argument':
    case 'attribute_argument': {
      const last = node.items.at(-1);
      return last ? expression(last, scope) : { kind: 'other', node, parts: [] };
    }
    case 'await_expression':
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'ref_expression':
    case 'throw_expression':
    case 'with_expression':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'query_expression': {
      const source = node.items.find((item) => item.kind === 'from_clause')?.items.at(-1);
      return source ? expression(source, scope) : { kind: 'other', node, parts: [] };
    }
    default:
      return { kind: 'other', node, parts: node.items.map((item) => expression(item, scope)) };
  }
}

function simpleName(node: SyntaxNode | undefined): string {
  if (!node) return '';
  return node.kind === 'generic_name' ? (node.items[0]?.text ?? '') : node.text;
}

function memberAccess(node: SyntaxNode, scope: Scope): Expression {
  const property = simpleName(node.get('name'));
  const holder = node.get('expression');
  // The text of a box on a Web Forms page is what the visitor typed.
  if (property === 'Text' && holder?.kind === 'identifier' && /^(?:txt|tb|textbox)\w*$/i.test(holder.text))
    return { kind: 'member', node, object: { kind: 'name', node, name: ':webforms.TextBox' }, property };
  return { kind: 'member', node, object: child(node, 'expression', scope), property };
}

function element(
  node: SyntaxNode,
  object: Expression,
  args: readonly SyntaxNode[],
  scope: Scope,
): Expression {
  const first = args[0];
  const key: Expression = first ? expression(first, scope) : { kind: 'other', node, parts: [] };
  return elementAt(node, object, key);
}

/** Methods by the names under which the analysis knows what they do. */
const alias = new Map<string, string>([
  ['ToString', 'toString'],
  ['Trim', 'trim'],
  ['TrimStart', 'trim'],
  ['TrimEnd', 'trim'],
  ['ToLower', 'lower'],
  ['ToUpper', 'upper'],
  ['ToLowerInvariant', 'lower'],
  ['ToUpperInvariant', 'upper'],
  ['Substring', 'substring'],
  ['Split', 'split'],
  ['PadLeft', 'slice'],
  ['PadRight', 'slice'],
  ['Insert', 'slice'],
  ['Normalize', 'slice'],
  ['ToList', 'slice'],
  ['ToArray', 'slice'],
  ['ToListAsync', 'slice'],
  ['FirstOrDefault', 'slice'],
  ['First', 'slice'],
  ['Last', 'slice'],
  ['Single', 'slice'],
  ['SingleOrDefault', 'slice'],
  ['LastOrDefault', 'slice'],
  ['Distinct', 'slice'],
  ['AsEnumerable', 'slice'],
  ['ConfigureAwait', 'slice'],
  ['Clone', 'slice'],
  ['Replace', 'replace'],
  ['Add', 'push'],
  ['AddRange', 'extend'],
]);

/** Calls whose interpolated string is taken apart into a statement and its values. */
const interpolating =
  /^(?:FromSqlInterpolated|ExecuteSqlInterpolated|ExecuteSqlInterpolatedAsync|FromSql|ExecuteSql|ExecuteSqlAsync|SqlQuery)$/;

function invocation(node: SyntaxNode, scope: Scope): Expression {
  const callee = node.get('function');
  const args = argumentsOf(node.get('arguments'), scope);
  const fn: Expression = callee ? expression(callee, scope) : { kind: 'other', node, parts: [] };
  const name = fn.kind === 'member' ? fn.property : fn.kind === 'name' ? fn.name : '';
  const [first] = args;
  if (name === 'nameof') return { kind: 'literal', node, value: first?.value.node.text ?? '' };
  if (interpolating.test(name) && first?.value.kind === 'build')
    if (first.value.node.kind === 'interpolated_string_expression')
      return { kind: 'tagged', node, tag: fn, parts: first.value.parts };
  if (fn.kind === 'member') {
    const isString = fn.object.kind === 'name' && /^(?:string|String)$/.test(fn.object.name);
    if (isString && name === 'Format')
      return formatted(
        node,
        args.map((one) => one.value),
      );
    if (isString && name === 'Concat') return { kind: 'build', node, parts: args.map((one) => one.value) };
    if (isString && name === 'Join' && first) {
      const list: Expression =
        args.length === 2 && args[1]
          ? args[1].value
          : { kind: 'list', node, items: args.slice(1).map((one) => one.value) };
      const separator: Expression =
        first.value.kind === 'literal' ? first.value : { kind: 'literal', node, value: ' ' };
      return {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: separator, property: 'join' },
        args: [{ value: list }],
      };
    }
    const isKeyed = args.length === 2 && /^(?:Headers|Cookies)$/.test(lastNameOf(fn.object));
    if (/^(?:Append|AppendLine|AppendFormat|AppendJoin)$/.test(name) && args.length > 0 && !isKeyed)
      return appended(node, fn.object, name, args);
    if (name === 'Select' && first?.value.kind === 'function')
      return { kind: 'call', node, callee: { ...fn, property: 'map' }, args };
    if (/^(?:Where|OrderBy|OrderByDescending|Take|Skip|ThenBy)$/.test(name) && args.length === 1)
      if (first?.value.kind === 'function' || first?.value.kind === 'literal')
        return { kind: 'call', node, callee: { ...fn, property: 'filter' }, args };
    const known = alias.get(name);
    if (known !== undefined && !isKeyed)
      return { kind: 'call', node, callee: { ...fn, property: known }, args };
  }
  return { kind: 'call', node, callee: fn, args };
}

function lastNameOf(value: Expression): string {
  if (value.kind === 'member') return value.property;
  return value.kind === 'name' ? value.name : '';
}

/** `sb.Append(x)` makes the builder's text longer, and is the builder. */
function appended(node: SyntaxNode, object: Expression, name: string, args: Argument[]): Expression {
  const values = args.map((one) => one.value);
  const added = name === 'AppendFormat' ? [formatted(node, values)] : values.slice(0, 1);
  const value: Expression = { kind: 'build', node, parts: [object, ...added] };
  if (object.kind === 'assign') return { kind: 'assign', node, target: object.target, value };
  if (object.kind === 'name')
    return { kind: 'assign', node, target: { kind: 'bind', name: object.name, node: object.node }, value };
  if (object.kind === 'member')
    return { kind: 'assign', node, target: { kind: 'place', place: object, node: object.node }, value };
  return value;
}

function creation(node: SyntaxNode, scope: Scope): Expression {
  const type = node.get('type');
  const name = type ? simpleType(type) : '';
  const args = argumentsOf(node.get('arguments'), scope);
  const initializer = node.get('initializer');
  if (name === 'StringBuilder') return args[0]?.value ?? { kind: 'literal', node, value: '' };
  if (/^(?:List|HashSet|Dictionary|Queue|Stack|SortedSet|ConcurrentDictionary)$/.test(name) && initializer)
    return collection(node, initializer, scope);
  if (/^(?:List|HashSet|Queue|Stack|SortedSet)$/.test(name))
    return args[0]?.value ?? { kind: 'list', node, items: [] };
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: type ?? node, name },
    args: [...args, ...(initializer ? properties(initializer, scope) : [])],
    isNew: true,
  };
}

/** `{ Name = value }` behind `new` is like an argument by name. */
function properties(node: SyntaxNode, scope: Scope): Argument[] {
  return node.items.flatMap((item): Argument[] => {
    if (item.kind !== 'assignment_expression') return [{ name: '', value: expression(item, scope) }];
    const left = item.get('left');
    const right = item.get('right');
    if (!left || !right) return [];
    const value: Expression =
      right.kind === 'initializer_expression'
        ? { kind: 'list', node: right, items: right.items.map((one) => expression(one, scope)) }
        : expression(right, scope);
    return [{ name: left.text, value }];
  });
}

function collection(node: SyntaxNode, initializer: SyntaxNode, scope: Scope): Expression {
  const entries = initializer.items.map((item): { key?: string; value: Expression } => {
    const key = item.kind === 'assignment_expression' ? item.get('left')?.items[0] : item.items[0];
    const value = item.kind === 'assignment_expression' ? item.get('right') : item.items[1];
    if (item.kind !== 'assignment_expression' && item.kind !== 'initializer_expression')
      return { value: expression(item, scope) };
    const text = key ? expression(key, scope) : undefined;
    return {
      ...(text?.kind === 'literal' && { key: String(text.value) }),
      value: value ? expression(value, scope) : { kind: 'other', node: item, parts: [] },
    };
  });
  if (entries.every((entry) => entry.key === undefined))
    return { kind: 'list', node, items: entries.map((entry) => entry.value) };
  return { kind: 'object', node, entries };
}

/** `new { id, Name = x }`: names and values stand side by side. */
function anonymous(node: SyntaxNode, scope: Scope): Expression {
  const entries: { key?: string; value: Expression }[] = [];
  const parts = node.children.filter((one) => one.named || one.text === '=');
  for (let i = 0; i < parts.length; i++) {
    const one = parts[i];
    if (!one?.named) continue;
    const value = parts[i + 2];
    if (parts[i + 1]?.text === '=' && value) {
      entries.push({ key: one.text, value: expression(value, scope) });
      i += 2;
    } else entries.push({ key: one.text.replace(/^.*\./, ''), value: expression(one, scope) });
  }
  return { kind: 'object', node, entries };
}

function isPattern(node: SyntaxNode, scope: Scope): Expression {
  const left = child(node, node.kind === 'is_expression' ? 'left' : 'expression', scope);
  const pattern = node.get('pattern');
  const literals = pattern ? literalsOf(pattern) : [];
  if (literals.length === 0) return { kind: 'binary', node, operator: 'type', left, right: left };
  const tests = literals.map((one): Expression => ({
    kind: 'binary',
    node,
    operator: '==',
    left,
    right: expression(one, scope),
  }));
  const any: Expression =
    tests.length === 1 ? (tests[0] as Expression) : { kind: 'choice', node, branches: tests };
  return pattern?.kind === 'negated_pattern' ? { kind: 'not', node, operand: any } : any;
}

function literalsOf(pattern: SyntaxNode): SyntaxNode[] {
  if (pattern.kind === 'constant_pattern')
    return pattern.items.filter((item) => item.kind.endsWith('literal'));
  if (/^(?:or_pattern|negated_pattern|parenthesized_pattern|binary_pattern)$/.test(pattern.kind)) {
    const parts = pattern.items.map(literalsOf);
    return parts.every((part) => part.length > 0) ? parts.flat() : [];
  }
  return [];
}

/** `a + b` builds strings; `&&`, `||` and `??` choose. */
function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? node.children.find((one) => !one.named)?.text ?? '';
  if (operator === '+') {
    const parts: Expression[] = [];
    let current: SyntaxNode | undefined = node;
    while (
      current?.kind === 'binary_expression' &&
      (current.get('operator')?.text ?? current.children.find((one) => !one.named)?.text) === '+'
    ) {
      parts.push(child(current, 'right', scope));
      current = current.get('left');
    }
    if (current) parts.push(expression(current, scope));
    parts.reverse();
    return { kind: 'build', node, parts };
  }
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '&&') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||' || operator === '??') return { kind: 'choice', node, branches: [left, right] };
  return {
    kind: 'binary',
    node,
    operator: /^[-*/%&|^]$|<<|>>/.test(operator) ? 'arithmetic' : operator,
    left,
    right,
  };
}

function argumentsOf(node: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (node?.items ?? []).flatMap((item): Argument[] => {
    const value = item.items.at(-1);
    if (item.kind !== 'argument' || !value) return [];
    const name = item.get('name')?.text;
    return [
      { ...(name !== undefined && item.get('name') !== value && { name }), value: expression(value, scope) },
    ];
  });
}

/** Splits a literal `{0}` format at its holes; those with a numeric format hold numbers. */
function formatted(node: SyntaxNode, values: readonly Expression[]): Expression {
  // A culture may stand before the format.
  const at = values.findIndex((one) => one.kind === 'literal' && typeof one.value === 'string');
  const format = values[at];
  if (format?.kind !== 'literal' || typeof format.value !== 'string')
    return { kind: 'build', node, parts: [...values] };
  const rest = values.slice(at + 1);
  const parts: Expression[] = [];
  let done = 0;
  for (const match of format.value.matchAll(/\{\{|\}\}|\{(\d+)[^{}]*\}/g)) {
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(done, match.index) });
    done = match.index + match[0].length;
    if (match[1] === undefined) continue;
    const value = rest[Number(match[1])] ?? rest.at(-1);
    if (value) parts.push(value);
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(done) });
  return { kind: 'build', node, parts };
}
