// What the ingress lets in, and what it says, keeps and logs of everything else.
import { createHmac } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhooks } from '@octokit/webhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createIngress } from './ingress.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';

const secret = "It's a Secret to Everybody";
const previous = 'the one before that';
const logged: string[] = [];
const kept: string[] = [];
let isDown = false;
let server: Server;
let url: string;

const note = (fields: unknown, text: unknown): void => void logged.push(JSON.stringify({ fields, text }));
const log = { info: note, warn: note, error: note } as unknown as Log;
const metrics = createMetrics();

beforeAll(async () => {
  const ingress = createIngress({
    queue: {
      accept: async (delivery) => {
        if (isDown) throw new Error('the database is down');
        const isKnown = kept.includes(delivery.guid);
        kept.push(delivery.guid);
        return isKnown ? 'duplicate' : 'new';
      },
    },
    forget: async (installation, what) => void kept.push(`forget ${installation} ${String(what)}`),
    secrets: [secret, previous],
    log,
    metrics,
  });
  server = createServer((req, res) => void ingress(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());
beforeEach(() => {
  logged.length = 0;
  kept.length = 0;
  isDown = false;
});

const sign = (body: string | Buffer, key = secret): string =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

const pull = JSON.stringify({
  action: 'opened',
  number: 7,
  pull_request: { head: { sha: 'a'.repeat(40) }, title: 'canary-title' },
  repository: { id: 2, name: 'r', full_name: 'o/r', owner: { login: 'o' } },
  installation: { id: 3 },
});

function headers(
  body: string | Buffer,
  over: Record<string, string | undefined> = {},
): Record<string, string> {
  const all = {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': 'guid-1',
    'x-hub-signature-256': sign(body),
    ...over,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function post(body: string | Buffer, over: Record<string, string | undefined> = {}): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: headers(body, over),
  });
  return `${response.status} ${(await response.text()).trim()}`;
}

test("GitHub's own example of a signature is right", async () => {
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  // Right, and so the body is looked at, which is no JSON.
  expect(await post('Hello, World!', { 'x-hub-signature-256': signature })).toMatch(/^400 The body is not/);
  expect(await post('Hello, World?', { 'x-hub-signature-256': signature })).toMatch(/^401 /);
});

test("what GitHub's own library signs is let in, and it accepts what is signed here", async () => {
  const webhooks = new Webhooks({ secret });
  const body = `${pull}\n \u00e9 \u{1f600}`.trimStart();
  expect(await webhooks.verify(body, sign(body))).toBe(true);
  expect(await post(pull, { 'x-hub-signature-256': await webhooks.sign(pull) })).toBe('202 new');
});

test.each<[string, string, Record<string, string | undefined>, RegExp, string[]]>([
  ['a signed pull request', pull, {}, /^202 new/, ['guid-1']],
  [
    'one signed with the previous secret',
    pull,
    { 'x-hub-signature-256': sign(pull, previous) },
    /^202 new/,
    ['guid-1'],
  ],
  ['no signature', pull, { 'x-hub-signature-256': undefined }, /^401 /, []],
  ['the old kind of signature', pull, { 'x-hub-signature-256': 'sha1=abc' }, /^401 /, []],
  ['a strange secret', pull, { 'x-hub-signature-256': sign(pull, 'strange') }, /^401 /, []],
  ['an empty secret', pull, { 'x-hub-signature-256': sign(pull, '') }, /^401 /, []],
  ['an unknown event', '{', { 'x-github-event': 'star' }, /^202 ignored/, []],
  [
    'an unknown event, unsigned',
    '{',
    { 'x-github-event': 'star', 'x-hub-signature-256': sign('[') },
    /^401 /,
    [],
  ],
  ['an action that is not ours', pull.replace('opened', 'labeled'), {}, /^202 ignored/, []],
  ['no event', pull, { 'x-github-event': undefined }, /^400 /, []],
  ['a GUID that writes into the log', pull, { 'x-github-delivery': 'a b' }, /^400 /, []],
  ['a form', pull, { 'content-type': 'application/x-www-form-urlencoded' }, /^400 Set the content type/, []],
  ['half a body', pull.slice(0, 50), {}, /^400 /, []],
  ['a body without what it should have', pull.replace('"number":7,', ''), {}, /^400 /, []],
])('%s', async (_name, body, over, answer, accepted) => {
  expect(await post(body, { 'x-hub-signature-256': sign(body), ...over })).toMatch(answer);
  expect(kept).toEqual(accepted);
  expect(logged.join('\n')).not.toContain('canary');
});

test('an uninstallation forgets before it is kept', async () => {
  const body = JSON.stringify({ action: 'deleted', installation: { id: 3 } });
  expect(await post(body, { 'x-github-event': 'installation' })).toBe('202 new');
  expect(kept).toEqual(['forget 3 all', 'guid-1']);
});

test('fault 41: a store that is down answers 503, so that GitHub shows it and it can be redelivered', async () => {
  isDown = true;
  expect(await post(pull)).toMatch(/^503 /);
  isDown = false;
  expect(await post(pull)).toBe('202 new');
});

test('a body that says it is too large is refused before it is read', async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const req = request(
      url,
      { method: 'POST', headers: headers('', { 'content-length': String(80 * 1024 * 1024) }) },
      (res) => {
        resolve(res.statusCode ?? 0);
        req.destroy();
      },
    );
    req.on('error', reject);
    // Not one byte of it is sent.
    req.flushHeaders();
  });
  expect(status).toBe(413);
});

test('a body that turns out too large is refused while it is read', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'canary ');
  const status = await new Promise<number>((resolve, reject) => {
    const req = request(url, { method: 'POST', headers: headers('') }, (res) => {
      resolve(res.statusCode ?? 0);
      req.destroy();
    });
    req.on('error', reject);
    let sent = 0;
    const go = (): void => {
      while (sent++ < 80) if (!req.write(piece)) return void req.once('drain', go);
    };
    go();
  });
  expect(status).toBe(413);
  expect(logged.join('\n').length).toBeLessThan(1000);
  expect(logged.join('\n')).not.toContain('canary');
});

test('the largest body that GitHub sends is taken', async () => {
  const filler = JSON.stringify({ ...(JSON.parse(pull) as object), filler: 'x'.repeat(24 * 1024 * 1024) });
  expect(await post(filler)).toBe('202 new');
});

test('a sender that stops in the middle is let go without a trace', async () => {
  await new Promise<void>((resolve) => {
    const req = request(url, { method: 'POST', headers: headers('', { 'content-length': '1000' }) });
    req.on('error', () => resolve());
    req.write('{"action"');
    setTimeout(() => req.destroy(new Error('gone')), 50);
  });
  expect(kept).toEqual([]);
  expect(await post(pull)).toBe('202 new');
});

test('counts what came', () => {
  expect(metrics.render({ langguard_queue_jobs: 3 })).toMatch(
    /langguard_webhooks_total\{event="pull_request",result="new"\} \d+[^]*langguard_queue_jobs 3\n$/,
  );
});
