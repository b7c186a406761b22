// The database goes away under a running App and comes back.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { startApp, webhookPath } from '../src/server/app.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { configOn } from './app-on-sim.ts';
import { startGitHub } from './github-sim/index.ts';
import { until } from './until.ts';

const name = 'acme/shop';

test('fault 41: a database that is down: 503, not ready, and everything is reviewed once it is back', async () => {
  const sim = await startGitHub();
  onTestFinished(() => sim.close());
  const database = await startPostgres();
  onTestFinished(database.stop);
  await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  let end = (): void => {};
  const held = new Promise<void>((resolve) => (end = resolve));
  const app = await startApp({
    config: configOn(sim, {
      store: { databaseUrl: database.url },
      sweepMs: 1000,
    }),
    reviewPullRequest: async (_octokit, target) => {
      if (target.number === 1) await held;
      return cleanReview({ head: target.headSha });
    },
    retry: { limit: 5, delay: 1, delayMax: 2 },
    leaseSeconds: 10,
    settleMs: [5, 20],
  });
  onTestFinished(() => app.close());
  sim.webhookUrl = `${app.url}${webhookPath}`;
  const heads: string[] = [];
  const open = async (branch: string): Promise<void> => {
    heads.push(await sim.commit(name, { branch, parent: 'main', files: { [`${branch}.py`]: 'x = 1\n' } }));
    await sim.openPullRequest(name, { head: branch, title: branch });
    await sim.settled();
  };
  const readiness = async (): Promise<number> => (await fetch(`${app.url}/readyz`)).status;

  await open('in-the-middle');
  await until(() => sim.checkRuns(name, heads[0])[0]?.status === 'in_progress');
  await database.halt();
  await open('while-it-is-down');
  expect(sim.deliveries.kept().find((each) => each.event === 'pull_request')?.status_code).toBe(503);
  expect(await readiness()).toBe(503);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  // The review that ran meanwhile ends, and finds nobody to tell.
  end();
  await sleep(500);
  await database.resume();
  await until(async () => (await readiness()) === 200);
  await until(() => heads.every((head) => sim.checkRuns(name, head)[0]?.status === 'completed'));
  await app.drained();
  for (const head of heads)
    expect(sim.checkRuns(name, head).map((run) => `${run.status} ${run.conclusion}`)).toEqual([
      'completed success',
    ]);
  expect(sim.violations).toEqual([]);
});
