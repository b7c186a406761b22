// Splits commit messages and pull-request bodies into the lines that their author wrote, leaving quotations out.

/** Marks stand on short lines; longer ones are pasted data. */
const maxLineLength = 1000;
const maxLines = 4000;

/** What review bots put into the descriptions of other people's pull requests, from its first line to its last. */
const reviewerSections: readonly [RegExp, RegExp][] = [
  [/^<!-- CURSOR_SUMMARY -->/i, /<!-- \/CURSOR_SUMMARY -->/i],
  [
    /^<!-- This is an auto-generated comment: .{0,60}coderabbit/i,
    /<!-- end of auto-generated comment: .{0,60}coderabbit/i,
  ],
  [
    /^<!-- This is an auto-generated description by cubic/i,
    /<!-- End of auto-generated description by cubic/i,
  ],
  [/^## Summary by (?:CodeRabbit|Sourcery)\b/i, /^(?:<!-- end of auto-generated|-{3,}$)/i],
];

/** The lines of a commit message after its subject. Of a revert only what follows the quotation counts. */
export function messageLines(message: string): string[] {
  const lines = message.split('\n', maxLines);
  const isRevert = /^\s*revert\b/i.test(lines[0] ?? '');
  const reverted = isRevert ? lines.findLastIndex((line) => /^\s*(?:This )?reverts? /i.test(line)) : 0;
  return ownLines(lines.slice(Math.max(0, reverted) + 1));
}

/** The messages that GitHub joined when it squashed several commits into one; empty for any other commit. */
export function squashedParts(message: string): string[] {
  const lines = message.split('\n', maxLines);
  if (!/\(#\d+\)\s*$/.test(lines[0] ?? '')) return [];
  const parts: string[] = [];
  for (const [at, line] of lines.entries()) {
    // What follows the rule is collected from all of them.
    if (/^-{9,}\s*$/.test(line)) break;
    if (line.startsWith('* ') && (lines[at - 1] ?? '').trim() === '') parts.push(line.slice(2));
    else if (parts.length > 0) parts[parts.length - 1] += `\n${line}`;
  }
  return parts.length > 1 ? parts : [];
}

/** The lines of a pull request's body, without what review bots added. */
export function bodyLines(body: string): string[] {
  const out: string[] = [];
  let until: RegExp | undefined;
  for (const line of body.split('\n', maxLines)) {
    const text = line.trim();
    if (until) {
      if (until.test(text)) until = undefined;
      continue;
    }
    until = reviewerSections.find(([start]) => start.test(text))?.[1];
    if (!until) out.push(line);
  }
  return ownLines(out);
}

/** Drops quotations, indented and fenced blocks, and the bullets that squash merges put before trailers. */
function ownLines(lines: readonly string[]): string[] {
  const out: string[] = [];
  let fence: string | undefined;
  for (const line of lines) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
      continue;
    }
    if (fence !== undefined || line.length > maxLineLength || /^(?: {4}|\t| {0,3}>)/.test(line)) continue;
    const text = line.trim().replace(/^[*+-]\s+/, '');
    if (text !== '') out.push(text);
  }
  return out;
}

/** `Name <address>` of a `Co-authored-by` line, else undefined. */
export function coAuthorOf(line: string): { name: string; email: string } | undefined {
  if (!/^co-authored-by:/i.test(line)) return undefined;
  const open = line.lastIndexOf('<');
  if (open === -1 || !line.endsWith('>')) return undefined;
  return { name: line.slice('co-authored-by:'.length, open).trim(), email: line.slice(open + 1, -1).trim() };
}
