// Reads files as they are, in batches, each as if every line of it had been added.
import { constants, type Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Change } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { assembleFile, byPath, byUnread, tooLarge, wholePatch, type FileReading } from './assemble.ts';
import { noAttributes } from './attributes.ts';
import { looksBinaryBytes, sampleBytes } from './classify.ts';
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
    maxBatchBytes = 16_000_000,
  } = options;
  let seen = 0;
  for (const given of paths) {
    const full = path.resolve(cwd, given);
    const stat = await fs.stat(full).catch((error: NodeJS.ErrnoException) => {
      throw new UserError(
        error.code === 'ENOENT'
          ? 'there is no such file or folder'
          : `this path cannot be read (${error.code})`,
        given,
        'Check the path and its permissions.',
      );
    });
    // A link that the user names is meant; a link inside is a stranger's.
    const root = stat.isDirectory() ? await fs.realpath(full) : rootOf(full, cwd);
    const found = stat.isDirectory() ? walk(Buffer.from(root), '') : [entryOf(full, root)];
    const around = stat.isDirectory() ? repositoryOnDisk(root) : undefined;
    let batch = newBatch(root);
    let bytes = 0;
    for await (const entry of found) {
      const { reading, size } = await readEntry(entry, maxFileBytes);
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
  const found = around && (await readSurroundings(change.files, around));
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

async function* walk(folder: Buffer, prefix: string): AsyncGenerator<Entry> {
  let entries: Dirent<Buffer>[];
  try {
    entries = await fs.readdir(folder, { withFileTypes: true, encoding: 'buffer' });
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

async function readEntry(entry: Entry, maxBytes: number): Promise<{ reading: FileReading; size: number }> {
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
      const text = await fs.readlink(entry.full, 'utf8');
      return { reading: { ...reading, text, patch: wholePatch(text, 'added') }, size: text.length };
    }
    // Should the file be swapped for a link or a pipe meanwhile, opening fails instead of following or waiting.
    const handle = await fs.open(
      entry.full,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const { size } = await handle.stat();
      if (size > maxBytes) {
        // A film is no hole in the review; a text that is too large is.
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
        const sample = buffer.subarray(0, bytesRead);
        if (looksBinaryBytes(sample))
          return { reading: { ...reading, text: sample.toString('utf8') }, size: 0 };
        return refuse(tooLarge(size, { maxFileBytes: maxBytes }));
      }
      const text = (await handle.readFile()).toString('utf8');
      return { reading: { ...reading, text, patch: wholePatch(text, 'added') }, size: text.length };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refuse(reason(error));
  }
}

function reason(error: unknown): string {
  return `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
}
