// The rewrites that a rule's `fix` can name: each reads a finding's node and says what to write, or nothing.
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { SourceEdit } from './edit.ts';
import type { RewriteName } from './names.ts';
import { baseName } from './base-name.ts';
import { htmlEscape, textContent } from './html.ts';
import { stringValues } from './string-values.ts';
import { shellArguments, shellQuotes } from './shell.ts';
import { sqlParameters } from './sql.ts';

/** Makes the edits that mend the node, the main one first; undefined when its shape is not exactly understood. `sources` are where the values at fault come from. */
export type Rewrite = (
  node: SyntaxNode,
  tree: SyntaxTree,
  sources: readonly SyntaxNode[],
) => SourceEdit[] | undefined;

export const rewrites: Readonly<Record<RewriteName, Rewrite>> = {
  'base-name': baseName,
  'html-escape': htmlEscape,
  'text-content': textContent,
  'sql-parameters': sqlParameters,
  'string-values': stringValues,
  'shell-arguments': shellArguments,
  'shell-quotes': shellQuotes,
};
