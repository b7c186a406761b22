// The life of pull requests and branches: opened, pushed to, retargeted, closed, merged, and what each announces.
import { carryComments } from './carry-comments.ts';
import { diffFiles, mergeBase, rememberedDiff } from './diff.ts';
import type { FileDiff } from './diff.ts';
import { git, gitText, readBranches, readCommits, resolveCommit } from './git.ts';
import { remembered } from './remembered.ts';
import { renderFullPull } from './render-pulls.ts';
import { htmlUrl } from './render.ts';
import type { PullFigures } from './render-pulls.ts';
import type { Account, Body, Pull, Repository, World } from './state.ts';
import { nameOf, timestamp } from './state.ts';
import { requestSuite } from './checks.ts';

const noCommit = '0'.repeat(40);

/** The pull request of this number. Throws when there is none. */
export function pullOf(repository: Repository, number: number): Pull {
  const pull = repository.pulls.get(number);
  if (pull === undefined) throw new Error(`${nameOf(repository)} has no pull request ${number}.`);
  return pull;
}

/** Every changed file of a pull request, measured from the merge base as GitHub does. */
export async function pullFiles(repository: Repository, pull: Pull): Promise<FileDiff[]> {
  const base = await mergeBase(repository.dir, pull.baseSha, pull.headSha);
  return await rememberedDiff(repository.dir, base, pull.headSha);
}

/** The commits that a pull request adds, oldest first. */
export async function pullCommits(repository: Repository, pull: Pull): Promise<string[]> {
  const range = `${pull.baseSha}..${pull.headSha}`;
  const { dir } = repository;
  const out = await remembered(`${dir} commits ${range}`, () =>
    gitText(dir, ['rev-list', '--reverse', '--topo-order', range]),
  );
  return out === '' ? [] : out.split('\n');
}

async function isMergeable(repository: Repository, pull: Pull): Promise<boolean | null> {
  if (pull.state === 'closed') return null;
  const { dir } = repository;
  return await remembered(`${dir} merge ${pull.baseSha} ${pull.headSha}`, () =>
    git(dir, ['merge-tree', '--write-tree', pull.baseSha, pull.headSha]).then(
      () => true,
      () => false,
    ),
  );
}

/** A pull request as `GET /pulls/{number}` shows it. */
export async function describePull(world: World, repository: Repository, pull: Pull): Promise<Body> {
  const [files, commits, mergeable] = await Promise.all([
    pullFiles(repository, pull),
    pullCommits(repository, pull),
    isMergeable(repository, pull),
  ]);
  const figures: PullFigures = {
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
    mergeable,
  };
  return renderFullPull(world, repository, pull, figures);
}

/** Announces something about a pull request. */
export async function announcePull(
  world: World,
  repository: Repository,
  pull: Pull,
  action: string,
  more: Body = {},
): Promise<void> {
  if (!world.listens('pull_request', repository)) return;
  const described = await describePull(world, repository, pull);
  // GitHub has not tried the merge yet when it sends the event.
  described['mergeable'] = null;
  described['rebaseable'] = null;
  described['mergeable_state'] = pull.draft ? 'draft' : 'unknown';
  world.emit('pull_request', action, repository, { number: pull.number, pull_request: described, ...more });
}

/** Brings the head's commits into the base repository, where refs/pull/N/head names them. */
async function fetchHead(repository: Repository, pull: Pull, sha: string): Promise<void> {
  const ref = `refs/pull/${pull.number}/head`;
  if (pull.headRepo !== repository)
    await git(repository.dir, ['fetch', '--quiet', '--no-tags', pull.headRepo.dir, `+${sha}:${ref}`]);
  else await git(repository.dir, ['update-ref', ref, sha]);
}

/** A pull request to be opened. */
export interface NewPull {
  title?: string;
  body?: string | null;
  /** A branch, or `owner:branch` for a fork. */
  head: string;
  base?: string;
  author?: { login: string; type?: Account['type'] };
  draft?: boolean;
  labels?: string[];
}

/** Opens a pull request and announces it. */
export async function openPull(
  world: World,
  repository: Repository,
  headRepo: Repository,
  user: Account,
  asked: NewPull,
): Promise<Pull> {
  const headRef = asked.head.slice(asked.head.indexOf(':') + 1);
  const baseRef = asked.base ?? repository.defaultBranch;
  const headSha = await resolveCommit(headRepo.dir, `refs/heads/${headRef}`);
  const baseSha = await resolveCommit(repository.dir, `refs/heads/${baseRef}`);
  if (headSha === undefined) throw new Error(`${nameOf(headRepo)} has no branch ${headRef}.`);
  if (baseSha === undefined) throw new Error(`${nameOf(repository)} has no branch ${baseRef}.`);
  const now = timestamp(world);
  const pull: Pull = {
    id: world.nextId(),
    number: repository.nextNumber++,
    title: asked.title ?? headRef,
    body: asked.body ?? null,
    user,
    state: 'open',
    draft: asked.draft ?? false,
    locked: false,
    labels: asked.labels ?? [],
    headRepo,
    headRef,
    headSha,
    baseRef,
    baseSha,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergeCommitSha: null,
    mergedBy: null,
  };
  await fetchHead(repository, pull, headSha);
  repository.pulls.set(pull.number, pull);
  await announcePull(world, repository, pull, 'opened');
  return pull;
}

/** Closes a pull request without merging it. */
export async function closePull(world: World, repository: Repository, pull: Pull): Promise<void> {
  pull.state = 'closed';
  pull.closedAt = pull.updatedAt = timestamp(world);
  await announcePull(world, repository, pull, 'closed');
}

/** Opens a closed pull request again, at its branch's present head. */
export async function reopenPull(world: World, repository: Repository, pull: Pull): Promise<void> {
  pull.state = 'open';
  pull.closedAt = null;
  pull.updatedAt = timestamp(world);
  await announcePull(world, repository, pull, 'reopened');
}

/** Points a pull request at another base branch. */
export async function retargetPull(
  world: World,
  repository: Repository,
  pull: Pull,
  base: string,
): Promise<void> {
  const baseSha = await resolveCommit(repository.dir, `refs/heads/${base}`);
  if (baseSha === undefined) throw new Error(`${nameOf(repository)} has no branch ${base}.`);
  const changes = { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseSha } } };
  pull.baseRef = base;
  pull.baseSha = baseSha;
  pull.updatedAt = timestamp(world);
  await announcePull(world, repository, pull, 'edited', { changes });
}

/** Merges a pull request with a merge commit. Throws when it conflicts. */
export async function mergePull(
  world: World,
  repository: Repository,
  pull: Pull,
  by: Account,
): Promise<string> {
  const base = await resolveCommit(repository.dir, `refs/heads/${pull.baseRef}`);
  if (base === undefined) throw new Error(`The base branch ${pull.baseRef} is gone.`);
  const tree = await gitText(repository.dir, ['merge-tree', '--write-tree', base, pull.headSha]);
  const message = `Merge pull request #${pull.number} from ${pull.headRepo.owner.login}/${pull.headRef}\n\n${pull.title}`;
  const sha = await gitText(
    repository.dir,
    ['commit-tree', tree.slice(0, 40), '-p', base, '-p', pull.headSha],
    message,
  );
  await git(repository.dir, ['update-ref', `refs/heads/${pull.baseRef}`, sha]);
  repository.verified.add(sha);
  pull.state = 'closed';
  pull.closedAt = pull.mergedAt = pull.updatedAt = timestamp(world);
  pull.mergeCommitSha = sha;
  pull.mergedBy = by;
  await announcePull(world, repository, pull, 'closed');
  await announcePushes(world, repository, by);
  return sha;
}

async function isAncestor(dir: string, ancestor: string, of: string): Promise<boolean> {
  return (await mergeBase(dir, ancestor, of)) === ancestor;
}

async function announcePush(
  world: World,
  repository: Repository,
  branch: string,
  before: string | undefined,
  after: string | undefined,
  pusher: Account,
): Promise<void> {
  if (!world.listens('push', repository)) return;
  const forced =
    before !== undefined && after !== undefined && !(await isAncestor(repository.dir, before, after));
  const range =
    after === undefined ? [] : before === undefined ? [after, '-n', '20'] : [`${before}..${after}`];
  const shas =
    range.length === 0
      ? ''
      : await gitText(repository.dir, ['rev-list', '--reverse', '-n', '2048', ...range]);
  const commits = await readCommits(repository.dir, shas === '' ? [] : shas.split('\n'));
  const rendered: Body[] = [];
  for (const commit of commits) {
    const files = await diffFiles(repository.dir, commit.parents[0], commit.sha);
    const paths = (status: string[]) =>
      files.filter((file) => status.includes(file.status)).map((file) => file.path);
    rendered.push({
      id: commit.sha,
      tree_id: commit.tree,
      distinct: true,
      message: commit.message,
      timestamp: commit.committer.date,
      url: `${htmlUrl(world, repository)}/commit/${commit.sha}`,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
      added: paths(['added']),
      removed: paths(['removed']),
      modified: paths(['modified', 'changed', 'renamed']),
    });
  }
  world.emit('push', null, repository, {
    ref: `refs/heads/${branch}`,
    before: before ?? noCommit,
    after: after ?? noCommit,
    created: before === undefined,
    deleted: after === undefined,
    forced,
    base_ref: null,
    compare: `${htmlUrl(world, repository)}/compare/${(before ?? '').slice(0, 12)}...${(after ?? '').slice(0, 12)}`,
    commits: rendered,
    head_commit: rendered.at(-1) ?? null,
    pusher: { name: pusher.login, email: pusher.email },
    sender: pusher,
  });
}

const announcing = new WeakMap<Repository, Promise<void>>();

/** Notices every moved branch and announces the pushes, check suites and synchronised pull requests. */
export async function announcePushes(world: World, repository: Repository, pusher: Account): Promise<void> {
  // One at a time: two would both see the same branch as moved.
  const work = (announcing.get(repository) ?? Promise.resolve()).then(() =>
    announceMoves(world, repository, pusher),
  );
  announcing.set(
    repository,
    work.catch(() => {}),
  );
  await work;
}

async function announceMoves(world: World, repository: Repository, pusher: Account): Promise<void> {
  const before = repository.branches;
  const after = await readBranches(repository.dir);
  repository.branches = after;
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
    (branch) => before.get(branch) !== after.get(branch),
  );
  if (moved.length === 0) return;
  repository.pushedAt = timestamp(world);
  for (const branch of moved) {
    const [from, to] = [before.get(branch), after.get(branch)];
    await announcePush(world, repository, branch, from, to, pusher);
    if (to !== undefined) await requestSuite(world, repository, branch, from ?? null, to);
    for (const base of world.repositories.values())
      for (const pull of base.pulls.values()) {
        if (pull.state !== 'open' || pull.headRepo !== repository || pull.headRef !== branch) continue;
        if (to === undefined) {
          await closePull(world, base, pull);
          continue;
        }
        const previous = pull.headSha;
        await fetchHead(base, pull, to);
        pull.headSha = to;
        pull.baseSha = (await resolveCommit(base.dir, `refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
        pull.updatedAt = timestamp(world);
        await carryComments(base, pull);
        await announcePull(world, base, pull, 'synchronize', { before: previous, after: to });
      }
  }
}
