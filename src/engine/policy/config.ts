// The shape of `.langguard.yml`, from which the editors' JSON Schema is made as well.
import { z } from 'zod';
import { confidences, severities } from '../finding.ts';
import { ruleId } from '../rule.ts';
import { aiPolicyOf, aiSchema } from './ai-policy.ts';
import { dependencyPolicyOf, dependencySchema } from './dependency-policy.ts';
import { approvalRulesOf, approvalSchema } from './approval-policy.ts';
import { globProblem } from './globs.ts';
import {
  type CommentRules,
  defaultPolicy,
  incidentHelpWhen,
  type PathPolicy,
  type Policy,
  requestChangesFrom,
  type RulePolicy,
} from './policy.ts';
import { type Explained, presetOf } from './presets.ts';
import { scannerPolicyOf, scannerSchema } from './scanner-policy.ts';
import type { PolicySources } from './sources.ts';
import { waiverRulesOf, waiverSchema, waiversOf } from './waiver-policy.ts';

const glob = z.string().superRefine((text, context) => {
  const problem = globProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${problem}` });
});

const globs = z.array(glob).max(200);

const ruleSeverity = z.enum(['off', ...severities]);

const ruleSchema = z.union([
  ruleSeverity,
  z.strictObject({
    severity: ruleSeverity.optional().describe('The severity of this rule here, or `off`.'),
    paths: globs.optional().describe('The rule looks only at files that match one of these patterns.'),
    ignore: globs.optional().describe('The rule leaves out files that match one of these patterns.'),
  }),
]);

/** What one path may ask for in place of the rest. */
const overrideSchema = z.strictObject({
  paths: globs.min(1).describe('Files that match one of these patterns, such as `packages/billing/**`.'),
  fail_on: z.enum([...severities, 'never']).optional(),
  min_severity: z.enum(severities).optional(),
  min_confidence: z.enum(confidences).optional(),
  rules: z.record(ruleId, ruleSeverity).optional(),
});

/** What a policy can ask for; an organisation's groups may as well. */
const asked = {
  preset: z
    .enum(['baseline', 'standard', 'strict'])
    .optional()
    .describe(
      '`baseline` shows what is fairly certain and fails nothing; `standard` fails on high; `strict` fails on medium and weighs AI-written lines one step more. Any key beside it wins over it.',
    ),
  mode: z
    .enum(['monitor', 'enforce'])
    .optional()
    .describe(
      '`monitor` (default) shows findings and never fails the check for them; `enforce` fails it at `fail_on`.',
    ),
  fail_on: z
    .enum([...severities, 'never'])
    .optional()
    .describe('In `enforce` mode the check fails on findings of this severity or worse. Default: high.'),
  min_severity: z
    .enum(severities)
    .optional()
    .describe('Milder findings are kept but not shown. Default: low.'),
  min_confidence: z
    .enum(confidences)
    .optional()
    .describe('Less certain findings are kept but not shown. Default: low.'),
  paths: z
    .strictObject({
      ignore: globs.optional().describe('Findings in files that match one of these patterns do not count.'),
    })
    .optional(),
  rules: z
    .record(ruleId, ruleSchema)
    .optional()
    .describe('By rule id: `off`, a severity, or a map with `severity`, `paths` and `ignore`.'),
  dependencies: dependencySchema.optional(),
  ai: aiSchema.optional(),
  waivers: waiverSchema.optional(),
  scanners: scannerSchema.optional(),
  code_scanning: z
    .enum(['off', 'upload'])
    .optional()
    .describe('`upload`: findings also become alerts of code scanning. Default: off.'),
  approvals: approvalSchema
    .optional()
    .describe('Which changes wait for whose approval; needs `mode: enforce`.'),
  suggestions: z
    .strictObject({
      enabled: z
        .boolean()
        .optional()
        .describe('Whether fixes are offered as suggestions in the pull request. Default: true.'),
      max: z
        .number()
        .int()
        .min(1, 'write `enabled: false` to have none')
        .max(50)
        .optional()
        .describe('Suggestions that stand in a pull request at a time, worst findings first. Default: 10.'),
    })
    .optional()
    .describe(
      'Fixes as suggestions that a reviewer can commit; needs an App that may write to pull requests.',
    ),
  summary_comment: z
    .boolean()
    .optional()
    .describe(
      'Whether one comment in the pull request, edited in place, sums up the review. Default: false.',
    ),
  request_changes: z
    .enum(requestChangesFrom)
    .optional()
    .describe(
      'A review of the App asks for changes while findings of this severity or worse fail the check; needs `mode: enforce` and an App that may write to pull requests. Default: critical.',
    ),
  incident_help: z
    .enum(incidentHelpWhen)
    .optional()
    .describe(
      'Whether the App searches the base branch for where else a pattern or a secret stands: `on_request` by `/langguard elsewhere <id>`, `on_high` also in each review that reports findings of high severity or worse. Default: on_request.',
    ),
  notices: z
    .strictObject({
      severity: z
        .enum(severities)
        .optional()
        .describe(
          "The administrator's channels hear of this repository from this severity on, where that is more than they would. It never makes them hear less, and does not open more issues.",
        ),
    })
    .optional()
    .describe("What people who are not on GitHub are told; the channels are the administrator's."),
  on_unread: z
    .enum(['fail', 'ignore'])
    .optional()
    .describe('Whether a review that could not look at everything may succeed. Default: fail.'),
  allow_comments: z
    .enum(['base', 'head'])
    .optional()
    .describe(
      '`base`: allow comments count once they stand in the base branch (default on GitHub); `head`: at once (default on the command line).',
    ),
  overrides: z
    .array(overrideSchema)
    .max(100)
    .optional()
    .describe(
      'What counts in some paths in place of the rest, such as a package of a monorepo; the last that fits wins.',
    ),
  locked: z
    .array(
      z.string().regex(/^[a-z_]+(?:\.[a-z\d_-]+)*$/, 'must be a key such as `fail_on` or `rules.weak-hash`'),
    )
    .max(100)
    .optional()
    .describe('In the file of the `.github` repository: keys that a repository may only tighten.'),
};

const groupSchema = z
  .strictObject({
    name: z.string().min(1).max(50),
    repositories: z.array(glob).max(200).optional().describe('Names of repositories, such as `payments-*`.'),
    properties: z
      .record(z.string().max(75), z.array(z.string().max(75)).min(1).max(50))
      .optional()
      .describe('Custom properties and the values of which one must be set.'),
    policy: z.strictObject(asked).describe('What the repositories of the group ask for.'),
  })
  .refine((group) => group.repositories !== undefined || group.properties !== undefined, {
    message: 'must say which repositories: `repositories` or `properties`',
  });

/** `.langguard.yml`. Every key but `version` may be left out. */
export const configSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    extends: z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'must be the name of a repository of the same owner')
      .optional()
      .describe(
        "A repository of the same owner whose policy file lies below this one. The owner's `.github` always does.",
      ),
    groups: z
      .array(groupSchema)
      .max(50)
      .optional()
      .describe('In the file of the `.github` repository: what groups of repositories ask for in addition.'),
    ...asked,
  })
  .meta({
    title: 'LangGuard policy',
    description: 'How LangGuard judges pull requests of this repository; read from the base branch.',
  });

export type Config = z.infer<typeof configSchema>;

/** What a layer of policy asks for: a file without its version, or a group of an organisation's file. */
export type AskedConfig = Omit<Config, 'version' | 'extends' | 'groups'>;

/** The policy that a valid file, or several layers together, asks for. */
export function policyOf(
  config: AskedConfig,
  source: string,
  allowComments: Policy['allowComments'],
  sources?: PolicySources,
): Policy {
  const rules = Object.entries(config.rules ?? {}).map(([id, rule]): [string, RulePolicy] => [
    id,
    typeof rule === 'string' ? { severity: rule } : withoutUndefined(rule),
  ]);
  const preset = presetOf(config.preset);
  const ai = aiRows(config);
  return {
    mode: config.mode ?? preset.mode,
    failOn: config.fail_on ?? preset.failOn,
    minSeverity: config.min_severity ?? preset.minSeverity,
    minConfidence: config.min_confidence ?? preset.minConfidence,
    ignorePaths: config.paths?.ignore ?? [],
    rules: new Map(rules),
    aiSeverityBump: config.ai?.severity_bump ?? preset.aiSeverityBump,
    onUnread: config.on_unread ?? preset.onUnread,
    allowComments: config.allow_comments ?? allowComments,
    waiverRules: waiverRulesOf(config.waivers),
    waivers: waiversOf(config.waivers),
    approvals: approvalRulesOf(config.approvals),
    comments: commentRulesOf(config),
    incidentHelp: config.incident_help ?? defaultPolicy.incidentHelp,
    ...(config.notices?.severity !== undefined && { noticesFrom: config.notices.severity }),
    overrides: (config.overrides ?? []).map(overrideOf),
    ...(config.dependencies && { dependencies: dependencyPolicyOf(config.dependencies) }),
    ...(config.scanners && { scanners: scannerPolicyOf(config.scanners) }),
    ...(config.code_scanning === 'upload' && { codeScanning: 'upload' as const }),
    ...(ai.length > 0 && { ai: aiPolicyOf(config.ai ?? {}) }),
    ...(sources && sources.size > 0 && { sources }),
    source,
  };
}

function commentRulesOf({
  suggestions,
  summary_comment,
  request_changes,
  preset,
}: AskedConfig): CommentRules {
  const { maxSuggestions, hasSummary } = defaultPolicy.comments;
  return {
    maxSuggestions: suggestions?.enabled === false ? 0 : (suggestions?.max ?? maxSuggestions),
    hasSummary: summary_comment ?? hasSummary,
    requestChanges: request_changes ?? presetOf(preset).requestChanges,
  };
}

/** Every value of a policy with where it comes from: the layer that decided its key, the preset, or the defaults. */
export function explainPolicy(
  policy: Policy,
  config: AskedConfig | undefined,
  sourceOf: (key: string) => string | undefined,
): Explained[] {
  const preset = config?.preset === undefined ? 'default' : `preset ${config.preset}`;
  const row = (key: string, value: string, given: unknown, otherwise = preset): Explained => ({
    key,
    value,
    // A list has one source, whatever its entries are called.
    from: given === undefined ? otherwise : (sourceOf(key) ?? sourceOf(key.replace(/\..*/, '')) ?? otherwise),
  });
  return [
    row('mode', policy.mode, config?.mode),
    row('fail_on', policy.failOn, config?.fail_on),
    row('min_severity', policy.minSeverity, config?.min_severity),
    row('min_confidence', policy.minConfidence, config?.min_confidence),
    row('on_unread', policy.onUnread, config?.on_unread),
    row('allow_comments', policy.allowComments, config?.allow_comments, 'default'),
    row('ai.severity_bump', String(policy.aiSeverityBump), config?.ai?.severity_bump),
    row('paths.ignore', list(policy.ignorePaths), config?.paths?.ignore, 'default'),
    ...[...policy.rules].map(([id, rule]) =>
      row(
        `rules.${id}`,
        [
          rule.severity ?? "the rule's own severity",
          ...(rule.paths ? [`only in ${list(rule.paths)}`] : []),
          ...(rule.ignore ? [`not in ${list(rule.ignore)}`] : []),
        ].join(', '),
        rule,
      ),
    ),
    row('waivers.max_days', String(policy.waiverRules.maxDays), config?.waivers?.max_days, 'default'),
    row('waivers.by', policy.waiverRules.by, config?.waivers?.by, 'default'),
    row('waivers.never', list(policy.waiverRules.never), config?.waivers?.never, 'default'),
    row(
      'waivers.button_days',
      String(policy.waiverRules.buttonDays),
      config?.waivers?.button_days,
      'default',
    ),
    row('waivers.list', count(policy.waivers.length), config?.waivers?.list, 'default'),
    row(
      'suggestions',
      policy.comments.maxSuggestions === 0 ? 'off' : `at most ${policy.comments.maxSuggestions}`,
      config?.suggestions,
      'default',
    ),
    row('summary_comment', String(policy.comments.hasSummary), config?.summary_comment, 'default'),
    row('request_changes', policy.comments.requestChanges ?? 'never', config?.request_changes),
    row(
      'notices.severity',
      policy.noticesFrom ?? 'as the channels say',
      config?.notices?.severity,
      'default',
    ),
    row('incident_help', policy.incidentHelp, config?.incident_help, 'default'),
    row('code_scanning', policy.codeScanning ?? 'off', config?.code_scanning, 'default'),
    ...policy.approvals.map((rule) =>
      row(
        `approvals.${rule.name}`,
        [
          ...(rule.findings ? [`findings of ${list(rule.findings)}`] : ['changes']),
          ...(rule.paths ? [`in ${list(rule.paths)}`] : []),
          ...(rule.onlyAi ? ['written by a tool'] : []),
          `by ${rule.count} of ${list(rule.by)}`,
        ].join(', '),
        rule,
      ),
    ),
    ...Object.entries(config?.scanners ?? {}).map(([key, value]) =>
      row(`scanners.${key}`, JSON.stringify(value), value),
    ),
    ...Object.entries(config?.dependencies ?? {}).map(([key, value]) =>
      row(`dependencies.${key}`, JSON.stringify(value), value),
    ),
    ...(config ? aiRows(config) : []).map(([key, value]) => row(`ai.${key}`, JSON.stringify(value), value)),
  ];
}

/** What `ai:` says beyond the severity bump, which presets set as well. */
function aiRows(config: AskedConfig): [string, unknown][] {
  return Object.entries(config.ai ?? {}).filter(([key]) => key !== 'severity_bump');
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}

function overrideOf({
  paths,
  fail_on,
  min_severity,
  min_confidence,
  rules,
}: z.infer<typeof overrideSchema>): PathPolicy {
  return {
    paths,
    rules: new Map(Object.entries(rules ?? {})),
    ...(fail_on !== undefined && { failOn: fail_on }),
    ...(min_severity !== undefined && { minSeverity: min_severity }),
    ...(min_confidence !== undefined && { minConfidence: min_confidence }),
  };
}

function withoutUndefined(rule: Exclude<NonNullable<Config['rules']>[string], string>): RulePolicy {
  return {
    ...(rule.severity !== undefined && { severity: rule.severity }),
    ...(rule.paths !== undefined && { paths: rule.paths }),
    ...(rule.ignore !== undefined && { ignore: rule.ignore }),
  };
}

/** The JSON Schema that editors check `.langguard.yml` with; draft 7, because YAML editors know no later one. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
}
