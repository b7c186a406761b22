// How far each place that traces are fetched from was read, claimed by one replica at a time.
import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Names a place within an installation. */
export interface CursorKey {
  installationId: number;
  name: string;
}

/** Takes the cursor for `leaseMs`; undefined while another replica has it. An empty cursor was never moved. */
export async function claimCursor(
  db: Kysely<Schema>,
  key: CursorKey,
  now: Date,
  leaseMs: number,
): Promise<{ cursor: string } | undefined> {
  const claimedUntil = new Date(now.getTime() + leaseMs);
  return await db
    .insertInto('traceCursors')
    .values({ ...key, cursor: '', claimedUntil, problem: null })
    .onConflict((conflict) =>
      conflict
        .columns(['installationId', 'name'])
        .doUpdateSet({ claimedUntil })
        .where((eb) =>
          eb.or([eb('traceCursors.claimedUntil', 'is', null), eb('traceCursors.claimedUntil', '<=', now)]),
        ),
    )
    .returning('cursor')
    .executeTakeFirst();
}

/** Gives the cursor back, with how far it came. */
export async function releaseCursor(
  db: Kysely<Schema>,
  key: CursorKey,
  { cursor, problem }: { cursor: string; problem: string | null },
): Promise<void> {
  await db
    .updateTable('traceCursors')
    .set({ cursor, problem, claimedUntil: null })
    .where('installationId', '=', key.installationId)
    .where('name', '=', key.name)
    .execute();
}
