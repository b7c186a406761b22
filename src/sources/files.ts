// Reads files as they are, in batches, each as if every line of it had been added.
import fs, { type Dirent } from 'node:fs';
import path from 'node:path';
import type { Change } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { assembleFile, byPath, byUnread, tooLarge, wholePatch, type FileReading } from './assemble.ts';
import { noAttributes } from './attributes.ts';
import { looksBinaryBytes, sampleBytes } from './classify.ts';
import { openToRead } from './disk-file.ts';
import { repositoryOnDisk } from './disk-repository.ts';
import { readSurroundings, type Repository } from './surroundings.ts';

/** How files are read, and who hears of it. */
export interface ScanOptions {
  cwd: string;
  /** Called after each batch with the number of files seen so far. */
  onProgress?: (files: number) => void;
  maxFileBytes?: number;
  maxBatchFiles?: number;
  maxBatchBytes?: number;
}

/** Files of one folder and the folder's absolute path, to which their paths are relative. */
export interface Batch {
  change: Change;
  root: string;
}

/**
 * Yields the files of each path in a stable order; never more than one batch is in memory. Nothing is left out but
 * .git folders: what cannot be read is in `unread`, and links are named but not followed. Throws a UserError for a
 * path that is not there.
 */
export async function* scanFiles(paths: readonly string[], options: ScanOptions): AsyncGenerator<Batch> {
  const {
    cwd,
    onProgress,
    maxFileBytes = 20_000_000,
    maxBatchFiles = 200,
    maxBatchBytes = 4_000_000,
  } = options;
  let seen = 0;
  for (const given of paths) {
    const full = path.resolve(cwd, given);
    const stat = await fs.promises.stat(full).catch((error: NodeJS.ErrnoException) => {
      throw new UserError(
        error.code === 'ENOENT'
          ? 'there is no such file or folder'
          : `this path cannot be read (${error.code})`,
        given,
        'Check the path and its permissions.',
      );
    });
    // A link that the user names is meant; a link inside is a stranger's.
    const root = stat.isDirectory() ? await fs.promises.realpath(full) : rootOf(full, cwd);
    const found = stat.isDirectory() ? walk(Buffer.from(root), '') : [entryOf(full, root)];
    const around = stat.isDirectory() ? repositoryOnDisk(root) : undefined;
    let batch = newBatch(root);
    let bytes = 0;
    for (const entry of found) {
      const { reading, size } = readEntry(entry, maxFileBytes);
      if (batch.count > 0 && (batch.count >= maxBatchFiles || bytes + size > maxBatchBytes)) {
        seen += batch.count;
        onProgress?.(seen);
        yield await finish(batch, around);
        batch = newBatch(root);
        bytes = 0;
      }
      batch.add(reading);
      bytes += size;
    }
    if (batch.count > 0) {
      seen += batch.count;
      onProgress?.(seen);
      yield await finish(batch, around);
    }
  }
}

function rootOf(file: string, cwd: string): string {
  const inside = path.relative(cwd, file);
  return inside.startsWith('..') || path.isAbsolute(inside) ? path.dirname(file) : path.resolve(cwd);
}

interface OpenBatch extends Batch {
  count: number;
  add(reading: FileReading): void;
}

function newBatch(root: string): OpenBatch {
  const change: Change = { base: 'nothing', head: 'files', files: [], commits: [], unread: [] };
  const batch: OpenBatch = {
    change,
    root,
    count: 0,
    add(reading) {
      batch.count++;
      // Nothing came before, so no header and no attribute takes a file out of the review: only what it is.
      const { file, unread } = assembleFile(reading, noAttributes);
      change.files.push(file);
      change.unread.push(...unread);
    },
  };
  return batch;
}

/** Of a single file nobody asked what stands around it. */
async function finish({ change, root }: OpenBatch, around: Repository | undefined): Promise<Batch> {
  change.files.sort(byPath);
  change.unread.sort(byUnread);
  const found = around && (await readSurroundings(change.files, around, true));
  if (found) change.surroundings = found;
  return { change, root };
}

/** Something found on disk; `full` is in bytes, for names need not be UTF-8. */
interface Entry {
  path: string;
  full: Buffer;
  kind: 'file' | 'symlink' | 'other';
  problem?: string;
}

function entryOf(full: string, root: string): Entry {
  const name = path.relative(root, full).split(path.sep).join('/');
  return { path: name, full: Buffer.from(full), kind: 'file' };
}

function* walk(folder: Buffer, prefix: string): Generator<Entry> {
  let entries: Dirent<Buffer>[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { path: prefix.slice(0, -1) || '.', full: folder, kind: 'other', problem: reason(error) };
    return;
  }
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  for (const entry of entries) {
    const name = entry.name.toString('utf8');
    const full = Buffer.concat([folder, Buffer.from('/'), entry.name]);
    if (entry.isDirectory()) {
      if (name !== '.git') yield* walk(full, `${prefix}${name}/`);
    } else
      yield {
        path: `${prefix}${name}`,
        full,
        kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'symlink' : 'other',
      };
  }
}

function readEntry(entry: Entry, maxBytes: number): { reading: FileReading; size: number } {
  const reading: FileReading = {
    path: entry.path,
    status: 'added',
    kind: entry.kind === 'symlink' ? 'symlink' : 'file',
  };
  const refuse = (why: string) => ({
    reading: { ...reading, unread: { what: 'file' as const, reason: why } },
    size: 0,
  });
  if (entry.problem !== undefined) return refuse(entry.problem);
  if (entry.kind === 'other') return refuse('it is no regular file');
  try {
    if (entry.kind === 'symlink') {
      const text = fs.readlinkSync(entry.full, 'utf8');
      return { reading: { ...reading, text, patch: wholePatch(text, 'added') }, size: text.length };
    }
    const handle = openToRead(entry.full);
    try {
      const { size } = fs.fstatSync(handle);
      if (size > maxBytes) {
        // A film is no hole in the review; a text that is too large is.
        const sample = Buffer.alloc(sampleBytes);
        const start = sample.subarray(0, fs.readSync(handle, sample, 0, sampleBytes, 0));
        if (looksBinaryBytes(start))
          return { reading: { ...reading, text: start.toString('utf8') }, size: 0 };
        return refuse(tooLarge(size, { maxFileBytes: maxBytes }));
      }
      const text = fs.readFileSync(handle, 'utf8');
      return { reading: { ...reading, text, patch: wholePatch(text, 'added') }, size: text.length };
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    return refuse(reason(error));
  }
}

function reason(error: unknown): string {
  return `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
}
