// Runs functions: handlers as their framework calls them, public ones with any arguments, helpers where they are called.
import { assign } from './assignments.ts';
import { inertType } from '../calls/builtins.ts';
import { provenByDecorators, readings } from '../proofs/checked-before.ts';
import { type CheckedFields, withChecked, withHandedOut } from '../proofs/checked-fields.ts';
import { answersAsTool, toolNamed } from '../inputs/declared-tools.ts';
import { Env } from '../env.ts';
import { evaluate } from './expressions.ts';
import type { Expression, FunctionShape, Parameter, Statement } from '../ir.ts';
import { type Model, matchesPath } from '../models.ts';
import {
  isReceiver,
  isEnum,
  isPatterned,
  isType,
  lastNameOf,
  nameOf,
  nameOfFunction,
  parameterValue,
  signature,
  standsFor,
} from '../inputs/parameters.ts';
import { piped } from '../proofs/pipes.ts';
import { settle } from '../proofs/settled.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { type Frame, type Results, type State, maxCallDepth } from '../state.ts';
import { block } from './statements.ts';
import { knownIn } from '../proofs/validation.ts';
import { type Closure, type Value, cleaned, inert, join, taint, unknown } from '../value.ts';

/** The closure of a function; it waits to be analysed, and a method can be called by its class from here on. */
export function register(a: State, fn: FunctionShape, env: Env, around: FunctionShape | undefined): Value {
  const closure: Closure = { fn, env };
  if (!a.known.has(fn)) {
    const owner = fn.className ?? (around && a.owners.get(around));
    if (owner !== undefined) a.owners.set(fn, owner);
    a.known.add(fn);
    a.pending.push({ closure, className: fn.className });
    if (fn.className !== undefined && fn.name !== undefined) {
      for (const key of [fn.name, `${fn.name}/${fn.parameters.length}`])
        a.methods.set(`${fn.className}.${key}`, closure);
      if (fn.body.length > 0)
        a.methodsNamed.set(fn.name, (a.methodsNamed.get(fn.name) ?? new Set()).add(closure));
    }
  }
  return { taints: [], closure };
}

/** What a function returns for these arguments, remembered by signature; unknown in recursion and beyond `maxCallDepth`. */
export function run(
  a: State,
  closure: Closure,
  args: readonly (Value | undefined)[],
  depth: number,
  returns?: string,
): Value {
  const fn = closure.fn;
  if (a.active.has(fn) || depth > maxCallDepth) return unknown(fn.node);
  a.visited.add(fn);
  const remembered = a.memo.get(fn);
  const key = remembered && keyOfCall(args, returns);
  const before = remembered && key !== undefined ? keyed(remembered).get(key) : undefined;
  // A function within another sees the variables of this call of it.
  const known = remembered?.env === closure.env ? remembered : undefined;
  const isShared = fn.parameters.some((one) => one.isShared);
  if (before && known && !isShared) return before;
  a.active.add(fn);
  const env = new Env(closure.env as Env);
  const inner: Frame = {
    env,
    derived: new Map(),
    conditions: new Map(),
    fn,
    returned: undefined,
    returns,
    depth,
    yielded: [],
    ofFile: new Set(),
  };
  fn.parameters.forEach((parameter, index) => {
    const given = parameter.rest ? restOf(a, parameter, args.slice(index)) : args[index];
    const fallback = parameter.fallback ? evaluate(a, parameter.fallback, inner) : undefined;
    const value = given ?? fallback ?? unknown(fn.node);
    const { type } = parameter;
    const typed = type !== undefined && (inertType.test(type) || isEnum(a, type)) ? inert : value;
    assign(a, parameter.target, typed, inner, true);
    if (value.settled && parameter.target.kind === 'bind')
      settle(a, inner, parameter.target.name, value.settled);
  });
  // A view stands behind its decorators.
  if (fn.decorators.length > 1 && a.program.root.source.language === 'python')
    for (const [key, guard] of provenByDecorators(
      fn.decorators,
      (name) => env.find(name)?.closure,
      knownIn(a, inner),
    ))
      for (const place of readings(key)) env.guards.set(place, guard);
  try {
    block(a, fn.body, inner);
  } finally {
    a.active.delete(fn);
  }
  if (isShared)
    a.left.set(
      fn,
      fn.parameters.map(({ isShared, target }) =>
        isShared && target.kind === 'bind' ? env.vars.get(target.name) : undefined,
      ),
    );
  const own = generated(fn, inner) ?? inner.returned ?? inert;
  const result = before ? join(before, own) : own;
  const typedResult = fn.returnType !== undefined && inertType.test(fn.returnType) ? inert : result;
  if (a.memoised++ < maxMemoised) {
    if (known && key !== undefined) keyed(known).set(key, typedResult);
    else a.memo.set(fn, { env: closure.env, first: { args, returns, value: typedResult } });
  }
  return typedResult;
}

const maxMemoised = 5_000;

/** What a parameter for all the rest holds; in Ruby the list keeps its order, which says whether a shell reads `system(*command)`. */
function restOf(a: State, { isNamed }: Parameter, args: readonly (Value | undefined)[]): Value {
  const all = args.reduce<Value>((before, one) => join(before, one ?? inert), inert);
  if (a.program.root.source.language !== 'ruby' || isNamed || args.length < 2) return all;
  const items = args.map((one, index) => [String(index), one ?? inert] as const);
  return { taints: all.taints, isList: true, element: all, fields: new Map(items) };
}

/** What a generator returns: a list of all that it hands out, or that one thing itself where it stands for a context. */
function generated({ decorators }: FunctionShape, { yielded = [] }: Frame): Value | undefined {
  if (yielded.length === 0) return undefined;
  const element = yielded.reduce((a, b) => join(a, b));
  const isContext = decorators.some(({ node }) => /\bcontextmanager$/.test(node.text));
  return isContext ? element : { taints: element.taints, isList: true, element };
}

/** Types of what a framework hands in beside the request. */
const injected = /(?:Service|Repository|Repo|UseCase|Gateway|Dao|DAO|UnitOfWork|Uow|UoW|Dep|Dependency)$/;

function keyed(results: Results): Map<string, Value> {
  const { args, returns, value } = results.first;
  return (results.byKey ??= new Map([[keyOfCall(args, returns), value]]));
}

function keyOfCall(args: readonly (Value | undefined)[], returns: string | undefined): string {
  return `${returns ?? ''}:${args.map(signature).join('|')}`;
}

const resolving = /graph-?ql|\bgql\b|resolve|Mutation|\bQuery\b|typeDefs|apollo/i;

/** Whether a function is a handler of a framework by its decorators, name, base class or first parameters. */
export function isHandlerByShape(
  a: State,
  handler: Model['handlers'][number],
  fn: FunctionShape,
  className: string | undefined,
): boolean {
  if (handler.types.length > 0) return isDeclared(handler, fn);
  if (
    handler.decorator &&
    fn.decorators
      .slice(0, fn.ownDecorators)
      .some((one) => decorates(a, one, handler.decorator as string[], handler.on)) &&
    (!handler.with || fn.decorators.some((one) => decorates(a, one, handler.with as string[], undefined)))
  )
    return true;
  if (
    fn.name !== undefined &&
    isNamed(handler.names, fn.name) &&
    (handler.bases.length === 0 || hasBase(a, className, handler.bases))
  )
    return (
      (fn.isPublic || fn.className !== undefined) &&
      !(fn.parameters[0] && isNone(fn.parameters[0], handler.unless)) &&
      !(handler.unlessBeside.length > 0 && standsBeside(fn.node, handler.unlessBeside))
    );
  if (handler.describedBy.length > 0)
    return (
      handler.besides.length === 0 && toolNamed(a, fn, nameOfFunction(fn), handler.describedBy) !== undefined
    );
  if (handler.answers) return answersAsTool(a, fn, handler.answers);
  if (handler.directive !== undefined && isDirected(a, fn, className, handler.directive)) return true;
  if (handler.names.length === 0 && handler.bases.length > 0)
    return !isKeptBack(handler.bases, fn) && hasBase(a, className, handler.bases);
  if (handler.first.length > 0) {
    // Any function may be handed a `root` and an `input`.
    if (a.isScript && !(a.hasResolvers ??= resolving.test(a.program.root.source.text))) return false;
    if (handler.classes && fn.className !== undefined && !isOfKind(a, fn.className, handler.classes))
      return false;
    const first = fn.parameters[fn.className === undefined ? 0 : 1] ?? fn.parameters[0];
    const second = fn.parameters[fn.parameters.indexOf(first as Parameter) + 1];
    const fits =
      handler.second.length === 0 ||
      (second?.target.kind === 'bind'
        ? handler.second.includes(second.target.name)
        : second !== undefined && handler.second.includes('{}'));
    return first?.target.kind === 'bind' && handler.first.includes(first.target.name) && fits;
  }
  return false;
}

/** A method that a decorator of its class does not expose. */
function isKeptBack([first]: readonly string[], { name }: FunctionShape): boolean {
  return first !== undefined && first.startsWith('@') && name !== undefined && name.startsWith('_');
}

/** Whether a function stands in an object that has one of some keys too. */
function standsBeside({ parent }: SyntaxNode, keys: readonly string[]): boolean {
  const object = parent?.kind === 'pair' ? parent.parent : parent;
  if (object?.kind !== 'object') return false;
  return object.children.some((one) => one.kind === 'pair' && keys.includes(one.get('key')?.text ?? ''));
}

/** Whether a name is one of some, of which `set*` stands for all with such a beginning. */
function isNamed(names: readonly string[], name: string): boolean {
  return names.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));
}

/** Whether a function is declared with one of a handler's types, and stands under one of its names. */
function isDeclared(
  { names, types }: Model['handlers'][number],
  { declaredAs, name }: FunctionShape,
): boolean {
  if (declaredAs === undefined || (names.length > 0 && !names.includes(name ?? ''))) return false;
  return types.some((one) => (one.startsWith('*') ? declaredAs.endsWith(one.slice(1)) : one === declaredAs));
}

/** Whether a function, or as a public one its file, begins with a directive such as `'use server'`. */
function isDirected(a: State, fn: FunctionShape, className: string | undefined, directive: string): boolean {
  const says = ([first]: readonly Statement[]): boolean =>
    first?.kind === 'expression' && first.value.kind === 'literal' && first.value.value === directive;
  return says(fn.body) || (fn.isPublic && className === undefined && says(a.program.body));
}

/** Bases between a class and the framework's that are followed. */
const maxBases = 4;

function hasBase(
  a: State,
  className: string | undefined,
  bases: readonly string[],
  left: number = maxBases,
): boolean {
  if (className === undefined || left === 0) return false;
  const found = a.top.find(`class:${className}`);
  return (found?.path ?? '')
    .split('|')
    .some(
      (path) =>
        bases.some((base) => matchesPath(base, path)) ||
        (a.classNames.has(path) && hasBase(a, path, bases, left - 1)),
    );
}

/** Whether a class or one of its bases is called so. */
function isOfKind(a: State, className: string, kind: RegExp, left: number = maxBases): boolean {
  if (kind.test(className)) return true;
  const bases = a.top.find(`class:${className}`)?.path?.split('|') ?? [];
  return bases.some(
    (path) =>
      kind.test(path.slice(path.lastIndexOf('.') + 1)) ||
      (left > 0 && a.classNames.has(path) && path !== className && isOfKind(a, path, kind, left - 1)),
  );
}

function decorates(
  a: State,
  decorator: Expression,
  patterns: readonly string[],
  on: RegExp | undefined,
): boolean {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  const path = pathOf(a, callee);
  return path !== undefined && patterns.some((one) => matchesPath(one, path)) && (!on || on.test(path));
}

/** A path without evaluation, for decorators. */
export function pathOf(a: State, expression: Expression): string | undefined {
  if (expression.kind === 'name') return a.top.find(expression.name)?.path ?? expression.name;
  if (expression.kind === 'member') {
    const object = pathOf(a, expression.object);
    return object === undefined ? undefined : `${object}.${expression.property}`;
  }
  if (expression.kind === 'call') {
    const callee = pathOf(a, expression.callee);
    return callee === undefined ? undefined : `${callee}()`;
  }
  return undefined;
}

/** A class of parameters or a form that FastAPI fills in from the request: `form: LoginForm = Depends()`. */
function isFilledIn(parameter: Parameter, provider: string | undefined): boolean {
  const filled =
    /(?:Form|Form[A-Z]\w*|Params?|Parameters|Query|Filters?|Pagination)(?:,(?:\w+\.)?Depends\(\)\])?$/;
  if (parameter.type === undefined || !filled.test(parameter.type)) return false;
  const { fallback } = parameter;
  return (
    parameter.type.endsWith('Depends()]') ||
    (provider === 'Depends' && fallback?.kind === 'call' && fallback.args.length === 0)
  );
}

/** Whether an annotation says that the request fills it: `#[MapRequestPayload] Search $search`. */
function isBound(a: State, { decorators }: Parameter): boolean {
  return decorators.some((one) =>
    a.models.parameters.some(
      (model) => model.kind === 'request' && model.decorators.includes(lastNameOf(one) ?? ''),
    ),
  );
}

/** A class of the program's own. */
const isRecordType = /^[A-Z]\w{1,60}$/;

/** Runs a handler once as its framework would call it: with request data where the model says so. */
export function runHandler(
  a: State,
  closure: Closure,
  handler: Model['handlers'][number],
  checked?: CheckedFields,
): void {
  const fn = closure.fn;
  a.isHandled.add(fn);
  const [first] = fn.parameters;
  const hasReceiver =
    fn.className !== undefined && first?.target.kind === 'bind' && isReceiver(a, first.target.name);
  // Express hands the error to a handler of four first, and the request after it.
  const hasError =
    handler.parameters[0] === 'http.Request' &&
    fn.parameters.length === 4 &&
    /^_?(?:e|ex|err|error|exception)$/.test((first && nameOf(first)) ?? '');
  const skipped = hasReceiver || hasError ? 1 : 0;
  const routes = fn.decorators.map((one) => one.node.text).join(' ');
  const numbers = new Set(
    handler.inert ? [...routes.matchAll(new RegExp(handler.inert, 'g'))].map((one) => one[1] ?? '') : [],
  );
  const args = fn.parameters.map((parameter, index): Value | undefined => {
    if (index < skipped)
      return hasError ? { taints: [taint('dynamic', parameter.target.node)] } : { taints: [], path: 'self' };
    const fixed = handler.parameters[index - skipped];
    if (fixed?.startsWith('!')) return standsFor(fixed.slice(1), parameter);
    const plain = piped(a, fn, parameter, parameterValue(a, parameter, 'request', fn.parameters));
    // What a model asks of a tool is called `request` too.
    if (fixed === 'model' && plain.path === 'http.Request' && parameter.type === undefined)
      return { taints: [taint('model', parameter.target.node)] };
    const isRequest = plain.path === 'http.Request' || plain.taints[0]?.source === 'request';
    const withSteps = isRequest ? withChecked : withHandedOut;
    const modelled = checked ? withSteps(a, plain, checked, parameter.target.node) : plain;
    if (modelled.taints.length === 0 || modelled.taints[0]?.source !== 'request') return modelled;
    const fallback = parameter.fallback;
    const provider = fallback?.kind === 'call' ? lastNameOf(fallback) : undefined;
    if (isFilledIn(parameter, provider)) return standsFor('request', parameter);
    // The methods of what is handed in are followed where its class stands in this file.
    const written = /^(?:Annotated\[)?(\w+)/.exec(parameter.type ?? '')?.[1];
    const isFollowed = written !== undefined && a.classNames.has(written) && !a.classes.has(written);
    const own = isFollowed ? written : nameOf(parameter);
    if (provider !== undefined && handler.except.includes(provider))
      return { taints: [], path: own ?? provider };
    const bound = isBound(a, parameter);
    if (
      parameter.type !== undefined &&
      !bound &&
      handler.except.some((type) => isType(parameter.type as string, type))
    )
      return { taints: [], path: own ?? parameter.type };
    if (parameter.type !== undefined && injected.test(parameter.type))
      return { taints: [], path: own ?? parameter.type };
    if (numbers.has(nameOf(parameter) ?? '') || isPatterned(fallback)) return inert;
    const is = handler.parameters[index - skipped] ?? handler.parameters.at(-1) ?? 'dynamic';
    const stands = standsFor(is, parameter);
    const made = checked && isRequest ? withChecked(a, stands, checked, parameter.target.node) : stands;
    // The fields of a schema of this file have types of their own.
    const isRecord =
      parameter.type !== undefined &&
      (a.classes.has(parameter.type) || (bound && isRecordType.test(parameter.type)));
    const value = isRecord ? { ...made, path: parameter.type as string } : made;
    const isOpen = parameter.type !== undefined && (handler.open?.test(parameter.type) ?? true);
    const byType = [...(plain.taints[0]?.cleaned ?? [])];
    return cleaned(value, handler.cleans.length === 0 || isOpen ? byType : [...byType, ...handler.cleans]);
  });
  // What says that it is plain text or JSON is no page.
  const isPlain = /\b[pP]roduces\b/.test(routes) && /plain|json/i.test(routes) && !/html/i.test(routes);
  run(a, closure, args, 0, isPlain && handler.returns === 'html' ? undefined : handler.returns);
}

/** Whether a parameter, or all that is taken out of it, is called as that of another thing than a handler. */
function isNone(parameter: Parameter, unless: readonly string[]): boolean {
  const { target } = parameter;
  if (target.kind !== 'fields') return unless.includes(nameOf(parameter) ?? '');
  // `{ args }` is what stood behind a command; as `args` alone a route may be called with its request.
  const isNoneOf = (key: string): boolean => key === 'args' || unless.includes(key);
  return (
    unless.length > 0 && target.entries.length > 0 && target.entries.every(({ key }) => isNoneOf(key ?? ''))
  );
}
