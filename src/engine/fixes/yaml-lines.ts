// Adds entries to block maps of YAML in the file's own indentation.
import type { SourceEdit } from './edit.ts';

/** The edit that puts entries before one of the same map; undefined where the map is written on one line. `lines` are indented by two. */
export function entryBefore(
  text: string,
  keyStart: number,
  lines: readonly string[],
): SourceEdit | undefined {
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const before = text.slice(lineStart, keyStart);
  // A list item begins its first entry on the line of its dash.
  if (!/^ *(?:- +)*$/.test(before)) return undefined;
  const indent = ' '.repeat(before.length);
  return { start: keyStart, end: keyStart, text: `${lines.join(`\n${indent}`)}\n${indent}` };
}

/** The edit that puts entries behind one of the same map whose value is on its line; undefined where the map is written on one line. */
export function entryAfter(
  text: string,
  entry: { keyStart: number; end: number },
  lines: readonly string[],
): SourceEdit | undefined {
  const lineStart = text.lastIndexOf('\n', entry.keyStart - 1) + 1;
  const before = text.slice(lineStart, entry.keyStart);
  const rest = /^["']?[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(entry.end))?.[0];
  if (!/^ *(?:- +)*$/.test(before) || rest === undefined) return undefined;
  const at = entry.end + rest.length;
  return { start: at, end: at, text: lines.map((line) => `\n${' '.repeat(before.length)}${line}`).join('') };
}
