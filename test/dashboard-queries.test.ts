// No question of the dashboard goes without an index: the plans of all of them, on PGlite and on PostgreSQL.
import { sql, type CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../src/server/dashboard/create.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { startDashboardWorld, type DashboardWorld } from './dashboard-world.ts';

/** Tables that grow with every review; the others have a row for a repository or an installation. */
const big = [
  'reviews',
  'findings',
  'pulls',
  'review_counts',
  'review_origins',
  'waivers',
  'ledger',
  'approvals',
];

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Plan[];
}

/** The parts of a plan that read a big table without a condition that an index answers. */
function unindexed(plan: Plan): string[] {
  const type = plan['Node Type'];
  const table = plan['Relation Name'];
  const isBlind =
    (type === 'Seq Scan' && table !== undefined && big.includes(table)) ||
    (/^(?:Bitmap )?Index (?:Only )?Scan/.test(type) && plan['Index Cond'] === undefined);
  return [
    ...(isBlind ? [`${type} on ${table ?? plan['Index Name'] ?? '?'}`] : []),
    ...(plan.Plans ?? []).flatMap(unindexed),
  ];
}

describe.each(['pglite', 'postgres'] as const)('%s', (engine) => {
  let world: DashboardWorld;
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    const server = engine === 'postgres' ? await startPostgres() : undefined;
    if (server) stop = server.stop;
    world = await startDashboardWorld({
      reviews: 1500,
      ...(server ? { at: { databaseUrl: server.url } } : {}),
    });
  });
  afterAll(async () => {
    await world.close();
    await stop();
  });

  /** The plan, where reading a whole table is the last resort: that it is cheap here says nothing of a large one. */
  async function planOf({ sql: text, parameters }: CompiledQuery): Promise<Plan> {
    return await world.store.db.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      const { rows } = await trx.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
        ...({ query: { kind: 'RawNode' }, queryId: { queryId: 'plan' } } as unknown as CompiledQuery),
        sql: `explain (format json) ${text}`,
        parameters,
      });
      const answer = Object.values(rows[0] ?? {})[0];
      return (typeof answer === 'string' ? (JSON.parse(answer) as [{ Plan: Plan }]) : answer)?.[0]
        .Plan as Plan;
    });
  }

  test('every query of every page has an index', async () => {
    const { db } = world.store;
    const review = await db
      .selectFrom('reviewCounts')
      .select('id')
      .where('installationId', '=', 4242)
      .executeTakeFirstOrThrow();
    const asked = new Map<string, CompiledQuery>();
    const executor = Object.getPrototypeOf(db.getExecutor()) as {
      executeQuery(query: CompiledQuery): Promise<unknown>;
    };
    const inner = Object.getPrototypeOf(executor) as typeof executor;
    const owner = Object.hasOwn(executor, 'executeQuery') ? executor : inner;
    const execute = owner.executeQuery;
    owner.executeQuery = function (this: unknown, query) {
      asked.set(query.sql, query);
      return execute.call(this, query);
    };
    try {
      for (const { path } of pages)
        for (const filters of ['', '?period=all&severity=high&tool=cursor&class=xss']) {
          const real = path.replace(
            ':id',
            path.startsWith('/reviews') ? review.id : String(world.ours[0]?.id),
          );
          expect((await world.app.request(`/dashboard${real}${filters}`)).status, real).toBe(200);
        }
    } finally {
      owner.executeQuery = execute;
    }
    expect(asked.size).toBeGreaterThan(20);
    const blind: string[] = [];
    for (const query of asked.values())
      for (const each of unindexed(await planOf(query)))
        blind.push(`${each}: ${query.sql.replaceAll(/\s+/g, ' ')}`);
    expect(blind).toEqual([]);
  });

  test('a query without an index is noticed', async () => {
    const query = (text: string) => planOf({ sql: text, parameters: [] } as unknown as CompiledQuery);
    expect(unindexed(await query("select 1 from findings where path = 'x'"))).not.toEqual([]);
    expect(unindexed(await query('select 1 from findings order by fingerprint'))).not.toEqual([]);
    expect(unindexed(await query('select 1 from findings where installation_id = 1'))).toEqual([]);
  });
});
