// Lowers PHP trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { beginPage } from './page.ts';
import { statements } from './statements.ts';

/** Lowers a tree of the grammar php. */
export function lowerPhp(root: SyntaxNode): Program {
  beginPage();
  return { root, body: statements(root.items, undefined) };
}
