// Who is let in: App JWTs, installation tokens, their scope and life, suspension, rate limits and redirects.
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appJwt, asApp, asInstallation, octokitWith, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';

const repo = { owner: 'octo', repo: 'app' };
let sim: GitHubSim;

beforeEach(async () => {
  sim = await startGitHub();
  await sim.createRepository('octo', 'app', { private: true });
  await sim.createRepository('octo', 'other');
  await sim.createRepository('rival', 'secret', { private: true });
});

afterEach(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

const otherKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
});
const seconds = Math.floor(Date.now() / 1000);

test.each([
  ['another key', {}, String(otherKey), 401, 'A JSON web token could not be decoded'],
  ['another issuer', { iss: 1 }, undefined, 404, 'Integration not found'],
  ['no issuer', { iss: undefined }, undefined, 401, `Missing 'issuer' claim ('iss') in assertion`],
  [
    'expired',
    { iat: seconds - 700, exp: seconds - 100 },
    undefined,
    401,
    `'Expiration time' claim ('exp') must be`,
  ],
  [
    'too long a life',
    { exp: seconds + 1200 },
    undefined,
    401,
    `'Expiration time' claim ('exp') is too far in the future`,
  ],
  [
    'issued in the future',
    { iat: seconds + 300 },
    undefined,
    401,
    `'Issued at' claim ('iat') must be an Integer`,
  ],
])('refuses a JWT with %s', async (_, claims, key, status, message) => {
  const refused = await refusal(octokitWith(sim, appJwt(sim, claims, key)).apps.getAuthenticated());
  expect(refused.status).toBe(status);
  expect(refused.message).toContain(message);
});

test('accepts the client id as issuer and lists installations', async () => {
  const octokit = octokitWith(sim, appJwt(sim, { iss: sim.appCredentials.clientId }));
  const { data: app } = await octokit.apps.getAuthenticated();
  expect(app?.slug).toBe('langguard');
  const { data } = await octokit.apps.listInstallations();
  expect(data.map((item) => item.id)).toEqual([sim.installationId('octo'), sim.installationId('rival')]);
  const { data: found } = await octokit.apps.getRepoInstallation(repo);
  expect(found.id).toBe(sim.installationId('octo'));
});

test('keeps a token within its installation, its repositories and its permissions', async () => {
  const whole = await asInstallation(sim);
  expect((await refusal(whole.repos.get({ owner: 'rival', repo: 'secret' }))).status).toBe(404);
  const narrow = await asInstallation(sim, 'octo', {
    repositories: ['app'],
    permissions: { contents: 'read', checks: 'read' },
  });
  expect((await narrow.repos.get(repo)).status).toBe(200);
  expect((await refusal(narrow.repos.get({ owner: 'octo', repo: 'other' }))).status).toBe(404);
  const { data } = await narrow.apps.listReposAccessibleToInstallation();
  expect(data.repositories.map((item) => item.name)).toEqual(['app']);
  const forbidden = { status: 403, message: 'Resource not accessible by integration' };
  expect(await refusal(narrow.pulls.list(repo))).toMatchObject(forbidden);
  const write = narrow.checks.create({ ...repo, name: 'x', head_sha: 'a'.repeat(40) });
  expect(await refusal(write)).toMatchObject(forbidden);
  const more = asInstallation(sim, 'octo', { permissions: { administration: 'write' } });
  expect((await refusal(more)).status).toBe(422);
  expect((await refusal(asInstallation(sim, 'octo', { repositories: ['secret'] }))).status).toBe(422);
});

test('lets a token live for an hour of its own clock', async () => {
  const octokit = await asInstallation(sim);
  sim.clock.advance(59 * 60_000);
  expect((await octokit.repos.get(repo)).status).toBe(200);
  sim.clock.advance(2 * 60_000);
  expect(await refusal(octokit.repos.get(repo))).toMatchObject({ status: 401, message: 'Bad credentials' });
});

test('refuses the suspended and forgets the uninstalled', async () => {
  const octokit = await asInstallation(sim);
  const suspended = { status: 403, message: 'This installation has been suspended' };
  const id = sim.installationId('octo');
  sim.suspend('octo');
  expect(await refusal(octokit.repos.get(repo))).toMatchObject(suspended);
  expect(await refusal(asInstallation(sim))).toMatchObject(suspended);
  sim.unsuspend('octo');
  expect((await octokit.repos.get(repo)).status).toBe(200);
  sim.uninstall('octo');
  expect((await refusal(octokit.repos.get(repo))).status).toBe(401);
  expect((await refusal(asApp(sim).apps.createInstallationAccessToken({ installation_id: id }))).status).toBe(
    404,
  );
});

test('mints tokens of both forms', async () => {
  const mint = async (headers: Record<string, string>) =>
    (
      await asApp(sim).apps.createInstallationAccessToken({
        installation_id: sim.installationId('octo'),
        headers,
      })
    ).data.token;
  expect(await mint({})).toMatch(/^ghs_[A-Za-z0-9]{36}$/);
  const long = await mint({ 'x-github-stateless-s2s-token': 'enabled' });
  expect(long).toMatch(/^ghs_4242_[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(long.length).toBeGreaterThan(400);
  expect((await octokitWith(sim, long).repos.get(repo)).status).toBe(200);
});

test('counts requests, answers 304 for free and refuses when nothing is left', async () => {
  const octokit = await asInstallation(sim);
  const first = await octokit.repos.get(repo);
  expect(first.headers['x-github-request-id']).toMatch(/^[0-9A-F:]+$/);
  const left = Number(first.headers['x-ratelimit-remaining']);
  const etag = first.headers.etag ?? '';
  expect((await refusal(octokit.repos.get({ ...repo, headers: { 'if-none-match': etag } }))).status).toBe(
    304,
  );
  const again = await octokit.repos.get(repo);
  expect(Number(again.headers['x-ratelimit-remaining'])).toBe(left - 1);
  expect((await octokit.rateLimit.get()).data.rate.remaining).toBe(left - 1);
  sim.setRateLimit('octo', { remaining: 0, resetInSeconds: 30 });
  const message = `API rate limit exceeded for installation ID ${sim.installationId('octo')}.`;
  expect(await refusal(octokit.repos.get(repo))).toMatchObject({ status: 403, message });
  sim.clock.advance(31_000);
  expect((await octokit.repos.get(repo)).status).toBe(200);
});

test('leaves out what the version of March 2026 dropped, and refuses versions that never were', async () => {
  await sim.commit('octo/app', { branch: 'main', files: { a: 'a\n' } });
  await sim.commit('octo/app', { branch: 'topic', files: { a: 'b\n' } });
  await sim.openPullRequest('octo/app', { head: 'topic' });
  const octokit = await asInstallation(sim);
  const read = async (version: string) =>
    (await octokit.pulls.get({ ...repo, pull_number: 1, headers: { 'x-github-api-version': version } })).data;
  expect(Object.keys(await read('2022-11-28'))).toContain('merge_commit_sha');
  expect(Object.keys(await read('2026-03-10'))).not.toContain('merge_commit_sha');
  expect((await refusal(read('2020-01-01'))).status).toBe(400);
});

test('stands in for an Enterprise Server below /api/v3, without rate limits', async () => {
  const server = await startGitHub({ enterprise: '3.17' });
  await server.createRepository('octo', 'app');
  const octokit = await asInstallation(server);
  const { headers } = await octokit.repos.get(repo);
  expect(server.url).toMatch(/\/api\/v3$/);
  expect(headers['x-github-enterprise-version']).toBe('3.17');
  expect(headers['x-ratelimit-remaining']).toBeUndefined();
  const newer = octokit.repos.get({ ...repo, headers: { 'x-github-api-version': '2026-03-10' } });
  expect((await refusal(newer)).status).toBe(400);
  await server.close();
});
