// The web pages in front of people: limits, headers and errors for all of them, and who is asking.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { matchedRoutes } from 'hono/route';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Store } from '../store/open.ts';
import { createDashboard } from './dashboard/create.ts';
import type { Viewer } from './dashboard/viewer.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createAccount } from './sign-in/account.ts';
import { bearerOf, scopeFor, tokenFor, viewerOfToken } from './sign-in/bearer.ts';
import { createSealer } from './sign-in/cookies.ts';
import { isFromHere, localViewer } from './sign-in/local.ts';
import { connectOauth } from './sign-in/oauth.ts';
import { accountLink, dashboardBase, page } from './sign-in/pages.ts';
import { callbackPath, createSignIn, hasSession, sessionIdOf } from './sign-in/routes.ts';
import { createSessions, isAccessUnknown, type SessionDeps } from './sign-in/sessions.ts';
import type { DashboardConfig, SignInConfig } from './web-config.ts';
import { createLimiter, senderOf } from './web-limits.ts';

/** What the pages are built from. */
export interface WebDeps {
  store: Store;
  log: Log;
  /** Base address of GitHub's REST API. */
  githubApiUrl: string;
  metrics?: Pick<Metrics, 'count' | 'observe'>;
  now?(): Date;
}

/** The pages. */
export interface Web {
  app: Hono<WebEnv>;
  listener(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

interface WebEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string };
}

/** Nothing runs, nothing comes from elsewhere, nobody frames it. Kept by pages that set a stricter one. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Forms are small; what is large has a limit of its own under its own path. */
const maxFormBytes = 64 * 1024;
const maxRunMs = 25_000;
const perMinute = { stranger: 120, signIn: 20, person: 600, token: 300 };

/** Builds the pages. Whatever is not theirs answers 404. */
export function createWeb(config: DashboardConfig, deps: WebDeps): Web {
  const { store, log } = deps;
  const now = deps.now ?? (() => new Date());
  const limiters = {
    stranger: createLimiter(perMinute.stranger, () => now().getTime()),
    signIn: createLimiter(perMinute.signIn, () => now().getTime()),
    person: createLimiter(perMinute.person, () => now().getTime()),
    token: createLimiter(perMinute.token, () => now().getTime()),
  };
  const proxies = config.mode === 'github' ? config.trustedProxies : 0;
  const sender = (context: Context): string =>
    senderOf(connectionOf(context), context.req.header('x-forwarded-for'), proxies);
  const limit = (name: keyof typeof limiters, key: string, by: 'take' | 'peek' = 'take'): void => {
    const seconds = limiters[name][by](key);
    if (seconds !== undefined) throw tooMany(seconds);
  };

  const signIn = config.mode === 'github' ? sessionDeps(config, deps, now) : undefined;
  const viewerOfSession = signIn && createSessions(signIn);
  const known = new WeakMap<Request, Promise<Viewer | undefined>>();
  const judged = new WeakSet<Request>();

  /** Who asks; a request is judged once. */
  const viewerOf = (context: Context): Promise<Viewer | undefined> => {
    const request = context.req.raw;
    const asked = known.get(request) ?? judge(context);
    known.set(request, asked);
    return asked;
  };

  async function judge(context: Context): Promise<Viewer | undefined> {
    if (isProgram(context)) return await programOf(context);
    return await personOf(context);
  }

  async function programOf(context: Context): Promise<Viewer | undefined> {
    judged.add(context.req.raw);
    const presented = bearerOf(context.req.header('authorization'));
    const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
    // Whoever guesses is stopped before the store is asked.
    limit('stranger', sender(context), 'peek');
    const token =
      presented === undefined || !isRead
        ? undefined
        : await tokenFor(store, presented, scopeFor(context), now());
    if (!token) {
      limit('stranger', sender(context));
      return undefined;
    }
    limit('token', token.id);
    return await viewerOfToken(store, token);
  }

  async function personOf(context: Context): Promise<Viewer | undefined> {
    if (isProgram(context)) return undefined;
    judged.add(context.req.raw);
    if (!signIn || !viewerOfSession) return await localViewer(store);
    const sid = await sessionIdOf(context, signIn);
    const viewer = sid === undefined ? undefined : await viewerOfSession(sid);
    if (!viewer) {
      if (hasSession(context)) limit('stranger', sender(context));
      return undefined;
    }
    limit('person', String(viewer.id));
    return viewer;
  }

  const onNobody = (context: Context): Response | Promise<Response> => {
    if (wantsData(context) || !['GET', 'HEAD'].includes(context.req.method)) {
      context.header('www-authenticate', 'Bearer realm="LangGuard"');
      return problem(context, 401, 'Sign in first', 'Sign in, or send an API token that is good for this.');
    }
    const url = new URL(context.req.url);
    return context.redirect(`/sign-in?to=${encodeURIComponent(`${url.pathname}${url.search}`)}`, 302);
  };

  const app = new Hono<WebEnv>();
  app.use(async (context, next) => {
    const began = performance.now();
    const requestId = randomUUID();
    context.set('requestId', requestId);
    await next();
    const { headers, status } = context.res;
    deps.metrics?.count('langguard_pages_total', { status: String(status) });
    deps.metrics?.observe(
      'langguard_page_seconds',
      { page: pageOf(context) },
      (performance.now() - began) / 1000,
    );
    headers.set('x-request-id', requestId);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('x-frame-options', 'DENY');
    headers.set('x-robots-tag', 'noindex');
    if (!headers.has('content-security-policy'))
      headers.set('content-security-policy', contentSecurityPolicy);
    if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
    if (config.mode === 'github' && config.publicUrl.startsWith('https:'))
      headers.set('strict-transport-security', 'max-age=31536000');
  });
  app.onError((error, context) => answerError(error, context, log));
  app.notFound((context) =>
    problem(context, 404, 'Not found', 'There is no such page, or it is not open to you.'),
  );
  app.use(
    timeout(maxRunMs, () => new HTTPException(503, { message: 'It took too long. Ask for less, or later.' })),
  );
  app.use(async (context, next) => {
    if (config.mode === 'local' && !isFromHere(context, connectionOf(context)))
      throw new HTTPException(403, { message: 'This dashboard is open on its own machine only.' });
    if (config.mode === 'local') return await next();
    const from = sender(context);
    const claims = hasSession(context) || isProgram(context);
    // Whoever has used up what strangers may ask must show first who they are.
    if (!claims) limit('stranger', from);
    else if (limiters.stranger.peek(from) !== undefined && !(await viewerOf(context)))
      limit('stranger', from);
    await next();
    if (claims && !judged.has(context.req.raw)) limiters.stranger.take(from);
  });
  for (const path of ['/sign-in/github', callbackPath])
    app.use(path, async (context, next) => {
      limit('signIn', sender(context));
      await next();
    });
  app.use(
    csrf({
      origin: (origin, context) =>
        origin === (config.mode === 'github' ? config.publicUrl : new URL(context.req.url).origin),
    }),
  );
  app.use(async (context, next) => {
    // Browsers say how long a form is; Node lets no more through than was announced.
    if (context.req.header('transfer-encoding') !== undefined)
      throw new HTTPException(411, { message: 'Say how long the form is.' });
    if (Number(context.req.header('content-length') ?? 0) > maxFormBytes)
      throw new HTTPException(413, { message: 'That is too large.' });
    await next();
  });

  app.get('/', (context) => context.redirect(dashboardBase, 302));
  // Browsers ask for it unasked.
  app.get('/favicon.ico', (context) => context.body(null, 204, { 'cache-control': 'max-age=86400' }));
  if (signIn) app.route('/', createSignIn(signIn, personOf));
  app.route('/', createAccount({ store, personOf, onNobody, isLocal: config.mode === 'local', now }));
  app.route(
    dashboardBase,
    createDashboard({ store, viewerOf, base: dashboardBase, onNobody, now, account: accountLink }),
  );

  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  });
  return { app, listener: (req, res) => listener(req, res) };
}

function sessionDeps(config: SignInConfig, deps: WebDeps, now: () => Date): SessionDeps {
  const { store, log, metrics, githubApiUrl: apiUrl } = deps;
  const { publicUrl, clientId, clientSecret, accessMs } = config;
  const redirectUri = `${publicUrl}${callbackPath}`;
  const oauth = connectOauth({ apiUrl, clientId, clientSecret, redirectUri, now });
  const count = (result: string) => metrics?.count('langguard_sign_ins_total', { result });
  return { store, log, apiUrl, oauth, sealer: createSealer(clientSecret, now), accessMs, now, count };
}

/** The address as it was written in the program, so that nobody outside makes up series of a metric. */
function pageOf(context: Context): string {
  return matchedRoutes(context).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none';
}

function connectionOf(context: Context): string | undefined {
  return (context.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
}

/** True for whoever comes with a token; a proxy in front may use other schemes for its own passwords. */
function isProgram(context: Context): boolean {
  return /^bearer\b/i.test(context.req.header('authorization') ?? '');
}

/** True for programs: they are told in JSON. */
function wantsData(context: Context): boolean {
  const accept = context.req.header('accept') ?? '';
  return (
    isProgram(context) ||
    (accept.includes('json') && !accept.includes('text/html')) ||
    scopeFor(context) === 'export'
  );
}

function tooMany(seconds: number): HTTPException {
  const res = new Response(null, { status: 429, headers: { 'retry-after': String(seconds) } });
  return new HTTPException(429, { res, message: `Too many requests. Wait ${seconds} seconds.` });
}

/** Says what went wrong without saying how; the log has the rest under the request's id. */
function answerError(error: unknown, context: Context<WebEnv>, log: Log): Response | Promise<Response> {
  const requestId = context.get('requestId');
  if (error instanceof HTTPException) {
    const wait = error.res?.headers.get('retry-after');
    if (wait) context.header('retry-after', wait);
    const words =
      error.status === 403 && error.message === '' ? 'This form was not sent from this site.' : error.message;
    return problem(context, error.status, titles[error.status] ?? 'This did not work', words);
  }
  if (isAccessUnknown(error)) {
    context.header('retry-after', '30');
    return problem(
      context,
      503,
      'GitHub does not answer',
      'LangGuard shows only what GitHub says you may see, and GitHub could not be asked just now. Try again in a moment.',
    );
  }
  log.error({ err: error, request: requestId, path: context.req.path }, 'page failed');
  return problem(
    context,
    500,
    'This did not work',
    `The log of LangGuard has the reason under ${requestId}.`,
  );
}

const titles: Partial<Record<number, string>> = {
  403: 'Not from here',
  413: 'Too large',
  429: 'Too many requests',
  503: 'Busy',
};

function problem(
  context: Context,
  status: ContentfulStatusCode,
  title: string,
  words: string,
): Response | Promise<Response> {
  if (wantsData(context)) return context.json({ error: title, message: words }, status);
  return context.html(page(title, html`<p>${words}</p>`), status);
}
