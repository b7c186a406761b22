// Keys for programs: made on a page by an owner or on the command line, and what they open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createToken, findToken, type TokenScope } from '../src/store/api-tokens.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { startCli } from './cli-process.ts';
import type { Browser } from './browser.ts';
import { nameRepositories, publicUrl, startSignInWorld, type SignInWorld } from './signed-in.ts';

let store: Store;
let world: SignInWorld;
let owner: Browser;
let tokensPath: string;
let installationId: number;

beforeAll(async () => {
  store = await openStore({ memory: true });
  world = await startSignInWorld(store);
  const { sim } = world;
  await sim.createRepository('acme', 'shop', { private: true });
  await sim.createRepository('acme', 'vault', { private: true });
  await sim.createRepository('rival', 'secret', { private: true });
  await nameRepositories(store, sim, 'acme/shop', 'acme/vault', 'rival/secret');
  installationId = sim.installationId('acme');
  tokensPath = `${publicUrl}/installations/${installationId}/tokens`;
});
afterAll(async () => {
  await world.close();
  await store.close();
});

beforeEach(async () => {
  for (const table of ['apiTokens', 'ledger'] as const) await store.db.deleteFrom(table).execute();
  world.sim.setMember('acme', 'olga', 'admin');
  // Nobody may sign in too often in a minute.
  world.sim.clock.advance(60_000);
  owner = await world.signIn('olga');
});

const idOf = (name: string): number => world.sim.repository(name).id;

async function made(form: Record<string, string | string[]> = {}): Promise<string> {
  const page = await owner.post(tokensPath, { name: 'weekly report', scope: 'read', days: '30', ...form });
  expect(page.status).toBe(200);
  return /lgt_[0-9a-z]{12}_[\w-]{43}/.exec(page.body)?.[0] ?? '';
}

const ask = (path: string, token: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${world.url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { authorization: `Bearer ${token}` },
  });

test('an owner makes a token, sees it once, uses it and revokes it', async () => {
  const token = await made();
  const id = token.slice(4, 16);
  const list = await owner.get(tokensPath);
  expect(list.body).toContain(`lgt_${id}_…`);
  expect(list.body).toContain('weekly report');
  expect(list.body).not.toContain(token);
  expect((await ask('/dashboard', token)).status).toBe(200);
  const after = await owner.post(`${tokensPath}/${id}/revoke`, {});
  expect(after.body).toContain('revoked');
  expect((await ask('/dashboard', token)).status).toBe(401);
  const entries = await store.db.selectFrom('ledger').select(['actor', 'action']).orderBy('seq').execute();
  expect(entries).toEqual([
    { actor: 'olga', action: 'token-created' },
    { actor: 'olga', action: 'token-revoked' },
  ]);
});

test('a token sees its repositories and no others', async () => {
  const narrow = await made({ repository: [String(idOf('acme/shop'))] });
  const wide = await made();
  const seen = async (token: string): Promise<string[]> => {
    const body = await (await ask('/dashboard/repositories', token)).text();
    return ['acme/shop', 'acme/vault', 'rival/secret'].filter((name) => body.includes(name));
  };
  expect(await seen(narrow)).not.toContain('acme/vault');
  expect(await seen(wide)).not.toContain('rival/secret');
  for (const [token, name, status] of [
    [narrow, 'acme/shop', 200],
    [narrow, 'acme/vault', 404],
    [wide, 'acme/vault', 200],
    [wide, 'rival/secret', 404],
  ] as const)
    expect((await ask(`/dashboard/repositories/${idOf(name)}`, token)).status, name).toBe(status);
});

test.each<[TokenScope, string, number]>([
  ['read', '/dashboard/rules', 200],
  ['read', '/dashboard/rules?as=csv&table=rules', 401],
  ['export', '/dashboard/rules?as=csv&table=rules', 200],
  ['export', '/dashboard/rules', 401],
  ['ingest', '/dashboard/rules', 401],
  ['ingest', '/dashboard/rules?as=json&table=rules', 401],
])('a token to %s asks %s: %i', async (scope, path, status) => {
  const response = await ask(path, await made({ scope }));
  expect(response.status, await response.text()).toBe(status);
});

test('a token opens no page of a person, and changes nothing', async () => {
  const token = await made({ scope: ['read', 'export', 'ingest'] });
  for (const path of ['/account', new URL(tokensPath).pathname])
    expect((await ask(path, token)).status).toBe(401);
  const form = {
    method: 'POST',
    body: new URLSearchParams({ installation: String(installationId), show: 'yes' }),
  };
  const sent = await fetch(`${world.url}/dashboard/people`, {
    ...form,
    headers: { authorization: `Bearer ${token}`, origin: publicUrl, 'sec-fetch-site': 'same-origin' },
  });
  expect(sent.status).toBe(401);
  expect(await store.db.selectFrom('dashboardSettings').selectAll().execute()).toEqual([]);
});

test('a token and a session together are the token', async () => {
  const token = await made({ repository: [String(idOf('acme/shop'))] });
  const path = `${publicUrl}/dashboard/repositories/${idOf('acme/vault')}`;
  expect((await owner.get(path)).status).toBe(200);
  expect((await owner.get(path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
});

test('a token ends on its day', async () => {
  const token = await made({ days: '1' });
  world.sim.clock.advance(86_399_000);
  expect((await ask('/dashboard', token)).status).toBe(200);
  world.sim.clock.advance(2000);
  expect((await ask('/dashboard', token)).status).toBe(401);
});

test('a token is told to wait when it asks too often, and another is not', async () => {
  const busy = await made();
  const quiet = await made();
  const asked: number[] = [];
  for (let count = 0; count < 305; count++) asked.push((await ask('/dashboard/people', busy)).status);
  expect(asked.filter((status) => status === 429)).toHaveLength(5);
  expect((await ask('/dashboard/people', quiet)).status).toBe(200);
});

test.each([
  ['no name', { name: ' ' }],
  ['a name over two lines', { name: 'a\nb' }],
  ['nothing to do', { scope: [] }],
  ['another scope', { scope: 'admin' }],
  ['no end', { days: '' }],
  ['an end too far away', { days: '4000' }],
  ["another tenant's repository", { repository: 'rival' }],
  ['a repository that is no number', { repository: '1 or 1=1' }],
])('refuses %s', async (_, over) => {
  const form = { name: 'x', scope: 'read', days: '30', ...over } as Record<string, string | string[]>;
  if (form['repository'] === 'rival') form['repository'] = String(idOf('rival/secret'));
  const page = await owner.post(tokensPath, form);
  expect(page.status).toBe(400);
  expect(page.body).not.toMatch(/lgt_[0-9a-z]{12}_[\w-]{43}/);
  expect(await store.db.selectFrom('apiTokens').selectAll().execute()).toEqual([]);
});

test('what a name holds stays text', async () => {
  await made({ name: '<img src=x onerror=alert(1)>"\'' });
  const { body } = await owner.get(tokensPath);
  expect(body).toContain('&lt;img src=x');
  expect(body).not.toContain('<img');
});

test('tokens end with the office of whoever made them', async () => {
  const token = await made();
  world.sim.setMember('acme', 'olga', 'member');
  world.sim.clock.advance(600_000);
  await owner.get(`${publicUrl}/account`);
  expect((await ask('/dashboard', token)).status).toBe(401);
  expect((await owner.get(tokensPath)).status).toBe(404);
});

test('an operator makes, lists and revokes tokens on the command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-tokens-'));
  const data = join(folder, 'data');
  const cli = startCli();
  const langguard = (...args: string[]) => {
    const { DATABASE_URL: _other, ...env } = process.env;
    return cli.run(['token', ...args, '--data', data], { cwd: folder, env });
  };
  const withData = async <T>(use: (opened: Store) => Promise<T>): Promise<T> => {
    const opened = await openStore({ directory: data });
    return await use(opened).finally(() => opened.close());
  };
  try {
    await withData(({ db }) =>
      db.insertInto('repositories').values({ installationId: 1, id: 2, fullName: 'acme/shop' }).execute(),
    );
    const which = ['--installation', '1'];
    const create = await langguard(
      'create',
      ...which,
      '--name',
      'siem',
      '--scope',
      'export,read',
      '--repository',
      'acme/shop',
    );
    expect(create.code, create.err).toBe(0);
    const token = create.out.trim();
    expect(await withData(({ db }) => findToken(db, token, new Date()))).toMatchObject({
      repositoryIds: [2],
      scopes: ['read', 'export'],
      createdBy: 'operator',
    });
    const list = await langguard('list', ...which);
    expect(list.out).toContain(token.slice(0, 16));
    expect(list.out).not.toContain(token);
    expect(await langguard('revoke', token.slice(0, 16), ...which)).toMatchObject({ code: 0 });
    expect(await withData(({ db }) => findToken(db, token, new Date()))).toBeUndefined();
    for (const wrong of [
      ['create', ...which, '--name', 'x', '--scope', 'all'],
      ['create', ...which, '--name', 'x', '--scope', 'read', '--days', '9999'],
      ['create', ...which, '--name', 'x', '--scope', 'read', '--repository', 'rival/secret'],
    ])
      expect(await langguard(...wrong), wrong.join(' ')).toMatchObject({ code: 2, out: '' });
  } finally {
    cli.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a token of another installation opens nothing here', async () => {
  const { text } = await createToken(
    store.db,
    {
      installationId: world.sim.installationId('rival'),
      // Even one that names what is not its own.
      repositoryIds: [idOf('acme/shop'), idOf('rival/secret')],
      scopes: ['read', 'export'],
      name: 'x',
      createdBy: 'operator',
      createdById: null,
      expiresAt: new Date(world.sim.clock.now() + 86_400_000),
    },
    new Date(world.sim.clock.now()),
  );
  expect((await ask(`/dashboard/repositories/${idOf('rival/secret')}`, text)).status).toBe(200);
  expect((await ask(`/dashboard/repositories/${idOf('acme/shop')}`, text)).status).toBe(404);
});

// The last one: from here on the organisation asks for single sign-on.
test('tokens do not end because single sign-on is in the way just now', async () => {
  const token = await made();
  world.sim.requireSingleSignOn('acme');
  world.sim.clock.advance(600_000);
  expect((await owner.get(tokensPath)).status).toBe(404);
  expect((await ask('/dashboard', token)).status).toBe(200);
});
