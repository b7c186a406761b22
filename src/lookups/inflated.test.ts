// Answers that are small on their way and enormous once unpacked.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askOnce, type Limits } from './http.ts';
import { createLookups } from './index.ts';

/** 200 MB of blanks in 200 KB. */
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(bomb);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('fault 29: an answer is measured after it is unpacked, and given up at the limit', async () => {
  const limits: Limits = { timeoutMs: 10_000, maxBytes: 1024 * 1024 };
  const before = process.memoryUsage().rss;
  const ports = { fetch, now: Date.now, random: Math.random, sleep: async () => {}, log: () => {} };
  expect(await askOnce(ports, url, {}, limits)).toMatchObject({
    failure: expect.stringContaining('larger') as string,
  });
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100);
});

test.each([
  ['npm', { npm: { registry: `${'{url}'}/` } }],
  ['pypi', { registries: { pypi: '{url}' } }],
])(
  'fault 29: a package of %s whose record is a bomb is unknown, not harmless',
  async (ecosystem, options) => {
    const filled = JSON.parse(JSON.stringify(options).replaceAll('{url}', url)) as object;
    const answers = await createLookups({ ...filled, ports: { sleep: async () => {} } }).answer([
      { kind: 'package', ecosystem, name: 'left-pad' },
    ]);
    expect([...answers.values()]).toMatchObject([
      { state: 'unknown', reason: expect.stringContaining('larger') as string },
    ]);
  },
);
