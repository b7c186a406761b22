// Writes pull requests and their labels as GitHub's API does.
import { htmlUrl, nodeId, renderAccount, renderRepository, repositoryUrl } from './render.ts';
import type { Account, Body, Pull, Repository, World } from './state.ts';

/** GitHub's word for how somebody stands to a repository. */
export function association(repository: Repository, user: Account): string {
  if (user === repository.owner) return 'OWNER';
  return repository.collaborators.has(user.login.toLowerCase()) ? 'COLLABORATOR' : 'NONE';
}

/** A label; its id follows from its name. */
export function renderLabel(world: World, repository: Repository, name: string): Body {
  return {
    id: [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2 ** 31, 7),
    node_id: nodeId('Label', name),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}

/** A pull request as in lists. */
export function renderPull(world: World, repository: Repository, pull: Pull): Body {
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(world, repository)}/issues/${pull.number}`;
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}`;
  const statuses = `${repositoryUrl(world, repository)}/statuses/${pull.headSha}`;
  const side = (of: Repository, ref: string, sha: string) => ({
    label: `${of.owner.login}:${ref}`,
    ref,
    sha,
    user: renderAccount(world, of.owner),
    repo: of.deleted ? null : renderRepository(world, of),
  });
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    title: pull.title,
    user: renderAccount(world, pull.user),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: pull.labels.map((name) => renderLabel(world, repository, name)),
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: side(pull.headRepo, pull.headRef, pull.headSha),
    base: side(repository, pull.baseRef, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repositoryUrl(world, repository)}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(repository, pull.user),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** The figures that only a single pull request carries. */
export interface PullFigures {
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
  mergeable: boolean | null;
}

/** A pull request as `GET /pulls/{number}` shows it. */
export function renderFullPull(world: World, repository: Repository, pull: Pull, figures: PullFigures): Body {
  const state = pull.draft
    ? 'draft'
    : figures.mergeable === null
      ? 'unknown'
      : figures.mergeable
        ? 'clean'
        : 'dirty';
  return {
    ...renderPull(world, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: figures.mergeable,
    rebaseable: figures.mergeable,
    mergeable_state: pull.state === 'closed' ? 'unknown' : state,
    merged_by: pull.mergedBy === null ? null : renderAccount(world, pull.mergedBy),
    comments: [...repository.comments.values()].filter((item) => item.issue === pull.number).length,
    review_comments: [...repository.reviewComments.values()].filter((item) => item.pull === pull.number)
      .length,
    maintainer_can_modify: pull.headRepo !== repository,
    commits: figures.commits,
    additions: figures.additions,
    deletions: figures.deletions,
    changed_files: figures.changedFiles,
  };
}
