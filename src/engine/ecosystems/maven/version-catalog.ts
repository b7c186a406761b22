// Reads a Gradle version catalog, such as gradle/libs.versions.toml.
import type { Parsed } from '../../ecosystem.ts';
import { readToml, type Toml } from '../pypi/toml.ts';
import { readSafely, record, text } from '../reading.ts';
import { elsewhere, isId, mavenDependency, pluginPortal } from './coordinates.ts';

/** The libraries and plugins of a version catalog, and the aliases that each bundle holds; never throws. */
export function readVersionCatalog(
  path: string,
  body: string,
): Parsed & { bundles: ReadonlyMap<string, readonly string[]> } {
  const bundles = new Map<string, string[]>();
  const parsed = readSafely(body, (into) => {
    const toml = readToml(body);
    for (const [name, list] of Object.entries(toml.table('bundles')))
      if (Array.isArray(list)) bundles.set(name, list.map(String));
    for (const alias of Object.keys(toml.table('libraries')))
      addEntry(path, toml, ['libraries', alias], into);
    for (const alias of Object.keys(toml.table('plugins'))) addEntry(path, toml, ['plugins', alias], into);
  });
  return { ...parsed, bundles };
}

function addEntry(
  path: string,
  toml: Toml,
  at: readonly ['libraries' | 'plugins', string],
  into: Required<Parsed>,
): void {
  const value = toml.get(...at);
  const about = record(value);
  const isPlugin = at[0] === 'plugins';
  const found = toml.place(at)
    ? toml.span(at, 'entry')
    : toml.span([...at, Object.keys(about)[0] ?? ''], 'entry');
  const short = text(value)?.split(':');
  const [group, artifact] = isPlugin
    ? pluginName(short?.[0] ?? text(about['id']))
    : (short ?? text(about['module'])?.split(':') ?? [text(about['group']), text(about['name'])]);
  if (!isId(group ?? '') || !isId(artifact ?? '')) {
    into.unreadable.push({ line: found.line, reason: `${at[1].slice(0, 80)} names no group and artifact` });
    return;
  }
  const version = short ? short[isPlugin ? 1 : 2] : versionOf(about['version'], toml);
  into.dependencies.push(
    mavenDependency(
      { group: group ?? '', artifact: artifact ?? '', version: version ?? elsewhere },
      {
        path,
        ...found,
        scope: isPlugin ? 'build' : 'runtime',
        writtenName: isPlugin ? (group ?? '') : `${group}:${artifact}`,
        form: `catalog ${at[1]}`,
        registry: isPlugin ? pluginPortal : undefined,
      },
    ),
  );
}

function pluginName(id: string | undefined): (string | undefined)[] {
  return id === undefined ? [] : [id, `${id}.gradle.plugin`];
}

/** A version, a rich version, or the name of one in the table `versions`. */
function versionOf(value: unknown, toml: Toml): string | undefined {
  const about = record(value);
  const ref = text(about['ref']);
  if (ref !== undefined) {
    const named = toml.get('versions', ref);
    return record(named)['ref'] === undefined ? versionOf(named, toml) : undefined;
  }
  return text(value) ?? text(about['strictly']) ?? text(about['require']) ?? text(about['prefer']);
}
