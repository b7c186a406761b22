// Writes comments and reviews as GitHub's API does.
import { association } from './render-pulls.ts';
import { htmlUrl, nodeId, renderAccount, renderApp, repositoryUrl } from './render.ts';
import type { Body, Comment, Repository, Review, ReviewComment, World } from './state.ts';

function renderReactions(url: string, contents: string[]): Body {
  const counts: Body = { url: `${url}/reactions`, total_count: contents.length };
  for (const kind of ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'])
    counts[kind] = contents.filter((content) => content === kind).length;
  return counts;
}

/** A comment on a pull request, with its reactions. */
export function renderComment(world: World, repository: Repository, comment: Comment): Body {
  const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${htmlUrl(world, repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, repository)}/issues/${comment.issue}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    user: renderAccount(world, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(repository, comment.user),
    body: comment.body,
    reactions: renderReactions(
      url,
      comment.reactions.map((reaction) => reaction.content),
    ),
    performed_via_github_app: comment.byApp ? renderApp(world) : null,
  };
}

/** A review without its comments. */
export function renderReview(world: World, repository: Repository, review: Review): Body {
  const pull = `${repositoryUrl(world, repository)}/pulls/${review.pull}`;
  const html = `${htmlUrl(world, repository)}/pull/${review.pull}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: renderAccount(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: association(repository, review.user),
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.state === 'PENDING' ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  };
}

function positionOf({ subjectType, diffHunk }: ReviewComment): number {
  return subjectType === 'file' ? 1 : diffHunk.split('\n').length - 1;
}

/** A comment on a line or a file of a pull request. */
export function renderReviewComment(world: World, repository: Repository, comment: ReviewComment): Body {
  const url = `${repositoryUrl(world, repository)}/pulls/comments/${comment.id}`;
  const pull = `${repositoryUrl(world, repository)}/pulls/${comment.pull}`;
  const html = `${htmlUrl(world, repository)}/pull/${comment.pull}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId('PullRequestReviewComment', comment.id),
    diff_hunk: comment.diffHunk,
    path: comment.path,
    commit_id: comment.commitId,
    original_commit_id: comment.originalCommitId,
    user: renderAccount(world, comment.user),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: html,
    pull_request_url: pull,
    author_association: association(repository, comment.user),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pull } },
    reactions: renderReactions(url, []),
    ...(comment.originalLine === null
      ? {}
      : {
          start_line: comment.startLine,
          original_start_line: comment.originalStartLine,
          start_side: comment.startSide,
          original_line: comment.originalLine,
          side: comment.side,
        }),
    // GitHub says null on an outdated comment, which its description does not allow.
    ...(comment.line === null ? {} : { line: comment.line }),
    ...(comment.line === null && comment.originalLine !== null ? {} : { position: positionOf(comment) }),
    original_position: positionOf(comment),
    subject_type: comment.subjectType,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}
