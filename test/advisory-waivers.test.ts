// Waivers of advisories through the App: they hold in every manifest, and for no version and no advisory that they do not name.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Advisory } from '../src/engine/facts.ts';
import { factKey } from '../src/engine/facts.ts';
import { reviewPullRequest, type Lookups } from '../src/run.ts';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';
import { shippedRules } from './shipped-rules.ts';

const name = 'acme/shop';
const today = new Date().toISOString().slice(0, 10);
let sim: GitHubSim;
let app: App;
let counter = 0;
/** What is known of lodash, by version. */
let known: Record<string, string[]> = {};

const lookups: Lookups = {
  answer: async (requests) =>
    new Map(
      requests.map((request) => [
        factKey(request),
        request.kind === 'advisories' && request.name === 'lodash'
          ? {
              state: 'known' as const,
              source: 'test',
              asOf: today,
              value: (known[request.version] ?? []).map((id): Advisory => ({
                id,
                aliases: [`CVE-2026-${id.slice(-4)}`],
                summary: 'Prototype pollution',
                score: 8.1,
                malicious: false,
                fixed: [],
              })),
            }
          : { state: 'unknown' as const, reason: 'not in this test' },
      ]),
    ),
};

const policy = (more = '') =>
  `version: 1\nmode: enforce\non_unread: ignore\nwaivers:\n  max_days: 60\n${more}`;
const manifest = (version: string) => `{\n  "dependencies": {\n    "lodash": "${version}"\n  }\n}\n`;

beforeAll(async () => {
  sim = await startGitHub();
  const rules = await shippedRules();
  app = await startReviewingApp(sim, () => today, {
    reviewPullRequest: (octokit, target) =>
      reviewPullRequest(octokit, target, {
        rules,
        lookups,
        digestKey: target.digestKey,
        waivers: target.waivers,
        today,
      }),
  });
  await makeRepository(name);
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

beforeEach(() => {
  known = { '4.17.19': ['GHSA-aaaa-bbbb-1111'], '4.17.20': ['GHSA-aaaa-bbbb-1111'] };
  expect(sim.violations.splice(0)).toEqual([]);
});

async function makeRepository(repository: string, more = ''): Promise<void> {
  const [owner = '', repo = ''] = repository.split('/');
  await sim.createRepository(owner, repo, { ownerType: 'Organization' });
  await sim.commit(repository, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': policy(more), 'README.md': 'shop\n' },
  });
  sim.setCollaborator(repository, 'kim', 'maintain');
  await quiet();
}

const quiet = (): Promise<void> => untilQuiet(sim, app);

interface Opened {
  number: number;
  branch: string;
  sha: string;
}

async function open(files: Record<string, string>, repository = name): Promise<Opened> {
  const branch = `change-${++counter}`;
  const sha = await sim.commit(repository, { branch, parent: 'main', files });
  const { number } = await sim.openPullRequest(repository, { head: branch, title: branch });
  await quiet();
  return { number, branch, sha };
}

function lastRun(sha: string, repository = name): CheckRunView {
  const run = sim.checkRuns(repository, sha).at(-1);
  if (!run) throw new Error('There is no run.');
  return run;
}

const verdict = (sha: string, repository = name) => lastRun(sha, repository).conclusion;
const idOf = (sha: string) =>
  /id ([\da-f]{12})/.exec(
    lastRun(sha)
      .annotations.map((each) => String(each['message']))
      .find((message) => message.includes('vulnerable-dependency')) ?? '',
  )?.[1] ?? 'no id';

async function say(number: number, body: string): Promise<string> {
  sim.comment(name, number, body, 'kim');
  await quiet();
  const own = sim
    .comments(name, number)
    .filter((comment) => String(comment['body']).startsWith('<!-- langguard:commands -->'));
  return String(own.at(-1)?.['body'] ?? '');
}

describe('by command', () => {
  test('the version that was found is accepted in every manifest, and no other version', async () => {
    const pull = await open({ 'package.json': manifest('4.17.20') });
    expect(verdict(pull.sha)).toBe('failure');
    const reply = await say(
      pull.number,
      `/langguard waive ${idOf(pull.sha)} reason only called with constants`,
    );
    expect(reply).toContain('(`GHSA-aaaa-bbbb-1111 of npm:lodash 4.17.20`)');
    expect(verdict(pull.sha)).toBe('success');
    expect(lastRun(pull.sha).output.summary).toMatch(
      /GHSA-aaaa-bbbb-1111 of npm:lodash 4\.17\.20\).+only called with constants \| `@kim`/,
    );
    const elsewhere = await open({
      'web/package.json': `${manifest('4.17.20').replace('{\n', '{\n  "name": "web",\n')}`,
    });
    expect(verdict(elsewhere.sha)).toBe('success');
    const older = await sim.commit(name, {
      branch: elsewhere.branch,
      files: { 'web/package.json': manifest('4.17.19') },
    });
    await quiet();
    expect(verdict(older)).toBe('failure');
    // Taken back at the finding in the other manifest.
    await sim.commit(name, { branch: elsewhere.branch, files: { 'web/package.json': manifest('4.17.20') } });
    await quiet();
    const stored = lastRun(pull.sha).output.text ?? '';
    const id = /id ([\da-f]{12})/.exec(stored)?.[1] ?? 'no id';
    expect(await say(pull.number, `/langguard unwaive ${id}`)).toContain('Taken back: `w-');
    expect(verdict(pull.sha)).toBe('failure');
  });

  test('an advisory that is published later is not among those accepted', async () => {
    const pull = await open({ 'package.json': manifest('4.17.20') });
    await say(pull.number, `/langguard waive ${idOf(pull.sha)} reason only called with constants`);
    expect(verdict(pull.sha)).toBe('success');
    known['4.17.20']?.push('GHSA-cccc-dddd-2222');
    await say(pull.number, '/langguard recheck');
    expect(verdict(pull.sha)).toBe('failure');
    expect(JSON.stringify(lastRun(pull.sha).annotations)).toContain(
      'accepts only GHSA-aaaa-bbbb-1111 of npm:lodash 4.17.20.',
    );
  });

  test('a range is accepted when it covers what was found', async () => {
    known = { '4.17.18': ['GHSA-eeee-ffff-3333'], '4.17.17': ['GHSA-eeee-ffff-3333'] };
    const pull = await open({ 'package.json': manifest('4.17.18') });
    const id = idOf(pull.sha);
    expect(
      await say(pull.number, `/langguard waive ${id} versions >=5.0.0 reason only called with constants`),
    ).toContain('is no range that covers `npm:lodash 4.17.18`');
    expect(verdict(pull.sha)).toBe('failure');
    await say(
      pull.number,
      `/langguard waive ${id} versions >=4.17.17 <4.18.0 reason only called with constants`,
    );
    expect(verdict(pull.sha)).toBe('success');
    const within = await open({ 'package.json': manifest('4.17.17') });
    expect(verdict(within.sha)).toBe('success');
  });

  test('versions say nothing of other findings', async () => {
    const pull = await open({
      'app/a.py': 'import requests\n\n\ndef f(url):\n    return requests.get(url, verify=False, timeout=5)\n',
    });
    const id = /id ([\da-f]{12})/.exec(JSON.stringify(lastRun(pull.sha).annotations))?.[1];
    expect(
      await say(pull.number, `/langguard waive ${id} versions >=1.0.0 reason only called with constants`),
    ).toContain('goes with findings about advisories only');
  });
});

describe('by file', () => {
  test('an entry names advisory and package, and binds like one of a command', async () => {
    const repository = 'filed/shop';
    await makeRepository(
      repository,
      `  list:\n    - advisory: CVE-2026-1111\n      package: npm:lodash\n      versions: '>=4.17.20'\n      reason: only called with constants\n      owner: '@dana'\n      until: '${today}'\n`,
    );
    const pull = await open({ 'package.json': manifest('4.17.20') }, repository);
    expect(verdict(pull.sha, repository)).toBe('success');
    expect(lastRun(pull.sha, repository).output.summary).toContain('CVE-2026-1111 of npm:lodash');
    const older = await open({ 'package.json': manifest('4.17.19') }, repository);
    expect(verdict(older.sha, repository)).toBe('failure');
  });
});
