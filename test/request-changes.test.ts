// A review that asks for changes, through the App: once, kept up to date, withdrawn when nothing is left, and never against a person.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
let counter = 0;

beforeAll(async () => {
  sim = await startGitHub({ limits: { patchLinesPerFile: 400 } });
  app = await startReviewingApp(sim, () => new Date().toISOString().slice(0, 10));
  await makeRepository(name, 'preset: strict\nrequest_changes: high\n');
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

beforeEach(() => {
  sim.clearFaults();
  expect(sim.violations.splice(0)).toEqual([]);
});

async function makeRepository(repository: string, policy: string): Promise<void> {
  const [owner = '', repo = ''] = repository.split('/');
  await sim.createRepository(owner, repo, { ownerType: 'Organization' });
  await sim.commit(repository, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': `version: 1\n${policy}`, 'README.md': 'shop\n' },
  });
  sim.setCollaborator(repository, 'kim', 'maintain');
  await quiet();
}

const quiet = (): Promise<void> => untilQuiet(sim, app);

/** High findings with a fix: one in each function. */
const calls = (...names: string[]) =>
  `import requests\n${names.map((one) => `\n\ndef ${one}(url):\n    return requests.get(url + "/${one}", verify=False, timeout=5)\n`).join('')}`;
const mended = (...names: string[]) => calls(...names).replaceAll('False', 'True');

interface Opened {
  number: number;
  branch: string;
  sha: string;
}

async function open(
  files: Record<string, string>,
  over: { repository?: string; author?: { login: string; type?: 'Bot' } } = {},
): Promise<Opened> {
  const { repository = name, author } = over;
  const branch = `change-${++counter}`;
  const sha = await sim.commit(repository, { branch, parent: 'main', files });
  const { number } = await sim.openPullRequest(repository, {
    head: branch,
    title: branch,
    ...(author && { author }),
  });
  await quiet();
  return { number, branch, sha };
}

async function push({ branch }: Opened, files: Record<string, string>, repository = name): Promise<string> {
  const sha = await sim.commit(repository, { branch, files });
  await quiet();
  return sha;
}

function lastRun(sha: string, repository = name): CheckRunView {
  const run = sim.checkRuns(repository, sha).at(-1);
  if (!run) throw new Error('There is no run.');
  return run;
}

/** The App's reviews, as `STATE <findings named> <comments on lines>`. */
function reviews(number: number, repository = name): string[] {
  return sim
    .reviews(repository, number)
    .filter(({ review }) => (review['user'] as { login: string }).login === 'langguard[bot]')
    .map(({ review, comments }) => {
      const body = String(review['body']);
      const what = body.includes('**Settled.**')
        ? 'settled'
        : (/asks for changes:\*\* (\d+) finding/.exec(body)?.[1] ?? 'suggestions');
      return `${review['state']} ${what} ${comments.length}`;
    });
}

const bodyOf = (number: number) => String(sim.reviews(name, number)[0]?.review['body']);
const writes = (number: number) =>
  sim.requests.filter(
    ({ method, path }) => method !== 'GET' && path.includes(`/repos/${name}/pulls/${number}/reviews`),
  ).length;

describe('a request for changes', () => {
  test('is the one review that holds the suggestions too, and names what must not be merged', async () => {
    const pull = await open({ 'a.py': calls('one', 'two') });
    expect(lastRun(pull.sha).conclusion).toBe('failure');
    expect(reviews(pull.number)).toEqual(['CHANGES_REQUESTED 2 2']);
    expect(bodyOf(pull.number)).toMatch(/^- \*\*high: .+\*\* at `a\.py:5`, id `[\da-f]{12}`$/m);
    expect(bodyOf(pull.number)).toContain('Where a rewrite is known');
  });

  test('is kept over pushes: edited in place, never repeated', async () => {
    const pull = await open({ 'b.py': calls('one') });
    await push(pull, { 'README.md': 'more\n' });
    expect([reviews(pull.number), writes(pull.number)]).toEqual([['CHANGES_REQUESTED 1 1'], 1]);
    await push(pull, { 'b.py': calls('one', 'two') });
    // The fix that is new goes into the diff; the request only says two where it said one.
    expect(reviews(pull.number)).toEqual(['CHANGES_REQUESTED 2 1', 'COMMENTED suggestions 1']);
    sim.comment(name, pull.number, '/langguard recheck', 'kim');
    await quiet();
    expect(reviews(pull.number)).toEqual(['CHANGES_REQUESTED 2 1', 'COMMENTED suggestions 1']);
  });

  test('is withdrawn with a sentence once the findings are gone, and comes back with them', async () => {
    const pull = await open({ 'c.py': calls('one') });
    const clean = await push(pull, { 'c.py': mended('one') });
    expect(lastRun(clean).conclusion).toBe('success');
    expect(reviews(pull.number)).toEqual(['DISMISSED settled 0']);
    const dismissal = sim.requests.find(
      ({ path }) => path.includes(`/pulls/${pull.number}/reviews`) && path.endsWith('/dismissals'),
    );
    expect(JSON.stringify(dismissal?.body)).toContain('is gone, or somebody accepted it');
    await push(pull, { 'c.py': calls('one') });
    expect(reviews(pull.number)).toEqual(['DISMISSED settled 0', 'CHANGES_REQUESTED 1 1']);
  });

  test('is withdrawn when the findings are waived', async () => {
    const pull = await open({ 'd.py': calls('one') });
    const id = /id `([\da-f]{12})`/.exec(bodyOf(pull.number))?.[1];
    sim.comment(name, pull.number, `/langguard waive ${id} reason the service is on this machine`, 'kim');
    await quiet();
    expect([lastRun(pull.sha).conclusion, reviews(pull.number)]).toEqual([
      'success',
      ['DISMISSED settled 0'],
    ]);
  });

  test('that a person dismissed is not made again for the same findings, only for others', async () => {
    const pull = await open({ 'e.py': calls('one') });
    sim.dismissReview(name, Number(sim.reviews(name, pull.number)[0]?.review['id']));
    const next = await push(pull, { 'README.md': 'dismissed\n' });
    expect([lastRun(next).conclusion, reviews(pull.number)]).toEqual(['failure', ['DISMISSED 1 1']]);
    await push(pull, { 'e.py': calls('one', 'two') });
    expect(reviews(pull.number)).toEqual(['DISMISSED 1 1', 'CHANGES_REQUESTED 1 1']);
  });

  test('stays while a file of it was not looked at: unknown is not settled', async () => {
    const pull = await open({ 't.py': calls('one') });
    const next = await push(pull, { 't.py': `${calls('one')}${'# line\n'.repeat(300)}` });
    expect(lastRun(next).output.summary).toContain('the parser gave up');
    expect(reviews(pull.number)).toEqual(['CHANGES_REQUESTED 1 1']);
  });

  test('is not taken for ours because a person copied the marker', async () => {
    const pull = await open({ 'f.py': 'import requests\n' });
    const other = await open({ 'f.py': calls('one') });
    sim.review(name, pull.number, {
      by: 'mallory',
      state: 'CHANGES_REQUESTED',
      body: bodyOf(other.number),
    });
    await push(pull, { 'f.py': calls('one') });
    expect(sim.reviews(name, pull.number).map(({ review }) => review['state'])).toEqual([
      'CHANGES_REQUESTED',
      'CHANGES_REQUESTED',
    ]);
  });

  test('shows what the change chose as text only', async () => {
    const path = 'app/`@everyone` [x](y).py';
    const pull = await open({ [path]: calls('one') });
    expect(bodyOf(pull.number)).toContain('``app/`@everyone` [x](y).py:5``');
  });
});

describe('when GitHub refuses or fails', () => {
  const post = /\/pulls\/\d+\/reviews$/;

  test('an answer that was lost after it took effect is looked for', async () => {
    sim.fault({ kind: 'apply-then-fail', method: 'POST', path: post });
    const pull = await open({ 'g.py': calls('one') });
    expect([reviews(pull.number), writes(pull.number)]).toEqual([['CHANGES_REQUESTED 1 1'], 1]);
  });

  test('a failure is tried again with the job, at every step', async () => {
    sim.fault({ kind: 'status', status: 502, method: 'POST', path: post });
    const pull = await open({ 'h.py': calls('one') });
    expect(reviews(pull.number)).toEqual(['CHANGES_REQUESTED 1 1']);
    sim.fault({ kind: 'apply-then-fail', method: 'PUT', path: /\/reviews\/\d+$/ });
    sim.fault({ kind: 'apply-then-fail', method: 'PUT', path: /\/dismissals$/ });
    await push(pull, { 'h.py': mended('one') });
    expect(reviews(pull.number)).toEqual(['DISMISSED settled 0']);
    // It was the App that dismissed it, so the finding may be asked about again.
    await push(pull, { 'h.py': calls('one') });
    expect(reviews(pull.number)).toEqual(['DISMISSED settled 0', 'CHANGES_REQUESTED 1 1']);
  });

  test('a line that it does not take leaves the request and the other lines', async () => {
    const long = `${calls('big')}${'TOTAL = 1\n'.repeat(500)}`;
    const pull = await open({ 'a.py': calls('one', 'two'), 'b.py': long, 'c.py': calls('three') });
    const all = reviews(pull.number);
    expect(all[0]).toMatch(/^CHANGES_REQUESTED 4 /);
    expect(all.slice(1).every((each) => each.startsWith('COMMENTED suggestions'))).toBe(true);
    expect(all.reduce((sum, each) => sum + Number(each.split(' ').at(-1)), 0)).toBe(3);
  });

  test('where only some may dismiss, the review says that it is settled and the check says who has to act', async () => {
    const pull = await open({ 'i.py': calls('one') });
    sim.fault({ kind: 'status', status: 403, times: 20, method: 'PUT', path: /\/dismissals$/ });
    const clean = await push(pull, { 'i.py': mended('one') });
    expect(reviews(pull.number)).toEqual(['CHANGES_REQUESTED settled 0']);
    expect(lastRun(clean)).toMatchObject({
      conclusion: 'success',
      output: { summary: expect.stringContaining('somebody who may has to') },
    });
    sim.clearFaults();
    await push(pull, { 'README.md': 'later\n' });
    expect(reviews(pull.number)).toEqual(['DISMISSED settled 0']);
  });

  test('an App that may only read says so in one line of the check', async () => {
    await makeRepository('guarded/shop', 'preset: strict\n');
    sim.setPermissions('guarded', {
      metadata: 'read',
      checks: 'write',
      contents: 'read',
      pull_requests: 'read',
      merge_queues: 'read',
    });
    await quiet();
    const pull = await open({ 'q.py': calls('one') }, { repository: 'guarded/shop' });
    const next = await push(pull, { 'q.py': calls('one', 'two') }, 'guarded/shop');
    const sentence = /could not say so in a review/g;
    for (const sha of [pull.sha, next])
      expect(lastRun(sha, 'guarded/shop').output.summary?.match(sentence)).toHaveLength(1);
    expect(reviews(pull.number, 'guarded/shop')).toEqual([]);
  });

  test("nobody can ask for changes of the App's own pull request; the suggestions appear all the same", async () => {
    const pull = await open({ 'j.py': calls('one') }, { author: { login: 'langguard[bot]', type: 'Bot' } });
    expect(reviews(pull.number)).toEqual(['COMMENTED suggestions 1']);
    expect(lastRun(pull.sha).output.summary).toContain('could not say so in a review');
  });
});

describe('policy', () => {
  test.each<[name: string, policy: string, expected: string[]]>([
    ['critical by default: high is no reason', 'mode: enforce\n', ['COMMENTED suggestions 1']],
    [
      'critical by default: critical is one',
      'mode: enforce\nrules:\n  tls-verification-off: critical\n',
      ['CHANGES_REQUESTED 1 1'],
    ],
    ['never', 'preset: strict\nrequest_changes: never\n', ['COMMENTED suggestions 1']],
    ['monitor mode asks for nothing', 'mode: monitor\nrequest_changes: high\n', ['COMMENTED suggestions 1']],
    [
      'what fails nothing asks for nothing',
      'mode: enforce\nfail_on: never\nrequest_changes: high\n',
      ['COMMENTED suggestions 1'],
    ],
    [
      'without suggestions',
      'mode: enforce\nrequest_changes: high\nsuggestions:\n  enabled: false\n',
      ['CHANGES_REQUESTED 1 0'],
    ],
  ])('%s', async (_name, policy, expected) => {
    const repository = `policy${++counter}/shop`;
    await makeRepository(repository, policy);
    const pull = await open({ 'a.py': calls('one') }, { repository });
    expect(reviews(pull.number, repository)).toEqual(expected);
  });

  test('that no longer asks withdraws what it asked for', async () => {
    const repository = 'turned/shop';
    await makeRepository(repository, 'mode: enforce\nrequest_changes: high\n');
    const pull = await open({ 'a.py': calls('one') }, { repository });
    await sim.commit(repository, {
      branch: 'main',
      files: { '.langguard.yml': 'version: 1\nmode: monitor\n' },
    });
    await push(pull, { 'README.md': 'after\n' }, repository);
    expect(reviews(pull.number, repository)).toEqual(['DISMISSED settled 1']);
  });
});
