// The part of `.langguard.yml` that says which other scanners are heard, and how their results are weighed.
import { z } from 'zod';
import { severities, type Severity } from '../finding.ts';
import { globProblem, pathMatcher } from './globs.ts';

/** What policy says of other scanners. */
export interface ScannerPolicy {
  /** Tools whose results are taken from code scanning, as GitHub spells their names. */
  fromCodeScanning: string[];
  /** The last that fits a rule wins. */
  rules: { match: string[]; severity: Severity | 'off' }[];
}

const ruleGlob = z
  .string()
  .max(200)
  .superRefine((text, context) => {
    const problem =
      globProblem(text) ?? (text.includes('/') ? undefined : 'names no tool; write `semgrep/**`');
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${problem}` });
  });

/** `scanners:` of the policy file. */
export const scannerSchema = z.strictObject({
  from_code_scanning: z
    .array(z.string().min(1).max(100))
    .max(20)
    .optional()
    .describe('Tools whose results for the pull request are taken from code scanning, such as `CodeQL`.'),
  rules: z
    .array(
      z.strictObject({
        match: z
          .array(ruleGlob)
          .min(1)
          .max(100)
          .describe('Rules such as `bandit/b101` or `semgrep/python.*`.'),
        severity: z.enum(['off', ...severities]).describe('Their severity here, or `off`.'),
      }),
    )
    .max(200)
    .optional()
    .describe(
      "How results of other scanners are weighed in place of the tool's own severity; the last that fits wins.",
    ),
});

/** What the file says of other scanners. */
export function scannerPolicyOf(config: z.infer<typeof scannerSchema>): ScannerPolicy {
  return { fromCodeScanning: config.from_code_scanning ?? [], rules: config.rules ?? [] };
}

/** Tells what policy makes of a scanner's rule; undefined where it says nothing, and for rules of ours. */
export function scannerSeverities(
  policy: ScannerPolicy | undefined,
): (rule: string) => Severity | 'off' | undefined {
  const entries = (policy?.rules ?? []).map(({ match, severity }) => ({
    fits: pathMatcher(match),
    severity,
  }));
  return (rule) => (rule.includes('/') ? entries.findLast(({ fits }) => fits(rule))?.severity : undefined);
}
