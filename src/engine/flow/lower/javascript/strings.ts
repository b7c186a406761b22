// Texts and templates in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { expression } from './expressions.ts';

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', f: '\f', v: '\v' };

/** What an escape stands for: `\\n`, `\\x65`, `\\u0065`, `\\u{65}`. */
function escaped(text: string): string {
  const written = text.slice(1);
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})$/.exec(written);
  if (!code) return escapes[written] ?? written;
  const point = Number.parseInt(code[1] ?? code[2] ?? (code[3] as string), 16);
  return point <= 0x10_ff_ff ? String.fromCodePoint(point) : written;
}

/** What a literal text says. */
export function stringText(node: SyntaxNode): string {
  let out = '';
  for (const part of node.children) {
    if (part.kind === 'string_fragment') out += part.text;
    if (part.kind === 'escape_sequence') out += escaped(part.text);
  }
  return out;
}

/** The texts and values of a template. */
export function templateParts(node: SyntaxNode): Expression[] {
  const parts: Expression[] = [];
  for (const part of node.children) {
    if (part.kind === 'string_fragment') parts.push({ kind: 'literal', node: part, value: part.text });
    if (part.kind === 'escape_sequence')
      parts.push({ kind: 'literal', node: part, value: escaped(part.text) });
    if (part.kind === 'template_substitution' && part.items[0]) parts.push(expression(part.items[0]));
  }
  return parts;
}
