// Who wrote which line of a pull request, read through GitHub's API: agents' requests, notes, suggestions, squashes, forks.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { attribute } from '../src/engine/provenance/attribute.ts';
import { prompterOf } from '../src/engine/provenance/prompter.ts';
import { aiToolSchema } from '../src/engine/provenance/tool.ts';
import { readGitHubChange } from '../src/sources/github.ts';
import { asInstallation } from './github-sim/client.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';

const folder = new URL('../rules/ai-markers/', import.meta.url);
const tools = readdirSync(folder).map((file) =>
  aiToolSchema.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
);
const copilot = { name: 'copilot-swe-agent[bot]', email: '198982749+Copilot@users.noreply.github.com' };
const jane = { name: 'Jane Roe', email: 'jane@example.org' };

let sim: GitHubSim;
beforeAll(async () => {
  sim = await startGitHub({ publicReads: true });
  await sim.createRepository('octo', 'app');
  await sim.commit('octo/app', {
    branch: 'main',
    parent: null,
    files: { 'a.py': 'a\nb\nc\n' },
    message: 'Start',
  });
});
afterAll(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

interface Step {
  files: Record<string, string>;
  message: string;
  author?: { name: string; email: string };
  merge?: string[];
}

async function commits(branch: string, steps: readonly Step[], repository = 'octo/app'): Promise<string[]> {
  const out: string[] = [];
  for (const [at, step] of steps.entries())
    out.push(
      await sim.commit(repository, {
        branch,
        ...(at === 0 ? { parent: 'main' } : {}),
        author: jane,
        ...step,
      }),
    );
  return out;
}

/** Each range such as `a.py:4-5 0 claimed cursor`, with the number of its commit, and who asked for it. */
async function said(
  head: string,
  shas: readonly string[],
  more: { body?: string } = {},
): Promise<{ ranges: string[]; prompter: string | undefined; unread: string[] }> {
  const pull = await sim.openPullRequest('octo/app', { head, base: 'main', title: head, ...more });
  const octokit = await asInstallation(sim);
  const change = await readGitHubChange(octokit, { owner: 'octo', repo: 'app', number: pull.number });
  const ranges = attribute(change, tools).ranges.map(({ path, start, end, commit, origin }) =>
    [`${path}:${start}-${end}`, commit === undefined ? '?' : shas.indexOf(commit), origin.grade, origin.tool]
      .filter((part) => part !== undefined)
      .join(' '),
  );
  return {
    ranges,
    prompter: prompterOf(change)?.login ?? prompterOf(change)?.name,
    unread: change.unread.map(({ reason }) => reason),
  };
}

function addNote(repository: string, ref: string, sha: string, text: string): void {
  const cwd = sim.repository(repository).dir;
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: 'x',
    GIT_AUTHOR_EMAIL: 'x@example.org',
    GIT_COMMITTER_NAME: 'x',
    GIT_COMMITTER_EMAIL: 'x@example.org',
  };
  execFileSync('git', ['notes', `--ref=${ref}`, 'add', '--file=-', sha], { cwd, env, input: text });
}

const log = (rows: string) =>
  `${rows}---\n${JSON.stringify({ schema_version: 'authorship/3.0.0', sessions: { s_0123456789abcd: { agent_id: { tool: 'claude', model: 'claude-opus-4-6' } } }, humans: { h_0123456789abcd: { author: 'Jane' } } })}`;
const byTool = '  s_0123456789abcd::t_0123456789abcd';

test('a request of the Copilot agent with a commit of a person', async () => {
  const shas = await commits('copilot/fix', [
    {
      files: { 'a.py': 'a\nb\nc\nd\ne\n' },
      message: 'Add d\n\nCo-authored-by: jane <jane@example.org>',
      author: copilot,
    },
    { files: { 'a.py': 'a\nb\nc\nd\nE\n' }, message: 'Change e' },
  ]);
  const { ranges } = await said('copilot/fix', shas);
  expect(ranges).toEqual(['a.py:4-4 0 claimed github-copilot', 'a.py:5-5 1 hinted github-copilot']);
});

test('a request of Claude Code with notes of git-ai, after a merge of the base', async () => {
  const shas = await commits('claude/form', [
    { files: { 'form.py': 'x\ny\nz\n' }, message: 'Add form' },
    {
      files: { 'form.py': 'x\nY\nz\nw\n' },
      message: 'Change form\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
    },
  ]);
  await sim.commit('octo/app', { branch: 'main', files: { 'a.py': '0\na\nb\nc\n' }, message: 'Meanwhile' });
  shas.push(
    await sim.commit('octo/app', {
      branch: 'claude/form',
      merge: ['main'],
      files: { 'a.py': '0\na\nb\nc\n' },
      message: "Merge branch 'main' into claude/form",
      author: jane,
    }),
  );
  addNote('octo/app', 'ai', shas[0] ?? '', log(`form.py\n${byTool} 1-2\n  h_0123456789abcd 3\n`));
  const { ranges, prompter, unread } = await said('claude/form', shas, {
    body: 'Text.\n\n_Requested by **octocat**_\n<!-- ccr-projects-attribution: {"github_login":"octocat"} -->',
  });
  expect(ranges).toEqual([
    'form.py:1-1 0 reported claude-code',
    'form.py:2-2 1 claimed claude-code',
    'form.py:3-3 0 human-attested',
    'form.py:4-4 1 claimed claude-code',
  ]);
  expect(prompter).toBe('octocat');
  expect(unread).toEqual([]);
});

test('a request of a person with an accepted suggestion', async () => {
  const shas = await commits('fix-cart', [
    { files: { 'cart.py': 'x\ny\n' }, message: 'Add cart' },
    {
      files: { 'cart.py': 'x\nY\n' },
      message: 'Update cart.py\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>',
    },
  ]);
  const { ranges } = await said('fix-cart', shas);
  expect(ranges).toEqual(['cart.py:1-1 0 unknown', 'cart.py:2-2 1 assist github-copilot']);
});

test('a squash of which only a part is marked', async () => {
  const shas = await commits('squashed', [
    {
      files: { 'login.py': 'x\ny\n' },
      message:
        'Add login (#9)\n\n* Add form\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\n* Mend typo\n\n---------\n\nCo-authored-by: Claude <noreply@anthropic.com>',
    },
  ]);
  expect((await said('squashed', shas)).ranges).toEqual(['login.py:1-2 0 hinted claude-code']);
});

test('a fork, where the notes are; broken ones are on record', async () => {
  await sim.fork('octo/app', 'stranger');
  const shas = await commits(
    'theirs',
    [
      { files: { 'b.py': 'x\ny\n' }, message: 'Add b' },
      { files: { 'b.py': 'x\ny\nz\n' }, message: 'Add z' },
    ],
    'stranger/app',
  );
  addNote('stranger/app', 'ai', shas[0] ?? '', log(`b.py\n${byTool} 2\n`));
  addNote('stranger/app', 'agentblame', shas[1] ?? '', `{"attributions":${'['.repeat(9000)}`);
  const { ranges } = await said('stranger:theirs', shas);
  expect(ranges).toEqual(['b.py:1-1 0 unknown', 'b.py:2-2 0 reported claude-code', 'b.py:3-3 1 unknown']);
});
