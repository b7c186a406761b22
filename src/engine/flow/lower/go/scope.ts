// What the code around a Go node declares.
import type { SyntaxNode } from '../../../syntax/tree.ts';

/** What the code around a node declares. */
export interface Scope {
  /** The receiver's name; it is lowered to `this`. */
  self: string | undefined;
  /** The names of the function's results, which a bare `return` returns. */
  results: readonly SyntaxNode[];
  /** Variables that say whether a key was in a map: `_, ok := allowed[name]`. */
  lookups: Map<string, SyntaxNode>;
  /** Variables that hold a compiled pattern. */
  patterns: ReadonlyMap<string, string>;
  /** Named numeric types of this file. */
  numbers: ReadonlySet<string>;
  /** The fields of this file's structs in order. */
  structs: ReadonlyMap<string, readonly string[]>;
}
