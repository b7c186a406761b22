// What the analysis knows of a value: where it may come from, how it was put together, and what it stands for.
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Argument, FunctionShape } from './ir.ts';
import type { SchemaModel } from './models.ts';

/**
 * Where an attacker's text can enter, most direct first. `request`: HTTP, sockets, webhooks; `dom`: the page's address
 * and fields; `model`: output of a language model; `network`: answers of other servers; `archive`: names
 * of entries in an archive; `stored`: rows of a database; `environment`: argv, env,
 * stdin, files; `parameter`: of a function that other files call; `dynamic`: not constant, origin unseen.
 */
export const sourceKinds = [
  'request',
  'dom',
  'model',
  'network',
  'archive',
  'stored',
  'environment',
  'parameter',
  'dynamic',
] as const;
/** One of `sourceKinds`. */
export type SourceKind = (typeof sourceKinds)[number];

/** One step of a value's way, newest first. */
export interface Step {
  node: SyntaxNode;
  what: 'assigned' | 'built' | 'passed' | 'returned';
  before: Step | undefined;
}

/** One origin of a value. */
export interface Taint {
  source: SourceKind;
  /** Where it enters. */
  node: SyntaxNode;
  steps: Step | undefined;
  /** Kinds of sinks for which it was made harmless; `*` for all. */
  cleaned: ReadonlySet<string>;
  /** Unknown functions on the way. */
  doubt: number;
  /** True when something that looks like a sanitiser, or an incomplete one, was applied. */
  partly: boolean;
  /** True when a sanitiser that can be got round was applied, such as the removal of the first `../` only. */
  incomplete: boolean;
  /** True for a record that was found by it: what the record holds is its own. */
  found?: boolean;
  /** Of a model's text from another file, the names of the tools for which it may have been given there. */
  tools?: readonly string[];
}

/** A part of a built string: literal text, or a hole filled by a value. */
export type Piece = string | { value: Value; node: SyntaxNode };

/** A function with the variables around it. */
export interface Closure {
  fn: FunctionShape;
  env: unknown;
}

/** An abstract value. Without taints it is inert: nothing that an attacker chooses can be in it. */
export interface Value {
  taints: readonly Taint[];
  literal?: string | number | boolean | null;
  /** One of the constant texts that it may be: `isMac ? 'open ' : 'xdg-open '`. */
  example?: string;
  /** The parts, in order, of a string built from a literal and something else. */
  pieces?: readonly Piece[];
  /** Where the string was built. */
  builtAt?: SyntaxNode;
  /** Where it was built on other ways through the code. */
  builtAlso?: readonly SyntaxNode[];
  /** Canonical path of an API, such as `child_process.exec` or `sqlite3.connect().cursor`. */
  path?: string;
  fields?: ReadonlyMap<string, Value>;
  /** Join of a list's elements. */
  element?: Value;
  isList?: boolean;
  /** Join of a dictionary's keys, which walking through it hands out. */
  keys?: Value;
  /** True when `fields` is all that it holds, though it has a path. */
  closed?: boolean;
  /** True when it also holds whatever keys came from outside, as `{ ...body }` does. */
  open?: boolean;
  closure?: Closure;
  /** The functions that it may be besides, such as the other entries of a table. */
  otherwise?: readonly Closure[];
  /** What a function has been given beforehand, as with `partial`. */
  bound?: { given: readonly Argument[]; values: readonly Value[] };
  /** The source of a regular expression. */
  pattern?: string;
  /** Of an argument, kinds of sinks that were ruled out for it, as those of a page once a response is plain text. */
  settled?: readonly string[];
  /** What it lets through, where it is a schema of a validator. */
  schema?: Schema;
  /** The schemas that it holds the parts of a request to, where it is a step before a handler. */
  holds?: ReadonlyMap<string, Schema>;
}

/** What is left of a value that fits a schema. */
export interface Schema {
  /** Kinds of sinks that it cannot harm; `*` for all. */
  cleans: readonly string[];
  fields?: ReadonlyMap<string, Schema>;
  element?: Schema;
  /** The library that it was built with; a description in JSON has none. */
  of?: SchemaModel;
}

const noTaints: readonly Taint[] = [];
const maxTaints = 6;
const maxPieces = 60;
const maxBuilds = 8;
/** Routes of a table. */
const maxFunctions = 24;
const none: ReadonlySet<string> = new Set();

/** A value that no attacker can influence. */
export const inert: Value = { taints: [] };

/** A constant; inert when there is no value. */
export function literal(value: string | number | boolean | null | undefined): Value {
  return value === undefined ? inert : { taints: [], literal: value };
}

/** A fresh taint: no steps, nothing cleaned, no doubt. */
export function taint(source: SourceKind, node: SyntaxNode): Taint {
  return {
    source,
    node,
    steps: undefined,
    cleaned: none,
    doubt: 0,
    partly: false,
    incomplete: false,
  };
}

/** The name of a source: the last one of `options.fileName`; a type behind a parameter does not count, nor the `(0, …)` of compilers. */
export function sourceName(node: SyntaxNode): string {
  const text = node.source.text.slice(node.start, Math.min(node.end, node.start + 80));
  const first = /^(?:\(0, |new\s)?([\w$.?!]*(?:::[\w$]+)*)/.exec(text)?.[1] ?? '';
  return first.slice(Math.max(first.lastIndexOf('.'), first.lastIndexOf(':')) + 1).replace(/[?!]$/, '');
}

/** A value of unseen origin. */
export function unknown(node: SyntaxNode, path?: string): Value {
  return path === undefined
    ? { taints: [taint('dynamic', node)] }
    : { taints: [taint('dynamic', node)], path };
}

/** True when the value can carry an attacker's text into a sink of this kind. */
export function isTainted(value: Value, kind: string): boolean {
  return value.taints.some((one) => isOpen(one, kind));
}

/** Whether nothing was proved of it for sinks of this kind. */
export function isOpen({ cleaned }: Taint, kind: string): boolean {
  return !cleaned.has(kind) && !cleaned.has('*') && (kind === 'method-name' || !cleaned.has('*inherited'));
}

/** How direct a taint is; the smallest number is the most certain attacker. */
export function rank(one: Taint): number {
  return sourceKinds.indexOf(one.source) * 4 + (one.partly ? 2 : 0) + Math.min(one.doubt, 1);
}

/** The union of taints; of two with the same entry the less cleaned stays. */
export function unite(...lists: (readonly Taint[])[]): readonly Taint[] {
  let only: readonly Taint[] = noTaints;
  let count = 0;
  let length = 0;
  for (const list of lists)
    if (list.length > 0 && list !== only) {
      only = list;
      count++;
      length += list.length;
    }
  if (count <= 1) return only;
  const all = length <= maxCompared ? comparedEntries(lists) : entries(lists);
  if (all.length <= maxTaints) return all;
  return all.sort((a, b) => rank(a) - rank(b) || a.node.start - b.node.start).slice(0, maxTaints);
}

/** So few are compared with one another, which is quicker than a map. */
const maxCompared = 24;

function comparedEntries(lists: readonly (readonly Taint[])[]): Taint[] {
  const all: Taint[] = [];
  for (const list of lists)
    for (const one of list) {
      const at = all.findIndex(({ node, source }) => node.start === one.node.start && source === one.source);
      const same = all[at];
      if (!same) all.push(one);
      else if (isLess(one, same)) all[at] = one;
    }
  return all;
}

function entries(lists: readonly (readonly Taint[])[]): Taint[] {
  const byEntry = new Map<number, Taint>();
  for (const list of lists)
    for (const one of list) {
      const key = one.node.start * 16 + sourceKinds.indexOf(one.source);
      const same = byEntry.get(key);
      if (!same || isLess(one, same)) byEntry.set(key, one);
    }
  return [...byEntry.values()];
}

/** Whether a taint was cleaned for less, or is more certain, than another of the same entry. */
function isLess(one: Taint, same: Taint): boolean {
  return (
    one.cleaned.size < same.cleaned.size || (one.cleaned.size === same.cleaned.size && rank(one) < rank(same))
  );
}

/** Adds a step to every taint; short ways only, since nobody reads more than a few steps. */
export function step(value: Value, node: SyntaxNode, what: Step['what']): Value {
  const isKept = (one: Taint): boolean =>
    one.source === 'dynamic' || one.steps?.node === node || depth(one.steps) >= 8;
  if (value.taints.every(isKept)) return value;
  return {
    ...value,
    taints: value.taints.map((one) =>
      isKept(one) ? one : { ...one, steps: { node, what, before: one.steps } },
    ),
  };
}

function depth(steps: Step | undefined): number {
  let count = 0;
  for (let one = steps; one; one = one.before) count++;
  return count;
}

/** The value after passing a function of unknown effect. */
export function doubted(taints: readonly Taint[], partly: boolean): readonly Taint[] {
  return taints.map((one) => ({
    ...one,
    doubt: one.doubt + 1,
    partly: one.partly || partly,
  }));
}

/** The value made harmless for some kinds of sinks. */
export function cleaned(value: Value, kinds: readonly string[]): Value {
  if (kinds.includes('*'))
    return {
      ...value,
      taints: [],
      ...(value.pieces && { pieces: value.pieces.map(cleanPiece) }),
      ...(value.element && { element: cleaned(value.element, kinds) }),
      ...(value.fields && {
        fields: new Map([...value.fields].map(([key, one]) => [key, cleaned(one, kinds)])),
      }),
    };
  return mapTaints(value, (one) => ({
    ...one,
    cleaned: new Set([...one.cleaned, ...kinds]),
  }));
}

/** The value of which a beginning proves nothing any more, because dots that lead upwards may stand in it. */
export function unresolved(value: Value): Value {
  return mapTaints(value, (one) =>
    one.cleaned.has('resolved')
      ? { ...one, cleaned: new Set([...one.cleaned].filter((kind) => kind !== 'resolved')) }
      : one,
  );
}

function cleanPiece(piece: Piece): Piece {
  return typeof piece === 'string' ? piece : { ...piece, value: inert };
}

/** Marks text in which no dots lead upwards, though it may be an absolute path. */
export const noClimb = 'no-climb';

/** The value where something stands before it: without dots that lead upwards it stays below. */
export function below(value: Value): Value {
  if (!value.taints.some((one) => one.cleaned.has(noClimb))) return value;
  return mapTaints(value, (one) =>
    one.cleaned.has(noClimb) ? { ...one, cleaned: new Set([...one.cleaned, 'path', 'path-join']) } : one,
  );
}

/** The value with a mark that an incomplete sanitiser was applied. */
export function partly(value: Value): Value {
  return mapTaints(value, (one) => ({ ...one, partly: true }));
}

/** The value with a mark that a sanitiser which can be got round was applied. */
export function incomplete(value: Value): Value {
  return mapTaints(value, (one) => ({
    ...one,
    partly: true,
    incomplete: true,
  }));
}

/** The value with each of its taints changed, however deep. */
export function mapTaints(value: Value, change: (one: Taint) => Taint): Value {
  const out: Value = { ...value, taints: value.taints.map(change) };
  if (value.pieces)
    out.pieces = value.pieces.map((piece) =>
      typeof piece === 'string' ? piece : { node: piece.node, value: mapTaints(piece.value, change) },
    );
  if (value.element) out.element = mapTaints(value.element, change);
  if (value.fields)
    out.fields = new Map([...value.fields].map(([key, one]) => [key, mapTaints(one, change)]));
  return out;
}

/** The pieces of a value as part of a string. */
export function piecesOf(value: Value, node: SyntaxNode): readonly Piece[] {
  if (value.literal !== undefined) return [String(value.literal)];
  if (value.pieces) return value.pieces;
  if (value.example !== undefined && value.taints.length === 0) return [value.example];
  return [{ value, node }];
}

/** Of a long literal only what stands around the values matters; a text that grows in a loop shall not cost its square. */
function shortened(text: string): string {
  return text.length > 4_000 ? text.slice(0, 2_000) + text.slice(-2_000) : text;
}

/** A string put together from parts. */
export function build(given: readonly { value: Value; node: SyntaxNode }[], at: SyntaxNode): Value {
  // Behind `/` alone any path is absolute.
  const isRoot = /^[\\/]*$/.test(String(given[0]?.value.literal ?? '-'));
  const parts = given.map((one, index) =>
    index > (isRoot ? 1 : 0) ? { value: below(one.value), node: one.node } : one,
  );
  const pieces: Piece[] = [];
  for (const part of parts)
    for (const piece of piecesOf(part.value, part.node)) {
      const last = pieces.at(-1);
      if (typeof piece === 'string' && typeof last === 'string')
        pieces[pieces.length - 1] = shortened(last + piece);
      else if (pieces.length < maxPieces) pieces.push(piece);
    }
  if (pieces.every((piece) => typeof piece === 'string')) {
    const text = pieces.join('').slice(0, 20_000);
    const isOne = parts.every(({ value }) => value.example === undefined);
    return isOne ? literal(text) : { taints: noTaints, example: text };
  }
  const taints = unite(...parts.map((part) => part.value.taints));
  const value: Value = {
    taints,
    pieces,
    builtAt: parts.find((part) => part.value.builtAt)?.value.builtAt ?? at,
  };
  const also = parts.flatMap((part) => part.value.builtAlso ?? []).slice(0, maxBuilds);
  if (also.length > 0) value.builtAlso = also;
  return value;
}

/** Values within a value that are kept apart; one that holds itself again and again would double with each round. */
const maxWeight = 2_000;
const weights = new WeakMap<Value, number>();
/** Counting a light value again is quicker than looking it up. */
const minKeptWeight = 24;

/** How many values a value is made of, those that stand in it twice counted twice. */
function weightOf(value: Value): number {
  const { pieces, element, fields } = value;
  if (!pieces && !element && !fields) return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  let weight = 1;
  if (pieces) for (const piece of pieces) if (typeof piece !== 'string') weight += weightOf(piece.value);
  if (element) weight += weightOf(element);
  if (fields) for (const field of fields.values()) weight += weightOf(field);
  if (weight >= minKeptWeight) weights.set(value, weight);
  return weight;
}

/** The value, or when it is made of too many others what they hold together. */
export function bounded(value: Value): Value {
  if (!value.fields && !value.element && !value.pieces) return value;
  if (weightOf(value) <= maxWeight) return value;
  const within = [...(value.fields?.values() ?? []), ...(value.element ? [value.element] : [])];
  const flat: Value = {
    ...value,
    taints: unite(value.taints, ...within.slice(0, 50).map((one) => one.taints)),
  };
  delete flat.fields;
  delete flat.element;
  delete flat.pieces;
  return flat;
}

/** What holds of both values: used where two ways through the code meet. */
export function join(a: Value, b: Value): Value {
  return a === b ? a : bounded(joined(a, b));
}

/** What is called by its name is it on one of the ways: `isAsync ? makerOf() : Function`. */
function pathOfBoth({ path: a, taints: ofA }: Value, { path: b, taints: ofB }: Value): string | undefined {
  if (a === b || b === undefined) return a;
  if (a === undefined) return b;
  if (a.endsWith('()') !== b.endsWith('()')) return a.endsWith('()') ? b : a;
  // What a caller may set stands for what is there by default: `options.fs || fs`.
  if (ofA.length === 0 && isHandedIn(ofB)) return a;
  return ofB.length === 0 && isHandedIn(ofA) ? b : undefined;
}

function isHandedIn(taints: readonly Taint[]): boolean {
  return taints.length > 0 && taints.every(({ source }) => source === 'parameter');
}

/** A text that a value is, or may be; an empty one tells nothing of what stands behind it. */
function exampleOf({ literal, example, taints }: Value): string | undefined {
  if (taints.length > 0) return undefined;
  return example ?? (typeof literal === 'string' ? literal : undefined);
}

function joined(a: Value, b: Value): Value {
  const taints = unite(a.taints, b.taints);
  const out: Value = { taints };
  if (a.literal !== undefined && a.literal === b.literal) out.literal = a.literal;
  else if (exampleOf(a) && exampleOf(b)) out.example = exampleOf(a) as string;
  const path = pathOfBoth(a, b);
  if (path !== undefined) out.path = path;
  const pieces = betterPieces(a, b);
  if (pieces?.pieces) {
    out.pieces = pieces.pieces;
    if (pieces.builtAt) out.builtAt = pieces.builtAt;
    const also = [a, b].flatMap((one) => [...(one.builtAt ? [one.builtAt] : []), ...(one.builtAlso ?? [])]);
    const others = [...new Set(also)].filter((one) => one !== out.builtAt).slice(0, maxBuilds);
    if (others.length > 0) out.builtAlso = others;
  }
  if (a.fields || b.fields) {
    const fields = new Map(a.fields);
    for (const [key, value] of b.fields ?? []) {
      const same = fields.get(key);
      fields.set(key, same ? join(same, value) : value);
    }
    out.fields = fields;
  }
  if (a.element || b.element)
    out.element = a.element && b.element ? join(a.element, b.element) : (a.element ?? b.element ?? inert);
  if (a.isList || b.isList) out.isList = true;
  if (a.keys && b.keys) out.keys = join(a.keys, b.keys);
  if (a.closed && b.closed) out.closed = true;
  const closure = a.closure ?? b.closure;
  if (closure) out.closure = closure;
  const others = functionsOf(a, b).filter((one) => one !== closure);
  if (others.length > 0) out.otherwise = others.slice(0, maxFunctions);
  if (a.pattern !== undefined && a.pattern === b.pattern) out.pattern = a.pattern;
  if (a.schema && a.schema === b.schema) out.schema = a.schema;
  return out;
}

function functionsOf(...all: readonly Value[]): Closure[] {
  if (all.every((one) => one.otherwise === undefined) && all.some((one) => !one.closure)) return [];
  return [
    ...new Set(all.flatMap(({ closure, otherwise = [] }) => [...(closure ? [closure] : []), ...otherwise])),
  ];
}

function betterPieces(a: Value, b: Value): Value | undefined {
  if (!a.pieces || !b.pieces) return a.pieces ? a : b.pieces ? b : undefined;
  return Math.min(...b.taints.map(rank), 99) < Math.min(...a.taints.map(rank), 99) ? b : a;
}
