// Edits of a source by offset, and the fix that they make.
import type { Edit, Fix } from '../finding.ts';
import { lineStartsOf, positionAt, type SyntaxSource } from '../syntax/tree.ts';

/** A stretch of the source and what shall stand there; an empty stretch inserts. */
export interface SourceEdit {
  start: number;
  end: number;
  text: string;
}

type Text = Pick<SyntaxSource, 'text' | 'lineStarts'>;

/** The fix made of edits, the first being the one that mends; undefined when two of them overlap. */
export function fixOf(source: Text, edits: readonly SourceEdit[]): Fix | undefined {
  const [first, ...rest] = edits;
  if (!first || overlap(edits)) return undefined;
  const also = rest.toSorted((a, b) => a.start - b.start).map((one) => editOf(source, one));
  return { ...editOf(source, first), ...(also.length > 0 ? { also } : {}) };
}

function overlap(edits: readonly SourceEdit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return sorted.some((one, at) => {
    const next = sorted[at + 1];
    return next !== undefined && (next.start < one.end || (next.start === one.start && next.end === one.end));
  });
}

function editOf(source: Text, { start, end, text }: SourceEdit): Edit {
  // A file keeps the line ends that it has.
  const crlf = source.text.includes('\r\n');
  const replacement = crlf ? text.replace(/\r?\n/g, '\r\n') : text;
  return { start: positionAt(source, start), end: positionAt(source, end), replacement };
}

/** The text with a fix applied, all of its edits at once. */
export function applyFix(text: string, fix: Fix): string {
  const starts = lineStartsOf(text);
  const offset = (at: { line: number; column: number }): number => (starts[at.line - 1] ?? 0) + at.column - 1;
  const pieces: string[] = [];
  let at = 0;
  const edits = [fix, ...(fix.also ?? [])]
    .map((edit) => ({ start: offset(edit.start), end: offset(edit.end), text: edit.replacement }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const edit of edits) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return pieces.join('') + text.slice(at);
}

/** The whitespace before the first character of the line that holds an offset. */
export function indentAt(source: Text, offset: number): string {
  const lineStart = source.lineStarts[positionAt(source, offset).line - 1] ?? 0;
  return /^[ \t]*/.exec(source.text.slice(lineStart, offset))?.[0] ?? '';
}

/** The edit that adds a statement after another, behind a comment that stands on the same line. */
export function statementAfter(source: Text, start: number, end: number, text: string): SourceEdit {
  const rest = /^[ \t]*(?:(?:\/\/|#)[^\r\n]*)?/.exec(source.text.slice(end, end + 500))?.[0] ?? '';
  const at = /[#/]/.test(rest) ? end + rest.length : end;
  return { start: at, end: at, text: `\n${indentAt(source, start)}${text}` };
}
