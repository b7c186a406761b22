// What a grammar could not read of a text, and whether the rest is worth looking at.
import type { Region } from '../finding.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** `whole` unless errors span more than half of the text; `parts` when most of what they span are parts that were read. */
export function readingOf({ byKind, source }: SyntaxTree): 'whole' | 'parts' | 'nothing' {
  const errors = byKind.get('ERROR') ?? [];
  const most = source.text.length / 2;
  if (sum(errors, ({ start, end }) => end - start) <= most) return 'whole';
  return sum(errors, lostIn) <= most ? 'parts' : 'nothing';
}

/** Shorter ones are a sign or a word too many, around which the rest is read. */
const leastChars = 40;

/** In these a grammar knows all of the language, or nearly; what a preprocessor makes of a text no grammar can know. */
const wellRead: ReadonlySet<string> = new Set('python javascript typescript tsx java go php ruby'.split(' '));

/** The first part with a call that a grammar could not read, among the lines that are wanted. */
export function unreadCall(
  { byKind, source }: SyntaxTree,
  isWanted: (line: number) => boolean,
): Region | undefined {
  if (!wellRead.has(source.language)) return undefined;
  for (const { start, end, text, region } of byKind.get('ERROR') ?? []) {
    if (end - start < leastChars || !/\w\s{0,3}\(/.test(text)) continue;
    for (let line = region.start.line; line <= region.end.line; line++) if (isWanted(line)) return region;
  }
  return undefined;
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
