// Reads the files of the working tree that git does not track.
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import { tooLarge, wholePatch, type FileReading, type Limits } from './assemble.ts';
import { git, type GitOptions } from './git-process.ts';

/** Their names in bytes, without what .gitignore excludes. */
export async function untrackedNames(run: GitOptions): Promise<Buffer[]> {
  const out = await git(['ls-files', '--others', '--exclude-standard', '-z'], run);
  const names: Buffer[] = [];
  for (let from = 0, end = out.indexOf(0); end >= 0; from = end + 1, end = out.indexOf(0, from))
    names.push(out.subarray(from, end));
  return names.sort(Buffer.compare);
}

/** One of them, as if every line were added. */
export async function readUntracked(name: Buffer, cwd: string, limits: Limits): Promise<FileReading> {
  const file = name.toString('utf8');
  const reading: FileReading = { path: file, status: 'added', kind: 'file' };
  const refuse = (reason: string): FileReading => ({ ...reading, unread: { what: 'file', reason } });
  if (file.endsWith('/')) return { ...refuse('it is a repository of its own'), kind: 'submodule' };
  const full = Buffer.concat([Buffer.from(`${cwd}/`), name]);
  try {
    const stat = await fs.lstat(full);
    if (stat.isSymbolicLink()) {
      const text = await fs.readlink(full, 'utf8');
      return { ...reading, kind: 'symlink', text, patch: wholePatch(text, 'added') };
    }
    if (!stat.isFile()) return refuse('it is no regular file');
    if (stat.size > limits.maxFileBytes) return refuse(tooLarge(stat.size, limits));
    const handle = await fs.open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const text = (await handle.readFile()).toString('utf8');
      return { ...reading, text, patch: wholePatch(text, 'added') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refuse(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}
