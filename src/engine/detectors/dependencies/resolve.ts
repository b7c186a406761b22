// Which version a dependency stands for, and which version is safe.
import type { Ecosystem } from '../../ecosystem.ts';
import { isAffected } from '../../ecosystems/affected.ts';
import type { Advisory, PackageRecord, PublishedVersion } from '../../facts.ts';

/** A version counts as young below this age, in days, where policy does not say another. */
export const cooldownDays = 7;

type Existing = Extract<PackageRecord, { exists: true }>;

/** The highest published version that meets a requirement, one that is not withdrawn or deprecated if there is one. */
export function highest(
  record: Existing,
  requirement: string | undefined,
  ecosystem: Ecosystem,
): string | undefined {
  let meeting = record.versions.filter(({ version }) =>
    requirement === undefined
      ? isStable(version, ecosystem)
      : ecosystem.satisfies(version, requirement) === true,
  );
  // A tag such as `latest` is no range; it stands for the highest stable version. A variable set elsewhere is no tag.
  const isTag = requirement !== undefined && !requirement.includes('$') && !isRange(requirement, ecosystem);
  if (meeting.length === 0 && isTag) {
    meeting = record.versions.filter(({ version }) => isStable(version, ecosystem));
  }
  const sound = meeting.filter((one) => !one.yanked && one.deprecated === undefined);
  const best =
    highestOf(sound, ecosystem) ??
    highestOf(
      meeting.filter((one) => !one.yanked),
      ecosystem,
    );
  return (
    best ?? (requirement === undefined ? record.versions.at(-1)?.version : highestOf(meeting, ecosystem))
  );
}

/** Whether a requirement can be read as a range of versions. */
export function isRange(requirement: string, ecosystem: Ecosystem): boolean {
  return ecosystem.satisfies('1.0.0', requirement) !== undefined;
}

/** The published version equal to `version` in the ecosystem's order. */
export function published(
  record: Existing,
  version: string,
  ecosystem: Ecosystem,
): PublishedVersion | undefined {
  return record.versions.find(
    (one) => one.version === version || ecosystem.compare(one.version, version) === 0,
  );
}

/**
 * Published versions that no given advisory affects and that are at or above a `fixed` of each, smallest first;
 * those past the cooldown before the others. Undefined when an advisory's record was not read.
 */
export function safeVersions(
  current: string,
  advisories: readonly Advisory[],
  record: Existing,
  ecosystem: Ecosystem,
  today: string,
  cooldown: number = cooldownDays,
): string[] | undefined {
  if (advisories.some((advisory) => advisory.affected === undefined)) return undefined;
  const allowsPrerelease = !isStable(current, ecosystem);
  const safe = record.versions.filter(
    (one) =>
      !one.yanked &&
      one.deprecated === undefined &&
      (allowsPrerelease || isStable(one.version, ecosystem)) &&
      (ecosystem.compare(one.version, current) ?? -1) > 0 &&
      advisories.every((advisory) => isFixed(advisory, one.version, ecosystem)),
  );
  safe.sort((a, b) => ecosystem.compare(a.version, b.version) ?? 0);
  const isOld = (one: PublishedVersion): boolean => !isYoung(one.publishedAt, today, cooldown);
  return [...safe.filter(isOld), ...safe.filter((one) => !isOld(one))].map((one) => one.version);
}

/** The smallest of the versions named as fixed that no advisory affects; for when the registry was not asked. */
export function namedFix(
  current: string,
  advisories: readonly Advisory[],
  ecosystem: Ecosystem,
): string | undefined {
  return advisories
    .flatMap((advisory) => advisory.fixed)
    .filter(
      (version) =>
        (ecosystem.compare(version, current) ?? -1) > 0 &&
        advisories.every((one) => isFixed(one, version, ecosystem)),
    )
    .sort((a, b) => ecosystem.compare(a, b) ?? 0)[0];
}

/** Whether a time lies less than the cooldown before the day of the review. */
export function isYoung(
  publishedAt: string | undefined,
  today: string,
  cooldown: number = cooldownDays,
): boolean {
  const days = ageInDays(publishedAt, today);
  return days !== undefined && days < cooldown;
}

/** Whole days from a time to the day of the review, never negative; undefined when the time is not known. */
export function ageInDays(publishedAt: string | undefined, today: string): number | undefined {
  if (publishedAt === undefined) return undefined;
  const from = publishedAt.slice(0, 10);
  const days = (Date.parse(today.slice(0, 10)) - Date.parse(from)) / 86_400_000;
  return Number.isFinite(days) ? Math.max(0, Math.floor(days)) : undefined;
}

function isFixed(advisory: Advisory, version: string, ecosystem: Ecosystem): boolean {
  if (isAffected(advisory.affected ?? [], version, ecosystem.compare) !== false) return false;
  return (
    advisory.fixed.length === 0 ||
    advisory.fixed.some((fixed) => (ecosystem.compare(version, fixed) ?? -1) >= 0)
  );
}

function isStable(version: string, ecosystem: Ecosystem): boolean {
  // What any version may meet leaves out pre-releases in every ecosystem.
  return (
    ecosystem.satisfies(version, '>=0') !== false &&
    !/^\d[\d.]*[-.]?(?:a|b|c|rc|alpha|beta|pre|dev|next|canary|-)/i.test(version)
  );
}

function highestOf(versions: readonly PublishedVersion[], ecosystem: Ecosystem): string | undefined {
  let best: string | undefined;
  for (const { version } of versions) {
    if (best === undefined || (ecosystem.compare(version, best) ?? 0) > 0) best = version;
  }
  return best;
}
