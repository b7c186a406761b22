// A fix as whole lines of the file after the change, which is what a reviewer can be offered to commit.
import type { ChangedFile, Hunk } from '../change.ts';
import type { Edit, Finding } from '../finding.ts';
import { applyFix } from '../fixes/edit.ts';
import { isInHead } from './places.ts';
import type { Redactor } from './redact.ts';
import type { RedactedLines } from './excerpt.ts';

/** Lines of the file after the change, all in one hunk, and what shall stand there; without line feeds, carriage returns are kept. */
export interface Suggestion {
  startLine: number;
  /** The last line that is replaced. */
  endLine: number;
  /** None where the lines are to be deleted. */
  lines: string[];
  /** Edits of the same fix that lie too far away to be in these lines. */
  also?: FarEdit[];
}

/** Lines that go and lines that come, from `line` on. */
export interface FarEdit {
  line: number;
  removed: string[];
  added: string[];
}

/** What the suggestions of one file are made from. */
export interface SuggestionFile {
  file: ChangedFile;
  /** The body's lines, each with its line feed. */
  lines: readonly string[];
  redacted: RedactedLines;
  redact: Redactor;
}

/** A longer one is read by nobody before it is committed. */
const maxLines = 30;
const maxChars = 10_000;

/** Reads a file for `suggestionOf`; undefined when its body was not read. */
export function suggestionFile(
  file: ChangedFile | undefined,
  redacted: RedactedLines,
  redact: Redactor,
): SuggestionFile | undefined {
  if (file?.body === undefined) return undefined;
  return { file, lines: file.body.match(/[^\n]*\n|[^\n]+$/g) ?? [], redacted, redact };
}

/**
 * The lines that a finding's fix replaces and those that it puts there. Undefined where there is no fix, where its lines
 * are not within one hunk, and where a secret stands in lines that it would show.
 */
export function suggestionOf(finding: Finding, given: SuggestionFile | undefined): Suggestion | undefined {
  const { fix } = finding;
  if (!fix || !given || finding.removed === true || !isInHead(finding)) return undefined;
  const main = blockOf([fix], given);
  const hunk = main && hunkAround(given.file, main);
  if (!hunk) return undefined;
  let near: Edit[] = [fix];
  let block = main;
  const far: Edit[] = [];
  for (const edit of (fix.also ?? []).toSorted((a, b) => distance(a, fix) - distance(b, fix))) {
    const wider = blockOf([...near, edit], given);
    const isWithin = wider && wider.first === block.first && wider.last === block.last;
    if (wider && (isWithin || isOneSuggestion(hunk, wider))) {
      near = [...near, edit];
      block = wider;
    } else far.push(edit);
  }
  if (far.some((edit) => overlaps(blockOf([edit], given), block))) return undefined;
  const [only, also] = [rewritten(near, block, given), far.map((edit) => farEdit(edit, given))];
  if (!only || only.endLine - only.startLine >= maxLines || sizeOf(only.lines) > maxChars) return undefined;
  if (!isFreeOfSecrets(finding, only, also, given)) return undefined;
  const known = also.filter((one) => one !== undefined);
  if (known.length < also.length) return undefined;
  return { ...only, ...(known.length > 0 && { also: known.toSorted((a, b) => a.line - b.line) }) };
}

interface Block {
  first: number;
  last: number;
}

/** The lines that hold some edits; undefined when they are not in the file. */
function blockOf(edits: readonly Edit[], { lines }: SuggestionFile): Block | undefined {
  const first = Math.min(...edits.map(({ start }) => start.line));
  const last = Math.max(
    ...edits.map(({ start, end, replacement }) =>
      // Whole lines for whole lines leave the next one alone.
      end.column === 1 &&
      end.line > start.line &&
      (replacement.endsWith('\n') || (replacement === '' && start.column === 1))
        ? end.line - 1
        : end.line,
    ),
  );
  // What comes after the last line feed is written behind the last line.
  const end = Math.min(last, lines.length);
  return first < 1 || end < 1 || last > lines.length + 1
    ? undefined
    : { first: Math.min(first, end), last: end };
}

/** What becomes of a block, narrowed to the lines that change. */
function rewritten(
  edits: readonly Edit[],
  { first, last }: Block,
  { lines }: SuggestionFile,
): Suggestion | undefined {
  const before = lines.slice(first - 1, last);
  const down = ({ line, column }: Edit['start']) => ({ line: line - first + 1, column });
  const [head, ...also] = edits.map((edit) => ({ ...edit, start: down(edit.start), end: down(edit.end) }));
  if (!head) return undefined;
  const text = applyFix(before.join(''), { ...head, also });
  const isLastLine = last === lines.length;
  // The next line would be joined to this one.
  if (text !== '' && !text.endsWith('\n') && !isLastLine) return undefined;
  const after = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let [from, to] = [0, 0];
  while (from < before.length - 1 && from < after.length && before[from] === after[from]) from++;
  while (
    to < before.length - 1 - from &&
    to < after.length - from &&
    before.at(-1 - to) === after.at(-1 - to)
  )
    to++;
  const kept = before.slice(from, before.length - to);
  const shown = after.slice(from, after.length - to).map(bare);
  const isCrlf = kept.length > 0 && kept.every((line) => line.endsWith('\r\n'));
  const added = isCrlf ? shown.map((line) => (line.endsWith('\r') ? line : `${line}\r`)) : shown;
  if (added.join('\n') === kept.map(bare).join('\n')) return undefined;
  return { startLine: first + from, endLine: last - to, lines: added };
}

function farEdit(edit: Edit, given: SuggestionFile): FarEdit | undefined {
  const block = blockOf([edit], given);
  const change = block && rewritten([edit], block, given);
  if (!change) return undefined;
  const removed = given.lines.slice(change.startLine - 1, change.endLine).map(bare);
  const added = [...change.lines];
  let line = change.startLine;
  while (removed.length > 0 && removed[0] === added[0]) {
    removed.shift();
    added.shift();
    line++;
  }
  while (removed.length > 0 && removed.at(-1) === added.at(-1)) {
    removed.pop();
    added.pop();
  }
  return sizeOf([...removed, ...added]) > maxChars ? undefined : { line, removed, added };
}

/** Only the fix of a secret may stand on lines that hold one, and nothing of it may be left in what comes. */
function isFreeOfSecrets(
  finding: Finding,
  { startLine, endLine, lines }: Suggestion,
  also: readonly (FarEdit | undefined)[],
  { lines: body, redacted, redact }: SuggestionFile,
): boolean {
  const isClean = (texts: readonly string[]) => redact(texts.join('\n')) === texts.join('\n');
  const masked = new Set<string>();
  for (let at = startLine; at <= endLine; at++) {
    const text = bare(body[at - 1] ?? '');
    if (redacted(at) !== text) masked.add(text);
  }
  if (masked.size > 0 && finding.secretDigest === undefined) return false;
  return (
    isClean(lines) &&
    !lines.some((line) => masked.has(line)) &&
    also.every((one) => one === undefined || (isClean(one.removed) && isClean(one.added)))
  );
}

function hunkAround(file: ChangedFile, block: Block): Hunk | undefined {
  return file.hunks.find((hunk) => isIn(hunk, block));
}

function isIn({ newStart, newLines }: Hunk, { first, last }: Block): boolean {
  return first >= newStart && last < newStart + newLines;
}

function isOneSuggestion(hunk: Hunk, block: Block): boolean {
  return isIn(hunk, block) && block.last - block.first < maxLines && !spansRemoved(hunk, block);
}

function overlaps(a: Block | undefined, b: Block): boolean {
  return a !== undefined && a.first <= b.last && b.first <= a.last;
}

/** True when removed lines stand between the lines of a block: GitHub does not commit suggestions over those. */
function spansRemoved({ newStart, lines }: Hunk, { first, last }: Block): boolean {
  let number = newStart;
  for (const { kind } of lines) {
    if (kind === 'removed' && number > first && number <= last) return true;
    if (kind !== 'removed') number++;
  }
  return false;
}

function distance(a: Edit, b: Edit): number {
  return Math.abs(a.start.line - b.start.line);
}

function bare(line: string): string {
  return line.endsWith('\n') ? line.slice(0, -1) : line;
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
