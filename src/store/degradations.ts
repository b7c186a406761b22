// What the App cannot do in an installation because a permission was not granted, and whether that was said.
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { DegradationTable, Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** A refusal on record. */
export type Degradation = Selectable<DegradationTable>;

/** Notes that GitHub refused a capability. True when that is news. */
export async function noteRefused(
  db: Db,
  installationId: number,
  capability: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .insertInto('degradations')
    .values({ installationId, capability, since: now, refusedAt: now, toldIn: null, toldAt: null })
    .onConflict((conflict) =>
      conflict.columns(['installationId', 'capability']).doUpdateSet({ refusedAt: now }),
    )
    .returning(sql<boolean>`since = refused_at`.as('isNew'))
    .executeTakeFirst();
  return row?.isNew === true;
}

/** Notes that GitHub let a capability pass. True when it had been refused. */
export async function noteGranted(db: Db, installationId: number, capability: string): Promise<boolean> {
  const row = await db
    .deleteFrom('degradations')
    .where('installationId', '=', installationId)
    .where('capability', '=', capability)
    .returning('capability')
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets every refusal of an installation: its owner accepted other permissions. */
export async function clearDegradations(db: Db, installationId: number): Promise<void> {
  await db.deleteFrom('degradations').where('installationId', '=', installationId).execute();
}

/** What is refused in an installation. */
export async function degradationsOf(db: Db, installationId: number): Promise<Degradation[]> {
  return await db
    .selectFrom('degradations')
    .selectAll()
    .where('installationId', '=', installationId)
    .orderBy('since')
    .orderBy('capability')
    .execute();
}

/** After this a review that was to tell of it is taken not to come to it. */
const claimMs = 86_400_000;

/** The capabilities that a review is to tell of: those that no other review tells of. Asked again, it gives the same until they are told. */
export async function claimTelling(
  db: Db,
  installationId: number,
  reviewId: string,
  now: Date,
): Promise<string[]> {
  const rows = await db
    .updateTable('degradations')
    .set({ toldIn: reviewId })
    .where('installationId', '=', installationId)
    .where('toldAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('toldIn', 'is', null),
        eb('toldIn', '=', reviewId),
        eb('since', '<', new Date(now.getTime() - claimMs)),
      ]),
    )
    .returning('capability')
    .execute();
  return rows.map(({ capability }) => capability).sort();
}

/** Notes that the check run of a review tells of them. */
export async function noteTold(db: Db, installationId: number, reviewId: string, now: Date): Promise<void> {
  await db
    .updateTable('degradations')
    .set({ toldAt: now })
    .where('installationId', '=', installationId)
    .where('toldIn', '=', reviewId)
    .where('toldAt', 'is', null)
    .execute();
}

/** How many installations lack a capability, by capability: for whoever runs the App. */
export async function countDegradations(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('degradations')
    .select(['capability', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy('capability')
    .execute();
  return Object.fromEntries(rows.map(({ capability, n }) => [capability, Number(n)]));
}
