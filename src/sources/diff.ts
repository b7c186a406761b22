// Reads unified diffs: hunks whose line numbers are exact, or a problem that says why they are not.
import type { Hunk } from '../engine/change.ts';
import { unshownBy } from './unshown.ts';

/** The hunks of one file. With a `problem` only the hunks before it are there. */
export interface FilePatch {
  hunks: Hunk[];
  /** True when the last line before (after) the change is in the hunks and has no line feed. */
  oldNoNewline: boolean;
  newNoNewline: boolean;
  problem?: string;
}

/** One file of a diff. Paths are without prefix; undefined where the diff says that there is none. */
export interface DiffSection extends FilePatch {
  oldPath?: string;
  newPath?: string;
  added: boolean;
  removed: boolean;
  renamed: boolean;
  copied: boolean;
  oldMode?: string;
  newMode?: string;
  binary: boolean;
  /** A merge's diff against several parents; its hunks are not read. */
  combined: boolean;
  /** True when the caller did not want the lines or they were too many. */
  skipped: boolean;
  /** True when its header says that lines follow. */
  promised: boolean;
  /** Why it is only named, and nothing of it shown. */
  unshown?: string;
}

/** What a caller may refuse: the lines of a file, or more than so many characters of them. */
export interface ReadOptions {
  wants?(section: DiffSection): boolean;
  maxChars?: number;
}

/** Reads the patch of one file, which starts at its first `@@`, as GitHub's files API gives it. */
export function readFilePatch(patch: string): FilePatch {
  const reader = hunkReader();
  const lines = patch.split('\n');
  // Whether the empty string after a last line feed is an empty context line, only the open hunk can tell.
  const rest = lines.at(-1) === '' ? lines.pop() : undefined;
  for (const line of lines) if (!reader.push(line)) reader.fail('a line that belongs to no hunk');
  if (rest !== undefined && reader.isOpen()) reader.push(rest);
  return reader.end();
}

/** Reads a whole diff from text. */
export function readDiff(text: string, options: ReadOptions = {}): DiffSection[] {
  const sections: DiffSection[] = [];
  const reader = diffReader((section) => sections.push(section), options);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) reader.push(line);
  reader.end();
  return sections;
}

const hunkHeader = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

interface HunkReader {
  /** Takes a line; false when it does not belong to the hunks. */
  push(line: string): boolean;
  /** True while a hunk's header promises more lines. */
  isOpen(): boolean;
  fail(problem: string): void;
  end(): FilePatch;
}

function hunkReader(keep = true, maxChars = Infinity, onOverflow: () => void = () => {}): HunkReader {
  const patch: FilePatch = { hunks: [], oldNoNewline: false, newNoNewline: false };
  let hunk: Hunk | undefined;
  let oldLeft = 0;
  let newLeft = 0;
  let oldNext = 1;
  let newNext = 1;
  let chars = 0;
  let last: '+' | '-' | ' ' | undefined;

  const fail = (problem: string) => {
    if (patch.problem !== undefined) return;
    patch.problem = hunk
      ? `${problem} in the hunk @@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`
      : problem;
    if (hunk && patch.hunks.at(-1) === hunk) patch.hunks.pop();
    oldLeft = newLeft = 0;
  };

  const open = (match: RegExpExecArray): void => {
    const [oldStart = 0, oldLines = 0, newStart = 0, newLines = 0] = [
      Number(match[1]),
      Number(match[2] ?? 1),
      Number(match[3]),
      Number(match[4] ?? 1),
    ];
    hunk = { oldStart, oldLines, newStart, newLines, lines: [] };
    // A side without lines names the line before it.
    const oldFirst = oldLines === 0 ? oldStart + 1 : oldStart;
    const newFirst = newLines === 0 ? newStart + 1 : newStart;
    patch.hunks.push(hunk);
    if (oldLines === 0 && newLines === 0) return fail('no lines');
    if (oldFirst < oldNext || newFirst < newNext) return fail('lines that overlap the hunk before');
    // Between hunks both sides are the same, so both must move on by the same number of lines.
    if (oldFirst - oldNext !== newFirst - newNext) return fail('line numbers that do not add up');
    if (patch.oldNoNewline || patch.newNoNewline) return fail('lines after the end of the file');
    oldNext = oldFirst + oldLines;
    newNext = newFirst + newLines;
    oldLeft = oldLines;
    newLeft = newLines;
    last = undefined;
  };

  const add = (kind: 'added' | 'removed' | 'context', text: string) => {
    chars += text.length + 1;
    if (chars > maxChars) {
      if (keep) onOverflow();
      keep = false;
      patch.hunks = [];
    }
    if (keep) hunk?.lines.push({ kind, text });
  };

  const push = (line: string): boolean => {
    if (patch.problem !== undefined) return !line.startsWith('diff ');
    const sign = line[0];
    if (oldLeft > 0 || newLeft > 0) {
      if (sign === '+' && newLeft > 0 && !patch.newNoNewline) {
        newLeft--;
        add('added', line.slice(1));
      } else if (sign === '-' && oldLeft > 0 && !patch.oldNoNewline) {
        oldLeft--;
        add('removed', line.slice(1));
      } else if (
        (sign === ' ' || sign === undefined || line === '\r') &&
        oldLeft > 0 &&
        newLeft > 0 &&
        !patch.oldNoNewline &&
        !patch.newNoNewline
      ) {
        // Mail programs strip the space of an empty context line.
        oldLeft--;
        newLeft--;
        add('context', line === '\r' ? line : line.slice(1));
      } else if (sign === '\\') {
        return mark();
      } else {
        fail('fewer lines than its header says');
        return !line.startsWith('diff ');
      }
      last = sign === '+' || sign === '-' ? sign : ' ';
      return true;
    }
    if (sign === '\\' && hunk) return mark();
    if (sign !== '@') return false;
    const match = hunkHeader.exec(line);
    if (match) open(match);
    else fail('a hunk header that cannot be read');
    return true;
  };

  const mark = (): boolean => {
    if (last === undefined) fail('a mark of a missing line feed without a line');
    if (last === '+' || last === ' ') {
      patch.newNoNewline = true;
      if (newLeft > 0) fail('lines after the end of the file');
    }
    if (last === '-' || last === ' ') {
      patch.oldNoNewline = true;
      if (oldLeft > 0) fail('lines after the end of the file');
    }
    last = undefined;
    return true;
  };

  return {
    push,
    isOpen: () => oldLeft > 0 || newLeft > 0,
    fail,
    end: () => {
      if (oldLeft > 0 || newLeft > 0) fail('fewer lines than its header says');
      return patch;
    },
  };
}

/** Reads a diff line by line, so that a long one never stands in memory; each file is handed over when it ends. */
export function diffReader(
  onSection: (section: DiffSection) => void,
  options: ReadOptions = {},
): { push(line: string): void; end(): void } {
  let section: DiffSection | undefined;
  let hunks: HunkReader | undefined;
  let git = false;
  /** True where both names begin with the same letter and a slash, which then is a folder. */
  let bare = false;
  /** The `---` line of a diff that git did not write, until its `+++` line comes. */
  let pending: string | undefined;
  /** The file of Subversion's `Index:` line, until the line under it comes. */
  let indexed: string | undefined;
  /** The names of a `diff -r …` line. */
  let command: string | undefined;
  let finished = false;
  let inMessage = false;
  let isAnyRead = false;

  const close = () => {
    if (section) {
      isAnyRead = true;
      if (hunks) {
        const { hunks: read, ...rest } = hunks.end();
        Object.assign(section, rest, { hunks: section.skipped ? [] : read });
      }
      onSection(section);
    }
    section = hunks = pending = indexed = command = undefined;
    finished = bare = false;
  };

  const begin = (): DiffSection => {
    close();
    section = {
      hunks: [],
      oldNoNewline: false,
      newNoNewline: false,
      added: false,
      removed: false,
      renamed: false,
      copied: false,
      binary: false,
      combined: false,
      skipped: false,
      promised: false,
    };
    return section;
  };

  const name = (path: string, reason: string, binary = false): void => {
    const named = begin();
    named.newPath = path;
    if (binary) named.binary = true;
    else named.unshown = reason;
    close();
  };

  const push = (line: string): void => {
    if (hunks?.isOpen()) {
      if (hunks.push(line)) return;
    }
    if (line.startsWith('diff --git ')) {
      // Subversion names the file before that, too.
      if (section && isEmptyIndex(section)) section = undefined;
      const started = begin();
      git = started.promised = true;
      inMessage = false;
      const names = gitHeaderNames(trimCr(line.slice(11)));
      if (!names) return;
      [started.oldPath, started.newPath] = names.paths;
      bare = names.isBare;
      return;
    }
    if (line.startsWith('diff --cc ') || line.startsWith('diff --combined ')) {
      const started = begin();
      started.combined = true;
      started.newPath = unquote(trimCr(line.slice(line.startsWith('diff --cc ') ? 10 : 16)));
      return;
    }
    if (section?.combined) {
      if (!/^(?:Index: |diff )/.test(line)) return;
      close();
    }
    if (pending !== undefined) {
      const from = pending;
      pending = undefined;
      if (line.startsWith('+++ ')) {
        const started = begin();
        git = false;
        setPaths(started, from, line);
        return;
      }
      if (/^\*{15}/.test(line)) return name(pathOf(from), 'it is a context diff; use diff -u');
      // A line that was removed, beyond those that the header counts.
      if (git) hunks?.fail(tooMany);
    }
    if (indexed !== undefined) {
      const path = indexed;
      indexed = undefined;
      if (/^={3,}\r?$/.test(line)) {
        const started = begin();
        git = false;
        started.oldPath = started.newPath = path;
        return;
      }
    }
    if (/^From [\da-f]{40,64} /.test(line)) inMessage = true;
    else if (/^---\r?$/.test(line)) inMessage = false;
    if (!inMessage && between(trimCr(line))) return;
    if (finished || !section) {
      if (line.startsWith('--- ')) pending = line;
      else if (section && hunkHeader.test(line)) hunks?.fail('a hunk after the end of the patch');
      return;
    }
    if (line.startsWith('@')) {
      if (!hunks) {
        section.skipped = options.wants?.(section) === false;
        const into = section;
        hunks = hunkReader(!section.skipped, options.maxChars, () => (into.skipped = true));
      }
      hunks.push(line);
      return;
    }
    if (!hunks) return header(section, line);
    if (line.startsWith('\\')) {
      hunks.push(line);
      return;
    }
    // The signature of a mail, and the next file of a diff that git did not write, start with a minus sign too.
    if (/^-- ?\r?$/.test(line)) finished = true;
    else if (line.startsWith('--- ')) {
      finished = true;
      pending = line;
    } else if (/^[-+ ]/.test(line)) hunks.fail(tooMany);
    else finished = true;
  };

  const isEmptyIndex = (one: DiffSection): boolean =>
    !git && !hunks && !one.promised && !one.binary && !one.combined;

  /** Takes a line that stands between the files of a diff and names another. */
  const between = (line: string): boolean => {
    const isInHeader = section !== undefined && !hunks && !finished;
    if (line.startsWith('Index: ') && line.length < 4_000 && !(isInHeader && git)) {
      indexed = line.slice(7);
      return true;
    }
    if (section && isInHeader && line.startsWith('Cannot display: ') && isEmptyIndex(section))
      return (section.binary = true);
    if (isInHeader && git) return false;
    const unshown = unshownBy(line);
    if (unshown) {
      name(unshown.binary ? withoutPrefix(unshown.path) : unshown.path, unshown.reason, unshown.binary);
      return true;
    }
    if (line.startsWith('diff -')) {
      if (section) close();
      command = line.slice(0, 8_000);
      return true;
    }
    if (command !== undefined && /^\d{1,9}(?:,\d{1,9})?[acd]\d{1,9}(?:,\d{1,9})?$/.test(line)) {
      name(command.slice(command.lastIndexOf(' ') + 1), 'it is a diff without signs; use diff -u');
      return true;
    }
    if (section || !hunkHeader.test(line)) return false;
    begin();
    close();
    return true;
  };

  const header = (section: DiffSection, raw: string): void => {
    const line = trimCr(raw);
    const value = (prefix: string) => (line.startsWith(prefix) ? line.slice(prefix.length) : undefined);
    let found: string | undefined;
    if (/^(?:---|\+\+\+) /.test(line)) sideOf(section, line);
    else if ((found = value('new file mode ')) !== undefined) {
      section.added = true;
      section.promised = false;
      section.newMode = found;
    } else if ((found = value('deleted file mode ')) !== undefined) {
      section.removed = true;
      section.promised = false;
      section.oldMode = found;
    } else if ((found = value('old mode ')) !== undefined) {
      section.promised = false;
      section.oldMode = found;
    } else if ((found = value('new mode ')) !== undefined) section.newMode = found;
    else if ((found = value('rename from ')) !== undefined) {
      section.renamed = true;
      section.promised = false;
      section.oldPath = unquote(found);
    } else if ((found = value('rename to ')) !== undefined) section.newPath = unquote(found);
    else if ((found = value('copy from ')) !== undefined) {
      section.copied = true;
      section.promised = false;
      section.oldPath = unquote(found);
    } else if ((found = value('copy to ')) !== undefined) section.newPath = unquote(found);
    else if ((found = /^index [\da-f]+\.\.[\da-f]+ (\d{6})$/.exec(line)?.[1]) !== undefined) {
      section.oldMode ??= found;
      section.newMode ??= found;
    } else if (line === 'GIT binary patch' || /^Binary files .* differ$/.test(line)) section.binary = true;
  };

  /** Reads a `---` or `+++` line below a header that named the file already. */
  const sideOf = (section: DiffSection, line: string): void => {
    section.promised = true;
    const isOld = line.startsWith('---');
    const said = line.slice(4);
    if (isNothing(said)) section[isOld ? 'added' : 'removed'] = true;
    // The names of a rename, and those of Subversion, are exact.
    else if (git && !section.renamed && !section.copied)
      section[isOld ? 'oldPath' : 'newPath'] = bare ? nameIn(said) : withoutPrefix(nameIn(said));
  };

  const end = (): void => {
    const [from, path] = [pending, indexed];
    if (from !== undefined && git) hunks?.fail(tooMany);
    close();
    const last = path ?? (from !== undefined && !git ? pathOf(from) : undefined);
    if (isAnyRead && last !== undefined) name(last, 'the patch ends in its header');
  };

  return { push, end };
}

const tooMany = 'more lines than its header says';

function setPaths(section: DiffSection, from: string, to: string): void {
  const [before, after] = [trimCr(from).slice(4), trimCr(to).slice(4)];
  const [oldName, newName] = [nameIn(before), nameIn(after)];
  const isBare = samePrefix(oldName, newName);
  section.promised = true;
  if (isNothing(before)) section.added = true;
  else section.oldPath = isBare ? oldName : withoutPrefix(oldName);
  if (isNothing(after)) section.removed = true;
  else section.newPath = isBare ? newName : withoutPrefix(newName);
}

function trimCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** The name in a `---` or `+++` line, after its sign. */
function nameIn(text: string): string {
  // git ends a name that has a space with a tab, and other tools put a time after the tab.
  const tab = text.indexOf('\t');
  return text.startsWith('"') ? unquote(text) : tab < 0 ? text : text.slice(0, tab);
}

function pathOf(line: string): string {
  return withoutPrefix(nameIn(trimCr(line).slice(4)));
}

/** True for a side on which there is no file: in words for Subversion, in 1970 for `diff -N`. */
function isNothing(text: string): boolean {
  const tab = text.indexOf('\t');
  const said = tab < 0 ? '' : text.slice(tab + 1);
  return nameIn(text) === '/dev/null' || /^(?:\(nonexistent\)|1970-01-01 |1969-12-31 )/.test(said);
}

/** True for names below a folder that is called like a prefix: real ones differ, as `a/` and `b/` do. */
function samePrefix(one: string, two: string): boolean {
  return withoutPrefix(one) !== one && one.slice(0, 2) === two.slice(0, 2);
}

function withoutPrefix(name: string): string {
  return /^[abciow12]\//.test(name) ? name.slice(2) : name;
}

/** Both names of a `diff --git` line; git gives them there only where they are the same or quoted. */
function gitHeaderNames(text: string): { paths: [string, string]; isBare: boolean } | undefined {
  const [one, two] = namePair(text) ?? [];
  if (one === undefined || two === undefined) return undefined;
  const isBare = samePrefix(one, two);
  return { paths: isBare ? [one, two] : [withoutPrefix(one), withoutPrefix(two)], isBare };
}

function namePair(text: string): [string, string] | undefined {
  if (text.startsWith('"')) {
    const end = quotedEnd(text);
    return end < 0 ? undefined : [unquote(text.slice(0, end)), unquote(text.slice(end + 1))];
  }
  if (text.endsWith('"')) {
    const start = text.indexOf(' "');
    if (start > 0) return [text.slice(0, start), unquote(text.slice(start + 1))];
  }
  // `a/x b/x`: both names are equally long, so the space between them is in the middle.
  const middle = (text.length - 1) / 2;
  const [one, two] = [text.slice(0, middle), text.slice(middle + 1)];
  return text[middle] === ' ' && withoutPrefix(one) === withoutPrefix(two) ? [one, two] : undefined;
}

function quotedEnd(text: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

const escapes: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** Undoes git's C-style quoting: `"a\303\251\t"`; a name without quotes comes back as it is. */
export function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const end = quotedEnd(text);
  const inner = text.slice(1, end < 0 ? text.length : end - 1);
  const bytes: Buffer[] = [];
  const pattern = /\\([0-3][0-7]{2}|.)|[^\\]+/gsu;
  for (const [whole, escaped] of inner.matchAll(pattern)) {
    if (escaped === undefined) bytes.push(Buffer.from(whole));
    else if (escaped.length === 3) bytes.push(Buffer.from([Number.parseInt(escaped, 8)]));
    else bytes.push(escapes[escaped] === undefined ? Buffer.from(whole) : Buffer.from([escapes[escaped]]));
  }
  return Buffer.concat(bytes).toString('utf8');
}
