// What holds for every page: headers, limits, errors that say nothing, and the dashboard of one machine.
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../store/open.ts';
import type { Log } from './log.ts';
import { createWeb, type Web } from './web.ts';
import type { DashboardConfig } from './web-config.ts';

const publicUrl = 'https://langguard.example.com';
const signIn: DashboardConfig = {
  mode: 'github',
  publicUrl,
  clientId: 'Iv1.test',
  clientSecret: 'c'.repeat(40),
  accessMs: 600_000,
  trustedProxies: 0,
};

let store: Store;
let server: Server | undefined;
let now = Date.parse('2026-11-21T08:00:00Z');
const errors: unknown[] = [];
const log = { info() {}, warn() {}, error: (fields: unknown) => void errors.push(fields) } as unknown as Log;

beforeAll(async () => {
  store = await openStore({ memory: true });
  await store.db
    .insertInto('repositories')
    .values({ installationId: 1, id: 2, fullName: 'acme/shop' })
    .execute();
});
afterAll(() => store.close());
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function start(config: DashboardConfig = signIn): Promise<{ url: string; web: Web }> {
  const deps = { store, log, githubApiUrl: 'http://127.0.0.1:9', now: () => new Date(now) };
  const web = createWeb(config, deps);
  server = createServer((req, res) => void web.listener(req, res));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, web };
}

const ask = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });

/** As `fetch` would not: with a host of our choice. */
async function status(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

test.each(['/sign-in', '/nothing', '/dashboard', '/sign-in/callback', '/account/../x', '/%00'])(
  '%s comes with every header',
  async (path) => {
    const { url } = await start();
    const { headers } = await ask(`${url}${path}`);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'private, no-store',
      'strict-transport-security': 'max-age=31536000',
      'x-frame-options': 'DENY',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  },
);

test('nobody is sent to sign in, a program is told so', async () => {
  const { url } = await start();
  const page = await ask(`${url}/dashboard/rules?since=30d`);
  expect(page.status).toBe(302);
  expect(page.headers.get('location')).toBe('/sign-in?to=%2Fdashboard%2Frules%3Fsince%3D30d');
  for (const headers of [{ authorization: 'Bearer nothing' }, { accept: 'application/json' }]) {
    const told = await ask(`${url}/dashboard`, { headers });
    expect(told.status).toBe(401);
    expect(told.headers.get('www-authenticate')).toContain('Bearer');
    expect(await told.json()).toMatchObject({ error: 'Sign in first' });
  }
});

test('HEAD is answered as GET, without a body', async () => {
  const { url } = await start();
  const response = await ask(`${url}/sign-in`, { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
  expect((await ask(`${url}/nothing`, { method: 'HEAD' })).status).toBe(404);
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s has no page', async (method) => {
  const { url } = await start();
  const response = await ask(`${url}/dashboard`, { method, headers: { origin: publicUrl } });
  expect([401, 404]).toContain(response.status);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('a form from elsewhere, and one that says not whence, is refused', async () => {
  const { url } = await start();
  const form = { method: 'POST', body: new URLSearchParams({ a: 'b' }) };
  expect((await ask(`${url}/sign-out`, form)).status).toBe(403);
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'https://langguard.example.com.evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ] as Record<string, string>[])
    expect((await ask(`${url}/sign-out`, { ...form, headers })).status).toBe(403);
  expect((await ask(`${url}/sign-out`, { ...form, headers: { origin: publicUrl } })).status).toBe(303);
});

test('a form that is too large is refused, and one that does not say how large it is', async () => {
  const { url } = await start();
  const body = 'a='.concat('b'.repeat(100_000));
  const headers = { origin: publicUrl, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await ask(`${url}/sign-out`, { method: 'POST', body, headers })).status).toBe(413);
  const stream = new Blob([body]).stream();
  const init = { method: 'POST', body: stream, headers, duplex: 'half' } as RequestInit;
  expect((await ask(`${url}/installations/1/tokens`, init)).status).toBe(411);
});

test('strangers may ask so often, and then wait', async () => {
  now += 600_000;
  const { url } = await start();
  const codes: number[] = [];
  for (let count = 0; count < 125; count++) codes.push((await ask(`${url}/nothing`)).status);
  expect(codes.filter((code) => code === 404)).toHaveLength(120);
  const refused = await ask(`${url}/nothing`, { headers: { 'x-forwarded-for': '9.9.9.9' } });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  // A made-up cookie or token is a stranger's too.
  expect((await ask(`${url}/account`, { headers: { cookie: '__Host-langguard=x' } })).status).toBe(429);
  expect((await ask(`${url}/account`, { headers: { authorization: 'Bearer x' } })).status).toBe(429);
  now += 60_000;
  expect((await ask(`${url}/nothing`)).status).toBe(404);
});

test('a failure says where to look and nothing else', async () => {
  const { web } = await start();
  errors.length = 0;
  // Hono takes no routes after its first request.
  web.app.get('/broken', () => {
    throw new Error('password=hunter2 in /etc/secret');
  });
  const response = await web.app.request(
    '/broken',
    {},
    { incoming: { socket: { remoteAddress: '1.1.1.1' } } },
  );
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).not.toMatch(/hunter2|secret|\.ts/);
  expect(text).toContain(response.headers.get('x-request-id'));
  expect(errors).toMatchObject([{ request: response.headers.get('x-request-id') }]);
});

test.each([
  ['its own address', {}, 200],
  ['localhost', { host: 'localhost:3000' }, 200],
  ['a name that was rebound to loopback', { host: 'evil.example:3000' }, 403],
  ['a name that only begins like loopback', { host: '127.0.0.1.evil.example' }, 403],
  ['a tunnel', { 'x-forwarded-for': '9.9.9.9' }, 403],
  ['a tunnel that keeps the host', { forwarded: 'for=9.9.9.9' }, 403],
  ["another site's picture", { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
  ['a link from another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
])('the dashboard of one machine, asked by %s', async (_, headers, expected) => {
  const { url } = await start({ mode: 'local' });
  expect(await status(`${url}/account`, headers as Record<string, string>)).toBe(expected);
});

test('the dashboard of one machine shows all, without sign-in, and takes forms of its own only', async () => {
  const { url } = await start({ mode: 'local' });
  const page = await ask(`${url}/account`);
  expect(await page.text()).toContain('acme/shop');
  expect(page.headers.get('strict-transport-security')).toBeNull();
  expect((await ask(`${url}/sign-in`)).status).toBe(404);
  const form = { method: 'POST', body: new URLSearchParams({ name: 'x', scope: 'read', days: '1' }) };
  const path = `${url}/installations/1/tokens`;
  expect((await ask(path, { ...form, headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await ask(path, { ...form, headers: { origin: url } })).status).toBe(200);
});
