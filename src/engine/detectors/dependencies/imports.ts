// Collects packages that added lines import and that no manifest of the repository declares.
import type { Change } from '../../change.ts';
import type { NotChecked } from '../../detector.ts';
import type { Around, Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { aroundOf } from '../../ecosystems/around.ts';
import { addedImports, type AddedImport, folderOf } from '../../ecosystems/imported.ts';
import type { Added, ReadFile } from './collect.ts';

/** A package that is imported and not declared. */
export interface Imported extends Added {
  found: AddedImport['found'];
  /** The manifest in which it belongs; absent when the repository has none that can be trusted to be whole. */
  manifest?: string;
  /** In how many more files of the change it is imported. */
  elsewhere: number;
}

/** What the imports of a change come to. */
export interface Imports {
  added: Imported[];
  /** The manifests around them, changed or not. */
  manifests: ReadFile[];
  notChecked: NotChecked[];
}

/** What a manifest of the repository says. */
interface Manifest {
  path: string;
  ecosystem: Ecosystem;
  parsed: Parsed;
  isManifest: boolean;
}

/** Packages asked about at most for one change. */
const maxPackages = 200;
const check = 'imports that no manifest declares';
const known = new WeakMap<Change, Imports>();

/** The imports of a change that nothing declares. Read once, however often it is asked. */
export function collectImports(change: Change): Imports {
  const kept = known.get(change);
  if (kept) return kept;
  const made = read(change);
  known.set(change, made);
  return made;
}

function read(change: Change): Imports {
  const { surroundings } = change;
  const all = surroundings === undefined ? [] : change.files.flatMap(addedImports);
  if (!surroundings || all.length === 0) return { added: [], manifests: [], notChecked: [] };
  if (surroundings.unread !== undefined) {
    const notChecked = [{ check, reason: surroundings.unread }];
    return { added: [], manifests: [], notChecked };
  }
  const used = [...new Set(all.map(({ ecosystem }) => ecosystem))];
  const texts = textsOf(change);
  const manifests = used.flatMap((ecosystem) => manifestsOf(ecosystem, texts, aroundOf(change)));
  const own = new Set(surroundings.own);
  const defined = new Map(used.map((ecosystem) => [ecosystem, definedBy(ecosystem, texts)]));
  const changedNames = namesOf(change);
  const byKey = new Map<string, Imported>();
  for (const one of all) {
    const { found, ecosystem, file } = one;
    if (found.own.some((name) => own.has(name) || changedNames.has(name))) continue;
    if (defined.get(ecosystem)!.has(found)) continue;
    const mine = manifests.filter((manifest) => manifest.ecosystem === ecosystem && manifest.isManifest);
    const near = mine.filter(({ path }) => isAround(path, file.path));
    const relevant = ecosystem.imports!.isByFolder && near.length > 0 ? near : mine;
    const isDeclared = relevant.some(({ parsed }) =>
      parsed.dependencies.some(
        (dependency) => dependency.direct && ecosystem.imports!.brings(dependency, found),
      ),
    );
    if (isDeclared) continue;
    const manifest = found.isDeclared === true ? undefined : placeFor(relevant, ecosystem);
    // Nothing to say of a well-known package where the repository has no manifest at all.
    if (manifest === undefined && isWellKnown(ecosystem, found.name)) continue;
    const key = JSON.stringify([ecosystem.id, found.name, manifest]);
    const same = byKey.get(key);
    if (same) same.elsewhere += same.file === file ? 0 : 1;
    else byKey.set(key, importedOf(one, manifest));
  }
  const added = [...byKey.values()];
  const left = added.length - maxPackages;
  return {
    added: added.slice(0, maxPackages),
    manifests: manifests.map(({ path, ecosystem, parsed }) => ({
      file: { path, status: 'modified', class: 'text', hunks: [] },
      ecosystem,
      kind: 'manifest',
      after: parsed,
    })),
    notChecked: left > 0 ? [{ check, reason: `${left} more packages than the limit of ${maxPackages}` }] : [],
  };
}

/** Whether a package is among the most used of its ecosystem, so that its existence need not be asked. */
export function isWellKnown(ecosystem: Ecosystem, name: string): boolean {
  let names = wellKnown.get(ecosystem);
  if (!names) {
    names = new Set(ecosystem.popular().names.map((one) => ecosystem.normalise(one)));
    wellKnown.set(ecosystem, names);
  }
  return names.has(name);
}

const wellKnown = new WeakMap<Ecosystem, Set<string>>();

function importedOf({ file, ecosystem, found }: AddedImport, manifest: string | undefined): Imported {
  const dependency: Dependency = {
    ecosystem: ecosystem.id,
    name: ecosystem.normalise(found.name),
    writtenName: found.written,
    path: file.path,
    line: found.line,
    column: found.column,
    endColumn: found.endColumn,
    scope: found.isOptional === true ? 'optional' : 'runtime',
    source: 'registry',
    direct: true,
  };
  const place = manifest === undefined ? {} : { manifest };
  return { dependency, ecosystem, file, wasNamed: false, found, ...place, elsewhere: 0 };
}

/** Manifests and files that explain names: as the change leaves them, else as they are. */
function textsOf({ files, surroundings }: Change): Map<string, string> {
  const texts = new Map(surroundings?.manifests.map(({ path, text }) => [path, text]));
  for (const { path, status, body } of files) {
    if (status === 'removed') texts.delete(path);
    else if (body !== undefined) texts.set(path, body);
  }
  return texts;
}

function manifestsOf(ecosystem: Ecosystem, texts: ReadonlyMap<string, string>, around: Around): Manifest[] {
  const out: Manifest[] = [];
  for (const [path, text] of texts) {
    if (ecosystem.reads(path) === 'manifest')
      out.push({ path, ecosystem, parsed: parse(ecosystem, path, text, around), isManifest: true });
    else if (/(?:^|\/)\.npmrc$/.test(path) && ecosystem.id === 'npm')
      out.push({ path, ecosystem, parsed: settingsOf(text), isManifest: false });
  }
  return out;
}

/** Read once, though every part of a large folder asks again. */
function parse(ecosystem: Ecosystem, path: string, text: string, around: Around): Parsed {
  // A Gradle script says by catalogs of other files what it declares.
  if (ecosystem.id === 'maven') return ecosystem.parse(path, text, around);
  const same = parsedByPath.get(path);
  if (same?.text === text) return same.parsed;
  if (parsedByPath.size > 1000) parsedByPath.clear();
  const parsed = ecosystem.parse(path, text);
  parsedByPath.set(path, { text, parsed });
  return parsed;
}

const parsedByPath = new Map<string, { text: string; parsed: Parsed }>();

/** The registries that npm is sent to. */
function settingsOf(text: string): Parsed {
  const found = text.matchAll(/^\s*(?:@[\w.-]+:)?registry\s*=\s*["']?(\S+?)["']?\s*$/gm);
  return { dependencies: [], unreadable: [], registries: [...found].map(([, address = '']) => address) };
}

function definedBy(
  ecosystem: Ecosystem,
  texts: ReadonlyMap<string, string>,
): { has(found: AddedImport['found']): boolean } {
  const names = new Set<string>();
  const beginnings: string[] = [];
  for (const [path, text] of texts) {
    if (ecosystem.reads(path) !== 'manifest' && !ecosystem.imports!.explains(path)) continue;
    for (const name of ecosystem.imports!.defines(path, text)) {
      if (name.endsWith('*')) beginnings.push(name.slice(0, -1));
      else names.add(name);
    }
  }
  return {
    has: ({ written, own }) =>
      names.has(written) ||
      own.some((name) => names.has(name)) ||
      beginnings.some((one) => one !== '' && written.startsWith(one)),
  };
}

/** Folders and file names of the change itself. */
function namesOf({ files }: Change): Set<string> {
  const names = new Set<string>();
  for (const { path, status } of files) {
    if (status === 'removed') continue;
    for (const part of path.split('/')) names.add(part).add(part.replace(/\.\w+$/, ''));
  }
  return names;
}

/** Whether a manifest stands in a folder above a file, or in a folder of requirements there. */
function isAround(manifest: string, file: string): boolean {
  return file.startsWith(folderOf(manifest));
}

const order = ['pyproject.toml', 'requirements.txt', 'Pipfile', 'setup.cfg', 'setup.py', 'Gemfile'];

/** The manifest in which a package would be declared; none when what they declare is not known as a whole. */
function placeFor(manifests: readonly Manifest[], ecosystem: Ecosystem): string | undefined {
  const ofPackages = manifests.filter(
    ({ path }) => !/\.work$|pnpm-workspace|\.yarnrc|gemspec$|settings\.gradle|\.versions\.toml$/.test(path),
  );
  const isWhole = manifests.every(
    ({ parsed }) =>
      parsed.unreadable.length === 0 && (parsed.includes ?? []).every((one) => has(manifests, one)),
  );
  // A file with nothing but settings declares nothing.
  const declares =
    ecosystem.imports!.isByFolder || manifests.some(({ parsed }) => parsed.dependencies.length > 0);
  if (!isWhole || !declares) return undefined;
  const rank = (path: string): number => {
    const at = order.indexOf(path.slice(path.lastIndexOf('/') + 1));
    return at === -1 ? order.length : at;
  };
  return ofPackages
    .filter(({ parsed }) => ecosystem.imports!.isByFolder || parsed.dependencies.length > 0)
    .toSorted(
      (a, b) =>
        (ecosystem.imports!.isByFolder ? b.path.split('/').length - a.path.split('/').length : 0) ||
        rank(a.path) - rank(b.path) ||
        a.path.split('/').length - b.path.split('/').length ||
        (a.path < b.path ? -1 : 1),
    )[0]?.path;
}

function has(manifests: readonly Manifest[], path: string): boolean {
  return manifests.some((one) => one.path === path);
}
