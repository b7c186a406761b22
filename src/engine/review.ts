// The whole product on one page: attribute, detect, judge.
import type { NotChecked } from './detector.ts';
import type { Unread } from './change.ts';
import type { Finding, Severity } from './finding.ts';
import type { Origin } from './origin.ts';
import type { PolicyProblem } from './policy/policy.ts';

/** What became of a finding; only `reported` ones count. */
export type Disposition =
  | { state: 'reported' }
  | { state: 'waived'; reason: string; by: 'comment' }
  | { state: 'below-threshold'; reason: string }
  | { state: 'outside-change'; reason: string }
  | { state: 'ignored'; reason: string };

/** A finding after judgement. `severity` is policy's; `detectedSeverity` the rule's own. */
export interface JudgedFinding extends Finding {
  /** Stable over moves, rebases and pushes: 64 hexadecimal digits. */
  fingerprint: string;
  detectedSeverity: Severity;
  disposition: Disposition;
  origin: Origin;
  /** The lines of the region, redacted, at most five; `startLine` numbers the first. */
  excerpt: { startLine: number; lines: string[] };
}

/** How many added lines have which origin. */
export interface OriginSummary {
  origin: Origin;
  lines: number;
  files: number;
}

/** What was looked at and what was not. */
export interface Coverage {
  files: number;
  addedLines: number;
  /** Files by class, such as `{ text: 12, lockfile: 1 }`. */
  classes: Record<string, number>;
  /** What no detector saw. */
  unread: Unread[];
  /** What a detector could not judge. */
  notChecked: NotChecked[];
}

/** A detector that threw; the others went on. */
export interface Incident {
  detector: string;
  path?: string;
  message: string;
}

/** The outcome of a review: a value that reporters render and the store keeps. */
export interface Review {
  base: string;
  head: string;
  /** Digest of the rules and the engine's version. */
  ruleSet: string;
  conclusion: 'success' | 'failure' | 'action_required' | 'neutral';
  /** One sentence that says why. */
  reason: string;
  /** Sorted by severity, path, line. */
  findings: JudgedFinding[];
  origins: OriginSummary[];
  coverage: Coverage;
  incidents: Incident[];
  policy: { mode: 'monitor' | 'enforce'; failOn: Severity | 'never'; source: string; problems: PolicyProblem[] };
}
