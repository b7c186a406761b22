// Comments on pull requests: written by the App or by people, and announced.
import { renderComment, renderReview } from './render-comments.ts';
import { association, renderLabel, renderPull } from './render-pulls.ts';
import { nodeId, renderAccount } from './render.ts';
import type { Account, Body, Comment, Pull, Repository, Review, World } from './state.ts';
import { timestamp } from './state.ts';

/** A pull request in the form of an issue. */
function renderIssue(world: World, repository: Repository, pull: Pull): Body {
  const rendered = renderPull(world, repository, pull);
  const url = String(rendered['issue_url']);
  return {
    url,
    repository_url: `${world.url}/repos/${repository.owner.login}/${repository.name}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: rendered['html_url'],
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: pull.number,
    title: pull.title,
    user: renderAccount(world, pull.user),
    labels: pull.labels.map((name) => renderLabel(world, repository, name)),
    state: pull.state,
    locked: pull.locked,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: [...repository.comments.values()].filter((item) => item.issue === pull.number).length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: association(repository, pull.user),
    active_lock_reason: null,
    draft: pull.draft,
    pull_request: {
      url: rendered['url'],
      html_url: rendered['html_url'],
      diff_url: rendered['diff_url'],
      patch_url: rendered['patch_url'],
      merged_at: pull.mergedAt,
    },
    body: pull.body,
  };
}

/** Announces something about a comment. */
export function announceComment(
  world: World,
  repository: Repository,
  comment: Comment,
  action: 'created' | 'edited' | 'deleted',
  more: Body = {},
): void {
  const pull = repository.pulls.get(comment.issue);
  if (pull === undefined) return;
  world.emit('issue_comment', action, repository, {
    issue: renderIssue(world, repository, pull),
    comment: renderComment(world, repository, comment),
    sender: comment.user,
    ...more,
  });
}

/** Adds a comment to a pull request and announces it. */
export function addComment(
  world: World,
  repository: Repository,
  pull: Pull,
  user: Account,
  body: string,
  byApp: boolean,
): Comment {
  const now = timestamp(world);
  const comment: Comment = {
    id: world.nextId(),
    issue: pull.number,
    user,
    body,
    createdAt: now,
    updatedAt: now,
    byApp,
    reactions: [],
  };
  repository.comments.set(comment.id, comment);
  announceComment(world, repository, comment, 'created');
  return comment;
}

/** Announces something about a review; the event writes its state in lower case. */
export function announceReview(
  world: World,
  repository: Repository,
  review: Review,
  action: 'submitted' | 'dismissed',
): void {
  const pull = repository.pulls.get(review.pull);
  if (pull === undefined) return;
  world.emit('pull_request_review', action, repository, {
    review: { ...renderReview(world, repository, review), state: review.state.toLowerCase() },
    pull_request: renderPull(world, repository, pull),
    sender: review.user,
  });
}
