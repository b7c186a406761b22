// Reports names of the organisation's own packages that a public registry has, or that anybody could still take there.
import type { FactRequest, Facts } from '../../facts.ts';
import type { DependencyPolicy } from '../../policy/dependency-policy.ts';
import { hostOf } from './collect.ts';
import { coversName, coversScope } from './listed.ts';
import type { Report } from './report.ts';
import type { Subject } from './subject.ts';

/** Whether policy says that a package is the organisation's own. */
export function isInternal(
  { ecosystem, dependency }: Pick<Subject, 'ecosystem' | 'dependency'>,
  policy: DependencyPolicy,
): boolean {
  const { names, scopes } = policy.internal;
  return (
    names.some((pattern) => coversName(pattern, ecosystem, dependency.name)) ||
    scopes.some((pattern) => coversScope(pattern, ecosystem, dependency.name))
  );
}

/** The question whether a public registry has a name, whoever else has it. */
export function publicRequest({
  ecosystem,
  dependency,
}: Pick<Subject, 'ecosystem' | 'dependency'>): Extract<FactRequest, { kind: 'package' }> {
  return { kind: 'package', ecosystem: ecosystem.id, name: dependency.name, of: 'public' };
}

/** A report for an internal name that a public registry has, or does not have yet. */
export function* judgeConfusion(subject: Subject, facts: Facts, policy: DependencyPolicy): Generator<Report> {
  const { dependency, version } = subject;
  const request = publicRequest(subject);
  const record = facts.has(request) ? facts.get(request) : subject.record;
  if (record.state === 'unknown' || !isInternal(subject, policy)) return;
  const host = hostOf(record.source) ?? record.source;
  if (record.isPrivate || !isPublic(record.source, subject)) return;
  if (!record.value.exists) {
    yield {
      rule: 'dependency-confusion',
      dependency,
      severity: 'low',
      confidence: 'medium',
      message: `\`${dependency.name}\` is internal, and nobody has taken its name on ${host}: whoever does is asked for it by every installer without your settings.`,
      remedy: `Claim \`${dependency.name}\` on ${host} with an empty package, or give it a scope that you own.`,
    };
    return;
  }
  const highest =
    record.value.versions.some((one) => isOutbidding(one.version)) || isOutbidding(version ?? '');
  yield {
    rule: 'dependency-confusion',
    dependency,
    message: `\`${dependency.name}\` is internal by policy, but ${host} has a package of that name${highest ? ', with a version made to win over every other (99.x)' : ''}.`,
    remedy: `Install \`${dependency.name}\` from your own registry only (scope, index or mirror settings), and ask ${host} to remove the other.`,
  };
}

/** Attackers outbid the internal version with one that nobody would reach. */
function isOutbidding(version: string): boolean {
  return /^v?9{2,}(?:\.|$)/.test(version);
}

function isPublic(source: string, { ecosystem }: Subject): boolean {
  const usual = ecosystem.registry;
  // npm's is asked by npm's own client, which knows mirrors; only its default is public.
  if (usual === undefined)
    return /(?:^|\.)npmjs\.(?:org|com)$/.test(hostOf(source) ?? '') || isLoopback(source);
  return hostOf(usual) === hostOf(source) || isLoopback(source);
}

function isLoopback(source: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(hostOf(source) ?? '');
}
