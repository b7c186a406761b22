// Fault 35, and no content in logs: canaries in code, names and comments are in no log line, no metric and, sealed, in no row.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../src/store/open.ts';
import { readSealKeys } from '../src/store/sealed.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-canaries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = randomBytes(32).toString('base64');
/** In the form of a real one, and nobody's. */
const secret = ['AKIA', 'QX7LZ2M4', 'NP6RT3VW'].join('');
const canary = {
  line: 'canaryline7f3a',
  comment: 'canarycomment51bd',
  waiver: 'canarywaiver9e20',
  title: 'canarytitle4c11',
  message: 'canarymessage880e',
};
const path = 'src/canaryname1d77\u001b[31m\nINFO forged.py';
const hole = `import sqlite3
from flask import Flask, request
app = Flask(__name__)

@app.get("/find")
def find():
    db = sqlite3.connect("x.db")
    return str(db.execute("SELECT * FROM ${canary.line} WHERE id = " + request.args["id"]).fetchall())
`;

interface Result {
  metrics: string;
  finding: string;
  annotations: number;
  comments: string[];
  sent: unknown[];
}
let result: Result;
let log: string;
let rows: Map<string, string>;

beforeAll(async () => {
  const directory = join(folder, 'data');
  const told = {
    directory,
    key,
    result: join(folder, 'result.json'),
    files: { [path]: hole, 'src/keys.py': `aws_access_key_id = "${secret}"\n` },
    ...canary,
    comment: `Please look, ${canary.comment}.\n\n/langguard help\n`,
  };
  const script = fileURLToPath(new URL('./canary-run.ts', import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, CANARY_RUN: JSON.stringify(told) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  log = Buffer.concat(said).toString();
  expect(code, log.slice(-3000)).toBe(0);
  result = JSON.parse(readFileSync(told.result, 'utf8')) as Result;

  const store = await openStore({ directory }, readSealKeys({ current: key }).keys);
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')`.execute(store.db);
  rows = new Map();
  for (const { schema, name } of tables.rows) {
    const found = await sql`select * from ${sql.table(`${schema}.${name}`)}`.execute(store.db);
    rows.set(name, JSON.stringify(found.rows));
  }
  await store.close();
});

test('the run had something to hide: it found, answered, waived and failed', () => {
  expect(result.annotations).toBeGreaterThanOrEqual(2);
  expect(result.finding).toMatch(/^[0-9a-f]{12}$/);
  expect(result.comments.join('\n')).toContain('Waived until');
  expect(log).toContain('review published');
  expect(log).toContain('job failed');
  expect(rows.get('reviews')).toContain('lgs1.');
  expect(rows.get('waivers')).toContain('lgs1.');
  expect(rows.get('findings')).toContain('canaryname1d77');
});

test('no log line repeats code, a secret, a comment, a title, a message or a file name', () => {
  for (const word of [secret, ...Object.values(canary), 'canaryname1d77']) expect(log).not.toContain(word);
});

test('fault 35: no log line is forged: each is JSON, and none has a control character', () => {
  // oxlint-disable-next-line no-control-regex
  expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/);
  const lines = log.split('\n').filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(() => JSON.parse(line) as unknown, line.slice(0, 200)).not.toThrow();
});

test('no metric repeats them', () => {
  expect(result.metrics).toContain('langguard_reviews_total');
  for (const word of [secret, ...Object.values(canary), 'canaryname1d77', name])
    expect(result.metrics).not.toContain(word);
});

test('no row holds the secret, and what is sensitive is in none that can be read without the key', () => {
  for (const [table, text] of rows) {
    expect(text, table).not.toContain(secret);
    for (const word of Object.values(canary)) expect(text, table).not.toContain(word);
  }
});

test('nothing that is sent to GitHub holds the secret', () => {
  expect(JSON.stringify(result.sent)).toContain(canary.line);
  expect(JSON.stringify(result.sent)).not.toContain(secret);
});

const name = 'acme';
