// A risk at a place: what, where, how bad, how sure, and what to do instead.

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** A place in the file after the change: line and column from 1, column in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** From `start` up to but not including `end`. */
export interface Region {
  start: Position;
  end: Position;
}

/** Another place that belongs to the finding, such as the source of a tainted value; listed from source to sink. */
export interface Related extends Region {
  path: string;
  message: string;
}

/** A replacement of a region's text. */
export interface Edit extends Region {
  replacement: string;
}

/** The edit that removes the finding, and those that go with it, such as an import; none overlaps another. */
export interface Fix extends Edit {
  also?: Edit[];
}

/** A package with known advisories, in the version that the change brings. */
export interface AdvisedPackage {
  /** Ecosystem and name, such as `npm:lodash`. */
  package: string;
  version: string;
  advisories: { id: string; aliases: string[] }[];
}

/** What a detector yields. No text in it holds a secret: `review` redacts every string before it goes on. */
export interface Finding extends Region {
  /** Rule id, such as `sql-from-interpolation`. */
  rule: string;
  title: string;
  /** Family of problems, such as `sql-injection`: the row in the summary table. */
  class: string;
  path: string;
  severity: Severity;
  confidence: Confidence;
  /** What is wrong on this line. */
  message: string;
  /** Why it matters here. */
  why: string;
  /** The exact replacement or action. */
  remedy: string;
  /** Most specific first. */
  cwe: number[];
  references: string[];
  related: Related[];
  fix?: Fix;
  /** Where the chain of calls that it is a link of begins, where that is on an earlier line: a comment there speaks for it too. */
  chainLine?: number;
  /** True when the finding is about lines that the change removed; the region is then where they stood. */
  removed?: boolean;
  /** The commit of the change that holds it, where the head does not; the region is then the nearest place in the change. */
  commit?: string;
  /** Where it stands when in no file, such as the pull request's description; the region is then the nearest place in the change. */
  elsewhere?: string;
  /** Why it does not count, where an entry of the policy that only its detector can read says so. */
  ignored?: string;
  /** Fails the check from this severity on, where policy has another threshold for its kind. */
  failOn?: Severity | 'never';
  /** The packages and advisories that it is about, so that they can be accepted wherever they stand. */
  advised?: AdvisedPackage[];
  /** Keyed digest of a secret, so that it can be recognised again without being kept. */
  secretDigest?: string;
}

/** Compares severities for sorting, worst first. */
export function bySeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** True when `severity` is `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return bySeverity(severity, threshold) <= 0;
}
