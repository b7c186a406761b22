// Lowers Ruby trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { type Scope, heredocsOf, listsOf, localsOf } from './scope.ts';
import { statements } from './statements.ts';

/** Lowers a tree of the grammar ruby. */
export function lowerRuby(root: SyntaxNode): Program {
  const scope: Scope = {
    className: undefined,
    methods: new Set(),
    fields: new Set(),
    locals: localsOf(root),
    lists: listsOf(root),
    heredocs: heredocsOf(root),
  };
  return { root, body: statements(root.items, scope) };
}
