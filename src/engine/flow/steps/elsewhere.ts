// Calls functions that other files define: what they return for these arguments, and what they prove of them.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { callLocal, writtenPath } from '../calls/callees.ts';
import { named, outside } from './handed.ts';
import { asStoredPlace, tellsStoredPlace } from '../inputs/found-records.ts';
import { type Call, type Foreign, type State, maxCallDepth } from '../state.ts';
import type { Piece, Schema, Step, Taint, Value } from '../value.ts';

/** The function that a name means in the file in which it stands; undefined where that is not sure. */
export function functionNamed(
  state: State,
  name: string,
  className: string | undefined,
): Foreign | undefined {
  const [closure, ...others] = named(state, { name, ...(className !== undefined && { className }) });
  return closure && others.length === 0 ? { closure, state } : undefined;
}

/**
 * What a function of another file returns for arguments in which there may be an outsider's text, its steps charged to
 * this file; undefined for other calls. What such a text does there is told by who follows it there.
 */
export function callElsewhere(a: State, call: Call): Value | undefined {
  const { expression, path, args, f } = call;
  if (!a.elsewhere || f.depth >= maxCallDepth) return undefined;
  const isAsked = args.length === 0 ? givesPart.test(call.method) : args.some((one) => isOutside(one));
  if (!isAsked) return undefined;
  const written = writtenPath(expression.callee);
  if (!a.foreign.has(written)) a.foreign.set(written, a.elsewhere.called({ path, written }));
  const foreign = a.foreign.get(written);
  if (!foreign || foreign.state.active.has(foreign.closure.fn)) return undefined;
  const { state, closure } = foreign;
  state.steps = a.steps;
  // What it returned before was told by places of another call.
  state.memo.clear();
  state.memoised = 0;
  try {
    const value = seenHere(callLocal(state, closure, expression.args, args, f), expression.node);
    return tellsStoredPlace(call) && looksUp.test(closure.fn.node.text)
      ? { taints: asStoredPlace(value.taints) }
      : value;
  } finally {
    a.steps = state.steps;
    state.hits.clear();
    state.handed.length = 0;
  }
}

/** What returns a part of a statement without being given anything often returns a constant: `Database.sqlHourOffset()`. */
const givesPart =
  /^sql|sql$|(?:clause|columns?|fields|table|condition|order_?by|select)(?:_?sql|s|_?name)?$/i;

/**
 * The function of a package that a callee stands for which another file gave its name, such as `export const run =
 * child_process.exec`; asked only where an outsider's text is handed to it.
 */
export function standsElsewhere(
  a: State,
  written: string,
  path: string,
  args: readonly Value[],
): string | undefined {
  if (!a.elsewhere || !args.some((one) => isOutside(one))) return undefined;
  if (!a.foreignPaths.has(written)) a.foreignPaths.set(written, a.elsewhere.stands({ path, written }));
  return a.foreignPaths.get(written);
}

/** What a name of a file is the name of, where that is a function of a package. */
export function pathNamed({ top }: State, name: string): string | undefined {
  const whole = top.places.get('module.exports') ?? top.places.get('exports');
  const value =
    top.vars.get(name) ??
    top.places.get(`exports.${name}`) ??
    top.places.get(`module.exports.${name}`) ??
    whole?.fields?.get(name);
  const path = value ? value.path : whole?.path === undefined ? undefined : `${whole.path}.${name}`;
  const isPlain = path !== undefined && path !== name && /^@?\w[\w/-]*(?:\.\w+)*$/.test(path);
  return isPlain && !value?.closure ? path : undefined;
}

/** The value of an imported name, with the schema that it stands for in its file. */
export function withSchema(a: State, value: Value): Value {
  const { path } = value;
  if (path === undefined || !a.elsewhere || !imported.test(path)) return value;
  if (!a.foreignSchemas.has(path)) a.foreignSchemas.set(path, a.elsewhere.schema(path));
  const schema = a.foreignSchemas.get(path);
  return schema ? { ...value, schema } : value;
}

/** What schemas are called, imported from a file of the project's own. */
const imported =
  /^(?:\.{1,2}|[@~#]\w{0,40})\/(?:[^()]{1,200}[./])?\w{0,60}(?:[sS]chema|SCHEMA|Query|Params|Body|Input|Validat\w{1,6}|Payload|Dto|DTO|Request|Filters?|Search|Shape|Form|Command)s?$/;

/** The schema that a name of a file stands for. */
export function schemaNamed({ top }: State, name: string): Schema | undefined {
  return top.vars.get(name)?.schema;
}

/** A function that asks a disk or a database what it holds, and does not only put a path together. */
const looksUp =
  /\b(?:readdir|readFile|createReadStream|findOne|findFirst|findUnique|query|prepare)(?:Sync)?\(/;

/** A whole request, as frameworks call it. */
const request = /(?:^|\.)(?:[Rr]equest|req|ctx|Context)$/;

/** Whether it is a whole request, or an outsider's text is in it or in a field of it. */
function isOutside({ path, taints, fields }: Value, depth = 0): boolean {
  if (path !== undefined && request.test(path)) return true;
  if (taints.some(({ source }) => outside.has(source))) return true;
  return depth < 2 && fields !== undefined && [...fields.values()].some((one) => isOutside(one, depth + 1));
}

/** The value with the places of this file only: what comes from the other enters at the call. */
function seenHere(value: Value, call: SyntaxNode): Value {
  const isHere = (node: SyntaxNode): boolean => node.source === call.source;
  const place = (node: SyntaxNode): SyntaxNode => (isHere(node) ? node : call);
  const stepsHere = (steps: Step | undefined): Step | undefined =>
    steps && (isHere(steps.node) ? { ...steps, before: stepsHere(steps.before) } : stepsHere(steps.before));
  const taintHere = (one: Taint): Taint => ({ ...one, node: place(one.node), steps: stepsHere(one.steps) });
  const pieceHere = (piece: Piece): Piece =>
    typeof piece === 'string' ? piece : { node: place(piece.node), value: here(piece.value) };
  const here = (one: Value): Value => {
    const out: Value = { ...one, taints: one.taints.map(taintHere) };
    // Functions of the other file cannot be run in this one.
    delete out.closure;
    delete out.bound;
    if (one.pieces) out.pieces = one.pieces.map(pieceHere);
    if (one.builtAt) out.builtAt = place(one.builtAt);
    if (one.builtAlso) out.builtAlso = one.builtAlso.filter(isHere);
    if (one.element) out.element = here(one.element);
    if (one.fields) out.fields = new Map([...one.fields].map(([key, field]) => [key, here(field)]));
    return out;
  };
  return here(value);
}
