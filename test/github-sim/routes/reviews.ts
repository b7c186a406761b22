// Routes of pull-request reviews and their line comments, with GitHub's refusals of lines outside the diff.
import { announceReview } from '../comments.ts';
import { hunkAt } from '../diff.ts';
import { invalid, notFound, numberParam, ok, onRepository, paginate, refuse } from '../http.ts';
import type { RepositoryRequest, Route } from '../http.ts';
import { pullFiles } from '../pulls.ts';
import { renderReview, renderReviewComment } from '../render-comments.ts';
import type { Body, Pull, Review, ReviewComment } from '../state.ts';
import { timestamp } from '../state.ts';
import { bodyText } from './issues.ts';
import { pullFrom } from './pulls.ts';

const read = [['pull_requests', 'read']] as const;
const write = [['pull_requests', 'write']] as const;

const states = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;

type Side = 'LEFT' | 'RIGHT';

interface Draft {
  path?: string;
  body?: string;
  line?: number;
  side?: Side;
  start_line?: number;
  start_side?: Side;
  position?: number;
  subject_type?: 'line' | 'file';
}

interface Anchor {
  line: number | null;
  side: Side;
  startLine: number | null;
  startSide: Side | null;
  diffHunk: string;
}

function lineOfPosition(patch: string, position: number): { line: number; side: Side } | undefined {
  let left = 0;
  let right = 0;
  for (const [index, text] of patch.split('\n').entries()) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    const kind = text.charAt(0);
    if (header !== null) [left, right] = [Number(header[1]), Number(header[2])];
    else {
      if (index === position)
        return kind === '-' ? { line: left, side: 'LEFT' } : { line: right, side: 'RIGHT' };
      if (kind !== '+' && kind !== '\\') left++;
      if (kind !== '-' && kind !== '\\') right++;
    }
  }
  return undefined;
}

/** Where a comment stands in the diff, or the word that GitHub gives for why it cannot. */
function anchorOf(patch: string | undefined, draft: Draft): Anchor | string {
  const side = draft.side ?? 'RIGHT';
  if (draft.subject_type === 'file')
    return { line: null, side, startLine: null, startSide: null, diffHunk: patch?.split('\n')[0] ?? '' };
  if (patch === undefined) return 'Path could not be resolved';
  const at =
    draft.line === undefined && draft.position !== undefined
      ? lineOfPosition(patch, draft.position)
      : { line: draft.line ?? 0, side };
  const end = at === undefined ? undefined : hunkAt(patch, at.side, at.line);
  if (at === undefined || end === undefined) return 'Line could not be resolved';
  if (draft.start_line === undefined || draft.start_line === null)
    return { line: at.line, side: at.side, startLine: null, startSide: null, diffHunk: end.text };
  const startSide = draft.start_side ?? at.side;
  if (startSide === at.side && draft.start_line >= at.line) return 'start line must precede the end line';
  const start = hunkAt(patch, startSide, draft.start_line);
  if (start === undefined) return 'Start line could not be resolved';
  if (start.hunk !== end.hunk) return 'start line must be part of the same hunk as the line.';
  return { line: at.line, side: at.side, startLine: draft.start_line, startSide, diffHunk: end.text };
}

async function patches(request: RepositoryRequest, pull: Pull): Promise<Map<string, string | undefined>> {
  const files = await pullFiles(request.repository, pull);
  const { patchLinesPerFile } = request.world.limits;
  // Nobody can comment on a line of a diff that is too large to be shown.
  return new Map(
    files.map(({ path, patch, additions, deletions }) => [
      path,
      additions + deletions > patchLinesPerFile ? undefined : patch,
    ]),
  );
}

function addComment(
  request: RepositoryRequest,
  pull: Pull,
  reviewId: number,
  draft: Draft,
  anchor: Anchor,
  commitId: string,
  inReplyTo: number | null = null,
): ReviewComment {
  const { repository, world } = request;
  const now = timestamp(world);
  const comment: ReviewComment = {
    id: world.nextId(),
    pull: pull.number,
    reviewId,
    user: world.app.bot,
    body: draft.body ?? '',
    path: draft.path ?? '',
    commitId,
    originalCommitId: commitId,
    subjectType: draft.subject_type ?? 'line',
    inReplyTo,
    createdAt: now,
    updatedAt: now,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    ...anchor,
  };
  repository.reviewComments.set(comment.id, comment);
  return comment;
}

function newReview(
  request: RepositoryRequest,
  pull: Pull,
  body: string,
  state: Review['state'],
  commitId: string,
): Review {
  const { repository, world } = request;
  const review: Review = {
    id: world.nextId(),
    pull: pull.number,
    user: world.app.bot,
    body,
    state,
    commitId,
    submittedAt: timestamp(world),
  };
  repository.reviews.set(review.id, review);
  return review;
}

function reviewFrom(request: RepositoryRequest): Review {
  const review = request.repository.reviews.get(numberParam(request, 'review_id'));
  if (review === undefined || review.pull !== pullFrom(request).number) throw notFound();
  return review;
}

function commentFrom(request: RepositoryRequest): ReviewComment {
  const comment = request.repository.reviewComments.get(numberParam(request, 'comment_id'));
  if (comment === undefined) throw notFound();
  return comment;
}

function ownCommentFrom(request: RepositoryRequest): ReviewComment {
  const comment = commentFrom(request);
  if (comment.user !== request.world.app.bot) throw refuse(403, 'Resource not accessible by integration');
  return comment;
}

async function createReview(request: RepositoryRequest) {
  const { repository, world } = request;
  const pull = pullFrom(request);
  const {
    event,
    body = '',
    comments = [],
    commit_id: commitId = pull.headSha,
  } = request.body as {
    event?: keyof typeof states;
    body?: string;
    comments?: Draft[];
    commit_id?: string;
  };
  if (body === '' && event !== undefined && event !== 'APPROVE' && comments.length === 0)
    throw refuse(422, 'Unprocessable Entity', { errors: ['Body can\u2019t be blank'] });
  if (body.length > 65_536 || comments.some((comment) => (comment.body ?? '').length > 65_536))
    throw refuse(422, 'Unprocessable Entity', { errors: ['Body is too long (maximum is 65536 characters)'] });
  if (comments.some((comment) => (comment.body ?? '').trim() === ''))
    throw refuse(422, 'Unprocessable Entity', { errors: ['Body can\u2019t be blank'] });
  const byPath = await patches(request, pull);
  const placed = comments.map((draft) =>
    byPath.has(draft.path ?? '')
      ? anchorOf(byPath.get(draft.path ?? ''), draft)
      : 'Path could not be resolved',
  );
  // One bad comment refuses the whole review, and GitHub does not say which one it was.
  const problems = placed.filter((item) => typeof item === 'string');
  if (problems.length > 0) throw refuse(422, 'Unprocessable Entity', { errors: [...new Set(problems)] });
  if ((event === 'APPROVE' || event === 'REQUEST_CHANGES') && pull.user === world.app.bot)
    throw refuse(422, 'Unprocessable Entity', {
      errors: [
        `Can not ${event === 'APPROVE' ? 'approve your own pull request' : 'request changes on your own pull request'}`,
      ],
    });
  const review = newReview(request, pull, body, event === undefined ? 'PENDING' : states[event], commitId);
  if (event !== undefined) announceReview(world, repository, review, 'submitted');
  for (const [index, anchor] of placed.entries())
    if (typeof anchor !== 'string')
      addComment(request, pull, review.id, comments[index] ?? {}, anchor, commitId);
  return ok(renderReview(world, repository, review));
}

async function createComment(request: RepositoryRequest) {
  const { repository, world } = request;
  const pull = pullFrom(request);
  const draft = request.body as Draft & { in_reply_to?: number; commit_id?: string };
  draft.body = bodyText(request.body, 'PullRequestReviewComment');
  if (draft.in_reply_to !== undefined) {
    const parent = repository.reviewComments.get(draft.in_reply_to);
    if (parent === undefined) throw notFound();
    const { line, side, startLine, startSide, diffHunk } = parent;
    const anchor = { line, side, startLine, startSide, diffHunk };
    const review = newReview(request, pull, '', 'COMMENTED', parent.commitId);
    const reply = { ...draft, path: parent.path };
    return ok(
      renderReviewComment(
        world,
        repository,
        addComment(request, pull, review.id, reply, anchor, parent.commitId, parent.id),
      ),
      201,
    );
  }
  const byPath = await patches(request, pull);
  const field = (name: string, message: string) =>
    invalid([{ resource: 'PullRequestReviewComment', code: 'invalid', field: name, message }]);
  if (!byPath.has(draft.path ?? '')) throw field('path', 'path could not be resolved');
  const anchor = anchorOf(byPath.get(draft.path ?? ''), draft);
  if (typeof anchor === 'string') {
    const name = /^start line/i.test(anchor) ? 'start_line' : 'line';
    throw field(
      `pull_request_review_thread.${name}`,
      anchor.includes('resolved') ? `${name} must be part of the diff` : anchor,
    );
  }
  const commitId = draft.commit_id ?? pull.headSha;
  const review = newReview(request, pull, '', 'COMMENTED', commitId);
  return ok(
    renderReviewComment(world, repository, addComment(request, pull, review.id, draft, anchor, commitId)),
    201,
  );
}

/** The routes of reviews and their comments. */
export const reviewRoutes: Route[] = [
  onRepository('GET', '/pulls/{pull_number}/reviews', read, (request) => {
    const pull = pullFrom(request);
    const all = [...request.repository.reviews.values()].filter((review) => review.pull === pull.number);
    return paginate(request, all, (page) =>
      page.map((item) => renderReview(request.world, request.repository, item)),
    );
  }),
  onRepository('POST', '/pulls/{pull_number}/reviews', write, createReview, { strictBody: true }),
  onRepository('GET', '/pulls/{pull_number}/reviews/{review_id}', read, (request) =>
    ok(renderReview(request.world, request.repository, reviewFrom(request))),
  ),
  onRepository(
    'PUT',
    '/pulls/{pull_number}/reviews/{review_id}',
    write,
    (request) => {
      const review = reviewFrom(request);
      review.body = bodyText(request.body, 'PullRequestReview');
      return ok(renderReview(request.world, request.repository, review));
    },
    { strictBody: true },
  ),
  onRepository(
    'PUT',
    '/pulls/{pull_number}/reviews/{review_id}/dismissals',
    write,
    (request) => {
      const review = reviewFrom(request);
      if (review.state === 'COMMENTED' || review.state === 'PENDING')
        throw refuse(422, 'Validation Failed', {
          errors: ['Can not dismiss a commented pull request review'],
        });
      if (review.state === 'DISMISSED')
        throw refuse(422, 'Validation Failed', {
          errors: ['Can not dismiss a dismissed pull request review'],
        });
      review.state = 'DISMISSED';
      announceReview(request.world, request.repository, review, 'dismissed');
      return ok(renderReview(request.world, request.repository, review));
    },
    { strictBody: true },
  ),
  onRepository('GET', '/pulls/{pull_number}/reviews/{review_id}/comments', read, (request) => {
    const review = reviewFrom(request);
    const all = [...request.repository.reviewComments.values()].filter((item) => item.reviewId === review.id);
    return paginate(request, all, (page) =>
      page.map((item) => renderReviewComment(request.world, request.repository, item)),
    );
  }),
  onRepository('GET', '/pulls/{pull_number}/comments', read, (request) => {
    const pull = pullFrom(request);
    const all = [...request.repository.reviewComments.values()].filter((item) => item.pull === pull.number);
    return paginate(request, all, (page) =>
      page.map((item) => renderReviewComment(request.world, request.repository, item)),
    );
  }),
  onRepository('POST', '/pulls/{pull_number}/comments', write, createComment, { strictBody: true }),
  onRepository('GET', '/pulls/comments/{comment_id}', read, (request) =>
    ok(renderReviewComment(request.world, request.repository, commentFrom(request))),
  ),
  onRepository(
    'PATCH',
    '/pulls/comments/{comment_id}',
    write,
    (request) => {
      const comment = ownCommentFrom(request);
      comment.body = bodyText(request.body as Body, 'PullRequestReviewComment');
      comment.updatedAt = timestamp(request.world);
      return ok(renderReviewComment(request.world, request.repository, comment));
    },
    { strictBody: true },
  ),
  onRepository('DELETE', '/pulls/comments/{comment_id}', write, (request) => {
    request.repository.reviewComments.delete(ownCommentFrom(request).id);
    return { status: 204 };
  }),
];
