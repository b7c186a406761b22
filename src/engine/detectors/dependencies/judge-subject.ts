// Everything that is said of one dependency by itself; the detector and the ledger of single packages share it.
import type { Facts } from '../../facts.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import { adviseOn } from './advisories.ts';
import { isApproved, judgeApproval } from './approval.ts';
import type { Collected } from './collect.ts';
import { isInternal, judgeConfusion, publicRequest } from './confusion.ts';
import { judgeLicence } from './licence.ts';
import { judgeNeed } from './need.ts';
import { judgePinning, judgeScripts } from './pinning.ts';
import { judgeRecord } from './registry.ts';
import type { Report } from './report.ts';
import { judgeScorecard } from './scorecard.ts';
import type { Subject } from './subject.ts';

/** Why a check was not made; without a name it is that of existence and all that follows from it. */
export interface Unchecked {
  notChecked: string;
  check?: 'licence' | 'approval' | 'scorecard' | 'confusion';
}

/** Reports on a dependency, and why a registry's answer about it proves nothing. */
export function* judgeSubject(
  subject: Subject,
  collected: Collected,
  facts: Facts,
  today: string,
  policy: DependencyPolicy = defaultDependencyPolicy,
): Generator<Report | Unchecked> {
  yield* adviseOn(subject, facts, today, policy);
  for (const judged of judgeApproval(subject, policy))
    yield 'notChecked' in judged ? { ...judged, check: 'approval' } : judged;
  // Whatever a public registry says of an internal name, it says of another package.
  if (subject.dependency.direct && isInternal(subject, policy)) {
    yield* judgeConfusion(subject, facts, policy);
    const { record } = subject;
    if (record.state === 'unknown' || !record.isPrivate) return;
    const elsewhere = facts.get(publicRequest(subject));
    if (elsewhere.state === 'unknown')
      yield { notChecked: `whether a public registry has the name: ${elsewhere.reason}`, check: 'confusion' };
  }
  const approved =
    isApproved(subject, policy) || (subject.record.state === 'known' && subject.record.isPrivate === true);
  for (const judged of judgeRecord(subject, collected, facts, today, policy.cooldownDays))
    if (!approved || 'notChecked' in judged || judged.rule !== 'lookalike-dependency') yield judged;
  for (const judged of judgeLicence(subject, policy))
    yield 'notChecked' in judged ? { ...judged, check: 'licence' } : judged;
  if (!approved)
    for (const judged of judgeScorecard(subject, facts, policy))
      yield 'notChecked' in judged ? { ...judged, check: 'scorecard' } : judged;
  yield* judgeScripts(subject);
  yield* judgePinning(subject);
  yield* judgeNeed(subject);
}
