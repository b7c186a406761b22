// Collects the packages that commands outside of manifests install: in scripts, builds, pipelines, settings, notebooks and texts.
import { bodyBefore, type ChangedFile } from '../../change.ts';
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { ecosystemOf } from '../../ecosystems/index.ts';
import { npm } from '../../ecosystems/npm/index.ts';
import { readModuleAddresses } from '../../ecosystems/npm/module-addresses.ts';
import { dependency, lineIndex } from '../../ecosystems/reading.ts';
import type { Added } from './collect.ts';
import { type Install, installsOf } from './installs-commands.ts';
import { installers } from './installs-shapes.ts';
import { packageOf } from './installs-packages.ts';
import { commandLines } from './installs-regions.ts';

/** Packages taken from one file; what is more is a list, not a script. */
const maxInstalls = 2000;

/** The packages that the commands of a file install, each with its place; never throws. */
export function readInstalls(path: string, body: string): Dependency[] {
  if (!installers.test(body)) return [];
  const place = lineIndex(body);
  const found = new Map<string, Dependency>();
  for (const { words, isDocumentation } of commandLines(path, body)) {
    for (const install of installsOf(words)) {
      if (found.size >= maxInstalls) return [...found.values()];
      const one = toDependency(path, install, isDocumentation, place);
      const key = one && `${one.line}:${one.column}:${one.name}`;
      if (key !== undefined && !found.has(key)) found.set(key, one as Dependency);
    }
  }
  return [...found.values()];
}

/** What commands install, and what code takes straight from a registry or an address. */
function readAll(path: string, body: string): Dependency[] {
  const isScript = npm.imports?.reads(path) === true;
  return isScript
    ? [...readInstalls(path, body), ...readModuleAddresses(path, body)]
    : readInstalls(path, body);
}

/** The installs that a change adds to a file, without those of packages that a manifest of the change declares. */
export function addedInstalls(file: ChangedFile, isDeclared: (one: Dependency) => boolean): Added[] {
  if (file.class !== 'text' || file.body === undefined || file.status === 'removed') return [];
  const after = readAll(file.path, file.body);
  if (after.length === 0) return [];
  const old = bodyBefore(file);
  const before = old === undefined ? [] : readAll(file.previousPath ?? file.path, old);
  const known = new Set(before.map(identity));
  const names = new Set(before.map(({ ecosystem, name }) => `${ecosystem} ${name}`));
  const out: Added[] = [];
  for (const one of after) {
    const ecosystem = commanded(one.ecosystem);
    const key = identity(one);
    // The same command further down says nothing new.
    if (!ecosystem || known.has(key) || isDeclared(one)) continue;
    known.add(key);
    out.push({ dependency: one, ecosystem, file, wasNamed: names.has(`${one.ecosystem} ${one.name}`) });
  }
  return out;
}

const manifests: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['npm'],
  'pyproject.toml': ['pypi'],
  'setup.py': ['pypi'],
  'setup.cfg': ['pypi'],
  'Cargo.toml': ['crates'],
  'composer.json': ['packagist'],
  'pubspec.yaml': ['pub'],
};

/** The project's own packages, as `ecosystem name`: its texts say how to install it, and it may not be published yet. */
export function ownNames({ path, body, status }: ChangedFile): string[] {
  const ecosystems = manifests[path.slice(path.lastIndexOf('/') + 1)];
  if (!ecosystems || body === undefined || status === 'removed') return [];
  const name = /^[\s{]*["']?name["']?\s*[:=]\s*["']?([@\w./-]+)/m.exec(body.slice(0, 20_000))?.[1];
  return name === undefined
    ? []
    : ecosystems.map((id) => `${id} ${ecosystemOf(id)?.normalise(name) ?? name}`);
}

function toDependency(
  path: string,
  install: Install,
  isDocumentation: boolean,
  place: ReturnType<typeof lineIndex>,
): Dependency | undefined {
  const named = packageOf(install, isDocumentation);
  if (!named) return undefined;
  const { line, column } = place(install.word.start);
  const ends = [install.version, install.word].flatMap((word) => {
    const end = word === undefined ? undefined : place(Math.max(word.end, word.start));
    return end?.line === line ? end.column : [];
  });
  return dependency({
    ...named,
    path,
    line,
    column,
    endColumn: Math.max(ends[0] ?? 0, column + 1),
    scope: install.isDevelopment ? 'development' : 'runtime',
    direct: true,
    command: isDocumentation ? 'documentation' : 'run',
    requirement: named.requirement,
    version: named.version,
    registry: named.registry,
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
  });
}

const asCommands = new Map<string, Ecosystem>();

/** The ecosystem as commands write its packages. */
function commanded(id: string): Ecosystem | undefined {
  const kept = asCommands.get(id);
  if (kept) return kept;
  const ecosystem = ecosystemOf(id);
  if (!ecosystem) return undefined;
  const made: Ecosystem = {
    ...ecosystem,
    write: ({ form = '{name} {version}', writtenName }, version) =>
      form.replace('{name}', () => writtenName).replace('{version}', () => version),
  };
  asCommands.set(id, made);
  return made;
}

function identity({ ecosystem, name, requirement, version, source }: Dependency): string {
  return JSON.stringify([ecosystem, name, requirement, version, source]);
}
