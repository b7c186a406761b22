// What is judged: each added dependency with the version that it stands for, and what is known of it.
import type { Dependency } from '../../ecosystem.ts';
import type { Advisory, Fact, FactRequest, Facts, PackageRecord } from '../../facts.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import type { Added, Collected } from './collect.ts';
import { isInternal, publicRequest } from './confusion.ts';
import { directOf, lockedVersion } from './lockfiles.ts';
import { lookalike, type Lookalike, type Targets, targetsOf } from './lookalike.ts';
import { scorecardRequest } from './scorecard.ts';
import { ownerSlip } from './owner-slips.ts';
import { hasLicencePolicy } from './licence-policy.ts';
import { cooldownDays, highest, namedFix, safeVersions } from './resolve.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';
import { ecosystems } from '../../ecosystems/index.ts';
import type { Ecosystem } from '../../ecosystem.ts';

type Existing = Extract<PackageRecord, { exists: true }>;

/** An added dependency of a registry, with the facts so far. */
export interface Subject extends Added {
  version?: string;
  /** How the version is known: the file writes it, a lockfile says it, or it is the highest that fits today. */
  by?: 'file' | 'lockfile' | 'today';
  /** Why the version is not known. */
  unresolved?: string;
  record: Fact<PackageRecord>;
  /** Absent while no version is known. */
  advisories?: Fact<Advisory[]>;
  /** For a lockfile's entry: the manifest's dependency that brings it in. */
  direct?: Dependency;
  resembles?: Lookalike;
}

/** Why the advisories of a version were not asked for. */
export const unreadableVersion = 'its version cannot be read';
/** Why they are never asked for. */
export const noAdvisories = 'nobody files advisories for such packages';

/** The subjects of a change as far as the facts go, direct dependencies first. */
export function subjects(collected: Collected, facts: Facts): Subject[] {
  const out: Subject[] = [];
  const covered = new Set<string>();
  const fromRegistry = collected.added.filter(
    ({ dependency, replaced }) => dependency.source === 'registry' && !replaced,
  );
  for (const added of fromRegistry.filter(({ dependency }) => dependency.direct)) {
    const subject = directSubject(added, collected, facts);
    if (subject.version !== undefined)
      covered.add(keyOf(added.ecosystem.id, added.dependency.name, subject.version));
    out.push(subject);
  }
  for (const added of fromRegistry.filter(({ dependency }) => !dependency.direct)) {
    const { name, version } = added.dependency;
    if (version === undefined) continue;
    const key = keyOf(added.ecosystem.id, name, version);
    // The manifest's own line has it already, or an earlier entry of the lockfile.
    if (covered.has(key)) continue;
    covered.add(key);
    const advisories = facts.get(advisoriesRequest(added.ecosystem, name, version));
    const record = facts.get(packageRequest(added.ecosystem, name));
    if (!isVersion(version, added.ecosystem, record)) {
      out.push({ ...added, record, unresolved: unreadableVersion });
      continue;
    }
    out.push({ ...added, version, by: 'lockfile', record, advisories });
  }
  return out;
}

/** What is still to be asked about the subjects. */
export function* questions(
  collected: Collected,
  facts: Facts,
  today: string,
  policy: DependencyPolicy = defaultDependencyPolicy,
): Generator<FactRequest> {
  const wantsEvery = hasLicencePolicy(policy);
  for (const subject of subjects(collected, facts)) {
    const { dependency, ecosystem, version, resembles } = subject;
    if ((dependency.direct && !isSettled(subject)) || wantsEvery) {
      if (ecosystem.unasked?.(dependency.name) === undefined) {
        yield packageRequest(ecosystem, dependency.name);
        if (dependency.direct && isInternal(subject, policy)) yield publicRequest(subject);
      }
    }
    if (resembles) yield packageRequest(ecosystem, resembles.target);
    if (resembles && isPublished(subject.record)) yield* downloadQuestions(subject, facts);
    const scorecard = scorecardRequest(subject, policy);
    if (scorecard) yield scorecard;
    if (version === undefined) continue;
    yield advisoriesRequest(ecosystem, dependency.name, version);
    if (subject.advisories?.state !== 'known' || subject.advisories.value.length === 0) continue;
    // A remedy must exist, and must not have flaws of its own.
    yield packageRequest(ecosystem, dependency.name);
    for (const candidate of candidates(subject, facts, today, policy.cooldownDays).slice(0, 2)) {
      yield advisoriesRequest(ecosystem, dependency.name, candidate);
    }
  }
}

/** How often it is downloaded, where its record does not say; of the target only where the answer could clear it. */
function* downloadQuestions(
  { dependency, ecosystem, record, resembles }: Subject,
  facts: Facts,
): Generator<FactRequest> {
  if (
    !ecosystem.downloads ||
    !isPublished(record) ||
    record.value.weeklyDownloads !== undefined ||
    !resembles
  )
    return;
  yield downloadsRequest(ecosystem, dependency.name);
  if ((weeklyOf(dependency.name, ecosystem, facts) ?? 0) >= fewestToClear)
    yield downloadsRequest(ecosystem, resembles.target);
}

/** A package with fewer downloads a week is not cleared by them: they are easily made. */
export const fewestToClear = 1000;

/** The weekly downloads of a package, from its record or counted apart; undefined when not known. */
export function weeklyOf(name: string, ecosystem: Ecosystem, facts: Facts): number | undefined {
  const record = facts.get(packageRequest(ecosystem, name));
  const counted = facts.get(downloadsRequest(ecosystem, name));
  return (
    (isPublished(record) ? record.value.weeklyDownloads : undefined) ??
    (counted.state === 'known' ? counted.value.weekly : undefined)
  );
}

/** The downloads of a package since it was first published, where no weeks are counted. */
export function totalOf(name: string, ecosystem: Ecosystem, facts: Facts): number | undefined {
  const record = facts.get(packageRequest(ecosystem, name));
  const counted = facts.get(downloadsRequest(ecosystem, name));
  return (
    (isPublished(record) ? record.value.totalDownloads : undefined) ??
    (counted.state === 'known' ? counted.value.total : undefined)
  );
}

function downloadsRequest(ecosystem: Ecosystem, name: string): Extract<FactRequest, { kind: 'downloads' }> {
  return { kind: 'downloads', ecosystem: ecosystem.id, name };
}

/** Versions that would mend a vulnerable subject, best first, without those that are known to be vulnerable themselves. */
export function candidates(
  subject: Subject,
  facts: Facts,
  today: string,
  cooldown: number = cooldownDays,
): string[] {
  const { ecosystem, version, record, advisories, dependency } = subject;
  if (version === undefined || advisories?.state !== 'known' || !isPublished(record)) return [];
  return (safeVersions(version, advisories.value, record.value, ecosystem, today, cooldown) ?? [])
    .slice(0, 20)
    .filter((candidate) => {
      const answer = facts.get(advisoriesRequest(ecosystem, dependency.name, candidate));
      return answer.state === 'unknown' || answer.value.length === 0;
    });
}

/** The version to write in place of a vulnerable one, and whether it is known to exist. */
export function safeVersion(
  subject: Subject,
  facts: Facts,
  today: string,
  cooldown: number = cooldownDays,
): { version: string; isPublished: boolean } | undefined {
  const { ecosystem, version, record, advisories } = subject;
  if (version === undefined || advisories?.state !== 'known') return undefined;
  if (isPublished(record)) {
    const [best] = candidates(subject, facts, today, cooldown);
    return best === undefined ? undefined : { version: best, isPublished: true };
  }
  const named = namedFix(version, advisories.value, ecosystem);
  return named === undefined ? undefined : { version: named, isPublished: false };
}

/** The subject with the manifest's dependency that brings it in. */
export function withDirect(subject: Subject, collected: Collected): Subject {
  const direct = subject.dependency.direct ? undefined : directOf(subject.dependency, collected);
  return direct ? { ...subject, direct } : subject;
}

/** Whether the registry knows the package. */
export function isPublished(
  record: Fact<PackageRecord>,
): record is { state: 'known'; value: Existing; source: string; asOf: string } {
  return record.state === 'known' && record.value.exists;
}

/** The well-known name that a name resembles. */
export function resemblance(name: string, ecosystem: Ecosystem): Lookalike | undefined {
  const key = keyOf(ecosystem.id, name, '');
  if (!resemblances.has(key)) {
    // Every round of questions asks again for the same names.
    if (resemblances.size > maxResemblances) resemblances.clear();
    const found =
      lookalike(ecosystem.normalise(name), targets(ecosystem)) ??
      (ecosystem.id === 'actions' ? ownerSlip(name, ecosystem.popular().names) : undefined);
    // Where the registry takes `-` and `_` for the same, there is no other package of that name.
    const isSame =
      ecosystem.id === 'crates' && found?.target.replaceAll('_', '-') === name.replaceAll('_', '-');
    resemblances.set(key, isSame ? undefined : found);
  }
  return resemblances.get(key);
}

const maxResemblances = 50_000;
const resemblances = new Map<string, Lookalike | undefined>();
let vocabulary: Vocabulary | undefined;
const targetsOfEcosystem = new Map<string, Targets>();

function targets(ecosystem: Ecosystem): Targets {
  const kept = targetsOfEcosystem.get(ecosystem.id);
  if (kept) return kept;
  // A word of one ecosystem is a word in every other.
  vocabulary ??= vocabularyOf(ecosystems.flatMap((one) => [...one.popular().names]));
  // Names are judged as normalised: NuGet's list writes capitals, and nobody resembles himself.
  const names = ecosystem.popular().names.map((name) => ecosystem.normalise(name));
  // One that writes its packages in another way has the same names.
  const isOwn = ecosystems.some((one) => one.popular === ecosystem.popular);
  const built = isOwn ? targetsOf(names, vocabulary) : targetsOf(names);
  if (isOwn) targetsOfEcosystem.set(ecosystem.id, built);
  return built;
}

function directSubject(added: Added, collected: Collected, facts: Facts): Subject {
  const { dependency, ecosystem } = added;
  const record = recordOf(ecosystem, dependency.name, facts);
  const resembles = added.wasNamed ? undefined : resemblance(dependency.name, ecosystem);
  const base = { ...added, record, ...(resembles ? { resembles } : {}) };
  const locked = dependency.version === undefined ? lockedVersion(added, collected) : undefined;
  const isOpen = dependency.awaits !== undefined;
  const today =
    dependency.version === undefined && locked === undefined && isPublished(record) && !isOpen
      ? highest(record.value, dependency.requirement, ecosystem)
      : undefined;
  const version = dependency.version ?? locked ?? today ?? atMost(added, facts);
  if (version === undefined && dependency.awaits !== undefined)
    return { ...base, unresolved: `its version stands in ${dependency.awaits}, which was not read` };
  // A variable or a parent of another file decides; that nothing fits would be said of a range only.
  if (version === undefined && dependency.requirement?.includes('$'))
    return { ...base, unresolved: unreadableVersion };
  if (version === undefined) {
    const reason = record.state === 'unknown' ? record.reason : 'no published version fits';
    return { ...base, unresolved: `its version is not known (${reason})` };
  }
  if (ecosystem.hasAdvisories === false) return { ...base, version, by: 'file', unresolved: noAdvisories };
  if (!isVersion(version, ecosystem, record)) return { ...base, unresolved: unreadableVersion };
  const advisories = facts.get(advisoriesRequest(ecosystem, dependency.name, version));
  return {
    ...base,
    version,
    by: dependency.version !== undefined ? 'file' : locked !== undefined ? 'lockfile' : 'today',
    advisories,
  };
}

/** Some names cannot be asked about, and of some nobody needs to ask. */
function recordOf(ecosystem: Ecosystem, name: string, facts: Facts): Fact<PackageRecord> {
  const reason = ecosystem.unasked?.(name);
  return reason === undefined ? facts.get(packageRequest(ecosystem, name)) : { state: 'unknown', reason };
}

/** What a moving name stands for at most, once the registry is known not to say it. */
function atMost({ dependency, ecosystem }: Added, facts: Facts): string | undefined {
  const { name, requirement } = dependency;
  if (requirement === undefined || ecosystem.moving === undefined) return undefined;
  const isOpen = ecosystem.isWellKnown?.(name) !== true && !facts.has(packageRequest(ecosystem, name));
  return isOpen ? undefined : ecosystem.moving(requirement);
}

/** True when neither a version nor the package's existence is left to ask the registry for. */
export function isSettled({ dependency, ecosystem, resembles }: Subject): boolean {
  return ecosystem.isWellKnown?.(dependency.name) === true && resembles === undefined;
}

/** OSV answers a text that is no version with silence, so it is not asked; a version that was published so is one. */
function isVersion(version: string, ecosystem: Ecosystem, record: Fact<PackageRecord>): boolean {
  if (ecosystem.compare(version, version) !== undefined) return true;
  return isPublished(record) && record.value.versions.some((one) => one.version === version);
}

/** The question for a package's record. */
export function packageRequest(
  ecosystem: Ecosystem,
  name: string,
): Extract<FactRequest, { kind: 'package' }> {
  return { kind: 'package', ecosystem: ecosystem.id, name };
}

/** The question for the advisories of one version. */
export function advisoriesRequest(
  ecosystem: Ecosystem,
  name: string,
  version: string,
): Extract<FactRequest, { kind: 'advisories' }> {
  return { kind: 'advisories', ecosystem: ecosystem.id, name, version };
}

function keyOf(ecosystem: string, name: string, version: string): string {
  return `${ecosystem} ${name.length} ${name} ${version}`;
}
