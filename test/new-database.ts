// Has new databases begin with the files of a new, empty one that the first test to need it sets aside; migrations still run on each.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beginWith } from '../src/store/new-database.ts';

// Gone with the next `npm ci`, and with another version of PGlite.
const folder = fileURLToPath(new URL('../node_modules/.cache/langguard/', import.meta.url));
const manifest = new URL('../node_modules/@electric-sql/pglite/package.json', import.meta.url);
let files: Promise<Blob> | undefined;

beginWith(() => (files ??= read()));

async function read(): Promise<Blob> {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const path = `${folder}pglite-${version}.tar`;
  try {
    return new Blob([readFileSync(path)]);
  } catch {
    const { PGlite } = await import('@electric-sql/pglite');
    const made = await PGlite.create();
    const dump = await made.dumpDataDir('none');
    await made.close();
    mkdirSync(folder, { recursive: true });
    // Renamed, so that no other test reads half of it.
    writeFileSync(`${path}.${process.pid}`, new Uint8Array(await dump.arrayBuffer()));
    renameSync(`${path}.${process.pid}`, path);
    return dump;
  }
}
