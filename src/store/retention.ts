// Deletes what is old, a little at a time, so that nobody waits for it.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { deliveryDays, keptTables, traceDays, type Cutoffs } from './kept.ts';
import type { Schema } from './schema.ts';

/** Rows of one statement: its locks are held for a moment only. */
const defaultBatch = 2000;

const dayMs = 86_400_000;

/** What is old when things are kept for so many days. */
export function cutoffsOf(days: number, now: Date): Cutoffs {
  const before = (count: number) => new Date(now.getTime() - count * dayMs);
  return {
    retention: before(days),
    deliveries: before(Math.min(days, deliveryDays)),
    traces: before(Math.max(days, traceDays)),
  };
}

/** Deletes or clears what is older than `days`; returns how many rows of each table. Stops early, between statements, when aborted. */
export async function applyRetention(
  db: Kysely<Schema>,
  days: number,
  now: Date,
  { signal, batch = defaultBatch }: { signal?: AbortSignal; batch?: number } = {},
): Promise<Record<string, number>> {
  const cutoffs = cutoffsOf(days, now);
  const done: Record<string, number> = {};
  const repeat = async (table: string, act: () => Promise<number>): Promise<void> => {
    for (let rows = batch; rows >= batch;) {
      if (signal?.aborted) return;
      rows = await act();
      if (rows > 0) done[table] = (done[table] ?? 0) + rows;
    }
  };
  for (const { table, old, clears } of keptTables) {
    const name = sql.table(table);
    if (clears) {
      const column = sql.ref(clears.column);
      const where = sql<boolean>`${column} is not null and ${clears.old(cutoffs)}`;
      await repeat(table, () => change(db, sql`update ${name} set ${column} = null`, table, where, batch));
    }
    if (typeof old === 'function')
      await repeat(table, () => change(db, sql`delete from ${name}`, table, old(cutoffs), batch));
  }
  return done;
}

async function change(
  db: Kysely<Schema>,
  verb: RawBuilder<unknown>,
  table: string,
  where: RawBuilder<boolean>,
  batch: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    ${verb} where ctid in (
      select ctid from ${sql.table(table)} where ${where} limit ${batch} for update skip locked)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
