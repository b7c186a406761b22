// What the change's lockfiles say of a manifest's dependencies: their versions, and what each of them brings in.
import type { Dependency } from '../../ecosystem.ts';
import type { Added, Collected, ReadFile } from './collect.ts';

/** The lockfile's exact version of a manifest's dependency; undefined when no lockfile of the change says one. */
export function lockedVersion(added: Added, collected: Collected): string | undefined {
  const { dependency, ecosystem } = added;
  let best: string | undefined;
  for (const lock of locksFor(dependency.path, ecosystem.id, collected)) {
    for (const entry of indexOf(lock).byName.get(dependency.name) ?? []) {
      if (entry.version === undefined || entry.source !== 'registry') continue;
      const meets =
        dependency.requirement === undefined ||
        ecosystem.satisfies(entry.version, dependency.requirement) === true;
      if (meets && (best === undefined || (ecosystem.compare(entry.version, best) ?? 0) > 0))
        best = entry.version;
    }
  }
  return best;
}

/** The lockfile entries of a package, at any version. */
export function lockEntries(dependency: Dependency, collected: Collected): Dependency[] {
  return locksFor(dependency.path, dependency.ecosystem, collected).flatMap(
    (lock) => indexOf(lock).byName.get(dependency.name) ?? [],
  );
}

/** The manifest's dependency that brings in a lockfile entry, itself when the manifest names it. */
export function directOf(entry: Dependency, collected: Collected): Dependency | undefined {
  const lock = collected.files.find(({ file }) => file.path === entry.path);
  if (!lock) return undefined;
  const directs = directsOf(lock, collected);
  const { requiredBy } = indexOf(lock);
  const seen = new Set([entry.name]);
  // Breadth first, so that the nearest direct dependency is named.
  for (const name of seen) {
    const direct = directs.get(name);
    if (direct) return direct;
    for (const parent of requiredBy.get(name) ?? []) seen.add(parent);
  }
  return undefined;
}

interface LockIndex {
  byName: Map<string, Dependency[]>;
  requiredBy: Map<string, string[]>;
  directs?: Map<string, Dependency>;
}

const indexes = new WeakMap<ReadFile, LockIndex>();

function indexOf(lock: ReadFile): LockIndex {
  const kept = indexes.get(lock);
  if (kept) return kept;
  const index: LockIndex = { byName: new Map(), requiredBy: new Map() };
  for (const entry of lock.after.dependencies) {
    push(index.byName, entry.name, entry);
    for (const name of entry.requires ?? []) push(index.requiredBy, name, entry.name);
  }
  indexes.set(lock, index);
  return index;
}

function directsOf(lock: ReadFile, collected: Collected): Map<string, Dependency> {
  const index = indexOf(lock);
  if (index.directs) return index.directs;
  const directs = new Map<string, Dependency>();
  for (const { kind, ecosystem, file, after } of collected.files) {
    if (kind !== 'manifest' || ecosystem.id !== lock.ecosystem.id || !isAbove(lock.file.path, file.path))
      continue;
    for (const one of after.dependencies) if (!directs.has(one.name)) directs.set(one.name, one);
  }
  index.directs = directs;
  return directs;
}

function locksFor(path: string, ecosystem: string, collected: Collected): ReadFile[] {
  return collected.files.filter(
    (one) => one.kind === 'lockfile' && one.ecosystem.id === ecosystem && isAbove(one.file.path, path),
  );
}

/** Whether a lockfile's folder is that of the manifest or above it, as in a workspace. */
function isAbove(lock: string, manifest: string): boolean {
  return manifest.startsWith(lock.slice(0, lock.lastIndexOf('/') + 1));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
