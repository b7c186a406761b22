// Fault 17, a permission that was not granted: the App does without, says so once, does not keep asking, and notices when it is granted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Review } from '../src/engine/review.ts';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { startApp, webhookPath, type App } from '../src/server/app.ts';
import { capabilityOf } from '../src/server/degradation.ts';
import { configOn, untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim, type Level } from './github-sim/index.ts';

const minimal: Record<string, Level> = {
  metadata: 'read',
  checks: 'write',
  contents: 'read',
  pull_requests: 'read',
  merge_queues: 'read',
};
const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
let counter = 0;

beforeAll(async () => {
  sim = await startGitHub();
  app = await startApp({
    config: configOn(sim),
    reviewPullRequest: async (_octokit, target) => {
      const plain = cleanReview({ head: target.headSha });
      const policy: Review['policy'] = {
        ...plain.policy,
        codeScanning: 'upload',
        comments: { ...plain.policy.comments, hasSummary: true, maxSuggestions: 0 },
      };
      return { ...plain, policy };
    },
    retry: { limit: 2, delay: 0, delayMax: 1 },
    readRetries: [5],
    settleMs: [5],
  });
  sim.webhookUrl = `${app.url}${webhookPath}`;
  await sim.createRepository('acme', 'shop', { install: false });
  await sim.commit(name, { branch: 'main', parent: null, files: { a: 'a\n' } });
  sim.install('acme', { permissions: minimal });
  await quiet();
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

const quiet = (): Promise<void> => untilQuiet(sim, app);

/** Opens a pull request and gives the text of its one run, and the requests that were refused. */
async function review(): Promise<{ summary: string; refused: string[]; number: number }> {
  const branch = `change-${++counter}`;
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [branch]: 'x = 1\n' } });
  const from = sim.requests.length;
  const { number } = await sim.openPullRequest(name, { head: branch, title: branch });
  await quiet();
  const [run, ...others] = sim.checkRuns(name, sha);
  expect(others).toEqual([]);
  expect(run).toMatchObject({ status: 'completed', conclusion: 'success' });
  const refused = sim.requests
    .slice(from)
    .filter(({ status }) => status === 403)
    .map(({ method, route }) => `${method} ${route}`);
  return { summary: run?.output.summary ?? '', refused, number };
}

test('fault 17: the first review says what is missing and who can grant it; later ones neither ask nor say it again', async () => {
  const first = await review();
  expect(first.refused).toEqual([
    'POST /repos/{owner}/{repo}/code-scanning/sarifs',
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  ]);
  expect(first.summary).toContain('Missing: **Pull requests: Read and write**');
  expect(first.summary).toContain('Missing: **Code scanning alerts: Read and write**');
  expect(first.summary).toContain('an owner of `acme`');
  expect(first.summary).toContain(`/settings/installations/${sim.installationId('acme')}`);
  expect(first.summary.match(/This is said once/g)).toHaveLength(1);

  for (let round = 0; round < 3; round++) {
    const later = await review();
    expect(later.refused).toEqual([]);
    expect(later.summary).not.toContain('Missing:');
  }
  expect(
    (await (await fetch(`${app.url}/metrics`)).text()).match(/langguard_permission_refusals_total.* 1$/gm),
  ).toHaveLength(2);
  expect(await (await fetch(`${app.url}/metrics`)).text()).toContain('langguard_missing_permissions 2\n');
});

test('fault 17: once the owner accepts the permissions everything is done again, with tokens made before as well', async () => {
  sim.setPermissions('acme', { ...minimal, pull_requests: 'write', security_events: 'write' });
  await quiet();
  const { summary, number } = await review();
  expect(summary).not.toContain('Missing:');
  expect(sim.comments(name, number)).toHaveLength(1);
  expect(sim.sarifs(name)).toHaveLength(1);

  // Taken away again, it is said again.
  sim.setPermissions('acme', { ...minimal, security_events: 'write' });
  await quiet();
  const again = await review();
  expect(again.summary).toContain('Pull requests: Read and write');
  expect(again.summary).not.toContain('Code scanning');
  expect(sim.violations).toEqual([]);
});

test('fault 17: without the right to write checks nothing is tried again and again, and all is answered once it is granted', async () => {
  sim.setPermissions('acme', { ...minimal, checks: 'read' });
  await quiet();
  const from = sim.requests.length;
  const heads: string[] = [];
  for (const branch of ['unheard-1', 'unheard-2', 'unheard-3']) {
    heads.push(await sim.commit(name, { branch, parent: 'main', files: { [branch]: 'x = 1\n' } }));
    await sim.openPullRequest(name, { head: branch, title: branch });
    await quiet();
  }
  const refused = sim.requests.slice(from).filter(({ status }) => status === 403);
  expect(refused.map(({ route }) => route)).toEqual(['/repos/{owner}/{repo}/check-runs']);
  sim.setPermissions('acme', minimal);
  await quiet();
  for (const head of heads)
    expect(sim.checkRuns(name, head).map((run) => `${run.status} ${run.conclusion}`)).toEqual([
      'completed success',
    ]);
});

test.each([
  ['POST', '/repos/{owner}/{repo}/issues/{issue_number}/comments', 'comments'],
  ['PATCH', '/repos/{owner}/{repo}/issues/comments/{comment_id}', 'comments'],
  ['POST', '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', 'comments'],
  ['POST', '/repos/{owner}/{repo}/pulls/{pull_number}/reviews', 'comments'],
  ['PUT', '/repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', 'comments'],
  ['DELETE', '/repos/{owner}/{repo}/pulls/comments/{comment_id}', 'comments'],
  ['GET', '/repos/{owner}/{repo}/pulls/{pull_number}/comments', undefined],
  ['GET', '/repos/{owner}/{repo}/issues/{issue_number}/comments?per_page=100', undefined],
  ['POST', '/repos/{owner}/{repo}/issues', 'issues'],
  ['PATCH', '/repos/{owner}/{repo}/issues/{issue_number}', 'issues'],
  ['GET', 'https://api.github.com/repositories/1/issues?page=2', 'issues'],
  ['GET', '/repos/{owner}/{repo}/code-scanning/analyses', 'code-scanning'],
  ['GET', '/orgs/{org}/teams/{team_slug}/memberships/{username}', 'teams'],
  ['GET', '/repos/{owner}/{repo}/properties/values', 'custom-properties'],
  ['POST', '/repos/{owner}/{repo}/check-runs', 'checks'],
  ['PATCH', '/repos/{owner}/{repo}/check-runs/{check_run_id}', 'checks'],
  ['GET', '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', undefined],
  ['GET', '/repos/{owner}/{repo}/pulls/{pull_number}/files', undefined],
])('%s %s is part of %s', (method, url, capability) => {
  expect(capabilityOf(method, url)).toBe(capability);
});
