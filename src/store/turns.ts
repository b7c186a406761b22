// Fair turns between installations: whoever sends ten thousand jobs waits behind itself, not others behind it.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** The row that holds the turn which began last, over all installations. */
const clockRow = 0;

/** The queue's priorities are int4; far below its end all turns are moved back to zero. */
const rebaseAt = 1_000_000_000;

/**
 * The next turns of installations, so many for each, as the last of them: one after another, and never before what began
 * last, so that nobody saves up turns by being idle. This is start-time fair queueing (Goyal, Vin, Cheng 1996) with
 * every job counted the same.
 */
export async function nextTurns(db: Db, counts: ReadonlyMap<number, number>): Promise<Map<number, number>> {
  // In one order, so that two transactions do not wait for each other.
  const wanted = [...counts].map(([id, count]) => ({ id, count })).toSorted((a, b) => a.id - b.id);
  const found = await sql<{ installationId: number; turn: number }>`
    with clock as (select coalesce((select turn from turns where installation_id = ${clockRow}), 0) as turn)
    insert into turns (installation_id, turn)
    select wanted.id, clock.turn + wanted.count
    from clock, json_to_recordset(${JSON.stringify(wanted)}::json) as wanted(id int8, count int8)
    order by wanted.id
    on conflict (installation_id) do update set turn =
      greatest(turns.turn, (select turn from clock)) + excluded.turn - (select turn from clock)
    returning installation_id, turn`.execute(db);
  return new Map(found.rows.map(({ installationId, turn }) => [installationId, turn]));
}

/** Keeps the turns of an installation from others until the transaction ends; makes the row where none is, because nothing can be locked there. */
export async function lockTurns(db: Transaction<Schema>, installationId: number): Promise<void> {
  await nextTurns(db, new Map([[installationId, 0]]));
}

/** Gives back turns that no job took. */
export async function returnTurns(db: Db, installationId: number, count: number): Promise<void> {
  await sql`update turns set turn = turn - ${count} where installation_id = ${installationId}`.execute(db);
}

/** Notes that a job with this turn begins. */
export async function beginTurn(db: Db, turn: number): Promise<void> {
  await sql`
    insert into turns (installation_id, turn) values (${clockRow}, ${turn})
    on conflict (installation_id) do update set turn = excluded.turn where turns.turn < excluded.turn`.execute(
    db,
  );
}

/** Moves all turns back once they are large. A job sent at that very moment only comes a little early or late. */
export async function rebaseTurns(db: Kysely<Schema>, queue: string, limit = rebaseAt): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const clock = await trx
      .selectFrom('turns')
      .select('turn')
      .where('installationId', '=', clockRow)
      .forUpdate()
      .executeTakeFirst();
    if (!clock || clock.turn < limit) return;
    await trx.selectFrom('turns').select('turn').orderBy('installationId').forUpdate().execute();
    await sql`update turns set turn = turn - ${clock.turn}`.execute(trx);
    await sql`
      update pgboss.job set priority = priority + ${clock.turn} where name = ${queue} and state < 'active'`.execute(
      trx,
    );
  });
}
