// What GitHub's answers mean for what a person sees, with a server that answers as a test says.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askAccess, isTokenRefused } from './access.ts';

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

let server: Server;
let url: string;
let asked: string[];
let answer: (path: string, page: number) => Answer;

beforeAll(async () => {
  server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://127.0.0.1');
    asked.push(pathname);
    const { status = 200, body, headers } = answer(pathname, Number(searchParams.get('page') ?? 1));
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

beforeEach(() => {
  asked = [];
  answer = github({});
});

const organization = { id: 1, target_type: 'Organization', account: { id: 50, login: 'acme' } };
const repositories = (from: number, to: number, total: number): Answer => ({
  body: {
    total_count: total,
    repositories: Array.from({ length: Math.max(0, to - from) }, (_, index) => ({ id: from + index + 1 })),
  },
});

function github({
  installations = [organization] as unknown[],
  total = 2,
  role = { status: 200, body: { role: 'member', state: 'active' } } as Answer,
}): typeof answer {
  return (path, page) => {
    if (path === '/user') return { body: { id: 9, login: 'dana' } };
    if (path === '/user/installations') return { body: { total_count: installations.length, installations } };
    if (path.startsWith('/user/memberships/')) return role;
    return repositories((page - 1) * 100, Math.min(page * 100, total), total);
  };
}

test('all pages are read, and the end is known from the count', async () => {
  answer = github({ total: 730 });
  const { reaches, isPartial, ...who } = await askAccess(url, 'ghu_x');
  expect(who).toEqual({ userId: 9, login: 'dana' });
  expect(new Set(reaches[0]?.repositoryIds).size).toBe(730);
  expect(isPartial).toBe(false);
  expect(asked.filter((path) => path.endsWith('/repositories'))).toHaveLength(8);
});

test('who sees more than the budget sees the first of it, and that is said', async () => {
  answer = github({ total: 1_000_000 });
  const { reaches, isPartial } = await askAccess(url, 'ghu_x');
  expect(isPartial).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(300);
  expect(reaches[0]?.repositoryIds.length).toBeGreaterThan(20_000);
});

test.each([
  ['an active owner', { status: 200, body: { role: 'admin', state: 'active' } }, true],
  ['an owner who was only invited', { status: 200, body: { role: 'admin', state: 'pending' } }, false],
  ['a member', { status: 200, body: { role: 'member', state: 'active' } }, false],
  ['an outsider', { status: 404 }, false],
  ['whom the App may not ask about', { status: 403 }, undefined],
])('%s administers: %o', async (_, role, isAdministrator) => {
  answer = github({ role });
  expect((await askAccess(url, 'ghu_x')).reaches).toEqual([
    { installationId: 1, repositoryIds: [1, 2], isAdministrator },
  ]);
});

test.each([
  ['their own account', 9, true],
  ["somebody else's", 10, false],
])('on %s a person administers: %o', async (_, id, isAdministrator) => {
  answer = github({ installations: [{ id: 1, target_type: 'User', account: { id, login: 'x' } }] });
  expect((await askAccess(url, 'ghu_x')).reaches[0]?.isAdministrator).toBe(isAdministrator);
});

test.each([403, 404])('an installation that answers %i is not there, and the others are', async (status) => {
  const others = github({ installations: [organization, { ...organization, id: 2 }] });
  answer = (path, page) => (path === '/user/installations/1/repositories' ? { status } : others(path, page));
  const { reaches, isPartial } = await askAccess(url, 'ghu_x');
  expect(reaches.map((each) => each.installationId)).toEqual([2]);
  expect(isPartial).toBe(true);
});

test.each([
  ['a server error', { status: 502 }],
  ['the rate limit', { status: 403, headers: { 'x-ratelimit-remaining': '0' } }],
  ['the secondary limit', { status: 403, headers: { 'retry-after': '60' } }],
  ['too many requests', { status: 429 }],
  ['a redirect elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ['another shape', { body: { total_count: 'many' } }],
  [
    'more than it should be',
    { body: { total_count: 1, repositories: [{ id: 1, x: 'x'.repeat(9_000_000) }] } },
  ],
])('%s is no answer: nothing is known then', async (_, given) => {
  const usual = github({});
  answer = (path, page) => (path.endsWith('/repositories') ? given : usual(path, page));
  await expect(askAccess(url, 'ghu_x')).rejects.toSatisfy((error) => !isTokenRefused(error));
});

test('a token that GitHub does not take is told from trouble', async () => {
  answer = () => ({ status: 401 });
  await expect(askAccess(url, 'ghu_x')).rejects.toSatisfy(isTokenRefused);
});
