// What one review asks of GitHub: every request counted at the simulated one, and held against the budget of docs/scale.md.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
/** Requests before the first review: a sweep looks through all repositories. */
let before = 0;

beforeAll(async () => {
  sim = await startGitHub();
  app = await startReviewingApp(sim, () => '2026-11-20');
  await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
  const files: Record<string, string> = {
    '.langguard.yml': 'version: 1\nmode: enforce\n',
    'package.json': '{"dependencies":{"express":"4.18.2"}}\n',
  };
  for (let i = 0; i < 260; i++) files[`src/part${i % 7}/m${i}.js`] = text(i, 'old');
  await sim.commit(name, { branch: 'main', parent: null, files });
  await quiet();
  before = sim.requests.length;
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

function text(i: number, word: string): string {
  return `import express from 'express';\nexport function part${i}(input) {\n  const value = '${word} ${i}';\n  return express.json(value + input);\n}\n`;
}

const quiet = (): Promise<void> => untilQuiet(sim, app);

/** What one review asked: requests that GitHub counts against the hour, those it does not count, and GraphQL's, which have a budget of their own. */
interface Spent {
  counted: number;
  unchanged: number;
  graphql: number;
}

async function spentOn(branch: string, count: number, commits = 1): Promise<Spent> {
  const per = Math.ceil(count / commits);
  let parent = 'main';
  for (let at = 0; at < commits; at++) {
    const files: Record<string, string> = {};
    for (let i = at * per; i < Math.min(count, (at + 1) * per); i++)
      files[`src/part${i % 7}/m${i}.js`] = text(i, `${branch} new`);
    await sim.commit(name, { branch, parent, files, message: `part ${at}` });
    parent = branch;
  }
  await quiet();
  const start = sim.requests.length;
  await sim.openPullRequest(name, { head: branch, base: 'main', title: branch });
  await quiet();
  // A token is the App's own request, and serves many reviews.
  const asked = sim.requests.slice(start).filter(({ path }) => !path.includes('access_tokens'));
  const graphql = asked.filter(({ path }) => path === '/graphql').length;
  const unchanged = asked.filter(({ status }) => status === 304).length;
  return { counted: asked.length - graphql - unchanged, unchanged, graphql };
}

/** What docs/scale.md reckons with. */
function budget(files: number, commits: number): { counted: number; graphql: number } {
  return {
    counted: 6 + Math.ceil(files / 100) + (commits > 1 ? commits : 0),
    graphql: 2 + Math.ceil(files / 100),
  };
}

test.each([
  [1, 1],
  [5, 1],
  [60, 1],
  [250, 1],
  [5, 3],
])(
  '%s files in %s commits stay within the budget',
  async (files, commits) => {
    // The first review of a repository learns what later ones need not ask again.
    if (files === 1) await spentOn('first', 1);
    const spent = await spentOn(`b${files}-${commits}`, files, commits);
    const allowed = budget(files, commits);
    expect(spent.counted, JSON.stringify(spent)).toBeLessThanOrEqual(allowed.counted);
    expect(spent.graphql, JSON.stringify(spent)).toBeLessThanOrEqual(allowed.graphql);
    // A count of nothing would pass as well.
    expect(spent.counted).toBeGreaterThan(4);
    expect(spent.unchanged).toBeGreaterThan(2);
    expect(sim.violations).toEqual([]);
  },
  120_000,
);

test('a review signs in for its own repository and, to read, for the organisation', async () => {
  const tokens = sim.requests
    .slice(before)
    .filter(({ path }) => path.includes('access_tokens'))
    .map(({ body }) => body);
  expect(tokens.length).toBeGreaterThan(0);
  const { id } = sim.repository(name);
  for (const body of tokens)
    expect([
      { repository_ids: [id] },
      { repositories: ['.github'], permissions: { contents: 'read', metadata: 'read' } },
    ]).toContainEqual(body);
});
