// Follows statements in order: branches, loops, returns, and what conditions prove.
import { assign } from './assignments.ts';
import { applyGuard, branch, forked, loop, meet, switches } from './branches.ts';
import { Env, keyOf } from '../env.ts';
import { derivedBy } from '../texts/derived-places.ts';
import { evaluate } from './expressions.ts';
import { noteFormFields } from '../inputs/form-fields.ts';
import { pathOf, register } from './functions.ts';
import { keepAnswers, keepCondition } from '../proofs/kept-conditions.ts';
import type { Expression, FunctionShape, Statement } from '../ir.ts';
import { keptByConstructor } from '../inputs/made-records.ts';
import type { Condition, SinkModel } from '../models.ts';
import { hasPlainHeaders, isFlask, returnsJson, unbuiltFor } from '../sinks/plain-answers.ts';
import { looksLikeHtml, textOf } from '../texts/positions.ts';
import { property } from './properties.ts';
import { reach } from '../sinks/sinks.ts';
import { settle, settledOf } from '../proofs/settled.ts';
import type { Frame, State } from '../state.ts';
import { asserted, assertedWithin, checkedBy, isLetThrough } from '../proofs/validation.ts';
import { type Value, bounded, join, step } from '../value.ts';

/** Follows statements; true when the end is never reached. */
export function block(a: State, statements: readonly Statement[], f: Frame): boolean {
  for (const one of statements)
    if (one.kind === 'function') f.env.vars.set(one.fn.name ?? '', register(a, one.fn, f.env, f.fn));
  // What stands after a return in the same block is read too: it is there to be run after the next edit.
  let exits = false;
  for (const one of statements) if (statement(a, one, f)) exits = true;
  return exits;
}

function statement(a: State, one: Statement, f: Frame): boolean {
  switch (one.kind) {
    case 'expression':
      evaluate(a, one.value, f);
      asserted(a, one.value, f);
      return isAbort(one.value);
    case 'assign': {
      const value = provenFields(a, one, evaluate(a, one.value, f), f);
      assertedWithin(a, one.value, f);
      assign(a, one.target, bounded(step(value, one.node, 'assigned')), f);
      for (const [name, place] of derivedBy(one.target, one.value)) f.derived.set(name, place);
      if (one.target.kind === 'fields') keepAnswers(f, one.target, one.value, one.node);
      if (one.target.kind !== 'bind') return false;
      keepCondition(f, one.target.name, one.value, one.node);
      // `PrintWriter out = response.getWriter()` writes what the response was made.
      const settled = settledOf(a, one.value, f);
      if (settled) settle(a, f, one.target.name, settled);
      return false;
    }
    case 'global':
      f.env.declareGlobal(one.names);
      return false;
    case 'block':
      return block(a, one.body, f);
    case 'if':
      return branch(a, one.test, one.consequent, one.otherwise, f);
    case 'loop':
      return loop(a, one, f);
    case 'switch':
      return switches(a, one, f);
    case 'return':
      if (one.value) followReturn(a, one.value, f);
      return true;
    case 'exit':
      if (one.value) evaluate(a, one.value, f);
      if (one.jump) f.jumps?.push(forked(a, f.env));
      return true;
    case 'try': {
      const before = forked(a, f.env);
      const exits = block(a, one.body, f);
      const after = forked(a, f.env);
      let all = exits;
      for (const handler of one.handlers) {
        const env = forked(a, before);
        meet(a, env, env, after);
        const inner = { ...f, env };
        if (handler.target) assign(a, handler.target, { taints: [], path: 'error' }, inner, true);
        const handlerExits = block(a, handler.body, inner);
        f.returned = inner.returned ?? f.returned;
        if (!handlerExits) {
          if (all) f.env.become(env);
          else meet(a, f.env, f.env, env);
          all = false;
        }
      }
      return (
        block(a, one.after, f) || (all && one.handlers.length > 0) || (exits && one.handlers.length === 0)
      );
    }
    case 'function':
      return false;
    case 'class': {
      if (one.fields && one.name !== undefined) {
        a.classes.add(one.name);
        for (const field of one.fields)
          a.fieldTypes.set(`${one.name}.${field.name}`, isLetThrough(a, field.check, f) ? 'int' : field.type);
      }
      const parts = one.components ?? (one.fields && keptByConstructor(one.members, one.node));
      if (parts && one.name !== undefined) a.components.set(one.name, parts);
      for (const field of one.numbers ?? []) a.fieldTypes.set(`${one.name ?? ''}.${field}`, 'int');
      const bases = one.bases
        .map((base) => evaluate(a, base, f).path ?? keyOf(base) ?? '')
        .filter((path) => path !== '');
      const decorators = one.decorators.map((each) => `@${(pathOf(a, each) ?? '').replace(/\(\)$/, '')}`);
      if (one.name !== undefined) {
        a.classNames.add(one.name);
        a.top.vars.set(`class:${one.name}`, {
          taints: [],
          path: [...bases, ...decorators].join('|'),
        });
        f.env.vars.set(one.name, { taints: [], path: one.name });
      }
      noteFormFields(a, bases, one.members);
      const env = new Env(f.env);
      for (const base of bases.slice(0, 1)) env.vars.set('super', { taints: [], path: base });
      const inner: Frame = {
        ...f,
        env,
        ...(one.name !== undefined && { className: one.name }),
      };
      for (const member of one.members) {
        if (member.kind === 'function') {
          register(a, member.fn, env, f.fn);
          if (a.isScript) runDecorators(a, member.fn, inner);
          if (a.isScript && one.name !== undefined) noteKept(a, one.name, member.fn);
          if (one.fields)
            for (const field of checkedBy(a, member.fn, inner))
              a.fieldTypes.set(`${one.name}.${field}`, 'int');
        } else {
          statement(a, member, inner);
          if (member.kind === 'assign' && member.target.kind === 'bind')
            shareConstant(a, one.name, member.target.name, env);
        }
      }
      return false;
    }
    case 'import':
      for (const { local, path } of one.bindings) f.env.vars.set(local, { taints: [], path });
      return false;
  }
}

/** Decorators that are handed functions, as in `@UseInterceptors(FileInterceptor('file', { storage: diskStorage({ filename: (…) => … }) }))`. */
function runDecorators(a: State, { decorators, ownDecorators }: FunctionShape, f: Frame): void {
  for (const one of decorators.slice(0, ownDecorators))
    if (one.kind === 'call' && /=>|\bfunction\b/.test(one.node.text)) evaluate(a, one, f);
}

/** What was proved of the fields that are taken out of a place: `if (!fits(query)) return; const { sort } = query`. */
function provenFields(
  a: State,
  { target, value: taken }: Extract<Statement, { kind: 'assign' }>,
  value: Value,
  f: Frame,
): Value {
  const place = target.kind === 'fields' ? keyOf(taken) : undefined;
  if (target.kind !== 'fields' || place === undefined) return value;
  const proven = target.entries.flatMap(({ key }) => {
    const guard = key === undefined ? undefined : f.env.guard(`${place}.${key}`);
    return key !== undefined && guard
      ? [[key, applyGuard(property(a, value, key, taken.node), guard)] as const]
      : [];
  });
  return proven.length > 0 ? { ...value, fields: new Map([...(value.fields ?? []), ...proven]) } : value;
}

/** `constructor(private readonly storage: Storage)`: the methods of which class `this.storage` has. */
function noteKept(a: State, className: string, fn: FunctionShape): void {
  if (fn.name !== 'constructor') return;
  for (const { target, type } of fn.parameters)
    if (target.kind === 'bind' && type !== undefined && keeps.test(target.node.parent?.text ?? ''))
      a.keptTypes.set(`${className}.${target.name}`, type);
}

const keeps = /^(?:@\w{1,60}(?:\([^()]{0,200}\))?\s{1,20})?(?:private|protected|public|readonly)\b/;

/** A constant of a class is seen by its methods through the instance. */
function shareConstant(a: State, className: string | undefined, name: string, env: Env): void {
  const value = env.vars.get(name);
  if (className !== undefined && value?.literal !== undefined && value.literal !== null)
    a.top.places.set(`field:${className}.${name}`, value);
}

function isAbort(value: Expression): boolean {
  if (value.kind !== 'call') return false;
  const name = keyOf(value.callee);
  return (
    name !== undefined &&
    /^(?:(?:flask|bottle|quart|context)\.abort|parser\.error|ctx\.(?:fail|exit|abort)|abort|exit|die|sys\.exit|os\._exit|process\.exit|notFound|redirect|ctx\.throw|fail|pytest\.fail|panic|log\.Fatal\w*|os\.Exit|System\.exit|Environment\.Exit|exitProcess|wp_die|wp_send_json_error)$/.test(
      name,
    )
  );
}

function followReturn(a: State, expression: Expression, f: Frame): void {
  const value = step(evaluate(a, expression, f), expression.node, 'returned');
  if (saysPlain(a, f) || hasPlainHeaders(value)) unbuiltFor(a, value);
  else if (f.returns !== undefined) responseSink(a, f.returns, value, expression);
  returnsJson(a, f.fn, value);
  if (value.fields) for (const model of a.models.returns) returnSink(a, model, value, expression);
  f.returned = f.returned ? join(f.returned, value) : value;
}

/** In Sinatra a call of its own says what is answered: `content_type :json`. */
function saysPlain(a: State, f: Frame): boolean {
  return a.hasSettled && f.returns === 'html' && (f.env.guard('settled:content_type') ?? []).includes('html');
}

function returnSink(a: State, model: SinkModel, value: Value, expression: Expression): void {
  const at = (key: string): Value | undefined =>
    key.split('.').reduce<Value | undefined>((one, name) => one?.fields?.get(name), value);
  const isMet = ({ arg, matches, absent }: Condition): boolean => {
    const found = at(String(arg));
    if (absent) return found === undefined;
    return matches ? typeof found?.literal === 'string' && matches.test(found.literal) : found !== undefined;
  };
  if (!model.when.every(isMet)) return;
  for (const key of model.returns ?? []) {
    const found = at(key);
    if (found && !(found.fields && !found.isList))
      reach(
        a,
        {
          kind: model.kind,
          strong: model.strong,
          node: expression.node,
          name: key.replace(/^\d+\./, ''),
        },
        found,
      );
  }
}

/** A handler's return value is a page only when it was built as one. */
function responseSink(a: State, kind: string, value: Value, expression: Expression): void {
  if (kind === 'redirect-object') {
    const to = value.fields?.get('url');
    if (to) reach(a, { kind: 'redirect', strong: true, node: expression.node, name: 'url' }, to);
    return;
  }
  const { kind: written } = expression.node;
  // Flask makes JSON of a list, and takes the first of several for the body.
  if (kind === 'html' && written === 'list' && isFlask(a.program.root.source)) return;
  const first = /^(?:tuple|expression_list)$/.test(written) ? value.fields?.get('0') : undefined;
  const body = first ?? (value.isList && value.element ? value.element : value);
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
    ((expression.kind === 'call' && !isTextCall(expression.callee)) ||
      body.fields ||
      expression.kind === 'object')
  )
    return;
  reach(
    a,
    {
      kind,
      strong: body.pieces !== undefined,
      node: expression.node,
      name: 'return',
    },
    body,
  );
}

/** A callee whose result is text for certain: a method of strings, or a look-up among parameters. */
function isTextCall(callee: Expression): boolean {
  if (callee.kind !== 'member') return false;
  if (/^(?:markdown2?|mistune|commonmark|misaka)\.\w{1,20}$/.test(keyOf(callee) ?? '')) return true;
  return callee.property === 'get'
    ? /(?:^|\.)(?:args|form|values|cookies|headers)$/.test(keyOf(callee.object) ?? '')
    : /^(?:strip|lower|upper|title|capitalize|replace)$/.test(callee.property);
}

/** Text put together without any markup, such as `"Hello " + name`: the browser still reads it as HTML. */
function isBare(value: Value): boolean {
  return value.pieces !== undefined && value.pieces.length <= 4;
}
