// What an administrator decided for the dashboard; each change is an entry of the ledger in the same transaction.
import type { Kysely, Selectable } from 'kysely';
import { appendToLedger } from '../ledger.ts';
import type { Schema } from '../schema.ts';
import type { DashboardSettingTable } from './schema.ts';

/** The settings of some installations; those that nobody touched are left out. */
export async function dashboardSettings(
  db: Kysely<Schema>,
  installationIds: readonly number[],
): Promise<ReadonlyMap<number, Selectable<DashboardSettingTable>>> {
  if (installationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('dashboardSettings')
    .selectAll()
    .where('installationId', 'in', installationIds)
    .execute();
  return new Map(rows.map((row) => [row.installationId, row]));
}

/** Turns figures by person on or off. Said again, it changes nothing. */
export async function setShowsPeople(
  db: Kysely<Schema>,
  {
    installationId,
    showsPeople,
    by,
    at,
  }: { installationId: number; showsPeople: boolean; by: string; at: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('dashboardSettings')
      .select('showsPeople')
      .where('installationId', '=', installationId)
      .forUpdate()
      .executeTakeFirst();
    if ((known?.showsPeople ?? false) === showsPeople) return;
    const change = { showsPeople, changedBy: by, changedAt: at };
    await trx
      .insertInto('dashboardSettings')
      .values({ installationId, ...change })
      .onConflict((conflict) => conflict.column('installationId').doUpdateSet(change))
      .execute();
    await appendToLedger(trx, {
      installationId,
      repositoryId: 0,
      actor: by,
      action: showsPeople ? 'people-shown' : 'people-hidden',
      subject: { figures: 'by person' },
    });
  });
}
