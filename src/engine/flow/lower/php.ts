// Lowers PHP trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from '../ir.ts';
import { chainedOperands, elementAt } from './shapes.ts';
import { builtin } from './php-functions.ts';
import { htmlContext, type HtmlContext } from './html-context.ts';

/** The text outside the PHP tags so far: it decides what an echo writes into. */
let page: HtmlContext = htmlContext();

/** Lowers a tree of the grammar php. */
export function lowerPhp(root: SyntaxNode): Program {
  page = htmlContext();
  return { root, body: statements(root.items, undefined) };
}

function statements(nodes: readonly SyntaxNode[], className: string | undefined): Statement[] {
  return nodes.flatMap((node, index): Statement[] => {
    if (node.kind === 'expression_statement' && opensEcho(nodes[index - 1]))
      return node.items.map((item) => echo(item, [item]));
    return statement(node, className);
  });
}

/** `<?= … ?>` has no node of its own: the tag stands before its expression. */
function opensEcho(before: SyntaxNode | undefined): boolean {
  const tag = before?.kind === 'text_interpolation' ? before.items.at(-1) : before;
  return tag?.kind === 'php_tag' && tag.text === '<?=';
}

function bodyOf(node: SyntaxNode | undefined, className?: string): Statement[] {
  if (!node) return [];
  return /^(?:compound_statement|colon_block|declaration_list|enum_declaration_list|switch_block|ERROR)$/.test(
    node.kind,
  )
    ? statements(node.items, className)
    : statement(node, className);
}

function statement(node: SyntaxNode, className: string | undefined): Statement[] {
  switch (node.kind) {
    case 'text':
      page.read(node.text);
      return [];
    case 'text_interpolation':
      for (const item of node.items) if (item.kind === 'text') page.read(item.text);
      return [];
    case 'php_tag':
    case 'php_end_tag':
    case 'empty_statement':
    case 'use_declaration':
    case 'declare_statement':
    case 'named_label_statement':
    case 'unset_statement':
      return node.kind === 'declare_statement' ? bodyOf(node.get('body'), className) : [];
    case 'expression_statement':
      return node.items.flatMap(expressionStatement);
    case 'echo_statement':
      return [echo(node, echoed(node))];
    case 'namespace_definition':
      return bodyOf(node.get('body'), className);
    case 'namespace_use_declaration':
      return [importStatement(node)];
    case 'function_definition':
      return [{ kind: 'function', node, fn: functionShape(node, className) }];
    case 'method_declaration':
      return [{ kind: 'function', node, fn: functionShape(node, className) }];
    case 'class_declaration':
    case 'trait_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return [classStatement(node)];
    case 'property_declaration':
    case 'const_declaration':
      return node.items.flatMap((item) => memberStatement(item, className));
    case 'if_statement':
      return [ifStatement(node, node.all('alternative'))];
    case 'foreach_statement':
      return [foreachStatement(node)];
    case 'for_statement':
      return [
        ...node
          .all('initialize')
          .map((one): Statement => ({ kind: 'expression', node: one, value: expression(one) })),
        {
          kind: 'loop',
          node,
          ...(node.get('condition') && { test: child(node, 'condition') }),
          body: [
            ...node.all('body').flatMap((one) => bodyOf(one)),
            ...node
              .all('update')
              .map((one): Statement => ({ kind: 'expression', node: one, value: expression(one) })),
          ],
        },
      ];
    case 'while_statement':
    case 'do_statement':
      return [{ kind: 'loop', node, test: child(node, 'condition'), body: bodyOf(node.get('body')) }];
    case 'switch_statement':
      return [
        {
          kind: 'switch',
          node,
          subject: child(node, 'condition'),
          cases: (node.get('body')?.items ?? []).map((item) => {
            const value = item.get('value');
            return {
              tests: value ? [expression(value)] : [],
              body: statements(
                item.items.filter((one) => one !== value),
                className,
              ),
              ...(!value && { isDefault: true }),
            };
          }),
        },
      ];
    case 'try_statement': {
      const finalizer = node.items.find((item) => item.kind === 'finally_clause');
      return [
        {
          kind: 'try',
          node,
          body: bodyOf(node.get('body')),
          handlers: node.items
            .filter((item) => item.kind === 'catch_clause')
            .map((clause) => {
              const name = clause.get('name');
              return { ...(name && { target: target(name) }), body: bodyOf(clause.get('body')) };
            }),
          after: bodyOf(finalizer?.get('body')),
        },
      ];
    }
    case 'return_statement':
      return [{ kind: 'return', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
    case 'exit_statement':
      return [...node.items.map((item) => echo(node, [item])), { kind: 'exit', node }];
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
      return [{ kind: 'exit', node, jump: true }];
    case 'global_declaration':
      return [];
    case 'function_static_declaration':
      return node.items.map((item): Statement => {
        const name = item.get('name');
        const value = item.get('value');
        return {
          kind: 'assign',
          node: item,
          target: name ? target(name) : { kind: 'items', items: [], node: item },
          value: value ? expression(value) : { kind: 'literal', node: item, value: null },
        };
      });
    case 'compound_statement':
    case 'colon_block':
    case 'ERROR':
      return statements(node.items, className);
    default:
      return [{ kind: 'expression', node, value: expression(node) }];
  }
}

function expressionStatement(node: SyntaxNode): Statement[] {
  if (node.kind === 'assignment_expression' || node.kind === 'reference_assignment_expression') {
    const left = node.get('left');
    // `$$name = x` sets whatever variable the name says.
    if (left?.kind === 'dynamic_variable_name')
      return [
        {
          kind: 'expression',
          node,
          value: {
            kind: 'call',
            node,
            callee: { kind: 'name', node: left, name: ':variables' },
            args: [
              { value: { kind: 'other', node: left, parts: left.items.map(expression) } },
              { value: child(node, 'right') },
            ],
          },
        },
      ];
    // `$list[] = x` appends.
    if (left?.kind === 'subscript_expression' && left.items.length === 1)
      return [{ kind: 'expression', node, value: expression(node) }];
    return [
      {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value: child(node, 'right'),
      },
    ];
  }
  if (node.kind === 'augmented_assignment_expression') {
    const left = node.get('left');
    return [
      {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value: augmented(node),
      },
    ];
  }
  const call = node.kind === 'function_call_expression' ? node.get('function')?.text : undefined;
  if (call === 'die' || call === 'exit')
    return [
      { kind: 'expression', node, value: expression(node) },
      { kind: 'exit', node },
    ];
  if (node.kind === 'throw_expression')
    return [{ kind: 'exit', node, ...(node.items[0] && { value: expression(node.items[0]) }) }];
  if (node.kind === 'name' && /^(?:die|exit)$/i.test(node.text)) return [{ kind: 'exit', node }];
  return [{ kind: 'expression', node, value: expression(node) }];
}

function augmented(node: SyntaxNode): Expression {
  const operator = node.get('operator')?.text;
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '.=') return { kind: 'build', node, parts: [left, right] };
  if (operator === '??=') return { kind: 'choice', node, branches: [left, right] };
  return { kind: 'binary', node, operator: 'arithmetic', left, right };
}

function echoed(node: SyntaxNode): readonly SyntaxNode[] {
  return node.items.flatMap((item) => (item.kind === 'sequence_expression' ? item.items : [item]));
}

/** What an echo at this place of the page is called. */
function echoName(): string {
  if (page.isBare()) return ':echo.bare';
  return page.isScriptText() ? ':echo.script' : ':echo';
}

/** An echo is a call, whose name says where in the page it stands. */
function echo(node: SyntaxNode, items: readonly SyntaxNode[]): Statement {
  const value: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: ':echo' },
    args: items.map((item) => ({ value: expression(item) })),
  };
  if (page.isBare() && !value.args.every((one) => isQuoted(one.value)))
    value.callee = { kind: 'name', node, name: ':echo.bare' };
  else if (page.isScriptText()) value.callee = { kind: 'name', node, name: ':echo.script' };
  for (const { value: one } of value.args) {
    if (one.kind === 'literal') page.read(String(one.value));
    if (one.kind === 'build')
      for (const part of one.parts) if (part.kind === 'literal') page.read(String(part.value));
  }
  return { kind: 'expression', node, value };
}

/** True for `"x='" . $value . "'"`, which brings the quotes around its values. */
function isQuoted(value: Expression): boolean {
  if (value.kind !== 'build') return value.kind === 'literal';
  return value.parts.every((part, index) => {
    const before = value.parts[index - 1];
    return part.kind === 'literal' || (before?.kind === 'literal' && /['"]$/.test(String(before.value)));
  });
}

function ifStatement(node: SyntaxNode, alternatives: readonly SyntaxNode[]): Statement {
  const test = child(node, 'condition');
  const consequent = bodyOf(node.get('body'));
  const [next, ...rest] = alternatives;
  const otherwise = !next
    ? []
    : next.kind === 'else_if_clause'
      ? [ifStatement(next, rest)]
      : bodyOf(next.get('body'));
  return { kind: 'if', node, test, consequent, otherwise };
}

function foreachStatement(node: SyntaxNode): Statement {
  const body = node.get('body');
  const [iterable, each] = node.items.filter((item) => item !== body);
  const value = each?.kind === 'pair' ? each.items[1] : each;
  const key = each?.kind === 'pair' ? each.items[0] : undefined;
  const list: Expression = iterable ? expression(iterable) : { kind: 'other', node, parts: [] };
  const keyed: Statement[] = key
    ? [
        {
          kind: 'assign',
          node: key,
          target: target(key),
          // Keys of what a request holds are the sender's choice as well; those of other arrays are seldom.
          value: {
            kind: 'call',
            node: key,
            callee: { kind: 'name', node: key, name: ':slice' },
            args: [{ value: list }],
          },
        },
      ]
    : [];
  return {
    kind: 'loop',
    node,
    ...(value && { target: target(value) }),
    iterable: list,
    body: [...keyed, ...bodyOf(body)],
  };
}

function importStatement(node: SyntaxNode): Statement {
  const group = node.get('body');
  const prefix = group ? (node.items.find((item) => item.kind === 'namespace_name')?.text ?? '') : '';
  const clauses = (group?.items ?? node.items).filter((item) => item.kind === 'namespace_use_clause');
  return {
    kind: 'import',
    node,
    bindings: clauses.flatMap((clause) => {
      const written = clause.items[0]?.text ?? '';
      const path = dotted(prefix === '' ? written : `${prefix}\\${written}`);
      const local = clause.get('alias')?.text ?? path.slice(path.lastIndexOf('.') + 1);
      return local === '' ? [] : [{ local, path }];
    }),
  };
}

function dotted(name: string): string {
  return name.replace(/^\\+/, '').replace(/\s/g, '').replace(/\\+/g, '.');
}

function classStatement(node: SyntaxNode): Statement {
  const name = node.get('name')?.text;
  const clauses = node.items.filter((item) => /^(?:base_clause|class_interface_clause)$/.test(item.kind));
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases: [
      ...clauses.flatMap((clause) => clause.items.map(expression)),
      ...(node.kind === 'enum_declaration' ? [{ kind: 'name', node, name: ':Enum' } as const] : []),
    ],
    decorators: attributes(node),
    members: bodyOf(node.get('body'), name ?? `class@${node.start}`),
  };
}

/** A property with a default, a constant of a class or of the file. */
function memberStatement(item: SyntaxNode, className: string | undefined): Statement[] {
  if (item.kind !== 'property_element' && item.kind !== 'const_element') return [];
  const name = item.get('name') ?? item.items[0];
  const value = item.kind === 'const_element' ? item.items[1] : (item.get('default_value') ?? item.items[1]);
  if (!name || !value) return [];
  const text = name.text.replace(/^\$/, '');
  return [
    {
      kind: 'assign',
      node: item,
      target:
        className === undefined
          ? { kind: 'bind', name: text, node: name }
          : {
              kind: 'place',
              node: name,
              place: {
                kind: 'member',
                node: name,
                object: { kind: 'name', node: name, name: 'this' },
                property: text,
              },
            },
      value: expression(value),
    },
  ];
}

function attributes(node: SyntaxNode): Expression[] {
  const lists = node.children.filter((one) => one.kind === 'attribute_list');
  return lists.flatMap((list) =>
    list.items
      .flatMap((group) => (group.kind === 'attribute_group' ? group.items : [group]))
      .map((one): Expression => ({
        kind: 'call',
        node: one,
        callee: one.items[0] ? expression(one.items[0]) : { kind: 'other', node: one, parts: [] },
        args: argumentsOf(one.get('parameters')),
      })),
  );
}

function functionShape(node: SyntaxNode, className: string | undefined): FunctionShape {
  const name = node.get('name')?.text;
  const parameters = (node.get('parameters')?.items ?? []).flatMap(parameter);
  const promoted = (node.get('parameters')?.items ?? []).filter(
    (item) => item.kind === 'property_promotion_parameter',
  );
  const type = node.get('return_type');
  const body = node.get('body');
  const isHidden = node.items.some(
    (item) => item.kind === 'visibility_modifier' && /private|protected/i.test(item.text),
  );
  return {
    node,
    ...(name !== undefined && { name }),
    ...(className !== undefined && { className }),
    parameters,
    body: [
      ...promoted.flatMap((item): Statement[] => {
        const variable = item.get('name');
        if (!variable) return [];
        const property = variable.text.replace(/^\$/, '');
        return [
          {
            kind: 'assign',
            node: item,
            target: {
              kind: 'place',
              node: variable,
              place: {
                kind: 'member',
                node: variable,
                object: { kind: 'name', node: variable, name: 'this' },
                property,
              },
            },
            value: expression(variable),
          },
        ];
      }),
      ...(body && node.kind === 'arrow_function'
        ? [{ kind: 'return' as const, node: body, value: expression(body) }]
        : bodyOf(body)),
    ],
    decorators: attributes(node),
    isPublic: name !== undefined && !isHidden,
    ...(type && { returnType: typeText(type) }),
  };
}

function typeText(node: SyntaxNode): string {
  return node.text.replace(/\s+/g, '').replace(/^\?/, '').replace(/^\\/, '');
}

function parameter(node: SyntaxNode): Parameter[] {
  const name = node.get('name');
  if (!name) return [];
  const type = node.get('type');
  const fallback = node.get('default_value');
  return [
    {
      target: target(name),
      ...(type && { type: typeText(type) }),
      ...(fallback && { fallback: expression(fallback) }),
      decorators: attributes(node),
      ...(node.kind === 'variadic_parameter' && { rest: true }),
    },
  ];
}

function target(node: SyntaxNode): Target {
  switch (node.kind) {
    case 'variable_name':
      return { kind: 'bind', name: node.text, node };
    case 'by_ref':
      return node.items[0] ? target(node.items[0]) : { kind: 'items', items: [], node };
    case 'list_literal':
    case 'array_creation_expression':
      return listTarget(node);
    default:
      return { kind: 'place', place: expression(node), node };
  }
}

function listTarget(node: SyntaxNode): Target {
  const slots: SyntaxNode[][] = [[]];
  for (const one of node.children) {
    if (one.text === ',') slots.push([]);
    else if (one.named) slots.at(-1)?.push(...(one.kind === 'array_element_initializer' ? one.items : [one]));
  }
  if (slots.some((slot) => slot.length === 2))
    return {
      kind: 'fields',
      node,
      entries: slots.flatMap((slot) => {
        const [key, place] = slot;
        if (!key || !place) return [];
        const name = expression(key);
        return [{ ...(name.kind === 'literal' && { key: String(name.value) }), target: target(place) }];
      }),
    };
  return { kind: 'items', node, items: slots.map((slot) => (slot[0] ? target(slot[0]) : undefined)) };
}

function child(node: SyntaxNode, field: string): Expression {
  const found = node.get(field);
  return found ? expression(found) : { kind: 'other', node, parts: [] };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', v: '\v', e: '\x1b', f: '\f', '0': '\0' };

/** The parts of a string, here-document or command in backticks. */
function stringParts(node: SyntaxNode): Expression[] {
  return node.items.map((part): Expression => {
    switch (part.kind) {
      case 'string_content':
      case 'nowdoc_string':
        return { kind: 'literal', node: part, value: part.text };
      case 'escape_sequence': {
        const one = part.text.slice(1);
        const value = node.kind === 'string' ? one : (escapes[one] ?? one);
        return { kind: 'literal', node: part, value };
      }
      case 'subscript_expression':
        // In a string `$a[key]` needs no quotes.
        return subscript(part, true);
      default:
        return expression(part);
    }
  });
}

function string(node: SyntaxNode, content: SyntaxNode): Expression {
  const parts = stringParts(content);
  if (parts.every((part) => part.kind === 'literal'))
    return {
      kind: 'literal',
      node,
      value: parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''),
    };
  return { kind: 'build', node, parts };
}

function subscript(node: SyntaxNode, isInString = false): Expression {
  const [first, second] = node.items;
  const object: Expression = first ? expression(first) : { kind: 'other', node, parts: [] };
  if (!second) return { kind: 'index', node, object, key: { kind: 'other', node, parts: [] } };
  const key: Expression =
    isInString && second.kind === 'name'
      ? { kind: 'literal', node: second, value: second.text }
      : expression(second);
  return elementAt(node, object, key);
}

function member(node: SyntaxNode, object: Expression, name: SyntaxNode | undefined): Expression {
  if (!name || name.kind === 'name') return { kind: 'member', node, object, property: name?.text ?? '' };
  if (node.kind === 'scoped_property_access_expression' && name.kind === 'variable_name')
    return { kind: 'member', node, object, property: name.text.replace(/^\$/, '') };
  return { kind: 'index', node, object, key: expression(name) };
}

/** A class or function name; `self` and `static` are the class at hand. */
function named(node: SyntaxNode): Expression {
  if (node.kind === 'relative_scope')
    return { kind: 'name', node, name: node.text === 'parent' ? 'super' : 'self' };
  if (node.kind === 'qualified_name' || node.kind === 'relative_name') {
    const names = dotted(node.text.replace(/^namespace\\/i, '')).split('.');
    return names
      .slice(1)
      .reduce<Expression>((object, property) => ({ kind: 'member', node, object, property }), {
        kind: 'name',
        node,
        name: names[0] ?? '',
      });
  }
  return expression(node);
}

function expression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'variable_name':
      return { kind: 'name', node, name: node.text === '$this' ? 'this' : node.text };
    case 'dynamic_variable_name':
      // `${name}` in a string is the variable of that name.
      if (node.items[0]?.kind === 'name') return { kind: 'name', node, name: `$${node.items[0].text}` };
      return { kind: 'other', node, parts: node.items.map(expression) };
    case 'name':
      return { kind: 'name', node, name: node.text };
    case 'qualified_name':
    case 'relative_name':
    case 'relative_scope':
      return named(node);
    case 'string':
    case 'encapsed_string':
      return string(node, node);
    case 'heredoc':
    case 'nowdoc':
      return string(node, node.get('value') ?? node);
    case 'shell_command_expression':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':shell_exec' },
        args: [{ value: string(node, node) }],
      };
    case 'integer':
    case 'float':
      return { kind: 'literal', node, value: Number(node.text.replace(/_/g, '')) };
    case 'boolean':
      return { kind: 'literal', node, value: /^true$/i.test(node.text) };
    case 'null':
      return { kind: 'literal', node, value: null };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return member(node, child(node, 'object'), node.get('name'));
    case 'scoped_property_access_expression': {
      const scope = node.get('scope');
      return member(node, scope ? named(scope) : { kind: 'other', node, parts: [] }, node.get('name'));
    }
    case 'class_constant_access_expression': {
      const [scope, name] = node.items;
      return member(node, scope ? named(scope) : { kind: 'other', node, parts: [] }, name);
    }
    case 'subscript_expression':
      return subscript(node);
    case 'function_call_expression':
      return functionCall(node);
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return methodCall(node, member(node, child(node, 'object'), node.get('name')));
    case 'scoped_call_expression': {
      const scope = node.get('scope');
      return methodCall(
        node,
        member(node, scope ? named(scope) : { kind: 'other', node, parts: [] }, node.get('name')),
      );
    }
    case 'object_creation_expression':
      return creation(node);
    case 'binary_expression':
      return binary(node);
    case 'unary_op_expression': {
      const operator = node.get('operator')?.text ?? node.children[0]?.text;
      const operand = node.items[0] ? expression(node.items[0]) : { kind: 'other' as const, node, parts: [] };
      if (operator === '!') return { kind: 'not', node, operand };
      return { kind: 'binary', node, operator: 'unary', left: operand, right: operand };
    }
    case 'cast_expression': {
      const value = child(node, 'value');
      const type = node.get('type')?.text.trim().toLowerCase() ?? '';
      if (type === 'string') return call(node, { kind: 'name', node, name: ':string' }, [{ value }]);
      if (!/^(?:int|integer|float|double|real|bool|boolean)$/.test(type)) return value;
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':int' },
        args: [{ value }],
      };
    }
    case 'conditional_expression': {
      const test = child(node, 'condition');
      const body = node.get('body');
      const otherwise = child(node, 'alternative');
      if (!body) return { kind: 'choice', node, branches: [test, otherwise] };
      return { kind: 'choice', node, test, branches: [expression(body), otherwise] };
    }
    case 'match_expression': {
      const arms = node.get('body')?.items ?? [];
      const results = arms.flatMap((arm) => arm.get('return_expression') ?? []);
      return { kind: 'choice', node, branches: results.map(expression) };
    }
    case 'assignment_expression':
    case 'reference_assignment_expression': {
      const left = node.get('left');
      const value = child(node, 'right');
      if (left?.kind === 'subscript_expression' && left.items.length === 1 && left.items[0])
        return {
          kind: 'call',
          node,
          callee: { kind: 'member', node: left, object: expression(left.items[0]), property: 'push' },
          args: [{ value }],
        };
      return {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value,
      };
    }
    case 'augmented_assignment_expression': {
      const left = node.get('left');
      return {
        kind: 'assign',
        node,
        target: left ? target(left) : { kind: 'items', items: [], node },
        value: augmented(node),
      };
    }
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function':
      return { kind: 'function', node, fn: functionShape(node, undefined) };
    case 'array_creation_expression':
      return array(node);
    case 'print_intrinsic':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: echoName() },
        args: node.items.map((item) => ({ value: expression(item) })),
      };
    case 'exit_statement':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':echo' },
        args: node.items.map((item) => ({ value: expression(item) })),
      };
    case 'include_expression':
    case 'include_once_expression':
    case 'require_expression':
    case 'require_once_expression':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':include' },
        args: node.items.map((item) => ({ value: expression(item) })),
      };
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'clone_expression':
    case 'throw_expression':
    case 'yield_expression':
    case 'variadic_unpacking':
    case 'by_ref':
    case 'array_element_initializer':
    case 'argument': {
      const last = node.items.at(-1);
      return last ? expression(last) : { kind: 'literal', node, value: null };
    }
    default:
      return { kind: 'other', node, parts: node.items.map(expression) };
  }
}

function creation(node: SyntaxNode): Expression {
  const anonymous = node.items.find((item) => item.kind === 'anonymous_class');
  const holder = anonymous ?? node;
  const args = argumentsOf(holder.items.find((item) => item.kind === 'arguments'));
  if (anonymous) {
    const members = bodyOf(anonymous.get('body'), `class@${anonymous.start}`);
    return {
      kind: 'other',
      node,
      parts: [
        ...args.map((one) => one.value),
        ...members.flatMap((one): Expression[] =>
          one.kind === 'function' ? [{ kind: 'function', node: one.node, fn: one.fn }] : [],
        ),
      ],
    };
  }
  const name = node.items[0];
  const created: Expression = {
    kind: 'call',
    node,
    callee: name ? named(name) : { kind: 'other', node, parts: [] },
    args,
    isNew: true,
  };
  // `new $name()` makes an object of whatever class the variable names.
  return name !== undefined && isComputed(name)
    ? { kind: 'other', node, parts: [calling(node, name), created] }
    : created;
}

function methodCall(node: SyntaxNode, callee: Expression): Expression {
  const name = node.get('name');
  const called = call(node, callee, argumentsOf(node.get('arguments')));
  return name !== undefined && isComputed(name)
    ? { kind: 'other', node, parts: [calling(node, name), called] }
    : called;
}

/** Whether a class or a method is named by a value. */
function isComputed(name: SyntaxNode): boolean {
  return /^(?:variable_name|subscript_expression|encapsed_string|binary_expression)$/.test(name.kind);
}

function functionCall(node: SyntaxNode): Expression {
  const callee = node.get('function');
  const args = argumentsOf(node.get('arguments'));
  if (!callee) return { kind: 'other', node, parts: args.map((one) => one.value) };
  const plain = callee.kind === 'name' || (callee.kind === 'qualified_name' && !callee.get('prefix'));
  if (plain) {
    const name = callee.text.replace(/^\\/, '');
    return builtin(node, callee, name, args) ?? call(node, { kind: 'name', node: callee, name }, args);
  }
  // `$name(…)` calls whatever function the variable names.
  if (callee.kind === 'variable_name' || callee.kind === 'subscript_expression')
    return {
      kind: 'other',
      node,
      parts: [calling(node, callee), call(node, expression(callee), args)],
    };
  return call(node, named(callee), args);
}

/** A function, method or class that is chosen by a value. */
function calling(node: SyntaxNode, name: SyntaxNode): Expression {
  return call(node, { kind: 'name', node: name, name: ':callable' }, [{ value: expression(name) }]);
}

function call(node: SyntaxNode, callee: Expression, args: Argument[]): Expression {
  return { kind: 'call', node, callee, args };
}

function array(node: SyntaxNode): Expression {
  const items = node.items;
  // A pair `key => value` holds two nodes.
  if (!items.some((item) => item.items.length === 2))
    return { kind: 'list', node, items: items.map(expression) };
  return {
    kind: 'object',
    node,
    entries: items.map((item, index) => {
      const [key, value] = item.items;
      if (!key) return { value: { kind: 'other', node: item, parts: [] } };
      if (!value)
        return {
          value: expression(key),
          ...(key.kind === 'variadic_unpacking' ? { spread: true } : { key: String(index) }),
        };
      const name = expression(key);
      return {
        ...(name.kind === 'literal' && { key: String(name.value) }),
        ...(name.kind === 'name' && { key: name.name }),
        value: expression(value),
      };
    }),
  };
}

/** `a . b` builds strings; `&&`, `||` and `??` choose. */
function binary(node: SyntaxNode): Expression {
  const operator = (node.get('operator')?.text ?? '').toLowerCase();
  if (operator === '.') {
    return { kind: 'build', node, parts: chainedOperands(node, '.').map((one) => expression(one)) };
  }
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (operator === '&&' || operator === 'and') return { kind: 'choice', node, test: left, branches: [right] };
  if (operator === '||' || operator === 'or' || operator === '??')
    return { kind: 'choice', node, branches: [left, right] };
  return {
    kind: 'binary',
    node,
    operator: /^[-+*/%|&^]|<<|>>/.test(operator) ? 'arithmetic' : operator,
    left,
    right,
  };
}

function argumentsOf(node: SyntaxNode | undefined): Argument[] {
  return (node?.items ?? []).flatMap((item): Argument[] => {
    const value = item.items.at(-1);
    if (item.kind !== 'argument' || !value) return [];
    const name = item.get('name')?.text;
    return [
      {
        ...(name !== undefined && { name }),
        value: expression(value),
        ...(value.kind === 'variadic_unpacking' && { spread: true }),
      },
    ];
  });
}
