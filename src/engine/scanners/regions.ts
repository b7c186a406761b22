// Turns a scanner's region into ours: lines and columns from 1, columns in UTF-16 units, the end exclusive.
import { type ChangedFile, splitLines } from '../change.ts';
import type { Region } from '../finding.ts';
import { field, type Json, wholeOf } from './shape.ts';

/** Gives the line of a file after the change by its number, where it was read. */
export type LineReader = (path: string) => (number: number) => string | undefined;

/** Longer regions are cut: a finding is about some lines, and the report shows five. */
const maxLines = 1000;

/** Reads lines of the changed files; each file is split once. */
export function lineReader(files: ReadonlyMap<string, ChangedFile>): LineReader {
  const made = new Map<string, ReadonlyMap<number, string>>();
  return (path) => {
    let lines = made.get(path);
    if (!lines) made.set(path, (lines = linesOf(files.get(path))));
    return (number) => lines.get(number);
  };
}

function linesOf(file: ChangedFile | undefined): Map<number, string> {
  const out = new Map<number, string>();
  if (file?.body !== undefined) splitLines(file.body).forEach((text, index) => out.set(index + 1, text));
  else
    for (const hunk of file?.hunks ?? []) {
      let number = hunk.newStart;
      for (const { kind, text } of hunk.lines) if (kind !== 'removed') out.set(number++, text);
    }
  return out;
}

/** The region, mended where it is incomplete: without an end it takes its line, without a start the first line. */
export function regionOf(
  region: Json | undefined,
  line: (number: number) => string | undefined,
  isUtf16: boolean,
): Region {
  const startLine = wholeOf(field(region, 'startLine'), 1) ?? 1;
  const given = wholeOf(field(region, 'endLine'), startLine) ?? startLine;
  const endLine = Math.min(given, startLine + maxLines);
  const column = (number: number, value: number) => columnOf(line(number), value, isUtf16);
  const startColumn = column(startLine, wholeOf(field(region, 'startColumn'), 1) ?? 1);
  const endColumn = given === endLine ? wholeOf(field(region, 'endColumn'), 1) : undefined;
  const lineEnd = (line(endLine)?.length ?? startColumn) + 1;
  const end = endColumn === undefined ? lineEnd : column(endLine, endColumn);
  return {
    start: { line: startLine, column: startColumn },
    end: { line: endLine, column: startLine === endLine ? Math.max(end, startColumn + 1) : end },
  };
}

/** A column that the tool counts in characters, in UTF-16 units, and never beyond the end of the line. */
function columnOf(text: string | undefined, column: number, isUtf16: boolean): number {
  if (text === undefined) return Math.min(column, 100_000);
  if (isUtf16 || !/[\uD800-\uDBFF]/.test(text)) return Math.min(column, text.length + 1);
  let units = 0;
  let seen = 1;
  for (const character of text) {
    if (seen++ >= column) break;
    units += character.length;
  }
  return units + 1;
}
