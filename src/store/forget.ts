// Deletes what is kept of an installation or of repositories, and counts it.
import { sql, type Kysely, type Transaction } from 'kysely';
import { keptTables, type KeptTable } from './kept.ts';
import type { Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** Deletes everything of an installation, or of the named repositories of it, jobs that wait included. */
export async function forget(
  db: Kysely<Schema>,
  installationId: number,
  repositoryIds: 'all' | readonly number[],
): Promise<void> {
  if (repositoryIds !== 'all' && repositoryIds.length === 0) return;
  await db.transaction().execute(async (trx) => {
    // In one order, as whoever takes or closes them.
    await trx
      .selectFrom('deliveries')
      .select('guid')
      .where('installationId', '=', installationId)
      .orderBy('guid')
      .forUpdate()
      .execute();
    for (const kept of keptTables) {
      const { table, of, isChain, clears, tombstone } = kept;
      if (of === 'nobody' || (of === 'installation' && repositoryIds !== 'all')) continue;
      const scope = scopeOf(kept, installationId, repositoryIds);
      const rows = tombstone ? sql`where ${scope} and (${tombstone}) is not true` : sql`where ${scope}`;
      // The chain of the other repositories must stay whole.
      if (isChain && clears && repositoryIds !== 'all')
        await sql`update ${sql.table(table)} set ${sql.ref(clears.column)} = null ${rows}`.execute(trx);
      else await sql`delete from ${sql.table(table)} ${rows}`.execute(trx);
    }
    // After the deliveries and turns, as whoever accepts a webhook locks them.
    await forgetJobs(trx, installationId, repositoryIds);
    if (repositoryIds === 'all')
      await trx.deleteFrom('sweeps').where('name', '=', `installation/${installationId}`).execute();
  });
}

/** The installations whose end a webhook told, within the time that webhooks are kept. */
export async function uninstalled(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('installationId')
    .distinct()
    .where('event', '=', 'installation')
    .where('action', '=', 'deleted')
    .execute();
  return rows.map(({ installationId }) => installationId);
}

/** How many rows each table holds of an installation, or of one of its repositories; those without any left out. */
export async function countKept(
  db: Db,
  installationId: number,
  repositoryId?: number,
): Promise<{ table: string; what: string; rows: number }[]> {
  const counts = [];
  for (const kept of keptTables) {
    if (kept.of === 'nobody' || (kept.of === 'installation' && repositoryId !== undefined)) continue;
    const scope = scopeOf(kept, installationId, repositoryId === undefined ? 'all' : [repositoryId]);
    const { rows } = await sql<{ rows: number }>`
      select count(*)::int4 as rows from ${sql.table(kept.table)} where ${scope}`.execute(db);
    const [found] = rows;
    if (found && found.rows > 0) counts.push({ table: kept.table, what: kept.what, rows: found.rows });
  }
  return counts;
}

/** The installations of which anything is kept, ascending. */
export async function installationsKept(db: Db): Promise<number[]> {
  const parts = keptTables
    .filter(({ of }) => of !== 'nobody')
    .map(
      ({ table, installationColumn = 'installation_id' }) =>
        sql`select ${sql.ref(installationColumn)} as id from ${sql.table(table)}`,
    );
  const { rows } = await sql<{ id: number }>`
    select id from (${sql.join(parts, sql` union `)}) as kept where id > 0 order by id`.execute(db);
  return rows.map(({ id }) => id);
}

function scopeOf(
  { of, installationColumn = 'installation_id', repositoryColumn = 'repository_id' }: KeptTable,
  installationId: number,
  repositoryIds: 'all' | readonly number[],
) {
  const scope = sql`${sql.ref(installationColumn)} = ${installationId}`;
  return repositoryIds === 'all' || of !== 'repository'
    ? scope
    : sql`${scope} and ${sql.ref(repositoryColumn)} in (${sql.join([...repositoryIds])})`;
}

/** Jobs name repositories and people; one that runs ends by itself, because its access is gone. */
async function forgetJobs(
  trx: Transaction<Schema>,
  installationId: number,
  repositoryIds: 'all' | readonly number[],
): Promise<void> {
  const { rows } = await sql<{ job: string | null }>`select to_regclass('pgboss.job')::text as job`.execute(
    trx,
  );
  // A command may open a database that never had a queue.
  if (!rows[0]?.job) return;
  const which =
    repositoryIds === 'all'
      ? sql``
      : sql` and data ->> 'repositoryId' in (${sql.join(repositoryIds.map(String))})`;
  await sql`
    delete from pgboss.job where state <> 'active' and data ->> 'installationId' = ${String(installationId)}${which}`.execute(
    trx,
  );
}
