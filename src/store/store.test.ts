// One table of promises, kept by PGlite and by PostgreSQL alike.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until as untilHolds } from '../../test/until.ts';
import type { Review } from '../engine/review.ts';
import {
  countOpenDeliveries,
  finishDeliveries,
  findAnnouncedHead,
  recordDelivery,
  takeDeliveries,
  type NewDelivery,
} from './deliveries.ts';
import { digestKeyOf, forget } from './installations.ts';
import { lockDirectory } from './lock.ts';
import { migrations } from './migrations.ts';
import { openStore, type Store } from './open.ts';
import { databases } from './databases-for-tests.ts';
import { startPostgres } from './postgres-for-tests.ts';
import { jobKey, openQueue, type Job, type JobOutcome, type Queue } from './queue.ts';
import {
  findActiveReview,
  findReviewOfHead,
  finishReview,
  keepOutcome,
  notePublished,
  requestRerun,
  startReview,
} from './reviews.ts';

// Larger than 2^31, as GitHub's newer identifiers are.
const pull = { installationId: 5_000_000_001, repositoryId: 5_000_000_002, pullNumber: 7 };
const job: Job = {
  kind: 'pull',
  installationId: 5_000_000_001,
  repositoryId: 5_000_000_002,
  owner: 'o',
  repo: 'r',
  number: 7,
};

function delivery(
  guid: string,
  over: Partial<NewDelivery> & { job?: Job | null } = {},
): NewDelivery & { job: Job | null } {
  const wanted = over.job === undefined ? job : over.job;
  return {
    guid,
    event: 'pull_request',
    action: 'opened',
    installationId: 5_000_000_001,
    repositoryId: 5_000_000_002,
    repository: 'o/r',
    pullNumber: 7,
    headSha: 'a'.repeat(40),
    jobKey: wanted && jobKey(wanted),
    ...over,
    job: wanted,
  };
}

describe.each(databases)('store on %s', (_name, open) => {
  let store: Store;
  let stop: () => Promise<void>;
  let queue: Queue;
  let run: (job: Job, attempt: number) => Promise<JobOutcome>;
  const gaveUp: string[] = [];
  const ran: string[] = [];

  beforeAll(async () => {
    ({ store, stop } = await open());
    await start(1);
  });

  afterAll(async () => {
    await queue.stop(1000);
    await store.close();
    await stop();
  });

  async function start(pollSeconds: number): Promise<void> {
    queue = await openQueue(store, {
      retry: { limit: 2, delay: 0, delayMax: 1 },
      pollSeconds,
      onError: (error) => ran.push(String(error)),
    });
    run = async () => ({ next: 'done' });
    await queue.work(
      {
        run: async (found, context) => {
          ran.push(`${jobKey(found)} ${context.attempt}`);
          return await run(found, context.attempt);
        },
        giveUp: async (found) => void gaveUp.push(jobKey(found)),
      },
      2,
    );
  }

  const until = (holds: () => boolean | Promise<boolean>): Promise<void> =>
    untilHolds(holds, { told: () => `Ran: ${ran.join(', ')}` });

  const state = async (guid: string): Promise<string | undefined> =>
    (await store.db.selectFrom('deliveries').select('state').where('guid', '=', guid).executeTakeFirst())
      ?.state;

  test('migrates again without change', async () => {
    const tables = await sql<{ name: string }>`select name from langguard_migration`.execute(store.db);
    expect(tables.rows.map((row) => row.name)).toEqual(Object.keys(migrations));
  });

  test('a repeated delivery is a duplicate until its work failed', async () => {
    const one = delivery('guid-1', { jobKey: 'k1' });
    expect(await recordDelivery(store.db, one)).toBe('new');
    expect(await recordDelivery(store.db, one)).toBe('duplicate');
    expect(await takeDeliveries(store.db, one.installationId, 'k1')).toEqual(['guid-1']);
    expect(await finishDeliveries(store.db, one.installationId, 'k1', 'failed')).toBe(1);
    expect(await recordDelivery(store.db, { ...one, installationId: 1 })).toBe('duplicate');
    expect(await recordDelivery(store.db, one)).toBe('reopened');
    await takeDeliveries(store.db, one.installationId, 'k1');
    await finishDeliveries(store.db, one.installationId, 'k1', 'done');
    expect(await recordDelivery(store.db, one)).toBe('duplicate');
    expect(await findAnnouncedHead(store.db, one.installationId, 'k1')).toBe('a'.repeat(40));
  });

  test('five concurrent repetitions are one', async () => {
    const one = delivery('guid-2', { jobKey: 'k2' });
    const all = await Promise.all(
      Array.from({ length: 5 }, () => store.db.transaction().execute((trx) => recordDelivery(trx, one))),
    );
    expect(all.filter((each) => each === 'new')).toHaveLength(1);
    await takeDeliveries(store.db, one.installationId, 'k2');
    await finishDeliveries(store.db, one.installationId, 'k2', 'done');
  });

  test('a transaction that fails leaves nothing, while others go on beside it', async () => {
    const failing = store.db.transaction().execute(async (trx) => {
      await recordDelivery(trx, delivery('guid-3', { jobKey: 'k3' }));
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('on purpose');
    });
    const beside = recordDelivery(store.db, delivery('guid-4', { job: null }));
    await expect(failing).rejects.toThrow('on purpose');
    expect(await beside).toBe('new');
    expect(await state('guid-3')).toBeUndefined();
    expect(await state('guid-4')).toBe('done');
  });

  test('one active review per pull request, and int8 comes back as a number', async () => {
    const first = await startReview(store.db, pull, { headSha: 'h1', baseRef: 'main' });
    expect(first).toMatchObject({ ...pull, state: 'running', publishedSteps: 0, rerun: false });
    await expect(startReview(store.db, pull, { headSha: 'h2', baseRef: 'main' })).rejects.toThrow(/unique/);
    const other = await startReview(
      store.db,
      { ...pull, installationId: 9 },
      { headSha: 'h1', baseRef: 'main' },
    );
    await finishReview(store.db, other, 'cancelled');
    await notePublished(store.db, first, { checkRunId: 50_000_000_000, steps: 1 });
    // NUL in its escaped form is what jsonb would refuse.
    await keepOutcome(store.db, first, { reason: 'a\u0000b', head_sha: 1 } as unknown as Review);
    await keepOutcome(store.db, { id: first.id, installationId: 9 }, { reason: 'stranger' } as Review);
    expect(await findActiveReview(store.db, pull)).toMatchObject({
      id: first.id,
      checkRunId: 50_000_000_000,
      publishedSteps: 1,
      review: { reason: 'a\u0000b', head_sha: 1 },
    });
    await finishReview(store.db, first, 'completed');
    expect(await findActiveReview(store.db, pull)).toBeUndefined();
    expect((await findReviewOfHead(store.db, pull, 'h1'))?.id).toBe(first.id);

    const asked = new Date();
    expect(await requestRerun(store.db, { ...pull, installationId: 8 }, 'h1', asked)).toEqual([]);
    expect((await findReviewOfHead(store.db, pull, 'h1'))?.id).toBe(first.id);
    expect(await requestRerun(store.db, pull, 'h1', asked)).toEqual([7]);
    expect(await findReviewOfHead(store.db, pull, 'h1')).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const again = await startReview(store.db, pull, { headSha: 'h1', baseRef: 'main' });
    await finishReview(store.db, again, 'completed');
    expect(await requestRerun(store.db, pull, 'h1', asked)).toEqual([7]);
    expect((await findReviewOfHead(store.db, pull, 'h1'))?.id).toBe(again.id);
  });

  test('an accepted delivery runs and is done', async () => {
    ran.length = 0;
    expect(await queue.accept(delivery('guid-10'))).toBe('new');
    await until(async () => (await state('guid-10')) === 'done');
    expect(ran).toEqual([`${jobKey(job)} 1`]);
  });

  test('webhooks that arrive together are kept together; one that cannot be kept fails alone', async () => {
    ran.length = 0;
    const many = Array.from({ length: 40 }, (_, index) =>
      delivery(`guid-15-${index}`, { job: { ...job, number: 500 + (index % 30) } }),
    );
    const results = await Promise.allSettled(
      [
        ...many,
        // PostgreSQL holds no NUL, and no such number.
        delivery('guid-16', { repository: 'o/r\u0000' }),
        delivery('guid-17', { pullNumber: 2 ** 40 }),
        many[0] ?? delivery('x'),
        delivery('guid-18', { job: null }),
      ].map((each) => queue.accept(each)),
    );
    const words = results.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'));
    expect(words.slice(0, 40)).toEqual(many.map(() => 'new'));
    expect(words.slice(40)).toEqual(['failed', 'failed', 'duplicate', 'new']);
    await until(async () => (await countOpenDeliveries(store.db)) === 0);
    expect(new Set(ran).size).toBe(30);
    expect([await state('guid-15-39'), await state('guid-16'), await state('guid-18')]).toEqual([
      'done',
      undefined,
      'done',
    ]);
    await until(async () => (await queue.depth()).jobs === 0);
  });

  test('a webhook that arrives while its job runs is not lost', async () => {
    ran.length = 0;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    run = async () => {
      if (ran.length === 1) await held;
      return { next: 'done' };
    };
    await queue.accept(delivery('guid-20'));
    await until(() => ran.length === 1);
    // Many at once, so that the last ones meet the end of the job.
    const arrivals = Array.from({ length: 20 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 2));
      if (index === 10) release();
      await queue.accept(delivery(`guid-21-${index}`));
    });
    await Promise.all(arrivals);
    await until(async () => (await countOpenDeliveries(store.db)) === 0);
    await until(async () => (await queue.depth()).jobs === 0);
    expect(ran.length).toBeGreaterThanOrEqual(2);
    expect(ran.length).toBeLessThan(20);
    run = async () => ({ next: 'done' });
  });

  test('a failing job is repeated, then given up; a redelivery opens it again', async () => {
    ran.length = 0;
    run = async () => {
      throw new Error('on purpose');
    };
    await queue.accept(delivery('guid-30'));
    await until(async () => (await state('guid-30')) === 'failed');
    expect(ran.map((line) => line.at(-1))).toEqual(['1', '2', '3']);
    expect(gaveUp).toEqual([jobKey(job)]);
    run = async () => ({ next: 'done' });
    expect(await queue.accept(delivery('guid-30'))).toBe('reopened');
    await until(async () => (await state('guid-30')) === 'done');
    expect(await queue.accept(delivery('guid-30'))).toBe('duplicate');
  });

  test('a parked job frees its worker and comes back', async () => {
    ran.length = 0;
    const at = new Date(Date.now() + 1500);
    run = async (found) =>
      ran.length === 1 && found.kind === 'pull' ? { next: 'later', at } : { next: 'done' };
    await queue.accept(delivery('guid-40'));
    await until(async () => (await state('guid-40')) === 'done');
    expect(Date.now()).toBeGreaterThanOrEqual(at.getTime());
    expect(ran).toHaveLength(2);
    run = async () => ({ next: 'done' });
  });

  test('forgetting an installation leaves the others', async () => {
    const stranger: Job = { ...job, installationId: 77 };
    await queue.accept(delivery('guid-50', { installationId: 77, job: stranger, jobKey: jobKey(stranger) }));
    await until(async () => (await state('guid-50')) === 'done');
    await forget(store.db, 77, [1]);
    expect(await state('guid-50')).toBe('done');
    const key = await digestKeyOf(store.db, 77);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestKeyOf(store.db, 77)).toBe(key);
    expect(await digestKeyOf(store.db, 78)).not.toBe(key);
    await forget(store.db, 77, 'all');
    expect(await digestKeyOf(store.db, 77)).not.toBe(key);
    expect(await state('guid-50')).toBeUndefined();
    expect(await state('guid-10')).toBe('done');
  });

  test('new jobs are not found by polls only, be they one or many', async () => {
    await queue.stop(1000);
    await start(3600);
    const each = async (numbers: number[]): Promise<void> => {
      ran.length = 0;
      for (const number of numbers) {
        const one: Job = { ...job, number };
        expect(await queue.accept(delivery(`guid-${number}`, { job: one, jobKey: jobKey(one) }))).toBe('new');
      }
      await until(async () => (await queue.depth()).jobs === 0);
      expect(ran).toHaveLength(numbers.length);
    };
    await each([99]);
    await each(Array.from({ length: 30 }, (_, index) => 100 + index));
  });
});

test('two replicas on one PostgreSQL share the work and never the same pull request', async () => {
  const server = await startPostgres();
  const replicas: { store: Store; queue: Queue }[] = [];
  try {
    const active = new Set<string>();
    const done = [0, 0];
    const clashes: string[] = [];
    // Until both have begun, neither ends a job: a worker whose connection opens slowly begins late.
    const begun = new Set<number>();
    const { promise: bothBegan, resolve: letGo } = Promise.withResolvers<void>();
    for (const index of [0, 1]) {
      const store = await openStore({ databaseUrl: server.url });
      const queue = await openQueue(store, { onError: (error) => clashes.push(String(error)) });
      replicas.push({ store, queue });
      await queue.work(
        {
          run: async (found) => {
            const key = jobKey(found);
            if (active.has(key)) clashes.push(key);
            active.add(key);
            if (begun.add(index).size === 2) letGo();
            await bothBegan;
            await new Promise((resolve) => setTimeout(resolve, 30));
            active.delete(key);
            done[index] = (done[index] ?? 0) + 1;
            return { next: 'done' };
          },
          giveUp: async () => {},
        },
        2,
      );
    }
    const [first, second] = replicas as [(typeof replicas)[0], (typeof replicas)[0]];
    await Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const one: Job = { ...job, number: 1 + (index % 12) };
        const accepted = delivery(`replica-${index}`, { job: one, jobKey: jobKey(one) });
        expect(await (index % 2 ? first : second).queue.accept(accepted)).toBe('new');
      }),
    );
    await untilHolds(
      async () =>
        (await countOpenDeliveries(first.store.db)) === 0 && (await second.queue.depth()).jobs === 0,
    );
    expect(clashes).toEqual([]);
    expect(Math.min(...done)).toBeGreaterThan(0);
    expect((done[0] ?? 0) + (done[1] ?? 0)).toBeGreaterThanOrEqual(12);
  } finally {
    for (const { store, queue } of replicas) {
      await queue.stop(1000);
      await store.close();
    }
    await server.stop();
  }
});

describe('the data directory', () => {
  const directory = mkdtempSync(join(tmpdir(), 'langguard-data-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'langguard.lock');

  test('is refused to a second holder and free again after release', () => {
    const release = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(/in use by process/);
    release();
    lockDirectory(directory)();
  });

  test.each([
    ['a process that is alive', { pid: process.ppid, host: 'self', token: 't' }, /in use by process/],
    ['a process that is gone', { pid: 999_999_999, host: 'self', token: 't' }, undefined],
    ['our own process id from before a restart', { pid: process.pid, host: 'self', token: 't' }, undefined],
    ['another machine, a moment ago', { pid: 1, host: 'elsewhere', token: 't' }, /in use by process 1\b/],
  ])('left by %s', async (_name, holder, refusal) => {
    const { hostname } = await import('node:os');
    writeFileSync(
      file,
      JSON.stringify({ ...holder, host: holder.host === 'self' ? hostname() : holder.host }),
    );
    if (refusal) expect(() => lockDirectory(directory)).toThrow(refusal);
    else lockDirectory(directory)();
    rmSync(file, { force: true });
  });

  test('keeps what was stored', async () => {
    const first = await openStore({ directory });
    await recordDelivery(first.db, delivery('kept', { job: null }));
    await expect(openStore({ directory })).rejects.toThrow(/in use/);
    await first.close();
    const second = await openStore({ directory });
    expect(await recordDelivery(second.db, delivery('kept', { job: null }))).toBe('duplicate');
    await second.close();
  });
});
