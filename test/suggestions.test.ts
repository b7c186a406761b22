// Suggestions in pull requests through the App: each fix is offered once, follows its lines, and goes when it is settled.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
const policy = 'version: 1\nmode: enforce\nfail_on: high\n';
let sim: GitHubSim;
let app: App;
let counter = 0;

beforeAll(async () => {
  // A file of more lines has no patch, and GitHub takes no comment on it.
  sim = await startGitHub({ limits: { patchLinesPerFile: 400 } });
  app = await startReviewingApp(sim, () => new Date().toISOString().slice(0, 10));
  await makeRepository(name);
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

beforeEach(() => {
  sim.clearFaults();
  expect(sim.violations.splice(0)).toEqual([]);
});

async function makeRepository(repository: string, text = policy): Promise<void> {
  const [owner = '', repo = ''] = repository.split('/');
  await sim.createRepository(owner, repo, { ownerType: 'Organization' });
  await sim.commit(repository, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': text, 'README.md': 'shop\n' },
  });
  sim.setCollaborator(repository, 'kim', 'maintain');
  await quiet();
}

const quiet = (): Promise<void> => untilQuiet(sim, app);

/** A module with one finding in each function; line 5 holds the first, each further one stands four lines below. */
function calls(...names: string[]): string {
  return `import requests\n${names.map(call).join('')}`;
}

function call(one: string): string {
  return `\n\ndef ${one}(url):\n    return requests.get(url + "/${one}", verify=False, timeout=5)\n`;
}

const mended = (one: string) => `    return requests.get(url + "/${one}", verify=True, timeout=5)`;

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

async function push(
  { branch }: Opened,
  files: Record<string, string>,
  more: { parent?: string; repository?: string } = {},
): Promise<string> {
  const { repository = name, ...rest } = more;
  const sha = await sim.commit(repository, { branch, files, ...rest });
  await quiet();
  return sha;
}

function lastRun(sha: string, repository = name): CheckRunView {
  const run = sim.checkRuns(repository, sha).at(-1);
  if (!run) throw new Error('There is no run.');
  return run;
}

interface Shown {
  id: number;
  path: string;
  line: number | undefined;
  body: string;
  login: string;
  isReply: boolean;
}

/** Every line comment of a pull request. */
function shown(number: number, repository = name): Shown[] {
  return sim
    .reviews(repository, number)
    .flatMap(({ comments }) => comments)
    .map((comment) => ({
      id: Number(comment['id']),
      path: String(comment['path']),
      line: comment['line'] as number | undefined,
      body: String(comment['body']),
      login: String((comment['user'] as { login: string }).login),
      isReply: comment['in_reply_to_id'] !== undefined,
    }));
}

/** What is offered, as `path:line replacement`; undefined lines are outdated comments. */
function offers(number: number, repository = name): string[] {
  return shown(number, repository)
    .filter(({ login }) => login === 'langguard[bot]')
    .map(({ path, line, body }) => {
      const code = /^(`{3,})suggestion\n([^]*?)^\1$/m.exec(body)?.[2];
      return `${path}:${line ?? '-'} ${code?.trim() ?? /\*\*(?:No longer found|Waived|No longer counts)/.exec(body)?.[0] ?? 'no code'}`;
    })
    .sort();
}

const posts = (number: number, repository = name) =>
  sim.requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith(`/repos/${repository}/pulls/${number}/reviews`),
  ).length;

describe('a suggestion', () => {
  test('appears once, in one review that neither approves nor blocks', async () => {
    const pull = await open({ 'a.py': calls('one', 'two') });
    expect(lastRun(pull.sha).conclusion).toBe('failure');
    expect(offers(pull.number)).toEqual([`a.py:5 ${mended('one').trim()}`, `a.py:9 ${mended('two').trim()}`]);
    expect(shown(pull.number)[0]?.body).toContain(`\`\`\`suggestion\n${mended('one')}\n\`\`\``);
    expect(
      sim.reviews(name, pull.number).map(({ review }) => [review['state'], review['commit_id']]),
    ).toEqual([['COMMENTED', pull.sha]]);
  });

  test('is not repeated by a push, a force-push and a rebase', async () => {
    const pull = await open({ 'b.py': calls('one') });
    const [first] = shown(pull.number);
    await push(pull, { 'README.md': 'more\n' });
    await push(pull, { 'b.py': `# A comment.\n${calls('one')}` });
    expect(offers(pull.number)).toEqual([`b.py:6 ${mended('one').trim()}`]);
    await push(pull, { 'b.py': calls('one') }, { parent: 'main' });
    const main = await sim.commit(name, { branch: 'main', files: { 'README.md': 'elsewhere\n' } });
    await push(pull, { 'b.py': `\n${calls('one')}` }, { parent: main });
    expect(offers(pull.number)).toEqual([`b.py:6 ${mended('one').trim()}`]);
    expect(shown(pull.number).map(({ id }) => id)).toEqual([first?.id]);
    expect(posts(pull.number)).toBe(1);
  });

  test('is not repeated when somebody asks for the check again', async () => {
    const pull = await open({ 'c.py': calls('one') });
    sim.comment(name, pull.number, '/langguard recheck', 'kim');
    await quiet();
    expect(sim.checkRuns(name, pull.sha)).toHaveLength(2);
    expect([offers(pull.number).length, posts(pull.number)]).toEqual([1, 1]);
  });

  test('that GitHub can no longer apply says so, and offers no code for other lines', async () => {
    const pull = await open({ 'd.py': calls('one') });
    const indented = calls('one').replace('    return', '    if url:\n        return');
    await push(pull, { 'd.py': indented });
    expect(offers(pull.number)).toEqual(['d.py:- no code']);
    expect(shown(pull.number)[0]?.body).toContain('now at `d.py:6`');
    await push(pull, { 'd.py': calls('one') });
    expect(offers(pull.number)).toEqual([`d.py:5 ${mended('one').trim()}`]);
    expect(posts(pull.number)).toBe(1);
  });

  test('is deleted once the finding is gone, and comes back with it', async () => {
    const pull = await open({ 'e.py': calls('one', 'two') });
    await push(pull, { 'e.py': calls('one', 'two').replace('two", verify=False', 'two", verify=True') });
    expect(offers(pull.number)).toEqual([`e.py:5 ${mended('one').trim()}`]);
    await push(pull, { 'e.py': calls('one', 'two') });
    expect(offers(pull.number)).toHaveLength(2);
  });

  test('that somebody answered stays as no longer found, and is filled again', async () => {
    const pull = await open({ 'f.py': calls('one') });
    const [first] = shown(pull.number);
    sim.reviewComment(name, pull.number, { by: 'dana', body: 'Is that so?', inReplyTo: first?.id ?? 0 });
    await push(pull, { 'f.py': calls('one').replace('False', 'True') });
    expect(offers(pull.number)).toEqual(['f.py:- **No longer found']);
    await push(pull, { 'README.md': 'again\n' });
    await push(pull, { 'f.py': calls('one') });
    expect(offers(pull.number)).toEqual([`f.py:5 ${mended('one').trim()}`]);
    expect(shown(pull.number).map(({ id, isReply }) => isReply || id)).toEqual([first?.id, true]);
    expect(posts(pull.number)).toBe(1);
  });

  test('stays where the file was not looked at: unknown is not settled', async () => {
    const pull = await open({ 't.py': calls('one') });
    // More comments after a block than the parser is given time for.
    const next = await push(pull, { 't.py': `${calls('one')}${'# line\n'.repeat(300)}` });
    expect(lastRun(next).output.summary).toContain('the parser gave up');
    expect(offers(pull.number)).toHaveLength(1);
  });

  test('goes when the finding is waived', async () => {
    const pull = await open({ 'g.py': calls('one') });
    const id = /id ([\da-f]{12})/.exec(shown(pull.number)[0]?.body ?? '')?.[1];
    sim.comment(name, pull.number, `/langguard waive ${id} reason the service is on this machine`, 'kim');
    await quiet();
    expect(lastRun(pull.sha).conclusion).toBe('success');
    expect(offers(pull.number)).toEqual([]);
  });

  test('is not taken for ours because a person copied the marker', async () => {
    const pull = await open({ 'h.py': 'import requests\n' });
    const other = await open({ 'h.py': calls('one') });
    const [marker] = shown(other.number)[0]?.body.split('\n') ?? [];
    const id = sim.reviewComment(name, pull.number, {
      by: 'mallory',
      body: `${marker}\nNothing to see here.`,
      path: 'h.py',
      line: 1,
    });
    await push(pull, { 'h.py': calls('one') });
    expect(offers(pull.number)).toEqual([`h.py:5 ${mended('one').trim()}`]);
    expect(sim.repository(name).reviewComments.get(id)?.body).toContain('Nothing to see here.');
  });

  test('of a fork is offered as well', async () => {
    await sim.fork(name, 'outsider');
    await sim.commit('outsider/shop', { branch: 'topic', parent: 'main', files: { 'i.py': calls('one') } });
    const { number } = await sim.openPullRequest(name, { head: 'outsider:topic' });
    await quiet();
    expect(offers(number)).toEqual([`i.py:5 ${mended('one').trim()}`]);
    await sim.commit('outsider/shop', { branch: 'topic', files: { 'i.py': `\n${calls('one')}` } });
    await quiet();
    expect(offers(number)).toEqual([`i.py:6 ${mended('one').trim()}`]);
  });

  test('stays code whatever the file is called and whatever stands on its line', async () => {
    const path = 'app/`@everyone` [x](y)\u202E.py';
    const pull = await open({ [path]: calls('one').replace('"/one"', '"/````one<!-- --> @kim"') });
    const [only] = shown(pull.number);
    expect(only).toMatchObject({ path, line: 5 });
    expect(only?.body).toContain(
      `\`\`\`\`\`suggestion\n${mended('one').replace('/one', '/````one<!-- --> @kim')}\n\`\`\`\`\`\n`,
    );
    await push(pull, {
      [path]: calls('one').replace('    return', '  \treturn').replace('"/one"', '"/\u200B"'),
    });
    expect(offers(pull.number)).toEqual([]);
  });

  test('keeps the line ends of its file', async () => {
    const pull = await open({ 'j.py': calls('one').replaceAll('\n', '\r\n') });
    expect(shown(pull.number)[0]?.body).toContain(`suggestion\n${mended('one')}\r\n\`\`\``);
    await push(pull, { 'README.md': 'crlf\n' });
    expect(
      sim.requests
        .filter(({ method }) => method === 'PATCH')
        .some(({ path }) => path.includes('/pulls/comments/')),
    ).toBe(true);
  });

  test('never shows a secret, nor its mask', async () => {
    const token = ['ghp', `_${'aB3dE5gH7jK9'.repeat(3)}`].join('');
    const line = `    return requests.get(url, headers={"Authorization": "${token}"}, verify=False, timeout=5)`;
    const pull = await open({ 'k.py': `${calls('one')}\n\ndef two(url):\n${line}\n` });
    expect(lastRun(pull.sha).annotations.filter(({ start_line: at }) => at === 9).length).toBeGreaterThan(0);
    expect(offers(pull.number)).toEqual([`k.py:5 ${mended('one').trim()}`]);
    expect(JSON.stringify(shown(pull.number))).not.toContain(token.slice(4, 20));
  });
});

describe('when GitHub refuses or fails', () => {
  test('one line that it does not take leaves the others', async () => {
    const long = `${calls('big')}${'TOTAL = 1\n'.repeat(500)}`;
    const pull = await open({ 'a.py': calls('one', 'two'), 'b.py': long, 'c.py': calls('three') });
    expect(lastRun(pull.sha).annotations).toHaveLength(4);
    expect(offers(pull.number)).toEqual([
      `a.py:5 ${mended('one').trim()}`,
      `a.py:9 ${mended('two').trim()}`,
      `c.py:5 ${mended('three').trim()}`,
    ]);
    await push(pull, { 'README.md': 'after a refusal\n' });
    expect(offers(pull.number)).toHaveLength(3);
  });

  test('an answer that was lost after it took effect is looked for', async () => {
    sim.fault({ kind: 'apply-then-fail', method: 'POST', path: /\/pulls\/\d+\/reviews$/ });
    const pull = await open({ 'l.py': calls('one', 'two') });
    expect([offers(pull.number).length, posts(pull.number), sim.reviews(name, pull.number).length]).toEqual([
      2, 1, 1,
    ]);
  });

  test('a failure is tried again with the job, and once more is not too often', async () => {
    sim.fault({ kind: 'status', status: 502, method: 'POST', path: /\/pulls\/\d+\/reviews$/ });
    const pull = await open({ 'm.py': calls('one') });
    expect([offers(pull.number).length, posts(pull.number)]).toEqual([1, 2]);
    expect(sim.checkRuns(name, pull.sha)).toHaveLength(1);
  });

  test('failures without end leave the check as it is', async () => {
    sim.fault({ kind: 'status', status: 500, times: 100, method: 'POST', path: /\/pulls\/\d+\/reviews$/ });
    const pull = await open({ 'n.py': 'import requests\n', 'o.py': calls('one') });
    expect(offers(pull.number)).toEqual([]);
    expect(lastRun(pull.sha)).toMatchObject({
      conclusion: 'failure',
      output: { title: '1 finding: 1 high' },
    });
    sim.clearFaults();
    await push(pull, { 'README.md': 'later\n' });
    expect(offers(pull.number)).toHaveLength(1);
  });

  test('a copy that a lost answer left is taken away', async () => {
    const pull = await open({ 'p.py': calls('one') });
    const comments = sim.repository(name).reviewComments;
    const first = [...comments.values()].find((each) => each.pull === pull.number);
    if (!first) throw new Error('There is no comment.');
    comments.set(999_999, { ...first, id: 999_999 });
    await push(pull, { 'README.md': 'copy\n' });
    expect(shown(pull.number).map(({ id }) => id)).toEqual([first.id]);
  });

  test('an App that may only read writes nothing, and asks once', async () => {
    await makeRepository('guarded/shop');
    sim.setPermissions('guarded', {
      metadata: 'read',
      checks: 'write',
      contents: 'read',
      pull_requests: 'read',
      merge_queues: 'read',
    });
    await quiet();
    const pull = await open({ 'q.py': calls('one') }, 'guarded/shop');
    expect(lastRun(pull.sha, 'guarded/shop').conclusion).toBe('failure');
    const next = await push(pull, { 'q.py': calls('one', 'two') }, { repository: 'guarded/shop' });
    expect(lastRun(next, 'guarded/shop').output.title).toBe('2 findings: 2 high');
    expect([offers(pull.number, 'guarded/shop'), posts(pull.number, 'guarded/shop')]).toEqual([[], 1]);
  });
});

describe('policy', () => {
  test('caps what stands at a time, worst first, and lets others follow', async () => {
    await makeRepository('capped/shop', `${policy}suggestions:\n  max: 2\n`);
    const names = ['one', 'two', 'three', 'four'];
    const pull = await open({ 'a.py': calls(...names) }, 'capped/shop');
    const lines = () => offers(pull.number, 'capped/shop').map((offer) => /"\/(\w+)"/.exec(offer)?.[1]);
    expect(lines().sort()).toEqual(['one', 'two']);
    const without = calls(...names).replace('one", verify=False', 'one", verify=True');
    await push(pull, { 'a.py': without }, { repository: 'capped/shop' });
    expect(lines().sort()).toEqual(['three', 'two']);
  });

  test('ten by default', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `f${at}`);
    const pull = await open({ 'r.py': calls(...names) });
    expect([offers(pull.number).length, posts(pull.number)]).toEqual([10, 1]);
  });

  test('turns them off', async () => {
    await makeRepository('silent/shop', `${policy}suggestions:\n  enabled: false\n`);
    const pull = await open({ 'a.py': calls('one') }, 'silent/shop');
    expect(lastRun(pull.sha, 'silent/shop').conclusion).toBe('failure');
    expect(offers(pull.number, 'silent/shop')).toEqual([]);
  });

  test('asks for one summary, which is edited in place', async () => {
    await makeRepository('summed/shop', `${policy}summary_comment: true\n`);
    sim.fault({ kind: 'apply-then-fail', method: 'POST', path: /\/issues\/\d+\/comments$/ });
    const pull = await open({ 'a.py': calls('one') }, 'summed/shop');
    const summaries = () =>
      sim
        .comments('summed/shop', pull.number)
        .map((comment) => String(comment['body']))
        .filter((body) => body.startsWith('<!-- langguard:summary -->'));
    sim.comment('summed/shop', pull.number, summaries()[0] ?? '', 'mallory');
    expect(summaries()[0]).toContain('1 finding: 1 high');
    await push(pull, { 'a.py': calls('one').replace('False', 'True') }, { repository: 'summed/shop' });
    expect(summaries().map((body) => /### LangGuard: (.*)/.exec(body)?.[1])).toEqual([
      'No findings',
      '1 finding: 1 high',
    ]);
  });

  test('asks for none by default', async () => {
    const pull = await open({ 's.py': calls('one') });
    expect(sim.comments(name, pull.number)).toEqual([]);
  });
});
