// Reports lockfile entries that come from where nothing else does, that carry another name than their address, or that the manifest does not ask for.
import type { Dependency } from '../../ecosystem.ts';
import { type Added, type Collected, hostOf } from './collect.ts';
import { lockEntries } from './lockfiles.ts';
import { changedLine, type Report } from './report.ts';

/** Entries that must come from elsewhere before one host stands out. */
const fewestOthers = 5;

/** Reports on how the lockfiles of the change stand to their manifests and to themselves. */
export function* lockfileDrift(collected: Collected): Generator<Report> {
  const locked = collected.added.filter(
    ({ dependency }) => !dependency.direct && dependency.source === 'registry',
  );
  yield* strangeHosts(locked, collected);
  for (const added of locked) {
    const report = otherName(added);
    if (report) yield report;
  }
  for (const added of collected.added) {
    const report = disagreement(added, collected);
    if (report) yield report;
  }
}

function* strangeHosts(locked: readonly Added[], collected: Collected): Generator<Report> {
  const fresh = new Set(locked.map(({ dependency }) => dependency));
  for (const { file, after, kind } of collected.files) {
    if (kind !== 'lockfile') continue;
    const usual = new Map<string, number>();
    for (const entry of after.dependencies) {
      const host = hostOf(entry.resolved);
      if (host !== undefined && entry.source === 'registry') usual.set(host, (usual.get(host) ?? 0) + 1);
    }
    const total = [...usual.values()].reduce((sum, count) => sum + count, 0);
    const old = new Set(
      after.dependencies.filter((one) => !fresh.has(one)).map((one) => hostOf(one.resolved)),
    );
    const said = new Set<string>();
    for (const added of locked) {
      const host = hostOf(added.dependency.resolved);
      if (added.file !== file || added.replaced || host === undefined || old.has(host) || said.has(host))
        continue;
      const here = usual.get(host) ?? 0;
      // In a new lockfile the rare host is the strange one.
      if (total - here < fewestOthers || here * 5 > total) continue;
      said.add(host);
      const more = here > 1 ? ` and ${here - 1} more` : '';
      yield {
        rule: 'lockfile-drift',
        dependency: added.dependency,
        at: changedLine(added.dependency, file),
        message: `\`${added.dependency.name}\`${more} come${here > 1 ? '' : 's'} from ${host}, from which nothing else of this lockfile comes.`,
        remedy: `Check that ${host} is a registry of yours; if not, restore the lockfile and let the package manager write it.`,
      };
    }
  }
}

/** `https://host/@scope/name/-/name-1.2.3.tgz` says which package is downloaded, whatever the entry is called. */
function otherName({ dependency, file }: Added): Report | undefined {
  const { resolved, name, version } = dependency;
  if (dependency.ecosystem !== 'npm' || resolved === undefined || !URL.canParse(resolved)) return undefined;
  const match = /^(?:.*?\/)??((?:@[^/]+\/)?[^/@]+)\/-\/([^/]+)\.tgz$/.exec(
    decoded(new URL(resolved).pathname.slice(1)),
  );
  if (!match) return undefined;
  const [, served = '', archive = ''] = match;
  const bare = served.slice(served.lastIndexOf('/') + 1);
  const isSameName = served === name || (!served.startsWith('@') && name.endsWith(`/${served}`));
  const isSameVersion =
    version === undefined ||
    !archive.startsWith(`${bare}-`) ||
    archive === `${bare}-${version.split('+')[0]}`;
  if (isSameName && isSameVersion) return undefined;
  return {
    rule: 'lockfile-drift',
    dependency,
    severity: 'high',
    at: changedLine(dependency, file),
    message: isSameName
      ? `\`${name}\` ${version} is downloaded as \`${archive.slice(0, 80)}\`: its address names another version.`
      : `\`${name}\` is downloaded as \`${served.slice(0, 80)}\`: its address names another package.`,
    remedy: `Restore the entry of \`${name}\` from the base and let the package manager write the lockfile.`,
  };
}

/** A manifest's range that no entry of its lockfile meets: one of the two was changed without the other. */
function disagreement({ dependency, ecosystem, replaced }: Added, collected: Collected): Report | undefined {
  const { direct, source, requirement, name, command } = dependency;
  if (!direct || command !== undefined || replaced || source !== 'registry' || requirement === undefined)
    return undefined;
  const entries = lockEntries(dependency, collected).filter((one) => one.source === 'registry');
  const versions = [...new Set(entries.flatMap((one: Dependency) => one.version ?? []))];
  if (versions.length === 0 || versions.some((one) => ecosystem.satisfies(one, requirement) !== false))
    return undefined;
  return {
    rule: 'lockfile-drift',
    dependency,
    severity: 'low',
    message: `The manifest asks for \`${name}\` \`${requirement.slice(0, 60)}\`, but the lockfile has ${versions.slice(0, 3).join(', ')}.`,
    remedy: 'Let the package manager write the lockfile anew and commit it with the manifest.',
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
