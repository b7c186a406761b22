// Notices through the App: what a review finds reaches chat, webhook, mail and issues once, and never a secret with it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createAuthority,
  startListener,
  startRelay,
  type Listener,
  type MailRelay,
} from '../src/notices/servers-for-tests.ts';
import { readSettings } from '../src/notices/settings.ts';
import { offlineLookups, reviewPullRequest } from '../src/run.ts';
import { startApp, webhookPath, type App } from '../src/server/app.ts';
import { configOn, untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { shippedRules } from './shipped-rules.ts';

const name = 'acme/shop';
const quietName = 'acme/quiet';
const signingKey = ['signing', 'key', 'of', 'the', 'test'].join('-');
const pathToken = ['token', 'in', 'the', 'path'].join('-');
/** Looks alive, so it is put together here. */
const secret = `${'gh'}${'p_'}${'Zx8Kq2Lm'.repeat(4)}Vt5W`;

let sim: GitHubSim;
let app: App;
let listener: Listener;
let relay: MailRelay;
let counter = 0;
const hourMs = 3_600_000;
/** The outbox's clock, ten minutes past noon at first, so that an hour more never meets the daily digest; reviews and commands keep the real one. */
let offsetMs = (24 + 12 + 1 / 6) * hourMs - (Date.now() % (24 * hourMs));

const settingsText = (port: number, mailPort: number) => `version: 1
hosts: [hooks.example.com, mail.example.com]
ports: [${port}]
ca_file: /ca.pem
channels:
  chat:
    kind: slack
    url: \${env:CHAT}
    repositories: [${name}]
  cards:
    kind: teams
    url: \${env:CARDS}
    repositories: [${name}]
    when: hourly
  siem:
    kind: webhook
    url: https://hooks.example.com:${port}/siem
    secret: \${env:KEY}
    severity: low
    repositories: [${name}]
  mail:
    kind: email
    host: mail.example.com
    port: ${mailPort}
    from: langguard@example.com
    to: [security@example.com]
    repositories: [acme/*]
    when: daily
  issues:
    kind: github-issue
    labels: [security]
    severity: high
    repositories: [${name}]
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
  const rules = await shippedRules();
  const authority = await createAuthority();
  listener = await startListener(await authority.certify('hooks.example.com'));
  relay = await startRelay(await authority.certify('mail.example.com'));
  sim = await startGitHub();
  const { settings, problems } = readSettings(settingsText(listener.port, relay.port), {
    env: {
      CHAT: `https://hooks.example.com:${listener.port}/chat/${pathToken}`,
      CARDS: `https://hooks.example.com:${listener.port}/cards/${pathToken}`,
      KEY: signingKey,
    },
    readFile: () => authority.ca,
  });
  if (!settings) throw new Error(JSON.stringify(problems));
  app = await startApp({
    config: configOn(sim, {
      notices: settings,
    }),
    reviewPullRequest: (octokit, target) =>
      reviewPullRequest(octokit, target, {
        rules,
        lookups: offlineLookups,
        digestKey: target.digestKey,
        waivers: target.waivers,
        today: new Date().toISOString().slice(0, 10),
      }),
    retry: { limit: 2, delay: 0, delayMax: 1 },
    settleMs: [5, 20, 50],
    notices: {
      resolve: async () => ['127.0.0.1'],
      insecureLoopback: true,
      now: () => new Date(Date.now() + offsetMs),
      everyMs: 100,
    },
  });
  sim.webhookUrl = `${app.url}${webhookPath}`;
  await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
  await sim.createRepository('acme', 'quiet', { ownerType: 'Organization' });
  for (const each of [name, quietName]) {
    await sim.commit(each, {
      branch: 'main',
      parent: null,
      files: { '.langguard.yml': 'version: 1\nmode: enforce\nfail_on: high\n', 'README.md': 'shop\n' },
    });
    sim.setCollaborator(each, 'kim', 'maintain');
  }
  await quiet();
});

afterAll(async () => {
  await app.close();
  await sim.close();
  await listener.close();
  await relay.close();
});

beforeEach(async () => {
  await sent();
  listener.received.length = 0;
  relay.mails.length = 0;
  listener.answer = (_request, response) => void response.writeHead(200).end('ok');
  sim.clearFaults();
  expect(sim.violations.splice(0)).toEqual([]);
});

const quiet = (): Promise<void> => untilQuiet(sim, app);

async function metric(label: string): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${label} `))
      ?.split(' ')[1] ?? 0,
  );
}

/** Until nothing more is sent: what waits then is not due. */
const sent = quiet;

interface Opened {
  number: number;
  branch: string;
  path: string;
}

async function open(body: string, repository = name): Promise<Opened> {
  const branch = `change-${++counter}`;
  const path = `app/${branch}.py`;
  await sim.commit(repository, { branch, parent: 'main', files: { [path]: body } });
  const { number } = await sim.openPullRequest(repository, {
    head: branch,
    title: branch,
    author: { login: 'dana' },
  });
  await sent();
  return { number, branch, path };
}

async function push(pull: Opened, body: string): Promise<void> {
  await sim.commit(name, { branch: pull.branch, files: { [pull.path]: body } });
  await sent();
}

const paths = () => listener.received.map(({ path }) => path.split('/')[1]).toSorted();
const issuesOf = (pull: Opened) =>
  sim.issues(name).filter(({ body }) => new RegExp(`#${pull.number}\\b`).test(String(body)));

describe('a finding', () => {
  test('is told to each channel that wants it, at once or in its digest, and once', async () => {
    const pull = await open(hole('orders'));
    expect(paths()).toEqual(['chat', 'siem']);
    const chat = listener.received.find(({ path }) => path.startsWith('/chat'))?.body ?? '';
    for (const word of [
      'sql-from-interpolation',
      pull.path,
      'dana',
      'fails the check',
      `${name} #${pull.number}`,
    ])
      expect(chat).toContain(word);
    expect(chat).toContain(`/pull/${pull.number}/checks?check_run_id=`);
    expect(issuesOf(pull)).toMatchObject([
      { state: 'open', labels: [{ name: 'langguard' }, { name: 'security' }] },
    ]);

    await push(pull, `# Moved.\n${hole('orders')}`);
    await push(pull, `# Moved again.\n${hole('orders')}`);
    expect(paths()).toEqual(['chat', 'siem']);
    expect(issuesOf(pull)).toHaveLength(1);

    offsetMs += hourMs;
    await sent();
    expect(paths()).toEqual(['cards', 'chat', 'siem']);
    expect(relay.mails).toEqual([]);
    offsetMs += 24 * hourMs;
    await sent();
    expect(relay.mails).toMatchObject([{ to: ['security@example.com'], isSecure: true }]);
    offsetMs += 48 * hourMs;
    await sent();
    expect({ posts: paths(), mails: relay.mails.length }).toEqual({
      posts: ['cards', 'chat', 'siem'],
      mails: 1,
    });
  });

  test('of another repository is told only where that is asked for', async () => {
    await open(hole('quiet'), quietName);
    offsetMs += 24 * hourMs;
    await sent();
    expect({ posts: paths(), mails: relay.mails.length }).toEqual({ posts: [], mails: 1 });
    expect(sim.issues(quietName)).toEqual([]);
  });

  test('that is fixed before the digest is not in it', async () => {
    const pull = await open(hole('fleeting'));
    await push(pull, 'TOTAL = 1\n');
    offsetMs += 24 * hourMs;
    await sent();
    expect(relay.mails.map(({ source }) => source).join()).not.toContain(pull.path);
    expect(paths()).toEqual(['chat', 'siem']);
  });

  test('that is a secret is told without the secret, and nothing of ours is told either', async () => {
    await open(`import os\nTOKEN = "${secret}"\nprint(os.environ, TOKEN)\n`);
    offsetMs += 24 * hourMs;
    await sent();
    const said = [
      ...listener.received.map(({ body }) => body),
      ...relay.mails.map(({ source }) => source.replaceAll('=\r\n', '')),
      JSON.stringify(sim.issues(name)),
    ];
    expect(said.length).toBeGreaterThan(3);
    for (const text of said)
      for (const hidden of [secret, signingKey, pathToken]) expect(text).not.toContain(hidden);
    expect(said.join()).toMatch(/secret|token|credential/i);
  });
});

describe('a destination that fails', () => {
  test('is tried again later with the same id, and then not any more', async () => {
    listener.answer = (request, response) =>
      void response.writeHead(request.url === '/siem' && listener.received.length < 4 ? 503 : 200).end();
    const ids = () =>
      listener.received
        .filter(({ path }) => path === '/siem')
        .map(({ headers }) => headers['langguard-delivery']);
    await open(hole('flaky'));
    const tried = ids().length;
    expect(tried).toBeGreaterThan(0);
    for (let hour = 0; hour < 5; hour++) {
      offsetMs += hourMs;
      await sent();
    }
    expect(ids().length).toBeGreaterThan(tried);
    expect(new Set(ids()).size).toBe(1);
    const after = ids().length;
    offsetMs += 24 * hourMs;
    await sent();
    expect(ids()).toHaveLength(after);
  });

  test('is given up after a bounded number of attempts, and the metric says so', async () => {
    const before = await metric('langguard_notices_dead');
    listener.answer = (request, response) =>
      void response.writeHead(request.url === '/siem' ? 500 : 200).end();
    await open(hole('broken'));
    for (let hour = 0; hour < 16; hour++) {
      offsetMs += 2 * hourMs;
      await sent();
    }
    const attempts = listener.received.filter(({ path }) => path === '/siem').length;
    expect({ attempts, dead: (await metric('langguard_notices_dead')) - before > 0 }).toEqual({
      attempts: 12,
      dead: true,
    });
    const text = await (await fetch(`${app.url}/metrics`)).text();
    expect(text).toMatch(/langguard_notices_total\{channel="siem",result="dead"\} \d/);
  });

  test('that redirects is given up at once and not followed', async () => {
    listener.answer = (request, response) =>
      void response
        .writeHead(request.url === '/siem' ? 302 : 200, { location: 'https://hooks.example.com/elsewhere' })
        .end();
    await open(hole('moved'));
    offsetMs += 3 * hourMs;
    await sent();
    expect(listener.received.filter(({ path }) => path === '/siem')).toHaveLength(1);
    expect(listener.received.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });
});

describe('the issue of a finding', () => {
  test('is closed when it is fixed, and opened again when it is back', async () => {
    const pull = await open(hole('returning'));
    await push(pull, 'TOTAL = 1\n');
    expect(issuesOf(pull)).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
    await push(pull, hole('returning'));
    expect(issuesOf(pull)).toMatchObject([{ state: 'open', state_reason: 'reopened' }]);
  });

  test('is closed when the pull request is closed unmerged, open again when it is reopened, and stays once merged', async () => {
    const pull = await open(hole('abandoned'));
    await sim.closePullRequest(name, pull.number);
    await sent();
    expect(issuesOf(pull)).toMatchObject([{ state: 'closed' }]);
    await sim.reopenPullRequest(name, pull.number);
    await sent();
    expect(issuesOf(pull)).toMatchObject([{ state: 'open' }]);
    await sim.mergePullRequest(name, pull.number);
    await sent();
    expect(issuesOf(pull)).toMatchObject([{ state: 'open' }]);
  });

  test('that a person closed stays closed', async () => {
    const pull = await open(hole('accepted'));
    sim.closeIssue(name, Number(issuesOf(pull)[0]?.['number']), 'not_planned');
    await push(pull, `# Moved.\n${hole('accepted')}`);
    expect(issuesOf(pull)).toMatchObject([{ state: 'closed', state_reason: 'not_planned' }]);
  });

  test('is one for two pull requests with the same finding, and closes with the last', async () => {
    const twin = async () => {
      const branch = `twin-${++counter}`;
      await sim.commit(name, { branch, parent: 'main', files: { 'app/twin.py': hole('twin') } });
      const { number } = await sim.openPullRequest(name, {
        head: branch,
        title: branch,
        author: { login: 'dana' },
      });
      await sent();
      return { number, branch, path: 'app/twin.py' };
    };
    const one = await twin();
    const two = await twin();
    expect(issuesOf(one).map(({ number }) => number)).toEqual(issuesOf(two).map(({ number }) => number));
    expect(issuesOf(one)).toHaveLength(1);
    await push(one, 'TOTAL = 1\n');
    expect(issuesOf(one)).toMatchObject([{ state: 'open' }]);
    await push(two, 'TOTAL = 1\n');
    expect(issuesOf(one)).toMatchObject([{ state: 'closed' }]);
  });

  test('is opened once when GitHub did it and answered 502', async () => {
    sim.fault({ kind: 'apply-then-fail', method: 'POST', path: /\/issues$/ });
    const pull = await open(hole('gateway'));
    expect(issuesOf(pull)).toHaveLength(1);
  });

  test('of somebody else who copied the marker is left alone', async () => {
    const pull = await open(hole('copied'));
    const body = String(issuesOf(pull)[0]?.['body']);
    const copy = sim.openIssue(name, { title: 'Copy', body, labels: ['langguard'] }, 'mallory');
    await push(pull, 'TOTAL = 1\n');
    const states = Object.fromEntries(sim.issues(name).map(({ number, state }) => [number, state]));
    expect(states[copy]).toBe('open');
    expect(issuesOf(pull).map(({ state }) => state)).toEqual(['closed', 'open']);
  });
});

test('a repository can have more told than a channel hears by itself, never less, and no more issues', async () => {
  const weak = 'import hashlib\n\n\ndef sign(password):\n    return hashlib.md5(password).hexdigest()\n';
  const policy = (more: string) => `version: 1\nmode: enforce\nfail_on: high\n${more}`;
  const setPolicy = (more: string) =>
    sim.commit(name, { branch: 'main', files: { '.langguard.yml': policy(more) } });
  await open(weak);
  expect(paths()).not.toContain('chat');
  await setPolicy('notices:\n  severity: medium\n');
  listener.received.length = 0;
  const pull = await open(weak);
  expect(paths()).toContain('chat');
  expect(issuesOf(pull)).toEqual([]);
  await setPolicy('notices:\n  severity: critical\n');
  listener.received.length = 0;
  await open(hole('loud'));
  expect(paths()).toContain('chat');
  await setPolicy('');
});
