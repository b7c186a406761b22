// Reads one route that a call on an app or router registers: `app.get(…)`, `route('/x').get(…)`, `route({ … })`.
import type { Expression } from '../../../../flow/ir.ts';
import type { SyntaxNode } from '../../../../syntax/tree.ts';
import type { Guard } from '../../body/facts.ts';
import { withoutWildcard, type Use } from './express-uses.ts';
import { handlerOf } from './handler.ts';
import { guardsOf, type FileContext, type Place, type Route } from '../../route.ts';
import { dotted, entryOf, lastName, textOf } from '../../shapes.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const routerNames =
  /^(?:app|router|server|fastify|instance|koaRouter|routes?|web|webapp|expressApp|httpServer|f|hono|\w+(?:Router|Routes|App|Api|API|Server)|api|v\d+|admin|apiV\d)$/;
const clients =
  /^(?:\$?http|rest|axios|msw|mock\w*|nock\w*|scope|page|cy|\$|fetchMock|pretender|mirage|request|supertest|agent|client|this|cache|redis|map|store|params|searchParams|headers|config|storage|window|document|worker|graphql|jest|sinon|stub|\w*(?:Client|Cache|Map|Store|Mock|Storage|Service|Config))$/;
const hookNames =
  /^(?:preHandler|onRequest|preValidation|preParsing|beforeHandler|beforeHandle|middleware|middlewares|use|pre)$/;

/** `X.get('/path', …handlers)` and `X.route('/path').get(…)`. */
export function readRoute(
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

/** Fastify's `route({ method, url, preHandler, handler })`, also Hapi's. */
export function readRouteObject(
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
