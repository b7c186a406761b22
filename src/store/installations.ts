// What is kept of an installation, from its first review until its access ends.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** The key of an installation, 64 hexadecimal digits; made when it is first asked for. */
export async function digestKeyOf(db: Kysely<Schema>, installationId: number): Promise<string> {
  await db
    .insertInto('installations')
    .values({ id: installationId, digestKey: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = await db
    .selectFrom('installations')
    .select('digestKey')
    .where('id', '=', installationId)
    .executeTakeFirstOrThrow();
  return row.digestKey;
}

/** Deletes everything of an installation, or of the named repositories of it. */
export async function forget(
  db: Kysely<Schema>,
  installationId: number,
  repositoryIds: 'all' | number[],
): Promise<void> {
  if (repositoryIds !== 'all' && repositoryIds.length === 0) return;
  await db.transaction().execute(async (trx) => {
    let reviews = trx.deleteFrom('reviews').where('installationId', '=', installationId);
    let deliveries = trx.deleteFrom('deliveries').where('installationId', '=', installationId);
    for (const table of ['waivers', 'approvals', 'commands', 'notices'] as const) {
      const rows = trx.deleteFrom(table).where('installationId', '=', installationId);
      await (repositoryIds === 'all' ? rows : rows.where('repositoryId', 'in', repositoryIds)).execute();
    }
    if (repositoryIds === 'all') {
      await trx.deleteFrom('sweeps').where('name', '=', `installation/${installationId}`).execute();
      await trx.deleteFrom('turns').where('installationId', '=', installationId).execute();
      await trx.deleteFrom('ledger').where('installationId', '=', installationId).execute();
      await trx.deleteFrom('installations').where('id', '=', installationId).execute();
    } else {
      // The chain of the other repositories must stay whole.
      await trx
        .updateTable('ledger')
        .set({ subject: null })
        .where('installationId', '=', installationId)
        .where('repositoryId', 'in', repositoryIds)
        .execute();
      reviews = reviews.where('repositoryId', 'in', repositoryIds);
      deliveries = deliveries.where('repositoryId', 'in', repositoryIds);
    }
    await reviews.execute();
    await deliveries.execute();
  });
}
