// Routes of issue comments, which pull requests share, and of reactions to them.
import type { Request, RepositoryRequest, Route } from '../http.ts';
import { invalid, notFound, numberParam, ok, onRepository, paginate, refuse } from '../http.ts';
import { renderComment } from '../render-comments.ts';
import { nodeId, renderAccount } from '../render.ts';
import type { Body, Comment } from '../state.ts';
import { timestamp } from '../state.ts';
import { addComment, announceComment } from '../comments.ts';
import { pullFrom } from './pulls.ts';

const read = [
  ['issues', 'read'],
  ['pull_requests', 'read'],
] as const;
const write = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
] as const;

const contents = new Set(['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes']);

function commentFrom(request: RepositoryRequest): Comment {
  const comment = request.repository.comments.get(numberParam(request, 'comment_id'));
  if (comment === undefined) throw notFound();
  return comment;
}

/** The text of a comment, within GitHub's limit. */
export function bodyText(body: Body, resource: string): string {
  const text = body['body'];
  if (typeof text !== 'string' || text.trim() === '')
    throw invalid([{ resource, code: 'missing_field', field: 'body' }]);
  if (text.length > 65_536)
    throw invalid([
      { resource, code: 'custom', field: 'body', message: 'body is too long (maximum is 65536 characters)' },
    ]);
  return text;
}

function renderReaction(request: Request, reaction: Comment['reactions'][number]): Body {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: renderAccount(request.world, reaction.user),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

/** The routes of comments and reactions. */
export const issueRoutes: Route[] = [
  onRepository('GET', '/issues/{issue_number}/comments', read, (request) => {
    const pull = pullFrom(request, 'issue_number');
    const since = request.query.get('since');
    const wanted = [...request.repository.comments.values()].filter(
      (comment) => comment.issue === pull.number && (since === null || comment.updatedAt >= since),
    );
    return paginate(request, wanted, (page) =>
      page.map((comment) => renderComment(request.world, request.repository, comment)),
    );
  }),
  onRepository(
    'POST',
    '/issues/{issue_number}/comments',
    write,
    (request) => {
      const { repository, world } = request;
      const pull = pullFrom(request, 'issue_number');
      const text = bodyText(request.body, 'IssueComment');
      const comment = addComment(world, repository, pull, world.app.bot, text, true);
      return ok(renderComment(world, repository, comment), 201);
    },
    { strictBody: true },
  ),
  onRepository('GET', '/issues/comments/{comment_id}', read, (request) =>
    ok(renderComment(request.world, request.repository, commentFrom(request))),
  ),
  onRepository(
    'PATCH',
    '/issues/comments/{comment_id}',
    write,
    (request) => {
      const { repository, world } = request;
      const comment = commentFrom(request);
      if (!comment.byApp) throw refuse(403, 'Resource not accessible by integration');
      const before = comment.body;
      comment.body = bodyText(request.body, 'IssueComment');
      comment.updatedAt = timestamp(world);
      announceComment(world, repository, comment, 'edited', { changes: { body: { from: before } } });
      return ok(renderComment(world, repository, comment));
    },
    { strictBody: true },
  ),
  onRepository('DELETE', '/issues/comments/{comment_id}', write, (request) => {
    const comment = commentFrom(request);
    request.repository.comments.delete(comment.id);
    announceComment(request.world, request.repository, comment, 'deleted');
    return { status: 204 };
  }),
  onRepository('GET', '/issues/comments/{comment_id}/reactions', read, (request) =>
    paginate(request, commentFrom(request).reactions, (page) =>
      page.map((item) => renderReaction(request, item)),
    ),
  ),
  onRepository(
    'POST',
    '/issues/comments/{comment_id}/reactions',
    write,
    (request) => {
      const { world } = request;
      const comment = commentFrom(request);
      const content = String(request.body['content']);
      if (!contents.has(content))
        throw invalid([{ resource: 'Reaction', code: 'invalid', field: 'content' }]);
      const known = comment.reactions.find((item) => item.user === world.app.bot && item.content === content);
      if (known !== undefined) return ok(renderReaction(request, known));
      const made = { id: world.nextId(), user: world.app.bot, content, createdAt: timestamp(world) };
      comment.reactions.push(made);
      return ok(renderReaction(request, made), 201);
    },
    { strictBody: true },
  ),
];
