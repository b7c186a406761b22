// Reads what stands around the changed files: the repository's own names and its manifests, where imports ask for them, and the routes beside changed ones with what stands in front of them and what they call.
import type { ChangedFile, Surroundings } from '../engine/change.ts';
import { agentsAround, isAgentConfiguration } from '../engine/detectors/agent-surfaces/around.ts';
import { callersAround, mayBeCalled } from '../engine/detectors/code/callers-around.ts';
import { calledAround, mayCall } from '../engine/detectors/code/called-around.ts';
import { applicationsAround, mayHoldRoutes } from '../engine/detectors/route-guards/application/files.ts';
import { routesBeside } from '../engine/detectors/route-guards/beside.ts';
import { findUnused } from './unused-packages.ts';
import { maxManifests, surroundingsOf, wantedAround } from '../engine/ecosystems/imported.ts';

/** How a source lists a repository and reads texts from it. */
export interface Repository {
  /** Every path after the change, or why they are not known. */
  list(): Promise<{ paths: readonly string[] } | { reason: string }>;
  /** The texts of these paths, or why they cannot be had; what is no text is left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string> | { reason: string }>;
  /** Paths of all texts that hold one of these words, whatever their case; absent where searching costs too much. */
  search?(words: readonly string[]): Promise<{ paths: readonly string[] } | { reason: string }>;
}

/** What was found around the files; undefined where none of them imports a package, declares routes, hands values on or takes them, or tells an agent how to work. */
export async function readSurroundings(
  files: readonly ChangedFile[],
  repository: Repository,
  // Of a scan each file is looked at itself.
  isScan = false,
): Promise<Surroundings | undefined> {
  const found = await readAround(files, repository, isScan);
  const unused = await findUnused(files, repository);
  return unused === undefined ? found : { own: [], manifests: [], ...found, unused };
}

async function readAround(
  files: readonly ChangedFile[],
  repository: Repository,
  isScan: boolean,
): Promise<Surroundings | undefined> {
  const wanted = wantedAround(files);
  const steers = files.some(isAgentConfiguration);
  const hasRoutes = files.some(mayHoldRoutes);
  const calls = !isScan && files.some(mayCall);
  const isCalled = !isScan && files.some(mayBeCalled);
  if (!wanted && !steers && !hasRoutes && !calls && !isCalled) return undefined;
  // Without an import nothing is missed for want of it.
  const unread = (reason: string): Surroundings | undefined =>
    wanted && { own: [], manifests: [], unread: reason };
  const listed = await repository.list();
  if ('reason' in listed) return unread(listed.reason);
  const chosen = wanted?.choose(listed.paths) ?? [];
  const nearest = chosen.slice(0, maxManifests);
  const agents = agentsAround(listed.paths, files);
  const routes = hasRoutes ? routesBeside(listed.paths, files) : [];
  const applications = hasRoutes ? applicationsAround(listed.paths, files) : [];
  const called = calls ? calledAround(listed.paths, files) : [];
  const callers = isCalled ? callersAround(listed.paths, files) : [];
  const paths = [...new Set([...nearest, ...agents.read, ...routes, ...applications, ...called, ...callers])];
  const texts = paths.length === 0 ? new Map<string, string>() : await repository.read(paths);
  if ('reason' in texts) return unread(texts.reason);
  const textsOf = (some: readonly string[]): Surroundings['manifests'] =>
    some.flatMap((path) => {
      const text = texts.get(path);
      return text === undefined ? [] : [{ path, text }];
    });
  const found: Surroundings = wanted
    ? surroundingsOf(wanted, listed.paths, textsOf(nearest), chosen.slice(maxManifests))
    : { own: [], manifests: [] };
  return {
    ...found,
    ...(routes.length > 0 && { routes: textsOf(routes) }),
    ...(applications.length > 0 && { applications: textsOf(applications) }),
    ...(called.length > 0 && { called: textsOf(called) }),
    ...(callers.length > 0 && { callers: textsOf(callers) }),
    ...((steers || agents.read.length > 0) && {
      agents: { texts: textsOf(agents.read), secretFiles: agents.secretFiles },
    }),
  };
}
