// Joins what other scanners found with what we found: one line and one weakness are one finding, said by the better one.
import { bySeverity, confidences } from '../finding.ts';
import type { JudgedFinding } from '../review.ts';
import { lastLineOf } from '../review/excerpt.ts';

/** True for a finding that another scanner made: its rule is named `<tool>/<rule>`. */
export function isOfScanner({ rule }: { rule: string }): boolean {
  return rule.includes('/');
}

/**
 * Marks each reported finding of a scanner as said already where one of ours, or a weightier one of another scanner,
 * is about the same lines and the same weakness; that one then names the rules that also found it.
 */
export function joinScanners(findings: readonly JudgedFinding[]): JudgedFinding[] {
  if (!findings.some(isOfScanner)) return [...findings];
  const groups = Map.groupBy(
    findings.filter(({ disposition }) => disposition.state === 'reported' || disposition.state === 'waived'),
    (finding) => finding.path,
  );
  const saidBy = new Map<JudgedFinding, JudgedFinding>();
  const also = new Map<JudgedFinding, Set<string>>();
  for (const group of groups.values()) {
    const kept: JudgedFinding[] = [];
    for (const finding of group.sort(byWeight)) {
      const isForeign = isOfScanner(finding) && finding.disposition.state === 'reported';
      const same = isForeign
        ? kept.find((other) => other.rule !== finding.rule && isSameMatter(other, finding))
        : undefined;
      if (!same) {
        kept.push(finding);
        continue;
      }
      saidBy.set(finding, same);
      also.set(same, (also.get(same) ?? new Set()).add(finding.rule));
    }
  }
  return findings.map((finding): JudgedFinding => {
    const by = saidBy.get(finding);
    const found = also.get(finding);
    if (by) return { ...finding, disposition: { state: 'ignored', reason: `said already by ${by.rule}` } };
    return found ? { ...finding, alsoFoundBy: [...found].sort().slice(0, 10) } : finding;
  });
}

function isSameMatter(ours: JudgedFinding, theirs: JudgedFinding): boolean {
  if (ours.removed === true || ours.commit !== undefined || ours.elsewhere !== undefined) return false;
  if (ours.start.line > lastLineOf(theirs) || theirs.start.line > lastLineOf(ours)) return false;
  return ours.cwe.some((number) => theirs.cwe.includes(number)) || ours.class === theirs.class;
}

/** Ours first, then the worst and the surest. */
function byWeight(a: JudgedFinding, b: JudgedFinding): number {
  return (
    Number(isOfScanner(a)) - Number(isOfScanner(b)) ||
    bySeverity(a.severity, b.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    (a.rule < b.rule ? -1 : Number(a.rule > b.rule)) ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}
