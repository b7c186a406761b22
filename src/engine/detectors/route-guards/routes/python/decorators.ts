// Reads the decorators that make a Python function a route.
import type { Expression, FunctionShape } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { readDjangoView } from './django-views.ts';
import { dependenciesOf, parameterGuards } from './dependencies.ts';
import { appGuards, type Receiver } from './receivers.ts';
import type { ClassUrls } from './urls.ts';
import {
  declarationStart,
  guardsOf,
  headerEnd,
  importsAny,
  type FileContext,
  type Place,
  type Route,
} from '../../route.ts';
import { dotted, keyword, lastName, textOf } from '../../shapes.ts';

const routeDecorator =
  /^(?:route|view_config|field|get|post|put|delete|patch|head|api_route|websocket|websocket_route|add_api_route|on)$/;

/** Reads the routes that a function is registered for; a bare one may be a view of Django. */
export function readFunction(
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
    if (route.event !== undefined && !importsAny(file, /^(?:flask_socketio|socketio)(?:\.|$)/)) return;
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
          : /bp$|blueprint|^(?:azure|config|socketio)$/i.test(route.receiver)
            ? 'view'
            : 'router');
    const decl = decorator.kind === 'call' ? dependenciesOf(decorator, file) : [];
    // Ninja's `auth=None` takes off what the API asks for.
    const isOpened =
      decorator.kind === 'call' && /^(?:None|\[\])$/.test(keyword(decorator, 'auth')?.node.text ?? '');
    file.routes.push({
      framework: 'python',
      ...methodsOf(decorator, route.verb, name),
      path: route.event === undefined ? (receiver?.prefix ?? '') + route.path : undefined,
      name: route.event ?? name,
      start,
      end,
      guards: [
        ...below,
        ...decl,
        ...parameterGuards(fn, file),
        ...(route.event === undefined ? [] : connectGuards(decorator, file)),
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

interface Registered {
  receiver: string;
  verb: string;
  path: string;
  /** What a socket's message is called. */
  event?: string;
}

/** Everyone's part in a connection. */
const ownEvent =
  /^(?:connect|disconnect|message|json|error|default|join|leave|join_room|leave_room|ping|pong|typing)$/;

/** What the handler of `connect` asks; it decides for every message that comes after. */
function connectGuards({ node }: Expression, file: FileContext): Guard[] {
  const at = file.text.search(/\.on\(\s{0,9}['"]connect['"]|\.event\s{1,9}(?:async )?def connect\(/);
  const handler = at < 0 ? '' : (file.text.slice(at, at + 1500).split(/\n@/, 1)[0] ?? '');
  const asks = /current_user|session|token|auth|cookie|verify/i.test(handler);
  return asks ? [{ name: 'the handler of connect', level: 'authenticated', node }] : [];
}

function readDecorator(decorator: Expression): Registered | undefined {
  // Google's functions have no path.
  if (/^functions_framework\.http$/.test(dotted(decorator) ?? ''))
    return { receiver: 'functions_framework', verb: 'http', path: '' };
  if (decorator.kind !== 'call') return undefined;
  const verb = lastName(decorator.callee) ?? '';
  if (!routeDecorator.test(verb)) return undefined;
  if (verb === 'on') {
    const event = textOf(decorator.args[0]?.value);
    return event !== undefined &&
      !ownEvent.test(event) &&
      /(?:socket_?io|sio)$/i.test(dotted(decorator.callee)?.replace(/\.on$/, '') ?? '')
      ? { receiver: 'socketio', verb: 'websocket', path: '', event }
      : undefined;
  }
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

/** The method that a call or decorator names, by keyword or by its own name. */
export function methodsOf(
  call: Expression,
  verb: string,
  handler = '',
): Pick<Route, 'method' | 'isMutating'> {
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
