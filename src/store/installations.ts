// What is kept of an installation, from its first review until its access ends.
import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { seal, unseal } from './sealed.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** The key of an installation, 64 hexadecimal digits; made when it is first asked for. */
export async function digestKeyOf(db: Db, installationId: number): Promise<string> {
  await putOnRecord(db, installationId);
  const row = await db
    .selectFrom('installations')
    .select('digestKey')
    .where('id', '=', installationId)
    .executeTakeFirstOrThrow();
  return unseal(db, placeOf(installationId), row.digestKey);
}

/** Notes whether an installation is suspended. False when that was known. */
export async function noteSuspension(db: Db, installationId: number, isSuspended: boolean): Promise<boolean> {
  if (isSuspended) await putOnRecord(db, installationId);
  const changed = await db
    .updateTable('installations')
    .set({ suspendedAt: isSuspended ? new Date() : null })
    .where('id', '=', installationId)
    .where('suspendedAt', isSuspended ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

/** True while an installation is known to be suspended. */
export async function isSuspended(db: Db, installationId: number): Promise<boolean> {
  const row = await db
    .selectFrom('installations')
    .select('id')
    .where('id', '=', installationId)
    .where('suspendedAt', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Notes which of the installations on record GitHub still names, over all installations. Returns those that it has not
 * named since before `before`.
 */
export async function noteGone(db: Db, named: readonly number[], now: Date, before: Date): Promise<number[]> {
  const isNamed = sql<boolean>`id = any(${sql.val(`{${named.join(',')}}`)}::int8[])`;
  await db
    .updateTable('installations')
    .set({ goneAt: null })
    .where(isNamed)
    .where('goneAt', 'is not', null)
    .execute();
  await db
    .updateTable('installations')
    .set({ goneAt: now })
    .where(sql<boolean>`not ${isNamed}`)
    .where('goneAt', 'is', null)
    .execute();
  const rows = await db.selectFrom('installations').select('id').where('goneAt', '<', before).execute();
  return rows.map(({ id }) => id);
}

async function putOnRecord(db: Db, installationId: number): Promise<void> {
  const digestKey = seal(db, placeOf(installationId), randomBytes(32).toString('hex'));
  await db
    .insertInto('installations')
    .values({ id: installationId, digestKey })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function placeOf(installationId: number) {
  return { installationId, column: 'installations.digest_key' };
}

// A new table gets its entry in kept.ts, and is deleted with the others.
export { forget } from './forget.ts';
