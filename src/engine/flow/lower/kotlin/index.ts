// Lowers Kotlin trees to the shapes of ir.ts. As in Java, types go by their simple names; properties of Java objects are their getters.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { declarationScope } from './scope.ts';
import { statementsOf } from './statements.ts';

/** Lowers a tree of the grammar kotlin. */
export function lowerKotlin(root: SyntaxNode): Program {
  const scope = declarationScope(root);
  return { root, body: statementsOf(root.items, scope) };
}
