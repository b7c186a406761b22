// The syntax tree as the rules and the dataflow engine see it: plain nodes, read once from the parser.
import type { Position, Region } from '../finding.ts';

/** What leaves share, since most nodes are leaves. */
const noChildren: readonly SyntaxNode[] = [];

/** One node. Offsets are UTF-16 units into `source.text`. */
export class SyntaxNode {
  readonly kind: string;
  readonly named: boolean;
  /** The name under which the parent holds this node, such as `body`. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly source: SyntaxSource;
  parent: SyntaxNode | undefined;
  /** Every child, punctuation included. */
  children: readonly SyntaxNode[] = noChildren;
  /** Position among the parent's children. */
  index = 0;

  constructor(
    source: SyntaxSource,
    kind: string,
    named: boolean,
    field: string | undefined,
    start: number,
    end: number,
    parent?: SyntaxNode,
  ) {
    this.source = source;
    this.kind = kind;
    this.named = named;
    this.field = field;
    this.start = start;
    this.end = end;
    this.parent = parent;
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** Where the node stands, for a finding. */
  get region(): Region {
    return { start: positionAt(this.source, this.start), end: positionAt(this.source, this.end) };
  }

  /** The first child held under a field name. */
  get(field: string): SyntaxNode | undefined {
    for (const child of this.children) if (child.field === field) return child;
    return undefined;
  }

  /** All children held under a field name. */
  all(field: string): SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** The named children without comments and other extras. */
  get items(): SyntaxNode[] {
    return this.children.filter((child) => child.named && !isComment(child));
  }

  /** This node and everything below it, in document order; survives any depth. */
  *walk(): Generator<SyntaxNode> {
    const stack: SyntaxNode[] = [this];
    for (let node = stack.pop(); node; node = stack.pop()) {
      yield node;
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as SyntaxNode);
    }
  }
}

/** The text that a tree was read from. */
export interface SyntaxSource {
  text: string;
  /** The grammar's name. */
  language: string;
  /** The offset at which each line starts. */
  lineStarts: readonly number[];
}

// Detectors ask again for each part of one file.
let last: { text: string; starts: readonly number[] } | undefined;

/** The offsets at which lines start; only a line feed ends a line, as in git. */
export function lineStartsOf(text: string): readonly number[] {
  if (last?.text === text) return last.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  last = { text, starts };
  return starts;
}

/** The line and column, both from 1, of an offset. */
export function positionAt(source: Pick<SyntaxSource, 'lineStarts'>, offset: number): Position {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (source.lineStarts[low] as number) + 1 };
}

/** A parsed file. `errors` counts the places that the grammar could not read. */
export interface SyntaxTree {
  root: SyntaxNode;
  source: SyntaxSource;
  /** Errors of the text as it stands, of a piece of a file too. */
  errors: number;
  /** True where the text is a piece of a file, and what goes on with lines that are not there was not parsed. */
  isTorn?: boolean;
  /** Nodes by kind, in document order, for rules that name the kinds they need. */
  byKind: ReadonlyMap<string, readonly SyntaxNode[]>;
}

/** True for every kind of comment in the grammars used. */
export function isComment(node: SyntaxNode): boolean {
  return node.kind === 'comment' || node.kind === 'line_comment' || node.kind === 'block_comment';
}
