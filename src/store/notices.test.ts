// The outbox: each finding once, one replica at a time, nothing lost when a sender vanishes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forget } from './installations.ts';
import {
  claimNotices,
  countNotices,
  noteFailed,
  noteSent,
  noticesOfFinding,
  recordNotices,
  type Claim,
  type NewNotice,
} from './notices.ts';
import type { Store } from './open.ts';
import { applyRetention } from './retention.ts';
import { databases } from './databases-for-tests.ts';

const pull = { installationId: 5_000_000_001, repositoryId: 5_000_000_002, pullNumber: 7 };
const start = new Date('2026-11-21T07:00:00.000Z');
const leaseMs = 60_000;
const at = (ms: number) => new Date(start.getTime() + ms);

function wanted(fingerprint: string, over: Partial<NewNotice> = {}): NewNotice {
  return {
    fingerprint,
    channel: 'chat',
    grouping: 'one',
    follows: false,
    content: { title: fingerprint },
    dueAt: start,
    ...over,
  };
}

describe.each(databases)('outbox on %s', (_name, open) => {
  let store: Store;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });
  beforeEach(async () => {
    await store.db.deleteFrom('notices').execute();
  });

  const record = (list: NewNotice[], now = start, of = pull) =>
    store.db.transaction().execute((trx) => recordNotices(trx, of, list, now));
  const claim = (now = start) => claimNotices(store.db, now, leaseMs);
  const said = (found: Claim | undefined) => found?.notices.map(({ fingerprint }) => fingerprint).toSorted();
  const states = async () =>
    (await store.db.selectFrom('notices').selectAll().orderBy('fingerprint').execute()).map(
      ({ fingerprint, state, isFound, told }) => `${fingerprint} ${state} ${isFound} ${told}`,
    );

  test('the same finding is told once, however often it is recorded', async () => {
    await record([wanted('a'), wanted('b')]);
    await record([wanted('a'), wanted('b'), wanted('a')]);
    const first = await claim();
    expect(said(first)).toEqual(['a', 'b']);
    await noteSent(store.db, first as Claim, start);
    await record([wanted('a'), wanted('b')], at(1));
    expect(await claim(at(2))).toBeUndefined();
    expect(await states()).toEqual(['a sent true true', 'b sent true true']);
  });

  test('recorded at the same time by two, it is there once', async () => {
    await Promise.all([record([wanted('a'), wanted('b')]), record([wanted('b'), wanted('a')])]);
    expect(await states()).toEqual(['a waiting true null', 'b waiting true null']);
  });

  test('channels, pull requests and groups leave in messages of their own', async () => {
    await record([wanted('a'), wanted('a', { channel: 'mail' }), wanted('b', { grouping: 'two' })]);
    await record([wanted('a', { grouping: 'three' })], start, { ...pull, pullNumber: 8 });
    const claims = [await claim(), await claim(), await claim(), await claim(), await claim()];
    expect(claims.map((each) => each?.notices.length)).toEqual([1, 1, 1, 1, undefined]);
  });

  test('replicas that claim at the same time share the work', async () => {
    await record(Array.from({ length: 20 }, (_, i) => wanted(`f${i}`, { grouping: `g${i}` })));
    const claims = await Promise.all(Array.from({ length: 25 }, () => claim()));
    const ids = claims.flatMap((each) => said(each) ?? []);
    expect({ count: ids.length, once: new Set(ids).size }).toEqual({ count: 20, once: 20 });
  });

  test('a message whose sender vanished is taken again as it was, and the old claim ends nothing', async () => {
    await record([wanted('a'), wanted('b')]);
    const lost = (await claim()) as Claim;
    await record([wanted('a'), wanted('b'), wanted('c')], at(1));
    expect(said(await claim(at(leaseMs - 1)))).toEqual(['c']);
    const again = (await claim(at(leaseMs))) as Claim;
    expect([again.batch, said(again), again.attempt]).toEqual([lost.batch, ['a', 'b'], 2]);
    await noteFailed(store.db, lost, { problem: 'late', again: 'never', now: at(leaseMs) });
    await noteSent(store.db, again, at(leaseMs));
    expect((await states()).slice(0, 2)).toEqual(['a sent true true', 'b sent true true']);
  });

  test('what failed is due again when it was said, under the same id, or never', async () => {
    await record([wanted('a')]);
    const first = (await claim()) as Claim;
    await noteFailed(store.db, first, { problem: 'It answered 503.', again: at(1000), now: start });
    expect(await claim(at(999))).toBeUndefined();
    const second = (await claim(at(1000))) as Claim;
    expect([second.batch, second.attempt]).toEqual([first.batch, 2]);
    await noteFailed(store.db, second, { problem: 'It answered 404.', again: 'never', now: at(1000) });
    expect(await claim(at(10_000_000))).toBeUndefined();
    expect(await countNotices(store.db)).toEqual({ waiting: 0, dead: 1 });
  });

  test('what nobody heard of and is gone is withdrawn, and told when it comes back', async () => {
    await record([wanted('a', { dueAt: at(1000) }), wanted('b', { dueAt: at(1000) })]);
    await record([wanted('b', { dueAt: at(1000) })], at(1));
    expect(said(await claim(at(1000)))).toEqual(['b']);
    await record([wanted('a', { dueAt: at(5000) })], at(2000));
    expect(said(await claim(at(5000)))).toEqual(['a']);
  });

  test('a channel that follows hears that a finding is gone and that it is back; another does not', async () => {
    const both = [wanted('a', { follows: true }), wanted('a', { channel: 'mail' })];
    const told: string[] = [];
    const tell = async (now: Date) => {
      for (let found = await claim(now); found; found = await claim(now)) {
        told.push(...found.notices.map(({ channel, isFound }) => `${channel} ${isFound}`).toSorted());
        await noteSent(store.db, found, now);
      }
    };
    await record(both);
    await tell(start);
    await record([], at(1));
    await record([], at(2));
    await tell(at(3));
    await record(both, at(4));
    await tell(at(5));
    expect(told.toSorted()).toEqual(['chat false', 'chat true', 'chat true', 'mail true']);
  });

  test('what changes while it is being told is told again', async () => {
    await record([wanted('a', { follows: true })]);
    const found = (await claim()) as Claim;
    await record([], at(1));
    await noteSent(store.db, found, at(2), 12);
    const next = (await claim(at(3))) as Claim;
    expect(next.notices[0]).toMatchObject({ isFound: false, issue: 12, attempts: 1 });
  });

  test('the same finding of two pull requests is followed by one sender at a time', async () => {
    await record([wanted('a', { follows: true })]);
    await record([wanted('a', { follows: true })], start, { ...pull, pullNumber: 8 });
    await store.db.updateTable('notices').set({ batch: 'x' }).where('pullNumber', '=', 8).execute();
    const first = (await claim()) as Claim;
    expect([first.notices.length, await claim()]).toEqual([1, undefined]);
    expect(await noticesOfFinding(store.db, first.notices[0])).toHaveLength(2);
    await noteSent(store.db, first, start);
    expect(said(await claim())).toEqual(['a']);
  });

  test('old ones are forgotten, those that wait are not; and everything with its installation', async () => {
    await record([wanted('a'), wanted('b', { grouping: 'later', dueAt: at(1000) })]);
    await record([wanted('a')], start, { ...pull, installationId: 6 });
    const mine = [(await claim()) as Claim, (await claim()) as Claim];
    for (const each of mine) await noteSent(store.db, each, start);
    await applyRetention(store.db, 1, at(2 * 86_400_000));
    expect(await states()).toEqual(['b waiting true null']);
    await record([wanted('a')], start, { ...pull, installationId: 6 });
    await forget(store.db, pull.installationId, [pull.repositoryId]);
    expect(await states()).toEqual(['a waiting true null']);
    await forget(store.db, 6, 'all');
    expect(await states()).toEqual([]);
  });
});
