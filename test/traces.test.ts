// A conversation with an assistant, then the pull request: the check says who asked which tool for the line with the finding.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventSettings } from '../src/notices/events/settings.ts';
import type { SocEvent } from '../src/notices/events/event.ts';
import type { App } from '../src/server/app.ts';
import { createToken } from '../src/store/api-tokens.ts';
import { openStore } from '../src/store/open.ts';
import { lastReviews } from '../src/store/reviews.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
const directory = mkdtempSync(join(tmpdir(), 'langguard-traces-'));
let sim: GitHubSim;
let app: App;
let key: string;

const eventFile = join(directory, 'events.jsonl');
const events: EventSettings = {
  sinks: [{ name: 'archive', target: { kind: 'file', path: eventFile }, wants: () => true }],
  outgoing: { hosts: [], ports: [], relayNetworks: [] },
  networks: [],
};

const suggested = `import sqlite3
from flask import Flask, request
app = Flask(__name__)

@app.get("/find")
def find_orders():
    connection = sqlite3.connect("orders.db")
    return str(connection.execute("SELECT * FROM orders WHERE id = " + request.args["id"]).fetchall())
`;

beforeAll(async () => {
  sim = await startGitHub();
  await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
  const store = await openStore({ directory });
  const { text } = await createToken(
    store.db,
    {
      installationId: sim.installationId('acme'),
      repositoryIds: null,
      scopes: ['ingest'],
      name: 'traces',
      createdBy: 'operator',
      createdById: null,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
    new Date(),
  );
  key = text;
  await store.close();
  app = await startReviewingApp(sim, () => new Date().toISOString().slice(0, 10), {
    config: { store: { directory }, events },
  });
});

afterAll(async () => {
  await app.close();
  await sim.close();
  rmSync(directory, { recursive: true, force: true });
});

async function send(content: string): Promise<number> {
  const text = (value: string) => ({ stringValue: value });
  const attributes = {
    'event.name': 'tool_result',
    'session.id': 'conversation-7',
    'session.url': 'https://claude.example/conversation-7?token=x',
    'user.email': 'dana@acme.example',
    tool_name: 'Write',
    success: 'true',
    tool_input: JSON.stringify({ file_path: '/home/alice/code/shop/app/find.py', content }),
  };
  const response = await fetch(`${app.url}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-langguard-key': key },
    body: JSON.stringify({
      resourceLogs: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: text('claude-code') },
              { key: 'vcs.repository.url.full', value: text('git@github.com:acme/shop.git') },
            ],
          },
          scopeLogs: [
            {
              logRecords: [
                {
                  timeUnixNano: `${Date.now()}000000`,
                  body: text('claude_code.tool_result'),
                  attributes: Object.entries(attributes).map(([each, value]) => ({
                    key: each,
                    value: text(value),
                  })),
                },
              ],
            },
          ],
        },
      ],
    }),
  });
  return response.status;
}

const quiet = (): Promise<void> => untilQuiet(sim, app);

const review = async (branch: string, path: string, body: string) => {
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [path]: body } });
  await sim.openPullRequest(name, { head: branch, title: branch, author: { login: 'dana' } });
  await quiet();
  const run = sim.checkRuns(name, sha).at(-1);
  return {
    messages: (run?.annotations ?? []).map((each) => String(each['message'])).join('\n'),
    summary: String(run?.output.summary),
  };
};

test('the check names the conversation that a line comes from', async () => {
  expect(await send(suggested)).toBe(200);
  const { messages, summary } = await review('find', 'app/find.py', suggested.replaceAll('connection', 'db'));
  expect(messages).toContain('written with Claude Code (reported)');
  expect(messages).toMatch(
    /asked for by dana on \d{4}-\d\d-\d\d, line edited since, https:\/\/claude\.example\/conversation-7\b/,
  );
  expect(messages).not.toContain('token=x');
  expect(messages).not.toContain('acme.example');
  expect(summary).toContain('reported');
});

test('the security operations centre hears of it, with its origin', async () => {
  await expect.poll(() => existsSync(eventFile), { timeout: 150_000 }).toBe(true);
  const [event] = readFileSync(eventFile, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SocEvent);
  expect(event).toMatchObject({
    type: 'finding.reported',
    repository: name,
    path: 'app/find.py',
    who: 'dana',
    origin: 'Claude Code (reported)',
  });
});

test('and nothing where no suggestion fits', async () => {
  const own = suggested
    .replaceAll('orders', 'carts')
    .replaceAll('find', 'look')
    .replaceAll('connection', 'c');
  const { messages } = await review(
    'look',
    'web/look.py',
    own.replace('app = Flask(__name__)', 'app = Flask("look")'),
  );
  expect(messages).toContain('sql-from-interpolation');
  expect(messages).not.toContain('asked for');
});

test('what was kept holds no code and no folder of a person', async () => {
  await app.close();
  const store = await openStore({ directory });
  const [stored] = await lastReviews(store.db, 10);
  const events = await store.db.selectFrom('traceEvents').selectAll().execute();
  await store.close();
  app = await startReviewingApp(sim, () => '2026-11-21', { config: { store: { directory } } });
  expect(stored).toBeDefined();
  expect(events).toHaveLength(1);
  expect(events[0]?.repositoryId).not.toBeNull();
  expect(JSON.stringify(events)).not.toMatch(/execute|\/home\//);
});
