// Finds dependencies that are vulnerable, malicious, invented, misspelt, too young, given up or from elsewhere.
import type { Detection, Detector } from '../../detector.ts';
import { adviseOn } from './advisories.ts';
import { collect } from './collect.ts';
import { createGaps, type Gaps } from './gaps.ts';
import { judgeRecord } from './registry.ts';
import { type Report, toFindings } from './report.ts';
import { outsideRegistry, replacedContents } from './sources.ts';
import { questions, type Subject, subjects, unreadableVersion, withDirect } from './subject.ts';

/** The detector of dependencies. Whatever could not be looked up is `notChecked`, never clean. */
export const dependencies: Detector = {
  id: 'dependencies',
  needs: ({ change, facts, today }) => [...questions(collect(change), facts, today)],
  *detectChange({ change, facts, rules, today }): Generator<Detection> {
    const collected = collect(change);
    const reports: Report[] = [];
    const gaps = createGaps();
    reports.push(...replacedContents(collected.added), ...outsideRegistry(collected.added));
    for (const found of subjects(collected, facts)) {
      const subject = isVulnerable(found) ? withDirect(found, collected) : found;
      noteGaps(subject, gaps);
      reports.push(...adviseOn(subject, facts, today));
      for (const judged of judgeRecord(subject, collected, facts, today)) {
        if ('notChecked' in judged) {
          gaps.add(subject, 'existence', judged.notChecked);
          if (!subject.advisories) gaps.add(subject, 'known vulnerabilities', judged.notChecked);
        } else reports.push(judged);
      }
    }
    for (const finding of toFindings(reports, rules)) yield { finding };
    for (const notChecked of [...collected.notChecked, ...gaps.list()]) yield { notChecked };
  },
};

function isVulnerable({ advisories }: Subject): boolean {
  return advisories?.state === 'known' && advisories.value.length > 0;
}

function noteGaps(subject: Subject, gaps: Gaps): void {
  const { record, advisories, unresolved, dependency } = subject;
  if (dependency.direct && record.state === 'unknown')
    gaps.add(subject, 'existence, age and deprecation', record.reason);
  // A package that does not exist has no version to ask about, and a finding of its own.
  if (unresolved !== undefined && (record.state === 'unknown' || unresolved === unreadableVersion))
    gaps.add(subject, 'known vulnerabilities', unresolved);
  if (advisories?.state === 'unknown') gaps.add(subject, 'known vulnerabilities', advisories.reason);
}
