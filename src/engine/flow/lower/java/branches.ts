// `switch` in Java, for its effects and for its value.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { atOnce } from '../shapes.ts';
import { bind } from './assignments.ts';
import { child, expression } from './expressions.ts';
import { namesIn } from './patterns.ts';
import type { Scope } from './scope.ts';
import { statement } from './statements.ts';

/** A switch for its effects. */
export function switchStatement(node: SyntaxNode, scope: Scope): Statement {
  const groups = (node.get('body')?.items ?? []).filter((item) => item.kind.startsWith('switch_'));
  const parts = groups.map((group) => {
    const labels = group.items.filter((item) => item.kind === 'switch_label');
    const rest = group.items.filter((item) => item.kind !== 'switch_label');
    return {
      isRule: group.kind === 'switch_rule',
      isDefault: labels.some((label) => label.items.length === 0),
      tests: labels.flatMap((label) => label.items.map((item) => expression(item, scope))),
      body: rest.flatMap((item) => statement(item, scope)),
    };
  });
  const cases = parts.map((part, index) => {
    const body: Statement[] = [];
    // Without a break the next case's statements follow.
    for (const next of parts.slice(index)) {
      body.push(...next.body);
      if (part.isRule || next.body.some((one) => one.kind === 'exit' || one.kind === 'return')) break;
    }
    return { tests: part.tests, body, isDefault: part.isDefault };
  });
  return {
    kind: 'switch',
    node,
    subject: child(node, 'condition', scope),
    cases: cases.map(({ tests, body, isDefault }) => ({
      tests: isDefault ? [] : tests,
      body,
      ...(isDefault && { isDefault }),
    })),
  };
}

/** A switch that yields: the subject's cases decide which branch is the value. */
export function switchValue(node: SyntaxNode, scope: Scope): Expression {
  const branches: Expression[] = [];
  for (const group of node.get('body')?.items ?? []) {
    const bound = group.items
      .filter(({ kind }) => kind === 'switch_label')
      .flatMap((label) => namesIn(label));
    for (const item of group.items) {
      if (item.kind === 'switch_label' || item.kind === 'throw_statement') continue;
      if (item.kind === 'expression_statement' && item.items[0])
        branches.push(withBound(bound, expression(item.items[0], scope), node, scope));
      else
        for (const one of item.walk())
          if (one.kind === 'yield_statement' && one.items[0])
            branches.push(withBound(bound, expression(one.items[0], scope), node, scope));
    }
  }
  return { kind: 'choice', node, branches };
}

/** A value in which the variables of a pattern hold what the switch is about. */
function withBound(
  names: readonly SyntaxNode[],
  value: Expression,
  node: SyntaxNode,
  scope: Scope,
): Expression {
  if (names.length === 0) return value;
  const subject = child(node, 'condition', scope);
  const bound = names.map((name): Statement => ({ kind: 'assign', node: name, target: bind(name), value: subject })); // prettier-ignore
  return atOnce(value.node, { body: [...bound, { kind: 'return', node: value.node, value }] });
}
