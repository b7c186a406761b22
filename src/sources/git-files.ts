// Reads the changed files of a span: their names, texts and hunks, each asked of git in one run.
import type { FileStatus, Unread } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import {
  applyPatch,
  byPath,
  fits,
  replacement,
  withinBudget,
  type FileReading,
  type Limits,
} from './assemble.ts';
import { looksBinaryBytes, sampleBytes } from './classify.ts';
import { diffReader, type DiffSection, type FilePatch } from './diff.ts';
import {
  git,
  GitFailure,
  lineSplitter,
  objectSizes,
  readBlobs,
  readHead,
  type GitOptions,
} from './git-process.ts';
import type { Span } from './git-span.ts';

/** The changed files of the span, as far as the limits allow; the rest goes into `unread`. */
export async function readTrackedFiles(
  span: Span,
  run: GitOptions,
  limits: Limits,
  unread: Unread[],
): Promise<FileReading[]> {
  const records = await listRecords(span, run, unread);
  const kept = records.slice(0, limits.maxFiles);
  if (kept.length < records.length)
    unread.push({
      what: 'files',
      reason: `${records.length - kept.length} of ${records.length} files are beyond the limit of ${limits.maxFiles}`,
    });
  const texts = await readTexts(kept, run, limits);
  const sections = await readSections(span, run, kept, texts, limits);
  return kept.map((record) => readingOf(record, texts, sections)).filter((reading) => reading !== undefined);
}

/** --text: the head's own .gitattributes must not take a file out of the diff; what is binary we judge ourselves. */
export const diffOptions = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-color-moved',
  '--no-relative',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--find-renames=50%',
  '-l1000',
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--submodule=short',
  '--ignore-submodules=dirty',
  '--full-index',
  '--no-abbrev',
  '--text',
];

function diffArguments(span: Span): string[] {
  if (span.tree === 'commit') return [...diffOptions, span.base, span.head, '--'];
  return span.tree === 'index'
    ? ['--cached', ...diffOptions, span.base, '--']
    : [...diffOptions, span.base, '--'];
}

/** One line of `git diff --raw`. */
interface FileRecord {
  path: string;
  previousPath?: string;
  letter: string;
  oldMode: string;
  newMode: string;
  oldId: string;
  /** Undefined for a file of the working tree, whose object git has not made. */
  newId: string | undefined;
}

async function listRecords(span: Span, run: GitOptions, unread: Unread[]): Promise<FileRecord[]> {
  const out = await git(['diff', '--raw', '-z', ...diffArguments(span)], run).catch(explain);
  const parts = out.toString('utf8').split('\0');
  const records: FileRecord[] = [];
  for (let at = 0; at + 1 < parts.length;) {
    const [oldMode = '', newMode = '', oldId = '', newId = '', letters = ''] = (parts[at++] ?? '')
      .slice(1)
      .split(' ');
    const letter = letters[0] ?? '';
    const first = parts[at++] ?? '';
    const isPair = letter === 'R' || letter === 'C';
    const file = isPair ? (parts[at++] ?? '') : first;
    if (letter === 'U') {
      unread.push({ path: file, what: 'file', reason: 'it has merge conflicts that are not resolved' });
      continue;
    }
    const record: FileRecord = {
      path: file,
      letter,
      oldMode,
      newMode,
      oldId,
      newId: /^0+$/.test(newId) ? undefined : newId,
    };
    if (isPair) record.previousPath = first;
    records.push(record);
  }
  const conflicted = new Set(unread.map((entry) => entry.path));
  return records.filter((record) => !conflicted.has(record.path)).sort(byPath);
}

/** Turns git's failure into a UserError with git's words. */
export function explain(error: unknown): never {
  if (error instanceof GitFailure)
    throw new UserError(
      `git cannot show the change: ${error.message}`,
      'git diff',
      'Mend what git says (in a partial clone, fetch the missing objects), then run langguard again.',
    );
  throw error;
}

const submoduleMode = '160000';

/** The id of the object whose text the file is rebuilt from, or none. */
function wantedId(record: FileRecord): string | undefined {
  if (record.letter === 'D') return record.oldMode === submoduleMode ? undefined : record.oldId;
  if (record.newMode === submoduleMode) return undefined;
  if (record.newId !== undefined) return record.newId;
  return record.letter === 'A' || record.letter === 'T' ? undefined : record.oldId;
}

interface Texts {
  /** Undefined where the content is binary beyond doubt. */
  byId: Map<string, string>;
  binary: Set<string>;
  /** Why an object was not read. */
  refused: Map<string, string>;
}

async function readTexts(records: readonly FileRecord[], run: GitOptions, limits: Limits): Promise<Texts> {
  const texts: Texts = { byId: new Map(), binary: new Set(), refused: new Map() };
  const ids = [...new Set(records.map(wantedId).filter((id) => id !== undefined))];
  const sizes = await objectSizes(ids, run).catch(explain);
  const allowed = withinBudget(ids, (id) => sizes.get(id), limits, texts.refused);
  await readBlobs(allowed, run, (id, content) => {
    if (looksBinaryBytes(content)) texts.binary.add(id);
    texts.byId.set(id, content.toString('utf8'));
  }).catch(explain);
  for (const id of texts.refused.keys()) {
    if ((sizes.get(id) ?? 0) <= limits.maxFileBytes) continue;
    const sample = await readHead(id, sampleBytes, run).catch(explain);
    if (!looksBinaryBytes(sample)) continue;
    texts.refused.delete(id);
    texts.binary.add(id);
    texts.byId.set(id, sample.toString('utf8'));
  }
  return texts;
}

/** True when the content that counts is known to be binary; of a file of the working tree only the old one is known. */
function isBinary(record: FileRecord, texts: Texts): boolean {
  const id = wantedId(record);
  return id !== undefined && (record.letter === 'D' || record.newId !== undefined) && texts.binary.has(id);
}

type Sections = Map<string, DiffSection[]>;

async function readSections(
  span: Span,
  run: GitOptions,
  records: readonly FileRecord[],
  texts: Texts,
  limits: Limits,
): Promise<Sections> {
  const sections: Sections = new Map();
  const pathOf = (section: DiffSection) => (section.removed ? section.oldPath : section.newPath) ?? '';
  const unwanted = new Set(records.filter((record) => isBinary(record, texts)).map((record) => record.path));
  const wanted = new Set(records.map((record) => record.path));
  const reader = diffReader(
    (section) => {
      const name = pathOf(section);
      sections.set(name, [...(sections.get(name) ?? []), section]);
    },
    // Text that is too large to be read whole still has its changed lines read, up to a bound.
    {
      wants: (section) => wanted.has(pathOf(section)) && !unwanted.has(pathOf(section)),
      maxChars: 4 * limits.maxFileBytes,
    },
  );
  const lines = lineSplitter((line) => reader.push(line));
  await git(['diff', '--patch', '--unified=3', ...diffArguments(span)], {
    ...run,
    onData: (chunk) => lines.push(chunk),
  }).catch(explain);
  lines.end();
  reader.end();
  return sections;
}

const statuses: Record<string, FileStatus> = {
  A: 'added',
  M: 'modified',
  D: 'removed',
  R: 'renamed',
  C: 'copied',
  T: 'modified',
};

function readingOf(record: FileRecord, texts: Texts, sections: Sections): FileReading | undefined {
  const { letter, path: file } = record;
  const mode = letter === 'D' ? record.oldMode : record.newMode;
  const reading: FileReading = {
    path: file,
    status: statuses[letter] ?? 'modified',
    kind: mode === submoduleMode ? 'submodule' : mode === '120000' ? 'symlink' : 'file',
  };
  if (record.previousPath !== undefined) reading.previousPath = record.previousPath;
  const queue = sections.get(file) ?? [];
  const section = queue.shift();
  const patch: FilePatch | undefined = letter === 'T' ? replacementOf(section, queue.shift()) : section;
  if (patch) reading.patch = patch;
  if (section?.skipped === true && !isBinary(record, texts))
    reading.unread = { what: 'lines', reason: 'its changed lines are too many' };

  const id = wantedId(record);
  const text = id === undefined ? undefined : texts.byId.get(id);
  const refusal = id === undefined ? undefined : texts.refused.get(id);
  if (refusal !== undefined) reading.unread ??= { what: 'body', reason: refusal };

  if (letter === 'D' || record.newId !== undefined) {
    if (text !== undefined) reading.text = text;
  } else if (letter === 'A' || letter === 'T') {
    if (patch && section?.skipped !== true) reading.text = addedText(patch);
  } else if (text !== undefined && patch && section?.skipped !== true) {
    const after = applyPatch(text, patch);
    if (after !== undefined) reading.text = after;
  } else if (text !== undefined && !patch) reading.text = text;

  if (
    patch?.hunks.length === 0 &&
    letter === 'M' &&
    patch.problem === undefined &&
    section?.skipped !== true
  ) {
    if (record.oldMode !== record.newMode) reading.status = 'mode-changed';
    // The working tree differs in what git does not compare, such as line ends.
    else if (record.newId === undefined) return undefined;
  }
  if (
    !patch &&
    record.oldId !== record.newId &&
    !isBinary(record, texts) &&
    reading.kind !== 'submodule' &&
    letter !== 'R'
  )
    reading.unread ??= { what: 'lines', reason: 'git showed no diff of it' };
  if (
    patch &&
    reading.text !== undefined &&
    section?.skipped !== true &&
    letter !== 'T' &&
    patch.problem === undefined &&
    !fits(reading.status, patch.hunks, reading.text)
  )
    reading.unread ??= { what: 'lines', reason: 'the diff does not fit the text' };
  return reading;
}

function replacementOf(gone: DiffSection | undefined, come: DiffSection | undefined): FilePatch | undefined {
  return gone && come && replacement(gone, come);
}

function addedText(patch: FilePatch): string {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === 'added');
  const text = lines.map((line) => `${line.text}\n`).join('');
  return patch.newNoNewline ? text.slice(0, -1) : text;
}
