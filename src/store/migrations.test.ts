// Two versions run on one database while an upgrade goes through its replicas: a migration may add, and nothing else.
// That an older version also starts there is tested in test/doctor.test.ts, where a PostgreSQL runs anyway.
import { PGlite } from '@electric-sql/pglite';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from './migrations.ts';
import { createPgliteDialect } from './pglite.ts';

const names = Object.keys(migrations);

/** What a statement would take from a process of the older version; undefined when it only adds. */
function harmOf(statement: string, existing: ReadonlySet<string>): string | undefined {
  const text = statement.replace(/--.*$/gm, ' ').replace(/\s+/g, ' ').trim().toLowerCase();
  const created = /^create table (?:if not exists )?"?([a-z_0-9.]+)"?/.exec(text);
  if (created || /^create (?:sequence|view|function|extension)\b/.test(text)) return undefined;
  const index = /^create (unique )?index (?:concurrently )?(?:if not exists )?\S+ on "?([a-z_0-9.]+)"?/.exec(
    text,
  );
  if (index) return index[1] && existing.has(index[2] ?? '') ? 'older rows may not be unique' : undefined;
  if (/^(?:select|with)\b/.test(text)) return undefined;
  // Rows that are added are no harm to who does not know them.
  if (/^insert\b/.test(text)) return undefined;
  const altered = /^alter table (?:only )?"?([a-z_0-9.]+)"? (.*)$/.exec(text);
  if (!altered) return `${text.split(' ').slice(0, 2).join(' ')} takes away or changes`;
  if (!existing.has(altered[1] ?? '')) return undefined;
  for (const action of splitActions(altered[2] ?? '')) {
    if (!/^add column\b/.test(action))
      return `${action.split(' ').slice(0, 2).join(' ')} changes a table in use`;
    if (/\bnot null\b/.test(action) && !/\bdefault\b/.test(action))
      return 'the older version does not fill a column that must not be null';
    if (/\b(?:unique|primary key|references|check)\b/.test(action))
      return 'the older version does not know the constraint';
  }
  return undefined;
}

/** The actions of one ALTER TABLE, by the commas outside of brackets. */
function splitActions(text: string): string[] {
  const actions = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) actions.push('');
    else actions[actions.length - 1] += char;
  }
  return actions.map((action) => action.trim());
}

/** The statements of a migration, without a database. */
async function statementsOf(name: string): Promise<string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (each) => new PostgresIntrospector(each),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(query.sql);
    },
  });
  await migrations[name]?.up(db);
  return statements;
}

test('migrations are in the order of their names, and forward only', () => {
  expect(names).toEqual(names.toSorted());
  expect(names.filter((name) => !/^\d{4}-[a-z0-9-]+$/.test(name))).toEqual([]);
  const numbers = names.map((name) => name.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(Object.values(migrations).filter((each) => 'down' in each)).toEqual([]);
});

test('every migration only adds', async () => {
  const existing = new Set<string>();
  const harms: string[] = [];
  for (const name of names) {
    const statements = await statementsOf(name);
    expect(statements.length, name).toBeGreaterThan(0);
    for (const statement of statements) {
      const harm = harmOf(statement, existing);
      if (harm !== undefined) harms.push(`${name}: ${harm}: ${statement.trim().slice(0, 80)}`);
    }
    // A table is new within its own migration.
    for (const statement of statements) {
      const table = /create table (?:if not exists )?"?([a-z_0-9]+)"?/i.exec(statement)?.[1];
      if (table !== undefined) existing.add(table);
    }
  }
  expect(harms).toEqual([]);
});

test.each([
  'drop table reviews',
  'alter table reviews drop column review',
  'alter table reviews rename column review to outcome',
  'alter table reviews rename to outcomes',
  'alter table reviews alter column review set not null',
  'alter table reviews alter column review type jsonb',
  'alter table reviews add column author text not null',
  'alter table reviews add column a int4, add column b int4 not null',
  'alter table reviews add constraint one unique (head_sha)',
  'alter table reviews add column state2 text check (state2 in (1, 2))',
  'create unique index one on reviews (head_sha)',
  'truncate reviews',
  'delete from reviews',
  'update reviews set review = null',
])('%s is refused', (statement) => {
  expect(harmOf(statement, new Set(['reviews']))).toEqual(expect.any(String));
});

let pglite: PGlite;
let db: Kysely<unknown>;

beforeAll(async () => {
  pglite = await PGlite.create();
  db = new Kysely<unknown>({ dialect: createPgliteDialect(pglite) });
});
afterAll(() => db.destroy());

interface Column {
  name: string;
  type: string;
  needed: boolean;
  /** A value that a check allows. */
  allowed: string | null;
}

/** The columns of every table in the current schema, in their order. */
async function tables(): Promise<Map<string, Column[]>> {
  const { rows } = await sql<{ table: string } & Column>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull and not a.atthasdef and a.attidentity = '' as needed,
      (select substring(pg_get_constraintdef(k.oid) from '''([^'']*)''') from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey) limit 1) as allowed
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(db);
  const found = new Map<string, Column[]>();
  for (const { table, ...column } of rows) found.set(table, [...(found.get(table) ?? []), column]);
  return found;
}

/** A row as a process of that version writes it: only what it must, each time another one. */
function insertOf(table: string, columns: readonly Column[], n: number): string {
  const needed = columns.filter((column) => column.needed);
  const value = ({ type, allowed, name }: Column): string => {
    if (allowed !== null) return `'${allowed}'`;
    if (/^(?:bigint|integer|smallint|double|numeric|real)/.test(type))
      return name === 'cursor' ? '0' : String(1000 + n);
    if (type === 'boolean') return 'false';
    if (type.startsWith('json')) return `'{}'`;
    if (/^(?:timestamp|date)/.test(type)) return 'now()';
    if (type === 'bytea') return `'\\x00'`;
    return `'old ${n}'`;
  };
  return needed.length === 0
    ? `insert into ${table} default values`
    : `insert into ${table} (${needed.map(({ name }) => name).join(', ')}) values (${needed.map(value).join(', ')})`;
}

test('a process of any older version goes on writing and reading after the newest migration', async () => {
  let n = 0;
  for (const [index, name] of names.entries()) {
    const schema = `v${index}`;
    await sql.raw(`create schema ${schema}`).execute(db);
    await sql.raw(`set search_path to ${schema}`).execute(db);
    for (const each of names.slice(0, index + 1)) await migrations[each]?.up(db);
    const old = await tables();
    expect(old.size, name).toBeGreaterThan(0);
    // Tables that others refer to come first.
    const order = [...old].sort(
      ([a], [b]) => Number(a === 'session_access') - Number(b === 'session_access'),
    );
    const write = async (when: string): Promise<void> => {
      n++;
      for (const [table, columns] of order)
        try {
          await sql.raw(insertOf(table, columns, n)).execute(db);
        } catch (error) {
          throw new Error(`${table} of ${name}, ${when}: ${(error as Error).message}`, { cause: error });
        }
    };
    await write('before');
    for (const each of names.slice(index + 1)) await migrations[each]?.up(db);
    await write('after');
    const now = await tables();
    for (const [table, columns] of old) {
      const { rows } = await sql
        .raw<Record<string, unknown>>(
          `select ${columns.map((column) => column.name).join(', ')} from ${table}`,
        )
        .execute(db);
      expect(rows.length, `${table} of ${name}`).toBe(2);
      const types = new Map((now.get(table) ?? []).map((column) => [column.name, column.type]));
      for (const column of columns)
        expect(types.get(column.name), `${table}.${column.name}`).toBe(column.type);
    }
    await sql.raw(`drop schema ${schema} cascade`).execute(db);
  }
});
