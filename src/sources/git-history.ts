// Reads what each commit of a range added, newest first, as far as the limits allow.
import { addedLines, type PastLines, type Unread } from '../engine/change.ts';
import { languageOf } from '../engine/languages.ts';
import { diffReader } from './diff.ts';
import { diffOptions } from './git-files.ts';
import { git, GitFailure, lineSplitter } from './git-process.ts';
import { shallowCommits } from './git-span.ts';
import { isBinaryAddition, type HistoryLimits } from './history.ts';

/** Limits that a branch of usual size never meets. */
export const gitHistoryLimits: HistoryLimits = { maxCommits: 200, maxChars: 20_000_000 };

/** The lines that each commit of `to` added that `from` does not have, oldest first; merges add nothing of their own. */
export async function readAdditions(
  span: { from: string; to: string },
  cwd: string,
  limits: HistoryLimits,
  unread: Unread[],
): Promise<PastLines[]> {
  // Where a shallow clone ends, a commit seems to add everything that there is.
  const cut = await shallowCommits(cwd);
  const commits: PastLines[][] = [];
  let commit = '';
  let chars = 0;
  let bytes = 0;
  const enough = new Error('enough');
  const newReader = () =>
    diffReader(
      (section) => {
        const path = section.newPath;
        if (section.removed || path === undefined || cut.has(commit)) return;
        const lines = addedLines({ path, status: 'modified', class: 'text', hunks: section.hunks });
        // What is that large and not named as code is rarely text.
        if (section.skipped && languageOf(path) !== undefined)
          unread.push({ path, what: 'commits', reason: `the diff of ${commit.slice(0, 7)} is too large` });
        if (isBinaryAddition(path, lines)) return;
        for (const { text } of lines) chars += text.length + 1;
        if (lines.length > 0) commits.at(-1)?.push({ commit, path, lines });
      },
      { maxChars: limits.maxChars },
    );
  let reader = newReader();
  const next = (sha: string) => {
    reader.end();
    if (chars > limits.maxChars || commits.length === limits.maxCommits) throw enough;
    commit = sha;
    commits.push([]);
    reader = newReader();
  };
  // A line of a diff never begins with a NUL, whatever the files hold.
  const lines = lineSplitter((line) => (line.startsWith('\0') ? next(line.slice(1)) : reader.push(line)));
  const args = [
    'log',
    '--format=%x00%H',
    '--no-show-signature',
    '--no-notes',
    '--no-merges',
    '--topo-order',
    `--max-count=${limits.maxCommits + 1}`,
    '--patch',
    '--unified=0',
    ...diffOptions,
    span.to,
    `^${span.from}`,
    '--',
  ];
  try {
    await git(args, {
      cwd,
      onData: (chunk) => {
        bytes += chunk.length;
        if (bytes > 10 * limits.maxChars + 1_000_000) throw enough;
        lines.push(chunk);
      },
    });
    lines.end();
    reader.end();
  } catch (error) {
    if (error !== enough && !(error instanceof GitFailure)) throw error;
    unread.push({
      what: 'commits',
      reason:
        error === enough
          ? `only what the newest ${commits.length} commits added was looked at for secrets`
          : 'git could not show what each commit added',
    });
  }
  return commits.toReversed().flatMap((files) => files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}
