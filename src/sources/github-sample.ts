// Reads a bounded part of the files of a commit on GitHub, each as if every line of it had been added.
import type { Change } from '../engine/change.ts';
import { assembleFile, byPath, wholePatch } from './assemble.ts';
import { noAttributes } from './attributes.ts';
import {
  inParallel,
  readBlob,
  readBlobsTogether,
  treeReader,
  type GitHubClient,
  type RepositoryName,
  type TreeEntry,
} from './github-api.ts';

/** How much is read at most. */
export interface SampleLimits {
  maxFiles: number;
  maxBytes: number;
  maxFileBytes: number;
  /** Requests for files that could not be read together. */
  maxSingleReads: number;
}

/** Files that were left out, and why. */
export interface LeftOut {
  files: number;
  reason: string;
}

/** A file that is to be read. */
export interface ChosenFile extends TreeEntry {
  path: string;
}

/**
 * The files of a commit that are wanted, best first, as many as the limits allow. `rank` gives undefined for what is not
 * wanted and a small number for what is wanted most. Throws what Octokit throws.
 */
export async function chooseFiles(
  octokit: GitHubClient,
  { owner, repo }: RepositoryName,
  commit: string,
  rank: (path: string) => number | undefined,
  limits: SampleLimits,
): Promise<{ chosen: ChosenFile[]; left: LeftOut[] }> {
  const { entries } = await treeReader(octokit, { owner, repo }, commit);
  if (!entries)
    return { chosen: [], left: [{ files: 0, reason: 'the repository is too large to be listed' }] };
  const wanted = [...entries]
    .flatMap(([path, entry]) => {
      const at = entry.mode.startsWith('100') ? rank(path) : undefined;
      return at === undefined ? [] : [{ path, ...entry, at }];
    })
    .sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1));
  const small = wanted.filter(({ size }) => size <= limits.maxFileBytes);
  const chosen: ChosenFile[] = [];
  let bytes = 0;
  for (const { at: _at, ...file } of small) {
    if (chosen.length === limits.maxFiles || bytes + file.size > limits.maxBytes) break;
    bytes += file.size;
    chosen.push(file);
  }
  const left = [
    { files: wanted.length - small.length, reason: `larger than ${kilobytes(limits.maxFileBytes)}` },
    {
      files: small.length - chosen.length,
      reason: `beyond ${limits.maxFiles} files or ${kilobytes(limits.maxBytes)}`,
    },
  ];
  return { chosen, left: left.filter(({ files }) => files > 0) };
}

/** Reads files as one Change; those that GitHub did not give are counted. Throws what Octokit throws. */
export async function readChosen(
  octokit: GitHubClient,
  { owner, repo }: RepositoryName,
  commit: string,
  files: readonly ChosenFile[],
  maxSingleReads: number,
): Promise<{ change: Change; unread: number }> {
  // By name, because a request holds whatever else its object has.
  const repository = { owner, repo };
  const texts = await readBlobsTogether(octokit, repository, files);
  const rest = files.filter(({ sha }) => !texts.has(sha)).slice(0, maxSingleReads);
  await inParallel(rest, 4, async ({ sha }) => {
    texts.set(sha, await readBlob(octokit, repository, sha));
  });
  const change = asChange(
    commit,
    files.flatMap(({ path, sha }) => {
      const text = texts.get(sha)?.toString('utf8');
      return text === undefined ? [] : [{ path, text }];
    }),
  );
  return { change, unread: files.length - change.files.length };
}

/** Files as they stand in a commit, as if every line of them had been added. */
export function asChange(commit: string, files: readonly { path: string; text: string }[]): Change {
  return {
    base: 'nothing',
    head: commit,
    files: files
      .map(({ path, text }) => {
        const patch = wholePatch(text, 'added');
        return assembleFile({ path, status: 'added', kind: 'file', text, patch }, noAttributes).file;
      })
      .sort(byPath),
    commits: [],
    unread: [],
  };
}

function kilobytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${Math.round(bytes / 1000)} KB`;
}
