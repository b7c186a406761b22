// Writes accounts, repositories, commits, pull requests, checks and comments as GitHub's API does.
import type { CommitObject } from './git.ts';
import type {
  Account,
  App,
  Body,
  CheckRun,
  CheckSuite,
  Comment,
  Installation,
  Pull,
  Repository,
  Review,
  ReviewComment,
  World,
} from './state.ts';
import { nameOf, timestamp } from './state.ts';

/** An opaque id of the old, readable form. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString('base64');
}

export function renderAccount(world: World, account: Account): Body {
  const url = `${world.url}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `${world.url}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

export function repositoryUrl(world: World, repository: Repository): string {
  return `${world.url}/repos/${nameOf(repository)}`;
}

export function htmlUrl(world: World, repository: Repository): string {
  return `${world.url}/${nameOf(repository)}`;
}

const repositoryLinks = {
  forks_url: '/forks',
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  teams_url: '/teams',
  hooks_url: '/hooks',
  issue_events_url: '/issues/events{/number}',
  events_url: '/events',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  tags_url: '/tags',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  languages_url: '/languages',
  stargazers_url: '/stargazers',
  contributors_url: '/contributors',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  merges_url: '/merges',
  archive_url: '/{archive_format}{/ref}',
  downloads_url: '/downloads',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  labels_url: '/labels{/name}',
  releases_url: '/releases{/id}',
  deployments_url: '/deployments',
};

export function renderRepository(world: World, repository: Repository): Body {
  const url = repositoryUrl(world, repository);
  const html = htmlUrl(world, repository);
  const open = [...repository.pulls.values()].filter((pull) => pull.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: nameOf(repository),
    private: repository.private,
    owner: renderAccount(world, repository.owner),
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(Object.entries(repositoryLinks).map(([key, path]) => [key, `${url}${path}`])),
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://${new URL(html).host}/${nameOf(repository)}.git`,
    ssh_url: `git@${new URL(html).hostname}:${nameOf(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** What `GET /repos/{owner}/{repo}` adds. */
export function renderFullRepository(world: World, repository: Repository): Body {
  return {
    ...renderRepository(world, repository),
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: false },
    network_count: 0,
    subscribers_count: 0,
    ...(repository.parent === null
      ? {}
      : {
          parent: renderRepository(world, repository.parent),
          source: renderRepository(world, repository.parent),
        }),
  };
}

export function renderApp(world: World, app: App = world.app): Body {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    client_id: app.clientId,
    owner: renderAccount(world, app.owner),
    name: app.name,
    description: '',
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}

export function renderInstallation(world: World, installation: Installation): Body {
  const url = `${world.url}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    client_id: world.app.clientId,
    account: renderAccount(world, installation.account),
    repository_selection: installation.selected === undefined ? 'all' : 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${installation.id}`,
    app_id: world.app.id,
    app_slug: world.app.slug,
    target_id: installation.account.id,
    target_type: installation.account.type,
    permissions: installation.permissions,
    events: world.app.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : renderAccount(world, installation.account),
    suspended_at: installation.suspendedAt,
  };
}

function accountOfEmail(world: World, email: string): Account | undefined {
  for (const account of world.accounts.values()) if (account.email === email) return account;
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? undefined : world.accounts.get(login.toLowerCase());
}

function renderVerification(repository: Repository, sha: string): Body {
  return repository.verified.has(sha)
    ? {
        verified: true,
        reason: 'valid',
        signature: 'signature',
        payload: 'payload',
        verified_at: repository.pushedAt,
      }
    : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
}

export function renderCommit(world: World, repository: Repository, commit: CommitObject): Body {
  const url = repositoryUrl(world, repository);
  const html = htmlUrl(world, repository);
  const author = accountOfEmail(world, commit.author.email);
  const committer = accountOfEmail(world, commit.committer.email);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', `${repository.id}:${commit.sha}`),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: renderVerification(repository, commit.sha),
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: author === undefined ? null : renderAccount(world, author),
    committer: committer === undefined ? null : renderAccount(world, committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

export function renderGitCommit(world: World, repository: Repository, commit: CommitObject): Body {
  const url = repositoryUrl(world, repository);
  const html = htmlUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', `${repository.id}:${commit.sha}`),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: renderVerification(repository, commit.sha),
  };
}

/** GitHub's word for how somebody stands to a repository. */
export function association(repository: Repository, user: Account): string {
  if (user === repository.owner) return 'OWNER';
  return repository.collaborators.has(user.login.toLowerCase()) ? 'COLLABORATOR' : 'NONE';
}

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

/** The pull requests that a check names: open, on this head, and never from a fork. */
export function renderPullsOfHead(world: World, repository: Repository, headSha: string): Body[] {
  const minimal = (of: Repository) => ({ id: of.id, url: repositoryUrl(world, of), name: of.name });
  return [...repository.pulls.values()]
    .filter((pull) => pull.state === 'open' && pull.headSha === headSha && pull.headRepo === repository)
    .map((pull) => ({
      url: `${repositoryUrl(world, repository)}/pulls/${pull.number}`,
      id: pull.id,
      number: pull.number,
      head: { ref: pull.headRef, sha: pull.headSha, repo: minimal(pull.headRepo) },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: minimal(repository) },
    }));
}

export function renderCheckRun(world: World, repository: Repository, run: CheckRun): Body {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${htmlUrl(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${world.url}/apps/${world.app.slug}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: renderApp(world),
    pull_requests: renderPullsOfHead(world, repository, run.headSha),
  };
}

export function renderAnnotation(
  world: World,
  repository: Repository,
  run: CheckRun,
  annotation: CheckRun['annotations'][number],
): Body {
  return {
    path: annotation.path,
    blob_href: `${htmlUrl(world, repository)}/blob/${run.headSha}/${encodeURI(annotation.path)}`,
    start_line: annotation.start_line,
    start_column: annotation.start_column ?? null,
    end_line: annotation.end_line,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    title: annotation.title ?? null,
    message: annotation.message,
    raw_details: annotation.raw_details ?? null,
  };
}

export function renderCheckSuite(
  world: World,
  repository: Repository,
  suite: CheckSuite,
  state: { status: string; conclusion: string | null; runs: number },
  commit: CommitObject | undefined,
): Body {
  const url = `${repositoryUrl(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: state.status,
    conclusion: state.conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: renderPullsOfHead(world, repository, suite.headSha),
    app: renderApp(world),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: state.runs,
    check_runs_url: `${url}/check-runs`,
    head_commit: {
      id: suite.headSha,
      tree_id: commit?.tree ?? '',
      message: commit?.message ?? '',
      timestamp: commit?.committer.date ?? timestamp(world),
      author: { name: commit?.author.name ?? '', email: commit?.author.email ?? '' },
      committer: { name: commit?.committer.name ?? '', email: commit?.committer.email ?? '' },
    },
    repository: renderRepository(world, repository),
  };
}

function renderReactions(url: string, contents: string[]): Body {
  const counts: Body = { url: `${url}/reactions`, total_count: contents.length };
  for (const kind of ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'])
    counts[kind] = contents.filter((content) => content === kind).length;
  return counts;
}

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
    ...(comment.line === null
      ? {}
      : {
          start_line: comment.startLine,
          original_start_line: comment.startLine,
          start_side: comment.startSide,
          line: comment.line,
          original_line: comment.line,
          side: comment.side,
        }),
    position: comment.subjectType === 'file' ? 1 : comment.diffHunk.split('\n').length - 1,
    original_position: comment.subjectType === 'file' ? 1 : comment.diffHunk.split('\n').length - 1,
    subject_type: comment.subjectType,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}
