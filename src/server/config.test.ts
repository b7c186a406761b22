// What the environment may say, and what it is refused for.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const folder = mkdtempSync(join(tmpdir(), 'langguard-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keyFile = join(folder, 'key.pem');
const secretFile = join(folder, 'secret');
writeFileSync(keyFile, pem);
writeFileSync(secretFile, `${'f'.repeat(32)}\n`);

const sealKey = randomBytes(32);
const otherKey = randomBytes(32).toString('base64');
const sealKeyFile = join(folder, 'seal-key');
writeFileSync(sealKeyFile, `${sealKey.toString('base64')}\n`);

const good = { APP_ID: '12', PRIVATE_KEY: pem, WEBHOOK_SECRET: 'w'.repeat(32) };

test.each<[string, Record<string, string>, object]>([
  [
    'the least',
    good,
    { appId: 12, githubApiUrl: 'https://api.github.com', port: 3000, store: { directory: './data' } },
  ],
  ['a key on one line', { ...good, PRIVATE_KEY: pem.replaceAll('\n', '\\n') }, { privateKey: pem }],
  ['a key in base64', { ...good, PRIVATE_KEY: Buffer.from(pem).toString('base64') }, { privateKey: pem }],
  ['a key in a file', { ...good, PRIVATE_KEY: '', PRIVATE_KEY_PATH: keyFile }, { privateKey: pem.trim() }],
  [
    'a secret in a file',
    { ...good, WEBHOOK_SECRET: '', WEBHOOK_SECRET_FILE: secretFile },
    { webhookSecrets: ['f'.repeat(32)] },
  ],
  [
    'a rotation',
    { ...good, WEBHOOK_SECRET_PREVIOUS: 'p'.repeat(32) },
    { webhookSecrets: ['w'.repeat(32), 'p'.repeat(32)] },
  ],
  [
    'an Enterprise Server',
    { ...good, GHE_HOST: 'ghe.example.com' },
    { githubApiUrl: 'https://ghe.example.com/api/v3' },
  ],
  [
    'an API address',
    { ...good, GITHUB_API_URL: 'http://127.0.0.1:9/' },
    { githubApiUrl: 'http://127.0.0.1:9' },
  ],
  ['PostgreSQL', { ...good, DATABASE_URL: 'postgres://db/x' }, { store: { databaseUrl: 'postgres://db/x' } }],
  ['a retention', { ...good, LANGGUARD_RETENTION_DAYS: '90' }, { retentionDays: 90 }],
  ['open metrics', good, { metrics: { isOff: false } }],
  [
    'metrics with a token in a file',
    { ...good, LANGGUARD_METRICS_TOKEN_FILE: secretFile },
    { metrics: { isOff: false, token: 'f'.repeat(32) } },
  ],
  ['no metrics', { ...good, LANGGUARD_METRICS: 'off' }, { metrics: { isOff: true } }],
  [
    'a key for data at rest, and the one before',
    {
      ...good,
      LANGGUARD_ENCRYPTION_KEY_FILE: sealKeyFile,
      LANGGUARD_ENCRYPTION_KEY_PREVIOUS: otherKey,
    },
    { sealKeys: { current: { bytes: sealKey }, all: [{ bytes: sealKey }, {}] } },
  ],
])('accepts %s', (_name, env, expected) => {
  const result = readConfig(env);
  expect(result).toMatchObject({ ok: true, config: expected });
});

test.each<[string, Record<string, string>, RegExp]>([
  ['nothing', {}, /APP_ID/],
  ['no secret', { ...good, WEBHOOK_SECRET: '' }, /WEBHOOK_SECRET is missing/],
  ["Probot's default secret", { ...good, WEBHOOK_SECRET: 'development' }, /WEBHOOK_SECRET can be guessed/],
  ['no retention at all', { ...good, LANGGUARD_RETENTION_DAYS: '0' }, /LANGGUARD_RETENTION_DAYS/],
  [
    'a key that is a password',
    { ...good, LANGGUARD_ENCRYPTION_KEY: 'hunter2' },
    /LANGGUARD_ENCRYPTION_KEY is no key: give the base64/,
  ],
  ['a short secret', { ...good, WEBHOOK_SECRET: 'abcdefghijk' }, /WEBHOOK_SECRET can be guessed/],
  [
    'a guessable old secret',
    { ...good, WEBHOOK_SECRET_PREVIOUS: 'changeme' },
    /WEBHOOK_SECRET_PREVIOUS can be guessed/,
  ],
  ['a key that is none', { ...good, PRIVATE_KEY: 'hello' }, /not an RSA private key/],
  [
    'a missing file',
    { ...good, PRIVATE_KEY: '', PRIVATE_KEY_FILE: join(folder, 'none') },
    /cannot be read \(ENOENT\)/,
  ],
  ['an id that is none', { ...good, APP_ID: 'Iv1.abc' }, /APP_ID/],
  ['a host with a path', { ...good, GHE_HOST: 'ghe.example.com/api' }, /GHE_HOST/],
  ['a level that is none', { ...good, LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  [
    'a short metrics token',
    { ...good, LANGGUARD_METRICS_TOKEN: 'short' },
    /LANGGUARD_METRICS_TOKEN is too short/,
  ],
  [
    'authorities that are none',
    { ...good, LANGGUARD_CA_FILE: keyFile },
    /LANGGUARD_CA_FILE: .*no certificate/,
  ],
])('fault 31: refuses %s', (_name, env, problem) => {
  const result = readConfig(env);
  expect(result.ok ? '' : result.problems.join('\n')).toMatch(problem);
});

test('reads where to look things up', () => {
  const mirror = 'https://mirror.example.com/osv';
  const env = { ...good, LANGGUARD_OFFLINE: 'true', LANGGUARD_OSV_URL: mirror, LANGGUARD_DATA: '/var/lib/x' };
  expect(readConfig(env)).toMatchObject({
    lookups: { offline: true, osvUrl: mirror, cacheDirectory: '/var/lib/x/lookups' },
  });
  expect(readConfig(good)).toMatchObject({ lookups: { offline: false } });
});

test('knows who was never registered from who mistyped', () => {
  expect(readConfig({})).toMatchObject({ ok: false, unregistered: true });
  expect(readConfig({ APP_ID: '1' })).toMatchObject({ ok: false, unregistered: false });
});

test('problems never repeat a secret', () => {
  const result = readConfig({ APP_ID: 'x', PRIVATE_KEY: 'private-canary', WEBHOOK_SECRET: 'canary' });
  expect(JSON.stringify(result)).not.toContain('canary');
});

test('reads who is told of findings, with secrets from the environment, and says where the file is wrong', () => {
  const file = join(folder, 'notices.yml');
  const url = '${env:CHAT}';
  const channel = `channels:\n  chat:\n    kind: slack\n    url: ${url}\n`;
  const env = { ...good, LANGGUARD_NOTICES: file, CHAT: 'https://hooks.slack.com/services/x' };
  writeFileSync(file, `version: 1\nhosts: [hooks.slack.com]\n${channel}`);
  expect(readConfig(env)).toMatchObject({ config: { notices: { channels: [{ name: 'chat' }] } } });
  writeFileSync(file, `version: 1\n${channel}`);
  expect(readConfig(env)).toMatchObject({ ok: false, problems: [expect.stringContaining(`${file}:5:10: `)] });
  expect(readConfig({ ...env, LANGGUARD_NOTICES: join(folder, 'nowhere') })).toMatchObject({ ok: false });
  expect(readConfig(good)).not.toHaveProperty('config.notices');
});

test('reads the registries of organisations, and says where the file is wrong without what it says', () => {
  const file = join(folder, 'registries.yml');
  const written = (token: string): string =>
    `version: 1\norganisations:\n  acme:\n    registries:\n      npm: [{ url: https://npm.acme.example, token: '${token}' }]\n`;
  const env = { ...good, LANGGUARD_REGISTRIES: file, ACME: 'hush-hush' };
  writeFileSync(file, written('${env:ACME}'));
  expect(readConfig(env)).toMatchObject({
    lookups: { owners: [{ owner: 'acme', registries: [{ authorization: 'Bearer hush-hush' }] }] },
  });
  writeFileSync(file, written('hush-hush'));
  const refused = readConfig(env);
  expect(refused).toMatchObject({ ok: false, problems: [expect.stringContaining(`${file}:5:`)] });
  expect(JSON.stringify(refused)).not.toContain('hush-hush');
  expect(readConfig({ ...env, LANGGUARD_REGISTRIES: join(folder, 'nowhere') })).toMatchObject({ ok: false });
  expect(readConfig(good)).not.toHaveProperty('lookups.owners');
});
