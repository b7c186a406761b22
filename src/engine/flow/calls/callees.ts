// Finds what is called, and calls it when this file defines it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assign, fieldKey, methodOf, typed } from '../steps/assignments.ts';
import { eachElement, withReceiver } from './builtins.ts';
import { checkedByMiddleware } from '../proofs/checked-before.ts';
import { type CheckedFields, chainedChecks, withAll } from '../proofs/checked-fields.ts';
import { heldParts } from '../proofs/schema-steps.ts';
import { schemaOf } from '../proofs/schemas.ts';
import { type Env, keyOf } from '../env.ts';
import { evaluate } from '../steps/expressions.ts';
import { run, runHandler } from '../steps/functions.ts';
import type { Argument, Expression, FunctionShape, Target } from '../ir.ts';
import type { Model } from '../models.ts';
import { partReturned } from '../inputs/made-records.ts';
import { isReceiver, nameOf, parameterValue } from '../inputs/parameters.ts';
import { factsOf } from '../path-facts.ts';
import { unbuiltFor } from '../sinks/plain-answers.ts';
import { elementOf, property, sourceTaint } from '../steps/properties.ts';
import { standsInSandbox } from '../sinks/sandboxed-frames.ts';
import { holds, sink, sinks } from '../sinks/sinks.ts';
import { settledOf } from '../proofs/settled.ts';
import type { Call, Frame, State } from '../state.ts';
import { knownIn } from '../proofs/validation.ts';
import { matchedIn } from '../texts/match-groups.ts';
import { type Closure, type Schema, type Value, inert, step } from '../value.ts';

/** The overload of a method that takes so many arguments, or the function itself when there is none. */
export function overload(a: State, closure: Closure | undefined, count: number): Closure | undefined {
  if (!closure || closure.fn.className === undefined || closure.fn.parameters.length === count)
    return closure;
  return a.methods.get(`${closure.fn.className}.${closure.fn.name}/${count}`) ?? closure;
}

/** True for a method without arguments of an object that came in from outside. */
export function isGetter(a: State, closure: Closure, receiver: Value): boolean {
  return (
    closure.fn.parameters.length === 0 &&
    a.classes.has(closure.fn.className ?? '') &&
    receiver.taints.some((one) => one.source !== 'dynamic')
  );
}

/** What a getter of such an object returns: its taints, seen as the declared type. */
export function getterResult(closure: Closure, receiver: Value, node: SyntaxNode): Value {
  const type = closure.fn.returnType;
  const value = step(partReturned(closure, receiver) ?? { taints: receiver.taints }, node, 'passed');
  return type === undefined ? value : typed(value, type);
}

/** The path that a callee is written as, calls in between included. */
export function writtenPath(callee: Expression): string {
  if (callee.kind === 'name') return callee.name;
  if (callee.kind === 'member') return `${writtenPath(callee.object)}.${callee.property}`;
  return callee.kind === 'call' ? `${writtenPath(callee.callee)}()` : '';
}

/** An element of unknown path under the name of its variable, unless that names a source. */
export function namedElement(a: State, value: Value, target: Target): Value {
  if (value.path !== undefined || target.kind !== 'bind' || value.literal !== undefined) return value;
  if (value.isList || value.fields || a.models.sources.find(target.name).length > 0) return value;
  return { ...value, path: target.name };
}

/** What a callee such as `client.query` stands for: a field, a value written to that place, or a property of the receiver. */
export function calleeOf(
  a: State,
  callee: Extract<Expression, { kind: 'member' }>,
  receiver: Value,
  f: Frame,
): Value {
  const value = readCallee(a, callee, receiver, f);
  // `backend.Filename(h)` calls a method, and reads no field that a model knows by its name alone.
  return a.program.root.source.language === 'go'
    ? { ...value, taints: value.taints.filter(({ node }) => node !== callee.node) }
    : value;
}

function readCallee(
  a: State,
  callee: Extract<Expression, { kind: 'member' }>,
  receiver: Value,
  f: Frame,
): Value {
  if (fieldKey(a, callee, f) !== undefined) return evaluate(a, callee, f);
  const key = keyOf(callee);
  const placed = key === undefined ? undefined : f.env.place(key);
  return placed ?? property(a, receiver, callee.property, callee.node);
}

/** The method of one of this file's classes that a call on an instance of it names. */
export function localMethod(a: State, { receiver, method }: Call): Closure | undefined {
  const className = receiver?.path?.replace(/\(\)$/, '');
  return className === undefined || method === '' ? undefined : methodOf(a, className, method);
}

/** The object of a method of a record that came from outside, whose fields it reads; undefined for others. */
export function ownRecord(a: State, closure: Closure, receiver: Value | undefined): Value | undefined {
  const { className } = closure.fn;
  if (!receiver || className === undefined || !a.classes.has(className)) return undefined;
  return receiver.taints.some(({ source }) => source === 'request')
    ? { taints: receiver.taints, path: className }
    : undefined;
}

/** What reading a property of such a record runs: a method under `@property`. */
export function recordProperty(a: State, object: Value, name: string): Closure | undefined {
  const className = object.path?.replace(/\(\)$/, '');
  if (a.program.root.source.language !== 'python' || !a.classes.has(className ?? '')) return undefined;
  // Its own field is no property of another class.
  if (a.fieldTypes.has(`${className}.${name}`)) return undefined;
  const closure = methodOf(a, className as string, name);
  return closure && isProperty(closure.fn) ? closure : undefined;
}

/** Whether reading a method's name runs it. */
export function isProperty({ decorators }: FunctionShape): boolean {
  return decorators.some(({ node }) => /^(?:functools\.)?(?:cached_)?property$/.test(node.text));
}

/** Runs the constructor of a class of this file, for what it writes into fields. */
export function construct(a: State, { expression, path, args, f }: Call): void {
  const own = path.slice(path.lastIndexOf('.') + 1);
  const constructor = ['__construct', 'constructor', 'initialize', own]
    .map((name) => a.methods.get(`${path}.${name}`))
    .find((one) => one !== undefined);
  if (constructor) callLocal(a, constructor, expression.args, args, f);
}

/** What a function of this file returns for these arguments, positional, by keyword or spread. */
export function callLocal(
  a: State,
  closure: Closure,
  given: readonly Argument[],
  values: readonly Value[],
  f: Frame,
  /** The record of which it is a method, where that came from outside. */
  self: Value = { taints: [], path: 'self' },
): Value {
  const parameters = closure.fn.parameters;
  const first = parameters[0]?.target;
  const hasReceiver = closure.fn.className !== undefined || isBoundTask(closure.fn);
  const offset = hasReceiver && first?.kind === 'bind' && isReceiver(a, first.name) ? 1 : 0;
  const args: (Value | undefined)[] = offset ? [self] : [];
  const named = new Map<string, Value>();
  given.forEach((one, index) => {
    const settled = settledOf(a, one.value, f);
    const value = settled ? { ...(values[index] ?? inert), settled } : (values[index] ?? inert);
    if (one.name === undefined) args.push(value);
    else {
      const at = placeOf(parameters, one.name);
      if (at !== -1) args[at] = value;
      else if (one.name === '**')
        parameters.forEach((parameter, position) => {
          const name = nameOf(parameter);
          if (position >= offset && name !== undefined)
            args[position] ??=
              value.fields?.get(name) ?? (parameter.rest ? value : elementOf(a, value, undefined));
        });
      else named.set(one.name, value);
    }
  });
  // Ruby's arguments by name that no parameter takes are one hash.
  const isOneHash = a.program.root.source.language === 'ruby' && args.length < parameters.length;
  const options = parameters.findIndex(({ isNamed }) => isNamed);
  const at = options === -1 && isOneHash ? args.length : options;
  if (at !== -1 && named.size > 0) args[at] ??= { taints: [], fields: named };
  for (let i = 0; i < args.length; i++) args[i] ??= undefined;
  // What a call of JavaScript leaves out is `undefined`.
  if (a.isScript && !given.some(({ spread }) => spread))
    for (const { fallback, rest } of parameters.slice(args.length))
      args.push(fallback || rest ? undefined : inert);
  const returned = run(a, closure, args, f.depth + 1);
  const left = a.left.get(closure.fn);
  if (left) takeBack(a, closure.fn, left, given, offset, f);
  // `return this`: the next call of the chain is one of the same class.
  const isItself = returned.path === 'this' || returned.path === 'self';
  const { className } = closure.fn;
  return isItself && className !== undefined ? { ...returned, path: className } : returned;
}

/** Which parameter has the name of an argument; in PHP it is `$name` where the argument is `name:`. */
function placeOf(parameters: FunctionShape['parameters'], name: string): number {
  return parameters.findIndex((one) => nameOf(one)?.replace(/^\$/, '') === name);
}

/** Writes what a function left in the parameters that it shares to what stands for them in the call. */
function takeBack(
  a: State,
  { parameters }: FunctionShape,
  left: readonly (Value | undefined)[],
  given: readonly Argument[],
  offset: number,
  f: Frame,
): void {
  given.forEach(({ name, value: place }, index) => {
    const at = name === undefined ? index + offset : placeOf(parameters, name);
    const value = left[at];
    if (!value) return;
    const { node } = place;
    const to: Target =
      place.kind === 'name' ? { kind: 'bind', name: place.name, node } : { kind: 'place', place, node };
    assign(a, to, step(value, node, 'passed'), f);
  });
}

/** A task of Celery that is handed itself: `@app.task(bind=True)`. */
function isBoundTask({ decorators }: FunctionShape): boolean {
  return decorators.some(({ node }) => /\bbind\s{0,3}=\s{0,3}True\b/.test(node.text));
}

/** `_.map(list, (item) => …)`; jQuery hands the place in the list before the item. */
const overList =
  /^(\$|jQuery|jquery|_|lodash|lodash-es|underscore)\.(?:each|forEach|map|flatMap|filter|find|some|every|reject|forOwn)$/;

/** `router.get(path, check, wrap(async (req, res) => …))`: the route runs the function, with what the steps before it checked. */
function isWrapperOfRoute({ parent }: SyntaxNode): boolean {
  const callee = parent?.kind === 'arguments' ? parent.parent?.get('function') : undefined;
  return callee?.kind === 'member_expression' && route.test(callee.get('property')?.text ?? '');
}

const route = /^(?:get|post|put|patch|delete|all)$/;

/** Methods that hand a function of two parameters the key and the value of each entry. */
const entryByEntry: Readonly<Record<string, RegExp>> = {
  java: /^forEach$/,
  kotlin: /^forEach$/,
  ruby: /^(?:each|map)$/,
};

/** Runs functions that are given as arguments with what the callee would hand them. */
export function callbacks(a: State, { expression, method, receiver, args, path }: Call): void {
  // The key and the value of a map.
  const isEntryByEntry = entryByEntry[a.program.root.source.language]?.test(method) === true;
  const ofPage =
    a.isScript && /^(?:each|map)$/.test(method) && /^(?:\$|jQuery)\(\)/.test(receiver?.path ?? '');
  const isReplacement = a.isScript && /^replace(?:All)?$/.test(method);
  args.forEach((value, index) => {
    const closure = value.closure;
    if (!closure || a.isHandled.has(closure.fn)) return;
    // `names.map(quoted)`
    const isOfFile =
      a.isScript && index === 0 && receiver !== undefined && eachElement.has(method) && method !== 'filter';
    const { kind } = expression.args[index]?.value ?? {};
    if (kind !== 'function' && !(isOfFile && kind === 'name' && receiver.taints.length > 0)) return;
    const fn = closure.fn;
    if (a.isScript && fn.parameters.length > 1 && isWrapperOfRoute(expression.node)) return;
    const walked = index === 1 ? overList.exec(path)?.[1] : undefined;
    const list = walked === undefined ? undefined : args[0];
    const given = fn.parameters.map((parameter, at): Value => {
      if (list && list.taints.length > 0)
        return at === (/^[$j]/.test(walked as string) ? 1 : 0)
          ? namedElement(a, elementOf(a, list, expression), parameter.target)
          : inert;
      if (isReplacement && receiver && index === 1)
        return matchedIn(receiver, args[0], expression.args[0]?.value);
      const modelled = parameterValue(a, parameter, 'dynamic', fn.parameters);
      const own = a.models.sources.find(`${path}(#${at})`)[0];
      if (own) {
        const value: Value = { taints: [sourceTaint(own, parameter.target.node)] };
        return method === 'addEventListener' ? { ...value, path: 'Event' } : value;
      }
      if (at === 0 && receiver && withReceiver.has(method) && receiver.taints.length > 0) return receiver;
      // jQuery hands the place in the list before the element.
      const isItem = ofPage ? at === 1 : at === 0 || (isEntryByEntry && fn.parameters.length === 2);
      if (isItem && receiver && eachElement.has(method) && receiver.taints.length > 0)
        return namedElement(a, elementOf(a, receiver, expression), parameter.target);
      if (modelled.taints.length === 0 && modelled.path !== undefined) return modelled;
      if (receiver && eachElement.has(method))
        return isItem ? namedElement(a, elementOf(a, receiver, expression), parameter.target) : inert;
      if (receiver && withReceiver.has(method)) return at === 0 ? receiver : inert;
      return modelled;
    });
    const result = run(a, closure, given, 1);
    value.element = result;
  });
}

/** `commands.forEach(execSync)`, `read.then(eval)`: a function that a model knows is called with what there is. */
export function callsByName(a: State, { expression, method, path: caller, receiver, args, f }: Call): void {
  const fn = expression.args[0];
  const [called, list] = args;
  const { callee, node } = expression;
  // Python's `map(os.system, commands)`.
  const over = caller === 'map' && !a.isScript ? expression.args[1]?.value : undefined;
  if (over && list && called?.path && !called.closure) {
    const given = elementOf(a, list, expression);
    const { path } = called;
    if (given.taints.length > 0 && fn)
      sinks(a, {
        expression: { kind: 'call', node, callee: fn.value, args: [{ value: over }] },
        path,
        method: path.replace(/^.*\./, ''),
        receiver: undefined,
        called,
        args: [given],
        f,
      });
    return;
  }
  if (!fn || !called?.path || called.closure || !receiver || callee.kind !== 'member') return;
  const isEach = eachElement.has(method);
  if (!isEach && !withReceiver.has(method)) return;
  const given = isEach ? elementOf(a, receiver, expression) : receiver;
  if (given.taints.length === 0) return;
  const call = { kind: 'call' as const, node, callee: fn.value, args: [{ value: callee.object }] };
  const { path } = called;
  const all = { expression: call, path, method: path.replace(/^.*\./, ''), receiver: undefined };
  sinks(a, { ...all, called, args: [given], f });
}

/** Whether it was not run as a handler yet; what a wrapper makes of each handler is another one. */
function isNewHandler(a: State, { fn, env }: Closure): boolean {
  const known = a.handledIn.get(fn) ?? new Set();
  a.handledIn.set(fn, known);
  if (a.isHandled.has(fn)) {
    if (!a.isScript || known.has(env as Env)) return false;
    // What it returned before was of another handler.
    a.memo.delete(fn);
  }
  known.add(env as Env);
  return true;
}

/** Runs functions that a call hands to a framework, such as `app.get(path, handler)`, as handlers. */
export function runGivenHandlers(a: State, call: Call): void {
  const { expression, path, args, f } = call;
  for (const handler of factsOf(a, path).handlers) {
    if (!handler.when.every((one) => holds(one, expression.args, args))) continue;
    if (handler.methods && args[0]) runMethods(a, args[0], handler);
    args.forEach((value, index) => {
      for (const one of [
        value,
        ...(value.isList && value.fields ? value.fields.values() : []),
        ...(handler.fields.includes('*') && value.fields ? value.fields.values() : []),
        ...handler.fields.flatMap((key) => value.fields?.get(key) ?? []),
      ])
        if (
          one.closure &&
          (index > 0 ||
            expression.args.length === 1 ||
            path.endsWith('use') ||
            handler.fields.includes(expression.args[0]?.name ?? '0')) &&
          isNewHandler(a, one.closure)
        )
          runHandler(
            a,
            one.closure,
            handler,
            checkedBefore(a, call, index, handler.parameters[0] === 'model' ? one.closure.fn : undefined, f),
          );
    });
  }
}

const served = new WeakMap<State, Set<string>>();

/** Runs the public methods of an object of this file's own as handlers, each class once. */
function runMethods(a: State, { path }: Value, handler: Model['handlers'][number]): void {
  const className = path?.replace(/\(\)$/, '') ?? '';
  const done = served.get(a) ?? new Set();
  if (!a.classNames.has(className) || done.has(className)) return;
  served.set(a, done.add(className));
  for (const [key, closure] of a.methods)
    if (
      key.startsWith(`${className}.`) &&
      isShown(a, key.slice(className.length + 1)) &&
      !a.isHandled.has(closure.fn)
    )
      runHandler(a, closure, handler);
}

/** Whether a method can be called from outside of its class, or in Go of its package, by its name. */
function isShown(a: State, name: string): boolean {
  return a.program.root.source.language === 'go' ? /^[A-Z]/.test(name) : !name.startsWith('_');
}

/** Runs functions that stand in an object beside what describes their arguments: `{ parameters, execute }`. */
export function runDescribedHandlers(a: State, fields: ReadonlyMap<string, Value>): void {
  for (const handler of a.models.handlerObjects) {
    if (!handler.describedBy.some((key) => fields.has(key))) continue;
    if (!handler.besides.every((key) => fields.has(key))) continue;
    for (const key of handler.fields) {
      const closure = fields.get(key)?.closure;
      if (closure && !a.isHandled.has(closure.fn)) {
        const described = handler.describedBy.flatMap((name) => schemaOf(a, fields.get(name)) ?? []);
        const first = described[0] && handedIn(closure.fn, described[0]);
        runHandler(
          a,
          closure,
          handler,
          withAll(first && new Map([['', first]]), heldParts(a, { taints: [], fields })),
        );
      }
    }
  }
}

/** What a schema describes may stand in a part of what a function is handed: `execute: async ({ context }) => …`. */
function handedIn({ parameters }: FunctionShape, schema: Schema): Schema {
  const target = parameters[0]?.target;
  const entries = target?.kind === 'fields' ? target.entries : [];
  const within = entries.find(({ key }) => partOfCall.test(key ?? '') && !schema.fields?.has(key ?? ''));
  return within ? { cleans: [], fields: new Map([[within.key ?? '', schema]]) } : schema;
}

const partOfCall = /^(?:context|input|inputData|args|arguments|params)$/;

/** The schema of a tool's argument: `{ inputSchema: { url: z.string() } }`, `{ url: z.string() }`. */
function describedBy(a: State, value: Value): Schema | undefined {
  return value.fields && (describedIn(a, value.fields) ?? schemaOf(a, value));
}

function describedIn(a: State, fields: ReadonlyMap<string, Value>): Schema | undefined {
  const key = ['inputSchema', 'parameters', 'schema'].find((one) => fields.has(one));
  return key === undefined ? undefined : schemaOf(a, fields.get(key));
}

/** What the steps around a handler check, where the language has such steps: an object may hold both schema and handler. */
function checkedBefore(
  a: State,
  { expression, args, receiver }: Call,
  index: number,
  tool: FunctionShape | undefined,
  f: Frame,
): CheckedFields | undefined {
  if (!a.isScript) return undefined;
  const steps = args.slice(0, index);
  const closures = steps.map(({ closure }) => closure);
  const own = args[index]?.fields;
  const described = tool
    ? (steps.map((one) => describedBy(a, one)).find(Boolean) ?? (own && describedIn(a, own)))
    : undefined;
  const listed = steps.flatMap((one) => (one.isList ? [...(one.fields?.values() ?? [])] : [one]));
  return withAll(
    tool && described && new Map([['', handedIn(tool, described)]]),
    chainedChecks(expression.args.slice(0, index).map((one) => one.value.node)),
    receiver?.holds,
    ...listed.map(({ holds }) => holds),
    ...args.map((one) => heldParts(a, one)),
    closures.some(Boolean) ? checkedByMiddleware(closures, knownIn(a, f)) : undefined,
  );
}

/** Where an attribute stands in its element, which may go over many lines. */
function attributeOf({ args }: Extract<Expression, { kind: 'call' }>, key: string): SyntaxNode | undefined {
  const own = args[1]?.value;
  if (own?.kind !== 'object') return undefined;
  let node: SyntaxNode | undefined = own.entries.find((one) => one.key === key)?.value.node;
  while (node && node.kind !== 'jsx_attribute' && node.start >= own.node.start) node = node.parent;
  return node?.kind === 'jsx_attribute' ? node : undefined;
}

/** Reports attributes of an element that are sinks and runs its event handlers; the element itself is inert. */
export function jsxCall(a: State, expression: Extract<Expression, { kind: 'call' }>, args: Value[]): Value {
  const tag = String(args[0]?.literal ?? '');
  for (const [key, value] of args[1]?.fields ?? []) {
    const attribute = attributeOf(expression, key);
    if (key === 'srcDoc' && attribute && standsInSandbox(attribute)) {
      unbuiltFor(a, value);
      continue;
    }
    for (const model of a.models.assigns
      .find(`jsx.${tag}.${key}`)
      .concat(a.models.assigns.find(`jsx.*.${key}`)))
      sink(
        a,
        model,
        model.arg[0] === 0 ? value : (value.fields?.get(String(model.arg[0])) ?? value),
        attribute ?? expression.args[1]?.value.node ?? expression.node,
        key,
      );
    if (value.closure && !a.visited.has(value.closure.fn))
      run(
        a,
        value.closure,
        value.closure.fn.parameters.map((one, _, all) => parameterValue(a, one, 'dynamic', all)),
        1,
      );
  }
  return inert;
}
