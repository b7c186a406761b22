// Puts a changed file together from its patch and its text, the same way for every source.
import {
  bodyBefore,
  splitLines,
  type ChangedFile,
  type FileStatus,
  type Hunk,
  type Unread,
} from '../engine/change.ts';
import type { Attributes } from './attributes.ts';
import { classifyFile } from './classify.ts';
import type { FilePatch } from './diff.ts';

/** How much is read. Sizes in bytes. */
export interface Limits {
  /** Files beyond this are listed without their text. */
  maxFileBytes: number;
  maxTotalBytes: number;
  maxFiles: number;
  maxCommits: number;
}

/** Limits that a pull request of usual size never meets. */
export const defaultLimits: Limits = {
  maxFileBytes: 5_000_000,
  maxTotalBytes: 100_000_000,
  maxFiles: 3000,
  maxCommits: 250,
};

/** What a source found out about one file. */
export interface FileReading {
  path: string;
  previousPath?: string;
  status: FileStatus;
  kind: 'file' | 'symlink' | 'submodule';
  patch?: FilePatch;
  /** The text after the change; for a removed file the text before. */
  text?: string;
  /** Why a part is missing. */
  unread?: Omit<Unread, 'path'>;
}

/** Builds the file and says what of it was not read. */
export function assembleFile(
  reading: FileReading,
  attributes: Attributes,
): { file: ChangedFile; unread: Unread[] } {
  const { path, patch, text, status } = reading;
  const isRemoved = status === 'removed';
  const unread: Unread[] = [];
  const file: ChangedFile = { path, status, class: 'text', hunks: patch?.hunks ?? [] };
  if (reading.previousPath !== undefined) file.previousPath = reading.previousPath;
  if (reading.unread) unread.push({ path, ...reading.unread });
  if (patch?.problem !== undefined)
    unread.push({ path, what: 'lines', reason: `the diff has ${patch.problem}` });
  if (text !== undefined && !isRemoved && reading.kind !== 'submodule') file.body = text;
  setNewlines(file, patch, text);

  if (reading.kind === 'file') {
    const { class: found, doubt, isGuess } = classifyFile(file, text ?? linesAfter(file), attributes);
    file.class = found;
    if (isGuess) file.isGuess = true;
    if (doubt !== undefined) unread.push({ path, what: 'file', reason: doubt });
  } else file.class = reading.kind;

  if (file.class === 'binary') {
    // The lines of a binary file mean nothing, so its problems are none either.
    const { body: _body, noFinalNewline: _after, previousNoFinalNewline: _before, ...rest } = file;
    return { file: { ...rest, hunks: [] }, unread: unread.filter((entry) => entry.what === 'file') };
  }
  return { file, unread };
}

/** True when the hunks describe how the body came to be: their lines stand in it where they say. */
export function fits(status: FileStatus, hunks: Hunk[], text: string): boolean {
  if (status === 'removed') return isWhole(hunks, text, 'removed');
  if (status === 'added') return isWhole(hunks, text, 'added');
  return bodyBefore({ path: '', status, class: 'text', hunks, body: text }) !== undefined;
}

function isWhole(hunks: Hunk[], text: string, kind: 'added' | 'removed'): boolean {
  const lines = splitLines(text);
  const found = hunks.flatMap((hunk) => hunk.lines);
  return (
    found.length === lines.length && found.every((line, at) => line.kind === kind && line.text === lines[at])
  );
}

/** The text after the change from the text before it; undefined when the hunks do not fit. */
export function applyPatch(before: string, patch: FilePatch): string | undefined {
  const old = splitLines(before);
  const out: string[] = [];
  let next = 0;
  for (const hunk of patch.hunks) {
    const start = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    if (start < next || start > old.length) return undefined;
    for (; next < start; next++) out.push(old[next] ?? '');
    for (const line of hunk.lines) {
      if (line.kind !== 'added' && old[next++] !== line.text) return undefined;
      if (line.kind !== 'removed') out.push(line.text);
    }
  }
  const isAtEnd = next >= old.length && patch.hunks.length > 0;
  for (; next < old.length; next++) out.push(old[next] ?? '');
  if (out.length === 0) return '';
  const lacksNewline = isAtEnd ? patch.newNoNewline : before !== '' && !before.endsWith('\n');
  return `${out.join('\n')}${lacksNewline ? '' : '\n'}`;
}

/** All lines of a text as one hunk, for a file that came or went as a whole. */
export function wholePatch(text: string, kind: 'added' | 'removed'): FilePatch {
  const lines = splitLines(text).map((line) => ({ kind, text: line }));
  const lacks = text !== '' && !text.endsWith('\n');
  const count = lines.length;
  return {
    hunks:
      count === 0
        ? []
        : [
            kind === 'added'
              ? { oldStart: 0, oldLines: 0, newStart: 1, newLines: count, lines }
              : { oldStart: 1, oldLines: count, newStart: 0, newLines: 0, lines },
          ],
    oldNoNewline: kind === 'removed' && lacks,
    newNoNewline: kind === 'added' && lacks,
  };
}

function setNewlines(file: ChangedFile, patch: FilePatch | undefined, text: string | undefined): void {
  const lacks = text !== undefined && text !== '' && !text.endsWith('\n');
  if (file.status === 'removed') {
    if (lacks || patch?.oldNoNewline) file.previousNoFinalNewline = true;
    return;
  }
  if (lacks || (text === undefined && patch?.newNoNewline)) file.noFinalNewline = true;
  if (file.status === 'added') return;
  const last = file.hunks.at(-1);
  const end = last ? last.newStart + Math.max(last.newLines - 1, 0) : 0;
  const reachesEnd = last !== undefined && text !== undefined && end >= splitLines(text).length;
  if (reachesEnd || text === undefined ? patch?.oldNoNewline : lacks) file.previousNoFinalNewline = true;
}

/** The lines that the hunks show, as a sample to classify by where the whole text is missing. */
function linesAfter(file: ChangedFile): string | undefined {
  if (file.hunks.length === 0) return undefined;
  const wanted = file.status === 'removed' ? 'added' : 'removed';
  return file.hunks
    .flatMap((hunk) => hunk.lines.filter((line) => line.kind !== wanted).map((line) => `${line.text}\n`))
    .join('');
}

/** Sorts by path as strings compare, so that every source has the same order. */
export function byPath(a: { path?: string }, b: { path?: string }): number {
  const [one, two] = [a.path ?? '', b.path ?? ''];
  return one < two ? -1 : one > two ? 1 : 0;
}

/** Sorts what was not read by path, kind and reason: the order in which parts were read must not show. */
export function byUnread(a: Unread, b: Unread): number {
  const key = (entry: Unread) => ({ path: JSON.stringify([entry.path ?? '', entry.what, entry.reason]) });
  return byPath(key(a), key(b));
}

/** Why a file of so many bytes is not read. */
export function tooLarge(bytes: number, limits: Pick<Limits, 'maxFileBytes'>): string {
  return `${bytes} bytes are more than the limit of ${limits.maxFileBytes} for one file`;
}

/** Those of the ids, in their order, whose sizes stay within the limits; the others get their reason. */
export function withinBudget(
  ids: readonly string[],
  sizeOf: (id: string) => number | undefined,
  limits: Limits,
  refused: Map<string, string>,
): string[] {
  let total = 0;
  return ids.filter((id) => {
    const size = sizeOf(id);
    if (size === undefined) refused.set(id, 'the object is missing');
    else if (size > limits.maxFileBytes) refused.set(id, tooLarge(size, limits));
    else if (total + size > limits.maxTotalBytes)
      refused.set(id, `the limit of ${limits.maxTotalBytes} bytes for all files is reached`);
    else {
      total += size;
      return true;
    }
    return false;
  });
}

/** The patch of a file that was replaced by one of another type: git shows all of it removed, then all of it added. */
export function replacement(gone: FilePatch, come: FilePatch): FilePatch {
  const lines = [...gone.hunks, ...come.hunks].flatMap((hunk) => hunk.lines);
  const oldLines = lines.filter((line) => line.kind === 'removed').length;
  const newLines = lines.length - oldLines;
  const problem = gone.problem ?? come.problem;
  return {
    hunks:
      lines.length === 0
        ? []
        : [{ oldStart: Math.min(oldLines, 1), oldLines, newStart: Math.min(newLines, 1), newLines, lines }],
    oldNoNewline: gone.oldNoNewline,
    newNoNewline: come.newNoNewline,
    ...(problem === undefined ? {} : { problem }),
  };
}
