// Brings what is stored under the key in use: after a rotation, after the first key was given, or after it was taken away.
import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import {
  seal,
  sealJson,
  sealKeysOf,
  unseal,
  unsealJson,
  wantsSealing,
  type Sealed,
  type SealedJson,
} from './sealed.ts';

/** One sealed column. Names are the database's own. */
export interface SealedColumn {
  table: string;
  column: string;
  isJson: boolean;
  /** What names a row, in the order of the table's index. */
  key: readonly [string, ...string[]];
  installationColumn?: string;
}

/** Every sealed column. A test compares it with what the queries seal. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'installations', column: 'digest_key', isJson: false, key: ['id'], installationColumn: 'id' },
  { table: 'reviews', column: 'review', isJson: true, key: ['id'] },
  { table: 'waivers', column: 'reason', isJson: false, key: ['id'] },
  {
    table: 'commands',
    column: 'outcome',
    isJson: false,
    key: ['installation_id', 'comment_id', 'position'],
  },
  { table: 'notices', column: 'content', isJson: true, key: ['id'] },
  { table: 'ledger', column: 'subject', isJson: false, key: ['installation_id', 'seq'] },
  { table: 'trace_texts', column: 'text', isJson: false, key: ['installation_id', 'key'] },
  { table: 'soc_events', column: 'content', isJson: true, key: ['seq'] },
];

type Row = Record<string, unknown>;

/** Reviews may be large. */
const pageSize = 50;

/**
 * Seals anew what another key sealed or what is plain; without a key, writes it plain. Safe to repeat and to stop, and
 * the App may run meanwhile. Returns how many values of each column; `dropped` names keys that nothing needs any more.
 */
export async function reseal(
  db: Kysely<Schema>,
): Promise<{ changed: Record<string, number>; dropped: string[] }> {
  const changed: Record<string, number> = {};
  for (const column of sealedColumns) {
    const count = await resealColumn(db, column);
    if (count > 0) changed[`${column.table}.${column.column}`] = count;
  }
  const current = sealKeysOf(db).current?.id;
  let old = db.deleteFrom('seals');
  if (current !== undefined) old = old.where('keyId', '!=', current);
  const dropped = await old.returning('keyId').execute();
  return { changed, dropped: dropped.map(({ keyId }) => keyId) };
}

async function resealColumn(db: Kysely<Schema>, column: SealedColumn): Promise<number> {
  // Rows come with the names that the database gives them.
  const plainNames = db.withoutPlugins();
  const { table, isJson, key, installationColumn = 'installation_id' } = column;
  const keys = sql.join(key.map((each) => sql.ref(each)));
  const value = sql.ref(column.column);
  let after: unknown[] | undefined;
  let changed = 0;
  for (;;) {
    const place = after === undefined ? sql`true` : sql`(${keys}) > (${sql.join(after)})`;
    const { rows } = await sql<Row>`
      select ${keys}, ${sql.ref(installationColumn)} as owner, ${value}::text as kept from ${sql.table(table)}
      where ${value} is not null and ${place} order by ${keys} limit ${pageSize}`.execute(plainNames);
    for (const row of rows) {
      const kept = String(row['kept']);
      const read: unknown = isJson ? JSON.parse(kept) : kept;
      if (!wantsSealing(db, read)) continue;
      const at = { installationId: Number(row['owner']), column: `${table}.${column.column}` };
      const anew = isJson
        ? sealJson(db, at, unsealJson(db, at, read as SealedJson))
        : seal(db, at, unseal(db, at, read as Sealed));
      const same = sql.join(
        key.map((each) => sql`${sql.ref(each)} = ${row[each]}`),
        sql` and `,
      );
      // What the App wrote meanwhile stays.
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set ${value} = ${anew} where ${same} and ${value}::text = ${kept}`.execute(
        plainNames,
      );
      changed += Number(numAffectedRows ?? 0);
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return changed;
    after = key.map((each) => last[each]);
  }
}
