// Reads the Python calls that mount routers, install middlewares and register handlers.
import type { Expression } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { methodsOf } from './decorators.ts';
import { dependenciesOf } from './dependencies.ts';
import type { Receiver } from './receivers.ts';
import { readUrl, type ClassUrls } from './urls.ts';
import { declarationStart, guardsOf, headerEnd, importsAny, type FileContext } from '../../route.ts';
import { dotted, keyword, lastName, textOf } from '../../shapes.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Calls that mount routers, install middlewares and hooks, or register handlers. */
export function readRegistration(
  call: Call,
  file: FileContext,
  receivers: Map<string, Receiver>,
  everywhere: Guard[],
  urls: ClassUrls,
  later: (() => void)[],
): void {
  const chain = dotted(call.callee) ?? '';
  const last = lastName(call.callee) ?? '';
  const first = call.args[0]?.value;
  if (last === 'include_router' && first) {
    const target = receivers.get(dotted(first) ?? '');
    const owner = receivers.get(chain.replace(/\.include_router$/, ''));
    if (target) {
      target.guards.push(...dependenciesOf(call, file), ...(owner?.guards ?? []));
      if (owner?.place === 'app') target.place = 'app';
    }
  } else if (last === 'register_blueprint' && first) {
    const target = receivers.get(dotted(first) ?? '');
    if (target && receivers.get(chain.split('.')[0] ?? '')?.place === 'app') target.place = 'app';
  } else if (last === 'add_middleware' && first) {
    everywhere.push(...guardsOf(first, file).filter(({ level }) => level !== 'maybe'));
  } else if (
    last === 'add_view' &&
    first?.kind === 'call' &&
    lastName(first.callee) === 'ModelView' &&
    !file.classes.has('ModelView') &&
    importsAny(file, /^flask_admin/)
  ) {
    file.routes.push({
      framework: 'flask-admin',
      method: 'POST',
      isMutating: true,
      path: undefined,
      name: `admin view of ${first.args[0]?.value.node.text.slice(0, 40) ?? 'a model'}`,
      start: call.node,
      end: call.node.end,
      guards: [],
      place: 'view',
    });
  } else if (/^before_(?:app_)?request$/.test(last) && first) {
    const guards = guardsOf(first, file);
    const receiver = receivers.get(chain.split('.')[0] ?? '');
    if (receiver && receiver.place !== 'app') receiver.guards.push(...guards);
    else everywhere.push(...guards);
  } else if (/^(?:path|re_path|url)$/.test(last) && call.args.length >= 2) {
    const path = textOf(first);
    if (path !== undefined && call.args[1]) readUrl(path, call.args[1].value, urls, file);
  } else if (
    /^(?:add_resource|add_url_rule|add_route|add_view|register|add_get|add_post|add_put|add_delete|add_patch)$/.test(
      last,
    )
  ) {
    const handler = call.args.find(
      ({ value, name }, i) =>
        (i > 0 || last === 'add_resource') &&
        (name === undefined || name === 'view_func' || name === 'endpoint') &&
        value.kind !== 'literal',
    )?.value;
    const path = call.args
      .map(({ value }) => textOf(value))
      .find((text) => text !== undefined && (text.startsWith('/') || last === 'register'));
    if (handler && path !== undefined) {
      readUrl(path.startsWith('/') || last !== 'register' ? path : `${path}/<id>`, handler, urls, file);
      if (/^add_(?:url_rule|route|get|post|put|delete|patch)$/.test(last))
        later.push(() => registered(call, last, path, handler, file, receivers, everywhere));
    }
  } else if (
    /^(?:web\.(?:get|post|put|delete|patch|route)|Route|web\.view|APIRoute|WebSocketRoute)$/.test(chain)
  ) {
    const path = call.args.map(({ value }) => textOf(value)).find((text) => text?.startsWith('/'));
    const handler = (keyword(call, 'endpoint') ??
      call.args.findLast(({ value, name }) => name === undefined && value.kind !== 'literal')?.value) as
      Expression | undefined;
    if (path !== undefined && handler) {
      readUrl(path, handler, urls, file);
      later.push(() => registered(call, last, path, handler, file, receivers, everywhere));
    }
  }
}

/** A handler that is registered by a call rather than by a decorator. */
function registered(
  call: Call,
  how: string,
  path: string,
  handler: Expression,
  file: FileContext,
  receivers: Map<string, Receiver>,
  everywhere: Guard[],
): void {
  const fn = file.helpers.functions.get(dotted(handler) ?? '');
  if (!fn && handler.kind !== 'name') return;
  if (file.classes.has(dotted(handler) ?? '')) return;
  const methods = methodsOf(
    call,
    /add_(get|post|put|delete|patch)|^(get|post|put|delete|patch)$/.exec(how)?.slice(1).find(Boolean) ?? '',
  );
  const hasApp = [...receivers.values()].some((one) => one.place === 'app');
  file.routes.push({
    framework: 'python',
    ...methods,
    path,
    name: dotted(handler) ?? '',
    // A guard belongs above the handler.
    start: fn ? declarationStart(fn.decorators, fn.node) : call.node,
    end: fn ? headerEnd(fn) : call.node.end,
    guards: [
      ...(fn?.decorators.flatMap((one) => guardsOf(one, file)) ?? []),
      ...[...receivers.values()].filter((one) => one.place === 'app').flatMap((one) => one.guards),
      ...everywhere,
    ],
    fn,
    place: hasApp ? 'app' : 'router',
  });
}
