// Reads the routes of Rails controllers and Sinatra programs in files where some route has a guard of its own.
import type { Expression, FunctionShape, Statement } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { factsOf } from '../body/body.ts';
import { guardsOf, visitFile, type FileContext, type Route } from '../route.ts';
import { keyword, lastName, textOf } from '../shapes.ts';
import { guardLevelOf, phraseOf } from '../words.ts';

type ClassStatement = Extract<Statement, { kind: 'class' }>;
type Call = Extract<Expression, { kind: 'call' }>;

const verbs: Record<string, string> = { create: 'POST', update: 'PUT', destroy: 'DELETE' };
const changes =
  /^ (?:create|update|destroy|delete|remove|save|set|add|toggle|approve|reject|ban|unban|promote|demote|cancel|archive|publish|import|assign|revoke|reset|move|merge|bulk|batch|mass|transfer|pay|refund|upload|enable|disable|block|restore|purge|close|reopen|edit) /;
const byId = /^(?:show|edit|update|destroy)$/;
/** Loads what the action works on. */
const loader = /^(?:set|find|load|build|fetch|prepare|init|get)_(?!current_user)/;

/** Reads the actions of every controller, and the blocks behind `get '/x' do`. */
export function readRubyRoutes(file: FileContext): void {
  const found: Route[] = [];
  visitFile(
    file,
    () => undefined,
    (statement) => {
      if (statement.kind === 'class' && (statement.name ?? '').endsWith('Controller'))
        found.push(...actionsOf(statement, file));
    },
  );
  found.push(...blocksOf(file));
  // Guards for all may stand in the class above; what is told apart in this file is of interest.
  const isGuarded = (route: Route): boolean =>
    route.guards.some(({ level }) => level !== 'maybe') ||
    (route.fn !== undefined && factsOf(route.fn, file.helpers).guard !== undefined);
  if (found.some(isGuarded)) file.routes.push(...found);
}

/** A filter of a controller: what it asks, and for which actions. */
interface Filter {
  guards: Guard[];
  only: ReadonlySet<string> | undefined;
  except: ReadonlySet<string> | undefined;
  skips: string | undefined;
}

function actionsOf(node: ClassStatement, file: FileContext): Route[] {
  const filters = node.members.flatMap((member): Filter[] => filterOf(member, file));
  const resource = phraseOf((node.name ?? '').replace(/Controller$/, ''))
    .trim()
    .replace(/ /g, '_');
  const names = filters.flatMap(({ guards, skips }) => [...guards.map((one) => one.name), skips]);
  const hidden = node.members.find((one) => /^(?:private|protected)$/.test(one.node.text))?.node.start;
  return node.members.flatMap((member): Route[] => {
    if (member.kind !== 'function' || !member.fn.isPublic || member.fn.name === undefined) return [];
    const { fn } = member;
    const name = fn.name as string;
    if ((hidden !== undefined && fn.node.start > hidden) || names.includes(name) || loader.test(name))
      return [];
    const covering = filters.filter(
      ({ only, except, skips }) => skips === undefined && (!only || only.has(name)) && !except?.has(name),
    );
    const skipped = filters.filter(
      ({ only, except, skips }) => skips !== undefined && (!only || only.has(name)) && !except?.has(name),
    );
    const method = verbs[name] ?? (changes.test(phraseOf(name)) && name !== 'edit' ? 'POST' : 'GET');
    // A page that the list of exceptions names is meant to be seen by all.
    const meant = method === 'GET' ? filters.filter(({ except, skips, only }) => except?.has(name) === true || (skips !== undefined && only?.has(name) === true)) : []; // prettier-ignore
    return [
      {
        framework: `rails ${node.name ?? ''}`,
        method,
        isMutating: method !== 'GET',
        path: `/${resource}${byId.test(name) ? '/:id' : ''}`,
        name,
        start: fn.node,
        end: fn.body[0]?.node.start ?? fn.node.end,
        guards: covering
          .flatMap(({ guards }) => guards)
          .filter(({ name: one }) => !skipped.some(({ skips }) => skips === one))
          .concat(meant.flatMap(({ guards }) => guards.map((one): Guard => ({ ...one, level: 'maybe' })))),
        fn,
        place: 'global',
      },
    ];
  });
}

function filterOf(member: Statement, file: FileContext): Filter[] {
  if (member.kind !== 'expression' || member.value.kind !== 'call') return [];
  const call = member.value;
  const name = lastName(call.callee) ?? '';
  const isSkip = /^skip_before_(?:action|filter)$/.test(name);
  if (
    /^(?:load_and_authorize_resource|authorize_resource|http_basic_authenticate_with|doorkeeper_authorize!)$/.test(
      name,
    )
  )
    return [
      {
        guards: [{ name, level: 'authorised', node: call.node }],
        only: actions(call, 'only'),
        except: actions(call, 'except'),
        skips: undefined,
      },
    ];
  if (!isSkip && !/^(?:prepend_)?before_(?:action|filter)$/.test(name)) return [];
  const only = actions(call, 'only');
  const except = actions(call, 'except');
  return call.args.flatMap(({ name: key, value }): Filter[] => {
    if (key !== undefined) return [];
    if (value.kind === 'function') return [{ guards: guardsOf(value, file), only, except, skips: undefined }];
    const filter = textOf(value);
    if (filter === undefined) return [];
    return [{ guards: guardNamed(filter, call, file), only, except, skips: isSkip ? filter : undefined }];
  });
}

function guardNamed(name: string, call: Call, file: FileContext): Guard[] {
  const helper = file.helpers.functions.get(name);
  const inside = helper && factsOf(helper, file.helpers).guard;
  const level = /^authori[sz]e/.test(name) ? 'authorised' : (guardLevelOf(name) ?? inside?.level);
  if (level) return [{ name, level, node: call.node }];
  return loader.test(name) ? [] : [{ name, level: 'maybe', node: call.node }];
}

/** The actions that `only:` or `except:` names; undefined without it. */
function actions(call: Call, key: string): ReadonlySet<string> | undefined {
  const given = keyword(call, key);
  if (!given) return undefined;
  const names = given.kind === 'list' ? given.items : [given];
  return new Set(names.map((one) => textOf(one) ?? one.node.text.replace(/^:/, '')));
}

function blocksOf(file: FileContext): Route[] {
  const found: Route[] = [];
  let isCovered = false;
  visitFile(file, (expression) => {
    if (expression.kind !== 'call' || expression.callee.kind !== 'name') return;
    const { name } = expression.callee;
    const fn = expression.args.at(-1)?.value;
    if (fn?.kind !== 'function') return;
    if (name === 'before' && factsOf(fn.fn, file.helpers).guard) isCovered = true;
    const path = textOf(expression.args[0]?.value);
    if (path === undefined || !path.startsWith('/') || !/^(?:get|post|put|patch|delete)$/.test(name)) return;
    found.push(blockRoute(name, path, expression, fn.fn));
  });
  return isCovered ? [] : found;
}

function blockRoute(verb: string, path: string, call: Call, fn: FunctionShape): Route {
  return {
    framework: 'sinatra',
    method: verb.toUpperCase(),
    isMutating: verb !== 'get',
    path,
    name: '',
    start: call.node,
    end: fn.body[0]?.node.start ?? call.node.end,
    guards: [],
    fn,
    place: 'router',
  };
}
