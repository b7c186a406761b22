// Waivers, comment commands, buttons and approvals through the App: what people do on GitHub and what the check says then.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
let sim: GitHubSim;
let app: App;
let counter = 0;
/** The day of the reviews; commands are carried out on the real one. */
let today = new Date().toISOString().slice(0, 10);

const policy = `version: 1
mode: enforce
fail_on: high
waivers:
  max_days: 60
  by: maintain
  never: [eval-of-text]
  button_days: 7
approvals:
  - name: payments
    paths: [pay/**]
    by: ['@acme/payments']
`;
const hole = (table: string) => `import sqlite3
from flask import Flask, request
app = Flask(__name__)

@app.get("/find")
def find():
    db = sqlite3.connect("x.db")
    return str(db.execute("SELECT * FROM ${table} WHERE id = " + request.args["id"]).fetchall())
`;

beforeAll(async () => {
  sim = await startGitHub();
  app = await startReviewingApp(sim, () => today);
  await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
  await sim.commit(name, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': policy, 'README.md': 'shop\n' },
  });
  for (const [login, role] of [
    ['dana', 'admin'],
    ['kim', 'maintain'],
    ['lee', 'write'],
    ['pat', 'maintain'],
  ] as const)
    sim.setCollaborator(name, login, role);
  sim.setTeam('acme', 'payments', ['pat', 'dana']);
  await quiet();
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

beforeEach(() => {
  today = new Date().toISOString().slice(0, 10);
  expect(sim.violations.splice(0)).toEqual([]);
});

const quiet = (): Promise<void> => untilQuiet(sim, app);

interface Opened {
  number: number;
  branch: string;
  sha: string;
  path: string;
}

async function open(
  body: string,
  over: { author?: string; path?: string; files?: Record<string, string> } = {},
): Promise<Opened> {
  const branch = `change-${++counter}`;
  const path = over.path ?? `app/${branch}.py`;
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [path]: body, ...over.files } });
  const { number } = await sim.openPullRequest(name, {
    head: branch,
    title: branch,
    author: { login: over.author ?? 'dana' },
  });
  await quiet();
  return { number, branch, sha, path };
}

/** The newest run of a head. */
function lastRun(sha: string): CheckRunView {
  const run = sim.checkRuns(name, sha).at(-1);
  if (!run) throw new Error('There is no run.');
  return run;
}

const verdict = (sha: string) => lastRun(sha).conclusion;

/** The id of the finding of a rule, as the annotation shows it. */
function idOf(sha: string, rule: string): string {
  const text = lastRun(sha)
    .annotations.map((each) => String(each['message']))
    .find((message) => message.includes(rule));
  const id = /id ([\da-f]{12})/.exec(text ?? '')?.[1];
  if (id === undefined) throw new Error(`No annotation of ${rule} shows an id.`);
  return id;
}

async function say(
  number: number,
  body: string,
  login: string,
): Promise<{ reactions: unknown; reply: string; replies: number }> {
  const id = sim.comment(name, number, body, login);
  await quiet();
  const all = sim.comments(name, number);
  const own = all.filter((comment) => String(comment['body']).startsWith('<!-- langguard:commands -->'));
  const reactions = all.find((comment) => comment['id'] === id)?.['reactions'] as Record<string, number>;
  return {
    reactions: Object.entries(reactions)
      .filter(([key, count]) => count === 1 && key !== 'total_count')
      .map(([key]) => key)
      .join(),
    reply: String(own.at(-1)?.['body'] ?? ''),
    replies: own.length,
  };
}

const rule = 'sql-from-interpolation';

describe('a waiver by command', () => {
  test('lets the check pass at once, names who gave it, and survives a push that moves the line', async () => {
    const pull = await open(hole('orders'));
    expect(verdict(pull.sha)).toBe('failure');
    const { reactions, reply } = await say(
      pull.number,
      `/langguard waive ${idOf(pull.sha, rule)} reason the table is read-only`,
      'kim',
    );
    expect({ reactions, reply: /^Waived until .*$/m.test(reply) }).toEqual({ reactions: '+1', reply: true });
    expect(verdict(pull.sha)).toBe('success');
    expect(lastRun(pull.sha).output.summary).toMatch(/the table is read-only \| `@kim` \| \d{4}-/);
    const moved = await sim.commit(name, {
      branch: pull.branch,
      files: { [pull.path]: `# A comment.\n${hole('orders')}` },
    });
    await quiet();
    expect(verdict(moved)).toBe('success');
    const edited = await sim.commit(name, { branch: pull.branch, files: { [pull.path]: hole('secrets') } });
    await quiet();
    expect(verdict(edited)).toBe('failure');
  });

  test('ends, and the finding returns and says why', async () => {
    const pull = await open(hole('carts'));
    await say(
      pull.number,
      `/langguard waive ${idOf(pull.sha, rule)} it is only a demo until ${today}`,
      'kim',
    );
    expect(verdict(pull.sha)).toBe('success');
    today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await say(pull.number, '/langguard recheck', 'lee');
    expect(verdict(pull.sha)).toBe('failure');
    expect(
      lastRun(pull.sha)
        .annotations.map((each) => String(each['message']))
        .join(),
    ).toMatch(/of @kim ended on \d{4}-/);
  });

  test('of the author waits for another person', async () => {
    const pull = await open(hole('users'), { author: 'dana' });
    const asked = await say(
      pull.number,
      `/langguard waive ${idOf(pull.sha, rule)} reason nobody calls this`,
      'dana',
    );
    const id = /w-[\da-f]{12}/.exec(asked.reply)?.[0] ?? '';
    expect({ verdict: verdict(pull.sha), asked: asked.reply.includes('Asked for') }).toEqual({
      verdict: 'failure',
      asked: true,
    });
    expect((await say(pull.number, `/langguard approve ${id}`, 'dana')).reply).toContain(
      'cannot let a waiver of it pass',
    );
    expect((await say(pull.number, `/langguard approve ${id}`, 'lee')).reply).toContain(
      'Only the role **maintain**',
    );
    expect(verdict(pull.sha)).toBe('failure');
    const passed = await say(pull.number, `/langguard approve ${id}`, 'kim');
    expect({ verdict: verdict(pull.sha), replies: passed.replies }).toEqual({
      verdict: 'success',
      replies: 1,
    });
    const back = await say(pull.number, `/langguard unwaive ${id}`, 'kim');
    expect({ verdict: verdict(pull.sha), reply: back.reply.includes(`Taken back: \`${id}\``) }).toEqual({
      verdict: 'failure',
      reply: true,
    });
  });

  test.each<[name: string, command: (id: string) => string, login: string, reply: RegExp]>([
    [
      'for longer than policy allows',
      (id) => `/langguard waive ${id} reason we will see to it until 2099-01-01`,
      'kim',
      /The policy allows 60 days/,
    ],
    [
      'that is over',
      (id) => `/langguard waive ${id} reason we will see to it until 2020-01-01`,
      'kim',
      /2020-01-01 is over/,
    ],
    [
      'without a reason',
      (id) => `/langguard waive ${id}`,
      'kim',
      /a reason of at least 10 characters is needed/,
    ],
    [
      'of nothing',
      () => '/langguard waive ffffffffffff reason there is no such finding',
      'kim',
      /There is no finding `ffffffffffff`/,
    ],
    ['misspelt', (id) => `/langguard wave ${id}`, 'kim', /there is no such command/],
  ])('%s is refused', async (_name, command, login, reply) => {
    const pull = await open(hole('refused'));
    const said = await say(pull.number, command(idOf(pull.sha, rule)), login);
    expect(said.reply).toMatch(reply);
    expect({ reactions: said.reactions, verdict: verdict(pull.sha) }).toEqual({
      reactions: 'confused',
      verdict: 'failure',
    });
  });

  test('of a rule that nobody may waive is refused', async () => {
    const pull = await open(
      'from flask import Flask, request\napp = Flask(__name__)\n\n@app.post("/run")\ndef run():\n    return str(eval(request.form["code"]))\n',
    );
    const said = await say(
      pull.number,
      `/langguard waive ${idOf(pull.sha, 'eval-of-text')} reason only admins get here`,
      'kim',
    );
    expect(said.reply).toContain('The policy lets nobody waive');
    expect(verdict(pull.sha)).toBe('failure');
  });

  test.each<[name: string, act: (pull: Opened, id: string) => Promise<unknown>]>([
    [
      'an outsider',
      (pull, id) => say(pull.number, `/langguard waive ${id} reason trust me on this`, 'mallory'),
    ],
    [
      'a bot',
      async (pull, id) => {
        sim.comment(name, pull.number, `/langguard waive ${id} reason I am a robot`, 'helper[bot]', 'Bot');
        await quiet();
      },
    ],
    [
      'an edited comment',
      async (pull, id) => {
        const comment = sim.comment(name, pull.number, 'Looks fine.', 'kim');
        sim.clock.advance(5000);
        sim.editComment(name, comment, `/langguard waive ${id} reason somebody edited this`, 'lee');
        await quiet();
      },
    ],
    [
      'a quotation',
      (pull, id) => say(pull.number, `> /langguard waive ${id} reason this only quotes`, 'kim'),
    ],
    [
      'code',
      (pull, id) =>
        say(pull.number, `\`\`\`\n/langguard waive ${id} reason this is an example\n\`\`\``, 'kim'),
    ],
  ])('fault 42: a command of %s is left alone without a word', async (_name, act) => {
    const pull = await open(hole('alone'));
    const before = sim.comments(name, pull.number).length;
    await act(pull, idOf(pull.sha, rule));
    expect(verdict(pull.sha)).toBe('failure');
    expect(
      sim.comments(name, pull.number).filter((comment) => String(comment['body']).startsWith('<!--')),
    ).toEqual([]);
    expect(sim.checkRuns(name, pull.sha)).toHaveLength(1);
    expect(before).toBe(0);
  });

  test('of one repository says nothing in another pull request with other content', async () => {
    const one = await open(hole('first'));
    await say(one.number, `/langguard waive ${idOf(one.sha, rule)} reason the table is read-only`, 'kim');
    const other = await open(hole('second'));
    expect([verdict(one.sha), verdict(other.sha)]).toEqual(['success', 'failure']);
  });
});

describe('a waiver in the policy file', () => {
  test('that the pull request itself adds does not govern it', async () => {
    const first = await open(hole('file'), { path: 'app/file.py' });
    const id = idOf(first.sha, rule);
    const withWaiver = `${policy.replace('waivers:\n', `waivers:\n  list:\n    - rule: ${rule}\n      fingerprint: "${id}"\n      reason: the table is read-only\n      owner: "@dana"\n      until: "${today}"\n`)}`;
    await sim.closePullRequest(name, first.number);
    const pull = await open(hole('file'), { path: 'app/file.py', files: { '.langguard.yml': withWaiver } });
    expect(verdict(pull.sha)).toBe('failure');
    await sim.commit(name, { branch: 'main', files: { '.langguard.yml': withWaiver } });
    const next = await open(hole('file'), { path: 'app/file.py' });
    expect(verdict(next.sha)).toBe('success');
    expect(lastRun(next.sha).output.summary).toContain('the table is read-only');
    await sim.commit(name, { branch: 'main', files: { '.langguard.yml': policy } });
  });
});

describe('the button on the check', () => {
  test('waives what fails for some days, by somebody who may', async () => {
    const pull = await open(hole('button'));
    const { id, actions } = lastRun(pull.sha);
    expect(actions).toEqual([
      { label: 'Waive for 7 days', description: 'Accept 1 that fail, on the record', identifier: 'waive' },
    ]);
    await sim.requestAction(name, id, 'waive', 'mallory');
    await quiet();
    expect(verdict(pull.sha)).toBe('failure');
    await sim.requestAction(name, id, 'waive', 'kim');
    await quiet();
    expect(verdict(pull.sha)).toBe('success');
  });
});

describe('an approval', () => {
  const harmless = 'TOTAL = 1\n';

  test('by command of a member lets the check pass; a push elsewhere keeps it and one that touches it asks again', async () => {
    const pull = await open(harmless, { path: 'pay/total.py', author: 'lee' });
    expect(verdict(pull.sha)).toBe('action_required');
    expect(lastRun(pull.sha).output.summary).toContain('`@acme/payments`');
    expect((await say(pull.number, '/langguard approve payments', 'kim')).reply).toContain(
      'Policy asks others',
    );
    expect(verdict(pull.sha)).toBe('action_required');
    await say(pull.number, '/langguard approve', 'pat');
    expect(verdict(pull.sha)).toBe('success');
    const elsewhere = await sim.commit(name, { branch: pull.branch, files: { 'README.md': 'more\n' } });
    await quiet();
    expect(verdict(elsewhere)).toBe('success');
    const touched = await sim.commit(name, { branch: pull.branch, files: { 'pay/total.py': 'TOTAL = 2\n' } });
    await quiet();
    expect(verdict(touched)).toBe('action_required');
  });

  test('by a review of the head counts, of an older head does not, and a dismissed one no longer', async () => {
    const pull = await open(harmless, { path: 'pay/review.py', author: 'lee' });
    const pushed = await sim.commit(name, { branch: pull.branch, files: { 'pay/review.py': 'TOTAL = 3\n' } });
    await quiet();
    sim.review(name, pull.number, { by: 'pat', state: 'APPROVED', commit: pull.sha });
    await quiet();
    expect(verdict(pushed)).toBe('action_required');
    const id = sim.review(name, pull.number, { by: 'pat', state: 'APPROVED' });
    await quiet();
    expect(verdict(pushed)).toBe('success');
    sim.dismissReview(name, id);
    await quiet();
    expect(verdict(pushed)).toBe('action_required');
  });

  test('of the author does not count, though they are in the team', async () => {
    const pull = await open(harmless, { path: 'pay/own.py', author: 'pat' });
    expect((await say(pull.number, '/langguard approve', 'pat')).reply).toContain('cannot approve it');
    expect(verdict(pull.sha)).toBe('action_required');
  });

  test('of whoever asked a tool for the change does not count', async () => {
    const branch = `change-${++counter}`;
    const sha = await sim.commit(name, {
      branch,
      parent: 'main',
      files: { 'pay/tool.py': harmless },
      message: 'Add total\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n',
    });
    const { number } = await sim.openPullRequest(name, {
      head: branch,
      title: branch,
      body: 'Requested by: @pat\n',
      author: { login: 'copilot-swe-agent[bot]', type: 'Bot' },
    });
    await quiet();
    expect((await say(number, '/langguard approve', 'pat')).reply).toContain('cannot approve it');
    expect(verdict(sha)).toBe('action_required');
    sim.review(name, number, { by: 'dana', state: 'APPROVED' });
    await quiet();
    expect(verdict(sha)).toBe('success');
  });

  test('given before a force-push that changes the matter is void, and the merge queue waits with it', async () => {
    const pull = await open(harmless, { path: 'pay/queue.py', author: 'lee' });
    await say(pull.number, '/langguard approve', 'pat');
    expect(verdict(pull.sha)).toBe('success');
    const group = await sim.queueMerge(name, pull.number);
    await quiet();
    expect(verdict(group)).toBe('success');
    const other = await sim.commit(name, {
      branch: `${pull.branch}-x`,
      parent: 'main',
      files: { 'pay/queue.py': 'TOTAL = 9\n' },
    });
    await sim.forcePush(name, pull.branch, other);
    await quiet();
    expect(verdict(other)).toBe('action_required');
    const second = await sim.queueMerge(name, pull.number);
    await quiet();
    expect(verdict(second)).toBe('action_required');
  });
});

describe('other commands', () => {
  test('explain and help answer in one comment', async () => {
    const pull = await open(hole('explained'));
    const said = await say(pull.number, `/langguard explain ${idOf(pull.sha, rule)}\n/langguard help`, 'lee');
    expect(said.replies).toBe(1);
    expect(said.reply).toContain('One command a line');
    const again = await say(pull.number, `/langguard explain ${idOf(pull.sha, rule)}`, 'lee');
    expect(again.replies).toBe(1);
    expect(again.reply).toContain('**Instead:**');
  });

  test('a false alarm is noted as such', async () => {
    const pull = await open(hole('falsely'));
    const said = await say(
      pull.number,
      `/langguard false-positive ${idOf(pull.sha, rule)} the id is checked before`,
      'kim',
    );
    expect(said.reply).toContain('Noted as a false alarm and waived');
    expect(verdict(pull.sha)).toBe('success');
  });
});
