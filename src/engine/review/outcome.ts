// What a review says: its findings after judgement, what was looked at, and how it ends.
import type { Unread } from '../change.ts';
import type { ChecklistItem } from '../checklist/area.ts';
import type { NotChecked } from '../detector.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Origin } from '../origin.ts';
import type { Approvals } from '../policy/approvals.ts';
import type { CommentRules, IncidentHelpWhen, PolicyProblem, WaiverRules } from '../policy/policy.ts';
import type { Decided, PolicySource, PolicyValue } from '../policy/sources.ts';
import type { WaiverSource } from '../policy/waivers.ts';
import type { Prompter } from '../provenance/prompter.ts';
import type { OriginRate } from './rates.ts';
import type { SuggestedDependencies } from './suggested.ts';
import type { Suggestion } from './suggestion.ts';

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
  /** Who asked for it, where a tool wrote lines; their own approval is no second pair of eyes. */
  prompter?: Prompter;
  /** Findings on the lines of each kind of origin; absent where nothing was added. */
  rates?: OriginRate[];
  /** The dependencies that it brings, by origin; absent where nobody counted them. */
  dependencies?: SuggestedDependencies[];
  /** What a person must be able to answer about AI-written lines; absent where there is nothing to ask. */
  checklist?: ChecklistItem[];
  coverage: Coverage;
  incidents: Incident[];
  /** What waits for somebody's approval; absent where policy asks for none. */
  approvals?: Approvals;
  /** Where else what was found stands, as far as somebody looked. */
  incidentHelp?: IncidentHelp[];
  policy: {
    mode: 'monitor' | 'enforce';
    failOn: Severity | 'never';
    source: string;
    /** Who may waive, and for how long. */
    waivers: WaiverRules;
    /** What the file asked for and did not get, because the organisation locks the key. */
    held?: string[];
    /** What may be written into the pull request; absent in reviews of before there was anything to say. */
    comments?: CommentRules;
    /** When it is searched for where else a pattern stands; absent in reviews of before. */
    incidentHelp?: IncidentHelpWhen;
    /** Channels hear from this severity on, where that is more than they would. */
    noticesFrom?: Severity;
    /** Whether findings go to code scanning as well; absent where they do not. */
    codeScanning?: 'upload';
    /** The values in force and the layers that they came from; absent in reviews of before. */
    values?: PolicyValue[];
    layers?: PolicySource[];
    problems: PolicyProblem[];
  };
}

/** A finding after judgement. `severity` is policy's; `detectedSeverity` the rule's own. */
export interface JudgedFinding extends Omit<Finding, 'ignored'> {
  /** Stable over moves, rebases and pushes: 64 hexadecimal digits. */
  fingerprint: string;
  detectedSeverity: Severity;
  disposition: Disposition;
  /** By which keys of the policy; absent where none had a say, and in reviews of before. */
  decided?: Decided;
  origin: Origin;
  /** The lines of the region, redacted, at most five; `startLine` numbers the first. */
  excerpt: { startLine: number; lines: string[] };
  /** The fix as whole lines, where a reviewer can be offered to commit it. */
  suggestion?: Suggestion;
  /** Rules of other scanners that found the same, such as `codeql/js/sql-injection`. */
  alsoFoundBy?: string[];
}

/** What became of a finding; only `reported` ones count. */
export type Disposition =
  | { state: 'reported' }
  | { state: 'waived'; reason: string; by: 'comment' }
  | {
      state: 'waived';
      reason: string;
      by: WaiverSource;
      /** The id of the waiver. */
      waiver: string;
      owner: string;
      approver?: string;
      /** The last day on which it binds. */
      until: string;
      /** The advisories that it names, such as `GHSA-1 of npm:lodash 4.17.20`. */
      accepts?: string;
    }
  | { state: 'below-threshold'; reason: string }
  | { state: 'outside-change'; reason: string }
  /** `by` tells an entry that only a detector can read, such as one of `dependencies.ignore`. */
  | { state: 'ignored'; reason: string; by?: 'detector' };

/** How many added lines have which origin. */
export interface OriginSummary {
  origin: Origin;
  lines: number;
  files: number;
  /** Of these lines those that every rule reads, where some stand in generated, minified or vendored files. */
  read?: number;
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

/** Where else the pattern of a finding, or its very secret, stands in a branch; what was not looked at is said. */
export interface Elsewhere {
  branch: string;
  commit: string;
  /** The first of them by path; `more` counts the others. */
  places: { path: string; line: number }[];
  more: number;
  /** Files that were read. */
  files: number;
  left: { files: number; reason: string }[];
}

/** What helps after a bad finding. */
export interface IncidentHelp {
  fingerprint: string;
  /** Of a secret: pull requests of this repository in which the same one was found, newest first. */
  pulls?: number[];
  /** Of a secret: commits of this pull request whose version of the file holds it, oldest first, and how many were read. */
  commits?: { holding: string[]; read: number; of: number };
  elsewhere: Elsewhere[];
}
