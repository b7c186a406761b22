// Reads Cargo.toml: every table of dependencies, with renames, workspaces, patches and other registries.
import type { Dependency, Parsed } from '../../ecosystem.ts';
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
export function readCargoToml(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const toml = readToml(body);
    const add = (at: readonly string[], scope: Scope): void => addTable({ path, toml, into }, at, scope);
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
  into: Required<Parsed>;
}

function addTable({ path, toml, into }: Reading, at: readonly string[], scope: Scope): void {
  for (const [written, value] of Object.entries(toml.table(...at))) {
    const about = record(value);
    const place = placeOf(toml, [...at, written], about);
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
    into.dependencies.push(
      dependency({
        ecosystem: 'crates',
        name: text(about['package']) ?? written,
        writtenName: written,
        requirement: requirement === '*' ? undefined : requirement,
        version: source === 'registry' ? exactVersion(version) : undefined,
        path,
        ...place,
        scope: about['optional'] === true ? 'optional' : scope,
        source,
        direct: true,
        registry: registry === 'crates-io' ? undefined : registry,
        form: typeof value === 'string' ? 'table' : 'inline-table',
        resolved: undefined,
        integrity: undefined,
        requires: undefined,
      }),
    );
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
