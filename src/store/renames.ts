// Follows a repository or an owner to a new name, by its number, in all that still has work to do.
import { sql, type Kysely } from 'kysely';
import { forget } from './forget.ts';
import { keptTables } from './kept.ts';
import type { Schema } from './schema.ts';
import { sealJson, unsealJson } from './sealed.ts';

/** A repository of an installation, and what it is called now. */
export interface NamedRepository {
  installationId: number;
  repositoryId: number;
  owner: string;
  repo: string;
}

/** Gives a repository its new name in jobs that wait, open webhooks, the history and messages that will be written again. */
export async function renameRepository(db: Kysely<Schema>, named: NamedRepository): Promise<void> {
  const { installationId, repositoryId, owner, repo } = named;
  const names = JSON.stringify({ owner, repo });
  const fullName = `${owner}/${repo}`;
  await db.transaction().execute(async (trx) => {
    await sql`
      update pgboss.job set data = data || ${names}::jsonb where state < 'active'
        and data ->> 'installationId' = ${String(installationId)}
        and data ->> 'repositoryId' = ${String(repositoryId)}`.execute(trx);
    await sql`
      update deliveries set repository = ${fullName},
        job = case when state = 'received' and job is not null then (job::jsonb || ${names}::jsonb)::json else job end
      where installation_id = ${installationId} and repository_id = ${repositoryId}`.execute(trx);
    await trx
      .updateTable('repositories')
      .set({ fullName, updatedAt: new Date() })
      .where('installationId', '=', installationId)
      .where('id', '=', repositoryId)
      .execute();
    await renameNotices(trx, { installationId, repositoryId }, () => fullName);
  });
}

/** Gives all repositories of an owner the owner's new name. */
export async function renameOwner(
  db: Kysely<Schema>,
  installationId: number,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const owner = JSON.stringify({ owner: to });
  const isTheirs = (column: string) => sql`lower(split_part(${sql.ref(column)}, '/', 1)) = lower(${from})`;
  const renamed = (column: string) =>
    sql<string>`${to} || substr(${sql.ref(column)}, ${from.length + 1}::int4)`;
  await db.transaction().execute(async (trx) => {
    await sql`
      update pgboss.job set data = data || ${owner}::jsonb where state < 'active'
        and data ->> 'installationId' = ${String(installationId)} and lower(data ->> 'owner') = lower(${from})`.execute(
      trx,
    );
    await sql`
      update deliveries set repository = ${renamed('repository')},
        job = case when state = 'received' and job is not null then (job::jsonb || ${owner}::jsonb)::json else job end
      where installation_id = ${installationId} and ${isTheirs('repository')}`.execute(trx);
    await sql`
      update repositories set full_name = ${renamed('full_name')}
      where installation_id = ${installationId} and ${isTheirs('full_name')}`.execute(trx);
    await renameNotices(trx, { installationId }, (name) =>
      name.toLowerCase().startsWith(`${from.toLowerCase()}/`) ? to + name.slice(from.length) : name,
    );
  });
}

/** Deletes what other installations kept of a repository that is this one's now; returns which these were. */
export async function forgetElsewhere(
  db: Kysely<Schema>,
  { installationId, repositoryId }: { installationId: number; repositoryId: number },
): Promise<number[]> {
  // Webhooks have no index for this; they go with the others, or after weeks.
  const known = keptTables
    .filter(({ of, table }) => of === 'repository' && table !== 'deliveries')
    .map(
      ({ table, repositoryColumn = 'repository_id' }) =>
        sql`exists (select from ${sql.table(table)} where installation_id = others.id
          and ${sql.ref(repositoryColumn)} = ${repositoryId})`,
    );
  const { rows } = await sql<{ id: number }>`
    select id from (select id from installations union select installation_id from repositories) as others
    where id <> ${installationId} and (${sql.join(known, sql` or `)})`.execute(db);
  for (const { id } of rows) await forget(db, id, [repositoryId]);
  return rows.map(({ id }) => id);
}

/** Only those that are read again: of channels that follow, and those that wait. */
async function renameNotices(
  db: Kysely<Schema>,
  { installationId, repositoryId }: { installationId: number; repositoryId?: number },
  newName: (name: string) => string,
): Promise<void> {
  const rows = await db
    .selectFrom('notices')
    .select(['id', 'content'])
    .where('installationId', '=', installationId)
    .$if(repositoryId !== undefined, (query) => query.where('repositoryId', '=', repositoryId ?? 0))
    .where((eb) => eb.or([eb('follows', '=', true), eb('state', '=', 'waiting')]))
    .execute();
  const place = { installationId, column: 'notices.content' };
  for (const { id, content } of rows) {
    const said = unsealJson(db, place, content) as Record<string, unknown>;
    const before = said['repository'];
    const after = typeof before === 'string' ? newName(before) : before;
    if (typeof before !== 'string' || typeof after !== 'string' || after === before) continue;
    const moved = (url: unknown) =>
      typeof url === 'string' ? url.replace(`/${before}/`, `/${after}/`) : url;
    const urls = Object.fromEntries(
      ['pullUrl', 'checkUrl'].filter((each) => each in said).map((each) => [each, moved(said[each])]),
    );
    await db
      .updateTable('notices')
      .set({ content: sealJson(db, place, { ...said, repository: after, ...urls }) })
      .where('id', '=', id)
      .where('installationId', '=', installationId)
      .execute();
  }
}
