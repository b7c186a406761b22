// The files of an OSV dump on this machine: a folder of any depth, a zip, or one file; read one after another.
import type { Dirent } from 'node:fs';
import { opendir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { dumpLimits, readZip } from './zip.ts';

/** One file of a dump, or why it could not be read. `where` is its place below the dump. */
export type DumpFile = { where: string; text: string } | { where: string; problem: string };

/** Files read at the same time. */
const width = 64;

/** Every JSON file of a dump, those of zips in a folder too. Throws an Error when the dump itself cannot be read. */
export async function* readDump(from: string): AsyncGenerator<DumpFile> {
  if (!(await stat(from)).isDirectory()) {
    yield* isZip(from) ? unpack(from, path.basename(from)) : readAll([from], path.dirname(from));
    return;
  }
  let batch: string[] = [];
  for await (const file of walk(from)) {
    if (isZip(file)) {
      yield* unpackHere(file, path.relative(from, file));
      continue;
    }
    batch.push(file);
    if (batch.length < width) continue;
    yield* readAll(batch, from);
    batch = [];
  }
  yield* readAll(batch, from);
}

/** Files below a folder, without following links: those could lead anywhere, or in a circle. */
async function* walk(folder: string): AsyncGenerator<string> {
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const folders: string[] = [];
    for await (const entry of await opendir(at, { bufferSize: 512 })) {
      if (entry.isDirectory()) folders.push(path.join(at, entry.name));
      else if (isWantedFile(entry)) yield path.join(at, entry.name);
    }
    open.push(...folders.toSorted().toReversed());
  }
}

function isWantedFile(entry: Dirent): boolean {
  return entry.isFile() && (isRecord(entry.name) || isZip(entry.name));
}

async function* readAll(files: readonly string[], root: string): AsyncGenerator<DumpFile> {
  const read = files.map(async (file): Promise<DumpFile> => {
    const where = path.relative(root, file);
    try {
      const { size } = await stat(file);
      if (size > dumpLimits.maxEntryBytes)
        return { where, problem: `it is larger than ${dumpLimits.maxEntryBytes} bytes` };
      return { where, text: await readFile(file, 'utf8') };
    } catch (error) {
      return {
        where,
        problem: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      };
    }
  });
  yield* await Promise.all(read);
}

async function* unpack(file: string, where: string): AsyncGenerator<DumpFile> {
  for await (const { name, ...rest } of readZip(file, isRecord))
    yield { where: `${where}: ${name}`, ...rest };
}

/** A broken zip among others is listed; the others are read. */
async function* unpackHere(file: string, where: string): AsyncGenerator<DumpFile> {
  try {
    yield* unpack(file, where);
  } catch (error) {
    yield { where, problem: (error as Error).message };
  }
}

function isRecord(name: string): boolean {
  return name.endsWith('.json');
}

function isZip(name: string): boolean {
  return name.endsWith('.zip');
}
