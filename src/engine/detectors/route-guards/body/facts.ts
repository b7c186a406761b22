// The words for what a handler's body does: guards, records, and what is known of a function.
import type { FunctionShape } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { OwnThing } from '../owned-things.ts';
import type { GuardLevel } from '../words.ts';

/** A check of the caller, wherever it stands. `name` is what siblings have in common. */
export interface Guard {
  name: string;
  level: GuardLevel;
  node: SyntaxNode;
  /** True when it is part of the body and not of the declaration. */
  inBody?: boolean;
  /** True when it stands around the whole app. */
  isWide?: boolean;
  /** True when it stands around a router: its routes have it in common, and another router's need not. */
  isShared?: boolean;
  /** True when it stands in another file, in front of all that is mounted there. */
  isElsewhere?: boolean;
}

/** A record that is read or changed by an id from the request. */
export interface RecordUse {
  node: SyntaxNode;
  verb: 'read' | 'update' | 'delete';
  text: string;
  id: string;
}

/** What a function does, as far as the judgement of a route needs it. */
export interface BodyFacts {
  guard?: Guard | undefined;
  /** True when the caller's identity is put to use in a query, a comparison or a call. */
  usesCaller: boolean;
  /** True when something decides by role, owner or permission. */
  decides: boolean;
  records: RecordUse[];
  /** Models and tables that are looked up or filled by who calls. */
  own?: OwnThing[];
  /** True when the body deletes, updates or inserts anything. */
  changes: boolean;
  /** True when it starts processes or evaluates code. */
  runs: boolean;
  /** True when it reads all rows of users. */
  readsUsers: boolean;
  /** What the body does that is an administrator's work wherever it stands, such as giving a role. */
  power?: string | undefined;
}

/** A function of another file, and what that file knows. */
export interface DistantFunction {
  fn: FunctionShape;
  helpers: Helpers;
}

/** The functions of a file by name, so that helpers can be looked into. */
export interface Helpers {
  functions: ReadonlyMap<string, FunctionShape>;
  facts: Map<FunctionShape, BodyFacts | undefined>;
  /** Names that the file gives to a guard of another name. */
  aliases: ReadonlyMap<string, string>;
  /** The function of another file that a chain of names means; undefined where that is not sure. */
  distant?: (chain: string) => DistantFunction | undefined;
}
