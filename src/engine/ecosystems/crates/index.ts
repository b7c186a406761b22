// crates.io: its files, names, versions and registry.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { isUp } from '../around.ts';
import { readCargoLock } from './cargo-lock.ts';
import { readCargoToml } from './cargo-toml.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { readRecord, request } from './registry.ts';
import * as sparse from './sparse-index.ts';
import { standardWays } from './standard-ways.ts';
import { compare, satisfies } from './versions.ts';

/** The ecosystem of Cargo. */
export const crates: Ecosystem = {
  id: 'crates',
  osv: 'crates.io',
  purl: 'cargo',
  registry: 'https://crates.io',
  reads(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return name === 'Cargo.toml' ? 'manifest' : name === 'Cargo.lock' ? 'lockfile' : undefined;
  },
  parse: (path, text, around) =>
    path.endsWith('.lock') ? readCargoLock(path, text) : readCargoToml(path, text, around),
  decides: (path, manifest) => /(?:^|\/)Cargo\.toml$/.test(path) && isUp(path, manifest),
  normalise: (name) => name.trim(),
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  privately: { request: sparse.request, readRecord: sparse.readRecord },
  meant,
  standardWay: (name) => standardWays.get(name),
  imports,
  write,
};

/** `name = "1.2.3"`, with the operator that the entry had. */
function write({ requirement, writtenName, form }: Dependency, version: string): string {
  const operator = /^\s*(=|~|\^)/.exec(requirement ?? '')?.[1] ?? '';
  const value = JSON.stringify(`${operator}${version}`);
  return form === 'inline-table' ? `${writtenName} = { version = ${value}, … }` : `${writtenName} = ${value}`;
}
