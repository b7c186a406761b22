// Fault 4, missed in downtime: what no webhook told is found at the next start and at intervals, once, within a budget.
import { afterEach, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { startApp, webhookPath, type App } from '../src/server/app.ts';
import { connectGitHub } from '../src/server/github.ts';
import { createMetrics } from '../src/server/metrics.ts';
import { sweep } from '../src/server/reconcile.ts';
import { isSuspended } from '../src/store/installations.ts';
import { openStore, type Store } from '../src/store/open.ts';
import type { Job } from '../src/store/queue.ts';
import { configOn } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { until } from './until.ts';

const name = 'acme/shop';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function github(repositories: string[] = ['shop']): Promise<GitHubSim> {
  const sim = await startGitHub();
  closing.push(() => sim.close());
  for (const repository of repositories) {
    await sim.createRepository('acme', repository);
    await sim.commit(`acme/${repository}`, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  }
  return sim;
}

async function start(sim: GitHubSim, sweepMs: number): Promise<App> {
  const app = await startApp({
    config: { ...configOn(sim), sweepMs },
    reviewPullRequest: async (_octokit, target) => cleanReview({ head: target.headSha }),
    retry: { limit: 2, delay: 0, delayMax: 1 },
    settleMs: [5, 20],
  });
  closing.push(() => app.close());
  return app;
}

async function openPulls(sim: GitHubSim, repository: string, count: number): Promise<string[]> {
  const heads: string[] = [];
  for (let index = 0; index < count; index++) {
    const branch = `change-${index}`;
    heads.push(
      await sim.commit(repository, { branch, parent: 'main', files: { [`${index}.py`]: 'x = 1\n' } }),
    );
    await sim.openPullRequest(repository, { head: branch, title: branch });
  }
  return heads;
}

test('fault 4: pull requests that were opened while the App was down are reviewed at its start, each once', async () => {
  const sim = await github();
  const heads = await openPulls(sim, name, 6);
  const app = await start(sim, 60_000);
  await until(() => heads.every((head) => sim.checkRuns(name, head)[0]?.status === 'completed'));
  await app.drained();
  expect(heads.map((head) => sim.checkRuns(name, head).length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(sim.violations).toEqual([]);
});

test('fault 4: a delivery that failed is asked for again, and one that arrived is not', async () => {
  const sim = await github();
  const app = await start(sim, 300);
  sim.webhookUrl = `${app.url}${webhookPath}`;
  const [first = ''] = await openPulls(sim, name, 1);
  await until(() => sim.checkRuns(name, first)[0]?.status === 'completed');
  sim.webhookUrl = `${app.url}/nobody`;
  const pushed = await sim.commit(name, { branch: 'change-0', files: { '0.py': 'x = 2\n' } });
  await sim.settled();
  sim.webhookUrl = `${app.url}${webhookPath}`;
  await until(() => sim.checkRuns(name, pushed)[0]?.status === 'completed');
  await sim.settled();
  await app.drained();
  expect([first, pushed].map((head) => sim.checkRuns(name, head).length)).toEqual([1, 1]);
});

async function sweeper(
  sim: GitHubSim,
): Promise<{ store: Store; jobs: string[]; sweep(maxRequests?: number): Promise<number> }> {
  const store = await openStore({ memory: true });
  closing.push(() => store.close());
  const jobs: string[] = [];
  const queue = {
    send: async (job: Job) => void (job.kind === 'pull' && jobs.push(`${job.repo}#${job.number}`)),
    drop: async () => {},
    resume: async () => {},
  };
  const deps = { store, queue, github: await connectGitHub(configOn(sim)), metrics: createMetrics() };
  return {
    store,
    jobs,
    sweep: async (maxRequests) => {
      const signal = AbortSignal.timeout(150_000);
      const options = { everyMs: 0, signal, ...(maxRequests === undefined ? {} : { maxRequests }) };
      return (await sweep(deps, options)).reviews;
    },
  };
}

test('fault 19: an event that was too large to be delivered, of which GitHub has no record', async () => {
  const sim = await startGitHub({ limits: { webhookBytes: 1000 } });
  closing.push(() => sim.close());
  await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  const app = await start(sim, 400);
  sim.webhookUrl = `${app.url}${webhookPath}`;
  const [head = ''] = await openPulls(sim, name, 1);
  await until(() => sim.checkRuns(name, head)[0]?.status === 'completed');
  expect(sim.deliveries.kept()).toEqual([]);
  await app.drained();
  expect(sim.checkRuns(name, head)).toHaveLength(1);
});

test('fault 4: a sweep keeps to its budget and goes on where it stopped', async () => {
  const sim = await github(['a', 'b', 'c', 'd']);
  sim.clock.advance(-2 * 86_400_000);
  for (const repository of ['a', 'b', 'c', 'd']) await openPulls(sim, `acme/${repository}`, 1);
  sim.clock.advance(2 * 86_400_000);
  const { jobs, sweep: once } = await sweeper(sim);
  // One request lists the repositories and each repository takes one more.
  await once(3);
  expect(jobs.splice(0)).toEqual(['a#1', 'b#1']);
  await once(3);
  expect(jobs.splice(0)).toEqual(['c#1', 'd#1']);
  // What was pushed to since comes first.
  await sim.commit('acme/d', { branch: 'change-0', files: { 'more.py': 'x = 2\n' } });
  await once(2);
  expect(jobs).toEqual(['d#1']);
});

test('suspended installations, archived work and exhausted limits are left alone', async () => {
  const sim = await github();
  await openPulls(sim, name, 1);
  const { jobs, sweep: once } = await sweeper(sim);
  sim.suspend('acme');
  expect(await once()).toBe(0);
  sim.unsuspend('acme');
  sim.setRateLimit('acme', { limit: 5000, remaining: 500 });
  expect(await once()).toBe(0);
  sim.setRateLimit('acme', { limit: 5000, remaining: 4000 });
  expect(await once()).toBe(1);
  expect(jobs).toEqual(['shop#1']);
});

test('fault 16: a suspension and its end that no webhook told are found by a sweep', async () => {
  const sim = await github();
  const { store, sweep: round } = await sweeper(sim);
  const id = sim.installationId('acme');
  await round();
  expect(await isSuspended(store.db, id)).toBe(false);
  sim.suspend('acme');
  const before = sim.requests.length;
  await round();
  expect(await isSuspended(store.db, id)).toBe(true);
  // It is not swept itself.
  expect(sim.requests.slice(before).filter(({ status }) => status >= 400)).toEqual([]);
  sim.unsuspend('acme');
  await round();
  expect(await isSuspended(store.db, id)).toBe(false);
});
