// What one function leaves for others: in variables and containers of the file, and on the request that it hands on.
import { keyOf, type Env } from '../env.ts';
import type { Expression } from '../ir.ts';
import { sourcesOf } from '../path-facts.ts';
import type { Call, Frame, State } from '../state.ts';
import { type Taint, type Value, inert, join, unite } from '../value.ts';

/** What is handed from one step to the next, by path. */
const carriers =
  /^(?:http\.(?:Request|Response\.locals)|koa\.Context(?:\.state)?|(?:hono|gin|echo|fiber)\.(?:Context|Ctx)|HttpServletRequest|HttpSession|request|(?:flask\.)?g|request\.state)$/;

/** What a server puts there, which every step may read anew. */
const ofServer =
  /^(?:body|query|params|headers|cookies|signedCookies|url|originalUrl|path|method|ip|ips|hostname|host|protocol|files?|rawBody|nextUrl|GET|POST|META|FILES|COOKIES|args|form|json|data|values|request|response|req|res|status|type)$/;

/** Who somebody is, is found by what they sent, and seldom is it. */
const ofPerson =
  /^id$|_id$|Id$|(?:[uU]ser|[aA]ccount|[sS]ession|[aA]uth|[cC]laim|[pP]rincipal|[iI]dentity|[aA]dmin|[rR]ole|[tT]oken|[lL]ocale|[lL]ang)/;

const isDirect = ({ source, doubt, found }: Taint): boolean => source === 'request' && doubt === 0 && !found;

/** The value with only those of its taints that are an outsider's text itself, and no answer to it. */
function direct(value: Value, depth = 0): Value {
  const out: Value = { ...value, taints: value.taints.filter(isDirect) };
  if (depth > 2) return { taints: out.taints };
  if (value.element) out.element = direct(value.element, depth + 1);
  if (value.fields)
    out.fields = new Map([...value.fields].map(([key, one]) => [key, direct(one, depth + 1)]));
  return out;
}

const isCarrier = (path: string | undefined, key: string): path is string =>
  path !== undefined && carriers.test(path) && !ofServer.test(key) && !ofPerson.test(key);

const placeOf = (path: string, key: string): string => `left:${path}.${key}`;

/** Notes what is put on a request, or what goes with it, under a name. */
export function leave(a: State, object: Value, key: string, value: Value, f: Frame): void {
  if (!f.fn || !isCarrier(object.path, key)) return;
  const place = placeOf(object.path, key);
  const before = a.top.places.get(place);
  a.top.places.set(place, before ? join(before, value) : value);
}

/** What a step before left there; undefined where none in this file did. */
export function leftAt(a: State, path: string, key: string): Value | undefined {
  if (a.top.places.size === 0) return undefined;
  const value = a.top.places.get(placeOf(path, key));
  if (!value) return undefined;
  // Of what frameworks fill themselves less is known.
  return sourcesOf(a, path).below?.except.includes(key) ? direct(value) : value;
}

/** What `c.set('name', value)` leaves and `c.get('name')` finds; undefined for other calls. */
export function handsOver(a: State, call: Call): Value | undefined {
  const { method, receiver, args, f } = call;
  const [key, value] = args;
  if (call.path === 'context.WithValue' || method === 'Value') return carriedByContext(a, call);
  if (receiver?.path === undefined || typeof key?.literal !== 'string') return undefined;
  if (!carriers.test(receiver.path)) return undefined;
  if (value && /^(?:set|Set|setAttribute|Locals)$/.test(method)) leave(a, receiver, key.literal, value, f);
  return args.length === 1 && /^(?:get|Get|MustGet|GetString|getAttribute|Locals)$/.test(method)
    ? leftAt(a, receiver.path, key.literal)
    : undefined;
}

/** What Go's `context.WithValue(ctx, key, value)` leaves with a request, and `ctx.Value(key)` finds. */
function carriedByContext(a: State, { method, expression, args, f }: Call): Value | undefined {
  const key = expression.args.at(method === 'Value' ? 0 : 1)?.value.node.text;
  if (key === undefined) return undefined;
  const name = `value of ${key}`;
  if (method === 'Value') return args.length === 1 ? leftAt(a, carrier, name) : undefined;
  if (args[2]) leave(a, { path: carrier, taints: [] }, name, direct(args[2]), f);
  return undefined;
}

const carrier = 'http.Request';

/** Whether a name means a variable of the file, in a function that writes to it. */
function isOfFile({ top }: State, name: string, f: Frame): boolean {
  if (!f.fn || !top.vars.get(name)) return false;
  if (f.ofFile?.has(name)) return true;
  for (let env: Env | undefined = f.env; env?.parent; env = env.parent) if (env.vars.get(name)) return false;
  f.ofFile?.add(name);
  return true;
}

/** Where a name is given a value, and not made. */
const assigns = /^(?:(?:augmented_)?assignment_expression|assignment_statement)$/;

/** `current = req.body.name`, where `current` is a variable of the file: others read it. */
export function leaveVariable(
  a: State,
  { name, node }: { name: string; node: Expression['node'] },
  value: Value,
  f: Frame,
): void {
  if (value.taints.length === 0 || !f.fn) return;
  const { parent } = node;
  if (!assigns.test(parent?.kind ?? '') && !assigns.test(parent?.parent?.kind ?? '')) return;
  const before = a.top.vars.get(name);
  const own = direct(value);
  if (before && own.taints.length > 0 && isOfFile(a, name, f)) a.top.vars.set(name, join(before, own));
}

/** `state.table = req.body.table`, `CACHE[key] = value`: a container of the file holds it for all. */
export function leaveWithin(a: State, place: Expression, value: Value, f: Frame): void {
  if (place.kind !== 'member' && place.kind !== 'index') return;
  if (place.object.kind !== 'name' || value.taints.length === 0) return;
  const key = place.kind === 'member' ? place.property : keyOf(place)?.slice(place.object.name.length + 1);
  hold(a, place.object.name, key, value, f);
}

const puts = /^(?:set|put|store|Store|put_nowait|push|append|appendleft|add|unshift|enqueue|offer)$/;

/** `names.set(id, req.body.name)`, `queue.put(text)` on a container of the file. */
export function leaveByCall(a: State, { method, expression: { callee }, args, f }: Call): void {
  if (callee.kind !== 'member' || callee.object.kind !== 'name' || !puts.test(method)) return;
  const value = args.at(-1);
  if (!value || value.taints.length === 0) return;
  const key = args.length === 2 ? args[0]?.literal : undefined;
  hold(a, callee.object.name, typeof key === 'string' ? key : undefined, value, f);
}

/** What a container of the file may be. */
const container =
  /^(?:(?:Weak)?(?:Map|Set)|(?:queue\.)?(?:Simple|Lifo|Priority)?Queue|asyncio\.Queue|(?:collections\.)?(?:deque|defaultdict|OrderedDict)|dict|list|set|(?:contextvars\.)?ContextVar|sync\.Map|HashMap|ConcurrentHashMap|ArrayList)(?:\(\))?$/;

/** Larger containers are known as a whole. */
const maxKnown = 40;

function hold(a: State, name: string, asked: string | undefined, value: Value, f: Frame): void {
  const own = direct(value);
  const before = own.taints.length > 0 ? a.top.vars.get(name) : undefined;
  if (!before || before.closure || !isOfFile(a, name, f)) return;
  if (before.path !== undefined && !container.test(before.path)) return;
  const isKnown = asked !== undefined && !before.isList && (before.fields?.size ?? 0) < maxKnown;
  const held: Partial<Value> = isKnown
    ? { fields: new Map(before.fields).set(asked, join(before.fields?.get(asked) ?? inert, own)) }
    : {
        taints: unite(before.taints, own.taints),
        element: before.element ? join(before.element, own) : own,
      };
  a.top.vars.set(name, { ...before, ...held });
}
