// Traces over HTTP: who may send them, how they are answered, and what is kept.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import protobuf from 'protobufjs/minimal.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinSuggestions } from '../../engine/provenance/suggestions/join.ts';
import { wholeFile, type Change } from '../../engine/change.ts';
import { createToken } from '../../store/api-tokens.ts';
import { forget } from '../../store/forget.ts';
import { nameRepository } from '../../store/history/record.ts';
import { digestKeyOf } from '../../store/installations.ts';
import { openStore, type Store } from '../../store/open.ts';
import { textOfTrace } from '../../store/traces/events.ts';
import { usesOfDay } from '../../store/traces/usage.ts';
import type { Anomaly } from '../../traces/anomalies.ts';
import { readTracesFile } from '../../traces/settings.ts';
import type { Log } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { createTraces, forgetOld, ingestPaths, type Traces } from './index.ts';

const now = new Date('2026-11-20T10:00:00Z');
const log = { info() {}, debug() {}, warn() {}, error() {} } as unknown as Log;
const told: Anomaly[] = [];
let store: Store;
let server: Server;
let url: string;
let traces: Traces;
const keys: Record<string, string> = {};

const { file } = readTracesFile(
  `version: 1
installations:
  "1":
    content: true
    retention_days: 30
    teams: { pay: [dana@acme.example] }
    budgets: { tokens_per_person_day: 1000 }
    ai: { tools: { blocked: [{ tool: gemini-cli }] } }
`,
  { env: {}, readFile: () => '' },
);

beforeAll(async () => {
  store = await openStore({ memory: true });
  const { db } = store;
  await nameRepository(db, { installationId: 1, id: 11, fullName: 'Acme/Shop' });
  await nameRepository(db, { installationId: 1, id: 12, fullName: 'acme/pay' });
  await nameRepository(db, { installationId: 2, id: 21, fullName: 'other/shop' });
  const make = async (name: string, given: Partial<Parameters<typeof createToken>[1]>) => {
    const token = {
      installationId: 1,
      repositoryIds: null,
      scopes: ['ingest'] as const,
      name,
      createdBy: 'dana',
      createdById: null,
      expiresAt: new Date('2027-01-01T00:00:00Z'),
    };
    keys[name] = (await createToken(db, { ...token, ...given }, now)).text;
  };
  await make('one', {});
  await make('two', { installationId: 2 });
  await make('pay', { repositoryIds: [12] });
  await make('read', { scopes: ['read'] });
  await make('over', { expiresAt: new Date('2026-11-01T00:00:00Z') });
  traces = createTraces({
    store,
    log,
    metrics: createMetrics(),
    file,
    now: () => now,
    tell: async (_installation, anomalies) => void told.push(...anomalies),
    knowledge: async () => ({ toolId: (name) => name, redact: (text) => text.replaceAll('hunter2', '****') }),
  });
  server = createServer((req, res) => {
    const kind = ingestPaths.get(req.url ?? '');
    if (kind) void traces.ingest(req, res, kind);
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await store.close();
});

const code = [
  'export async function refundOrder(orderId: string, reason: string) {',
  '  const order = await loadOrderWithPayments(orderId);',
  "  if (order.state !== 'paid') throw new RefundNotPossible(orderId);",
  '  await paymentProvider.refund(order.paymentId, order.totalCents);',
  '  return markRefunded(order, reason);',
  '}',
].join('\n');

let counter = 0;
function logsOf(given: {
  name?: string;
  repository?: string | undefined;
  attributes?: Record<string, string | number>;
}): string {
  const attribute = (key: string, value: string | number) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  });
  const repository = 'repository' in given ? given.repository : 'https://github.com/acme/shop';
  return JSON.stringify({
    resourceLogs: [
      {
        resource: {
          attributes: [
            attribute('service.name', 'claude-code'),
            ...(repository === undefined ? [] : [attribute('vcs.repository.url.full', repository)]),
          ],
        },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: `${now.getTime() - 60_000 + counter++}000000`,
                eventName: given.name ?? 'claude_code.tool_result',
                attributes: Object.entries({
                  'session.id': 's1',
                  'user.email': 'dana@acme.example',
                  ...given.attributes,
                }).map(([key, value]) => attribute(key, value)),
              },
            ],
          },
        ],
      },
    ],
  });
}

async function post(
  body: string | Uint8Array,
  { path = '/v1/logs', key = keys['one'], ...headers }: Record<string, string | undefined> = {},
): Promise<{ status: number; text: string; bytes: Buffer; headers: Headers }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >),
    },
    body: body as never,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, text: bytes.toString(), bytes, headers: response.headers };
}

const edit = (given: { repository?: string | undefined } = {}) =>
  logsOf({
    ...given,
    attributes: {
      tool_name: 'Write',
      success: 'true',
      tool_input: JSON.stringify({ file_path: '/home/alice/shop/src/refund.ts', content: code }),
    },
  });

async function rows(installationId: number) {
  return await store.db
    .selectFrom('traceEvents')
    .selectAll()
    .where('installationId', '=', installationId)
    .orderBy('at')
    .execute();
}

describe('who may send', () => {
  it.each<[string, Record<string, string | undefined>, number]>([
    ['nobody', { key: '' }, 401],
    ['a key that is none', { key: 'lgt_000000000000_xxx' }, 401],
    ['a key for reading', { key: 'READ' }, 401],
    ['a key whose time is over', { key: 'OVER' }, 401],
    ['a text', { 'content-type': 'text/plain' }, 415],
    ['another compression', { 'content-encoding': 'br' }, 415],
  ])('%s', async (_name, headers, status) => {
    const { key } = headers;
    const named = key === 'READ' ? keys['read'] : key === 'OVER' ? keys['over'] : key;
    const answer = await post(edit(), 'key' in headers ? { ...headers, key: named } : headers);
    expect(answer.status).toBe(status);
    expect((JSON.parse(answer.text) as { message: string }).message).toMatch(/\w/);
  });

  it('strangers are slowed down, and shut nobody out', async () => {
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => post('{}', { key: 'lgt_000000000000_xxx' })),
    );
    expect(answers.map(({ status }) => status)).toContain(429);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await post('{}')).status).toBe(200);
  });

  it('the header of its own', async () => {
    const answer = await post(logsOf({ name: 'claude_code.api_error', attributes: { model: 'm' } }), {
      key: undefined,
      'x-langguard-key': keys['two'],
    });
    expect([answer.status, answer.text]).toEqual([200, '{}']);
    expect(await rows(2)).toHaveLength(1);
    expect(await rows(1)).toHaveLength(0);
  });
});

describe('what is kept', () => {
  it('an edit: who, what and where, prints of its lines, and none of them', async () => {
    const body = edit();
    expect((await post(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
    // Sent again, it is kept once.
    expect((await post(body)).status).toBe(200);
    const [event, ...others] = await rows(1);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      repositoryId: 11,
      repository: 'acme/shop',
      kind: 'tool',
      tool: 'claude-code',
      person: 'dana@acme.example',
      team: 'pay',
      session: 's1',
      called: 'Write',
      paths: [{ path: 'shop/src/refund.ts', how: 'write' }],
      suggestedLines: 6,
    });
    const blocks = await store.db.selectFrom('traceBlocks').selectAll().execute();
    const everything = JSON.stringify([
      event,
      blocks.map((block) => Buffer.from(block.lines).toString('latin1')),
    ]);
    expect(everything).not.toContain('refundOrder');
    expect(everything).not.toContain('/home/alice');
  });

  it('is found again by a review of that repository, and by no other', async () => {
    const digestKey = await digestKeyOf(store.db, 1);
    const change: Change = {
      base: 'a',
      head: 'b',
      commits: [],
      unread: [],
      files: [wholeFile('src/refund.ts', `// by hand\n${code.replace("'paid'", "'settled'")}\n`)],
    };
    const place = { installationId: 1, repositoryId: 11, repository: 'Acme/shop', digestKey };
    const suggestions = await traces.suggestions(place, change);
    expect(suggestions).toHaveLength(1);
    const matches = joinSuggestions({ ...change, suggestions }, digestKey).get('src/refund.ts') ?? [];
    expect(matches.map(({ number, accepted }) => `${number} ${accepted}`)).toEqual([
      '2 unchanged',
      '3 unchanged',
      '4 edited',
      '5 unchanged',
      '6 unchanged',
      '7 unchanged',
    ]);
    expect(await traces.suggestions({ ...place, repositoryId: 12, repository: 'acme/pay' }, change)).toEqual(
      [],
    );
    const other = await digestKeyOf(store.db, 2);
    expect(await traces.suggestions({ ...place, installationId: 2, digestKey: other }, change)).toEqual([]);
    // The key of another installation makes other prints.
    expect(await traces.suggestions({ ...place, digestKey: other }, change)).toEqual([]);
  });

  it('what was said, redacted, because the administrator allows it', async () => {
    await post(
      logsOf({ name: 'claude_code.user_prompt', attributes: { prompt: 'the password is hunter2' } }),
    );
    const event = (await rows(1)).find(({ kind }) => kind === 'prompt');
    expect(await textOfTrace(store.db, 1, event?.key ?? '')).toBe('the password is ****');
    await post(logsOf({ name: 'claude_code.user_prompt', attributes: { prompt: 'x' } }), {
      key: keys['two'],
    });
    const other = (await rows(2)).find(({ kind }) => kind === 'prompt');
    expect(other).toBeDefined();
    expect(await textOfTrace(store.db, 2, other?.key ?? '')).toBeUndefined();
  });

  it('only of the repositories that the key is for', async () => {
    const answer = await post(edit(), { key: keys['pay'] });
    expect(JSON.parse(answer.text)).toEqual({
      partialSuccess: {
        rejectedLogRecords: '1',
        errorMessage: 'This key is not for the repository of some records.',
      },
    });
    expect((await post(edit({ repository: undefined }), { key: keys['pay'] })).text).toContain('rejected');
    expect((await post(edit({ repository: 'git@github.com:acme/pay.git' }), { key: keys['pay'] })).text).toBe(
      '{}',
    );
    expect((await rows(1)).filter(({ repositoryId }) => repositoryId === 12)).toHaveLength(1);
  });

  it('and people are told of a blocked tool and of a budget', async () => {
    told.length = 0;
    const body = logsOf({ attributes: {} }).replace('claude-code', 'gemini-cli');
    await post(body.replace('claude_code.tool_result', 'gemini_cli.api_error'));
    expect(told.map(({ kind }) => kind)).toContain('tool-blocked');
    await post(
      logsOf({ name: 'claude_code.api_request', attributes: { input_tokens: 900, output_tokens: 200 } }),
    );
    const uses = await usesOfDay(store.db, 1, now);
    expect(uses.find(({ of }) => of === 'person')).toMatchObject({ name: 'dana@acme.example', tokens: 1100 });
    expect(uses.find(({ of }) => of === 'team')).toMatchObject({ name: 'pay', tokens: 1100 });
    expect(uses.find(({ of }) => of === 'all')).toMatchObject({ tokens: 1100 });
  });
});

describe('how it answers', () => {
  it('in protobuf, when asked so', async () => {
    const list = [
      {
        resource: resourceFromAttributes({ 'service.name': 'claude-code' }),
        instrumentationScope: { name: 'x' },
        hrTime: [Math.floor(now.getTime() / 1000), 5],
        hrTimeObserved: [Math.floor(now.getTime() / 1000), 5],
        body: 'claude_code.api_error',
        attributes: { 'event.name': 'api_error', model: 'm' },
        droppedAttributesCount: 0,
      },
    ] as unknown as Parameters<typeof ProtobufLogsSerializer.serializeRequest>[0];
    const body = ProtobufLogsSerializer.serializeRequest(list) as Uint8Array;
    const before = (await rows(1)).length;
    const answer = await post(gzipSync(body), {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
    });
    expect([answer.status, answer.headers.get('content-type'), answer.bytes.length]).toEqual([
      200,
      'application/x-protobuf',
      0,
    ]);
    expect(await rows(1)).toHaveLength(before + 1);
    expect(ProtobufLogsSerializer.deserializeResponse(answer.bytes)).toEqual({});

    const partial = await post(body, { 'content-type': 'application/x-protobuf', key: keys['pay'] });
    expect(ProtobufLogsSerializer.deserializeResponse(partial.bytes)).toMatchObject({
      partialSuccess: { errorMessage: 'This key is not for the repository of some records.' },
    });

    const refused = await post(Buffer.from('nonsense'), { 'content-type': 'application/x-protobuf' });
    expect(refused.status).toBe(400);
    const reader = protobuf.Reader.create(refused.bytes);
    expect([reader.uint32(), reader.int32(), reader.uint32(), reader.string()]).toEqual([
      8,
      3,
      18,
      expect.stringMatching(/protobuf|middle/),
    ]);
  });

  it('warns when there is more code than is printed', async () => {
    const content = Array.from({ length: 21_000 }, (_, n) => `a(${n})`).join('\n');
    const parts = Array.from({ length: 6 }, (_, n) => ({
      path: `${n}.ts`,
      new_string: content.slice(n * 30_000, n * 30_000 + 30_000),
    }));
    const answer = await post(
      logsOf({
        attributes: { tool_name: 'MultiEdit', success: 'true', tool_input: JSON.stringify({ edits: parts }) },
      }),
    );
    expect(JSON.parse(answer.text)).toEqual({
      partialSuccess: {
        rejectedLogRecords: '0',
        errorMessage: expect.stringMatching(/^\d+ lines of code are too many/),
      },
    });
  });

  it.each<[string, () => string | Uint8Array, Record<string, string>, number, RegExp]>([
    ['no JSON', () => '{', {}, 400, /no JSON/],
    ['no gzip', () => 'hello', { 'content-encoding': 'gzip' }, 400, /no gzip/],
    ['a large body', () => Buffer.alloc(9 * 1024 * 1024, 32), {}, 413, /larger than/],
    [
      'a bomb',
      () => gzipSync(Buffer.alloc(200_000_000, 32)),
      { 'content-encoding': 'gzip' },
      413,
      /larger than/,
    ],
  ])('%s', async (_name, body, headers, status, message) => {
    const bytes = body();
    const before = process.memoryUsage().rss;
    const answer = await post(bytes, headers);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(message);
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  });

  it('asks to wait when too much comes at once', async () => {
    const slow = createTraces({
      store,
      log,
      metrics: createMetrics(),
      now: () => now,
      knowledge: async () => ({ toolId: (name) => name, redact: (text) => text }),
    });
    const busy = createServer((req, res) => void slow.ingest(req, res, 'logs'));
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(busy.address() as AddressInfo).port}/v1/logs`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys['one']}` };
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const body = `{"resourceLogs":[],"padding":"${String(n).repeat(3_000_000)}"}`;
        const response = await fetch(address, { method: 'POST', headers, body });
        return `${response.status} ${response.headers.get('retry-after')}`;
      }),
    );
    expect(answers).toContain('200 null');
    expect(answers.every((answer) => answer === '200 null' || answer === '503 5')).toBe(true);
    busy.closeAllConnections();
    await new Promise((resolve) => busy.close(resolve));
  });
});

describe('the end of what is kept', () => {
  it('goes with its time, and with the repository or the installation', async () => {
    const count = async () => ({
      events: (await rows(1)).length,
      blocks: (
        await store.db.selectFrom('traceBlocks').select('id').where('installationId', '=', 1).execute()
      ).length,
      prints: (
        await store.db.selectFrom('tracePrints').select('print').where('installationId', '=', 1).execute()
      ).length,
    });
    const before = await count();
    expect(before.prints).toBeGreaterThan(5);
    await forget(store.db, 1, [12]);
    const without = await count();
    expect(without.events).toBe(before.events - 1);
    expect(without.prints).toBeLessThan(before.prints);
    if (file) await forgetOld(store, file, new Date(now.getTime() + 31 * 86_400_000));
    expect(await count()).toEqual({ events: 0, blocks: 0, prints: 0 });
    expect((await rows(2)).length).toBeGreaterThan(0);
    await forget(store.db, 2, 'all');
    expect(await rows(2)).toEqual([]);
  });
});
