// Whether the repository behind a direct dependency is kept as well as policy asks, by its OpenSSF Scorecard.
import type { Fact, FactRequest, Facts, PackageRecord } from '../../facts.ts';
import type { DependencyPolicy } from '../../policy/dependency-policy.ts';
import type { Report } from './report.ts';
import type { Subject } from './subject.ts';

type KnownRecord = Extract<Fact<Extract<PackageRecord, { exists: true }>>, { state: 'known' }>;

/** The question for a scorecard; none where policy asks for no score or the repository is not known. */
export function scorecardRequest(
  { dependency, ecosystem, record }: Subject,
  { scorecardMin }: DependencyPolicy,
): Extract<FactRequest, { kind: 'scorecard' }> | undefined {
  if (scorecardMin === undefined || !dependency.direct || !isThere(record)) return undefined;
  const name = repositoryOf(record.value.repository);
  return name === undefined ? undefined : { kind: 'scorecard', ecosystem: ecosystem.id, name };
}

/** A report on a score below the least that policy takes, or why there is none to judge. */
export function* judgeScorecard(
  subject: Subject,
  facts: Facts,
  policy: DependencyPolicy,
): Generator<Report | { notChecked: string }> {
  const { dependency, record } = subject;
  const least = policy.scorecardMin;
  if (least === undefined || !dependency.direct || !isThere(record)) return;
  const request = scorecardRequest(subject, policy);
  if (!request) {
    yield { notChecked: 'its registry names no repository on GitHub or GitLab' };
    return;
  }
  const found = facts.get(request);
  if (found.state === 'unknown') {
    yield { notChecked: found.reason };
    return;
  }
  const { score, weakest, date } = found.value;
  if (score >= least) return;
  yield {
    rule: 'low-scorecard-dependency',
    dependency,
    message: `The repository of \`${dependency.name}\`, ${request.name}, has the OpenSSF score ${score} of 10${date === undefined ? '' : ` (${date})`}; policy asks for ${least}.${weakest.length === 0 ? '' : ` Weakest: ${weakest.join(', ')}.`}`,
    remedy: `Take a package that is kept better, or put \`${dependency.name}\` on the approved list with a reason.`,
  };
}

/** Written here, because `subject.ts` imports this file. */
function isThere(record: Subject['record']): record is KnownRecord {
  return record.state === 'known' && record.value.exists;
}

/** `github.com/owner/name` of the many ways to write it. */
function repositoryOf(written: string | undefined): string | undefined {
  const match = /(?:^|[/@.:])(github\.com|gitlab\.com)[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:[/#?].*)?$/i.exec(
    written ?? '',
  );
  return match ? `${match[1]}/${match[2]}/${match[3]}`.toLowerCase() : undefined;
}
