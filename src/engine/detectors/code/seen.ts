// Keeps what rules say of one file short: each place once, and of very many places those that matter most.
import type { Detection } from '../../detector.ts';
import { bySeverity, type Finding, isAtLeast } from '../../finding.ts';

/** Findings of one rule in one file that are reported; more say the same thing. */
export const maxPerRule = 50;

/** Lets a rule say a thing once: of findings that begin on one line and overlap, the worst counts, else the first. */
export class Seen {
  readonly #isAdded: (line: number) => boolean;
  readonly #regions = new Map<string, Finding[]>();
  readonly #counts = new Map<string, number>();

  /** `isAdded` tells a line of the change from those that were there before. */
  constructor(isAdded: (line: number) => boolean) {
    this.#isAdded = isAdded;
  }

  /** In the order given; where a rule finds more than fits, lines of the change and worse findings come first. */
  *only(detections: Iterable<Detection>): Generator<Detection> {
    const all = [...detections];
    const worstFirst = all
      .flatMap((one) => ('finding' in one ? [one.finding] : []))
      .toSorted((a, b) => bySeverity(a.severity, b.severity));
    const isNew = new Set(worstFirst.filter((one) => this.#isNew(one)));
    const fresh = all.filter((one) => !('finding' in one) || isNew.has(one.finding));
    const byRule = new Map<string, Finding[]>();
    for (const one of fresh) {
      if (!('finding' in one)) continue;
      const of = byRule.get(one.finding.rule);
      if (of) of.push(one.finding);
      else byRule.set(one.finding.rule, [one.finding]);
    }
    const left = new Set<Finding>();
    const dropped: Detection[] = [];
    for (const [rule, findings] of byRule) {
      const room = maxPerRule - (this.#counts.get(rule) ?? 0);
      if (findings.length > room) {
        const beyond = findings.toSorted((a, b) => this.#byWeight(a, b)).slice(room);
        for (const one of beyond) left.add(one);
        dropped.push(...this.#untold(rule, beyond));
      }
      this.#counts.set(rule, maxPerRule - room + Math.min(room, findings.length));
    }
    for (const one of fresh) if (!('finding' in one) || !left.has(one.finding)) yield one;
    yield* dropped;
  }

  /** Says of findings that count and do not fit how many there are. */
  *#untold(rule: string, beyond: readonly Finding[]): Generator<Detection> {
    const grave = beyond.filter((one) => isAtLeast(one.severity, 'medium') && this.#isOfChange(one));
    const path = grave[0]?.path;
    if (path === undefined) return;
    const reason = `${grave.length} more of ${rule} at medium or above; the ${maxPerRule} gravest are listed`;
    yield { notChecked: { path, check: 'code', reason } };
  }

  /** Those of one line that count lie apart, so that only the next on either side can overlap. */
  #isNew(finding: Finding): boolean {
    const key = `${finding.rule}:${finding.start.line}`;
    const apart = this.#regions.get(key) ?? [];
    let at = 0;
    for (let end = apart.length; at < end;) {
      const middle = (at + end) >> 1;
      if ((apart[middle] as Finding).start.column <= finding.start.column) at = middle + 1;
      else end = middle;
    }
    if ([apart[at - 1], apart[at]].some((other) => other && overlaps(other, finding))) return false;
    apart.splice(at, 0, finding);
    this.#regions.set(key, apart);
    return true;
  }

  #byWeight(a: Finding, b: Finding): number {
    return (
      Number(this.#isOfChange(b)) - Number(this.#isOfChange(a)) ||
      bySeverity(a.severity, b.severity) ||
      a.start.line - b.start.line
    );
  }

  #isOfChange({ start, end }: Finding): boolean {
    for (let line = start.line; line <= end.line; line++) if (this.#isAdded(line)) return true;
    return false;
  }
}

/** Whether two findings that begin on the same line share a character. */
function overlaps(a: Finding, b: Finding): boolean {
  const endsBefore = (x: Finding, y: Finding): boolean =>
    x.end.line === x.start.line && x.end.column <= y.start.column;
  return !endsBefore(a, b) && !endsBefore(b, a);
}
