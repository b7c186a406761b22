// What the analysis of one file knows while it runs; every function of it gets this passed in.
import type { SyntaxNode } from '../syntax/tree.ts';
import { Env } from './env.ts';
import type { Handed } from './steps/handed.ts';
import type { Expression, FunctionShape, Program } from './ir.ts';
import type { KeptCondition } from './proofs/kept-conditions.ts';
import type { ModelIndex } from './models.ts';
import type { Proofs } from './proofs/proved.ts';
import { noFacts, type PathFacts, type SourceFacts } from './path-facts.ts';
import type { Position } from './texts/positions.ts';
import type { Closure, Schema, Taint, Value } from './value.ts';

// prettier-ignore
/** One way on which a value reaches a sink. */
export interface Way {
  taint: Taint;
  position: Position;
}

/** A sink that something reaches. `place` is `build` when only the building of the string is seen. */
export interface Hit {
  kind: string;
  node: SyntaxNode;
  place: 'sink' | 'build';
  ways: Way[];
  built: boolean;
  builtAt?: SyntaxNode;
  /** Where it was built on other ways through the code. */
  builtAlso?: readonly SyntaxNode[];
  strong: boolean;
  /** The callee or place as the file writes it. */
  name: string;
}

/** What the analysis of a file says. `complete` is false when its step budget ran out. */
export interface Analysis {
  hits: Hit[];
  guarded: ReadonlySet<SyntaxNode>;
  complete: boolean;
  /** What it hands to functions of other files. */
  handed: readonly Handed[];
}

/** Evaluation steps for one file; about a second of work. */
export const maxSteps = 400_000;

/** Calls of local functions within one another that are followed. */
export const maxCallDepth = 4;

/** Kinds of sinks whose result still holds what went in. */
export const carrying: ReadonlySet<string> = new Set([
  'path-join',
  'url-made',
  'format',
  'html',
  'log',
  'regex',
  'merge',
  'unpack',
]);

/** Kinds of sinks that take text, so that an object literal does not matter to them. */
export const textual: ReadonlySet<string> = new Set([
  'sql',
  'html',
  'html-raw',
  'shell',
  'command-line',
  'code',
  'page-code',
  'path',
  'start-folder',
  'url',
  'redirect',
  'open-url',
  'template',
  'template-page',
  'regex',
  'cypher',
  'graphql',
  'xpath',
  'ldap',
  'mass',
]);

/** Kinds of sinks for which a value is harmless without such a character. */
export const harmlessWithout: Record<string, string | undefined> = {
  '<': 'html',
  '/': 'path',
};

/** Thrown when a file has used up `maxSteps`. */
export class OutOfSteps extends Error {}

/** True for an exhausted stack; deep nesting within a regular expression shows as a SyntaxError. */
export function isStackOverflow(error: unknown): boolean {
  return (
    error instanceof RangeError || (error instanceof SyntaxError && /stack overflow/i.test(error.message))
  );
}

/** One run of a function, or of the top of the file. */
export interface Frame {
  env: Env;
  /** Variables that are another place in parsed or trimmed form: what is proved of them is proved of it. */
  derived: Map<string, string>;
  /** Variables that keep what a condition came to. */
  conditions: Map<string, KeptCondition>;
  fn: FunctionShape | undefined;
  returned: Value | undefined;
  /** The kind of sink that the return value is. */
  returns: string | undefined;
  depth: number;
  /** What it handed out so far, if it is a generator. */
  yielded?: Value[];
  /** What held where loops and switches were left. */
  jumps?: Env[];
  /** Names of the file's variables to which it has written. */
  ofFile?: Set<string>;
  /** The class whose members are read, outside of its methods. */
  className?: string;
}

/** The run of what stands at the top of a file. */
export function topFrame({ top }: State): Frame {
  return {
    env: top,
    derived: new Map(),
    conditions: new Map(),
    fn: undefined,
    returned: undefined,
    returns: undefined,
    depth: 0,
  };
}

/** A call with its parts evaluated. */
export interface Call {
  expression: Extract<Expression, { kind: 'call' }>;
  path: string;
  method: string;
  receiver: Value | undefined;
  called: Value;
  args: Value[];
  f: Frame;
}

/** A function of another file, and what is known of that file. */
export interface Foreign {
  closure: Closure;
  state: State;
}

/** Finds what stands in other files of a change. */
export interface Elsewhere {
  /** The function that a call means, by the callee as it is written and what that stands for. */
  called(call: { written: string; path: string }): Foreign | undefined;
  /** The function of a package for which a callee stands that another file gave a name. */
  stands(call: { written: string; path: string }): string | undefined;
  /** The schema for which an imported name stands. */
  schema(path: string): Schema | undefined;
}

/** What a function returned; keys are made when a second call has to be told from the first, which few functions get. */
export interface Results {
  /** The variables around the function when it returned them. */
  env: Closure['env'];
  first: { args: readonly (Value | undefined)[]; returns: string | undefined; value: Value };
  byKey?: Map<string, Value>;
}

/** What is known while a file is analysed. */
export interface State {
  program: Program;
  /** Whether it is JavaScript or TypeScript. */
  isScript: boolean;
  /** Whether a path that begins with a slash replaces the folder to which it is joined. */
  mindsRoots: boolean;
  models: ModelIndex;
  hits: Map<string, Hit>;
  visited: Set<FunctionShape>;
  pending: { closure: Closure; className: string | undefined }[];
  known: Set<FunctionShape>;
  methods: Map<string, Closure>;
  /** Those of them that do something, by their names. */
  methodsNamed: Map<string, Set<Closure>>;
  /** The names of this file's classes. */
  classNames: Set<string>;
  /** Classes whose fields are declared with types, and those types by `Class.field`. */
  classes: Set<string>;
  fieldTypes: Map<string, string>;
  /** What the records of this file are made of, by their names. */
  components: Map<string, readonly string[]>;
  /** The types of what TypeScript's constructors are handed and keep, by `Class.field`. */
  keptTypes: Map<string, string>;
  /** What functions returned, at most 5,000 results of all together, which `memoised` counts. */
  memo: Map<FunctionShape, Results>;
  memoised: number;
  /** How often they were searched, and dropped, because a field of their class got another value. */
  forgotten: number;
  /** What the models say of the paths that were called so far. */
  facts: Map<string, PathFacts>;
  /** Of those the last that was asked for. */
  recent: { path: string; facts: PathFacts };
  /** And of those that were read. */
  sources: Map<string, SourceFacts>;
  /** What functions last left in the parameters that they share with their callers. */
  left: Map<FunctionShape, readonly (Value | undefined)[]>;
  active: Set<FunctionShape>;
  isHandled: Set<FunctionShape>;
  /** Where those that a call hands to a framework stand: what a wrapper makes of each handler has variables of its own. */
  handledIn: Map<FunctionShape, Set<Env>>;
  /** What functions prove of their arguments. */
  proofs: Proofs;
  /** The write that is told of a merge or walk, by where its function begins. */
  deepWrites: Map<number, number>;
  /** The class in whose method a function stands, however deep. */
  owners: Map<FunctionShape, string>;
  /** Sources of which something was proved on some way. */
  guarded: Set<SyntaxNode>;
  handed: Handed[];
  elsewhere: Elsewhere | undefined;
  /** What it found, by the callee as it is written. */
  foreign: Map<string, Foreign | undefined>;
  /** The schemas of other files, by the paths of their names. */
  foreignSchemas: Map<string, Schema | undefined>;
  /** What callees stand for, by how they are written. */
  foreignPaths: Map<string, string | undefined>;
  /** Whether kinds of sinks were ruled out for any variable. */
  hasSettled: boolean;
  steps: number;
  /** How many loops stand around what is followed, those around its calls included. */
  loops: number;
  /** Whether the file may hold resolvers of GraphQL; found out when first asked. */
  hasResolvers: boolean | undefined;
  /** What describes each tool that the file declares, once one was asked for. */
  tools: ReadonlyMap<string, string> | undefined;
  /** How often the file calls something by each name, once that was asked. */
  calledNames: ReadonlyMap<string, number> | undefined;
  /** How many functions were known before those that are public ran. */
  early: number;
  top: Env;
}

/** The state before the first statement. */
export function newState(program: Program, models: ModelIndex, elsewhere?: Elsewhere): State {
  return {
    program,
    isScript: /^(?:javascript|typescript|tsx)$/.test(program.root.source.language),
    mindsRoots: /^(?:javascript|typescript|tsx|python|java|kotlin|c-sharp|rust)$/.test(
      program.root.source.language,
    ),
    models,
    hits: new Map(),
    visited: new Set(),
    pending: [],
    known: new Set(),
    methods: new Map(),
    methodsNamed: new Map(),
    classNames: new Set(),
    classes: new Set(),
    fieldTypes: new Map(),
    components: new Map(),
    keptTypes: new Map(),
    memo: new Map(),
    memoised: 0,
    forgotten: 0,
    facts: new Map(),
    recent: { path: '', facts: noFacts },
    sources: new Map(),
    left: new Map(),
    active: new Set(),
    isHandled: new Set(),
    handledIn: new Map(),
    proofs: new Map(),
    deepWrites: new Map(),
    owners: new Map(),
    guarded: new Set(),
    handed: [],
    elsewhere,
    foreign: new Map(),
    foreignSchemas: new Map(),
    foreignPaths: new Map(),
    hasSettled: false,
    steps: 0,
    loops: 0,
    hasResolvers: undefined,
    tools: undefined,
    calledNames: undefined,
    early: Number.POSITIVE_INFINITY,
    top: new Env(),
  };
}
