// RubyGems: its files, names, versions and registry.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { readGemfileLock } from './gemfile-lock.ts';
import { readGemfile, readGemspec } from './gemfile.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { readRecord, request } from './registry.ts';
import * as compact from './compact-index.ts';
import { standardWays } from './standard-ways.ts';
import { compare, satisfies } from './versions.ts';

/** The ecosystem of Bundler and RubyGems. */
export const rubygems: Ecosystem = {
  id: 'rubygems',
  osv: 'RubyGems',
  purl: 'gem',
  registry: 'https://rubygems.org',
  reads(path) {
    if (isLockfile(path)) return 'lockfile';
    return /(?:^|\/)(?:Gemfile|gems\.rb|[^/]*\.(?:gemspec|gemfile))$/.test(path) ? 'manifest' : undefined;
  },
  parse(path, text) {
    if (isLockfile(path)) return readGemfileLock(path, text);
    return (path.endsWith('.gemspec') ? readGemspec : readGemfile)(path, text);
  },
  // Names are case-sensitive: RedCloth is one.
  normalise: (name) => name.trim(),
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  privately: { request: compact.request, readRecord: compact.readRecord },
  meant,
  standardWay: (name) => standardWays.get(name),
  imports,
  write,
};

function isLockfile(path: string): boolean {
  return /(?:^|\/)(?:Gemfile\.lock|gems\.locked|[^/]*\.gemfile\.lock)$/.test(path);
}

/** `gem 'name', '~> 1.2.3'`, with the operator that the entry had. */
function write({ requirement, writtenName, form }: Dependency, version: string): string {
  const operator = /^\s*(~>|=|>=)/.exec(requirement ?? '')?.[1];
  // `>= 1` would still allow every version above.
  const asked =
    operator === undefined && requirement !== undefined
      ? version
      : `${operator === '=' ? '=' : '~>'} ${version}`;
  if (form === 'version') return `'${asked}'`;
  return `${form === 'arguments' ? '' : 'gem '}'${writtenName}', '${asked}'`;
}
