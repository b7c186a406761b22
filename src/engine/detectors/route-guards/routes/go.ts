// Reads the routes of Go programs: Gin, Echo, chi, Fiber, gorilla/mux and net/http, with their groups and middlewares.
import type { Expression, FunctionShape, Statement } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { codeOf, guardsOf, importsAny, type FileContext, type Place } from '../route.ts';
import { dotted, lastName, textOf, visitAll } from '../shapes.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const verbs =
  /^(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Any|ANY|All|Handle|HandleFunc|Method|MethodFunc|Add)$/;
const frameworks = /(?:^|[./])(?:gin|echo|chi|fiber|mux|httprouter|iris|bunrouter|pat|net\/http|http)(?:\/v\d+)?$|gin-gonic|labstack|go-chi|gofiber|gorilla/; // prettier-ignore
const anyPath = /^(?:(?:GET|POST|PUT|PATCH|DELETE)\s+)?(?:[\w.-]+)?\/|^$/;
/** What a body says when it asks for the caller itself. */
const asksCaller =
  /Status(?:Unauthorized|Forbidden)|\b40[13]\b|[cC]urrentUser|[uU]serFromContext|FromContext\(|MustGet\(|Locals\("|session|Session|[cC]laims|BasicAuth\(|"Authorization"|[vV]alidateToken|[vV]erify(?:Token|Signature)|[rR]equire(?:Auth|Admin|User)|[iI]sAdmin|X-Api-Key|X-API-Key/;
const mutates = /Method(?:Post|Put|Patch|Delete)\b|"(?:POST|PUT|PATCH|DELETE)"/;

/** A router or group: what stands before each of its routes. */
export interface Group {
  prefix: string;
  guards: Guard[];
}

/** Reads every route of the file into `file.routes`. */
export function readGoRoutes(file: FileContext): void {
  if (!importsAny(file, frameworks)) return;
  const isServer = /\b(?:gin\.(?:Default|New)|echo\.New|chi\.NewRouter|fiber\.New|mux\.NewRouter|http\.NewServeMux|httprouter\.New|http\.ListenAndServe(?:TLS)?)\(/.test(file.text); // prettier-ignore
  const place: Place = isServer && /\.(?:ListenAndServe(?:TLS)?|Run|Start|Listen|StartTLS|RunTLS)\(/.test(file.text) ? 'app' : 'router'; // prettier-ignore
  for (const statement of file.program.body)
    if (statement.kind === 'function')
      readBody(statement.fn.body, wrappedRouters(statement.fn.body, file), file, place, new Set());
}

/** `http.Server{Handler: auth(mux)}`: the routers that a function hands to a guard as a whole, before they are served. */
function wrappedRouters(body: readonly Statement[], file: FileContext): Map<string, Group> {
  const made = new Set<string>();
  const wrapped = new Map<string, Group>();
  const look = (expression: Expression): void => {
    if (expression.kind !== 'call' || registers.test(lastName(expression.callee) ?? '')) return;
    for (const { value } of expression.args) {
      const guards = value.kind === 'name' && made.has(value.name) ? guardsOf(expression, file) : [];
      const sure = guards.filter(({ level }) => level !== 'maybe');
      if (value.kind === 'name' && sure.length > 0) wrapped.set(value.name, { prefix: '', guards: sure });
    }
  };
  visitAll(body, look, (statement) => {
    if (statement.kind !== 'assign' || statement.target.kind !== 'bind') return;
    if (/^(?:http\.NewServeMux|mux\.NewRouter|chi\.NewRouter|httprouter\.New)\(/.test(statement.value.node.text.slice(0, 40))) made.add(statement.target.name); // prettier-ignore
  });
  return wrapped;
}

/** What only adds to a router. */
const registers =
  /^(?:[rR]egister|[aA]dd|[sS]et|[mM]ount|[iI]nit|[rR]outes?$|Handle|ListenAndServe)|Routes?$/;

/** Calls `each` for every other call, with the groups that are known there. */
export function followGoGroups(
  file: FileContext,
  each: (call: Call, groups: ReadonlyMap<string, Group>) => void,
): void {
  const own: FileContext = { ...file, routes: [] };
  for (const statement of file.program.body)
    if (statement.kind === 'function') readBody(statement.fn.body, new Map(), own, 'router', new Set(), each);
}

/** Follows the statements in order: a middleware serves the routes that are registered below it. */
function readBody(
  body: readonly Statement[],
  groups: Map<string, Group>,
  file: FileContext,
  place: Place,
  seen: Set<Expression>,
  each?: (call: Call, groups: ReadonlyMap<string, Group>) => void,
): void {
  visitAll(
    body,
    (expression) => {
      if (expression.kind !== 'call') return;
      const nested = nestedGroup(expression, groups, file);
      if (nested) {
        readBody(nested.fn.body, nested.groups, file, place, seen, each);
        return false;
      }
      if (seen.has(expression)) return;
      each?.(expression, groups);
      readCall(expression, groups, file, place, seen);
    },
    (statement) => {
      if (statement.kind === 'function') return false;
      if (statement.kind !== 'assign') return;
      const name = statement.target.kind === 'bind' ? statement.target.name : statement.target.kind === 'place' ? dotted(statement.target.place) : undefined; // prettier-ignore
      const group = groupOf(statement.value, groups, file);
      if (name !== undefined && group) groups.set(name, group);
    },
  );
}

/** chi's `r.Route("/admin", func(r chi.Router) { … })` and `r.Group(func(r chi.Router) { … })`. */
function nestedGroup(
  call: Call,
  groups: ReadonlyMap<string, Group>,
  file: FileContext,
): { fn: FunctionShape; groups: Map<string, Group> } | undefined {
  if (call.callee.kind !== 'member' || !/^(?:Route|Group)$/.test(call.callee.property)) return undefined;
  const inner = call.args.at(-1)?.value;
  if (inner?.kind !== 'function') return undefined;
  const [parameter] = inner.fn.parameters;
  if (parameter?.target.kind !== 'bind') return undefined;
  const outer = groupOf(call.callee.object, groups, file) ?? { prefix: '', guards: [] };
  const prefix = `${outer.prefix}${textOf(call.args[0]?.value) ?? ''}`;
  const own: Group = { prefix, guards: [...outer.guards, ...call.args.slice(1, -1).flatMap(({ value }) => guardsOf(value, file))] }; // prettier-ignore
  return { fn: inner.fn, groups: new Map(groups).set(parameter.target.name, own) };
}

/** The group that an expression is; undefined for what is none. */
function groupOf(
  value: Expression,
  groups: ReadonlyMap<string, Group>,
  file: FileContext,
): Group | undefined {
  if (value.kind === 'name' || value.kind === 'member') return groups.get(dotted(value) ?? '');
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined;
  const { property, object } = value.callee;
  const base = groupOf(object, groups, file) ?? { prefix: '', guards: [] };
  const [first, ...others] = value.args;
  const guards = (from: Call['args']): Guard[] => from.flatMap((one) => guardsOf(one.value, file));
  if (property === 'Group')
    return { prefix: `${base.prefix}${textOf(first?.value) ?? ''}`, guards: [...base.guards, ...guards(others)] }; // prettier-ignore
  if (property === 'With') return { prefix: base.prefix, guards: [...base.guards, ...guards(value.args)] };
  if (property === 'PathPrefix')
    return { prefix: `${base.prefix}${textOf(first?.value) ?? ''}`, guards: [...base.guards] };
  if (property === 'Subrouter') return { prefix: base.prefix, guards: [...base.guards] };
  return undefined;
}

function readCall(
  outer: Call,
  groups: Map<string, Group>,
  file: FileContext,
  place: Place,
  seen: Set<Expression>,
): void {
  let call = outer;
  let named: string | undefined;
  // `r.HandleFunc("/x", h).Methods("POST").Name("x")`, outermost call first.
  while (
    call.callee.kind === 'member' &&
    call.callee.object.kind === 'call' &&
    !verbs.test(call.callee.property)
  ) {
    if (call.callee.property === 'Methods') named = textOf(call.args[0]?.value) ?? lastName(call.args[0]?.value ?? call)?.replace(/^Method/, ''); // prettier-ignore
    seen.add(call);
    call = call.callee.object;
  }
  if (call.callee.kind !== 'member') return;
  seen.add(call);
  const { property, object } = call.callee;
  const receiver = dotted(object) ?? '';
  if (property === 'Use') {
    const group = groups.get(receiver) ?? { prefix: '', guards: [] };
    const guards = call.args.flatMap(({ value }) => guardsOf(value, file));
    groups.set(receiver, { ...group, guards: [...group.guards, ...guards] });
    return;
  }
  if (!verbs.test(property)) return;
  if (receiver === 'http' && !/^Handle(?:Func)?$/.test(property)) return;
  const shift = /^(?:Method|MethodFunc|Add)$/.test(property) || (property === 'Handle' && textOf(call.args[1]?.value) !== undefined) ? 1 : 0; // prettier-ignore
  const text = textOf(call.args[shift]?.value);
  if (text === undefined || !anyPath.test(text) || call.args.length < shift + 2) return;
  const handlers = call.args.slice(shift + 1).map(({ value }) => value);
  const isEcho = importsAny(file, /labstack\/echo|\becho\b/);
  const handler = isEcho ? handlers[0] : handlers.at(-1);
  if (!handler || (handler.kind !== 'function' && handler.kind !== 'name' && handler.kind !== 'member' && handler.kind !== 'call')) return; // prettier-ignore
  const base = groupOf(object, groups, file) ?? { prefix: '', guards: [] };
  const spoken = /^(GET|POST|PUT|PATCH|DELETE)\s+/.exec(text)?.[1];
  const fn = functionOf(handler, file);
  const given = (shift === 1 ? textOf(call.args[0]?.value) : undefined) ?? named ?? spoken ?? (/^(?:get|post|put|patch|delete)$/i.test(property) ? property : undefined); // prettier-ignore
  const method = given?.toUpperCase() ?? (fn && mutates.test(fn.node.text) ? 'POST' : 'GET');
  const around = handlers.filter((one) => one !== handler).flatMap((one) => guardsOf(one, file));
  // `requireAuth(handler)`
  const wrapped = handler.kind === 'call' ? guardsOf(handler, file).filter(({ level }) => level !== 'maybe') : []; // prettier-ignore
  const asks = fn ? asksCaller.test(codeOf(fn, file)) : handler.kind === 'call' && wrapped.length === 0;
  file.routes.push({
    framework: 'go',
    method,
    isMutating: method !== 'GET',
    path: `${base.prefix}${text.replace(/^[A-Z]+\s+/, '')}`,
    name: handler.kind === 'function' ? '' : (lastName(handler) ?? ''),
    start: call.node,
    end: call.args[shift]?.value.node.end ?? call.node.end,
    guards: [...base.guards, ...around, ...wrapped, ...(asks ? [{ name: 'handler', level: 'maybe' as const, node: handler.node }] : [])], // prettier-ignore
    fn,
    place,
  });
}

function functionOf(handler: Expression, file: FileContext): FunctionShape | undefined {
  if (handler.kind === 'function') return handler.fn;
  if (handler.kind === 'call') {
    const inner = handler.args.findLast(({ value }) => value.kind === 'function' || value.kind === 'name' || value.kind === 'member')?.value; // prettier-ignore
    return inner && functionOf(inner, file);
  }
  return file.helpers.functions.get(lastName(handler) ?? '');
}
