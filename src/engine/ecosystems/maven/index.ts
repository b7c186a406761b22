// Maven: the files, names, versions and registry of Maven, Gradle, sbt and Ivy.
import type { Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { normalise } from './coordinates.ts';
import { readGradleLock, readVerificationMetadata } from './gradle-lock.ts';
import { readGradle } from './gradle.ts';
import { meant } from './meant.ts';
import { readPom } from './pom.ts';
import { popular } from './popular.ts';
import { readRecord, request } from './registry.ts';
import { readIvy, readSbt } from './sbt.ts';
import { readVersionCatalog } from './version-catalog.ts';
import { compare, satisfies } from './versions.ts';

type Reader = (path: string, text: string) => Parsed;

const manifests: readonly [RegExp, Reader][] = [
  [/(?:^|\/)(?:pom|[\w.-]+\.pom|pom-[\w.-]+)\.xml$|\.pom$/, readPom],
  [/\.gradle(?:\.kts)?$/, readGradle],
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
  parse(path, text) {
    const read = [...lockfiles, ...manifests].find(([pattern]) => pattern.test(path))?.[1] ?? readPom;
    return read(path, text);
  },
  normalise,
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  meant,
  write,
};

/** How the file writes the entry, with another version. */
function write(dependency: Dependency, version: string): string {
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
