// Weighs a finding by policy: its severity, and whether it counts.
import { confidences, isAtLeast, severities, type Finding, type Severity } from '../finding.ts';
import type { Grade } from '../origin.ts';
import type { Disposition } from '../review.ts';
import type { AllowComment } from './allow-comments.ts';
import { pathMatcher } from './globs.ts';
import type { Policy } from './policy.ts';

/** What the judge must know of a finding beyond the finding itself. */
export interface Circumstances {
  /** Whether the finding touches a line that the change added. */
  inChange: boolean;
  /** Why it is outside, such as `moved from app/old.py:12`. */
  outside?: string;
  /** How well it is known that a tool wrote the line. */
  grade: Grade;
  allow: AllowComment | undefined;
}

/** A judgement; `note` is a sentence to add to the message. */
export interface Judgement {
  severity: Severity;
  disposition: Disposition;
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

  return (finding, { inChange, outside, grade, allow }) => {
    const rule = rules.get(finding.rule);
    const override = rule?.severity === 'off' ? undefined : rule?.severity;
    const severity = raise(override ?? finding.severity, isAiWritten(grade) ? policy.aiSeverityBump : 0);
    const found = (state: 'ignored' | 'outside-change' | 'below-threshold', reason: string): Judgement => ({
      severity,
      disposition: { state, reason },
    });

    if (!inChange) return found('outside-change', outside ?? 'the change did not touch these lines');
    if (finding.ignored !== undefined) return found('ignored', finding.ignored);
    if (isIgnored(finding.path)) return found('ignored', `paths.ignore of ${policy.source} covers this path`);
    if (rule?.severity === 'off') return found('ignored', `${policy.source} turns this rule off`);
    if (rule && (rule.isIgnored(finding.path) || !rule.isIncluded(finding.path)))
      return found('ignored', `${policy.source} turns this rule off for this path`);
    if (allow && (allow.inBase || policy.allowComments === 'head'))
      return { severity, disposition: { state: 'waived', reason: allow.reason, by: 'comment' } };
    if (!isAtLeast(severity, policy.minSeverity))
      return found('below-threshold', `${policy.source} shows findings from ${policy.minSeverity} severity`);
    if (confidences.indexOf(finding.confidence) > confidences.indexOf(policy.minConfidence))
      return found(
        'below-threshold',
        `${policy.source} shows findings from ${policy.minConfidence} confidence`,
      );
    return {
      severity,
      disposition: { state: 'reported' },
      ...(allow && {
        note: 'The allow comment that this change adds takes effect once it stands in the base branch.',
      }),
    };
  };
}

/** Only marks that a tool or a person set on purpose count; a branch name does not. */
function isAiWritten(grade: Grade): boolean {
  return grade === 'attested' || grade === 'reported' || grade === 'claimed';
}

function raise(severity: Severity, steps: number): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - steps)] as Severity;
}
