// Reads routes that are registered by calls on an app or router: Express, Fastify, Koa, Hono, restify, socket servers.
import type { Expression } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { classProperties, runningOrder } from './class-servers.ts';
import { readRoute, readRouteObject } from './express-calls.ts';
import { indexUses, inheritedGuards, maxInherited, namedGuard, readUse, type Use } from './express-uses.ts';
import { guardsOf, visitFile, type FileContext, type Place, type Route } from '../../route.ts';
import { boundNames, dotted, textOf } from '../../shapes.ts';
import { readSocket } from './socket-routes.ts';

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'head']);
const appCalls =
  /^(?:express|fastify|Fastify|polka|restana|createServer|OpenAPIHono|Elysia|App|Server|express\.default)$/;
const routerCalls =
  /^(?:(?:@koa\/|koa-|express-promise-|koa-tree-)router|Router|express\.Router|KoaRouter|createRouter|promiseRouter|PromiseRouter|AsyncRouter)$/;

/** Reads every such route of the file into `file.routes`. */
export function readCallRoutes(file: FileContext): void {
  const receivers = new Map<string, Place>();
  for (const [name, value] of [...file.values, ...classProperties(file)]) {
    const place = receiverPlace(name, value, file);
    if (place) receivers.set(name, place);
  }
  const uses: Use[] = [];
  /** Names that come from outside: parameters and imports. */
  const outer = new Set(file.imports.map(({ local }) => local));
  const found: { receiver: string; route: Route }[] = [];
  const params: ParamGuard[] = [];
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
      else if (verb === 'param') readParam(expression, object, file, params);
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
  const order = runningOrder(file);
  for (const use of uses) use.at = order(use.at);
  const indexed = indexUses(uses);
  for (const mount of file.mounts) {
    const { receiver, node, path } = mount;
    mount.later = uses.find(
      (use) =>
        use.receiver === receiver &&
        use.prefix === '' &&
        use.mounts.length === 0 &&
        use.at > order(node.start) &&
        use.guards.length > 0,
    )?.guards[0];
    const inherited = inheritedGuards(receiver, order(node.start), path, indexed, new Set());
    mount.guards.push(...inherited.slice(0, maxInherited));
  }
  for (const { receiver, route } of found) {
    const inherited = inheritedGuards(receiver, order(route.start.start), route.path, indexed, new Set());
    // More say the same.
    route.guards.push(...inherited.slice(0, maxInherited));
    for (const one of params)
      if (one.receiver === receiver && namesParam(route.path, one.name)) route.guards.push(one.guard);
    // A fragment whose `app` is nobody's parameter or import stands for the app itself.
    const own =
      receivers.get(receiver) ??
      (receiver.startsWith('new ') ? 'app' : undefined) ??
      (/^(?:app|fastify|server)$/.test(receiver) && !outer.has(receiver) ? 'app' : undefined);
    const isKept = receiver.startsWith('this.') && own === 'app' && isToolOfOneUser(file);
    route.place = isKept
      ? 'router'
      : own === 'app' || (hasApp && own === 'router') || (hasApp && receiver === 'io')
        ? 'app'
        : 'router';
    file.routes.push(route);
  }
}

/** A dashboard that a program opens on the files in its user's home folder is seldom left where others reach it. */
function isToolOfOneUser({ text }: FileContext): boolean {
  return /\bhomedir\(\)|(?<!\w)open\w{0,12}\(\s*[`'"]http:\/\/(?:localhost|127\.0\.0\.1)\b/.test(text);
}

/** What looks at a parameter of the address before any route that has it. */
interface ParamGuard {
  receiver: string;
  name: string;
  guard: Guard;
}

/** `router.param('id', (req, res, next, id) => …)` */
function readParam(
  call: Extract<Expression, { kind: 'call' }>,
  object: Expression,
  file: FileContext,
  params: ParamGuard[],
): void {
  const receiver = dotted(object);
  const name = textOf(call.args[0]?.value);
  const loader = call.args[1]?.value;
  if (receiver === undefined || name === undefined || !loader || params.length >= maxParams) return;
  const [guard] = guardsOf(loader, file);
  if (guard && guard.level !== 'maybe') params.push({ receiver, name, guard });
}

/** Routers have a few. */
const maxParams = 20;

function namesParam(path: string | undefined, name: string): boolean {
  const at = path?.indexOf(`:${name}`) ?? -1;
  return at !== -1 && !/\w/.test(path?.[at + name.length + 1] ?? '');
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
