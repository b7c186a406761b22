// Check runs: exact limits, append-only annotations, final conclusions, filters, suites and the merge box.
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
  sim = await startGitHub({ limits: { runsPerName: 5 } });
  await sim.createRepository('octo', 'app');
  await sim.commit('octo/app', { branch: 'main', files: { a: 'a\n' } });
  sha = await sim.commit('octo/app', { branch: 'topic', files: { a: 'b\n' } });
  octokit = await asInstallation(sim);
});

afterEach(async () => {
  // Requests that a test sends on purpose are wrong; replies never are.
  expect(sim.violations.filter((item) => item.side === 'response')).toEqual([]);
  await sim.close();
});

const annotation = (line: number, more: object = {}) => ({
  path: 'a',
  start_line: line,
  end_line: line,
  annotation_level: 'warning' as const,
  message: `line ${line}`,
  ...more,
});
const annotations = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => annotation(from + index));
const output = (more: object = {}) => ({ title: 'Title', summary: 'Summary', ...more });
const badAnnotation = [{ resource: 'CheckRun', code: 'invalid', field: 'annotations' }];
const tooLong = 'x'.repeat(65_537);

test.each([
  [
    '51 annotations',
    { output: output({ annotations: annotations(1, 51) }) },
    'No more than 50 items are allowed; 51 were supplied.',
  ],
  [
    'a long summary',
    { output: output({ summary: 'x'.repeat(65_536) }) },
    'Only 65535 characters are allowed; 65536 were supplied.',
  ],
  [
    'a long text',
    { output: output({ text: 'x'.repeat(65_536) }) },
    'Only 65535 characters are allowed; 65536 were supplied.',
  ],
  ['no title', { output: { summary: 'Summary' } }, `"title" wasn't supplied.`],
  ['neither title nor summary', { output: {} }, `"title", "summary" weren't supplied.`],
  [
    'an unknown level',
    { output: output({ annotations: [annotation(1, { annotation_level: 'error' })] }) },
    '"error" is not a member of ["notice","warning","failure"].',
  ],
  [
    'a path of null',
    { output: output({ annotations: [annotation(1, { path: null })] }) },
    `For 'properties/output/annotations/0/path', null is not a string.`,
  ],
  [
    'four buttons',
    { actions: Array.from({ length: 4 }, () => ({ label: 'l', description: 'd', identifier: 'i' })) },
    'No more than 3 items are allowed; 4 were supplied.',
  ],
  [
    'a long label',
    { actions: [{ label: 'l'.repeat(21), description: 'd', identifier: 'i' }] },
    'Only 20 characters are allowed; 21 were supplied.',
  ],
  ['line 0', { output: output({ annotations: [annotation(0)] }) }, badAnnotation],
  [
    'an end before the start',
    { output: output({ annotations: [annotation(3, { end_line: 2 })] }) },
    badAnnotation,
  ],
  [
    'columns over two lines',
    { output: output({ annotations: [annotation(1, { end_line: 2, start_column: 1, end_column: 2 })] }) },
    badAnnotation,
  ],
  [
    'a start column alone',
    { output: output({ annotations: [annotation(1, { start_column: 1 })] }) },
    badAnnotation,
  ],
  [
    'column 0',
    { output: output({ annotations: [annotation(1, { start_column: 0, end_column: 2 })] }) },
    badAnnotation,
  ],
  [
    'a message over 64 KB',
    { output: output({ annotations: [annotation(1, { message: tooLong })] }) },
    badAnnotation,
  ],
  [
    'a title over 255',
    { output: output({ annotations: [annotation(1, { title: 'x'.repeat(256) })] }) },
    badAnnotation,
  ],
  [
    'completed without a conclusion',
    { status: 'completed' },
    [{ resource: 'CheckRun', code: 'missing_field', field: 'conclusion' }],
  ],
  [
    'GitHub\u2019s own conclusion',
    { conclusion: 'stale' },
    [{ resource: 'CheckRun', code: 'invalid', field: 'conclusion' }],
  ],
])('refuses %s', async (_, fields, why) => {
  const refused = await refusal(
    octokit.request('POST /repos/{owner}/{repo}/check-runs', {
      ...repo,
      name: 'guard',
      head_sha: sha,
      ...fields,
    } as never),
  );
  expect(refused.status).toBe(422);
  if (typeof why === 'string') expect(refused.message).toBe(`Invalid request.\n\n${why}`);
  else expect(refused).toMatchObject({ message: 'Validation Failed', errors: why });
  expect(sim.checkRuns('octo/app')).toEqual([]);
});

test('refuses a commit that does not exist', async () => {
  const missing = 'f'.repeat(40);
  const refused = await refusal(octokit.checks.create({ ...repo, name: 'guard', head_sha: missing }));
  expect(refused).toMatchObject({ status: 422, message: `No commit found for SHA: ${missing}` });
});

test('appends annotations and never replaces them, so that a repeated update doubles them', async () => {
  const { data: run } = await octokit.checks.create({
    ...repo,
    name: 'guard',
    head_sha: sha,
    status: 'in_progress',
  });
  const update = { ...repo, check_run_id: run.id };
  for (const from of [1, 51, 51])
    await octokit.checks.update({ ...update, output: { ...output(), annotations: annotations(from, 50) } });
  const list = await octokit.paginate(octokit.checks.listAnnotations, { ...update, per_page: 40 });
  expect(list.map((item) => item.start_line)).toEqual(
    [1, 51, 51].flatMap((from) => annotations(from, 50).map((item) => item.start_line)),
  );
  expect(sim.checkRuns('octo/app')[0]?.output.annotations_count).toBe(150);
});

test('holds a completed run to its end, and takes the newest run of a name', async () => {
  const first = await octokit.checks.create({
    ...repo,
    name: 'guard',
    head_sha: sha,
    conclusion: 'failure',
    external_id: 'r1',
  });
  expect([first.data.status, first.data.conclusion]).toEqual(['completed', 'failure']);
  const back = octokit.checks.update({ ...repo, check_run_id: first.data.id, status: 'in_progress' });
  expect((await refusal(back)).status).toBe(422);
  const second = await octokit.checks.create({
    ...repo,
    name: 'guard',
    head_sha: sha,
    status: 'in_progress',
  });
  await octokit.checks.create({ ...repo, name: 'another', head_sha: sha });
  const ids = async (more: object) =>
    (
      await octokit.checks.listForRef({ ...repo, ref: sha, check_name: 'guard', ...more })
    ).data.check_runs.map((run) => run.id);
  expect(await ids({})).toEqual([second.data.id]);
  expect(await ids({ filter: 'all' })).toEqual([second.data.id, first.data.id]);
  expect(await ids({ app_id: sim.appCredentials.appId })).toEqual([second.data.id]);
  expect(await ids({ app_id: 1 })).toEqual([]);
  expect(await ids({ status: 'completed' })).toEqual([]);
  const { data: suites } = await octokit.checks.listSuitesForRef({ ...repo, ref: 'topic' });
  expect(suites.check_suites.map((suite) => [suite.status, suite.latest_check_runs_count])).toEqual([
    ['in_progress', 2],
  ]);
});

test('forgets the oldest runs of a name beyond the limit, and marks forgotten ones stale after 14 days', async () => {
  for (let index = 0; index < 7; index++)
    await octokit.checks.create({ ...repo, name: 'guard', head_sha: sha });
  const list = async () => {
    const fresh = await asInstallation(sim);
    return (await fresh.checks.listForRef({ ...repo, ref: sha, filter: 'all' })).data.check_runs;
  };
  expect((await list()).length).toBe(5);
  sim.clock.advance(15 * 24 * 3_600_000);
  // GitHub's description does not know `stale` in a reply, so the stand-in's view is read instead.
  await list();
  expect(new Set(sim.checkRuns('octo/app').map((run) => run.conclusion))).toEqual(new Set(['stale']));
  sim.violations.length = 0;
});

test.each([
  ['success', true],
  ['neutral', true],
  ['skipped', true],
  ['failure', false],
  ['action_required', false],
  ['timed_out', false],
  ['cancelled', false],
] as const)('%s in a required check leaves the merge button %s', async (conclusion, isMergeable) => {
  const pull = await sim.openPullRequest('octo/app', { head: 'topic' });
  sim.requireChecks('octo/app', 'main', [{ name: 'guard', appId: sim.appCredentials.appId }]);
  expect(sim.mergeBox('octo/app', pull.number).waitingFor).toEqual([{ name: 'guard', reason: 'expected' }]);
  await octokit.checks.create({ ...repo, name: 'guard', head_sha: sha, conclusion });
  expect(sim.mergeBox('octo/app', pull.number).isMergeable).toBe(isMergeable);
  const { data: rules } = await octokit.repos.getBranchRules({ ...repo, branch: 'main' });
  expect(rules.map((rule) => rule.type)).toEqual(['required_status_checks']);
});

test('names pull requests of the repository itself, never those of forks', async () => {
  await sim.fork('octo/app', 'stranger');
  const forked = await sim.commit('stranger/app', { branch: 'idea', parent: 'main', files: { i: 'i\n' } });
  await sim.openPullRequest('octo/app', { head: 'topic' });
  await sim.openPullRequest('octo/app', { head: 'stranger:idea' });
  const own = await octokit.checks.create({ ...repo, name: 'guard', head_sha: sha });
  const other = await octokit.checks.create({ ...repo, name: 'guard', head_sha: forked });
  expect([own.data.pull_requests.length, other.data.pull_requests.length]).toEqual([1, 0]);
  expect(sim.writesByRoute()).toEqual({
    'POST /app/installations/{installation_id}/access_tokens': 1,
    'POST /repos/{owner}/{repo}/check-runs': 2,
  });
});
