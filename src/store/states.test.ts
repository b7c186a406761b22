// What happens to installations and repositories themselves, in the database: suspended, gone, renamed, moved, without a permission.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimTelling,
  clearDegradations,
  countDegradations,
  degradationsOf,
  noteGranted,
  noteRefused,
  noteTold,
} from './degradations.ts';
import { countOpenDeliveries, listOpenJobs } from './deliveries.ts';
import { digestKeyOf, isSuspended, noteGone, noteSuspension } from './installations.ts';
import { noticesOfFinding, recordNotices, type StoredNotice } from './notices.ts';
import type { Store } from './open.ts';
import { databases } from './databases-for-tests.ts';
import { jobKey, openQueue, type Job, type Queue } from './queue.ts';
import { forgetElsewhere, renameOwner, renameRepository } from './renames.ts';
import { findActiveReview, startReview } from './reviews.ts';

const job = (installationId: number, repositoryId: number, number = 7): Job => ({
  kind: 'pull',
  installationId,
  repositoryId,
  owner: 'acme',
  repo: `repo-${repositoryId}`,
  number,
});

describe.each(databases)('on %s', (_name, start) => {
  let store: Store;
  let stop: () => Promise<void>;
  let queue: Queue;

  beforeAll(async () => {
    ({ store, stop } = await start());
    queue = await openQueue(store, { onError: () => {} });
  });
  afterAll(async () => {
    await queue.stop(1000);
    await store.close();
    await stop();
  });

  const accept = (guid: string, wanted: Job & { kind: 'pull' }) =>
    queue.accept({
      guid,
      event: 'pull_request',
      action: 'opened',
      installationId: wanted.installationId,
      repositoryId: wanted.repositoryId,
      repository: `${wanted.owner}/${wanted.repo}`,
      pullNumber: wanted.number,
      headSha: 'h',
      jobKey: jobKey(wanted),
      job: wanted,
    });
  const pull = (installationId: number, repositoryId: number, number = 7) =>
    job(installationId, repositoryId, number) as Job & { kind: 'pull' };

  test('work of a suspended installation waits on record and is sent again', async () => {
    await accept('s1', pull(1, 10));
    await accept('s2', pull(2, 20));
    expect((await queue.depth()).jobs).toBe(2);
    expect(await noteSuspension(store.db, 1, true)).toBe(true);
    expect(await noteSuspension(store.db, 1, true)).toBe(false);
    await queue.drop(1, 'all');
    expect(await isSuspended(store.db, 1)).toBe(true);
    expect(await isSuspended(store.db, 2)).toBe(false);
    expect((await queue.depth()).jobs).toBe(1);
    expect(await countOpenDeliveries(store.db)).toBe(1);
    expect((await listOpenJobs(store.db, -1000)).map((each) => (each as Job).installationId)).toEqual([2]);
    expect(await noteSuspension(store.db, 1, false)).toBe(true);
    await queue.resume(1);
    expect((await queue.depth()).jobs).toBe(2);
    expect(await countOpenDeliveries(store.db)).toBe(2);
    await queue.drop(2, { jobKey: jobKey(pull(2, 20)) });
    expect(await countOpenDeliveries(store.db)).toBe(1);
    await queue.drop(1, { repositoryId: 10 });
    expect((await queue.depth()).jobs).toBe(0);
    expect(await countOpenDeliveries(store.db)).toBe(0);
  });

  test('a renamed repository is followed in what waits, by its number', async () => {
    await accept('r1', pull(3, 30));
    await accept('r2', pull(3, 31));
    const content = {
      repository: 'acme/repo-30',
      pullUrl: 'https://github.com/acme/repo-30/pull/7',
      checkUrl: 'https://github.com/acme/repo-30/pull/7/checks?check_run_id=1',
    };
    const notice = {
      fingerprint: 'f',
      channel: 'c',
      grouping: 'g',
      follows: true,
      content,
      dueAt: new Date(),
    };
    const place = { installationId: 3, repositoryId: 30, pullNumber: 7 };
    await store.db.transaction().execute((trx) => recordNotices(trx, place, [notice], new Date()));
    const named = { installationId: 3, repositoryId: 30, owner: 'acme', repo: 'renamed' };
    await renameRepository(store.db, named);
    const names = async () =>
      (await listOpenJobs(store.db, -1000)).map((each) => {
        const { owner, repo } = each as Job & { kind: 'pull' };
        return `${owner}/${repo}`;
      });
    expect(await names()).toEqual(['acme/renamed', 'acme/repo-31']);
    const waiting = await sql<{ name: string }>`
      select data ->> 'owner' || '/' || (data ->> 'repo') as name from pgboss.job where state < 'active' order by 1`.execute(
      store.db,
    );
    expect(waiting.rows.map(({ name }) => name)).toEqual(['acme/renamed', 'acme/repo-31']);
    const [kept] = await noticesOfFinding(store.db, {
      ...place,
      channel: 'c',
      fingerprint: 'f',
    } as StoredNotice);
    expect(kept?.content).toEqual({
      repository: 'acme/renamed',
      pullUrl: 'https://github.com/acme/renamed/pull/7',
      checkUrl: 'https://github.com/acme/renamed/pull/7/checks?check_run_id=1',
    });

    await renameOwner(store.db, 3, { from: 'ACME', to: 'bolt' });
    expect(await names()).toEqual(['bolt/renamed', 'bolt/repo-31']);
    await queue.drop(3, { repositoryId: 30 });
    await queue.drop(3, { repositoryId: 31 });
  });

  test('a repository that moved is forgotten where it was, and nowhere else', async () => {
    for (const installationId of [4, 5]) {
      await digestKeyOf(store.db, installationId);
      await startReview(
        store.db,
        { installationId, repositoryId: 40, pullNumber: 7 },
        { headSha: 'h', baseRef: 'main' },
      );
    }
    expect(await forgetElsewhere(store.db, { installationId: 5, repositoryId: 40 })).toEqual([4]);
    const review = (installationId: number) =>
      findActiveReview(store.db, { installationId, repositoryId: 40, pullNumber: 7 });
    expect(await review(4)).toBeUndefined();
    expect(await review(5)).toBeDefined();
  });

  test('an installation that GitHub names no more is known after a while, one that comes back is not', async () => {
    const [first, later] = [new Date('2026-01-01'), new Date('2026-03-01')];
    await digestKeyOf(store.db, 6);
    await digestKeyOf(store.db, 7);
    expect(await noteGone(store.db, [7], first, new Date('2025-12-01'))).toEqual([]);
    expect(await noteGone(store.db, [7], later, new Date('2026-02-01'))).toContain(6);
    expect(await noteGone(store.db, [6, 7], later, later)).not.toContain(6);
    expect(await noteGone(store.db, [], later, later)).not.toContain(6);
  });

  test('a missing permission is told of by one review, and forgotten when it is granted', async () => {
    const { db } = store;
    const now = new Date();
    expect(await noteRefused(db, 8, 'comments', now)).toBe(true);
    expect(await noteRefused(db, 8, 'comments', new Date(now.getTime() + 1000))).toBe(false);
    expect(await noteRefused(db, 8, 'teams', now)).toBe(true);
    expect(await claimTelling(db, 8, 'review-1', now)).toEqual(['comments', 'teams']);
    // A crash before it was said: the same review says it.
    expect(await claimTelling(db, 8, 'review-1', now)).toEqual(['comments', 'teams']);
    expect(await claimTelling(db, 8, 'review-2', now)).toEqual([]);
    // It never did: another one does, a day later.
    expect(await claimTelling(db, 8, 'review-3', new Date(now.getTime() + 90_000_000))).toHaveLength(2);
    await noteTold(db, 8, 'review-3', now);
    expect(await claimTelling(db, 8, 'review-3', now)).toEqual([]);
    expect(await countDegradations(db)).toEqual({ comments: 1, teams: 1 });
    expect(await noteGranted(db, 8, 'comments')).toBe(true);
    expect(await noteGranted(db, 8, 'comments')).toBe(false);
    expect((await degradationsOf(db, 8)).map(({ capability }) => capability)).toEqual(['teams']);
    await clearDegradations(db, 8);
    expect(await degradationsOf(db, 8)).toEqual([]);
  });
});
