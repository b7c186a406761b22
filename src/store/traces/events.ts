// Keeps what traces say: events, prints of suggested code, and texts where an administrator allows them.
import { randomUUID } from 'node:crypto';
import { sql, type Insertable, type Kysely, type Transaction } from 'kysely';
import { packPrints } from '../../engine/provenance/suggestions/packed.ts';
import { keysOfPrint, type LinePrint } from '../../engine/provenance/suggestions/prints.ts';
import { seal, unseal } from '../sealed.ts';
import type { Schema } from '../schema.ts';
import type { TraceEventTable } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** An event to be kept. */
export interface NewTraceEvent extends Omit<
  Insertable<TraceEventTable>,
  'installationId' | 'receivedAt' | 'paths' | 'suggestedLines' | 'repositoryId'
> {
  paths: readonly { path: string; how: 'read' | 'write' }[];
  /** What it suggested. */
  blocks: readonly { path?: string; lines: readonly LinePrint[] }[];
  /** What was said, redacted. */
  text?: string;
}

/** Rows of one statement stay far below PostgreSQL's 65,535 parameters. */
const batch = 1000;

/** Keeps events; those that are known already are left alone. Returns the keys of the new ones. */
export async function recordTraces(
  db: Kysely<Schema>,
  installationId: number,
  events: readonly NewTraceEvent[],
  now: Date,
): Promise<Set<string>> {
  const fresh = new Set<string>();
  if (events.length === 0) return fresh;
  await db.transaction().execute(async (trx) => {
    const ids = await repositoryIds(trx, installationId, events);
    for (let from = 0; from < events.length; from += batch) {
      const part = events.slice(from, from + batch);
      const rows = await trx
        .insertInto('traceEvents')
        .values(
          part.map(({ blocks, text: _text, paths, ...event }) => ({
            ...event,
            installationId,
            repositoryId: ids.get(event.repository ?? '') ?? null,
            receivedAt: now,
            paths: JSON.stringify(paths),
            suggestedLines: blocks.reduce((sum, { lines }) => sum + lines.length, 0),
          })),
        )
        .onConflict((conflict) => conflict.columns(['installationId', 'key']).doNothing())
        .returning('key')
        .execute();
      for (const { key } of rows) fresh.add(key);
    }
    const kept = events.filter(({ key }) => fresh.has(key));
    await writeBlocks(trx, installationId, kept, ids);
    const texts = kept.flatMap(({ key, at, repository, text }) =>
      text === undefined
        ? []
        : [
            {
              installationId,
              key,
              repositoryId: ids.get(repository ?? '') ?? null,
              at,
              text: seal(trx, { installationId, column: 'trace_texts.text' }, text),
            },
          ],
    );
    for (let from = 0; from < texts.length; from += batch)
      await trx
        .insertInto('traceTexts')
        .values(texts.slice(from, from + batch))
        .execute();
  });
  return fresh;
}

async function writeBlocks(
  trx: Transaction<Schema>,
  installationId: number,
  events: readonly NewTraceEvent[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const blocks = events.flatMap(({ key, at, repository, blocks: all }) =>
    all
      .filter(({ lines }) => lines.length > 0)
      .map(({ path, lines }) => ({ id: randomUUID(), key, at, repository, path: path ?? null, lines })),
  );
  for (let from = 0; from < blocks.length; from += batch)
    await trx
      .insertInto('traceBlocks')
      .values(
        blocks.slice(from, from + batch).map(({ lines, ...block }) => ({
          ...block,
          installationId,
          repositoryId: ids.get(block.repository ?? '') ?? null,
          lines: packPrints(lines),
        })),
      )
      .execute();
  // As two arrays, because a million parameters of their own take ten times as long.
  const prints: number[] = [];
  const places: number[] = [];
  for (const [at, { lines }] of blocks.entries())
    for (const print of new Set(lines.flatMap(keysOfPrint))) {
      prints.push(print);
      places.push(at + 1);
    }
  const blockIds = blocks.map(({ id }) => id);
  for (let from = 0; from < prints.length; from += 50 * batch)
    await sql`
      insert into trace_prints (installation_id, print, block_id)
      select ${installationId}::int8, given.print, (${blockIds}::text[])[given.place]
      from unnest(${prints.slice(from, from + 50 * batch)}::int8[], ${places.slice(from, from + 50 * batch)}::int4[])
        as given (print, place)`.execute(trx);
}

/** The installation's repositories of these names; those that it has not are missing. */
async function repositoryIds(
  db: Db,
  installationId: number,
  events: readonly { repository?: string | null | undefined }[],
): Promise<Map<string, number>> {
  const names = [...new Set(events.flatMap(({ repository }) => repository ?? []))];
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('repositories')
    .select(['id', sql<string>`lower(full_name)`.as('name')])
    .where('installationId', '=', installationId)
    .where(sql<boolean>`lower(full_name) = any(${names}::text[])`)
    .execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** What was said in an event, where it was kept. */
export async function textOfTrace(db: Db, installationId: number, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('traceTexts')
    .select('text')
    .where('installationId', '=', installationId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row && unseal(db, { installationId, column: 'trace_texts.text' }, row.text);
}

/** Deletes what is older than its time; a cascade takes the prints with their blocks. */
export async function forgetOldTraces(
  db: Kysely<Schema>,
  installationId: number,
  { days, textDays }: { days: number; textDays: number },
  now: Date,
): Promise<void> {
  const before = (n: number) => new Date(now.getTime() - n * 86_400_000);
  for (const [table, limit] of [
    ['traceEvents', days],
    ['traceBlocks', days],
    ['traceTexts', Math.min(days, textDays)],
  ] as const)
    await db
      .deleteFrom(table)
      .where('installationId', '=', installationId)
      .where('at', '<', before(limit))
      .execute();
}

/** The installations that traces were kept of. */
export async function installationsWithTraces(db: Kysely<Schema>): Promise<number[]> {
  const rows = await db.selectFrom('traceEvents').select('installationId').distinct().execute();
  return rows.map(({ installationId }) => installationId);
}
