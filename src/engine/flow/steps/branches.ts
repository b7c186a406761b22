// Follows the ways through branches, loops and switches, and what each way proves.
import { assign } from './assignments.ts';
import { namedElement } from '../calls/callees.ts';
import { leaveEmpty } from '../proofs/empty-ways.ts';
import { type Env, type Guard, keyOf } from '../env.ts';
import { evaluate } from './expressions.ts';
import { guardsOf } from '../proofs/guards.ts';
import { checked, noDots, noRoot, prefixed, weak } from '../proofs/proved.ts';
import { settledBelow, withoutDots } from '../proofs/dots.ts';
import type { Expression, Statement } from '../ir.ts';
import { loopBound } from '../sinks/loop-bounds.ts';
import { elementOf } from './properties.ts';
import { dotsUsed } from '../proofs/rooted.ts';
import { type Frame, OutOfSteps, type State, maxSteps } from '../state.ts';
import { block } from './statements.ts';
import { knownIn } from '../proofs/validation.ts';
import { type Value, cleaned, incomplete, mapTaints, partly } from '../value.ts';

/** A copy of the variables for one way through the code, charged to the step budget. */
export function forked(a: State, env: Env): Env {
  charge(a, env.size >> 3);
  return env.fork();
}

/** Gives `env` what holds after either of two ways, charged to the step budget: to join two values takes longer than a usual step. */
export function meet(a: State, env: Env, one: Env, other: Env): void {
  charge(a, 3 * env.becomeEither(one, other));
}

function charge(a: State, steps: number): void {
  a.steps += steps;
  if (a.steps > maxSteps) throw new OutOfSteps();
}

/** Follows both ways of a condition with what it proves on each; true when neither reaches its end. */
export function branch(
  a: State,
  test: Expression,
  consequent: readonly Statement[],
  otherwise: readonly Statement[],
  f: Frame,
): boolean {
  const outcome = evaluate(a, test, f).literal;
  const yes = { ...f, env: forked(a, f.env) };
  const no = { ...f, env: forked(a, f.env) };
  const known = knownIn(a, f);
  for (const [key, guard] of guardsOf(test, true, known)) prove(a, yes, key, guard);
  for (const [key, guard] of guardsOf(test, false, known)) prove(a, no, key, guard);
  leaveEmpty(test, yes.env, no.env);
  const yesExits = block(a, consequent, yes);
  f.returned = yes.returned ?? f.returned;
  no.returned = f.returned;
  const noExits = block(a, otherwise, no);
  f.returned = no.returned ?? f.returned;
  // Both ways are read, but only the one that constants allow goes on.
  if (outcome === true) f.env.become(yes.env);
  if (outcome === false) f.env.become(no.env);
  if (typeof outcome === 'boolean') return outcome ? yesExits : noExits;
  if (yesExits && noExits) return true;
  if (yesExits) f.env.become(no.env);
  else if (noExits) f.env.become(yes.env);
  else meet(a, f.env, yes.env, no.env);
  return false;
}

/** Takes over what was proved of a place; a variable is replaced, so that the proof survives where ways meet. */
export function prove(a: State, { env, derived }: Frame, key: string, given: Guard): void {
  const value = env.find(key);
  if (given.includes(noDots) && value?.taints.some((one) => one.cleaned.has(dotsUsed))) return;
  const guard = a.mindsRoots && given.includes(noDots) ? withoutDots(given, value) : given;
  if (!isBelief(guard)) for (const one of (value ?? env.place(key))?.taints ?? []) a.guarded.add(one.node);
  if (value) env.vars.set(key, applyGuard(value, guard));
  else env.guards.set(key, both(env.guards.get(key), guard));
  const origin = derived.get(key) ?? derived.get(key.split('.')[0] as string);
  // What was resolved and then tested is proved of what it was made from.
  const isResolved = value !== undefined && value.taints.every((one) => one.cleaned.has('resolved'));
  const proof = guard.filter((one) => one !== noDots && !(isResolved && one === prefixed));
  if (origin === undefined || origin === key) return;
  // The address of a host of an URL: three steps are enough, and none twice.
  const rest = new Map(derived);
  rest.delete(key);
  rest.delete(key.split('.')[0] as string);
  prove(a, { env, derived: rest } as Frame, origin, proof);
}

/** Whether a guard lowers the confidence, and proves nothing. */
function isBelief([first]: Guard): boolean {
  return first === checked[0] || first === weak[0];
}

/** What two guards of one place prove together. */
function both(before: Guard | undefined, guard: Guard): Guard {
  if (!before || before === guard) return guard;
  const marks = [before, guard].flatMap((one) => (isBelief(one) ? one.slice(1) : []));
  const proofs = [before, guard].filter((one) => !isBelief(one));
  if (proofs.length === 0) return [...new Set([...guard, ...marks])];
  return [...new Set([...proofs.flat(), ...marks])];
}

/** The value after a guard: cleaned for what the guard proves, or marked where the guard only lowers the confidence. */
export function applyGuard(value: Value, guard: Guard): Value {
  if (isBelief(guard)) {
    const marked = guard[0] === weak[0] ? incomplete(value) : partly(value);
    return guard.length > 1 ? settledBelow(cleaned(marked, guard.slice(1))) : marked;
  }
  if (!guard.includes(prefixed)) return settledBelow(cleaned(value, guard));
  const isPath = (kind: string): boolean => /^(?:path|archive|include-below)$/.test(kind);
  const paths = guard.filter(isPath);
  const rest = guard.filter((kind) => kind !== prefixed && !isPath(kind));
  const begun = mapTaints(value, (one) =>
    one.cleaned.has('resolved')
      ? { ...one, cleaned: new Set([...one.cleaned, ...rest, ...paths]) }
      : {
          ...one,
          cleaned: new Set([...one.cleaned, ...rest, noRoot]),
          partly: true,
          incomplete: true,
        },
  );
  return settledBelow(begun);
}

/** Loops within one another whose bodies are followed twice. */
const maxRepeated = 4;

/** Follows the body of a loop and joins what holds after it with what held before; false, since the end is always reached. */
export function loop(a: State, one: Extract<Statement, { kind: 'loop' }>, f: Frame): boolean {
  const iterable = one.iterable ? evaluate(a, one.iterable, f) : undefined;
  if (one.test) evaluate(a, one.test, f);
  if (one.test && a.isScript) loopBound(a, one.test, f);
  const before = forked(a, f.env);
  // Twice, so that what the end of the body writes reaches its beginning; once deep within others, whose work would double with each.
  const rounds = a.loops < maxRepeated ? 2 : 1;
  a.loops++;
  let isLeft = false;
  for (let round = 0; round < rounds; round++) {
    if (one.target && iterable)
      assign(
        a,
        one.target,
        namedElement(a, iterable.keys ?? elementOf(a, iterable, one.iterable as Expression), one.target),
        f,
      );
    if (one.test) for (const [key, guard] of guardsOf(one.test, true)) prove(a, f, key, guard);
    const inner: Frame = { ...f, env: forked(a, f.env), jumps: [] };
    block(a, one.body, inner);
    f.returned = inner.returned ?? f.returned;
    isLeft ||= (inner.jumps ?? []).length > 0;
    for (const left of inner.jumps ?? []) meet(a, inner.env, inner.env, left);
    meet(a, f.env, before, inner.env);
  }
  a.loops--;
  // `while (name.includes('../')) name = name.replace('../', '')`: it ends when the test fails.
  if (one.test && !isLeft && a.isScript)
    for (const [key, guard] of guardsOf(one.test, false, knownIn(a, f))) prove(a, f, key, guard);
  return false;
}

/** Follows each case of a switch from the same beginning and joins their ends; false, as with loops. */
export function switches(a: State, one: Extract<Statement, { kind: 'switch' }>, f: Frame): boolean {
  const subject = evaluate(a, one.subject, f).literal;
  const chosen = subject === undefined ? undefined : chosenCase(one, subject);
  const key = keyOf(one.subject);
  const before = forked(a, f.env);
  let after: Env | undefined;
  for (const branchCase of one.cases) {
    for (const test of branchCase.tests) evaluate(a, test, f);
    const inner: Frame = { ...f, env: forked(a, before), jumps: [] };
    if (key !== undefined && branchCase.tests.length > 0)
      proveCase(a, inner, key, one.subject, branchCase.tests);
    const leaves = block(a, branchCase.body, inner);
    f.returned = inner.returned ?? f.returned;
    if (chosen && chosen !== branchCase) continue;
    // A case that returns or throws proves something of what comes after the others.
    for (const end of [...(leaves ? [] : [inner.env]), ...(inner.jumps ?? [])])
      if (after) meet(a, after, after, end);
      else after = end;
  }
  if (after && chosen) f.env.become(after);
  else if (after && one.cases.some((branchCase) => branchCase.isDefault)) f.env.become(after);
  else if (after) meet(a, f.env, before, after);
  return false;
}

/** What a case proves of its subject: one of some constants is harmless, a text of some type or pattern may not be. */
function proveCase(a: State, f: Frame, key: string, subject: Expression, tests: readonly Expression[]): void {
  const [first] = tests;
  const isRuby = a.program.root.source.language === 'ruby';
  if (isRuby && tests.some((one) => one.kind === 'name' && textClass.test(one.name))) return;
  if (!tests.some((one) => one.kind === 'regex')) return prove(a, f, key, ['*']);
  if (tests.length > 1 || !first) return;
  const { node } = first;
  const callee: Expression = { kind: 'member', node, object: subject, property: 'match?' };
  const test: Expression = { kind: 'call', node, callee, args: [{ value: first }] };
  for (const [place, guard] of guardsOf(test, true, knownIn(a, f))) prove(a, f, place, guard);
}

/** Classes whose objects may hold any text. */
const textClass = /^(?:String|Array|Hash|Object|BasicObject|Enumerable|Comparable)$/;

/** The case that a constant subject goes to, where all cases are constants. */
function chosenCase(one: Extract<Statement, { kind: 'switch' }>, subject: unknown) {
  if (!one.cases.every((each) => each.tests.every((test) => test.kind === 'literal'))) return undefined;
  return (
    one.cases.find((each) => each.tests.some((test) => test.kind === 'literal' && test.value === subject)) ??
    one.cases.find((each) => each.isDefault)
  );
}
