// What policy is: how findings are weighed and when the check fails. It comes from the base, never from the change.
import type { Confidence, Severity } from '../finding.ts';
import type { DependencyPolicy } from './dependency-policy.ts';

/** What policy says of one rule. `paths` are globs that the rule is limited to. */
export interface RulePolicy {
  severity?: Severity | 'off';
  paths?: string[];
  /** Globs where the rule is off. */
  ignore?: string[];
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
  source: 'defaults',
};

/** An error in a policy file, for its author. Line and column from 1. */
export interface PolicyProblem {
  path: string;
  line: number;
  column: number;
  message: string;
}
