// Has new databases begin with the files of one at its newest migration, which the first test to need it sets aside; src/store/migrations.test.ts and PostgreSQL migrate anew.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beginWith } from '../src/store/new-database.ts';

// Gone with the next `npm ci`, and with another version of what makes it.
const folder = fileURLToPath(new URL('../node_modules/.cache/langguard/', import.meta.url));
const made = [
  '../node_modules/@electric-sql/pglite/package.json',
  '../node_modules/pg-boss/package.json',
  '../src/store/migrations.ts',
  '../src/store/history/migration.ts',
  '../src/store/traces/create.ts',
  '../src/store/queue.ts',
];
let files: Promise<Blob> | undefined;

beginWith(() => (files ??= read()));

async function read(): Promise<Blob> {
  const hash = createHash('sha256');
  for (const path of made) hash.update(readFileSync(new URL(path, import.meta.url)));
  const path = `${folder}database-${hash.digest('hex').slice(0, 16)}.tar`;
  try {
    return new Blob([readFileSync(path)]);
  } catch {
    const dump = await make();
    mkdirSync(folder, { recursive: true });
    // Renamed, so that no other test reads half of it.
    writeFileSync(`${path}.${process.pid}`, new Uint8Array(await dump.arrayBuffer()));
    renameSync(`${path}.${process.pid}`, path);
    return dump;
  }
}

async function make(): Promise<Blob> {
  const [{ PGlite }, { openStore }, { openQueue }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('../src/store/open.ts'),
    import('../src/store/queue.ts'),
  ]);
  const directory = mkdtempSync(join(tmpdir(), 'langguard-database-'));
  const dataDir = join(directory, 'pglite');
  try {
    // A folder that is there already begins with nothing.
    mkdirSync(dataDir);
    const store = await openStore({ directory });
    const queue = await openQueue(store, { onError: () => {} });
    await queue.stop(1000);
    await store.close();
    const pglite = await PGlite.create({ dataDir });
    const dump = await pglite.dumpDataDir('none');
    await pglite.close();
    return dump;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
