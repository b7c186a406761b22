// Lists and maps that a function fills itself: what is put in under one key does not come out under another.
import { inert, join, literal, unite, type Value } from '../value.ts';

const lists = /^(?:ArrayList|LinkedList|Vector|Stack|ArrayDeque|CopyOnWriteArrayList)$/;
const maps = /^(?:Map|HashMap|LinkedHashMap|TreeMap|Hashtable|ConcurrentHashMap)$/;

/** Longer lists are read as a whole. */
const maxKnown = 40;

/** A new empty container, if the class is one. */
export function newContainer(type: string, args: readonly Value[]): Value | undefined {
  const [copied] = args;
  // `new ArrayList<>(List.of("sh", "-c", text))`
  if (lists.test(type) && args.length === 1 && copied?.isList && copied.fields)
    return { ...copied, closed: true };
  if (args.some((one) => one.taints.length > 0 || one.fields || one.element)) return undefined;
  if (lists.test(type)) return { taints: [], isList: true, fields: new Map(), closed: true };
  return maps.test(type) ? { taints: [], fields: new Map(), closed: true } : undefined;
}

/** What a method returns, and what the container holds afterwards; undefined for other methods and values. */
export function containerCall(
  method: string,
  receiver: Value,
  args: readonly Value[],
): { result: Value; after?: Value } | undefined {
  if (!receiver.closed || !receiver.fields) return undefined;
  return receiver.isList
    ? listCall(method, receiver, receiver.fields, args)
    : mapCall(method, receiver, receiver.fields, args);
}

/** What `dict.update` and `dict.setdefault` do to a mapping that was written out; undefined for other methods and values. */
export function mappingCall(
  method: string,
  receiver: Value,
  args: readonly Value[],
  names: readonly (string | undefined)[],
): { result: Value; after: Value } | undefined {
  if (receiver.isList || !receiver.fields || receiver.path !== undefined) return undefined;
  const fields = new Map(receiver.fields);
  let result = inert;
  if (method === 'setdefault' && typeof args[0]?.literal === 'string') {
    result = fields.get(args[0].literal) ?? args[1] ?? inert;
    fields.set(args[0].literal, result);
  } else if (method === 'update' && args.every((one, at) => names[at] !== undefined || one.fields))
    for (const [at, one] of args.entries()) {
      const name = names[at];
      if (name !== undefined) fields.set(name, one);
      else for (const [key, value] of one.fields ?? []) fields.set(key, value);
    }
  else return undefined;
  const taints = unite(receiver.taints, ...args.map((one) => one.taints));
  return { result, after: { ...receiver, taints, fields } };
}

function listCall(
  method: string,
  receiver: Value,
  fields: ReadonlyMap<string, Value>,
  args: readonly Value[],
): { result: Value; after?: Value } | undefined {
  const items = [...fields.values()];
  const [first, second] = args;
  const index = typeof first?.literal === 'number' ? first.literal : undefined;
  switch (method) {
    case 'add':
    case 'addLast':
    case 'offer':
    case 'push':
      if (!first || items.length >= maxKnown) return undefined;
      if (second && index !== undefined)
        return {
          result: inert,
          after: listOf(receiver, items.toSpliced(index, 0, second)),
        };
      return second ? undefined : { result: inert, after: listOf(receiver, [...items, first]) };
    case 'remove':
      if (index === undefined) return undefined;
      return {
        result: items[index] ?? inert,
        after: listOf(receiver, items.toSpliced(index, 1)),
      };
    case 'set':
      if (index === undefined || !second) return undefined;
      return {
        result: items[index] ?? inert,
        after: listOf(receiver, items.with(index, second)),
      };
    case 'get':
    case 'elementAt':
      return index === undefined ? { result: all(items) } : { result: items[index] ?? all(items) };
    default:
      return undefined;
  }
}

function listOf(before: Value, items: readonly Value[]): Value {
  return {
    ...before,
    taints: unite(...items.map((one) => one.taints)),
    element: all(items),
    fields: new Map(items.map((one, at) => [String(at), one])),
  };
}

function mapCall(
  method: string,
  receiver: Value,
  fields: ReadonlyMap<string, Value>,
  args: readonly Value[],
): { result: Value; after?: Value } | undefined {
  const [key, value] = args;
  const name = typeof key?.literal === 'string' || typeof key?.literal === 'number' ? String(key.literal) : undefined; // prettier-ignore
  switch (method) {
    case 'put':
    case 'putIfAbsent':
    case 'set':
      if (!value || fields.size >= maxKnown) return undefined;
      // Under a key that is not constant it may come out anywhere.
      if (name === undefined)
        return {
          result: inert,
          after: {
            ...receiver,
            taints: unite(receiver.taints, value.taints),
            element: receiver.element ? join(receiver.element, value) : value,
          },
        };
      return {
        result: inert,
        after: {
          ...receiver,
          taints: unite(receiver.taints, value.taints),
          fields: new Map(fields).set(name, value),
        },
      };
    case 'values': {
      const element = all([...fields.values(), ...(receiver.element ? [receiver.element] : [])]);
      return { result: { taints: element.taints, isList: true, element } };
    }
    case 'get':
    case 'getOrDefault': {
      const kept = name === undefined ? all([...fields.values()]) : (fields.get(name) ?? inert);
      const found = receiver.element ? join(kept, receiver.element) : kept;
      return {
        result: method === 'getOrDefault' && value ? join(found, value) : found,
      };
    }
    default:
      return undefined;
  }
}

function all(items: readonly Value[]): Value {
  return items.length === 0 ? inert : items.reduce((a, b) => join(a, b));
}

/** The value of an operator between constants; undefined when it is none. */
export function fold(operator: string, left: Value, right: Value): Value | undefined {
  const [a, b] = [left.literal, right.literal];
  if (a === undefined || b === undefined) return undefined;
  if (operator === '==' || operator === '!=') return literal((a === b) === (operator === '=='));
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  switch (operator) {
    case '+':
      return literal(a + b);
    case '-':
      return literal(a - b);
    case '*':
      return literal(a * b);
    case '/':
      return b === 0
        ? undefined
        : literal(Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b);
    case '%':
      return b === 0 ? undefined : literal(a % b);
    case '<':
      return literal(a < b);
    case '>':
      return literal(a > b);
    case '<=':
      return literal(a <= b);
    case '>=':
      return literal(a >= b);
    default:
      return undefined;
  }
}
