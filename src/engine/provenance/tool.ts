// What is known of one AI tool: the exact marks that it leaves, each with its grade, kept as data in rules/ai-markers/.
import { RE2JS } from 're2js';
import { z } from 'zod';

/** How far a mark in self-asserted text can be trusted. */
const grade = z.enum(['claimed', 'hinted']);

/** `identity`: the tool wrote the commit. `assist`: a person accepted its suggestion, so nothing is said of other lines. */
const kind = z.enum(['identity', 'assist']);

const note = z.string().min(3);

/** An expression in RE2 syntax that must match the whole text, without regard to case; linear on any text. */
const expression = z.string().min(4).refine(isExpression, 'no expression in RE2 syntax');
const markBase = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  grade: grade.default('claimed'),
  kind: kind.default('identity'),
  /** Where the string was seen: FP (first party), OBS (observed), INFERENCE, with a word on where. */
  source: note,
};

/** Lines as a tool writes them: each of `match` must be recognised as this mark, none of `no_match` may be. */
const examples = z.strictObject({
  match: z.array(z.string()).min(1),
  no_match: z.array(z.string()).default([]),
});

/** A git identity. The display name changes with every model, so the address decides. */
const identitySchema = z.strictObject({
  ...markBase,
  /** Whole addresses; a GitHub noreply address is also recognised by its numeric id and login. */
  emails: z.array(z.string()).default([]),
  /** Logins of GitHub Apps and accounts, with `[bot]` where GitHub shows it. */
  logins: z.array(z.string()).default([]),
  /** Limits the mark to display names like this; alone it makes the name the mark. */
  name: expression.optional(),
  /** Names that are another tool's or a person's in spite of the address. */
  not_name: expression.optional(),
  /** The first group in the display name is the model. */
  model: expression.optional(),
  examples,
});

/** A whole line of a message or body; its first group, where it has one, is the model. */
const lineSchema = z.strictObject({
  ...markBase,
  pattern: expression,
  /** Lines that deny what the pattern would read from them. */
  not_pattern: expression.optional(),
  examples,
});

/** The start of a branch name. */
const branchSchema = z.strictObject({
  id: markBase.id,
  prefix: z.string().min(3),
  source: note,
  examples,
});

/** A comment in code, without the signs around it; it speaks of its line, of all up to `until`, or of the file. */
const commentSchema = z.strictObject({
  id: markBase.id,
  /** One of them stands in every line that can match, in lower case. */
  word: z.array(z.string().min(3)).min(1),
  pattern: expression,
  until: expression.optional(),
  extent: z.enum(['line', 'file']).default('line'),
  /** True for what only a comment means, not a line of prose. */
  behind_sign: z.boolean().default(false),
  source: note,
  examples,
});

/** What comments call the tool where they say that it made the code. */
const inCodeSchema = z.strictObject({
  /** Names that mean nothing else: no first names, no words of the trade without more. */
  names: expression,
  /** One of them stands in every name, in lower case. */
  words: z.array(z.string().min(3)).min(1),
  source: note,
  examples,
});

const labelSchema = z.strictObject({ id: markBase.id, label: z.string().min(2), source: note });

/** One file of rules/ai-markers/; the file's name is the id. */
export const aiToolSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string().min(2),
  /** True when the marks say that some tool was used, but not which. */
  names_no_tool: z.boolean().default(false),
  /** What line-level records call the tool; case and punctuation do not count. */
  record_names: z.array(z.string().min(2)).default([]),
  /** Logins of accounts of type Bot whose pull requests the tool wrote. */
  pull_request_authors: z.array(z.string()).default([]),
  identities: z.array(identitySchema).default([]),
  trailers: z.array(lineSchema).default([]),
  footers: z.array(lineSchema).default([]),
  body: z.array(lineSchema).default([]),
  branches: z.array(branchSchema).default([]),
  labels: z.array(labelSchema).default([]),
  comments: z.array(commentSchema).default([]),
  in_code: inCodeSchema.optional(),
});

export type IdentityMark = z.infer<typeof identitySchema>;
export type LineMark = z.infer<typeof lineSchema>;
export type CommentMark = z.infer<typeof commentSchema>;
export type AiTool = z.infer<typeof aiToolSchema>;

/** More than the catalogue has; the rest is room for the organisation's own. */
const maxCompiled = 2_000;
const compiled = new Map<string, RE2JS>();

/** Compiles an expression of a mark, once for all reviews. Throws when it is none. */
export function compileWhole(source: string): RE2JS {
  const before = compiled.get(source);
  if (before) return before;
  const made = RE2JS.compile(`^(?:${source})$`, RE2JS.CASE_INSENSITIVE);
  if (compiled.size < maxCompiled) compiled.set(source, made);
  return made;
}

function isExpression(source: string): boolean {
  try {
    compileWhole(source);
    return true;
  } catch {
    return false;
  }
}
