// Issues that are no pull requests: made by the App or by people, and written as GitHub's API does.
import { association, renderLabel } from './render-pulls.ts';
import { htmlUrl, nodeId, renderAccount, renderApp, repositoryUrl } from './render.ts';
import type { Account, Body, Issue, Repository, World } from './state.ts';
import { timestamp } from './state.ts';

/** Adds an issue under the next number, which pull requests share. */
export function addIssue(
  world: World,
  repository: Repository,
  user: Account,
  { title, body, labels }: { title: string; body: string | null; labels: string[] },
  byApp: boolean,
): Issue {
  const now = timestamp(world);
  const issue: Issue = {
    id: world.nextId(),
    number: repository.nextNumber++,
    user,
    title,
    body,
    labels,
    state: 'open',
    stateReason: null,
    closedAt: null,
    createdAt: now,
    updatedAt: now,
    byApp,
  };
  repository.issues.set(issue.number, issue);
  return issue;
}

/** Opens or closes an issue. */
export function turnIssue(world: World, issue: Issue, state: Issue['state'], reason: string | null): void {
  issue.stateReason = reason ?? (state === 'closed' ? 'completed' : 'reopened');
  issue.closedAt = state === 'closed' ? timestamp(world) : null;
  issue.state = state;
  issue.updatedAt = timestamp(world);
}

/** An issue as the API shows it. */
export function renderIssue(world: World, repository: Repository, issue: Issue): Body {
  const url = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  return {
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${htmlUrl(world, repository)}/issues/${issue.number}`,
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    title: issue.title,
    user: renderAccount(world, issue.user),
    labels: issue.labels.map((name) => renderLabel(world, repository, name)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: association(repository, issue.user),
    active_lock_reason: null,
    body: issue.body,
    performed_via_github_app: issue.byApp ? renderApp(world) : null,
  };
}
