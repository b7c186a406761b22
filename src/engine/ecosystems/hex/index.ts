// Hex: its files, names, versions and registry.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { meant } from './meant.ts';
import { readMixExs } from './mix-exs.ts';
import { readMixLock } from './mix-lock.ts';
import { popular } from './popular.ts';
import { readRecord, request } from './registry.ts';
import { compare, satisfies } from './versions.ts';

/** The ecosystem of Mix. */
export const hex: Ecosystem = {
  id: 'hex',
  osv: 'Hex',
  purl: 'hex',
  registry: 'https://hex.pm',
  reads(path) {
    if (/(?:^|\/)deps\/[^/]+\//.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return name === 'mix.exs' ? 'manifest' : name === 'mix.lock' ? 'lockfile' : undefined;
  },
  parse: (path, text) => (path.endsWith('.lock') ? readMixLock : readMixExs)(path, text),
  normalise: (name) => name.trim().toLowerCase(),
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  meant,
  write,
};

/** `:name, "~> 1.2.3"`, with the operator that the entry had. */
function write({ requirement, writtenName, form }: Dependency, version: string): string {
  const operator = /^\s*(?:==\s*)?\d/.test(requirement ?? '') ? '==' : '~>';
  return form === 'version' ? `"${operator} ${version}"` : `:${writtenName}, "${operator} ${version}"`;
}
