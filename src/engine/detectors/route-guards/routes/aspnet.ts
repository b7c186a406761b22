// Reads the routes of ASP.NET Core: actions of controllers by their attributes, and minimal APIs by their calls.
import type { Expression, FunctionShape, Statement } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { codeOf, visitFile, type FileContext, type Place, type Route } from '../route.ts';
import { dotted, lastName, textOf } from '../shapes.ts';
import { guardLevelOf } from '../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Class = Extract<Statement, { kind: 'class' }>;

const verbs = /^Http(Get|Post|Put|Patch|Delete)$|^AcceptVerbs$/;
const mapCall = /^Map(Get|Post|Put|Patch|Delete|Methods)$/;
const opens = /^AllowAnonymous$/;
/** What a body says when it asks for the caller itself. */
const asksCaller =
  /\bUser\s*[.?]|\bUser\)|HttpContext\.(?:User|Session)|ClaimsPrincipal|Unauthorized\(|\bForbid\(|Forbidden|[cC]urrentUser|GetUserId|IAuthorizationService|_authorization|[aA]pi-?[kK]ey|Session\[/;
/** Everything is behind a guard that is set up here. */
const guardsAll = /FallbackPolicy\s*=|new AuthorizeFilter\(|Conventions\.Authorize(?:Folder|AreaFolder)/;

/** Reads every route of the file into `file.routes`. */
export function readAspNetRoutes(file: FileContext): void {
  if (guardsAll.test(file.text)) return;
  const seen = new Set<Expression>();
  const groups = new Map<string, Group>();
  const place: Place = /WebApplication\.Create(?:Slim|Empty)?Builder|WebApplication\.Create\(/.test(file.text) ? 'app' : 'router'; // prettier-ignore
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'call') readChain(expression, { file, seen, groups, place });
    },
    (statement) => {
      if (statement.kind === 'class' && isController(statement))
        file.routes.push(...actionsOf(statement, file));
      if (statement.kind === 'assign' && statement.target.kind === 'bind') {
        const group = groupOf(statement.value, groups);
        if (group) groups.set(statement.target.name, group);
      }
    },
  );
}

// ── Controllers ────────────────────────────────────────────────────────────────────────────────

function isController({ name, bases, decorators }: Class): boolean {
  return (
    name?.endsWith('Controller') === true ||
    decorators.some((one) => lastName(one) === 'ApiController') ||
    bases.some((one) => /^:?(?:Controller|ControllerBase|ApiController)$/.test(lastName(one) ?? ''))
  );
}

function actionsOf(node: Class, file: FileContext): Route[] {
  const prefix = pathOf(node.decorators.find((one) => lastName(one) === 'Route'));
  const inherited = node.decorators.flatMap(attributeGuard);
  const isOpen = node.decorators.some((one) => opens.test(lastName(one) ?? ''));
  return node.members.flatMap((member): Route[] => {
    if (member.kind !== 'function' || isOpen) return [];
    const { fn } = member;
    const verb = fn.decorators.find((one) => verbs.test(lastName(one) ?? ''));
    if (!verb) return [];
    const method = verbs.exec(lastName(verb) ?? '')?.[1]?.toUpperCase() ?? 'POST';
    const own = pathOf(verb) || pathOf(fn.decorators.find((one) => lastName(one) === 'Route'));
    return [
      {
        framework: 'aspnet',
        method,
        isMutating: method !== 'GET',
        path: own === '' && prefix === '' ? undefined : joined(prefix.replace(/\[controller\]/i, (node.name ?? '').replace(/Controller$/, '')), own), // prettier-ignore
        name: fn.name ?? '',
        start: verb.node,
        end: fn.node.get('parameters')?.end ?? fn.node.end,
        guards: [...inherited, ...fn.decorators.flatMap(attributeGuard), ...bodyGuard(fn, file)],
        fn,
        place: 'global',
        opened: fn.decorators.find((one) => opens.test(lastName(one) ?? ''))?.node,
        openedBelow: true,
      },
    ];
  });
}

function attributeGuard(one: Expression): Guard[] {
  const name = lastName(one) ?? '';
  if (/AntiForgery|Antiforgery|Validate|Produces|Consumes/.test(name)) return [];
  if (name === 'Authorize')
    return [{ name, level: /Roles|Policy|"/.test(one.node.text) ? 'authorised' : 'authenticated', node: one.node }]; // prettier-ignore
  const level = /Authori[sz]e|Permission|RequireRole|ApiKey|Authenticat/.test(name) ? 'authorised' : guardLevelOf(name); // prettier-ignore
  return level ? [{ name, level, node: one.node }] : [];
}

/** A body, or a parameter, that asks who calls may ask enough. */
function bodyGuard(fn: FunctionShape, file: FileContext): Guard[] {
  return asksCaller.test(codeOf(fn, file)) ? [{ name: 'User', level: 'maybe', node: fn.node }] : [];
}

// ── Minimal APIs ───────────────────────────────────────────────────────────────────────────────

interface Group {
  prefix: string;
  guards: Guard[];
  isOpen: boolean;
}

interface Reading {
  file: FileContext;
  seen: Set<Expression>;
  groups: Map<string, Group>;
  place: Place;
}

/** `app.MapGet("/x", handler).WithName("x").RequireAuthorization()`, outermost call first. */
function readChain(outer: Call, { file, seen, groups, place }: Reading): void {
  if (seen.has(outer)) return;
  const guards: Guard[] = [];
  let opened: Expression | undefined;
  let at: Expression = outer;
  while (at.kind === 'call' && at.callee.kind === 'member') {
    seen.add(at);
    const { property, object }: { property: string; object: Expression } = at.callee;
    const verb = mapCall.exec(property)?.[1];
    if (verb !== undefined) {
      const base = groupOf(object, groups) ?? { prefix: '', guards: [], isOpen: false };
      const path = textOf(at.args[0]?.value);
      if (path === undefined || base.isOpen) return;
      const handler = at.args.findLast(({ value }) => value.kind === 'function' || value.kind === 'name' || value.kind === 'member')?.value; // prettier-ignore
      const fn = handler?.kind === 'function' ? handler.fn : handler && file.helpers.functions.get(lastName(handler) ?? ''); // prettier-ignore
      const method = verb === 'Methods' ? 'POST' : verb.toUpperCase();
      file.routes.push({
        framework: 'minimal-api',
        method,
        isMutating: method !== 'GET',
        path: joined(base.prefix, path),
        name: handler?.kind === 'function' ? '' : ((handler && lastName(handler)) ?? ''),
        start: at.node,
        end: at.args[0]?.value.node.end ?? at.node.end,
        guards: [...base.guards, ...guards, ...(fn ? [...(fn.parameters.flatMap(({ decorators }) => decorators.flatMap(attributeGuard))), ...fn.decorators.flatMap(attributeGuard), ...bodyGuard(fn, file)] : [])], // prettier-ignore
        fn,
        place,
        opened: opened?.node,
      });
      return;
    }
    if (property === 'AllowAnonymous') opened = at;
    guards.push(...callGuard(at));
    at = object;
  }
  // `group.RequireAuthorization();` as a statement of its own.
  const name = at.kind === 'name' ? at.name : undefined;
  const group = name === undefined ? undefined : groups.get(name);
  if (group) group.guards.push(...guards);
}

function callGuard(call: Call): Guard[] {
  const property = call.callee.kind === 'member' ? call.callee.property : '';
  if (property === 'RequireAuthorization')
    return [{ name: property, level: call.args.length > 0 ? 'authorised' : 'authenticated', node: call.node }]; // prettier-ignore
  if (property === 'AddEndpointFilter' || property === 'AddEndpointFilterFactory')
    return [{ name: property, level: 'maybe', node: call.node }];
  const level = /^(?:Require|With|Add)/.test(property) ? guardLevelOf(property) : undefined;
  return level ? [{ name: property, level, node: call.node }] : [];
}

function groupOf(value: Expression, groups: ReadonlyMap<string, Group>): Group | undefined {
  if (value.kind === 'name') return groups.get(value.name);
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined;
  const { property, object } = value.callee;
  const inner = groupOf(object, groups);
  if (property === 'MapGroup')
    return { prefix: joined(inner?.prefix ?? '', textOf(value.args[0]?.value) ?? ''), guards: [...(inner?.guards ?? [])], isOpen: inner?.isOpen ?? false }; // prettier-ignore
  if (!inner || dotted(value) === undefined) return undefined;
  return { ...inner, guards: [...inner.guards, ...callGuard(value)], isOpen: inner.isOpen || property === 'AllowAnonymous' }; // prettier-ignore
}

function pathOf(attribute: Expression | undefined): string {
  return attribute?.kind === 'call' ? (textOf(attribute.args[0]?.value) ?? '') : '';
}

function joined(prefix: string, path: string): string {
  return `/${prefix}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
