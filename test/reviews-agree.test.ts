// The same commits give the same Review, whether GitHub's API or git itself was asked.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPolicy } from '../src/engine/policy/read-policy.ts';
import { offlineLookups, runReview } from '../src/run.ts';
import { readGitChange } from '../src/sources/git.ts';
import { readGitHubChange } from '../src/sources/github.ts';
import { before, branch, commits, dana, pullRequest, repository } from './demo/shop.ts';
import { asInstallation } from './github-sim/client.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { shippedRules } from './shipped-rules.ts';

let sim: GitHubSim;

beforeAll(async () => {
  sim = await startGitHub();
  await sim.createRepository('acme', 'shop');
  await sim.commit(repository, { branch: 'main', parent: null, files: before, author: dana });
  for (const [index, commit] of commits.entries())
    await sim.commit(repository, {
      branch,
      ...(index === 0 ? { parent: 'main' } : {}),
      ...commit,
      author: dana,
    });
  await sim.openPullRequest(repository, {
    ...pullRequest,
    head: branch,
    base: 'main',
    author: { login: 'dana' },
  });
});

afterAll(() => sim.close());

test('the demo’s pull request is reviewed alike from both', async () => {
  const rules = await shippedRules();
  const deps = { rules, lookups: offlineLookups, digestKey: 'a key for this test', today: '2026-11-20' };
  const judge = readPolicy('version: 1\nmode: enforce\n', {
    path: '.langguard.yml',
    source: 'test',
    ruleIds: [...rules.info.keys()],
  });

  const octokit = await asInstallation(sim, 'acme');
  const fromGitHub = await readGitHubChange(octokit, { owner: 'acme', repo: 'shop', number: 1 });
  const fromGit = await readGitChange({
    cwd: sim.repository(repository).dir,
    base: 'main',
    head: branch,
    ...(fromGitHub.pullRequest && { pullRequest: fromGitHub.pullRequest }),
  });

  const [a, b] = [await runReview(fromGitHub, judge, deps), await runReview(fromGit, judge, deps)];
  expect(a.findings.length).toBeGreaterThan(5);
  expect(b).toEqual(a);
  // And a second time, because nothing but the input counts.
  expect(await runReview(fromGit, judge, deps)).toEqual(a);
});
