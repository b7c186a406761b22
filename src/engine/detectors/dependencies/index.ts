// Finds dependencies that are vulnerable, malicious, invented, misspelt, too young, given up, unwanted or from elsewhere.
import type { Detection, Detector } from '../../detector.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import type { Change } from '../../change.ts';
import { severities } from '../../finding.ts';
import type { RuleSet } from '../../rule.ts';
import { lowered } from '../told.ts';
import { type Collected, collect } from './collect.ts';
import { lockfileDrift } from './drift.ts';
import { createGaps, type Gaps } from './gaps.ts';
import { judgeSubject } from './judge-subject.ts';
import { hasLicencePolicy } from './licence-policy.ts';
import { type Report, toFindings } from './report.ts';
import { outsideRegistry, replacedContents } from './sources.ts';
import {
  isSettled,
  noAdvisories,
  questions,
  type Subject,
  subjects,
  unreadableVersion,
  withDirect,
} from './subject.ts';
import { suggested } from './suggested.ts';
import { unusedDependencies } from './unused.ts';
import { importQuestions, importsAsked, judgeImports } from './undeclared.ts';

/** The detector of dependencies. Whatever could not be looked up is `notChecked`, never clean. */
export const dependencies: Detector = {
  id: 'dependencies',
  needs({ change, facts, today, dependencyPolicy: policy = defaultDependencyPolicy }) {
    if (policy.offline) return [];
    return [
      ...questions(wanted(change, policy), facts, today, policy),
      ...importQuestions(change, facts, today, policy),
    ];
  },
  *detectChange({
    change,
    facts,
    rules,
    today,
    dependencyPolicy: policy = defaultDependencyPolicy,
  }): Generator<Detection> {
    const collected = wanted(change, policy);
    const reports: Report[] = [];
    const gaps = createGaps();
    reports.push(...replacedContents(collected.added));
    reports.push(...[...outsideRegistry(collected.added)].map((report) => asCommand(report, rules)));
    reports.push(...lockfileDrift(collected));
    reports.push(...unusedDependencies(collected, change.surroundings));
    for (const found of subjects(collected, facts)) {
      const subject = isTold(found, policy) ? withDirect(found, collected) : found;
      noteGaps(subject, gaps, policy);
      const told: Report[] = [];
      for (const judged of judgeSubject(subject, collected, facts, today, policy)) {
        if (!('notChecked' in judged)) told.push(judged);
        else if (subject.dependency.command === 'documentation') continue;
        else if (judged.check !== undefined) gaps.add(subject, judged.check, judged.notChecked);
        else {
          gaps.add(subject, 'existence', judged.notChecked);
          if (!subject.advisories) gaps.add(subject, 'known vulnerabilities', judged.notChecked);
        }
      }
      reports.push(...forCommand(subject, withoutTrifles(told), rules));
    }
    const imports = judgeImports(change, facts, today, policy);
    reports.push(...imports.reports);
    const { failOn } = policy;
    for (const finding of toFindings(reports, rules))
      yield { finding: failOn === undefined ? finding : { ...finding, failOn } };
    for (const notChecked of [...collected.notChecked, ...gaps.list(), ...imports.notChecked])
      yield { notChecked };
  },
  suggests(input) {
    const { change, dependencyPolicy: policy = defaultDependencyPolicy } = input;
    return suggested(input, wanted(change, policy), importsAsked(change, policy));
  },
};

/** A command shown to readers harms fewer than one that runs. */
function asCommand(report: Report, rules: RuleSet): Report {
  if (report.dependency.command !== 'documentation') return report;
  const severity = report.severity ?? rules.info.get(report.rule)?.severity ?? 'medium';
  return { ...report, severity: lowered(severities, severity) };
}

/** What a manifest is asked to do better is no matter of a command. */
function forCommand({ dependency }: Subject, told: readonly Report[], rules: RuleSet): readonly Report[] {
  const { command } = dependency;
  if (command === undefined) return told;
  const unfit = command === 'run' ? notOfCommands : new Set([...notOfCommands, 'install-script-dependency']);
  return told.filter(({ rule }) => !unfit.has(rule)).map((report) => asCommand(report, rules));
}

const notOfCommands = new Set(['unneeded-dependency']);

/** Beside a name that should not be there at all, what is lesser only takes the reader's eye off it. */
function withoutTrifles(told: readonly Report[]): readonly Report[] {
  return told.some(({ rule, ignored }) => grave.has(rule) && ignored === undefined)
    ? told.filter(({ rule }) => !trifles.has(rule))
    : told;
}

const grave = new Set([
  'malicious-dependency',
  'blocked-dependency',
  'lookalike-dependency',
  'invented-dependency',
  'dependency-confusion',
]);
const trifles = new Set([
  'install-script-dependency',
  'unapproved-dependency',
  'unpinned-dependency',
  'unneeded-dependency',
]);

/** What the change pulls in of the ecosystems that policy wants looked at. */
function wanted(change: Change, { ecosystemsOff }: DependencyPolicy): Collected {
  const collected = collect(change);
  if (ecosystemsOff.length === 0) return collected;
  const isOff = new Set(ecosystemsOff);
  const files = collected.files.filter(({ ecosystem }) => !isOff.has(ecosystem.id));
  const paths = new Set(
    collected.files.filter(({ ecosystem }) => isOff.has(ecosystem.id)).map(({ file }) => file.path),
  );
  return {
    added: collected.added.filter(({ ecosystem }) => !isOff.has(ecosystem.id)),
    files,
    notChecked: collected.notChecked.filter(({ path }) => path === undefined || !paths.has(path)),
  };
}

/** Only what is told needs the manifest's line, and looking for it takes time. */
function isTold({ advisories }: Subject, policy: DependencyPolicy): boolean {
  return (
    (advisories?.state === 'known' && advisories.value.length > 0) ||
    policy.blocked.length > 0 ||
    hasLicencePolicy(policy)
  );
}

function noteGaps(subject: Subject, gaps: Gaps, policy: DependencyPolicy): void {
  const { record, advisories, unresolved, dependency, ecosystem } = subject;
  // A text for readers pulls nothing in by itself.
  if (dependency.command === 'documentation' || ecosystem.unasked?.(dependency.name) !== undefined) return;
  const why = (reason: string): string => (policy.offline ? 'policy keeps these checks offline' : reason);
  if (dependency.direct && record.state === 'unknown' && !isSettled(subject))
    gaps.add(subject, 'existence, age and deprecation', why(record.reason));
  if (hasLicencePolicy(policy) && record.state === 'unknown')
    gaps.add(subject, 'licence', why(record.reason));
  // A package that does not exist has no version to ask about, and a finding of its own.
  if (unresolved === noAdvisories) return;
  const isOpen = unresolved === unreadableVersion || dependency.awaits !== undefined;
  if (unresolved !== undefined && (record.state === 'unknown' || isOpen))
    gaps.add(subject, 'known vulnerabilities', unresolved);
  if (advisories?.state === 'unknown') gaps.add(subject, 'known vulnerabilities', why(advisories.reason));
}
