// Weighs a finding by policy: its severity, and whether it counts.
import { confidences, isAtLeast, severities, type Finding, type Severity } from '../finding.ts';
import type { Grade } from '../origin.ts';
import type { Disposition } from '../review.ts';
import { countsAsAi } from './ai-policy.ts';
import type { AllowComment } from './allow-comments.ts';
import { pathMatcher } from './globs.ts';
import type { PathPolicy, Policy } from './policy.ts';
import { scannerSeverities } from './scanner-policy.ts';
import { advisedWords } from './advised.ts';
import type { Waiver, WaiverAnswer } from './waivers.ts';

/** What the judge must know of a finding beyond the finding itself. */
export interface Circumstances {
  /** Whether the finding touches a line that the change added. */
  inChange: boolean;
  /** Why it is outside, such as `moved from app/old.py:12`. */
  outside?: string;
  /** How well it is known that a tool wrote the line. */
  grade: Grade;
  allow: AllowComment | undefined;
  /** What the waivers on record say of it. */
  waiver?: WaiverAnswer;
}

/** A judgement; `note` is a sentence to add to the message. */
export interface Judgement {
  severity: Severity;
  disposition: Disposition;
  /** Where policy has a threshold of its own for the line's origin. */
  failOn?: Severity | 'never';
  note?: string;
}

/** Makes the judge of a policy. */
export function judgeBy(policy: Policy): (finding: Finding, circumstances: Circumstances) => Judgement {
  const isIgnored = pathMatcher(policy.ignorePaths);
  const rules = new Map(
    [...policy.rules].map(([id, rule]) => [
      id,
      {
        ...rule,
        isIgnored: pathMatcher(rule.ignore ?? []),
        isIncluded: rule.paths ? pathMatcher(rule.paths) : () => true,
      },
    ]),
  );

  const scannerSeverity = scannerSeverities(policy.scanners);
  const overrides = policy.overrides.map((each) => ({ ...each, fits: pathMatcher(each.paths) }));

  return (finding, { inChange, outside, grade, allow, waiver }) => {
    const here = overrides.filter(({ fits }) => fits(finding.path));
    const last = <T>(of: (override: PathPolicy) => T | undefined): T | undefined =>
      here.map(of).findLast((value) => value !== undefined);
    const ruleHere = last((each) => each.rules.get(finding.rule)) ?? scannerSeverity(finding.rule);
    const general = rules.get(finding.rule);
    const rule = ruleHere === undefined ? general : { ...general, severity: ruleHere };
    const override = rule?.severity === 'off' ? undefined : rule?.severity;
    const isAi = countsAsAi(grade, policy.ai);
    // What is said of the tool itself is weighed by that already.
    const isBumped = isAi && finding.class !== 'ai-policy';
    const severity = raise(override ?? finding.severity, isBumped ? policy.aiSeverityBump : 0);
    const minSeverity =
      (isAi ? policy.ai?.minSeverity : undefined) ?? last((each) => each.minSeverity) ?? policy.minSeverity;
    const minConfidence = last((each) => each.minConfidence) ?? policy.minConfidence;
    const ownFailOn = finding.failOn ?? last((each) => each.failOn);
    const failOn = isAi ? stricter(policy.ai?.failOn, ownFailOn) : ownFailOn;
    const found = (state: 'ignored' | 'outside-change' | 'below-threshold', reason: string): Judgement => ({
      severity,
      disposition: { state, reason },
    });

    if (!inChange) return found('outside-change', outside ?? 'the change did not touch these lines');
    if (finding.ignored !== undefined)
      return { severity, disposition: { state: 'ignored', reason: finding.ignored, by: 'detector' } };
    if (isIgnored(finding.path)) return found('ignored', `paths.ignore of ${policy.source} covers this path`);
    if (rule?.severity === 'off') return found('ignored', `${policy.source} turns this rule off`);
    if (general && (general.isIgnored(finding.path) || !general.isIncluded(finding.path)))
      return found('ignored', `${policy.source} turns this rule off for this path`);
    if (allow && (allow.inBase || policy.allowComments === 'head'))
      return { severity, disposition: { state: 'waived', reason: allow.reason, by: 'comment' } };
    if (waiver && 'binds' in waiver) return { severity, disposition: waivedBy(waiver.binds) };
    if (!isAtLeast(severity, minSeverity))
      return found('below-threshold', `${policy.source} shows findings from ${minSeverity} severity`);
    if (confidences.indexOf(finding.confidence) > confidences.indexOf(minConfidence))
      return found('below-threshold', `${policy.source} shows findings from ${minConfidence} confidence`);
    return {
      severity,
      disposition: { state: 'reported' },
      ...(failOn !== undefined && { failOn }),
      ...(allow
        ? { note: 'The allow comment that this change adds takes effect once it stands in the base branch.' }
        : waiver && { note: waiver.refused }),
    };
  };
}

function waivedBy({ id, reason, from, owner, approver, until, advised }: Waiver): Disposition {
  return {
    state: 'waived',
    reason,
    by: from,
    waiver: id,
    owner,
    ...(approver !== undefined && { approver }),
    until,
    ...(advised && { accepts: advisedWords(advised) }),
  };
}

/** The threshold that fails more; each stands for a reason of its own. */
function stricter(
  a: Severity | 'never' | undefined,
  b: Severity | 'never' | undefined,
): Severity | 'never' | undefined {
  if (a === undefined || a === 'never') return b ?? a;
  if (b === undefined || b === 'never') return a;
  return isAtLeast(a, b) ? b : a;
}

function raise(severity: Severity, steps: number): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - steps)] as Severity;
}
