// Teams from a simulated GitHub to the pages: asked once a day and after events, within a budget, and honest about what is not known.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp, webhookPath } from '../src/server/app.ts';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { createDashboard } from '../src/server/dashboard/create.ts';
import { connectGitHub, type GitHub } from '../src/server/github.ts';
import { noteTeamsChanged, refreshTeams, type TeamsOf } from '../src/server/teams.ts';
import { nameRepository } from '../src/store/history/record.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { teamLookups } from '../src/store/teams.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { until } from './until.ts';

let sim: GitHubSim;
let store: Store;
let github: GitHub;
let clock: Date;

beforeAll(async () => void (store = await openStore({ memory: true })));
afterAll(() => store.close());

beforeEach(async () => {
  for (const table of ['repositories', 'repositoryTeams', 'teamLookups'] as const)
    await store.db.deleteFrom(table).execute();
  sim = await startGitHub();
  for (const name of ['shop', 'pay', 'docs'])
    await sim.createRepository('acme', name, { ownerType: 'Organization' });
  github = await connectGitHub(
    {
      appId: sim.appCredentials.appId,
      privateKey: sim.appCredentials.privateKey,
      webhookSecrets: [sim.appCredentials.webhookSecret],
      githubApiUrl: sim.url,
      logLevel: 'fatal',
    },
    { readRetries: [] },
  );
  clock = new Date('2026-11-20T08:00:00Z');
  for (const name of ['shop', 'pay', 'docs']) await named(`acme/${name}`);
});

afterEach(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

const idOf = (name: string): number => sim.repository(name).id;
const named = (fullName: string): Promise<void> =>
  nameRepository(store.db, { installationId: sim.installationId('acme'), id: idOf(fullName), fullName });

/** Asks as the round does, with what GitHub says of its installations. */
async function refresh(over: { maxRequests?: number; teamProperty?: string } = {}): Promise<boolean> {
  const app = await github.app();
  const all = (await app.paginate(app.rest.apps.listInstallations, { per_page: 100 })) as TeamsOf[];
  const installation = all.find(({ account }) => account?.login === 'acme');
  if (!installation) throw new Error('The App is not installed.');
  const { maxRequests, ...deps } = over;
  return await refreshTeams(
    installation,
    { store, github, now: () => clock, ...deps },
    { signal: new AbortController().signal, ...(maxRequests === undefined ? {} : { maxRequests }) },
  );
}

async function kept(): Promise<string[]> {
  const rows = await store.db
    .selectFrom('repositoryTeams')
    .selectAll()
    .orderBy('team')
    .orderBy('repositoryId')
    .execute();
  const names = new Map(['shop', 'pay', 'docs'].map((name) => [idOf(`acme/${name}`), name]));
  return rows.map(({ team, repositoryId }) => `${team} ${names.get(repositoryId) ?? repositoryId}`);
}

const problem = async (): Promise<string | null | undefined> =>
  (await teamLookups(store.db, [sim.installationId('acme')])).get(sim.installationId('acme'))?.problem;

const later = (hours: number): void => void (clock = new Date(clock.getTime() + hours * 3_600_000));

function teams(): void {
  sim.setTeam('acme', 'storefront', ['dana'], { name: 'Storefront' });
  sim.setTeam('acme', 'payments', ['pat']);
  sim.setTeam('acme', 'everybody', ['dana', 'pat']);
  sim.setTeam('acme', 'hunters', ['kim'], { isSecret: true });
  sim.setTeamRole('acme/shop', 'storefront', 'push');
  sim.setTeamRole('acme/pay', 'storefront', 'maintain');
  sim.setTeamRole('acme/pay', 'payments', 'admin');
  for (const name of ['shop', 'pay', 'docs']) {
    sim.setTeamRole(`acme/${name}`, 'everybody', 'pull');
    sim.setTeamRole(`acme/${name}`, 'hunters', 'push');
  }
}

/** A page by somebody who sees all of it. */
async function page(path: string): Promise<string> {
  const sees = new Map([
    [sim.installationId('acme'), new Set(['shop', 'pay', 'docs'].map((name) => idOf(`acme/${name}`)))],
  ]);
  const viewer = { id: 1, login: 'dana', sees, administers: new Set<number>() };
  const app = createDashboard({ store, viewerOf: async () => viewer, now: () => clock, base: '' });
  return await (await app.request(path)).text();
}

test('teams that may write are kept, once a day; secret ones and readers are not', async () => {
  teams();
  expect(await refresh()).toBe(true);
  expect(await kept()).toEqual(['payments pay', 'storefront shop', 'storefront pay']);
  const before = sim.requests.length;
  expect(await refresh()).toBe(false);
  // Only who has the App was asked.
  expect(sim.requests.length - before).toBe(1);
  later(25);
  sim.deleteTeam('acme', 'payments');
  sim.setTeamRole('acme/docs', 'storefront', 'push');
  expect(await refresh()).toBe(true);
  expect(await kept()).toEqual(['storefront shop', 'storefront pay', 'storefront docs']);
});

test('an event has GitHub asked again, also one that comes while it is asked', async () => {
  teams();
  await refresh();
  sim.setTeamRole('acme/docs', 'payments', 'push');
  expect(await refresh()).toBe(false);
  await noteTeamsChanged(store, sim.installationId('acme'), clock);
  expect(await refresh()).toBe(true);
  expect(await kept()).toContain('payments docs');
  later(25);
  // What arrives during the question is not lost with its answer.
  const arrives = () => noteTeamsChanged(store, sim.installationId('acme'), clock);
  sim.fault({ path: /^\/orgs\/acme\/teams\?/, kind: 'act', when: 'applied', act: arrives });
  await expect(refresh()).rejects.toThrow();
  expect(await refresh()).toBe(true);
  expect(await refresh()).toBe(false);
});

test('a budget stops it, and it goes on where it stopped', async () => {
  teams();
  expect(await refresh({ maxRequests: 2 })).toBe(true);
  expect([await kept(), await problem()]).toEqual([['storefront shop', 'storefront pay'], 'budget']);
  expect(await page('/')).toMatch(/Teams of acme are not known, because too few requests/);
  expect(await refresh()).toBe(false);
  later(1.5);
  const from = sim.requests.length;
  expect(await refresh()).toBe(true);
  expect(await kept()).toEqual(['payments pay', 'storefront shop', 'storefront pay']);
  expect(sim.requests.slice(from).map(({ path }) => path.replace(/\?.*/, ''))).not.toContain(
    '/orgs/acme/teams/storefront/repos',
  );
  expect(await problem()).toBeNull();
});

test('without the permission nothing is asked, what was known counts no more, and the page says why', async () => {
  teams();
  await refresh();
  sim.setPermissions('acme', { metadata: 'read', checks: 'write', contents: 'read' });
  later(25);
  const from = sim.requests.length;
  await refresh();
  expect(sim.requests.slice(from).map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
    '/app/installations',
  ]);
  expect([await kept(), await problem()]).toEqual([[], 'permission']);
  for (const path of ['/', '/effort', '/provenance', '/repositories']) {
    const text = await page(path);
    expect(text, path).toContain(
      'Teams of acme are not known, because the App was not granted the permission to read them',
    );
    expect(text, path).toContain('Members: Read-only');
    expect(text, path).not.toContain('no team');
  }
  expect(await page('/repositories')).toContain('not known');
});

test('a failure keeps what was known, and says since when', async () => {
  teams();
  await refresh();
  later(25);
  sim.fault({ path: /^\/orgs\/acme\/teams/, kind: 'status', status: 500, times: 5 });
  await expect(refresh()).rejects.toThrow();
  expect([(await kept()).length, await problem()]).toEqual([3, 'failed']);
  expect(await page('/')).toMatch(
    /as GitHub said on\s+2026-11-20; not anew since then, because GitHub did not/,
  );
});

test('an account of a person has none', async () => {
  await sim.createRepository('solo', 'notes', { ownerType: 'User' });
  const app = await github.app();
  const all = (await app.paginate(app.rest.apps.listInstallations)) as TeamsOf[];
  const installation = all.find(({ account }) => account?.login === 'solo');
  if (!installation) throw new Error('The App is not installed.');
  const signal = new AbortController().signal;
  expect(await refreshTeams(installation, { store, github }, { signal })).toBe(false);
  expect((await teamLookups(store.db, [installation.id])).get(installation.id)?.problem).toBe('personal');
});

test('a custom property names the team where the operator says so, several values are several teams', async () => {
  sim.setProperty('acme/shop', 'owning-team', 'Store & Search');
  sim.setProperty('acme/pay', 'owning-team', ['Payments', 'Risk <script>']);
  sim.setProperty('acme/docs', 'tier', 'low');
  expect(await refresh({ teamProperty: 'owning-team' })).toBe(true);
  expect(await kept()).toEqual(['Payments pay', 'Risk <script> pay', 'Store & Search shop']);
  const text = await page('/repositories');
  expect(text).toContain('the custom property <code>owning-team</code> of each repository');
  expect(text).toContain('Store &amp; Search');
  expect(text).toContain('Risk &lt;script&gt;');
  expect(text).not.toContain('<script');
  const narrowed = await page(`/repositories?team=${encodeURIComponent('acme/Store & Search')}`);
  expect(narrowed).toContain('>acme/shop<');
  expect(narrowed).not.toContain('>acme/pay<');
});

test('a selected installation keeps no numbers of other repositories', async () => {
  teams();
  sim.uninstall('acme');
  sim.install('acme', { repositories: ['shop'] });
  await refresh();
  expect(await kept()).toEqual(['storefront shop']);
});

test('repositories with two teams count in both and the page says so; those without are “no team”', async () => {
  teams();
  await refresh();
  const rows = JSON.parse(await page('/repositories?as=json&table=teams')) as Record<string, unknown>[];
  expect(rows.map(({ team, repositories }) => `${String(team)} ${String(repositories)}`)).toEqual([
    'acme/payments 1',
    'acme/storefront 2',
    'no team 1',
  ]);
  expect((await page('/repositories')).replaceAll(/\s+/g, ' ')).toContain(
    '1 repository has more than one team. Each of its teams counts it, so the rows add up to more than the whole.',
  );
  const without = await page('/repositories?team=-');
  expect(without).toContain('>acme/docs<');
  expect(without).not.toContain('>acme/shop<');
  expect((await page('/repositories?team=globex/secrets')).match(/>acme\/\w+</g)).toBeNull();
});

test('the running App learns of teams in its rounds and by webhook', async () => {
  teams();
  const app = await startApp({
    config: {
      appId: sim.appCredentials.appId,
      privateKey: sim.appCredentials.privateKey,
      webhookSecrets: [sim.appCredentials.webhookSecret],
      githubApiUrl: sim.url,
      host: '127.0.0.1',
      port: 0,
      store: { memory: true },
      logLevel: 'fatal',
      concurrency: 1,
      sweepMs: 400,
    },
    reviewPullRequest: async (_octokit, target) => cleanReview({ head: target.headSha }),
  });
  try {
    sim.webhookUrl = `${app.url}${webhookPath}`;
    const asked = (): number => sim.requests.filter(({ route }) => route === '/orgs/{org}/teams').length;
    const isAsked = async (count: number): Promise<void> => {
      await until(() => asked() >= count);
      expect(asked()).toBe(count);
    };
    await isAsked(1);
    sim.setTeamRole('acme/docs', 'payments', 'push');
    await sim.settled();
    await isAsked(2);
  } finally {
    await app.close();
  }
});
