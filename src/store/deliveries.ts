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

/** Puts webhooks on record and tells of each what it is. A repeated GUID is a duplicate unless its work had failed. */
export async function recordDeliveries(db: Db, deliveries: readonly NewDelivery[]): Promise<Recorded[]> {
  const byGuid = new Map(deliveries.toReversed().map((each) => [each.guid, each]));
  // In one order, so that two transactions with the same ones do not wait for each other.
  const first = [...byGuid.values()].toSorted((a, b) => (a.guid < b.guid ? -1 : 1));
  const inserted = await db
    .insertInto('deliveries')
    .values(
      first.map((delivery) => ({
        ...delivery,
        job: delivery.job === null ? null : JSON.stringify(delivery.job),
        state: delivery.job === null ? ('done' as const) : ('received' as const),
        attempts: 1,
        takenAt: null,
        finishedAt: delivery.job === null ? new Date() : null,
      })),
    )
    .onConflict((conflict) => conflict.column('guid').doNothing())
    .returning('guid')
    .execute();
  const fresh = new Set(inserted.map(({ guid }) => guid));
  // A repetition within the same batch was not inserted either.
  const others = deliveries.filter(({ guid }) => !fresh.has(guid));
  const reopened = new Set<NewDelivery>();
  for (const each of others.toSorted((a, b) => (a.guid < b.guid ? -1 : 1)))
    if (await isReopened(db, each)) reopened.add(each);
  return deliveries.map((each) =>
    fresh.has(each.guid) && byGuid.get(each.guid) === each
      ? 'new'
      : reopened.has(each)
        ? 'reopened'
        : 'duplicate',
  );
}

/** Puts one webhook on record. */
export async function recordDelivery(db: Db, delivery: NewDelivery): Promise<Recorded> {
  return (await recordDeliveries(db, [delivery]))[0] ?? 'duplicate';
}

async function isReopened(db: Db, delivery: NewDelivery): Promise<boolean> {
  const reopened = await db
    .updateTable('deliveries')
    .set((eb) => ({ state: 'received', attempts: eb('attempts', '+', 1), takenAt: null, finishedAt: null }))
    .where('guid', '=', delivery.guid)
    .where('installationId', '=', delivery.installationId)
    .where('state', '=', 'failed')
    .returning('guid')
    .executeTakeFirst();
  return reopened !== undefined;
}

/** Says that an attempt of the job begins now and so covers every delivery that is open; returns their GUIDs. */
export async function takeDeliveries(db: Db, installationId: number, jobKey: string): Promise<string[]> {
  const rows = await db
    .updateTable('deliveries')
    .set({ takenAt: new Date() })
    .where('guid', 'in', openDeliveries(db, installationId).where('jobKey', '=', jobKey))
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
  const covered = openDeliveries(db, installationId)
    .where('jobKey', '=', jobKey)
    .where('takenAt', 'is not', null);
  const rows = await db
    .updateTable('deliveries')
    .set({ state, finishedAt: new Date() })
    .where('guid', 'in', covered)
    .returning('guid')
    .execute();
  return rows.length;
}

/** Open deliveries, locked in one order, so that two who change some of the same do not wait for each other. */
function openDeliveries(db: Db, installationId: number) {
  return db
    .selectFrom('deliveries')
    .select('guid')
    .where('installationId', '=', installationId)
    .where('state', '=', 'received')
    .orderBy('guid')
    .forUpdate();
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
 * Jobs of every open delivery, for all installations that are not suspended: sent again at start and at intervals, because a database that
 * was restored or a queue that was emptied must not lose what was acknowledged.
 */
export async function listOpenJobs(db: Db, olderThanMs: number): Promise<unknown[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('job')
    .where('state', '=', 'received')
    .where('job', 'is not', null)
    .where('receivedAt', '<=', new Date(Date.now() - olderThanMs))
    .where(isNotParked)
    .orderBy('receivedAt')
    .limit(10_000)
    .execute();
  return rows.map((row) => row.job);
}

/** Jobs of the open deliveries of one installation, oldest first. */
export async function openJobsOf(db: Db, installationId: number): Promise<unknown[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('job')
    .where('installationId', '=', installationId)
    .where('state', '=', 'received')
    .where('job', 'is not', null)
    .orderBy('receivedAt')
    .limit(10_000)
    .execute();
  return rows.map((row) => row.job);
}

/** Says that nothing covers the deliveries of a job: it was put aside before it began. */
export async function releaseDeliveries(db: Db, installationId: number, jobKey: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ takenAt: null })
    .where('guid', 'in', openDeliveries(db, installationId).where('jobKey', '=', jobKey))
    .execute();
}

/** Closes open deliveries of an installation whose work is not wanted any more: of a repository, or of a job. */
export async function dropDeliveries(
  db: Db,
  installationId: number,
  which: { repositoryId: number } | { jobKey: string },
): Promise<void> {
  const unwanted = openDeliveries(db, installationId).where((eb) =>
    'repositoryId' in which ? eb('repositoryId', '=', which.repositoryId) : eb('jobKey', '=', which.jobKey),
  );
  await db
    .updateTable('deliveries')
    .set({ state: 'done', finishedAt: new Date() })
    .where('guid', 'in', unwanted)
    .execute();
}

/** How many deliveries wait for their work to be finished, over all installations that are not suspended. */
export async function countOpenDeliveries(db: Db): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select(sql<number>`count(*)::int4`.as('count'))
    .where('state', '=', 'received')
    .where(isNotParked)
    .executeTakeFirstOrThrow();
  return row.count;
}

const isNotParked = sql<boolean>`not exists (
  select from installations where installations.id = deliveries.installation_id and suspended_at is not null)`;
