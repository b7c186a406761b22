// What the checks by policy and by the files themselves say of a package in which they found nothing.
import type { DependencyPolicy } from '../../policy/dependency-policy.ts';
import { isInternal } from './confusion.ts';
import type { LedgerCheck } from './ledger.ts';
import { hasLicencePolicy } from './licence-policy.ts';
import { needSource } from './need.ts';
import { isPublished, type Subject } from './subject.ts';

/** The ledger's name of each of these checks, by the rule that tells a finding. */
export const otherCheckOfRule: Readonly<Record<string, string>> = {
  'dependency-confusion': 'confusion',
  'licence-not-allowed': 'licence',
  'blocked-dependency': 'approval',
  'unapproved-dependency': 'approval',
  'install-script-dependency': 'install scripts',
  'dependency-outside-registry': 'source',
  'dependency-integrity-changed': 'integrity',
  'lockfile-drift': 'lockfile',
  'unpinned-dependency': 'pinning',
  'unneeded-dependency': 'need',
  'low-scorecard-dependency': 'scorecard',
};

/** Clean with its source, or not checked with the reason, for each check that tells nothing of this package. */
export function otherChecks(
  subject: Subject,
  policy: DependencyPolicy,
  unchecked: Readonly<Partial<Record<string, string>>>,
): LedgerCheck[] {
  const { record, dependency, ecosystem, version } = subject;
  const clean = (check: string, evidence: string, source: string, asOf?: string): LedgerCheck => ({
    check,
    state: 'clean',
    evidence,
    source,
    ...(asOf === undefined ? {} : { asOf }),
  });
  const open = (check: string, reason: string): LedgerCheck => ({ check, state: 'not-checked', reason });
  const unread = record.state === 'unknown' ? record.reason : 'the package does not exist';
  const byRecord = (check: string, evidence: string): LedgerCheck =>
    isPublished(record) ? clean(check, evidence, record.source, record.asOf) : open(check, unread);
  const isLocked = !dependency.direct;
  return [
    unchecked['confusion'] !== undefined
      ? open('confusion', unchecked['confusion'])
      : isInternal(subject, policy)
        ? byRecord('confusion', 'the registry that was asked is not a public one')
        : clean('confusion', 'not a name of your own', 'policy'),
    hasLicencePolicy(policy)
      ? unchecked['licence'] === undefined
        ? byRecord('licence', 'allowed by policy')
        : open('licence', unchecked['licence'])
      : open('licence', 'policy speaks of no licences'),
    unchecked['approval'] === undefined
      ? clean('approval', policy.approved === undefined ? 'not blocked' : 'approved', 'policy')
      : open('approval', unchecked['approval']),
    ecosystem.id !== 'npm'
      ? open('install scripts', `${ecosystem.osv} does not say whether a package runs code on install`)
      : version === undefined && isPublished(record)
        ? open('install scripts', 'its version is not known')
        : byRecord('install scripts', 'runs no script when it is installed'),
    clean('source', 'from the registry', dependency.path),
    isLocked
      ? clean('integrity', 'as before', dependency.path)
      : open('integrity', 'not an entry of a lockfile'),
    isLocked
      ? clean('lockfile', 'as the rest of it', dependency.path)
      : open('lockfile', 'not an entry of a lockfile'),
    policy.scorecardMin === undefined
      ? open('scorecard', 'policy asks for no OpenSSF score')
      : unchecked['scorecard'] === undefined
        ? byRecord('scorecard', `its OpenSSF score is ${policy.scorecardMin} or more, or it is approved`)
        : open('scorecard', unchecked['scorecard']),
    open('pinning', 'no manifest was given'),
    needSource(ecosystem) === undefined
      ? open('need', `no table of alternatives for ${ecosystem.osv}`)
      : open('need', 'whether it is needed depends on the project'),
  ];
}
