// Lowers Python trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { statements } from './statements.ts';

/** Lowers a tree of the grammar python. */
export function lowerPython(root: SyntaxNode): Program {
  return { root, body: statements(root.items, undefined) };
}
