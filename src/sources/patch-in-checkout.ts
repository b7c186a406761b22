// Reads a patch in the checkout that it belongs to, so that more is known than its lines: whole files, and what stands around them.
import fs from 'node:fs';
import path from 'node:path';
import type { Change, ChangedFile } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { defaultLimits, fits } from './assemble.ts';
import { openToRead } from './disk-file.ts';
import { repositoryOfGit } from './git-repository.ts';
import { topLevel } from './git-span.ts';
import { readPatch } from './patch.ts';
import { readSurroundings, type Repository } from './surroundings.ts';

/**
 * Reads a patch as `readPatch` does. A changed file of the checkout whose top folder is given is read as a whole when the
 * patch fits it, applied already or not yet; where none does, the patch belongs elsewhere and the checkout is not looked
 * at further.
 */
export async function readPatchIn(text: string, top: string | undefined): Promise<Change> {
  if (top === undefined) return readPatch(text);
  const beside = readerOf(top);
  const change = readPatch(text, beside);
  const belongs = change.files.some((file) => isOfCheckout(file, beside));
  if (!belongs) return change;
  const { surroundings: _unknown, ...known } = change;
  const around = await readSurroundings(
    change.files,
    withChange(repositoryOfGit({ tree: 'working tree', head: 'working tree' }, { cwd: top }), change.files),
  );
  return around ? { ...known, surroundings: around } : known;
}

/** The folder at the top of the checkout; undefined where there is none. */
export async function checkoutAround(cwd: string): Promise<string | undefined> {
  try {
    return fs.realpathSync(await topLevel(cwd));
  } catch (error) {
    // A patch needs no repository.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Whether the checkout showed what the file is: by its text before or after, or because the new file is there. */
function isOfCheckout(file: ChangedFile, beside: (path: string) => string | undefined): boolean {
  if (file.body === undefined || file.hunks.length === 0) return false;
  if (file.status !== 'added') return true;
  const there = beside(file.path);
  return there !== undefined && fits('added', file.hunks, there);
}

/** Reads regular files below a folder, and nothing that a path with `..` or a link in it would lead to. */
function readerOf(top: string): (name: string) => string | undefined {
  const texts = new Map<string, string | undefined>();
  let left = defaultLimits.maxTotalBytes;
  const read = (name: string): string | undefined => {
    const file = path.join(top, name);
    try {
      if (fs.realpathSync(path.dirname(file)) !== path.dirname(file) || !file.startsWith(`${top}${path.sep}`))
        return undefined;
      const handle = openToRead(file);
      try {
        const stat = fs.fstatSync(handle);
        if (!stat.isFile() || stat.size > Math.min(defaultLimits.maxFileBytes, left)) return undefined;
        left -= stat.size;
        return fs.readFileSync(handle, 'utf8');
      } finally {
        fs.closeSync(handle);
      }
    } catch {
      // It is not there, or cannot be read: the patch's own lines remain.
      return undefined;
    }
  };
  return (name) => {
    if (!texts.has(name)) texts.set(name, unsound.test(name) ? undefined : read(name));
    return texts.get(name);
  };
}

/** Names that no file of a change has: git's own files, and what no file system takes. */
const unsound = /\0|(?:^|\/)\.git(?:\/|$)/i;

/** The repository as the change leaves it, whether it was applied or not. */
function withChange(repository: Repository, files: readonly ChangedFile[]): Repository {
  const gone = new Set(
    files.flatMap(({ status, path: name, previousPath }) =>
      status === 'removed'
        ? [name]
        : status === 'renamed' && previousPath !== undefined
          ? [previousPath]
          : [],
    ),
  );
  const come = files.filter(({ status }) => status !== 'removed').map((file) => file.path);
  return {
    ...repository,
    async list() {
      const listed = await repository.list();
      if ('reason' in listed) return listed;
      return { paths: [...new Set([...listed.paths.filter((name) => !gone.has(name)), ...come])] };
    },
  };
}
