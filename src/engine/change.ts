// What is under review: files with hunks, commits, the pull request's text, and what could not be read.
import type { Suggestion } from './provenance/suggestions/suggestion.ts';

/** How a file stands after the change, in git's words. */
export type FileStatus = 'added' | 'modified' | 'removed' | 'renamed' | 'copied' | 'mode-changed';

/** What a file is, judged from its content and the base's .gitattributes; only `text` and `lockfile` are read by code rules. */
export type FileClass =
  | 'text'
  | 'lockfile'
  | 'binary'
  | 'generated'
  | 'minified'
  | 'vendored'
  | 'lfs-pointer'
  | 'submodule'
  | 'symlink';

/** One line of a hunk without its line feed; a carriage return before it is kept. */
export interface HunkLine {
  kind: 'added' | 'removed' | 'context';
  text: string;
}

/** One hunk of a unified diff; lines are counted from 1 as git counts them, at line feeds only. */
export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: HunkLine[];
}

/** One changed file. `body` is the whole text after the change, absent when the file is gone or was not read. */
export interface ChangedFile {
  path: string;
  previousPath?: string;
  status: FileStatus;
  class: FileClass;
  /** True when only its name or its looks tell the class, which a change may choose as it likes. */
  isGuess?: true;
  hunks: Hunk[];
  body?: string;
  /** True when the file's last line after the change has no line feed. */
  noFinalNewline?: boolean;
  /** True when the file's last line before the change has no line feed. */
  previousNoFinalNewline?: boolean;
  /** Who last wrote the added lines, in order; absent when nobody looked. Lines without a range are of unknown origin. */
  blame?: BlameRange[];
}

/** `count` lines from `start` on, which a commit wrote as the lines from `line` on of `path`, its name for the file. */
export interface BlameRange {
  start: number;
  count: number;
  /** A commit's id, or `working tree` or `index` for what is not committed. */
  commit: string;
  path: string;
  line: number;
}

/** What a tool wrote down of who authored which lines, as it was found; text from strangers. */
export interface AuthorshipRecord {
  /** The ref that holds it, or the path of a file. */
  ref: string;
  /** The commit that it speaks of; absent where the text says so itself. */
  commit?: string;
  text: string;
}

/** A person or bot as git and, where it is known, GitHub name them. */
export interface Identity {
  name: string;
  email: string;
  /** The GitHub account, when GitHub matched one. */
  login?: string;
  /** GitHub's account type; only GitHub can assert it. */
  type?: 'User' | 'Bot' | 'Organization';
}

/** One commit of the change, oldest first in `Change.commits`. */
export interface Commit {
  sha: string;
  message: string;
  author: Identity;
  committer: Identity;
  /** True when GitHub verified the signature. */
  verified: boolean;
  /** Ids of the commits before it. */
  parents?: string[];
}

/** What the pull request says of itself; all of it is text from strangers. */
export interface PullRequest {
  number: number;
  title: string;
  body: string;
  author: Identity;
  headRef: string;
  /** The branch that it goes to. */
  baseRef?: string;
  labels: string[];
}

/** Something that was not looked at; it is shown in the report and keeps the review from being clean. */
export interface Unread {
  path?: string;
  /** `origins`: who wrote some lines; it says nothing of their risk. */
  what: 'file' | 'body' | 'lines' | 'commits' | 'files' | 'config' | 'origins' | 'scanner';
  reason: string;
}

/** Lines that one commit added to a file and that the change as a whole does not; its history keeps them. */
export interface PastLines {
  commit: string;
  /** The file's name in that commit. */
  path: string;
  /** Numbered as in that commit, in order, with a few lines around them that stayed. */
  lines: Line[];
}

/** What of the repository after the change was read besides the changed files, so that its own names are not taken for packages. */
export interface Surroundings {
  /** Those of the imported names that the repository has itself: folders, files without extension, packages. */
  own: string[];
  /** Manifests, and files that explain names, that the change did not touch. */
  manifests: { path: string; text: string }[];
  /** Why they were not read, or not all. */
  unread?: string;
  /** Packages that a changed manifest adds and no file names, as `package.json npm lodash`; absent where not every file was searched. */
  unused?: string[];
  /** What steers agents there; absent where nobody looked. */
  agents?: AgentSurroundings;
  /** Files beside changed ones that may declare routes and were not changed, the nearest few. */
  routes?: { path: string; text: string }[];
  /** Files that may set up the application that changed routes are part of, and were not changed. */
  applications?: { path: string; text: string }[];
  /** Unchanged files whose functions added lines call, the likeliest few. */
  called?: { path: string; text: string }[];
  /** Unchanged files that may call functions of changed ones, by their names, the nearest few. */
  callers?: { path: string; text: string }[];
}

/** What keeps agents from files and marks from commits, and what there is to keep from them. */
export interface AgentSurroundings {
  /** Ignore files, settings and hooks that the change did not touch. */
  texts: { path: string; text: string }[];
  /** Paths of files that hold secrets, or are patterns of such files. */
  secretFiles: string[];
}

/** What another scanner reported, as SARIF, just as it was handed over: text from strangers. */
export interface ScannerReport {
  /** What people call it, such as a file's name or `CodeQL`. */
  name: string;
  text: string;
  /** Absolute folders that are the top of the repository where the scanner ran. */
  roots?: string[];
}

/** Everything that a review looks at. */
export interface Change {
  /** Commit before, or a name such as `index` where there is none. */
  base: string;
  /** Commit after, or `working tree`, `index`, `patch`, `files`. */
  head: string;
  /** Tip of the branch that the change goes to; policy is read there, lest the change pick an old one by its `base`. */
  target?: string;
  files: ChangedFile[];
  commits: Commit[];
  /** What commits of the change added and later ones took away, oldest first; absent where there is nothing of the kind. */
  history?: PastLines[];
  /** Line-level records of authorship that speak of the change's commits. */
  records?: AuthorshipRecord[];
  /** Code that assistants are known to have suggested and that may be among the added lines. */
  suggestions?: readonly Suggestion[];
  pullRequest?: PullRequest;
  /** Absent where no changed file imports a package. */
  surroundings?: Surroundings;
  /** What other scanners found, where somebody handed it over. */
  scanners?: ScannerReport[];
  unread: Unread[];
}

/** A line of the file after the change, numbered from 1. */
export interface Line {
  number: number;
  text: string;
}

/** Files that were read because they call functions of the change, or are called by it; they have no changed line. */
export function filesAround({ surroundings }: Pick<Change, 'surroundings'>): ChangedFile[] {
  const texts = [...(surroundings?.called ?? []), ...(surroundings?.callers ?? [])];
  return [...new Map(texts.map(({ path, text }) => [path, text]))].map(([path, body]) => ({
    path,
    status: 'modified',
    class: 'text',
    body,
    hunks: [],
  }));
}

/** The added lines of a file, in order, numbered as after the change. */
export function addedLines(file: ChangedFile): Line[] {
  const out: Line[] = [];
  for (const hunk of file.hunks) {
    let number = hunk.newStart;
    for (const line of hunk.lines) {
      if (line.kind === 'removed') continue;
      if (line.kind === 'added') out.push({ number, text: line.text });
      number++;
    }
  }
  return out;
}

/** The removed lines of a file, in order, numbered as before the change. */
export function removedLines(file: ChangedFile): Line[] {
  const out: Line[] = [];
  for (const hunk of file.hunks) {
    let number = hunk.oldStart;
    for (const line of hunk.lines) {
      if (line.kind === 'added') continue;
      if (line.kind === 'removed') out.push({ number, text: line.text });
      number++;
    }
  }
  return out;
}

/** Beyond it a hunk says nothing: a patch may claim any number, and each line before it is an empty one. */
const maxPieceLines = 50_000;

/** The lines of the hunks after the change at their places and nothing between them, for a file whose text was not read; undefined where they stand too far down. */
export function piecesOf({ hunks }: ChangedFile): string | undefined {
  const lines: string[] = [];
  for (const { newStart, newLines, lines: own } of hunks) {
    if (newStart + newLines > maxPieceLines) return undefined;
    while (lines.length < newStart - 1) lines.push('');
    for (const { kind, text } of own) if (kind !== 'removed') lines.push(text);
  }
  return lines.length === 0 ? undefined : `${lines.join('\n')}\n`;
}

/** Splits a body into lines as git counts them: at line feeds only, without a last empty line. */
export function splitLines(body: string): string[] {
  const lines = body.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * The whole file before the change, rebuilt from the body after it and the hunks.
 * Undefined when the body was not read or the hunks do not fit it.
 */
export function bodyBefore(file: ChangedFile): string | undefined {
  if (file.status === 'added') return undefined;
  if (file.status === 'removed')
    return joinLines(
      removedLines(file).map((line) => line.text),
      file,
    );
  if (file.body === undefined) return undefined;
  const after = splitLines(file.body);
  const before: string[] = [];
  let next = 0;
  for (const hunk of file.hunks) {
    // A hunk without lines after it names the line that it follows.
    const start = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    while (next < start) {
      const line = after[next++];
      if (line === undefined) return undefined;
      before.push(line);
    }
    for (const line of hunk.lines) {
      if (line.kind !== 'added') before.push(line.text);
      if (line.kind !== 'removed' && after[next++] !== line.text) return undefined;
    }
  }
  before.push(...after.slice(next));
  return joinLines(before, file);
}

function joinLines(lines: string[], file: ChangedFile): string {
  const text = lines.map((line) => `${line}\n`).join('');
  return file.previousNoFinalNewline === true ? text.slice(0, -1) : text;
}

/** A file as if every line of it were added, for `scan`. */
export function wholeFile(path: string, body: string, fileClass: FileClass = 'text'): ChangedFile {
  const lines = splitLines(body);
  return {
    path,
    status: 'added',
    class: fileClass,
    body,
    noFinalNewline: body !== '' && !body.endsWith('\n'),
    hunks:
      lines.length === 0
        ? []
        : [
            {
              oldStart: 0,
              oldLines: 0,
              newStart: 1,
              newLines: lines.length,
              lines: lines.map((text) => ({ kind: 'added', text })),
            },
          ],
  };
}
