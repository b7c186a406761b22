// The manifest flow from the first page to the file of credentials.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findProblem, startRegistration, type Registration } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-register-'));
const pem = '-----BEGIN RSA PRIVATE KEY-----\nAAAA\nBBBB\n-----END RSA PRIVATE KEY-----\n';
const seen: string[] = [];
let api: Server;
let apiUrl: string;
let registration: Registration | undefined;
let count = 0;

beforeAll(async () => {
  api = createServer((req, res) => {
    seen.push(`${req.method} ${req.url}`);
    if (!req.url?.includes('good')) return void res.writeHead(404).end('{}');
    res.writeHead(201, { 'content-type': 'application/json' });
    res.end(
      JSON.stringify({
        id: 12,
        slug: 'lg',
        pem,
        webhook_secret: 'w'.repeat(40),
        client_id: 'Iv23li',
        client_secret: 'c'.repeat(40),
        html_url: 'https://ghe.example.com/apps/lg',
      }),
    );
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterEach(() => registration?.close());
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(over: { url?: string; org?: string; envFile?: string; manifestFile?: string } = {}) {
  const envFile = over.envFile ?? join(folder, `env-${count++}`);
  registration = await startRegistration({
    manifestFile: new URL('../../app.yml', import.meta.url).pathname,
    envFile,
    githubUrl: 'https://ghe.example.com',
    apiUrl,
    url: 'https://langguard.example.com/',
    ...over,
  });
  registration.done.catch(() => {});
  const page = async (path: string): Promise<string> => {
    const response = await fetch(`${registration?.url}${path}`);
    return `${response.status} ${await response.text()}`;
  };
  return { envFile, page, registration };
}

const stateOf = (html: string): string => /state=([0-9a-f]{64})/.exec(html)?.[1] ?? '';

function manifestOf(html: string): Record<string, unknown> {
  const value = /name="manifest" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return JSON.parse(
    value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  ) as Record<string, unknown>;
}

test('posts app.yml with our addresses and stores what comes back', async () => {
  const { envFile, page, registration: running } = await start({ org: 'acme' });
  const html = await page('/');
  expect(html).toContain('action="https://ghe.example.com/organizations/acme/settings/apps/new?state=');
  expect(manifestOf(html)).toMatchObject({
    url: 'https://langguard.example.com',
    hook_attributes: { url: 'https://langguard.example.com/api/github/webhooks', active: true },
    redirect_url: `${running.url}/registered`,
    callback_urls: ['https://langguard.example.com/sign-in/callback'],
    default_permissions: {
      checks: 'write',
      contents: 'read',
      pull_requests: 'read',
      merge_queues: 'read',
      metadata: 'read',
    },
    default_events: ['pull_request', 'check_run', 'check_suite', 'merge_group', 'repository'],
  });
  expect(await page(`/registered?code=good1&state=${stateOf(html)}`)).toMatch(/^200 .*Registered/);
  expect(await running.done).toEqual({ htmlUrl: 'https://ghe.example.com/apps/lg' });
  expect(seen.at(-1)).toBe('POST /app-manifests/good1/conversions');
  const env = parseEnv(readFileSync(envFile, 'utf8'));
  expect(env).toEqual({
    APP_ID: '12',
    PRIVATE_KEY: pem.trim(),
    WEBHOOK_SECRET: 'w'.repeat(40),
    CLIENT_ID: 'Iv23li',
    CLIENT_SECRET: 'c'.repeat(40),
    LANGGUARD_URL: 'https://langguard.example.com',
    GITHUB_API_URL: apiUrl,
  });
  expect(statSync(envFile).mode & 0o777).toBe(0o600);
});

test('the full profile asks for all that the minimal one does, and for what people do', async () => {
  const small = manifestOf(await (await start()).page('/'));
  const { page } = await start({ manifestFile: new URL('../../app.full.yml', import.meta.url).pathname });
  const full = manifestOf(await page('/'));
  expect(full['default_permissions']).toMatchObject({
    ...(small['default_permissions'] as object),
    pull_requests: 'write',
    members: 'read',
  });
  expect(full['default_events']).toEqual(
    expect.arrayContaining([
      ...(small['default_events'] as string[]),
      'issue_comment',
      'pull_request_review',
    ]),
  );
});

test.each([
  ['a wrong state', (state: string) => `code=good2&state=${state.replace(/./g, '0')}`],
  ['no state', () => 'code=good2'],
  ['no code', (state: string) => `state=${state}`],
  ['a code that leads elsewhere', (state: string) => `code=..%2fgood&state=${state}`],
])('refuses %s', async (_name, query) => {
  const { page } = await start();
  const before = seen.length;
  expect(await page(`/registered?${query(stateOf(await page('/')))}`)).toMatch(/^400 /);
  expect(seen.length).toBe(before);
});

test('an answer counts once', async () => {
  const { page } = await start();
  const state = stateOf(await page('/'));
  expect(await page(`/registered?code=good3&state=${state}`)).toMatch(/^200 /);
  expect(await page(`/registered?code=good3&state=${state}`)).toMatch(/^400 /);
});

test('says when GitHub refuses the code', async () => {
  const { page, registration: running } = await start();
  expect(await page(`/registered?code=bad&state=${stateOf(await page('/'))}`)).toMatch(/^502 /);
  await expect(running.done).rejects.toThrow(/404/);
});

test('another host name is answered nothing', async () => {
  const { registration: running } = await start();
  const status = await new Promise((resolve) => {
    request(running.url, { headers: { host: 'evil.example.com' } }, (res) => resolve(res.statusCode)).end();
  });
  expect(status).toBe(404);
});

test('never touches credentials that exist', async () => {
  const envFile = join(folder, 'used');
  writeFileSync(envFile, 'APP_ID=1\n');
  await expect(start({ envFile })).rejects.toThrow(/already holds an App/);
});

test('keeps other settings', async () => {
  const envFile = join(folder, 'other');
  writeFileSync(envFile, 'PORT=8080');
  const { page } = await start({ envFile });
  await page(`/registered?code=good4&state=${stateOf(await page('/'))}`);
  expect(parseEnv(readFileSync(envFile, 'utf8'))).toMatchObject({ PORT: '8080', APP_ID: '12' });
});

test.each([
  ['https://langguard.example.com', undefined],
  ['http://localhost:3000', /cannot reach/],
  ['http://127.0.0.1:3000', /cannot reach/],
  ['https://x.example.com/api/github/webhooks', /without a path/],
  ['ftp://x.example.com', /https/],
  ['langguard', /not an address/],
])('%s is judged', (address, problem) => {
  if (problem) expect(findProblem(address)).toMatch(problem);
  else expect(findProblem(address)).toBeUndefined();
});
