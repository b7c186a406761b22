// The figures of a period, for whoever reviews them every week: counts with what they are counted of.
import type { Severity } from '../../engine/finding.ts';

/** How the findings of one severity stand that were first seen in the period. */
export interface SeverityFigures {
  severity: Severity;
  findings: number;
  open: number;
  merged: number;
  fixed: number;
  waived: number;
  expired: number;
  dropped: number;
  medianFixSeconds: number | null;
}

/** A rule and what people did with what it found. */
export interface RuleFigures {
  rule: string;
  findings: number;
  repositories: number;
  fixed: number;
  waived: number;
  falseAlarms: number;
}

/** What stands in a repository, whenever it was found. */
export interface RepositoryFigures {
  repository: string;
  /** Critical and high ones that are open or merged, and of waivers that ended. */
  serious: number;
  merged: number;
  expired: number;
  secrets: number;
  oldest: string | null;
}

/** A finding that stands. */
export interface StandingFinding {
  repository: string;
  pull: number;
  finding: string;
  rule: string;
  severity: Severity;
  path: string;
  line: number;
  firstSeen: string;
  isMerged: boolean;
}

/** Lines and findings of one kind of origin in first reviews; `low` and `high` bound the rate with 95 % confidence. */
export interface OriginFigures {
  kind: string;
  lines: number;
  findings: number;
  per1000: number | null;
  low: number | null;
  high: number | null;
}

/** The use of one assistant, from its traces. */
export interface AssistantFigures {
  tool: string;
  calls: number;
  failures: number;
  tokens: number;
  dollars: number;
  people: number;
}

/** Everything that the report says. */
export interface PeriodFigures {
  /** ISO 8601. */
  since: string;
  until: string;
  /** What it is about, such as `acme/shop` or `installation 42`. */
  about: string;
  seen: {
    reviews: number;
    pulls: number;
    repositories: number;
    addedLines: number;
    withGaps: number;
    failed: number;
    cancelled: number;
  };
  /** Findings first seen in the period of the same length before. */
  findingsBefore: number;
  pullsBefore: number;
  severities: SeverityFigures[];
  rules: RuleFigures[];
  repositories: RepositoryFigures[];
  standing: StandingFinding[];
  waivers: { waivers: number; waiting: number; inForce: number; expired: number; falseAlarms: number };
  origins: OriginFigures[];
  effort: {
    pulls: number;
    withFinding: number;
    merged: number;
    medianMergeSeconds: number | null;
    green: number;
    medianRounds: number | null;
  };
  assistants: AssistantFigures[];
}
