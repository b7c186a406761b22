// The App against a GitHub that repeats, loses, lies and breaks; only the review itself is a stand-in.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JudgedFinding, Review } from '../src/engine/review.ts';
import { renderCheckRun } from '../src/reporters/check-run.ts';
import { cleanReview, sampleFinding } from '../src/reporters/sample-review.ts';
import { startApp, type App } from '../src/server/app.ts';
import type { ReviewTarget } from '../src/server/review-job.ts';
import { configOn, untilQuiet } from './app-on-sim.ts';
import { startAppProcess } from './app-process.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from './github-sim/index.ts';
import { until } from './until.ts';

const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
let counter = 0;
/** What the stand-in for the engine does next; reset after each test. */
let behave: (target: ReviewTarget, head: string) => Promise<Partial<Review>>;
const reviewed: string[] = [];

beforeAll(async () => {
  sim = await startGitHub();
  app = await startApp({
    config: configOn(sim, {
      concurrency: 3,
    }),
    reviewPullRequest: async (octokit, target) => {
      const { data } = await octokit.rest.pulls.get({
        owner: target.owner,
        repo: target.repo,
        pull_number: target.number,
      });
      reviewed.push(`#${target.number} ${data.head.sha.slice(0, 7)}`);
      return cleanReview({ head: data.head.sha, ...(await behave(target, data.head.sha)) });
    },
    retry: { limit: 2, delay: 0, delayMax: 1 },
    readRetries: [5, 10, 20],
    settleMs: [5, 20, 50],
  });
  sim.webhookUrl = `${app.url}/api/github/webhooks`;
  await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
  await quiet();
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

afterEach(async () => {
  sim.clearFaults();
  await quiet();
  // Every request that was made must be one that GitHub describes.
  expect(sim.violations.splice(0)).toEqual([]);
  behave = async () => ({});
  reviewed.length = 0;
  sim.requests.length = 0;
});

behave = async () => ({});

const quiet = (): Promise<void> => untilQuiet(sim, app);

async function openPull(
  over: { draft?: boolean } = {},
): Promise<{ number: number; branch: string; sha: string }> {
  const branch = `change-${++counter}`;
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [`${branch}.py`]: 'print(1)\n' } });
  const pull = await sim.openPullRequest(name, { head: branch, title: branch, ...over });
  return { number: pull.number, branch, sha };
}

const push = (branch: string): Promise<string> =>
  sim.commit(name, { branch, files: { [`${branch}.py`]: `print(${++counter})\n` } });

/** The runs of a head in a few words: `completed success 0`. */
function runs(sha: string): string[] {
  return sim.checkRuns(name, sha).map((run) => `${run.status} ${run.conclusion} ${run.annotations.length}`);
}

function runOf(sha: string): CheckRunView {
  const [run, ...others] = sim.checkRuns(name, sha);
  if (!run || others.length > 0) throw new Error(`${others.length + 1} runs`);
  return run;
}

function findings(count: number): JudgedFinding[] {
  return Array.from({ length: count }, (_, index) =>
    sampleFinding({
      path: 'app/db.py',
      start: { line: index + 1, column: 1 },
      end: { line: index + 1, column: 9 },
      severity: 'medium',
      message: `finding ${index}`,
      related: [],
    }),
  );
}

const createRoute = 'POST /repos/{owner}/{repo}/check-runs';
const updateRoute = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';

test('an opened pull request gets one run, in progress at once and then completed', async () => {
  const states: (string | null)[] = [];
  behave = async (_target, head) => {
    states.push(...runs(head));
    return {};
  };
  const { sha } = await openPull();
  await quiet();
  expect(states).toEqual(['in_progress null 0']);
  expect(runs(sha)).toEqual(['completed success 0']);
  expect(runOf(sha)).toMatchObject({
    name: 'LangGuard',
    external_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  expect(sim.writesByRoute()).toMatchObject({ [createRoute]: 1, [updateRoute]: 1 });
});

test('a draft is reviewed too, and nothing is done again when it becomes ready', async () => {
  const { number, sha } = await openPull({ draft: true });
  await quiet();
  await sim.setDraft(name, number, false);
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0']);
  expect(reviewed).toHaveLength(1);
});

test('fault 1: the same delivery five times at once is one review', async () => {
  sim.deliveries.control({ event: 'pull_request', kind: 'duplicate', copies: 5 });
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0']);
  expect(reviewed).toHaveLength(1);
});

test('fault 1: a finished delivery that comes again does nothing', async () => {
  const { sha } = await openPull();
  await quiet();
  const before = sim.requests.length;
  const delivery = sim.deliveries.kept().find((each) => each.event === 'pull_request');
  sim.deliveries.redeliver(delivery?.id ?? 0);
  await quiet();
  expect(sim.requests.length).toBe(before);
  expect(runs(sha)).toEqual(['completed success 0']);
});

test('fault 39: a job that always fails ends its run; fault 2: a redelivery reviews again', async () => {
  behave = async () => {
    throw new Error('a canary inside an error');
  };
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed failure 0']);
  const failed = runOf(sha);
  expect(failed.output.title).toBe('The review could not be finished');
  expect(failed.output.summary).toContain(failed.external_id);
  expect(failed.output.summary).toContain('Re-run');
  expect(JSON.stringify(failed)).not.toContain('canary');
  expect(reviewed).toHaveLength(3);

  behave = async () => ({});
  const delivery = sim.deliveries.kept().find((each) => each.event === 'pull_request');
  sim.deliveries.redeliver(delivery?.id ?? 0);
  await quiet();
  expect(runs(sha).sort()).toEqual(['completed failure 0', 'completed success 0']);
});

test('fault 3: deliveries out of order end on the current head', async () => {
  const { branch, sha } = await openPull();
  await quiet();
  sim.deliveries.control({ event: 'pull_request', kind: 'hold', times: 2 });
  const second = await push(branch);
  const third = await push(branch);
  expect(sim.deliveries.held()).toHaveLength(2);
  await sim.deliveries.release([1, 0]);
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0']);
  expect(runs(second)).toEqual([]);
  expect(runs(third)).toEqual(['completed success 0']);
});

test.each([
  ['the creation', 'POST', /\/check-runs$/],
  ['an update', 'PATCH', /\/check-runs\/\d+$/],
])(
  'fault 9: 502 after %s took effect leaves one run with each annotation once',
  async (_name, method, path) => {
    behave = async () => ({ findings: findings(120) });
    sim.fault({ kind: 'apply-then-fail', method, path, times: 1 });
    const { sha } = await openPull();
    await quiet();
    expect(runs(sha)).toEqual(['completed success 120']);
    expect(new Set(runOf(sha).annotations.map((each) => each['message'])).size).toBe(120);
  },
);

test('fault 9: a connection that breaks after each write in turn', async () => {
  behave = async () => ({ findings: findings(120) });
  for (const [method, path, skip] of [
    ['POST', /\/check-runs$/, 0],
    ['PATCH', /\/check-runs\/\d+$/, 0],
    ['PATCH', /\/check-runs\/\d+$/, 1],
    ['PATCH', /\/check-runs\/\d+$/, 2],
  ] as const) {
    sim.fault({ kind: 'apply-then-fail', reset: true, method, path, skip });
    const { sha } = await openPull();
    await quiet();
    sim.clearFaults();
    expect(runs(sha)).toEqual(['completed success 120']);
  }
});

test('fault 9: an update that fails for longer than one attempt lasts', async () => {
  behave = async () => ({ findings: findings(120) });
  sim.fault({ kind: 'status', status: 500, method: 'PATCH', path: /\/check-runs\/\d+$/, skip: 1, times: 4 });
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 120']);
  // The second attempt publishes the outcome of the first one.
  expect(reviewed).toHaveLength(1);
});

test('fault 9: writes that fail without effect, reads that fail, answers cut off and in HTML', async () => {
  behave = async () => ({ findings: findings(51) });
  sim.fault({ kind: 'status', status: 502, method: 'POST', path: /\/check-runs$/ });
  sim.fault({ kind: 'truncated-json', method: 'POST', path: /\/check-runs$/ });
  sim.fault({ kind: 'html', method: 'PATCH', path: /\/check-runs\// });
  sim.fault({ kind: 'status', status: 503, method: 'GET', path: /\/pulls\/\d+$/, times: 2 });
  sim.fault({ kind: 'reset', method: 'GET', path: /\/annotations/ });
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 51']);
});

test('fault 9: half an answer is asked for again, and not remembered with its tag', async () => {
  sim.fault({ kind: 'truncated-json', method: 'GET', path: /\/pulls\/\d+$/, times: 2 });
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0']);
  expect(reviewed).toHaveLength(1);
});

test('fault 10: 404 just after the event', async () => {
  sim.fault({
    kind: 'status',
    status: 404,
    body: { message: 'Not Found' },
    method: 'GET',
    path: /\/pulls\/\d+$/,
    times: 2,
  });
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0']);
});

test('fault 10: a read that lags behind a push', async () => {
  const { branch, number } = await openPull();
  await quiet();
  sim.fault({ kind: 'stale', method: 'GET', path: new RegExp(`/pulls/${number}$`), times: 2 });
  const second = await push(branch);
  await quiet();
  expect(runs(second)).toEqual(['completed success 0']);
});

test('fault 11: a push during the review cancels its run and reviews the new head', async () => {
  let second = '';
  behave = async (target) => {
    if (second === '') second = await push(`change-${counter}`);
    expect(target.signal.aborted).toBe(false);
    return {};
  };
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed cancelled 0']);
  expect(runOf(sha).output.summary).toContain(second);
  expect(runs(second)).toEqual(['completed success 0']);
});

test('fault 11: a push while the review waits for its next attempt', async () => {
  let isBroken = true;
  let second = '';
  behave = async () => {
    if (!isBroken) return {};
    isBroken = false;
    second = await push(`change-${counter}`);
    throw new Error('on purpose');
  };
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed cancelled 0']);
  expect(runs(second)).toEqual(['completed success 0']);
});

test('fault 12: another base branch is another review, another title is not', async () => {
  await sim.commit(name, { branch: 'release', parent: 'main', files: { 'x.txt': 'x\n' } });
  const { number, sha } = await openPull();
  await quiet();
  await sim.editPullRequest(name, number, { title: 'new title' });
  await quiet();
  expect(runs(sha)).toHaveLength(1);
  await sim.retargetPullRequest(name, number, 'release');
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0', 'completed success 0']);
});

test('fault 13: a pull request closed during its review', async () => {
  behave = async (target) => {
    await sim.closePullRequest(name, target.number);
    return {};
  };
  const { number, sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed cancelled 0']);
  behave = async () => ({});
  await sim.reopenPullRequest(name, number);
  await quiet();
  expect(runs(sha)).toEqual(['completed cancelled 0', 'completed success 0']);
});

test('fault 14: a repository renamed during the review', async () => {
  await sim.createRepository('acme', 'old-name');
  await sim.commit('acme/old-name', { branch: 'main', parent: null, files: { a: 'a\n' } });
  const sha = await sim.commit('acme/old-name', { branch: 'x', parent: 'main', files: { b: 'b\n' } });
  behave = async () => {
    await sim.renameRepository('acme/old-name', 'new-name');
    return { findings: findings(1) };
  };
  await sim.openPullRequest('acme/old-name', { head: 'x' });
  await quiet();
  expect(sim.checkRuns('acme/new-name', sha).map((run) => `${run.status} ${run.annotations.length}`)).toEqual(
    ['completed 1'],
  );
});

test.each([51, 100, 1200])('%i findings arrive in batches of 50, each once', async (count) => {
  behave = async () => ({ findings: findings(count), conclusion: 'failure' });
  const { sha } = await openPull();
  await quiet();
  const run = runOf(sha);
  const expected = renderCheckRun(cleanReview({ findings: findings(count) }), {
    maxAnnotations: 2000,
  }).annotations;
  expect(run.conclusion).toBe('failure');
  expect(run.annotations.map((each) => each['message']).sort()).toEqual(
    expected.map((each) => each.message).sort(),
  );
  expect(sim.writesByRoute()[updateRoute]).toBe(Math.ceil(count / 50));
  const updates = sim.requests.filter((each) => each.method === 'PATCH');
  expect(
    updates
      .map((each) => each.body['conclusion'] ?? null)
      .slice(0, -1)
      .every((each) => each === null),
  ).toBe(true);
});

test('an annotation that GitHub refuses is left out and counted, the others are shown', async () => {
  const bad = sampleFinding({ path: 'bad.py', severity: 'medium', related: [], message: 'x' });
  behave = async () => ({ findings: [...findings(60), { ...bad, path: '' }] });
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 60']);
  expect(runOf(sha).output.summary).toContain('GitHub refused 1 annotation');
});

test('the re-run button makes a new run', async () => {
  const { sha } = await openPull();
  await quiet();
  await sim.rerequestRun(name, runOf(sha).id);
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0', 'completed success 0']);
  expect(new Set(sim.checkRuns(name, sha).map((run) => run.external_id)).size).toBe(2);
});

test('"re-run all" makes a new run, also of a pull request that was never seen', async () => {
  const { sha } = await openPull();
  await quiet();
  await sim.rerequestSuite(name, sha);
  await quiet();
  expect(runs(sha)).toHaveLength(2);

  sim.deliveries.control({ event: 'pull_request', kind: 'drop' });
  const unseen = await openPull();
  await quiet();
  expect(runs(unseen.sha)).toEqual([]);
  await sim.rerequestSuite(name, unseen.sha);
  await quiet();
  expect(runs(unseen.sha)).toEqual(['completed success 0']);
});

test('a re-run that cannot be done is answered too', async () => {
  const { sha } = await openPull();
  await quiet();
  const [first] = sim.checkRuns(name, sha);
  // The rerun itself needs no read of the pull request when our records know it; the review after it does.
  sim.fault({ kind: 'status', status: 500, method: 'GET', path: /\/pulls\/\d+$/, times: 1000 });
  await sim.rerequestRun(name, first?.id ?? 0);
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0', 'completed failure 0']);
});

test('a pull request from a fork is reviewed, and its re-run button works', async () => {
  await sim.fork(name, 'stranger');
  const sha = await sim.commit('stranger/shop', {
    branch: 'theirs',
    parent: 'main',
    files: { 'z.py': 'z\n' },
  });
  await sim.openPullRequest(name, { head: 'stranger:theirs' });
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0']);
  await sim.rerequestRun(name, runOf(sha).id);
  await quiet();
  expect(runs(sha)).toEqual(['completed success 0', 'completed success 0']);
});

test('fault 44: a merge queue is answered with what was said of the pull request', async () => {
  behave = async () => ({ conclusion: 'failure', findings: findings(2) });
  const { number } = await openPull();
  await quiet();
  reviewed.length = 0;
  const group = await sim.queueMerge(name, number);
  await quiet();
  expect(runs(group)).toEqual(['completed failure 0']);
  expect(runOf(group).output.summary).toContain(`#${number}`);
  expect(reviewed).toEqual([]);

  await sim.rerequestRun(name, runOf(group).id);
  await quiet();
  expect(runs(group)).toEqual(['completed failure 0', 'completed failure 0']);
});

test('fault 44: a merge queue is answered for a pull request that was never seen', async () => {
  sim.deliveries.control({ event: 'pull_request', kind: 'drop', times: 2 });
  const { number } = await openPull();
  const group = await sim.queueMerge(name, number);
  await quiet();
  expect(runs(group)).toEqual(['completed success 0']);
  expect(reviewed).toHaveLength(1);
});

test('fault 8: a secondary limit parks the job until its time', async () => {
  sim.fault({ kind: 'secondary-limit', retryAfterSeconds: 2, path: /\/pulls\/\d+$/ });
  const started = Date.now();
  const { sha } = await openPull();
  await quiet();
  expect(Date.now() - started).toBeGreaterThan(2000);
  expect(runs(sha)).toEqual(['completed success 0']);
  expect(reviewed).toHaveLength(1);
});

test('fault 7: an hourly limit parks the jobs of its installation and nobody else waits', async () => {
  await sim.createRepository('umbra', 'shop');
  await sim.commit('umbra/shop', { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  await quiet();
  // So long that one review fits in many times, on this machine as busy as it is.
  const before = Date.now();
  await openPull();
  await quiet();
  const seconds = Math.max(5, Math.ceil((12 * (Date.now() - before)) / 1000));
  sim.setRateLimit('acme', { remaining: 0, resetInSeconds: seconds });
  const started = Date.now();
  // More than there are workers.
  const waiting = await Promise.all([openPull(), openPull(), openPull(), openPull()]);
  const sha = await sim.commit('umbra/shop', { branch: 'x', parent: 'main', files: { 'a.py': 'x = 1\n' } });
  await sim.openPullRequest('umbra/shop', { head: 'x' });
  await until(() => sim.checkRuns('umbra/shop', sha)[0]?.status === 'completed');
  expect(waiting.flatMap((each) => runs(each.sha))).toEqual([]);
  await quiet();
  expect(Date.now() - started).toBeGreaterThanOrEqual((seconds - 1) * 1000);
  expect(waiting.flatMap((each) => runs(each.sha))).toEqual(waiting.map(() => 'completed success 0'));
  // They did not ask again and again meanwhile.
  const refused = sim.requests.filter((each) => each.status === 403);
  expect(refused.length).toBeLessThanOrEqual(waiting.length);
});

test('fault 6: a token that ends in the middle of a review is renewed once; fault 40: by a clock that is behind', async () => {
  const minutes = 61 * 60_000;
  behave = async () => {
    sim.clock.advance(minutes);
    return { findings: findings(120) };
  };
  const { sha } = await openPull();
  await quiet();
  expect(runs(sha)).toEqual(['completed success 120']);
  expect(reviewed).toHaveLength(1);
  expect(sim.requests.filter((each) => each.status === 401 && each.path.startsWith('/repos/'))).toHaveLength(
    1,
  );
  sim.clock.advance(-minutes);
});

test('fault 32: an old signed event that nobody remembers does nothing', async () => {
  const { branch, sha } = await openPull();
  await quiet();
  const old = sim.deliveries.kept().find((each) => each.event === 'pull_request');
  const second = await push(branch);
  await quiet();
  const before = sim.checkRuns(name).length;
  // As if its record had been forgotten: the same bytes, signed, under another GUID.
  const answer = await fetch(sim.webhookUrl ?? '', {
    method: 'POST',
    headers: { ...old?.request.headers, 'x-github-delivery': 'replayed-after-a-year' },
    body: JSON.stringify(old?.request.payload),
  });
  expect(answer.status).toBe(202);
  await quiet();
  expect(sim.checkRuns(name)).toHaveLength(before);
  expect([...runs(sha), ...runs(second)]).toEqual(['completed success 0', 'completed success 0']);
});

test('fault 15: a repository that is gone ends in peace', async () => {
  await sim.createRepository('acme', 'doomed');
  await sim.commit('acme/doomed', { branch: 'main', parent: null, files: { a: 'a\n' } });
  await sim.commit('acme/doomed', { branch: 'x', parent: 'main', files: { b: 'b\n' } });
  behave = async () => {
    await sim.deleteRepository('acme/doomed');
    return {};
  };
  await sim.openPullRequest('acme/doomed', { head: 'x' });
  await quiet();
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
});

test('health, readiness and metrics', async () => {
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  const text = await (await fetch(`${app.url}/metrics`)).text();
  expect(text).toMatch(/^langguard_webhooks_total\{event="pull_request",result="new"\} \d+$/m);
  expect(text).toMatch(/^langguard_reviews_total\{conclusion="success"\} \d+$/m);
  expect(text).toMatch(/^langguard_queue_jobs 0$/m);
  expect((await fetch(`${app.url}/api/github/webhooks`)).status).toBe(405);
  expect((await fetch(`${app.url}/`)).status).toBe(404);
});

test(
  'fault 5: a process killed in its review leaves the rest to the next one',
  { timeout: 360_000 },
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'langguard-killed-'));
    const first = await startAppProcess(sim, { SIM_DATA: data, SIM_STUCK: '1' });
    const own = sim.webhookUrl;
    try {
      sim.webhookUrl = `${first.url}/api/github/webhooks`;
      const { sha } = await openPull();
      await sim.settled();
      await until(() => runs(sha).length > 0);
      expect(runs(sha)).toEqual(['in_progress null 0']);
      first.child.kill('SIGKILL');
      await first.ended;
      const second = await startAppProcess(sim, { SIM_DATA: data });
      try {
        await until(() => runs(sha)[0] === 'completed success 0');
        expect(runs(sha)).toEqual(['completed success 0']);
      } finally {
        second.child.kill('SIGTERM');
        expect(await second.ended).toBe(0);
      }
    } finally {
      sim.webhookUrl = own;
      first.child.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    }
  },
);

// Reads the memory from /proc, which only Linux has.
test.runIf(process.platform === 'linux')(
  'fault 30: 80 MB unsigned raise the memory by less than 60 MB and leave no trace in the log',
  async () => {
    // Alone, because the App's start leaves free memory behind, in which a rise would hide.
    const { answers, risenByMegabytes, log } = await measure({});
    expect(answers).toEqual([401, 413]);
    expect(risenByMegabytes).toBeLessThan(60);
    expect(log).not.toContain('canary');
    expect(log.length).toBeLessThan(1024);
    // The measure must be able to fail.
    expect((await measure({ NAIVE: '1' })).risenByMegabytes).toBeGreaterThan(60);
  },
);

async function measure(env: Record<string, string>) {
  const { child, url, output, ended } = await startAppProcess(sim, env, { script: './serve-ingress.ts' });
  try {
    const megabytes = (field: string): number =>
      Number(
        new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1],
      ) / 1024;
    // 5 sets the high-water mark to what is in use now: https://docs.kernel.org/filesystems/proc.html
    writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
    const before = megabytes('VmRSS');
    const answers: number[] = [];
    for (const over of [{}, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }])
      answers.push(await postMegabytes(`${url}/api/github/webhooks`, 80, over));
    return { answers, risenByMegabytes: megabytes('VmHWM') - before, log: output.slice(1).join('\n') };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Sends a chunked body of so many megabytes as fast as it is taken; gives the status. */
async function postMegabytes(
  url: string,
  megabytes: number,
  headers: Record<string, string>,
): Promise<number> {
  const piece = Buffer.alloc(1024 * 1024, 'canary ');
  return await new Promise((resolve, reject) => {
    let status: number | undefined;
    const req = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'pull_request',
          'x-github-delivery': 'guid',
          ...headers,
        },
      },
      (res) => {
        status = res.statusCode;
        res.resume();
      },
    );
    // Being cut off in the middle is right, once the answer was given.
    req.on('error', (error) => status === undefined && reject(error));
    req.on('close', () => (status === undefined ? reject(new Error('no answer')) : resolve(status)));
    let left = megabytes;
    const go = (): void => {
      while (left-- > 0) if (!req.write(piece)) return void req.once('drain', go);
      req.end();
    };
    go();
  });
}
