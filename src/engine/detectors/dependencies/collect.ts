// Collects the dependencies that a change adds or alters, file by file, before against after.
import { addedLines, bodyBefore, type Change, type ChangedFile, wholeFile } from '../../change.ts';
import type { NotChecked } from '../../detector.ts';
import type { Around, Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { aroundOf } from '../../ecosystems/around.ts';
import { ecosystemOf, ecosystems } from '../../ecosystems/index.ts';
import { addedInstalls, ownNames } from './installs.ts';
import { alteredElsewhere } from './shared-values.ts';

/** A dependency that the change adds or alters. */
export interface Added {
  dependency: Dependency;
  ecosystem: Ecosystem;
  file: ChangedFile;
  /** True when the file named the same package before, in another version or from another source. */
  wasNamed: boolean;
  /** What the lockfile said of the same version before, when the digest or the address differs now. */
  replaced?: Dependency;
}

/** A manifest or lockfile of the change as it is afterwards. */
export interface ReadFile {
  file: ChangedFile;
  ecosystem: Ecosystem;
  kind: 'manifest' | 'lockfile';
  after: Parsed;
}

/** All that the change says of dependencies. */
export interface Collected {
  added: Added[];
  files: ReadFile[];
  notChecked: NotChecked[];
}

/** Reasons named for one file; the rest is counted. */
const maxReasons = 5;
const known = new WeakMap<Change, Collected>();

/** The added and altered dependencies of a change. Read once, however often it is asked. */
export function collect(change: Change): Collected {
  const kept = known.get(change);
  if (kept) return kept;
  const collected: Collected = { added: [], files: [], notChecked: [] };
  const queue: { file: ChangedFile; ecosystem: Ecosystem; kind: 'manifest' | 'lockfile' }[] = [];
  for (const file of change.files) {
    if (file.status === 'removed') continue;
    // A workflow names actions and images.
    for (const ecosystem of ecosystems) {
      const kind = ecosystem.reads(file.path);
      if (kind) queue.push({ file, ecosystem, kind });
    }
  }
  const seen = new Set(queue.map(({ file }) => file.path));
  for (const { file, ecosystem, kind } of queue) {
    const after = readFile(file, ecosystem, kind, collected, aroundOf(change));
    // A requirements file may include one of any name.
    for (const path of after?.includes ?? []) {
      const included = change.files.find((one) => one.path === path && one.status !== 'removed');
      if (!included || seen.has(path)) continue;
      seen.add(path);
      queue.push({ file: included, ecosystem, kind: 'manifest' });
    }
  }
  collected.added = withoutRepeats(collected.added);
  collected.added.push(...alteredElsewhere(change, collected.added));
  noteAwaited(collected);
  addInstalls(change, collected);
  known.set(change, collected);
  return collected;
}

/** What the change adds to a shared list is told there, not at each manifest that points to it. */
function withoutRepeats(added: readonly Added[]): Added[] {
  const direct = new Set(
    added.flatMap(({ dependency: { path, name, direct, decided } }) =>
      direct && decided === undefined ? [`${path} ${name}`] : [],
    ),
  );
  return added.filter(
    ({ dependency: { name, decided } }) => decided === undefined || !direct.has(`${decided.path} ${name}`),
  );
}

/** Of a package that no registry is asked about nothing more is told, so that the gap is named here. */
function noteAwaited({ added, notChecked }: Collected): void {
  for (const { dependency } of added) {
    const { path, line, source, awaits, writtenName } = dependency;
    if (awaits === undefined || source === 'registry') continue;
    const reason = `line ${line}: the version of ${writtenName.slice(0, 100)} stands in ${awaits}, which was not read`;
    notChecked.push({ path, check: 'known vulnerabilities', reason });
  }
}

/** What commands install, unless a manifest or lockfile of the change, or beside it, says the same already. */
function addInstalls(change: Change, into: Collected): void {
  let declared: Set<string> | undefined;
  const isDeclared = (one: Dependency): boolean => {
    declared ??= declaredNames(change, into);
    const asked = one.version ?? one.requirement;
    const name = `${one.ecosystem} ${one.name}`;
    return declared.has(asked === undefined ? name : `${name} ${asked}`);
  };
  for (const file of change.files) into.added.push(...addedInstalls(file, isDeclared));
}

/** By name, and by name and version; another version than the manifest's is another matter. */
function declaredNames(change: Change, { files }: Collected): Set<string> {
  const around = change.surroundings?.manifests ?? [];
  const beside = around.flatMap(({ path, text }) =>
    ecosystems.flatMap((one) => (one.reads(path) ? one.parse(path, text).dependencies : [])),
  );
  const own = [...change.files, ...around.map(({ path, text }) => wholeFile(path, text))].flatMap(ownNames);
  const names = [...files.flatMap(({ after }) => after.dependencies), ...beside].flatMap(
    ({ ecosystem, name, version, requirement }) => {
      const written = `${ecosystem} ${name}`;
      return [written, `${written} ${version ?? ''}`, `${written} ${requirement ?? ''}`];
    },
  );
  return new Set([...own, ...names]);
}

function readFile(
  file: ChangedFile,
  ecosystem: Ecosystem,
  kind: 'manifest' | 'lockfile',
  into: Collected,
  around: Around,
): Parsed | undefined {
  // The list of what Go has vendored lies beside it.
  const isList = file.class === 'vendored' && kind === 'lockfile' && file.path.endsWith('vendor/modules.txt');
  if (!isList && ['vendored', 'submodule', 'symlink', 'lfs-pointer', 'binary'].includes(file.class)) {
    noteUnread(file, `the file is ${file.class}`, into);
    return undefined;
  }
  if (file.body === undefined) {
    noteUnread(file, 'its text was not read', into);
    return undefined;
  }
  const after = ecosystem.parse(file.path, file.body, around);
  const before = readBefore(file, ecosystem, around);
  into.files.push({ file, ecosystem, kind, after });
  noteUnreadable(file, before, after, into);
  const wasThere = before && new Set(before.dependencies.map(identity));
  const lines = new Set(wasThere ? [] : addedLines(file).map((line) => line.number));
  const names = new Set(before?.dependencies.map((one) => one.name));
  const pinned = new Map(
    before?.dependencies.filter((one) => !one.direct).map((one) => [`${one.name}@${one.version}`, one]),
  );
  for (const dependency of after.dependencies) {
    const common = {
      dependency,
      // A conda environment names packages of PyPI as well.
      ecosystem: ecosystemOf(dependency.ecosystem) ?? ecosystem,
      file,
      wasNamed: names.has(dependency.name),
    };
    const isNew = wasThere ? !wasThere.has(identity(dependency)) : lines.has(dependency.line);
    if (isNew) into.added.push(common);
    else {
      const replaced = pinned.get(`${dependency.name}@${dependency.version}`);
      if (replaced && contentsDiffer(replaced, dependency)) into.added.push({ ...common, replaced });
    }
  }
  return after;
}

/** Said once, however many ecosystems would have read the file. */
function noteUnread({ path }: ChangedFile, reason: string, into: Collected): void {
  const isSaid = into.notChecked.some((one) => one.path === path && one.reason === reason);
  if (!isSaid) into.notChecked.push({ path, check: 'dependencies', reason });
}

/** Read with the same files around as after the change: what one of them alters, it alters in its own line. */
function readBefore(file: ChangedFile, ecosystem: Ecosystem, around: Around): Parsed | undefined {
  if (file.status === 'added') return { dependencies: [], unreadable: [] };
  const body = bodyBefore(file);
  // A file renamed to a manifest is read as what it became.
  const path =
    file.previousPath !== undefined && ecosystem.reads(file.previousPath) ? file.previousPath : file.path;
  return body === undefined ? undefined : ecosystem.parse(path, body, around);
}

/** Only what the change made unreadable, or what keeps the whole file from being read. */
function noteUnreadable(file: ChangedFile, before: Parsed | undefined, after: Parsed, into: Collected): void {
  const old = new Set(before?.unreadable.map((one) => one.reason));
  const fresh = after.unreadable.filter((one) => after.dependencies.length === 0 || !old.has(one.reason));
  for (const { line, reason } of fresh.slice(0, maxReasons)) {
    into.notChecked.push({
      path: file.path,
      check: 'dependencies',
      reason: line === undefined ? reason : `line ${line}: ${reason}`,
    });
  }
  if (fresh.length > maxReasons) {
    into.notChecked.push({
      path: file.path,
      check: 'dependencies',
      reason: `and ${fresh.length - maxReasons} more entries`,
    });
  }
}

function identity(one: Dependency): string {
  return one.direct
    ? JSON.stringify([one.name, one.writtenName, one.requirement, one.source])
    : JSON.stringify([one.name, one.version, one.source, one.source === 'registry' ? '' : one.resolved]);
}

function contentsDiffer(before: Dependency, after: Dependency): boolean {
  const integrity =
    before.integrity !== undefined &&
    after.integrity !== undefined &&
    !shareDigest(before.integrity, after.integrity);
  return (
    integrity || (hostOf(before.resolved) ?? '') !== (hostOf(after.resolved) ?? hostOf(before.resolved) ?? '')
  );
}

/** Digests in another algorithm say nothing about each other. */
function shareDigest(before: string, after: string): boolean {
  const kinds = (text: string): string[] =>
    text.split(/\s+/).map((digest) => digest.split(/[-/:]/, 1)[0] ?? '');
  const old = before.split(/\s+/);
  if (after.split(/\s+/).some((digest) => old.includes(digest))) return true;
  return !kinds(after).some((kind) => kinds(before).includes(kind));
}

/** The host of an address, undefined when there is none. */
export function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}
