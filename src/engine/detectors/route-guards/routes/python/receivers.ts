// The apps, blueprints and routers of a Python file, and what guards all of their routes: middlewares and hooks.
import type { Expression, FunctionShape } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { factsOf } from '../../body/body.ts';
import { dependenciesOf } from './dependencies.ts';
import { guardsOf, type FileContext, type Place } from '../../route.ts';
import { dotted, keyword, lastName, textOf } from '../../shapes.ts';
import { guardLevelOf } from '../../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** An app, blueprint or router and the guards that all of its routes have. */
export interface Receiver {
  place: Place;
  guards: Guard[];
  prefix: string;
}

/** Notes a name whose value makes an app, blueprint or router. */
export function readReceiver(
  name: string,
  call: Call,
  receivers: Map<string, Receiver>,
  file: FileContext,
): void {
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
      // Starlette's says who calls, and refuses nobody but whom its backend does.
      lastName(one) === 'AuthenticationMiddleware'
        ? asksPerRoute(file)
          ? []
          : [{ name: 'AuthenticationMiddleware', level: 'maybe', node: one.node }]
        : guardsOf(one, file).filter(({ level }) => level !== 'maybe'),
    );
}

/** Handlers under `@requires(…)` are asked for by themselves; the others are then open to strangers. */
function asksPerRoute(file: FileContext): boolean {
  return (
    file.imports.some(({ path }) => /^starlette\.middleware\.authentication\b/.test(path)) &&
    /@requires\(/.test(file.text)
  );
}

/** A router that is not the app's own is reached through what the app's constructor demands, where it is mounted here. */
export function appGuards(receivers: Map<string, Receiver>, receiver: Receiver | undefined): Guard[] {
  if (receiver && receiver.place !== 'app' && ![...receivers.values()].some(({ place }) => place === 'app'))
    return [];
  return [...receivers.values()]
    .filter((one) => one.place === 'app' && one !== receiver)
    .flatMap((one) => one.guards);
}

/** `@app.before_request`, `@app.middleware('http')`, aiohttp's `@web.middleware`. */
export function readHook(
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
