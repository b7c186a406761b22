// Runs line-wise expressions over a file, with comments or strings hidden where a rule asks for it.
import { isString } from '../../syntax/strings.ts';
import { isComment, positionAt, type SyntaxTree } from '../../syntax/tree.ts';
import type { Sought } from '../../text/literals.ts';
import { blank } from './embedded.ts';
import type { ReadyText } from './compile.ts';
import { isMadeOf } from './made-of.ts';
import type { Span } from '../../fixes/template.ts';

/** Longer lines are data or minified code; only their beginning is read. */
const maxLineChars = 2_000;

/** Names of a file whose making is looked for. */
const maxAsked = 100;

/** A file as text rules read it: `lines` may be masked; `lower` is all of it in lower case. */
export interface TextFile {
  text: string;
  lines: readonly string[];
  lineStarts: readonly number[];
  lower: string;
}

/** Every place where the expression matches; offsets into the file. Ends when the budget, in instructions, is below zero. */
export function* findText(
  ready: ReadyText,
  file: TextFile,
  budget: { left: number } = { left: Infinity },
): Generator<Span> {
  const { lines, lineStarts } = file;
  const { size = 0 } = ready.expression;
  const group = ready.match.text?.group;
  let asked = 0;
  for (const i of linesHolding(ready.keywords, file)) {
    const line = lines[i] as string;
    // What some editors begin a file with is no part of its first line.
    const skipped = i === 0 && line.startsWith('\uFEFF') ? 1 : 0;
    const text = line.slice(skipped, skipped + maxLineChars);
    const lower = text.toLowerCase();
    if (!ready.keywords.some((keyword) => lower.includes(keyword.lower))) continue;
    budget.left -= size * text.length;
    if (budget.left < 0) return;
    const found = ready.expression.findAll(text);
    // After each occurrence the rest of the line is read again.
    budget.left -= size * text.length * found.length;
    if (found.length > 0 && isBelow(ready.above, lines[i - 1])) continue;
    for (const { start, end, groups } of found) {
      if (ready.madeOf && asked++ < maxAsked && isMadeOf(file.text, text.slice(start, end), ready.madeOf))
        continue;
      const value = group === undefined ? undefined : groups[group];
      const from = value ? text.indexOf(value, start) : start;
      const offset = (lineStarts[i] as number) + skipped;
      yield { start: offset + from, end: offset + (value ? from + value.length : end) };
    }
  }
}

function isBelow(above: ReadyText['above'], line: string | undefined): boolean {
  return above !== undefined && line !== undefined && above.findAll(line.slice(0, maxLineChars)).length > 0;
}

/** The lines, from 0, in which one of the literals stands, in order. */
function linesHolding(
  literals: readonly Sought[],
  { text, lines, lineStarts, lower }: TextFile,
): Iterable<number> {
  // Some letters are two in lower case, and then lines begin elsewhere.
  if (lower.length !== text.length) return lines.keys();
  const found = new Set<number>();
  for (const literal of literals)
    for (let at = lower.indexOf(literal.lower); at !== -1;) {
      const { line } = positionAt({ lineStarts }, at);
      found.add(line - 1);
      const next = lineStarts[line];
      at = next === undefined ? -1 : lower.indexOf(literal.lower, next);
    }
  return [...found].sort((a, b) => a - b);
}

/** The text with comments or strings blanked out; a file without a tree loses `#` and `//` line comments only. */
export function maskedText(text: string, hide: readonly string[], tree: SyntaxTree | undefined): string {
  if (!tree) return hide.includes('comments') ? text.replace(/^[ \t]*(?:#|\/\/|--).*$/gm, blank) : text;
  const spans: Span[] = [];
  for (const nodes of tree.byKind.values()) {
    const [first] = nodes;
    if (
      !first ||
      !((hide.includes('comments') && isComment(first)) || (hide.includes('strings') && isString(first)))
    )
      continue;
    spans.push(...nodes);
  }
  let out = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    out += text.slice(at, start) + blank(text.slice(start, end));
    at = end;
  }
  return out + text.slice(at);
}
