// Two tenants side by side (fault 37): every address that there is, walked by one with the ids of the other. What is
// another's answers exactly as what does not exist. An address without a case here fails the test.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanReview, sampleFinding } from '../src/reporters/sample-review.ts';
import { createToken } from '../src/store/api-tokens.ts';
import { addApproval } from '../src/store/approvals.ts';
import { nameRepository, recordReview } from '../src/store/history/record.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';
import { addWaiver } from '../src/store/waivers.ts';
import type { Browser, Visited } from './browser.ts';
import { publicUrl, startSignInWorld, type SignInWorld } from './signed-in.ts';

/** One customer, whose every text holds a word that nobody else may read. */
interface Tenant {
  name: string;
  canary: string;
  installation: number;
  repository: number;
  review: string;
  token: string;
  secret: string;
  /** The owner's browser. */
  owner: Browser;
}

let store: Store;
let world: SignInWorld;
let acme: Tenant;
let rival: Tenant;

beforeAll(async () => {
  store = await openStore({ memory: true });
  world = await startSignInWorld(store);
  acme = await move('acme');
  rival = await move('rival');
});

afterAll(async () => {
  await world.close();
  await store.close();
});

/** Moves a tenant in: a repository with a review, a waiver, an approval, a token, and an owner who is signed in. */
async function move(name: string): Promise<Tenant> {
  const { sim } = world;
  const canary = `canary-${name}`;
  const { installationId, repositoryId, review } = await fill(name, canary);
  sim.setMember(name, `${canary}-owner`, 'admin');
  const { text, token } = await createToken(
    store.db,
    {
      installationId,
      repositoryIds: null,
      scopes: ['read', 'export', 'ingest'],
      name: `${canary} token`,
      createdBy: `${canary}-owner`,
      createdById: null,
      expiresAt: new Date(sim.clock.now() + 86_400_000),
    },
    new Date(sim.clock.now()),
  );
  const owner = await world.signIn(`${canary}-owner`);
  const ids = { installation: installationId, repository: repositoryId, review };
  return { name, canary, ...ids, token: token.id, secret: text, owner };
}

/** Makes a repository of a tenant with a review, a waiver and an approval, whose every text holds the canary. */
async function fill(
  name: string,
  canary: string,
): Promise<{ installationId: number; repositoryId: number; review: string }> {
  const { sim } = world;
  const { db } = store;
  await sim.createRepository(name, canary, { private: true });
  const repositoryId = sim.repository(`${name}/${canary}`).id;
  const installationId = sim.installationId(name);
  const place = { installationId, repositoryId };
  const now = new Date(sim.clock.now());
  const fingerprint = `${name.length}d`.repeat(32);
  const finding = sampleFinding({
    rule: `${canary}-rule`,
    title: `${canary} title`,
    path: `${canary}/db.py`,
    message: `${canary} message`,
    fingerprint,
    excerpt: { startLine: 1, lines: [`${canary} excerpt`] },
    origin: { ...sampleFinding().origin, tool: `${canary}-tool`, name: canary, model: `${canary}-model` },
  } as Parameters<typeof sampleFinding>[0]);
  const pull = { ...place, pullNumber: 7 };
  const headSha = 'a'.repeat(40);
  const review = await startReview(db, pull, { headSha, baseRef: 'main' });
  const outcome = cleanReview({ findings: [finding], conclusion: 'failure' });
  await keepOutcome(db, review, outcome);
  await finishReview(db, review, 'completed');
  await nameRepository(db, { installationId, id: repositoryId, fullName: `${name}/${canary}` });
  const seen = { id: review.id, headSha, at: now, durationMs: 900, outcome, author: `${canary}-author` };
  await db.transaction().execute((trx) => recordReview(trx, { ...pull, ...seen, openedAt: now }));
  await addWaiver(
    db,
    {
      ...pull,
      rule: finding.rule,
      fingerprint,
      reason: `${canary} reason`,
      owner: `${canary}-owner`,
      approver: null,
      until: '2099-01-01',
      source: 'command',
      isFalsePositive: true,
    },
    'comment/1',
  );
  await addApproval(db, {
    ...pull,
    name: `${canary}-approval`,
    matter: 'm',
    headSha,
    login: `${canary}-approver`,
    how: 'command',
  });
  return { installationId, repositoryId, review: review.id };
}

/** Ids that nobody has, in the forms of those that somebody has. */
const nothing = {
  installation: 987_654,
  repository: 987_655,
  review: 'no-such-review',
  token: 'zzzzzzzzzzzz',
};
type Ids = Pick<Tenant, 'installation' | 'repository' | 'review' | 'token'>;

/** How each address is asked. `open` shows no tenant's data and needs no walk. */
type Case =
  { open: string } | { path: (ids: Ids) => string; form?: Record<string, string>; namesNothing?: true };

const cases: Record<string, Case> = {
  'GET /': { open: 'leads to the overview' },
  'GET /favicon.ico': { open: 'there is none' },
  'GET /sign-in': { open: 'the same for everybody' },
  'GET /sign-in/github': { open: 'begins a sign-in' },
  'GET /sign-in/callback': { open: 'ends a sign-in: test/sign-in.test.ts' },
  'POST /sign-out': { open: "ends the browser's own session: test/sign-in.test.ts" },
  'GET /dashboard/style.css': { open: 'the same for everybody' },
  'GET /account': { path: () => '/account', namesNothing: true },
  'GET /installations/:installation/tokens': {
    path: ({ installation }) => `/installations/${installation}/tokens`,
  },
  'POST /installations/:installation/tokens': {
    path: ({ installation }) => `/installations/${installation}/tokens`,
    form: { name: 'x', scope: 'read', days: '1' },
  },
  'POST /installations/:installation/tokens/:token/revoke': {
    path: ({ installation, token }) => `/installations/${installation}/tokens/${token}/revoke`,
    form: {},
  },
  'GET /dashboard': { path: () => '/dashboard', namesNothing: true },
  'GET /dashboard/repositories': { path: () => '/dashboard/repositories', namesNothing: true },
  'GET /dashboard/repositories/:id': { path: ({ repository }) => `/dashboard/repositories/${repository}` },
  'GET /dashboard/reviews/:id': { path: ({ review }) => `/dashboard/reviews/${review}` },
  'GET /dashboard/rules': { path: () => '/dashboard/rules', namesNothing: true },
  'GET /dashboard/provenance': { path: () => '/dashboard/provenance', namesNothing: true },
  'GET /dashboard/waivers': { path: () => '/dashboard/waivers', namesNothing: true },
  'GET /dashboard/effort': { path: () => '/dashboard/effort', namesNothing: true },
  'GET /dashboard/people': { path: () => '/dashboard/people', namesNothing: true },
  'POST /dashboard/people': { path: () => '/dashboard/people', form: { show: 'yes' } },
};

/** Addresses as the application has them; `ALL` are what every request goes through. */
const routes = (): string[] => [
  ...new Set(
    world.web.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

const walked = Object.entries(cases).flatMap(([name, each]) => ('open' in each ? [] : [{ name, ...each }]));
const reads = walked.filter(({ form }) => form === undefined);

/** Asks as a person, or as a program with the token. */
type Asker = (path: string) => Promise<Pick<Visited, 'status' | 'body'>>;

const asOwner =
  (tenant: () => Tenant): Asker =>
  (path) =>
    tenant().owner.get(`${publicUrl}${path}`, { follow: false });
const asProgram =
  (tenant: () => Tenant): Asker =>
  async (path) => {
    const headers = { authorization: `Bearer ${tenant().secret}` };
    const response = await fetch(`${world.url}${path}`, { headers, redirect: 'manual' });
    return { status: response.status, body: await response.text() };
  };

const askers: [string, Asker, Asker][] = [
  ['a person', asOwner(() => acme), asOwner(() => rival)],
  ['an API token', asProgram(() => acme), asProgram(() => rival)],
];

/** Every table that a page offers for export, in both forms. */
function exportsOf(body: string): string[] {
  const links = [...body.matchAll(/href="([^"]*[?&;]as=(?:csv|json)[^"]*)"/g)].map((match) => match[1] ?? '');
  return [...new Set(links.map((each) => each.replaceAll('&amp;', '&')))];
}

test('fault 37: every address has its case, and every case its address', () => {
  expect(Object.keys(cases).sort()).toEqual(routes().sort());
});

test('fault 37: a new address without a case would be noticed', () => {
  expect([...routes(), 'GET /dashboard/new'].filter((each) => cases[each] === undefined)).toEqual([
    'GET /dashboard/new',
  ]);
});

test.each(reads)(
  "fault 37: $name shows nothing of the other's, nor do its exports",
  async ({ name, path }) => {
    for (const [who, ask] of askers) {
      // A program has no account, and administers nothing.
      if (who !== 'a person' && !name.includes('/dashboard')) continue;
      const page = await ask(path(acme));
      expect(page.status, `${who} ${name}`).toBe(200);
      expect(page.body).not.toContain(rival.canary);
      for (const address of exportsOf(page.body)) {
        const file = await ask(address);
        expect(file.status, address).toBe(200);
        expect(file.body, address).not.toContain(rival.canary);
      }
    }
  },
);

test('fault 37: the other does see it, on most pages and in most exports', async () => {
  let pages = 0;
  let files = 0;
  let exported = 0;
  for (const { path } of reads) {
    const page = await asOwner(() => rival)(path(rival));
    if (page.body.includes(`${rival.canary}/`) || page.body.includes(`${rival.canary}-`)) pages++;
    for (const address of exportsOf(page.body)) {
      files++;
      if ((await asOwner(() => rival)(address)).body.includes(rival.canary)) exported++;
    }
  }
  expect(pages).toBeGreaterThanOrEqual(8);
  expect(files).toBeGreaterThanOrEqual(20);
  expect(exported).toBeGreaterThanOrEqual(8);
});

test.each(reads.filter(({ namesNothing }) => namesNothing !== true))(
  "fault 37: $name with the other's id answers as with none that exists",
  async ({ name, path }) => {
    for (const [who, ask] of askers) {
      if (who !== 'a person' && !name.includes('/dashboard')) continue;
      for (const form of ['', '?as=csv&table=rules', '?as=json&table=findings', '?period=all']) {
        const others = await ask(`${path(rival)}${form}`);
        const missing = await ask(`${path(nothing)}${form}`);
        expect(others.status, `${who} ${name}${form}`).toBe(404);
        expect(others).toMatchObject({ status: missing.status, body: missing.body });
      }
    }
  },
);

test.each(reads.filter(({ name }) => name.includes('/dashboard')))(
  "fault 37: $name filtered by the other's repository answers as by none that exists",
  async ({ path }) => {
    for (const [, ask] of askers) {
      const address = (id: number): string => `${path(acme)}?repository=${id}`;
      const others = await ask(address(rival.repository));
      const missing = await ask(address(nothing.repository));
      expect(others.status).toBe(404);
      expect(others).toMatchObject({ status: missing.status, body: missing.body });
    }
  },
);

test.each(walked.filter(({ form }) => form !== undefined))(
  "fault 37: $name changes nothing of the other's",
  async ({ path, form = {} }) => {
    const before = await everything();
    const send = (ids: Ids) =>
      acme.owner.post(
        `${publicUrl}${path(ids)}`,
        { installation: String(ids.installation), ...form },
        { follow: false },
      );
    const others = await send(rival);
    const missing = await send(nothing);
    expect(others.status).toBe(404);
    expect(others).toMatchObject({ status: missing.status, body: missing.body });
    // Their token under one's own installation is not there either.
    if (path(rival).includes(rival.token))
      expect((await send({ ...rival, installation: acme.installation })).status).toBe(404);
    const after = await everything();
    expect(after.filter((row) => row.includes(`"installationId":${rival.installation}`))).toEqual(
      before.filter((row) => row.includes(`"installationId":${rival.installation}`)),
    );
  },
);

test('fault 37: a colleague who sees one repository of an installation sees nothing of its others', async () => {
  const { sim } = world;
  const hidden = await fill('acme', 'canary-vault');
  sim.setCollaborator(`acme/${acme.canary}`, 'dana', 'read');
  const dana = await world.signIn('dana');
  const ask: Asker = (path) => dana.get(`${publicUrl}${path}`, { follow: false });
  for (const { name, path } of reads.filter((each) => !each.name.includes('/installations/'))) {
    const page = await ask(path(acme));
    expect(page.status, name).toBe(200);
    expect(page.body, name).not.toContain('canary-vault');
    for (const address of exportsOf(page.body)) {
      const file = await ask(address);
      expect(file.status, address).toBe(200);
      expect(file.body, address).not.toContain('canary-vault');
    }
  }
  for (const [others, missing] of [
    [`/dashboard/repositories/${hidden.repositoryId}`, `/dashboard/repositories/${nothing.repository}`],
    [`/dashboard/reviews/${hidden.review}`, `/dashboard/reviews/${nothing.review}`],
    [`/dashboard?repository=${hidden.repositoryId}`, `/dashboard?repository=${nothing.repository}`],
    [`/installations/${acme.installation}/tokens`, `/installations/${nothing.installation}/tokens`],
  ] as const) {
    const answer = await ask(others);
    expect(answer.status, others).toBe(404);
    expect(answer.body).toBe((await ask(missing)).body);
  }
  // The owner does see it, once GitHub was asked again.
  sim.clock.advance(10 * 60_000);
  expect((await asOwner(() => acme)(`/dashboard/reviews/${hidden.review}`)).body).toContain('canary-vault');
});

test('fault 37: nobody at all is shown none of it', async () => {
  const stranger = world.newBrowser();
  for (const { path, form } of walked) {
    const answer =
      form === undefined
        ? await stranger.get(`${publicUrl}${path(rival)}`, { follow: false })
        : await stranger.post(`${publicUrl}${path(rival)}`, form, { follow: false });
    expect([302, 401]).toContain(answer.status);
    expect(answer.body).not.toContain('canary');
  }
});

test('fault 37: who lost access to the one sees as little as who never had it', async () => {
  const { sim } = world;
  sim.setMember('rival', 'guest', 'member');
  const guest = await world.signIn('guest');
  const address = `${publicUrl}/dashboard/reviews/${rival.review}`;
  expect((await guest.get(address)).body).toContain(rival.canary);
  sim.setMember('rival', 'guest', null);
  sim.clock.advance(10 * 60_000);
  const lost = await guest.get(address);
  expect(lost.status).toBe(404);
  expect(lost.body).toBe((await guest.get(`${publicUrl}/dashboard/reviews/${nothing.review}`)).body);
});

/** What the tables hold that a form could change. */
async function everything(): Promise<string[]> {
  const { db } = store;
  const rows: unknown[] = [
    ...(await db
      .selectFrom('apiTokens')
      .select(['installationId', 'id', 'revokedAt', 'name'])
      .orderBy('id')
      .execute()),
    ...(await db.selectFrom('ledger').select(['installationId', 'seq', 'hash']).orderBy('hash').execute()),
    ...(await db.selectFrom('dashboardSettings').selectAll().orderBy('installationId').execute()),
    ...(await db.selectFrom('waivers').select(['installationId', 'id', 'revokedAt']).orderBy('id').execute()),
  ];
  return rows.map((row) => JSON.stringify(row));
}
