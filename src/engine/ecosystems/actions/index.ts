// GitHub Actions: the files that name actions, their versions, and GitHub as their registry.
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { meant } from './meant.ts';
import { popular } from './popular.ts';
import { readRecord, request } from '../github-repository.ts';
import { isWorkflowPath, readUses } from './uses.ts';
import { compare, moving, satisfies } from './versions.ts';

/** The ecosystem of actions and reusable workflows; a package is a repository, `owner/name`. */
export const actions: Ecosystem = {
  id: 'actions',
  osv: 'GitHub Actions',
  purl: 'githubactions',
  registry: 'https://api.github.com',
  hasServerOrder: false,
  reads: (path) => (isWorkflowPath(path) ? 'manifest' : undefined),
  parse: readUses,
  // GitHub minds no case, and an action in a folder is its repository's.
  normalise: (name) => name.trim().toLowerCase().split('/').slice(0, 2).join('/'),
  spell,
  compare,
  satisfies,
  moving,
  popular: () => popular,
  isWellKnown: (name) => wellKnown.has(name),
  request,
  readRecord,
  meant,
  write,
};

// Further down the list stand repositories that may be renamed or given up.
const wellKnown = new Set(popular.names.slice(0, 120));

// Owners whose actions OSV files with capitals.
const capitals: Readonly<Record<string, string>> = {
  azure: 'Azure',
  jamesives: 'JamesIves',
  swatinem: 'Swatinem',
  sonarsource: 'SonarSource',
  decathlon: 'Decathlon',
  pytorch: 'pytorch',
};

function spell(name: string): string {
  const slash = name.indexOf('/');
  const owner = name.slice(0, slash);
  return `${capitals[owner] ?? owner}${name.slice(slash)}`;
}

/** `owner/name@v1.2.3`; what was pinned to a commit stays so, and the commit is to be looked up. */
function write({ writtenName, form, requirement, version: old }: Dependency, version: string): string {
  const wantsV = /^v\d/i.test(requirement ?? old ?? 'v1') && /^\d/.test(version);
  const tag = `${wantsV ? 'v' : ''}${version}`;
  return form === 'commit' ? `${writtenName}@<commit of ${tag}> # ${tag}` : `${writtenName}@${tag}`;
}
