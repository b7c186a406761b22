// Moves line comments along with a push, or leaves them behind as outdated.
import { hunkAt } from './diff.ts';
import { git } from './git.ts';
import { pullFiles } from './pulls.ts';
import type { Pull, Repository, ReviewComment } from './state.ts';

/** Where a line of one commit stands in another by the hunks of `git diff -U0`; undefined when it is gone. */
function movedLine(diff: string, line: number): number | undefined {
  let by = 0;
  for (const [, at, before = '1', , after = '1'] of diff.matchAll(
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm,
  )) {
    const [start, removed, added] = [Number(at), Number(before), Number(after)];
    // Without removed lines the hunk names the line that it follows.
    if (removed === 0 ? line <= start : line < start) break;
    if (removed > 0 && line < start + removed) return undefined;
    by += added - removed;
  }
  return line + by;
}

async function place(repository: Repository, pull: Pull, comment: ReviewComment) {
  const { path, originalCommitId, originalLine, originalStartLine } = comment;
  if (originalLine === null) return undefined;
  const files = await pullFiles(repository, pull);
  const patch = files.find((file) => file.path === path)?.patch;
  if (patch === undefined) return undefined;
  const range = [originalCommitId, pull.headSha, '--', path];
  const diff = (await git(repository.dir, ['diff', '-U0', '--no-color', ...range])).toString();
  const first = originalStartLine ?? originalLine;
  const lines = Array.from({ length: originalLine - first + 1 }, (_, index) =>
    movedLine(diff, first + index),
  );
  const [start, line] = [lines[0], lines.at(-1)];
  if (start === undefined || line === undefined || lines.includes(undefined)) return undefined;
  const [from, to] = [hunkAt(patch, 'RIGHT', start), hunkAt(patch, 'RIGHT', line)];
  return from && to && from.hunk === to.hunk ? { start, line } : undefined;
}

/** Brings every comment on the right side to the head, if its lines are still there and in the diff. */
export async function carryComments(repository: Repository, pull: Pull): Promise<void> {
  for (const comment of repository.reviewComments.values()) {
    if (comment.pull !== pull.number || comment.side !== 'RIGHT' || comment.subjectType === 'file') continue;
    const found = await place(repository, pull, comment);
    comment.line = found?.line ?? null;
    comment.startLine = found && comment.originalStartLine !== null ? found.start : null;
    if (found) comment.commitId = pull.headSha;
  }
}
