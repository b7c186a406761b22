// Reviews that must not go on: abandoned ones (fault 43), and overtaken ones while they still read (fault 11).
import { afterEach, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { connectGitHub } from '../src/server/github.ts';
import { createMetrics } from '../src/server/metrics.ts';
import { openRun } from '../src/server/publish.ts';
import type { JobDeps } from '../src/server/review-job.ts';
import { reviewPull } from '../src/server/review-pull.ts';
import { createReviewer } from '../src/server/reviewer.ts';
import { endAbandonedReviews } from '../src/server/watchdog.ts';
import { recordDelivery } from '../src/store/deliveries.ts';
import { openStore } from '../src/store/open.ts';
import { jobKey, type Job } from '../src/store/queue.ts';
import { findActiveReview, notePublished, startReview } from '../src/store/reviews.ts';
import { configOn } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';

const name = 'acme/shop';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function world() {
  const sim = await startGitHub();
  closing.push(() => sim.close());
  const repository = await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  const headSha = await sim.commit(name, { branch: 'change', parent: 'main', files: { 'a.py': 'x = 1\n' } });
  const { number } = await sim.openPullRequest(name, { head: 'change' });
  const store = await openStore({ memory: true });
  closing.push(() => store.close());
  const github = await connectGitHub(configOn(sim, { concurrency: 1 }), { readRetries: [5] });
  const job: Extract<Job, { kind: 'pull' }> = {
    kind: 'pull',
    installationId: sim.installationId('acme'),
    repositoryId: repository.id,
    owner: 'acme',
    repo: 'shop',
    number,
  };
  const deps: JobDeps = {
    store,
    github,
    metrics: createMetrics(),
    reviewPullRequest: async (_octokit, target) => cleanReview({ head: target.headSha }),
    settleMs: [5],
    overtakenPollMs: 20,
  };
  const pull = { installationId: job.installationId, repositoryId: job.repositoryId, pullNumber: number };
  return { sim, deps, store, job, pull, headSha };
}

const runs = (sim: GitHubSim, sha: string): string[] =>
  sim.checkRuns(name, sha).map((run) => `${run.status} ${run.conclusion}`);

test('fault 43: a review without a job ends as timed out and says how to re-run; one with a job is left alone', async () => {
  const { sim, deps, store, job, pull, headSha } = await world();
  const review = await startReview(store.db, pull, { headSha, baseRef: 'main' });
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const place = { owner: 'acme', repo: 'shop', headSha, externalId: review.id, appId: deps.github.appId };
  const run = await openRun(place, { octokit });
  await notePublished(store.db, review, { checkRunId: run.id });
  const watch = (isOpen: boolean, limitMs = -1000): Promise<number> =>
    endAbandonedReviews({ ...deps, queue: { isOpen: async () => isOpen } }, { limitMs, everyMs: 0 });

  expect(await watch(false, 60_000)).toBe(0);
  expect(await watch(true)).toBe(0);
  expect(runs(sim, headSha)).toEqual(['in_progress null']);
  // GitHub is down: the next round tries again.
  sim.fault({ kind: 'status', status: 500, method: 'PATCH', path: /\/check-runs\/\d+$/, times: 2 });
  expect(await watch(false)).toBe(0);
  expect(await watch(false)).toBe(1);
  expect(runs(sim, headSha)).toEqual(['completed timed_out']);
  expect(sim.checkRuns(name, headSha)[0]?.output.summary).toContain('Re-run');
  expect(await watch(false)).toBe(0);
  expect(sim.violations).toEqual([]);
});

test('fault 43: where access is gone only our own record is ended', async () => {
  const { sim, deps, store, pull, headSha } = await world();
  await startReview(store.db, pull, { headSha, baseRef: 'main' });
  await sim.deleteRepository(name);
  const queue = { isOpen: async () => false };
  expect(await endAbandonedReviews({ ...deps, queue }, { limitMs: -1000, everyMs: 0 })).toBe(1);
  expect(await findActiveReview(store.db, pull)).toBeUndefined();
});

test('fault 11: a push stops the review that runs, and a late webhook of an old head does not', async () => {
  const { sim, deps, store, job, headSha } = await world();
  const announce = (guid: string, head: string) =>
    recordDelivery(store.db, {
      guid,
      event: 'pull_request',
      action: 'synchronize',
      installationId: job.installationId,
      repositoryId: job.repositoryId,
      repository: name,
      pullNumber: job.number,
      headSha: head,
      jobKey: jobKey(job),
      job,
    });
  const stopped: string[] = [];
  let second = '';
  deps.reviewPullRequest = async (_octokit, target) => {
    if (target.headSha !== headSha) return cleanReview({ head: target.headSha });
    await announce('late', 'b'.repeat(40));
    await new Promise((resolve) => setTimeout(resolve, 300));
    stopped.push(String(target.signal.aborted));
    second = await sim.commit(name, { branch: 'change', files: { 'a.py': 'x = 2\n' } });
    await announce('push', second);
    // It would never end by itself.
    return await new Promise((_resolve, reject) => {
      target.signal.addEventListener('abort', () => reject(target.signal.reason as Error));
    });
  };
  await reviewPull(job, deps, AbortSignal.timeout(150_000));
  expect(stopped).toEqual(['false']);
  expect(runs(sim, headSha)).toEqual(['completed cancelled']);
  expect(runs(sim, second)).toEqual(['completed success']);
});

test('fault 11: a push stops the engine between two files of a large change', async () => {
  const { sim, deps, store, job, headSha } = await world();
  const body = (index: number, salt: string): string =>
    `import sqlite3\nfrom flask import request\n${`\n\ndef go_${index}():\n    name = request.args["${salt}"]\n    return sqlite3.connect("x").execute("SELECT " + name)\n`.repeat(12)}`;
  const many = (salt: string) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`app/${index}.py`, body(index, salt)]));
  const large = await sim.commit(name, { branch: 'change', files: many('a') });
  const review = await createReviewer({ offline: true, cacheDirectory: '' });
  const ends: string[] = [];
  let second = '';
  deps.reviewPullRequest = (octokit, target) =>
    review(octokit, {
      ...target,
      measure: async (stage, step) => {
        if (stage !== 'review') return await step();
        const isFirst = second === '';
        // Nobody hears of it before it is announced, and then the review has only just begun.
        if (isFirst)
          second = await sim.commit(name, {
            branch: 'change',
            files: { ...deleted(many('a')), 'b.py': 'x = 2\n' },
          });
        const ended = step();
        if (isFirst) {
          await recordDelivery(store.db, {
            guid: 'push',
            event: 'pull_request',
            action: 'synchronize',
            installationId: job.installationId,
            repositoryId: job.repositoryId,
            repository: name,
            pullNumber: job.number,
            headSha: second,
            jobKey: jobKey(job),
            job,
          });
        }
        return await ended.then(
          (value) => {
            ends.push('ended');
            return value;
          },
          (error: unknown) => {
            ends.push(String(error));
            throw error;
          },
        );
      },
    });
  await reviewPull(job, deps, AbortSignal.timeout(150_000));
  expect(ends).toEqual(['Error: The review was overtaken.', 'ended']);
  expect(runs(sim, headSha)).toEqual([]);
  expect(runs(sim, large)).toEqual(['completed cancelled']);
  expect(runs(sim, second)).toHaveLength(1);
  expect(runs(sim, second)[0]).toMatch(/^completed (?!cancelled)/);
  expect(deps.metrics.render({})).toContain('langguard_reviews_stopped_early_total 1');
});

function deleted(files: Record<string, string>): Record<string, null> {
  return Object.fromEntries(Object.keys(files).map((path) => [path, null]));
}
