// What a secret rule is: one YAML file per kind with its pattern, checks, way to revoke and examples.
import { z } from 'zod';
import { ruleInfoSchema } from '../../rule.ts';
import { readRuleFile, type RuleProblem } from '../../rules/read.ts';
import { compileExpression } from '../../text/regex.ts';
import { validators, type ValidatorName } from './validators.ts';

/** What a value must look like at least: random, a password that people make up, that or (of low severity) one to guess, a word, or any literal at all. */
export const acceptances = ['opaque', 'human', 'guessable', 'word', 'any'] as const;

/** Searches that an expression cannot say. */
export const structures = ['kubernetes-secret', 'base64', 'split'] as const;

/** The kinds of names that the assignment scanner knows; their words stand in names.ts. */
export const assignments = ['password', 'key', 'salt'] as const;

const exampleSchema = z.union([z.string(), z.strictObject({ path: z.string(), text: z.string() })]);

const validatorNames = Object.keys(validators) as [ValidatorName, ...ValidatorName[]];

/**
 * One kind of secret. Examples are templates, so that no live-looking secret stands in the repository; when a test runs
 * `{{random:[A-Z]{3}}}` becomes characters that match the expression, and the other names are listed in templates.ts.
 */
export const secretRuleSchema = ruleInfoSchema
  .extend({
    /** The provider's page that says how to revoke or rotate it. */
    revoke: z.url({ protocol: /^https$/ }),
    /** Lower-case literals, one of which stands in every match: the prefilter. */
    keywords: z
      .array(
        z
          .string()
          .min(2)
          .regex(/^[\x20-\x7e\n]+$/)
          .refine((word) => word === word.toLowerCase(), 'keywords are lower-case'),
      )
      .default([]),
    /** Expression source with a group `secret`; proved to run in linear time by a test. */
    pattern: z.string().includes('(?<secret>').optional(),
    /** Flags of the pattern beside `g`. */
    flags: z
      .string()
      .regex(/^[imsu]*$/)
      .default(''),
    /** Names near which an otherwise unremarkable value counts; implies that the value is assigned to such a name. */
    context: z.array(z.string().regex(/^[a-z0-9_][a-z0-9_. -]*$/)).default([]),
    /** Bits per character that the value must have at least. */
    entropy: z.number().min(0).max(6).optional(),
    /** A check of the value by name. */
    validator: z.enum(validatorNames).optional(),
    accept: z.enum(acceptances).default('human'),
    /** Marks the rule of the assignment scanner, which has no pattern. */
    assignment: z.enum(assignments).optional(),
    /** A search that an expression cannot say; see structures.ts. */
    structure: z.enum(structures).optional(),
    /** Expression that the file's path must match; without keywords the start of each such file is looked at. */
    files: z.string().optional(),
    /** Characters looked at after a keyword; the default suits tokens on one line. */
    reach: z.number().int().min(40).max(16_384).default(400),
    /** True for values that are meant to be public or prove little; they never win over another kind. */
    weak: z.boolean().default(false),
    /** A text, or a text in a file of its own; the path decides the syntax. */
    examples: z.strictObject({
      match: z.array(exampleSchema).min(3),
      no_match: z.array(exampleSchema).min(3),
    }),
  })
  .refine(
    (rule) => [rule.pattern, rule.assignment, rule.structure].filter((way) => way !== undefined).length === 1,
    {
      message: 'give one of pattern, assignment and structure',
    },
  )
  .refine(
    ({ assignment, keywords, context, files }) =>
      assignment !== undefined || keywords.length > 0 || context.length > 0 || files !== undefined,
    { message: 'give at least one keyword' },
  );

/** A rule; `path` says where an own one stands, whose expression runs in the linear engine. */
export type SecretRule = z.infer<typeof secretRuleSchema> & { path?: string };

/** What a repository's own rule may not say: these search more of a text than its keywords bound. */
const onlyShipped = ['context', 'assignment', 'structure', 'files', 'flags'] as const;
const maxOwnReach = 1_000;

/** Reads an own rule file, whose expression must be one that the linear engine understands. */
export function parseOwnSecretRule(
  text: string,
  path: string,
  maxDepth: number,
): { rule: SecretRule; problems?: never } | { rule?: never; problems: RuleProblem[] } {
  const read = readRuleFile(path, text, secretRuleSchema, maxDepth);
  if ('problems' in read) return read;
  const { value, locate } = read;
  const problems: RuleProblem[] = onlyShipped
    .filter((field) => (value[field] ?? '').length > 0)
    .map((field) => ({
      path,
      ...locate([field]),
      message: `${field}: only rules that ship with LangGuard may say this`,
    }));
  if (value.reach > maxOwnReach)
    problems.push({ path, ...locate(['reach']), message: `reach: at most ${maxOwnReach} characters` });
  try {
    compileExpression(value.pattern ?? '', false);
  } catch (error) {
    problems.push({ path, ...locate(['pattern']), message: `pattern: ${(error as Error).message}` });
  }
  return problems.length > 0 ? { problems } : { rule: { ...value, path } };
}

/** Reads one rule file; answers with the rule or with every problem in it, never throws. */
export function parseSecretRule(
  text: string,
  path: string,
): { rule: SecretRule; problems?: never } | { rule?: never; problems: RuleProblem[] } {
  const read = readRuleFile(path, text, secretRuleSchema);
  if ('problems' in read) return read;
  const problems: RuleProblem[] = [];
  for (const field of ['pattern', 'files'] as const) {
    const source = read.value[field];
    if (source === undefined) continue;
    try {
      RegExp(source, read.value.flags);
    } catch (error) {
      problems.push({ path, ...read.locate([field]), message: `${field}: ${(error as Error).message}` });
    }
  }
  return problems.length > 0 ? { problems } : { rule: read.value };
}
