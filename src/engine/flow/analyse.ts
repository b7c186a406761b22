// Follows values through one file, statement by statement, and tells where an attacker's text reaches a sink.
import type { SyntaxNode } from '../syntax/tree.ts';
import {
  adders,
  eachElement,
  faithful,
  inertResults,
  inertType,
  looksLikeSanitizer,
  withReceiver,
} from './builtins.ts';
import { Env, keyOf } from './env.ts';
import { checked, guardsOf, isStrictPattern, placeOf } from './guards.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from './ir.ts';
import { matchesPath, type Condition, type Model, type ModelIndex, type SinkModel } from './models.ts';
import {
  isSqlStatement,
  looksLikeHtml,
  looksLikeSql,
  positionOf,
  textOf,
  type Position,
} from './positions.ts';
import {
  build, cleaned, doubted, inert, isTainted, join, literal, partly, piecesOf, sourceKinds, step, taint, unite, unknown,
  type Closure, type SourceKind, type Taint, type Value,
} from './value.ts'; // prettier-ignore

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
  strong: boolean;
  /** The callee or place as the file writes it. */
  name: string;
}

/** What the analysis of a file says. `complete` is false when its step budget ran out. */
export interface Analysis {
  hits: Hit[];
  guarded: ReadonlySet<SyntaxNode>;
  complete: boolean;
}

/** Evaluation steps for one file; about a second of work. */
const maxSteps = 400_000;
const maxCallDepth = 4;

/** Kinds of sinks whose result still holds what went in. */
const carrying: ReadonlySet<string> = new Set(['path-join', 'format', 'html', 'log', 'regex', 'merge']);

class OutOfSteps extends Error {}

interface Frame {
  env: Env;
  /** Variables that are another place in parsed or trimmed form: what is proved of them is proved of it. */
  derived: Map<string, string>;
  fn: FunctionShape | undefined;
  returned: Value | undefined;
  /** The kind of sink that the return value is. */
  returns: string | undefined;
  depth: number;
}

/** Analyses a lowered file with the models that apply to it. */
export function analyse(program: Program, models: ModelIndex): Analysis {
  const hits = new Map<string, Hit>();
  const visited = new Set<FunctionShape>();
  const pending: { closure: Closure; className: string | undefined }[] = [];
  const known = new Set<FunctionShape>();
  const methods = new Map<string, Closure>();
  const memo = new Map<string, Value>();
  const active = new Set<FunctionShape>();
  const isHandled = new Set<FunctionShape>();
  /** The class in whose method a function stands, however deep. */
  const owners = new Map<FunctionShape, string>();
  /** Sources of which something was proved on some way. */
  const guarded = new Set<SyntaxNode>();
  let steps = 0;

  const top = new Env();
  const frame: Frame = {
    env: top,
    derived: new Map(),
    fn: undefined,
    returned: undefined,
    returns: undefined,
    depth: 0,
  };
  let complete = true;
  try {
    block(program.body, frame);
    for (const wave of ['handlers', 'public', 'rest'] as const)
      for (let i = 0; i < pending.length; i++) visit(wave, i);
  } catch (error) {
    // A file that is nested too deeply is left as a file that is too large: shown as not wholly looked at.
    if (!(error instanceof OutOfSteps) && !(error instanceof RangeError)) throw error;
    complete = false;
  }
  return { hits: [...hits.values()], guarded, complete };

  function visit(wave: 'handlers' | 'public' | 'rest', index: number): void {
    const { closure, className } = pending[index] as (typeof pending)[number];
    const fn = closure.fn;
    if (wave === 'handlers') {
      const handler = models.handlers.find((one) => isHandlerByShape(one, fn, className));
      if (handler) runHandler(closure, handler);
      return;
    }
    if (visited.has(fn) || (wave === 'public' && !fn.isPublic)) return;
    const source: SourceKind = wave === 'public' ? 'parameter' : 'dynamic';
    run(
      closure,
      fn.parameters.map((one) => parameterValue(one, source)),
      0,
    );
  }

  // ── Functions ────────────────────────────────────────────────────────────────────────────────

  function register(fn: FunctionShape, env: Env, around: FunctionShape | undefined): Value {
    const closure: Closure = { fn, env };
    if (!known.has(fn)) {
      const owner = fn.className ?? (around && owners.get(around));
      if (owner !== undefined) owners.set(fn, owner);
      known.add(fn);
      pending.push({ closure, className: fn.className });
      if (fn.className !== undefined && fn.name !== undefined)
        methods.set(`${fn.className}.${fn.name}`, closure);
    }
    return { taints: [], closure };
  }

  function run(
    closure: Closure,
    args: readonly (Value | undefined)[],
    depth: number,
    returns?: string,
  ): Value {
    const fn = closure.fn;
    if (active.has(fn) || depth > maxCallDepth) return unknown(fn.node);
    visited.add(fn);
    const key = `${fn.node.start}:${returns ?? ''}:${args.map(signature).join('|')}`;
    const before = memo.get(key);
    if (before) return before;
    active.add(fn);
    const env = new Env(closure.env as Env);
    const inner: Frame = { env, derived: new Map(), fn, returned: undefined, returns, depth };
    fn.parameters.forEach((parameter, index) => {
      const given = parameter.rest
        ? args.slice(index).reduce<Value>((all, one) => join(all, one ?? inert), inert)
        : args[index];
      const fallback = parameter.fallback ? evaluate(parameter.fallback, inner) : undefined;
      const value = given ?? fallback ?? unknown(fn.node);
      const typed = parameter.type !== undefined && inertType.test(parameter.type) ? inert : value;
      assign(parameter.target, typed, inner, true);
    });
    try {
      block(fn.body, inner);
    } finally {
      active.delete(fn);
    }
    const result = inner.returned ?? inert;
    const typedResult = fn.returnType !== undefined && inertType.test(fn.returnType) ? inert : result;
    if (memo.size < 5000) memo.set(key, typedResult);
    return typedResult;
  }

  /** The part of a value that decides what a function does with it. */
  function signature(value: Value | undefined): string {
    if (!value) return '-';
    const taints = value.taints
      .map(
        (one) =>
          `${one.source}@${one.node.start}${one.partly ? '~' : ''}${one.doubt}${[...one.cleaned].join()}`,
      )
      .join();
    const pieces = value.pieces ? textOf(value.pieces).slice(0, 200) : '';
    const fields = value.fields
      ? [...value.fields]
          .slice(0, 12)
          .map(([key, one]) => `${key}=${one.taints.length}`)
          .join()
      : '';
    return `${taints};${String(value.literal ?? '').slice(0, 60)};${value.path ?? ''};${pieces};${fields};${value.closure?.fn.node.start ?? ''}`;
  }

  function parameterValue(parameter: Parameter, source: SourceKind): Value {
    const name = parameter.target.kind === 'bind' ? parameter.target.name : undefined;
    const model = models.parameters.find(
      (one) =>
        (name !== undefined && one.names.includes(name)) ||
        (parameter.type !== undefined && one.types.some((type) => isType(parameter.type as string, type))) ||
        parameter.decorators.some((decorator) => one.decorators.includes(lastNameOf(decorator) ?? '')),
    );
    const node = parameter.target.node;
    if (parameter.type !== undefined && inertType.test(parameter.type)) return inert;
    if (model?.kind) return { taints: [taint(model.kind, node)], ...(name !== undefined && { path: name }) };
    if (model?.is !== undefined) return { taints: [], path: model.is };
    const isOwn =
      name !== undefined && /^(?:self|cls|this|_+|next|done|callback|cb|reject|resolve)$/.test(name);
    if (isOwn) return { taints: [], path: name };
    return { taints: [taint(source, node)], ...(name !== undefined && { path: name }) };
  }

  function isType(written: string, wanted: string): boolean {
    return (
      written === wanted ||
      new RegExp(`(?:^|[^\\w])${wanted.replace(/[.$]/g, '\\$&')}(?![\\w])`).test(written)
    );
  }

  function lastNameOf(expression: Expression): string | undefined {
    if (expression.kind === 'call') return lastNameOf(expression.callee);
    if (expression.kind === 'member') return expression.property;
    return expression.kind === 'name' ? expression.name : undefined;
  }

  function isHandlerByShape(
    handler: Model['handlers'][number],
    fn: FunctionShape,
    className: string | undefined,
  ): boolean {
    if (
      handler.decorator &&
      fn.decorators.some((one) => decorates(one, handler.decorator as string[], handler.on))
    )
      return true;
    if (
      fn.name !== undefined &&
      handler.names.includes(fn.name) &&
      (handler.bases.length === 0 || hasBase(className, handler.bases))
    )
      return fn.isPublic || fn.className !== undefined;
    if (handler.names.length === 0 && handler.bases.length > 0) return hasBase(className, handler.bases);
    if (handler.first.length > 0) {
      const first = fn.parameters[fn.className === undefined ? 0 : 1] ?? fn.parameters[0];
      return first?.target.kind === 'bind' && handler.first.includes(first.target.name);
    }
    return false;
  }

  function hasBase(className: string | undefined, bases: readonly string[]): boolean {
    const found = className === undefined ? undefined : top.find(`class:${className}`);
    return (found?.path ?? '').split('|').some((path) => bases.some((base) => matchesPath(base, path)));
  }

  function decorates(decorator: Expression, patterns: readonly string[], on: RegExp | undefined): boolean {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    const path = pathOf(callee);
    return path !== undefined && patterns.some((one) => matchesPath(one, path)) && (!on || on.test(path));
  }

  /** A path without evaluation, for decorators. */
  function pathOf(expression: Expression): string | undefined {
    if (expression.kind === 'name') return top.find(expression.name)?.path ?? expression.name;
    if (expression.kind === 'member') {
      const object = pathOf(expression.object);
      return object === undefined ? undefined : `${object}.${expression.property}`;
    }
    if (expression.kind === 'call') {
      const callee = pathOf(expression.callee);
      return callee === undefined ? undefined : `${callee}()`;
    }
    return undefined;
  }

  function runHandler(closure: Closure, handler: Model['handlers'][number]): void {
    const fn = closure.fn;
    isHandled.add(fn);
    const skipped =
      fn.className !== undefined &&
      fn.parameters[0]?.target.kind === 'bind' &&
      /^(?:self|cls)$/.test(fn.parameters[0].target.name)
        ? 1
        : 0;
    const args = fn.parameters.map((parameter, index): Value | undefined => {
      if (index < skipped) return { taints: [], path: 'self' };
      const modelled = parameterValue(parameter, 'request');
      if (modelled.taints.length === 0 || modelled.taints[0]?.source !== 'request') return modelled;
      const fallback = parameter.fallback;
      const provider = fallback?.kind === 'call' ? lastNameOf(fallback) : undefined;
      if (provider !== undefined && handler.except.includes(provider))
        return { taints: [], path: nameOf(parameter) ?? provider };
      if (
        parameter.type !== undefined &&
        handler.except.some((type) => isType(parameter.type as string, type))
      )
        return { taints: [], path: nameOf(parameter) ?? parameter.type };
      const is = handler.parameters[index - skipped] ?? handler.parameters.at(-1) ?? 'dynamic';
      return standsFor(is, parameter);
    });
    run(closure, args, 0, handler.returns);
  }

  function nameOf(parameter: Parameter): string | undefined {
    return parameter.target.kind === 'bind' ? parameter.target.name : undefined;
  }

  function standsFor(is: string, parameter: Parameter): Value {
    const node = parameter.target.node;
    const source = sourceKinds.find((one) => one === is);
    const path = nameOf(parameter);
    if (source) return { taints: [taint(source, node)], ...(path !== undefined && { path }) };
    return is === '-' ? inert : { taints: [], path: is };
  }

  // ── Statements ───────────────────────────────────────────────────────────────────────────────

  /** Follows statements; true when the end is never reached. */
  function block(statements: readonly Statement[], f: Frame): boolean {
    for (const one of statements)
      if (one.kind === 'function') f.env.vars.set(one.fn.name ?? '', register(one.fn, f.env, f.fn));
    for (const one of statements) if (statement(one, f)) return true;
    return false;
  }

  function statement(one: Statement, f: Frame): boolean {
    switch (one.kind) {
      case 'expression':
        evaluate(one.value, f);
        return isAbort(one.value);
      case 'assign': {
        assign(one.target, step(evaluate(one.value, f), one.node, 'assigned'), f);
        const origin =
          one.target.kind === 'bind' && one.value.kind === 'call' ? placeOf(one.value) : undefined;
        if (origin !== undefined && one.target.kind === 'bind') f.derived.set(one.target.name, origin);
        return false;
      }
      case 'block':
        return block(one.body, f);
      case 'if':
        return branch(one.test, one.consequent, one.otherwise, f);
      case 'loop':
        return loop(one, f);
      case 'switch':
        return switches(one, f);
      case 'return':
        if (one.value) returns(one.value, f);
        return true;
      case 'exit':
        if (one.value) evaluate(one.value, f);
        return true;
      case 'try': {
        const before = f.env.fork();
        const exits = block(one.body, f);
        const after = f.env.fork();
        let all = exits;
        for (const handler of one.handlers) {
          const env = before.fork();
          env.becomeEither(env, after);
          const inner = { ...f, env };
          if (handler.target) assign(handler.target, { taints: [], path: 'error' }, inner, true);
          const handlerExits = block(handler.body, inner);
          f.returned = inner.returned ?? f.returned;
          if (!handlerExits) {
            if (all) f.env.become(env);
            else f.env.becomeEither(f.env, env);
            all = false;
          }
        }
        return (
          block(one.after, f) || (all && one.handlers.length > 0) || (exits && one.handlers.length === 0)
        );
      }
      case 'function':
        return false;
      case 'class': {
        const bases = one.bases
          .map((base) => evaluate(base, f).path ?? keyOf(base) ?? '')
          .filter((path) => path !== '');
        if (one.name !== undefined) {
          top.vars.set(`class:${one.name}`, { taints: [], path: bases.join('|') });
          f.env.vars.set(one.name, { taints: [], path: one.name });
        }
        const env = new Env(f.env);
        for (const base of bases.slice(0, 1)) env.vars.set('super', { taints: [], path: base });
        const inner: Frame = { ...f, env };
        for (const member of one.members) {
          if (member.kind === 'function') register(member.fn, env, f.fn);
          else statement(member, inner);
        }
        return false;
      }
      case 'import':
        for (const { local, path } of one.bindings) f.env.vars.set(local, { taints: [], path });
        return false;
    }
  }

  function isAbort(value: Expression): boolean {
    if (value.kind !== 'call') return false;
    const name = keyOf(value.callee);
    return (
      name !== undefined &&
      /^(?:abort|exit|die|sys\.exit|os\._exit|process\.exit|notFound|redirect|ctx\.throw|fail|pytest\.fail|panic|log\.Fatal\w*)$/.test(
        name,
      )
    );
  }

  function returns(expression: Expression, f: Frame): void {
    const value = step(evaluate(expression, f), expression.node, 'returned');
    if (f.returns !== undefined) returned(f.returns, value, expression);
    f.returned = f.returned ? join(f.returned, value) : value;
  }

  /** A handler's return value is a page only when it was built as one. */
  function returned(kind: string, value: Value, expression: Expression): void {
    const body = value.isList && value.element ? value.element : value;
    if (
      body.pieces &&
      !looksLikeHtml(textOf(body.pieces)) &&
      !body.pieces.some((one) => typeof one === 'string' && one.includes('<')) &&
      kind === 'html' &&
      !isBare(body)
    )
      return;
    // What is no text is sent as JSON.
    if (!body.pieces && (expression.kind === 'call' || body.fields || expression.kind === 'object')) return;
    reach({ kind, strong: body.pieces !== undefined, node: expression.node, name: 'return' }, body);
  }

  /** Text put together without any markup, such as `"Hello " + name`: the browser still reads it as HTML. */
  function isBare(value: Value): boolean {
    return value.pieces !== undefined && value.pieces.length <= 4;
  }

  function branch(
    test: Expression,
    consequent: readonly Statement[],
    otherwise: readonly Statement[],
    f: Frame,
  ): boolean {
    evaluate(test, f);
    const yes = { ...f, env: f.env.fork() };
    const no = { ...f, env: f.env.fork() };
    for (const [key, guard] of guardsOf(test, true)) prove(yes, key, guard);
    for (const [key, guard] of guardsOf(test, false)) prove(no, key, guard);
    const yesExits = block(consequent, yes);
    f.returned = yes.returned ?? f.returned;
    no.returned = f.returned;
    const noExits = block(otherwise, no);
    f.returned = no.returned ?? f.returned;
    if (yesExits && noExits) return true;
    if (yesExits) f.env.become(no.env);
    else if (noExits) f.env.become(yes.env);
    else f.env.becomeEither(yes.env, no.env);
    return false;
  }

  /** A variable is replaced by what was proved of it, so that the proof survives where ways meet. */
  function prove({ env, derived }: Frame, key: string, guard: readonly string[]): void {
    const value = env.find(key);
    if (guard !== checked) for (const one of (value ?? env.place(key))?.taints ?? []) guarded.add(one.node);
    if (value) env.vars.set(key, guard === checked ? partly(value) : cleaned(value, guard));
    else env.guards.set(key, guard);
    const origin = derived.get(key) ?? derived.get(key.split('.')[0] as string);
    if (origin !== undefined && origin !== key) prove({ env, derived: new Map() } as Frame, origin, guard);
  }

  function loop(one: Extract<Statement, { kind: 'loop' }>, f: Frame): boolean {
    const iterable = one.iterable ? evaluate(one.iterable, f) : undefined;
    if (one.test) evaluate(one.test, f);
    const before = f.env.fork();
    // Twice, so that what the end of the body writes reaches its beginning.
    for (let round = 0; round < 2; round++) {
      if (one.target && iterable) assign(one.target, elementOf(iterable, one.iterable as Expression), f);
      if (one.test) for (const [key, guard] of guardsOf(one.test, true)) prove(f, key, guard);
      const inner = { ...f, env: f.env.fork() };
      block(one.body, inner);
      f.returned = inner.returned ?? f.returned;
      f.env.becomeEither(before, inner.env);
    }
    return false;
  }

  function switches(one: Extract<Statement, { kind: 'switch' }>, f: Frame): boolean {
    evaluate(one.subject, f);
    const key = keyOf(one.subject);
    const before = f.env.fork();
    let after: Env | undefined;
    for (const branchCase of one.cases) {
      for (const test of branchCase.tests) evaluate(test, f);
      const inner = { ...f, env: before.fork() };
      if (key !== undefined && branchCase.tests.length > 0) prove(inner, key, ['*']);
      block(branchCase.body, inner);
      f.returned = inner.returned ?? f.returned;
      if (after) after.becomeEither(after, inner.env);
      else after = inner.env;
    }
    if (after) f.env.becomeEither(before, after);
    return false;
  }

  // ── Assignments ──────────────────────────────────────────────────────────────────────────────

  function assign(to: Target, value: Value, f: Frame, isParameter = false): void {
    switch (to.kind) {
      case 'bind':
        if (isParameter) f.env.vars.set(to.name, value);
        else f.env.write(to.name, value);
        return;
      case 'fields':
        for (const entry of to.entries) {
          const field = entry.key === undefined ? value : property(value, entry.key, to.node);
          const fallback = entry.fallback ? evaluate(entry.fallback, f) : undefined;
          assign(entry.target, fallback ? join(field, fallback) : field, f, isParameter);
        }
        return;
      case 'items':
        for (const [index, item] of to.items.entries())
          if (item)
            assign(item, value.fields?.get(String(index)) ?? elementOf(value, undefined), f, isParameter);
        return;
      case 'place': {
        const place = to.place;
        if (place.kind === 'member' || place.kind === 'index') {
          const object = evaluate(place.object, f);
          if (place.kind === 'index') evaluate(place.key, f);
          if (place.kind === 'member') assignSink(object, place, value, to.node);
        }
        const key = keyOf(place);
        if (key !== undefined) f.env.writePlace(key, value);
        const root = rootName(place);
        // A container that takes in a tainted value is tainted as a whole when it is used as one.
        if (root !== undefined && value.taints.length > 0 && root !== 'this' && root !== 'self') {
          const before = f.env.find(root);
          if (before && !before.path)
            f.env.vars.set(root, { ...before, taints: unite(before.taints, value.taints) });
        }
        if (root === 'this' || root === 'self') remember(place, value, f);
      }
    }
  }

  function rootName(place: Expression): string | undefined {
    if (place.kind === 'member' || place.kind === 'index') return rootName(place.object);
    return place.kind === 'name' ? place.name : undefined;
  }

  function classOf(f: Frame): string {
    return (f.fn && owners.get(f.fn)) ?? '';
  }

  /** Fields of an instance are seen by all methods of its class. */
  function remember(place: Expression, value: Value, f: Frame): void {
    const key = fieldKey(place, f);
    if (key === undefined) return;
    const before = top.places.get(key);
    top.places.set(key, before ? join(before, value) : value);
  }

  function fieldKey(place: Expression, f: Frame): string | undefined {
    if (place.kind !== 'member' || place.object.kind !== 'name') return undefined;
    if (place.object.name !== 'this' && place.object.name !== 'self') return undefined;
    return `field:${classOf(f)}.${place.property}`;
  }

  function assignSink(
    object: Value,
    place: Extract<Expression, { kind: 'member' }>,
    value: Value,
    node: SyntaxNode,
  ): void {
    const path = `${object.path ?? keyOf(place.object) ?? '?'}.${place.property}`;
    for (const model of models.assigns.find(path))
      if (!model.on || model.on.test(path)) sink(model, value, node.parent ?? node, keyOf(place) ?? path);
  }

  // ── Expressions ──────────────────────────────────────────────────────────────────────────────

  function evaluate(expression: Expression, f: Frame): Value {
    if (++steps > maxSteps) throw new OutOfSteps();
    const value = evaluateBare(expression, f);
    if (
      value.taints.length === 0 ||
      (expression.kind !== 'name' && expression.kind !== 'member' && expression.kind !== 'index')
    )
      return value;
    const key = keyOf(expression);
    const guard = key === undefined ? undefined : f.env.guard(key);
    if (!guard) return value;
    return guard === checked ? partly(value) : cleaned(value, guard);
  }

  function evaluateBare(expression: Expression, f: Frame): Value {
    switch (expression.kind) {
      case 'literal':
        return literal(expression.value);
      case 'regex':
        return inert;
      case 'name':
        return name(expression, f);
      case 'member': {
        const key = keyOf(expression);
        const placed = key === undefined ? undefined : f.env.place(key);
        if (placed) return placed;
        const field = fieldKey(expression, f);
        const remembered = field === undefined ? undefined : top.places.get(field);
        if (remembered) return remembered;
        if (field !== undefined) {
          const method = methods.get(`${classOf(f)}.${expression.property}`);
          if (method) return { taints: [], closure: method };
          const own = property(
            { taints: [], path: expression.object.kind === 'name' ? expression.object.name : 'this' },
            expression.property,
            expression.node,
          );
          return own.taints.length > 0 ? own : unknown(expression.node, own.path);
        }
        return property(evaluate(expression.object, f), expression.property, expression.node);
      }
      case 'index': {
        const object = evaluate(expression.object, f);
        const key = evaluate(expression.key, f);
        const placeKey = keyOf(expression);
        const placed = placeKey === undefined ? undefined : f.env.place(placeKey);
        if (placed) return placed;
        if (typeof key.literal === 'string') return property(object, key.literal, expression.node);
        const field = typeof key.literal === 'number' ? object.fields?.get(String(key.literal)) : undefined;
        return field ?? elementOf(object, expression);
      }
      case 'build':
        return builds(expression.parts, expression.node, f);
      case 'tagged':
        return tagged(expression, f);
      case 'binary': {
        evaluate(expression.left, f);
        evaluate(expression.right, f);
        return expression.operator === '%' || expression.operator === '/' ? joinPath(expression, f) : inert;
      }
      case 'not':
        evaluate(expression.operand, f);
        return inert;
      case 'choice':
        return choice(expression, f);
      case 'function':
        return register(expression.fn, f.env, f.fn);
      case 'object': {
        const fields = new Map<string, Value>();
        let taints: readonly Taint[] = [];
        for (const entry of expression.entries) {
          const value = evaluate(entry.value, f);
          if (entry.spread) for (const [key, one] of value.fields ?? []) fields.set(key, one);
          if (entry.key !== undefined) fields.set(entry.key, value);
          taints = unite(taints, value.taints);
        }
        return { taints, fields };
      }
      case 'list': {
        const items = expression.items.map((item) => evaluate(item, f));
        const element = items.reduce<Value | undefined>(
          (all, one) => (all ? join(all, one) : one),
          undefined,
        );
        return {
          taints: unite(...items.map((item) => item.taints)),
          isList: true,
          ...(element && { element }),
          ...(items.length <= 30 && { fields: new Map(items.map((item, index) => [String(index), item])) }),
        };
      }
      case 'assign': {
        const value = evaluate(expression.value, f);
        assign(expression.target, step(value, expression.node, 'assigned'), f);
        return value;
      }
      case 'each': {
        const iterable = evaluate(expression.iterable, f);
        const inner = { ...f, env: new Env(f.env) };
        assign(expression.target, elementOf(iterable, expression.iterable), inner, true);
        for (const test of expression.tests) {
          evaluate(test, inner);
          for (const [key, guard] of guardsOf(test, true)) prove(inner, key, guard);
        }
        const element = evaluate(expression.body, inner);
        return { taints: element.taints, isList: true, element };
      }
      case 'other': {
        const values = expression.parts.map((part) => evaluate(part, f));
        return values.length === 0 ? inert : { taints: unite(...values.map((one) => one.taints)) };
      }
      case 'call':
        return call(expression, f);
    }
  }

  function joinPath(expression: Extract<Expression, { kind: 'binary' }>, f: Frame): Value {
    const left = evaluate(expression.left, f);
    const right = evaluate(expression.right, f);
    if (expression.operator === '/') {
      // `Path(root) / name` joins paths.
      if (
        !/^(?:pathlib\.)?Path\(\)/.test(left.path ?? '') &&
        !/path|dir|root|folder|base/i.test(keyOf(expression.left) ?? '')
      )
        return inert;
      return { taints: unite(left.taints, right.taints), path: 'pathlib.Path()' };
    }
    return build(
      [
        { value: left, node: expression.left.node },
        { value: right, node: expression.right.node },
      ],
      expression.node,
    );
  }

  function name(expression: Extract<Expression, { kind: 'name' }>, f: Frame): Value {
    const found = f.env.find(expression.name);
    if (found) return found;
    if (expression.name.startsWith(':')) return { taints: [], path: expression.name.slice(1) };
    const source = models.sources.find(expression.name).find((one) => !one.below);
    return source
      ? { taints: [taint(source.kind, expression.node)], path: expression.name }
      : { taints: [], path: expression.name };
  }

  function property(value: Value, key: string, node: SyntaxNode): Value {
    const field = value.fields?.get(key);
    if (field) return field;
    if (/^(?:length|size|byteLength|status|statusCode|status_code|ok|rowcount|lastrowid)$/.test(key))
      return inert;
    const path = value.path === undefined ? undefined : `${value.path}.${key}`;
    let taints = value.taints;
    if (path !== undefined) {
      const below = models.sources.find(value.path as string).find((one) => one.below);
      const exact = models.sources.find(path).find((one) => !one.below);
      if (exact) taints = unite([taint(exact.kind, node)], taints);
      else if (below && !below.except.includes(key)) taints = unite([taint(below.kind, node)], taints);
      else if (below) taints = [];
    }
    // An object that was written out field by field holds only those fields.
    if (
      value.fields &&
      value.path === undefined &&
      !value.element &&
      !value.taints.some((one) => one.source !== 'dynamic') &&
      value.fields.size > 0 &&
      !value.isList
    )
      return taints.length > 0 ? { taints } : inert;
    return path === undefined ? { taints } : { taints, path };
  }

  function elementOf(value: Value, expression: Expression | undefined): Value {
    if (value.element) return value.element;
    if (value.fields && value.fields.size > 0) return [...value.fields.values()].reduce((a, b) => join(a, b));
    if (value.taints.length === 0 && value.path !== undefined && expression) {
      const below = models.sources.find(value.path).find((one) => one.below);
      if (below) return { taints: [taint(below.kind, expression.node)] };
    }
    return value.taints.length === 0 ? inert : { taints: value.taints };
  }

  function builds(parts: readonly Expression[], node: SyntaxNode, f: Frame): Value {
    const values = parts.map((part) => ({ value: evaluate(part, f), node: part.node }));
    // Numbers added up are no text.
    if (values.every((one) => typeof one.value.literal === 'number')) return inert;
    const value = build(values, node);
    if (value.pieces && value.taints.length > 0) candidate(value, node);
    // A list grows by `list += [x]`.
    const list = values.find((one) => one.value.isList);
    if (list) {
      const element = values
        .map((one) => one.value.element)
        .reduce<Value | undefined>((a, b) => (a && b ? join(a, b) : (a ?? b)), undefined);
      return { taints: value.taints, isList: true, ...(element && { element }) };
    }
    return step(value, node, 'built');
  }

  /** A finished statement or page that is built here; reported only when no sink for it is seen. */
  function candidate(value: Value, node: SyntaxNode): void {
    const pieces = value.pieces ?? [];
    const text = textOf(pieces);
    for (const kind of ['sql', 'html'] as const) {
      if (kind === 'sql' ? !isSqlStatement(text) : !looksLikeHtml(text)) continue;
      const ways = waysOf(kind, value);
      if (ways.length > 0)
        note({
          kind,
          node,
          place: 'build',
          ways,
          built: true,
          strong: true,
          name: '',
          builtAt: value.builtAt ?? node,
        });
    }
  }

  function tagged(expression: Extract<Expression, { kind: 'tagged' }>, f: Frame): Value {
    const tag = evaluate(expression.tag, f);
    const parts = expression.parts.map((part) => ({ value: evaluate(part, f), node: part.node }));
    const path = tag.path ?? keyOf(expression.tag) ?? '';
    const value = build(parts, expression.node);
    for (const model of models.calls.find(path))
      if (!model.on || model.on.test(path)) sink(model, value, expression.node, path);
    const sanitizer = models.sanitizers.find(path)[0];
    if (sanitizer) return cleaned(value, sanitizer.cleans);
    // A tag function gets the parts apart from the text: what it makes of them is its own matter.
    return /^(?:String\.raw|html|css|dedent|outdent)$/.test(path) ? value : { taints: [], path: `${path}()` };
  }

  function choice(expression: Extract<Expression, { kind: 'choice' }>, f: Frame): Value {
    if (expression.test) evaluate(expression.test, f);
    const values = expression.branches.map((one, index) => {
      const inner = { ...f, env: f.env.fork() };
      if (expression.test)
        for (const [key, guard] of guardsOf(expression.test, index === 0)) prove(inner, key, guard);
      return evaluate(one, inner);
    });
    return values.length === 0 ? inert : values.reduce((a, b) => join(a, b));
  }

  // ── Calls ────────────────────────────────────────────────────────────────────────────────────

  function call(expression: Extract<Expression, { kind: 'call' }>, f: Frame): Value {
    const callee = expression.callee;
    const receiver = callee.kind === 'member' ? evaluate(callee.object, f) : undefined;
    const called = receiver && callee.kind === 'member' ? calleeOf(callee, receiver, f) : evaluate(callee, f);
    const path = called.path ?? keyOf(callee) ?? '';
    const method =
      callee.kind === 'member'
        ? callee.property
        : callee.kind === 'name'
          ? callee.name.replace(/^:/, '')
          : '';
    const args = expression.args.map((one) => evaluate(one.value, f));
    const all = { expression, path, method, receiver, called, args, f };

    if (path === 'jsx') return jsxCall(expression, args);
    const reached = sinks(all);
    handlers(all);
    callbacks(all);

    const source = models.sources.find(`${path}()`).find((one) => !one.below);
    if (source) {
      const own = receiver?.taints.some((one) => one.source === 'request')
        ? receiver.taints
        : [taint(source.kind, expression.node)];
      return { taints: own, path: `${path}()` };
    }
    const sanitizer = models.sanitizers.find(path).find((one) => !one.on || one.on.test(path));
    if (sanitizer) {
      const given = args[0] ?? receiver ?? inert;
      const value: Value = {
        ...given,
        taints: unite(...args.map((one) => one.taints), ...(method === path ? [] : [receiver?.taints ?? []])),
      };
      return sanitizer.partly ? partly(value) : cleaned(value, sanitizer.cleans);
    }
    // `new URL('/login', request.url)` stays on the host that was asked.
    if (path === 'URL' && typeof args[0]?.literal === 'string') return inert;
    // A function in another shape is still that function.
    if (method === 'promisify' || method === 'partial') return args[0] ?? inert;
    if (method === 'bind' && receiver && (receiver.closure || receiver.path !== undefined)) return receiver;
    const result = models.results.find(path)[0];
    if (result !== undefined) return { taints: [], path: result };
    const closure = called.closure ?? localMethod(all);
    if (closure) return step(callLocal(closure, expression.args, args, f), expression.node, 'passed');
    const text = textMethod(all);
    if (text) return text;
    if (reached) return unknown(expression.node, `${path}()`);
    return unknownCall(all);
  }

  interface Call {
    expression: Extract<Expression, { kind: 'call' }>;
    path: string;
    method: string;
    receiver: Value | undefined;
    called: Value;
    args: Value[];
    f: Frame;
  }

  function calleeOf(callee: Extract<Expression, { kind: 'member' }>, receiver: Value, f: Frame): Value {
    const field = fieldKey(callee, f);
    if (field !== undefined) return evaluate(callee, f);
    const key = keyOf(callee);
    const placed = key === undefined ? undefined : f.env.place(key);
    return placed ?? property(receiver, callee.property, callee.node);
  }

  function localMethod({ receiver, method }: Call): Closure | undefined {
    const className = receiver?.path?.replace(/\(\)$/, '');
    return className === undefined ? undefined : methods.get(`${className}.${method}`);
  }

  function callLocal(
    closure: Closure,
    given: readonly Argument[],
    values: readonly Value[],
    f: Frame,
  ): Value {
    const parameters = closure.fn.parameters;
    const first = parameters[0]?.target;
    const offset =
      closure.fn.className !== undefined && first?.kind === 'bind' && /^(?:self|cls)$/.test(first.name)
        ? 1
        : 0;
    const args: (Value | undefined)[] = offset ? [{ taints: [], path: 'self' }] : [];
    given.forEach((one, index) => {
      const value = values[index] ?? inert;
      if (one.name === undefined) args.push(value);
      else {
        const at = parameters.findIndex((parameter) => nameOf(parameter) === one.name);
        if (at !== -1) args[at] = value;
      }
    });
    for (let i = 0; i < args.length; i++) args[i] ??= undefined;
    return run(closure, args, f.depth + 1);
  }

  /** Arguments that are functions are called with what the callee would hand them. */
  function callbacks({ expression, method, receiver, args, path }: Call): void {
    args.forEach((value, index) => {
      const closure = value.closure;
      if (!closure || isHandled.has(closure.fn) || expression.args[index]?.value.kind !== 'function') return;
      const fn = closure.fn;
      const given = fn.parameters.map((parameter, at): Value => {
        const modelled = parameterValue(parameter, 'dynamic');
        if (modelled.taints.length === 0 && modelled.path !== undefined) return modelled;
        if (receiver && eachElement.has(method)) return at === 0 ? elementOf(receiver, expression) : inert;
        if (receiver && withReceiver.has(method)) return at === 0 ? receiver : inert;
        const source = models.sources.find(`${path}(#${at})`)[0];
        if (source) return { taints: [taint(source.kind, parameter.target.node)] };
        return modelled;
      });
      const result = run(closure, given, 1);
      value.element = result;
    });
  }

  function handlers({ expression, path, args }: Call): void {
    for (const handler of models.handlers) {
      if (!handler.call?.some((one) => matchesPath(one, path)) || (handler.on && !handler.on.test(path)))
        continue;
      args.forEach((value, index) => {
        for (const one of [
          value,
          ...(value.isList && value.fields ? value.fields.values() : []),
          ...handlerField(value),
        ])
          if (
            one.closure &&
            !isHandled.has(one.closure.fn) &&
            (index > 0 || expression.args.length === 1 || path.endsWith('use'))
          )
            runHandler(one.closure, handler);
      });
    }
  }

  function handlerField(value: Value): Value[] {
    const field =
      value.fields?.get('handler') ?? value.fields?.get('resolve') ?? value.fields?.get('execute');
    return field ? [field] : [];
  }

  function jsxCall(expression: Extract<Expression, { kind: 'call' }>, args: Value[]): Value {
    const tag = String(args[0]?.literal ?? '');
    for (const [key, value] of args[1]?.fields ?? []) {
      for (const model of models.assigns
        .find(`jsx.${tag}.${key}`)
        .concat(models.assigns.find(`jsx.*.${key}`)))
        sink(
          model,
          model.arg[0] === 0 ? value : (value.fields?.get(String(model.arg[0])) ?? value),
          expression.args[1]?.value.node ?? expression.node,
          key,
        );
      if (value.closure && !visited.has(value.closure.fn))
        run(
          value.closure,
          value.closure.fn.parameters.map((one) => parameterValue(one, 'dynamic')),
          1,
        );
    }
    return inert;
  }

  /** String and list methods, and functions of the same kind. */
  function textMethod({ expression, method, receiver, called, args, path, f }: Call): Value | undefined {
    const first = args[0];
    const isPathJoin =
      /(?:^|[.:])(?:path|posix|win32|posixpath|ntpath|Path|filepath)\.(?:join|resolve)$/.test(path);
    if (method === 'join' && receiver && !isPathJoin) return joins(expression, receiver, args);
    if (method === 'format' && receiver && (receiver.literal !== undefined || receiver.pieces))
      return formats(expression, receiver, args);
    if ((method === 'replace' || method === 'replaceAll' || method === 'sub') && receiver)
      return replaces(expression, receiver, args, method);
    if (adders.has(method) && receiver && expression.callee.kind === 'member')
      adds(expression.callee.object, receiver, args, f);
    if (receiver && eachElement.has(method) && method !== 'filter' && first?.closure)
      return {
        taints: first.element?.taints ?? receiver.taints,
        isList: true,
        ...(first.element && { element: first.element }),
      };
    if (receiver && withReceiver.has(method) && first?.closure) return first.element ?? receiver;
    if (inertResults.has(method) && !path.startsWith('*'))
      return { taints: [], ...(method === 'Date' || method === 'UUID' ? {} : { path: `${path}()` }) };
    if (
      method === 'concat' &&
      receiver &&
      !receiver.isList &&
      (receiver.literal !== undefined || receiver.pieces)
    )
      return build(
        [receiver, ...args].map((value) => ({ value, node: expression.node })),
        expression.node,
      );
    if (!faithful.has(method)) return undefined;
    const carriers =
      receiver &&
      (receiver.taints.length > 0 || receiver.literal !== undefined || receiver.isList || receiver.pieces)
        ? [receiver]
        : args;
    const element = carriers.find((one) => one.element)?.element;
    const fields = method === 'assign' || method === 'parse' ? undefined : carriers[0]?.fields;
    const kept =
      /^(?:trim\w*|strip|lstrip|rstrip|toString|String|str|encode|decode|toLowerCase|toUpperCase|lower|upper)$/.test(
        method,
      )
        ? carriers[0]
        : undefined;
    return {
      taints: unite(...carriers.map((one) => one.taints), carriers[0] === receiver ? [] : called.taints),
      ...(element && { element }),
      ...(fields && { fields }),
      ...(carriers.some((one) => one.isList) && { isList: true }),
      ...(kept?.literal !== undefined && { literal: kept.literal }),
      ...(kept?.pieces && { pieces: kept.pieces, ...(kept.builtAt && { builtAt: kept.builtAt }) }),
      ...(receiver?.path !== undefined && { path: `${receiver.path}.${method}()` }),
    };
  }

  function joins(
    expression: Extract<Expression, { kind: 'call' }>,
    receiver: Value,
    args: readonly Value[],
  ): Value | undefined {
    // `list.join(sep)` in JavaScript and Ruby, `sep.join(list)` in Python.
    const isSeparator = typeof receiver.literal === 'string';
    const list = isSeparator ? args[0] : receiver;
    if (!list) return undefined;
    const element = list.element ?? (list.taints.length > 0 ? { taints: list.taints } : inert);
    if (element.taints.length === 0) return element.literal === undefined ? inert : literal(element.literal);
    return build([{ value: element, node: expression.node }], expression.node);
  }

  function formats(
    expression: Extract<Expression, { kind: 'call' }>,
    receiver: Value,
    args: readonly Value[],
  ): Value {
    if (typeof receiver.literal !== 'string')
      return build(
        [
          { value: receiver, node: expression.node },
          ...args.map((value) => ({ value, node: expression.node })),
        ],
        expression.node,
      );
    const parts: { value: Value; node: SyntaxNode }[] = [];
    let at = 0;
    let index = 0;
    for (const match of receiver.literal.matchAll(/\{\{|\}\}|\{(\w*)([^{}]*)\}/g)) {
      parts.push({ value: literal(receiver.literal.slice(at, match.index)), node: expression.node });
      at = match.index + match[0].length;
      if (match[0] === '{{' || match[0] === '}}') continue;
      const key = match[1] ?? '';
      const named = expression.args.findIndex((one) => one.name === key);
      const position = named !== -1 ? named : /^\d+$/.test(key) ? Number(key) : index++;
      const value = args[position] ?? args.at(-1);
      const isNumber = /:[^}]*[dfxobeg]$/.test(match[2] ?? '');
      if (value)
        parts.push({
          value: isNumber ? inert : value,
          node: expression.args[position]?.value.node ?? expression.node,
        });
    }
    parts.push({ value: literal(receiver.literal.slice(at)), node: expression.node });
    const value = build(parts, expression.node);
    if (value.pieces && value.taints.length > 0) candidate(value, expression.node);
    return step(value, expression.node, 'built');
  }

  function replaces(
    expression: Extract<Expression, { kind: 'call' }>,
    receiver: Value,
    args: readonly Value[],
    method: string,
  ): Value {
    const pattern = expression.args[0]?.value;
    const isSub = method === 'sub';
    const subject = isSub ? (args[2] ?? receiver) : receiver;
    const source =
      pattern?.kind === 'regex'
        ? pattern.source
        : isSub && typeof args[0]?.literal === 'string'
          ? `/${args[0].literal}/g`
          : undefined;
    if (source !== undefined) {
      const flags = source.slice(source.lastIndexOf('/') + 1);
      const body = source.slice(1, source.lastIndexOf('/'));
      const negated = /^\[\^((?:\\.|[^\]\\])*)\][+*]?$/.exec(body);
      if (negated && flags.includes('g') && isStrictPattern(`^[${negated[1]}]+$`))
        return cleaned(subject, ['*']);
    }
    const text = pattern?.kind === 'regex' ? pattern.source : String(args[0]?.literal ?? '');
    if (subject.taints.length === 0)
      return subject.literal === undefined ? inert : { taints: unite(...args.map((one) => one.taints)) };
    // A replacement of dangerous characters is an attempt to clean; any other leaves the value as it is.
    const isAttempt = /['"<>&;|$`\\]|\.\.|\/|script/.test(text);
    const kept: Value = { taints: subject.taints };
    const withNew =
      args[1] && args[1].taints.length > 0 ? { taints: unite(kept.taints, args[1].taints) } : kept;
    return isAttempt ? partly(withNew) : withNew;
  }

  function adds(target: Expression, receiver: Value, args: readonly Value[], f: Frame): void {
    const added = args.reduce<Value>(
      (all, one) => join(all, one.isList && one.element ? one.element : one),
      inert,
    );
    const value: Value = {
      ...receiver,
      taints: unite(receiver.taints, added.taints),
      element: receiver.element ? join(receiver.element, added) : added,
    };
    const key = keyOf(target);
    if (target.kind === 'name') {
      if (f.env.find(target.name)) f.env.write(target.name, value);
    } else if (key !== undefined) {
      f.env.writePlace(key, value);
      remember(target, value, f);
    }
  }

  function unknownCall({ expression, path, method, called, args }: Call): Value {
    const given = unite(...args.map((one) => one.taints));
    const isPartly = looksLikeSanitizer.test(method);
    const carried = doubted(
      unite(called.taints, given).filter((one) => one.source !== 'dynamic'),
      isPartly,
    );
    return {
      taints: unite(
        carried,
        [taint('dynamic', expression.node)].map((one) => ({ ...one, partly: isPartly })),
      ),
      ...(path !== '' && { path: `${path}()` }),
    };
  }

  // ── Sinks ────────────────────────────────────────────────────────────────────────────────────

  /** Tells whether the call is a sink of any kind, and reports what reaches it. */
  function sinks({ expression, path, args, receiver }: Call): boolean {
    let found = false;
    for (const model of models.calls.find(path)) {
      if (model.on && !model.on.test(path)) continue;
      if (!model.when.every((one) => holds(one, expression.args, args))) continue;
      found ||= !carrying.has(model.kind);
      for (const place of model.arg) {
        const value = place === 'receiver' ? receiver : argument(place, expression.args, args);
        if (value) sink(model, value, expression.node, keyOf(expression.callee) ?? path);
      }
    }
    return found;
  }

  function argument(
    place: number | string,
    given: readonly Argument[],
    values: readonly Value[],
  ): Value | undefined {
    if (typeof place === 'number') {
      // A spread before the place may hold it.
      const spread = given.findIndex((one, index) => one.spread && index <= place);
      if (spread !== -1) return values[spread]?.element ?? values[spread];
      return given[place]?.name === undefined ? values[place] : undefined;
    }
    if (place === '*')
      return values.reduce<Value | undefined>((all, one) => (all ? join(all, one) : one), undefined);
    const dot = place.indexOf('.');
    const head = dot === -1 ? place : place.slice(0, dot);
    const at = /^\d+$/.test(head) ? Number(head) : given.findIndex((one) => one.name === head);
    const value = values[at];
    return dot === -1 || !value ? value : value.fields?.get(place.slice(dot + 1));
  }

  function holds(condition: Condition, given: readonly Argument[], values: readonly Value[]): boolean {
    const value = argument(condition.arg, given, values);
    if (condition.absent) return value === undefined;
    if (condition.is !== undefined) return value !== undefined && value.literal === condition.is;
    if (condition.not !== undefined) return value === undefined || value.literal !== condition.not;
    if (condition.matches) return typeof value?.literal === 'string' && condition.matches.test(value.literal);
    return value !== undefined;
  }

  function sink(model: SinkModel, value: Value, node: SyntaxNode, label: string): void {
    if (value.isList && model.kind === 'shell') return;
    const text = value.pieces
      ? textOf(value.pieces)
      : typeof value.literal === 'string'
        ? value.literal
        : undefined;
    if (model.text === 'sql' && !(text !== undefined ? looksLikeSql(text) : model.strong)) return;
    if (model.text === 'built' && !value.pieces) return;
    if (model.text === 'html' && !(text === undefined || looksLikeHtml(text))) return;
    // A list of arguments reaches no shell; only its program name would be the attacker's choice.
    const kind = model.kind === 'argv' && value.isList ? 'argv-list' : model.kind;
    reach({ kind, strong: model.strong, node, name: label }, value);
  }

  function waysOf(kind: string, value: Value): Way[] {
    const ways: Way[] = [];
    const pieces = piecesOf(value, value.builtAt ?? program.root);
    pieces.forEach((piece, index) => {
      if (typeof piece === 'string' || !isTainted(piece.value, kind)) return;
      const position = positionOf(kind, pieces, index);
      for (const one of piece.value.taints)
        if (!one.cleaned.has(kind) && !one.cleaned.has('*')) ways.push({ taint: one, position });
    });
    return ways;
  }

  function reach(at: { kind: string; strong: boolean; node: SyntaxNode; name: string }, value: Value): void {
    const ways = waysOf(at.kind, value);
    if (ways.length === 0) return;
    const built = value.pieces !== undefined && value.pieces.some((one) => typeof one === 'string');
    note({ ...at, place: 'sink', ways, built, ...(value.builtAt && { builtAt: value.builtAt }) });
  }

  function note(hit: Hit): void {
    const key = `${hit.place}:${hit.kind}:${hit.node.start}`;
    const before = hits.get(key);
    if (!before) hits.set(key, hit);
    else {
      before.ways = [...before.ways, ...hit.ways].slice(0, 24);
      before.built ||= hit.built;
      before.strong ||= hit.strong;
    }
  }
}
