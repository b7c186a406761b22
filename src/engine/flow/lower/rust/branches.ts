// The values of `if`, `match` and blocks in Rust, which are expressions and statements alike.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, FunctionShape, Statement } from '../../ir.ts';
import { bindings, place } from './assignments.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { loop, statementsOf } from './statements.ts';

/** Where a value goes: into a variable, out of the function, or nowhere. */
type Sink = (value: Expression, node: SyntaxNode) => Statement[];

/** Only its effects count. */
export const discard: Sink = (value, node) => [{ kind: 'expression', node, value }];

/** It is what the function returns. */
export const giveBack: Sink = (value, node) => [{ kind: 'return', node, value }];

/** The statements of a block; what it is worth goes to `sink`. */
export function blockInto(block: SyntaxNode | undefined, scope: Scope, sink: Sink): Statement[] {
  if (!block) return [];
  if (block.kind !== 'block') return into(block, scope, sink);
  const items = block.items;
  const last = items.at(-1);
  const tail =
    last?.kind === 'expression_statement'
      ? last.text.endsWith(';')
        ? undefined
        : last.items[0]
      : last && !/_(?:declaration|item|statement|definition)$|^label$/.test(last.kind)
        ? last
        : undefined;
  return [
    ...statementsOf(tail ? items.slice(0, -1) : items, scope),
    ...(tail ? into(tail, scope, sink) : []),
  ];
}

/** An expression as statements, where it has branches; its value goes to `sink`. */
export function into(node: SyntaxNode, scope: Scope, sink: Sink): Statement[] {
  switch (node.kind) {
    case 'block':
      return [{ kind: 'block', node, body: blockInto(node, scope, sink) }];
    case 'unsafe_block':
    case 'async_block':
    case 'parenthesized_expression':
      return node.items.at(-1) ? blockInto(node.items.at(-1), scope, sink) : [];
    case 'if_expression': {
      const { before, test, bound } = condition(node.get('condition'), node, scope);
      const alternative = node.get('alternative')?.items[0];
      return [
        ...before,
        {
          kind: 'if',
          node,
          test,
          consequent: [...bound, ...blockInto(node.get('consequence'), scope, sink)],
          otherwise: alternative ? blockInto(alternative, scope, sink) : [],
        },
      ];
    }
    case 'match_expression': {
      const { before, value: subject } = once(node, scope);
      const arms = node.get('body')?.items.filter((one) => one.kind === 'match_arm') ?? [];
      return [
        ...before,
        {
          kind: 'switch',
          node,
          subject,
          cases: arms.map((arm, index) => {
            const pattern = arm.get('pattern')?.items[0];
            const tests = alternatives(pattern);
            const guard = arm.get('pattern')?.get('condition');
            const body = blockInto(arm.get('value'), scope, sink);
            const guarded: Statement[] = guard ? [{ kind: 'if', node: arm, test: condition(guard, arm, scope).test, consequent: body, otherwise: [] }] : body; // prettier-ignore
            return {
              tests: tests.map((one) => expression(one, scope)),
              body: [...(pattern && tests.length === 0 ? bindings(pattern, subject, scope) : []), ...guarded],
              ...(index === arms.length - 1 && { isDefault: true }),
            };
          }),
        },
      ];
    }
    case 'return_expression':
      return node.items[0] ? into(node.items[0], scope, giveBack) : [{ kind: 'return', node }];
    case 'break_expression':
    case 'continue_expression':
      return [{ kind: 'exit', node, jump: true }];
    case 'for_expression':
    case 'while_expression':
    case 'loop_expression':
      return [loop(node, scope)];
    case 'macro_invocation':
      if (/^(?:panic|unreachable|todo|unimplemented|bail|anyhow::bail)$/.test(node.get('macro')?.text ?? ''))
        return [{ kind: 'exit', node, value: expression(node, scope) }];
      return sink(expression(node, scope), node);
    case 'try_expression':
      return node.items[0] && /^(?:match|if)_expression$|block$/.test(node.items[0].kind)
        ? into(node.items[0], scope, sink)
        : sink(expression(node, scope), node);
    case 'assignment_expression': {
      const left = node.get('left');
      const right = node.get('right');
      if (!left || !right) return [];
      if (left.text === '_') return into(right, scope, discard);
      return into(right, scope, (value) => [{ kind: 'assign', node, target: place(left, scope), value }]);
    }
    default:
      return sink(expression(node, scope), node);
  }
}

/** The literals that a pattern stands for; none when it is more than literals. */
function alternatives(pattern: SyntaxNode | undefined): SyntaxNode[] {
  if (!pattern) return [];
  if (pattern.kind === 'or_pattern') {
    const all = pattern.items.map(alternatives);
    return all.every((one) => one.length > 0) ? all.flat() : [];
  }
  if (pattern.kind === 'tuple_struct_pattern' && /^(?:Some|Ok)$/.test(pattern.get('type')?.text ?? ''))
    return alternatives(pattern.items.at(-1));
  return pattern.kind.endsWith('_literal') ? [pattern] : [];
}

/** A condition: what is bound by `let` before it, and what it asks. */
export function condition(
  node: SyntaxNode | undefined,
  owner: SyntaxNode,
  scope: Scope,
  isChain = false,
): { before: Statement[]; test: Expression; bound: Statement[] } {
  if (!node) return { before: [], test: { kind: 'other', node: owner, parts: [] }, bound: [] };
  if (node.kind === 'let_condition') {
    const { before, value } = isChain
      ? { before: [], value: child(node, 'value', scope) }
      : once(node, scope);
    const pattern = node.get('pattern');
    const isError = /^Err\b/.test(pattern?.text ?? '');
    return {
      before,
      test: isError ? { kind: 'not', node, operand: value } : value,
      bound: pattern ? bindings(pattern, value, scope) : [],
    };
  }
  if (node.kind === 'let_chain') {
    const parts = node.items.map((one) => condition(one, owner, scope, true));
    const tests = parts.map((one) => one.test);
    return {
      before: [],
      test: tests.reduceRight((rest, one) => ({ kind: 'choice', node, test: one, branches: [rest] })),
      bound: parts.flatMap((one) => one.bound),
    };
  }
  return { before: [], test: expression(node, scope), bound: [] };
}

/** The value that is matched, under a name of its own unless it is a place: each arm asks for it again. */
function once(node: SyntaxNode, scope: Scope): { before: Statement[]; value: Expression } {
  const value = child(node, 'value', scope);
  if (value.kind === 'name' || value.kind === 'member' || value.kind === 'literal')
    return { before: [], value };
  const name = `match@${node.start}`;
  return {
    before: [{ kind: 'assign', node: value.node, target: { kind: 'bind', name, node: value.node }, value }],
    value: { kind: 'name', node: value.node, name },
  };
}

/** What an expression with branches is worth, where it stands within another. */
export function worth(node: SyntaxNode, scope: Scope): Expression {
  const fn: FunctionShape = { node, parameters: [], body: into(node, scope, giveBack), decorators: [], isPublic: false }; // prettier-ignore
  return { kind: 'call', node, callee: { kind: 'function', node, fn }, args: [] };
}
