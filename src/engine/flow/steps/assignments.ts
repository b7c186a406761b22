// Writes values to variables, fields and places, and tells the sinks among them.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { askedOnce } from '../asked-once.ts';
import { inertType, plainType } from '../calls/builtins.ts';
import { deepSink, fieldSink, keySink } from '../prototypes/deep-sinks.ts';
import { keyOf } from '../env.ts';
import { evaluate } from './expressions.ts';
import type { Expression, Target } from '../ir.ts';
import { leave, leaveVariable, leaveWithin } from './left-behind.ts';
import { unbuiltFor } from '../sinks/plain-answers.ts';
import { elementOf, property } from './properties.ts';
import { isSandboxed } from '../sinks/sandboxed-frames.ts';
import { holds, sink } from '../sinks/sinks.ts';
import type { Frame, State } from '../state.ts';
import { isSettled } from '../proofs/settled.ts';
import { settles } from '../proofs/validation.ts';
import { type Closure, type Value, inert, join, literal, unite } from '../value.ts';

const pagePlace = /^(?:(?:window|document|self|top|parent|globalThis)\.)?location(?:\.\w{1,20})?$/;

/** Longer lists are known as a whole. */
const maxItems = 30;
/** Fields of an object that are known one by one. */
const maxFields = 200;

/** Writes a value to a target, and reports it where the target is a sink; a parameter hides an outer variable of its name. */
export function assign(a: State, to: Target, value: Value, f: Frame, isParameter = false): void {
  switch (to.kind) {
    case 'bind':
      {
        const own = to.type === undefined ? value : typed(value, to.type);
        if (isParameter) f.env.vars.set(to.name, own);
        else {
          if (leadsAway(a, to.name, own, to.node, f)) return;
          leaveVariable(a, to, own, f);
          f.env.write(to.name, own);
        }
      }
      return;
    case 'fields':
      for (const entry of to.entries) {
        const field = entry.key === undefined ? value : property(a, value, entry.key, to.node);
        const fallback = entry.fallback ? evaluate(a, entry.fallback, f) : undefined;
        const whole = fallback ? join(field, fallback) : field;
        assign(a, entry.target, isParameter ? whole : takenApart(whole, entry.target.node), f, isParameter);
      }
      return;
    case 'items':
      for (const [index, item] of to.items.entries())
        if (item) assign(a, item, takenApart(itemOf(a, to, value, index), item.node), f, isParameter);
      return;
    case 'place': {
      const place = to.place;
      if (place.kind === 'member' || place.kind === 'index') {
        const object = evaluate(a, place.object, f);
        if (place.kind === 'index') {
          const key = evaluate(a, place.key, f);
          keySink(a, place, key, to.node, f);
          deepSink(a, place, key, value, to.node);
        }
        if (place.kind === 'member') fieldSink(a, place, to.node, f);
        if (place.kind === 'member') assignSink(a, f, object, place, value, to.node);
        if (place.kind === 'member') leave(a, object, place.property, value, f);
        leaveWithin(a, place, value, f);
        if (place.kind === 'member' && a.isScript) rememberMethods(a, place, value);
      }
      const key = keyOf(place);
      // The page leaves then; what is read of it further down is the page's own still.
      const isPage = a.isScript && key !== undefined && pagePlace.test(key);
      if (key !== undefined && !isPage) f.env.writePlace(key, value);
      growObject(a, place, value, f);
      const root = rootName(place);
      // A container that takes in a tainted value is tainted as a whole when it is used as one.
      if (root !== undefined && value.taints.length > 0 && root !== 'this' && root !== 'self') {
        const before = f.env.find(root);
        if (before && !before.path)
          f.env.grow(root, {
            ...before,
            taints: unite(before.taints, value.taints),
            // `list[i] = text`
            ...(before.isList &&
              place.kind === 'index' &&
              place.object.kind === 'name' && {
                element: before.element ? join(before.element, value) : value,
              }),
          });
      }
      if (root === 'this' || root === 'self' || fieldKey(a, place, f) !== undefined)
        remember(a, place, value, f);
      else if (place.kind === 'member') rememberOf(a, place, value, f);
    }
  }
}

/** A part of what is taken apart is assigned where its own name stands: two parts are two values. */
function takenApart(value: Value, node: SyntaxNode): Value {
  if (!value.taints.some(({ steps }) => steps?.what === 'assigned')) return value;
  return {
    ...value,
    taints: value.taints.map((one) =>
      one.steps?.what === 'assigned' ? { ...one, steps: { ...one.steps, node } } : one,
    ),
  };
}

function itemOf(a: State, to: Extract<Target, { kind: 'items' }>, value: Value, index: number): Value {
  const item = to.items[index];
  // Only a call's own list of results is taken apart; a list that it returns is the first of them.
  const isResults = !to.results || value.fields?.size === to.items.length;
  const field = isResults ? value.fields?.get(String(index)) : undefined;
  if (field) return field;
  if (!to.results) return elementOf(a, value, undefined);
  if (item?.kind === 'bind' && /^(?:\w*[eE]rr|ok|found|exists)$/.test(item.name))
    return { taints: [], path: 'error' };
  return value;
}

/** The value seen as one of a type: a number holds no text, and an API has the path of its type. */
export function typed(value: Value, type: string): Value {
  if (inertType.test(type)) return value.literal === undefined ? inert : literal(value.literal);
  if (plainType.test(type) || value.closure) return value;
  // What is known of a value more closely stays: `StringSubstitutor.Interpolator`.
  const isCloser = value.path?.startsWith(`${type}.`) && /\.[A-Z][a-z]\w*$/.test(value.path);
  return { ...value, ...(!isCloser && { path: type }), ...(value.fields && { closed: true }) };
}

/** `options.url = x` on an object that was written out, or one of a class of this file that another function may be handed. */
function growObject(a: State, place: Expression, value: Value, f: Frame): void {
  if (place.kind === 'index') growList(place, value, f);
  if (place.kind !== 'member' || place.object.kind !== 'name') return;
  const before = f.env.find(place.object.name);
  if (!before || before.isList) return;
  const isOwn = before.path !== undefined && a.classNames.has(classOfObject(before.path));
  if (before.path === undefined ? !before.fields : !isOwn || isReceiverName(place.object.name)) return;
  // Each write makes a copy; of so many the variable's own places know.
  if ((before.fields?.size ?? 0) >= maxFields && !before.fields?.has(place.property)) return;
  f.env.grow(place.object.name, {
    ...before,
    fields: new Map(before.fields).set(place.property, value),
  });
}

/** `Line`, also of `Line()` and `Line.new()`. */
function classOfObject(path: string): string {
  return path.replace(/(?:\.new)?(?:\(\))?$/, '');
}

function isReceiverName(name: string): boolean {
  return name === 'this' || name === 'self' || name === 'cls';
}

/** `command[2] = text` in a list whose items are known. */
function growList({ object, key }: Extract<Expression, { kind: 'index' }>, value: Value, f: Frame): void {
  if (object.kind !== 'name' || key.kind !== 'literal' || typeof key.value !== 'number') return;
  const before = f.env.find(object.name);
  if (!before?.isList || !before.fields || before.path !== undefined || key.value > maxItems) return;
  f.env.grow(object.name, {
    ...before,
    fields: new Map(before.fields).set(String(key.value), value),
  });
}

function rootName(place: Expression): string | undefined {
  if (place.kind === 'member' || place.kind === 'index') return rootName(place.object);
  return place.kind === 'name' ? place.name : undefined;
}

/** The name of the class whose code is being followed; empty outside of classes. */
export function classOf(a: State, f: Frame): string {
  return f.className ?? (f.fn && a.owners.get(f.fn)) ?? '';
}

/** A method of a class of this file, or of the classes of this file that it extends. */
export function methodOf(a: State, className: string, name: string, depth = 0): Closure | undefined {
  const own = a.methods.get(`${className}.${name}`);
  if ((own && own.fn.body.length > 0) || depth > 3) return own;
  const bases = a.top.vars.get(`class:${className}`)?.path ?? '';
  for (const base of own || bases === '' ? [] : bases.split('|')) {
    const found = base === className ? undefined : methodOf(a, base, name, depth + 1);
    if (found) return found;
  }
  return (depth === 0 && a.classNames.has(className) && implementation(a, className, name)) || own;
}

/** The method of the one class of this file that implements what one of its interfaces only declares. */
function implementation(a: State, className: string, name: string): Closure | undefined {
  const found = [...(a.methodsNamed.get(name) ?? [])];
  const fitting =
    found.length > 1
      ? found.filter(({ fn }) =>
          a.top.vars
            .get(`class:${fn.className ?? ''}`)
            ?.path?.split('|')
            .includes(className),
        )
      : found;
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** `Image.prototype.command = function …`: what `this.command()` calls, where one function of the file has the name. */
function rememberMethods(a: State, place: Extract<Expression, { kind: 'member' }>, value: Value): void {
  const { object, property } = place;
  const isMethod = object.kind === 'member' && object.property === 'prototype';
  const given: [string, Value][] = isMethod
    ? [[property, value]]
    : property === 'prototype'
      ? [...(value.fields ?? [])]
      : [];
  for (const [name, { closure }] of given) {
    if (!closure) continue;
    const key = `.${name}`;
    const known = a.methods.get(key) ?? a.methods.get(`${key}!`);
    if (known && known.fn !== closure.fn) {
      a.methods.set(`${key}!`, closure);
      a.methods.delete(key);
    } else a.methods.set(key, closure);
  }
}

/** Adds a value to a field of an instance, for all methods of its class. */
export function remember(a: State, place: Expression, value: Value, f: Frame): void {
  const key = fieldKey(a, place, f) ?? innerKey(a, place, f);
  if (key !== undefined && !isAnswered(a, f)) rememberAt(a, key, value);
}

/** An action of a Rails controller has the object to itself: what it leaves there, no other action finds. */
function isAnswered(a: State, { fn }: Frame): boolean {
  if (a.program.root.source.language !== 'ruby' || !action.test(fn?.name ?? '')) return false;
  return fn?.className?.endsWith('Controller') ?? false;
}

/** Others may be called before an action, or by it. */
const action = /^(?:index|show|new|create|edit|update|destroy)$/;

/** `line.folder = text`, where `line` is an object of a class of this file. */
function rememberOf(
  a: State,
  { object, property }: Extract<Expression, { kind: 'member' }>,
  value: Value,
  f: Frame,
): void {
  if (object.kind !== 'name' || (value.taints.length === 0 && value.literal === undefined)) return;
  const owner = classOfObject(f.env.find(object.name)?.path ?? '');
  if (!a.classNames.has(owner)) return;
  // Ruby writes a field by the name of its accessor.
  rememberAt(a, `field:${owner}.${a.program.root.source.language === 'ruby' ? '@' : ''}${property}`, value);
}

/** `Store{folder: text}`: what the methods of a struct of this file find in its fields. */
export function rememberFields(a: State, type: string, { fields }: Value): void {
  if (!fields || !a.classes.has(type)) return;
  for (const [name, value] of fields)
    if (value.taints.some(({ source }) => source !== 'dynamic'))
      rememberAt(a, `field:${type}.${name}`, value);
}

function rememberAt(a: State, key: string, value: Value): void {
  const before = a.top.places.get(key);
  const after = before ? join(before, value) : value;
  a.top.places.set(key, after);
  if (after.taints.length > (before?.taints.length ?? 0)) forget(a, key);
}

/** What methods returned before a field held this is no longer known. */
function forget(a: State, key: string): void {
  if (a.memo.size === 0 || ++a.forgotten > maxForgotten) return;
  const owner = key.slice('field:'.length, key.indexOf('.'));
  for (const fn of a.memo.keys()) if (fn.className === owner && a.memo.delete(fn)) a.forgotten++;
}

/** Searches for such results in one file, and results that are worked out again, at most. */
const maxForgotten = 600;

/** The key under which the values of an instance's field are kept; undefined for other places. */
export function fieldKey(a: State, place: Expression, f: Frame): string | undefined {
  if (place.kind !== 'member' || place.object.kind !== 'name') return undefined;
  const owner = place.object.name.replace(/^:/, '');
  if (
    a.classes.has(owner) &&
    !f.env.find(owner)?.taints.length &&
    a.fieldTypes.has(`${owner}.${place.property}`)
  )
    return `field:${owner}.${place.property}`;
  // What one function of a request leaves for the next.
  if (owner === 'g' && f.env.find('g')?.path === 'flask.g') return `field:flask.g.${place.property}`;
  if (place.object.name !== 'this' && place.object.name !== 'self') return undefined;
  return `field:${classOf(a, f)}.${place.property}`;
}

/** The key of what stands in a field of an instance under a constant name: `this.input['a']`. */
export function innerKey(a: State, place: Expression, f: Frame): string | undefined {
  if (place.kind !== 'member' || place.object.kind !== 'member') return undefined;
  const { object, property } = place.object;
  if (object.kind !== 'name' || (object.name !== 'this' && object.name !== 'self')) return undefined;
  return `field:${classOf(a, f)}.${property}.${place.property}`;
}

/** The key of a constant of one of this file's classes, read through the class; undefined for other members. */
export function constantKey(a: State, place: Extract<Expression, { kind: 'member' }>): string | undefined {
  if (place.object.kind !== 'name' || !a.classNames.has(place.object.name)) return undefined;
  if (!a.top.find(`class:${place.object.name}`)) return undefined;
  const key = `field:${place.object.name}.${place.property}`;
  return a.top.places.get(key)?.literal === undefined ? undefined : key;
}

/** What is written into the headers of an answer; Django's answers take them as keys. */
const isHeader = /(?:(?:^|\.)[hH]eaders(?:\(\))?\.[^.]+|Response\w{0,20}\(\)\.[A-Za-z]+-[\w-]+)$/;

const declaresLocation = askedOnce((text) =>
  /\b(?:let|var|const)\s{1,9}(?:\w{1,40}\s{0,9},\s{0,9}){0,9}location\b/.test(text),
);

/** `location = url`, where the name is the page's own: the page goes there, and no variable holds it. */
function leadsAway(a: State, name: string, value: Value, { parent, source }: SyntaxNode, f: Frame): boolean {
  if (!a.isScript || name !== 'location' || parent?.kind !== 'assignment_expression') return false;
  if (f.env.find(name) || declaresLocation(source)) return false;
  for (const model of a.models.assigns.find(name)) sink(a, model, value, parent, name);
  return true;
}

function assignSink(
  a: State,
  f: Frame,
  object: Value,
  place: Extract<Expression, { kind: 'member' }>,
  value: Value,
  node: SyntaxNode,
): void {
  const path = `${object.path ?? keyOf(place.object) ?? '?'}.${place.property}`;
  settles(a, path, place, (one) => holds(one, [{ value: place }], [value]), f);
  const inHeaders = isHeader.test(path) ? a.models.assigns.find('headers.*') : [];
  // A page that is shut in is the page of whoever fills it.
  if (isSandboxed(place)) return unbuiltFor(a, value);
  for (const model of [...a.models.assigns.find(path), ...inHeaders])
    if ((!model.on || model.on.test(path)) && !isSettled(a, place, model.kind, f))
      sink(a, model, value, node.parent ?? node, keyOf(place) ?? path);
}
