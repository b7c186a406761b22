// What is said of a package that is imported and not declared: invented, malicious, or merely missing in the manifest.
import type { Facts } from '../../facts.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import type { Collected } from './collect.ts';
import { type Imported, isWellKnown } from './imports.ts';
import { judgeSubject, type Unchecked } from './judge-subject.ts';
import { judgeNeed } from './need.ts';
import { registryTitle } from './registry-title.ts';
import type { Report } from './report.ts';
import { highest } from './resolve.ts';
import { isPublished, type Subject } from './subject.ts';

/** Of an import no version is known, so that only these are told of it. */
const telling = new Set([
  'malicious-dependency',
  'invented-dependency',
  'lookalike-dependency',
  'dependency-confusion',
  'blocked-dependency',
  'unapproved-dependency',
]);

/** Reports on an import that nothing declares. */
export function* judgeImport(
  subject: Subject,
  imported: Imported,
  collected: Collected,
  facts: Facts,
  today: string,
  policy: DependencyPolicy = defaultDependencyPolicy,
): Generator<Report | Unchecked> {
  const { found, manifest } = imported;
  let isTold = false;
  for (const judged of judgeSubject(subject, collected, facts, today, policy)) {
    if ('notChecked' in judged) {
      if (judged.check === undefined) yield judged;
      continue;
    }
    const isNew = judged.rule === 'young-dependency' && judged.severity === 'medium';
    if (!telling.has(judged.rule) && !isNew) continue;
    const isInvented = judged.rule === 'invented-dependency';
    // Where other packages may bring the same name, that one is missing says little.
    if (isInvented && found.isVague === true) continue;
    isTold = true;
    yield isInvented
      ? invented(judged, imported)
      : { ...judged, message: `${notDeclared(imported)} ${judged.message}` };
  }
  if (isTold || manifest === undefined || found.isOptional === true) return;
  yield undeclared(subject, imported, manifest);
}

/** Whether an import is of a well-known package that no policy speaks of, so that the registry need not be asked. */
export function isPlain({ ecosystem, dependency }: Imported, policy: DependencyPolicy): boolean {
  return (
    isWellKnown(ecosystem, dependency.name) &&
    policy.blocked.length === 0 &&
    policy.approved === undefined &&
    policy.internal.names.length === 0 &&
    policy.internal.scopes.length === 0
  );
}

/** The quiet report that a manifest lacks what is imported. */
export function undeclared(subject: Subject, imported: Imported, manifest: string): Report {
  const { ecosystem, dependency, elsewhere } = imported;
  const { record } = subject;
  const version = isPublished(record) ? highest(record.value, undefined, ecosystem) : undefined;
  const line = ecosystem.imports?.declare(dependency.name, manifest, version) ?? dependency.name;
  const [need] = judgeNeed({ ...subject, dependency: { ...dependency, scope: 'runtime' } });
  const more =
    elsewhere === 0
      ? ''
      : ` It is imported in ${elsewhere} more ${elsewhere === 1 ? 'file' : 'files'} of the change.`;
  return {
    rule: 'undeclared-import',
    dependency,
    message: `\`${dependency.writtenName}\` is imported, and \`${manifest}\` does not declare \`${dependency.name}\`.${more}`,
    remedy:
      need === undefined
        ? `Add \`${line}\` to \`${manifest}\`.`
        : `${need.message.replace(/^`[^`]*` is not needed: /, 'Do without it: ')} Or add \`${line}\` to \`${manifest}\`.`,
  };
}

function invented(report: Report, imported: Imported): Report {
  const { ecosystem, dependency, found } = imported;
  const isOfNpmScope = dependency.name.startsWith('@');
  const isMild = isOfNpmScope || found.isOptional === true;
  // A module may be called otherwise than its package, save where the language forbids it.
  const isSure = !isMild && (ecosystem.id === 'npm' || ecosystem.id === 'go' || ecosystem.id === 'crates');
  const isMissing = report.message.includes('does not exist');
  const called =
    dependency.name === dependency.writtenName ? 'such package' : `package \`${dependency.name}\``;
  return {
    ...report,
    severity: isMild ? 'medium' : 'high',
    confidence: isMild ? 'low' : isSure ? 'high' : 'medium',
    message: isMissing
      ? `${notDeclared(imported)} ${capital(registryTitle(ecosystem))} has no ${called}${isOfNpmScope ? ', or it is private' : ''}.`
      : `${notDeclared(imported)} ${report.message}`,
    remedy: report.remedy
      .replace(/^Remove `([^`]*)`(?=[:,])/, 'Remove the import of `$1`')
      .replace(/^Remove it,/, 'Remove the import,'),
  };
}

function notDeclared({ found, manifest, dependency }: Imported): string {
  const of = `\`${dependency.writtenName}\` is imported`;
  if (found.isDeclared === true) return `${of}.`;
  return manifest === undefined
    ? `${of}, and no manifest declares it.`
    : `${of}, and \`${manifest}\` does not declare it.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
