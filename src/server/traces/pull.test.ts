// Fetching from Langfuse and LangSmith, both on loopback and modelled on their documented answers.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../store/open.ts';
import type { TraceEvent } from '../../traces/event.ts';
import type { PullSettings } from '../../traces/settings.ts';
import type { Log } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { pullOnce, type PullDeps } from './pull.ts';

interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

let store: Store;
let url = '';
let asked: Asked[] = [];
let answer: (request: Asked, response: ServerResponse) => void = () => {};
let close: () => Promise<unknown> = async () => {};
let kept: TraceEvent[] = [];
let clock = Date.parse('2026-11-20T10:00:00Z');
const warnings: string[] = [];
const log = {
  info() {},
  debug() {},
  error() {},
  warn: (fields: { problem?: string }) => void warnings.push(fields.problem ?? ''),
} as unknown as Log;

beforeAll(async () => {
  store = await openStore({ memory: true });
  return () => store.close();
});

beforeEach(async () => {
  asked = [];
  kept = [];
  warnings.length = 0;
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const request = {
        method: req.method ?? '',
        url: new URL(req.url ?? '/', 'http://x'),
        headers: req.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
      asked.push(request);
      answer(request, res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

const say = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
};
const deps = (): PullDeps => ({
  store,
  log,
  metrics: createMetrics(),
  keep: async (_installation, _source, events) => {
    kept.push(...events);
    return { kept: events.length, unprinted: 0 };
  },
  now: () => new Date(clock),
});
const pullOf = (over: Partial<PullSettings>): PullSettings => ({
  name: `p-${Math.random().toString(36).slice(2)}`,
  installationId: 1,
  kind: 'langfuse',
  url,
  publicKey: 'pk-1',
  secret: 'sk-1',
  projects: ['shop'],
  everyMinutes: 15,
  ...over,
});
const once = (pull: PullSettings) => pullOnce(pull, deps(), new AbortController().signal);

describe('Langfuse', () => {
  const generation = (id: string) => ({
    id,
    traceId: 't1',
    type: 'GENERATION',
    name: 'chat',
    startTime: '2026-11-20T09:00:00.000Z',
    model: 'claude-opus-4-6',
    usageDetails: { input: 120, output: 30, total: 150 },
    calculatedTotalCost: 0.0031,
    level: 'DEFAULT',
    metadata: { repository: 'git@github.com:acme/shop.git', 'service.name': 'my-agent' },
    output: { role: 'assistant', content: 'Here:\n```ts\nconst rows = await loadRows(id);\n```' },
  });
  const tool = {
    id: 'o-tool',
    traceId: 't1',
    type: 'TOOL',
    name: 'write_file',
    startTime: '2026-11-20T09:01:00.000Z',
    level: 'ERROR',
    input: { path: '/home/bob/shop/a.ts', content: 'x()' },
  };

  it('reads pages of observations with their traces, and begins there next time', async () => {
    answer = ({ url: { pathname, searchParams } }, response) => {
      if (pathname === '/api/public/traces/t1')
        return say(response, { id: 't1', userId: 'dana', sessionId: 'conv-1' });
      const page = Number(searchParams.get('page'));
      const data = page === 1 ? [generation('o-1'), { id: 'x', type: 'EVENT' }, 7] : [tool];
      say(response, { data, meta: { page, limit: 100, totalItems: 4, totalPages: 2 } });
    };
    const pull = pullOf({});
    expect(await once(pull)).toBe(2);
    expect(asked.every(({ headers }) => headers.authorization === `Basic ${btoa('pk-1:sk-1')}`)).toBe(true);
    expect(asked.filter(({ url: { pathname } }) => pathname.includes('/traces/'))).toHaveLength(1);
    expect(kept[0]).toMatchObject({
      kind: 'request',
      tool: 'my-agent',
      model: 'claude-opus-4-6',
      person: 'dana',
      session: 'conv-1',
      repository: 'acme/shop',
      tokens: { input: 120, output: 30, cached: 0 },
      costMicros: 3100,
      code: [{ text: 'const rows = await loadRows(id);' }],
      key: 'langfuse/o-1',
    });
    expect(kept[1]).toMatchObject({
      kind: 'tool',
      called: 'write_file',
      failed: true,
      paths: [{ path: 'shop/a.ts', how: 'write' }],
    });
    asked = [];
    clock += 900_000;
    await once(pull);
    expect(asked[0]?.url.searchParams.get('fromStartTime')).toBe('2026-11-20T09:50:00.000Z');
    expect(asked[0]?.url.searchParams.get('toStartTime')).toBe('2026-11-20T10:15:00.000Z');
  });

  it('stops at its budget and goes on at the same page', async () => {
    answer = ({ url: { searchParams } }, response) =>
      say(response, { data: [], meta: { page: Number(searchParams.get('page')), totalPages: 1000 } });
    const pull = pullOf({});
    await once(pull);
    expect(asked).toHaveLength(150);
    const to = asked[0]?.url.searchParams.get('toStartTime');
    asked = [];
    clock += 900_000;
    await once(pull);
    expect(asked[0]?.url.searchParams.get('page')).toBe('151');
    expect(asked[0]?.url.searchParams.get('toStartTime')).toBe(to);
  });
});

describe('LangSmith', () => {
  it('finds the project, follows cursors and reads runs', async () => {
    answer = ({ url: { pathname }, body }, response) => {
      if (pathname === '/api/v1/sessions') return say(response, [{ id: 'project-1', name: 'shop' }]);
      if (body['cursor'] === undefined)
        return say(response, {
          runs: [
            {
              id: 'r-1',
              run_type: 'llm',
              name: 'ChatAnthropic',
              start_time: '2026-11-20T09:00:00.123456',
              trace_id: 't-1',
              prompt_tokens: 10,
              completion_tokens: 5,
              total_cost: '0.01',
              status: 'success',
              app_path: '/o/1/projects/p/2/r/r-1?trace_id=t-1',
              extra: {
                metadata: {
                  ls_model_name: 'claude-sonnet-5',
                  user_id: 'kim',
                  thread_id: 'th-1',
                  repository: 'acme/shop',
                },
              },
              outputs: { generations: [[{ text: '```\nlet a = compute(b);\n```' }]] },
            },
          ],
          cursors: { next: 'c2' },
        });
      say(response, {
        runs: [
          {
            id: 'r-2',
            run_type: 'tool',
            name: 'edit_file',
            start_time: '2026-11-20T09:01:00',
            status: 'error',
            inputs: { path: 'b.py', content: 'y()' },
          },
          { id: 'r-3', run_type: 'chain' },
        ],
        cursors: { next: null },
      });
    };
    expect(await once(pullOf({ kind: 'langsmith' }))).toBe(2);
    expect(asked.map(({ method, url: { pathname } }) => `${method} ${pathname}`)).toEqual([
      'GET /api/v1/sessions',
      'POST /api/v1/runs/query',
      'POST /api/v1/runs/query',
    ]);
    expect(asked[1]?.headers['x-api-key']).toBe('sk-1');
    expect(asked[1]?.body).toMatchObject({ session: ['project-1'], limit: 100 });
    expect(kept[0]).toMatchObject({
      kind: 'request',
      model: 'claude-sonnet-5',
      person: 'kim',
      session: 'th-1',
      repository: 'acme/shop',
      costMicros: 10_000,
      at: Date.parse('2026-11-20T09:00:00.123Z'),
      code: [{ text: 'let a = compute(b);' }],
    });
    // The source is on http here, and links lead to https alone.
    expect(kept[0]?.link).toBeUndefined();
    expect(kept[1]).toMatchObject({
      kind: 'tool',
      failed: true,
      called: 'edit_file',
      code: [{ path: 'b.py', text: 'y()' }],
    });
  });
});

describe('what goes wrong', () => {
  it.each<[string, typeof answer, RegExp]>([
    ['a refusal', (_request, response) => say(response, { message: 'secret detail' }, 401), /answered 401/],
    ['an outage', (_request, response) => say(response, {}, 503), /answered 503/],
    ['no JSON', (_request, response) => response.end('<html>'), /no JSON/],
    [
      'a redirect',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      /could not be reached/,
    ],
    [
      'an answer without end',
      (_request, response) => void response.end(Buffer.alloc(9_000_000, 32)),
      /more than is read/,
    ],
  ])(
    '%s is in the log, tells nothing of the key, and the next turn begins anew',
    async (_name, act, problem) => {
      answer = act;
      const pull = pullOf({});
      expect(await once(pull)).toBe(0);
      expect(warnings.join()).toMatch(problem);
      expect(warnings.join()).not.toMatch(/sk-1|secret detail/);
      asked = [];
      answer = (_request, response) => say(response, { data: [], meta: { page: 1, totalPages: 1 } });
      await once(pull);
      expect(asked[0]?.url.searchParams.get('page')).toBe('1');
    },
  );

  it('two replicas do not fetch at the same time', async () => {
    const { promise: othersEnded, resolve } = Promise.withResolvers<void>();
    answer = (_request, response) => void othersEnded.then(() => say(response, { data: [], meta: {} }));
    const pull = pullOf({});
    let ended = 0;
    const turn = async (): Promise<void> => {
      await once(pull);
      if (++ended === 2) resolve();
    };
    await Promise.all([turn(), turn(), turn()]);
    expect(asked).toHaveLength(1);
  });
});
