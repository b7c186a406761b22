// Reads pyproject.toml (PEP 621, dependency groups, Poetry, PDM, uv, Hatch) and Pipfile.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { filesUp, nothingAround, resolvePath } from '../around.ts';
import { dependency, readSafely, record, text } from '../reading.ts';
import { exactVersion, normalise, readRequirement } from './requirement.ts';
import { isPublicIndex, pythonDependency } from './requirements-txt.ts';
import { readToml, type Toml } from './toml.ts';

type Scope = Dependency['scope'];
type Path = (string | number)[];

/** The dependencies of a pyproject.toml; never throws. */
export function readPyproject(path: string, body: string, around: Around = nothingAround): Parsed {
  return readSafely(body, (into) => {
    const toml = readToml(body);
    const list = (at: Path, scope: Scope): void => addList(path, toml, at, scope, into);
    const groups = (at: Path, scope: Scope): void => {
      for (const group of Object.keys(toml.table(...at))) list([...at, group], scope);
    };
    list(['project', 'dependencies'], 'runtime');
    groups(['project', 'optional-dependencies'], 'optional');
    list(['build-system', 'requires'], 'build');
    groups(['dependency-groups'], 'development');
    groups(['tool', 'pdm', 'dev-dependencies'], 'development');
    list(['tool', 'uv', 'dev-dependencies'], 'development');
    list(['tool', 'rye', 'dev-dependencies'], 'development');
    list(['tool', 'flit', 'metadata', 'requires'], 'runtime');
    list(['tool', 'uv', 'constraint-dependencies'], 'runtime');
    list(['tool', 'uv', 'override-dependencies'], 'runtime');
    for (const name of Object.keys(toml.table('tool', 'hatch', 'envs'))) {
      list(['tool', 'hatch', 'envs', name, 'dependencies'], 'development');
      list(['tool', 'hatch', 'envs', name, 'extra-dependencies'], 'development');
    }
    addTable(path, toml, ['tool', 'poetry', 'dependencies'], 'runtime', into);
    addTable(path, toml, ['tool', 'pixi', 'pypi-dependencies'], 'runtime', into);
    addDynamic(path, toml, into);
    addTable(path, toml, ['tool', 'poetry', 'dev-dependencies'], 'development', into);
    for (const group of Object.keys(toml.table('tool', 'poetry', 'group'))) {
      addTable(path, toml, ['tool', 'poetry', 'group', group, 'dependencies'], 'development', into);
    }
    moveToUvSources(toml, into.dependencies);
    // The members of a workspace have the sources of its root as well.
    for (const { text: above } of filesUp(around, path, ['pyproject.toml'])) {
      const root = isWorkspace(above) ? tryToml(above) : undefined;
      if (root)
        moveToUvSources(
          root,
          into.dependencies.filter(({ source }) => source === 'registry'),
        );
    }
    const urls = [
      ...toml.list('tool', 'poetry', 'source').map((source) => record(source)['url']),
      ...toml.list('tool', 'pdm', 'source').map((source) => record(source)['url']),
      ...toml.list('tool', 'uv', 'index').map((source) => record(source)['url']),
      toml.get('tool', 'uv', 'index-url'),
      ...toml.list('tool', 'uv', 'extra-index-url'),
    ];
    into.registries.push(...otherIndexes(urls));
  });
}

/** The dependencies of a Pipfile; never throws. */
export function readPipfile(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const toml = readToml(body);
    // Pipenv takes every further table as a category of packages.
    for (const [name, value] of Object.entries(toml.root)) {
      if (['source', 'requires', 'scripts', 'pipenv'].includes(name) || Array.isArray(value)) continue;
      addTable(path, toml, [name], name === 'packages' ? 'runtime' : 'development', into);
    }
    into.registries.push(...otherIndexes(toml.list('source').map((source) => record(source)['url'])));
  });
}

function otherIndexes(urls: unknown[]): string[] {
  return urls.filter((url): url is string => typeof url === 'string' && !isPublicIndex(url));
}

function addList(path: string, toml: Toml, at: Path, scope: Scope, into: Required<Parsed>): void {
  toml.list(...at).forEach((value, index) => {
    const place = toml.span([...at, index], 'value');
    // `{ include-group = "x" }` repeats another group.
    if (typeof value !== 'string') return;
    const read = readRequirement(value);
    if (!read) {
      into.unreadable.push({ line: place.line, reason: `not a requirement: ${value.slice(0, 80)}` });
      return;
    }
    const column = place.column + read.start;
    into.dependencies.push(
      pythonDependency(read, { path, line: place.line, column, endColumn: place.column + read.end, scope }),
    );
  });
}

function addTable(path: string, toml: Toml, at: Path, scope: Scope, into: Required<Parsed>): void {
  for (const [written, value] of Object.entries(toml.table(...at))) {
    if (written.toLowerCase() === 'python') continue;
    const place = toml.span([...at, written], 'entry');
    // A dotted key such as `requests.version = "1"` has its place one level below.
    const found =
      place.line === 1 && !toml.place([...at, written])
        ? toml.span([...at, written, 'version'], 'entry')
        : place;
    // Poetry allows several constraints for one name.
    for (const first of Array.isArray(value) ? value : [value]) {
      const about = record(first);
      const requirement = text(first) ?? text(about['version']);
      if (requirement === undefined && Object.keys(about).length === 0) {
        into.unreadable.push({
          line: found.line,
          reason: `the version of ${written.slice(0, 80)} is not a text`,
        });
        continue;
      }
      const source = sourceOf(about);
      const asked = source === 'registry' ? (requirement === '*' ? undefined : requirement) : linkOf(about);
      into.dependencies.push(
        dependency({
          ecosystem: 'pypi',
          name: normalise(written),
          writtenName: written,
          requirement: asked,
          version: source === 'registry' ? (exactVersion(asked) ?? poetryExact(asked)) : undefined,
          path,
          ...found,
          scope: about['optional'] === true ? 'optional' : scope,
          source,
          direct: true,
          form: typeof value === 'string' ? 'table' : 'inline-table',
          resolved: undefined,
          integrity: undefined,
          requires: undefined,
        }),
      );
    }
  }
}

/** setuptools takes lists from other files, which may have any name. */
function addDynamic(path: string, toml: Toml, into: Required<Parsed>): void {
  const dynamic = toml.table('tool', 'setuptools', 'dynamic');
  const groups = [dynamic['dependencies'], ...Object.values(record(dynamic['optional-dependencies']))];
  for (const file of groups.flatMap((one) => record(one)['file'])) {
    const target = typeof file === 'string' ? resolvePath(path, file) : undefined;
    if (target !== undefined) into.includes.push(target);
  }
}

/** A bare version pins in Poetry. */
function poetryExact(requirement: string | undefined): string | undefined {
  return requirement !== undefined && /^\d[\w.!+-]*$/.test(requirement) ? requirement : undefined;
}

function sourceOf(about: Record<string, unknown>): Dependency['source'] {
  if (['git', 'hg', 'svn'].some((kind) => text(about[kind]) !== undefined)) return 'git';
  if (text(about['url']) !== undefined) return 'url';
  if (text(about['path']) !== undefined || text(about['file']) !== undefined) {
    return /^https?:/.test(text(about['file']) ?? '') ? 'url' : 'path';
  }
  return about['workspace'] === true ? 'workspace' : 'registry';
}

function linkOf(about: Record<string, unknown>): string | undefined {
  const at = text(about['rev']) ?? text(about['ref']) ?? text(about['tag']) ?? text(about['branch']);
  const repository = text(about['git']);
  if (repository !== undefined) return at === undefined ? repository : `${repository}@${at}`;
  return text(about['url']) ?? text(about['path']) ?? text(about['file']);
}

function isWorkspace(text: string): boolean {
  return text.includes('tool.uv.');
}

/** Another file's mistakes are told where that file is read. */
function tryToml(body: string): Toml | undefined {
  try {
    return readToml(body);
  } catch {
    return undefined;
  }
}

/** uv says in a table of its own that a dependency comes from elsewhere. */
function moveToUvSources(toml: Toml, dependencies: Dependency[]): void {
  const sources = new Map(
    Object.entries(toml.table('tool', 'uv', 'sources')).map(([name, about]) => [normalise(name), about]),
  );
  for (const one of dependencies) {
    const about = sources.get(one.name);
    if (about === undefined) continue;
    const first = record(Array.isArray(about) ? about[0] : about);
    const source = sourceOf(first);
    if (source === 'registry') continue;
    one.source = source;
    delete one.version;
    const link = linkOf(first);
    if (link !== undefined) one.requirement = link;
  }
}
