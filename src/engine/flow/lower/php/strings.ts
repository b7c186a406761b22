// Texts and formats in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { textOfParts } from '../shapes.ts';
import { expression, subscript } from './expressions.ts';

/** A text: literal where nothing is put into it. */
export function string(node: SyntaxNode, content: SyntaxNode): Expression {
  return textOfParts(node, stringParts(content));
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', v: '\v', e: '\x1b', f: '\f', '0': '\0' };

/** The parts of a string, here-document or command in backticks. */
function stringParts(node: SyntaxNode): Expression[] {
  return node.items.map((part): Expression => {
    switch (part.kind) {
      case 'string_content':
      case 'nowdoc_string':
        return { kind: 'literal', node: part, value: part.text };
      case 'escape_sequence': {
        const one = part.text.slice(1);
        const value = node.kind === 'string' ? one : (escapes[one] ?? one);
        return { kind: 'literal', node: part, value };
      }
      case 'subscript_expression':
        // In a string `$a[key]` needs no quotes.
        return subscript(part, true);
      default:
        return expression(part);
    }
  });
}

/** Splits a literal format at its conversions; numeric ones become numbers. */
export function formatted(node: SyntaxNode, format: Expression, values: Expression[]): Expression {
  if (format.kind !== 'literal' || typeof format.value !== 'string')
    return {
      kind: 'build',
      node,
      parts: [...(format.kind === 'build' ? format.parts : [format]), ...values],
    };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  for (const match of format.value.matchAll(/%(?:(\d+)\$)?[-+ 0]*(?:'.)?\d*(?:\.\d+)?([a-zA-Z%])/g)) {
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[2] === '%') {
      parts.push({ kind: 'literal', node: format.node, value: '%' });
      continue;
    }
    const value = match[1] === undefined ? values[index++] : values[Number(match[1]) - 1];
    const one = value ?? values.at(-1);
    if (one) parts.push(match[2] === 's' ? one : { kind: 'literal', node: one.node, value: 0 });
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at) });
  return { kind: 'build', node, parts };
}
