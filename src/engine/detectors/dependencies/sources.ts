// Reports dependencies that come from outside the registry, and lockfile entries whose contents changed under one version.
import type { Dependency } from '../../ecosystem.ts';
import { type Added, hostOf } from './collect.ts';
import { registryTitle } from './registry-title.ts';
import { changedLine, type Report } from './report.ts';

/** A report for each added dependency that comes from a repository, an address or a folder outside the project. */
export function* outsideRegistry(all: readonly Added[]): Generator<Report> {
  const said = new Set<string>();
  // A manifest's line comes first; its lockfile repeats what it says.
  for (const added of [...all].sort((a, b) => Number(b.dependency.direct) - Number(a.dependency.direct))) {
    const report = added.replaced ? undefined : outside(added);
    if (!report || (!added.dependency.direct && said.has(added.dependency.name))) continue;
    said.add(added.dependency.name);
    yield report;
  }
}

function outside({ dependency, ecosystem }: Added): Report | undefined {
  const { source, requirement = dependency.resolved ?? '' } = dependency;
  const rule = 'dependency-outside-registry';
  // What names no package is its address, which may hold a password.
  const name =
    dependency.writtenName.includes('/') && !dependency.writtenName.startsWith('@')
      ? 'This dependency'
      : `\`${dependency.writtenName.slice(0, 100)}\``;
  const instead = `Take ${name === 'This dependency' ? 'it' : name} from ${registryTitle(ecosystem)}`;
  if (source === 'git') {
    const isPinned = /[#@][0-9a-f]{40}(?:[#&]|$)/.test(requirement);
    return {
      rule,
      dependency,
      severity: isPinned ? 'low' : 'medium',
      message: `${name} comes from a repository${isPinned ? '' : ' at a branch or tag that can move'}: ${shown(requirement)}.`,
      remedy: isPinned
        ? `${instead} if it is published there.`
        : `${instead}, or pin the repository to a full commit hash.`,
    };
  }
  if (source === 'url') {
    const isPlain = /^http:/i.test(requirement);
    return {
      rule,
      dependency,
      severity: publishers.test(requirement) ? 'low' : 'medium',
      message: `${name} comes from an address${isPlain ? ' without encryption' : ''}: ${shown(requirement)}.`,
      remedy: `${instead}, or record the digest of what the address serves.`,
    };
  }
  if (source === 'path' && dependency.direct && leavesProject(dependency)) {
    return {
      rule,
      dependency,
      severity: 'low',
      message: `${name} comes from a folder outside the repository: ${shown(requirement)}.`,
      remedy: `${instead}, or put the folder into the repository.`,
    };
  }
  return undefined;
}

/** Those who publish at an address of their own and no longer in the registry, with the version in the address: https://docs.sheetjs.com/docs/getting-started/installation/nodejs/ */
const publishers = /^https:\/\/cdn\.sheetjs\.com\/xlsx-\d+\.\d+\.\d+\/xlsx-\d+\.\d+\.\d+\.tgz$/;

/** Reports for lockfile entries with another digest or host under the same version; a move to another host is told once. */
export function* replacedContents(all: readonly Added[]): Generator<Report> {
  const moved = new Map<string, Added[]>();
  for (const added of all) {
    const { dependency, replaced, file } = added;
    if (!replaced) continue;
    const [before, after] = [hostOf(replaced.resolved), hostOf(dependency.resolved)];
    // A move of every package to a mirror is common; a new digest is not.
    if (before !== after && sameDigest(replaced, dependency)) {
      const key = JSON.stringify([file.path, before, after]);
      moved.set(key, [...(moved.get(key) ?? []), added]);
      continue;
    }
    const how =
      before !== after && after !== undefined
        ? `comes from ${after} instead of ${before ?? 'the registry'}`
        : 'has another digest than before';
    yield {
      ...common(added),
      severity: 'high',
      message: `\`${dependency.name}\` ${dependency.version ?? ''} ${how}, at the same version.`,
      remedy: `Restore the entry of \`${dependency.name}\` from the base and let the package manager write the lockfile.`,
    };
  }
  for (const [first, ...rest] of moved.values()) {
    if (!first?.replaced) continue;
    const [before, after] = [hostOf(first.replaced.resolved), hostOf(first.dependency.resolved)];
    const others = rest.length === 0 ? '' : ` and ${rest.length} more`;
    yield {
      ...common(first),
      severity: 'low',
      message: `\`${first.dependency.name}\`${others} now come${rest.length === 0 ? 's' : ''} from ${after ?? 'an address that is not named'} instead of ${before ?? 'one that was not named'}, with the same digests.`,
      remedy: `Check that ${after ?? 'the new address'} is a registry of yours; if not, restore the lockfile from the base.`,
    };
  }
}

function common({ dependency, file }: Added): Pick<Report, 'rule' | 'dependency' | 'at'> {
  return { rule: 'dependency-integrity-changed', dependency, at: changedLine(dependency, file) };
}

function sameDigest(before: Dependency, after: Dependency): boolean {
  return before.integrity !== undefined && before.integrity === after.integrity;
}

/** True for an absolute path, or one that climbs above the repository's root. */
function leavesProject({ requirement, path, writtenName }: Dependency): boolean {
  const target = (requirement ?? writtenName)
    .replace(/^(?:file|link|portal):(?:\/\/)?/i, '')
    .replaceAll('\\', '/');
  if (/^(?:\/|~|[a-z]:)/i.test(target)) return true;
  let depth = path.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth--;
    else if (part !== '.' && part !== '') depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** An address without the credentials and the query that it may carry. */
function shown(address: string): string {
  const plain = address.replace(/\/\/[^/@\s]*@/, '//').replace(/\?[^#\s]*/, '');
  return `\`${plain.slice(0, 120)}\``;
}
