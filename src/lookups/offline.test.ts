// Tests of who answers about a version: the database, OSV, or nobody; and that a new database is noticed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { advisory, type Simulator, startOsv } from '../../test/osv-sim/index.ts';
import { factKey, type FactRequest } from '../engine/facts.ts';
import { createLookups, type LookupOptions } from './index.ts';
import { createOfflineLookups } from './offline.ts';
import { syncOsv } from './osv-sync.ts';

const root = mkdtempSync(join(tmpdir(), 'langguard-offline-'));
const database = join(root, 'osv.db');
let osv: Simulator;
beforeEach(async () => {
  const there = advisory('GHSA-there', 'npm', 'b', [{ introduced: '0' }]);
  const flask = advisory('GHSA-flask', 'PyPI', 'flask', [{ introduced: '0' }]);
  osv = await startOsv({ advisories: [there, flask] });
  await sync(advisory('GHSA-here', 'npm', 'a', [{ introduced: '0' }, { fixed: '2.0.0' }]));
});
afterEach(() => osv.close());
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function sync(record: object, asOf?: string): Promise<void> {
  const from = join(root, 'dump.json');
  writeFileSync(from, JSON.stringify(record));
  await syncOsv({ database, from, ecosystems: [], ...(asOf === undefined ? {} : { asOf }) });
}

const asked = (name: string, version = '1.0.0', ecosystem = 'npm'): FactRequest => ({
  kind: 'advisories',
  ecosystem,
  name,
  version,
});

async function told(request: FactRequest, options: LookupOptions): Promise<string> {
  const fact = (await createLookups(options).answer([request])).get(factKey(request));
  if (fact?.state !== 'known') return `unknown: ${fact?.reason ?? ''}`;
  return (fact.value as { id: string }[]).map(({ id }) => id).join(' ') || 'clean';
}

test('the database goes first and OSV is not asked what it says', async () => {
  const options = { osv: { url: osv.url, database } };
  expect(await told(asked('a'), options)).toBe('GHSA-here');
  expect(await told(asked('a', '2.0.0'), options)).toBe('clean');
  // OSV knows of a flaw; whoever names a database decides that its word counts.
  expect(await told(asked('b'), options)).toBe('clean');
  expect(osv.requests).toEqual([]);
});

test('OSV is asked what the database does not say', async () => {
  const options = { osv: { url: osv.url, database } };
  expect(await told(asked('flask', '1.0', 'pypi'), options)).toBe('GHSA-flask');
  expect(await told(asked('b'), { osv: { url: osv.url, database: join(root, 'none.db') } })).toBe(
    'GHSA-there',
  );
  expect(await told(asked('b'), { osv: { url: osv.url, database, databaseMaxAgeMs: -1 } })).toBe(
    'GHSA-there',
  );
});

test('offline nobody is asked, and what nobody says is not clean', async () => {
  const options = { offline: true, osv: { url: osv.url, database } };
  expect(await told(asked('a'), options)).toBe('GHSA-here');
  expect(await told(asked('flask', '1.0', 'pypi'), options)).toBe(
    'unknown: the OSV database holds nothing of PyPI',
  );
  expect(await told({ kind: 'package', ecosystem: 'npm', name: 'a' }, options)).toBe('unknown: offline');
  expect(await told(asked('a'), { offline: true })).toBe('unknown: offline');
  expect(await told(asked('a'), { offline: true, osv: { database: join(root, 'none.db') } })).toBe(
    'unknown: the OSV database cannot be opened (ENOENT)',
  );
  expect(osv.requests).toEqual([]);
});

test('a database that was synced anew is noticed by a process that runs', async () => {
  let now = Date.now();
  const lookups = createOfflineLookups({ database, now: () => now });
  const ids = async (): Promise<unknown> => (await lookups.answer([asked('c')])).get(factKey(asked('c')));
  expect(await ids()).toMatchObject({ state: 'known', value: [] });
  await sync(advisory('GHSA-new', 'npm', 'c', [{ introduced: '0' }]));
  now += 2000;
  expect(await ids()).toMatchObject({ state: 'known', value: [{ id: 'GHSA-new' }] });
  // A file that is gone or broken does not take away what is open.
  writeFileSync(`${database}.tmp`, 'x');
  rmSync(database);
  now += 2000;
  expect(await ids()).toMatchObject({ state: 'known', value: [{ id: 'GHSA-new' }] });
});
