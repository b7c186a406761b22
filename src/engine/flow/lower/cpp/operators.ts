// Operators between two values in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands } from '../shapes.ts';
import { called } from './calls.ts';
import { logical, spanTest, zeroTest } from './conditions.ts';
import { child, expression, other } from './expressions.ts';
import type { Scope } from './scope.ts';
import { stream } from './streams.ts';

/** An operator between two values. */
export function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  if (operator === '+') return sum(node, scope);
  if (operator === '<<' || operator === '>>') {
    const { parent } = node;
    // Of `a << b << c` the whole was asked already.
    const isInner =
      node.field === 'left' &&
      parent?.kind === 'binary_expression' &&
      parent.get('operator')?.text === operator;
    const moved = isInner ? undefined : stream(node, operator, scope);
    if (moved) return moved;
  }
  if (operator === '&&' || operator === '||') return logical(node, operator, scope);
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  if (operator === '/' && !isStep(left, scope) && !isStep(right, scope) && !scope.isC)
    return called(node, 'c_path_join', [left, right]);
  if (/^[<>]=?$/.test(operator)) {
    // `(n = read(…)) < limit` says it of `n`.
    const subject = assigned(left);
    const plain: Expression = operator.startsWith('<')
      ? within(node, subject ?? left, right)
      : within(node, right, subject ?? left);
    return subject ? { kind: 'choice', node, test: left, branches: [plain] } : plain;
  }
  if (operator === '==' || operator === '!=') {
    const asked = zeroTest(node, operator, left, right);
    if (asked) return asked;
  }
  if (operator === '==' || operator === '!=') {
    const whole = spanTest(node, operator, left, right);
    if (whole) return whole;
    return { kind: 'binary', node, operator, left, right };
  }
  if (operator === '%' || operator === '&') return { kind: 'call', node, callee: { kind: 'name', node, name: ':c_limited' }, args: [{ value: left }, { value: right }] }; // prettier-ignore
  // How far into a text something was found is never more than the text has.
  if (operator === '-' && isPlace(left, scope) && isPlace(right, scope))
    return called(node, 'c_limited', [other(node, [left, right])]);
  return operator === '*' || operator === '-'
    ? calculated(node, [left, right])
    : asNumber(other(node, [left, right]));
}

/** Whether something is a number that a pointer is moved by. */
export function isStep(one: Expression, scope: Scope): boolean {
  if (one.kind === 'literal') return typeof one.value === 'number';
  if (one.kind === 'name') return scope.names.numbers.has(one.name);
  if (one.kind === 'binary') return true;
  if (one.kind === 'other') return one.parts.every((part) => isStep(part, scope));
  return (
    one.kind === 'call' &&
    one.callee.kind === 'name' &&
    /^:?(?:c_number|c_arithmetic|c_limited|strlen|strnlen|sizeof|wcslen)$/.test(one.callee.name)
  );
}

/** An array, or where in one something was found. */
function isPlace(one: Expression, { names }: Scope): boolean {
  return one.kind === 'name' && names.places.has(one.name) && !names.numbers.has(one.name);
}

/** A number that is made of others. */
function calculated(node: SyntaxNode, parts: Expression[]): Expression {
  const isFixed = parts.every(
    (one) => one.kind === 'literal' || (one.kind === 'other' && one.parts.length === 0),
  );
  return isFixed ? other(node, parts) : called(node, 'c_arithmetic', [other(node, parts)]);
}

/** `left` is at most as large as `right`. */
function within(node: SyntaxNode, left: Expression, right: Expression): Expression {
  return { kind: 'binary', node, operator: 'within', left, right };
}

/** The value that an assignment leaves. */
function assigned(one: Expression): Expression | undefined {
  if (one.kind !== 'assign' || one.target.kind !== 'bind') return undefined;
  return { kind: 'name', node: one.target.node, name: one.target.name };
}

/** A sum of texts, or a pointer that is moved. */
function sum(node: SyntaxNode, scope: Scope): Expression {
  const parts = chainedOperands(node, '+').map((one) => expression(one, scope));
  const moved = parts.filter((one) => !isStep(one, scope));
  if (moved.length === 0) return calculated(node, parts);
  if (
    moved.length < parts.length &&
    parts.every((one) => one.kind !== 'literal' || typeof one.value !== 'string')
  ) {
    const [base] = moved;
    return moved.length === 1 && base ? base : asNumber(other(node, parts));
  }
  if (scope.isC && parts.every((one) => one.kind !== 'literal')) return other(node, parts);
  return { kind: 'build', node, parts };
}

/** A number: whatever it was read from, there is no text in it. */
export function asNumber(value: Expression): Expression {
  if (value.kind === 'literal') return value;
  return called(value.node, 'c_number', [value]);
}
