// What policy is: how findings are weighed and when the check fails. It comes from the base, never from the change.
import type { Confidence, Severity } from '../finding.ts';
import type { AiPolicy } from './ai-policy.ts';
import type { DependencyPolicy } from './dependency-policy.ts';
import type { ScannerPolicy } from './scanner-policy.ts';
import type { PolicySources } from './sources.ts';
import type { Waiver } from './waivers.ts';

/** What policy says of one rule. `paths` are globs that the rule is limited to. */
export interface RulePolicy {
  severity?: Severity | 'off';
  paths?: string[];
  /** Globs where the rule is off. */
  ignore?: string[];
}

/** What counts in some paths in place of the rest. */
export interface PathPolicy {
  /** Globs. */
  paths: string[];
  failOn?: Severity | 'never';
  minSeverity?: Severity;
  minConfidence?: Confidence;
  rules: ReadonlyMap<string, Severity | 'off'>;
}

/** Who may waive, and for how long. */
export interface WaiverRules {
  /** Days from today that a waiver may run. */
  maxDays: number;
  /** The role in the repository that may waive. */
  by: 'triage' | 'write' | 'maintain' | 'admin';
  /** Rules whose findings nobody may waive. */
  never: string[];
  /** Days that the button on the check waives what fails; 0 for no button. */
  buttonDays: number;
}

/** From which severity on a review asks for changes, the strictest first. */
export const requestChangesFrom = ['high', 'critical', 'never'] as const;
export type RequestChanges = (typeof requestChangesFrom)[number];

/** When the App looks where else the pattern of a finding stands, and where a secret went; the most first. */
export const incidentHelpWhen = ['on_high', 'on_request', 'off'] as const;
export type IncidentHelpWhen = (typeof incidentHelpWhen)[number];

/** What may be written into a pull request besides the check run. */
export interface CommentRules {
  /** Fixes that are offered as suggestions at a time; 0 for none. */
  maxSuggestions: number;
  /** Whether one comment, edited in place, sums up the review. */
  hasSummary: boolean;
  /** A review asks for changes while findings of this severity or worse fail the check; absent in reviews of before. */
  requestChanges?: RequestChanges;
}

/** What waits for whose approval: changes in some files, or findings of some kinds. */
export interface ApprovalRule {
  name: string;
  /** Globs; everywhere when absent. */
  paths?: string[];
  /** Ids of rules and names of classes; the lines themselves wait when absent. */
  findings?: string[];
  /** Only what a tool is known to have written. */
  onlyAi?: boolean;
  /** People `@login` and teams `@org/team`. */
  by: string[];
  count: number;
}

/** The effective policy of a review. */
export interface Policy {
  mode: 'monitor' | 'enforce';
  failOn: Severity | 'never';
  /** Milder findings are kept as below the threshold. */
  minSeverity: Severity;
  /** Less certain findings are kept as below the threshold. */
  minConfidence: Confidence;
  ignorePaths: string[];
  rules: ReadonlyMap<string, RulePolicy>;
  /** Steps by which the severity of a finding on AI-written lines rises. */
  aiSeverityBump: 0 | 1;
  /** What the review concludes when something was not looked at. */
  onUnread: 'fail' | 'ignore';
  /** Whose allow comments waive: only those that stood before the change, or the change's own as well. */
  allowComments: 'base' | 'head';
  /** What it says of dependencies; absent where it says nothing. */
  dependencies?: DependencyPolicy;
  /** What it says of AI tools beyond the severity bump; absent where it says nothing. */
  ai?: AiPolicy;
  /** What it says of other scanners; absent where it says nothing. */
  scanners?: ScannerPolicy;
  /** Whether findings go to code scanning as well; absent where they do not. */
  codeScanning?: 'upload';
  waiverRules: WaiverRules;
  /** Waivers that the policy file itself holds. */
  waivers: Waiver[];
  approvals: ApprovalRule[];
  comments: CommentRules;
  incidentHelp: IncidentHelpWhen;
  /** The administrator's channels hear from this severity on, where that is more than they would; absent: as they say. */
  noticesFrom?: Severity;
  /** The last that fits a path wins. */
  overrides: PathPolicy[];
  /** What the file asked for and did not get, because the organisation locks the key. */
  held?: string[];
  /** Which layer decided which key; absent where nobody says anything. */
  sources?: PolicySources;
  /** Where it came from, such as `.langguard.yml at 1a2b3c4`, `octo/.github`, or `defaults`. */
  source: string;
}

/** The policy where nobody wrote one: everything is shown, nothing fails. */
export const defaultPolicy: Policy = {
  mode: 'monitor',
  failOn: 'high',
  minSeverity: 'low',
  minConfidence: 'low',
  ignorePaths: [],
  rules: new Map(),
  aiSeverityBump: 0,
  onUnread: 'fail',
  allowComments: 'base',
  waiverRules: { maxDays: 90, by: 'maintain', never: [], buttonDays: 0 },
  waivers: [],
  approvals: [],
  comments: { maxSuggestions: 10, hasSummary: false, requestChanges: 'critical' },
  incidentHelp: 'on_request',
  overrides: [],
  source: 'defaults',
};

/** An error in a policy file, for its author. Line and column from 1. */
export interface PolicyProblem {
  path: string;
  line: number;
  column: number;
  message: string;
}

/** The policy that judges and what is wrong with it. */
export interface Judge {
  policy: Policy;
  problems: readonly PolicyProblem[];
  /** Of the policy that the change proposes; the engine looks for them when absent. */
  proposedProblems?: readonly PolicyProblem[];
}
