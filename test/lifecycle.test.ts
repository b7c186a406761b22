// What happens to installations and repositories themselves: the App follows, waits, forgets, and writes nothing where it may not.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { startApp, webhookPath, type App } from '../src/server/app.ts';
import type { ReviewTarget } from '../src/server/review-job.ts';
import { configOn, untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { until } from './until.ts';

let sim: GitHubSim;
let app: App;
let counter = 0;
let behave: (target: ReviewTarget) => Promise<void> = async () => {};
const reviewed: string[] = [];

beforeAll(async () => {
  sim = await startGitHub();
  app = await startApp({
    config: configOn(sim),
    reviewPullRequest: async (_octokit, target) => {
      reviewed.push(`${target.owner}/${target.repo}#${target.number}`);
      await behave(target);
      return cleanReview({ head: target.headSha });
    },
    retry: { limit: 2, delay: 0, delayMax: 1 },
    readRetries: [5],
    settleMs: [5, 20],
  });
  sim.webhookUrl = `${app.url}${webhookPath}`;
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

afterEach(async () => {
  sim.clearFaults();
  await quiet();
  expect(sim.violations.splice(0)).toEqual([]);
  behave = async () => {};
  reviewed.length = 0;
  sim.requests.length = 0;
});

const quiet = (): Promise<void> => untilQuiet(sim, app);

/** A repository of a new owner; `install: false` for one without the App. */
async function repository(name: string, install = true): Promise<{ owner: string; name: string }> {
  const owner = `owner-${++counter}`;
  await sim.createRepository(owner, name, { install });
  await sim.commit(`${owner}/${name}`, { branch: 'main', parent: null, files: { a: 'a\n' } });
  return { owner, name: `${owner}/${name}` };
}

async function openPull(name: string): Promise<string> {
  const branch = `change-${++counter}`;
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [branch]: 'x = 1\n' } });
  await sim.openPullRequest(name, { head: branch, title: branch });
  return sha;
}

const runs = (name: string, sha: string): string[] =>
  sim.checkRuns(name, sha).map((run) => `${run.status} ${run.conclusion}`);

/** Requests that tried to change something; tokens do not count. */
const writes = (): string[] =>
  sim.requests
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/access_tokens') && path !== '/graphql')
    .map(({ method, path }) => `${method} ${path}`);

test('an installation that begins has its open pull requests reviewed', async () => {
  const { owner, name } = await repository('early', false);
  const sha = await openPull(name);
  await quiet();
  expect(runs(name, sha)).toEqual([]);
  sim.install(owner);
  await quiet();
  expect(runs(name, sha)).toEqual(['completed success']);
});

test('repositories that are added later have theirs reviewed too', async () => {
  const { owner, name } = await repository('first', false);
  await sim.createRepository(owner, 'second', { install: false });
  const second = `${owner}/second`;
  await sim.commit(second, { branch: 'main', parent: null, files: { a: 'a\n' } });
  const sha = await openPull(second);
  sim.install(owner, { repositories: ['first'] });
  await quiet();
  expect(runs(second, sha)).toEqual([]);
  sim.selectRepositories(owner, { add: ['second'] });
  await quiet();
  expect(runs(second, sha)).toEqual(['completed success']);
  expect(name).toContain('first');
});

test('fault 16: a suspension puts the work aside, one that runs included, and its end resumes it', async () => {
  const { owner, name } = await repository('suspended');
  behave = async () => {
    // Of the two, one runs; its next request is refused.
    if (reviewed.length === 1) sim.suspend(owner);
    await sim.settled();
  };
  const first = await openPull(name);
  await quiet();
  expect(runs(name, first)).toEqual(['in_progress null']);
  const before = sim.requests.length;
  // GitHub sends nothing of it now.
  const second = await openPull(name);
  await quiet();
  expect(sim.requests.length).toBe(before);
  sim.unsuspend(owner);
  await quiet();
  expect(runs(name, first)).toEqual(['completed success']);
  expect(runs(name, second)).toEqual(['completed success']);
});

test('fault 16: a suspension that no webhook told is found at the next request, without a storm', async () => {
  const { owner, name } = await repository('silent');
  sim.deliveries.control({ event: 'installation', action: 'suspend', kind: 'drop' });
  behave = async () => {
    if (reviewed.length === 1) sim.suspend(owner);
  };
  const sha = await openPull(name);
  await quiet();
  const refused = sim.requests.filter(({ status }) => status === 403).length;
  expect(refused).toBe(1);
  expect(runs(name, sha)).toEqual(['in_progress null']);
  sim.unsuspend(owner);
  await quiet();
  expect(runs(name, sha)).toEqual(['completed success']);
});

test('fault 16: an App that was uninstalled during a review ends in peace and keeps nothing', async () => {
  const { owner, name } = await repository('left');
  behave = async () => {
    sim.uninstall(owner);
    await sim.settled();
  };
  await openPull(name);
  await quiet();
  const before = sim.requests.length;
  await quiet();
  expect(sim.requests.length).toBe(before);
  expect(reviewed).toHaveLength(1);
});

test('fault 15: access that was taken away ends the work without a storm', async () => {
  const { owner, name } = await repository('taken');
  await sim.createRepository(owner, 'other');
  await quiet();
  behave = async () => sim.selectRepositories(owner, { add: ['other'], remove: ['taken'] });
  const before = sim.requests.length;
  await openPull(name);
  await quiet();
  expect(sim.requests.slice(before).filter(({ status }) => status >= 400).length).toBeLessThanOrEqual(3);
  expect(reviewed).toHaveLength(1);
});

test('fault 14: a renamed repository whose old name is somebody else is followed by its number', async () => {
  const { owner, name } = await repository('old');
  sim.deliveries.control({ event: 'pull_request', kind: 'hold' });
  const sha = await openPull(name);
  await sim.renameRepository(name, 'new');
  await sim.createRepository(owner, 'old');
  await quiet();
  await sim.deliveries.release();
  await quiet();
  expect(runs(`${owner}/new`, sha)).toEqual(['completed success']);
  expect(reviewed).toEqual([`${owner}/new#1`]);
});

test('fault 14: a repository moved to another owner is reviewed there, and forgotten here', async () => {
  const { name } = await repository('moving');
  const target = await repository('there');
  const sha = await openPull(name);
  await quiet();
  expect(runs(name, sha)).toHaveLength(1);
  await sim.transferRepository(name, target.owner);
  await quiet();
  const moved = `${target.owner}/moving`;
  // The new owner has no answer of its own yet: the sweep makes one.
  expect(runs(moved, sha)).toEqual(['completed success', 'completed success']);
});

test('an owner with a new login is followed', async () => {
  const { owner, name } = await repository('stays');
  sim.deliveries.control({ event: 'pull_request', kind: 'hold' });
  const sha = await openPull(name);
  sim.renameAccount(owner, `${owner}-renamed`);
  await quiet();
  await sim.deliveries.release();
  await quiet();
  expect(runs(`${owner}-renamed/stays`, sha)).toEqual(['completed success']);
});

test('an archived repository is left alone, and reviewed once it is not', async () => {
  const { name } = await repository('shelf');
  sim.deliveries.control({ event: 'pull_request', kind: 'hold' });
  const sha = await openPull(name);
  sim.archiveRepository(name, true);
  await quiet();
  sim.requests.length = 0;
  await sim.deliveries.release();
  await quiet();
  expect(writes()).toEqual([]);
  expect(runs(name, sha)).toEqual([]);
  sim.archiveRepository(name, false);
  await quiet();
  expect(runs(name, sha)).toEqual(['completed success']);
});

test('a repository archived during a review is not written to, and not tried again', async () => {
  const { name } = await repository('midway');
  behave = async (target) => {
    if (reviewed.length === 1) sim.archiveRepository(`${target.owner}/${target.repo}`, true);
    await sim.settled();
    sim.requests.length = 0;
  };
  const sha = await openPull(name);
  await quiet();
  expect(writes()).toEqual([]);
  expect(reviewed).toHaveLength(1);
  behave = async () => {};
  sim.archiveRepository(name, false);
  await quiet();
  expect(runs(name, sha).at(-1)).toBe('completed success');
});

test('fault 44: a merge group that was destroyed while it was checked ends as cancelled', async () => {
  const { name } = await repository('queue');
  sim.deliveries.control({ event: 'pull_request', kind: 'drop' });
  const sha = await openPull(name);
  expect(runs(name, sha)).toEqual([]);
  let group = '';
  behave = async () => {
    await sim.destroyMergeGroup(name, group, 'dequeued');
    await sim.settled();
    await until(() => runs(name, group)[0] !== 'in_progress null');
  };
  sim.deliveries.control({ event: 'merge_group', action: 'checks_requested', kind: 'hold' });
  group = await sim.queueMerge(name, 1);
  await sim.deliveries.release();
  await quiet();
  expect(runs(name, group)).toEqual(['completed cancelled']);
});
