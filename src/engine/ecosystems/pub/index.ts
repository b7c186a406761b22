// Pub: its files, names, versions and registry.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import * as downloads from './downloads.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { readPubspecLock } from './pubspec-lock.ts';
import { readPubspec } from './pubspec.ts';
import { readRecord, request } from './registry.ts';
import { compare, satisfies } from './versions.ts';

/** The ecosystem of Dart and Flutter. */
export const pub: Ecosystem = {
  id: 'pub',
  osv: 'Pub',
  purl: 'pub',
  registry: 'https://pub.dev',
  reads(path) {
    if (/(?:^|\/)\.dart_tool\//.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (/^pubspec(?:_overrides)?\.ya?ml$/.test(name)) return 'manifest';
    return name === 'pubspec.lock' ? 'lockfile' : undefined;
  },
  parse: (path, text) => (path.endsWith('.lock') ? readPubspecLock : readPubspec)(path, text),
  normalise: (name) => name.trim(),
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  downloads,
  meant,
  write,
};

/** `name: ^1.2.3`; a range that had an upper bound becomes a caret, which has one. */
function write({ requirement, writtenName, form }: Dependency, version: string): string {
  const asked = /^\d/.test(requirement ?? '') ? version : `^${version}`;
  return `${form === 'map' ? 'version' : writtenName}: ${asked}`;
}
