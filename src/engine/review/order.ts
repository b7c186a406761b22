// The order of the findings: severity, path, line.
import { bySeverity } from '../finding.ts';
import type { JudgedFinding } from './outcome.ts';

/** Compares two findings by what a reader wants to see first. */
export function inOrder(a: JudgedFinding, b: JudgedFinding): number {
  return (
    bySeverity(a.severity, b.severity) ||
    compare(a.path, b.path) ||
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    compare(a.rule, b.rule) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
