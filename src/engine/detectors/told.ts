// A finding with the words of its rule: what every detector yields once it knows where and what.
import type { Finding } from '../finding.ts';
import type { RuleInfo } from '../rule.ts';

/** What a detector knows of one place; what it leaves out is the rule's. */
export type Told = Pick<Finding, 'path' | 'start' | 'end' | 'message'> & Partial<Omit<Finding, 'rule'>>;

/** The finding; what `told` says comes before what the rule says. */
export function findingOf(info: RuleInfo, told: Told): Finding {
  return {
    rule: info.id,
    title: info.title,
    class: info.class,
    severity: info.severity,
    confidence: info.confidence,
    why: info.why,
    remedy: info.remedy,
    cwe: info.cwe,
    references: info.references,
    related: [],
    ...told,
  };
}

/** One step down a scale, or the value itself where it is not to be lowered or stands lowest. */
export function lowered<T>(scale: readonly T[], value: T, isLowered = true): T {
  return isLowered ? (scale[scale.indexOf(value) + 1] ?? value) : value;
}
