// PyPI: its files, names, versions and registry.
import type { Around, Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { isUp } from '../around.ts';
import { readPipfileLock, readTomlLock } from './locks.ts';
import { imports } from './imports.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { readPipfile, readPyproject } from './pyproject.ts';
import { readRecord, request } from './registry.ts';
import * as simple from './simple.ts';
import { normalise } from './requirement.ts';
import { readRequirementsTxt } from './requirements-txt.ts';
import { readSetupCfg } from './setup-cfg.ts';
import { readSetupPy } from './setup-py.ts';
import { standardWays } from './standard-ways.ts';
import { compare, satisfies } from './versions.ts';

type Reader = (path: string, text: string, around?: Around) => Parsed;

const manifests: Readonly<Record<string, Reader>> = {
  'pyproject.toml': readPyproject,
  Pipfile: readPipfile,
  'setup.cfg': readSetupCfg,
  'setup.py': readSetupPy,
};
const lockfiles: Readonly<Record<string, Reader>> = {
  'poetry.lock': readTomlLock,
  'pdm.lock': readTomlLock,
  'uv.lock': readTomlLock,
  'pylock.toml': readTomlLock,
  'Pipfile.lock': readPipfileLock,
};

/** The ecosystem of pip, Poetry, PDM, Pipenv and uv. */
export const pypi: Ecosystem = {
  id: 'pypi',
  osv: 'PyPI',
  purl: 'pypi',
  registry: 'https://pypi.org',
  reads(path) {
    if (/(?:^|\/)(?:site-packages|node_modules)\//.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (Object.hasOwn(manifests, name) || isRequirements(path)) return 'manifest';
    return Object.hasOwn(lockfiles, name) || /^pylock\.[^.]+\.toml$/.test(name) ? 'lockfile' : undefined;
  },
  parse(path, text, around) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const read =
      manifests[name] ?? lockfiles[name] ?? (name.startsWith('pylock.') ? readTomlLock : readRequirementsTxt);
    return read(path, text, around);
  },
  decides: (path, manifest) =>
    manifest.endsWith('.toml')
      ? /(?:^|\/)pyproject\.toml$/.test(path) && isUp(path, manifest)
      : /(?:constraints?|requirements?|pins|versions)[\w.-]*\.(?:txt|in|pip)$/i.test(path),
  normalise,
  compare,
  satisfies,
  popular: () => popular,
  request,
  readRecord,
  privately: { request: simple.request, readRecord: simple.readRecord },
  meant,
  standardWay: (name) => standardWays.get(name),
  imports,
  write,
};

function isRequirements(path: string): boolean {
  return (
    /(?:^|[/._-])(?:requirements?|constraints?)(?:[._-][\w.-]*)?\.(?:txt|in|pip)$/i.test(path) ||
    /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/i.test(path)
  );
}

/** `name==1.2.3`, or `name = "^1.2.3"` in a table, keeping the operator and upper bounds that still hold. */
function write(dependency: Dependency, version: string): string {
  const parts = (dependency.requirement ?? '').split(',').map((part) => part.trim());
  const pin = parts.some((part) => part.startsWith('~='))
    ? '~='
    : parts.some((part) => part.startsWith('=='))
      ? '=='
      : '>=';
  if (dependency.form === 'table' || dependency.form === 'inline-table') {
    const operator =
      /^[~^]/.exec(dependency.requirement ?? '')?.[0] ??
      (/^\d/.test(dependency.requirement ?? '') ? '' : pin);
    const key = /^[\w-]+$/.test(dependency.writtenName)
      ? dependency.writtenName
      : JSON.stringify(dependency.writtenName);
    const value = JSON.stringify(`${operator}${version}`);
    return dependency.form === 'table' ? `${key} = ${value}` : `${key} = { version = ${value}, … }`;
  }
  const upper = parts.filter((part) => /^(?:<|!=)/.test(part) && satisfies(version, part) === true);
  return `${dependency.writtenName}${pin}${version}${pin === '>=' ? upper.map((part) => `,${part.replace(/\s/g, '')}`).join('') : ''}`;
}
