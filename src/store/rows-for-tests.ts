// Fills every table of a database with rows that say whose they are, from what the database knows of its own columns.
import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Whose rows, and how old: every time in them is `at`. */
export interface RowsOf {
  installationId: number;
  repositoryId: number;
  at: Date;
  /** Stands in every text of the rows, which makes them known again. */
  mark: string;
  /** Sets rows of the same place apart. */
  number: number;
}

interface Column {
  table: string;
  column: string;
  type: string;
  allowed: string[];
}

/** The tables of LangGuard's own, with their columns. */
export async function columnsOf(db: Kysely<Schema>): Promise<Map<string, Column[]>> {
  const { rows } = await sql<{ table: string; column: string; type: string; checks: string | null }>`
    select c.table_name as table, c.column_name as column, c.udt_name as type,
      (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
        where k.conrelid = (quote_ident(c.table_name))::regclass and k.contype = 'c'
          and pg_get_constraintdef(k.oid) like '%(' || c.column_name || ' = ANY%') as checks
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'langguard_migration%'
      and c.is_identity = 'NO'
    order by c.table_name, c.ordinal_position`.execute(db.withoutPlugins());
  const tables = new Map<string, Column[]>();
  for (const { checks, ...row } of rows) {
    const allowed = [...(checks ?? '').matchAll(/'([^']*)'::text/g)].map(([, value]) => value ?? '');
    tables.set(row.table, [...(tables.get(row.table) ?? []), { ...row, allowed }]);
  }
  return tables;
}

/** Adds one row to every table; where a table has room for one only, the first stays. */
export async function addRows(
  db: Kysely<Schema>,
  rows: RowsOf,
  tables: Map<string, Column[]>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // The order of the tables does not matter then; the rows fit together all the same.
    await sql`set local session_replication_role = replica`.execute(trx);
    for (const [table, columns] of tables) {
      const values = columns.map((column) => sql`${valueOf(column, rows)}`);
      const names = columns.map(({ column }) => sql.ref(column));
      await sql`insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(values)})
        on conflict do nothing`.execute(trx.withoutPlugins());
    }
  });
}

function valueOf({ table, column, type, allowed }: Column, rows: RowsOf): unknown {
  if (column === 'installation_id' || (table === 'installations' && column === 'id'))
    return rows.installationId;
  if (column === 'repository_id' || (table === 'repositories' && column === 'id')) return rows.repositoryId;
  // The last of the states that a column may have is one that ends.
  const last = allowed.at(-1);
  if (last !== undefined) return last;
  if (type === 'timestamptz') return rows.at;
  if (column === 'until') return rows.at.toISOString().slice(0, 10);
  if (column === 'at') return rows.at.toISOString();
  if (type === 'bool') return false;
  if (type === 'json' || type === 'jsonb') return JSON.stringify([]);
  if (type === 'bytea') return Buffer.from(rows.mark);
  if (/^(int|float|numeric)/.test(type)) return rows.number;
  return rows.mark;
}
