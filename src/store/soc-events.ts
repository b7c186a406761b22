// Events for the security operations centre: each once, in the order in which they were committed, and how far each sink heard.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { PullKey } from './reviews.ts';
import type { Schema } from './schema.ts';
import { sealJson, unsealJson } from './sealed.ts';

/** An event to be kept; `key` names what happened within the installation. */
export interface NewSocEvent {
  key: string;
  at: Date;
  content: unknown;
}

const chunk = 500;

/** Keeps events, in the transaction of what they tell. Said twice, they are kept once. */
export async function recordSocEvents(
  trx: Transaction<Schema>,
  place: PullKey,
  events: readonly NewSocEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  // Numbers must become visible in their order, or a sink would pass over one that was still being written.
  await sql`select pg_advisory_xact_lock(hashtextextended('soc/append', 0))`.execute(trx);
  let count = 0;
  for (let from = 0; from < events.length; from += chunk) {
    const rows = await trx
      .insertInto('socEvents')
      .values(
        events.slice(from, from + chunk).map(({ content, ...event }) => ({
          ...event,
          ...place,
          content: sealJson(trx, placeOf(place.installationId), content),
        })),
      )
      .onConflict((conflict) => conflict.columns(['installationId', 'key']).doNothing())
      .returning('seq')
      .execute();
    count += rows.length;
  }
  return count;
}

/** A sink's turn. */
export interface SinkClaim {
  sink: string;
  by: string;
  seq: number;
  /** This one included. */
  attempt: number;
}

/** Takes a sink's turn for `leaseMs`; undefined while it is not due or another replica has it. A new sink hears from now on. */
export async function claimSink(
  db: Kysely<Schema>,
  sink: string,
  now: Date,
  leaseMs: number,
): Promise<SinkClaim | undefined> {
  await sql`
    insert into soc_cursors (sink, seq, attempts, due_at, lost)
    select ${sink}, coalesce(max(seq), 0), 0, ${now}::timestamptz, 0 from soc_events
    on conflict (sink) do nothing`.execute(db);
  const by = randomUUID();
  const row = await db
    .updateTable('socCursors')
    .set((eb) => ({
      claimedBy: by,
      claimedUntil: new Date(now.getTime() + leaseMs),
      attempts: eb('attempts', '+', 1),
    }))
    .where('sink', '=', sink)
    .where('dueAt', '<=', now)
    .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)]))
    .returning(['seq', 'attempts'])
    .executeTakeFirst();
  return row && { sink, by, seq: row.seq, attempt: row.attempts };
}

/** The events after a number, in order, over all installations: sinks are the operator's. */
export async function socEventsAfter(
  db: Kysely<Schema>,
  seq: number,
  limit: number,
): Promise<{ seq: number; content: unknown }[]> {
  const rows = await db
    .selectFrom('socEvents')
    .select(['seq', 'installationId', 'content'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    content: unsealJson(db, placeOf(row.installationId), row.content),
  }));
}

/** Passes over what is more than `max` events behind; returns how many. */
export async function dropBacklog(db: Kysely<Schema>, claim: SinkClaim, max: number): Promise<number> {
  const { rows } = await sql<{ seq: number | null; skipped: number }>`
    select max(seq) as seq, count(*)::int4 as skipped from (
      select seq from soc_events where seq > ${claim.seq}::int8 order by seq desc offset ${max}
    ) as old`.execute(db);
  const [old] = rows;
  if (!old || old.seq === null || old.skipped === 0) return 0;
  await claimed(db, claim)
    .set((eb) => ({ seq: old.seq as number, lost: eb('lost', '+', old.skipped) }))
    .execute();
  claim.seq = old.seq;
  return old.skipped;
}

/** Notes that a sink heard everything up to a number; its turn goes on. */
export async function noteHeard(db: Kysely<Schema>, claim: SinkClaim, seq: number): Promise<void> {
  claim.seq = seq;
  await claimed(db, claim).set({ seq, attempts: 1, problem: null }).execute();
}

/** Ends a turn; with a problem the next one is at `dueAt`. */
export async function releaseSink(
  db: Kysely<Schema>,
  claim: SinkClaim,
  failed?: { problem: string; dueAt: Date },
): Promise<void> {
  await claimed(db, claim)
    .set({
      claimedBy: null,
      claimedUntil: null,
      ...(failed ? { problem: failed.problem.slice(0, 300), dueAt: failed.dueAt } : { attempts: 0 }),
    })
    .execute();
}

function claimed(db: Kysely<Schema>, { sink, by }: SinkClaim) {
  return db.updateTable('socCursors').where('sink', '=', sink).where('claimedBy', '=', by);
}

function placeOf(installationId: number) {
  return { installationId, column: 'soc_events.content' };
}
