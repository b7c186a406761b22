// What the dashboard asks the database for each page, and how the database answers it: for tests and the bench.
import type { Hono } from 'hono';
import { sql, type CompiledQuery } from 'kysely';
import { pages } from '../src/server/dashboard/create.ts';
import type { Store } from '../src/store/open.ts';

/** One step of a plan, as PostgreSQL explains it. */
export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Plan[];
}

/** A question and the address of the page that asked it first. */
export interface Question {
  query: CompiledQuery;
  address: string;
}

/** The filters under which every page is asked. */
export const askedFilters = [
  '',
  '?period=365d',
  '?period=all&severity=high&tool=cursor&class=xss',
  '?period=all&team=acme%2Fpayments',
];

/** Asks every page, and gives what the database was asked, each question once. Throws where a page does not answer. */
export async function questionsOf(
  { db }: Pick<Store, 'db'>,
  app: Pick<Hono, 'request'>,
  { base = '', repository, review }: { base?: string; repository: number; review: string },
): Promise<Question[]> {
  const asked = new Map<string, Question>();
  let address = '';
  const executor = Object.getPrototypeOf(db.getExecutor()) as {
    executeQuery(query: CompiledQuery): Promise<unknown>;
  };
  const inner = Object.getPrototypeOf(executor) as typeof executor;
  const owner = Object.hasOwn(executor, 'executeQuery') ? executor : inner;
  const execute = owner.executeQuery;
  owner.executeQuery = function (this: unknown, query) {
    const name = JSON.stringify([query.sql, query.parameters]);
    if (!asked.has(name)) asked.set(name, { query, address });
    return execute.call(this, query);
  };
  try {
    for (const { path } of pages)
      for (const filters of askedFilters) {
        // A page of one thing has no filter by team.
        if (path.includes(':') && filters.includes('team=')) continue;
        const id = path.startsWith('/reviews') ? review : String(repository);
        address = `${base}${path.replace(':id', id)}${filters}`;
        const { status } = await app.request(address === '' ? '/' : address);
        if (status !== 200) throw new Error(`${address} answers ${status}.`);
      }
  } finally {
    owner.executeQuery = execute;
  }
  return [...asked.values()];
}

/** How the database would answer a question: as it chooses, or where reading a whole table is the last resort. */
export async function planOf(
  { db }: Pick<Store, 'db'>,
  { sql: text, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
  how: 'as it chooses' | 'without whole reads' = 'as it chooses',
): Promise<Plan> {
  return await db.transaction().execute(async (trx) => {
    // That reading all of a small table is cheap says nothing of a large one.
    if (how === 'without whole reads') await sql`set local enable_seqscan = off`.execute(trx);
    const { rows } = await trx.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      ...({ query: { kind: 'RawNode' }, queryId: { queryId: 'plan' } } as unknown as CompiledQuery),
      sql: `explain (format json) ${text}`,
      parameters,
    });
    const answer = Object.values(rows[0] ?? {})[0];
    const [found] = typeof answer === 'string' ? (JSON.parse(answer) as [{ Plan: Plan }]) : (answer ?? []);
    if (!found) throw new Error('The database explained nothing.');
    return found.Plan;
  });
}

/** The tables of more than 1,000 rows that a plan reads from end to end. */
export function largeReads(plan: Plan, sizes: ReadonlyMap<string, number>): string[] {
  const table = plan['Relation Name'] ?? '';
  return [
    ...(plan['Node Type'] === 'Seq Scan' && (sizes.get(table) ?? 0) > smallTable ? [table] : []),
    ...(plan.Plans ?? []).flatMap((part) => largeReads(part, sizes)),
  ];
}

/** How many rows each table has, as the last `analyze` counted. */
export async function sizesOf({ db }: Pick<Store, 'db'>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ table: string; rows: number }>`
    select relname as table, reltuples::int4 as rows from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(db);
  return new Map(rows.map(({ table, rows: count }) => [table, count]));
}

/** More than this is worth an index. */
export const smallTable = 1000;

/** Tables with rows of reviews, by what time they are read; the others have a row for a repository or an installation. */
const growing: Readonly<Record<string, string>> = {
  reviews: 'created_at',
  review_counts: 'at',
  review_origins: 'at',
  pulls: 'first_review_at',
  findings: 'first_seen',
  waivers: 'created_at',
  ledger: 'at',
};

/** Gives a database with one installation some neighbours of the same size, whose rows lie between its own as time would have laid them. */
export async function addNeighbours(
  { db }: Pick<Store, 'db'>,
  installationId: number,
  count: number,
): Promise<void> {
  for (const [table, time] of Object.entries(growing)) {
    const { rows } = await sql<{ column: string }>`
      select column_name as column from information_schema.columns
      where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(db);
    const columns = rows.map(({ column }) => column);
    for (let at = 1; at <= count; at++) {
      const values = columns.map((column) => {
        if (column === 'installation_id') return `installation_id + ${at * 100_000}`;
        if (column === 'repository_id') return `repository_id + ${at * 100_000_000}`;
        if (column === 'id' || column === 'review_id') return `${column} || '-${at}'`;
        // What a review said is the most of it, and no page reads that of another.
        return column === 'review' ? `'{}'` : column;
      });
      await sql
        .raw(
          `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} where installation_id = ${installationId}`,
        )
        .execute(db);
    }
    await sql.raw(`create index for_a_moment on ${table} (${time})`).execute(db);
    await sql.raw(`cluster ${table} using for_a_moment`).execute(db);
    await sql.raw('drop index for_a_moment').execute(db);
  }
  await sql`vacuum analyze`.execute(db);
}
