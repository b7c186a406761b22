// Texts and templates in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { expression } from './expressions.ts';

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', f: '\f', v: '\v' };

/** What a literal text says. */
export function stringText(node: SyntaxNode): string {
  let out = '';
  for (const part of node.children) {
    if (part.kind === 'string_fragment') out += part.text;
    if (part.kind === 'escape_sequence') out += escapes[part.text.slice(1)] ?? part.text.slice(1);
  }
  return out;
}

/** The texts and values of a template. */
export function templateParts(node: SyntaxNode): Expression[] {
  const parts: Expression[] = [];
  for (const part of node.children) {
    if (part.kind === 'string_fragment') parts.push({ kind: 'literal', node: part, value: part.text });
    if (part.kind === 'escape_sequence')
      parts.push({ kind: 'literal', node: part, value: escapes[part.text.slice(1)] ?? part.text.slice(1) });
    if (part.kind === 'template_substitution' && part.items[0]) parts.push(expression(part.items[0]));
  }
  return parts;
}
