// The values of `if`, `when`, `try` and blocks in Kotlin, which are expressions and statements alike.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { expression } from './expressions.ts';
import { atOnce } from '../shapes.ts';
import type { Scope } from './scope.ts';
import { blockOf, statement, statementsOf } from './statements.ts';

/** Hands the value of `if`, `when`, `try` and blocks to what is done with it, in each branch. */
export function deliver(
  node: SyntaxNode,
  scope: Scope,
  done: (value: Expression, node: SyntaxNode) => Statement,
): Statement[] {
  switch (node.kind) {
    case 'parenthesized_expression':
      return node.items[0] ? deliver(node.items[0], scope, done) : [];
    case 'labeled_expression':
      return node.items.at(-1) ? deliver(node.items.at(-1) as SyntaxNode, scope, done) : [];
    case 'block': {
      const items = node.items;
      const last = items.at(-1);
      return last ? [...statementsOf(items.slice(0, -1), scope), ...deliver(last, scope, done)] : [];
    }
    case 'if_expression': {
      const test = node.get('condition');
      const [consequent, otherwise] = branchesOf(node);
      if (!test) return [];
      return [
        {
          kind: 'if',
          node,
          test: expression(test, scope),
          consequent: consequent ? deliver(consequent, scope, done) : [],
          otherwise: otherwise ? deliver(otherwise, scope, done) : [],
        },
      ];
    }
    case 'when_expression':
      return [...subjectOf(node, scope), when(node, scope, done)];
    case 'try_expression': {
      const body = node.items.find((item) => item.kind === 'block');
      const after = node.items.find((item) => item.kind === 'finally_block')?.items[0];
      return [
        {
          kind: 'try',
          node,
          body: body ? deliver(body, scope, done) : [],
          handlers: node.items
            .filter((item) => item.kind === 'catch_block')
            .map((item) => {
              const name = item.items.find((one) => one.kind === 'identifier');
              const block = item.items.find((one) => one.kind === 'block');
              return {
                ...(name && { target: { kind: 'bind', name: name.text, node: name } satisfies Target }),
                body: block ? deliver(block, scope, done) : [],
              };
            }),
          after: after ? blockOf(after, scope) : [],
        },
      ];
    }
    case 'return_expression':
    case 'throw_expression':
    case 'assignment':
    case 'for_statement':
    case 'while_statement':
    case 'property_declaration':
    case 'function_declaration':
      return statement(node, scope);
    default:
      return withJumps(node, scope, (value) => done(value, node));
  }
}

/** `a ?: return b` uses `a`; what is done on the way out is done in a branch of its own. */
export function withJumps(
  node: SyntaxNode,
  scope: Scope,
  done: (value: Expression) => Statement,
): Statement[] {
  const right = node.kind === 'binary_expression' && node.get('operator')?.text === '?:' ? node.get('right') : undefined; // prettier-ignore
  if (right && /^(?:return|throw|continue|break)\b/.test(right.text)) {
    const left = node.get('left');
    const test: Expression = { kind: 'other', node: right, parts: [] };
    return [
      { kind: 'if', node: right, test, consequent: statement(right, scope), otherwise: [] },
      ...(left ? [done(expression(left, scope))] : []),
    ];
  }
  return [done(expression(node, scope))];
}

/** The variable of `when (val name = …)`. */
function subjectOf(node: SyntaxNode, scope: Scope): Statement[] {
  const subject = node.items.find((item) => item.kind === 'when_subject');
  const value = subject?.items.at(-1);
  const name = subject?.items.find((item) => item.kind === 'variable_declaration')?.items[0];
  if (!value || !name) return [];
  const target: Target = { kind: 'bind', name: name.text, node: name };
  return [{ kind: 'assign', node: name, target, value: expression(value, scope) }];
}

function when(
  node: SyntaxNode,
  scope: Scope,
  done: (value: Expression, node: SyntaxNode) => Statement,
): Statement {
  const subject = node.items.find((item) => item.kind === 'when_subject')?.items.at(-1);
  const entries = node.items
    .filter((item) => item.kind === 'when_entry')
    .map((entry) => {
      const tests = entry.all('condition');
      const body = entry.items.filter((item) => item.field !== 'condition').at(-1);
      return { tests, isDefault: tests.length === 0, body: body ? deliver(body, scope, done) : [] };
    });
  if (subject)
    return {
      kind: 'switch',
      node,
      subject: expression(subject, scope),
      cases: entries.map(({ tests, isDefault, body }) => ({
        tests: tests.map((one) => expression(one, scope)),
        body,
        ...(isDefault && { isDefault }),
      })),
    };
  let otherwise: Statement[] = [];
  for (const { tests, isDefault, body } of entries.toReversed()) {
    const [test] = tests;
    if (isDefault || !test) otherwise = body;
    else otherwise = [{ kind: 'if', node: test, test: expression(test, scope), consequent: body, otherwise }];
  }
  return { kind: 'block', node, body: otherwise };
}

/** The branches of an `if`: the one for true and the one for false, where there is one. */
export function branchesOf(node: SyntaxNode): SyntaxNode[] {
  return node.items.filter((item) => item.field !== 'condition');
}

/** A block, `when` or `try` for its value. */
export function blockValue(node: SyntaxNode, scope: Scope): Expression {
  if (node.kind === 'block' && node.items.length === 1 && node.items[0])
    return blockValue(node.items[0], scope);
  if (!/^(?:block|when_expression|try_expression)$/.test(node.kind)) return expression(node, scope);
  return atOnce(node, { body: deliver(node, scope, (value, at) => ({ kind: 'return', node: at, value })) });
}
