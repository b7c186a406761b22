// Counts findings for the lines of each kind of origin, with denominators that hold only lines which were looked at.
import type { Grade } from '../origin.ts';
import type { JudgedFinding, OriginSummary } from '../review.ts';
import { isInHead } from './places.ts';

/** `perhaps-ai`: only hinted at, or a proposal of a tool that a person accepted. */
export const originKinds = ['ai', 'perhaps-ai', 'unknown', 'human-attested'] as const;
export type OriginKind = (typeof originKinds)[number];

/** How many findings stand on how many lines of one kind of origin. */
export interface OriginRate {
  kind: OriginKind;
  /** Added lines that every rule reads; those of generated, minified and vendored files are not among them. */
  lines: number;
  /** Reported findings on these lines; what stands on removed lines or in a message is on none. */
  findings: number;
}

/** The kind of origin of a grade. */
export function kindOf(grade: Grade, isAi: (grade: Grade) => boolean): OriginKind {
  if (isAi(grade)) return 'ai';
  return grade === 'unknown' || grade === 'human-attested' ? grade : 'perhaps-ai';
}

/** One rate for each kind of which there are lines. */
export function ratesOf(
  findings: readonly JudgedFinding[],
  origins: readonly OriginSummary[],
  isAi: (grade: Grade) => boolean,
): OriginRate[] {
  return originKinds.flatMap((kind) => {
    const rows = origins.filter(({ origin }) => kindOf(origin.grade, isAi) === kind);
    const lines = rows.reduce((sum, row) => sum + (row.read ?? row.lines), 0);
    const found = findings.filter((each) => isOnLine(each) && kindOf(each.origin.grade, isAi) === kind);
    return lines === 0 ? [] : [{ kind, lines, findings: found.length }];
  });
}

/** Only lines that a tool wrote can have findings of these classes, so they would tell nothing of its care. */
const aboutTools = new Set(['ai-policy', 'provenance']);

/** Whether a finding counts, stands on a line of the head and is about what the line does. */
export function isOnLine(finding: JudgedFinding): boolean {
  return (
    finding.disposition.state === 'reported' &&
    finding.removed !== true &&
    isInHead(finding) &&
    !aboutTools.has(finding.class)
  );
}
