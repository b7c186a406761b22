// Reports what the registry says of a direct dependency: invented, look-alike, young, deprecated or withdrawn.
import type { Facts, PackageRecord } from '../../facts.ts';
import { type Collected, hostOf } from './collect.ts';
import { lockEntries } from './lockfiles.ts';
import type { Lookalike } from './lookalike.ts';
import { registryTitle } from './registry-title.ts';
import { entryText, renamed, type Report } from './report.ts';
import { ageInDays, cooldownDays, highest, isRange, isYoung, published } from './resolve.ts';
import {
  fewestToClear,
  isPublished,
  packageRequest,
  resemblance,
  type Subject,
  totalOf,
  weeklyOf,
} from './subject.ts';

type Existing = Extract<PackageRecord, { exists: true }>;

/** A package counts as new below this age, in days, when its name resembles another. */
const newPackageDays = 30;
const fewWeeklyDownloads = 100;
const fewDownloads = 1000;
/** As much of the target's downloads as an imitation hardly gets. */
const shareToClear = 0.01;

/** What the registry's record says of a direct dependency; a text says why its 404 proves nothing. */
export function* judgeRecord(
  subject: Subject,
  collected: Collected,
  facts: Facts,
  today: string,
  cooldown: number = cooldownDays,
): Generator<Report | { notChecked: string }> {
  const { record, dependency, ecosystem } = subject;
  if (!dependency.direct) return;
  if (record.state === 'unknown') {
    if (subject.resembles?.tier === 'A') yield resembling(subject, subject.resembles, [], false);
    return;
  }
  if (!record.value.exists || record.value.versions.length === 0) {
    const elsewhere = otherRegistry(subject, record.source, collected);
    if (elsewhere === undefined) yield invented(subject, record.value, record.source);
    else {
      yield { notChecked: `${hostOf(record.source)} does not have it, but ${elsewhere}` };
      if (subject.resembles?.tier === 'A') yield resembling(subject, subject.resembles, [], false);
    }
    return;
  }
  const looks = lookalikeReport(subject, record.value, facts, today);
  if (looks) yield looks;
  const missing = inventedVersion(subject, record.value);
  if (missing) {
    const elsewhere = otherRegistry(subject, record.source, collected);
    yield elsewhere === undefined
      ? missing
      : { notChecked: `${hostOf(record.source)} has no such version, but ${elsewhere}` };
    return;
  }
  const version =
    subject.version === undefined ? undefined : published(record.value, subject.version, ecosystem);
  if (!version) return;
  const name = `\`${dependency.name}\` ${version.version}`;
  const other = highest(
    {
      ...record.value,
      versions: record.value.versions.filter(
        (one) => one !== version && !isYoung(one.publishedAt, today, cooldown),
      ),
    },
    undefined,
    ecosystem,
  );
  const instead = other === undefined ? undefined : `Write \`${ecosystem.write(dependency, other)}\`.`;
  if (version.yanked) {
    yield {
      rule: 'yanked-dependency',
      dependency,
      message: `${name} was withdrawn by its authors.`,
      remedy: instead ?? 'Write a version that was not withdrawn.',
    };
  } else if (version.deprecated !== undefined) {
    const note = version.deprecated.replace(/\s+/g, ' ').trim().slice(0, 200);
    yield {
      rule: 'deprecated-dependency',
      dependency,
      message: `${name} is deprecated: ${note}`,
      remedy: `Replace \`${dependency.name}\` as its note says, or take a version that is not deprecated.`,
    };
  } else if (isYoung(version.publishedAt, today, cooldown)) {
    const packageAge = ageInDays(record.value.createdAt, today);
    const isNew = packageAge !== undefined && packageAge < newPackageDays;
    yield {
      rule: 'young-dependency',
      dependency,
      severity: isNew ? 'medium' : 'low',
      message: `${name} is ${days(ageInDays(version.publishedAt, today) ?? 0)} old${isNew ? ` and the package itself ${days(packageAge)}` : ''}; versions younger than ${cooldown} days have hardly been looked at.`,
      remedy: instead ?? `Wait until the version is ${cooldown} days old.`,
    };
  }
}

function invented(subject: Subject, record: PackageRecord, source: string): Report {
  const { dependency, ecosystem } = subject;
  const registry = `${registryTitle(ecosystem)} (${hostOf(source) ?? source})`;
  const isScoped = dependency.name.startsWith('@') || hasPrivate.has(ecosystem.id);
  return {
    rule: 'invented-dependency',
    dependency,
    // A registry answers for a private package as for one that does not exist.
    ...(isScoped ? { severity: 'medium' as const, confidence: 'medium' as const } : {}),
    message: record.exists
      ? `\`${dependency.name}\` has no version on ${registry}: all were withdrawn, and whoever publishes the next one decides what is installed.`
      : `\`${dependency.name}\` does not exist on ${registry}${isScoped ? ', or is private' : ''}.`,
    remedy: insteadOf(subject),
  };
}

/** Where a name with an owner may belong to a repository that only some may see. */
const hasPrivate = new Set(['actions', 'docker']);

function insteadOf({ dependency, ecosystem, file, resembles }: Subject): string {
  const meant = ecosystem.meant?.(dependency.name);
  if (meant?.kind === 'standard-library') {
    return `Remove \`${dependency.writtenName}\`: it is part of ${meant.of} itself and is not installed.`;
  }
  const target = meant?.name ?? (resembles ?? resemblance(dependency.name, ecosystem))?.target;
  if (target === undefined)
    return `Remove \`${dependency.writtenName}\`, or write the name of the package that was meant.`;
  const corrected = renamed(entryText(dependency, file), dependency.writtenName, target);
  return `Remove it, or write \`${corrected}\` if \`${target}\` was meant.`;
}

/** A version that nobody has published, which assistants invent as they do names. */
function inventedVersion(subject: Subject, record: Existing): Report | undefined {
  const { dependency, ecosystem, version } = subject;
  const { requirement } = dependency;
  if (requirement === undefined) return undefined;
  const isThere =
    version !== undefined && dependency.version !== undefined
      ? published(record, version, ecosystem) !== undefined
      : !isRange(requirement, ecosystem) ||
        record.versions.some((one) => ecosystem.satisfies(one.version, requirement) !== false);
  if (isThere) return undefined;
  const best = highest(record, undefined, ecosystem);
  return {
    rule: 'invented-dependency',
    dependency,
    severity: 'medium',
    message: `No published version of \`${dependency.name}\` meets \`${requirement}\`${best === undefined ? '' : `; the highest is ${best}`}.`,
    remedy:
      best === undefined
        ? `Remove \`${dependency.writtenName}\`.`
        : `Write \`${ecosystem.write(dependency, best)}\`.`,
  };
}

function lookalikeReport(
  subject: Subject,
  record: Existing,
  facts: Facts,
  today: string,
): Report | undefined {
  const { resembles, ecosystem, dependency, version } = subject;
  if (!resembles) return undefined;
  const target = facts.get(packageRequest(ecosystem, resembles.target));
  if (isPublished(target) && isCleared(record, target)) return undefined;
  const weekly = weeklyOf(dependency.name, ecosystem, facts);
  if (isAsUsed(weekly, weeklyOf(resembles.target, ecosystem, facts))) return undefined;
  const signs: string[] = [];
  const age = ageInDays(record.createdAt, today);
  if (age !== undefined && age < newPackageDays) signs.push(`${days(age)} old`);
  const total = totalOf(dependency.name, ecosystem, facts);
  if (weekly !== undefined && weekly < fewWeeklyDownloads) signs.push(`${plural(weekly, 'download')} a week`);
  else if (weekly === undefined && total !== undefined && total < fewDownloads)
    signs.push(`${plural(total, 'download')} in all`);
  if (record.repository === undefined) signs.push('no repository');
  const resolved = version === undefined ? undefined : published(record, version, ecosystem);
  if (resolved?.installScripts)
    signs.push(dependency.ecosystem === 'npm' ? 'an install script' : 'code that runs when it is installed');
  if (resembles.tier !== 'A' && signs.length < 2) return undefined;
  return resembling(subject, resembles, signs, true);
}

/** Whether both are counted, and the name is no stranger beside its target. */
function isAsUsed(weekly: number | undefined, ofTarget: number | undefined): boolean {
  if (weekly === undefined || ofTarget === undefined) return false;
  return weekly >= fewestToClear && weekly >= shareToClear * ofTarget;
}

/** The elder of two names is the original, and a shared maintainer owns both. */
function isCleared(record: Existing, target: { value: Existing }): boolean {
  const isElder =
    record.createdAt !== undefined &&
    target.value.createdAt !== undefined &&
    Date.parse(record.createdAt) < Date.parse(target.value.createdAt);
  return isElder || record.maintainers.some((one) => target.value.maintainers.includes(one));
}

function resembling(
  subject: Subject,
  resembles: Lookalike,
  signs: readonly string[],
  isRecordKnown: boolean,
): Report {
  const { dependency, ecosystem, file } = subject;
  const list = ecosystem.popular();
  const isHigh = resembles.tier === 'A' && signs.length >= 2;
  const evidence = [...signs, `${difference[resembles.how]} \`${resembles.target}\``].join(', ');
  const written = entryText(dependency, file);
  const corrected = renamed(written, dependency.writtenName, resembles.target);
  return {
    rule: 'lookalike-dependency',
    dependency,
    severity: isHigh ? 'high' : 'medium',
    confidence: isHigh ? 'high' : isRecordKnown ? 'medium' : 'low',
    message: `\`${dependency.name}\` is easily taken for a well-known package (${evidence}).${isRecordKnown ? '' : ' Only its name was looked at.'} Compared with ${list.source}, ${list.asOf}.`,
    remedy: `If \`${resembles.target}\` was meant, write \`${corrected}\`; if not, waive this with a reason.`,
  };
}

const difference: Readonly<Record<Lookalike['how'], string>> = {
  separator: 'only separators differ from',
  homoglyph: 'look-alike characters of',
  transposition: 'two letters swapped from',
  repeat: 'a letter repeated or dropped from',
  keyboard: 'one neighbouring key from',
  'word order': 'the same words as',
  scope: 'a misspelt scope of',
  omission: 'one letter fewer than',
  insertion: 'one letter more than',
  substitution: 'one letter from',
  vowel: 'one vowel from',
  'doubled letters': 'doubled letters and a slip from',
  plural: 'one "s" from',
  affix: 'an affix to',
  'distance 2': 'two letters from',
};

/** Why the asked registry's "not found" proves nothing, or undefined when it does. */
function otherRegistry(subject: Subject, source: string, collected: Collected): string | undefined {
  const { dependency, ecosystem } = subject;
  const host = hostOf(source);
  if (dependency.registry !== undefined && hostOf(dependency.registry) !== host)
    return `it comes from ${hostOf(dependency.registry) ?? 'another registry'}`;
  const named = collected.files
    .filter((one) => one.ecosystem.id === ecosystem.id)
    .flatMap((one) => one.after.registries ?? [])
    .find((address) => hostOf(address) === undefined || hostOf(address) !== host);
  if (named !== undefined) return `the project names another index (${hostOf(named) ?? 'not an address'})`;
  const elsewhere = lockEntries(dependency, collected).find(
    (entry) => hostOf(entry.resolved) !== undefined && hostOf(entry.resolved) !== host,
  );
  return elsewhere ? `the lockfile takes it from ${hostOf(elsewhere.resolved)}` : undefined;
}

function days(count: number): string {
  return count === 0 ? 'less than a day' : plural(count, 'day');
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
