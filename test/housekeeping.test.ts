// The daily housekeeping: once over all replicas, deletes what is old, and what is kept of installations that GitHub names no more.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { connectGitHub } from '../src/server/github.ts';
import { keepHouse, type HousekeepingDeps } from '../src/server/housekeeping.ts';
import { createMetrics } from '../src/server/metrics.ts';
import { countKept } from '../src/store/forget.ts';
import { recordDelivery } from '../src/store/deliveries.ts';
import { digestKeyOf } from '../src/store/installations.ts';
import { openStore } from '../src/store/open.ts';
import { findReviewOfHead, finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';

let sim: GitHubSim;
let deps: HousekeepingDeps;
let tidied = 0;

beforeAll(async () => {
  sim = await startGitHub();
  await sim.createRepository('acme', 'shop');
  deps = {
    store: await openStore({ memory: true }),
    queue: { tidy: async () => void tidied++ },
    github: await connectGitHub({
      appId: sim.appCredentials.appId,
      privateKey: sim.appCredentials.privateKey,
      webhookSecrets: [sim.appCredentials.webhookSecret],
      githubApiUrl: sim.url,
      logLevel: 'fatal',
    }),
    metrics: createMetrics(),
  };
});

afterAll(async () => {
  await deps.store.close();
  await sim.close();
});

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const again = () => deps.store.db.deleteFrom('sweeps').where('name', '=', 'housekeeping').execute();

test('what is old goes once a day, whichever replica does it; a head that was answered stays answered', async () => {
  const { db } = deps.store;
  const pull = { installationId: sim.installationId('acme'), repositoryId: 10, pullNumber: 1 };
  const review = await startReview(db, pull, { headSha: 'h', baseRef: 'main' });
  await keepOutcome(db, review, cleanReview());
  await finishReview(db, review, 'completed');
  const running = await startReview(db, pull, { headSha: 'i', baseRef: 'main' });

  const round = (days: number) => keepHouse(deps, { retentionDays: 30, now: inDays(days) });
  expect(await Promise.all([round(29), round(29)])).toContain(false);
  expect((await findReviewOfHead(db, pull, 'h'))?.review).not.toBeNull();
  expect(await round(31)).toBe(false);
  await again();
  expect(await round(31)).toBe(true);
  expect(await findReviewOfHead(db, pull, 'h')).toMatchObject({ state: 'completed', review: null });
  await again();
  await round(401);
  expect(await findReviewOfHead(db, pull, 'h')).toBeUndefined();
  expect(await findReviewOfHead(db, pull, 'i')).toMatchObject({ id: running.id });
  expect(tidied).toBe(3);
});

test('an installation whose end was never told is forgotten a month later, and one that is there is not', async () => {
  const { db } = deps.store;
  const here = sim.installationId('acme');
  await digestKeyOf(db, here);
  await digestKeyOf(db, 999);
  for (const days of [0, 29]) {
    await again();
    await keepHouse(deps, { retentionDays: 400, now: inDays(days) });
    expect(await countKept(db, 999)).toHaveLength(1);
  }
  await again();
  await keepHouse(deps, { retentionDays: 400, now: inDays(31) });
  expect(await countKept(db, 999)).toEqual([]);
  expect((await countKept(db, here)).map(({ table }) => table)).toContain('installations');
  expect(sim.violations).toEqual([]);
});

test('what a job wrote after an uninstallation is deleted the next night; the record of it stays without a name', async () => {
  const { db } = deps.store;
  const told = {
    event: 'installation',
    action: 'deleted',
    repositoryId: null,
    repository: null,
    pullNumber: null,
  };
  await recordDelivery(db, {
    ...told,
    guid: 'gone',
    installationId: 998,
    headSha: null,
    jobKey: null,
    job: null,
  });
  await startReview(
    db,
    { installationId: 998, repositoryId: 1, pullNumber: 1 },
    { headSha: 'h', baseRef: 'main' },
  );
  await again();
  await keepHouse(deps, { retentionDays: 400 });
  expect((await countKept(db, 998)).map(({ table, rows }) => `${table} ${rows}`)).toEqual(['deliveries 1']);
});
