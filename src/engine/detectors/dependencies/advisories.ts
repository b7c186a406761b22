// Reports versions with known vulnerabilities and malicious packages, with the version to write instead.
import type { Advisory, Facts } from '../../facts.ts';
import { type AdvisedPackage, bySeverity, type Severity } from '../../finding.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import { coversName, coversVersion } from './listed.ts';
import { entryText, type Report } from './report.ts';
import { safeVersion, type Subject } from './subject.ts';

/** Advisories named in one message; the rest is counted. */
const maxNamed = 4;

/** One report for a dependency with advisories, malicious ones first; none without. */
export function* adviseOn(
  subject: Subject,
  facts: Facts,
  today: string,
  policy: DependencyPolicy = defaultDependencyPolicy,
): Generator<Report> {
  if (subject.advisories?.state !== 'known') return;
  const { counted, ignored } = sort(subject, subject.advisories.value, today, policy);
  yield* reportsOn(subject, counted, facts, today, policy);
  for (const [reason, advisories] of ignored) {
    for (const report of reportsOn(subject, advisories, facts, today, policy))
      yield { ...report, ignored: reason };
  }
}

/** Advisories that count, and by reason those that an entry of the policy lets pass. */
function sort(
  { ecosystem, dependency, version }: Subject,
  advisories: readonly Advisory[],
  today: string,
  policy: DependencyPolicy,
): { counted: Advisory[]; ignored: Map<string, Advisory[]> } {
  const counted: Advisory[] = [];
  const ignored = new Map<string, Advisory[]>();
  for (const advisory of advisories) {
    const ids = [advisory.id, ...advisory.aliases];
    const entry = policy.ignore.find(
      (one) =>
        ids.includes(one.advisory) &&
        today.slice(0, 10) <= one.expires &&
        coversName(one.package, ecosystem, dependency.name) &&
        coversVersion(one.versions, ecosystem, version) === true,
    );
    if (!entry) counted.push(advisory);
    else {
      const reason = `policy ignores it until ${entry.expires}: ${entry.reason}`;
      ignored.set(reason, [...(ignored.get(reason) ?? []), advisory]);
    }
  }
  return { counted, ignored };
}

function* reportsOn(
  subject: Subject,
  advisories: readonly Advisory[],
  facts: Facts,
  today: string,
  policy: DependencyPolicy,
): Generator<Report> {
  const malicious = advisories.filter((advisory) => advisory.malicious);
  if (malicious.length > 0) {
    yield {
      rule: 'malicious-dependency',
      ...placeOf(subject),
      message: `${named(subject)} is recorded as malicious: ${list(malicious)}.`,
      remedy: `Remove \`${subject.dependency.writtenName}\`; where it was installed, treat every secret of that machine as stolen.`,
      references: malicious.map(link),
      advised: advisedOf(subject, malicious),
    };
    return;
  }
  if (advisories.length === 0) return;
  const fix = safeVersion(subject, facts, today, policy.cooldownDays);
  const isUnrated = advisories.every((one) => one.score === undefined && one.word === undefined);
  yield {
    rule: 'vulnerable-dependency',
    ...placeOf(subject),
    severity: advisories.map(severityOf).sort(bySeverity)[0] ?? 'medium',
    message: `${named(subject)} has ${advisories.length === 1 ? 'a known vulnerability' : `${advisories.length} known vulnerabilities`}: ${list(advisories)}.${isUnrated ? ' Nobody has rated it, so it counts as medium.' : ''}`,
    remedy: remedyOf(subject, fix, advisories),
    ...(fix?.isPublished ? replacementOf(subject, fix.version) : {}),
    references: advisories.slice(0, maxNamed).map(link),
    advised: advisedOf(subject, advisories),
  };
}

function advisedOf(
  { ecosystem, dependency, version }: Subject,
  advisories: readonly Advisory[],
): AdvisedPackage {
  return {
    package: `${ecosystem.id}:${dependency.name}`,
    version: version ?? '',
    advisories: advisories.map(({ id, aliases }) => ({ id, aliases: aliases.slice(0, 10) })),
  };
}

/** CVSS bands; an advisory without a score has its own word, and one without either is medium. */
export function severityOf({ score, word }: Advisory): Severity {
  if (score === undefined) return word ?? 'medium';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

function remedyOf(
  subject: Subject,
  fix: ReturnType<typeof safeVersion>,
  advisories: readonly Advisory[],
): string {
  const { dependency, direct } = subject;
  if (!fix) {
    if (advisories.some((one) => one.affected === undefined)) {
      return `No fixed version can be named for \`${dependency.name}\`, because an advisory could not be read: see ${advisories.map(link)[0]}.`;
    }
    const unknownRecord = subject.record.state === 'unknown' ? ' (the registry was not read)' : '';
    return `No fixed version of \`${dependency.name}\` is known${unknownRecord}: remove it or replace it.`;
  }
  const doubt = fix.isPublished ? '' : ' (named by the advisory; the registry was not read)';
  if (dependency.direct) {
    const hashes = dependency.form === 'hashed' ? ' and write its hashes anew' : '';
    const { decided } = dependency;
    const where = decided === undefined ? '' : ` in \`${decided.path}\`, line ${decided.line}`;
    return `Write \`${written(subject, fix.version)}\`${hashes}${where}${doubt}.`;
  }
  const by =
    direct && direct.name !== dependency.name ? `, by a newer \`${direct.writtenName}\` or an override` : '';
  return `Bring \`${dependency.name}\` to ${fix.version} or above in ${dependency.path}${by}${doubt}.`;
}

/** A fix is offered where the entry is one plain text of this file. */
function replacementOf(subject: Subject, version: string): Pick<Report, 'replacement'> {
  const { dependency, ecosystem, file } = subject;
  if (!dependency.direct || dependency.form === 'hashed' || dependency.decided !== undefined) return {};
  if (ecosystem.id !== 'maven' && ecosystem.id !== 'nuget') return { replacement: written(subject, version) };
  // There the entry says more than `write` knows, or the version stands in an element of its own.
  const [before, after, ...more] = entryText(dependency, file).split(dependency.version ?? '\n');
  return before === undefined || after === undefined || more.length > 0
    ? {}
    : { replacement: before + version + after };
}

/** The entry at another version; of an inline table only the version changes. */
function written({ dependency, ecosystem, file }: Subject, version: string): string {
  const text = entryText(dependency, file);
  const old = JSON.stringify(dependency.requirement ?? '*');
  if (dependency.form !== 'inline-table' || !text.includes(old)) return ecosystem.write(dependency, version);
  const anew = ecosystem.write({ ...dependency, form: 'table' }, version);
  return text.replace(old, () => anew.slice(anew.indexOf(' = ') + 3));
}

function list(advisories: readonly Advisory[]): string {
  const sorted = [...advisories].sort((a, b) => bySeverity(severityOf(a), severityOf(b)));
  const parts = sorted.slice(0, maxNamed).map((advisory) => {
    const cve = advisory.aliases.find((alias) => alias.startsWith('CVE-'));
    const rating = advisory.score === undefined ? (advisory.word ?? 'unrated') : `CVSS ${advisory.score}`;
    const about = [cve, advisory.malicious ? undefined : rating]
      .filter((part) => part !== undefined)
      .join(', ');
    const summary = advisory.summary.trim().replace(/\.$/, '');
    return `${advisory.id}${about && ` (${about})`}${summary && `, ${summary}`}`;
  });
  const more = sorted.length - parts.length;
  return parts.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** `lodash` 4.17.15, with how the version is known. */
function named({ dependency, version, by, direct }: Subject): string {
  const name = `\`${dependency.name}\` ${version}`;
  if (by === 'today') {
    return dependency.requirement === undefined
      ? `\`${dependency.name}\` is not pinned and resolves today to ${version}, which`
      : `\`${dependency.name}\` \`${dependency.requirement}\` is not pinned and resolves today to ${version}, which`;
  }
  if (by === 'lockfile' && dependency.direct) return `${name}, the lockfile's version,`;
  return direct && direct.name !== dependency.name
    ? `${name}, brought in by \`${direct.writtenName}\`,`
    : name;
}

/** The manifest's line where it is known, else that of the entry. */
function placeOf({ dependency, direct }: Subject): Pick<Report, 'dependency' | 'at' | 'group'> {
  if (!direct) return { dependency };
  return { dependency, at: direct, group: `\`${direct.writtenName}\` brings in several such packages.` };
}

function link({ id }: Advisory): string {
  return `https://osv.dev/vulnerability/${encodeURIComponent(id)}`;
}
