// Statements in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import { assignment, declaration, declared } from './assignments.ts';
import { deliver, withJumps } from './branches.ts';
import { argumentNodes } from './calls.ts';
import { classStatement, importStatement } from './declarations.ts';
import { expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import type { Scope } from './scope.ts';

/** Statements in order. */
export function statementsOf(items: readonly SyntaxNode[], scope: Scope): Statement[] {
  return items.flatMap((item) => statement(item, scope));
}

/** One statement; some are several in the shapes. */
export function statement(node: SyntaxNode, scope: Scope): Statement[] {
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
      // `require(isOurs) { "message" }` is a call of a call.
      const asked = node.items[0]?.kind === 'call_expression' ? node.items[0] : node;
      const name = asked.items[0]?.text;
      const test = name === 'require' || name === 'check' ? argumentNodes(asked)[0] : undefined;
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

/** A block, or the one statement that stands for it. */
export function blockOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  return node.kind === 'block' ? statementsOf(node.items, scope) : statement(node, scope);
}
