// A secret that one commit of a pull request adds and a later one removes is found, from GitHub's API, from git and through the App.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expandExample } from '../src/engine/detectors/secrets/templates.ts';
import { readPolicy } from '../src/engine/policy/read-policy.ts';
import type { Review } from '../src/engine/review.ts';
import type { RuleSet } from '../src/engine/rule.ts';
import { offlineLookups, reviewPullRequest, runReview } from '../src/run.ts';
import { readGitChange } from '../src/sources/git.ts';
import { madeUpKey, repository } from './demo/shop.ts';
import { startWorld, type World } from './demo/world.ts';
import { asInstallation } from './github-sim/client.ts';
import type { Entry } from './github-sim/index.ts';
import { shippedRules } from './shipped-rules.ts';

let world: World;
let rules: RuleSet;
let counter = 0;

beforeAll(async () => {
  rules = await shippedRules();
  world = await startWorld({ now: new Date('2026-11-20T12:00:00Z') });
});

afterAll(async () => {
  expect(world.sim.violations).toEqual([]);
  await world.close();
});

const key = madeUpKey();
/** Another of the same shape. */
const otherKey = `${key.slice(0, 4)}${key.slice(5)}${key[4]}`;
const policy = 'version: 1\nmode: enforce\n';
const app = (line: string) => `import os\n\nPORT = 8080\n${line}\nDEBUG = False\n`;

/** Opens a pull request of these commits; what GitHub's API and git make of it, and the App's check run. */
async function open(
  steps: Record<string, Entry>[],
  before: Record<string, Entry> = { 'app.py': app('KEY = None') },
) {
  const name = `past-${++counter}`;
  await world.sim.commit(repository, {
    branch: `${name}-base`,
    parent: null,
    files: { '.langguard.yml': policy, ...before },
  });
  let head = '';
  for (const [at, files] of steps.entries())
    head = await world.sim.commit(repository, {
      branch: name,
      ...(at === 0 ? { parent: `${name}-base` } : {}),
      files,
    });
  const { number } = await world.sim.openPullRequest(repository, {
    head: name,
    base: `${name}-base`,
    title: name,
  });
  await world.sim.settled();
  await world.app.drained();
  const [checkRun] = world.sim.checkRuns(repository, head);

  const deps = { rules, lookups: offlineLookups, digestKey: 'a key for this test', today: '2026-11-20' };
  const octokit = await asInstallation(world.sim, 'acme');
  const review = await reviewPullRequest(octokit, { owner: 'acme', repo: 'shop', number }, deps);
  const change = await readGitChange({
    cwd: world.sim.repository(repository).dir,
    base: `${name}-base`,
    head: name,
  });
  const judge = readPolicy(policy, { path: '.langguard.yml', source: 'test', ruleIds: rules.info.keys() });
  const fromGit = await runReview(change, judge, deps);
  const { findings } = review;
  expect(fromGit.findings).toEqual(findings);
  expect(JSON.stringify([review, checkRun])).not.toContain(key);
  return { review, checkRun, shown: shown(review, await shas(name)) };
}

async function shas(branch: string): Promise<string[]> {
  const change = await readGitChange({
    cwd: world.sim.repository(repository).dir,
    base: `${branch}-base`,
    head: branch,
  });
  return change.commits.map((commit) => commit.sha);
}

/** Each finding as `path:line rule @commit state`, with where the message says that it stood. */
function shown({ findings }: Review, commits: readonly string[]): string[] {
  return findings.map(({ path, start, rule, commit, message, disposition }) =>
    [
      `${path}:${start.line} ${rule}`,
      ...(commit === undefined ? [] : [`@${commits.indexOf(commit)}`]),
      ...(disposition.state === 'reported' ? [] : [disposition.state]),
      / at (\S+) and taken away/.exec(message)?.[1] ?? '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
}

test('added and removed again', async () => {
  const { review, checkRun, shown } = await open([
    { 'app.py': app(`KEY = "${key}"`) },
    { 'app.py': app('KEY = os.environ["KEY"]') },
  ]);
  expect(shown).toEqual(['app.py:4 aws-access-key @0 app.py:4']);
  expect(review.conclusion).toBe('failure');
  expect(review.coverage.unread).toEqual([]);
  const [finding] = review.findings;
  expect(finding?.message).toContain('It stays in the history, so it must be rotated.');
  expect(finding?.excerpt.lines).toEqual([]);
  expect(checkRun?.conclusion).toBe('failure');
  expect(checkRun?.annotations.map((one) => `${String(one['path'])}:${String(one['start_line'])}`)).toEqual([
    'app.py:4',
  ]);
  expect(JSON.stringify(checkRun?.annotations)).toContain('must be rotated');
});

test('in a file that is gone, renamed, or has nothing added in the end', async () => {
  const line = `KEY = "${key}"`;
  const gone = await open([{ 'tmp/creds.py': `\n\n${line}\n` }, { 'tmp/creds.py': null, 'a.txt': 'a\n' }]);
  expect(gone.shown).toEqual(['tmp/creds.py:1 aws-access-key @0 tmp/creds.py:3']);
  expect(gone.checkRun?.conclusion).toBe('failure');
  const filler = Array.from({ length: 30 }, (_, at) => `VALUE_${at} = ${at}\n`).join('');
  const renamed = await open(
    [{ 'app.py': `${filler}${line}\n` }, { 'app.py': null, 'core.py': `first = 1\n${filler}` }],
    { 'app.py': filler },
  );
  expect(renamed.shown).toEqual(['core.py:1 aws-access-key @0 app.py:31']);
  const undone = await open([{ 'app.py': app(line) }, { 'app.py': app('KEY = None'), 'a.txt': 'a\n' }]);
  expect(undone.shown).toEqual(['app.py:1 aws-access-key @0 app.py:4']);
});

test('said once: with the head, among commits, and not for what was there before', async () => {
  const line = `KEY = "${key}"`;
  const moved = await open([{ 'app.py': app(line) }, { 'app.py': app('KEY = 1'), 'b.py': `${line}\n` }]);
  expect(moved.shown).toEqual(['b.py:1 aws-access-key']);
  const twice = await open([
    { 'app.py': app(line) },
    { 'app.py': app('KEY = 1') },
    { 'b.py': `${line}\n` },
    { 'b.py': null },
  ]);
  expect(twice.shown).toEqual(['app.py:4 aws-access-key @0 app.py:4']);
  const old = await open([{ 'app.py': app('KEY = 1'), 'b.py': `${line}\n` }, { 'b.py': null }], {
    'app.py': app(line),
  });
  expect(old.shown).toEqual([]);
});

test('several of one kind, shown at one place', async () => {
  const { shown } = await open([
    { 'app.py': app(`KEY = "${key}"\nOTHER = "${otherKey}"`) },
    { 'app.py': app('KEY = 1') },
  ]);
  expect(shown.sort()).toEqual([
    'app.py:4 aws-access-key @0 app.py:4',
    'app.py:4 aws-access-key @0 app.py:5',
  ]);
});

test('a replaced one is found beside its successor, also in a block', async () => {
  const two = await open([{ 'app.py': app(`KEY = "${key}"`) }, { 'app.py': app(`KEY = "${otherKey}"`) }]);
  expect(two.shown).toEqual(['app.py:4 aws-access-key @0 app.py:4', 'app.py:4 aws-access-key']);
  const block = (seed: string) => `${expandExample('{{private-key:RSA}}', seed)}\n`;
  const keys = await open([{ 'a.pem': block('one') }, { 'a.pem': block('two') }]);
  expect(keys.shown.sort()).toEqual(['a.pem:1 private-key', 'a.pem:1 private-key @0 a.pem:1']);
});
