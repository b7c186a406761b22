// Decorators and type annotations in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { expression } from './expressions.ts';

/** One decorator. */
export function decorator(node: SyntaxNode): Expression {
  return node.items[0] ? expression(node.items[0]) : { kind: 'other', node, parts: [] };
}

/** The text of a type annotation without blanks. */
export function annotation(node: SyntaxNode | undefined): string | undefined {
  return node?.text.replace(/^\s*:?\s*/, '').replace(/\s+/g, '');
}
