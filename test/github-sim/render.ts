// Writes accounts, repositories, the App, its installations and commits as GitHub's API does.
import type { CommitObject } from './git.ts';
import type { Account, App, Body, Installation, Repository, World } from './state.ts';
import { nameOf } from './state.ts';

/** An opaque id of the old, readable form. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString('base64');
}

/** An account as everything that names one shows it. */
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

/** A repository's address in the API. */
export function repositoryUrl(world: World, repository: Repository): string {
  return `${world.apiUrl}/repos/${nameOf(repository)}`;
}

/** A repository's address for people. */
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

/** A repository as lists and events show it. */
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
    archived: repository.archived,
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

/** The App as GitHub shows it to itself. */
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

/** An installation with its permissions and state. */
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

/** A commit as lists show it, without its files. */
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

/** A commit as the git database shows it. */
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
