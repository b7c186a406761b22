// Tests of syncing: folders, zips and mirrors, malformed and withdrawn records, changes, and what happens when it fails.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { makeZip } from '../../test/osv-sim/zip.ts';
import { npm } from '../engine/ecosystems/npm/index.ts';
import { pypi } from '../engine/ecosystems/pypi/index.ts';
import { openOsvDatabase } from './osv-database.ts';
import { syncOsv, type SyncOptions, type SyncSummary } from './osv-sync.ts';

const root = mkdtempSync(join(tmpdir(), 'langguard-sync-'));
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
function folder(files: Record<string, string | Buffer> = {}): string {
  const path = join(root, String(count++));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const now = Date.parse('2026-11-20T12:00:00Z');
const record = (id: string, ecosystem: string, name: string, more: object = {}): string =>
  JSON.stringify({
    id,
    modified: '2026-11-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
    ...more,
  });
const sync = (more: Partial<SyncOptions> & { database: string }): Promise<SyncSummary> =>
  syncOsv({ ecosystems: [], ports: { now: () => now, sleep: async () => {} }, ...more });

function told(database: string, name: string, version = '1.0.0', ecosystem = npm): string {
  const open = openOsvDatabase(database, { now: () => now });
  const fact = open.query({ ecosystem, name, version });
  open.close();
  return fact.state === 'known' ? fact.value.map(({ id }) => id).join(' ') || 'clean' : fact.reason;
}

test('a nested folder, with zips in it and lists in its files', async () => {
  const from = folder({
    'a.json': record('A', 'npm', 'a'),
    'deep/er/b.json': `[${record('B', 'npm', 'b')},${record('C', 'PyPI', 'C_c')}]`,
    'npm/all.zip': makeZip([{ name: 'D.json', text: record('D', 'npm', 'd') }]),
    'README.md': 'no record',
  });
  const database = join(root, 'nested', 'osv.db');
  const summary = await sync({ database, from });
  expect(summary).toMatchObject({ read: 4, kept: 4, malformed: 0 });
  expect(summary.ecosystems.map(({ name }) => name).sort()).toEqual(['PyPI', 'npm']);
  expect(['a', 'b', 'd', 'z'].map((name) => told(database, name))).toEqual(['A', 'B', 'D', 'clean']);
  expect(told(database, 'a', '2.0.0')).toBe('clean');
  expect(told(database, 'c-c', '1.0.0', pypi)).toBe('C');
  expect(readdirSync(join(root, 'nested'))).toEqual(['osv.db']);
});

test('malformed records are listed, and the packages that they name are not clean', async () => {
  const odd = { affected: [{ package: { ecosystem: 'npm', name: 'odd' }, versions: 'all' }] };
  const from = folder({
    'a.json': record('A', 'npm', 'a'),
    'b.json': '{"id": "B", ',
    'c.json': '{"name": "package", "version": "1.0.0"}',
    'd.json': record('D', 'npm', 'odd', odd),
    'e.json': record('E', 'npm', 'worse', {
      affected: [
        {
          package: { ecosystem: 'npm', name: 'worse' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: 0 }] }],
        },
      ],
    }),
    'f.json': record('F', 'npm', 'empty', {
      affected: [
        { package: { ecosystem: 'npm', name: 'empty' }, ranges: [{ type: 'SEMVER', events: [{}] }] },
      ],
    }),
    'broken.zip': 'no zip',
  });
  const database = join(root, 'malformed.db');
  const summary = await sync({ database, from });
  expect(summary).toMatchObject({ read: 7, kept: 1, malformed: 6 });
  expect(summary.examples.map(({ where }) => where).sort()).toEqual([
    'b.json',
    'broken.zip',
    'c.json',
    'd.json (D)',
    'e.json (E)',
    'f.json (F)',
  ]);
  expect(told(database, 'odd')).toMatch(/D cannot be read/);
  expect(told(database, 'worse')).toMatch(/E cannot be read/);
  expect(told(database, 'empty')).toMatch(/F cannot be read/);
  expect(told(database, 'fine')).toBe('clean');
  const open = openOsvDatabase(database, { now: () => now });
  const fact = open.query({ ecosystem: npm, name: 'fine', version: '1.0.0' });
  expect(fact.state === 'known' && fact.source).toMatch(/3 records could not be read/);
  open.close();
});

test('withdrawn records are dropped, and the newer of two copies is kept', async () => {
  const newer = { modified: '2026-11-02T00:00:00.5Z', summary: 'newer', affected: [] };
  const from = folder({
    'a.json': record('A', 'npm', 'a', { withdrawn: '2026-01-01T00:00:00Z' }),
    '1/b.json': record('B', 'npm', 'b', newer),
    '2/b.json': record('B', 'npm', 'b'),
    'c.json': record('C', 'npm', 'c'),
  });
  const database = join(root, 'withdrawn.db');
  expect(await sync({ database, from })).toMatchObject({ read: 4, kept: 1, withdrawn: 1 });
  expect(['a', 'b', 'c'].map((name) => told(database, name))).toEqual(['clean', 'clean', 'C']);
});

test('an ecosystem that is only named beside another is not held, though what is said of it counts', async () => {
  const both = [
    { package: { ecosystem: 'npm', name: 'both' }, versions: ['1.0.0'] },
    { package: { ecosystem: 'PyPI', name: 'both' }, versions: ['1.0.0'] },
  ];
  const from = folder({
    'a.json': record('A', 'npm', 'a'),
    'b.json': record('B', '', '', { affected: both }),
  });
  const database = join(root, 'bystander.db');
  await sync({ database, from });
  expect(told(database, 'both', '1.0.0', pypi)).toBe('B');
  expect(told(database, 'other', '1.0.0', pypi)).toBe('the OSV database holds nothing of PyPI');
  await sync({ database, from, ecosystems: ['npm', 'PyPI'] });
  expect(told(database, 'other', '1.0.0', pypi)).toBe('clean');
});

test('a dump that is too old proves nothing, while what it names counts', async () => {
  const database = join(root, 'old.db');
  await sync({
    database,
    from: folder({ 'a.json': record('A', 'npm', 'a') }),
    asOf: '2026-10-01T00:00:00.000Z',
  });
  expect(told(database, 'a')).toBe('A');
  expect(told(database, 'z')).toMatch(/50 days old \(2026-10-01\), more than 7 days/);
});

test('nothing is lost when a sync fails', async () => {
  const database = join(folder(), 'osv.db');
  await sync({ database, from: folder({ 'a.json': record('A', 'npm', 'a') }) });
  const before = readFileSync(database);
  await expect(sync({ database, from: folder({ 'a.json': 'no' }) })).rejects.toThrow(
    /no OSV record.*a\.json: it is not JSON/,
  );
  await expect(sync({ database, from: 'http://127.0.0.1:9/all.zip' })).rejects.toThrow(/connection failed/);
  await expect(sync({ database, from: join(root, 'nowhere') })).rejects.toThrow(/ENOENT/);
  await expect(sync({ database, from: folder({ 'a.zip': 'no' }) + '/a.zip' })).rejects.toThrow(/not a zip/);
  expect(readFileSync(database).equals(before)).toBe(true);
  expect(readdirSync(dirname(database))).toEqual(['osv.db']);
});

test('a file that is no database is neither read nor replaced', async () => {
  const place = folder({ 'osv.db': 'my notes' });
  const database = join(place, 'osv.db');
  await expect(sync({ database, from: folder({ 'a.json': record('A', 'npm', 'a') }) })).rejects.toThrow(
    /no database/,
  );
  expect(readFileSync(database, 'utf8')).toBe('my notes');
  expect(() => openOsvDatabase(database)).toThrow();
  expect(() => openOsvDatabase(join(place, 'none.db'))).toThrow(/ENOENT/);
});

test('links are not followed', async () => {
  const from = folder({ 'a.json': record('A', 'npm', 'a') });
  symlinkSync(from, join(from, 'round'));
  const database = join(root, 'links.db');
  expect(await sync({ database, from })).toMatchObject({ read: 1 });
});

interface Mirror {
  url: string;
  seen: string[];
  files: Map<string, string | Buffer>;
  headers: Record<string, string>;
}

async function mirror(files: Record<string, string | Buffer>): Promise<Mirror> {
  const made: Mirror = { url: '', seen: [], files: new Map(Object.entries(files)), headers: {} };
  const server = createServer((incoming, outgoing) => {
    const path = decodeURIComponent(incoming.url ?? '');
    made.seen.push(path);
    made.headers = incoming.headers as Record<string, string>;
    const found = made.files.get(path);
    outgoing.writeHead(found === undefined ? 404 : 200, { 'last-modified': 'Thu, 19 Nov 2026 00:00:00 GMT' });
    outgoing.end(found ?? 'Not found');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  made.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return made;
}

const csv = (...rows: [string, string][]): string => rows.map((row) => `${row.join(',')}\n`).join('');
const [first, second] = ['2026-11-01T00:00:00.123456Z', '2026-11-10T00:00:00Z'];

test('from a mirror: whole dumps first, then only what changed', async () => {
  const database = join(folder(), 'osv.db');
  const served = await mirror({
    '/npm/all.zip': makeZip([
      { name: 'A.json', text: record('A', 'npm', 'a') },
      { name: 'B.json', text: record('B', 'npm', 'b') },
    ]),
    // C stands in the list and not in the zip, as OSV's zips lag.
    '/npm/modified_id.csv': csv([second, 'C'], [first, 'A'], [first, 'B']),
    '/npm/C.json': record('C', 'npm', 'c', { modified: second }),
  });
  const options = { database, from: served.url, ecosystems: ['npm', 'PyPI'] };
  expect(await sync(options)).toMatchObject({
    ecosystems: [{ name: 'npm', how: 'whole' }],
    failed: [{ ecosystem: 'PyPI', reason: 'status 404' }],
  });
  expect(['a', 'b', 'c'].map((name) => told(database, name))).toEqual(['A', 'B', 'C']);
  expect(told(database, 'x', '1.0.0', pypi)).toBe('the OSV database holds nothing of PyPI');

  served.seen.length = 0;
  served.files.set(
    '/npm/modified_id.csv',
    csv(['2026-11-20T00:00:00Z', 'A'], ['2026-11-19T00:00:00Z', 'D'], [second, 'C'], [first, 'B']),
  );
  served.files.set(
    '/npm/A.json',
    record('A', 'npm', 'a', { withdrawn: '2026-11-20T00:00:00Z', modified: '2026-11-20T00:00:00Z' }),
  );
  // Its own time is older than the list says.
  served.files.set('/npm/D.json', record('D', 'npm', 'd'));
  expect((await sync({ ...options, ecosystems: ['npm'] })).ecosystems).toEqual([
    { name: 'npm', asOf: '2026-11-20T12:00:00.000Z', how: 'changes', changed: 2 },
  ]);
  expect(served.seen.sort()).toEqual(['/npm/A.json', '/npm/D.json', '/npm/modified_id.csv']);
  expect(['a', 'b', 'c', 'd'].map((name) => told(database, name))).toEqual(['clean', 'B', 'C', 'D']);

  served.seen.length = 0;
  await sync({ ...options, ecosystems: ['npm'] });
  expect(served.seen).toEqual(['/npm/modified_id.csv']);
});

test('an ecosystem that fails keeps what was held of it, with its old date', async () => {
  const database = join(folder(), 'osv.db');
  const zip = (id: string, ecosystem: string): Buffer =>
    makeZip([{ name: `${id}.json`, text: record(id, ecosystem, id.toLowerCase()) }]);
  const served = await mirror({ '/npm/all.zip': zip('A', 'npm'), '/PyPI/all.zip': zip('P', 'PyPI') });
  const options = { database, from: served.url, ecosystems: ['npm', 'PyPI'] };
  const { ecosystems } = await sync(options);
  expect(ecosystems.map(({ asOf }) => asOf)).toEqual(Array(2).fill('2026-11-19T00:00:00.000Z'));
  served.files.set('/npm/all.zip', makeZip([{ name: 'B.json', text: record('B', 'npm', 'b') }]));
  served.files.delete('/PyPI/all.zip');
  expect((await sync(options)).failed).toEqual([{ ecosystem: 'PyPI', reason: 'status 404' }]);
  expect([told(database, 'a'), told(database, 'b'), told(database, 'p', '1.0', pypi)]).toEqual([
    'clean',
    'B',
    'P',
  ]);
  // A zip that breaks off leaves the ecosystem unheld, never half held.
  served.files.set('/npm/all.zip', Buffer.from('<html>'));
  served.files.set('/PyPI/all.zip', zip('P', 'PyPI'));
  expect((await sync(options)).failed).toEqual([
    { ecosystem: 'npm', reason: 'it is not a zip, or it is cut off' },
  ]);
  expect(told(database, 'z')).toBe('the OSV database holds nothing of npm');
});

test('a record of two ecosystems survives the sync of one of them', async () => {
  const database = join(folder(), 'osv.db');
  const shared = (modified: string): string =>
    record('S', '', '', {
      modified,
      affected: [
        { package: { ecosystem: 'npm', name: 's' }, versions: ['1.0.0'] },
        { package: { ecosystem: 'PyPI', name: 's' }, versions: ['1.0.0'] },
      ],
    });
  const served = await mirror({
    '/npm/all.zip': makeZip([{ name: 'S.json', text: shared(second) }]),
    '/PyPI/all.zip': makeZip([{ name: 'S.json', text: shared('2026-10-01T00:00:00Z') }]),
  });
  await sync({ database, from: served.url, ecosystems: ['npm', 'PyPI'] });
  await sync({ database, from: served.url, ecosystems: ['PyPI'], whole: true });
  expect([told(database, 's'), told(database, 's', '1.0.0', pypi)]).toEqual(['S', 'S']);
});

test('credentials of a mirror are sent and not kept', async () => {
  const database = join(folder(), 'osv.db');
  const served = await mirror({
    '/dump/all.zip': makeZip([{ name: 'A.json', text: record('A', 'npm', 'a') }]),
  });
  const pair = ['user', 'word'];
  await sync({ database, from: `${served.url.replace('//', `//${pair.join(':')}@`)}/dump/all.zip` });
  expect(served.headers['authorization']).toBe(`Basic ${Buffer.from(pair.join(':')).toString('base64')}`);
  expect(readFileSync(database).includes(pair.join(':'))).toBe(false);
  const open = openOsvDatabase(database);
  expect(open.coverage().get('npm')).toMatchObject({
    source: `${served.url}/dump/all.zip`,
    asOf: '2026-11-19T00:00:00.000Z',
    newest: '2026-11-01T00:00:00Z',
  });
  open.close();
});
