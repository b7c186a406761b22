// Swift packages: their files, names, versions, and GitHub where most of them lie.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { readRecord, request } from '../github-repository.ts';
import { compareSemverLike } from '../semver-like.ts';
import { popular } from './popular.ts';
import { normalise, readPackageResolved, readPackageSwift, satisfies } from './package-files.ts';

/** The ecosystem of the Swift package manager; a package is the address of its repository without the scheme. */
export const swift: Ecosystem = {
  id: 'swift',
  osv: 'SwiftURL',
  purl: 'swift',
  registry: 'https://api.github.com',
  reads(path) {
    if (/(?:^|\/)(?:\.build|SourcePackages)\//.test(path)) return undefined;
    if (/(?:^|\/)Package(?:@swift-[\d.]+)?\.swift$/.test(path)) return 'manifest';
    return /(?:^|\/)Package\.resolved$/.test(path) ? 'lockfile' : undefined;
  },
  parse: (path, text) => (path.endsWith('.resolved') ? readPackageResolved : readPackageSwift)(path, text),
  normalise,
  compare: compareSemverLike,
  satisfies,
  popular: () => popular,
  unasked: (name) =>
    name.startsWith('github.com/') ? undefined : 'only repositories on GitHub are asked for',
  request: (name) => request(name.replace(/^github\.com\//, '')),
  readRecord,
  write,
};

/** The arguments of `.package` at another version, in the form that the entry had. */
function write({ writtenName, form }: Dependency, version: string): string {
  const label = form === 'exact' ? 'exact' : 'from';
  return `.package(url: ${JSON.stringify(writtenName)}, ${label}: ${JSON.stringify(version.replace(/^v/i, ''))})`;
}
