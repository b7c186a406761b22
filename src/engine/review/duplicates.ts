// Says one finding once: the same rule at the same place, or two rules of one class at one sink.
import { bySeverity, confidences, type Finding, type Region } from '../finding.ts';
import type { JudgedFinding } from '../review.ts';
import { isInHead } from './places.ts';

/** One of each rule and region: the worst, then the surest, then the first by its words. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, path, start, end, commit, secretDigest } = finding;
    // Several secrets of the history may be shown at one place.
    const past = commit === undefined ? [] : [commit, secretDigest];
    const key = JSON.stringify([rule, path, start.line, start.column, end.line, end.column, ...past]);
    const other = kept.get(key);
    if (!other || byWeight(finding, other) < 0) kept.set(key, finding);
  }
  return [...kept.values()];
}

/** Marks as ignored each reported finding that a weightier one of its class already says at the same place. */
export function markSaidAlready(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const groups = Map.groupBy(
    findings.filter((finding) => finding.disposition.state === 'reported' && isInHead(finding)),
    (finding) => JSON.stringify([finding.class, finding.path]),
  );
  const said = new Map<JudgedFinding, JudgedFinding>();
  for (const group of groups.values()) {
    const kept: JudgedFinding[] = [];
    for (const finding of group.sort(byWeight)) {
      const same = kept.find(
        (other) => other.rule !== finding.rule && (isWithin(finding, other) || isWithin(other, finding)),
      );
      if (same) said.set(finding, same);
      else kept.push(finding);
    }
  }
  return findings.map((finding) => {
    const by = said.get(finding);
    return by
      ? { ...finding, disposition: { state: 'ignored', reason: `said already by ${by.rule}` } }
      : finding;
  });
}

function isWithin(inner: Region, outer: Region): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a: Region['start'], b: Region['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

function byWeight(a: Finding, b: Finding): number {
  return (
    bySeverity(a.severity, b.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    // More steps explain more: the data flow wins over the bare pattern.
    b.related.length - a.related.length ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
