// Tells a record that a program happens to call `request` from what came over the network.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Parameter } from '../ir.ts';

const aFunction = /function|arrow|method_definition/;
const named = /^_?req(?:uest)?$/;
const besideRequest =
  /^_?(?:res|resp|response|reply|rep|h|next|ctx|context|done|toolkit|rw|w|socket|head|env)$/;
const ofClient = /^_?(?:options|opts|init)$/;
/** What frameworks put on a request, and what their middleware adds to it. */
const ofTheWeb = new Set(
  'aborted accepts app args arguments arrayBuffer auth baseUrl blob body bodyUsed claims clone complete connection context cookie cookies csrfToken data destroyed event file files flash form formData geo get header headers host hostname href httpVersion id info input ip ips isAuthenticated json locals log logger logIn login logOut logout message method nextUrl on once origin originalUrl output param parameters params pass path pathname payload pipe plugins pre protocol query querystring raw rawBody rawHeaders redirect referrer route routeOptions scope search searchParams secure server session signal signedCookies socket state stream subdomains swagger t tenant text token trailers uri url urlData user userId username validated vars xhr'.split(
    ' ',
  ),
);

/** Of these what records of other programs have too: beside a field of their own they say nothing. */
const ofRecords = new Set(
  'args auth claims clone complete connection context data domain event id info input locals log logger message method output parameters path plugins pre protocol scope server session state stream tenant text token user userId username'.split(
    ' ',
  ),
);

/** And of these beside several fields of its own, where the file knows nothing of a server and reads no part of them. */
const ofOrders = new Set(
  'arguments config file files form host hostname once params query route search signal stream tags url vars'.split(
    ' ',
  ),
);

/** Types of several words that end so, without those that frameworks and their users give what a route is handed. */
const ofProgram =
  /^(?!(?:Auth\w*|User|Session|Express|HTTP|Http|Next|Fastify|Koa|Hapi|Nest|Api|API|Custom|Typed|Extended|Admin|Web|Incoming|Server|Raw|Multer|App|Proxy|Edge|Lambda|Protected|Tenant|Validated|Parsed|Upload|Webhook)(?:Http|HTTP)?Request\b)[A-Z]\w*[a-z0-9]Request$/;

const aServer =
  /['"](?:node:)?(?:https?2?|express|fastify|koa|hono|restify|polka|h3|itty-router|elysia|next|next\/\w+|@hapi\/hapi|@nestjs\/\w+|@fastify\/[\w-]+|@koa\/[\w-]+|@sveltejs\/kit|@remix-run\/\w+)['"]|\b(?:res|reply|response)\.(?:(?:status|send|end|writeHead|setHeader)\(|json\((?!\)))|\bnew (?:Next)?Response\(/;

/**
 * True for a parameter called `request` of which the function reads fields of its own, and none that only a request of the web has:
 * `function install(request) { … request.targetFolder … }`.
 */
export function isOwnRequest(parameter: Parameter, all: readonly Parameter[]): boolean {
  const name = ownName(parameter);
  if (name === undefined || !named.test(name) || parameter.decorators.length > 0) return false;
  if (all.some((other) => other !== parameter && besideRequest.test(ownName(other) ?? ''))) return false;
  let fn: SyntaxNode | undefined = parameter.target.node.parent;
  while (fn && !aFunction.test(fn.kind)) fn = fn.parent;
  if (!fn) return false;
  // `(request, options)` of a client is what it sends.
  if (all.some((other) => ofClient.test(ownName(other) ?? '')) && !isOfServer(fileOf(fn))) return true;
  // A method that only hands it on is told by the others of its file.
  const own = fieldsOf(name, fn.text);
  const fields = own.length > 0 ? own : fieldsOfFile(name, fileOf(fn));
  if (!fields.every((field) => /^\w+\s*$/.test(field))) return false;
  const distinct = [...new Set(fields.map((field) => field.trim()))];
  const its = distinct.filter((field) => !ofTheWeb.has(field));
  const doubtful = distinct.filter((field) => ofTheWeb.has(field) && !ofRecords.has(field));
  if (doubtful.length === 0) return its.length > 0;
  // `request: SignInRequest` says by its type that it is a record of the program.
  const enough = ofProgram.test(parameter.type ?? '') ? 1 : 2 * doubtful.length;
  const taken = doubtful.filter((field) => field !== 'signal');
  return (
    /^_?request$/.test(name) &&
    its.length >= enough &&
    doubtful.every((field) => ofOrders.has(field)) &&
    // `request.query.id`
    !new RegExp(
      `\\b${name}\\??\\.(?:${taken.join('|') || '-'})(?:\\?\\.|\\.)(?!map|filter|some|every|length|forEach|slice|find|trim|join)\\w`,
    ).test(fn.text) &&
    !isOfServer(fileOf(fn))
  );
}

function fileOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}

const servers = new WeakMap<SyntaxNode, boolean>();

function isOfServer(file: SyntaxNode): boolean {
  let is = servers.get(file);
  if (is === undefined) servers.set(file, (is = aServer.test(file.text)));
  return is;
}

/** Read once for all functions of a file. */
const known = new WeakMap<SyntaxNode, Map<string, string[]>>();

function fieldsOfFile(name: string, file: SyntaxNode): string[] {
  let byName = known.get(file);
  if (!byName) known.set(file, (byName = new Map()));
  let fields = byName.get(name);
  if (!fields) byName.set(name, (fields = fieldsOf(name, file.text)));
  return fields;
}

/** The names of the fields that a text reads of `name`, with a bracket behind those that it calls. */
function fieldsOf(name: string, text: string): string[] {
  return [
    ...Array.from(
      text.matchAll(new RegExp(`\\b${name}\\??\\.(\\w+\\s{0,3}\\(?)`, 'g')),
      (one) => one[1] ?? '',
    ),
    ...Array.from(
      text.matchAll(new RegExp(`\\{([^{}]{1,300})\\}\\s{0,3}=\\s{0,3}${name}\\b(?!\\.)`, 'g')),
      (one) => one[1] ?? '',
      // A comma may end the list.
    ).flatMap((entries) =>
      entries
        .replace(/,\s*$/, '')
        .split(',')
        .map((entry) => /^\s*(\w+)/.exec(entry)?.[1] ?? 'body'),
    ),
  ];
}

function ownName({ target }: Parameter): string | undefined {
  return target.kind === 'bind' ? target.name : undefined;
}
