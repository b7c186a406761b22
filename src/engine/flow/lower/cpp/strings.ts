// Texts and formats in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { textOfParts } from '../shapes.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** What a literal text says. */
export function stringValue(node: SyntaxNode): string {
  if (node.kind === 'user_defined_literal') return node.items[0] ? stringValue(node.items[0]) : '';
  let text = '';
  for (const item of node.items)
    text +=
      item.kind === 'escape_sequence'
        ? unescaped(item.text)
        : item.kind.endsWith('_content')
          ? item.text
          : '';
  return text;
}

const escapes: Record<string, string | undefined> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unescaped(text: string): string {
  return escapes[text[1] ?? ''] ?? text.slice(1);
}

/** The number of a character. */
export function charValue(text: string): number {
  const inner = text.replace(/^[LuU]?8?'|'$/g, '');
  return (inner.startsWith('\\') ? unescaped(inner) : inner).charCodeAt(0) || 0;
}

/** The number that is written. */
export function numberValue(text: string): number | undefined {
  const value = Number(text.replace(/'/g, '').replace(/(?<!^0x[\da-f]*)[ulfz]+$/i, ''));
  return Number.isNaN(value) ? undefined : value;
}

/** `"a" NAME "b"` */
export function concatenated(node: SyntaxNode, scope: Scope): Expression {
  return textOfParts(
    node,
    node.items.map((item) => expression(item, scope)),
  );
}

/** A constant text. */
export function text(node: SyntaxNode, value: string): Expression {
  return { kind: 'literal', node, value };
}

/** A format of C with what is put into it; numbers leave no text. `%q` and `%Q` are sqlite's own quoting. */
export function percentFormat(
  node: SyntaxNode,
  format: Expression,
  given: readonly Expression[],
): Expression {
  const flat = constantText(format);
  if (flat === undefined) return { kind: 'build', node, parts: [format, ...given] };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  for (const match of flat.matchAll(
    /%(\d{1,2}\$)?[-+ #0']{0,5}(\*|\d{1,6})?(?:\.(\*|\d{0,6}))?(?:hh|h|ll|l|j|z|t|L|I64|w)?([a-zA-Z%])/g,
  )) {
    parts.push(text(node, flat.slice(at, match.index)));
    at = match.index + match[0].length;
    if (match[4] === '%') {
      parts.push(text(node, '%'));
      continue;
    }
    if (match[2] === '*') index++;
    if (match[3] === '*') index++;
    const value = given[match[1] === undefined ? index++ : Number.parseInt(match[1], 10) - 1];
    if (value && /[sSvm]/.test(match[4] ?? '')) parts.push(value);
    else parts.push(text(node, '0'));
  }
  parts.push(text(node, flat.slice(at)));
  return { kind: 'build', node, parts: parts.filter((one) => one.kind !== 'literal' || one.value !== '') };
}

/** A text of which every part is constant, `"a" NAME "b"` included, where the names are holes that stay. */
export function constantText(format: Expression): string | undefined {
  if (format.kind === 'literal') return typeof format.value === 'string' ? format.value : undefined;
  if (format.kind !== 'build') return undefined;
  const parts = format.parts.map((one) =>
    one.kind === 'literal'
      ? String(one.value)
      : one.kind === 'name' && /^[A-Z]\w*$/.test(one.name)
        ? ''
        : undefined,
  );
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** `fmt::format("… {} …", x)`. */
export function braceFormat(node: SyntaxNode, format: Expression, given: readonly Expression[]): Expression {
  const flat = constantText(format);
  if (flat === undefined) return { kind: 'build', node, parts: [format, ...given] };
  const parts: Expression[] = [];
  let index = 0;
  flat.split(/\{(\d{0,2})(?::[^{}]{0,20})?\}/).forEach((piece, at) => {
    if (at % 2 === 0) parts.push(text(node, piece));
    else parts.push(given[piece === '' ? index++ : Number(piece)] ?? text(node, '0'));
  });
  return { kind: 'build', node, parts };
}

/** `QString("… %1 …").arg(x)`, once or several times. */
export function qtArguments(node: SyntaxNode, base: Expression, given: readonly Expression[]): Expression {
  const pieces = base.kind === 'build' ? base.parts : [base];
  const parts = pieces.flatMap((piece): Expression[] => {
    if (piece.kind !== 'literal' || typeof piece.value !== 'string') return [piece];
    const marks = [...new Set(piece.value.match(/%\d/g) ?? [])].toSorted();
    const own = marks.slice(0, given.length);
    if (own.length === 0) return [piece];
    return piece.value.split(/(%\d)/).map((one) => given[own.indexOf(one)] ?? text(node, one));
  });
  const isPlaced = parts.length > pieces.length;
  return { kind: 'build', node, parts: isPlaced ? parts : [...parts, ...given] };
}
