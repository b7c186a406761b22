// Masks secrets in every text of a finding that was made from the change.
import type { Finding } from '../finding.ts';
import { redactAround } from './own-words.ts';
import type { Redactor } from './redact.ts';

/**
 * The finding without secrets. Ids and paths stay, because reports address lines by them, and so do the words
 * of the rule itself, `own`: they cannot tell anything of the change.
 */
export function redactFinding(finding: Finding, own: readonly string[], redact: Redactor): Finding {
  const clean = (text: string) => redactAround(text, own, redact);
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
      [fix, ...(fix.also ?? [])].every((one) => redact(one.replacement) === one.replacement) && { fix }),
  };
}
