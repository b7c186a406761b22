// What the methods of strings, lists and maps do to a value.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assign, remember } from '../steps/assignments.ts';
import { applyGuard } from '../steps/branches.ts';
import {
  actsInScripts,
  adders,
  eachElement,
  faithful,
  handsOn,
  inertResults,
  inertType,
  isFile,
  lookups,
  makesInScripts,
  takesOne,
  withReceiver,
} from './builtins.ts';
import { containerCall, mappingCall } from './containers.ts';
import { withoutRoot } from '../proofs/dots.ts';
import { keyOf } from '../env.ts';
import { candidate } from '../steps/expressions.ts';
import { run } from '../steps/functions.ts';
import { isTypeCheck } from '../proofs/guard-calls.ts';
import { predicateGuard } from '../proofs/guard-functions.ts';
import type { Expression, Target } from '../ir.ts';
import { lastPart } from '../texts/last-part.ts';
import { lastNameOf } from '../inputs/parameters.ts';
import { factsOf } from '../path-facts.ts';
import { elementOf } from '../steps/properties.ts';
import type { Call, Frame, State } from '../state.ts';
import { appends, formatBraces, percentFormats, textBuilders } from '../texts/text-building.ts';
import {
  appended,
  builtText,
  formatCall,
  formats,
  joins,
  listJoin,
  replaces,
  sprintfCall,
} from '../texts/text-methods.ts';
import { fillDollar } from '../texts/text-templates.ts';
import { knownIn } from '../proofs/validation.ts';
import {
  type Value,
  build,
  cleaned,
  inert,
  join,
  literal,
  partly,
  step,
  taint,
  unite,
  unknown,
} from '../value.ts';

/** Writes what a call leaves in its arguments, such as the groups of `preg_match`. */
export function outputs(a: State, { expression, path, args, receiver, f }: Call): void {
  for (const output of factsOf(a, path).outputs) {
    const to = expression.args[output.to]?.value;
    if (!to || (to.kind !== 'name' && to.kind !== 'member' && to.kind !== 'index')) continue;
    // A variable for a number holds one whatever is written into it.
    if (args[output.to]?.path === 'int') continue;
    const given = output.from.map((at) => (at === 'receiver' ? receiver : args[at])?.taints ?? []);
    const own = output.kind === undefined ? [] : [taint(output.kind, expression.node)];
    const target: Target =
      to.kind === 'name'
        ? { kind: 'bind', name: to.name, node: to.node }
        : { kind: 'place', place: to, node: to.node };
    const type = args[output.to]?.path;
    const kept = type !== undefined && a.classes.has(type) ? { path: type } : {};
    assign(a, target, { taints: unite(own, ...given), ...kept }, f);
  }
}

/** A new object of a type, with the taints of its arguments; harmless when they are constant. */
export function newObject(type: string, value: Value, args: readonly Value[], node: SyntaxNode): Value {
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
  // An address is still the text that it was made from, with a host that may be fixed.
  const text = /^UR[LI]$/.test(type) && args.length === 1 ? args[0]?.pieces : undefined;
  const kept = value.fields && !value.isList ? { fields: value.fields } : undefined;
  return { ...(value.isList && value), ...kept, taints: given, path: type, ...(text && { pieces: text }) };
}

/** What a method of a list or map returns; the container is updated. Undefined for other calls. */
export function contains(a: State, { method, receiver, args, expression, f }: Call): Value | undefined {
  const names = expression.args.map(({ name }) => name);
  const found =
    receiver && (containerCall(method, receiver, args) ?? mappingCall(method, receiver, args, names));
  if (!found || expression.callee.kind !== 'member') return undefined;
  if (found.after) writeBack(a, expression.callee.object, found.after, f);
  return found.result;
}

/** `var b strings.Builder` is empty at first. */
function isEmptyYet(value: Value, place: Expression): boolean {
  const root = place.kind === 'other' ? place.parts[0] : place;
  return (
    /^(?:strings\.Builder|bytes\.Buffer)$/.test(value.path ?? '') && isThing(value) && root?.kind === 'name'
  );
}

/** What leaves a text builder with most of its text: `set.setLength(set.length() - 2)`. */
const changesWithin = /^(?:replace|reverse|deleteCharAt|delete|setLength|setCharAt)$/;

/** What a call on a text builder returns; the text collected so far is updated. Undefined for other calls. */
export function collects(a: State, { method, receiver, args, expression, f, path }: Call): Value | undefined {
  const callee = expression.callee;
  if (
    path === 'fmt.Fprintf' ||
    path === 'io.WriteString' ||
    path === 'fmt.Fprint' ||
    path === 'fmt.Fprintln'
  ) {
    const to = args[0];
    if (!to || !textBuilders.test(to.path ?? '') || !expression.args[0]) return undefined;
    const parts = [isEmptyYet(to, expression.args[0].value) ? literal('') : to, ...args.slice(1)].map(
      (value) => ({
        value,
        node: expression.node,
      }),
    );
    writeBack(a, expression.args[0].value, { ...build(parts, expression.node), path: to.path as string }, f);
    return inert;
  }
  if (!receiver || callee.kind !== 'member' || !textBuilders.test(receiver.path ?? '')) return undefined;
  const isNew = isEmptyYet(receiver, callee.object);
  const own = { value: isNew ? literal('') : receiver, node: callee.object.node };
  const added = (args.length > 1 && method === 'insert' ? args.slice(1) : args.slice(0, 1)).map((value) => ({ value, node: expression.args[0]?.value.node ?? expression.node })); // prettier-ignore
  let after: Value;
  const end = /^append(?:Line|ln)$/.test(method) ? [{ value: literal('\n'), node: expression.node }] : [];
  if (appends.has(method)) after = build([own, ...added, ...end], expression.node);
  else if (method === 'insert') after = build([...added, own], expression.node);
  else if ((method === 'setLength' && args[0]?.literal === 0) || method === 'Reset') after = literal('');
  else if (changesWithin.test(method)) return receiver;
  else if (method === 'toString' || method === 'String') {
    if (receiver.pieces && receiver.taints.length > 0) candidate(a, receiver, expression.node);
    const { path: _, ...text } = receiver;
    return step(text, expression.node, 'built');
  } else return undefined;
  const value: Value = { ...after, path: receiver.path as string };
  writeBack(a, callee.object, value, f);
  return value;
}

/** Writes a changed value back to the variable or field that a chain of calls began with. */
function writeBack(a: State, place: Expression, value: Value, f: Frame): void {
  let root = place;
  while (root.kind === 'call' && root.callee.kind === 'member') root = root.callee.object;
  if (root.kind === 'typed') root = root.value;
  if (root.kind === 'name') {
    if (f.env.find(root.name)) f.env.write(root.name, value);
  } else if (root.kind === 'member') {
    const key = keyOf(root);
    if (key !== undefined) f.env.writePlace(key, value);
    remember(a, root, value, f);
  }
}

/** An address is still the text that it was made from, with a host that may be fixed. */
const makesAddress = /^(?:URI\.(?:create|parse)|url\.Parse)$/;
const pathJoin = /(?:^|[.:])(?:path|posix|win32|posixpath|ntpath|Path|filepath)\.(?:join|resolve)$/;

/** Whether a receiver of which nothing is known is an object of the program, and no text, list or module. */
function isThing(value: Value): boolean {
  const { taints, literal: text, pieces, isList, fields, pattern, path } = value;
  return (
    taints.length === 0 &&
    text === undefined &&
    pattern === undefined &&
    !pieces &&
    !isList &&
    !fields &&
    !handsOn.test(path ?? '')
  );
}

/** Functions of Python that give one of what they are given. */
const takesFirst = /^(?:next|iter|max|min|random\.choice|choice)$/;
const isScripted = /^(?:javascript|typescript|tsx|python)$/;

/** What has names of others' choosing among its entries; the entries of a list have numbers. */
const keyed =
  /(?:map|form|data|params|query|headers|cookies|fields|search\w{0,20}|\))\.entries$|^(?:Object|Reflect|JSON|_)\.entries$/i;

function numbered(list: Value, element: Value): Value {
  const pair = new Map([
    ['0', inert],
    ['1', element],
  ]);
  return {
    taints: list.taints,
    isList: true,
    element: { taints: element.taints, isList: true, fields: pair },
  };
}

/** The result of a method of strings and lists, or of a function of the same kind; undefined for other calls. */
export function textMethod(
  a: State,
  { expression, method, receiver, called, args, path, f }: Call,
): Value | undefined {
  const first = args[0];
  if (percentFormats.test(path) || method === 'formatted')
    return formatCall(a, expression, receiver, args, method);
  if (path === 'MessageFormat.format' && first) {
    const given = args.slice(1).map((value) => ({ value, node: expression.node }));
    return builtText(a, formatBraces(first, given, expression.node), expression.node);
  }
  if (path === 'append' && first) return appended(expression, args);
  if (path === 'Buffer.concat' && first) return elementOf(a, first, undefined);
  // `Array(ids.length).fill('?')`
  if (method === 'fill' && a.isScript && receiver && first && args.length === 1 && !first.closure)
    return { taints: first.taints, isList: true, element: first };
  if (receiver?.keys && args.length === 0) {
    const { keys, element = inert } = receiver;
    if (method === 'keys') return { taints: keys.taints, isList: true, element: keys };
    if (method === 'values') return { taints: element.taints, isList: true, element };
    const pair: Value = { taints: receiver.taints, isList: true, fields: new Map([['0', keys], ['1', element]]) }; // prettier-ignore
    if (method === 'items') return { taints: receiver.taints, isList: true, element: pair };
  }
  if (method === 'collect' && receiver && first?.path?.endsWith('joining()'))
    return joins(a, expression, { ...receiver, isList: true }, []);
  if (path === 'String.join' || path === 'strings.Join') return listJoin(expression, args, path);
  if (method === 'join' && receiver && !pathJoin.test(path)) return joins(a, expression, receiver, args);
  if (method === 'charAt' && typeof receiver?.literal === 'string' && typeof first?.literal === 'number')
    return literal(receiver.literal.charAt(first.literal));
  if (method === 'format' && receiver && (receiver.literal !== undefined || receiver.pieces))
    return formats(a, expression, receiver, args);
  if (method === 'format_map' && receiver && (receiver.literal !== undefined || receiver.pieces))
    return formats(a, expression, receiver, args);
  if ((method === 'substitute' || method === 'safe_substitute') && typeof receiver?.literal === 'string') {
    const named = expression.args.flatMap((one, at) => (one.name === undefined ? [] : [[one.name, args[at] ?? inert] as const])); // prettier-ignore
    const rest = args.find((_, at) => expression.args[at]?.name === undefined || expression.args[at]?.spread);
    return builtText(a, fillDollar(receiver.literal, new Map(named), rest, expression.node), expression.node);
  }
  const typeGiven = args[expression.args.findIndex((one) => one.name === 'type')]?.path;
  if (typeGiven !== undefined && inertType.test(typeGiven)) return inert;
  if (method === 'map' && !receiver && args[1] && first) return maps(a, expression, first, args[1], f);
  // `next(one for one in names)`, `max([a, b])`
  if (!receiver && takesFirst.test(path) && first && (first.isList || first.element))
    return args.slice(1).reduce(join, elementOf(a, first, undefined));
  const last = method === 'pop' || method === 'at' ? lastPart(expression, receiver) : undefined;
  if (last) return last;
  if (receiver?.isList && (takesOne.test(method) || (method === 'get' && args.length === 0)))
    return takenOut(a, method, receiver, args, f);
  // `List.of(a, b).get(1)`
  if (method === 'get' && receiver?.isList && typeof first?.literal === 'number' && args.length === 1)
    return receiver.fields?.get(String(first.literal)) ?? elementOf(a, receiver, undefined);
  if (method === 'pop' && receiver?.isList && receiver.fields && expression.callee.kind === 'member')
    return popped(a, expression.callee.object, receiver, args, f);
  if (lookups.has(method) && receiver && receiver.taints.length === 0 && !namesClass(expression))
    return lookedUp(a, expression, receiver, args);
  const template = args[0]?.literal;
  if (
    /^(?:util\.)?(?:format|sprintf|vsprintf)$|sprintf-js/.test(path) &&
    typeof template === 'string' &&
    /%[sdifjoOv]/.test(template)
  )
    return sprintfCall(a, expression, template, args.slice(1));
  if (
    (method === 'replace' || method === 'replaceFirst' || method === 'replaceAll' || method === 'sub') &&
    receiver
  )
    return replaces(a, expression, receiver, args, method);
  // PHP's lists have no methods; `$wpdb->insert(…)` writes a row.
  const isRow = method === 'insert' && expression.node.kind === 'member_call_expression';
  if (adders.has(method) && !isRow && receiver && expression.callee.kind === 'member')
    adds(a, expression.callee.object, receiver, args, f, method);
  // `$${values.push(name)}` writes how many there are.
  if (a.isScript && receiver?.isList && (method === 'push' || method === 'unshift')) return inert;
  // `args.map(quoteArg).join(' ')`
  const by = method === 'map' ? expression.args[0]?.value : undefined;
  const isQuoted =
    (by?.kind === 'name' || by?.kind === 'member') && /quote|escape/i.test(lastNameOf(by) ?? '');
  if (receiver && eachElement.has(method) && method !== 'filter' && first?.closure) {
    const made: Value = {
      taints: first.element?.taints ?? receiver.taints,
      isList: true,
      ...(first.element && { element: first.element }),
    };
    return isQuoted ? partly(made) : made;
  }
  if (receiver && method === 'filter' && first) {
    const guard = first.closure
      ? predicateGuard(first.closure.fn, knownIn(a, f))
      : isTypeCheck((first.path ?? '').replace(/^.*\./, ''))
        ? ['*']
        : undefined;
    if (guard) {
      const { element } = receiver;
      return { ...applyGuard(receiver, guard), ...(element && { element: applyGuard(element, guard) }) };
    }
  }
  if (receiver && method === 'map' && first && !first.closure && first.path !== undefined) {
    const made = a.models.sanitizers
      .find(first.path)
      .find((one) => !one.on || one.on.test(first.path as string));
    if (made && !made.partly) return cleaned(receiver, made.cleans);
  }
  if (receiver && isQuoted) return partly(receiver);
  if (receiver && withReceiver.has(method) && first?.closure) return first.element ?? receiver;
  if (
    method === 'entries' &&
    args.length === 0 &&
    a.isScript &&
    receiver &&
    !keyed.test(expression.callee.node.text)
  )
    return numbered(receiver, elementOf(a, receiver, undefined));
  if (inertResults.has(method) && !path.startsWith('*'))
    return {
      taints: [],
      ...(method === 'Date' || method === 'UUID' ? {} : { path: `${path}()` }),
    };
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
  if (method === 'lstrip' && receiver && /[/\\]/.test(String(args[0]?.literal ?? '')))
    return withoutRoot(receiver);
  if (!faithful.has(method)) return undefined;
  const isFromOutside = args.some((one) => one.taints.some(({ source }) => source !== 'dynamic'));
  if (isFromOutside && isScripted.test(a.program.root.source.language)) {
    if (makesInScripts.has(method)) return undefined;
    if (actsInScripts.has(method) && receiver && called.taints.length === 0 && isThing(receiver))
      return undefined;
  }
  const carriers =
    receiver &&
    // What an expression finds is of the text, whoever wrote the expression.
    !(method === 'exec' && a.isScript) &&
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
    ) || makesAddress.test(path)
      ? carriers[0]
      : undefined;
  return {
    taints: unite(...carriers.map((one) => one.taints), carriers[0] === receiver ? [] : called.taints),
    ...(element && { element }),
    ...(fields && { fields }),
    ...(carriers.some((one) => one.isList) && { isList: true }),
    ...(kept?.literal !== undefined && { literal: kept.literal }),
    ...(kept?.pieces && {
      pieces: kept.pieces,
      ...(kept.builtAt && { builtAt: kept.builtAt }),
    }),
    ...(receiver?.path !== undefined
      ? { path: `${receiver.path}.${method}()` }
      : pathJoin.test(path) && { path: `${path}()` }),
  };
}

/** `session.get(Order, id)` finds a record; it does not fall back on the second argument. */
function namesClass({ args }: Extract<Expression, { kind: 'call' }>): boolean {
  const first = args[0]?.value;
  return args.length > 1 && first?.kind === 'name' && /^[A-Z]\w*[a-z]/.test(first.name);
}

/** What is found under a key that someone else chose: what the container holds, and never the key. */
function lookedUp(
  a: State,
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
  return join(field ?? elementOf(a, { ...receiver, taints: [] }, undefined), fallback);
}

/** What is taken out of a list or an optional value. */
function takenOut(a: State, method: string, receiver: Value, [given]: readonly Value[], f: Frame): Value {
  const one = elementOf(a, receiver, undefined);
  if (given && method.startsWith('orElse')) return join(one, given.element ?? given);
  const guard = given?.closure && predicateGuard(given.closure.fn, knownIn(a, f));
  return guard ? applyGuard(one, guard) : one;
}

/** An item taken out of a list that is known item by item. */
function popped(a: State, place: Expression, receiver: Value, args: readonly Value[], f: Frame): Value {
  const items = [...(receiver.fields?.values() ?? [])];
  const at = args.length === 0 ? items.length - 1 : args[0]?.literal;
  if (typeof at !== 'number' || items.length === 0) return elementOf(a, receiver, undefined);
  const rest = items.toSpliced(at, 1);
  const element = rest.reduce<Value>((a, b) => join(a, b), rest[0] ?? inert);
  const fields = new Map(rest.map((one, index) => [String(index), one]));
  writeBack(
    a,
    place,
    {
      taints: unite(...rest.map((one) => one.taints)),
      isList: true,
      element,
      fields,
    },
    f,
  );
  return items[at] ?? inert;
}

/** The list that `map(function, list)` makes. */
function maps(
  a: State,
  expression: Extract<Expression, { kind: 'call' }>,
  by: Value,
  list: Value,
  f: Frame,
): Value {
  const item = elementOf(a, list, expression.args[1]?.value);
  const path = by.path ?? '';
  const sanitizer = a.models.sanitizers.find(path)[0];
  let element = item;
  if (sanitizer) element = sanitizer.partly ? partly(item) : cleaned(item, sanitizer.cleans);
  else if (inertResults.has(path.slice(path.lastIndexOf('.') + 1))) element = inert;
  else if (by.closure) element = run(a, by.closure, [item], f.depth + 1);
  return { taints: element.taints, isList: true, element };
}

function adds(
  a: State,
  target: Expression,
  receiver: Value,
  args: readonly Value[],
  f: Frame,
  method: string,
): void {
  const items = args.map((one) => (one.isList && one.element ? one.element : one));
  const added = items.reduce<Value>(join, inert);
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
  // A constant stays one among the items.
  const { fields } = value;
  const first = fields?.size ?? 0;
  if (value.isList && fields && (args.length === 1 || method === 'push') && first + args.length <= 30)
    value.fields = new Map([...fields, ...items.map((one, at) => [String(first + at), one] as const)]);
  const key = keyOf(target);
  if (target.kind === 'name') {
    // `$list[] = x` makes the list.
    if (f.env.find(target.name) || target.name.startsWith('$')) f.env.write(target.name, value);
  } else if (key !== undefined) {
    f.env.writePlace(key, value);
    remember(a, target, value, f);
  }
}
