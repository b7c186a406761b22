// The App against a GitHub Enterprise Server: https by an authority of its own, /api/v3, no rate limits (fault 46); and through a proxy.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthority, type Authority } from '../src/notices/servers-for-tests.ts';
import type { App } from '../src/server/app.ts';
import { readAuthorities, trustAuthorities } from '../src/server/authorities.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startProxy } from './connect-proxy.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';
import { until } from './until.ts';

const name = 'acme/shop';
const folder = mkdtempSync(join(tmpdir(), 'langguard-authority-'));
const caFile = join(folder, 'ca.pem');
const trusted = tls.getCACertificates('default');
let authority: Authority;
let sim: GitHubSim;
let app: App;

beforeAll(async () => {
  authority = await createAuthority();
  writeFileSync(caFile, `A company's own authority\n${authority.ca}`);
  sim = await startGitHub({ enterprise: '3.17', tls: await authority.certify('localhost') });
});

afterAll(async () => {
  await app?.close();
  await sim.close();
  tls.setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true, force: true });
});

const quiet = (): Promise<void> => untilQuiet(sim, app);

test('a file of authorities is read, or what is wrong with it is said', () => {
  expect(readAuthorities(caFile)).toEqual({ certificates: [authority.ca.trim()] });
  expect(readAuthorities(join(folder, 'none.pem'))).toEqual({
    problem: expect.stringContaining('cannot be read (ENOENT)') as string,
  });
  writeFileSync(join(folder, 'key.pem'), '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n');
  expect(readAuthorities(join(folder, 'key.pem'))).toEqual({
    problem: expect.stringContaining('holds no certificate') as string,
  });
  writeFileSync(join(folder, 'half.pem'), authority.ca.replace(/\n[^\n]+\n/, '\n'));
  expect(readAuthorities(join(folder, 'half.pem'))).toEqual({
    problem: expect.stringContaining('certificate 1 in') as string,
  });
});

test('fault 46: without its authority the server is not believed', async () => {
  await expect(fetch(`${sim.url}/meta`)).rejects.toMatchObject({
    cause: { code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/) as string },
  });
});

test('fault 46: reviews, re-runs, merge queues and sweeps work as on github.com', async () => {
  const read = readAuthorities(caFile);
  if ('problem' in read) throw new Error(read.problem);
  trustAuthorities(read.certificates);
  await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
  // Nobody hears of this one; the sweep at the start finds it.
  const early = await sim.commit(name, { branch: 'early', parent: 'main', files: { 'e.py': 'x = 1\n' } });
  await sim.openPullRequest(name, { head: 'early' });
  app = await startReviewingApp(sim, () => '2026-11-21', { config: { sweepMs: 600_000 } });
  // More than a page of files, so that the next page is asked for where the server says it is.
  const files = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`f${i}.py`, `x = ${i}\n`]));
  const sha = await sim.commit(name, { branch: 'change', parent: 'main', files });
  const { number } = await sim.openPullRequest(name, { head: 'change' });
  await quiet();
  const runs = (of: string) => sim.checkRuns(name, of).map((run) => `${run.status} ${run.conclusion}`);
  expect(runs(sha)).toEqual(['completed success']);
  await until(() => runs(early)[0] === 'completed success');
  await quiet();
  expect(runs(early)).toEqual(['completed success']);

  const [run] = sim.checkRuns(name, sha);
  await sim.rerequestRun(name, run?.id ?? 0);
  await quiet();
  expect(runs(sha)).toEqual(['completed success', 'completed success']);

  const group = await sim.queueMerge(name, number);
  await quiet();
  expect(runs(group)).toEqual(['completed success']);
  await sim.destroyMergeGroup(name, group, 'dequeued');

  await sim.renameRepository(name, 'store');
  const second = await sim.commit('acme/store', { branch: 'change', files: { 'f0.py': 'x = 7\n' } });
  await quiet();
  expect(sim.checkRuns('acme/store', second).map((each) => each.conclusion)).toEqual(['success']);

  // What people are shown leads to their own server, and no trace is named where none is sent.
  const shown = JSON.stringify(
    [...sim.checkRuns(name, sha), ...sim.checkRuns(name, group)].map(({ output, annotations }) => [
      output,
      annotations,
    ]),
  );
  expect(shown).not.toMatch(/https:\/\/(?:www\.|api\.)?github\.com/);
  expect(shown).not.toContain('Trace:');

  // Every request went to the API's own place and named the version that the server knows.
  expect(sim.violations).toEqual([]);
  for (const request of sim.requests)
    if (request.route !== '/graphql') expect(request.headers['x-github-api-version']).toBe('2022-11-28');
  expect(sim.requests.some((request) => request.path.startsWith('/rate_limit'))).toBe(true);
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).not.toContain('langguard_github_budget_remaining');
  expect(metrics).toContain('langguard_sweep_last_success_timestamp_seconds');
});

test('through a proxy, with an authority of one’s own: GitHub, OSV and registries', async () => {
  const host = 'ghe.company.invalid';
  const github = await startGitHub({ enterprise: '3.17', tls: { ...(await authority.certify(host)), host } });
  const asked: string[] = [];
  const mirror = createServer(await authority.certify('mirror.company.invalid'), (req, res) => {
    asked.push(`${req.method} ${req.url}`);
    res.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}');
  });
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  const proxy = await startProxy({
    [`${host}:443`]: github.port,
    'mirror.company.invalid:443': (mirror.address() as AddressInfo).port,
  });
  const child = spawn(process.execPath, [new URL('../src/main.ts', import.meta.url).pathname], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      APP_ID: String(github.appCredentials.appId),
      PRIVATE_KEY: github.appCredentials.privateKey,
      WEBHOOK_SECRET: github.appCredentials.webhookSecret,
      GHE_HOST: host,
      HOST: '127.0.0.1',
      PORT: '0',
      LANGGUARD_DATA: join(folder, 'data'),
      LANGGUARD_CA_FILE: caFile,
      LANGGUARD_OSV_URL: 'https://mirror.company.invalid/osv',
      LANGGUARD_PYPI_URL: 'https://mirror.company.invalid/pypi',
      LANGGUARD_NPM_REGISTRY: 'https://mirror.company.invalid/npm',
      HTTPS_PROXY: proxy.url,
      NO_PROXY: 'localhost,127.0.0.1',
      // Node before 24.14 only reads these variables when it is told to.
      ...('setGlobalProxyFromEnv' in http ? {} : { NODE_USE_ENV_PROXY: '1' }),
    },
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  try {
    const address = (): string | undefined => /"url":"(http:[^"]+)"/.exec(log)?.[1];
    await until(() => address() !== undefined, { told: () => log });
    github.webhookUrl = `${address()}/api/github/webhooks`;
    await github.createRepository('acme', 'shop');
    await github.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
    const files = {
      'requirements.txt': 'surely-invented-package==1.0.0\n',
      'package.json': '{"dependencies":{"surely-invented-package":"1.0.0"}}\n',
    };
    const sha = await github.commit(name, { branch: 'change', parent: 'main', files });
    await github.openPullRequest(name, { head: 'change' });
    const told = (): string =>
      `${log.slice(-2000)}\n${JSON.stringify([proxy.asked, asked, github.checkRuns(name, sha), github.deliveries.kept().map(({ event, status }) => [event, status])])}`;
    await until(() => github.checkRuns(name, sha)[0]?.status === 'completed', { told });
    expect([...new Set(proxy.asked)].sort()).toEqual([`${host}:443`, 'mirror.company.invalid:443']);
    expect(asked.some((each) => each.startsWith('POST /osv/'))).toBe(true);
    expect(asked.some((each) => each.startsWith('GET /pypi/'))).toBe(true);
    expect(asked.some((each) => each.startsWith('GET /npm/'))).toBe(true);
    expect(github.violations).toEqual([]);
    child.kill('SIGTERM');
    expect(await ended, log.slice(-2000)).toBe(0);
  } finally {
    child.kill('SIGKILL');
    await ended;
    await Promise.all([proxy.close(), github.close()]);
    mirror.closeAllConnections();
    await new Promise((resolve) => mirror.close(resolve));
  }
});
