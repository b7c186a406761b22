// Finds what a Gradle script leaves to other files: gradle.properties, scripts above it, buildSrc and version catalogs.
import type { Around } from '../../ecosystem.ts';
import { filesUp, isUp, oncePer, resolvePath } from '../around.ts';
import { lineIndex } from '../reading.ts';
import { readNames, type SetName } from './gradle-properties.ts';
import { statements } from './gradle-tokens.ts';

const above = [
  'gradle.properties',
  'build.gradle',
  'build.gradle.kts',
  'settings.gradle',
  'settings.gradle.kts',
];

/** Whether a file may say what a Gradle script leaves open. */
export function decidesGradle(path: string, manifest: string): boolean {
  // A settings script may take its catalog from any folder.
  if (/\.versions\.toml$|(?:^|\/)gradle\/[\w.-]+\.toml$/.test(path)) return true;
  if (/(?:^|\/)(?:gradle\.properties|(?:build|settings)\.gradle(?:\.kts)?)$/.test(path))
    return isUp(path, manifest);
  // Scripts that are applied, and constants of buildSrc, may have any name.
  return /(?:^|\/)(?:gradle|buildSrc)\/(?:[\w./-]*\/)?[\w.-]+\.(?:gradle(?:\.kts)?|kt|groovy)$/.test(path);
}

/** The names that other files set for a script, the nearest first. */
export function namesAround(path: string, applied: readonly string[], around: Around): SetName[] {
  const called = applied.flatMap((one) => {
    const target = one.replace(/^\$\{?(?:rootDir|rootProject\.(?:projectDir|rootDir))\}?\//, '/');
    const found = target.startsWith('/') ? target.slice(1) : resolvePath(path, target);
    const text = found === undefined || found === path ? undefined : around.text(found);
    return found === undefined || text === undefined ? [] : [{ path: found, text }];
  });
  const files = [...called, ...filesUp(around, path, above), ...constantsIn(around)];
  return files.flatMap(({ path: file, text }) => namesOf(file, text, around));
}

const constantsIn = oncePer((around) =>
  around.paths
    .filter((path) => /(?:^|\/)buildSrc\/.*\.(?:kt|groovy)$/.test(path))
    .map((path) => ({ path, text: around.text(path) ?? '' })),
);
const namesByPath = oncePer(() => new Map<string, SetName[]>());

function namesOf(path: string, text: string, around: Around): SetName[] {
  const known = namesByPath(around);
  const kept = known.get(path);
  if (kept) return kept;
  const made = path.endsWith('.properties')
    ? readPropertiesFile(path, text)
    : namesOfScript(path, text, around);
  known.set(path, made);
  return made;
}

function namesOfScript(path: string, text: string, around: Around): SetName[] {
  const script = statements(text);
  const place = lineIndex(text);
  const own = readNames(script).map(([name, token]): SetName => [
    name,
    token,
    { path, line: place(token.start).line },
  ]);
  // A script above may have its names from a script that it applies itself.
  const applied = appliedBy(script).flatMap((one) => {
    const found = resolvePath(
      path,
      one.replace(/^\$\{?(?:rootDir|rootProject\.(?:projectDir|rootDir))\}?\//, ''),
    );
    const inner = found === undefined || found === path ? undefined : around.text(found);
    if (found === undefined || inner === undefined) return [];
    const at = lineIndex(inner);
    return readNames(statements(inner)).map(([name, token]): SetName => [
      name,
      token,
      { path: found, line: at(token.start).line },
    ]);
  });
  return [...own, ...applied];
}

/** The scripts that a script applies: `apply from: 'x.gradle'`, `apply(from = "x.gradle")`. */
export function appliedBy(script: ReturnType<typeof statements>): string[] {
  return script.flatMap(({ tokens }) => {
    if (tokens[0]?.value !== 'apply') return [];
    const at = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'from');
    const text = at === -1 ? undefined : tokens.slice(at).find(({ kind }) => kind === 'text');
    return text ? [text.value] : [];
  });
}

function readPropertiesFile(path: string, text: string): SetName[] {
  return text.split('\n').flatMap((raw, index): SetName[] => {
    const match = /^\s*([A-Za-z_][\w.-]*)\s*[=:]\s*(\S.*?)\s*$/.exec(raw);
    if (!match) return [];
    const [, name = '', value = ''] = match;
    return [[name, { kind: 'text', value, start: 0, end: 0 }, { path, line: index + 1 }]];
  });
}
