// What the code around a Rust node declares.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument } from '../../ir.ts';

/** What the code around a node declares. */
export interface Scope {
  className: string | undefined;
  /** Whether callers from outside choose the arguments of the methods here. */
  isResolver?: boolean;
  /** Types of this file that leave no room for text, and fields that have such types wherever they are declared. */
  numbers: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  patterns: ReadonlyMap<string, string>;
  /** Variables that hold a `PathBuf`. */
  paths: ReadonlySet<string>;
  /** Variables that hold a `Command`, with its program and arguments so far. */
  commands: Map<string, Argument[]>;
  isClap: boolean;
  /** What `Command` is called here: `use std::process::Command as Cmd`. */
  commandName: string | undefined;
  /** Chains that were read before: a `let` reads its value twice. */
  chains: Map<SyntaxNode, Chain | undefined>;
}

/** A chain of calls that makes a command, and the variable that it began with. */
export interface Chain {
  args: Argument[];
  known?: string;
}
