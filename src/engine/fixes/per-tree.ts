// What a whole file says, worked out once for all the fixes in it.
import type { SyntaxTree } from '../syntax/tree.ts';

/** The same function, asked once for each tree. */
export function perTree<T>(read: (tree: SyntaxTree) => T): (tree: SyntaxTree) => T {
  const known = new WeakMap<SyntaxTree, { said: T }>();
  return (tree) => {
    let answer = known.get(tree);
    if (!answer) known.set(tree, (answer = { said: read(tree) }));
    return answer.said;
  };
}
