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
    const kept = new Kept();
    for (const finding of group.sort(byWeight)) {
      const same = kept.sameAs(finding);
      if (same) said.set(finding, same);
      else kept.add(finding);
    }
  }
  return findings.map((finding) => {
    const by = said.get(finding);
    return by
      ? { ...finding, disposition: { state: 'ignored', reason: `said already by ${by.rule}` } }
      : finding;
  });
}

/** Regions of more lines are few; they are compared one by one. */
const maxIndexedLines = 30;

/** What is said of a file, by its lines: comparing each with each takes seconds where there are ten thousand. */
class Kept {
  readonly #byLine = new Map<number, { finding: JudgedFinding; at: number }[]>();
  readonly #long: { finding: JudgedFinding; at: number }[] = [];
  #count = 0;

  add(finding: JudgedFinding): void {
    const entry = { finding, at: this.#count++ };
    const lines = linesOf(finding);
    if (!lines) this.#long.push(entry);
    for (const line of lines ?? [finding.start.line]) {
      const there = this.#byLine.get(line);
      if (there) there.push(entry);
      else this.#byLine.set(line, [entry]);
    }
  }

  /** The first that another rule says of a region in which this one lies, or which lies in this one. */
  sameAs(finding: JudgedFinding): JudgedFinding | undefined {
    let first: { finding: JudgedFinding; at: number } | undefined;
    const compare = (entries: readonly { finding: JudgedFinding; at: number }[]): void => {
      const found = entries.find(
        ({ finding: other }) =>
          other.rule !== finding.rule && (isWithin(finding, other) || isWithin(other, finding)),
      );
      if (found && (!first || found.at < first.at)) first = found;
    };
    const lines = linesOf(finding);
    for (const line of lines ?? this.#byLine.keys()) compare(this.#byLine.get(line) ?? []);
    if (lines) compare(this.#long);
    return first?.finding;
  }
}

/** The lines of a region, unless they are many. */
function linesOf({ start, end }: Region): number[] | undefined {
  const length = end.line - start.line + 1;
  return length > maxIndexedLines ? undefined : Array.from({ length }, (_, at) => start.line + at);
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
