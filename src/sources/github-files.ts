// Reads the changed files of a pull request: GitHub's patch where it fits the text, else one of our own.
import type { Octokit } from '@octokit/rest';
import { addedLines, removedLines, type FileStatus } from '../engine/change.ts';
import {
  applyPatch,
  fits,
  replacement,
  wholePatch,
  tooLarge,
  withinBudget,
  type FileReading,
  type Limits,
} from './assemble.ts';
import { looksBinaryBytes } from './classify.ts';
import { readFilePatch, type FilePatch } from './diff.ts';
import { blobId, inParallel, type TreeEntry, type TreeReader } from './github-api.ts';
import { diffLines } from './line-diff.ts';

/** A row of the list of a pull request's files. */
export type Row = Awaited<ReturnType<Octokit['rest']['pulls']['listFiles']>>['data'][number];

/** Bytes of a blob, or why there are none. */
export type BlobReader = (sha: string) => Promise<Buffer | string>;

/** How the files' texts are come by. */
export interface Surroundings {
  limits: Limits;
  read: BlobReader;
  readTogether: (wanted: readonly TreeEntry[]) => Promise<Map<string, Buffer>>;
  findBinaries: (wanted: readonly TreeEntry[]) => Promise<Set<string>>;
  /** The tree of the merge base; asked only when needed. */
  before: () => Promise<TreeReader | undefined>;
  after: TreeReader | undefined;
}

/** A row with what the trees and its own patch say. */
interface Candidate {
  row: Row;
  reading: FileReading;
  patch: FilePatch | undefined;
  /** The entry before the change, where it had to be looked up. */
  old: TreeEntry | undefined;
  /** The blob whose text the file is read from. */
  id: string | undefined;
  size: number | undefined;
}

const maxBlobRequests = 400;

/** Judged as binary whatever the file is called; its bytes are never shown. */
const standInForBinary = Buffer.alloc(64);

/** Reads what each row stands for, in the order of the rows. */
export async function readFiles(rows: readonly Row[], around: Surroundings): Promise<FileReading[]> {
  const candidates: Candidate[] = [];
  for (const row of rows) candidates.push(await lookUp(row, around));

  const refused = new Map<string, string>();
  const sizes = new Map(candidates.map(({ id, size }) => [id, size]));
  const ids = [...new Set(candidates.flatMap(({ id }) => (id === undefined ? [] : [id])))];
  const allowed = new Set(withinBudget(ids, (id) => sizes.get(id), around.limits, refused));
  const blobs = new Map<string, Buffer>();
  for (const { row, patch, id } of candidates) {
    // The patch of a file that came or went holds all of it, and git's id proves it.
    const whole = patch && id !== undefined && allowed.has(id) ? wholeText(row, patch) : undefined;
    if (whole !== undefined && id !== undefined && blobId(Buffer.from(whole)) === id)
      blobs.set(id, Buffer.from(whole));
  }
  const fetchAll = async (wanted: readonly string[], sizeOf: (id: string) => number | undefined) => {
    // One by one they would use up what GitHub allows for an hour.
    if (wanted.length > 0) {
      const entries = wanted.map((sha) => ({ sha, mode: '', size: sizeOf(sha) ?? 0 }));
      for (const [id, content] of await around.readTogether(entries)) blobs.set(id, content);
    }
    const rest = wanted.filter((id) => !blobs.has(id));
    for (const id of rest.slice(maxBlobRequests))
      refused.set(id, `more than ${maxBlobRequests} files need a request of their own`);
    await inParallel(rest.slice(0, maxBlobRequests), 8, async (id) => {
      const content = await around.read(id);
      if (typeof content === 'string') refused.set(id, content);
      // Without the trees the size is known only now.
      else if (content.length > around.limits.maxFileBytes)
        refused.set(id, tooLarge(content.length, around.limits));
      else blobs.set(id, content);
    });
  };
  await fetchAll(
    [...allowed].filter((id) => !blobs.has(id)),
    (id) => sizes.get(id),
  );

  // A film is no hole in the review; a text that is too large is.
  const large = ids.filter((id) => refused.has(id) && (sizes.get(id) ?? 0) > around.limits.maxFileBytes);
  for (const id of await around.findBinaries(
    large.map((sha) => ({ sha, mode: '', size: sizes.get(sha) ?? 0 })),
  )) {
    refused.delete(id);
    blobs.set(id, standInForBinary);
  }

  // Where the patch is missing or wrong, the text before the change is needed too.
  const lacking = candidates.filter((candidate) => needsOldText(candidate, blobs));
  for (const candidate of lacking) candidate.old ??= await oldEntry(candidate.row, around);
  const olds = new Map(
    lacking.flatMap(({ old }) =>
      old && old.mode !== submoduleMode && !blobs.has(old.sha) ? [[old.sha, old.size] as const] : [],
    ),
  );
  await fetchAll(
    withinBudget([...olds.keys()], (id) => olds.get(id), around.limits, refused),
    (id) => olds.get(id),
  );
  return candidates.map((candidate) => finish(candidate, blobs, refused));
}

const submoduleMode = '160000';

function kindOf(entry: TreeEntry | undefined): FileReading['kind'] {
  return entry?.mode === submoduleMode ? 'submodule' : entry?.mode === '120000' ? 'symlink' : 'file';
}

const statuses: Partial<Record<Row['status'], FileStatus>> = {
  added: 'added',
  removed: 'removed',
  renamed: 'renamed',
  copied: 'copied',
};

async function lookUp(row: Row, around: Surroundings): Promise<Candidate> {
  const status = statuses[row.status] ?? 'modified';
  const entry = status === 'removed' ? undefined : await around.after?.(row.filename);
  const isOdd =
    status === 'removed' || row.patch === undefined || row.status === 'changed' || kindOf(entry) !== 'file';
  const old = isOdd && status !== 'added' ? await oldEntry(row, around) : undefined;
  const subject = status === 'removed' ? old : entry;
  const reading: FileReading = { path: row.filename, status, kind: kindOf(subject) };
  if (row.previous_filename !== undefined && (status === 'renamed' || status === 'copied'))
    reading.previousPath = row.previous_filename;
  if (status === 'modified' && old && entry && old.sha === entry.sha && old.mode !== entry.mode)
    reading.status = 'mode-changed';
  if (!subject && around.after)
    reading.unread = { what: 'file', reason: 'it is in the list, yet not in the tree of the commit' };

  const candidate: Candidate = { row, reading, patch: undefined, old, id: undefined, size: undefined };
  if (row.patch !== undefined) {
    const patch = readFilePatch(row.patch);
    if (patch.problem === undefined && countsAgree(row, patch)) candidate.patch = patch;
  }
  if (reading.kind !== 'submodule') {
    // Without the trees the size is unknown; the list's own id still leads to the text.
    candidate.id = subject?.sha ?? (around.after ? undefined : (row.sha ?? undefined));
    candidate.size = subject?.size ?? (around.after ? undefined : 0);
  }
  return candidate;
}

async function oldEntry(row: Row, around: Surroundings): Promise<TreeEntry | undefined> {
  return await (
    await around.before()
  )?.(row.previous_filename ?? row.filename);
}

function countsAgree(row: Row, patch: FilePatch): boolean {
  const file = { path: '', status: 'modified', class: 'text', hunks: patch.hunks } as const;
  return addedLines(file).length === row.additions && removedLines(file).length === row.deletions;
}

function wholeText(row: Row, patch: FilePatch): string | undefined {
  if (row.status === 'added') return applyPatch('', patch);
  if (row.status !== 'removed') return undefined;
  const lines = patch.hunks.flatMap((hunk) => hunk.lines.map((line) => `${line.text}\n`)).join('');
  return patch.oldNoNewline ? lines.slice(0, -1) : lines;
}

/** True when the file came or went as something else than it is now, such as a link that became a file. */
function isReplaced({ old, reading }: Candidate): boolean {
  return old !== undefined && reading.status === 'modified' && kindOf(old) !== reading.kind;
}

function needsOldText(candidate: Candidate, blobs: Map<string, Buffer>): boolean {
  const { reading, patch, id } = candidate;
  if (reading.status === 'added' || reading.status === 'removed' || reading.status === 'mode-changed')
    return false;
  const bytes = id === undefined ? undefined : blobs.get(id);
  if (isReplaced(candidate)) return true;
  if (!bytes || looksBinaryBytes(bytes)) return false;
  return !patch || !fits(reading.status, patch.hunks, bytes.toString('utf8'));
}

function finish(candidate: Candidate, blobs: Map<string, Buffer>, refused: Map<string, string>): FileReading {
  const { reading, id, old } = candidate;
  const bytes = id === undefined ? undefined : blobs.get(id);
  const text = bytes?.toString('utf8');
  if (text !== undefined) reading.text = text;
  const refusal = id === undefined ? undefined : refused.get(id);
  if (reading.kind === 'submodule' && !isReplaced(candidate)) {
    if (candidate.patch) reading.patch = candidate.patch;
    return reading;
  }
  const made = patchOf(candidate, text, blobs);
  if (made) reading.patch = made;
  if (refusal !== undefined) reading.unread ??= { what: 'body', reason: refusal };
  if (!made && !(bytes && looksBinaryBytes(bytes)))
    reading.unread = {
      what: 'lines',
      reason:
        refusal ??
        (old && refused.get(old.sha)) ??
        'GitHub gave no diff of it, and not the texts to make one',
    };
  return reading;
}

/** GitHub's patch where it fits the text, else one of our own; undefined when there is nothing to make it from. */
function patchOf(
  candidate: Candidate,
  text: string | undefined,
  blobs: Map<string, Buffer>,
): FilePatch | undefined {
  const { reading, patch, old } = candidate;
  const { status } = reading;
  if (isReplaced(candidate)) return replacedPatch(candidate, text, blobs);
  if (patch && (text === undefined || fits(status, patch.hunks, text))) return patch;
  if (text === undefined) return undefined;
  if (status === 'added' || status === 'removed') return wholePatch(text, status);
  if (status === 'mode-changed' || (old && old.sha === candidate.id)) return diffLines('', '');
  const before = old && blobs.get(old.sha);
  return before && diffLines(before.toString('utf8'), text);
}

/** git shows a file that became a link, or the reverse, as all removed and all added. */
function replacedPatch(
  { old, row, reading }: Candidate,
  text: string | undefined,
  blobs: Map<string, Buffer>,
): FilePatch | undefined {
  const before =
    old?.mode === submoduleMode
      ? `Subproject commit ${old.sha}\n`
      : old && blobs.get(old.sha)?.toString('utf8');
  const after = reading.kind === 'submodule' ? `Subproject commit ${row.sha}\n` : text;
  if (before === undefined || after === undefined) return undefined;
  return replacement(wholePatch(before, 'removed'), wholePatch(after, 'added'));
}
