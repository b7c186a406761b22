// Texts and formats in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { textOfParts } from '../shapes.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** A text: literal where nothing is put into it. */
export function string(node: SyntaxNode, content: SyntaxNode, scope: Scope): Expression {
  const parts = content.items.flatMap((part): Expression[] => {
    if (part.kind === 'interpolation') {
      const last = part.items.at(-1);
      return last ? [expression(last, scope)] : [];
    }
    if (part.kind === 'escape_sequence')
      return [{ kind: 'literal', node: part, value: escapes[part.text.slice(1)] ?? part.text.slice(1) }];
    if (part.kind.endsWith('content')) return [{ kind: 'literal', node: part, value: part.text }];
    return [];
  });
  return textOfParts(node, parts);
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', s: ' ', '0': '\0' };

/** Splits a literal format at its conversions; numeric ones become numbers. */
export function formatted(
  node: SyntaxNode,
  format: Expression | undefined,
  args: readonly Argument[],
): Expression {
  const values = args.map((one) => one.value);
  if (format?.kind !== 'literal' || typeof format.value !== 'string')
    return { kind: 'build', node, parts: [...(format ? [format] : []), ...values] };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  for (const match of format.value.matchAll(/%(?:<(\w+)>|\{(\w+)\})?[-+ #0]*\d*(?:\.\d+)?([a-zA-Z%])?/g)) {
    if (match[3] === undefined && match[2] === undefined) continue;
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at, match.index) });
    const isName = match[2] !== undefined;
    at = match.index + match[0].length - (isName && match[3] !== undefined ? 1 : 0);
    if (match[3] === '%' && !isName) {
      parts.push({ kind: 'literal', node: format.node, value: '%' });
      continue;
    }
    const name = match[1] ?? match[2];
    const value =
      (name === undefined ? values[index++] : args.find((one) => one.name === name)?.value) ?? values.at(-1);
    if (!value) continue;
    const isText = isName || match[3] === 's' || match[3] === 'p';
    parts.push(isText ? value : { kind: 'literal', node: value.node, value: 0 });
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at) });
  return { kind: 'build', node, parts };
}
