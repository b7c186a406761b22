// How the App refuses to start, as a person or a supervisor sees it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'langguard-main-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = new URL('./main.ts', import.meta.url).pathname;

test.each<[string, string[], Record<string, string>, RegExp]>([
  ['without credentials', [], {}, /npm start -- --register[^]*ghe\.example\.com[^]*\/api\/github\/webhooks/],
  ['with half of them', [], { APP_ID: '1' }, /PRIVATE_KEY is missing[^]*WEBHOOK_SECRET is missing/],
  [
    'with a guessable secret',
    [],
    { APP_ID: '1', WEBHOOK_SECRET: 'development' },
    /WEBHOOK_SECRET can be guessed/,
  ],
  ['with an option that it does not know', ['--prot'], {}, /Unknown option '--prot'/],
  [
    'with an address that GitHub cannot reach',
    ['--register', '--url', 'http://localhost'],
    {},
    /cannot reach/,
  ],
])('refuses to start %s', (_name, args, env, said) => {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const result = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    encoding: 'utf8',
  });
  expect(result.stderr).toMatch(said);
  expect(result.status).toBe(2);
});
