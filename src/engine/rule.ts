// What a rule is: the text that people read, and the data that the detectors run.
import { z } from 'zod';
import type { ChecklistArea } from './checklist/area.ts';
import type { SecretRule } from './detectors/secrets/schema.ts';
import { confidences, severities } from './finding.ts';
import type { Model } from './flow/models.ts';
import type { AiTool } from './provenance/tool.ts';
import type { CodeRule } from './rules/code-rule.ts';

/** Ids name the problem and read well after "allow". */
export const ruleId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, 'use lower-case words joined by hyphens');

/** A rule of another scanner: the tool, then its own name for the rule. */
export const scannerRuleId = z
  .string()
  .max(170)
  .regex(/^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9._-]+)+$/, 'name the tool and its rule, such as `bandit/b608`');

/** Any rule that a finding may name. */
export const anyRuleId = z
  .string()
  .max(170)
  .regex(
    /^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z0-9][a-z0-9-]*(?:\/[a-z0-9._-]+)+)$/,
    'use lower-case words joined by hyphens, or `tool/rule`',
  );

/** The part of a rule that people read; every finding's rule has one, whichever detector yields it. */
export const ruleInfoSchema = z.strictObject({
  id: ruleId,
  /** A noun phrase of at most ten words: what is wrong. */
  title: z.string().min(8).max(90),
  /** Family of problems, such as `sql-injection`. */
  class: z.string().regex(/^[a-z][a-z0-9-]*$/),
  severity: z.enum(severities),
  confidence: z.enum(confidences),
  /** CWE numbers, most specific first. */
  cwe: z.array(z.number().int().positive()).min(1),
  /** OWASP Top 10 entries, such as `A05:2025`. */
  owasp: z.array(z.string().regex(/^(?:A|LLM|CICD-SEC-)\d{1,2}(?::20\d\d)?$/)).default([]),
  /** Why it matters, for a reader who has ten seconds. */
  why: z.string().min(20),
  /** What to write instead. */
  remedy: z.string().min(10),
  references: z.array(z.url({ protocol: /^https$/ })).default([]),
});

export type RuleInfo = z.infer<typeof ruleInfoSchema>;

/** All rules of a run. Each detector adds here the kind that it reads. */
export interface RuleSet {
  /** Digest of every rule file, 64 hexadecimal digits. */
  version: string;
  /** By id, for explanations, reports and severity. */
  info: ReadonlyMap<string, RuleInfo>;
  /** What is known of AI tools' marks, from rules/ai-markers/. */
  aiTools?: readonly AiTool[];
  /** What reviewers are asked about AI-written lines, from rules/review-checklist/. */
  checklist?: readonly ChecklistArea[];
  /** Patterns, dataflow and text over code, from rules/code/ and its neighbours. */
  code?: readonly CodeRule[];
  /** Kinds of secrets, from rules/secrets/. */
  secrets?: readonly SecretRule[];
  /** What frameworks are to the dataflow analysis, from rules/models/. */
  models?: readonly Model[];
}
