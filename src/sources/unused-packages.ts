// Looks through the repository for the packages that a change adds to a manifest.
import type { ChangedFile } from '../engine/change.ts';
import { mayUse, newcomers, unusedAmong, unusedKey } from '../engine/ecosystems/unused.ts';
import type { Repository } from './surroundings.ts';

/** Files read together, and at most; one that is used often is found among the first. */
const filesAtOnce = 50;
const maxFiles = 3000;

/** The added packages that no file names; undefined where the change adds none, or not every file can be searched. */
export async function findUnused(
  files: readonly ChangedFile[],
  repository: Repository,
): Promise<string[] | undefined> {
  if (!repository.search) return undefined;
  const texts = files.flatMap(({ path, body, status }) =>
    status === 'removed' || body === undefined ? [] : [{ path, text: body }],
  );
  // What was not read of the change may use anything.
  if (
    files.some(
      ({ path, body, status, class: kind }) =>
        body === undefined && status !== 'removed' && kind === 'text' && mayUse(path),
    )
  )
    return undefined;
  let left = unusedAmong(newcomers(files), texts);
  if (left.length === 0) return newcomers(files).length === 0 ? undefined : [];
  const found = await repository.search([...new Set(left.flatMap(({ traces }) => traces))]);
  if ('reason' in found) return undefined;
  const changed = new Set(files.map(({ path }) => path));
  const paths = found.paths.filter((path) => !changed.has(path) && mayUse(path));
  if (paths.length > maxFiles) return undefined;
  for (let at = 0; at < paths.length && left.length > 0; at += filesAtOnce) {
    const read = await repository.read(paths.slice(at, at + filesAtOnce));
    if ('reason' in read) return undefined;
    left = unusedAmong(
      left,
      [...read].map(([path, text]) => ({ path, text })),
    );
  }
  return left.map(({ dependency }) => unusedKey(dependency));
}
