// Yields what other scanners found, from the reports that were handed over with the change.
import type { Change } from '../../change.ts';
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { readScannerReport, type ScannerFindings } from '../../scanners/report.ts';

/** A report is read for its secrets and for its findings. */
const read = new WeakMap<Change, { name: string; found: ScannerFindings }[]>();

/** Yields the findings of other scanners as `<tool>/<rule>`, and what of their reports could not be read. */
export const scanners: Detector = {
  id: 'scanners',
  *collectSecrets(change, input) {
    for (const { found } of readAll(change, input)) for (const { secrets } of found.findings) yield* secrets;
  },
  *detectChange(input): Iterable<Detection> {
    for (const { name, found } of readAll(input.change, input)) {
      for (const { finding } of found.findings) yield { finding };
      for (const reason of found.problems) yield { notChecked: { check: `results of ${name}`, reason } };
    }
  },
};

function readAll(change: Change, { rules }: DetectorInput): { name: string; found: ScannerFindings }[] {
  const known = read.get(change);
  if (known) return known;
  const classOf = classesOf(rules);
  const all = (change.scanners ?? []).map((report) => ({
    name: report.name,
    found: readScannerReport(report, change.files, classOf),
  }));
  read.set(change, all);
  return all;
}

/** The class that most of our rules of a weakness have, so that a scanner's finding stands in the same row. */
function classesOf({ info }: DetectorInput['rules']): (cwe: readonly number[]) => string | undefined {
  const counts = new Map<number, Map<string, number>>();
  for (const rule of info.values()) {
    const [first] = rule.cwe;
    if (first === undefined) continue;
    const classes = counts.get(first) ?? new Map<string, number>();
    classes.set(rule.class, (classes.get(rule.class) ?? 0) + 1);
    counts.set(first, classes);
  }
  const best = new Map(
    [...counts].map(([number, classes]) => [
      number,
      [...classes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0],
    ]),
  );
  return (cwe) => cwe.map((number) => best.get(number)).find((name) => name !== undefined);
}
