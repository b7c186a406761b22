// Chooses the files whose routes say what the routes of a changed file beside them should ask for.
import { extname } from 'node:path/posix';
import type { ChangedFile } from '../../change.ts';
import { isSupportPath } from '../code/paths.ts';

/** Where frameworks and people keep the handlers of requests. */
const routeFile =
  /(?:^|\/)(?:route|\+server|\+page\.server)\.[cm]?[jt]sx?$|(?:^|\/)(?:pages\/api|server\/(?:api|routes)|app\/routes|routes|routers|controllers?|handlers|endpoints|resources|views)\/(?:[^/]{1,80}\/){0,5}[^/]+\.(?:[cm]?[jt]sx?|py|rb|php|java|kt|cs|go)$|[._](?:controller|routes?|router)\.(?:[jt]s|py|rb)$|Controller\.(?:java|kt|cs|php)$/;

/** Those nearest to the changed ones; more would not change what is the custom. */
const maxFiles = 12;
const maxForEach = 6;

/** Whether the changed file may declare routes, by where it stands. */
export function isRouteFile({ path, status }: Pick<ChangedFile, 'path' | 'status'>): boolean {
  return status !== 'removed' && routeFile.test(path) && !isSupportPath(path);
}

/** Paths of the files to read beside the changed ones that may declare routes, those nearest first. */
export function routesBeside(paths: readonly string[], files: readonly ChangedFile[]): string[] {
  const changed = new Set(files.map(({ path }) => path));
  const open = files.filter(isRouteFile);
  if (open.length === 0) return [];
  const candidates = paths.filter((path) => !changed.has(path) && isRouteFile({ path, status: 'modified' }));
  const chosen = new Set<string>();
  for (const { path } of open) {
    const near = candidates
      .filter((other) => extname(other) === extname(path))
      .map((other) => ({ other, shared: sharedFolders(path, other) }))
      .filter(({ shared }) => shared > 0)
      .toSorted((a, b) => b.shared - a.shared || (a.other < b.other ? -1 : 1));
    for (const { other } of near.slice(0, maxForEach)) chosen.add(other);
    if (chosen.size >= maxFiles) break;
  }
  return [...chosen].slice(0, maxFiles);
}

/** How many folders two paths have in common, from the top. */
function sharedFolders(a: string, b: string): number {
  const [one, other] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < one.length - 1 && shared < other.length - 1 && one[shared] === other[shared]) shared++;
  return shared;
}
