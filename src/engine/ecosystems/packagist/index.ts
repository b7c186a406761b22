// Packagist: its files, names, versions and registry.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import * as downloads from './downloads.ts';
import { readComposerJson } from './composer-json.ts';
import { readComposerLock } from './composer-lock.ts';
import { satisfies } from './constraints.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { readRecord, request } from './registry.ts';
import { standardWays } from './standard-ways.ts';
import { compare } from './versions.ts';

/** The ecosystem of Composer. */
export const packagist: Ecosystem = {
  id: 'packagist',
  osv: 'Packagist',
  purl: 'composer',
  registry: 'https://repo.packagist.org',
  reads(path) {
    if (/(?:^|\/)vendor\//.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return name === 'composer.json' ? 'manifest' : name === 'composer.lock' ? 'lockfile' : undefined;
  },
  parse: (path, text) => (path.endsWith('.lock') ? readComposerLock : readComposerJson)(path, text),
  normalise: (name) => name.trim().toLowerCase(),
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  downloads,
  meant,
  imports,
  standardWay: (name) => standardWays.get(name),
  write,
};

/** `"vendor/name": "^1.2.3"`, with the operator that the entry had. */
function write({ requirement, writtenName }: Dependency, version: string): string {
  const plain = version.replace(/^v(?=\d)/i, '');
  const operator = /^\s*v?\d[\d.]*\s*$/.test(requirement ?? '')
    ? ''
    : /^\s*~/.test(requirement ?? '')
      ? '~'
      : '^';
  return `${JSON.stringify(writtenName)}: ${JSON.stringify(`${operator}${plain}`)}`;
}
