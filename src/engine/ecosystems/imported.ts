// What the added lines of a change import, and what of the repository must be known to judge it.
import { addedLines, type ChangedFile, type Surroundings } from '../change.ts';
import type { Ecosystem, Import } from '../ecosystem.ts';
import { setsValue } from './around.ts';
import { ecosystems } from './index.ts';

/** An import on an added line that the file did not have before. */
export interface AddedImport {
  file: ChangedFile;
  ecosystem: Ecosystem;
  found: Import;
}

/** Folders whose files others have written. */
const foreign =
  /(?:^|\/)(?:node_modules|bower_components|vendor|vendored|third_party|site-packages|dist-packages|\.venv|venv)\//;

const kept = new WeakMap<ChangedFile, AddedImport[]>();

/** The imports that a changed file adds; read once for each file. */
export function addedImports(file: ChangedFile): AddedImport[] {
  const known = kept.get(file);
  if (known) return known;
  const made = readImports(file);
  kept.set(file, made);
  return made;
}

function readImports(file: ChangedFile): AddedImport[] {
  const { path, body } = file;
  if (body === undefined || file.status === 'removed' || file.class !== 'text' || foreign.test(path))
    return [];
  const readers = ecosystems.filter(({ imports }) => imports?.reads(path) === true);
  if (readers.length === 0) return [];
  const lines = new Set(addedLines(file).map(({ number }) => number));
  if (lines.size === 0) return [];
  return readers.flatMap((ecosystem) => {
    const all = ecosystem.imports!.find(path, body);
    const before = new Set(all.filter(({ line }) => !lines.has(line)).map(({ name }) => name));
    return all
      .filter(({ line, name }) => lines.has(line) && !before.has(name))
      .map((found) => ({ file, ecosystem, found }));
  });
}

/** What a source looks for around the changed files. */
export interface Wanted {
  /** Names under which the repository may have what is imported. */
  names: ReadonlySet<string>;
  /** Paths of those that matter, those nearest to the importing files first. */
  choose(paths: Iterable<string>): string[];
}

/** Manifests read at most; a larger repository has its nearest ones read. */
export const maxManifests = 200;

/** What must be known around the files, undefined when none of them imports a package or leaves a version to another. */
export function wantedAround(files: readonly ChangedFile[]): Wanted | undefined {
  const added = files.flatMap(addedImports);
  const open = files.flatMap(leftOpen);
  const setters = files.flatMap(setting);
  if (added.length + open.length + setters.length === 0) return undefined;
  const names = new Set(added.flatMap(({ found }) => [...found.own, found.written]));
  const used = [...new Set(added.map(({ ecosystem }) => ecosystem))];
  const changed = new Set(files.map(({ path }) => path));
  const folders = new Set(
    [...added.map(({ file }) => file), ...open].flatMap(({ path }) => foldersAbove(path)),
  );
  const isWanted = (path: string): boolean =>
    used.some((one) => matters(one, path)) ||
    open.some(({ ecosystem, path: manifest }) => ecosystem.decides?.(path, manifest) === true) ||
    setters.some(
      ({ ecosystem, path: setter }) =>
        ecosystem.reads(path) === 'manifest' && ecosystem.decides?.(setter, path) === true,
    );
  return {
    names,
    choose: (paths) =>
      [...paths]
        .filter((path) => !changed.has(path) && !foreign.test(path) && isWanted(path))
        .map((path) => ({ path, rank: folders.has(folderOf(path)) ? 0 : 1, depth: path.split('/').length }))
        .sort((a, b) => a.rank - b.rank || a.depth - b.depth || (a.path < b.path ? -1 : 1))
        .map(({ path }) => path),
  };
}

/** The ecosystems whose manifests may use a value that an added line of this file sets. */
export function setting(file: ChangedFile): { ecosystem: Ecosystem; path: string }[] {
  const { path, body, status } = file;
  // Of a new file nothing was used before.
  if (body === undefined || status === 'removed' || status === 'added') return [];
  if (file.class !== 'text' || foreign.test(path)) return [];
  const users = ecosystems.filter(({ id, decides }) => (id === 'maven' || id === 'nuget') && decides);
  if (
    !users.some(
      ({ decides }) =>
        decides?.(path, `${folderOf(path)}x/pom.xml`) || decides?.(path, `${folderOf(path)}x/build.gradle`),
    )
  )
    return [];
  return addedLines(file).some(({ text }) => setsValue(path, text))
    ? users.map((ecosystem) => ({ ecosystem, path }))
    : [];
}

const openByFile = new WeakMap<ChangedFile, { ecosystem: Ecosystem; path: string }[]>();

/** The ecosystems for which an added line of a manifest leaves something to another file. */
function leftOpen(file: ChangedFile): { ecosystem: Ecosystem; path: string }[] {
  const known = openByFile.get(file);
  if (known) return known;
  const made = readOpen(file);
  openByFile.set(file, made);
  return made;
}

function readOpen(file: ChangedFile): { ecosystem: Ecosystem; path: string }[] {
  const { path, body } = file;
  if (body === undefined || file.status === 'removed' || file.class !== 'text' || foreign.test(path))
    return [];
  const readers = ecosystems.filter((one) => one.decides && one.reads(path) === 'manifest');
  if (readers.length === 0) return [];
  const lines = new Set(addedLines(file).map(({ number }) => number));
  return readers.flatMap((ecosystem) => {
    const { dependencies, unreadable } = ecosystem.parse(path, body);
    const isOpen =
      dependencies.some(({ awaits, line }) => awaits !== undefined && lines.has(line)) ||
      unreadable.some(({ awaits, line }) => awaits !== undefined && lines.has(line ?? 0));
    return isOpen ? [{ ecosystem, path }] : [];
  });
}

/** What was found around the files, in a form that every source gives alike; `beyond` are manifests that were not read. */
export function surroundingsOf(
  { names }: Wanted,
  paths: Iterable<string>,
  manifests: readonly { path: string; text: string }[],
  beyond: readonly string[],
): Surroundings {
  const own = new Set<string>();
  for (const path of paths) {
    if (foreign.test(path)) continue;
    const parts = path.split('/');
    const file = parts.pop() ?? '';
    for (const name of [...parts, file, file.replace(/\.\w+$/, '')]) if (names.has(name)) own.add(name);
  }
  // Packages of a large repository are called as their folders.
  const folders = new Set(beyond.map((path) => path.split('/').at(-2)));
  for (const name of names) if (name.startsWith('@') && folders.has(name.split('/')[1])) own.add(name);
  return {
    own: [...own].sort(),
    manifests: manifests.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function matters(ecosystem: Ecosystem, path: string): boolean {
  return ecosystem.reads(path) === 'manifest' || ecosystem.imports?.explains(path) === true;
}

/** The folder of a path with its stroke, '' for the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The folders that a path lies in, the top as ''. */
function foldersAbove(path: string): string[] {
  const folders = [''];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    folders.push(path.slice(0, at + 1));
  return folders;
}
