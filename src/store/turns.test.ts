// Fault 38, queue starvation by one tenant: the turns of the queue, on PGlite and on PostgreSQL with two replicas.
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from './open.ts';
import { startPostgres } from './postgres-for-tests.ts';
import { jobKey, openQueue, type Job, type Queue } from './queue.ts';
import { rebaseTurns } from './turns.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const job = (installationId: number, number: number): Job => ({
  kind: 'pull',
  installationId,
  repositoryId: 1,
  owner: 'o',
  repo: 'r',
  number,
});

const delivery = (sent: Job, guid: string) => ({
  guid,
  event: 'pull_request',
  action: 'opened',
  installationId: sent.installationId,
  repositoryId: 1,
  repository: 'o/r',
  pullNumber: numberOf(sent),
  headSha: 'a'.repeat(40),
  jobKey: jobKey(sent),
});

interface Replica {
  store: Store;
  queue: Queue;
}

async function replica(open: () => Promise<Store>): Promise<Replica> {
  const store = await open();
  closing.push(() => store.close());
  const queue = await openQueue(store, { onError: () => {} });
  closing.push(() => queue.stop(1000));
  return { store, queue };
}

async function pglite(): Promise<Replica[]> {
  return [await replica(() => openStore({ memory: true }))];
}

async function postgres(): Promise<Replica[]> {
  const server = await startPostgres();
  closing.push(server.stop);
  const open = () => openStore({ databaseUrl: server.url });
  return [await replica(open), await replica(open)];
}

async function sendMany({ queue }: Replica, installationId: number, count: number, atOnce: number) {
  for (let from = 0; from < count; from += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - from) }, (_, index) =>
        queue.send(job(installationId, from + index + 1)),
      ),
    );
}

/** Works with two workers in each replica until `enough` jobs began. */
async function work(replicas: Replica[], enough: number): Promise<void> {
  let began = 0;
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  for (const { queue } of replicas)
    await queue.work(
      {
        run: async () => {
          if (++began === enough) finish();
          return { next: 'done' };
        },
        giveUp: async () => {},
      },
      2,
    );
  await done;
}

/** The jobs that were handed out, in their order by the queue's clock: a worker whose connection opens slowly begins late. */
async function handedOut({ store }: Replica): Promise<Job[]> {
  const { rows } = await sql<{ data: Job }>`
    select data from pgboss.job where name = 'reviews' and started_on is not null order by started_on`.execute(
    store.db,
  );
  return rows.map(({ data }) => data);
}

/** Which of them, from 0, is the first of an installation. */
async function turnOf(replica: Replica, installationId: number): Promise<number> {
  const turn = (await handedOut(replica)).findIndex((each) => each.installationId === installationId);
  return turn < 0 ? Infinity : turn;
}

describe.each([
  ['PGlite', pglite, 100],
  ['PostgreSQL with two replicas', postgres, 500],
] as const)('fault 38: on %s', (_name, open, backlog) => {
  test('one job behind the backlog of another installation begins among the first ten', async () => {
    const replicas = await open();
    const [first] = replicas;
    if (!first) throw new Error('no replica');
    await sendMany(first, 1, backlog, 50);
    await first.queue.send(job(2, 1));
    await work(replicas, 60);
    expect(await turnOf(first, 2)).toBeLessThan(10);
  });

  test('three installations take turns, each in the order of its own jobs', async () => {
    const replicas = await open();
    const [first] = replicas;
    if (!first) throw new Error('no replica');
    await sendMany(first, 1, 200, 1);
    await sendMany(first, 2, 20, 1);
    await sendMany(first, 3, 20, 1);
    await work(replicas, 66);
    const began = (await handedOut(first)).slice(0, 60);
    for (const installation of [1, 2, 3]) {
      const numbers = began.filter((each) => each.installationId === installation).map(numberOf);
      // A third each, but for what workers that begin together swap.
      expect(numbers.length).toBeGreaterThan(14);
      expect(numbers.every((number, index) => Math.abs(number - index - 1) < 8)).toBe(true);
    }
  });
});

test('fault 38: 10,000 webhooks of one installation and then one of another', async () => {
  const replicas = await postgres();
  const [first] = replicas;
  if (!first) throw new Error('no replica');
  const accept = (installationId: number, number: number): Promise<unknown> => {
    const sent = job(installationId, number);
    return first.queue.accept({ ...delivery(sent, `${installationId}-${number}`), job: sent });
  };
  for (let from = 0; from < 10_000; from += 500)
    await Promise.all(Array.from({ length: 500 }, (_, index) => accept(1, from + index)));
  await accept(2, 1);
  const transactions = async (): Promise<number> => {
    const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(
      first.store.db,
    );
    return Number(rows[0]?.id);
  };
  const before = await transactions();
  await work(replicas, 30);
  expect(await turnOf(first, 2)).toBeLessThan(10);
  // Whoever starts with such a backlog does not send it again one by one.
  expect((await transactions()) - before).toBeLessThan(5000);
  expect((await first.queue.depth()).jobs).toBeGreaterThan(9000);
});

function numberOf(each: Job): number {
  return each.kind === 'pull' ? each.number : 0;
}

test('jobs that are settled and sent again while all are sent again do not wait for each other', async () => {
  const [first, second] = await postgres();
  if (!first || !second) throw new Error('no replica');
  const keys = Array.from({ length: 20 }, (_, index) => index + 1);
  const left = new Map(keys.map((number) => [number, 15]));
  const accept = async (number: number): Promise<void> => {
    const sent = job(1, number);
    await first.queue.accept({ ...delivery(sent, `${number}-${left.get(number)}`), job: sent });
  };
  for (const number of keys) await accept(number);
  const attempts: number[] = [];
  await first.queue.work(
    {
      run: async (found, { attempt }) => {
        attempts.push(attempt);
        const number = numberOf(found);
        const more = (left.get(number) ?? 0) - 1;
        left.set(number, more);
        // Arrives while the job runs, so that it is sent again when it is settled.
        if (more > 0) await accept(number);
        return { next: 'done' };
      },
      giveUp: async () => {},
    },
    8,
  );
  while ([...left.values()].some((each) => each > 0))
    await Promise.all([second.queue.resume(1), second.queue.resume(1)]);
  expect(attempts.every((attempt) => attempt === 1)).toBe(true);
});

test('who was idle has saved up nothing, and who was busy owes nothing', async () => {
  const [only] = await pglite();
  if (!only) throw new Error('no replica');
  const priorities = async (): Promise<Record<string, number[]>> => {
    const { rows } = await sql<{ group: string; turns: number[] }>`
      select group_id as group, array_agg(-priority order by -priority) as turns from pgboss.job
      where name = 'reviews' group by group_id`.execute(only.store.db);
    return Object.fromEntries(rows.map(({ group, turns }) => [group, turns]));
  };
  await sendMany(only, 1, 3, 1);
  await only.queue.send(job(1, 3));
  await sql`insert into turns values (0, 100)`.execute(only.store.db);
  await sendMany(only, 2, 2, 1);
  // The repeated job took no turn.
  await only.queue.send(job(1, 4));
  expect(await only.queue.isOpen(job(1, 4))).toBe(true);
  expect(await only.queue.isOpen(job(2, 4))).toBe(false);
  expect(await priorities()).toEqual({ 1: [1, 2, 3, 101], 2: [101, 102] });
  await rebaseTurns(only.store.db, 'reviews', 101);
  expect((await priorities())['2']).toEqual([101, 102]);
  await rebaseTurns(only.store.db, 'reviews', 100);
  expect(await priorities()).toEqual({ 1: [-99, -98, -97, 1], 2: [1, 2] });
});
