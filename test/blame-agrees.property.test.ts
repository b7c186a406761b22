// The commit that wrote each added line is the same by GitHub's API and by git itself, for random branches with merges.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addedLines, type Change } from '../src/engine/change.ts';
import { attribute } from '../src/engine/provenance/attribute.ts';
import { aiToolSchema } from '../src/engine/provenance/tool.ts';
import { inParallel } from '../src/sources/github-api.ts';
import { readGitChange } from '../src/sources/git.ts';
import { readGitHubChange } from '../src/sources/github.ts';
import { randomBranches, writeBranches, type Branch } from '../src/sources/random-branches.ts';
import { asInstallation } from './github-sim/client.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';

const count = 30;
const name = { owner: 'octo', repo: 'app' };
let sim: GitHubSim;
let cwd = '';
let branches: Branch[] = [];

/** Every third commit of the generator is said to be a tool's, so that lines get more than one origin. */
const tools = [aiToolSchema.parse({ id: 'tool', name: 'Tool', identities: [identityOf('tool')] })];

function identityOf(id: string) {
  const emails = [`${id}@example.org`];
  return { id, emails, source: 'made for this test', examples: { match: [`T <${emails[0]}>`] } };
}

beforeAll(async () => {
  sim = await startGitHub({ publicReads: true });
  await sim.createRepository(name.owner, name.repo);
  cwd = sim.repository('octo/app').dir;
  branches = randomBranches(count, 11);
  writeBranches(cwd, branches);
});

afterAll(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

/** `path:line commit:its path:its line grade` for each added line. */
function said(change: Change): string[] {
  const marked = new Set(change.commits.map(({ sha }) => sha).filter((sha) => /^[0-5]/.test(sha)));
  const commits = change.commits.map((commit) =>
    marked.has(commit.sha) ? { ...commit, author: { name: 'T', email: 'tool@example.org' } } : commit,
  );
  const { pullRequest: _same, ...rest } = change;
  const { originOf } = attribute({ ...rest, commits }, tools);
  return change.files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((file) =>
      addedLines(file).map(({ number }) => {
        const range = file.blame?.find(({ start, count: of }) => start <= number && number < start + of);
        const at = range ? `${range.commit}:${range.path}:${range.line + number - range.start}` : 'older';
        return `${file.path}:${number} ${at} ${originOf(file.path, number).grade}`;
      }),
    );
}

test(`both name the same commits for the lines of ${count} random branches`, async () => {
  const octokit = await asInstallation(sim);
  const seen = { lines: 0, claimed: 0, unknown: 0, renamed: 0, merged: 0 };
  await inParallel(branches, 2, async ({ base, head }) => {
    const { number } = await sim.openPullRequest('octo/app', { base, head, title: head });
    const [hub, local] = await Promise.all([
      readGitHubChange(octokit, { ...name, number }),
      readGitChange({ cwd, base, head }),
    ]);
    const lines = said(local);
    expect(said(hub), head).toEqual(lines);
    expect(hub.unread).toEqual([]);
    seen.lines += lines.length;
    seen.claimed += lines.filter((line) => line.endsWith('claimed')).length;
    seen.unknown += lines.filter((line) => line.endsWith('unknown')).length;
    seen.merged += hub.commits.filter(({ parents = [] }) => parents.length > 1).length;
    for (const file of hub.files)
      seen.renamed += file.blame?.filter(({ path }) => path !== file.path).length ?? 0;
  });
  // The generator really made what the property is about.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(5);
}, 600_000);

test('the property can fail: a line of the next commit is noticed', async () => {
  for (const { base, head } of branches) {
    const change = await readGitChange({ cwd, base, head });
    const before = said(change);
    const range = change.files.flatMap((file) => file.blame ?? [])[0];
    if (!range) continue;
    range.line++;
    expect(said(change)).not.toEqual(before);
    return;
  }
  throw new Error('no line');
});
