// What people do to pull requests: open, label, retarget, comment, queue, merge.
import { addComment, announceComment, announceReview } from './comments.ts';
import { git, readCommits, resolveCommit } from './git.ts';
import { namedRepository, namedPull } from './lookup.ts';
import {
  announcePull,
  announcePushes,
  closePull,
  mergePull,
  openPull,
  reopenPull,
  retargetPull,
} from './pulls.ts';
import type { GitHubSim } from './sim.ts';
import type { Body, Repository, Review, ReviewComment, World } from './state.ts';
import { account, timestamp } from './state.ts';

async function describeGroup(
  base: Repository,
  sha: string,
  branch: string,
  baseSha: string,
  baseRef: string,
): Promise<Body> {
  const [commit] = await readCommits(base.dir, [sha]);
  const person = (who: { name: string; email: string } | undefined) => ({
    name: who?.name,
    email: who?.email,
  });
  return {
    head_sha: sha,
    head_ref: `refs/heads/${branch}`,
    base_sha: baseSha,
    base_ref: `refs/heads/${baseRef}`,
    head_commit: {
      id: sha,
      tree_id: commit?.tree,
      message: commit?.message,
      timestamp: commit?.committer.date,
      author: person(commit?.author),
      committer: person(commit?.committer),
    },
  };
}

/** The acts on pull requests. */
export function pullActs(
  world: World,
): Pick<
  GitHubSim,
  | 'openPullRequest'
  | 'closePullRequest'
  | 'reopenPullRequest'
  | 'mergePullRequest'
  | 'retargetPullRequest'
  | 'editPullRequest'
  | 'setDraft'
  | 'label'
  | 'unlabel'
  | 'queueMerge'
  | 'destroyMergeGroup'
  | 'comment'
  | 'editComment'
  | 'review'
  | 'reviewComment'
  | 'dismissReview'
> {
  const repository = (name: string) => namedRepository(world, name);
  const pullIn = (name: string, number: number) => namedPull(world, name, number);
  return {
    async openPullRequest(name, pull) {
      const base = repository(name);
      const owner = pull.head.includes(':') ? pull.head.slice(0, pull.head.indexOf(':')) : base.owner.login;
      const head =
        owner.toLowerCase() === base.owner.login.toLowerCase()
          ? base
          : [...world.repositories.values()].find(
              (item) => item.parent === base && item.owner.login.toLowerCase() === owner.toLowerCase(),
            );
      if (head === undefined) throw new Error(`${owner} has no fork of ${name}.`);
      const login = pull.author?.login ?? (head === base ? 'octocat' : owner);
      return await openPull(world, base, head, account(world, login, pull.author?.type), pull);
    },
    closePullRequest: (name, number) => closePull(world, ...pullIn(name, number)),
    reopenPullRequest: (name, number) => reopenPull(world, ...pullIn(name, number)),
    mergePullRequest: (name, number, by = 'octocat') =>
      mergePull(world, ...pullIn(name, number), account(world, by)),
    retargetPullRequest: (name, number, base) => retargetPull(world, ...pullIn(name, number), base),
    async editPullRequest(name, number, change) {
      const [base, pull] = pullIn(name, number);
      const changes: Body = {};
      if (change.title !== undefined) changes['title'] = { from: pull.title };
      if (change.body !== undefined) changes['body'] = { from: pull.body };
      pull.title = change.title ?? pull.title;
      pull.body = change.body ?? pull.body;
      pull.updatedAt = timestamp(world);
      await announcePull(world, base, pull, 'edited', { changes });
    },
    async setDraft(name, number, draft) {
      const [base, pull] = pullIn(name, number);
      pull.draft = draft;
      pull.updatedAt = timestamp(world);
      await announcePull(world, base, pull, draft ? 'converted_to_draft' : 'ready_for_review');
    },
    async label(name, number, label, by = 'octocat') {
      const [base, pull] = pullIn(name, number);
      if (!pull.labels.includes(label)) pull.labels.push(label);
      await announcePull(world, base, pull, 'labeled', {
        label: { name: label },
        sender: account(world, by),
      });
    },
    async unlabel(name, number, label, by = 'octocat') {
      const [base, pull] = pullIn(name, number);
      pull.labels = pull.labels.filter((item) => item !== label);
      await announcePull(world, base, pull, 'unlabeled', {
        label: { name: label },
        sender: account(world, by),
      });
    },
    async queueMerge(name, number) {
      const [base, pull] = pullIn(name, number);
      const baseSha = (await resolveCommit(base.dir, `refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
      const tree = (await git(base.dir, ['merge-tree', '--write-tree', baseSha, pull.headSha]))
        .toString()
        .slice(0, 40);
      const message = `Merge pull request #${pull.number} from ${pull.headRepo.owner.login}/${pull.headRef}`;
      const made = await git(base.dir, ['commit-tree', tree, '-p', baseSha, '-p', pull.headSha], message);
      const sha = made.toString().trim();
      const branch = `gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${baseSha}`;
      await git(base.dir, ['update-ref', `refs/heads/${branch}`, sha]);
      await announcePull(world, base, pull, 'enqueued');
      await announcePushes(world, base, account(world, 'github-merge-queue[bot]', 'Bot'));
      world.emit('merge_group', 'checks_requested', base, {
        merge_group: await describeGroup(base, sha, branch, baseSha, pull.baseRef),
      });
      return sha;
    },
    async destroyMergeGroup(name, headSha, reason) {
      const base = repository(name);
      const branch = [...base.branches].find(([, sha]) => sha === headSha)?.[0];
      if (branch === undefined) throw new Error(`There is no merge group at ${headSha}.`);
      const [, baseRef = ''] = /^gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]{40}$/.exec(branch) ?? [];
      const group = await describeGroup(base, headSha, branch, branch.slice(-40), baseRef);
      await git(base.dir, ['update-ref', '-d', `refs/heads/${branch}`]);
      await announcePushes(world, base, account(world, 'github-merge-queue[bot]', 'Bot'));
      world.emit('merge_group', 'destroyed', base, { reason, merge_group: group });
    },
    comment(name, number, body, login, type) {
      const [base, pull] = pullIn(name, number);
      return addComment(world, base, pull, account(world, login, type), body, false).id;
    },
    editComment(name, id, body, by) {
      const base = repository(name);
      const comment = base.comments.get(id);
      if (comment === undefined) throw new Error(`There is no comment ${id}.`);
      const changes = { body: { from: comment.body } };
      comment.body = body;
      comment.updatedAt = timestamp(world);
      announceComment(world, base, comment, 'edited', {
        changes,
        ...(by === undefined ? {} : { sender: account(world, by) }),
      });
    },
    review(name, number, { by, state, body = '', commit }) {
      const [base, pull] = pullIn(name, number);
      const made: Review = {
        id: world.nextId(),
        pull: number,
        user: account(world, by),
        body,
        state,
        commitId: commit ?? pull.headSha,
        submittedAt: timestamp(world),
      };
      base.reviews.set(made.id, made);
      announceReview(world, base, made, 'submitted');
      return made.id;
    },
    reviewComment(name, number, given) {
      const [base, pull] = pullIn(name, number);
      const parent = 'inReplyTo' in given ? base.reviewComments.get(given.inReplyTo) : undefined;
      if ('inReplyTo' in given && parent === undefined) throw new Error('There is nothing to answer.');
      const now = timestamp(world);
      const line = 'line' in given ? given.line : (parent?.line ?? null);
      const made: ReviewComment = {
        id: world.nextId(),
        pull: pull.number,
        reviewId: parent?.reviewId ?? world.nextId(),
        user: account(world, given.by),
        body: given.body,
        path: 'path' in given ? given.path : (parent?.path ?? ''),
        commitId: pull.headSha,
        originalCommitId: pull.headSha,
        diffHunk: parent?.diffHunk ?? '',
        subjectType: 'line',
        side: 'RIGHT',
        line,
        startLine: null,
        startSide: null,
        originalLine: line,
        originalStartLine: null,
        inReplyTo: parent?.id ?? null,
        createdAt: now,
        updatedAt: now,
      };
      base.reviewComments.set(made.id, made);
      return made.id;
    },
    dismissReview(name, reviewId) {
      const base = repository(name);
      const review = base.reviews.get(reviewId);
      if (review === undefined) throw new Error(`There is no review ${reviewId}.`);
      review.state = 'DISMISSED';
      announceReview(world, base, review, 'dismissed');
    },
  };
}
