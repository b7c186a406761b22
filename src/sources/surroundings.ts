// Reads what stands around the changed files: the repository's own names and its manifests, where imports ask for them.
import type { ChangedFile, Surroundings } from '../engine/change.ts';
import { maxManifests, surroundingsOf, wantedAround } from '../engine/ecosystems/imported.ts';

/** How a source lists a repository and reads texts from it. */
export interface Repository {
  /** Every path after the change, or why they are not known. */
  list(): Promise<{ paths: readonly string[] } | { reason: string }>;
  /** The texts of these paths, or why they cannot be had; what is no text is left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string> | { reason: string }>;
}

/** What was found around the files; undefined where none of them imports a package. */
export async function readSurroundings(
  files: readonly ChangedFile[],
  repository: Repository,
): Promise<Surroundings | undefined> {
  const wanted = wantedAround(files);
  if (!wanted) return undefined;
  const unread = (reason: string): Surroundings => ({ own: [], manifests: [], unread: reason });
  const listed = await repository.list();
  if ('reason' in listed) return unread(listed.reason);
  const chosen = wanted.choose(listed.paths);
  const nearest = chosen.slice(0, maxManifests);
  const texts = nearest.length === 0 ? new Map<string, string>() : await repository.read(nearest);
  if ('reason' in texts) return unread(texts.reason);
  const manifests = nearest.flatMap((path) => {
    const text = texts.get(path);
    return text === undefined ? [] : [{ path, text }];
  });
  return surroundingsOf(wanted, listed.paths, manifests, chosen.slice(maxManifests));
}
