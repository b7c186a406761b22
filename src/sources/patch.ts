// Reads a Change from a patch: the output of git diff, a mail of git format-patch, or a plain unified diff.
import type { Change, ChangedFile, Commit, FileStatus, Identity, Unread } from '../engine/change.ts';
import { wantedAround } from '../engine/ecosystems/imported.ts';
import { languageOf } from '../engine/languages.ts';
import { UserError } from '../engine/problem.ts';
import { applyPatch, assembleFile, byPath, byUnread, fits, type FileReading } from './assemble.ts';
import { noAttributes } from './attributes.ts';
import { readDiff, type DiffSection } from './diff.ts';

/** The text of a file of the checkout that the patch may belong to, as it stands; undefined where there is none. */
export type Beside = (path: string) => string | undefined;

const nothing: Beside = () => undefined;

/**
 * Reads a patch. Only its own lines are known, so every file says that the rest of it was not read, unless it stands
 * beside the patch, with the patch or without it. Throws a UserError where there is no diff in the text.
 */
export function readPatch(given: string, beside: Beside = nothing): Change {
  // PowerShell and editors on Windows begin a file with a mark of its encoding.
  const text = given.replace(/^\uFEFF/, '');
  // oxlint-disable-next-line no-control-regex -- the colours are to be seen
  if (/^\u001B\[[\d;]*m(?:diff |--- |@@ )/m.test(text))
    throw new UserError(
      'the patch has the colours of a terminal, and files in it cannot be told apart',
      'the patch',
      'Make it with `git diff --no-color`.',
    );
  const unread: Unread[] = [];
  const files: ChangedFile[] = [];
  const sections = readDiff(text);
  const commits = readMails(text);
  const isAnyNamed = sections.some((one) => (one.newPath ?? one.oldPath) !== undefined);
  if (!isAnyNamed && text.trim() !== '' && commits.length === 0)
    throw new UserError(
      'there is no diff in this patch',
      'the patch',
      text.includes('\0') || text.startsWith('\uFFFD')
        ? 'It looks like UTF-16, which PowerShell writes with `>`; use `git diff --output=change.patch`.'
        : 'Give the output of `git diff` or `git format-patch`.',
    );
  const several = repeated(sections.map(pathOf));
  for (const section of sections) {
    const path = pathOf(section);
    if (path === undefined) {
      unread.push({ what: 'file', reason: 'the patch names no file for one of its parts' });
      continue;
    }
    if (section.unshown !== undefined) {
      unread.push({ path, what: 'file', reason: section.unshown });
      continue;
    }
    if (section.combined) {
      unread.push({
        path,
        what: 'lines',
        reason: 'it is the diff of a merge against several parents; review the merge as a range',
      });
      continue;
    }
    const whole = wholeText(path, section, several.has(path) ? nothing : beside);
    const { file, unread: missing } = assembleFile(readingOf(path, section, whole), noAttributes);
    files.push(section.binary ? { ...file, class: 'binary' } : file);
    unread.push(...missing);
    if (section.binary && !section.removed && languageOf(path) !== undefined)
      unread.push({
        path,
        what: 'file',
        reason: 'its name says code, yet the patch has it as binary; it was not read',
      });
    if (section.promised && section.hunks.length === 0 && !section.binary && section.problem === undefined)
      unread.push({ path, what: 'lines', reason: 'the patch has its header and no lines' });
  }
  for (const path of repeated(files.map((file) => file.path)))
    unread.push({
      path,
      what: 'lines',
      reason: 'several patches change it; each numbers its lines as it leaves the file',
    });
  const change: Change = {
    base: 'patch',
    head: 'patch',
    files: files.sort(byPath),
    commits,
    unread: unread.sort(byUnread),
  };
  if (wantedAround(files))
    change.surroundings = { own: [], manifests: [], unread: 'a patch does not hold the manifests' };
  return change;
}

function pathOf(section: DiffSection): string | undefined {
  return (section.removed ? section.oldPath : section.newPath) ?? section.oldPath;
}

function readingOf(path: string, section: DiffSection, whole: string | undefined): FileReading {
  const status = statusOf(section);
  const reading: FileReading = { path, status, kind: kindOf(section), patch: section };
  if ((status === 'renamed' || status === 'copied') && section.oldPath !== undefined)
    reading.previousPath = section.oldPath;
  if (whole !== undefined) reading.text = whole;
  else if (reading.kind === 'file' && !section.binary)
    reading.unread = { what: 'body', reason: 'a patch holds only the lines around a change' };
  return reading;
}

function kindOf(section: DiffSection): FileReading['kind'] {
  const mode = section.removed ? section.oldMode : section.newMode;
  return mode === '160000' ? 'submodule' : mode === '120000' ? 'symlink' : 'file';
}

function statusOf(section: DiffSection): FileStatus {
  if (section.added) return 'added';
  if (section.removed) return 'removed';
  if (section.renamed) return 'renamed';
  if (section.copied) return 'copied';
  const isModeOnly = section.hunks.length === 0 && section.oldMode !== section.newMode && !section.binary;
  return isModeOnly && section.problem === undefined ? 'mode-changed' : 'modified';
}

/** The text after the change, of a removed file before it; undefined where neither the patch nor what stands beside it tells. */
function wholeText(path: string, section: DiffSection, beside: Beside): string | undefined {
  if (section.problem !== undefined || section.binary) return undefined;
  const status = statusOf(section);
  // A file that came or went is in the patch as a whole, and so is one that was empty.
  const wasEmpty = section.hunks[0]?.oldStart === 0 && section.hunks.length === 1;
  if (status === 'added' || status === 'removed' || wasEmpty) return linesOf(section);
  if (kindOf(section) !== 'file' || section.hunks.length === 0) return undefined;
  const before = beside(section.oldPath ?? path);
  const made = before === undefined ? undefined : applyPatch(before, section);
  const after = beside(path);
  if (after === undefined || !fits(status, section.hunks, after)) return made;
  return made !== undefined && mostlyRemoves(section) ? made : after;
}

/** Where lines go away, a file from which they went looks like one in which they still stand behind the hunk. */
function mostlyRemoves({ hunks }: DiffSection): boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const count = (kind: 'added' | 'removed') => lines.filter((line) => line.kind === kind).length;
  return count('removed') > count('added');
}

function linesOf(section: DiffSection): string {
  const text = section.hunks.flatMap((hunk) => hunk.lines.map((line) => `${line.text}\n`)).join('');
  return section.oldNoNewline || section.newNoNewline ? text.slice(0, -1) : text;
}

function repeated(paths: readonly (string | undefined)[]): Set<string> {
  const seen = new Set<string>();
  return new Set(
    paths.filter((path) => path !== undefined).filter((path) => seen.has(path) || !seen.add(path)),
  );
}

// The first line of a mail of git format-patch; the date is the same in all of them.
const mailStart = /^From ([\da-f]{40}|[\da-f]{64}) Mon Sep 17 00:00:00 2001\r?$/;

/** The commits of git format-patch mails, in their order. */
function readMails(text: string): Commit[] {
  const commits: Commit[] = [];
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const sha = mailStart.exec(line)?.[1];
    if (sha !== undefined) commits.push(readMail(sha, lines, at + 1));
  }
  return commits;
}

function readMail(sha: string, lines: readonly string[], start: number): Commit {
  const fields = new Map<string, string>();
  let at = start;
  let field: string | undefined;
  for (; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === '') break;
    const named = /^([\w-]{1,40}): ?(.*)$/.exec(line);
    if (named) fields.set((field = (named[1] ?? '').toLowerCase()), named[2] ?? '');
    // A header goes on in lines that begin with a space.
    else if (field !== undefined && /^[ \t]/.test(line))
      fields.set(field, `${fields.get(field) ?? ''} ${line.trimStart()}`);
  }
  const message: string[] = [];
  for (at++; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === '---' || line.startsWith('diff --git ') || mailStart.test(line)) break;
    message.push(line);
  }
  const from = identity(decodeWords(fields.get('from') ?? ''));
  // The commit's author where someone else sent the mail.
  const inBody = /^From: (.+)$/.exec(message[0] ?? '');
  if (inBody) message.splice(0, message[1] === '' ? 2 : 1);
  const subject = decodeWords(fields.get('subject') ?? '').replace(/^\[PATCH[^\]]{0,40}\] ?/, '');
  const body = message.join('\n').replace(/^\n+|\n+$/g, '');
  return {
    sha,
    message: body === '' ? subject : `${subject}\n\n${body}`,
    author: inBody ? identity(inBody[1] ?? '') : from,
    // A mail does not say who committed.
    committer: { name: '', email: '' },
    verified: false,
  };
}

function identity(text: string): Identity {
  const parts = /^(.*?)\s*<([^<>]*)>\s*$/.exec(text.slice(0, 1000));
  return { name: (parts?.[1] ?? text).replace(/^"(.*)"$/, '$1').trim(), email: parts?.[2] ?? '' };
}

/** Undoes the encoded words of RFC 2047, in which git writes UTF-8 headers. */
function decodeWords(text: string): string {
  return text
    .replace(/(=\?utf-8\?[qb]\?[^?\s]*\?=)\s+(?==\?utf-8\?[qb]\?)/gi, '$1')
    .replace(/=\?utf-8\?([qb])\?([^?\s]*)\?=/gi, (_, kind: string, data: string) => {
      if (kind.toLowerCase() === 'b') return Buffer.from(data, 'base64').toString('utf8');
      const bytes = data
        .replaceAll('_', ' ')
        .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    });
}
