// Routes of issues themselves: list, open, read, change.
import type { RepositoryRequest, Route } from '../http.ts';
import { invalid, notFound, numberParam, ok, onRepository, paginate, refuse } from '../http.ts';
import { addIssue, renderIssue, turnIssue } from '../issues.ts';
import type { Body, Issue } from '../state.ts';

const read = [['issues', 'read']] as const;
const write = [['issues', 'write']] as const;

function issueFrom(request: RepositoryRequest): Issue {
  const issue = request.repository.issues.get(numberParam(request, 'issue_number'));
  if (issue === undefined) throw notFound();
  return issue;
}

function textsOf(body: Body): { title?: string; body?: string } {
  const { title, body: text } = body;
  if (typeof title === 'string' && (title.trim() === '' || title.length > 256))
    throw invalid([
      {
        resource: 'Issue',
        code: 'custom',
        field: 'title',
        message: 'title is too long (maximum is 256 characters)',
      },
    ]);
  if (typeof text === 'string' && text.length > 65_536)
    throw invalid([
      {
        resource: 'Issue',
        code: 'custom',
        field: 'body',
        message: 'body is too long (maximum is 65536 characters)',
      },
    ]);
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof text === 'string' ? { body: text } : {}),
  };
}

/** The routes of issues. */
export const repositoryIssueRoutes: Route[] = [
  onRepository('GET', '/issues', read, (request) => {
    const { repository, world, query } = request;
    const state = query.get('state') ?? 'open';
    const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
    const wanted = [...repository.issues.values()]
      .filter((issue) => state === 'all' || issue.state === state)
      .filter((issue) => labels.every((label) => issue.labels.includes(label)))
      .toSorted((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number));
    return paginate(request, wanted, (page) => page.map((issue) => renderIssue(world, repository, issue)));
  }),
  onRepository(
    'POST',
    '/issues',
    write,
    ({ repository, world, body }) => {
      const { title = '', body: text = null } = textsOf(body);
      const labels = Array.isArray(body['labels']) ? body['labels'].map(String) : [];
      return ok(
        renderIssue(
          world,
          repository,
          addIssue(world, repository, world.app.bot, { title, body: text, labels }, true),
        ),
        201,
      );
    },
    { strictBody: true },
  ),
  onRepository('GET', '/issues/{issue_number}', read, (request) =>
    ok(renderIssue(request.world, request.repository, issueFrom(request))),
  ),
  onRepository(
    'PATCH',
    '/issues/{issue_number}',
    write,
    (request) => {
      const { repository, world, body } = request;
      const issue = issueFrom(request);
      // What an App with the right to write may do to issues of others is not modelled.
      if (!issue.byApp) throw refuse(403, 'Resource not accessible by integration');
      Object.assign(issue, textsOf(body));
      const { state, state_reason: reason } = body;
      if ((state === 'open' || state === 'closed') && state !== issue.state)
        turnIssue(world, issue, state, typeof reason === 'string' ? reason : null);
      return ok(renderIssue(world, repository, issue));
    },
    { strictBody: true },
  ),
];
