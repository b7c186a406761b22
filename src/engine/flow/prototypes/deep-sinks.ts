// Tells writes below keys that nobody checked, which may be the prototype of all objects.
import { isFunction } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import {
  bare,
  codeNear,
  functionsAround,
  isEmptyObject,
  isWithoutPrototype,
  parametersOf,
} from './code-near.ts';
import { deepWrite, reducerOf } from './deep-writes.ts';
import { keyOf } from '../env.ts';
import { evaluate } from '../steps/expressions.ts';
import type { Expression } from '../ir.ts';
import { lastingObjects } from './lasting-objects.ts';
import { isOfferedThrough } from './offered-merges.ts';
import { parsedWrite } from './parsed-writes.ts';
import { refused } from './prototype-keys.ts';
import { setterNamed } from './setters.ts';
import { reach } from '../sinks/sinks.ts';
import type { Call, Frame, State } from '../state.ts';
import { type Value, taint, unite } from '../value.ts';

/** `a[x][y] = z`: with `__proto__` as `x`, every object gets a `y`. */
export function keySink(
  a: State,
  place: Extract<Expression, { kind: 'index' }>,
  key: Value,
  node: SyntaxNode,
  f: Frame,
): void {
  if (key.taints.length === 0) return;
  if (place.object.kind === 'name') nameSink(a, place.object.name, place.key, key, node);
  if (place.object.kind !== 'index') return;
  const outer = evaluate(a, place.object.key, f);
  if (outer.taints.length === 0) return;
  const name = keyOf(place.object.object) ?? 'object';
  const at = node.parent ?? node;
  if (isWholeKey(outer)) reach(a, { kind: 'proto-key', strong: true, node: at, name }, outer);
  parsedSink(a, name, [place.object.key, place.key], [outer, key], at);
  lastingSink(a, place, [outer, key], at);
}

/** `this.index[cookie.domain][cookie.name] = cookie` where `this.index` began as `{}`, and others choose both keys. */
function lastingSink(
  a: State,
  place: Extract<Expression, { kind: 'index' }>,
  keys: readonly Value[],
  node: SyntaxNode,
): void {
  if (!a.isScript || !keys.every(isHandedText) || isEmptyOne(node.get('right'))) return;
  let root = place.object;
  while (root.kind === 'index') root = root.object;
  const name = keyOf(root);
  const last = name?.split('.').at(-1);
  if (name === undefined || last === undefined || !lastingObjects(node).has(last)) return;
  const outer = functionsAround(node).at(-1);
  const refusal = outer ? refused(codeNear(outer, node), last, node) : 'all';
  if (refusal === 'all') return;
  const taints = keys.flatMap((value) => value.taints).filter(({ source }) => source === 'parameter');
  reach(
    a,
    { kind: 'proto-walk-own', strong: false, node, name },
    { taints: unite(taints).map((one) => ({ ...one, partly: one.partly || refusal === 'some' })) },
  );
}

/** A text that a function was handed, or a field of what it was handed, as it came. */
function isHandedText(value: Value): boolean {
  return isWholeKey(value) && value.taints.some(({ source, doubt }) => source === 'parameter' && doubt === 0);
}

/** Holders of whatever anybody names, in which nothing else is looked up. */
const holder = /cache|map$|store|limit|count|seen|visited|index|sessions?$|clients?$|sockets?$|rooms?$/i;
const fieldOfRequest = /^(?:req|request|ctx|ctx\.request)\.(?:query|params|body)\b/;
const asked = /^(?:req|request|ctx\.request|ctx)\./;

/** `settings[name] = value`: `constructor`, `toString` and whatever others rely on; what reads the request on the spot is told by its text. */
function nameSink(a: State, object: string, at: Expression, key: Value, node: SyntaxNode): void {
  if (!a.isScript || holder.test(object) || asked.test(at.node.text) || !isWholeKey(key)) return;
  // A field of a record, and what a handler was handed as a whole, are as often names of the program's own.
  if (at.kind !== 'name' || isOwnKey(at.node)) return;
  const taints = key.taints.filter((one) => one.source === 'request' && fieldOfRequest.test(one.node.text));
  if (taints.length > 0)
    reach(a, { kind: 'field-key', strong: false, node: node.parent ?? node, name: object }, { taints });
}

/** A key of the object that a loop near by goes through. */
function isOwnKey(key: SyntaxNode): boolean {
  let around = key.parent;
  for (let depth = 0; around && depth < 8; depth++, around = around.parent)
    if (around.kind === 'for_in_statement' && around.get('left')?.text.includes(key.text)) return true;
  return false;
}

/** `users[id].name = value`: with `__proto__` as `id`, every object gets a `name`. */
export function fieldSink(
  a: State,
  place: Extract<Expression, { kind: 'member' }>,
  node: SyntaxNode,
  f: Frame,
): void {
  if (!a.isScript || place.object.kind !== 'index') return;
  const key = evaluate(a, place.object.key, f);
  const isAsked = key.taints.some(({ source, cleaned }) => source === 'request' && !cleaned.has('proto-key'));
  if (!isAsked || !isWholeKey(key)) return;
  const taints = key.taints.map((one) => ({ ...one, partly: true }));
  const name = keyOf(place.object.object) ?? 'object';
  reach(a, { kind: 'proto-key', strong: false, node: node.parent ?? node, name }, { taints });
}

/** Not of a key that other text makes another: `user_${id}`. */
function isWholeKey({ pieces }: Value): boolean {
  return !pieces?.some((piece) => typeof piece === 'string' && piece !== '');
}

/** `result[section][name] = value` by keys that a parser cut out of what it was handed. */
function parsedSink(
  a: State,
  name: string,
  [outer, inner]: readonly [Expression, Expression],
  values: readonly Value[],
  node: SyntaxNode,
): void {
  const isHanded = ({ taints }: Value): boolean => taints.some(({ source }) => source === 'parameter');
  if (!a.isScript || !values.every(isHanded)) return;
  const found = parsedWrite(name.split('.').at(-1) as string, [outer.node, inner.node], node);
  if (!found) return;
  const taints = values.flatMap((value) => value.taints).filter(({ source }) => source === 'parameter');
  reach(
    a,
    { kind: found.isOffered ? 'proto-walk' : 'proto-walk-own', strong: false, node, name },
    { taints: unite(taints).map((one) => ({ ...one, partly: found.partly })) },
  );
}

/** `target[key] = source[key]` in a merge that calls itself for `target[key]`, or after a walk along a path. */
export function deepSink(
  a: State,
  place: Extract<Expression, { kind: 'index' }>,
  key: Value,
  value: Value,
  node: SyntaxNode,
  right = node.parent?.get('right'),
): void {
  if (!a.isScript) return;
  const object = place.object.kind === 'name' ? place.object.name : reachedBy(bare(place.object.node));
  if (!/^[\w$]{1,60}$/.test(object)) return;
  if (value.literal !== undefined || value.closure || key.literal !== undefined) return;
  const written = right?.kind ?? '';
  if (/^(?:object|array)$/.test(written) || isEmptyOne(right)) return;
  const found = deepWrite(object, place.key.node.text, node);
  if (!found) return;
  if (found.how === 'merge') {
    const called = right?.get('function')?.text.split('.').at(-1);
    const callsItself = called !== undefined && found.names.includes(called);
    // `target[key] = normalize(target[key])` merges nothing.
    const isOwn = called !== undefined && right?.text.includes(`${object}[${place.key.node.text}]`);
    if (written === 'await_expression' || (isOwn && !callsItself)) return;
    // Beside what the merge writes of itself stands the write of a plain value, which is told.
    if (callsItself && found.writesOthers) return;
  }
  const hasObject = value.fields !== undefined && !mayBeHanded(value, right);
  if (found.how === 'walk' && (hasObject || key.taints.length === 0)) return;
  // One write says it for the whole function.
  const told = a.deepWrites.get(found.start);
  if (told !== undefined && told !== node.start) return;
  a.deepWrites.set(found.start, node.start);
  const from = key.taints.length > 0 ? key.taints : [taint('dynamic', place.key.node)];
  const isOffering =
    found.isOffered || from.some((one) => one.source === 'parameter' && isOfferedThrough(one.node));
  reach(
    a,
    {
      kind: isOffering ? 'proto-walk' : 'proto-walk-own',
      strong: found.how === 'merge' || value.taints.length > 0,
      node: node.parent ?? node,
      name: object,
    },
    // Only a check of the keys says anything here; what was replaced within them does not.
    { taints: from.map((one) => ({ ...one, partly: found.partly })) },
  );
}

/** `put(at, key, value)` after a walk along a path, where `put` of the file writes `at[key]`. */
export function setterSink(a: State, { expression, args }: Call): void {
  const { callee, node } = expression;
  if (!a.isScript || callee.kind !== 'name' || expression.args.some(({ spread }) => spread)) return;
  const setter = args.length > 2 ? setterNamed(callee.name, node) : undefined;
  if (!setter) return;
  const object = expression.args[setter.object]?.value;
  const key = expression.args[setter.key]?.value;
  const value = args[setter.value];
  // `put(target, keys[0], value)` goes nowhere.
  if (object?.kind !== 'name' || !key || !value || (key.kind === 'index' && key.key.kind === 'literal'))
    return;
  const written = expression.args[setter.value]?.value.node;
  deepSink(a, { kind: 'index', node, object, key }, args[setter.key] as Value, value, node, written);
}

/** The name of an object, or of the place that `path.reduce((at, key) => …, root)` goes down with. */
function reachedBy(node: SyntaxNode): string {
  const step = node.kind === 'call_expression' ? reducerOf(node) : undefined;
  if (step && isFunction(step)) return parametersOf(step)[0] ?? '';
  return node.end - node.start <= 60 ? node.text : '';
}

/** `{}`, `at[key] ?? Object.create(null)`: what only makes room. */
function isEmptyOne(right: SyntaxNode | undefined): boolean {
  if (!right) return false;
  const value = bare(right);
  const rest = /^(?:\|\||\?\?)$/.test(value.get('operator')?.text ?? '') ? value.get('right') : value;
  if (!rest) return false;
  const made = bare(rest);
  return (
    isEmptyObject(made) || (made.kind === 'array' && made.items.length === 0) || isWithoutPrototype(made)
  );
}

/** Of an object, whether it may be a value that the function was handed too: `at = at[key] = isLast ? value : {}`. */
function mayBeHanded({ taints }: Value, right: SyntaxNode | undefined): boolean {
  if (taints.length === 0 || !right) return false;
  const value = bare(right);
  if (value.kind === 'identifier') return taints.some(({ source }) => source === 'parameter');
  return value.kind === 'ternary_expression' && branches(value).some(({ kind }) => place.test(kind));
}

function branches(node: SyntaxNode): SyntaxNode[] {
  if (node.kind !== 'ternary_expression') return [node];
  return [node.get('consequence'), node.get('alternative')].flatMap((one) =>
    one ? branches(bare(one)) : [],
  );
}

const place = /^(?:identifier|(?:member|subscript)_expression)$/;
