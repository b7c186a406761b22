// The HTTP side: takes a request through faults, identity, limits, its route and validation, and answers as GitHub does.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { checkReach, checkRoute, identify } from './auth.ts';
import type { Token } from './auth.ts';
import type { Fault, Faults } from './faults.ts';
import type { Caller, Reply, Request, Route } from './http.ts';
import { isRefusal, notFound, refuse } from './http.ts';
import { serveManifestPage } from './manifest.ts';
import { serveOauthPages } from './oauth-pages.ts';
import type { ManifestCodes } from './manifest.ts';
import { faultReply, limitMessage, rateHeaders, rateOf } from './limits.ts';
import type { Rate } from './limits.ts';
import { serveGit } from './smart-http.ts';
import type { Body, World } from './state.ts';
import { findRenamed, findRepository, nameOf } from './state.ts';
import { checkQuery, checkRequest, checkResponse, docsUrl, refusalOf } from './validation.ts';

/** One line of the stand-in's log; `status` is 0 when the connection was cut. */
export interface LoggedRequest {
  method: string;
  /** Path and query as sent, without the prefix of GitHub Enterprise Server. */
  path: string;
  /** The route as GitHub's description writes it, such as `/repos/{owner}/{repo}/pulls`. */
  route: string | null;
  status: number;
  /** True when the request took effect. */
  applied: boolean;
  fault: Fault['kind'] | null;
  body: Body;
  headers: Record<string, string | undefined>;
  at: number;
}

/** A departure from GitHub's description. */
export interface Violation {
  side: 'request' | 'response';
  route: string;
  status: number;
  problems: string[];
}

/** What the server works with. */
export interface ServerParts {
  world: World;
  routes: Route[];
  tokens: Map<string, Token>;
  faults: Faults;
  requests: LoggedRequest[];
  violations: Violation[];
  rates: Map<string, Rate>;
  wantsValidation: boolean;
  publicReads: boolean;
  enterprise: string | undefined;
  /** Speaks https with this certificate. */
  tls: { key: string; cert: string } | undefined;
  manifestCodes: ManifestCodes;
}

const maxBodyBytes = 32 * 1024 * 1024;
const oldVersion = '2022-11-28';
const versions = new Set([oldVersion, '2026-03-10']);
interface Compiled {
  route: Route;
  pattern: RegExp;
  names: string[];
}

/** Parameters in which GitHub accepts slashes. */
const greedy = new Set(['path', 'ref', 'basehead', 'branch']);

function compile(route: Route): Compiled {
  const names: string[] = [];
  const source = route.path.replace(/\/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    if (name === 'path') return '(?:/(.*))?';
    return greedy.has(name) ? '/(.+?)' : '/([^/]+)';
  });
  return { route, pattern: new RegExp(`^${source}/?$`), names };
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    throw refuse(400, 'Bad Request');
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw refuse(413, 'Payload too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBody(raw: Buffer): Body {
  if (raw.length === 0) return {};
  try {
    const value: unknown = JSON.parse(raw.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  } catch {
    throw refuse(400, 'Problems parsing JSON');
  }
  throw refuse(400, 'Body should be a JSON object');
}

/** What version 2026-03-10 leaves out. */
const dropped = new Set(['merge_commit_sha', 'assignee', 'has_downloads', 'rate']);

function toVersion(version: string, value: unknown): unknown {
  if (version === '2022-11-28' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => toVersion(version, item));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.has(key))
      .map(([key, child]) => [key, toVersion(version, child)]),
  );
}

/** Routes one request; everything that GitHub would refuse is thrown. */
async function route(
  parts: ServerParts,
  compiled: Compiled[],
  caller: Caller,
  request: Omit<Request, 'params' | 'caller'>,
  method: string,
  pathname: string,
  note: (route: string) => void,
): Promise<Reply> {
  const { world } = parts;
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(pathname);
  const numbered = byId === null ? undefined : world.repositories.get(Number(byId[1]));
  if (byId !== null && (numbered === undefined || numbered.deleted)) throw notFound();
  const path = numbered === undefined ? pathname : `/repos/${nameOf(numbered)}${byId?.[2] ?? ''}`;
  for (const { route: found, pattern, names } of compiled) {
    if (found.method !== method) continue;
    const match = pattern.exec(path);
    if (match === null) continue;
    note(found.path);
    const params = Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1])]));
    const full: Request = { ...request, caller, params };
    if (found.auth === 'app' || !found.path.startsWith('/repos/')) checkRoute(found, caller);
    if (found.path.startsWith('/repos/')) {
      const name = `${params['owner']}/${params['repo']}`;
      const repository = findRepository(world, name);
      const renamed = repository === undefined ? findRenamed(world, name) : undefined;
      if (renamed !== undefined) {
        const rest = path.split('/').slice(4).join('/');
        const query = request.query.toString();
        const url = `${world.apiUrl}/repositories/${renamed.id}${rest === '' ? '' : `/${rest}`}${query === '' ? '' : `?${query}`}`;
        const isRead = method === 'GET';
        return {
          status: isRead ? 301 : 307,
          body: { message: isRead ? 'Moved Permanently' : 'Temporary Redirect', url },
          headers: { location: url },
        };
      }
      if (repository === undefined) throw notFound();
      if (found.auth !== 'app') {
        const isPublicRead = parts.publicReads && method === 'GET' && !repository.private;
        if (caller.kind === 'installation' && !isPublicRead) checkReach(caller, repository);
        checkRoute(found, caller);
        if (repository.archived && method !== 'GET')
          throw refuse(403, 'Repository was archived so is read-only.');
      }
      Object.assign(full, { repository });
    }
    if (found.strictBody === true) {
      const message = refusalOf(method, found.path, full.body);
      if (message !== undefined) throw refuse(422, message);
    }
    return await found.handle(full);
  }
  throw notFound();
}

async function send(
  response: ServerResponse,
  reply: Reply,
  headers: Record<string, string>,
  cut: boolean,
): Promise<void> {
  const noBody = reply.status === 204 || reply.status === 304;
  const whole = noBody
    ? Buffer.alloc(0)
    : (reply.raw?.data ?? Buffer.from(JSON.stringify(reply.body ?? null)));
  const data = cut ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  const type = reply.raw?.contentType ?? 'application/json; charset=utf-8';
  response.writeHead(reply.status, {
    ...headers,
    ...reply.headers,
    ...(noBody ? {} : { 'content-type': type, 'content-length': String(data.length) }),
  });
  await new Promise<void>((resolve) => {
    response.on('close', resolve);
    response.end(data, resolve);
  });
}

async function serve(
  parts: ServerParts,
  compiled: Compiled[],
  remembered: Map<string, Reply>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = parts;
  const method = message.method ?? 'GET';
  const target = (message.url ?? '/').replace(/^\/api(?:\/v3(?=\/)|(?=\/graphql))/, '');
  const [pathname = '/', search = ''] = target.split('?');
  if (await serveGit(world, method, target, message, response)) return;
  if (await serveManifestPage(world, parts.manifestCodes, method, target, message, response)) return;
  if (await serveOauthPages(world, method, target, message, response)) return;
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([key, value]) => [key, value?.toString()]),
  );
  const fault = parts.faults.take(method, target);
  const entry: LoggedRequest = {
    method,
    path: target,
    route: null,
    status: 0,
    applied: false,
    fault: fault?.kind ?? null,
    body: {},
    headers,
    at: world.now(),
  };
  parts.requests.push(entry);
  let caller: Caller = { kind: 'nobody' };
  let isCounted = false;
  let isRouted = false;
  const version = headers['x-github-api-version'] ?? '2022-11-28';
  const handle = async (): Promise<Reply> => {
    const body = parseBody(await readBody(message));
    entry.body = body;
    if (fault?.kind === 'reset') return { status: 0 };
    if (fault?.kind === 'act' && fault.when === 'arrived') {
      await fault.act();
      return { status: 0 };
    }
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    // Its web pages, not its API, are at the bare address.
    if (parts.enterprise !== undefined && target === message.url) throw refuse(404, 'Not Found');
    if (parts.enterprise !== undefined && pathname === '/rate_limit')
      throw refuse(404, 'Rate limiting is not enabled.');
    if (!versions.has(version) || (parts.enterprise !== undefined && version !== oldVersion))
      throw refuse(400, `"${version}" is not a supported version of the GitHub API.`);
    caller = identify(world, parts.tokens, headers['authorization']);
    const instead = faultReply(fault, caller, remembered.get(`${headers['accept']} ${target}`), world.now());
    if (instead !== undefined) return instead;
    const rate = rateOf(world, parts.rates, caller);
    if (pathname !== '/rate_limit' && parts.enterprise === undefined) {
      if (rate.used >= rate.limit) throw refuse(403, limitMessage(caller));
      rate.used++;
      isCounted = true;
    }
    entry.applied = true;
    isRouted = true;
    const query = new URLSearchParams(search);
    const request = { world, query, headers, body, path: pathname };
    return await route(parts, compiled, caller, request, method, pathname, (path) => (entry.route = path));
  };
  let reply: Reply;
  try {
    reply = await handle();
  } catch (error) {
    if (!isRefusal(error)) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parts.violations.push({
        side: 'response',
        route: `${method} ${target}`,
        status: 500,
        problems: [text],
      });
    }
    reply = isRefusal(error) ? error.reply : { status: 500, body: { message: 'Server Error' } };
    if (reply.status >= 400 && reply.status !== 500) entry.applied = false;
    const docs = entry.route === null ? 'https://docs.github.com/rest' : docsUrl(method, entry.route);
    if (reply.raw === undefined)
      reply.body = { ...(reply.body as Body), documentation_url: docs, status: String(reply.status) };
  }
  // A route that is missing here must not pass for GitHub's own 404.
  if (parts.wantsValidation && entry.route === null && isRouted && reply.status === 404)
    parts.violations.push({
      side: 'request',
      route: `${method} ${pathname}`,
      status: 404,
      problems: ['the stand-in has no such route'],
    });
  // What GitHub refuses is looked at too: the App should not have sent it.
  if (parts.wantsValidation && entry.route !== null && isRouted) {
    const label = `${method} ${entry.route}`;
    const isListed = entry.route !== '/graphql';
    const wrong = isListed
      ? [
          ...(method === 'GET' ? [] : checkRequest(method, entry.route, entry.body)),
          ...checkQuery(method, entry.route, new URLSearchParams(search)),
        ]
      : [];
    if (wrong.length > 0)
      parts.violations.push({ side: 'request', route: label, status: reply.status, problems: wrong });
    const bad =
      isListed && reply.raw === undefined ? checkResponse(method, entry.route, reply.status, reply.body) : [];
    if (bad.length > 0)
      parts.violations.push({ side: 'response', route: label, status: reply.status, problems: bad });
  }
  const rate = rateOf(world, parts.rates, caller);
  if (entry.applied && method === 'GET' && reply.status === 200) {
    const raw = reply.raw ?? {
      data: Buffer.from(JSON.stringify(reply.body)),
      contentType: 'application/json; charset=utf-8',
    };
    remembered.set(`${headers['accept']} ${target}`, { ...reply, raw });
    const etag = `W/"${createHash('sha256').update(raw.data).digest('hex')}"`;
    if (headers['if-none-match']?.replace(/^W\//, '') === etag.replace(/^W\//, '')) {
      reply = { status: 304 };
      if (isCounted) rate.used--;
    }
    reply = {
      ...reply,
      headers: { ...reply.headers, etag, 'cache-control': 'private, max-age=60, s-maxage=60' },
    };
  }
  if (fault?.kind === 'apply-then-fail')
    reply =
      fault.reset === true
        ? { status: 0 }
        : { status: fault.status ?? 502, body: { message: 'Server Error' } };
  if (fault?.kind === 'act' && fault.when === 'applied') {
    await fault.act();
    reply = { status: 0 };
  }
  entry.status = reply.status;
  if (reply.status === 0) {
    message.socket.destroy();
    return;
  }
  if (reply.raw === undefined) reply.body = toVersion(version, reply.body);
  const common = {
    server: 'github.com',
    date: new Date(world.now()).toUTCString(),
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': version,
    'x-github-request-id': randomBytes(16)
      .toString('hex')
      .toUpperCase()
      .replace(/^(.{4})(.{6})(.{6})(.{6})/, '$1:$2:$3:$4:'),
    ...(parts.enterprise === undefined
      ? rateHeaders(rate, pathname === '/graphql' ? 'graphql' : 'core')
      : { 'x-github-enterprise-version': parts.enterprise }),
  };
  await send(response, reply, common, fault?.kind === 'truncated-json');
  if (fault?.kind === 'act' && fault.when === 'answered') await fault.act();
}

/** Starts the server on a free port of this machine, or on the given one. */
export async function startServer(parts: ServerParts, port: number): Promise<Server> {
  const compiled = parts.routes.map(compile);
  const remembered = new Map<string, Reply>();
  const answer = (message: IncomingMessage, response: ServerResponse): void => {
    serve(parts, compiled, remembered, message, response).catch((error: unknown) => {
      parts.violations.push({
        side: 'response',
        route: `${message.method} ${message.url}`,
        status: 0,
        problems: [String(error)],
      });
      response.destroy();
    });
  };
  const server = parts.tls ? createTlsServer(parts.tls, answer) : createServer(answer);
  // Longer than any client waits, so that no request meets a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
