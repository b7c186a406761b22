// Reads the commits of a range, oldest first.
import type { Commit, Unread } from '../engine/change.ts';
import { git } from './git-process.ts';
import { explain } from './git-files.ts';
import { shallowCommits } from './git-span.ts';

// The size of the Unread list and of a review of trailers stays bounded however long the branch is.
const maxGitCommits = 5000;

/** The commits of `to` that `from` does not have. */
export async function readCommits(
  span: { from: string; to: string },
  cwd: string,
  unread: Unread[],
): Promise<Commit[]> {
  const format = '%H%x00%an%x00%ae%x00%cn%x00%ce%x00%P%x00%B';
  const args = [
    'log',
    '-z',
    `--format=${format}`,
    '--encoding=UTF-8',
    '--no-mailmap',
    '--no-show-signature',
    '--no-notes',
    '--no-patch',
    '--topo-order',
    `--max-count=${maxGitCommits + 1}`,
    span.to,
    `^${span.from}`,
    '--',
  ];
  const [out, cut] = await Promise.all([git(args, { cwd }).catch(explain), shallowCommits(cwd)]);
  const parts = out.toString('utf8').split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + 6 < parts.length; at += 7) {
    const [sha = '', name = '', email = '', committerName = '', committerEmail = '', ids = '', message = ''] =
      parts.slice(at, at + 7);
    commits.push({
      sha,
      message: message.replace(/\n+$/, ''),
      author: { name, email },
      committer: { name: committerName, email: committerEmail },
      verified: false,
      parents: ids === '' ? [] : ids.split(' '),
    });
  }
  if (commits.length > maxGitCommits) {
    commits.length = maxGitCommits;
    unread.push({ what: 'commits', reason: `only the newest ${maxGitCommits} commits were read` });
  }
  if (commits.some((commit) => cut.has(commit.sha)))
    unread.push({
      what: 'commits',
      reason: 'the clone is shallow, so older commits of the change are not here',
    });
  return commits.toReversed();
}
