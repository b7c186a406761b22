// The text of a file after the change, redacted, by line number.
import { splitLines, type ChangedFile } from '../change.ts';
import type { Region } from '../finding.ts';
import type { Redactor } from './redact.ts';

/** More lines than this say less than the first ones. */
const maxLines = 5;

/** A minified line must not fill a report. */
const maxColumns = 400;

/** Lines after the change by number; a line that was not read is undefined. */
export type RedactedLines = (line: number) => string | undefined;

/** Redacts a file's text as a whole, because a secret may span lines. */
export function redactedLines(file: ChangedFile | undefined, redact: Redactor): RedactedLines {
  if (!file) return () => undefined;
  if (file.body !== undefined) {
    const lines = splitLines(redact(file.body));
    return (line) => lines[line - 1];
  }
  const lines = new Map<number, string>();
  for (const hunk of file.hunks) {
    const after = hunk.lines.filter((line) => line.kind !== 'removed').map((line) => line.text);
    splitLines(redact(after.join('\n') + '\n')).forEach((text, index) =>
      lines.set(hunk.newStart + index, text),
    );
  }
  return (line) => lines.get(line);
}

/** The last line that a region covers; an end before the first column does not cover its line. */
export function lastLineOf(region: Region): number {
  const { start, end } = region;
  return end.column <= 1 && end.line > start.line ? end.line - 1 : end.line;
}

/** The lines of a region, at most five, without carriage returns and cut where they are too long. */
export function excerptOf(region: Region, lines: RedactedLines): { startLine: number; lines: string[] } {
  const out: string[] = [];
  const last = Math.min(lastLineOf(region), region.start.line + maxLines - 1);
  for (let number = region.start.line; number <= last; number++) {
    const text = lines(number)?.replace(/\r$/, '');
    if (text === undefined) break;
    out.push(text.length > maxColumns ? `${text.slice(0, maxColumns)}…` : text);
  }
  return { startLine: region.start.line, lines: out };
}
