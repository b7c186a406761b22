// The shape of `.langguard.yml`, from which the editors' JSON Schema is made as well.
import { z } from 'zod';
import { confidences, severities } from '../finding.ts';
import { ruleId } from '../rule.ts';
import { aiPolicyOf, aiSchema } from './ai-policy.ts';
import { dependencyPolicyOf, dependencySchema } from './dependency-policy.ts';
import { approvalRulesOf, approvalSchema } from './approval-policy.ts';
import { globProblem } from './globs.ts';
import type { Policy, RulePolicy } from './policy.ts';
import { type Explained, presetOf } from './presets.ts';
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

/** `.langguard.yml`. Every key but `version` may be left out. */
export const configSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
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
    approvals: approvalSchema
      .optional()
      .describe('Which changes wait for whose approval; needs `mode: enforce`.'),
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
  })
  .meta({
    title: 'LangGuard policy',
    description: 'How LangGuard judges pull requests of this repository; read from the base branch.',
  });

export type Config = z.infer<typeof configSchema>;

/** The policy that a valid file asks for. */
export function policyOf(config: Config, source: string, allowComments: Policy['allowComments']): Policy {
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
    ...(config.dependencies && { dependencies: dependencyPolicyOf(config.dependencies) }),
    ...(ai.length > 0 && { ai: aiPolicyOf(config.ai ?? {}) }),
    source,
  };
}

/** Every value of a policy with where it comes from: the file, its preset, or the defaults. */
export function explainPolicy(policy: Policy, config: Config | undefined, file: string): Explained[] {
  const preset = config?.preset === undefined ? 'default' : `preset ${config.preset}`;
  const row = (key: string, value: string, given: unknown, otherwise = preset): Explained => ({
    key,
    value,
    from: given === undefined ? otherwise : file,
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
    ...Object.entries(config?.dependencies ?? {}).map(([key, value]) =>
      row(`dependencies.${key}`, JSON.stringify(value), value),
    ),
    ...(config ? aiRows(config) : []).map(([key, value]) => row(`ai.${key}`, JSON.stringify(value), value)),
  ];
}

/** What `ai:` says beyond the severity bump, which presets set as well. */
function aiRows(config: Config): [string, unknown][] {
  return Object.entries(config.ai ?? {}).filter(([key]) => key !== 'severity_bump');
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
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
