// What is left of a value on the way on which a condition found it to be nothing.
import type { Env } from '../env.ts';
import type { Expression } from '../ir.ts';

/** `if (name) { assertInside(name) }`: where no name was given, there is none that could do harm. */
export function leaveEmpty(test: Expression, yes: Env, no: Env): void {
  let one = test;
  let env = no;
  for (; one.kind === 'not'; one = one.operand) env = env === no ? yes : no;
  if (one.kind !== 'name') return;
  const value = env.find(one.name);
  if (value && value.taints.length > 0) env.vars.set(one.name, { ...value, taints: [] });
}
