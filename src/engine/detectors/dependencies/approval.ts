// Reports dependencies that the policy blocks, or that are not on its list of approved ones.
import type { DependencyPolicy, ListedPackage } from '../../policy/dependency-policy.ts';
import { coversName, coversVersion, nameOf } from './listed.ts';
import { entryText, type Report, renamed } from './report.ts';
import type { Subject } from './subject.ts';

/** Whether policy approves of a package by name, so that the name itself is no reason to suspect it. */
export function isApproved(
  { ecosystem, dependency }: Pick<Subject, 'ecosystem' | 'dependency'>,
  policy: DependencyPolicy,
): boolean {
  return (policy.approved ?? []).some((entry) => coversName(entry.package, ecosystem, dependency.name));
}

/** A report for a blocked or unapproved package; a text where its version would have to be known. */
export function* judgeApproval(
  subject: Subject,
  policy: DependencyPolicy,
): Generator<Report | { notChecked: string }> {
  const { dependency, ecosystem, version } = subject;
  const entriesOf = (list: readonly ListedPackage[]): ListedPackage[] =>
    list.filter((entry) => coversName(entry.package, ecosystem, dependency.name));
  const blocked = entriesOf(policy.blocked);
  const hit = blocked.find((entry) => coversVersion(entry.versions, ecosystem, version) === true);
  if (hit) {
    yield {
      rule: 'blocked-dependency',
      dependency,
      ...(subject.direct ? { at: subject.direct } : {}),
      message: `\`${dependency.name}\`${version === undefined ? '' : ` ${version}`} is blocked by policy${hit.versions === undefined ? '' : ` (${hit.versions})`}${hit.reason === undefined ? '' : `: ${hit.reason}`}.`,
      remedy: alternative(subject, hit.instead) ?? `Remove \`${dependency.writtenName}\`.`,
    };
    return;
  }
  const undecided = blocked.find((entry) => coversVersion(entry.versions, ecosystem, version) === undefined);
  if (undecided)
    yield { notChecked: `policy blocks ${undecided.versions ?? ''}, and its version is not known` };
  if (policy.approved === undefined || !dependency.direct) return;
  const named = entriesOf(policy.approved);
  if (named.some((entry) => coversVersion(entry.versions, ecosystem, version) !== false)) return;
  const [first] = named;
  yield {
    rule: 'unapproved-dependency',
    dependency,
    message:
      first === undefined
        ? `\`${dependency.name}\` is not on the list of approved dependencies.`
        : `\`${dependency.name}\` ${version ?? ''} is approved only as ${first.versions ?? 'another version'}.`,
    remedy:
      first?.versions === undefined
        ? (alternative(subject, likely(subject, policy.approved)) ??
          `Remove \`${dependency.writtenName}\`, or have it approved in the policy of the target branch.`)
        : `Write a version of \`${dependency.name}\` that meets ${first.versions}.`,
  };
}

/** The approved package that its entry, or the look of the name, says is meant. */
function likely(
  { dependency, ecosystem, resembles }: Subject,
  approved: readonly ListedPackage[],
): string | undefined {
  const replacing = approved.find(({ replaces = [] }) =>
    replaces.some((pattern) => coversName(pattern, ecosystem, dependency.name)),
  );
  if (replacing) return replacing.package;
  const target = resembles?.target;
  return target === undefined
    ? undefined
    : approved.find((entry) => coversName(entry.package, ecosystem, target))?.package;
}

function alternative({ dependency, file }: Subject, instead: string | undefined): string | undefined {
  if (instead === undefined || instead.includes('*')) return undefined;
  const name = nameOf(instead);
  const entry = renamed(entryText(dependency, file), dependency.writtenName, name);
  const from = entry.indexOf(name) + name.length;
  // The other package counts its versions in its own way.
  const open = entry.slice(0, from) + entry.slice(from).replace(/v?\d[\w.+!-]*/, '<version>');
  return `Write \`${open}\` in its place: policy names \`${name}\`.`;
}
