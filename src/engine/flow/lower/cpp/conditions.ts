// What C asks of its texts: `strcmp(a, b) == 0`, `strstr(a, "..")`, `strspn(a, allowed)`.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands } from '../shapes.ts';
import { expression, other } from './expressions.ts';
import type { Scope } from './scope.ts';

/** A condition for the analysis: `strstr(a, "..")` asks whether `a` includes it. */
export function asCondition(one: Expression): Expression {
  if (one.kind !== 'call' || one.callee.kind !== 'name') return one;
  const [subject, needle] = one.args;
  if (!/^:(?:strstr|strchr|strpbrk|memchr|strcasestr)$/.test(one.callee.name) || !subject || !needle)
    return one;
  const callee: Expression = { kind: 'member', node: one.node, object: subject.value, property: 'includes' };
  return { ...one, callee, args: [needle] };
}

/** `a && b && c` of any length, read without recursion on its left side. */
export function logical(node: SyntaxNode, operator: string, scope: Scope): Expression {
  const parts = chainedOperands(node, operator).map((one) => asCondition(expression(one, scope)));
  const [first, ...rest] = parts;
  if (!first) return other(node);
  if (operator === '||') return { kind: 'choice', node, branches: parts };
  return rest.reduce<Expression>((test, one) => ({ kind: 'choice', node, test, branches: [one] }), first);
}

/** `strcmp(a, b) == 0`, `strstr(a, "..") == NULL`, `regex_match(a, r) == false` */
export function zeroTest(
  node: SyntaxNode,
  operator: string,
  left: Expression,
  right: Expression,
): Expression | undefined {
  const [found, zero] = isNothing(right) ? [left, right] : [right, left];
  if (!isNothing(zero)) return undefined;
  const asked = asCondition(found);
  if (!isTest(asked) && asked.kind !== 'call') return undefined;
  if (asked.kind === 'call' && !isFound(asked)) return undefined;
  return operator === '==' ? { kind: 'not', node, operand: asked } : asked;
}

/** `0`, `NULL`, `npos` */
function isNothing(one: Expression): boolean {
  if (one.kind === 'name') return one.name === 'NULL' || one.name.endsWith('.npos') || one.name === 'npos';
  return one.kind === 'literal' && (one.value === 0 || one.value === null || one.value === false);
}

function isTest(one: Expression): boolean {
  return one.kind === 'not' || (one.kind === 'binary' && one.operator === '!=');
}

function isFound(one: Extract<Expression, { kind: 'call' }>): boolean {
  const { callee } = one;
  const name =
    callee.kind === 'name' ? callee.name.replace(/^:/, '') : callee.kind === 'member' ? callee.property : '';
  return /^(?:strstr|strchr|strpbrk|memchr|includes|startsWith|test|isalnum|c_strict)$/.test(name);
}

/** `strspn(s, allowed) == strlen(s)` */
export function spanTest(
  node: SyntaxNode,
  operator: string,
  left: Expression,
  right: Expression,
): Expression | undefined {
  const span = [left, right].find(
    (one) => one.kind === 'call' && one.callee.kind === 'name' && /^:?strspn$/.test(one.callee.name),
  );
  if (span?.kind !== 'call' || !/\bstrlen\b|\bsize\b|\blength\b|'\\0'/.test(node.text.slice(0, 300)))
    return undefined;
  const subject = span.args[0]?.value;
  const asked: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: 'isalnum' },
    args: subject ? [{ value: subject }] : [],
  };
  return operator === '==' ? asked : { kind: 'not', node, operand: asked };
}
