// Narrows a run to some rules: for a search that asks where else the same pattern stands.
import type { Detector } from '../detector.ts';
import { code } from '../detectors/code/index.ts';
import { detectors as allDetectors } from '../detectors/index.ts';
import { secrets } from '../detectors/secrets/index.ts';
import type { RuleSet } from '../rule.ts';

/** What these say is about a change or about lookups, and means nothing of files as they stand. */
const ofChangesOnly = new Set(['dependencies', 'ai-policy', 'weakened-guards', 'claims', 'scanners']);

/**
 * The rules and detectors that can yield findings of the given rules. They may yield others as well: secrets are always
 * looked for, because nothing that is shown may hold one.
 */
export function onlyRules(
  rules: RuleSet,
  ids: ReadonlySet<string>,
): { rules: RuleSet; detectors: readonly Detector[] } {
  const codeRules = (rules.code ?? []).filter(({ id }) => ids.has(id));
  const known = new Set([...codeRules.map(({ id }) => id), ...(rules.secrets ?? []).map(({ id }) => id)]);
  return {
    rules: { ...rules, code: codeRules },
    detectors: [...ids].every((id) => known.has(id))
      ? [...(codeRules.length > 0 ? [code] : []), secrets]
      : allDetectors.filter(({ id }) => !ofChangesOnly.has(id)),
  };
}

/** Problems of what a change brings, which no search through files as they stand finds. */
const classesOfChanges = new Set([
  'dependency-confusion',
  'dependency-policy',
  'known-vulnerability',
  'licence',
  'malicious-package',
  'package-health',
  'package-identity',
  'package-source',
  'typosquatting',
  'weakened-guard',
  'agent-capability',
  'ai-policy',
  'provenance',
  'policy',
  'unreviewed-paste',
]);

/** Whether a search through files can find what a rule describes; false for rules that are not known. */
export function isSearchable(rules: RuleSet, id: string): boolean {
  const info = rules.info.get(id);
  return info !== undefined && !classesOfChanges.has(info.class);
}
