// The rewrites that a rule's `fix` can name, where no template says what to write.

/** What each does stands at its function in index.ts. */
export const rewriteNames = [
  'base-name',
  'html-escape',
  'shell-arguments',
  'shell-quotes',
  'sql-parameters',
  'string-values',
  'text-content',
] as const;

export type RewriteName = (typeof rewriteNames)[number];
