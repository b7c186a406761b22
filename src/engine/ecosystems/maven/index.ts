// Maven: the files, names, versions and registry of Maven, Gradle, sbt and Ivy.
import type { Around, Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { lineAt } from '../around.ts';
import { normalise } from './coordinates.ts';
import { readGradleLock, readVerificationMetadata } from './gradle-lock.ts';
import { decidesGradle } from './gradle-around.ts';
import { readGradle } from './gradle.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { readPom } from './pom.ts';
import { popular } from './popular.ts';
import { readRecord, request, requestPrivately } from './registry.ts';
import { readIvy, readSbt } from './sbt.ts';
import { readVersionCatalog } from './version-catalog.ts';
import { standardWays } from './standard-ways.ts';
import { compare, satisfies } from './versions.ts';

type Reader = (path: string, text: string, around?: Around) => Parsed;

const manifests: readonly [RegExp, Reader][] = [
  [/(?:^|\/)(?:pom|[\w.-]+\.pom|pom-[\w.-]+)\.xml$|\.pom$/, readPom],
  [/\.gradle(?:\.kts)?$/, readGradle],
  // Constants and plugins of the build itself, in which whole coordinates may stand.
  [/(?:^|\/)(?:buildSrc|build-logic)\/(?:[\w.-]+\/)*[\w.-]+\.(?:kt|groovy)$/, readGradle],
  [/\.versions\.toml$/, readVersionCatalog],
  [/\.sbt$|(?:^|\/)project\/[^/]+\.scala$/, readSbt],
  [/(?:^|\/)ivy\.xml$/, readIvy],
];
const lockfiles: readonly [RegExp, Reader][] = [
  [/(?:^|\/)(?:buildscript-)?gradle\.lockfile$|(?:^|\/)dependency-locks\/[^/]+\.lockfile$/, readGradleLock],
  [/(?:^|\/)gradle\/verification-metadata\.xml$/, readVerificationMetadata],
];

/** The ecosystem of Maven Central. */
export const maven: Ecosystem = {
  id: 'maven',
  osv: 'Maven',
  purl: 'maven',
  registry: 'https://repo1.maven.org',
  reads(path) {
    if (/(?:^|\/)(?:target|\.gradle|node_modules)\//.test(path)) return undefined;
    if (lockfiles.some(([pattern]) => pattern.test(path))) return 'lockfile';
    return manifests.some(([pattern]) => pattern.test(path)) ? 'manifest' : undefined;
  },
  parse(path, text, around) {
    const read = [...lockfiles, ...manifests].find(([pattern]) => pattern.test(path))?.[1] ?? readPom;
    return read(path, text, around);
  },
  decides(path, manifest) {
    if (!/\.(?:gradle(?:\.kts)?|kt|groovy)$/.test(manifest))
      return /(?:^|\/)pom\.xml$/.test(manifest) && /(?:^|\/)pom\.xml$/.test(path);
    return decidesGradle(path, manifest);
  },
  normalise,
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  privately: { request: requestPrivately, readRecord },
  meant,
  standardWay: (name) => standardWays.get(name),
  imports,
  write,
};

/** How the file writes the entry, with another version. */
function write(dependency: Dependency, version: string): string {
  const whole = lineAt(dependency, version);
  if (whole !== undefined) return whole;
  const [form = '', key = ''] = (dependency.form ?? '').split(' ');
  const [group = '', artifact = ''] = dependency.name.split(':');
  switch (form) {
    case 'pom':
      return key === '' || !/^[\w.-]+$/.test(key)
        ? `<version>${version}</version>`
        : `<${key}>${version}</${key}>`;
    case 'plugin':
      return `id("${group}") version "${version}"`;
    case 'catalog':
      return dependency.scope === 'build' && artifact.endsWith('.gradle.plugin')
        ? `${key} = "${group}:${version}"`
        : `${key} = "${dependency.name}:${version}"`;
    case 'sbt':
      return `"${group}" ${key} "${dependency.writtenName}" % "${version}"`;
    case 'ivy':
      return `<dependency org="${group}" name="${artifact}" rev="${version}"/>`;
    default:
      return `"${dependency.name}:${version}"`;
  }
}
