// Says of each direct dependency that a change brings what is known of it, so that they can be counted by who wrote them.
import type { DetectorInput, SuggestedDependency } from '../../detector.ts';
import { defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import type { Added, Collected } from './collect.ts';
import type { Imported } from './imports.ts';
import { judgeSubject, type Unchecked } from './judge-subject.ts';
import type { Report } from './report.ts';
import { isPublished, isSettled, noAdvisories, type Subject, subjects } from './subject.ts';

/** What could not come from a public registry is nobody's invention. */
const ownSources = new Set(['path', 'workspace']);

/**
 * The dependencies that people or tools chose: manifests' entries, installs and undeclared imports, each package and
 * version once, where it stands first. What only lockfiles pull in nobody chose. Policy decides none of the answers but
 * which names are approved.
 */
export function* suggested(
  { facts, today, dependencyPolicy: policy = defaultDependencyPolicy }: DetectorInput,
  declared: Collected,
  imports: { collected: Collected; plain: readonly Imported[] },
): Generator<SuggestedDependency> {
  const seen = new Set<string>();
  const once = function* (one: SuggestedDependency | undefined): Generator<SuggestedDependency> {
    if (!one || seen.has(one.name)) return;
    seen.add(one.name);
    yield one;
  };
  const direct = declared.added.filter(({ dependency, replaced }) => dependency.direct && !replaced);
  const judge = (subject: Subject, of: Collected): Judged => {
    const all = [...judgeSubject(subject, of, facts, today, policy)];
    return {
      rules: new Set(all.flatMap((one) => ('notChecked' in one ? [] : [one.rule]))),
      isUnproven: all.some(isUnproven),
    };
  };
  for (const subject of subjects({ ...declared, added: direct }, facts))
    yield* once(ofManifest(subject, judge(subject, declared)));
  for (const added of direct) {
    const { source } = added.dependency;
    // Of a repository or an address nobody is asked.
    if (source !== 'registry' && !ownSources.has(source)) yield* once({ ...nothing, ...placeOf(added) });
  }
  for (const subject of subjects(imports.collected, facts))
    yield* once(ofImport(subject as Subject & Imported, judge(subject, imports.collected)));
  for (const one of imports.plain) yield* once({ ...nothing, ...placeOf(one), isAnswered: true });
}

const nothing = { isVulnerable: false, isInvented: false, isLookalike: false, isAnswered: false };

interface Judged {
  rules: ReadonlySet<string>;
  /** A registry's "not found" proves nothing. */
  isUnproven: boolean;
}

function isUnproven(one: Report | Unchecked): boolean {
  return 'notChecked' in one && one.check === undefined;
}

function ofManifest(subject: Subject, { rules, isUnproven }: Judged): SuggestedDependency {
  const { advisories, unresolved } = subject;
  const isInvented = rules.has('invented-dependency');
  const isVersionAnswered = advisories?.state === 'known' || unresolved === noAdvisories || isInvented;
  return {
    ...placeOf(subject),
    isVulnerable: advisories?.state === 'known' && advisories.value.length > 0,
    isInvented,
    isLookalike: rules.has('lookalike-dependency'),
    isAnswered: isExistenceAnswered(subject, isUnproven) && isVersionAnswered,
  };
}

/** An import names no version, so that only what is malicious in every one counts against it. */
function ofImport(subject: Subject & Imported, { rules, isUnproven }: Judged): SuggestedDependency {
  const isVague = subject.found.isVague === true && !isPublished(subject.record);
  return {
    ...placeOf(subject),
    isVulnerable: rules.has('malicious-dependency'),
    isInvented: rules.has('invented-dependency') && !isVague,
    isLookalike: rules.has('lookalike-dependency'),
    isAnswered: isExistenceAnswered(subject, isUnproven) && !isVague,
  };
}

function isExistenceAnswered(subject: Subject, isUnproven: boolean): boolean {
  return isSettled(subject) || (subject.record.state === 'known' && !isUnproven);
}

function placeOf({ dependency, ecosystem }: Added): Pick<SuggestedDependency, 'name' | 'path' | 'line'> {
  const { name, version, requirement, decided } = dependency;
  const { path, line } = decided ?? dependency;
  return { name: JSON.stringify([ecosystem.id, name, version ?? requirement ?? '']), path, line };
}
