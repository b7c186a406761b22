// Strings put together by formats and builders.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { quoted } from '../sinks/log-formats.ts';
import { build, inert, literal, type Value } from '../value.ts';

/** Functions whose first argument is a format in the manner of C. */
export const percentFormats =
  /^(?:String\.format|String\.formatted|fmt\.Sprintf|fmt\.Errorf|errors\.Errorf|errors\.Wrapf)$/;

/** Things that collect text; calls on them change them. */
export const textBuilders = /^(?:StringBuilder|StringBuffer|strings\.Builder|bytes\.Buffer|StringJoiner)$/;

/** Their methods that add a piece at the end. */
export const appends = new Set([
  'append',
  'appendLine',
  'appendln',
  'WriteString',
  'Write',
  'WriteByte',
  'WriteRune',
  'add',
]);

interface Part {
  value: Value;
  node: SyntaxNode;
}

/** A `%` format filled in; conversions to numbers leave no text. */
export function formatPercent(format: Value, values: readonly Part[], node: SyntaxNode): Value {
  if (typeof format.literal !== 'string') return build([{ value: format, node }, ...values], node);
  const parts: Part[] = [];
  let at = 0;
  let index = 0;
  for (const match of format.literal.matchAll(
    /%(?:(\d+)\$|\[(\d+)\])?[-+ #0,(]*(?:\d+|\*)?(?:\.\d+)?([a-zA-Z%])/g,
  )) {
    parts.push({ value: literal(format.literal.slice(at, match.index)), node });
    at = match.index + match[0].length;
    if (match[3] === '%') {
      parts.push({ value: literal('%'), node });
      continue;
    }
    if (match[3] === 'n') continue;
    const given = match[1] ?? match[2];
    const part = values[given === undefined ? index++ : Number(given) - 1];
    if (part)
      parts.push({
        value: match[3] === 'q' ? quoted(part.value) : /[svSwU]/.test(match[3] ?? '') ? part.value : inert,
        node: part.node,
      });
  }
  parts.push({ value: literal(format.literal.slice(at)), node });
  return build(parts, node);
}

/** A `{0}` format filled in, as `MessageFormat` does. */
export function formatBraces(format: Value, values: readonly Part[], node: SyntaxNode): Value {
  if (typeof format.literal !== 'string') return build([{ value: format, node }, ...values], node);
  const parts: Part[] = [];
  let at = 0;
  // Two single quotes stand for one.
  const text = format.literal.replaceAll("''", "'");
  for (const match of text.matchAll(/\{(\d+)[^{}]*\}/g)) {
    parts.push({ value: literal(text.slice(at, match.index)), node });
    at = match.index + match[0].length;
    const part = values[Number(match[1])];
    if (part) parts.push(part);
  }
  parts.push({ value: literal(text.slice(at)), node });
  return build(parts, node);
}
