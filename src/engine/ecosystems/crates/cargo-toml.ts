// Reads Cargo.toml: every table of dependencies, with renames, workspaces, patches and other registries.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { filesUp, nothingAround, oncePer } from '../around.ts';
import { readToml, type Toml } from '../pypi/toml.ts';
import { dependency, readSafely, record, text } from '../reading.ts';

type Scope = Dependency['scope'];

const tables: readonly (readonly [name: string, scope: Scope])[] = [
  ['dependencies', 'runtime'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
];

/** The dependencies of a Cargo.toml; never throws. */
export function readCargoToml(path: string, body: string, around: Around = nothingAround): Parsed {
  return readSafely(body, (into) => {
    const toml = readToml(body);
    const add = (at: readonly string[], scope: Scope): void =>
      addTable({ path, toml, around, into }, at, scope);
    for (const [table, scope] of tables) add([table], scope);
    for (const target of Object.keys(toml.table('target'))) {
      for (const [table, scope] of tables) add(['target', target, table], scope);
    }
    add(['workspace', 'dependencies'], 'runtime');
    for (const registry of Object.keys(toml.table('patch'))) add(['patch', registry], 'runtime');
  });
}

/** The exact version that `=1.2.3` asks for. */
export function exactVersion(requirement: string | undefined): string | undefined {
  return /^\s*=\s*(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)\s*$/.exec(requirement ?? '')?.[1];
}

interface Reading {
  path: string;
  toml: Toml;
  around: Around;
  into: Required<Parsed>;
}

function addTable({ path, toml, around, into }: Reading, at: readonly string[], scope: Scope): void {
  for (const [written, value] of Object.entries(toml.table(...at))) {
    const own = record(value);
    const place = placeOf(toml, [...at, written], own);
    // The workspace's own table says what `workspace = true` stands for, in this file or in one above.
    const shared = own['workspace'] === true ? sharedBy({ path, toml, around }, written) : undefined;
    const about = shared?.about ?? own;
    const version = text(value) ?? text(about['version']);
    if (version === undefined && Object.keys(about).length === 0) {
      into.unreadable.push({
        line: place.line,
        reason: `the version of ${written.slice(0, 80)} is not a text`,
      });
      continue;
    }
    const registry = text(about['registry-index']) ?? text(about['registry']);
    const source = sourceOf(about);
    const requirement = source === 'registry' ? version : source === 'workspace' ? undefined : linkOf(about);
    into.dependencies.push({
      ...dependency({
        ecosystem: 'crates',
        name: text(about['package']) ?? written,
        writtenName: written,
        requirement: requirement === '*' ? undefined : requirement,
        version: source === 'registry' ? exactVersion(version) : undefined,
        path,
        ...place,
        scope: own['optional'] === true ? 'optional' : scope,
        source,
        direct: true,
        registry: registry === 'crates-io' ? undefined : registry,
        form: typeof value === 'string' ? 'table' : 'inline-table',
        resolved: undefined,
        integrity: undefined,
        requires: undefined,
      }),
      ...(shared ? { decided: shared.place } : {}),
      ...(source === 'workspace' ? { awaits: 'the Cargo.toml of the workspace' } : {}),
    });
  }
}

interface Shared {
  about: Record<string, unknown>;
  place: NonNullable<Dependency['decided']>;
}

const tomls = oncePer(() => new Map<string, Toml | undefined>());

/** What the nearest workspace says of a dependency. */
function sharedBy({ path, toml, around }: Omit<Reading, 'into'>, written: string): Shared | undefined {
  const known = tomls(around);
  const above = filesUp(around, path, ['Cargo.toml']).map(({ path: file, text: body }) => {
    if (!known.has(file)) known.set(file, tryToml(body));
    return { path: file, toml: known.get(file) };
  });
  for (const one of [{ path, toml }, ...above]) {
    const value = one.toml?.get('workspace', 'dependencies', written);
    const about = typeof value === 'string' ? { version: value } : record(value);
    if (!one.toml || Object.keys(about).length === 0) continue;
    const { line } = placeOf(one.toml, ['workspace', 'dependencies', written], record(value));
    return { about, place: { path: one.path, line } };
  }
  return undefined;
}

/** Another file's mistakes are told where that file is read. */
function tryToml(body: string): Toml | undefined {
  try {
    return readToml(body);
  } catch {
    return undefined;
  }
}

/** `[dependencies.serde]` goes over several lines: that of its version stands for it. */
function placeOf(
  toml: Toml,
  at: readonly string[],
  about: Record<string, unknown>,
): Pick<Dependency, 'line' | 'column' | 'endColumn'> {
  const whole = toml.span(at, 'entry');
  const keys = ['version', 'git', 'path', ...Object.keys(about)].map((key) => [...at, key]);
  const within = keys.find((one) => toml.place(one));
  const inner = within === undefined ? whole : toml.span(within, 'entry');
  return toml.place(at) && inner.line === whole.line ? whole : inner;
}

function sourceOf(about: Record<string, unknown>): Dependency['source'] {
  if (about['workspace'] === true) return 'workspace';
  // Cargo takes the path while it is in the project, whatever version stands beside it.
  if (text(about['path']) !== undefined && text(about['git']) === undefined) return 'path';
  return text(about['git']) === undefined ? 'registry' : 'git';
}

function linkOf(about: Record<string, unknown>): string | undefined {
  const git = text(about['git']);
  if (git === undefined) return text(about['path']);
  const at = text(about['rev']) ?? text(about['tag']) ?? text(about['branch']);
  return at === undefined ? git : `${git}#${at}`;
}
