// Kinds of sinks that are ruled out for a variable from here on, such as those of a page once a response is plain text.
import type { Expression } from '../ir.ts';
import type { Frame, State } from '../state.ts';

/** Rules them out for a variable. */
export function settle(a: State, f: Frame, name: string, kinds: readonly string[]): void {
  a.hasSettled = true;
  f.env.guards.set(`settled:${name}`, kinds);
}

/** The variable at which a chain such as `res.status(1).type('x')` begins. */
export function chainRoot(expression: Expression): string | undefined {
  if (expression.kind === 'call') return chainRoot(expression.callee);
  if (expression.kind === 'member' || expression.kind === 'index') return chainRoot(expression.object);
  return expression.kind === 'name' ? expression.name : undefined;
}

/** The kinds that were ruled out for the variable at which a chain begins; undefined where none were. */
export function settledOf(a: State, place: Expression, f: Frame): readonly string[] | undefined {
  if (!a.hasSettled) return undefined;
  const root = chainRoot(place);
  // What PHP prints is of the type that `header('Content-Type: …')` said.
  const printed = a.program.root.source.language === 'php' ? f.env.guard('settled:header') : undefined;
  return printed ?? (root === undefined ? undefined : f.env.guard(`settled:${root}`));
}

/** Whether a kind of sink was ruled out for it. */
export function isSettled(a: State, place: Expression, kind: string, f: Frame): boolean {
  return settledOf(a, place, f)?.includes(kind) ?? false;
}
