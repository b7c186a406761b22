// Code as it would stand on one line, for expressions that are written for calls on one line.
import { isComment, type SyntaxNode } from './tree.ts';

/** A stretch of a file and what stands for it. */
interface Cut {
  start: number;
  end: number;
  text: string;
}

const cutsOf = new WeakMap<SyntaxNode, readonly Cut[]>();

/**
 * The beginning of a node's text without comments, without line breaks in brackets and before a member, and without the comma
 * after which only a bracket closes; undefined when nothing of that is in it. The file is read once, however many nodes are asked for.
 */
export function laidOut(node: SyntaxNode, root: SyntaxNode, maxChars: number): string | undefined {
  let cuts = cutsOf.get(root);
  if (!cuts) cutsOf.set(root, (cuts = findCuts(root)));
  const last = Math.min(node.end, node.start + maxChars);
  let at = node.start;
  let out = '';
  for (let i = firstFrom(cuts, node.start); i < cuts.length; i++) {
    const cut = cuts[i] as Cut;
    if (cut.end > last) break;
    out += node.source.text.slice(at, cut.start) + cut.text;
    at = cut.end;
  }
  return at === node.start ? undefined : out + node.source.text.slice(at, last);
}

/** The index of the first cut that begins at an offset or after it. */
function firstFrom(cuts: readonly Cut[], offset: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as Cut).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Texts are taken as they are: what looks like layout in them is what they say. */
const isText = /string|template|heredoc|nowdoc|regex|char|jsx_text|^text$/;

function findCuts(root: SyntaxNode): Cut[] {
  const { text } = root.source;
  const cuts: Cut[] = [];
  const open: string[] = [];
  let before: { start: number; end: number; text: string } | undefined;
  let comments: SyntaxNode[] = [];
  let skipTo = 0;
  for (const node of root.walk()) {
    if (node.start < skipTo) continue;
    if (isComment(node)) {
      comments.push(node);
      skipTo = node.end;
      continue;
    }
    const isWhole = isText.test(node.kind) && node.named;
    if ((node.children.length > 0 && !isWhole) || node.end === node.start) continue;
    if (isWhole) skipTo = node.end;
    const own = node.end - node.start > 3 ? '' : node.text;
    const cut = before && cutBetween(before, { start: node.start, text: own }, comments, open.at(-1), text);
    if (cut) cuts.push(cut);
    comments = [];
    if (own === '(' || own === '[' || own === '{') open.push(own);
    else if (own === ')' || own === ']' || own === '}') open.pop();
    before = { start: node.start, end: node.end, text: own };
  }
  return cuts;
}

function cutBetween(
  before: { start: number; end: number; text: string },
  after: { start: number; text: string },
  comments: readonly SyntaxNode[],
  bracket: string | undefined,
  text: string,
): Cut | undefined {
  let code = '';
  let at = before.end;
  for (const comment of comments) {
    code += text.slice(at, comment.start);
    // The line break that ends a comment is part of it in some grammars.
    if (comment.end > comment.start && text[comment.end - 1] === '\n') code += '\n';
    at = comment.end;
  }
  code += text.slice(at, after.start);
  const isBroken = code.includes('\n');
  const isWithin = bracket === '(' || bracket === '[';
  const isMember = /^(?:\?\.|\?->|->|::|\.)$/.test(after.text);
  if (comments.length === 0 && !(isBroken && (isWithin || isMember))) return undefined;
  const closes = after.text === ')' || after.text === ']';
  if (isWithin && isBroken && closes && before.text === ',')
    return { start: before.start, end: after.start, text: '' };
  const cut = { start: before.end, end: after.start };
  if (isMember || (isWithin && (closes || before.text === '(' || before.text === '['))) return { ...cut, text: '' }; // prettier-ignore
  return { ...cut, text: isWithin || !isBroken ? ' ' : code };
}
