// Ordered faults: each kind, what takes effect and what does not.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Octokit } from '@octokit/rest';
import { asInstallation, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';

const repo = { owner: 'octo', repo: 'app' };
let sim: GitHubSim;
let octokit: Octokit;
let sha: string;

beforeEach(async () => {
  sim = await startGitHub();
  await sim.createRepository('octo', 'app');
  sha = await sim.commit('octo/app', { branch: 'main', files: { a: 'a\n' } });
  octokit = await asInstallation(sim);
});

afterEach(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

const read = () => octokit.repos.getContent({ ...repo, path: 'a' });
const write = () => octokit.checks.create({ ...repo, name: 'guard', head_sha: sha });
const runs = () => sim.checkRuns('octo/app').length;

test('a status hits only what it names, as often as it says', async () => {
  sim.fault({ method: 'POST', path: /\/check-runs$/, times: 2, kind: 'status', status: 500 });
  expect((await read()).status).toBe(200);
  expect((await refusal(write())).status).toBe(500);
  expect((await refusal(write())).status).toBe(500);
  expect(runs()).toBe(0);
  expect((await write()).status).toBe(201);
  expect(sim.requests.slice(-4).map((entry) => [entry.status, entry.applied, entry.fault])).toEqual([
    [200, true, null],
    [500, false, 'status'],
    [500, false, 'status'],
    [201, true, null],
  ]);
});

test('a skip lets the first ones pass', async () => {
  sim.fault({ path: /\/contents\//, skip: 1, kind: 'status', status: 503 });
  expect((await read()).status).toBe(200);
  expect((await refusal(read())).status).toBe(503);
});

test.each([
  ['a status', {}, 502],
  ['a cut connection', { reset: true }, 500],
])('apply-then-fail takes effect and answers with %s', async (_, more, status) => {
  sim.fault({ method: 'POST', path: /\/check-runs$/, kind: 'apply-then-fail', ...more });
  // Octokit reports a cut connection as 500.
  expect((await refusal(write())).status).toBe(status);
  expect(runs()).toBe(1);
});

test('a reset takes no effect', async () => {
  sim.fault({ path: /\/check-runs$/, kind: 'reset' });
  expect((await refusal(write())).status).toBe(500);
  expect(runs()).toBe(0);
});

test('a stale read gives what was read before, or 404 when nothing was', async () => {
  await sim.commit('octo/app', { branch: 'topic', files: { a: 'b\n' } });
  const pull = await sim.openPullRequest('octo/app', { head: 'topic' });
  const get = async () => (await octokit.pulls.get({ ...repo, pull_number: pull.number })).data.head.sha;
  sim.fault({ path: /\/pulls\/1$/, kind: 'stale' });
  expect((await refusal(get())).status).toBe(404);
  const before = await get();
  const after = await sim.commit('octo/app', { branch: 'topic', files: { a: 'c\n' } });
  sim.fault({ path: /\/pulls\/1$/, kind: 'stale' });
  expect([await get(), await get()]).toEqual([before, after]);
});

test('limits come with and without a time to wait', async () => {
  const headers = async () => {
    try {
      await read();
    } catch (error) {
      const { status, response } = error as {
        status: number;
        response: { headers: Record<string, string>; data: { message: string } };
      };
      return { status, message: response.data.message, ...response.headers };
    }
    throw new Error('The call was not refused.');
  };
  sim.fault({ path: /contents/, kind: 'rate-limit', resetInSeconds: 30 });
  const primary = await headers();
  expect(primary).toMatchObject({ status: 403, 'x-ratelimit-remaining': '0' });
  expect(Number((primary as unknown as Record<string, string>)['x-ratelimit-reset'])).toBeGreaterThan(
    Date.now() / 1000 + 28,
  );
  sim.fault({ path: /contents/, kind: 'secondary-limit', retryAfterSeconds: 7, status: 429 });
  expect(await headers()).toMatchObject({
    status: 429,
    'retry-after': '7',
    message: expect.stringContaining('secondary rate limit'),
  });
  sim.fault({ path: /contents/, kind: 'secondary-limit' });
  expect(await headers()).not.toHaveProperty('retry-after');
});

test('HTML, half a body, and a delay', async () => {
  sim.fault({ path: /contents/, kind: 'html', status: 504 });
  const page = await fetch(`${sim.url}/repos/octo/app/contents/a`);
  expect([page.status, page.headers.get('content-type')]).toEqual([504, 'text/html; charset=utf-8']);
  sim.fault({ method: 'POST', path: /check-runs/, kind: 'truncated-json' });
  const half = await write();
  expect(typeof half.data).toBe('string');
  expect(runs()).toBe(1);
  sim.fault({ path: /contents/, kind: 'delay', ms: 120 });
  const began = performance.now();
  await read();
  expect(performance.now() - began).toBeGreaterThan(115);
});
