// The part of `.langguard.yml` that says who may waive what for how long, and the waivers that it holds.
import { z } from 'zod';
import { anyRuleId } from '../rule.ts';
import { packagePattern } from './dependency-policy.ts';
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
      z
        .strictObject({
          rule: anyRuleId
            .optional()
            .describe('The rule of the finding. Default beside `advisory`: vulnerable-dependency.'),
          fingerprint: fingerprint
            .optional()
            .describe('The id that the finding shows, or its whole fingerprint.'),
          advisory: z
            .string()
            .min(1)
            .max(100)
            .optional()
            .describe('In place of a fingerprint: an advisory or one of its aliases, such as CVE-2026-1234.'),
          package: packagePattern
            .optional()
            .describe('With `advisory`: ecosystem and name, such as `npm:lodash`.'),
          versions: z
            .string()
            .min(1)
            .max(200)
            .optional()
            .describe("With `advisory`: a range in the ecosystem's own notation; every version without it."),
          reason: z.string().min(10).max(500).describe('Why the finding is acceptable.'),
          owner: z.string().min(1).max(100).describe('Who answers for it.'),
          until: day.describe('The last day on which it binds.'),
        })
        .superRefine((entry, context) => {
          const problem = shapeProblem(entry);
          if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
        }),
    )
    .max(1000)
    .optional()
    .describe('Accepted findings: by fingerprint, or by advisory and package.'),
});

/** An entry names a finding by its content or by its advisory, not by both. */
function shapeProblem(entry: {
  rule?: string | undefined;
  fingerprint?: string | undefined;
  advisory?: string | undefined;
  package?: string | undefined;
  versions?: string | undefined;
}): string | undefined {
  if (entry.advisory === undefined) {
    if (entry.fingerprint === undefined)
      return 'name the finding by `fingerprint`, or by `advisory` and `package`';
    if (entry.rule === undefined) return '`rule` is missing';
    if (entry.package !== undefined || entry.versions !== undefined)
      return '`package` and `versions` go with `advisory`';
    return undefined;
  }
  if (entry.fingerprint !== undefined)
    return 'name the finding by `fingerprint` or by `advisory`, not by both';
  return entry.package === undefined ? '`package` is missing' : undefined;
}

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
  return (config?.list ?? []).map((entry, index): Waiver => {
    const { reason, owner, until, rule, fingerprint, advisory, versions } = entry;
    const common = { id: `file-${index + 1}`, from: 'file' as const, reason, owner, until };
    if (advisory === undefined) return { ...common, rule: rule ?? '', fingerprint: fingerprint ?? '' };
    const named = { package: entry.package ?? '', advisories: [advisory] };
    return {
      ...common,
      rule: rule ?? 'vulnerable-dependency',
      advised: [{ ...named, ...(versions !== undefined && { versions }) }],
    };
  });
}
