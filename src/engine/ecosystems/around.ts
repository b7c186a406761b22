// What other files of the repository say, for manifests that leave something to them.
import { bodyBefore, type Change } from '../change.ts';
import type { Around, Dependency } from '../ecosystem.ts';

/** Nothing was read. */
export const nothingAround: Around = { text: () => undefined, paths: [] };

const kept = new WeakMap<Change, Around>();
const keptBefore = new WeakMap<Change, Around>();

/** The same files as they were before the change. */
export function aroundBefore(change: Change): Around {
  const known = keptBefore.get(change);
  if (known) return known;
  const texts = new Map(change.surroundings?.manifests.map(({ path, text }) => [path, text]));
  for (const file of change.files) {
    const before = file.status === 'added' ? undefined : bodyBefore(file);
    texts.delete(file.path);
    if (before !== undefined) texts.set(file.previousPath ?? file.path, before);
  }
  const made: Around = { text: (path) => texts.get(path), paths: [...texts.keys()].sort() };
  keptBefore.set(change, made);
  return made;
}

/** Whether a line of a build's file gives a name a version that other files may use. */
export function setsValue(path: string, line: string): boolean {
  if (path.endsWith('gradle.properties')) return /^\s*[\w.-]+\s*[=:]\s*[^#]*\d/.test(line);
  if (/\.(?:gradle|kts|kt|groovy)$/.test(path)) return /[\w.\])"']\s*[=:]\s*["']\d/.test(line);
  const name = /^\s*<([\w.-]+)>(?=[^<>]*\d)[^<>]*<\/\1>\s*$/.exec(line)?.[1];
  if (name === undefined) return false;
  return path.endsWith('pom.xml') ? !ofPom.has(name) : /\.(?:props|targets)$/.test(path);
}

const ofPom = new Set(
  'version groupId artifactId modelVersion id name url source target release scope phase goal'.split(' '),
);

/** The files of a change as it leaves them, and what was read around it. */
export function aroundOf(change: Change): Around {
  const known = kept.get(change);
  if (known) return known;
  const texts = new Map(change.surroundings?.manifests.map(({ path, text }) => [path, text]));
  for (const { path, status, body } of change.files) {
    if (status === 'removed') texts.delete(path);
    else if (body !== undefined) texts.set(path, body);
  }
  const made: Around = { text: (path) => texts.get(path), paths: [...texts.keys()].sort() };
  kept.set(change, made);
  return made;
}

/** The folders that a path lies in, its own first, each with its stroke and the top as ''. */
export function foldersUp(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at !== -1; at = path.lastIndexOf('/', at - 1)) {
    folders.push(path.slice(0, at + 1));
    if (at === 0) break;
  }
  return [...folders, ''];
}

/** Files of these names in the folders above a path, the nearest first; the path itself is not among them. */
export function filesUp(
  around: Around,
  path: string,
  names: readonly string[],
): { path: string; text: string }[] {
  return foldersUp(path).flatMap((folder) =>
    names.flatMap((name) => {
      const found = `${folder}${name}`;
      const text = found === path ? undefined : around.text(found);
      return text === undefined ? [] : [{ path: found, text }];
    }),
  );
}

/** Whether a file lies in a folder above another, or beside it. */
export function isUp(path: string, from: string): boolean {
  return path !== from && from.startsWith(path.slice(0, path.lastIndexOf('/') + 1));
}

/** A relative path as seen from a file's folder; undefined when it leaves the repository. */
export function resolvePath(from: string, relative: string): string | undefined {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.replaceAll('\\', '/').split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Makes something of the files around once, however many manifests ask. */
export function oncePer<T>(make: (around: Around) => T): (around: Around) => T {
  const made = new WeakMap<Around, T>();
  return (around) => {
    if (!made.has(around)) made.set(around, make(around));
    return made.get(around)!;
  };
}

/** A line that sets a value, with another version in it; undefined for an entry of any other form. */
export function lineAt({ form, requirement }: Dependency, version: string): string | undefined {
  if (form?.startsWith('line ') !== true) return undefined;
  return form.slice('line '.length).replace(requirement ?? '', () => version);
}
