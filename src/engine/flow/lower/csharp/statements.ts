// Statements in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { declarations, expressionStatement, target } from './assignments.ts';
import { classStatement, memberStatements, usingDirective } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import { patternBindings } from './patterns.ts';
import type { Scope } from './scope.ts';

/** Statements in order. */
export function statements(nodes: readonly SyntaxNode[], scope: Scope): Statement[] {
  return nodes.flatMap((node) => statement(node, scope));
}

/** The statements of a body, or the one statement that stands for it. */
export function bodyOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.kind === 'block' || node.kind === 'declaration_list') return statements(node.items, scope);
  if (node.kind === 'arrow_expression_clause') {
    const value = node.items[0];
    return value ? [{ kind: 'return', node: value, value: expression(value, scope) }] : [];
  }
  return statement(node, scope);
}

/** One statement; some are several in the shapes. */
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
    case 'return_statement': {
      // `this` is a token of its own.
      const value = node.items[0] ?? node.children.find((one) => one.kind === 'this');
      return [{ kind: 'return', node, ...(value && { value: expression(value, scope) }) }];
    }
    case 'yield_statement':
      return node.items.map((item) => ({
        kind: 'expression',
        node: item,
        value: { kind: 'yield', node: item, value: expression(item, scope) },
      }));
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

/** A switch with its cases. */
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
