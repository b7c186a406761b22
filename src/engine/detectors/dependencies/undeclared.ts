// Asks and judges what a change imports and no manifest declares; the detector of dependencies puts it beside the rest.
import type { Change } from '../../change.ts';
import type { NotChecked } from '../../detector.ts';
import type { FactRequest, Facts } from '../../facts.ts';
import type { DependencyPolicy } from '../../policy/dependency-policy.ts';
import type { Collected } from './collect.ts';
import { collectImports, type Imported } from './imports.ts';
import { isPlain, judgeImport, undeclared } from './judge-import.ts';
import type { Report } from './report.ts';
import { questions, type Subject, subjects } from './subject.ts';

/** Names told of one reason; the rest is counted. */
const maxNames = 5;
const noRecord = { state: 'unknown', reason: 'not asked' } as const;

/** What must be known of the packages that are imported and not declared. */
export function* importQuestions(
  change: Change,
  facts: Facts,
  today: string,
  policy: DependencyPolicy,
): Generator<FactRequest> {
  yield* questions(importsAsked(change, policy).collected, facts, today, policy);
}

/** What is told of them, and what could not be learnt. */
export function judgeImports(
  change: Change,
  facts: Facts,
  today: string,
  policy: DependencyPolicy,
): { reports: Report[]; notChecked: NotChecked[] } {
  const { collected, plain, notChecked } = importsAsked(change, policy);
  const reports = plain.flatMap((one) =>
    one.manifest === undefined || one.found.isOptional === true
      ? []
      : [undeclared({ ...one, record: noRecord }, one, one.manifest)],
  );
  const gaps = new Map<string, Set<string>>();
  for (const subject of subjects(collected, facts)) {
    const imported = subject as Subject & Imported;
    const note = (reason: string): void =>
      void gaps.set(reason, (gaps.get(reason) ?? new Set()).add(subject.dependency.name));
    if (subject.record.state === 'unknown')
      note(policy.offline ? 'policy keeps these checks offline' : subject.record.reason);
    for (const judged of judgeImport(subject, imported, collected, facts, today, policy)) {
      if ('notChecked' in judged) note(judged.notChecked);
      else reports.push(judged);
    }
  }
  const told = [...gaps].map(([reason, names]) => {
    const more = names.size - maxNames;
    const shown = [...names].slice(0, maxNames).join(', ');
    const check = 'existence of what is imported and not declared';
    return { check, reason: `${reason}: ${shown}${more > 0 ? ` and ${more} more` : ''}` };
  });
  return { reports, notChecked: [...notChecked, ...told] };
}

/** The imports to ask about, and the well-known ones that nobody needs to ask about. */
export function importsAsked(
  change: Change,
  policy: DependencyPolicy,
): { collected: Collected; plain: Imported[]; notChecked: NotChecked[] } {
  const imports = collectImports(change);
  const isOff = new Set(policy.ecosystemsOff);
  const added = imports.added.filter(({ ecosystem }) => !isOff.has(ecosystem.id));
  const plain = added.filter((one) => isPlain(one, policy));
  const collected: Collected = {
    added: added.filter((one) => !plain.includes(one)),
    files: imports.manifests,
    notChecked: [],
  };
  return { collected, plain, notChecked: imports.notChecked };
}
