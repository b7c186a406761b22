// Finds the suggestions that may be among the added lines of a change.
import { sql, type Kysely } from 'kysely';
import { unpackPrints } from '../../engine/provenance/suggestions/packed.ts';
import type { Suggestion } from '../../engine/provenance/suggestions/suggestion.ts';
import type { Schema } from '../schema.ts';

/** How much is looked through for one review. */
export const candidateLimits = { prints: 40_000, blocks: 400, lines: 100_000 };

/** Whether anything was ever suggested in an installation, as far as it is kept. */
export async function hasTraces(db: Kysely<Schema>, installationId: number): Promise<boolean> {
  const row = await db
    .selectFrom('traceBlocks')
    .select('id')
    .where('installationId', '=', installationId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives traces that came before the repository was known by its number their place. */
export async function adoptTraces(
  db: Kysely<Schema>,
  { installationId, repositoryId }: { installationId: number; repositoryId: number },
  name: string,
): Promise<void> {
  for (const table of ['traceEvents', 'traceBlocks'] as const)
    await db
      .updateTable(table)
      .set({ repositoryId })
      .where('installationId', '=', installationId)
      .where('repositoryId', 'is', null)
      .where('repository', '=', name.toLowerCase())
      .execute();
  await sql`
    update trace_texts as texts set repository_id = ${repositoryId}::int8 from trace_events as events
    where texts.installation_id = ${installationId}::int8 and texts.repository_id is null
      and events.installation_id = texts.installation_id and events.key = texts.key
      and events.repository_id = ${repositoryId}::int8`.execute(db);
}

/**
 * The suggestions of a repository, and of traces that name none, that share prints with a change, those that share most
 * first. Traces of other repositories are never looked at.
 */
export async function findSuggestions(
  db: Kysely<Schema>,
  { installationId, repositoryId }: { installationId: number; repositoryId: number },
  prints: Iterable<number>,
  { since, until }: { since: Date; until: Date },
): Promise<Suggestion[]> {
  const wanted = [...new Set(prints)].slice(0, candidateLimits.prints);
  if (wanted.length === 0) return [];
  const { rows } = await sql<Row>`
    select blocks.id, blocks.key, blocks.path, blocks.lines, blocks.at, events.tool, events.model, events.person,
      events.session, events.link
    from (
      select prints.block_id as id, count(*) as shared
      from trace_prints as prints
      join trace_blocks as near on near.installation_id = prints.installation_id and near.id = prints.block_id
      where prints.installation_id = ${installationId}::int8
        and prints.print = any(${wanted}::int8[])
        and (near.repository_id = ${repositoryId}::int8 or near.repository is null)
        and near.at >= ${since}::timestamptz and near.at <= ${until}::timestamptz
      group by prints.block_id
      order by shared desc, prints.block_id
      limit ${candidateLimits.blocks}
    ) as found
    join trace_blocks as blocks on blocks.installation_id = ${installationId}::int8 and blocks.id = found.id
    join trace_events as events on events.installation_id = ${installationId}::int8 and events.key = blocks.key
    order by found.shared desc, blocks.id`.execute(db);
  const out: Suggestion[] = [];
  let left = candidateLimits.lines;
  for (const row of rows) {
    const lines = unpackPrints(row.lines);
    left -= lines.length;
    if (left < 0) break;
    out.push({
      id: row.id,
      tool: row.tool,
      ...(row.model === null ? {} : { model: row.model }),
      ...(row.person === null ? {} : { person: row.person }),
      ...(row.session === null ? {} : { session: row.session }),
      ...(row.link === null ? {} : { link: row.link }),
      ...(row.path === null ? {} : { path: row.path }),
      at: new Date(row.at).toISOString(),
      lines,
    });
  }
  return out;
}

interface Row {
  id: string;
  key: string;
  path: string | null;
  lines: Uint8Array;
  at: Date;
  tool: string;
  model: string | null;
  person: string | null;
  session: string | null;
  link: string | null;
}
