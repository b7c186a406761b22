// Decides how a review ends, and says why in one sentence.
import { bySeverity, isAtLeast, severities } from '../finding.ts';
import type { Coverage, Incident, JudgedFinding, Review } from '../review.ts';
import type { Policy, PolicyProblem } from '../policy/policy.ts';

/** What a conclusion is drawn from. */
export interface Outcome {
  policy: Policy;
  /** Of the policy in force, which the defaults then replace, and of own rules, which are then left out. */
  problems: readonly PolicyProblem[];
  /** Of the policy and the rules that the change proposes. */
  proposed: readonly PolicyProblem[];
  /** Whether the change proposes a policy or rules at all. */
  rewrites: boolean;
  findings: readonly JudgedFinding[];
  coverage: Coverage;
  incidents: readonly Incident[];
}

/** Findings fail only in enforce mode; what was not looked at is never a success. See docs/decisions/0005-conclusions.md. */
export function conclude(outcome: Outcome): Pick<Review, 'conclusion' | 'reason'> {
  const { policy, coverage, incidents } = outcome;
  const problems = [...outcome.problems, ...outcome.proposed];
  const reported = outcome.findings.filter((finding) => finding.disposition.state === 'reported');
  const counted = countsOf(reported);
  const { failOn } = policy;
  const failing = failingOf(reported, policy);
  if (failing.length > 0)
    return {
      conclusion: 'failure',
      reason: `${count(failing.length, 'finding')} at or above ${[...new Set(failing.map((one) => one.failOn ?? failOn))].join(' and ')}: ${countsOf(failing)}.`,
    };

  const first = problems[0];
  if (first)
    return {
      // The change that mends a broken policy must not be held up by the break.
      conclusion: outcome.rewrites && outcome.proposed.length === 0 ? 'neutral' : 'action_required',
      reason: `${first.path} has ${count(problems.length, 'problem')}; ${sentence(counted)}.`,
    };

  // Who wrote a line is told beside the findings and takes none of them away.
  const unread = coverage.unread.filter(({ what }) => what !== 'origins');
  const unchecked = coverage.notChecked.filter(({ isOrigin }) => isOrigin !== true);
  const gaps = [
    incidents.length > 0 ? `${count(incidents.length, 'detector failure')}` : '',
    policy.onUnread === 'fail' && unread.length > 0 ? `${count(unread.length, 'part')} not read` : '',
    policy.onUnread === 'fail' && unchecked.length > 0 ? `${count(unchecked.length, 'check')} not made` : '',
  ].filter((gap) => gap !== '');
  if (gaps.length > 0)
    return {
      conclusion: policy.mode === 'enforce' ? 'action_required' : 'neutral',
      reason: `The review is incomplete: ${gaps.join(', ')}; ${sentence(counted)}.`,
    };

  const why =
    policy.mode === 'monitor' ? ' (monitor mode: findings never fail the check)' : ` (fails on ${failOn})`;
  return { conclusion: 'success', reason: `${capital(sentence(counted))}${counted === '' ? '' : why}.` };
}

/** The findings that fail the check under a policy. */
export function failingOf(
  findings: readonly JudgedFinding[],
  { mode, failOn }: Pick<Policy, 'mode' | 'failOn'>,
): JudgedFinding[] {
  if (mode !== 'enforce') return [];
  return findings.filter((finding) => {
    const threshold = finding.failOn ?? failOn;
    return (
      finding.disposition.state === 'reported' &&
      threshold !== 'never' &&
      isAtLeast(finding.severity, threshold)
    );
  });
}

function sentence(counted: string): string {
  return counted === '' ? 'no findings on the added lines' : `found ${counted}`;
}

function countsOf(findings: readonly JudgedFinding[]): string {
  const sorted = [...findings].sort((a, b) => bySeverity(a.severity, b.severity));
  const groups = Map.groupBy(sorted, (finding) => finding.severity);
  return severities
    .filter((severity) => groups.has(severity))
    .map((severity) => `${groups.get(severity)?.length ?? 0} ${severity}`)
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
