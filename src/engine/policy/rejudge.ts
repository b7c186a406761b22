// Judges a stored review again, under another policy: what it would have said, without reading the change again.
import type { JudgedFinding, Review } from '../review.ts';
import { conclude } from '../review/conclude.ts';
import { judgeBy } from './judge.ts';
import type { Policy } from './policy.ts';
import { type Waiver, waiversBy } from './waivers.ts';

/** What a stored review is judged by. */
export interface Rejudging {
  policy: Policy;
  /** Beside those of the policy itself. */
  waivers: readonly Waiver[];
  /** Such as `2026-11-20`. */
  today: string;
}

/**
 * The review as it would have ended. What only the change can tell stays as it was: what is outside the change, what an
 * allow comment waives and what a detector's own entry ignores; approvals are not asked for.
 */
export function rejudge(review: Review, { policy, waivers, today }: Rejudging): Review {
  const judge = judgeBy(policy);
  const waiverFor = waiversBy([...policy.waivers, ...waivers], policy.waiverRules, today);
  const findings = review.findings.map((finding): JudgedFinding => {
    const before = finding.disposition;
    if (before.state === 'waived' && before.by === 'comment') return finding;
    const waiver = waiverFor(finding, finding.fingerprint);
    const { failOn: _merged, decided: _before, ...rest } = finding;
    const { severity, disposition, failOn, decided } = judge(
      {
        ...finding,
        severity: finding.detectedSeverity,
        ...(before.state === 'ignored' && before.by === 'detector' && { ignored: before.reason }),
      },
      {
        inChange: before.state !== 'outside-change',
        ...(before.state === 'outside-change' && { outside: before.reason }),
        grade: finding.origin.grade,
        allow: undefined,
        ...(waiver && { waiver }),
      },
    );
    return {
      ...rest,
      severity,
      disposition,
      ...(failOn !== undefined && { failOn }),
      ...(decided && { decided }),
    };
  });
  const { approvals: _asked, ...rest } = review;
  const judged = {
    ...rest,
    findings,
    policy: {
      mode: policy.mode,
      failOn: policy.failOn,
      source: policy.source,
      waivers: policy.waiverRules,
      problems: [],
    },
  };
  return {
    ...judged,
    ...conclude({
      policy,
      problems: [],
      proposed: [],
      rewrites: false,
      findings,
      coverage: review.coverage,
      incidents: review.incidents,
    }),
  };
}
