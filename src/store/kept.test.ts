// No table is forgotten: each is on the list, and deletion and retention reach every row that the list says they reach.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CamelCasePlugin, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countKept, forget, installationsKept } from './forget.ts';
import { keptTables } from './kept.ts';
import type { Store } from './open.ts';
import { databases } from './databases-for-tests.ts';
import { applyRetention } from './retention.ts';
import { addRows, columnsOf } from './rows-for-tests.ts';
import { reseal, sealedColumns } from './reseal.ts';
import { carrySealKeys, readSealKey, type SealKey, type SealKeys } from './sealed.ts';

let store: Store;
let tables: Awaited<ReturnType<typeof columnsOf>>;

function newKey(): SealKey {
  const key = readSealKey(randomBytes(32).toString('base64'));
  if (!key) throw new Error('It is no key.');
  return key;
}

const now = new Date('2026-11-21T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const scoped = keptTables.filter(({ of }) => of !== 'nobody');

async function rows(table: string, where = sql`true`): Promise<number> {
  const found = await sql<{
    n: number;
  }>`select count(*)::int4 as n from ${sql.table(table)} where ${where}`.execute(store.db);
  return found.rows[0]?.n ?? -1;
}

/** Two installations with two repositories each, a row of each in every table. */
async function fill(at = now): Promise<void> {
  let number = 1;
  for (const installationId of [1, 2])
    for (const repositoryId of [10, 20]) {
      const mark = `mark-${installationId}-${repositoryId}`;
      await addRows(store.db, { installationId, repositoryId, at, mark, number: number++ }, tables);
    }
}

/** Numbers only, without which the App would do again what it did. */
const tracesFor400Days = new Set(['change_requests']);

describe.each(databases)('on %s', (_name, start) => {
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ store, stop } = await start());
    tables = await columnsOf(store.db);
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });

  beforeEach(async () => {
    for (const table of tables.keys()) await sql`truncate ${sql.table(table)} cascade`.execute(store.db);
  });

  test('the list has every table, and says of each whose its rows are', () => {
    expect(keptTables.map(({ table }) => table).toSorted()).toEqual([...tables.keys()].toSorted());
    for (const { table, of, installationColumn, repositoryColumn } of keptTables) {
      const columns = tables.get(table)?.map(({ column }) => column) ?? [];
      const hasInstallation = columns.includes(installationColumn ?? 'installation_id');
      const hasRepository = columns.includes(repositoryColumn ?? 'repository_id');
      expect(`${table} ${of}`).toBe(
        `${table} ${hasRepository && hasInstallation ? 'repository' : hasInstallation ? 'installation' : 'nobody'}`,
      );
    }
    for (const { old, table } of keptTables)
      if (typeof old !== 'function') expect(old.stays.length, table).toBeGreaterThan(10);
  });

  test('the list of sealed columns has every one that a query seals, and names columns that are there', () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const named = new Set<string>();
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, name] of text.matchAll(/column: '([a-z_]+\.[a-z_]+)'/g)) named.add(name ?? '');
    }
    const listed = sealedColumns.map(({ table, column }) => `${table}.${column}`);
    expect(listed.toSorted()).toEqual([...named].toSorted());
    for (const { table, column, key } of sealedColumns) {
      const columns = tables.get(table)?.map((each) => each.column) ?? [];
      expect(columns, table).toContain(column);
      // The database makes numbers of its own, which the list of columns leaves out.
      for (const each of key) expect([...columns, 'seq'], table).toContain(each);
    }
  });

  test('the page about data names every table', () => {
    const page = readFileSync(new URL('../../docs/data.md', import.meta.url), 'utf8');
    for (const { table } of keptTables) expect(page, table).toContain(`\`${table}\``);
    for (const { table, column } of sealedColumns) expect(page, table).toContain(`\`${table}.${column}\``);
  });

  test('a repository that is deleted leaves nothing behind but whole chains, and takes nothing of others along', async () => {
    await fill();
    // The test must be able to fail: there is something everywhere.
    for (const { table } of scoped) expect(await rows(table), table).toBeGreaterThan(0);
    const before = await countKept(store.db, 2);
    await forget(store.db, 1, [10]);
    for (const { table, of, isChain, clears, repositoryColumn = 'repository_id' } of scoped) {
      if (of !== 'repository') continue;
      const left = sql`installation_id = 1 and ${sql.ref(repositoryColumn)} = 10`;
      if (isChain && clears) {
        expect(await rows(table, left), table).toBe(1);
        expect(await rows(table, sql`${left} and ${sql.ref(clears.column)} is not null`), table).toBe(0);
      } else expect(await rows(table, left), table).toBe(0);
      const others = sql`installation_id = 1 and ${sql.ref(repositoryColumn)} = 20`;
      expect(await rows(table, others), table).toBe(1);
    }
    expect(await countKept(store.db, 2)).toEqual(before);
  });

  test('an installation that is deleted leaves nothing behind, and takes nothing of others along', async () => {
    await fill();
    const before = await countKept(store.db, 2);
    expect(before.length).toBe(scoped.length);
    await forget(store.db, 1, 'all');
    expect(await countKept(store.db, 1)).toEqual([]);
    expect(await countKept(store.db, 2)).toEqual(before);
    expect(await installationsKept(store.db)).toEqual([2]);
  });

  test('what is older than the setting goes, and what is younger stays', async () => {
    await fill(daysAgo(31));
    const places = { installationId: 3, repositoryId: 30, mark: 'young', number: 9 };
    await addRows(store.db, { ...places, at: daysAgo(29) }, tables);
    const done = await applyRetention(store.db, 30, now, { batch: 1 });
    for (const { table, old, clears, installationColumn = 'installation_id', of } of keptTables) {
      if (of === 'nobody' || table === 'turns') continue;
      const isYoung = sql`${sql.ref(installationColumn)} = 3`;
      expect(await rows(table, isYoung), table).toBe(1);
      if (clears) {
        expect(
          await rows(table, sql`not (${isYoung}) and ${sql.ref(clears.column)} is not null`),
          table,
        ).toBe(0);
        expect(await rows(table, sql`${isYoung} and ${sql.ref(clears.column)} is not null`), table).toBe(1);
      } else if (typeof old === 'function') {
        const isTrace = tracesFor400Days.has(table);
        expect((await rows(table, sql`not (${isYoung})`)) > 0, table).toBe(isTrace);
        expect((done[table] ?? 0) > 0, table).toBe(!isTrace);
      }
    }
    // The traces of reviews, without content, go later.
    await applyRetention(store.db, 30, new Date(now.getTime() + 400 * 86_400_000));
    for (const table of ['reviews', ...tracesFor400Days]) expect(await rows(table), table).toBe(0);
  });

  test('webhooks are kept for 45 days at most, and turns that are over not at all', async () => {
    await fill(daysAgo(46));
    await sql`insert into turns (installation_id, turn) values (0, 2)`.execute(store.db);
    await applyRetention(store.db, 400, now);
    expect(await rows('deliveries')).toBe(0);
    expect(await rows('commands')).toBe(4);
    expect(await rows('turns', sql`turn <= 2 and installation_id <> 0`)).toBe(0);
  });

  test('everything sealed is sealed anew, page by page, and can be made plain again', async () => {
    await fill();
    const many = new Map([...tables].filter(([table]) => table === 'commands' || table === 'ledger'));
    for (let number = 100; number < 160; number++)
      await addRows(
        store.db,
        { installationId: 1, repositoryId: 10, at: now, mark: `row-${number}`, number },
        many,
      );
    const dump = async () => {
      const parts: string[] = [];
      for (const { table, column } of sealedColumns) {
        const { rows: found } = await sql<{ v: string }>`
          select ${sql.ref(column)}::text as v from ${sql.table(table)} order by 1`.execute(store.db);
        parts.push(...found.map(({ v }) => `${table} ${v}`));
      }
      return parts;
    };
    const [first, second] = [newKey(), newKey()];
    const withKeys = (keys: SealKeys) =>
      store.db
        .withoutPlugins()
        .withPlugin(new CamelCasePlugin({ maintainNestedObjectKeys: true }))
        .withPlugin(carrySealKeys(keys));
    const before = await dump();
    const { changed } = await reseal(withKeys({ current: first, all: [first] }));
    expect(Object.values(changed).reduce((sum, count) => sum + count, 0)).toBe(before.length);
    for (const line of await dump()) expect(line).toContain(`lgs1.${first.id}.`);
    const rotating = withKeys({ current: second, all: [second, first] });
    expect((await reseal(rotating)).changed).toEqual(changed);
    expect((await reseal(rotating)).changed).toEqual({});
    for (const line of await dump()) expect(line).toContain(`lgs1.${second.id}.`);
    await reseal(withKeys({ all: [second] }));
    expect(await dump()).toEqual(before);
  });
});
