// Masks secrets in every text of a finding that was made from the change.
import type { Finding } from '../finding.ts';
import type { RuleInfo } from '../rule.ts';
import type { Redactor } from './redact.ts';

/**
 * The finding without secrets. Ids and paths stay, because reports address lines by them, and so do texts
 * that stand in the rule word for word: they cannot tell anything of the change.
 */
export function redactFinding(finding: Finding, info: RuleInfo | undefined, redact: Redactor): Finding {
  const own = new Set<string>(info ? [info.title, info.why, info.remedy, ...info.references] : []);
  const clean = (text: string) => (own.has(text) ? text : redact(text));
  const { fix, ...rest } = finding;
  return {
    ...rest,
    title: clean(finding.title),
    message: clean(finding.message),
    why: clean(finding.why),
    remedy: clean(finding.remedy),
    references: finding.references.map(clean),
    related: finding.related.map((step) => ({ ...step, message: clean(step.message) })),
    // A masked replacement would be wrong code.
    ...(fix &&
      [fix, ...(fix.also ?? [])].every((one) => clean(one.replacement) === one.replacement) && { fix }),
  };
}
