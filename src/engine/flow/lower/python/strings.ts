// Texts and formats in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { textOfParts } from '../shapes.ts';
import { expression } from './expressions.ts';

/** A text: literal where nothing is put into it. */
export function string(node: SyntaxNode): Expression {
  return textOfParts(node, stringParts(node));
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '' };

/** The parts of a string, f-strings included. */
function stringParts(node: SyntaxNode): Expression[] {
  const raw = /^[a-z]*r/i.test(node.children[0]?.text ?? '');
  const parts: Expression[] = [];
  for (const part of node.children) {
    if (part.kind === 'string_content') {
      const value = raw
        ? part.text
        : part.text.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
      parts.push({
        kind: 'literal',
        node: part,
        value: value.replace(/\{\{|\}\}/g, (braces) => (isFormatted(node) ? braces.slice(1) : braces)),
      });
    }
    if (part.kind === 'interpolation') {
      const inner = part.get('expression') ?? part.items[0];
      if (inner) parts.push(isQuoted(part) ? quoted(expression(inner)) : expression(inner));
    }
  }
  return parts;
}

/** Whether what is put in is written with its quotes: `{name!r}`. */
function isQuoted(part: SyntaxNode): boolean {
  return part.items.some((one) => one.kind === 'type_conversion' && /^![ra]$/.test(one.text));
}

/** What `repr(value)` writes. */
function quoted(value: Expression): Expression {
  const { node } = value;
  return { kind: 'call', node, callee: { kind: 'name', node, name: 'repr' }, args: [{ value }] };
}

function isFormatted(node: SyntaxNode): boolean {
  return /^[a-z]*f/i.test(node.children[0]?.text ?? '');
}

/** Splits a literal `%` format at its conversions; numeric ones become numbers. */
export function formatted(node: SyntaxNode, format: Expression, values: Expression[]): Expression {
  if (format.kind !== 'literal' || typeof format.value !== 'string')
    return { kind: 'build', node, parts: [format, ...values] };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  const pattern = /%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([a-zA-Z%])/g;
  for (const match of format.value.matchAll(pattern)) {
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[2] === '%') {
      parts.push({ kind: 'literal', node: format.node, value: '%' });
      continue;
    }
    const named = match[1];
    const dictionary = values[0];
    const field =
      named !== undefined && dictionary?.kind === 'object'
        ? dictionary.entries.find((entry) => entry.key === named)?.value
        : undefined;
    const value = field ?? (named !== undefined ? dictionary : (values[index++] ?? values.at(-1)));
    if (!value) continue;
    parts.push(
      match[2] === 's'
        ? value
        : match[2] === 'r' || match[2] === 'a'
          ? quoted(value)
          : { kind: 'literal', node: value.node, value: 0 },
    );
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(at) });
  return { kind: 'build', node, parts };
}
