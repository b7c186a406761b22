// Recognises functions that write into an object which they reached by keys: a recursive merge, or a walk along a path.
import { isFunction } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import {
  argumentsOf,
  bare,
  calledName,
  codeNear,
  functionsAround,
  functionsNamed,
  hasPart,
  keyAt,
  lastName,
  type Near,
  namesOf,
  parametersOf,
  perFunction,
  returnsOf,
} from './code-near.ts';
import { isOffered } from './offered-merges.ts';
import { refused } from './prototype-keys.ts';

/** How a write reaches deeper than one key; `partly` where some of the dangerous keys are refused. */
export interface DeepWrite {
  how: 'merge' | 'walk';
  partly: boolean;
  /** Where the function begins. */
  start: number;
  /** By what names the function can call itself. */
  names: readonly string[];
  /** Whether the function writes to the object what it did not make by calling itself. */
  writesOthers: boolean;
  /** Whether code elsewhere can hand it objects; see `isOffered`. */
  isOffered: boolean;
}

/** A key that stands in the code: `agents[DEFAULT_AGENT]`. */
const constantName = /^[A-Z][A-Z\d]*_[A-Z\d_]+$/;

/** What a key looks like: a name, or an element of a list of keys. */
const keyShape = /^[A-Za-z_$][\w$]*(?:\[[\w$.\- ]{1,30}\]|\.[\w$]{1,30}(?:\((?:-\d)?\))?)?$/;

/** What is written, the key under which, and where. */
interface Write {
  object: string;
  key: string;
  node: SyntaxNode;
  around: readonly SyntaxNode[];
  /** By what names the functions around can call themselves. */
  names: ReadonlySet<string>;
  near: Near;
}

const looks = perFunction<DeepWrite>();

/**
 * Says whether `object[key] = …` at `node` writes into an object that the function around was handed by itself for
 * `object[key]`, as in a merge, or that it came to by `object = object[other]`, as along a path. Undefined where it is
 * neither, where the keys are numbers or the object's own, or where the keys are checked.
 */
export function deepWrite(object: string, key: string, node: SyntaxNode): DeepWrite | undefined {
  if (!keyShape.test(key) || constantName.test(key)) return undefined;
  const around = functionsAround(node);
  const [inner] = around;
  if (!inner) return undefined;
  return looks(inner, `${object}[${key}]`, () => {
    const near = codeNear(around.at(-1) as SyntaxNode, node);
    return look({ object, key, node, around, near, names: new Set(around.flatMap(namesOf)) });
  });
}

function look(write: Write): DeepWrite | undefined {
  const { object, node, around, names, near } = write;
  const refusal = refused(near, object, node);
  if (refusal === 'all' || isOwnKey(write) || (isNumber(write) && !isNamedKey(write))) return undefined;
  const isMerge = isMerged(write);
  if (!isMerge && !isWalked(near, object) && !(isDescended(write) && !isCopy(near, object))) return undefined;
  const outer = around.at(-1) as SyntaxNode;
  return {
    how: isMerge ? 'merge' : 'walk',
    partly: refusal === 'some',
    start: outer.start,
    names: [...names],
    writesOthers: isMerge && isWrittenElse(write),
    isOffered: isOffered(outer, namesOf(outer)),
  };
}

function isWrittenElse({ near, object, names }: Write): boolean {
  return near.assigned.some(({ left, right, operator }) => {
    if (operator !== '=' || !keyAt(left, object)) return false;
    const value = bare(right);
    return value.kind !== 'call_expression' || !names.has(calledName(value));
  });
}

/** A name that counts: `key = 0`, `key++`, `key < length`, `forEach((item, index) => …)`. */
function isNumber({ near, key }: Write): boolean {
  const counts = ({ left, right, operator }: Near['assigned'][number]): boolean =>
    left.text === key && (operator === '-=' || (/^\+?=$/.test(operator) && right.kind === 'number'));
  return (
    near.assigned.some(counts) ||
    near.counted.some((one) => one.get('argument')?.text === key) ||
    near.comparisons.some(
      (one) => /^<=?$/.test(one.get('operator')?.text ?? '') && one.get('left')?.text === key,
    ) ||
    (/^(?:index|idx|i|j|n)$/.test(key) && near.calls.some((call) => placeIn(call) === key))
  );
}

const overList = /^(?:forEach|map|every|some)$/;

/** What a step over a list calls the place of the item. */
function placeIn(call: SyntaxNode): string | undefined {
  const [step] = overList.test(calledName(call)) ? argumentsOf(call) : [];
  return step && isFunction(step) ? parametersOf(step)[1] : undefined;
}

/** Whether the loop around the place goes through names, `for (k in source)`, whatever `k` counts elsewhere. */
function isNamedKey({ key, node }: Write): boolean {
  for (let one = node.parent; one && !isFunction(one); one = one.parent) {
    if (one.kind === 'for_statement') return false;
    if (one.kind === 'for_in_statement' && one.get('left')?.text === key)
      return one.get('operator')?.text === 'in';
  }
  return false;
}

/** Whether the keys are those that the object has already, or stand in the code: `for (const key of ['a', 'b'])`. */
function isOwnKey({ near, object, key }: Write): boolean {
  const isOwn = (keys: SyntaxNode | undefined): boolean =>
    keys !== undefined &&
    (keys.text === object ||
      (keys.kind === 'call_expression' &&
        argumentsOf(keys).length === 1 &&
        argumentsOf(keys)[0]?.text === object));
  return (
    near.loops.some((loop) => {
      const left = loop.get('left');
      const keys = loop.get('right');
      const name = left?.kind === 'array_pattern' ? left.items[0] : left;
      if (name?.text !== key) return false;
      return isOwn(keys) || (keys?.kind === 'array' && keys.items[0]?.kind === 'string');
    }) ||
    // `Object.keys(object).forEach((key) => …)`
    near.calls.some((call) => {
      const keys = call.get('function')?.get('object');
      const [step] = argumentsOf(call);
      return (
        keys?.kind === 'call_expression' &&
        isOwn(keys) &&
        step &&
        isFunction(step) &&
        parametersOf(step)[0] === key
      );
    })
  );
}

/** What goes one key down: `get(at, key)`. */
const getter = /^get(?:[A-Z][\w$]*)?$/;
/** What a function is called that goes down by one key. */
const stepName = /[gG]et|[iI]ndex|[wW]alk|[dD]ig|[dD]eep|[sS]tep|[cC]hild|[pP]rop|[pP]ath|[dD]escend/;

/** `object = object[…]`, or another name for an object that went so. */
function isWalked({ assigned, calls }: Near, object: string): boolean {
  const walked = new Set<string>();
  for (const { left, right, operator } of assigned)
    if (operator === '=' && left.kind === 'identifier' && goesDown(right, left.text)) walked.add(left.text);
  const isReached = assigned.some(
    ({ left, right }) => left.text === object && (walked.has(bare(right).text) || isReduced(bare(right))),
  );
  if (walked.has(object) || isReached) return true;
  // `path.split('.').reduce((at, key) => (at[key] = …), root)`
  return calls.some((call) => {
    const step = reducerOf(call);
    return step !== undefined && isFunction(step) && parametersOf(step)[0] === object && isStepDown(step);
  });
}

/** `at[key]`, `isObject(at[key]) ? at[key] : {}`, `get(at, key)` */
function goesDown(value: SyntaxNode, name: string): boolean {
  const isDown = (part: SyntaxNode): boolean =>
    keyAt(part, name) !== undefined ||
    (part.kind === 'call_expression' && getter.test(calledName(part)) && argumentsOf(part)[0]?.text === name);
  return hasPart(value, isDown, { isWithin: false });
}

/** `keys.reduce((at, key) => (at[key] ??= {}), root)`, `keys.reduce(step, root)` */
function isReduced(value: SyntaxNode): boolean {
  const step = value.kind === 'call_expression' ? reducerOf(value) : undefined;
  if (!step) return false;
  return isFunction(step) ? isStepDown(step) : step.kind === 'identifier' && stepName.test(step.text);
}

/** What `keys.reduce(step, root)` is handed as its step. */
export function reducerOf(call: SyntaxNode): SyntaxNode | undefined {
  return calledName(call) === 'reduce' ? argumentsOf(call)[0] : undefined;
}

function isStepDown(step: SyntaxNode): boolean {
  const [at = ''] = parametersOf(step);
  return returnsOf(step).some((value) => goesDown(value, at));
}

/** Whether the function calls itself for what stands below the object: `set(at[key], rest, value)`. */
function isDescended({ near, object, names }: Write): boolean {
  return near.calls.some((call) => {
    const [first] = argumentsOf(call);
    return (
      first !== undefined && names.has(calledName(call)) && keyAt(beginningOf(first), object) !== undefined
    );
  });
}

/** Whether a function around, or one that calls it, is called for what stands at the key. */
function isMerged(write: Write): boolean {
  const { near, object, node, names } = write;
  if (names.size === 0) return false;
  const below = belowKey(write);
  const copies = isCopy(near, object);
  return near.calls.some((call) => {
    const name = calledName(call);
    if (!objectsOf(write, call, name).some(below)) return false;
    if (names.has(name)) return !copies;
    const other = functionsNamed(node).get(name);
    if (!other) return false;
    if (merger.test(name) && !(copies && makesCopy(other))) return true;
    return !copies && callsBack(other, names);
  });
}

/** What a call is handed to write into: its first argument, one behind a flag, or what stands where the function has its own object. */
function objectsOf({ around, object }: Write, call: SyntaxNode, name: string): SyntaxNode[] {
  const args = argumentsOf(call);
  const [first, second] = args;
  const isFlag = first !== undefined && /^(?:identifier|this|true|false|number)$/.test(first.kind);
  const own = around
    .filter((fn) => namesOf(fn).includes(name))
    .map((fn) => args[parametersOf(fn).indexOf(object)]);
  return [first, isFlag ? second : undefined, ...own].filter((one) => one !== undefined);
}

const merger = /merge|extend|mixin|defaults/i;

/** Asks whether an expression begins with what stands at the key, or with a variable that was made of it. */
function belowKey({ near, object, key }: Write): (value: SyntaxNode) => boolean {
  const isPlace = (part: SyntaxNode): boolean => keyAt(part, object)?.text.replace(/\s+/g, '') === key;
  const aliases = new Set<string>();
  const isBelow = (part: SyntaxNode): boolean =>
    isPlace(part) ? !isWritten(part) : part.kind === 'identifier' && aliases.has(part.text);
  for (const { left, right, operator } of near.assigned)
    if (operator === '=' && left.kind === 'identifier' && left.text !== object && hasPart(right, isBelow))
      aliases.add(left.text);
  return (value) => {
    const first = beginningOf(value);
    return isPlace(first) || (first.kind === 'identifier' && aliases.has(first.text));
  };
}

function isWritten(place: SyntaxNode): boolean {
  return place.field === 'left' && place.parent?.kind === 'assignment_expression';
}

/** What an expression begins with: `a` of `a.b || {}`; of `isObject(a) ? a : {}` what it comes to. */
function beginningOf(value: SyntaxNode): SyntaxNode {
  const part = bare(value);
  const next =
    part.kind === 'ternary_expression'
      ? part.get('consequence')
      : part.kind === 'binary_expression'
        ? part.get('left')
        : part.kind === 'member_expression'
          ? part.get('object')
          : undefined;
  return next ? beginningOf(next) : part;
}

/** Whether the function made the object itself, so that what it returns is new at every depth: `const out = { ...base }`. */
function isCopy({ assigned }: Near, object: string): boolean {
  return assigned.some(({ left, right }) => {
    if (left.text !== object || left.field !== 'name') return false;
    const value = bare(right);
    return isNew(value.kind === 'ternary_expression' ? (value.get('consequence') ?? value) : value);
  });
}

function isNew(made: SyntaxNode): boolean {
  if (made.kind === 'object') return made.items.length === 0 || made.items[0]?.kind === 'spread_element';
  const [first] = made.kind === 'call_expression' ? argumentsOf(made) : [];
  return (
    made.get('function')?.text === 'Object.assign' && first?.kind === 'object' && first.items.length === 0
  );
}

/** Whether a function that merges makes its object itself too. */
function makesCopy(fn: SyntaxNode): boolean {
  return hasPart(
    fn,
    (part) =>
      (part.kind === 'object' && part.items[0]?.kind === 'spread_element') ||
      (part.kind === 'call_expression' && calledName(part) === 'structuredClone'),
  );
}

/** Whether a function calls one of `names`, or hands it on. */
function callsBack(fn: SyntaxNode, names: ReadonlySet<string>): boolean {
  return hasPart(
    fn,
    (part) =>
      (part.kind === 'call_expression' && names.has(calledName(part))) ||
      (part.parent?.kind === 'arguments' && names.has(lastName(part))),
  );
}
