// Reads the routes of Flask, FastAPI, aiohttp, Starlette, Sanic, Quart and Bottle, and of Django's function views.
import type { Expression, FunctionShape, Statement } from '../../flow/ir.ts';
import { factsOf, type Guard } from './body.ts';
import { readPythonClass, type ClassUrls } from './python-classes.ts';
import { readPythonLambda } from './python-lambda.ts';
import {
  declarationStart,
  guardsOf,
  importsAny,
  visitFile,
  type FileContext,
  type Place,
  type Route,
} from './route.ts';
import { dotted, keyword, lastName, textOf } from './shapes.ts';
import { guardLevelOf, isHarmless } from './words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** An app, blueprint or router and the guards that all of its routes have. */
interface Receiver {
  place: Place;
  guards: Guard[];
  prefix: string;
}

const routeDecorator =
  /^(?:route|view_config|field|get|post|put|delete|patch|head|api_route|websocket|websocket_route|add_api_route)$/;

/** Reads every Python route of the file into `file.routes`. */
export function readPythonRoutes(file: FileContext): void {
  const receivers = new Map<string, Receiver>();
  const everywhere: Guard[] = [];
  const later: (() => void)[] = [];
  const urls: ClassUrls = { paths: new Map(), guards: new Map() };
  const isDjango =
    importsAny(file, /^(?:django|rest_framework)/) ||
    (/\.objects\.|render\(request/.test(file.text) &&
      !importsAny(file, /^(?:flask|fastapi|starlette|sanic|aiohttp|bottle|tornado)/));
  for (const [name, value] of file.values)
    if (value.kind === 'call') readReceiver(name, value, receivers, file);
  visitFile(
    file,
    (expression) => {
      // Tornado's `[(r"/admin", AdminHandler)]`
      if (
        expression.kind === 'list' &&
        expression.items.length >= 2 &&
        expression.items[1]?.kind === 'name' &&
        textOf(expression.items[0])?.startsWith('/')
      )
        readUrl(textOf(expression.items[0]) ?? '', expression.items[1], urls, file);
      if (expression.kind === 'call') readRegistration(expression, file, receivers, everywhere, urls, later);
    },
    (statement) => {
      if (statement.kind === 'function') readHook(statement.fn, file, receivers, everywhere);
    },
  );
  // Hooks and middlewares may stand below what they protect.
  everywhere.length = Math.min(everywhere.length, 20);
  for (const guard of everywhere) guard.isWide = true;
  for (const one of receivers.values())
    for (const guard of one.guards) {
      if (one.place === 'app') guard.isWide = true;
      guard.isShared = true;
    }
  const around = [...everywhere, ...appGuards(receivers, undefined)];
  for (const register of later) register();
  const hasApp = [...receivers.values()].some(({ place }) => place === 'app');
  const visitBody = (body: readonly Statement[], isTop: boolean): void => {
    for (const statement of body) {
      if (statement.kind === 'function') {
        readFunction(statement.fn, file, receivers, everywhere, urls, hasApp, isDjango && isTop);
        if (isTop) readPythonLambda(statement.fn, file);
        visitBody(statement.fn.body, false);
      } else if (statement.kind === 'class') {
        readPythonClass(statement, file, urls, around, hasApp);
        if (importsAny(file, /^(?:litestar|starlite|fastapi)/)) {
          const shared = [...everywhere, ...memberGuards(statement.members, file)];
          for (const { kind, fn } of statement.members.filter((one) => one.kind === 'function'))
            if (kind === 'function') readFunction(fn, file, receivers, shared, urls, hasApp, false);
        }
      } else if (statement.kind === 'if') {
        visitBody(statement.consequent, isTop);
        visitBody(statement.otherwise, isTop);
      } else if (statement.kind === 'try' || statement.kind === 'block') visitBody(statement.body, isTop);
    }
  };
  visitBody(file.program.body, true);
  for (const route of file.routes)
    if (/\bWebSocketResponse\s*\(/.test(route.fn?.node.text.slice(0, 2000) ?? '')) {
      route.method = 'WS';
      route.isMutating = true;
    }
}

function readReceiver(name: string, call: Call, receivers: Map<string, Receiver>, file: FileContext): void {
  const kind = lastName(call.callee) ?? '';
  const place: Place | undefined =
    /^falcon\.(?:asgi\.)?(?:App|API)$/.test(dotted(call.callee) ?? '') ||
    /^(?:Flask|FastAPI|Sanic|Quart|Starlette|Bottle|Application|Litestar|APIFlask|OpenAPI|Robyn|Falcon)$/.test(
      kind,
    )
      ? 'app'
      : /^(?:Blueprint|APIBlueprint|Namespace|RouteTableDef)$/.test(kind)
        ? 'view'
        : /^(?:APIRouter|Router|NinjaAPI|InferringRouter)$/.test(kind)
          ? 'router'
          : undefined;
  if (!place) return;
  const guards = dependenciesOf(call, file);
  const middlewares = keyword(call, 'middlewares') ?? keyword(call, 'middleware');
  if (middlewares) guards.push(...middlewareGuards(middlewares, file));
  const prefix = textOf(keyword(call, 'prefix') ?? keyword(call, 'url_prefix')) ?? '';
  receivers.set(name, { place, guards, prefix });
}

function middlewareGuards(expression: Expression, file: FileContext): Guard[] {
  const items = expression.kind === 'list' ? expression.items : [expression];
  return items
    .flatMap((one) =>
      one.kind === 'call' && /^Middleware$/.test(lastName(one) ?? '')
        ? one.args.slice(0, 1).map(({ value }) => value)
        : [one],
    )
    .flatMap((one): Guard[] =>
      // Starlette's says who calls, and refuses nobody.
      lastName(one) === 'AuthenticationMiddleware'
        ? [{ name: 'AuthenticationMiddleware', level: 'maybe', node: one.node }]
        : guardsOf(one, file).filter(({ level }) => level !== 'maybe'),
    );
}

/** `dependencies=[Depends(x)]`; a dependency whose name tells nothing is a `maybe`. */
function dependenciesOf(call: Call, file: FileContext): Guard[] {
  const given = keyword(call, 'dependencies');
  // Litestar's `guards=[admin_guard]`
  const guards = keyword(call, 'guards');
  return [
    ...(given ? dependencyGuards(given.node.text, given, file) : []),
    ...(guards ? guardsOf(guards, file) : []),
    ...keywordGuards(call),
  ];
}

/** Ninja's `auth=TokenAuth()`, Chalice's `authorizer=cognito`, Pyramid's `permission="edit"`, Azure's `auth_level=`. */
function keywordGuards(call: Call): Guard[] {
  const out: Guard[] = [];
  for (const { name, value } of call.args) {
    if (name === undefined || !/^(?:auth|authorizer|permissions?|auth_level)$/.test(name)) continue;
    const text = value.node.text.slice(0, 120);
    if (/ANONYMOUS|NO_PERMISSION_REQUIRED|\bNone\b/i.test(text)) continue;
    out.push({
      name: lastName(value) ?? name,
      level: name.startsWith('permission') || /admin/i.test(text) ? 'authorised' : 'authenticated',
      node: value.node,
    });
  }
  return out;
}

function dependencyGuards(text: string, at: Expression, file: FileContext): Guard[] {
  const out: Guard[] = [];
  for (const [, name = ''] of text.slice(0, 2000).matchAll(/(?:Depends|Security)\(\s*([\w.]+)/g))
    out.push(...dependencyGuard(name, at, file));
  return out;
}

function dependencyGuard(name: string, at: Pick<Expression, 'node'>, file: FileContext): Guard[] {
  const known = guardLevelOf(file.helpers.aliases.get(name) ?? name);
  const own = guardLevelOf(name);
  const helper = file.helpers.functions.get(name);
  const level =
    own ??
    known ??
    (helper ? factsOf(helper, file.helpers).guard?.level : isHarmless(name) ? undefined : 'maybe');
  if (!level) return [];
  const facts = helper && factsOf(helper, file.helpers);
  const isAdmin =
    level === 'authenticated' &&
    (facts?.guard?.level === 'authorised' ||
      (helper !== undefined && knowsOnlyKey(helper)) ||
      (facts?.usesCaller === true && facts.decides && facts.records.length > 0));
  return [{ name, level: isAdmin ? 'authorised' : level, node: at.node }];
}

/** A key that is compared with the one of the settings; who has it may do everything behind it. */
function knowsOnlyKey(helper: FunctionShape): boolean {
  const text = helper.node.text.slice(0, 3000);
  return (
    /compare_digest|[!=]=\s{0,3}(?:settings|config|os\.environ|[A-Z_]{4,})\b/.test(text) &&
    !/user|jwt|session|decode|claims|account|member/i.test(text)
  );
}

/** Calls that mount routers, install middlewares and hooks, or register handlers. */
function readRegistration(
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

function readUrl(path: string, handler: Expression, urls: ClassUrls, file: FileContext): void {
  let at = handler;
  const guards: Guard[] = [];
  for (let steps = 0; steps < 4 && at.kind === 'call'; steps++) {
    if (lastName(at) === 'as_view' && at.callee.kind === 'member') {
      at = at.callee.object;
      break;
    }
    guards.push(...guardsOf(at.callee, file).filter(({ level }) => level !== 'maybe'));
    const inner = at.args[0]?.value;
    if (!inner) break;
    at = inner;
  }
  const name = lastName(at);
  if (name === undefined) return;
  if (!urls.paths.has(name)) urls.paths.set(name, path);
  urls.guards.set(name, [...(urls.guards.get(name) ?? []), ...guards]);
}

/** `@app.before_request`, `@app.middleware('http')`, aiohttp's `@web.middleware`. */
function readHook(
  fn: FunctionShape,
  file: FileContext,
  receivers: Map<string, Receiver>,
  everywhere: Guard[],
): void {
  for (const decorator of fn.decorators) {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    const last = lastName(callee);
    if (
      last === undefined ||
      !/^(?:before_request|before_app_request|middleware|on_request|hook|url_value_preprocessor)$/.test(last)
    )
      continue;
    const wrapped = fn.decorators
      .filter((one) => one !== decorator)
      .flatMap((one) => guardsOf(one, file))
      .find(({ level }) => level !== 'maybe');
    const guard =
      wrapped ??
      factsOf(fn, file.helpers).guard ??
      (fn.name !== undefined && guardLevelOf(fn.name)
        ? { name: fn.name, level: 'authenticated' as const, node: fn.node }
        : undefined);
    // What only fetches the user refuses nobody.
    if (!guard || (!wrapped && !hookRefuses(fn))) continue;
    const owner = (dotted(callee) ?? '').split('.')[0] ?? '';
    const receiver = receivers.get(owner);
    const found = { ...guard, name: wrapped?.name ?? fn.name ?? guard.name, inBody: false };
    if (receiver && receiver.place !== 'app' && last !== 'before_app_request') receiver.guards.push(found);
    else everywhere.push(found);
  }
}

function hookRefuses(fn: FunctionShape): boolean {
  const text = fn.node.text.slice(0, 6000);
  if (/\babort\b|\braise\b|redirect|\b40[13]\b|[uU]nauthori[sz]ed|[fF]orbidden|[dD]enied/.test(text))
    return true;
  if (
    /\b_?(?:require|ensure|verify|check|enforce|authenticate|validate|protect|login)\w*\(/.test(
      text.replace(/^[^\n]*\n/, ''),
    )
  )
    return true;
  return !/call_next|handler|get_response/.test(text) && /\breturn (?!None\b)\S/.test(text);
}

function readFunction(
  fn: FunctionShape,
  file: FileContext,
  receivers: Map<string, Receiver>,
  everywhere: Guard[],
  urls: ClassUrls,
  hasApp: boolean,
  mayBeView: boolean,
): void {
  const name = fn.name ?? '';
  const start = declarationStart(fn.decorators, fn.node);
  const end = headerEnd(fn);
  const routesBefore = file.routes.length;
  fn.decorators.forEach((decorator, at) => {
    const route = readDecorator(decorator);
    if (!route) return;
    const receiver = receivers.get(route.receiver);
    const below = fn.decorators
      .slice(at + 1)
      .flatMap((one) => (readDecorator(one) ? [] : guardsOf(one, file)));
    // A decorator above the route's own wraps the function after it was registered; it guards nothing.
    const above = fn.decorators
      .slice(0, at)
      .flatMap((one) => (readDecorator(one) ? [] : guardsOf(one, file)));
    const strong = above.find(({ level }) => level !== 'maybe');
    const place: Place =
      receiver?.place ??
      (/^(?:app|application)$/.test(route.receiver)
        ? hasApp || !file.imports.some(({ local }) => local === route.receiver)
          ? 'app'
          : 'view'
        : route.receiver === ''
          ? 'app'
          : /bp$|blueprint|^(?:azure|config)$/i.test(route.receiver)
            ? 'view'
            : 'router');
    const decl = decorator.kind === 'call' ? dependenciesOf(decorator, file) : [];
    // Ninja's `auth=None` takes off what the API asks for.
    const isOpened =
      decorator.kind === 'call' && /^(?:None|\[\])$/.test(keyword(decorator, 'auth')?.node.text ?? '');
    file.routes.push({
      framework: 'python',
      ...methodsOf(decorator, route.verb, name),
      path: (receiver?.prefix ?? '') + route.path,
      name,
      start,
      end,
      guards: [
        ...below,
        ...decl,
        ...parameterGuards(fn, file),
        ...(isOpened ? [] : (receiver?.guards ?? [])),
        ...(receiver?.place === 'app' ? [] : appGuards(receivers, receiver)),
        ...everywhere,
      ],
      fn,
      place,
      ...(strong && below.every(({ level }) => level === 'maybe') ? { above: strong } : {}),
    });
  });
  if (file.routes.length > routesBefore || !mayBeView) return;
  readDjangoView(fn, file, urls, name, start, end);
}

/** Litestar's `guards = [admin_guard]`; a class-based FastAPI view's `user: User = Depends(get_current_user)`. */
function memberGuards(members: readonly Statement[], file: FileContext): Guard[] {
  return members.flatMap((one) => {
    if (one.kind !== 'assign' || one.target.kind !== 'bind') return [];
    if (one.target.name === 'guards') return guardsOf(one.value, file);
    return dependencyGuards(one.value.node.text, one.value, file).filter(({ level }) => level !== 'maybe');
  });
}

/** A router that is not the app's own is reached through what the app's constructor demands, where it is mounted here. */
function appGuards(receivers: Map<string, Receiver>, receiver: Receiver | undefined): Guard[] {
  if (receiver && receiver.place !== 'app' && ![...receivers.values()].some(({ place }) => place === 'app'))
    return [];
  return [...receivers.values()]
    .filter((one) => one.place === 'app' && one !== receiver)
    .flatMap((one) => one.guards);
}

/** Guards that are parameters: `user: User = Depends(get_current_user)`, `user: CurrentUser`. */
function parameterGuards(fn: FunctionShape, file: FileContext): Guard[] {
  return fn.parameters.flatMap(({ type = '', fallback, target }) => {
    const text = `${fallback?.node.text.slice(0, 300) ?? ''} ${type}`;
    const named = /(?:Depends|Security)\(\s*([\w.]+)/.exec(text)?.[1];
    const at = { node: target.node };
    if (named !== undefined) {
      const found = dependencyGuard(named, at, file);
      // `Security(get_current_user, scopes=["admin"])`, `Depends(require("admin"))`
      return /scopes\s*=|['"](?:admin|superuser|staff|owner|manager|\w+:\w+)['"]/.test(text)
        ? found.map((one) => (one.level === 'authenticated' ? { ...one, level: 'authorised' as const } : one))
        : found;
    }
    const alias = file.helpers.aliases.get(type);
    if (alias !== undefined) return dependencyGuard(alias, at, file);
    if (
      /^(?:Current\w*|Auth\w*|Admin\w*|\w*(?:User|Admin|Auth|Token|Principal)Dep|Active\w*|Verified\w*|Logged\w*|\w*Superuser\w*)$/.test(
        type,
      ) &&
      fallback === undefined
    )
      return [
        {
          name: type,
          level: /admin|superuser/i.test(type) ? ('authorised' as const) : ('authenticated' as const),
          node: target.node,
        },
      ];
    return [];
  });
}

function readDecorator(decorator: Expression): { receiver: string; verb: string; path: string } | undefined {
  // Google's functions have no path.
  if (/^functions_framework\.http$/.test(dotted(decorator) ?? ''))
    return { receiver: 'functions_framework', verb: 'http', path: '' };
  if (decorator.kind !== 'call') return undefined;
  const verb = lastName(decorator.callee) ?? '';
  if (!routeDecorator.test(verb)) return undefined;
  if (verb === 'view_config')
    return { receiver: 'config', verb, path: `/${textOf(keyword(decorator, 'route_name')) ?? ''}` };
  // Ariadne's `@mutation.field("deleteUser")`
  if (verb === 'field') {
    const owner = dotted(decorator.callee) ?? '';
    return /^(?:\w*_)?(?:mutation|query|mutations|queries)\.field$/i.test(owner) &&
      textOf(decorator.args[0]?.value) !== undefined
      ? { receiver: 'schema', verb: /mutation/i.test(owner) ? 'post' : 'get', path: '' }
      : undefined;
  }
  // Azure's functions name their route without a slash.
  const azure = verb === 'route' ? textOf(keyword(decorator, 'route')) : undefined;
  if (azure !== undefined) return { receiver: 'azure', verb, path: `/${azure}` };
  const receiver = decorator.callee.kind === 'member' ? dotted(decorator.callee.object) : '';
  if (
    receiver === undefined ||
    /^(?:mock|responses|respx|requests_mock|patch|pytest|client)\b/.test(receiver)
  )
    return undefined;
  const path = textOf(
    decorator.args.find(
      ({ name }) => name === undefined || name === 'path' || name === 'rule' || name === 'uri',
    )?.value,
  );
  if (path === undefined || (path !== '' && !path.startsWith('/') && !path.startsWith('<'))) return undefined;
  return { receiver, verb, path };
}

function methodsOf(call: Expression, verb: string, handler = ''): Pick<Route, 'method' | 'isMutating'> {
  // A function that takes every method is named after what it does.
  if (call.kind !== 'call') {
    const isMutating = /delete|remove|update|create|set|add|reset|purge|grant|revoke|transfer/i.test(handler);
    return { method: isMutating ? 'POST' : 'GET', isMutating };
  }
  const given = call.args.find(
    ({ name }) => name === 'methods' || name === 'method' || name === 'request_method',
  )?.value;
  const text = given?.node.text.toUpperCase() ?? '';
  const methods = [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g)].map(([one]) => one);
  const named = verb.toUpperCase();
  if (/WEBSOCKET/.test(named)) return { method: 'WS', isMutating: true };
  const method =
    methods.find((one) => !/GET|HEAD|OPTIONS/.test(one)) ??
    methods[0] ??
    (/^(?:POST|PUT|PATCH|DELETE|HEAD)$/.test(named) ? named : 'GET');
  return { method, isMutating: !/GET|HEAD|OPTIONS/.test(method) };
}

/** Where the head of a function ends: its parameters. */
export function headerEnd(fn: FunctionShape): number {
  return (
    fn.node.get('parameters')?.end ?? fn.node.get('name')?.end ?? Math.min(fn.node.end, fn.node.start + 80)
  );
}

const answers =
  /\b(?:render|HttpResponse\w*|JsonResponse|redirect|Response|TemplateResponse|StreamingHttpResponse|FileResponse|render_to_response)\s*\(/;

function readDjangoView(
  fn: FunctionShape,
  file: FileContext,
  urls: ClassUrls,
  name: string,
  start: Route['start'],
  end: number,
): void {
  const first = fn.parameters[0]?.target;
  if (first?.kind !== 'bind' || !/^_?req(?:uest)?$/.test(first.name)) return;
  if (
    /^(?:_|process_|handler\d{3}|test_|get_client|custom_|handle_|context)/.test(name) ||
    /(?:^|\/)(?:middleware|context_processors|signals|tests?|admin|forms|backends|permissions|decorators|utils|helpers)(?:\/|\.py$)/.test(
      file.path,
    )
  )
    return;
  const text = fn.node.text;
  const words = fn.decorators.map((one) => one.node.text).join(' ');
  if (!answers.test(text) && !/api_view/.test(words)) return;
  const isMutating =
    /require_POST|api_view\([^)]*(?:POST|PUT|PATCH|DELETE)|require_http_methods\([^)]*(?:POST|PUT|PATCH|DELETE)/.test(
      words,
    ) ||
    /\.method\s*(?:==|in|!=)\s*[[("']*(?:POST|PUT|PATCH|DELETE)|\.POST\b/.test(text) ||
    factsOf(fn, file.helpers).changes;
  const isApi = /api_view/.test(words);
  const guards = [...(urls.guards.get(name) ?? [])];
  let opened: Route['opened'];
  let above: Guard | undefined;
  const apiAt = fn.decorators.findIndex((one) => lastName(one) === 'api_view');
  fn.decorators.forEach((one, at) => {
    if (lastName(one) === 'permission_classes') {
      const list = one.kind === 'call' ? one.args[0]?.value : undefined;
      const level = permissionLevel(list);
      if (level === 'open') opened = one.node;
      else if (at < apiAt) above = { name: 'permission_classes', level: 'authenticated', node: one.node };
      else guards.push({ name: level.name, level: level.level, node: one.node });
    } else guards.push(...guardsOf(one, file));
  });
  file.routes.push({
    framework: 'python',
    method: isMutating ? 'POST' : 'GET',
    isMutating,
    path: urls.paths.get(name),
    name,
    start,
    end,
    guards,
    fn,
    place: isApi ? 'global' : 'view',
    opened,
    openedBelow: true,
    above,
  });
}

/** What a list of DRF permission classes lets through. */
export function permissionLevel(
  list: Expression | undefined,
): 'open' | { name: string; level: Guard['level'] } {
  const items = list?.kind === 'list' ? list.items : list ? [list] : [];
  const names = items.map((one) => lastName(one) ?? one.node.text.slice(0, 40));
  if (
    list?.kind === 'list' &&
    (items.length === 0 || names.every((name) => /^(?:AllowAny|permissions\.AllowAny)$/.test(name)))
  )
    return 'open';
  const name = names.find((one) => one !== 'AllowAny') ?? 'permission_classes';
  return {
    name,
    level:
      /^IsAuthenticated(?:OrReadOnly)?$/.test(name) && names.length === 1 ? 'authenticated' : 'authorised',
  };
}
