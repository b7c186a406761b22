// The ledger of packages that are named one by one: for each check a finding, clean with source and time, or not checked with the reason.
import { wholeFile } from '../../change.ts';
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import type { Advisory, FactRequest, Facts } from '../../facts.ts';
import { bySeverity, type Severity } from '../../finding.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import type { RuleSet } from '../../rule.ts';
import { severityOf as severityOfAdvisory } from './advisories.ts';
import type { Added, Collected } from './collect.ts';
import { judgeSubject } from './judge-subject.ts';
import { otherCheckOfRule, otherChecks } from './other-checks.ts';
import type { Report } from './report.ts';
import { published } from './resolve.ts';
import {
  advisoriesRequest,
  isPublished,
  questions,
  type Subject,
  subjects,
  unreadableVersion,
} from './subject.ts';

/** A package and, where it is known, the version of it that is meant. */
export interface LedgerPackage {
  ecosystem: Ecosystem;
  name: string;
  version?: string;
}

/** What one check says of one package. */
export interface LedgerCheck {
  check: string;
  state: 'finding' | 'clean' | 'not-checked';
  rule?: string;
  severity?: Severity;
  /** What was seen, or what was looked for. */
  evidence?: string;
  source?: string;
  asOf?: string;
  /** Why it was not checked, or why policy leaves the finding out. */
  reason?: string;
  /** Every advisory behind the finding; the evidence names only the first. */
  advisories?: { id: string; aliases: string[]; severity: Severity; fixed: string[] }[];
}

/** All checks of one package. */
export interface LedgerEntry {
  checks: LedgerCheck[];
  /** The worst of the findings; absent without one. */
  severity?: Severity;
  /** What to do about the worst finding. */
  remedy?: string;
}

const checkOfRule: Readonly<Record<string, string>> = {
  ...otherCheckOfRule,
  'vulnerable-dependency': 'vulnerable',
  'malicious-dependency': 'malicious',
  'invented-dependency': 'existence',
  'lookalike-dependency': 'look-alike',
  'young-dependency': 'age',
  'deprecated-dependency': 'deprecated',
  'yanked-dependency': 'yanked',
};

/** A package that is named by itself has no manifest to judge. */
const ofProject = new Set(['unpinned-dependency', 'unneeded-dependency']);
const noVersion = 'the purl names no version';

/** What must be known of these packages; asked again after each round of answers. */
export function ledgerQuestions(
  packages: readonly LedgerPackage[],
  facts: Facts,
  today: string,
  policy: DependencyPolicy = defaultDependencyPolicy,
): FactRequest[] {
  return [...questions(collectedOf(packages), facts, today, policy)];
}

/** One entry for each package, in order. */
export function ledger(
  packages: readonly LedgerPackage[],
  facts: Facts,
  rules: RuleSet,
  today: string,
  policy: DependencyPolicy = defaultDependencyPolicy,
): LedgerEntry[] {
  const collected = collectedOf(packages);
  return subjects(collected, facts).map((subject) =>
    entryOf(subject, collected, facts, rules, today, policy),
  );
}

function entryOf(
  found: Subject,
  collected: Collected,
  facts: Facts,
  rules: RuleSet,
  today: string,
  policy: DependencyPolicy,
): LedgerEntry {
  const subject = withOwnVersion(found, facts);
  const reports: Report[] = [];
  let unproven: string | undefined;
  const unchecked: Partial<Record<string, string>> = {};
  for (const judged of judgeSubject(subject, collected, facts, today, policy)) {
    if (!('notChecked' in judged)) {
      if (!ofProject.has(judged.rule)) reports.push(judged);
    } else if (judged.check === undefined) unproven = judged.notChecked;
    else unchecked[judged.check] = judged.notChecked;
  }
  const severityOf = (report: Report): Severity =>
    report.severity ?? rules.info.get(report.rule)?.severity ?? 'medium';
  reports.sort((a, b) => bySeverity(severityOf(a), severityOf(b)));
  const findings = reports.map((report): LedgerCheck => {
    const check = checkOfRule[report.rule] ?? report.rule;
    return {
      check,
      state: 'finding',
      rule: report.rule,
      severity: severityOf(report),
      evidence: report.message,
      ...(report.ignored === undefined ? {} : { reason: report.ignored }),
      ...provenance(check, subject),
      ...advisoriesBehind(check, subject),
    };
  });
  findings.push(...besidesMalice(subject, findings));
  const told = new Set(findings.map(({ check }) => check));
  const rest = [...restOf(subject, unproven), ...otherChecks(subject, policy, unchecked)].filter(
    ({ check }) => !told.has(check),
  );
  const worst = reports.find((report) => report.ignored === undefined);
  return {
    checks: [...findings, ...rest],
    ...(worst ? { severity: severityOf(worst), remedy: worst.remedy } : {}),
  };
}

/** Of a malicious package only the malice is reported; the ledger names its other advisories all the same. */
function besidesMalice({ advisories }: Subject, findings: readonly LedgerCheck[]): LedgerCheck[] {
  if (advisories?.state !== 'known' || !findings.some(({ check }) => check === 'malicious')) return [];
  const others = advisories.value.filter((one) => !one.malicious);
  const [worst] = others.map(severityOfAdvisory).sort(bySeverity);
  if (worst === undefined) return [];
  const { source, asOf } = advisories;
  const evidence = `also affected by ${others.map(({ id }) => id).join(', ')}`;
  const rule = 'vulnerable-dependency';
  const found = { check: 'vulnerable', state: 'finding', rule, severity: worst, evidence } as const;
  return [{ ...found, source, asOf, advisories: others.map(briefly) }];
}

function advisoriesBehind(check: string, { advisories }: Subject): Pick<LedgerCheck, 'advisories'> {
  if ((check !== 'vulnerable' && check !== 'malicious') || advisories?.state !== 'known') return {};
  const isMalice = check === 'malicious';
  return { advisories: advisories.value.filter((one) => one.malicious === isMalice).map(briefly) };
}

function briefly(advisory: Advisory): NonNullable<LedgerCheck['advisories']>[number] {
  const { id, aliases, fixed } = advisory;
  return { id, aliases, severity: severityOfAdvisory(advisory), fixed };
}

/** What the checks say that found nothing. */
function restOf(subject: Subject, unproven: string | undefined): LedgerCheck[] {
  const { version, record } = subject;
  const of = version === undefined ? '' : ` ${version}`;
  const advisories = (check: string, evidence: string): LedgerCheck =>
    subject.advisories?.state === 'known'
      ? { check, state: 'clean', evidence: evidence + of, ...provenance(check, subject) }
      : {
          check,
          state: 'not-checked',
          reason: subject.advisories?.reason ?? unresolvedOf(subject),
        };
  const byRecord = (check: string, evidence: string, isOfVersion: boolean): LedgerCheck => {
    const reason =
      record.state === 'unknown'
        ? record.reason
        : !record.value.exists
          ? 'the package does not exist'
          : (unproven ?? (isOfVersion && version === undefined ? noVersion : undefined));
    return reason === undefined
      ? { check, state: 'clean', evidence, ...provenance(check, subject) }
      : { check, state: 'not-checked', reason };
  };
  return [
    advisories('vulnerable', 'no advisory affects'),
    advisories('malicious', 'no record of malice for'),
    byRecord('existence', 'the registry has it', false),
    lookalikeOf(subject),
    hasDate(subject)
      ? byRecord('age', 'past the cooldown', true)
      : { check: 'age', state: 'not-checked', reason: 'the registry says no date' },
    byRecord('deprecated', 'not deprecated', true),
    byRecord('yanked', 'not withdrawn', true),
  ];
}

/** False only where the version was found and has no date, as in Maven Central and in indexes. */
function hasDate({ record, version, ecosystem }: Subject): boolean {
  if (!isPublished(record) || version === undefined) return true;
  const found = published(record.value, version, ecosystem);
  return found === undefined || found.publishedAt !== undefined;
}

function unresolvedOf({ dependency, unresolved }: Subject): string {
  if (dependency.version !== undefined) return unresolved ?? 'not asked';
  return unresolved === undefined ? noVersion : `${noVersion}, and ${unresolved}`;
}

function lookalikeOf({ ecosystem, resembles, record }: Subject): LedgerCheck {
  const check = 'look-alike';
  const { names, source, asOf } = ecosystem.popular();
  if (names.length === 0)
    return { check, state: 'not-checked', reason: `no list of well-known names of ${ecosystem.osv}` };
  // A faint resemblance counts only together with what the registry says.
  if (resembles && record.state === 'unknown')
    return {
      check,
      state: 'not-checked',
      reason: `it resembles ${resembles.target} a little, and the registry was not read (${record.reason})`,
    };
  const evidence = `resembles none of ${names.length} well-known names`;
  return { check, state: 'clean', evidence, source, asOf };
}

function provenance(
  check: string,
  { advisories, record, ecosystem }: Subject,
): { source?: string; asOf?: string } {
  if (check === 'look-alike') {
    const { source, asOf } = ecosystem.popular();
    return { source, asOf };
  }
  const fact = check === 'vulnerable' || check === 'malicious' ? advisories : record;
  return fact?.state === 'known' ? { source: fact.source, asOf: fact.asOf } : {};
}

/**
 * A text that cannot be ordered may still be listed by an advisory word for word. OSV's server is not asked, because it
 * answers such a text with silence; a database that is here says whether it knows.
 */
function withOwnVersion(subject: Subject, facts: Facts): Subject {
  const { version } = subject.dependency;
  if (subject.unresolved !== unreadableVersion || version === undefined) return subject;
  const request = advisoriesRequest(subject.ecosystem, subject.dependency.name, version);
  if (!facts.has(request)) return subject;
  const { unresolved: _unresolved, ...rest } = subject;
  return { ...rest, version, by: 'file', advisories: facts.get(request) };
}

function collectedOf(packages: readonly LedgerPackage[]): Collected {
  return { added: packages.map(addedOf), files: [], notChecked: [] };
}

const nowhere = wholeFile('packages', '');

function addedOf({ ecosystem, name, version }: LedgerPackage): Added {
  const dependency: Dependency = {
    ecosystem: ecosystem.id,
    name,
    writtenName: name,
    ...(version === undefined ? {} : { version, requirement: version }),
    path: nowhere.path,
    line: 1,
    column: 1,
    endColumn: 1,
    scope: 'runtime',
    source: 'registry',
    direct: true,
  };
  return { dependency, ecosystem, file: nowhere, wasNamed: false };
}
