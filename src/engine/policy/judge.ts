// Weighs a finding by policy: its severity, and whether it counts.
import { confidences, isAtLeast, severities, type Finding, type Severity } from '../finding.ts';
import type { Grade } from '../origin.ts';
import type { Disposition } from '../review.ts';
import { countsAsAi } from './ai-policy.ts';
import type { AllowComment } from './allow-comments.ts';
import { pathMatcher } from './globs.ts';
import type { PathPolicy, Policy } from './policy.ts';
import { scannerSeverities } from './scanner-policy.ts';
import type { Decided } from './sources.ts';
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
  /** Absent where no key of the policy had a say. */
  decided?: Decided;
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
  const overrides = policy.overrides.map((each, at) => ({
    ...each,
    key: `overrides.${at}`,
    fits: pathMatcher(each.paths),
  }));

  return (finding, { inChange, outside, grade, allow, waiver }) => {
    const here = overrides.filter(({ fits }) => fits(finding.path));
    const last = <T>(of: (override: PathPolicy) => T | undefined): Keyed<T> | undefined => {
      const found = here.findLast((each) => of(each) !== undefined);
      return found && { value: of(found) as T, key: found.key };
    };
    const ofScanner = scannerSeverity(finding.rule);
    const general = rules.get(finding.rule);
    const ofRule = `rules.${finding.rule}`;
    const set: Keyed<Severity | 'off'> | undefined =
      last((each) => each.rules.get(finding.rule)) ??
      keyed('scanners.rules', ofScanner) ??
      keyed(ofRule, general?.severity);
    const override = set?.value === 'off' ? undefined : set?.value;
    const isAi = countsAsAi(grade, policy.ai);
    // What is said of the tool itself is weighed by that already.
    const isBumped = isAi && finding.class !== 'ai-policy';
    const severity = raise(override ?? finding.severity, isBumped ? policy.aiSeverityBump : 0);
    const minSeverity = (isAi ? keyed('ai.min_severity', policy.ai?.minSeverity) : undefined) ??
      last((each) => each.minSeverity) ?? { value: policy.minSeverity, key: 'min_severity' };
    const minConfidence = last((each) => each.minConfidence) ?? {
      value: policy.minConfidence,
      key: 'min_confidence',
    };
    const ownFailOn = keyed('dependencies.fail_on', finding.failOn) ?? last((each) => each.failOn);
    const failOn = isAi ? stricter(keyed('ai.fail_on', policy.ai?.failOn), ownFailOn) : ownFailOn;
    const steps = [
      ...(set && override !== undefined ? [{ to: override, key: set.key }] : []),
      ...(severity === (override ?? finding.severity) ? [] : [{ to: severity, key: 'ai.severity_bump' }]),
    ];
    const by = (disposition?: string): { decided?: Decided } => {
      const decided: Decided = {
        ...(steps.length > 0 && { severity: steps }),
        ...(disposition !== undefined && { disposition }),
        ...(failOn !== undefined && { failOn: failOn.key }),
      };
      return Object.keys(decided).length > 0 ? { decided } : {};
    };
    const found = (
      state: 'ignored' | 'outside-change' | 'below-threshold',
      reason: string,
      key?: string,
    ): Judgement => ({ severity, disposition: { state, reason }, ...by(key) });

    if (!inChange) return found('outside-change', outside ?? 'the change did not touch these lines');
    if (finding.ignored !== undefined)
      return {
        severity,
        disposition: { state: 'ignored', reason: finding.ignored, by: 'detector' },
        ...by('dependencies.ignore'),
      };
    if (isIgnored(finding.path))
      return found('ignored', `paths.ignore of ${policy.source} covers this path`, 'paths.ignore');
    if (set?.value === 'off') return found('ignored', `${policy.source} turns this rule off`, set.key);
    if (general && (general.isIgnored(finding.path) || !general.isIncluded(finding.path)))
      return found('ignored', `${policy.source} turns this rule off for this path`, ofRule);
    if (allow && (allow.inBase || policy.allowComments === 'head'))
      return {
        severity,
        disposition: { state: 'waived', reason: allow.reason, by: 'comment' },
        ...by('allow_comments'),
      };
    if (waiver && 'binds' in waiver) return { severity, disposition: waivedBy(waiver.binds), ...by() };
    if (!isAtLeast(severity, minSeverity.value))
      return found(
        'below-threshold',
        `${policy.source} shows findings from ${minSeverity.value} severity`,
        minSeverity.key,
      );
    if (confidences.indexOf(finding.confidence) > confidences.indexOf(minConfidence.value))
      return found(
        'below-threshold',
        `${policy.source} shows findings from ${minConfidence.value} confidence`,
        minConfidence.key,
      );
    return {
      severity,
      disposition: { state: 'reported' },
      ...(failOn !== undefined && { failOn: failOn.value }),
      ...by(),
      ...(allow
        ? { note: 'The allow comment that this change adds takes effect once it stands in the base branch.' }
        : waiver && { note: waiver.refused }),
    };
  };
}

/** A value and the key of the policy that says it. */
interface Keyed<T> {
  value: T;
  key: string;
}

function keyed<T>(key: string, value: T | undefined): Keyed<T> | undefined {
  return value === undefined ? undefined : { value, key };
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
  a: Keyed<Severity | 'never'> | undefined,
  b: Keyed<Severity | 'never'> | undefined,
): Keyed<Severity | 'never'> | undefined {
  if (a === undefined || a.value === 'never') return b ?? a;
  if (b === undefined || b.value === 'never') return a;
  return isAtLeast(a.value, b.value) ? b : a;
}

function raise(severity: Severity, steps: number): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - steps)] as Severity;
}
