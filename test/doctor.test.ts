// `langguard doctor` on a simulated GitHub: what is well, and each thing that is not.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ecosystemOf } from '../src/engine/ecosystems/index.ts';
import { readConfig } from '../src/server/config.ts';
import { checkLookups } from '../src/server/doctor/lookups.ts';
import { diagnose, type Check, type DoctorOptions } from '../src/server/doctor/index.ts';
import { bitsOf } from '../src/server/doctor/sign-in.ts';
import { openStore } from '../src/store/open.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startOsv } from './osv-sim/index.ts';
import { startRegistry } from './registry-sim/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-doctor-'));
const full = {
  metadata: 'read',
  checks: 'write',
  contents: 'read',
  pull_requests: 'write',
  merge_queues: 'read',
  members: 'read',
  security_events: 'write',
  issues: 'write',
  organization_custom_properties: 'read',
} as const;
let sim: GitHubSim;
/** What the clock of GitHub shows while it stands still. */
let standing: number | undefined;
/** Where the App would be. */
let own: Server;
let ownAnswer = { status: 200, text: 'ready\n' };
let ownUrl: string;

beforeAll(async () => {
  sim = await startGitHub({ permissions: full, now: () => standing ?? Date.now() });
  own = createServer((req, res) => {
    const isHook = req.url === '/api/github/webhooks';
    res.writeHead(isHook ? hookStatus : ownAnswer.status).end(isHook ? '' : ownAnswer.text);
  });
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  ownUrl = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  sim.webhookUrl = `${ownUrl}/api/github/webhooks`;
  await sim.createRepository('acme', 'shop');
  await sim.commit('acme/shop', { branch: 'main', parent: null, files: { a: 'a\n' } });
});

afterAll(async () => {
  await sim.close();
  await new Promise((resolve) => own.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

let hookStatus = 202;
let env: Record<string, string | undefined>;

beforeEach(() => {
  hookStatus = 202;
  ownAnswer = { status: 200, text: 'ready\n' };
  sim.hookConfig = undefined;
  sim.clearFaults();
  sim.setPermissions('acme', full);
  env = {
    APP_ID: String(sim.appCredentials.appId),
    PRIVATE_KEY: sim.appCredentials.privateKey,
    WEBHOOK_SECRET: sim.appCredentials.webhookSecret,
    GITHUB_API_URL: sim.url,
    LANGGUARD_DATA: join(folder, 'data'),
    LANGGUARD_OFFLINE: '1',
    LANGGUARD_ENCRYPTION_KEY: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64'),
  };
});

/** Has a webhook sent, so that there is a last delivery. */
async function deliver(): Promise<void> {
  sim.setPermissions('acme', full);
  await sim.commit('acme/shop', {
    branch: `b${Date.now()}`,
    parent: 'main',
    files: { b: String(Date.now()) },
  });
  await sim.settled();
}

const run = (options: DoctorOptions = {}): Promise<Check[]> =>
  diagnose(readConfig(env), { environment: env, ...options });
const of = (checks: readonly Check[], name: string): string =>
  checks
    .filter((check) => check.name === name)
    .map(({ state, what, todo }) => [state, what, todo].filter((part) => part !== undefined).join(' | '))
    .join('\n');

test('a healthy App', async () => {
  await deliver();
  const checks = await run();
  expect(checks.filter(({ state }) => state === 'fail')).toEqual([]);
  // The simulation speaks http.
  expect(checks.filter(({ state }) => state === 'warn').map(({ name }) => name)).toEqual(['webhook-tls']);
  expect(checks.map(({ name }) => name).join(' ')).toBe(
    'configuration github credentials clock permissions events installations webhook-tls webhook deliveries address ' +
      'database disk lookups encryption retention sweep notices metrics sign-in',
  );
  expect(of(checks, 'permissions')).toContain('full profile');
  expect(sim.violations).toEqual([]);
});

test.each<[string, () => void, string, RegExp]>([
  ['no APP_ID', () => (env['APP_ID'] = undefined), 'configuration', /^fail \| APP_ID/],
  [
    'a guessable secret',
    () => (env['WEBHOOK_SECRET'] = 'secret'),
    'configuration',
    /^fail \| WEBHOOK_SECRET can be guessed/,
  ],
  [
    'a file of notices that is not there',
    () => (env['LANGGUARD_NOTICES'] = join(folder, 'none.yml')),
    'configuration',
    /^fail \| LANGGUARD_NOTICES: the file .* cannot be read/,
  ],
  ['another App’s id', () => (env['APP_ID'] = '7'), 'credentials', /^fail \| GitHub answers 40[14].*APP_ID/],
  [
    'a wrong address',
    () => (env['GITHUB_API_URL'] = 'http://127.0.0.1:9'),
    'github',
    /^fail \| 127\.0\.0\.1:9 does not answer.*LANGGUARD_CA_FILE/,
  ],
  [
    'GitHub in trouble',
    () => sim.fault({ kind: 'status', status: 502, path: /^\/app$/, times: 5 }),
    'github',
    /^fail \| .* answers 502/,
  ],
  [
    'a permission not accepted',
    () => sim.setPermissions('acme', { ...full, members: 'none' as 'read', checks: 'read' }),
    'installation',
    /^warn \| acme has not accepted checks: write, members: read\..*owner accepts/,
  ],
  [
    'webhooks to the bare address',
    () => (sim.hookConfig = { url: ownUrl }),
    'webhook',
    /^fail \| Webhooks go to .*\/\..*\/api\/github\/webhooks/,
  ],
  [
    'no webhook address',
    () => (sim.hookConfig = { url: '' }),
    'webhook',
    /^fail \| The App has no webhook address/,
  ],
  [
    'form content',
    () => (sim.hookConfig = { content_type: 'form' }),
    'webhook',
    /^fail \| Webhooks come as form/,
  ],
  ['no secret', () => (sim.hookConfig = { secret: '' }), 'webhook', /^fail \| The webhook has no secret/],
  [
    'unchecked certificates',
    () => (sim.hookConfig = { url: 'https://localhost:9/api/github/webhooks', insecure_ssl: '1' }),
    'webhook-tls',
    /^warn \| GitHub does not check the certificate/,
  ],
  [
    'an address that nobody answers',
    () => (sim.hookConfig = { url: 'http://127.0.0.1:9/api/github/webhooks' }),
    'address',
    /^warn \| http:\/\/127\.0\.0\.1:9 is not reachable from here/,
  ],
  [
    'an App that is not ready',
    () => (ownAnswer = { status: 503, text: 'not ready' }),
    'address',
    /^warn \| .*answers 503/,
  ],
  [
    'another server there',
    () => (ownAnswer = { status: 200, text: '<html>' }),
    'address',
    /^warn \| .*answers 200.*proxy/,
  ],
  ['no key', () => (env['LANGGUARD_ENCRYPTION_KEY'] = undefined), 'encryption', /^warn \| .*openssl rand/],
  ['no sweep', () => (env['LANGGUARD_SWEEP_MINUTES'] = '0'), 'sweep', /^warn \| /],
  [
    'a data directory that is broken',
    () => {
      mkdirSync(join(folder, 'broken', 'pglite'), { recursive: true });
      writeFileSync(join(folder, 'broken', 'pglite', 'PG_VERSION'), 'nonsense');
      env['LANGGUARD_DATA'] = join(folder, 'broken');
    },
    'database',
    /^fail \| The database cannot be opened/,
  ],
  [
    'an unreachable database',
    () => (env['DATABASE_URL'] = 'postgres://a:b@127.0.0.1:9/c'),
    'database',
    /^fail \| The database cannot be opened.*DATABASE_URL/,
  ],
])('%s', async (_name, arrange, name, expected) => {
  arrange();
  expect(of(await run(), name)).toMatch(expected);
});

test.each([
  [401, 'WEBHOOK_SECRET'],
  [404, '/api/github/webhooks'],
  [503, 'database'],
])('deliveries that end with %i', async (status, remedy) => {
  hookStatus = status;
  await deliver();
  const told = of(await run(), 'deliveries');
  expect(told).toMatch(/^fail \| \d+ of the last \d+ deliveries arrived; the last one ended with/);
  expect(told).toContain(remedy);
});

test('fault 40: a clock that differs', async () => {
  const at = Math.floor(Date.now() / 1000) * 1000 + 400;
  standing = at;
  onTestFinished(() => void (standing = undefined));
  const late = { now: () => at - 95_000 };
  expect(of(await run(late), 'clock')).toMatch(/^warn \| This clock is 95 s behind GitHub's.*NTP/);
  const early = { now: () => at + 20_000 };
  expect(of(await run(early), 'clock')).toMatch(/^ok \| This clock is 20 s ahead/);
});

test('an App with too little, or with too much', async () => {
  const other = await startGitHub({
    permissions: { metadata: 'read', checks: 'read', contents: 'write', pull_requests: 'read' },
    events: ['pull_request'],
  });
  try {
    Object.assign(env, {
      GITHUB_API_URL: other.url,
      PRIVATE_KEY: other.appCredentials.privateKey,
      WEBHOOK_SECRET: other.appCredentials.webhookSecret,
    });
    const checks = await run();
    expect(of(checks, 'permissions')).toMatch(/^fail \| The App lacks checks: write, merge_queues: read\./);
    expect(of(checks, 'permissions-beyond')).toMatch(/^warn \| The App may also contents: write\./);
    expect(of(checks, 'events')).toMatch(
      /^fail \| The App does not hear of check_run, check_suite, merge_group/,
    );
    expect(of(checks, 'installations')).toMatch(/^warn \| Nobody installed the App/);
    expect(of(checks, 'webhook')).toMatch(/^fail \| The App has no webhook address/);
  } finally {
    await other.close();
  }
});

describe('sign-in', () => {
  const url = 'https://langguard.example.com';
  const on = (over: Record<string, string | undefined> = {}): unknown =>
    Object.assign(env, {
      LANGGUARD_URL: url,
      CLIENT_ID: sim.appCredentials.clientId,
      CLIENT_SECRET: sim.appCredentials.clientSecret,
      ...over,
    });

  test('complete: the callback is named, and GitHub takes the client and its secret', async () => {
    on();
    const from = sim.violations.length;
    sim.hookConfig = { url: `${url}/api/github/webhooks` };
    const checks = await run();
    expect(of(checks, 'callback')).toMatch(
      /^ok \| GitHub must send people back to https:\/\/langguard\.example\.com\/sign-in\/callback/,
    );
    expect(of(checks, 'callback-host')).toBe('');
    expect(of(checks, 'client')).toMatch(/^ok \| GitHub takes the client/);
    expect(of(checks, 'cookie-key')).toMatch(/^ok/);
    // Other tests make GitHub say what it never says.
    expect(sim.violations.slice(from)).toEqual([]);
  });

  test.each<[string, Record<string, string | undefined>, string, RegExp]>([
    ['another host', {}, 'callback-host', /^warn \| Webhooks go to 127\.0\.0\.1:\d+, people to langguard\./],
    ['http', { LANGGUARD_URL: 'http://localhost:3000' }, 'callback', /^warn \| .*not https\. \| Put a proxy/],
    [
      'another client',
      { CLIENT_ID: 'Iv1.other' },
      'client',
      /^fail \| CLIENT_ID is Iv1\.other; this App's is/,
    ],
    [
      'another secret',
      { CLIENT_SECRET: 'f0e1d2c3b4a5968778695a4b3c2d1e0f' },
      'client',
      /^fail \| GitHub does not take CLIENT_SECRET/,
    ],
    [
      'a guessable secret',
      { CLIENT_SECRET: 'a'.repeat(40) },
      'cookie-key',
      /^fail \| CLIENT_SECRET has about 0 bits/,
    ],
    [
      'a patterned secret',
      { CLIENT_SECRET: 'secret-'.repeat(6) },
      'cookie-key',
      /^fail \| CLIENT_SECRET has about \d\d bits/,
    ],
    [
      'no secret',
      { CLIENT_SECRET: undefined },
      'sign-in',
      /^warn \| The dashboard is off: LANGGUARD_URL, CLIENT_ID are set, CLIENT_SECRET is not/,
    ],
    [
      'no client',
      { CLIENT_ID: undefined, LANGGUARD_URL: undefined },
      'sign-in',
      /^warn .* CLIENT_SECRET is set, LANGGUARD_URL, CLIENT_ID are not/,
    ],
    [
      'no address, as registration leaves it',
      { LANGGUARD_URL: undefined },
      'sign-in',
      /^ok \| The dashboard is off/,
    ],
    [
      'off',
      { CLIENT_SECRET: undefined, LANGGUARD_DASHBOARD: 'off' },
      'sign-in',
      /^ok \| The dashboard is off/,
    ],
    [
      'on this machine',
      { LANGGUARD_DASHBOARD: 'local', HOST: '127.0.0.1' },
      'sign-in',
      /^ok \| .* this machine only/,
    ],
    [
      'wanted and incomplete',
      { CLIENT_ID: undefined, LANGGUARD_DASHBOARD: 'github' },
      'configuration',
      /^fail \| LANGGUARD_DASHBOARD=github needs/,
    ],
    [
      'an address with a path',
      { LANGGUARD_URL: `${url}/app` },
      'configuration',
      /^fail \| LANGGUARD_URL is the address alone/,
    ],
  ])('%s', async (_name, over, name, expected) => {
    on(over);
    expect(of(await run(), name)).toMatch(expected);
  });

  test('a secret as GitHub makes it is always enough', () => {
    for (let at = 0; at < 300; at++) expect(bitsOf(randomBytes(20).toString('hex'))).toBeGreaterThan(96);
  });
});

test('lookups: all, some and none', async () => {
  const [osv, registry] = [
    await startOsv(),
    await startRegistry(
      Object.fromEntries(
        (['npm', 'pypi'] as const).map((id) => [
          id,
          { [ecosystemOf(id)?.popular().names[0] ?? '']: { versions: { '1.0.0': {} } } },
        ]),
      ),
    ),
  ];
  // The others are not there: not in a test.
  const over = { ports: { sleep: async () => {}, random: () => 0 } };
  const config = {
    offline: false,
    cacheDirectory: '',
    osvUrl: osv.url,
    npmRegistry: registry.npmUrl,
    pypiUrl: registry.pypiUrl,
  };
  try {
    const some = await checkLookups(config, over);
    expect(of(some, 'osv')).toBe('ok | OSV answers.');
    expect(of(some, 'registries')).toMatch(/^warn \| Not answering: .*crates/);
    expect(of(some, 'registries')).not.toMatch(/npm \(|pypi \(/);
    const none = await checkLookups(
      { ...config, osvUrl: 'http://127.0.0.1:9', npmRegistry: 'http://127.0.0.1:9' },
      over,
    );
    expect(of(none, 'osv')).toMatch(/^fail \| OSV does not answer.*offline database/);
    expect(of(none, 'registries')).toMatch(/^fail \| Not answering: npm \(/);
    const file = await checkLookups({ ...config, offline: true, osvDatabase: join(folder, 'none.db') });
    expect(of(file, 'lookups')).toMatch(/^ok \| Nobody is asked/);
    expect(of(file, 'osv-database')).toMatch(/^fail \| .*langguard osv sync/);
  } finally {
    await Promise.all([osv.close(), registry.close()]);
  }
});

test('a data directory: in use, and with another key', async () => {
  const directory = join(folder, 'used');
  const read = readConfig(env);
  if (!read.ok) throw new Error('The test’s own environment is wrong.');
  const store = await openStore({ directory }, read.config.sealKeys);
  env['LANGGUARD_DATA'] = directory;
  expect(of(await run(), 'database')).toMatch(/^ok \| A running App has .*\/readyz/);
  await store.close();
  const found = await run();
  expect(of(found, 'database')).toMatch(/^ok \| the embedded database/);
  expect(of(found, 'migrations')).toBe('ok | The tables are those of this version.');
  env['LANGGUARD_ENCRYPTION_KEY'] = Buffer.from(Array.from({ length: 32 }, (_, i) => 99 - i)).toString(
    'base64',
  );
  expect(of(await run(), 'encryption-data')).toMatch(/^fail \| Data are sealed with the key [0-9a-f]{8}/);
});

test('a PostgreSQL: empty, of a newer version, read-only, and with too few rights', async () => {
  const postgres = await startPostgres();
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  try {
    env['DATABASE_URL'] = postgres.url;
    expect(of(await run(), 'migrations')).toMatch(/^ok \| The next start brings 0001/);
    // The look itself made nothing.
    expect((await admin.query(`select to_regclass('deliveries') as found`)).rows).toEqual([{ found: null }]);
    await (await openStore({ databaseUrl: postgres.url })).close();
    expect(of(await run(), 'migrations')).toBe('ok | The tables are those of this version.');
    await admin.query(`insert into langguard_migration values ('9999-of-tomorrow', now()::text)`);
    expect(of(await run(), 'migrations')).toMatch(/^warn \| A newer LangGuard ran 9999-of-tomorrow/);
    // The older version starts all the same.
    await (await openStore({ databaseUrl: postgres.url })).close();

    const reader = new URL(postgres.url);
    reader.searchParams.set('options', '-c default_transaction_read_only=on');
    env['DATABASE_URL'] = reader.href;
    expect(of(await run(), 'database')).toMatch(/^fail \| PostgreSQL \S+ is read-only/);

    await admin.query(`create user poor password 'poor'`);
    await admin.query('create database other');
    const other = new URL(postgres.url);
    Object.assign(other, { username: 'poor', password: 'poor', pathname: '/other' });
    env['DATABASE_URL'] = other.href;
    expect(of(await run(), 'migrations')).toMatch(/^fail \| \d+ migrations wait.*Grant CREATE/);
  } finally {
    await admin.end();
    await postgres.stop();
  }
});

test('as a command: text, JSON and exit codes', async () => {
  const cli = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));
  const langguard = (...args: string[]) =>
    spawnSync(process.execPath, [cli, 'doctor', '--environment', 'none', ...args], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        LANGGUARD_OFFLINE: '1',
        GITHUB_API_URL: 'http://127.0.0.1:9',
        ...given,
      },
    });
  let given: Record<string, string> = {};
  const bare = langguard();
  expect(bare.status, bare.stderr).toBe(1);
  expect(bare.stdout).toMatch(/^fail {2}configuration {2}PRIVATE_KEY is missing.*To do: /m);
  expect(bare.stdout).toMatch(/\n0 ok, 0 to know of, \d failed\n$/);
  given = {
    APP_ID: '1',
    PRIVATE_KEY: sim.appCredentials.privateKey,
    WEBHOOK_SECRET: sim.appCredentials.webhookSecret,
    LANGGUARD_DATA: join(folder, 'fresh'),
  };
  const json = langguard('--format', 'json');
  expect(json.status, json.stderr).toBe(1);
  const report = JSON.parse(json.stdout) as { healthy: boolean; checks: Check[] };
  expect(report.healthy).toBe(false);
  expect(of(report.checks, 'github')).toMatch(/^fail/);
  expect(json.stdout).not.toContain(sim.appCredentials.webhookSecret);
  expect(json.stdout).not.toContain('PRIVATE KEY-----');
  expect(langguard('--format', 'xml').status).toBe(2);
});
