// Follows values through one file, statement by statement, and tells where an attacker's text reaches a sink.
import { describedFields } from './proofs/checked-fields.ts';
import { toolNamed } from './inputs/declared-tools.ts';
import { isHandlerByShape, run, runHandler } from './steps/functions.ts';
import { type Entered, type Given, runGiven, withReached } from './steps/handed.ts';
import type { FunctionShape, Program } from './ir.ts';
import type { ModelIndex } from './models.ts';
import { nameOfFunction, parameterValue } from './inputs/parameters.ts';
import { piped } from './proofs/pipes.ts';
import {
  type Analysis,
  type Elsewhere,
  OutOfSteps,
  type State,
  isStackOverflow,
  newState,
  topFrame,
} from './state.ts';
import { block } from './steps/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { SourceKind } from './value.ts';

/** Analyses a lowered file with the models that apply to it. */
export function analyse(program: Program, models: ModelIndex, elsewhere?: Elsewhere): Analysis {
  return analyseWith(newState(program, models, elsewhere), (a) => {
    const isLeft = program.root.source.language === 'go' && program.root.text.includes(leavesWithContext);
    for (const wave of isLeft ? waves : waves.slice(1)) {
      for (let i = 0; i < a.pending.length; i++) visit(a, wave, i);
      a.early = Math.min(a.early, a.pending.length);
    }
  });
}

/** What Go puts into the context of a request, others find there. */
const leavesWithContext = 'context.WithValue(';

/** Analyses only what other files hand to functions of this one: what reaches sinks from there, and by which parameters. */
export function analyseGiven(
  program: Program,
  models: ModelIndex,
  given: readonly Given[],
  elsewhere?: Elsewhere,
): Analysis & { entered: ReadonlyMap<SyntaxNode, Entered> } {
  const entered = new Map<SyntaxNode, Entered>();
  const state = newState(program, models, elsewhere);
  const analysis = analyseWith(state, (a) => runGiven(a, given, entered));
  const hits = analysis.hits.flatMap((hit) => {
    const ways = hit.ways.filter((way) => entered.has(way.taint.node));
    return ways.length > 0 ? [{ ...hit, ways }] : [];
  });
  return { ...analysis, hits, entered };
}

/** What is known of a file once its own statements ran, and none of its functions. Throws as `block` does. */
export function opened(a: State): State {
  block(a, a.program.body, topFrame(a));
  return a;
}

function analyseWith(a: State, runAll: (a: State) => void): Analysis {
  let complete = true;
  try {
    runAll(opened(a));
  } catch (error) {
    // A file that is nested too deeply is left as a file that is too large: shown as not wholly looked at.
    if (!(error instanceof OutOfSteps) && !isStackOverflow(error)) throw error;
    complete = false;
  }
  const hits = [...a.hits.values()];
  return { hits, guarded: a.guarded, complete, handed: withReached(a.handed, hits) };
}

/**
 * What leaves something for others goes first, wherever it stands. Of the file's own functions those without parameters
 * go before the others, then those that the file does not call itself: they say what the others are called with, though
 * nobody calls them.
 */
const waves = ['leavers', 'handlers', 'public', 'own', 'uncalled', 'rest'] as const;

function visit(a: State, wave: (typeof waves)[number], index: number): void {
  const { closure, className } = a.pending[index] as (typeof a.pending)[number];
  const fn = closure.fn;
  if (wave === 'leavers' && !fn.node.text.includes(leavesWithContext)) return;
  // A handler inside a factory of the application is known only once the factory has run.
  if (wave === 'handlers' || index >= a.early) {
    const handler = a.isHandled.has(fn)
      ? undefined
      : a.models.handlers.find((one) => isHandlerByShape(a, one, fn, className));
    const described = handler && toolNamed(a, fn, nameOfFunction(fn), handler.describedBy);
    if (handler) runHandler(a, closure, handler, described ? describedFields(described) : undefined);
    if (handler || wave === 'handlers') return;
  }
  if (a.visited.has(fn) || (wave === 'public' && !fn.isPublic)) return;
  if (wave === 'own' && (fn.parameters.length > 0 || fn.name === undefined)) return;
  if (wave === 'uncalled' && isCalledHere(a, fn)) return;
  const isPublic = wave === 'public' || (wave === 'leavers' && fn.isPublic);
  const source: SourceKind = isPublic ? 'parameter' : 'dynamic';
  run(
    a,
    closure,
    fn.parameters.map((one) => piped(a, fn, one, parameterValue(a, one, source, fn.parameters))),
    0,
  );
}

/** Whether the file calls a function by its name, as far as its text tells. */
function isCalledHere(a: State, fn: FunctionShape): boolean {
  const name = nameOfFunction(fn);
  if (name === undefined) return false;
  a.calledNames ??= calledNames(a.program.root.source.text);
  // `name() {}` of a class or an object reads like a call.
  const { source, start } = fn.node;
  const head = source.text.slice(start, start + 120).replace(/^(?:(?:async|static)\s{1,9}|\*\s{0,9})+/, '');
  const isMethod = head.startsWith(`${name}(`);
  return (a.calledNames.get(name) ?? 0) > (isMethod ? 1 : 0);
}

function calledNames(text: string): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  for (const [, declared, name = ''] of text.matchAll(
    /\b(function\s{0,4}\*?\s{1,4}|def\s{1,4})?([A-Za-z_$][\w$]{0,80})\(/g,
  ))
    if (declared === undefined) out.set(name, (out.get(name) ?? 0) + 1);
  return out;
}
