// Texts and formats in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { field } from './expressions.ts';
import type { Scope } from './scope.ts';

/** What a literal text says. */
export function stringValue(node: SyntaxNode): string {
  const content = node.items.map((one) => one.text).join('');
  if (node.kind === 'raw_string_literal') return content;
  return node.text
    .replace(/^[bc]?"|"$/g, '')
    .replace(/\\\r?\n\s*/g, '')
    .replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
}

/** What stands behind a backslash. */
export const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** The text that `format!` makes of a format and its arguments; names in braces are variables. */
export function formatted(node: SyntaxNode, args: readonly Argument[], scope: Scope): Expression {
  const [format, ...given] = args;
  if (!format) return { kind: 'literal', node, value: '' };
  if (format.value.kind !== 'literal' || typeof format.value.value !== 'string')
    return { kind: 'build', node, parts: args.map((one) => one.value) };
  const parts: Expression[] = [];
  const push = (text: string): void => {
    if (text !== '') parts.push({ kind: 'literal', node: (format as Argument).value.node, value: text });
  };
  const template = format.value.value;
  const positional = given.filter((one) => one.name === undefined);
  let index = 0;
  let at = 0;
  for (const hole of template.matchAll(/\{\{|\}\}|\{([\w.]*)\s*(?::[^{}]*)?\}/g)) {
    push(template.slice(at, hole.index));
    at = hole.index + hole[0].length;
    if (hole[0] === '{{' || hole[0] === '}}') {
      push(hole[0].slice(1));
      continue;
    }
    const name = hole[1] ?? '';
    if (name === '' || /^\d+$/.test(name)) {
      const value = positional[name === '' ? index++ : Number(name)]?.value;
      if (value) parts.push(value);
      continue;
    }
    const named = given.find((one) => one.name === name)?.value;
    parts.push(named ?? field(format.value.node, { kind: 'name', node: format.value.node, name }, '', scope));
  }
  push(template.slice(at));
  const [only] = parts;
  if (!only) return { kind: 'literal', node, value: '' };
  return parts.length === 1 && only.kind === 'literal' ? only : { kind: 'build', node, parts };
}
