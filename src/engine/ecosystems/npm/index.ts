// npm: its files, names, versions and registry.
import semver, { type SemVer } from 'semver';
import type { Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { compareSemverLike } from '../semver-like.ts';
import { isUp } from '../around.ts';
import * as downloads from './downloads.ts';
import { isDenoFile, readDenoFile } from '../deno-files.ts';
import { readBunLock } from './bun-lock.ts';
import { holdsCatalogs } from './catalogs.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { readPackageJson } from './package-json.ts';
import { readPackageLock } from './package-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { readPnpmWorkspace } from './pnpm-workspace.ts';
import { popular } from './popular.ts';
import { readRecord, request } from './registry.ts';
import { readYarnLock } from './yarn-lock.ts';

const lockfiles: Readonly<Record<string, (path: string, text: string) => Parsed>> = {
  'package-lock.json': readPackageLock,
  'npm-shrinkwrap.json': readPackageLock,
  'yarn.lock': readYarnLock,
  'pnpm-lock.yaml': readPnpmLock,
  'bun.lock': readBunLock,
};

/** The ecosystem of npm, yarn, pnpm and bun. */
export const npm: Ecosystem = {
  id: 'npm',
  osv: 'npm',
  purl: 'npm',
  reads(path) {
    if (/(?:^|\/)node_modules\//.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === 'package.json' || name === 'pnpm-workspace.yaml' || name === '.yarnrc.yml')
      return 'manifest';
    return Object.hasOwn(lockfiles, name) ? 'lockfile' : isDenoFile(path);
  },
  parse(path, text, around) {
    if (isDenoFile(path)) return readDenoFile('npm', path, text);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (Object.hasOwn(lockfiles, name)) return lockfiles[name]!(path, text);
    return name === 'package.json' ? readPackageJson(path, text, around) : readPnpmWorkspace(path, text);
  },
  decides: (path, manifest) => holdsCatalogs(path) && isUp(path, manifest),
  // Names are case-sensitive: JSONStream and jsonstream are two packages.
  normalise: (name) => name.trim(),
  compare(a, b) {
    const left = parsed(a);
    const right = parsed(b);
    // Advisories also name what SemVer refuses, such as numbers of thirty digits.
    return left && right ? left.compare(right) : compareSemverLike(a, b);
  },
  satisfies(version, requirement) {
    const range = semver.validRange(requirement, { loose: true });
    if (range === null || !semver.valid(version, { loose: true })) return undefined;
    return semver.satisfies(version, range, { loose: true });
  },
  popular: () => popular,
  request,
  readRecord,
  downloads,
  meant,
  imports,
  write,
};

const maxParsed = 5000;
const parsedVersions = new Map<string, SemVer | null>();

/** Kept, because one version is held against every event of every advisory of its package. */
function parsed(version: string): SemVer | null {
  const kept = parsedVersions.get(version);
  if (kept !== undefined) return kept;
  const made = semver.parse(version, { loose: true });
  if (parsedVersions.size >= maxParsed) parsedVersions.clear();
  parsedVersions.set(version, made);
  return made;
}

/** `"name": "^1.2.3"`, with the operator and the alias that the entry had. */
function write(dependency: Dependency, version: string): string {
  const operator = /^\s*(\^|~|>=)?\s*v?\d/.exec(dependency.requirement ?? '')?.[1] ?? '';
  // `>=1` would still allow every version above; a caret keeps to what was checked.
  const range = `${operator === '>=' ? '^' : operator}${version}`;
  if (dependency.form === 'deno')
    return `${JSON.stringify(dependency.writtenName)}: ${JSON.stringify(`npm:${dependency.name}@${range}`)}`;
  const value = dependency.writtenName === dependency.name ? range : `npm:${dependency.name}@${range}`;
  if (dependency.form === 'yaml') {
    const key = dependency.writtenName.startsWith('@')
      ? `'${dependency.writtenName}'`
      : dependency.writtenName;
    return `${key}: ${value}`;
  }
  const key = dependency.form?.startsWith('key ') ? dependency.form.slice(4) : dependency.writtenName;
  return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}
