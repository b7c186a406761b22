// Help after a bad finding through the App: where a secret went, where else a pattern stands, and what was not looked at.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { searchElsewhere, searchLimits, type SearchLimits } from '../src/elsewhere.ts';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { asInstallation } from './github-sim/client.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';
import { shippedRules } from './shipped-rules.ts';

const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
let counter = 0;

/** Looks real and is none. */
const token = (seed: string) => ['ghp', `_${`${seed}B3dE5gH7jK`.repeat(4).slice(0, 36)}`].join('');
const shared = token('aQ');
const call = (one: string) =>
  `import requests\n\n\ndef ${one}(url):\n    return requests.get(url + "/${one}", verify=False, timeout=5)\n`;
const withToken = (value: string) => `TOKEN = "${value}"\n`;

beforeAll(async () => {
  sim = await startGitHub();
  app = await startReviewingApp(sim, () => new Date().toISOString().slice(0, 10));
  await makeRepository(name, 'mode: enforce\n');
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
    files: {
      '.langguard.yml': `version: 1\n${policy}`,
      'app/old.py': call('old'),
      'app/accepted.py': call('accepted').replace(
        '    return',
        '    # langguard: allow tls-verification-off -- only asks this machine\n    return',
      ),
      'app/other.py': 'x = 1\n',
      'jobs/large.py': `${call('large')}${'# padding that nobody reads\n'.repeat(12_000)}`,
      'deploy/settings.env': `GITHUB_TOKEN=${shared}\n`,
    },
  });
  sim.setCollaborator(repository, 'kim', 'triage');
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
  const { number } = await sim.openPullRequest(repository, {
    head: branch,
    title: branch,
    author: { login: 'dana' },
  });
  await quiet();
  return { number, branch, sha };
}

function lastRun(sha: string, repository = name): CheckRunView {
  const run = sim.checkRuns(repository, sha).at(-1);
  if (!run) throw new Error('There is no run.');
  return run;
}

function idOf(sha: string, rule: string, repository = name): string {
  const text = lastRun(sha, repository)
    .annotations.map((each) => String(each['message']))
    .find((message) => message.includes(rule));
  return /id ([\da-f]{12})/.exec(text ?? '')?.[1] ?? 'no id';
}

async function say(number: number, body: string, login = 'kim', repository = name): Promise<string> {
  sim.comment(repository, number, body, login);
  await quiet();
  const own = sim
    .comments(repository, number)
    .filter((comment) => String(comment['body']).startsWith('<!-- langguard:commands -->'));
  expect(own.length).toBeLessThanOrEqual(1);
  return String(own[0]?.['body'] ?? '');
}

const rule = 'tls-verification-off';

describe('elsewhere', () => {
  test('answers where the same pattern stands in the branch, and what was not looked at', async () => {
    const pull = await open({ 'app/new.py': call('fresh') });
    const reply = await say(pull.number, `/langguard elsewhere ${idOf(pull.sha, rule)}`);
    expect(reply).toMatch(
      /The same pattern stands in `main` at `[\da-f]{7}`, 3 files read: `app\/old\.py:5`\./,
    );
    expect(reply).toContain('Not looked at: 1 file larger than 250 KB.');
  });

  test('costs few requests, whatever is asked', async () => {
    const pull = await open({ 'app/cheap.py': call('cheap') });
    const before = sim.requests.length;
    await say(pull.number, `/langguard elsewhere ${idOf(pull.sha, rule)}`);
    const asked = sim.requests
      .slice(before)
      .filter(({ path }) => /git\/(?:trees|ref|blobs)|graphql|contents/.test(path));
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  test('is for people of the repository: an outsider is left alone, the author without a role is told', async () => {
    const pull = await open({ 'app/asked.py': call('asked') });
    const id = idOf(pull.sha, rule);
    expect(await say(pull.number, `/langguard elsewhere ${id}`, 'mallory')).toBe('');
    expect(await say(pull.number, `/langguard elsewhere ${id}`, 'dana')).toContain(
      'Only somebody with a role',
    );
  });

  test('says that no search finds what is about the change itself', async () => {
    const pull = await open({ '.langguard.yml': 'version: 1\nmode: monitor\n' });
    const id = /id ([\da-f]{12})/.exec(
      lastRun(pull.sha)
        .annotations.map((each) => String(each['message']))
        .join('\n'),
    )?.[1];
    expect(await say(pull.number, `/langguard elsewhere ${id}`)).toContain(
      'no search through files finds it',
    );
  });

  test('is off where policy says so', async () => {
    await makeRepository('off/shop', 'mode: enforce\nincident_help: off\n');
    const pull = await open({ 'app/new.py': call('fresh') }, 'off/shop');
    expect(
      await say(pull.number, `/langguard elsewhere ${idOf(pull.sha, rule, 'off/shop')}`, 'kim', 'off/shop'),
    ).toContain('switched off');
  });
});

describe('the limits of a search', () => {
  const wanted = { rule, path: 'app/new.py', fingerprint: 'f'.repeat(64) };
  const search = async (over: Partial<SearchLimits>, branches = ['main']) => {
    const octokit = await asInstallation(sim, 'acme');
    const rules = await shippedRules();
    const target = {
      owner: 'acme',
      repo: 'shop',
      branches,
      siblings: () => octokit,
      digestKey: 'key',
      today: '2026-11-20',
    };
    const limits = { ...searchLimits, ...over };
    return (await searchElsewhere(octokit, [wanted], target, rules, limits)).get(wanted.fingerprint) ?? [];
  };

  test.each<[name: string, over: Partial<SearchLimits>, places: number, files: number, left: RegExp]>([
    ['files', { maxFiles: 1 }, 0, 1, /^2 beyond 1 files or 4 MB$/m],
    ['bytes', { maxBytes: 200 }, 0, 1, /^2 beyond 300 files or 0 KB$/m],
    ['size of a file', { maxFileBytes: 100 }, 1, 2, /^2 larger than 0 KB$/m],
    ['time', { maxMs: -1 }, 0, 0, /^3 the time was up/m],
    ['places', { maxPlaces: 0 }, 0, 3, /^1 larger than 250 KB$/m],
  ])('%s are held, and what was left out is said', async (_name, over, places, files, left) => {
    const [found] = await search(over);
    expect([found?.places.length, found?.files]).toEqual([places, files]);
    expect((found?.left ?? []).map(({ files: n, reason }) => `${n} ${reason}`).join('\n')).toMatch(left);
  });

  test('a branch is searched once, and one that is gone is passed over', async () => {
    expect((await search({}, ['main', 'gone', 'main'])).map(({ branch }) => branch)).toEqual(['main']);
  });
});

describe('of a secret', () => {
  test('the check says how it is revoked and in which other pull requests it was', async () => {
    const value = token('cZ');
    const one = await open({ 'src/one.py': withToken(value) });
    expect(lastRun(one.sha).output.summary).toMatch(
      /Revoke or rotate it first: <https:.+No other pull request/s,
    );
    const two = await open({ 'src/two.py': `# Another place.\n${withToken(value)}` });
    expect(lastRun(two.sha).output.summary).toContain(`The same secret was also in #${one.number}.`);
    const three = await open({ 'src/three.py': withToken(token('eX')) });
    expect(lastRun(three.sha).output.summary).not.toContain('was also in');
  });

  test('explain says which commits and which branch hold it, and never the secret', async () => {
    const pull = await open({ 'src/four.py': 'TOTAL = 1\n' });
    const held = await sim.commit(name, {
      branch: pull.branch,
      files: { 'src/four.py': `TOTAL = 1\n${withToken(shared)}` },
    });
    const head = await sim.commit(name, {
      branch: pull.branch,
      files: { 'src/four.py': `TOTAL = 2\n${withToken(shared)}` },
    });
    await quiet();
    const reply = await say(pull.number, `/langguard explain ${idOf(head, 'github-personal-token')}`);
    expect(reply).toContain(
      `In this file 2 commits of this pull request hold it (looked at 3 commits): \`${held.slice(0, 7)}\`, \`${head.slice(0, 7)}\`.`,
    );
    expect(reply).toMatch(
      /The same secret stands in `main` at `[\da-f]{7}`, \d+ files read: `deploy\/settings\.env:1`/,
    );
    expect(JSON.stringify([reply, sim.checkRuns(name)])).not.toContain(shared.slice(6, 24));
  });
});

describe('with incident_help: on_high', () => {
  const eager = 'eager/shop';

  test('the check itself says where else it stands', async () => {
    await makeRepository(eager, 'mode: enforce\nincident_help: on_high\n');
    const pull = await open({ 'app/new.py': call('fresh') }, eager);
    expect(lastRun(pull.sha, eager).output.summary).toMatch(
      /#### What to do beyond this change\n\n- \*\*.+\*\*, id `[\da-f]{12}`: The same pattern stands in `main`.+`app\/old\.py:5`/,
    );
  });

  test('a search that fails leaves the review as it is', async () => {
    sim.fault({ kind: 'status', status: 409, times: 50, path: /\/git\/trees\/.*recursive/, skip: 2 });
    const pull = await open({ 'app/next.py': call('next') }, eager);
    expect(lastRun(pull.sha, eager)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });
});
