// Texts in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';

/** Whether a node is a literal text. */
export function isString(node: SyntaxNode): boolean {
  return node.kind === 'interpreted_string_literal' || node.kind === 'raw_string_literal';
}

/** What a literal text says. */
export function stringValue(node: SyntaxNode): string {
  const inner = node.text.slice(1, -1);
  if (node.kind === 'raw_string_literal') return inner;
  return inner.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
