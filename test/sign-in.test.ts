// Signing in with GitHub, what a person then sees, and the attacks on both (fault 36 of the fault table).
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Log } from '../src/server/log.ts';
import { createWeb } from '../src/server/web.ts';
import { openStore, type Store } from '../src/store/open.ts';
import type { Browser } from './browser.ts';
import {
  nameRepositories,
  publicUrl,
  signInConfig,
  startSignInWorld,
  type SignInWorld,
} from './signed-in.ts';

const account = `${publicUrl}/account`;
const sessionCookie = '__Host-langguard';
const attemptCookie = '__Host-langguard-sign-in';
const host = new URL(publicUrl).host;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let store: Store;
let world: SignInWorld;

beforeAll(async () => {
  store = await openStore({ memory: true });
});

afterAll(() => store.close());

beforeEach(async () => {
  world = await startSignInWorld(store);
  const { sim } = world;
  await sim.createRepository('acme', 'shop', { private: true });
  await sim.createRepository('acme', 'vault', { private: true });
  await sim.createRepository('rival', 'secret', { private: true });
  await nameRepositories(store, sim, 'acme/shop', 'acme/vault', 'rival/secret');
  sim.setCollaborator('acme/shop', 'dana', 'write');
});

afterEach(async () => {
  const { sim } = world;
  await world.close();
  expect(sim.violations).toEqual([]);
});

async function seenBy(browser: Browser): Promise<string[]> {
  const { body, status, trail } = await browser.get(account);
  if (status !== 200 || !trail[0]?.endsWith('/account')) return [`${status} ${trail[0]}`];
  return ['acme/shop', 'acme/vault', 'rival/secret'].filter((name) => body.includes(name));
}

/** Begins to sign in and stops before the answer of GitHub is opened. */
async function answerFor(browser: Browser, login: string, to = '/account'): Promise<URL> {
  world.sim.browseAs(login);
  const begun = await browser.get(`${publicUrl}/sign-in/github?to=${encodeURIComponent(to)}`, {
    follow: false,
  });
  const agreed = await browser.get(begun.headers.get('location') ?? '', { follow: false });
  return new URL(agreed.headers.get('location') ?? '');
}

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await browser.get(account, { follow: false })).status === 200;

test('a person signs in, comes back to where they wanted to go, and sees what GitHub lets them see', async () => {
  const browser = world.newBrowser();
  world.sim.browseAs('dana');
  const asked = await browser.get(`${publicUrl}/account?a=1`);
  expect(asked.trail[0]).toBe(`${publicUrl}/sign-in?to=%2Faccount%3Fa%3D1`);
  expect(asked.body).toContain('Sign in with GitHub');
  const link = /href="(\/sign-in\/github[^"]*)"/.exec(asked.body)?.[1] ?? '';
  const arrived = await browser.get(`${publicUrl}${link}`);
  expect(arrived.trail[0]).toBe(`${publicUrl}/account?a=1`);
  expect(arrived.status).toBe(200);
  expect(await seenBy(browser)).toEqual(['acme/shop']);
  const toGitHub = new URL(arrived.trail.at(-2) ?? '');
  expect(toGitHub.searchParams.get('code_challenge_method')).toBe('S256');
  expect(toGitHub.searchParams.get('state')?.length).toBeGreaterThanOrEqual(43);
});

test('cookies are for this host, over a safe connection, and no business of scripts', async () => {
  const browser = world.newBrowser();
  await answerFor(browser, 'dana');
  expect(browser.attributes.get(attemptCookie)).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const signedIn = await world.signIn('dana');
  expect(signedIn.attributes.get(sessionCookie)).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(signedIn.attributes.get(sessionCookie)).not.toMatch(/domain/i);
  expect(signedIn.cookies.get(host)?.has(attemptCookie)).toBe(false);
});

test('neither the browser nor the database holds the tokens of GitHub in the clear, nor one of them alone the other', async () => {
  const browser = await world.signIn('dana');
  const cookies = JSON.stringify([...(browser.cookies.get(host) ?? [])]);
  const rows = JSON.stringify([
    await world.store.db.selectFrom('sessions').selectAll().execute(),
    await world.store.db.selectFrom('usedSignIns').selectAll().execute(),
  ]);
  const bearer = world.sim.requests.find((each) => each.path === '/user')?.headers['authorization'] ?? '';
  expect(bearer).toMatch(/^Bearer ghu_/);
  for (const held of [cookies, rows, JSON.stringify(world.said)]) {
    expect(held).not.toContain(bearer.slice(7));
    expect(held).not.toMatch(/gh[ur]_/);
  }
});

test('fault 36: a forged state is refused, and the code with it', async () => {
  const browser = world.newBrowser();
  const answer = await answerFor(browser, 'dana');
  answer.searchParams.set('state', 'x'.repeat(43));
  expect(await browser.get(answer.href)).toMatchObject({ status: 400 });
  expect(await isSignedIn(browser)).toBe(false);
  // The code was not spent on it, and the attempt is over.
  expect(world.sim.requests.filter((each) => each.path === '/user')).toEqual([]);
  expect(browser.cookies.get(host)?.has(attemptCookie)).toBe(false);
});

test("fault 36: an attacker's answer opened in the victim's browser signs nobody in", async () => {
  const attacker = world.newBrowser();
  const answer = await answerFor(attacker, 'mallory');
  const victim = world.newBrowser();
  const refused = await victim.get(answer.href);
  expect(refused.status).toBe(400);
  expect(refused.body).toContain('not asked for by this browser');
  // Nor while the victim is signing in.
  await answerFor(victim, 'dana');
  expect(await victim.get(answer.href)).toMatchObject({ status: 400 });
  expect(await isSignedIn(victim)).toBe(false);
});

test("fault 36: the victim's code with the attacker's own state meets PKCE", async () => {
  const victim = world.newBrowser();
  const stolen = await answerFor(victim, 'dana');
  const attacker = world.newBrowser();
  const own = await answerFor(attacker, 'mallory');
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  expect(await attacker.get(own.href)).toMatchObject({ status: 400 });
  expect(await isSignedIn(attacker)).toBe(false);
  expect(world.said.at(-1)?.fields).toEqual({ reason: 'bad_verification_code' });
});

test('fault 36: a replayed answer is refused, even with the cookie of its attempt', async () => {
  const browser = world.newBrowser();
  const answer = await answerFor(browser, 'dana');
  const cookie = browser.cookies.get(host)?.get(attemptCookie) ?? '';
  expect(await browser.get(answer.href)).toMatchObject({ status: 200 });
  const thief = world.newBrowser();
  thief.cookies.set(host, new Map([[attemptCookie, cookie]]));
  const refused = await thief.get(answer.href);
  expect(refused.status).toBe(400);
  expect(refused.body).toContain('This answer of GitHub was used before');
  expect(await isSignedIn(thief)).toBe(false);
});

test('fault 36: a session planted before the sign-in is not the session after it', async () => {
  const attacker = await world.signIn('mallory');
  const planted = attacker.cookies.get(host)?.get(sessionCookie) ?? '';
  const victim = world.newBrowser();
  victim.cookies.set(host, new Map([[sessionCookie, planted]]));
  const answer = await answerFor(victim, 'dana');
  expect(await victim.get(answer.href)).toMatchObject({ status: 200 });
  expect(victim.cookies.get(host)?.get(sessionCookie)).not.toBe(planted);
  expect(await seenBy(victim)).toEqual(['acme/shop']);
  // The planted one is over, so that it cannot be anybody's.
  expect(await isSignedIn(attacker)).toBe(false);
  const sessions = await world.store.db.selectFrom('sessions').select('login').execute();
  expect(sessions).toEqual([{ login: 'dana' }]);
});

test.each([
  'not a cookie',
  'eyJhbGciOiJub25lIn0.e30.',
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA',
])('fault 36: a session cookie made up is nobody (%s)', async (value) => {
  const browser = world.newBrowser();
  browser.cookies.set(host, new Map([[sessionCookie, encodeURIComponent(value)]]));
  expect(await isSignedIn(browser)).toBe(false);
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/.//evil.example'])(
  'fault 36: an open redirect to %s ends on a page of ours',
  async (to) => {
    const browser = world.newBrowser();
    const answer = await answerFor(browser, 'dana', to);
    const back = await browser.get(answer.href, { follow: false });
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toBe('/dashboard');
    const again = await browser.get(`${publicUrl}/sign-in?to=${encodeURIComponent(to)}`, { follow: false });
    expect(again.headers.get('location')).toBe('/dashboard');
  },
);

test('fault 36: an answer that comes too late is refused', async () => {
  const browser = world.newBrowser();
  const answer = await answerFor(browser, 'dana');
  world.sim.clock.advance(11 * minuteMs);
  expect(await browser.get(answer.href)).toMatchObject({ status: 400 });
  expect(await isSignedIn(browser)).toBe(false);
});

test('declining at GitHub is said as such', async () => {
  const browser = world.newBrowser();
  world.sim.browseAs(undefined);
  const declined = await browser.get(`${publicUrl}/sign-in/github`);
  expect(declined.status).toBe(400);
  expect(declined.body).toContain('you declined');
});

test('fault 36: signing out from another site is refused; from ours it ends the session here and at GitHub', async () => {
  const browser = await world.signIn('dana');
  const cookie = browser.cookies.get(host)?.get(sessionCookie) ?? '';
  expect(await browser.post(`${publicUrl}/sign-out`, {}, { origin: 'https://evil.example' })).toMatchObject({
    status: 403,
  });
  expect(await browser.post(`${publicUrl}/sign-out`, {}, { origin: 'null' })).toMatchObject({ status: 403 });
  expect(await browser.get(`${publicUrl}/sign-out`)).toMatchObject({ status: 404 });
  expect(await isSignedIn(browser)).toBe(true);
  const out = await browser.post(`${publicUrl}/sign-out`, {});
  expect(out.trail[0]).toBe(`${publicUrl}/sign-in`);
  expect(browser.cookies.get(host)?.has(sessionCookie)).toBe(false);
  // Whoever kept the cookie has nothing.
  browser.cookies.get(host)?.set(sessionCookie, cookie);
  expect(await isSignedIn(browser)).toBe(false);
  await expect
    .poll(() => world.sim.requests.find((each) => each.method === 'DELETE')?.status, { timeout: 150_000 })
    .toBe(204);
});

test('GitHub Enterprise Server signs people in by its own address', async () => {
  const own = await startSignInWorld(store, { enterprise: '3.17' });
  try {
    await own.sim.createRepository('acme', 'shop', { private: true });
    await nameRepositories(store, own.sim, 'acme/shop');
    own.sim.setMember('acme', 'olga', 'admin');
    const browser = await own.signIn('olga');
    expect((await browser.get(account)).body).toContain('acme/shop');
    expect(own.sim.violations).toEqual([]);
  } finally {
    await own.close();
  }
});

test("a password that a proxy in front asks for is none of LangGuard's", async () => {
  const browser = await world.signIn('dana');
  const headers = { authorization: `Basic ${Buffer.from('intranet:secret').toString('base64')}` };
  expect((await browser.get(account, { headers })).body).toContain('acme/shop');
});

test('a session ends when it is not used, and at the latest after a week', async () => {
  const idle = await world.signIn('dana');
  world.sim.clock.advance(7 * hourMs);
  expect(await isSignedIn(idle)).toBe(true);
  world.sim.clock.advance(8 * hourMs + minuteMs);
  expect(await isSignedIn(idle)).toBe(false);
  const busy = await world.signIn('dana');
  for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
    world.sim.clock.advance(6 * hourMs);
    expect(await isSignedIn(busy)).toBe(true);
  }
  world.sim.clock.advance(6 * hourMs + minuteMs);
  expect(await isSignedIn(busy)).toBe(false);
});

test('lost access is effective at the latest after the interval', async () => {
  const { sim } = world;
  const browser = await world.signIn('dana');
  sim.repository('acme/shop').collaborators.delete('dana');
  sim.setCollaborator('acme/vault', 'dana', 'read');
  sim.clock.advance(9 * minuteMs);
  expect(await seenBy(browser)).toEqual(['acme/shop']);
  sim.clock.advance(minuteMs);
  expect(await seenBy(browser)).toEqual(['acme/vault']);
});

test('an organisation with single sign-on is not there until the token went through it', async () => {
  const { sim } = world;
  sim.setMember('acme', 'erin', 'member');
  sim.requireSingleSignOn('acme');
  const browser = await world.signIn('erin');
  expect(await seenBy(browser)).toEqual([]);
  expect((await browser.get(account)).body).toContain('GitHub kept something back');
  sim.signOn('erin', 'acme');
  sim.clock.advance(10 * minuteMs);
  expect((await browser.get(account)).body).not.toContain('GitHub kept something back');
  expect(await seenBy(browser)).toEqual(['acme/shop', 'acme/vault']);
});

test('a suspended installation is not there', async () => {
  const browser = await world.signIn('dana');
  world.sim.suspend('acme');
  world.sim.clock.advance(10 * minuteMs);
  expect(await seenBy(browser)).toEqual([]);
});

test('when GitHub cannot be asked, its last word holds until it is too old, and then nothing is shown', async () => {
  const { sim } = world;
  const browser = await world.signIn('dana');
  sim.fault({ method: 'GET', path: /^\/user/, kind: 'status', status: 502, times: 100 });
  expect(await seenBy(browser)).toEqual(['acme/shop']);
  sim.clock.advance(10 * minuteMs);
  const told = await browser.get(account);
  expect(told.status).toBe(503);
  expect(told.headers.get('retry-after')).toBe('30');
  expect(told.body).not.toContain('acme/shop');
  sim.clearFaults();
  expect(await seenBy(browser)).toEqual(['acme/shop']);
});

test('a token that is too old is renewed once, however many pages ask', async () => {
  const browser = await world.signIn('dana');
  world.sim.clock.advance(7.95 * hourMs);
  const pages = await Promise.all(Array.from({ length: 8 }, () => browser.get(account)));
  expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  world.sim.clock.advance(7.95 * hourMs);
  expect(await seenBy(browser)).toEqual(['acme/shop']);
});

test('two replicas do not both take the refresh token, which is good once', async () => {
  const { sim } = world;
  const browser = await world.signIn('dana');
  const other = createWeb(signInConfig(sim), {
    store,
    log: { info() {}, warn() {}, error() {} } as unknown as Log,
    githubApiUrl: sim.url,
    now: () => new Date(sim.clock.now()),
  });
  const cookie = `${sessionCookie}=${browser.cookies.get(host)?.get(sessionCookie) ?? ''}`;
  const timesAsked = (): number => sim.requests.filter(({ path }) => path === '/user').length;
  const before = timesAsked();
  sim.clock.advance(7.95 * hourMs);
  // The slow one still has the question when the other wants to know.
  sim.fault({ method: 'GET', path: /^\/user$/, kind: 'delay', ms: 300 });
  const asked = Array.from({ length: 6 }, async (_, index) =>
    index % 2 === 0
      ? (await browser.get(account, { follow: false })).status
      : (await other.app.request(account, { headers: { cookie } })).status,
  );
  expect(await Promise.all(asked)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(timesAsked()).toBe(before + 1);
});

test('tokens without an end work too', async () => {
  world.sim.letTokensLast();
  const browser = await world.signIn('dana');
  world.sim.clock.advance(7 * hourMs);
  expect(await seenBy(browser)).toEqual(['acme/shop']);
});

test('who takes back the authorisation is signed out at the next question', async () => {
  const browser = await world.signIn('dana');
  world.sim.revokeGrants('dana');
  expect(await isSignedIn(browser)).toBe(true);
  world.sim.clock.advance(10 * minuteMs);
  expect(await isSignedIn(browser)).toBe(false);
  expect(await world.store.db.selectFrom('sessions').selectAll().execute()).toEqual([]);
});

test('owners administer, members do not, and where GitHub does not say nobody does', async () => {
  const { sim } = world;
  sim.setMember('acme', 'olga', 'admin');
  sim.setMember('acme', 'erin', 'member');
  const path = `${publicUrl}/installations/${sim.installationId('acme')}/tokens`;
  expect(await (await world.signIn('olga')).get(path)).toMatchObject({ status: 200 });
  const member = await world.signIn('erin');
  const refused = await member.get(path);
  const missing = await member.get(`${publicUrl}/installations/999999/tokens`);
  expect(refused.status).toBe(404);
  expect(refused.body).toBe(missing.body);
  const { members: _members, ...fewer } = { metadata: 'read', checks: 'write', members: 'read' } as const;
  sim.setPermissions('acme', fewer);
  expect(await (await world.signIn('olga')).get(path)).toMatchObject({ status: 404 });
});
