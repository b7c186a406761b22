// Tests of remembered answers against a server on loopback: who sends which tag, and what is never kept.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProbotOctokit } from 'probot';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Octokit } from './github.ts';
import { rememberAnswers } from './remembered-answers.ts';

let server: Server;
let baseUrl: string;
let body = '{"number":7}';
const seen: [path: string, tag: string | undefined][] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    const tag = `W/"${body.length}"`;
    seen.push([req.url ?? '', req.headers['if-none-match']]);
    const headers = {
      etag: tag,
      'content-type': 'application/json',
      'x-ratelimit-remaining': String(seen.length),
    };
    if (req.headers['if-none-match'] === tag) res.writeHead(304, headers).end();
    else res.writeHead(200, { ...headers, link: '<https://x>; rel="next"' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  seen.length = 0;
  body = '{"number":7}';
});

function client(): Octokit {
  return new ProbotOctokit({ baseUrl, throttle: { enabled: false }, retry: { enabled: false } });
}

test('the second time it is asked with the tag, and the answer is whole', async () => {
  const memory = rememberAnswers();
  // Each job has a client of its own.
  const [first, second] = [client(), client()];
  memory.use(1, first);
  memory.use(1, second);
  const path = 'GET /repos/o/r/pulls/7';
  const once = await first.request(path);
  const again = await second.request(path);
  expect(seen.map(([, tag]) => tag)).toEqual([undefined, 'W/"12"']);
  expect(again).toMatchObject({ status: 200, data: once.data, headers: { link: '<https://x>; rel="next"' } });
  // What is left is what it is now.
  expect(again.headers['x-ratelimit-remaining']).toBe('2');
  body = '{"number":7,"changed":true}';
  expect((await second.request(path)).data).toEqual({ number: 7, changed: true });
});

test('another installation gets nothing of it', async () => {
  const memory = rememberAnswers();
  const [own, other] = [client(), client()];
  memory.use(1, own);
  memory.use(2, other);
  await own.request('GET /repos/o/r/git/trees/abc', { recursive: '1' });
  await other.request('GET /repos/o/r/git/trees/abc', { recursive: '1' });
  expect(seen.map(([, tag]) => tag)).toEqual([undefined, undefined]);
});

test.each([
  '/repos/o/r/git/blobs/abc',
  '/repos/o/r/contents/a.py',
  '/repos/o/r/pulls/7/files',
  '/repos/o/r/commits/abc',
])('source is not kept: %s', async (path) => {
  const memory = rememberAnswers();
  const one = client();
  memory.use(1, one);
  for (let round = 0; round < 2; round++) await one.request(`GET ${path}`);
  expect(seen.map(([, tag]) => tag)).toEqual([undefined, undefined]);
});

test('the least recently used one is forgotten', async () => {
  const memory = rememberAnswers(body.length + 5);
  const one = client();
  memory.use(1, one);
  for (const number of [1, 2, 1]) await one.request(`GET /repos/o/r/pulls/${number}`);
  expect(seen.map(([, tag]) => tag)).toEqual([undefined, undefined, undefined]);
});
