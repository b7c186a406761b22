// Texts and templates in Kotlin.
import { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { textOfParts } from '../shapes.ts';
import { expression, identifier } from './expressions.ts';
import type { Scope } from './scope.ts';

/** A string: literal where nothing is put into it. */
export function text(node: SyntaxNode, scope: Scope): Expression {
  return textOfParts(node, stringParts(node, scope));
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b' };

/** The parts of a string; a short `$name` is text to the grammar. */
function stringParts(node: SyntaxNode, scope: Scope): Expression[] {
  const parts: Expression[] = [];
  const isRaw = node.kind === 'multiline_string_literal';
  const quotes = isRaw ? 3 : 1;
  const add = (start: number, end: number): void => {
    const raw = node.source.text.slice(start, end);
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'literal', node, value: text });
      text = '';
    };
    let at = 0;
    for (const match of raw.matchAll(isRaw ? shortName : escapeOrName)) {
      text += raw.slice(at, match.index);
      at = match.index + match[0].length;
      if (match[1] !== undefined) {
        flush();
        const begin = start + match.index + 1;
        const name = new SyntaxNode(
          node.source,
          'identifier',
          true,
          undefined,
          begin,
          begin + match[1].length,
        );
        name.parent = node;
        parts.push(identifier(name, scope));
      } else {
        const code = match[0].slice(1);
        text += /^u[\da-fA-F]{4}$/.test(code) ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code); // prettier-ignore
      }
    }
    text += raw.slice(at);
    flush();
  };
  let start = node.start + quotes;
  for (const child of node.children) {
    if (child.kind !== 'interpolation') continue;
    add(start, child.start);
    if (child.items[0]) parts.push(expression(child.items[0], scope));
    start = child.end;
  }
  add(start, Math.max(start, node.end - quotes));
  return parts;
}

const shortName = /\$([A-Za-z_]\w*)/g;
const escapeOrName = /\\u[\da-fA-F]{4}|\\.|\$([A-Za-z_]\w*)/g;
