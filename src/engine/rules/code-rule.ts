// What a code rule is: one YAML file with its explanation, what it matches per language, and its examples.
import { z } from 'zod';
import { confidences, severities } from '../finding.ts';
import { rewriteNames } from '../fixes/names.ts';
import { flowSchema, type Flow } from '../flow/sinks/weigh.ts';
import { languages } from '../languages.ts';
import { ruleInfoSchema } from '../rule.ts';
import { astRuleSchema } from '../syntax/ast-rule.ts';
import type { Locate } from './read.ts';

const languageIds = new Set([...languages.map((language) => language.id), 'any']);
const languageId = z.string().refine((id) => languageIds.has(id), 'no such language');
const variable = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'name a metavariable without its $');
const globs = z.array(z.string().min(1)).min(1);

/** An example: code, or code at a path when the path matters. `<- here` in a comment marks the line to be reported. */
const example = z.union([
  z.string().min(1),
  z.strictObject({ path: z.string().min(1), code: z.string().min(1) }),
]);

/** A line-wise expression. `keywords` are literals, compared without regard to case, one of which each match holds. */
const textSchema = z.strictObject({
  pattern: z.string().min(2),
  keywords: z.array(z.string().min(2)).min(1),
  /** What the expression shall not see; code that a grammar can read only. */
  mask: z.array(z.enum(['comments', 'strings'])).default([]),
  /** The group that is reported; the whole match without it. */
  group: z.string().optional(),
  /** Not below a line that this fits, such as a comment that says why. */
  unless_above: z.string().min(2).optional(),
  /** Not where the name that the match ends with is made in the same file, of what this fits: a computed value that is cleaned. */
  unless_made_of: z.string().min(2).optional(),
});

/** One way to mend a match; it is offered only where its shape is there and all that it names is bound. */
const rewriteSchema = z.union([
  z.strictObject({
    /** The node to be replaced: the match, the nearest around it in its statement, or the only one within it that this fits. */
    of: astRuleSchema.optional(),
    /** Replaces what one metavariable stands for. */
    replace: variable.optional(),
    /** Replaces the one part of the code that this expression fits; its named groups are metavariables in capitals. */
    part: z.string().min(2).optional(),
    with: z.string(),
    /** The statements that bring names in `with`, as the language writes them; added where they are missing. */
    import: z.union([z.string().min(2), z.array(z.string().min(2))]).optional(),
  }),
  z.strictObject({ rewrite: z.enum(rewriteNames) }),
]);

/** A replacement of the whole match, or ways to mend it of which the first that applies counts. */
const fixSchema = z.union([z.string(), rewriteSchema, z.array(rewriteSchema).min(1)]);

const matchSchema = z
  .strictObject({
    languages: z.array(languageId).min(1).default(['any']),
    /** Globs of the files that the match is for, where the language does not say it. */
    files: globs.optional(),
    /** Literals, one of which a file must hold. */
    needs: z.array(z.string().min(2)).default([]),
    ast: astRuleSchema.optional(),
    constraints: z.record(variable, astRuleSchema).default({}),
    utils: z.record(z.string(), astRuleSchema).default({}),
    /** Dataflow: kinds of sinks, and how much each way to them weighs. `$SINK` and `$SOURCE` may stand in messages. */
    flow: z.union([flowSchema, z.literal('shared')]).optional(),
    text: textSchema.optional(),
    /** The metavariable whose place is reported; the whole match without it. */
    at: variable.optional(),
    message: z.string().min(8),
    why: z.string().min(20).optional(),
    remedy: z.string().min(10).optional(),
    /** Other remedies by how a sink is called, of which the first that fits counts: a browser needs another than a server. */
    remedies: z.array(z.strictObject({ regex: z.string().min(2), remedy: z.string().min(10) })).default([]),
    severity: z.enum(severities).optional(),
    confidence: z.enum(confidences).optional(),
    paths: globs.optional(),
    not_paths: globs.optional(),
    fix: fixSchema.optional(),
    examples: z.strictObject({ match: z.array(example).min(1), no_match: z.array(example).min(1) }),
  })
  .refine(
    (match) => [match.ast, match.flow, match.text].filter(Boolean).length === 1,
    'give one of ast, flow, text',
  )
  .refine(
    (match) => match.flow || match.remedies.length === 0,
    'only sinks of flow have remedies of their own',
  )
  .refine((match) => match.text || !match.languages.includes('any'), 'only text matches any language')
  .refine((match) => match.files || match.text || match.languages.length > 0, 'name languages or files');

/** Reads a code rule. A match whose flow is `shared` takes the table of the rule, so that languages agree. */
export const codeRuleSchema = ruleInfoSchema
  .extend({ flow: flowSchema.optional(), matches: z.array(matchSchema).min(1) })
  .transform(({ flow, matches, ...rule }, context) => ({
    ...rule,
    matches: matches.map(({ flow: own, ...match }, index) => {
      if (own === 'shared' && !flow)
        context.addIssue({
          code: 'custom',
          path: ['matches', index, 'flow'],
          message: 'the rule has no flow to share',
        });
      const table = own === 'shared' ? flow : own;
      return table ? { ...match, flow: table } : match;
    }),
  }));

export type CodeMatch = Omit<z.infer<typeof matchSchema>, 'flow'> & { flow?: Flow };
export type Example = z.infer<typeof example>;

/** A code rule with its file and the places of its parts, for messages to its author. */
export interface CodeRule extends Omit<z.infer<typeof codeRuleSchema>, 'matches'> {
  matches: CodeMatch[];
  path: string;
  locate: Locate;
  /** True when it ships here; expressions of other rules run on a linear engine. */
  trusted: boolean;
}
