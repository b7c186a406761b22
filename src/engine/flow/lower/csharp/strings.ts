// Texts, interpolation, formats and text builders in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** What a literal text says. */
export function textOf(node: SyntaxNode): string {
  switch (node.kind) {
    case 'verbatim_string_literal':
      return node.text.replace(/^@"|"$/g, '').replace(/""/g, '"');
    case 'raw_string_literal':
      return node.items.find((item) => item.kind === 'raw_string_content')?.text ?? '';
    case 'character_literal':
      return node.text.slice(1, -1);
    default:
      return node.text
        .replace(/^"|"(?:u8)?$/gi, '')
        .replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
  }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** The parts of an interpolated string. */
export function interpolated(node: SyntaxNode, scope: Scope): Expression[] {
  return node.items.flatMap((part): Expression[] => {
    if (part.kind === 'string_content' || part.kind === 'escape_sequence')
      return [{ kind: 'literal', node: part, value: part.text.replace(/\{\{|\}\}/g, (two) => two.slice(1)) }];
    if (part.kind !== 'interpolation') return [];
    const inner = part.items.find((item) => !item.kind.startsWith('interpolation'));
    return inner ? [expression(inner, scope)] : [];
  });
}

/** Splits a literal `{0}` format at its holes; those with a numeric format hold numbers. */
export function formatted(node: SyntaxNode, values: readonly Expression[]): Expression {
  // A culture may stand before the format.
  const at = values.findIndex((one) => one.kind === 'literal' && typeof one.value === 'string');
  const format = values[at];
  if (format?.kind !== 'literal' || typeof format.value !== 'string') {
    const built: Expression = { kind: 'build', node, parts: [...values] };
    const isCulture = /^null$|culture\b|provider$/i.test(values[0]?.node.text.slice(0, 80) ?? '');
    const open = values[isCulture ? 1 : 0];
    if (!open || values.length < (isCulture ? 3 : 2)) return built;
    const callee: Expression = { kind: 'name', node, name: 'string_format' };
    const check: Expression = { kind: 'call', node, callee, args: [{ value: open }] };
    return { kind: 'choice', node, test: check, branches: [built] };
  }
  const rest = values.slice(at + 1);
  const parts: Expression[] = [];
  let done = 0;
  for (const match of format.value.matchAll(/\{\{|\}\}|\{(\d+)[^{}]*\}/g)) {
    parts.push({ kind: 'literal', node: format.node, value: format.value.slice(done, match.index) });
    done = match.index + match[0].length;
    if (match[1] === undefined) continue;
    const value = rest[Number(match[1])] ?? rest.at(-1);
    if (value) parts.push(value);
  }
  parts.push({ kind: 'literal', node: format.node, value: format.value.slice(done) });
  return { kind: 'build', node, parts };
}

/** `sb.Append(x)` makes the builder's text longer, and is the builder. */
export function appended(node: SyntaxNode, object: Expression, name: string, args: Argument[]): Expression {
  const values = args.map((one) => one.value);
  const added = name === 'AppendFormat' ? [formatted(node, values)] : values.slice(0, 1);
  const value: Expression = { kind: 'build', node, parts: [object, ...added] };
  if (object.kind === 'assign') return { kind: 'assign', node, target: object.target, value };
  if (object.kind === 'name')
    return { kind: 'assign', node, target: { kind: 'bind', name: object.name, node: object.node }, value };
  if (object.kind === 'member')
    return { kind: 'assign', node, target: { kind: 'place', place: object, node: object.node }, value };
  return value;
}
