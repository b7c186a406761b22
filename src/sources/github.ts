// Reads a Change from a pull request on GitHub, through the base repository, with what is missing put on record.
import type { Octokit } from '@octokit/rest';
import type { Change, Commit, Identity, PullRequest, Unread } from '../engine/change.ts';
import { assembleFile, byPath, byUnread, defaultLimits, type Limits } from './assemble.ts';
import { noAttributes, readAttributes, type Attributes } from './attributes.ts';
import {
  allPages,
  findBinaries,
  headers,
  isRefusedForNow,
  patiently,
  readBlob,
  readBlobsTogether,
  sleep,
  statusOf,
  treeReader,
  type GitHubClient,
  type RepositoryName,
  type Sleep,
  type TreeReader,
} from './github-api.ts';
import { readFiles, type BlobReader, type Row } from './github-files.ts';
import { addBlameOnGitHub } from './github-blame.ts';
import {
  gitHubHistoryLimits,
  readAdditionsOnGitHub,
  type CommitFiles,
  type PlainCommit,
} from './github-history.ts';
import { readRecordsOnGitHub } from './github-records.ts';
import { repositoryOnGitHub } from './github-repository.ts';
import { historyOf } from './history.ts';
import { readSurroundings } from './surroundings.ts';

export { readGitHubFolder, readGitHubText, type GitHubClient } from './github-api.ts';
export { readConfigFiles, type ConfigFiles } from './github-config.ts';

/** Which pull request to read. */
export interface PullRequestName extends RepositoryName {
  number: number;
}

/** Limits, and a clock that a test can set. */
export interface GitHubOptions extends Partial<Limits> {
  sleep?: Sleep;
}

type Pull = Awaited<ReturnType<Octokit['rest']['pulls']['get']>>['data'];

/**
 * Reads the pull request as it stands now. Throws what Octokit throws when the pull request cannot be read or GitHub
 * refuses for now; what is missing of single files is in `unread`.
 */
export async function readGitHubChange(
  octokit: GitHubClient,
  name: PullRequestName,
  options: GitHubOptions = {},
): Promise<Change> {
  const { sleep: wait = sleep, ...given } = options;
  const limits = { ...defaultLimits, ...given };
  const { owner, repo } = name;
  const unread: Unread[] = [];
  const { pull, rows } = await readConsistently(octokit, name, limits, wait, unread);
  const { commits, plain } = await readCommits(octokit, name, pull, limits, unread);
  const base = forkPoint(pull, commits) ?? (await readMergeBase(octokit, { owner, repo }, pull, unread));
  const reader = blobReader(octokit, { owner, repo });
  const trees = treesOf(octokit, { owner, repo });
  const attributes = await readAttributesOf(rows, await trees(pull.base.sha), reader, unread);
  const change: Change = {
    base,
    head: pull.head.sha,
    target: pull.base.sha,
    files: [],
    commits,
    pullRequest: describe(pull),
    unread,
  };
  const readings = await readFiles(rows, {
    limits,
    read: reader,
    findBinaries: (wanted) => findBinaries(octokit, { owner, repo }, wanted),
    readTogether: (wanted) => readBlobsTogether(octokit, { owner, repo }, wanted),
    before: () => trees(base),
    after: await trees(pull.head.sha),
  });
  for (const reading of readings) {
    const assembled = assembleFile(reading, attributes);
    change.files.push(assembled.file);
    unread.push(...assembled.unread);
  }
  const around = await readSurroundings(
    change.files,
    repositoryOnGitHub(octokit, { owner, repo }, await trees(pull.head.sha), reader),
  );
  if (around) change.surroundings = around;
  const seen: CommitFiles = { filesOf: new Map(), failed: new Set() };
  // A single commit adds what the pull request adds.
  if (commits.length > 1) {
    const limits = gitHubHistoryLimits;
    const added = await readAdditionsOnGitHub(octokit, { owner, repo }, plain, limits, unread, seen);
    const history = historyOf(added, change.files);
    if (history.length > 0) change.history = history;
  }
  await addBlameOnGitHub(octokit, { owner, repo }, change, seen);
  const records = await readRecordsOnGitHub(
    octokit,
    repositoriesOf(pull, { owner, repo }),
    change,
    await trees(pull.head.sha),
  );
  if (records.length > 0) change.records = records;
  unread.sort(byUnread);
  return change;
}

/** Reads the pull request and its files until both belong to the same head: the list is not bound to a commit. */
async function readConsistently(
  octokit: GitHubClient,
  name: PullRequestName,
  limits: Limits,
  wait: Sleep,
  unread: Unread[],
): Promise<{ pull: Pull; rows: Row[] }> {
  const { owner, repo, number } = name;
  const readPull = async () =>
    (
      await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
        owner,
        repo,
        pull_number: number,
        headers,
      })
    ).data as Pull;
  const readPage = (page: number) =>
    octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      owner,
      repo,
      pull_number: number,
      per_page: 100,
      page,
      headers,
    });
  let pull = await patiently(readPull, wait);
  for (let attempt = 0; ; attempt++) {
    const rows = await allPages(
      (page) => (page === 1 ? patiently(() => readPage(page), wait) : readPage(page)),
      limits.maxFiles,
    );
    const again = await readPull();
    const isSame = again.head.sha === pull.head.sha && again.base.sha === pull.base.sha;
    pull = again;
    if (!isSame && attempt < 2) continue;
    if (!isSame)
      unread.push({ what: 'files', reason: 'the pull request changed again and again while it was read' });
    if (pull.changed_files !== rows.length)
      unread.push({
        what: 'files',
        reason: `GitHub listed ${rows.length} of ${pull.changed_files} changed files`,
      });
    // `unchanged` is in GitHub's description of the list; such a row is no part of the change.
    const files = rows
      .filter((row) => row.status !== 'unchanged')
      .sort((a, b) => byPath({ path: a.filename }, { path: b.filename }));
    return { pull, rows: files };
  }
}

/**
 * The commit that base and head share, where the pull request is one row of commits: all of them are missing in the base,
 * so that the parent of the first is the nearest that both have. Undefined where that must be asked.
 */
function forkPoint(pull: Pull, commits: readonly Commit[]): string | undefined {
  if (commits.length === 0 || commits.length !== pull.commits) return undefined;
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  let at = pull.head.sha;
  for (let seen = 0; seen <= commits.length; seen++) {
    const commit = bySha.get(at);
    if (!commit) return seen === commits.length ? at : undefined;
    const [parent, ...others] = commit.parents ?? [];
    if (parent === undefined || others.length > 0) return undefined;
    at = parent;
  }
  return undefined;
}

async function readMergeBase(
  octokit: GitHubClient,
  repository: RepositoryName,
  pull: Pull,
  unread: Unread[],
): Promise<string> {
  try {
    // Files come with the first page only, and they are not wanted here.
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...repository,
      basehead: `${pull.base.sha}...${pull.head.sha}`,
      per_page: 1,
      page: 2,
      headers,
    });
    return data.merge_base_commit.sha;
  } catch (error) {
    if (isRefusedForNow(error)) throw error;
    unread.push({
      what: 'files',
      reason: `GitHub names no commit that base and head share (status ${statusOf(error)})`,
    });
    return pull.base.sha;
  }
}

/** The tree of a commit, read once; undefined when GitHub does not give it. */
function treesOf(
  octokit: GitHubClient,
  repository: RepositoryName,
): (commit: string) => Promise<TreeReader | undefined> {
  const known = new Map<string, Promise<TreeReader | undefined>>();
  return (commit) => {
    let tree = known.get(commit);
    if (!tree) {
      tree = treeReader(octokit, repository, commit).catch((error: unknown) => {
        if (isRefusedForNow(error)) throw error;
        return undefined;
      });
      known.set(commit, tree);
    }
    return tree;
  };
}

function blobReader(octokit: GitHubClient, repository: RepositoryName): BlobReader {
  return async (sha) => {
    try {
      return await readBlob(octokit, repository, sha);
    } catch (error) {
      if (isRefusedForNow(error)) throw error;
      return `GitHub did not give the file (status ${statusOf(error)})`;
    }
  };
}

async function readAttributesOf(
  rows: readonly Row[],
  tree: TreeReader | undefined,
  read: BlobReader,
  unread: Unread[],
): Promise<Attributes> {
  const doubt = (reason: string) => void unread.push({ path: '.gitattributes', what: 'config', reason });
  if (!tree) {
    doubt('the tree of the base was not read');
    return noAttributes;
  }
  const directories = new Set(['']);
  for (const { filename } of rows) {
    for (let end = filename.indexOf('/'); end >= 0; end = filename.indexOf('/', end + 1))
      directories.add(filename.slice(0, end));
  }
  const texts = new Map<string, string>();
  for (const directory of directories) {
    const entry = await tree(directory === '' ? '.gitattributes' : `${directory}/.gitattributes`);
    if (!entry?.mode.startsWith('100')) continue;
    const content = await read(entry.sha);
    if (typeof content === 'string') doubt(content);
    else texts.set(directory, content.toString('utf8'));
  }
  return readAttributes(texts);
}

async function readCommits(
  octokit: GitHubClient,
  { owner, repo, number }: PullRequestName,
  pull: Pull,
  limits: Limits,
  unread: Unread[],
): Promise<{ commits: Commit[]; plain: PlainCommit[] }> {
  const rows = await allPages(
    (page) =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', {
        owner,
        repo,
        pull_number: number,
        per_page: 100,
        page,
        headers,
      }),
    limits.maxCommits,
  );
  if (pull.commits > rows.length)
    unread.push({ what: 'commits', reason: `GitHub listed ${rows.length} of ${pull.commits} commits` });
  return {
    commits: rows.map(({ sha, commit, author, committer, parents }) => ({
      sha,
      message: commit.message.replace(/\n+$/, ''),
      author: identity(commit.author, author),
      committer: identity(commit.committer, committer),
      verified: commit.verification?.verified === true,
      ...(parents && { parents: parents.map((parent) => parent.sha) }),
    })),
    // What a merge brings along, its other commits have added.
    plain: rows.flatMap(({ sha, parents = [] }) =>
      parents.length > 1 ? [] : [{ sha, parent: parents[0]?.sha }],
    ),
  };
}

/** The repositories that may hold notes of the commits: that of the branch, which may be a fork, before the base. */
function repositoriesOf(pull: Pull, base: RepositoryName): RepositoryName[] {
  const fork = pull.head.repo as Pull['head']['repo'] | null;
  if (!fork || fork.full_name === `${base.owner}/${base.repo}`) return [base];
  return [{ owner: fork.owner.login, repo: fork.name }, base];
}

/** An account as GitHub shows it; an empty object or null where none was matched. */
type Account = { login?: string; type?: string } | null | undefined;

function identity(git: { name?: string; email?: string } | null, account: Account): Identity {
  const out: Identity = { name: git?.name ?? '', email: git?.email ?? '' };
  if (account?.login !== undefined) out.login = account.login;
  if (account?.type === 'User' || account?.type === 'Bot' || account?.type === 'Organization')
    out.type = account.type;
  return out;
}

function describe(pull: Pull): PullRequest {
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    // A deleted account comes as null, though the description does not say so.
    author: identity({ name: (pull.user as Account)?.login ?? 'ghost', email: '' }, pull.user as Account),
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    labels: pull.labels.map((label) => label.name),
  };
}
