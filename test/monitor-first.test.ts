// Before a repository enforces: its maintainers ask in a pull request what the last reviews would have said.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
let number = 0;

beforeAll(async () => {
  sim = await startGitHub();
  app = await startReviewingApp(sim, () => new Date().toISOString().slice(0, 10));
  await makeRepository(name);
  // Another repository of the same installation, whose reviews are not theirs.
  await makeRepository('acme/other');
  await open('acme/other', 'other', call);
  await open(name, 'clean', 'TOTAL = 1\n');
  await open(name, 'risky', call);
  number = await open(
    name,
    'weak',
    'import hashlib\n\n\ndef sign(password):\n    return hashlib.md5(password).hexdigest()\n',
  );
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

beforeEach(() => expect(sim.violations.splice(0)).toEqual([]));

const call = 'import requests\n\n\ndef f(url):\n    return requests.get(url, verify=False, timeout=5)\n';

async function makeRepository(repository: string): Promise<void> {
  const [owner = '', repo = ''] = repository.split('/');
  await sim.createRepository(owner, repo, { ownerType: 'Organization' });
  await sim.commit(repository, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': 'version: 1\npaths:\n  ignore: [legacy/**]\n', 'README.md': 'shop\n' },
  });
  sim.setCollaborator(repository, 'kim', 'maintain');
  sim.setCollaborator(repository, 'lee', 'write');
  await quiet();
}

const quiet = (): Promise<void> => untilQuiet(sim, app);

async function open(repository: string, branch: string, body: string): Promise<number> {
  const sha = await sim.commit(repository, { branch, parent: 'main', files: { [`app/${branch}.py`]: body } });
  const pull = await sim.openPullRequest(repository, { head: branch, title: branch });
  await quiet();
  expect(sim.checkRuns(repository, sha).at(-1)?.conclusion).toBe('success');
  return pull.number;
}

async function say(body: string, login: string): Promise<string> {
  sim.comment(name, number, body, login);
  await quiet();
  const own = sim
    .comments(name, number)
    .filter((comment) => String(comment['body']).startsWith('<!-- langguard:commands -->'));
  return String(own.at(-1)?.['body'] ?? '');
}

test('the policy in force, made to enforce', async () => {
  const reply = await say('/langguard simulate', 'kim');
  expect(reply).toContain(
    'Of the last 3 reviews of this repository, **1 would not pass** under the policy in force',
  );
  expect(reply).toMatch(/- #2 at `[\da-f]{7}`: success → failure; /);
  expect(reply).toContain('`tls-verification-off` | 1');
});

test('a stricter preset', async () => {
  const reply = await say('/langguard simulate strict', 'kim');
  expect(reply).toContain(
    '**2 would not pass** under the policy in force with the values of `preset: strict`',
  );
});

test('only for maintainers, and only what there is', async () => {
  expect(await say('/langguard simulate', 'lee')).toContain('Only the role **maintain**');
  expect(await say('/langguard simulate harsh', 'kim')).toContain('takes one of');
});
