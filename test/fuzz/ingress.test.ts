// No request makes the ingress crash, keep what nobody signed, or write down what it was sent.
import { createHmac } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIngress } from '../../src/server/ingress.ts';
import type { Log } from '../../src/server/log.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { fuzzBudget, fuzzTimeout } from '../fuzz-budget.ts';
import { texts } from './damage.ts';

const secret = 'a secret that nobody guesses';
const kept: string[] = [];
const logged: string[] = [];
let server: Server;
let port: number;

const note = (fields: unknown, text: unknown): void => void logged.push(JSON.stringify({ fields, text }));
const log = { info: note, warn: note, error: note, debug: note } as unknown as Log;

beforeAll(async () => {
  const ingress = createIngress({
    queue: {
      accept: async ({ guid }) => {
        kept.push(guid);
        return 'new';
      },
    },
    forget: async () => {},
    secrets: [secret],
    log,
    metrics: createMetrics(),
  });
  server = createServer((req, res) => void ingress(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

const sound = JSON.stringify({
  action: 'opened',
  number: 7,
  pull_request: { head: { sha: 'a'.repeat(40) }, title: 'canary-of-the-body' },
  repository: { id: 2, name: 'r', full_name: 'o/r', owner: { login: 'o' } },
  installation: { id: 3 },
});

function post(body: Buffer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const hex = fc.stringMatching(/^[0-9a-f]{0,70}$/);
const signature = fc.oneof(
  fc.constantFrom('sha256=', 'sha1=', '', 'sha256', `sha256=${'0'.repeat(64)}`),
  hex.map((text) => `sha256=${text}`),
  fc.stringMatching(/^[ -~]{0,40}$/),
);
const word = fc.oneof(
  fc.constantFrom('pull_request', 'push', 'installation', 'check_run', '__proto__', 'constructor', ''),
  fc.stringMatching(/^[ -~]{0,60}$/),
);

test(
  'what is not signed is neither kept nor written down',
  async () => {
    await fc.assert(
      fc.asyncProperty(texts([sound]), signature, word, word, async (text, sign, event, guid) => {
        logged.length = kept.length = 0;
        const status = await post(Buffer.from(text), {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': guid,
          'x-hub-signature-256': sign,
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(kept).toEqual([]);
        expect(logged.join('\n').length).toBeLessThan(2000);
        expect(logged.join('\n')).not.toContain('canary-of-the-body');
      }),
      fuzzBudget(300),
    );
  },
  fuzzTimeout(60_000),
);

test(
  'what is signed is taken or refused, whatever it holds',
  async () => {
    await fc.assert(
      fc.asyncProperty(texts([sound]), word, word, async (text, event, guid) => {
        logged.length = kept.length = 0;
        const body = Buffer.from(text);
        const status = await post(body, {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': guid,
          'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        });
        expect([200, 202, 400, 413, 415, 422]).toContain(status);
        expect(kept.length).toBeLessThanOrEqual(1);
        expect(logged.join('\n')).not.toContain('canary-of-the-body');
      }),
      fuzzBudget(300),
    );
  },
  fuzzTimeout(60_000),
);

test(
  'bytes that are hardly HTTP',
  async () => {
    const start = `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-github-event: push\r\nx-github-delivery: g\r\ncontent-length: 10\r\n\r\n`;
    await fc.assert(
      fc.asyncProperty(
        texts([
          `${start}{"a":1}   `,
          start.replace('content-length: 10', 'transfer-encoding: chunked') + '5\r\nabcde\r\n0\r\n\r\n',
        ]),
        async (text) => {
          await new Promise<void>((resolve) => {
            const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'));
            socket.on('error', () => resolve());
            socket.on('close', () => resolve());
            socket.resume();
            socket.setTimeout(2000, () => socket.destroy());
          });
          expect(kept).toEqual([]);
        },
      ),
      fuzzBudget(100),
    );
    // It still answers.
    expect(await post(Buffer.from('{}'), { 'content-type': 'application/json' })).toBeGreaterThanOrEqual(400);
  },
  fuzzTimeout(120_000),
);
