// The part of `.langguard.yml` that says which changes wait for whose approval.
import { z } from 'zod';
import { globProblem } from './globs.ts';
import type { ApprovalRule } from './policy.ts';

const glob = z.string().superRefine((text, context) => {
  const problem = globProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${problem}` });
});

const approver = z
  .string()
  .regex(
    /^@[a-z\d](?:[a-z\d-]{0,38})(?:\/[a-z\d_](?:[a-z\d._-]{0,99}))?$/i,
    'must be a person such as `@dana` or a team such as `@acme/security`, in quotation marks',
  );

/** `approvals:` of the policy file. */
export const approvalSchema = z
  .array(
    z
      .strictObject({
        name: z
          .string()
          .regex(/^[a-z\d][a-z\d-]{0,49}$/, 'must be lower-case words joined by hyphens')
          .describe('What people type: `/langguard approve <name>`.'),
        paths: z
          .array(glob)
          .max(200)
          .optional()
          .describe('Waits when files that match one of these patterns change.'),
        written_by: z
          .enum(['ai', 'anyone'])
          .optional()
          .describe('`ai`: only lines that a tool is known to have written. Default: anyone.'),
        findings: z
          .array(
            z.string().regex(/^[a-z\d][a-z\d-]{0,79}$/, 'must be the id of a rule or the name of a class'),
          )
          .max(50)
          .optional()
          .describe(
            'Waits when findings of these rules or classes are reported, such as `agent-capability`.',
          ),
        by: z.array(approver).min(1).max(50).describe('People and teams who may approve.'),
        count: z.number().int().min(1).max(5).optional().describe('How many of them. Default: 1.'),
      })
      .refine((rule) => rule.paths !== undefined || rule.findings !== undefined || rule.written_by === 'ai', {
        message: 'must say what waits: `paths`, `findings` or `written_by: ai`',
      }),
  )
  .max(50)
  .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, {
    message: 'two entries have the same name',
  });

/** What the file says of approvals. */
export function approvalRulesOf(config: z.infer<typeof approvalSchema> | undefined): ApprovalRule[] {
  return (config ?? []).map(({ name, paths, written_by, findings, by, count = 1 }) => ({
    name,
    by,
    count,
    ...(paths && { paths }),
    ...(findings && { findings }),
    ...(written_by === 'ai' && { onlyAi: true }),
  }));
}
