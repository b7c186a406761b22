// Lowers JavaScript, TypeScript and JSX trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { publish } from './exports.ts';
import { statements } from './statements.ts';

/** Lowers a tree of the grammars javascript, typescript or tsx. */
export function lowerJavaScript(root: SyntaxNode): Program {
  const body = statements(root.items);
  publish(body, root.source.text);
  return { root, body };
}
