// What a string literal says, without its quotes, prefixes and layout.
import type { SyntaxNode } from './tree.ts';

/** Every kind of node that writes a string. */
export const stringKinds: ReadonlySet<string> = new Set([
  'string',
  'template_string',
  'string_literal',
  'interpreted_string_literal',
  'raw_string_literal',
  'raw_string',
  'encapsed_string',
  'verbatim_string_literal',
  'concatenated_string',
  'interpolated_string_expression',
  'heredoc',
  'multiline_string_literal',
]);

const contentKinds = new Set([
  'string_content',
  'string_fragment',
  'interpreted_string_literal_content',
  'raw_string_literal_content',
  'string_literal_content',
  'escape_sequence',
  'multiline_string_fragment',
]);

/** True for every node that writes a string, interpolated or not. */
export function isString(node: SyntaxNode): boolean {
  return node.named && stringKinds.has(node.kind);
}

/** The content of a string literal; undefined for anything else, and for strings with interpolated values. */
export function stringContent(node: SyntaxNode): string | undefined {
  if (!isString(node)) return undefined;
  if (node.children.length === 0) return /^[rbu@]*(["'`])([\s\S]*)\1$/i.exec(node.text)?.[2];
  // A short `$name` in Kotlin is plain text to its grammar.
  if (node.source.language === 'kotlin' && /(?:^|[^\\])\$[A-Za-z_]/.test(node.text)) return undefined;
  let content = '';
  for (const child of node.children) {
    if (!child.named || child.kind === 'string_start' || child.kind === 'string_end') continue;
    const part = contentKinds.has(child.kind) ? child.text : stringContent(child);
    if (part === undefined) return undefined;
    content += part;
  }
  return content;
}
