// What a whole file, or a function of it, says: worked out once for all the fixes in it.
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';

/** The same function, asked once for each tree. */
export function perTree<T>(read: (tree: SyntaxTree) => T): (tree: SyntaxTree) => T {
  return once(read);
}

/** The same function, asked once for each node, such as the function around a fix. */
export function perNode<T>(read: (node: SyntaxNode) => T): (node: SyntaxNode) => T {
  return once(read);
}

/** Nodes by a text that belongs to each, in their order. */
export function byText(
  pairs: Iterable<readonly [text: string, node: SyntaxNode]>,
): Map<string, SyntaxNode[]> {
  const found = new Map<string, SyntaxNode[]>();
  for (const [text, node] of pairs) {
    const same = found.get(text);
    if (same) same.push(node);
    else found.set(text, [node]);
  }
  return found;
}

function once<K extends object, T>(read: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, { said: T }>();
  return (of) => {
    let answer = known.get(of);
    if (!answer) known.set(of, (answer = { said: read(of) }));
    return answer.said;
  };
}
