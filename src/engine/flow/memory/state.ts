// What is known of a function while its memory is followed.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Places } from './places.ts';
import type { Known } from './sizes.ts';

/** What was found at a node; `from` is where the memory was made or given back. */
export interface Found {
  kind: string;
  node: SyntaxNode;
  from: SyntaxNode;
}

/** Constants of the file. */
export interface FileNames {
  constants: ReadonlyMap<string, number>;
  texts: ReadonlyMap<string, string>;
  /** Macros of the file that take arguments and write to something. */
  macros: ReadonlySet<string>;
  /** Arrays in structs of the file, by the name of the field where it stands for one only. */
  fields: ReadonlyMap<string, Field>;
  /** Arrays of the file itself. */
  shared: ReadonlyMap<string, Sized>;
  /** Functions of the file that give back what they are handed, and which of their arguments. */
  givers: ReadonlyMap<string, readonly number[]>;
}

/** An array whose size the file says. */
export interface Sized {
  count: number;
  bytes: number | undefined;
  node: SyntaxNode;
}

/** An array in structs of the file, and what these are called. */
export interface Field extends Sized {
  owners: ReadonlySet<string>;
  /** The last of its struct: as long as the memory behind it. */
  isLast: boolean;
}

/** The values that the variable of a loop takes, and the limit as it is written. */
export interface LoopBound {
  name: string;
  min: number | undefined;
  max: number;
  limit: string;
  /** Nothing in the loop asks for its value or leaves early. */
  isPlain: boolean;
}

/** What is known while a function is followed. */
export interface Walk extends FileNames {
  found: Map<string, Found>;
  steps: number;
  /** The element size of each variable, by its declaration. */
  elements: Map<string, number | undefined>;
  arrays: Set<string>;
  /** Variables that end with the function. */
  locals: Set<string>;
  /** Whether its text is C as the grammar knows it: a macro may set anything. */
  isWhole: boolean;
  returnsPointer: boolean;
  returnsReference: boolean;
  /** The type of each variable as it is written, with its stars. */
  types: Map<string, string>;
  /** The class whose method it is. */
  owner: string | undefined;
  /** What is known of the variables of loops. */
  loops: Map<string, LoopBound>;
  breaks: Places[][];
  /** The function's body, and its parameters that are numbers. */
  body: SyntaxNode;
  given: Map<string, 'signed' | 'unsigned'>;
  /** Numbers from outside whose sign nobody looks at; read when first asked for. */
  foreign?: ReadonlySet<string>;
  /** What was found out of their limits. */
  limits: Map<string, string | undefined>;
  labels: Map<string, Places>;
  /** The variables whose memory only this function knows, with what gives it back; read when first asked for. */
  owned?: ReadonlyMap<string, string>;
}

/** Nodes visited in one function, some more than once. */
export const maxStepsPerFunction = 60_000;
/** Places of a function that are kept apart. */
export const maxPlaces = 150;

/** Thrown when a function takes too many steps. */
export class TooLong extends Error {}

/** The sizes that are known at a point of the function. */
export function known(walk: Walk, places: Places): Known {
  return {
    constants: walk.constants,
    texts: walk.texts,
    bytesOf: (name) => (walk.arrays.has(name) ? places.get(name)?.bytes : walk.elements.get(name)),
    lengthOf: (name) => places.get(name)?.length,
  };
}

/** Notes what was found, once for each place. */
export function tell(walk: Walk, kind: string, node: SyntaxNode, from: SyntaxNode): void {
  const key = `${kind}:${node.start}`;
  if (!walk.found.has(key)) walk.found.set(key, { kind, node, from });
}
