// Finds what an alias such as `libs.okhttp` of a Gradle script stands for: in a catalog's file, or in a settings script.
import type { Around, Dependency } from '../../ecosystem.ts';
import { filesUp, oncePer, resolvePath } from '../around.ts';
import { lineIndex } from '../reading.ts';
import { isId, mavenDependency } from './coordinates.ts';
import { readVersionCatalog } from './version-catalog.ts';

const settingsScripts = ['settings.gradle', 'settings.gradle.kts'];

interface Catalog {
  path: string;
  byAlias: ReadonlyMap<string, Dependency>;
  bundles: ReadonlyMap<string, readonly string[]>;
}

const catalogs = oncePer((around) => {
  const found = new Map<string, Catalog>();
  for (const path of around.paths.filter((one) => one.endsWith('.toml') && !one.endsWith('Cargo.toml')))
    found.set(path, readCatalog(path, around.text(path) ?? ''));
  return found;
});

function readCatalog(path: string, text: string): Catalog {
  const { dependencies, bundles } = readVersionCatalog(path, text);
  const byAlias = new Map(
    dependencies.map((one) => {
      const alias = dotted((one.form ?? '').replace(/^catalog /, ''));
      return [one.form?.startsWith('catalog ') && one.scope === 'build' ? `plugins.${alias}` : alias, one];
    }),
  );
  return {
    path,
    byAlias,
    bundles: new Map([...bundles].map(([name, list]) => [dotted(name), list.map(dotted)])),
  };
}

/** The file of a catalog: the one that a settings script names, else Gradle's own place, else one of that name above. */
function catalogOf(name: string, path: string, around: Around): string | undefined {
  if (!/^\w{1,60}$/.test(name)) return undefined;
  for (const { path: settings, text } of filesUp(around, path, settingsScripts)) {
    const file = catalogFiles(settings, text).get(name);
    if (file !== undefined && around.text(file) !== undefined) return file;
  }
  return filesUp(around, path, [`gradle/${name}.versions.toml`, `${name}.versions.toml`])[0]?.path;
}

/** The catalog that a settings script writes out: `library("okhttp", "g:a:v")`, `library("x", "g", "a").version("v")`. */
function writtenOut(path: string, around: Around): Catalog | undefined {
  const entry =
    /\blibrary[ \t]{0,9}\(?[ \t]{0,9}["']([\w.-]{1,80})["'][ \t]{0,9},[ \t]{0,9}["']([^"'\n]{1,200})["'](?:[ \t]{0,9},[ \t]{0,9}["']([^"'\n]{1,200})["'][ \t]{0,9}\)[ \t]{0,9}\.version[ \t]{0,9}\(?[ \t]{0,9}["']([^"'\n]{1,80})["'])?/g;
  for (const { path: file, text } of filesUp(around, path, settingsScripts)) {
    const place = lineIndex(text);
    const byAlias = new Map<string, Dependency>();
    for (const { index, 1: alias = '', 2: first = '', 3: name, 4: given } of text
      .slice(0, 100_000)
      .matchAll(entry)) {
      const [group = '', artifact = '', version] =
        name === undefined ? first.split(':') : [first, name, given];
      if (!isId(group) || !isId(artifact) || !version || version.includes('$')) continue;
      const { line, column } = place(index);
      const about = {
        path: file,
        line,
        column,
        endColumn: column + 1,
        scope: 'runtime' as const,
        form: `catalog ${alias}`,
      };
      byAlias.set(dotted(alias), mavenDependency({ group, artifact, version }, about));
    }
    if (byAlias.size > 0) return { path: file, byAlias, bundles: new Map() };
  }
  return undefined;
}

/** `create("libs") { from(files("../deps.toml")) }`, or with the name alone, below `versionCatalogs`. */
function catalogFiles(settings: string, text: string): Map<string, string> {
  const found = new Map<string, string>();
  const entry =
    /(?:\b(?:create|register|named)\(?[ \t]{0,9}["'](\w{1,60})["'][ \t]{0,9}\)?|^[ \t]{0,40}(\w{1,60}))[ \t]{0,9}\{[^{}]{0,500}?\bfrom[ \t]{0,9}\(?[ \t]{0,9}(?:\w{1,40}\.)?files[ \t]{0,9}\([ \t]{0,9}["']([^"'\n]{1,200})["']/gm;
  for (const [, created, plain, file = ''] of text.slice(0, 100_000).matchAll(entry)) {
    const target = resolvePath(settings, file);
    if (target !== undefined) found.set(created ?? plain ?? '', target);
  }
  return found;
}

/** Gradle writes `-`, `_` and `.` of an alias as `.`. */
function dotted(alias: string): string {
  return alias.replace(/[-_]/g, '.').toLowerCase();
}

/** The catalog's file and what it says of an alias; undefined for a name that is no catalog's. */
export function aliased(
  chain: readonly string[],
  path: string,
  around: Around,
): { file: string; dependencies: Dependency[] | undefined } | undefined {
  const [name = '', ...rest] = chain;
  const near = catalogOf(name, path, around);
  const catalog = near === undefined ? writtenOut(path, around) : catalogs(around).get(near);
  if (near === undefined && name !== 'libs') return undefined;
  if (rest[0] === 'versions' || rest.length === 0) return undefined;
  const file = near ?? catalog?.path ?? 'gradle/libs.versions.toml';
  const alias = dotted(rest.filter((one, index) => !(one === 'get' && index === rest.length - 1)).join('.'));
  const isBundle = rest[0] === 'bundles';
  const members = isBundle ? catalog?.bundles.get(alias.slice('bundles.'.length)) : [alias];
  const dependencies = members?.flatMap((one) => catalog?.byAlias.get(one) ?? []);
  return { file, dependencies: dependencies && dependencies.length > 0 ? dependencies : undefined };
}
