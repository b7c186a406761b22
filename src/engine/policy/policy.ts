// What policy is: how findings are weighed and when the check fails. It comes from the base, never from the change.
import type { Severity } from '../finding.ts';

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
  ignorePaths: string[];
  rules: ReadonlyMap<string, RulePolicy>;
  /** Steps by which the severity of a finding on AI-written lines rises. */
  aiSeverityBump: 0 | 1;
  /** What the review concludes when something was not looked at. */
  onUnread: 'fail' | 'ignore';
  /** Where it came from, such as `.langguard.yml at 1a2b3c4`, `octo/.github`, or `defaults`. */
  source: string;
}

/** An error in a policy file, for its author. Line and column from 1. */
export interface PolicyProblem {
  path: string;
  line: number;
  column: number;
  message: string;
}
