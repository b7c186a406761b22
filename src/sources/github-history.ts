// Reads what each commit of a pull request added, commit by commit, with what is missing put on record.
import type { Octokit } from '@octokit/rest';
import { addedLines, type Hunk, type Line, type PastLines, type Unread } from '../engine/change.ts';
import { languageOf } from '../engine/languages.ts';
import { readFilePatch } from './diff.ts';
import {
  headers,
  inParallel,
  isRefusedForNow,
  readBlob,
  readGitHubText,
  statusOf,
  type GitHubClient,
  type RepositoryName,
} from './github-api.ts';
import { isBinaryAddition, type HistoryLimits } from './history.ts';
import { diffLines } from './line-diff.ts';

/** Limits that keep a review of a long pull request within what GitHub allows for a minute. */
export const gitHubHistoryLimits: HistoryLimits = { maxCommits: 50, maxChars: 20_000_000 };

/** Files whose patch GitHub leaves out and for which both texts are read. */
const maxOwnDiffs = 20;

/** A larger text is not compared line by line. */
const maxOwnDiffChars = 2_000_000;

const filesPerPage = 100;
const maxPages = 10;

/** A file of a commit as GitHub lists it. */
export type CommitFile = NonNullable<
  Awaited<ReturnType<Octokit['rest']['repos']['getCommit']>>['data']['files']
>[number];

/** The files of commits against their first parents; those of `failed` are not all there. */
export interface CommitFiles {
  filesOf: Map<string, CommitFile[]>;
  failed: Set<string>;
}

/** A commit that is no merge. */
export interface PlainCommit {
  sha: string;
  parent: string | undefined;
}

/** The lines that each commit added, in the order given, oldest first. Throws when GitHub refuses for now. */
export async function readAdditionsOnGitHub(
  octokit: GitHubClient,
  repository: RepositoryName,
  commits: readonly PlainCommit[],
  limits: HistoryLimits,
  unread: Unread[],
  seen: CommitFiles = { filesOf: new Map(), failed: new Set() },
): Promise<PastLines[]> {
  const newest = commits.slice(-limits.maxCommits);
  const { filesOf, failed } = seen;
  await inParallel(newest, 4, async ({ sha }) => {
    try {
      const { files, isWhole } = await readCommitFiles(octokit, repository, sha);
      filesOf.set(sha, files);
      if (!isWhole) failed.add(sha);
    } catch (error) {
      if (isRefusedForNow(error)) throw error;
      failed.add(sha);
    }
  });

  const missing: string[] = [];
  let chars = 0;
  let ownDiffs = 0;
  let read = 0;
  const out: PastLines[][] = [];
  // The newest first, as git does, so that the same part is kept where there is too much.
  for (const { sha, parent } of newest.toReversed()) {
    if (chars > limits.maxChars) break;
    read++;
    const added: PastLines[] = [];
    for (const file of filesOf.get(sha) ?? []) {
      let lines = linesOfPatch(file);
      if (lines === undefined && ownDiffs++ < maxOwnDiffs)
        lines = await linesOfTexts(octokit, repository, file, parent);
      if (lines === undefined) missing.push(`${file.filename} in ${sha.slice(0, 7)}`);
      else if (lines.length > 0 && !isBinaryAddition(file.filename, lines)) {
        for (const { text } of lines) chars += text.length + 1;
        added.push({ commit: sha, path: file.filename, lines });
      }
    }
    out.push(added.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }

  if (read < commits.length)
    unread.push({
      what: 'commits',
      reason: `only what the newest ${read} commits added was looked at for secrets`,
    });
  for (const sha of newest.flatMap((commit) => (failed.has(commit.sha) ? [commit.sha] : [])))
    unread.push({ what: 'commits', reason: `GitHub did not show all that ${sha.slice(0, 7)} added` });
  if (missing.length > 0)
    unread.push({
      what: 'commits',
      reason: `GitHub left out what was added to ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}`,
    });
  return out.toReversed().flat();
}

/** The files of a commit against its first parent. Throws what Octokit throws. */
export async function readCommitFiles(
  octokit: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<{ files: CommitFile[]; isWhole: boolean }> {
  const files: CommitFile[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', {
      ...repository,
      ref: sha,
      per_page: filesPerPage,
      page,
      headers,
    });
    files.push(...(data.files ?? []));
    if ((data.files ?? []).length < filesPerPage) return { files, isWhole: true };
  }
  return { files, isWhole: false };
}

const emptyBlobs = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/** What the patch says was added; undefined where there should be a patch and is none. */
function linesOfPatch(file: CommitFile): Line[] | undefined {
  const { filename: path, status } = file;
  if (status === 'removed' || status === 'unchanged') return [];
  if (file.patch === undefined) {
    if (file.changes > 0) return undefined;
    // Nothing is counted of a binary file, of a mere rename and of a new mode; code with a stray NUL looks like the first.
    const hasText = (status === 'added' || status === 'modified') && languageOf(path) !== undefined;
    return hasText && !emptyBlobs.has(file.sha ?? '') ? undefined : [];
  }
  const patch = readFilePatch(file.patch);
  if (patch.problem !== undefined) return undefined;
  const lines = addedLines({ path, status: 'modified', class: 'text', hunks: patch.hunks });
  return lines.length === file.additions ? lines : undefined;
}

/** The lines by our own diff of both texts; undefined where they cannot be had. */
async function linesOfTexts(
  octokit: GitHubClient,
  repository: RepositoryName,
  file: CommitFile,
  parent: string | undefined,
): Promise<Line[] | undefined> {
  const hunks = await hunksOfTexts(octokit, repository, file, parent);
  return hunks && addedLines({ path: file.filename, status: 'modified', class: 'text', hunks });
}

/** The hunks by our own diff of both texts; undefined where they cannot be had. */
export async function hunksOfTexts(
  octokit: GitHubClient,
  repository: RepositoryName,
  file: CommitFile,
  parent: string | undefined,
): Promise<Hunk[] | undefined> {
  const path = file.previous_filename ?? file.filename;
  try {
    const after = file.sha ? (await readBlob(octokit, repository, file.sha)).toString('utf8') : undefined;
    const before =
      file.status === 'added' || parent === undefined
        ? ''
        : ((await readGitHubText(octokit, { ...repository, ref: parent, path })) ?? '');
    if (after === undefined || after.length + before.length > maxOwnDiffChars) return undefined;
    return diffLines(before, after).hunks;
  } catch (error) {
    if (isRefusedForNow(error)) throw error;
    // Such as a submodule, which is no blob.
    return statusOf(error) === 404 ? [] : undefined;
  }
}
