// Follows values through one file, statement by statement, and tells where an attacker's text reaches a sink.
import type { SyntaxNode } from '../syntax/tree.ts';
import {
  adders,
  calledAtOnce,
  eachElement,
  enumBase,
  faithful,
  inertResults,
  inertType,
  isFile,
  looksLikeSanitizer,
  lookups,
  resolvers,
  plainType,
  serviceType,
  withReceiver,
} from './builtins.ts';
import { containerCall, fold, newContainer } from './containers.ts';
import { Env, keyOf } from './env.ts';
import {
  checked,
  guardsOf,
  helperGuards,
  isTypeCheck,
  predicateGuard,
  isStrictPattern,
  placeOf,
  prefixed,
  weak,
  type Known,
} from './guards.ts';
import type { Argument, Expression, FunctionShape, Parameter, Program, Statement, Target } from './ir.ts';
import { matchesPath, type Condition, type Model, type ModelIndex, type SinkModel } from './models.ts';
import {
  isSqlStatement,
  looksLikeHtml,
  looksLikeSql,
  positionOf,
  standsInQuotes,
  textOf,
  type Position,
} from './positions.ts';
import { concatItems, fillDollar, fillMark, fillPercent, joinItems } from './text-templates.ts';
import { appends, formatBraces, formatPercent, percentFormats, textBuilders } from './text-building.ts';
import {
  build, cleaned, doubted, incomplete, inert, isTainted, join, literal, mapTaints, partly, piecesOf, sourceKinds, step, taint, unite, unknown,
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
}

/** Evaluation steps for one file; about a second of work. */
const maxSteps = 400_000;
const maxCallDepth = 4;

/** Kinds of sinks whose result still holds what went in. */
const carrying: ReadonlySet<string> = new Set([
  'path-join',
  'url-made',
  'format',
  'html',
  'log',
  'regex',
  'merge',
]);

/** Kinds of sinks that take text, so that an object literal does not matter to them. */
const textual: ReadonlySet<string> = new Set([
  'sql',
  'html',
  'html-raw',
  'shell',
  'code',
  'path',
  'url',
  'redirect',
  'open-url',
  'template',
  'regex',
  'cypher',
  'graphql',
  'xpath',
  'ldap',
]);

/** Kinds of sinks for which a value is harmless without such a character. */
const harmlessWithout: Record<string, string | undefined> = { '<': 'html', '/': 'path' };

class OutOfSteps extends Error {}

/** Deep nesting exhausts the stack; within a regular expression that is a SyntaxError. */
export function isStackOverflow(error: unknown): boolean {
  return (
    error instanceof RangeError || (error instanceof SyntaxError && /stack overflow/i.test(error.message))
  );
}

interface Frame {
  env: Env;
  /** Variables that are another place in parsed or trimmed form: what is proved of them is proved of it. */
  derived: Map<string, string>;
  fn: FunctionShape | undefined;
  returned: Value | undefined;
  /** The kind of sink that the return value is. */
  returns: string | undefined;
  depth: number;
  /** What held where loops and switches were left. */
  jumps?: Env[];
  /** The class whose members are read, outside of its methods. */
  className?: string;
}

/** Analyses a lowered file with the models that apply to it. */
export function analyse(program: Program, models: ModelIndex): Analysis {
  const hits = new Map<string, Hit>();
  const visited = new Set<FunctionShape>();
  const pending: { closure: Closure; className: string | undefined }[] = [];
  const known = new Set<FunctionShape>();
  const methods = new Map<string, Closure>();
  /** Classes whose fields are declared with types, and those types by `Class.field`. */
  const classes = new Set<string>();
  const fieldTypes = new Map<string, string>();
  const memo = new Map<string, Value>();
  const active = new Set<FunctionShape>();
  const isHandled = new Set<FunctionShape>();
  /** Variables that went down an object by keys, with the function they stand in. */
  const walked = new Set<string>();
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
  /** How many functions were known before those that are public ran. */
  let early = Number.POSITIVE_INFINITY;
  try {
    block(program.body, frame);
    for (const wave of ['handlers', 'public', 'rest'] as const) {
      for (let i = 0; i < pending.length; i++) visit(wave, i);
      early = Math.min(early, pending.length);
    }
  } catch (error) {
    // A file that is nested too deeply is left as a file that is too large: shown as not wholly looked at.
    if (!(error instanceof OutOfSteps) && !isStackOverflow(error)) throw error;
    complete = false;
  }
  return { hits: [...hits.values()], guarded, complete };

  function visit(wave: 'handlers' | 'public' | 'rest', index: number): void {
    const { closure, className } = pending[index] as (typeof pending)[number];
    const fn = closure.fn;
    // A handler inside a factory of the application is known only once the factory has run.
    if (wave === 'handlers' || index >= early) {
      const handler = isHandled.has(fn)
        ? undefined
        : models.handlers.find((one) => isHandlerByShape(one, fn, className));
      if (handler) runHandler(closure, handler);
      if (handler || wave === 'handlers') return;
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
        for (const key of [fn.name, `${fn.name}/${fn.parameters.length}`])
          methods.set(`${fn.className}.${key}`, closure);
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
    if (parameter.type !== undefined && (inertType.test(parameter.type) || isEnum(parameter.type)))
      return inert;
    if (model?.kind)
      return {
        taints: [taint(model.kind, node)],
        ...((parameter.is ?? name) !== undefined && { path: (parameter.is ?? name) as string }),
      };
    if (model?.is !== undefined) return { taints: [], path: model.is };
    // A parameter called `location` is not the page's.
    const shadows = name !== undefined && models.sources.find(name).some((one) => one.kind === 'dom');
    const path = parameter.is ?? (shadows ? `parameter ${name}` : name);
    if (parameter.is !== undefined && serviceType.test(parameter.is))
      return { taints: [], path: parameter.is };
    const isOwn =
      name !== undefined && /^(?:self|cls|this|_+|next|done|callback|cb|reject|resolve)$/.test(name);
    const isText = /^(?:Optional\[)?str\b|^string\b/.test(parameter.type ?? '');
    if (isOwn && !isText) return { taints: [], path: name };
    // Only of a function that others call: `params` is a common name within a file.
    const entries =
      parameter.target.kind === 'fields' && source !== 'dynamic' ? parameter.target.entries : [];
    const fields = entries.flatMap(({ key }) => {
      const field = models.parameters.find((one) => key !== undefined && one.fields.includes(key));
      return key !== undefined && field?.kind ? [[key, { taints: [taint(field.kind, node)] }] as const] : [];
    });
    return {
      taints: [taint(source, node)],
      ...(path !== undefined && { path }),
      ...(fields.length > 0 && { fields: new Map<string, Value>(fields) }),
    };
  }

  /** True for an enumeration of this file: a value of it is one of a fixed few. */
  function isEnum(type: string): boolean {
    const name = type.replace(/^Optional\[(\w+)\]$|\|None$/, '$1');
    return (top.find(`class:${name}`)?.path ?? '').split('|').some((base) => enumBase.test(base));
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
      fn.decorators.some((one) => decorates(one, handler.decorator as string[], handler.on)) &&
      (!handler.with || fn.decorators.some((one) => decorates(one, handler.with as string[], undefined)))
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
    const routes = fn.decorators.map((one) => one.node.text).join(' ');
    const numbers = new Set(
      handler.inert ? [...routes.matchAll(new RegExp(handler.inert, 'g'))].map((one) => one[1] ?? '') : [],
    );
    const args = fn.parameters.map((parameter, index): Value | undefined => {
      if (index < skipped) return { taints: [], path: 'self' };
      const fixed = handler.parameters[index - skipped];
      if (fixed?.startsWith('!')) return standsFor(fixed.slice(1), parameter);
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
      if (numbers.has(nameOf(parameter) ?? '') || isPatterned(fallback)) return inert;
      const is = handler.parameters[index - skipped] ?? handler.parameters.at(-1) ?? 'dynamic';
      const value = standsFor(is, parameter);
      const isOpen = parameter.type !== undefined && (handler.open?.test(parameter.type) ?? true);
      return handler.cleans.length === 0 || isOpen ? value : cleaned(value, handler.cleans);
    });
    run(closure, args, 0, handler.returns);
  }

  /** True for a default such as `Query(pattern='^(asc|desc)$')`. */
  function isPatterned(fallback: Expression | undefined): boolean {
    if (fallback?.kind !== 'call') return false;
    const pattern = fallback.args.find((one) => one.name === 'pattern' || one.name === 'regex')?.value;
    if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return false;
    return /^\^.*\$$/.test(pattern.value) && isStrictPattern(pattern.value.replace(/[()|]/g, ''));
  }

  function nameOf(parameter: Parameter): string | undefined {
    return parameter.target.kind === 'bind' ? parameter.target.name : undefined;
  }

  function standsFor(is: string, parameter: Parameter): Value {
    const node = parameter.target.node;
    const source = sourceKinds.find((one) => one === is);
    const path = parameter.is ?? nameOf(parameter);
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
        asserted(one.value, f);
        return isAbort(one.value);
      case 'assign': {
        walks(one.target, one.value, f);
        assign(one.target, step(evaluate(one.value, f), one.node, 'assigned'), f);
        const bound = one.target.kind === 'items' && one.target.results ? one.target.items[0] : one.target;
        const isHost = one.value.kind === 'member' && /^(?:hostname|host|netloc)$/.test(one.value.property);
        const from = isHost && one.value.kind === 'member' ? one.value.object : one.value;
        const origin = bound?.kind === 'bind' && (isHost || from.kind === 'call') ? placeOf(from) : undefined;
        if (origin !== undefined && bound?.kind === 'bind') f.derived.set(bound.name, origin);
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
        if (one.jump) f.jumps?.push(forked(f.env));
        return true;
      case 'try': {
        const before = forked(f.env);
        const exits = block(one.body, f);
        const after = forked(f.env);
        let all = exits;
        for (const handler of one.handlers) {
          const env = forked(before);
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
        if (one.fields && one.name !== undefined) {
          classes.add(one.name);
          for (const field of one.fields) fieldTypes.set(`${one.name}.${field.name}`, field.type);
        }
        const bases = one.bases
          .map((base) => evaluate(base, f).path ?? keyOf(base) ?? '')
          .filter((path) => path !== '');
        if (one.name !== undefined) {
          top.vars.set(`class:${one.name}`, { taints: [], path: bases.join('|') });
          f.env.vars.set(one.name, { taints: [], path: one.name });
        }
        const env = new Env(f.env);
        for (const base of bases.slice(0, 1)) env.vars.set('super', { taints: [], path: base });
        const inner: Frame = { ...f, env, ...(one.name !== undefined && { className: one.name }) };
        for (const member of one.members) {
          if (member.kind === 'function') register(member.fn, env, f.fn);
          else {
            statement(member, inner);
            if (member.kind === 'assign' && member.target.kind === 'bind')
              shareConstant(one.name, member.target.name, env);
          }
        }
        return false;
      }
      case 'import':
        for (const { local, path } of one.bindings) f.env.vars.set(local, { taints: [], path });
        return false;
    }
  }

  /** A helper that throws unless its argument is harmless. */
  function asserted(value: Expression, f: Frame): void {
    if (value.kind !== 'call') return;
    const helper = knownIn(f).helper(value.callee);
    if (!helper) return;
    for (const [key, guard] of helperGuards(helper, value, undefined, knownIn(f))) prove(f, key, guard);
  }

  function knownIn(f: Frame): Known {
    return {
      helper(callee) {
        if (callee.kind === 'name') return f.env.find(callee.name)?.closure?.fn;
        const field = callee.kind === 'member' ? fieldKey(callee, f) : undefined;
        return field !== undefined && callee.kind === 'member'
          ? methods.get(`${classOf(f)}.${callee.property}`)?.fn
          : undefined;
      },
      pattern: (expression) =>
        expression.kind === 'name' ? f.env.find(expression.name)?.pattern : undefined,
    };
  }

  /** A constant of a class is seen by its methods through the instance. */
  function shareConstant(className: string | undefined, name: string, env: Env): void {
    const value = env.vars.get(name);
    if (className !== undefined && value?.literal !== undefined && value.literal !== null)
      top.places.set(`field:${className}.${name}`, value);
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
    if (value.fields && !value.isList)
      for (const model of models.returns) returnSink(model, value, expression);
    f.returned = f.returned ? join(f.returned, value) : value;
  }

  function returnSink(model: SinkModel, value: Value, expression: Expression): void {
    const at = (key: string): Value | undefined =>
      key.split('.').reduce<Value | undefined>((one, name) => one?.fields?.get(name), value);
    const isMet = ({ arg, matches, absent }: Condition): boolean => {
      const found = at(String(arg));
      if (absent) return found === undefined;
      return matches
        ? typeof found?.literal === 'string' && matches.test(found.literal)
        : found !== undefined;
    };
    if (!model.when.every(isMet)) return;
    for (const key of model.returns ?? []) {
      const found = at(key);
      if (found && !(found.fields && !found.isList))
        reach({ kind: model.kind, strong: model.strong, node: expression.node, name: key }, found);
    }
  }

  /** A handler's return value is a page only when it was built as one. */
  function returned(kind: string, value: Value, expression: Expression): void {
    if (kind === 'redirect-object') {
      const to = value.fields?.get('url');
      if (to) reach({ kind: 'redirect', strong: true, node: expression.node, name: 'url' }, to);
      return;
    }
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
    if (
      kind === 'html' &&
      !body.pieces &&
      (expression.kind === 'call' || body.fields || expression.kind === 'object')
    )
      return;
    reach({ kind, strong: body.pieces !== undefined, node: expression.node, name: 'return' }, body);
  }

  /** Text put together without any markup, such as `"Hello " + name`: the browser still reads it as HTML. */
  function isBare(value: Value): boolean {
    return value.pieces !== undefined && value.pieces.length <= 4;
  }

  /** A copy for one way through the code; what it costs is part of the budget. */
  function forked(env: Env): Env {
    steps += env.size >> 3;
    if (steps > maxSteps) throw new OutOfSteps();
    return env.fork();
  }

  function branch(
    test: Expression,
    consequent: readonly Statement[],
    otherwise: readonly Statement[],
    f: Frame,
  ): boolean {
    const outcome = evaluate(test, f).literal;
    const yes = { ...f, env: forked(f.env) };
    const no = { ...f, env: forked(f.env) };
    const known = knownIn(f);
    for (const [key, guard] of guardsOf(test, true, known)) prove(yes, key, guard);
    for (const [key, guard] of guardsOf(test, false, known)) prove(no, key, guard);
    const yesExits = block(consequent, yes);
    f.returned = yes.returned ?? f.returned;
    no.returned = f.returned;
    const noExits = block(otherwise, no);
    f.returned = no.returned ?? f.returned;
    // Both ways are read, but only the one that constants allow goes on.
    if (outcome === true) f.env.become(yes.env);
    if (outcome === false) f.env.become(no.env);
    if (typeof outcome === 'boolean') return outcome ? yesExits : noExits;
    if (yesExits && noExits) return true;
    if (yesExits) f.env.become(no.env);
    else if (noExits) f.env.become(yes.env);
    else f.env.becomeEither(yes.env, no.env);
    return false;
  }

  /** A variable is replaced by what was proved of it, so that the proof survives where ways meet. */
  function prove({ env, derived }: Frame, key: string, guard: readonly string[]): void {
    const value = env.find(key);
    if (guard !== checked && guard !== weak)
      for (const one of (value ?? env.place(key))?.taints ?? []) guarded.add(one.node);
    if (value) env.vars.set(key, settled(value, guard));
    else env.guards.set(key, guard);
    const origin = derived.get(key) ?? derived.get(key.split('.')[0] as string);
    // What was resolved and then tested is proved of what it was made from.
    const isResolved = value !== undefined && value.taints.every((one) => one.cleaned.has('resolved'));
    const proof = isResolved ? guard.filter((one) => one !== prefixed) : guard;
    if (origin !== undefined && origin !== key) prove({ env, derived: new Map() } as Frame, origin, proof);
  }

  function settled(value: Value, guard: readonly string[]): Value {
    if (guard === checked) return partly(value);
    if (guard === weak) return incomplete(value);
    if (!guard.includes(prefixed)) return cleaned(value, guard);
    const isPath = (kind: string): boolean => kind === 'path' || kind === 'archive';
    const paths = guard.filter(isPath);
    const rest = guard.filter((kind) => kind !== prefixed && !isPath(kind));
    return mapTaints(value, (one) =>
      one.cleaned.has('resolved')
        ? { ...one, cleaned: new Set([...one.cleaned, ...rest, ...paths]) }
        : { ...one, cleaned: new Set([...one.cleaned, ...rest]), partly: true, incomplete: true },
    );
  }

  function loop(one: Extract<Statement, { kind: 'loop' }>, f: Frame): boolean {
    const iterable = one.iterable ? evaluate(one.iterable, f) : undefined;
    if (one.test) evaluate(one.test, f);
    const before = forked(f.env);
    // Twice, so that what the end of the body writes reaches its beginning.
    for (let round = 0; round < 2; round++) {
      if (one.target && iterable)
        assign(one.target, named(elementOf(iterable, one.iterable as Expression), one.target), f);
      if (one.test) for (const [key, guard] of guardsOf(one.test, true)) prove(f, key, guard);
      const inner: Frame = { ...f, env: forked(f.env), jumps: [] };
      block(one.body, inner);
      f.returned = inner.returned ?? f.returned;
      for (const left of inner.jumps ?? []) inner.env.becomeEither(inner.env, left);
      f.env.becomeEither(before, inner.env);
    }
    return false;
  }

  function switches(one: Extract<Statement, { kind: 'switch' }>, f: Frame): boolean {
    const subject = evaluate(one.subject, f).literal;
    const chosen = subject === undefined ? undefined : chosenCase(one, subject);
    const key = keyOf(one.subject);
    const before = forked(f.env);
    let after: Env | undefined;
    for (const branchCase of one.cases) {
      for (const test of branchCase.tests) evaluate(test, f);
      const inner: Frame = { ...f, env: forked(before), jumps: [] };
      if (key !== undefined && branchCase.tests.length > 0) prove(inner, key, ['*']);
      block(branchCase.body, inner);
      f.returned = inner.returned ?? f.returned;
      for (const left of inner.jumps ?? []) inner.env.becomeEither(inner.env, left);
      if (chosen && chosen !== branchCase) continue;
      if (after) after.becomeEither(after, inner.env);
      else after = inner.env;
    }
    if (after && chosen) f.env.become(after);
    else if (after && one.cases.some((branchCase) => branchCase.isDefault)) f.env.become(after);
    else if (after) f.env.becomeEither(before, after);
    return false;
  }

  /** The case that a constant subject goes to, where all cases are constants. */
  function chosenCase(one: Extract<Statement, { kind: 'switch' }>, subject: unknown) {
    if (!one.cases.every((each) => each.tests.every((test) => test.kind === 'literal'))) return undefined;
    return (
      one.cases.find((each) =>
        each.tests.some((test) => test.kind === 'literal' && test.value === subject),
      ) ?? one.cases.find((each) => each.isDefault)
    );
  }

  // ── Assignments ──────────────────────────────────────────────────────────────────────────────

  function assign(to: Target, value: Value, f: Frame, isParameter = false): void {
    switch (to.kind) {
      case 'bind':
        {
          const own = to.type === undefined ? value : typed(value, to.type);
          if (isParameter) f.env.vars.set(to.name, own);
          else f.env.write(to.name, own);
        }
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
          if (item) assign(item, itemOf(to, value, index), f, isParameter);
        return;
      case 'place': {
        const place = to.place;
        if (place.kind === 'member' || place.kind === 'index') {
          const object = evaluate(place.object, f);
          if (place.kind === 'index') keySink(place, evaluate(place.key, f), value, to.node, f);
          if (place.kind === 'member') assignSink(f, object, place, value, to.node);
        }
        const key = keyOf(place);
        if (key !== undefined) f.env.writePlace(key, value);
        growObject(place, value, f);
        const root = rootName(place);
        // A container that takes in a tainted value is tainted as a whole when it is used as one.
        if (root !== undefined && value.taints.length > 0 && root !== 'this' && root !== 'self') {
          const before = f.env.find(root);
          if (before && !before.path)
            f.env.vars.set(root, { ...before, taints: unite(before.taints, value.taints) });
        }
        if (root === 'this' || root === 'self' || fieldKey(place, f) !== undefined) remember(place, value, f);
      }
    }
  }

  function itemOf(to: Extract<Target, { kind: 'items' }>, value: Value, index: number): Value {
    const item = to.items[index];
    // Only a call's own list of results is taken apart; a list that it returns is the first of them.
    const isResults = !to.results || value.fields?.size === to.items.length;
    const field = isResults ? value.fields?.get(String(index)) : undefined;
    if (field) return field;
    if (!to.results) return elementOf(value, undefined);
    if (item?.kind === 'bind' && /^(?:\w*[eE]rr|ok|found|exists)$/.test(item.name))
      return { taints: [], path: 'error' };
    return value;
  }

  /** The value seen as one of a type: a number holds no text, and an API has the path of its type. */
  function typed(value: Value, type: string): Value {
    if (inertType.test(type)) return value.literal === undefined ? inert : literal(value.literal);
    if (plainType.test(type) || value.closure) return value;
    return { ...value, path: type, ...(value.fields && { closed: true }) };
  }

  function walkKey(name: string, f: Frame): string {
    return `${f.fn?.node.start ?? 0}:${name}`;
  }

  /** `at = at[key]` goes down an object by keys that come from elsewhere. */
  function walks(to: Target, value: Expression, f: Frame): void {
    if (to.kind !== 'bind' || value.kind !== 'index' || value.object.kind !== 'name') return;
    if (value.object.name === to.name && evaluate(value.key, f).taints.length > 0)
      walked.add(walkKey(to.name, f));
  }

  /** `a[x][y] = z`: with `__proto__` as `x`, every object gets a `y`. */
  function keySink(
    place: Extract<Expression, { kind: 'index' }>,
    key: Value,
    value: Value,
    node: SyntaxNode,
    f: Frame,
  ): void {
    if (key.taints.length === 0) return;
    if (
      place.object.kind === 'name' &&
      value.taints.length > 0 &&
      !value.fields &&
      walked.has(walkKey(place.object.name, f))
    )
      reach({ kind: 'proto-walk', strong: true, node: node.parent ?? node, name: place.object.name }, key);
    if (place.object.kind !== 'index') return;
    const outer = evaluate(place.object.key, f);
    if (outer.taints.length > 0 && !outer.pieces)
      reach(
        {
          kind: 'proto-key',
          strong: true,
          node: node.parent ?? node,
          name: keyOf(place.object.object) ?? 'object',
        },
        outer,
      );
  }

  /** `options.url = x` on an object that was written out. */
  function growObject(place: Expression, value: Value, f: Frame): void {
    if (place.kind !== 'member' || place.object.kind !== 'name') return;
    const before = f.env.find(place.object.name);
    if (!before?.fields || before.isList || before.path !== undefined) return;
    f.env.vars.set(place.object.name, {
      ...before,
      fields: new Map(before.fields).set(place.property, value),
    });
  }

  function rootName(place: Expression): string | undefined {
    if (place.kind === 'member' || place.kind === 'index') return rootName(place.object);
    return place.kind === 'name' ? place.name : undefined;
  }

  function classOf(f: Frame): string {
    return f.className ?? (f.fn && owners.get(f.fn)) ?? '';
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
    const owner = place.object.name.replace(/^:/, '');
    if (
      classes.has(owner) &&
      !f.env.find(owner)?.taints.length &&
      fieldTypes.has(`${owner}.${place.property}`)
    )
      return `field:${owner}.${place.property}`;
    if (place.object.name !== 'this' && place.object.name !== 'self') return undefined;
    return `field:${classOf(f)}.${place.property}`;
  }

  /** A constant of a class of this file, read through the class. */
  function constantKey(place: Extract<Expression, { kind: 'member' }>): string | undefined {
    if (place.object.kind !== 'name' || !top.find(`class:${place.object.name}`)) return undefined;
    const key = `field:${place.object.name}.${place.property}`;
    return top.places.get(key)?.literal === undefined ? undefined : key;
  }

  function assignSink(
    f: Frame,
    object: Value,
    place: Extract<Expression, { kind: 'member' }>,
    value: Value,
    node: SyntaxNode,
  ): void {
    const path = `${object.path ?? keyOf(place.object) ?? '?'}.${place.property}`;
    settles(path, place, (one) => holds(one, [{ value: place }], [value]), f);
    for (const model of models.assigns.find(path))
      if ((!model.on || model.on.test(path)) && !isSettled(place, model.kind, f))
        sink(model, value, node.parent ?? node, keyOf(place) ?? path);
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
    return settled(value, guard);
  }

  function evaluateBare(expression: Expression, f: Frame): Value {
    switch (expression.kind) {
      case 'literal':
        return literal(expression.value);
      case 'regex':
        return { taints: [], pattern: expression.source };
      case 'name':
        return name(expression, f);
      case 'member': {
        const key = keyOf(expression);
        const placed = key === undefined ? undefined : f.env.place(key);
        if (placed) return placed;
        const field = fieldKey(expression, f) ?? constantKey(expression);
        const remembered = field === undefined ? undefined : top.places.get(field);
        if (remembered) return remembered;
        const fieldType = field === undefined ? undefined : fieldTypes.get(field.slice('field:'.length));
        if (fieldType !== undefined) return ofType(fieldType, expression.node);
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
        const folded = fold(expression.operator, evaluate(expression.left, f), evaluate(expression.right, f));
        if (folded) return folded;
        return expression.operator === '%' || expression.operator === '/' ? joinPath(expression, f) : inert;
      }
      case 'not': {
        const operand = evaluate(expression.operand, f);
        return typeof operand.literal === 'boolean' ? literal(!operand.literal) : inert;
      }
      case 'typed':
        return typed(evaluate(expression.value, f), expression.type);
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
          const harmless = entry.key === undefined ? undefined : models.keys.get(entry.key);
          taints = unite(
            taints,
            harmless ? cleaned({ taints: value.taints }, harmless).taints : value.taints,
          );
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
        walks(expression.target, expression.value, f);
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
      case 'call': {
        const value = call(expression, f);
        const callee = expression.callee;
        const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
        return value.taints.length > 0 && resolvers.test(name) ? cleaned(value, ['resolved']) : value;
      }
    }
  }

  /** A value of which only the type is known. */
  function ofType(type: string, node: SyntaxNode): Value {
    if (inertType.test(type)) return inert;
    return serviceType.test(type) ? { taints: [], path: type } : typed(unknown(node), type);
  }

  function joinPath(expression: Extract<Expression, { kind: 'binary' }>, f: Frame): Value {
    const left = evaluate(expression.left, f);
    const right = evaluate(expression.right, f);
    if (expression.operator === '%' && typeof left.literal === 'string')
      return told(fillPercent(left.literal, right, expression.node), expression.node);
    if (expression.operator === '%' && !left.pieces && (!right.isList || left.taints.length === 0))
      return inert;
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
    // A variable of PHP that nothing here sets comes from the file that includes this one.
    if (/^\$[a-z]/.test(expression.name) && program.root.source.language === 'php')
      return models.parameters.some((one) => one.is !== undefined && one.names.includes(expression.name))
        ? { taints: [], path: expression.name }
        : (f.env.find('extract()') ?? unknown(expression.node, expression.name));
    const source = models.sources.find(expression.name).find((one) => !one.below);
    return source
      ? { taints: [taint(source.kind, expression.node)], path: expression.name }
      : { taints: [], path: expression.name };
  }

  function property(value: Value, key: string, node: SyntaxNode): Value {
    const field = value.fields?.get(key);
    if (field) return field;
    const isText = value.taints.some((one) => one.source === 'request' || one.source === 'dom');
    if (/^(?:length|byteLength|tmp_name)$/.test(key)) return inert;
    if (!isText && /^(?:size|status|statusCode|status_code|ok|rowcount|lastrowid)$/.test(key)) return inert;
    // The path of a parsed address has no host.
    if (key === 'pathname' && value.taints.length > 0 && value.path === undefined)
      return { taints: cleaned({ taints: value.taints }, ['redirect', 'open-url', 'url']).taints };
    const path = value.path === undefined ? undefined : `${value.path}.${key}`;
    const type = path === undefined ? undefined : fieldTypes.get(path);
    if (type !== undefined && inertType.test(type)) return inert;
    if (type !== undefined && value.taints.length > 0) return typed({ taints: value.taints }, type);
    let taints = value.taints;
    if (path !== undefined) {
      const below = models.sources.find(value.path as string).find((one) => one.below);
      const exact = models.sources.find(path).find((one) => !one.below);
      if (models.inert.find(path).length > 0) return { taints: [], path };
      const read = models.sanitizers.find(path).find((one) => one.read);
      if (read) return cleaned({ taints: value.taints, path }, read.cleans);
      if (exact) taints = unite([sourceTaint(exact, node)], taints);
      else if (below && !below.except.includes(key)) taints = unite([taint(below.kind, node)], taints);
      else if (below) taints = [];
    }
    // An object that was written out field by field holds only those fields.
    if (
      value.fields &&
      (value.path === undefined || value.closed) &&
      !value.element &&
      !value.taints.some((one) => one.source !== 'dynamic') &&
      value.fields.size > 0 &&
      !value.isList
    )
      return {
        ...(taints.length > 0 && !value.closed ? { taints } : inert),
        ...(path !== undefined && { path }),
      };
    return path === undefined ? { taints } : { taints, path };
  }

  function sourceTaint(source: { kind: SourceKind; cleans: readonly string[] }, node: SyntaxNode): Taint {
    const one = taint(source.kind, node);
    return source.cleans.length > 0 ? { ...one, cleaned: new Set(source.cleans) } : one;
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
      const fields = concatItems(values.map((one) => one.value));
      return { taints: value.taints, isList: true, ...(element && { element }), ...(fields && { fields }) };
    }
    return step(asString(value), node, 'built');
  }

  /** A string is no object with operators, whatever was put into it. */
  function asString(value: Value): Value {
    return value.pieces
      ? { ...value, taints: cleaned({ taints: value.taints }, ['nosql', 'merge']).taints }
      : value;
  }

  /** A finished statement or page that is built here; reported only when no sink for it is seen. */
  function candidate(value: Value, node: SyntaxNode): void {
    const pieces = value.pieces ?? [];
    const text = textOf(pieces);
    for (const kind of ['sql', 'html', 'redirect'] as const) {
      const isOne =
        kind === 'sql'
          ? isSqlStatement(text)
          : kind === 'html'
            ? looksLikeHtml(text)
            : /^redirect:(?!\/[^/])/.test(text);
      if (!isOne) continue;
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
    for (const model of models.tags.find(path))
      if (!model.on || model.on.test(path)) sink(model, value, expression.node, path);
    const sanitizer = models.sanitizers.find(path)[0];
    if (sanitizer) return cleaned(value, sanitizer.cleans);
    // A tag function gets the parts apart from the text: what it makes of them is its own matter.
    return /^(?:String\.raw|html|css|dedent|outdent)$/.test(path) ? value : { taints: [], path: `${path}()` };
  }

  function choice(expression: Extract<Expression, { kind: 'choice' }>, f: Frame): Value {
    const outcome = expression.test ? evaluate(expression.test, f).literal : undefined;
    const values = expression.branches.map((one, index) => {
      const inner = { ...f, env: forked(f.env) };
      if (expression.test)
        for (const [key, guard] of guardsOf(expression.test, index === 0, knownIn(f)))
          prove(inner, key, guard);
      return evaluate(one, inner);
    });
    if (typeof outcome === 'boolean' && expression.branches.length === 2)
      return values[outcome ? 0 : 1] ?? inert;
    return values.length === 0 ? inert : values.reduce((a, b) => join(a, b));
  }

  // ── Calls ────────────────────────────────────────────────────────────────────────────────────

  function call(expression: Extract<Expression, { kind: 'call' }>, f: Frame): Value {
    const callee = expression.callee;
    const receiver = callee.kind === 'member' ? evaluate(callee.object, f) : undefined;
    const called = receiver && callee.kind === 'member' ? calleeOf(callee, receiver, f) : evaluate(callee, f);
    const path = called.path ?? writtenPath(callee);
    const method =
      callee.kind === 'member'
        ? callee.property
        : callee.kind === 'name'
          ? callee.name.replace(/^:/, '')
          : '';
    const args = expression.args.map((one) => evaluate(one.value, f));
    const all = { expression, path, method, receiver, called, args, f };

    if (path === 'jsx') return jsxCall(expression, args);
    if (callee.kind === 'index')
      reach(
        { kind: 'method-name', strong: true, node: expression.node, name: keyOf(callee.object) ?? 'object' },
        evaluate(callee.key, f),
      );
    settles(path, expression.callee, (one) => holds(one, expression.args, args), f);
    const reached = sinks(all);
    handlers(all);
    callbacks(all);
    outputs(all);

    proveArguments(all);

    const source = models.sources.find(`${path}()`).find((one) => !one.below);
    if (source) {
      const isRequest = receiver?.taints.some((one) => one.source === 'request');
      const own = sourceTaint(isRequest ? { ...source, kind: 'request' } : source, expression.node);
      return { taints: [own], path: `${path}()` };
    }
    const sanitizer = models.sanitizers.find(path).find((one) => !one.on || one.on.test(path));
    if (sanitizer) {
      const given = (receiver && receiver.taints.length > 0 ? receiver : args[0]) ?? receiver ?? inert;
      const value: Value = {
        ...given,
        taints: unite(...args.map((one) => one.taints), ...(method === path ? [] : [receiver?.taints ?? []])),
      };
      return sanitizer.partly ? partly(value) : cleaned(value, sanitizer.cleans);
    }
    if (path === 'getattr' && args[0] && typeof args[1]?.literal === 'string')
      return property(args[0], args[1].literal, expression.node);
    // `new URL('/login', request.url)` stays on the host that was asked.
    if (path === 'URL' && typeof args[0]?.literal === 'string') return inert;
    // A function in another shape is still that function.
    if (method === 'promisify' || method === 'partial') return args[0] ?? inert;
    if (method === 'bind' && receiver && (receiver.closure || receiver.path !== undefined)) return receiver;
    const result = models.results
      .find(path)
      .find((one) => one.when.every((condition) => holds(condition, expression.args, args)));
    if (result !== undefined) return { taints: [], path: result.is };
    const passed = passes(all);
    if (passed) return passed;
    if (isEnum(path)) return inert;
    const parsed = schemaResult(all);
    if (parsed) return parsed;
    const instant = args[0]?.closure;
    if (instant && calledAtOnce.has(method)) return args[0]?.element ?? inert;
    if (expression.isNew) construct(all);
    const initializer = methods.get(`${path}.__init__`);
    if (initializer && !expression.isNew) callLocal(initializer, expression.args, args, f);
    const kept = contains(all) ?? collects(all);
    if (kept) return kept;
    const closure = overload(called.closure ?? localMethod(all), args.length);
    if (closure && receiver && isGetter(closure, receiver)) return gets(closure, receiver, expression.node);
    if (closure) return step(callLocal(closure, expression.args, args, f), expression.node, 'passed');
    const text = textMethod(all);
    if (text && expression.result === undefined) return text;
    if (expression.result !== undefined) {
      const container = newContainer(expression.result, args);
      if (container) return { ...container, path: expression.result };
      return made(expression.result, text ?? unknownCall(all), args, expression.node);
    }
    if (text) return text;
    if (reached) return unknown(expression.node, `${path}()`);
    return unknownCall(all);
  }

  /** The result of a call that hands on what went in. */
  function passes({ expression, path, receiver, args }: Call): Value | undefined {
    const model = models.passes.find(path).find((one) => !one.on || one.on.test(path));
    if (!model) return undefined;
    const given = model.arg.flatMap((place) => {
      const value = place === 'receiver' ? receiver : argument(place, expression.args, args);
      return value ? [value] : [];
    });
    const [first, ...others] = given;
    if (!first) return { taints: [], ...(model.is !== undefined && { path: model.is }) };
    const joined = others.length === 0 ? first : { taints: unite(...given.map((one) => one.taints)) };
    const { path: _, ...whole } = model.restores.length === 0 ? joined : { taints: joined.taints.map((one) => ({ ...one, cleaned: new Set([...one.cleaned].filter((kind) => !model.restores.includes(kind))) })) }; // prettier-ignore
    if (whole.pieces && whole.taints.length > 0) candidate(whole, expression.node);
    if (model.pattern)
      return { ...(model.is !== undefined && { path: model.is }), taints: whole.taints, ...(typeof first.literal === 'string' && { pattern: `/${first.literal}/g` }) }; // prettier-ignore
    return model.is === undefined ? whole : { ...whole, path: model.is };
  }

  /** A call that would not have returned had its argument been anything but harmless. */
  function proveArguments({ expression, path, f }: Call): void {
    for (const model of models.proves.find(path)) {
      const subject =
        model.of === 'receiver'
          ? expression.callee.kind === 'member'
            ? expression.callee.object
            : undefined
          : expression.args[model.of]?.value;
      const place = placeOf(subject);
      if (place !== undefined) prove(f, place, model.cleans);
    }
  }

  /** The object that a schema lets through: its fields, where the file shows the schema. */
  function schemaResult({ path, method, receiver, args }: Call): Value | undefined {
    const builds = models.schemas.find((one) => one.build.some((pattern) => matchesPath(pattern, path)));
    if (builds) return { taints: [], path: `${path}()`, ...(args[0]?.fields && { fields: args[0].fields }) };
    const schema = models.schemas.find(
      (one) =>
        one.parse.includes(method) &&
        receiver?.path !== undefined &&
        one.build.some((pattern) => matchesPath(`${pattern}()`, schemaRoot(receiver.path as string))),
    );
    const given = args[0];
    if (!schema || !given) return undefined;
    const whole = cleaned({ taints: given.taints }, schema.cleans);
    const fields = new Map<string, Value>();
    for (const [key, one] of receiver?.fields ?? [])
      fields.set(key, schema.inert.test(one.path ?? '') ? inert : { taints: whole.taints });
    const value: Value = { ...whole, fields };
    return { ...value, fields: new Map([...fields, ...schema.under.map((key) => [key, value] as const)]) };
  }

  /** `z.object().strict()` is still an object schema. */
  function schemaRoot(path: string): string {
    const end = path.indexOf('()');
    return end === -1 ? path : path.slice(0, end + 2);
  }

  /** A call or assignment that says what its receiver carries from here on. */
  function settles(path: string, place: Expression, isMet: (one: Condition) => boolean, f: Frame): void {
    const found = models.settles.find(path);
    if (found.length === 0) return;
    const root = chainRoot(place);
    for (const one of found)
      if (root !== undefined && one.when.every(isMet)) f.env.guards.set(`settled:${root}`, one.kinds);
  }

  /** The variable at which a chain such as `res.status(1).type('x')` begins. */
  function chainRoot(expression: Expression): string | undefined {
    if (expression.kind === 'call') return chainRoot(expression.callee);
    if (expression.kind === 'member' || expression.kind === 'index') return chainRoot(expression.object);
    return expression.kind === 'name' ? expression.name : undefined;
  }

  function isSettled(place: Expression, kind: string, f: Frame): boolean {
    const root = chainRoot(place);
    return root !== undefined && (f.env.guard(`settled:${root}`)?.includes(kind) ?? false);
  }

  /** What the call writes into its arguments, such as the groups of `preg_match`. */
  function outputs({ expression, path, args, receiver, f }: Call): void {
    for (const output of models.outputs.find(path)) {
      const to = expression.args[output.to]?.value;
      if (!to || (to.kind !== 'name' && to.kind !== 'member' && to.kind !== 'index')) continue;
      const given = output.from.map((at) => (at === 'receiver' ? receiver : args[at])?.taints ?? []);
      const own = output.kind === undefined ? [] : [taint(output.kind, expression.node)];
      const target: Target =
        to.kind === 'name'
          ? { kind: 'bind', name: to.name, node: to.node }
          : { kind: 'place', place: to, node: to.node };
      const type = args[output.to]?.path;
      const kept = type !== undefined && classes.has(type) ? { path: type } : {};
      assign(target, { taints: unite(own, ...given), ...kept }, f);
    }
  }

  /** A new object: with nothing in it that is not constant, it is harmless. */
  function made(type: string, value: Value, args: readonly Value[], node: SyntaxNode): Value {
    if (textBuilders.test(type)) {
      const first = args.find((one) => typeof one.literal !== 'number');
      const start = first ?? literal('');
      return {
        ...start,
        path: type,
        ...(start.pieces === undefined &&
          start.literal === undefined &&
          start.taints.length > 0 && { pieces: [{ value: start, node }] }),
      };
    }
    const given = unite(...args.map((one) => one.taints));
    return { ...(value.isList && value), taints: given, path: type };
  }

  /** What is put into a list or map, and what comes out. */
  function contains({ method, receiver, args, expression, f }: Call): Value | undefined {
    const found = receiver && containerCall(method, receiver, args);
    if (!found || expression.callee.kind !== 'member') return undefined;
    if (found.after) rewrite(expression.callee.object, found.after, f);
    return found.result;
  }

  /** Text that a builder collects piece by piece. */
  function collects({ method, receiver, args, expression, f, path }: Call): Value | undefined {
    const callee = expression.callee;
    if (
      path === 'fmt.Fprintf' ||
      path === 'io.WriteString' ||
      path === 'fmt.Fprint' ||
      path === 'fmt.Fprintln'
    ) {
      const to = args[0];
      if (!to || !textBuilders.test(to.path ?? '') || !expression.args[0]) return undefined;
      const parts = [to, ...args.slice(1)].map((value) => ({ value, node: expression.node }));
      rewrite(expression.args[0].value, { ...build(parts, expression.node), path: to.path as string }, f);
      return inert;
    }
    if (!receiver || callee.kind !== 'member' || !textBuilders.test(receiver.path ?? '')) return undefined;
    const own = { value: receiver, node: callee.object.node };
    const added = (args.length > 1 && method === 'insert' ? args.slice(1) : args.slice(0, 1)).map((value) => ({ value, node: expression.args[0]?.value.node ?? expression.node })); // prettier-ignore
    let after: Value;
    if (appends.has(method)) after = build([own, ...added], expression.node);
    else if (method === 'insert') after = build([...added, own], expression.node);
    else if (method === 'setLength' || method === 'Reset') after = literal('');
    else if (method === 'replace' || method === 'reverse' || method === 'deleteCharAt' || method === 'delete')
      return receiver;
    else if (method === 'toString' || method === 'String') {
      if (receiver.pieces && receiver.taints.length > 0) candidate(receiver, expression.node);
      const { path: _, ...text } = receiver;
      return step(text, expression.node, 'built');
    } else return undefined;
    const value: Value = { ...after, path: receiver.path as string };
    rewrite(callee.object, value, f);
    return value;
  }

  /** Writes a changed value back to the variable or field that a chain of calls began with. */
  function rewrite(place: Expression, value: Value, f: Frame): void {
    let root = place;
    while (root.kind === 'call' && root.callee.kind === 'member') root = root.callee.object;
    if (root.kind === 'typed') root = root.value;
    if (root.kind === 'name') {
      if (f.env.find(root.name)) f.env.write(root.name, value);
    } else if (root.kind === 'member') {
      const key = keyOf(root);
      if (key !== undefined) f.env.writePlace(key, value);
      remember(root, value, f);
    }
  }

  function overload(closure: Closure | undefined, count: number): Closure | undefined {
    if (!closure || closure.fn.className === undefined || closure.fn.parameters.length === count)
      return closure;
    return methods.get(`${closure.fn.className}.${closure.fn.name}/${count}`) ?? closure;
  }

  /** A method without arguments of an object that came in from outside. */
  function isGetter(closure: Closure, receiver: Value): boolean {
    return (
      closure.fn.parameters.length === 0 &&
      classes.has(closure.fn.className ?? '') &&
      receiver.taints.some((one) => one.source !== 'dynamic')
    );
  }

  function gets(closure: Closure, receiver: Value, node: SyntaxNode): Value {
    const type = closure.fn.returnType;
    const value = step({ taints: receiver.taints }, node, 'passed');
    return type === undefined ? value : typed(value, type);
  }

  /** The path that a callee is written as, calls in between included. */
  function writtenPath(callee: Expression): string {
    if (callee.kind === 'name') return callee.name;
    if (callee.kind === 'member') return `${writtenPath(callee.object)}.${callee.property}`;
    return callee.kind === 'call' ? `${writtenPath(callee.callee)}()` : '';
  }

  /** An element of unknown path goes by the name of its variable, unless that names a source. */
  function named(value: Value, target: Target): Value {
    if (value.path !== undefined || target.kind !== 'bind' || value.literal !== undefined) return value;
    if (value.isList || value.fields || models.sources.find(target.name).length > 0) return value;
    return { ...value, path: target.name };
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
    return className === undefined || method === '' ? undefined : methods.get(`${className}.${method}`);
  }

  /** Runs the constructor of a class of this file, for what it writes into fields. */
  function construct({ expression, path, args, f }: Call): void {
    const own = path.slice(path.lastIndexOf('.') + 1);
    const constructor = ['__construct', 'constructor', 'initialize', own]
      .map((name) => methods.get(`${path}.${name}`))
      .find((one) => one !== undefined);
    if (constructor) callLocal(constructor, expression.args, args, f);
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
        else if (one.name === '**')
          parameters.forEach((parameter, position) => {
            const name = nameOf(parameter);
            if (position >= offset && name !== undefined)
              args[position] ??=
                value.fields?.get(name) ?? (parameter.rest ? value : elementOf(value, undefined));
          });
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
        const own = models.sources.find(`${path}(#${at})`)[0];
        if (own) return { taints: [sourceTaint(own, parameter.target.node)] };
        if (at === 0 && receiver && withReceiver.has(method) && receiver.taints.length > 0) return receiver;
        if (at === 0 && receiver && eachElement.has(method) && receiver.taints.length > 0)
          return named(elementOf(receiver, expression), parameter.target);
        if (modelled.taints.length === 0 && modelled.path !== undefined) return modelled;
        if (receiver && eachElement.has(method))
          return at === 0 ? named(elementOf(receiver, expression), parameter.target) : inert;
        if (receiver && withReceiver.has(method)) return at === 0 ? receiver : inert;
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
          ...handler.fields.flatMap((key) => value.fields?.get(key) ?? []),
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
    if (percentFormats.test(path) || method === 'formatted')
      return percent(expression, receiver, args, method);
    if (path === 'MessageFormat.format' && first) {
      const given = args.slice(1).map((value) => ({ value, node: expression.node }));
      return told(formatBraces(first, given, expression.node), expression.node);
    }
    if (path === 'append' && first) return appended(expression, args);
    if (method === 'collect' && receiver && first?.path?.endsWith('joining()'))
      return joins(expression, { ...receiver, isList: true }, []);
    if (path === 'String.join' || path === 'strings.Join') return listJoin(expression, args, path);
    if (method === 'join' && receiver && !isPathJoin) return joins(expression, receiver, args);
    if (method === 'charAt' && typeof receiver?.literal === 'string' && typeof first?.literal === 'number')
      return literal(receiver.literal.charAt(first.literal));
    if (method === 'format' && receiver && (receiver.literal !== undefined || receiver.pieces))
      return formats(expression, receiver, args);
    if (method === 'format_map' && receiver && (receiver.literal !== undefined || receiver.pieces))
      return formats(expression, receiver, args);
    if ((method === 'substitute' || method === 'safe_substitute') && typeof receiver?.literal === 'string') {
      const named = expression.args.flatMap((one, at) => (one.name === undefined ? [] : [[one.name, args[at] ?? inert] as const])); // prettier-ignore
      const rest = args.find(
        (_, at) => expression.args[at]?.name === undefined || expression.args[at]?.spread,
      );
      return told(fillDollar(receiver.literal, new Map(named), rest, expression.node), expression.node);
    }
    const typeGiven = args[expression.args.findIndex((one) => one.name === 'type')]?.path;
    if (typeGiven !== undefined && inertType.test(typeGiven)) return inert;
    if (method === 'map' && !receiver && args[1] && first) return maps(expression, first, args[1], f);
    if (method === 'pop' && receiver?.isList && receiver.fields && expression.callee.kind === 'member')
      return popped(expression.callee.object, receiver, args, f);
    if (lookups.has(method) && receiver && receiver.taints.length === 0)
      return lookedUp(expression, receiver, args);
    const template = args[0]?.literal;
    if (
      /^(?:util\.)?(?:format|sprintf|vsprintf)$|sprintf-js/.test(path) &&
      typeof template === 'string' &&
      /%[sdifjoOv]/.test(template)
    )
      return percents(expression, template, args.slice(1));
    if (
      (method === 'replace' || method === 'replaceFirst' || method === 'replaceAll' || method === 'sub') &&
      receiver
    )
      return replaces(expression, receiver, args, method);
    if (adders.has(method) && receiver && expression.callee.kind === 'member')
      adds(expression.callee.object, receiver, args, f);
    if (receiver && eachElement.has(method) && method !== 'filter' && first?.closure)
      return {
        taints: first.element?.taints ?? receiver.taints,
        isList: true,
        ...(first.element && { element: first.element }),
      };
    if (receiver && method === 'filter' && first) {
      const guard = first.closure
        ? predicateGuard(first.closure.fn, knownIn(f))
        : isTypeCheck((first.path ?? '').replace(/^.*\./, ''))
          ? ['*']
          : undefined;
      if (guard) return settled(receiver, guard);
    }
    if (receiver && method === 'map' && first && !first.closure && first.path !== undefined) {
      const made = models.sanitizers
        .find(first.path)
        .find((one) => !one.on || one.on.test(first.path as string));
      if (made && !made.partly) return cleaned(receiver, made.cleans);
    }
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
        ? /^(?:resolve|resolveSibling|concat)$/.test(method)
          ? [receiver, ...args]
          : [receiver]
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

  /** What is found under a key that someone else chose: what the container holds, and never the key. */
  function lookedUp(
    expression: Extract<Expression, { kind: 'call' }>,
    receiver: Value,
    args: readonly Value[],
  ): Value | undefined {
    const fallback = args[1] ?? inert;
    if (!receiver.fields || receiver.isList)
      return receiver.path === undefined
        ? undefined
        : join(unknown(expression.node, `${receiver.path}.get()`), fallback);
    const key = args[0]?.literal;
    const field = typeof key === 'string' ? receiver.fields.get(key) : undefined;
    return join(field ?? elementOf({ ...receiver, taints: [] }, undefined), fallback);
  }

  /** An item taken out of a list that is known item by item. */
  function popped(place: Expression, receiver: Value, args: readonly Value[], f: Frame): Value {
    const items = [...(receiver.fields?.values() ?? [])];
    const at = args.length === 0 ? items.length - 1 : args[0]?.literal;
    if (typeof at !== 'number' || items.length === 0) return elementOf(receiver, undefined);
    const rest = items.toSpliced(at, 1);
    const element = rest.reduce<Value>((a, b) => join(a, b), rest[0] ?? inert);
    const fields = new Map(rest.map((one, index) => [String(index), one]));
    rewrite(place, { taints: unite(...rest.map((one) => one.taints)), isList: true, element, fields }, f);
    return items[at] ?? inert;
  }

  /** `map(function, list)` */
  function maps(expression: Extract<Expression, { kind: 'call' }>, by: Value, list: Value, f: Frame): Value {
    const item = elementOf(list, expression.args[1]?.value);
    const path = by.path ?? '';
    const sanitizer = models.sanitizers.find(path)[0];
    let element = item;
    if (sanitizer) element = sanitizer.partly ? partly(item) : cleaned(item, sanitizer.cleans);
    else if (inertResults.has(path.slice(path.lastIndexOf('.') + 1))) element = inert;
    else if (by.closure) element = run(by.closure, [item], f.depth + 1);
    return { taints: element.taints, isList: true, element };
  }

  function percent(
    expression: Extract<Expression, { kind: 'call' }>,
    receiver: Value | undefined,
    args: readonly Value[],
    method: string,
  ): Value {
    const parts = args.map((value, index) => ({ value, node: expression.args[index]?.value.node ?? expression.node })); // prettier-ignore
    // `String.format(Locale.ROOT, format, …)` names a locale first.
    const at = method === 'formatted' ? -1 : /locale/i.test(args[0]?.path ?? '') ? 1 : 0;
    const format = at === -1 ? receiver : args[at];
    return format
      ? told(formatPercent(format, parts.slice(at + 1), expression.node), expression.node)
      : inert;
  }

  /** A string put together by a call, reported where it is a statement or a page. */
  function told(value: Value, node: SyntaxNode): Value {
    if (value.pieces && value.taints.length > 0) candidate(value, node);
    return step(value, node, 'built');
  }

  /** Go's `append(list, items...)`. */
  function appended(expression: Extract<Expression, { kind: 'call' }>, args: readonly Value[]): Value {
    const items = args.flatMap((one, index): Value[] => {
      if (index > 0 && !expression.args[index]?.spread) return [one];
      if (one.element) return [one.element];
      return one.taints.length > 0 ? [{ taints: one.taints }] : [];
    });
    const element = items.reduce<Value | undefined>((all, one) => (all ? join(all, one) : one), undefined);
    return { taints: element?.taints ?? [], isList: true, ...(element && { element }) };
  }

  /** `String.join(", ", list)` in Java, `strings.Join(list, ", ")` in Go. */
  function listJoin(
    expression: Extract<Expression, { kind: 'call' }>,
    args: readonly Value[],
    path: string,
  ): Value {
    const given = path === 'String.join' ? args.slice(1) : args.slice(0, 1);
    const items = given.flatMap((one) => (one.isList || one.element ? [one.element ?? inert] : [one]));
    const parts = items.filter((one) => one.taints.length > 0);
    if (parts.length === 0) return items[0]?.literal === undefined ? inert : literal(items[0].literal);
    const separator = literal(String((path === 'String.join' ? args[0] : args[1])?.literal ?? ' '));
    return build(
      [...parts, ...(parts.length > 1 ? [separator] : [])].map((value) => ({ value, node: expression.node })),
      expression.node,
    );
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
    const separator = isSeparator ? receiver : typeof args[0]?.literal === 'string' ? args[0] : literal(',');
    const whole = list.isList ? joinItems(list, separator, expression.node) : undefined;
    if (whole && whole.taints.length > 0) return told(whole, expression.node);
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

  /** `format('… %s', value)` */
  function percents(
    expression: Extract<Expression, { kind: 'call' }>,
    template: string,
    values: readonly Value[],
  ): Value {
    let index = 0;
    const parts = template.split(/(%[sdifjoOv])/).map((part) => ({
      value: /^%[sjoOv]$/.test(part)
        ? (values[index++] ?? inert)
        : /^%[dif]$/.test(part)
          ? (index++, inert)
          : literal(part),
      node: expression.node,
    }));
    const value = build(parts, expression.node);
    if (value.pieces && value.taints.length > 0) candidate(value, expression.node);
    return step(asString(value), expression.node, 'built');
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
        : args[0]?.pattern !== undefined
          ? args[0].pattern
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
    const text = source ?? String(args[0]?.literal ?? '');
    const filled = args[isSub ? 1 : 1];
    if (source === undefined && filled && filled.taints.some((one) => one.source !== 'dynamic') && !isSub)
      return told(fillMark(subject, args[0]?.literal, filled, expression.node), expression.node);
    if (subject.taints.length === 0)
      return subject.literal === undefined && !subject.pieces
        ? inert
        : { taints: unite(...args.map((one) => one.taints)) };
    const kept: Value = { taints: subject.taints };
    const withNew =
      args[1] && args[1].taints.length > 0 ? { taints: unite(kept.taints, args[1].taints) } : kept;
    return replaced(withNew, text, method, source !== undefined);
  }

  /** What the removal of a text or of some characters is worth. */
  function replaced(value: Value, text: string, method: string, isPattern: boolean): Value {
    if (/[\r\n]|\\[rn]/.test(text)) return cleaned(value, ['log', 'header', 'mail']);
    // A replacement of dangerous characters is an attempt to clean; any other leaves the value as it is.
    if (
      !/['"<>&;|$`\\]|\.\.|\/\/|^\/$|script/.test(
        text.replace(/^\/|\/\w*$/g, '').replace(/\\([/\w])/g, '$1'),
      ) &&
      !/\[[^\]]*\\?\//.test(text)
    )
      return value;
    const flags = isPattern ? text.slice(text.lastIndexOf('/') + 1) : '';
    if (method === 'replaceFirst' && !flags.includes('g')) return incomplete(value);
    const body = isPattern ? text.slice(1, text.lastIndexOf('/')) : text;
    const set =
      /^\[(?!\^)((?:\\.|[^\]\\])*)\]\+?$/.exec(body)?.[1] ??
      (/^(?:\\?.|\(?(?:\\?.\|)+\\?.\)?)$/s.test(body) ? body : undefined);
    const removed = new Set(set?.replace(/\\(.)/gs, '$1') ?? []);
    if (/^\\?\.\\?\.$/.test(body)) return cleaned(partly(value), ['path', 'archive', 'path-join']);
    if (removed.size === 0)
      return /\.\.|script|^<\w|on\w/.test(body.replace(/\\/g, '')) ? incomplete(value) : partly(value);
    const kinds = [...removed].flatMap((one) => (harmlessWithout[one] ? [harmlessWithout[one]] : []));
    if (removed.has('*') && removed.has('(')) kinds.push('regex');
    return partly(cleaned(value, kinds));
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
    if (receiver.path === 'text-buffer') {
      const first = args[0] ?? inert;
      const before = receiver.literal === undefined && !receiver.pieces ? literal('') : receiver;
      Object.assign(value, build([before, first].map((one) => ({ value: one, node: target.node })), target.node)); // prettier-ignore
      if (value.pieces) delete value.literal;
    } else if (isFile.test(receiver.path ?? '')) return;
    if (value.isList && value.fields && args.length === 1 && value.fields.size < 30)
      value.fields = new Map([...value.fields, [String(value.fields.size), added]]);
    const key = keyOf(target);
    if (target.kind === 'name') {
      // `$list[] = x` makes the list.
      if (f.env.find(target.name) || target.name.startsWith('$')) f.env.write(target.name, value);
    } else if (key !== undefined) {
      f.env.writePlace(key, value);
      remember(target, value, f);
    }
  }

  function unknownCall({ expression, path, method, called, args }: Call): Value {
    const given = unite(...args.map((one) => one.taints));
    const isPartly = looksLikeSanitizer.test(method);
    const functions = args.filter((one) => one.closure);
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
      // A wrapper around one function is called as that function is.
      ...(functions.length === 1 && functions[0]?.closure && { closure: functions[0].closure }),
    };
  }

  // ── Sinks ────────────────────────────────────────────────────────────────────────────────────

  /** Tells whether the call is a sink of any kind, and reports what reaches it. */
  /** What is only logged is no statement. */
  function unbuilt(node: SyntaxNode): void {
    for (const kind of ['sql', 'html']) hits.delete(`build:${kind}:${node.start}`);
  }

  function sinks({ expression, path, args, receiver, f }: Call): boolean {
    let found = false;
    const isClass = /(?:^|\.)[A-Z]\w*[a-z]\w*$/.test(path);
    for (const model of [...models.calls.find(path), ...(isClass ? models.calls.find('new') : [])]) {
      if (model.on && !model.on.test(path)) continue;
      if (!model.when.every((one) => holds(one, expression.args, args))) continue;
      if (isSettled(expression.callee, model.kind, f)) continue;
      const [first] = expression.args;
      if (first?.value.kind === 'name' && isSettled(first.value, model.kind, f)) continue;
      // `Paths.get(x).getFileName()` opens nothing.
      const next = expression.node.source.text.slice(expression.node.end, expression.node.end + 13);
      if (model.kind === 'path-join' && /^\.(?:getFileName|getName)\(/.test(next)) continue;
      if (model.kind === 'log') for (const one of expression.args) unbuilt(one.value.node);
      found ||= !carrying.has(model.kind);
      for (const place of model.arg) {
        const value =
          place === 'receiver'
            ? receiver
            : typeof place === 'string' && place.endsWith('*') && model.kind === 'argv'
              ? argumentList(expression.args, args, Number(place.slice(0, -1)))
              : argument(place, expression.args, args);
        if (value) sink(model, value, expression.node, labelOf(expression.callee) ?? path);
      }
    }
    return found;
  }

  /** The callee as the file writes it, where that is short. */
  function labelOf(callee: Expression): string | undefined {
    const key = keyOf(callee);
    const written = callee.kind === 'name' ? callee.name : callee.node.text;
    return key?.startsWith('this.') && /^[\w.]{1,60}$/.test(written) ? written : key;
  }

  /** All arguments from one on as one list; a spread list gives its items. */
  function argumentList(given: readonly Argument[], values: readonly Value[], from: number): Value {
    const items = values.flatMap((one, index) =>
      index < from
        ? []
        : given[index]?.spread || (one.isList && one.fields)
          ? [...(one.fields?.values() ?? [one.element ?? one])]
          : [one],
    );
    return {
      taints: unite(...items.map((one) => one.taints)),
      isList: true,
      fields: new Map(items.map((one, index) => [String(index), one])),
    };
  }

  /** What a shell reads among a program's arguments: `sh -c <text>`. */
  function scriptOf(list: Value): Value | undefined {
    const program = list.fields?.get('0')?.literal;
    const option = list.fields?.get('1')?.literal;
    if (typeof program !== 'string' || typeof option !== 'string') return undefined;
    const isShell = /(?:^|[\\/])(?:(?:ba|da|z|k|a)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/i.test(
      program,
    );
    return isShell && /^(?:-\w*c|\/[ck]|-command)$/i.test(option) ? list.fields?.get('2') : undefined;
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
    const splat = at === -1 ? given.findIndex((one) => one.name === '**') : -1;
    const value = splat === -1 ? values[at] : values[splat]?.fields?.get(head);
    return dot === -1
      ? value
      : place
          .slice(dot + 1)
          .split('.')
          .reduce<Value | undefined>((one, key) => one?.fields?.get(key), value);
  }

  function holds(condition: Condition, given: readonly Argument[], values: readonly Value[]): boolean {
    const value = argument(condition.arg, given, values);
    if (condition.absent) return value === undefined;
    if (condition.path) return condition.path.test(value?.path ?? '');
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
    const isOutside = value.taints.some((one) => one.source === 'request' || one.source === 'dom');
    if (model.text === 'graphql' && !(value.pieces && /\{[\s\S]*[({]/.test(text ?? ''))) return;
    if (model.text === 'outside' && !isOutside && !value.pieces) return;
    if (model.text === 'html' && !(text === undefined ? isOutside : looksLikeHtml(text))) return;
    if (model.text === 'markup' && !(text !== undefined && looksLikeHtml(text))) return;
    // An object that is written out is no text.
    if (value.fields && !value.isList && !value.pieces && textual.has(model.kind)) return;
    if (model.kind === 'view-options' && value.fields && value.fields.size > 0) return;
    const script = model.kind === 'argv' && value.isList ? scriptOf(value) : undefined;
    if (script) return reach({ kind: 'shell', strong: model.strong, node, name: label }, script);
    const program = model.kind === 'argv' && value.isList ? value.fields?.get('0') : undefined;
    // Which program runs is for nobody outside to say.
    const outside = program?.taints.filter((one) => /^(?:request|model|network)$/.test(one.source)) ?? [];
    if (outside.length > 0)
      reach({ kind: 'shell', strong: model.strong, node, name: label }, { taints: outside });
    // A list of arguments reaches no shell; only its program name would be the attacker's choice.
    const kind = model.kind === 'argv' && value.isList ? 'argv-list' : model.kind;
    reach({ kind, strong: model.strong, node, name: label }, value);
  }

  function waysOf(given: string, value: Value): Way[] {
    // What opts out of escaping takes HTML as well.
    const kind = given === 'html-raw' ? 'html' : given;
    const ways: Way[] = [];
    const pieces = piecesOf(value, value.builtAt ?? program.root);
    pieces.forEach((piece, index) => {
      if (typeof piece === 'string' || !isTainted(piece.value, kind)) return;
      const position = positionOf(kind, pieces, index);
      const isQuoted = standsInQuotes(pieces, index);
      for (const one of piece.value.taints)
        if (
          !one.cleaned.has(kind) &&
          !one.cleaned.has('*') &&
          !(position === 'whole' && one.cleaned.has(`${kind}-whole`)) &&
          !(isQuoted && one.cleaned.has(`${kind}-quoted`))
        )
          ways.push({ taint: one, position });
    });
    return ways;
  }

  function reach(at: { kind: string; strong: boolean; node: SyntaxNode; name: string }, value: Value): void {
    const ways = waysOf(at.kind, value);
    if (ways.length === 0) return;
    const built = value.pieces !== undefined && value.pieces.some((one) => typeof one === 'string');
    note({
      ...at,
      place: 'sink',
      ways,
      built,
      ...(value.builtAt && { builtAt: value.builtAt }),
      ...(value.builtAlso && { builtAlso: value.builtAlso }),
    });
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
