// The jobs: pg-boss in the same database, so that a webhook and its job are kept together or not at all.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { fromKysely, PgBoss, type Db as BossDb, type Job as BossJob, type JobWithMetadata } from 'pg-boss';
import {
  dropDeliveries,
  findWaitingJob,
  finishDeliveries,
  listOpenJobs,
  openJobsOf,
  recordDeliveries,
  releaseDeliveries,
  takeDeliveries,
  type NewDelivery,
  type Recorded,
} from './deliveries.ts';
import { groupCommit } from './group-commit.ts';
import type { Store } from './open.ts';
import type { Schema } from './schema.ts';
import { beginTurn, lockTurns, nextTurns, rebaseTurns, returnTurns } from './turns.ts';

interface Repository {
  installationId: number;
  repositoryId: number;
  owner: string;
  repo: string;
}

/** Work to do. It names things; what is true of them is read when it runs. */
export type Job =
  | (Repository & { kind: 'pull'; number: number })
  /** Somebody asked to repeat the reviews of a head; `at` is when, in ms since 1970. */
  | (Repository & { kind: 'rerun'; headSha: string; at: number })
  /** A merge queue waits for an answer on a head that joins the base and a pull request; `at` as above. */
  | (Repository & { kind: 'merge-group'; headSha: string; number: number | null; at?: number })
  /** A merge queue no longer waits for an answer on a head. */
  | (Repository & { kind: 'merge-group-end'; headSha: string })
  /** Somebody commented on a pull request, perhaps with a command. */
  | (Repository & { kind: 'comment'; number: number; commentId: number })
  /** Somebody pressed a button of ours on the check of a head; `by` is the person's login. */
  | (Repository & { kind: 'button'; headSha: string; button: string; by: string; at: number })
  /** Somebody approved or dismissed a review of a pull request; `at` as above. */
  | (Repository & { kind: 'approval'; number: number; at: number })
  /** Code scanning has new results of a head, perhaps those that its review lacked. */
  | (Repository & { kind: 'analysis'; headSha: string; at: number })
  /** Open pull requests without an answer are looked for, in these repositories first. */
  | { kind: 'sweep'; installationId: number; repositoryIds: number[] };

/** What a handler wants next: nothing, the same job again at a later time, or to be asked again by `resume`. */
export type JobOutcome = { next: 'done' } | { next: 'later'; at: Date } | { next: 'parked' };

/** How failing jobs are repeated; times in seconds. */
export interface RetryPolicy {
  limit: number;
  delay: number;
  delayMax: number;
}

/** How failing jobs are repeated where nothing else is said. */
export const usualRetries: RetryPolicy = { limit: 6, delay: 2, delayMax: 120 };

/** What is known of one attempt. */
export interface JobContext {
  attempt: number;
  signal: AbortSignal;
  /** GUIDs of the webhooks that it covers. */
  deliveries: string[];
  /** How long it was due. */
  waitedMs: number;
  /** How long ago it was queued, earlier attempts included. */
  ageMs: number;
}

/** What runs the jobs. */
export interface JobHandlers {
  run(job: Job, context: JobContext): Promise<JobOutcome>;
  /** Called once when every attempt failed, before the deliveries are marked as failed. */
  giveUp(job: Job): Promise<void>;
}

/** The queue as the server sees it. */
export interface Queue {
  /** Puts a delivery on record together with its job, in one transaction, perhaps with others; resolves when it is committed. */
  accept(delivery: NewDelivery & { job: Job | null }): Promise<Recorded>;
  /** Adds a job unless the same one is waiting or running. */
  send(job: Job): Promise<void>;
  work(handlers: JobHandlers, concurrency: number): Promise<void>;
  /** Takes waiting jobs of an installation out: all, to be resumed, or those of a repository or a key, for good. */
  drop(installationId: number, which: 'all' | { repositoryId: number } | { jobKey: string }): Promise<void>;
  /** Sends what is on record of an installation again. */
  resume(installationId: number): Promise<void>;
  /** Keeps the numbers of the turns small. */
  tidy(): Promise<void>;
  /** True while the same job waits or runs, or waits to be given up. */
  isOpen(job: Job): Promise<boolean>;
  /** Jobs that wait or run, and the age of the oldest in seconds. */
  depth(): Promise<{ jobs: number; oldestSeconds: number; dead: number }>;
  /** Lets running jobs end for at most `timeoutMs`; the others go back to the queue. */
  stop(timeoutMs: number): Promise<void>;
}

const reviews = 'reviews';
const deadReviews = 'reviews-dead';

/** Webhooks in one transaction: more would keep the first of them waiting. */
const maxTogether = 64;

/** Jobs sent again in one transaction. */
const maxResent = 500;

/** Takes back what an attempt was about to settle. */
class LeaseLost extends Error {}

/** Two jobs with the same key are one. */
export function jobKey(job: Job): string {
  if (job.kind === 'sweep') return `sweep/${job.installationId}/${job.repositoryIds.join('.') || 'all'}`;
  const repository = `${job.installationId}/${job.repositoryId}`;
  switch (job.kind) {
    case 'pull':
    case 'approval':
      return `${job.kind}/${repository}/${job.number}`;
    case 'comment':
      return `comment/${repository}/${job.commentId}`;
    case 'button':
      return `button/${repository}/${job.headSha}/${job.at}`;
    case 'rerun':
    case 'analysis':
    case 'merge-group':
    case 'merge-group-end':
      return `${job.kind}/${repository}/${job.headSha}`;
  }
}

/** How a queue works, where not as usual. */
interface QueueOptions {
  retry?: RetryPolicy;
  /** How long a process may be silent before its job goes to another; 10 at least. */
  leaseSeconds?: number;
  /** How often retries are looked for. */
  pollSeconds?: number;
  /** Hears of trouble in the background, such as a lost connection. */
  onError: (error: Error) => void;
}

/** Starts the queue on the store's database. */
export async function openQueue(store: Store, options: QueueOptions): Promise<Queue> {
  const retry = options.retry ?? usualRetries;
  const boss = new PgBoss({
    ...store.bossOptions,
    useListenNotify: true,
    schedule: false,
    // Rebuilding indexes concurrently needs a second connection, which PGlite does not have.
    ...(store.engine === 'pglite' ? { reindex: false, monitorVacuum: false } : {}),
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', options.onError);
  await boss.start();
  await boss.createQueue(deadReviews, {
    policy: 'standard',
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    notify: true,
  });
  const settings = {
    retryLimit: retry.limit,
    retryDelay: retry.delay,
    retryBackoff: retry.delay > 0,
    ...(retry.delay > 0 ? { retryDelayMax: retry.delayMax } : {}),
    expireInSeconds: 1800,
    heartbeatSeconds: options.leaseSeconds ?? 30,
    notify: true,
  };
  await boss.createQueue(reviews, {
    ...settings,
    policy: 'exclusive',
    deadLetter: deadReviews,
  });
  // Creating a queue that exists changes nothing, so that new settings need saying twice.
  await boss.updateQueue(reviews, settings);
  // Has it read the queue's settings now: inside a transaction of PGlite that query would wait for itself.
  await boss.deleteJob(reviews, '00000000-0000-0000-0000-000000000000');
  if (store.engine === 'pglite') await takeOver(store, boss);
  return createQueue(store, boss, options);
}

/**
 * Returns what an earlier process left unfinished when it was killed. The lock on the directory says that it is gone;
 * on PostgreSQL it may be a replica that works, and only its missing heartbeat tells.
 */
async function takeOver(store: Store, boss: PgBoss): Promise<void> {
  await sql`update pgboss.job set heartbeat_on = now() - interval '1 day' where state = 'active'`.execute(
    store.db,
  );
  await boss.supervise(reviews);
}

function createQueue(store: Store, boss: PgBoss, { onError, pollSeconds = 1 }: QueueOptions): Queue {
  let sweep: NodeJS.Timeout | undefined;

  /** Sends within a transaction, so that a turn without a job is given back before anybody sees it. */
  async function sendIn(trx: Transaction<Schema>, jobs: readonly Job[], startAfter?: Date): Promise<void> {
    const byKey = new Map(jobs.toReversed().map((job) => [jobKey(job), job]));
    if (byKey.size === 0) return;
    const counts = new Map<number, number>();
    for (const { installationId: id } of byKey.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
    const turns = await nextTurns(trx, counts);
    const left = new Map(counts);
    const owners = new Map<string, number>();
    const wanted = [...byKey].toReversed().map(([singletonKey, job]) => {
      const { installationId } = job;
      const before = (left.get(installationId) ?? 1) - 1;
      left.set(installationId, before);
      const id = randomUUID();
      owners.set(id, installationId);
      const priority = before - (turns.get(installationId) ?? 0);
      const group = { id: String(installationId) };
      return { id, data: job, singletonKey, priority, group, ...(startAfter ? { startAfter } : {}) };
    });
    const sent = await boss.insert(reviews, wanted, { db: bossDb(trx), returnId: true });
    for (const id of sent ?? []) owners.delete(id);
    // The others are waiting or running already, which is as good.
    const unused = Map.groupBy(owners.values(), (installationId) => installationId);
    for (const [installationId, { length }] of unused) await returnTurns(trx, installationId, length);
  }

  type Accepted = NewDelivery & { job: Job | null };

  async function acceptAll(deliveries: readonly Accepted[]): Promise<Recorded[]> {
    return await store.db.transaction().execute(async (trx) => {
      const keys = deliveries.flatMap(({ job }) => (job ? [jobKey(job)] : []));
      if (keys.length > 0) await lockKeys(trx, keys);
      const recorded = await recordDeliveries(trx, deliveries);
      const jobs = deliveries.flatMap(({ job }, index) =>
        job && recorded[index] !== 'duplicate' ? [job] : [],
      );
      await sendIn(trx, jobs);
      return recorded;
    });
  }

  async function send(job: Job): Promise<void> {
    await store.db.transaction().execute((trx) => sendIn(trx, [job]));
  }

  async function resendOpen(olderThanMs: number): Promise<void> {
    await sendAll((await listOpenJobs(store.db, olderThanMs)) as Job[]);
  }

  /** Many at once, because a backlog of thousands must not keep a start waiting. */
  async function sendAll(jobs: readonly Job[]): Promise<void> {
    for (let from = 0; from < jobs.length; from += maxResent)
      await store.db.transaction().execute((trx) => sendIn(trx, jobs.slice(from, from + maxResent)));
  }

  /**
   * Ends a job and starts the next one if a webhook arrived meanwhile. The queue refuses a second job while one is
   * running, so the two decisions and the arrival of webhooks exclude each other by a lock on the key.
   */
  async function settle(found: BossJob<Job>, outcome: JobOutcome): Promise<void> {
    const job = found.data;
    const key = jobKey(job);
    const settled = store.db.transaction().execute(async (trx) => {
      await lockKeys(trx, [key]);
      const db = bossDb(trx);
      if (outcome.next === 'done') await finishDeliveries(trx, job.installationId, key, 'done');
      if (outcome.next === 'parked') await releaseDeliveries(trx, job.installationId, key);
      const waiting =
        outcome.next === 'done' ? await findWaitingJob(trx, job.installationId, key) : undefined;
      if (waiting || outcome.next === 'later') await lockTurns(trx, job.installationId);
      // An attempt that lost its lease settles nothing, and the one that has it will send what is left.
      const completed = await boss.complete(reviews, { id: found.id, retryCount: found.retryCount }, null, {
        db,
      });
      if ((completed as { affected?: number }).affected === 0) throw new LeaseLost();
      if (outcome.next === 'later') return await sendIn(trx, [job], outcome.at);
      if (waiting) await sendIn(trx, [waiting as Job]);
    });
    await settled.catch((error: unknown) => {
      if (!(error instanceof LeaseLost)) throw error;
    });
  }

  return {
    accept: groupCommit(acceptAll, maxTogether),

    send,

    async work(handlers, concurrency) {
      await rebaseTurns(store.db, reviews);
      await resendOpen(0);
      sweep = setInterval(() => void resendOpen(60_000).catch(onError), 60_000);
      sweep.unref();
      // Polling finds retries, which do not notify; new jobs come by NOTIFY within milliseconds.
      const polling = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds };
      async function startWorker(): Promise<void> {
        let id: string | undefined;
        id = await boss.work(
          reviews,
          { ...polling, includeMetadata: true as const },
          async ([found]: JobWithMetadata<Job>[]) => {
            if (!found) return;
            try {
              const job = found.data;
              await beginTurn(store.db, -found.priority);
              const deliveries = await takeDeliveries(store.db, job.installationId, jobKey(job));
              const context: JobContext = {
                attempt: found.retryCount + 1,
                signal: found.signal,
                deliveries,
                // The database's clock may be ahead of ours.
                waitedMs: Math.max(0, Date.now() - Math.max(+found.createdOn, +found.startAfter)),
                ageMs: Math.max(0, Date.now() - +found.createdOn),
              };
              await settle(found, await handlers.run(job, context));
            } finally {
              // Without this it would wait for the next poll although the queue is full.
              if (id) boss.notifyWorker(id);
            }
          },
        );
      }
      for (let worker = 0; worker < concurrency; worker++) await startWorker();
      await boss.work<Job>(deadReviews, polling, async ([found]) => {
        if (!found) return;
        const job = found.data;
        const key = jobKey(job);
        await handlers.giveUp(job);
        await store.db.transaction().execute(async (trx) => {
          await lockKeys(trx, [key]);
          await finishDeliveries(trx, job.installationId, key, 'failed');
          const waiting = await findWaitingJob(trx, job.installationId, key);
          if (waiting) await sendIn(trx, [waiting as Job]);
        });
      });
    },

    async drop(installationId, which) {
      await store.db.transaction().execute(async (trx) => {
        const some =
          which === 'all'
            ? sql``
            : 'jobKey' in which
              ? sql` and singleton_key = ${which.jobKey}`
              : sql` and data ->> 'repositoryId' = ${String(which.repositoryId)}`;
        if (which !== 'all') await dropDeliveries(trx, installationId, which);
        await lockTurns(trx, installationId);
        await sql`
          delete from pgboss.job where name = ${reviews} and state < 'active'
            and data ->> 'installationId' = ${String(installationId)}${some}`.execute(trx);
      });
    },

    async resume(installationId) {
      await sendAll((await openJobsOf(store.db, installationId)) as Job[]);
    },

    tidy: () => rebaseTurns(store.db, reviews),

    async isOpen(job) {
      const found = await sql<{ data: Job }>`
        select data from pgboss.job where name in (${reviews}, ${deadReviews}) and state < 'completed'
          and data ->> 'installationId' = ${String(job.installationId)} and data ->> 'kind' = ${job.kind}`.execute(
        store.db,
      );
      const key = jobKey(job);
      return found.rows.some(({ data }) => jobKey(data) === key);
    },

    async depth() {
      const found = await sql<{ jobs: number; oldest: number | null; dead: number }>`
        select count(*) filter (where state < 'completed')::int4 as jobs,
          extract(epoch from now() - min(created_on) filter (where state < 'completed'))::float8 as oldest,
          count(*) filter (where name = ${deadReviews})::int4 as dead
        from pgboss.job where name in (${reviews}, ${deadReviews})`.execute(store.db);
      const row = found.rows[0];
      return { jobs: row?.jobs ?? 0, oldestSeconds: row?.oldest ?? 0, dead: row?.dead ?? 0 };
    },

    async stop(timeoutMs) {
      clearInterval(sweep);
      await boss.stop({ graceful: true, timeout: timeoutMs });
    },
  };
}

/** pg-boss in the middle of our transaction; its rows must keep the names that it gave them. */
function bossDb(trx: Transaction<Schema>): BossDb {
  return fromKysely(trx.withoutPlugins());
}

/** Takes the locks in one order, so that two transactions do not wait for each other. */
async function lockKeys(trx: Transaction<Schema>, keys: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hash) from (
      select distinct hashtextextended(key, 0) as hash
      from json_array_elements_text(${JSON.stringify(keys)}::json) as key order by hash
    ) as each_key`.execute(trx);
}
