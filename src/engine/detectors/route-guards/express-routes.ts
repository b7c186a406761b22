// Reads routes that are registered by calls on an app or router: Express, Fastify, Koa, Hono, restify, socket servers.
import type { Expression, FunctionShape } from '../../flow/ir.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { factsOf, type Guard } from './body.ts';
import { guardsOf, visitFile, type FileContext, type Place, type Route } from './route.ts';
import { boundNames, dotted, entryOf, lastName, textOf, visitExpression } from './shapes.ts';
import { guardLevelOf } from './words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'head']);
const appCalls =
  /^(?:express|fastify|Fastify|polka|restana|createServer|OpenAPIHono|Elysia|App|Server|express\.default)$/;
const routerCalls =
  /^(?:(?:@koa\/|koa-|express-promise-|koa-tree-)router|Router|express\.Router|KoaRouter|createRouter|promiseRouter|PromiseRouter|AsyncRouter)$/;
const routerNames =
  /^(?:app|router|server|fastify|instance|koaRouter|routes?|web|webapp|expressApp|httpServer|f|hono|\w+(?:Router|Routes|App|Api|API|Server)|api|v\d+|admin|apiV\d)$/;
const clients =
  /^(?:\$?http|rest|axios|msw|mock\w*|nock\w*|scope|page|cy|\$|fetchMock|pretender|mirage|request|supertest|agent|client|this|cache|redis|map|store|params|searchParams|headers|config|storage|window|document|worker|graphql|jest|sinon|stub|\w*(?:Client|Cache|Map|Store|Mock|Storage|Service|Config))$/;
const hookNames =
  /^(?:preHandler|onRequest|preValidation|preParsing|beforeHandler|beforeHandle|middleware|middlewares|use|pre)$/;

/** Guards that a route takes over from its receivers. */
const maxInherited = 20;

/** A middleware on a receiver, from a position on, for paths with a prefix. */
interface Use {
  receiver: string;
  prefix: string;
  guards: Guard[];
  at: number;
  /** Routers that are mounted by the same call. */
  mounts: string[];
}

/** Reads every such route of the file into `file.routes`. */
export function readCallRoutes(file: FileContext): void {
  const receivers = new Map<string, Place>();
  for (const [name, value] of file.values) {
    const place = receiverPlace(name, value, file);
    if (place) receivers.set(name, place);
  }
  const uses: Use[] = [];
  /** Names that come from outside: parameters and imports. */
  const outer = new Set(file.imports.map(({ local }) => local));
  const found: { receiver: string; route: Route }[] = [];
  /** `router.group(() => { … }).use(auth)`: what is chained behind guards all that stands in front. */
  const wrapped: { start: number; end: number; guards: Guard[] }[] = [];
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'function')
        for (const { target } of expression.fn.parameters)
          for (const name of boundNames(target)) outer.add(name);
      if (expression.kind !== 'call' || expression.callee.kind !== 'member') return;
      const verb = expression.callee.property;
      const { object } = expression.callee;
      if ((verb === 'use' || verb === 'middleware') && object.kind === 'call')
        wrapped.push({
          start: object.node.start,
          end: object.node.end,
          guards: expression.args
            .flatMap(({ value }) => [...guardsOf(value, file), ...namedGuard(value)])
            .filter(({ level }) => level !== 'maybe'),
        });
      if (verb === 'use' || verb === 'addHook' || verb === 'register')
        readUse(expression, verb, object, uses, file);
      else if (verb === 'on' || verb === 'subscribe') readSocket(expression, object, file, uses, found);
      else if (verb === 'route') readRouteObject(expression, object, receivers, file, found);
      else if (verbs.has(verb)) readRoute(expression, verb, object, receivers, uses, file, found);
    },
    (statement) => {
      if (statement.kind === 'function')
        for (const { target } of statement.fn.parameters)
          for (const name of boundNames(target)) outer.add(name);
    },
  );
  for (const { start, end, guards } of wrapped)
    for (const { route } of found)
      if (route.start.start >= start && route.start.start < end) route.guards.push(...guards);
  const hasApp = [...receivers.values()].includes('app');
  const indexed = indexUses(uses);
  for (const mount of file.mounts) {
    const { receiver, node, path } = mount;
    mount.later = uses.find(
      (use) =>
        use.receiver === receiver &&
        use.prefix === '' &&
        use.mounts.length === 0 &&
        use.at > node.start &&
        use.guards.length > 0,
    )?.guards[0];
    const inherited = inheritedGuards(receiver, node.start, path, indexed, new Set());
    mount.guards.push(...inherited.slice(0, maxInherited));
  }
  for (const { receiver, route } of found) {
    const inherited = inheritedGuards(receiver, route.start.start, route.path, indexed, new Set());
    // More say the same.
    route.guards.push(...inherited.slice(0, maxInherited));
    // A fragment whose `app` is nobody's parameter or import stands for the app itself.
    const own =
      receivers.get(receiver) ??
      (receiver.startsWith('new ') ? 'app' : undefined) ??
      (/^(?:app|fastify|server)$/.test(receiver) && !outer.has(receiver) ? 'app' : undefined);
    route.place =
      own === 'app' || (hasApp && own === 'router') || (hasApp && receiver === 'io') ? 'app' : 'router';
    file.routes.push(route);
  }
}

function receiverPlace(name: string, value: Expression, file: FileContext): Place | undefined {
  if (value.kind !== 'call') return undefined;
  const chain = (dotted(value.callee) ?? '')
    .replace(/\(\)/g, '')
    .replace(/\.(?:withTypeProvider|basePath|default|prefix)$/, '');
  if (routerCalls.test(chain) || chain.endsWith('.Router')) return 'router';
  if (/^(?:Koa|Application)$/.test(chain)) return 'app';
  if (chain === 'Hono' || chain === 'new Hono') return /^(?:app|server|hono)$/.test(name) ? 'app' : 'router';
  if (chain === 'createServer') return /restify|polka/.test(file.text) ? 'app' : undefined;
  return appCalls.test(chain) ? 'app' : undefined;
}

/** The middlewares of a file, by where they hold. */
interface Uses {
  of: Map<string, Use[]>;
  mounting: Map<string, Use[]>;
}

/** What is used on each receiver, in order, and where each router is mounted. */
function indexUses(uses: readonly Use[]): Uses {
  const of = new Map<string, Use[]>();
  const mounting = new Map<string, Use[]>();
  const put = (map: Map<string, Use[]>, key: string, use: Use): void => {
    const list = map.get(key);
    if (list) list.push(use);
    else map.set(key, [use]);
  };
  for (const use of uses.toSorted((a, b) => a.at - b.at)) {
    // What stands before a router in the same call guards only that router.
    if (use.mounts.length === 0 && use.guards.length > 0) put(of, use.receiver, use);
    for (const name of use.mounts) put(mounting, name, use);
  }
  return { of, mounting };
}

/** Guards of a receiver at an offset: its own middlewares before it, and those of the place where it is mounted. */
function inheritedGuards(
  receiver: string,
  at: number,
  path: string | undefined,
  uses: Uses,
  seen: Set<string>,
): Guard[] {
  if (seen.has(receiver)) return [];
  seen.add(receiver);
  const out: Guard[] = [];
  for (const use of uses.of.get(receiver) ?? []) {
    if (out.length >= maxInherited || use.at >= at) break;
    if (fits(use.prefix, path)) out.push(...use.guards);
  }
  for (const use of uses.mounting.get(receiver) ?? []) {
    out.push(...use.guards);
    if (use.receiver !== receiver) out.push(...inheritedGuards(use.receiver, use.at, use.prefix, uses, seen));
  }
  return out;
}

function withoutWildcard(prefix: string): string {
  return prefix.replace(/\/?\*.*$/, '').replace(/\/$/, '');
}

function fits(clean: string, path: string | undefined): boolean {
  return (
    clean === '' ||
    path === undefined ||
    path === clean ||
    path.startsWith(`${clean}/`) ||
    path.startsWith(`${clean}:`)
  );
}

function readUse(call: Call, verb: string, object: Expression, uses: Use[], file: FileContext): void {
  const receiver = dotted(object);
  if (receiver === undefined) return;
  const [first] = call.args;
  const prefix = textOf(first?.value);
  const rest = prefix === undefined ? call.args : call.args.slice(1);
  if (verb === 'addHook' && !/^(?:onRequest|preHandler|preValidation|preParsing)$/.test(prefix ?? '')) return;
  if (
    verb === 'register' &&
    !rest.some(({ value }) => guardsOf(value, file).some(({ level }) => level !== 'maybe'))
  )
    return;
  const mounts: string[] = [];
  const guards: Guard[] = [];
  for (const { value } of rest) {
    const name = dotted(
      value.kind === 'call' &&
        value.callee.kind === 'member' &&
        /^(?:routes|middleware|callback)$/.test(value.callee.property)
        ? value.callee.object
        : value,
    );
    if (
      name !== undefined &&
      file.values.get(name)?.kind === 'call' &&
      /Router|Hono/.test(file.values.get(name)?.node.text.slice(0, 60) ?? '')
    )
      mounts.push(name);
    // A plugin's routes are inside of it: its own hooks are read by themselves.
    else if (verb === 'register' && value.kind === 'function') continue;
    else
      guards.push(
        ...guardsOf(value, file).filter(
          ({ level, name: label }) =>
            level !== 'maybe' &&
            !/(?:Router|Routes|Controller|Handler)$/.test(label) &&
            // A plugin that only teaches the server to read tokens asks nobody for one.
            !(
              verb === 'register' &&
              /(?:fastify|hapi).{0,3}(?:jwt|auth|basic|bell|cookie|oauth|session)/i.test(
                file.imports.find(({ local }) => local === label)?.path ?? label,
              )
            ),
        ),
      );
  }
  const router = rest.at(-1)?.value;
  if (
    verb === 'use' &&
    prefix !== undefined &&
    prefix.length > 1 &&
    mounts.length === 0 &&
    /(?:^|\.)\w*(?:[rR]outer|[rR]outes?|[cC]ontroller|[aA]pi)$/.test(dotted(router ?? call) ?? '')
  )
    file.mounts.push({
      receiver,
      path: prefix,
      node: call.node,
      end: call.args[0]?.value.node.end ?? call.node.end,
      guards: rest.slice(0, -1).flatMap(({ value }) => guardsOf(value, file)),
    });
  uses.push({
    receiver,
    prefix: verb === 'addHook' ? '' : withoutWildcard(prefix ?? ''),
    guards,
    at: call.node.start,
    mounts,
  });
}

/** `.middleware('auth')` */
function namedGuard(value: Expression): Guard[] {
  const name = textOf(value.kind === 'list' ? value.items[0] : value);
  const level = name === undefined ? undefined : guardLevelOf(name.replace(/:.*$/, ''));
  return name !== undefined && level ? [{ name, level, node: value.node }] : [];
}

/** `X.get('/path', …handlers)` and `X.route('/path').get(…)`. */
function readRoute(
  call: Call,
  verb: string,
  object: Expression,
  receivers: ReadonlyMap<string, Place>,
  uses: Use[],
  file: FileContext,
  found: { receiver: string; route: Route }[],
): void {
  const chained = chainedRoute(object);
  const root = chained ? undefined : chainRoot(object, file);
  const receiver = chained?.receiver ?? root?.name ?? (object.kind === 'call' ? undefined : dotted(object));
  if (receiver === undefined) return;
  const known =
    root !== undefined || receivers.has(receiver) || /^(?:app|router|server|fastify)$/.test(receiver);
  const simple = receiver.split('.').at(-1) ?? receiver;
  if (!known && (clients.test(simple) || !routerNames.test(simple))) return;
  const path = chained ? chained.path : pathOf(call.args[0]?.value);
  if (path === undefined) return;
  const args = (chained ? call.args : call.args.slice(1)).map(({ value }) => value);
  const last = args.at(-1);
  if (!last || !isHandler(last, file, known)) return;
  // `app.all('*', requireAuth)` guards what comes after it.
  if (verb === 'all' && path.endsWith('*') && args.length >= 1) {
    const guards = args.flatMap((one) => guardsOf(one, file)).filter(({ level }) => level !== 'maybe');
    if (guards.length > 0) {
      uses.push({ receiver, prefix: withoutWildcard(path), guards, at: call.node.start, mounts: [] });
      return;
    }
  }
  const method = verb === 'del' ? 'DELETE' : verb.toUpperCase();
  const guards = [
    ...(root?.guards ?? []),
    ...(chained?.guards(file) ?? []),
    ...args.slice(0, -1).flatMap((one) => argumentGuards(one, file)),
  ];
  const handler = handlerOf(last, file, guards);
  found.push({
    receiver,
    route: {
      framework: 'express',
      method,
      isMutating: !/^(?:GET|HEAD)$/.test(method),
      path,
      name: handler.name,
      start: startNode(call),
      end: chained ? propertyEnd(call) : (call.args[0]?.value.node.end ?? call.node.start + 1),
      guards,
      fn: handler.fn,
      place: 'router',
    },
  });
}

/** For a chained call the region is the method's name, not the whole chain. */
function startNode(call: Call): SyntaxNode {
  const callee = call.node.get('function');
  const property = callee?.get('property');
  const object = callee?.get('object');
  return property && object && object.kind === 'call_expression' ? property : call.node;
}

function propertyEnd(call: Call): number {
  return call.node.get('function')?.end ?? call.node.start + 1;
}

/** `new Elysia().get(…).post(…)`: the app that a chain of routes begins with, and what in it may guard. */
function chainRoot(object: Expression, file: FileContext): { name: string; guards: Guard[] } | undefined {
  let at = object;
  const guards: Guard[] = [];
  for (let steps = 0; steps < 40 && at.kind === 'call'; steps++) {
    if (at.callee.kind !== 'member') {
      const name = lastName(at.callee) ?? '';
      return /^(?:Elysia|Hono|OpenAPIHono)$/.test(name) ? { name: `new ${name}`, guards } : undefined;
    }
    if (/^(?:use|guard|onBeforeHandle|resolve|derive|macro|group)$/.test(at.callee.property)) {
      guards.push({ name: at.callee.property, level: 'maybe', node: at.node });
      // Elysia's `jwt()` only teaches the app to read tokens.
      const known = at.args.flatMap(({ value }) => guardsOf(value, file));
      if (!/\bElysia\b/.test(file.text)) guards.push(...known);
    }
    at = at.callee.object;
  }
  return undefined;
}

function chainedRoute(
  object: Expression,
): { receiver: string; path: string; guards(file: FileContext): Guard[] } | undefined {
  let at = object;
  const between: Call[] = [];
  for (let steps = 0; steps < 12 && at.kind === 'call' && at.callee.kind === 'member'; steps++) {
    if (at.callee.property === 'route') {
      const receiver = dotted(at.callee.object);
      const path = textOf(at.args[0]?.value);
      if (receiver === undefined || path === undefined) return undefined;
      // `.all(requireAuth)` before the others guards them.
      const guards = between.filter((one) => lastName(one.callee) === 'all');
      return {
        receiver,
        path,
        guards: (file) =>
          guards
            .flatMap((one) => one.args.flatMap(({ value }) => guardsOf(value, file)))
            .filter(({ level }) => level !== 'maybe'),
      };
    }
    between.push(at);
    at = at.callee.object;
  }
  return undefined;
}

function pathOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'list') return pathOf(expression.items[0]);
  if (expression?.kind === 'regex') return expression.source.replace(/\\\//g, '/').replace(/^\/\^?/, '');
  const text = textOf(expression);
  if (text === undefined) return undefined;
  return text === '' || text === '*' || /^(?:\/|:x)/.test(text) ? text.replace(/^:x(?=\/)/, '') : undefined;
}

function isHandler(expression: Expression, file: FileContext, isKnown: boolean): boolean {
  if (expression.kind === 'function') return true;
  if (expression.kind === 'list') return expression.items.length > 0;
  if (expression.kind === 'call')
    return isKnown || expression.args.some(({ value }) => value.kind === 'function' || value.kind === 'name');
  const name = dotted(expression);
  return (
    name !== undefined &&
    (isKnown ||
      file.helpers.functions.has(name) ||
      /(?:controller|handler|ctrl)/i.test(name) ||
      /^[a-z]\w*\.[a-z]\w*$|^[a-z]+[A-Z]/.test(name))
  );
}

/** Guards of a middleware argument, or of Fastify's options. */
function argumentGuards(expression: Expression, file: FileContext): Guard[] {
  if (expression.kind !== 'object') return guardsOf(expression, file);
  return expression.entries.flatMap(({ key, value }) => {
    if (key === undefined) return [];
    if (hookNames.test(key)) return guardsOf(value, file);
    if (
      /^(?:auth|requireAuth|isAuth|roles?|permissions?|secured?|protected)$/.test(key) &&
      !(value.kind === 'literal' && value.value === false)
    )
      return [{ name: key, level: 'authenticated' as const, node: value.node }];
    if (/^(?:config|schema)$/.test(key))
      return /\b(?:auth|security|roles?|permissions?)\b\s*:(?!\s*(?:false|\[\]))/.test(
        value.node.text.slice(0, 600),
      )
        ? [{ name: key, level: 'maybe' as const, node: value.node }]
        : [];
    return [];
  });
}

/** The function that answers, unwrapped; wrappers that check are added to the guards. */
export function handlerOf(
  expression: Expression,
  file: FileContext,
  guards: Guard[],
  depth = 0,
): { name: string; fn?: FunctionShape | undefined } {
  if (depth > 5) return { name: '' };
  if (expression.kind === 'function') return { name: expression.fn.name ?? '', fn: expression.fn };
  if (expression.kind === 'list') {
    guards.push(...expression.items.slice(0, -1).flatMap((one) => guardsOf(one, file)));
    const last = expression.items.at(-1);
    return last ? handlerOf(last, file, guards, depth + 1) : { name: '' };
  }
  if (expression.kind === 'call') {
    const callee = dotted(expression.callee) ?? '';
    const own = guardLevelOf(callee);
    const others = expression.args.map(({ value }) => value).filter((value) => value.kind !== 'function');
    if (own) {
      const names = others.some((value) =>
        /['"](?:\w*admin|superuser|staff|owner|\w+:\w+)/i.test(value.node.text.slice(0, 200)),
      );
      guards.push({
        name: lastName(expression.callee) ?? callee,
        level: names ? 'authorised' : own,
        node: expression.node,
      });
    } else {
      const helper = file.helpers.functions.get(callee);
      const guard = helper && factsOf(helper, file.helpers).guard;
      if (guard) guards.push({ name: callee, level: guard.level, node: expression.node });
      else if (!helper && /^with[A-Z]|^compose|^create|^make/.test(callee))
        guards.push({ name: callee, level: 'maybe', node: expression.node });
    }
    if (expression.args.length > 1)
      guards.push(
        ...others.flatMap((value) => guardsOf(value, file)).filter(({ level }) => level !== 'maybe'),
      );
    // `handler.bind(controller)`
    if (expression.callee.kind === 'member' && expression.callee.property === 'bind')
      return handlerOf(expression.callee.object, file, guards, depth + 1);
    const inner =
      expression.args.findLast(({ value }) => value.kind === 'function')?.value ??
      expression.args.findLast(
        ({ value }) => value.kind === 'name' || value.kind === 'member' || value.kind === 'call',
      )?.value;
    return inner ? handlerOf(inner, file, guards, depth + 1) : { name: callee };
  }
  const name = dotted(expression) ?? '';
  const fn = file.helpers.functions.get(name) ?? methodOf(name, file);
  if (fn) return { name, fn };
  const value = expression.kind === 'name' ? file.values.get(name) : undefined;
  return value && value !== expression && value.kind === 'call'
    ? { ...handlerOf(value, file, guards, depth + 1), name }
    : { name };
}

/** `ctrl.remove` where the file defines `ctrl` as an object or as an instance of a class. */
function methodOf(name: string, file: FileContext): FunctionShape | undefined {
  const [head, property, more] = name.split('.');
  if (head === undefined || property === undefined || more !== undefined) return undefined;
  const value = file.values.get(head);
  const own = entryOf(value, property);
  if (own?.kind === 'function') return own.fn;
  const owner = file.classes.get(value?.kind === 'call' ? (lastName(value.callee) ?? '') : head);
  for (const member of owner?.members ?? [])
    if (member.kind === 'function' && member.fn.name === property) return member.fn;
  return undefined;
}

/** Fastify's `route({ method, url, preHandler, handler })`, also Hapi's. */
function readRouteObject(
  call: Call,
  object: Expression,
  receivers: ReadonlyMap<string, Place>,
  file: FileContext,
  found: { receiver: string; route: Route }[],
): void {
  const options = call.args[0]?.value;
  const receiver = dotted(object);
  const list = options?.kind === 'list' ? options.items : options ? [options] : [];
  for (const one of list) {
    if (one.kind !== 'object' || receiver === undefined) continue;
    const path = textOf(entryOf(one, 'url') ?? entryOf(one, 'path'));
    const handler = entryOf(one, 'handler');
    const method = entryOf(one, 'method');
    if (path === undefined || !handler || !method) continue;
    const methods = method.node.text.toUpperCase();
    const verb = /DELETE|PUT|PATCH|POST/.exec(methods)?.[0] ?? 'GET';
    const guards = argumentGuards(one, file);
    // Hapi: `options: { auth: 'session' }`; without it the server's default strategy may hold.
    const hapi = entryOf(one, 'options') ?? entryOf(one, 'config');
    if (hapi) guards.push(...argumentGuards(hapi, file));
    const { name, fn } = handlerOf(handler, file, guards);
    found.push({
      receiver,
      route: {
        framework: 'express',
        method: verb,
        isMutating: verb !== 'GET',
        path,
        name,
        start: call.node,
        end: Math.max(call.node.start + 1, (entryOf(one, 'url') ?? entryOf(one, 'path') ?? one).node.end),
        guards,
        fn,
        place: receivers.get(receiver) ?? 'router',
      },
    });
  }
}

/** `io.of('/admin')` */
function isNamespace(value: Expression | undefined): boolean {
  return value?.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'of';
}

/** `io.on('connection', socket => socket.on('event', …))`, `wss.on('connection', (ws, req) => …)`. */
function readSocket(
  call: Call,
  object: Expression,
  file: FileContext,
  uses: Use[],
  found: { receiver: string; route: Route }[],
): void {
  if (textOf(call.args[0]?.value) !== 'connection' && textOf(call.args[0]?.value) !== 'connect') return;
  const receiver = dotted(object)
    ?.replace(/\(\).*$/, '')
    .replace(/\.of$/, '');
  if (
    receiver === undefined ||
    (!/^(?:io|wss?|server|wsServer|webSocketServer|socketServer|nsp|namespace|\w*(?:Io|IO|Wss|Namespace|Socket|SocketServer|WebSocketServer))$/.test(
      receiver.split('.').at(-1) ?? '',
    ) &&
      !isNamespace(file.values.get(receiver)))
  )
    return;
  const guards: Guard[] = [];
  const handler = call.args[1] && handlerOf(call.args[1].value, file, guards);
  const socket = handler?.fn?.parameters[0]?.target;
  if (!handler?.fn || socket?.kind !== 'bind') return;
  const { guard } = factsOf(handler.fn, file.helpers);
  // `server.on('upgrade', …)` decides before the connection stands; `io.use(…)` too.
  if (guard) guards.push(guard);
  const upgrade = /\.on\(\s*['"]upgrade['"]|verifyClient|handleUpgrade|allowRequest/.test(file.text);
  if (upgrade) guards.push({ name: 'the upgrade handler', level: 'maybe', node: call.node });
  const at = uses.filter((use) => use.receiver === receiver).flatMap((use) => use.guards);
  const route = (name: string, node: SyntaxNode, end: number, fn: FunctionShape): void => {
    found.push({
      receiver,
      route: {
        framework: 'express',
        method: 'WS',
        isMutating: true,
        path: undefined,
        name,
        start: node,
        end,
        guards: [...guards, ...at],
        fn,
        place: 'router',
      },
    });
  };
  let events = 0;
  for (const statement of handler.fn.body)
    if (statement.kind === 'expression')
      visitExpression(statement.value, (one) => {
        if (
          one.kind !== 'call' ||
          one.callee.kind !== 'member' ||
          one.callee.property !== 'on' ||
          dotted(one.callee.object) !== socket.name
        )
          return;
        const event = textOf(one.args[0]?.value);
        const inner = one.args[1]?.value;
        if (
          event === undefined ||
          inner?.kind !== 'function' ||
          /^(?:disconnect|disconnecting|error|close|message|ping|pong|connect)$/.test(event)
        )
          return;
        events++;
        route(event, one.node, one.args[0]?.value.node.end ?? one.node.end, inner.fn);
      });
  if (events === 0) route('connection', call.node, call.args[0]?.value.node.end ?? call.node.end, handler.fn);
}
