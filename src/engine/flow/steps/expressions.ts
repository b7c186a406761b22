// Says what is known of the value of an expression.
import type { SyntaxNode } from '../../syntax/tree.ts';
import {
  assign,
  classOf,
  constantKey,
  fieldKey,
  innerKey,
  methodOf,
  rememberFields,
  typed,
} from './assignments.ts';
import { applyGuard, forked, prove } from './branches.ts';
import { joinsOnly, resolvers } from '../calls/builtins.ts';
import { callLocal, isProperty, ownRecord, recordProperty, runDescribedHandlers } from '../calls/callees.ts';
import { call } from '../calls/calls.ts';
import { fold } from '../calls/containers.ts';
import { withSchema } from './elsewhere.ts';
import { asParameters } from '../inputs/encoded-parameters.ts';
import { Env, keyOf } from '../env.ts';
import { register } from './functions.ts';
import { guardsOf } from '../proofs/guards.ts';
import type { Expression } from '../ir.ts';
import type { Condition } from '../models.ts';
import { factsOf } from '../path-facts.ts';
import { isOutline, isSqlStatement, looksLikeHtml, textOf } from '../texts/positions.ts';
import { elementOf, nameValue, ofType, property } from './properties.ts';
import { getterKey } from '../proofs/proved.ts';
import { addressesIn } from '../sinks/raw-texts.ts';
import { note, reach, sink } from '../sinks/sinks.ts';
import { isSqlConditionFor } from '../sinks/sql-conditions.ts';
import { type Frame, OutOfSteps, type State, maxSteps } from '../state.ts';
import { builtText } from '../texts/text-methods.ts';
import { concatItems, fillPercent } from '../texts/text-templates.ts';
import { assertedWithin, knownIn } from '../proofs/validation.ts';
import {
  type Taint,
  type Value,
  build,
  cleaned,
  inert,
  join,
  literal,
  mapTaints,
  step,
  unite,
  unknown,
  unresolved,
} from '../value.ts';
import { waysOf } from '../sinks/ways.ts';

/** The abstract value of an expression with what guards proved of its place; throws `OutOfSteps` beyond the budget. */
export function evaluate(a: State, expression: Expression, f: Frame): Value {
  if (++a.steps > maxSteps) throw new OutOfSteps();
  const bare = evaluateBare(a, expression, f);
  const { kind } = expression;
  const mayBeSchema = a.isScript && bare.taints.length === 0 && (kind === 'name' || kind === 'member');
  const value = mayBeSchema ? withSchema(a, bare) : bare;
  if (
    value.taints.length === 0 ||
    (kind !== 'name' && kind !== 'member' && kind !== 'index' && kind !== 'call')
  )
    return value;
  const key = kind === 'call' ? getterKey(expression) : keyOf(expression);
  const guard = key === undefined ? undefined : f.env.guard(key);
  if (!guard) return value;
  return applyGuard(value, guard);
}

/** Whether all that is known here of a field is how its class declares it: other methods may have written it. */
function isDeclarationOnly(value: Value, key: string, f: Frame): boolean {
  return key.startsWith('this.') && value.taints.length === 0 && f.env.places.get(key) === undefined;
}

function isChosenOutside({ taints }: Value): boolean {
  return taints.some(({ source }) => source === 'request' || source === 'dom' || source === 'model');
}

/** `self` in a method of a record that came from outside. */
function ownSelf(a: State, object: Expression, f: Frame): Value | undefined {
  const self = object.kind === 'name' && object.name === 'self' ? f.env.find('self') : undefined;
  return self && self.taints.length > 0 && a.classes.has(self.path ?? '') ? self : undefined;
}

/** What a member of an object holds; a property of a record is worked out by its method. */
function memberOf(
  a: State,
  object: Value,
  { property: name, node }: Extract<Expression, { kind: 'member' }>,
  f: Frame,
): Value {
  const getter = a.methods.size > 0 ? recordProperty(a, object, name) : undefined;
  return getter
    ? step(callLocal(a, getter, [], [], f, ownRecord(a, getter, object)), node, 'passed')
    : property(a, object, name, node);
}

function evaluateBare(a: State, expression: Expression, f: Frame): Value {
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value);
    case 'regex':
      return { taints: [], pattern: expression.source };
    case 'name':
      return nameValue(a, expression, f);
    case 'member': {
      const key = keyOf(expression);
      const placed = key === undefined ? undefined : f.env.place(key);
      if (placed && !isDeclarationOnly(placed, key as string, f)) return placed;
      const field = fieldKey(a, expression, f) ?? constantKey(a, expression);
      const type = field === undefined ? undefined : a.fieldTypes.get(field.slice('field:'.length));
      if (type === 'int' && a.program.root.source.language === 'php') return inert;
      const stored = field ?? innerKey(a, expression, f);
      const remembered = stored === undefined ? undefined : a.top.places.get(stored);
      // The constant that a field begins with stands until somebody outside has a say in it.
      if (remembered && (placed?.literal === undefined || isChosenOutside(remembered))) return remembered;
      if (placed) return placed;
      const self = field === undefined ? undefined : ownSelf(a, expression.object, f);
      if (self) return memberOf(a, self, expression, f);
      if (type !== undefined) return ofType(type, expression.node);
      const kept = field === undefined ? undefined : a.keptTypes.get(field.slice('field:'.length));
      if (kept !== undefined && a.classNames.has(kept)) return { taints: [], path: kept };
      if (field !== undefined) {
        const method = methodOf(a, classOf(a, f), expression.property);
        if (method && isProperty(method.fn)) return callLocal(a, method, [], [], f);
        if (method) return { taints: [], closure: method };
        const own = property(
          a,
          {
            taints: [],
            path: expression.object.kind === 'name' ? expression.object.name : 'this',
          },
          expression.property,
          expression.node,
        );
        return own.taints.length > 0 ? own : unknown(expression.node, own.path);
      }
      return memberOf(a, evaluate(a, expression.object, f), expression, f);
    }
    case 'index': {
      const object = evaluate(a, expression.object, f);
      const key = evaluate(a, expression.key, f);
      const placeKey = keyOf(expression);
      const placed = placeKey === undefined ? undefined : f.env.place(placeKey);
      if (placed) return placed;
      if (typeof key.literal === 'string') return property(a, object, key.literal, expression.node);
      // `store[name]` of a class of this file.
      const owner = object.path?.replace(/\(\)$/, '');
      const reader = owner !== undefined && a.classNames.has(owner) && methodOf(a, owner, '__getitem__');
      if (reader) return callLocal(a, reader, [{ value: expression.key }], [key], f);
      const field = typeof key.literal === 'number' ? object.fields?.get(String(key.literal)) : undefined;
      return field ?? elementOf(a, object, expression);
    }
    case 'build':
      return builds(a, expression.parts, expression.node, f);
    case 'tagged':
      return tagged(a, expression, f);
    case 'binary': {
      const left = evaluate(a, expression.left, f);
      const right = evaluate(a, expression.right, f);
      const folded = fold(expression.operator, left, right);
      if (folded) return folded;
      if (expression.operator === '|') return piped(a, left, right);
      return expression.operator === '%' || expression.operator === '/'
        ? percentOrSlash(a, expression, left, right)
        : inert;
    }
    case 'not': {
      const operand = evaluate(a, expression.operand, f);
      return typeof operand.literal === 'boolean' ? literal(!operand.literal) : inert;
    }
    case 'typed': {
      const value = evaluate(a, expression.value, f);
      if (expression.value.kind === 'object') rememberFields(a, expression.type, value);
      return typed(value, expression.type);
    }
    case 'choice':
      return choice(a, expression, f);
    case 'function':
      return register(a, expression.fn, f.env, f.fn);
    case 'object': {
      const fields = new Map<string, Value>();
      let taints: readonly Taint[] = [];
      let open = false;
      let keys: Value | undefined;
      for (const entry of expression.entries) {
        const value = evaluate(a, entry.value, f);
        // Nothing is known of the keys of what comes from outside whole, nor of `{}` in its place.
        const isWhole = entry.spread === true && !value.fields?.size && isRequestItself(value);
        open ||= isWhole || (entry.spread === true && value.open === true);
        if (entry.spread) for (const [key, one] of value.fields ?? []) fields.set(key, one);
        // It may hold any of the keys before it.
        if (isWhole)
          for (const [key, one] of fields)
            fields.set(key, join(one, property(a, value, key, expression.node)));
        if (entry.key !== undefined) fields.set(entry.key, value);
        if (entry.named) {
          const name = evaluate(a, entry.named, f);
          keys = keys ? join(keys, name) : name;
        }
        const harmless = entry.key === undefined ? undefined : a.models.keys.get(entry.key);
        taints = unite(taints, harmless ? cleaned({ taints: value.taints }, harmless).taints : value.taints);
      }
      if (a.models.handlerObjects.length > 0) runDescribedHandlers(a, fields);
      return { taints, fields, ...(open && { open }), ...(keys && { keys }) };
    }
    case 'list': {
      const items = expression.items.map((item) => evaluate(a, item, f));
      const element = items.reduce<Value | undefined>((all, one) => (all ? join(all, one) : one), undefined);
      return {
        taints: unite(...items.map((item) => item.taints)),
        isList: true,
        ...(element && { element }),
        ...(items.length <= 30 && {
          fields: new Map(items.map((item, index) => [String(index), item])),
        }),
      };
    }
    case 'assign': {
      const value = evaluate(a, expression.value, f);
      assign(a, expression.target, step(value, expression.node, 'assigned'), f);
      return value;
    }
    case 'yield': {
      const value = evaluate(a, expression.value, f);
      f.yielded?.push(expression.isEach ? elementOf(a, value, expression.value) : value);
      return value;
    }
    case 'each': {
      const iterable = evaluate(a, expression.iterable, f);
      const inner = { ...f, env: new Env(f.env) };
      assign(a, expression.target, iterable.keys ?? elementOf(a, iterable, expression.iterable), inner, true);
      for (const test of expression.tests) {
        evaluate(a, test, inner);
        for (const [key, guard] of guardsOf(test, true, knownIn(a, inner))) prove(a, inner, key, guard);
      }
      const element = evaluate(a, expression.body, inner);
      if (!expression.key) return { taints: element.taints, isList: true, element };
      const keys = evaluate(a, expression.key, inner);
      return { taints: unite(element.taints, keys.taints), isList: true, element, keys };
    }
    case 'other': {
      const values = expression.parts.map((part) => evaluate(a, part, f));
      return values.length === 0 ? inert : { taints: unite(...values.map((one) => one.taints)) };
    }
    case 'call': {
      const value = call(a, expression, f);
      const callee = expression.callee;
      const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
      if (value.taints.length === 0 || !resolvers.test(name)) return value;
      return name === 'join' && joinsOnly.has(expression.node.source.language)
        ? unresolved(value)
        : cleaned(value, ['resolved']);
    }
  }
}

/** A constant that another file defines: what is put into it with `%` is text where it reaches a sink of text. */
const constantOfFile = /(?:^|\.)_?[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;

function percentOrSlash(
  a: State,
  expression: Extract<Expression, { kind: 'binary' }>,
  left: Value,
  right: Value,
): Value {
  if (expression.operator === '%' && typeof left.literal === 'string')
    return builtText(a, fillPercent(left.literal, right, expression.node), expression.node);
  if (
    expression.operator === '%' &&
    !left.pieces &&
    (!right.isList || left.taints.length === 0) &&
    !(left.literal === undefined && constantOfFile.test(keyOf(expression.left) ?? ''))
  )
    return inert;
  if (expression.operator === '/') {
    // `Path(root) / name` joins paths; in Python nothing divides by a name from outside.
    const isName =
      a.program.root.source.language === 'python' &&
      right.taints.some((one) => one.source === 'archive' || one.source === 'request');
    if (
      !isName &&
      !/^(?:pathlib\.)?Path\(\)/.test(left.path ?? '') &&
      !/path|dir|root|folder|base/i.test(keyOf(expression.left) ?? '')
    )
      return inert;
    const entry = step(right, expression.node, 'built');
    return { taints: unite(left.taints, entry.taints), path: 'pathlib.Path()' };
  }
  return build(
    [
      { value: left, node: expression.left.node },
      { value: right, node: expression.right.node },
    ],
    expression.node,
  );
}

function builds(a: State, parts: readonly Expression[], node: SyntaxNode, f: Frame): Value {
  const values = parts.map((part) => {
    const value = asParameters(evaluate(a, part, f), part);
    assertedWithin(a, part, f);
    return { value, node: part.node };
  });
  // Numbers added up are no text.
  if (values.every((one) => typeof one.value.literal === 'number')) return inert;
  const value = build(values, node);
  if (value.pieces && value.taints.length > 0) candidate(a, value, node);
  // A list grows by `list += [x]`; behind a text it becomes one.
  const first = values[0]?.value;
  const isText = a.isScript || typeof first?.literal === 'string' || first?.pieces !== undefined;
  if (!isText && values.some((one) => one.value.isList)) {
    const element = values
      .map((one) => one.value.element)
      .reduce<Value | undefined>((a, b) => (a && b ? join(a, b) : (a ?? b)), undefined);
    const fields = concatItems(values.map((one) => one.value));
    return {
      taints: value.taints,
      isList: true,
      ...(element && { element }),
      ...(fields && { fields }),
    };
  }
  return step(asString(value), node, 'built');
}

/** The value as a string, which is no object with operators, whatever was put into it. */
export function asString(value: Value): Value {
  return value.pieces
    ? {
        ...value,
        taints: cleaned({ taints: value.taints }, ['nosql', 'merge']).taints,
      }
    : value;
}

/** `<document name="…">`, `<tool_result>`: parts of a prompt are set apart by tags that no page has. */
const isForModel =
  /^\s{0,9}<(?:pdf|docx?|xlsx?|pptx?|excel|files?|documents?|attachments?|contexts?|instructions?|examples?|user_\w{1,20}|tool_\w{1,20}|search_\w{1,20}|system-reminder|memory|memories|thinking|skills?)[\s>]/;

/** Notes a finished statement or page that is built here; it is reported only when no sink for it is seen. */
export function candidate(a: State, value: Value, node: SyntaxNode): void {
  const pieces = value.pieces ?? [];
  const text = textOf(pieces);
  for (const kind of ['sql', 'html', 'redirect'] as const) {
    const isOne =
      kind === 'sql'
        ? isSqlStatement(text) || isSqlConditionFor(node, text, value)
        : kind === 'html'
          ? looksLikeHtml(text) && !isForModel.test(text) && !isOutline(text) && !isPrompt(node)
          : /^redirect:(?!\/[^/])/.test(text);
    if (!isOne) continue;
    if (kind === 'html')
      for (const one of addressesIn(pieces))
        reach(a, { kind: 'html-address', strong: true, node: one.node, name: 'href' }, one.value);
    const ways = waysOf(a, kind, value);
    // A number without quotes is often checked where it came in.
    const isBare = kind === 'sql' && !/['"]/.test(text) && !isSqlStatement(text);
    if (ways.length > 0)
      note(a, {
        kind,
        node,
        place: 'build',
        ways: isBare ? ways.map((way) => ({ ...way, taint: { ...way.taint, partly: true } })) : ways,
        built: true,
        strong: true,
        name: '',
        builtAt: value.builtAt ?? node,
      });
  }
}

/** Whether a text is one for a language model by the name that it is given. */
function isPrompt({ parent }: SyntaxNode): boolean {
  const name = parent?.get('name') ?? parent?.get('key') ?? parent?.get('left');
  if (name === undefined) return false;
  // `{ role: 'user', content: `<diff>${diff}</diff>` }`
  const isMessage =
    /^['"]?(?:content|text)['"]?$/.test(name.text) &&
    parent?.parent?.items
      .slice(0, maxKeys)
      .some((one) => /^['"]?role['"]?$/.test(one.get('key')?.text ?? ''));
  return isMessage === true || prompt.test(name.text.slice(-80));
}

/** Keys of a message to a model. */
const maxKeys = 12;

const prompt = /(?:^|[._]|[a-z])(?:[pP]rompts?|[iI]nstructions?)(?:_?(?:[tT]ext|[tT]emplate))?$|^system$/;

/** Something of the request, or of what a model asks of a tool, and not what an unknown function made of it. */
function isRequestItself(value: Value): boolean {
  return value.taints.some(
    ({ source, doubt }) => (source === 'request' || source === 'model') && doubt === 0,
  );
}

function tagged(a: State, expression: Extract<Expression, { kind: 'tagged' }>, f: Frame): Value {
  const tag = evaluate(a, expression.tag, f);
  const parts = expression.parts.map((part) => ({
    value: evaluate(a, part, f),
    node: part.node,
  }));
  const path = tag.path ?? keyOf(expression.tag) ?? '';
  const value = build(parts, expression.node);
  for (const model of a.models.tags.find(path))
    for (const one of model.when.length === 0 ? [value] : partsBehind(model.when, parts))
      if (!model.on || model.on.test(path)) sink(a, model, one, expression.node, path);
  const sanitizer = a.models.sanitizers.find(path)[0];
  if (sanitizer) return cleaned(value, sanitizer.cleans);
  // A tag function gets the parts apart from the text: what it makes of them is its own matter.
  return /^(?:String\.raw|html|css|dedent|outdent)$/.test(path) ? value : { taints: [], path: `${path}()` };
}

/** The values of a template that stand right behind such a text: `sh -c ${command}`. */
function partsBehind(asked: readonly Condition[], parts: readonly { value: Value }[]): Value[] {
  return parts.flatMap(({ value }, index) => {
    const before = String(parts[index - 1]?.value.literal ?? '');
    return asked.every(({ matches }) => matches?.test(before)) ? [value] : [];
  });
}

function choice(a: State, expression: Extract<Expression, { kind: 'choice' }>, f: Frame): Value {
  const outcome = expression.test ? evaluate(a, expression.test, f).literal : undefined;
  const values = expression.branches.map((one, index) => {
    const inner = { ...f, env: forked(a, f.env) };
    if (expression.test)
      for (const [key, guard] of guardsOf(expression.test, index === 0, knownIn(a, f)))
        prove(a, inner, key, guard);
    return evaluate(a, one, inner);
  });
  if (typeof outcome === 'boolean' && expression.branches.length === 2)
    return values[outcome ? 0 : 1] ?? inert;
  const joined = values.length === 0 ? inert : values.reduce((a, b) => join(a, b));
  return isMeantAsNumber(expression) ? mapTaints(joined, asNumber) : joined;
}

/** `size || 20`: what stands in for it says that a number is meant, as the default of a parameter does. */
function isMeantAsNumber({ test, branches: [, other] }: Extract<Expression, { kind: 'choice' }>): boolean {
  return test === undefined && other?.kind === 'literal' && typeof other.value === 'number';
}

/** Whoever calls from elsewhere gives a number then; a request and a model give what they like. */
function asNumber(one: Taint): Taint {
  return one.source === 'parameter' || one.source === 'dynamic' ? { ...one, partly: true } : one;
}

/** `prompt | model | parser`: a chain with a model in it is asked as the model is. */
function piped(a: State, left: Value, right: Value): Value {
  const model = [right, left].find(
    ({ path }) => path !== undefined && factsOf(a, `${path}.invoke`).source?.kind === 'model',
  );
  return model?.path === undefined ? inert : { taints: [], path: model.path };
}
