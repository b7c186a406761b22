// No question of the dashboard goes without an index: the plans of all of them, on PGlite and, with a whole year, on PostgreSQL.
import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import {
  largeReads,
  planOf,
  questionsOf,
  sizesOf,
  smallTable,
  type Plan,
  type Question,
} from './dashboard-plans.ts';
import { startDashboardWorld, type DashboardWorld } from './dashboard-world.ts';

/** Every question of every page of a world. */
async function questions({ store, app, ours }: DashboardWorld): Promise<Question[]> {
  const { id: review } = await store.db
    .selectFrom('reviewCounts')
    .select('id')
    .where('installationId', '=', ours[0]?.installationId ?? 0)
    .executeTakeFirstOrThrow();
  return await questionsOf(store, app, { base: '/dashboard', repository: ours[0]?.id ?? 0, review });
}

const short = ({ query, address }: Question): string => `${address}: ${query.sql.replaceAll(/\s+/g, ' ')}`;
const written = (text: string): CompiledQuery => ({ sql: text, parameters: [] }) as unknown as CompiledQuery;

describe('a small year, where reading a whole table is the last resort', () => {
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
  let world: DashboardWorld;
  beforeAll(async () => {
    world = await startDashboardWorld({ reviews: 1500 });
  });
  afterAll(() => world.close());

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

  test('every query of every page has an index', async () => {
    const asked = await questions(world);
    expect(asked.length).toBeGreaterThan(40);
    const blind: string[] = [];
    for (const each of asked)
      for (const what of unindexed(await planOf(world.store, each.query, 'without whole reads')))
        blind.push(`${what}: ${short(each)}`);
    expect(blind).toEqual([]);
  });

  test('a query without an index is noticed', async () => {
    const plan = (text: string) => planOf(world.store, written(text), 'without whole reads');
    expect(unindexed(await plan("select 1 from findings where path = 'x'"))).not.toEqual([]);
    expect(unindexed(await plan('select 1 from findings order by fingerprint'))).not.toEqual([]);
    expect(unindexed(await plan('select 1 from findings where installation_id = 1'))).toEqual([]);
  });
});

// The database chooses freely here. Whoever asks for the whole year of the only organisation is best served by reading
// all of it; that others are not read for it shows in the bench, where there are four neighbours of the same size.
describe('a year of 40 repositories and 20,000 reviews on PostgreSQL', () => {
  let world: DashboardWorld;
  let sizes: ReadonlyMap<string, number>;
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    const server = await startPostgres();
    stop = server.stop;
    world = await startDashboardWorld({ reviews: 20_000, repositories: 40, at: { databaseUrl: server.url } });
    sizes = await sizesOf(world.store);
  });
  afterAll(async () => {
    await world.close();
    await stop();
  });

  test.each([
    ['of the last 90 days', (address: string) => !address.includes('period=')],
    ['of everything that one team has', (address: string) => address.includes('team=')],
  ])('no page %s reads a large table from end to end', async (_name, isAsked) => {
    expect([...sizes.values()].filter((rows) => rows > smallTable).length).toBeGreaterThan(5);
    const asked = (await questions(world)).filter(({ address }) => isAsked(address));
    expect(asked.length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const each of asked)
      for (const table of largeReads(await planOf(world.store, each.query), sizes))
        found.push(`${table}; ${short(each)}`);
    expect(found).toEqual([]);
  });

  test('such a read is noticed', async () => {
    const reads = async (text: string) => largeReads(await planOf(world.store, written(text)), sizes);
    expect(await reads("select 1 from findings where path = 'x'")).toEqual(['findings']);
    expect(await reads("select 1 from repositories where full_name = 'x'")).toEqual([]);
  });
});
