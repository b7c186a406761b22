// Reports dependencies that come from outside the registry, and lockfile entries whose contents changed under one version.
import type { Dependency } from '../../ecosystem.ts';
import { type Added, hostOf } from './collect.ts';
import { changedLine, type Report } from './report.ts';

/** A report when an added dependency comes from a repository, an address or a folder outside the project. */
export function outsideRegistry({ dependency, ecosystem }: Added): Report | undefined {
  const { source, requirement = dependency.resolved ?? '' } = dependency;
  const rule = 'dependency-outside-registry';
  const name = `\`${dependency.writtenName.slice(0, 100)}\``;
  const instead = `Take ${name} from ${ecosystem.id === 'npm' ? 'the npm registry' : 'PyPI'}`;
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
      severity: 'medium',
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

/** A report when a lockfile names the same version with another digest or from another host. */
export function replacedContents({ dependency, replaced, file }: Added): Report | undefined {
  if (!replaced) return undefined;
  const [before, after] = [hostOf(replaced.resolved), hostOf(dependency.resolved)];
  const how =
    before !== after && after !== undefined
      ? `comes from ${after} instead of ${before ?? 'the registry'}`
      : 'has another digest than before';
  return {
    rule: 'dependency-integrity-changed',
    dependency,
    at: changedLine(dependency, file),
    // A move of every package to a mirror is common; a new digest is not.
    severity: before !== after && sameDigest(replaced, dependency) ? 'low' : 'high',
    message: `\`${dependency.name}\` ${dependency.version ?? ''} ${how}, at the same version.`,
    remedy: `Restore the entry of \`${dependency.name}\` from the base and let the package manager write the lockfile.`,
  };
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
