// What happens to repositories: made, committed to, forked, renamed, deleted.
import { join } from 'node:path';
import { writeCommit } from './commit.ts';
import { addIssue, renderIssue, turnIssue } from './issues.ts';
import { git, initBare, resolveCommit } from './git.ts';
import { namedRepository, minimal } from './lookup.ts';
import { announcePushes } from './pulls.ts';
import type { GitHubSim } from './sim.ts';
import type { Account, Body, Repository, World } from './state.ts';
import { account, findRepository, nameOf, timestamp } from './state.ts';

function newRepository(
  world: World,
  owner: Account,
  name: string,
  dir: string,
  more: Partial<Repository>,
): Repository {
  const now = timestamp(world);
  return {
    id: world.nextId(),
    owner,
    name,
    private: false,
    dir,
    defaultBranch: 'main',
    parent: null,
    formerNames: new Set(),
    deleted: false,
    archived: false,
    createdAt: now,
    pushedAt: now,
    branches: new Map(),
    pulls: new Map(),
    nextNumber: 1,
    suites: new Map(),
    runs: new Map(),
    issues: new Map(),
    comments: new Map(),
    reviews: new Map(),
    reviewComments: new Map(),
    collaborators: new Map(),
    properties: new Map(),
    rules: new Map(),
    verified: new Set(),
    sarifs: new Map(),
    analyses: [],
    ...more,
  };
}

/** The acts on repositories. */
export function repositoryActs(
  world: World,
  installOn: (owner: string) => void,
): Pick<
  GitHubSim,
  | 'createRepository'
  | 'repository'
  | 'commit'
  | 'forcePush'
  | 'fork'
  | 'renameRepository'
  | 'transferRepository'
  | 'archiveRepository'
  | 'deleteRepository'
  | 'setCollaborator'
  | 'requireChecks'
  | 'issues'
  | 'closeIssue'
  | 'openIssue'
> {
  const repository = (name: string) => namedRepository(world, name);
  return {
    issues(name) {
      const found = repository(name);
      return [...found.issues.values()].map((issue) => renderIssue(world, found, issue));
    },
    openIssue(name, issue, login) {
      return addIssue(world, repository(name), account(world, login), { labels: [], ...issue }, false).number;
    },
    closeIssue(name, number, reason = 'completed') {
      const issue = repository(name).issues.get(number);
      if (issue === undefined) throw new Error(`${name} has no issue ${number}.`);
      turnIssue(world, issue, 'closed', reason);
    },
    async createRepository(
      owner,
      name,
      { private: isPrivate = false, defaultBranch = 'main', ownerType, install } = {},
    ) {
      if (findRepository(world, `${owner}/${name}`) !== undefined)
        throw new Error(`${owner}/${name} exists.`);
      const by = account(world, owner, ownerType ?? 'Organization');
      const dir = join(world.folder, `${world.nextId()}.git`);
      await initBare(dir, defaultBranch);
      const made = newRepository(world, by, name, dir, { private: isPrivate, defaultBranch });
      world.repositories.set(made.id, made);
      const isInstalled = [...world.installations.values()].some((item) => item.account === by);
      if (install !== false && !isInstalled) installOn(owner);
      return made;
    },
    repository,
    async commit(name, commit) {
      const target = repository(name);
      const sha = await writeCommit(target.dir, target.defaultBranch, {
        ...commit,
        date: commit.date ?? new Date(world.now()).toISOString(),
        author: commit.author ?? { name: 'Octo Cat', email: account(world, 'octocat').email },
      });
      if (commit.verified === true) target.verified.add(sha);
      await announcePushes(world, target, account(world, commit.pusher ?? 'octocat'));
      return sha;
    },
    async forcePush(name, branch, to) {
      const target = repository(name);
      const ref = `refs/heads/${branch}`;
      if (to === null) await git(target.dir, ['update-ref', '-d', ref]);
      else {
        const sha = await resolveCommit(target.dir, to);
        if (sha === undefined) throw new Error(`${name} has no commit ${to}.`);
        await git(target.dir, ['update-ref', ref, sha]);
      }
      await announcePushes(world, target, account(world, 'octocat'));
    },
    async fork(name, owner) {
      const parent = repository(name);
      const dir = join(world.folder, `${world.nextId()}.git`);
      await initBare(dir, parent.defaultBranch);
      await git(dir, ['fetch', '--quiet', '--no-tags', parent.dir, '+refs/heads/*:refs/heads/*']);
      const made = newRepository(world, account(world, owner), parent.name, dir, {
        parent,
        private: parent.private,
        defaultBranch: parent.defaultBranch,
        branches: new Map(parent.branches),
      });
      world.repositories.set(made.id, made);
      return made;
    },
    async renameRepository(name, newName) {
      const target = repository(name);
      const from = target.name;
      target.formerNames.add(nameOf(target).toLowerCase());
      target.name = newName;
      world.emit('repository', 'renamed', target, { changes: { repository: { name: { from } } } });
    },
    async transferRepository(name, owner) {
      const target = repository(name);
      const from = target.owner;
      target.formerNames.add(nameOf(target).toLowerCase());
      target.owner = account(world, owner, 'Organization');
      world.emit('repository', 'transferred', target, {
        changes: { owner: { from: { user: { login: from.login } } } },
      });
    },
    archiveRepository(name, isArchived) {
      const target = repository(name);
      target.archived = isArchived;
      world.emit('repository', isArchived ? 'archived' : 'unarchived', target, {});
    },
    async deleteRepository(name) {
      const target = repository(name);
      const installation = [...world.installations.values()].find((item) => item.account === target.owner);
      target.deleted = true;
      if (installation === undefined) return;
      installation.selected?.delete(target.id);
      world.emit('installation_repositories', 'removed', null, {
        installation,
        repository_selection: installation.selected === undefined ? 'all' : 'selected',
        repositories_added: [],
        repositories_removed: [minimal(target)],
        requester: null,
      });
    },
    setCollaborator(name, login, role) {
      account(world, login);
      repository(name).collaborators.set(login.toLowerCase(), role);
    },
    requireChecks(name, branch, checks) {
      const target = repository(name);
      const rule: Body = {
        type: 'required_status_checks',
        ruleset_source_type: 'Repository',
        ruleset_source: nameOf(target),
        ruleset_id: world.nextId(),
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: checks.map((check) => ({
            context: check.name,
            ...(check.appId === undefined ? {} : { integration_id: check.appId }),
          })),
        },
      };
      target.rules.set(branch, [...(target.rules.get(branch) ?? []), rule]);
    },
  };
}
