// When which sweep was made last, so that replicas share them and a restart goes on where it stopped.
import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A sweep that is ours to make. `previous` is when it was made before; `cursor` where that one stopped. */
export interface SweepClaim {
  previous: Date | undefined;
  cursor: number;
}

/** Takes a sweep unless somebody took it within `everyMs`. */
export async function claimSweep(
  db: Kysely<Schema>,
  name: string,
  everyMs: number,
): Promise<SweepClaim | undefined> {
  return await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sweep/${name}`}, 0))`.execute(trx);
    const row = await trx.selectFrom('sweeps').selectAll().where('name', '=', name).executeTakeFirst();
    const now = new Date();
    if (row && now.getTime() - row.claimedAt.getTime() < everyMs) return undefined;
    await trx
      .insertInto('sweeps')
      .values({ name, claimedAt: now, finishedAt: null, cursor: 0 })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ claimedAt: now }))
      .execute();
    return { previous: row?.finishedAt ?? undefined, cursor: row?.cursor ?? 0 };
  });
}

/** Notes that a sweep came to its end, counted from when it was claimed: what happened meanwhile is for the next. */
export async function finishSweep(db: Kysely<Schema>, name: string, cursor: number): Promise<void> {
  await db
    .updateTable('sweeps')
    .set((eb) => ({ finishedAt: eb.ref('claimedAt'), cursor }))
    .where('name', '=', name)
    .execute();
}
