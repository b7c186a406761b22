// Code without what its comments say.
import type { SyntaxTree } from './tree.ts';

/** The text with blanks for its comments, so that every place stays where it is. */
export function withoutComments({ source: { text }, byKind }: SyntaxTree): string {
  const comments = ['comment', 'line_comment', 'block_comment'].flatMap((kind) => byKind.get(kind) ?? []);
  let code = '';
  let at = 0;
  for (const { start, end } of comments.toSorted((a, b) => a.start - b.start)) {
    // One that documents may stand within another.
    if (start < at) continue;
    code += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return code + text.slice(at);
}
