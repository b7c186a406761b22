// What a grammar could not read of a text, and whether the rest is worth looking at.
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** `whole` unless errors span more than half of the text; `parts` when most of what they span are parts that were read. */
export function readingOf({ byKind, source }: SyntaxTree): 'whole' | 'parts' | 'nothing' {
  const errors = byKind.get('ERROR') ?? [];
  const most = source.text.length / 2;
  if (sum(errors, ({ start, end }) => end - start) <= most) return 'whole';
  return sum(errors, lostIn) <= most ? 'parts' : 'nothing';
}

/** How many characters of a tree's text errors span. */
export function errorChars({ byKind }: SyntaxTree): number {
  let end = 0;
  // One that stands within another counts once.
  return sum(byKind.get('ERROR') ?? [], (error) => {
    const own = Math.max(0, error.end - Math.max(error.start, end));
    end = Math.max(end, error.end);
    return own;
  });
}

/** How much of an error belongs to none of its parts: a bracket too many puts a whole file into one. */
function lostIn({ start, end, children }: SyntaxNode): number {
  const parts = children.filter((child) => child.kind === 'ERROR' || child.children.length > 0);
  return end - start - sum(parts, (part) => part.end - part.start);
}

function sum(nodes: readonly SyntaxNode[], of: (node: SyntaxNode) => number): number {
  return nodes.reduce((all, node) => all + of(node), 0);
}
