// The part of `.langguard.yml` that says who may waive what for how long, and the waivers that it holds.
import { z } from 'zod';
import { anyRuleId } from '../rule.ts';
import { defaultPolicy, type WaiverRules } from './policy.ts';
import { isDay, type Waiver } from './waivers.ts';

/** Roles of a repository that may speak, least first. https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories */
export const roles = ['triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof roles)[number];

const day = z.string().refine(isDay, { message: 'must be a day such as 2027-01-31, in quotation marks' });
const fingerprint = z
  .string()
  .regex(/^[\da-f]{12,64}$/i, 'must be the id of a finding: 12 to 64 hexadecimal digits, in quotation marks');

/** `waivers:` of the policy file. */
export const waiverSchema = z.strictObject({
  max_days: z
    .number()
    .int()
    .min(1)
    .max(730)
    .optional()
    .describe('No waiver runs longer than this many days from today. Default: 90.'),
  by: z
    .enum(roles)
    .optional()
    .describe(
      'The role in the repository that may waive; never the author or the person who asked a tool for the change. Default: maintain.',
    ),
  never: z.array(anyRuleId).max(200).optional().describe('Rules whose findings nobody may waive.'),
  button_days: z
    .number()
    .int()
    .min(0)
    .max(30)
    .optional()
    .describe(
      'Shows a button on the check that waives what fails for this many days. Default: 0, no button.',
    ),
  list: z
    .array(
      z.strictObject({
        rule: anyRuleId.describe('The rule of the finding.'),
        fingerprint: fingerprint.describe('The id that the finding shows, or its whole fingerprint.'),
        reason: z.string().min(10).max(500).describe('Why the finding is acceptable.'),
        owner: z.string().min(1).max(100).describe('Who answers for it.'),
        until: day.describe('The last day on which it binds.'),
      }),
    )
    .max(1000)
    .optional()
    .describe('Accepted findings. For advisories of dependencies see `dependencies.ignore`.'),
});

type WaiverConfig = z.infer<typeof waiverSchema>;

/** What the file says of waivers. */
export function waiverRulesOf(config: WaiverConfig | undefined): WaiverRules {
  const otherwise = defaultPolicy.waiverRules;
  return {
    maxDays: config?.max_days ?? otherwise.maxDays,
    by: config?.by ?? otherwise.by,
    never: config?.never ?? otherwise.never,
    buttonDays: config?.button_days ?? otherwise.buttonDays,
  };
}

/** The waivers that the file holds, named by their place in it. */
export function waiversOf(config: WaiverConfig | undefined): Waiver[] {
  return (config?.list ?? []).map((entry, index) => ({ id: `file-${index + 1}`, from: 'file', ...entry }));
}
