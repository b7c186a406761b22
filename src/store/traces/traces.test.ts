// Traces and the stream of events in the database: the same on PGlite and on PostgreSQL.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOfPrint, linePrinter, type LinePrint } from '../../engine/provenance/suggestions/prints.ts';
import { forget } from '../forget.ts';
import { nameRepository } from '../history/record.ts';
import type { Store } from '../open.ts';
import { databases } from '../databases-for-tests.ts';
import {
  claimSink,
  dropBacklog,
  noteHeard,
  recordSocEvents,
  releaseSink,
  socEventsAfter,
} from '../soc-events.ts';
import { adoptTraces, candidateLimits, findSuggestions } from './candidates.ts';
import { claimCursor, releaseCursor } from './cursors.ts';
import { recordTraces, textOfTrace, type NewTraceEvent } from './events.ts';
import { toolsBetween, usesOfDay } from './usage.ts';

const now = new Date('2026-11-20T10:00:00Z');
const print = linePrinter('k'.repeat(64));
const lines = (text: string): LinePrint[] => text.split('\n').flatMap((line) => print(line) ?? []);
const code =
  'const order = await loadOrderWithPayments(orderId);\nawait provider.refund(order.paymentId);\n}';
const keys = lines(code).flatMap(keysOfPrint);
const window = { since: new Date('2026-11-01T00:00:00Z'), until: new Date('2026-11-21T00:00:00Z') };

const event = (key: string, over: Partial<NewTraceEvent> = {}): NewTraceEvent => ({
  key,
  repository: 'acme/shop',
  at: now,
  source: 'otlp',
  kind: 'tool',
  tool: 'claude-code',
  model: null,
  person: 'dana',
  team: 'pay',
  session: 's-1',
  link: null,
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0,
  costMicros: null,
  failed: false,
  called: 'Write',
  paths: [{ path: 'a.ts', how: 'write' }],
  blocks: [{ path: 'src/a.ts', lines: lines(code) }],
  ...over,
});

describe.each(databases)('%s', (_name, start) => {
  let store: Store;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await start());
    await nameRepository(store.db, { installationId: 1, id: 11, fullName: 'Acme/Shop' });
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });
  const find = (installationId: number, repositoryId: number) =>
    findSuggestions(store.db, { installationId, repositoryId }, keys, window);

  it('keeps an event once, and finds its code by its prints', async () => {
    expect(await recordTraces(store.db, 1, [event('a', { text: 'hello' })], now)).toEqual(new Set(['a']));
    expect(await recordTraces(store.db, 1, [event('a'), event('b', { blocks: [] })], now)).toEqual(
      new Set(['b']),
    );
    const [suggestion, ...others] = await find(1, 11);
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({
      tool: 'claude-code',
      person: 'dana',
      session: 's-1',
      path: 'src/a.ts',
      at: now.toISOString(),
    });
    expect(suggestion?.lines).toEqual(lines(code));
    expect(await textOfTrace(store.db, 1, 'a')).toBe('hello');
    expect(await textOfTrace(store.db, 2, 'a')).toBeUndefined();
  });

  it('shows nothing of another repository, another installation or another time', async () => {
    expect(await find(1, 12)).toEqual([]);
    expect(await find(2, 11)).toEqual([]);
    const early = { since: window.since, until: new Date('2026-11-19T00:00:00Z') };
    expect(await findSuggestions(store.db, { installationId: 1, repositoryId: 11 }, keys, early)).toEqual([]);
  });

  it('traces without a repository are for all of the installation; those that came early find their place', async () => {
    await recordTraces(
      store.db,
      3,
      [event('n', { repository: null }), event('e', { repository: 'acme/new', text: 't' })],
      now,
    );
    expect(await find(3, 31)).toHaveLength(1);
    await adoptTraces(store.db, { installationId: 3, repositoryId: 31 }, 'Acme/New');
    expect(await find(3, 31)).toHaveLength(2);
    expect(await find(3, 32)).toHaveLength(1);
    await forget(store.db, 3, [31]);
    expect(await find(3, 31)).toHaveLength(1);
    expect(await textOfTrace(store.db, 3, 'e')).toBeUndefined();
  });

  it('takes many at once, and gives a review a bounded number', async () => {
    const many = Array.from({ length: 600 }, (_, n) => event(`m${n}`, { session: `m${n}` }));
    expect((await recordTraces(store.db, 4, many, now)).size).toBe(600);
    expect(await find(4, 41)).toEqual([]);
    await adoptTraces(store.db, { installationId: 4, repositoryId: 41 }, 'acme/shop');
    expect(await find(4, 41)).toHaveLength(candidateLimits.blocks);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int4 as n from trace_prints where installation_id = 4`.execute(store.db);
    expect(rows[0]?.n).toBe(600 * new Set(keys).size);
  });

  it('adds up a day, counters only where no request tells the same', async () => {
    await recordTraces(
      store.db,
      5,
      [
        event('r', { kind: 'request', tokensIn: 100, tokensOut: 20, costMicros: 5000, blocks: [] }),
        event('f', { kind: 'request', failed: true, person: 'lee', team: null, blocks: [] }),
        event('u', { kind: 'usage', tokensIn: 100, blocks: [] }),
        event('v', { kind: 'usage', tokensIn: 7, session: 's-2', blocks: [] }),
        event('y', { kind: 'request', tokensIn: 999, at: new Date('2026-11-19T23:59:59Z'), blocks: [] }),
      ],
      now,
    );
    const uses = await usesOfDay(store.db, 5, now);
    expect(uses.find(({ of }) => of === 'all')).toEqual({
      of: 'all',
      name: '',
      tokens: 127,
      costMicros: 5000,
      calls: 2,
      failures: 1,
    });
    expect(uses.find(({ name }) => name === 'dana')).toMatchObject({ tokens: 127, calls: 1 });
    expect(uses.find(({ name }) => name === 'pay')).toMatchObject({ of: 'team', tokens: 127 });
    expect(await toolsBetween(store.db, [{ installationId: 5, repositoryIds: [] }], window)).toEqual([]);
    await nameRepository(store.db, { installationId: 5, id: 51, fullName: 'acme/shop' });
    await adoptTraces(store.db, { installationId: 5, repositoryId: 51 }, 'acme/shop');
    expect(await toolsBetween(store.db, [{ installationId: 5, repositoryIds: [51] }], window)).toEqual([
      { tool: 'claude-code', calls: 3, failures: 1, tokens: 1126, dollars: 0.005, people: 2 },
    ]);
  });

  it('lends a cursor to one at a time', async () => {
    const key = { installationId: 1, name: 'langfuse' };
    expect(await claimCursor(store.db, key, now, 1000)).toEqual({ cursor: '' });
    expect(await claimCursor(store.db, key, now, 1000)).toBeUndefined();
    await releaseCursor(store.db, key, { cursor: 'x', problem: null });
    expect(await claimCursor(store.db, key, now, 1000)).toEqual({ cursor: 'x' });
    expect(await claimCursor(store.db, key, new Date(now.getTime() + 1001), 1000)).toEqual({ cursor: 'x' });
  });

  it('keeps events in the order of their commits, each once', async () => {
    const place = { installationId: 1, repositoryId: 11, pullNumber: 7 };
    await claimSink(store.db, 's', now, 1);
    const record = (key: string, waitMs: number) =>
      store.db.transaction().execute(async (trx) => {
        const count = await recordSocEvents(trx, place, [{ key, at: now, content: { key } }]);
        // Others wait for the lock meanwhile, or their numbers would become visible first.
        if (waitMs > 0 && store.engine === 'postgres')
          await sql`select pg_sleep(${waitMs / 1000})`.execute(trx);
        return count;
      });
    expect(await Promise.all([record('a', 200), record('b', 0), record('c', 0), record('a', 0)])).toContain(
      0,
    );
    const claim = await claimSink(store.db, 's', new Date(now.getTime() + 10), 60_000);
    if (!claim) throw new Error('There is no turn.');
    const rows = await socEventsAfter(store.db, claim.seq, 10);
    expect(rows.map(({ content }) => (content as { key: string }).key).toSorted()).toEqual(['a', 'b', 'c']);
    expect(await claimSink(store.db, 's', new Date(now.getTime() + 20), 60_000)).toBeUndefined();
    await noteHeard(store.db, claim, rows[0]?.seq ?? 0);
    await releaseSink(store.db, claim, { problem: 'no', dueAt: new Date(now.getTime() + 5000) });
    expect(await claimSink(store.db, 's', new Date(now.getTime() + 4000), 1)).toBeUndefined();
    const again = await claimSink(store.db, 's', new Date(now.getTime() + 6000), 1);
    if (!again) throw new Error('There is no turn.');
    expect(await dropBacklog(store.db, again, 1)).toBe(1);
    expect(await socEventsAfter(store.db, again.seq, 10)).toHaveLength(1);
  });

  it('asks by indexes', async () => {
    const { rows } = await sql<Record<string, string>>`
      explain select block_id from trace_prints where installation_id = 4 and print = any(${keys}::int8[])`.execute(
      store.db,
    );
    expect(JSON.stringify(rows)).toMatch(/trace_prints_by_print/);
  });
});
