// Go modules: their files, names, versions and the module proxy.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { readGoMod } from './go-mod.ts';
import { readGoSum } from './go-sum.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { extras, readRecord, request } from './registry.ts';
import { standardWays } from './standard-ways.ts';
import { readVendoredModules } from './vendored-modules.ts';
import { compare, satisfies, withoutV } from './versions.ts';

/** The ecosystem of Go modules. Versions have no `v` here, as in OSV; `write` puts it back. */
export const go: Ecosystem = {
  id: 'go',
  osv: 'Go',
  purl: 'golang',
  registry: 'https://proxy.golang.org',
  reads(path) {
    if (/(?:^|\/)vendor\/modules\.txt$/.test(path)) return 'lockfile';
    if (/(?:^|\/)vendor\//.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === 'go.mod' || name === 'go.work') return 'manifest';
    return name === 'go.sum' || name === 'go.work.sum' ? 'lockfile' : undefined;
  },
  parse(path, text, around) {
    if (path.endsWith('modules.txt')) return readVendoredModules(path, text);
    return path.endsWith('.sum') ? readGoSum(path, text) : readGoMod(path, text, around);
  },
  decides: (path) => /(?:^|\/)go\.mod$/.test(path),
  // Paths are case-sensitive.
  normalise: (name) => name.trim(),
  compare,
  satisfies,
  popular: () => popular,
  request,
  extras,
  readRecord,
  meant,
  standardWay: (name) => standardWays.get(name),
  imports,
  write,
};

/** `module v1.2.3`, as a line of `require` has it. */
function write({ writtenName, name }: Dependency, version: string): string {
  if (name === 'stdlib') return `go${version}`;
  // From major version 2 a module without /v2 in its path is +incompatible, which the list of versions says itself.
  return `${writtenName} v${withoutV(version)}`;
}
