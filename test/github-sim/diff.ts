// The files and patches between two commits as GitHub lists them, computed by git.
import { git, gitText } from './git.ts';
import { remembered } from './remembered.ts';

/** One changed file. */
export interface FileDiff {
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  path: string;
  previousPath?: string;
  /** Blob after the change, or before it for a removed file. */
  sha: string;
  additions: number;
  deletions: number;
  /** From the first `@@`; absent for binary, empty or merely renamed files. */
  patch?: string;
}

const statusWords: Record<string, FileDiff['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

const options = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '-l0',
  '--diff-algorithm=myers',
];

/** The merge base of two commits, or undefined when their histories never met. */
export async function mergeBase(dir: string, a: string, b: string): Promise<string | undefined> {
  return await remembered(`${dir} base ${a} ${b}`, () =>
    gitText(dir, ['merge-base', a, b]).catch(() => undefined),
  );
}

interface Raw {
  status: string;
  oldMode: string;
  newMode: string;
  oldSha: string;
  newSha: string;
  path: string;
  previousPath?: string;
}

function readRaw(text: string): { raws: Raw[]; rest: string[] } {
  const fields = text.split('\0');
  const raws: Raw[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':') === true) {
    const [oldMode = '', newMode = '', oldSha = '', newSha = '', letter = ''] = (fields[at] ?? '')
      .slice(1)
      .split(' ');
    const status = letter.charAt(0);
    const first = fields[at + 1] ?? '';
    if (status === 'R') {
      raws.push({
        status,
        oldMode,
        newMode,
        oldSha,
        newSha,
        path: fields[at + 2] ?? '',
        previousPath: first,
      });
      at += 3;
    } else {
      raws.push({ status, oldMode, newMode, oldSha, newSha, path: first });
      at += 2;
    }
  }
  return { raws, rest: fields.slice(at) };
}

function readCounts(fields: string[]): { additions: number; deletions: number }[] {
  const counts: { additions: number; deletions: number }[] = [];
  for (let at = 0; at < fields.length; at++) {
    const parts = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(fields[at] ?? '');
    if (parts === null) continue;
    counts.push({ additions: Number(parts[1]) || 0, deletions: Number(parts[2]) || 0 });
    if (parts[3] === '') at += 2; // a rename: both names follow as fields of their own
  }
  return counts;
}

/** Splits git's patch text into one part per file header. */
function splitPatches(text: string): string[] {
  const parts: string[] = [];
  let start = text.startsWith('diff --git ') ? 0 : -1;
  while (start >= 0) {
    const next = text.indexOf('\ndiff --git ', start);
    parts.push(text.slice(start, next < 0 ? text.length : next + 1));
    start = next < 0 ? -1 : next + 1;
  }
  return parts;
}

function hunksOf(part: string): string | undefined {
  const at = part.indexOf('\n@@ ');
  return at < 0 ? undefined : part.slice(at + 1).replace(/\n$/, '');
}

/** Lists the changed files from one commit to another, with every patch; `from` undefined means nothing at all. */
export async function diffFiles(dir: string, from: string | undefined, to: string): Promise<FileDiff[]> {
  const base = from ?? (await gitText(dir, ['hash-object', '-t', 'tree', '-w', '/dev/null']));
  const [listing, patches] = await Promise.all([
    git(dir, ['diff', ...options, '--raw', '--no-abbrev', '--numstat', '-z', base, to]),
    git(dir, ['diff', ...options, '--full-index', base, to]),
  ]);
  const { raws, rest } = readRaw(listing.toString());
  const counts = readCounts(rest);
  const parts = splitPatches(patches.toString());
  let part = 0;
  return raws.map((raw, index) => {
    const patch = hunksOf(parts[part++] ?? '');
    // Git writes a change of type as a removal followed by an addition.
    const second = raw.status === 'T' ? hunksOf(parts[part++] ?? '') : undefined;
    const sameBlob = raw.oldSha === raw.newSha;
    const text = [patch, second].filter((item) => item !== undefined).join('\n');
    return {
      status: raw.status === 'M' && sameBlob ? 'changed' : (statusWords[raw.status] ?? 'modified'),
      path: raw.path,
      ...(raw.previousPath === undefined ? {} : { previousPath: raw.previousPath }),
      sha: raw.status === 'D' ? raw.oldSha : raw.newSha,
      additions: counts[index]?.additions ?? 0,
      deletions: counts[index]?.deletions ?? 0,
      ...(text === '' ? {} : { patch: text }),
    };
  });
}

/** As diffFiles, keeping the last answers, because a listing is read page by page. */
export async function rememberedDiff(dir: string, from: string | undefined, to: string): Promise<FileDiff[]> {
  return await remembered(`${dir} diff ${from} ${to}`, () => diffFiles(dir, from, to));
}

/** The hunk header and lines up to a line of the file, or undefined when the diff does not show it. */
export function hunkAt(
  patch: string,
  side: 'LEFT' | 'RIGHT',
  line: number,
): { hunk: number; text: string } | undefined {
  let hunk = -1;
  let shown: string[] = [];
  let left = 0;
  let right = 0;
  for (const text of patch.split('\n')) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (header !== null) {
      hunk++;
      shown = [text];
      left = Number(header[1]);
      right = Number(header[2]);
      continue;
    }
    shown.push(text);
    const kind = text.charAt(0);
    if (kind === '\\') continue;
    const isHere = side === 'RIGHT' ? kind !== '-' && right === line : kind !== '+' && left === line;
    if (isHere) return { hunk, text: shown.join('\n') };
    if (kind !== '+') left++;
    if (kind !== '-') right++;
  }
  return undefined;
}
