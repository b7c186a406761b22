// Webhooks on record: what arrived, and whether its work is finished.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** A webhook as it is put on record; `job` is what to do, null where there is nothing to do. */
export interface NewDelivery {
  guid: string;
  event: string;
  action: string | null;
  installationId: number;
  repositoryId: number | null;
  repository: string | null;
  pullNumber: number | null;
  headSha: string | null;
  jobKey: string | null;
  job: object | null;
}

/** `new`: on record now. `reopened`: its work had failed and starts again. `duplicate`: nothing to do. */
export type Recorded = 'new' | 'reopened' | 'duplicate';

/** Puts a webhook on record. A repeated GUID is a duplicate unless its work had failed. */
export async function recordDelivery(db: Db, delivery: NewDelivery): Promise<Recorded> {
  const finished = delivery.job === null;
  const inserted = await db
    .insertInto('deliveries')
    .values({
      ...delivery,
      job: delivery.job === null ? null : JSON.stringify(delivery.job),
      state: finished ? 'done' : 'received',
      attempts: 1,
      takenAt: null,
      finishedAt: finished ? new Date() : null,
    })
    .onConflict((conflict) => conflict.column('guid').doNothing())
    .returning('guid')
    .executeTakeFirst();
  if (inserted) return 'new';
  const reopened = await db
    .updateTable('deliveries')
    .set((eb) => ({ state: 'received', attempts: eb('attempts', '+', 1), takenAt: null, finishedAt: null }))
    .where('guid', '=', delivery.guid)
    .where('installationId', '=', delivery.installationId)
    .where('state', '=', 'failed')
    .returning('guid')
    .executeTakeFirst();
  return reopened ? 'reopened' : 'duplicate';
}

/** Says that an attempt of the job begins now and so covers every delivery that is open; returns their GUIDs. */
export async function takeDeliveries(db: Db, installationId: number, jobKey: string): Promise<string[]> {
  const rows = await db
    .updateTable('deliveries')
    .set({ takenAt: new Date() })
    .where('installationId', '=', installationId)
    .where('jobKey', '=', jobKey)
    .where('state', '=', 'received')
    .returning('guid')
    .execute();
  return rows.map((row) => row.guid);
}

/** Closes the deliveries that an attempt covered; those that arrived after it began stay open. */
export async function finishDeliveries(
  db: Db,
  installationId: number,
  jobKey: string,
  state: 'done' | 'failed',
): Promise<number> {
  const rows = await db
    .updateTable('deliveries')
    .set({ state, finishedAt: new Date() })
    .where('installationId', '=', installationId)
    .where('jobKey', '=', jobKey)
    .where('state', '=', 'received')
    .where('takenAt', 'is not', null)
    .returning('guid')
    .execute();
  return rows.length;
}

/** The job of the newest delivery that no attempt has covered, if there is one. */
export async function findWaitingJob(db: Db, installationId: number, jobKey: string): Promise<unknown> {
  const row = await db
    .selectFrom('deliveries')
    .select('job')
    .where('installationId', '=', installationId)
    .where('jobKey', '=', jobKey)
    .where('state', '=', 'received')
    .where('takenAt', 'is', null)
    .orderBy('receivedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.job ?? undefined;
}

/** The newest head that a delivery of this job named: what to mark when the pull request itself cannot be read. */
export async function findAnnouncedHead(
  db: Db,
  installationId: number,
  jobKey: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select('headSha')
    .where('installationId', '=', installationId)
    .where('jobKey', '=', jobKey)
    .where('headSha', 'is not', null)
    .orderBy('receivedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.headSha ?? undefined;
}

/** The newest delivery of a job that no attempt covers yet and that names another head than `headSha`. */
export async function findNewerHead(
  db: Db,
  installationId: number,
  jobKey: string,
  headSha: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select('guid')
    .where('installationId', '=', installationId)
    .where('jobKey', '=', jobKey)
    .where('state', '=', 'received')
    .where('takenAt', 'is', null)
    .where('headSha', '!=', headSha)
    .orderBy('receivedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.guid;
}

/**
 * Jobs of every open delivery, for all installations: sent again at start and at intervals, because a database that
 * was restored or a queue that was emptied must not lose what was acknowledged.
 */
export async function listOpenJobs(db: Db, olderThanMs: number): Promise<unknown[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('job')
    .where('state', '=', 'received')
    .where('job', 'is not', null)
    .where('receivedAt', '<=', new Date(Date.now() - olderThanMs))
    .orderBy('receivedAt')
    .limit(10_000)
    .execute();
  return rows.map((row) => row.job);
}

/** How many deliveries wait for their work to be finished, over all installations. */
export async function countOpenDeliveries(db: Db): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select(sql<number>`count(*)::int4`.as('count'))
    .where('state', '=', 'received')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Forgets finished deliveries older than `days`; a replay after that is harmless, because state decides. */
export async function forgetOldDeliveries(db: Db, days: number): Promise<void> {
  await db
    .deleteFrom('deliveries')
    .where('state', '!=', 'received')
    .where('receivedAt', '<', new Date(Date.now() - days * 86_400_000))
    .execute();
}
