// Asks GitHub for what a Change is made of: pages, trees, blobs and texts, each with its limits.
import { createHash } from 'node:crypto';
import type { Octokit } from '@octokit/rest';

/** Any Octokit: of @octokit/rest or of Probot. */
export type GitHubClient = Pick<Octokit, 'request'> & Partial<Pick<Octokit, 'graphql'>>;

/** A repository as every route names it. */
export interface RepositoryName {
  owner: string;
  repo: string;
}

export type Sleep = (ms: number) => Promise<void>;

/** Sent with every request, for GitHub decides otherwise what it means. */
export const headers = { 'x-github-api-version': '2022-11-28' };

export const sleep: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The HTTP status of an error from Octokit; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
}

/** True when one must wait or sign in anew, so that going on would only make it worse. */
export function isRefusedForNow(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined || status === 401 || status === 429) return true;
  const response = (error as { response?: { headers?: Record<string, unknown> } }).response;
  return (
    status === 403 &&
    (response?.headers?.['x-ratelimit-remaining'] === '0' ||
      response?.headers?.['retry-after'] !== undefined ||
      /rate limit/i.test((error as Error).message))
  );
}

/** Asks again after 1, 2, 4 and 8 s while GitHub says 404: an event comes before what it announces can be read. */
export async function patiently<T>(
  ask: () => Promise<T>,
  wait: Sleep,
  isEarly = (error: unknown) => statusOf(error) === 404,
): Promise<T> {
  for (const ms of [1000, 2000, 4000, 8000]) {
    try {
      return await ask();
    } catch (error) {
      if (!isEarly(error)) throw error;
      await wait(ms);
    }
  }
  return await ask();
}

/** All rows of a list, 100 on a page, as far as `maxRows`. */
export async function allPages<T>(
  ask: (page: number) => Promise<{ data: T[]; headers: { link?: string | undefined } }>,
  maxRows: number,
): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; rows.length < maxRows; page++) {
    const answer = await ask(page);
    rows.push(...answer.data);
    if (!/rel="next"/.test(answer.headers.link ?? '')) break;
  }
  return rows.slice(0, maxRows);
}

/** Runs the tasks, at most `width` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

/** What a tree says of one path. */
export interface TreeEntry {
  mode: string;
  sha: string;
  /** Bytes of a blob. */
  size: number;
}

/** Looks paths up in the tree of one commit. */
export type TreeReader = ((path: string) => Promise<TreeEntry | undefined>) & {
  /** All of them by path, folders too; absent where GitHub cuts the list off. */
  entries?: ReadonlyMap<string, TreeEntry>;
};

/** Reads the whole tree at once, or folder by folder where GitHub cuts it off. Throws what Octokit throws. */
export async function treeReader(
  octokit: GitHubClient,
  repository: RepositoryName,
  commit: string,
): Promise<TreeReader> {
  const ask = async (tree: string, recursive: boolean) => {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      ...repository,
      tree_sha: tree,
      headers,
      ...(recursive ? { recursive: '1' } : {}),
    });
    const entries = new Map<string, TreeEntry>();
    for (const { path, mode, sha, size } of data.tree) {
      if (path !== undefined && sha !== undefined && sha !== null)
        entries.set(path, { mode: mode ?? '', sha, size: size ?? 0 });
    }
    return { entries, truncated: data.truncated };
  };
  const whole = await ask(commit, true);
  if (!whole.truncated)
    return Object.assign(async (path: string) => whole.entries.get(path), { entries: whole.entries });

  const folders = new Map<string, ReturnType<typeof ask>>();
  const folder = (sha: string) => {
    let asked = folders.get(sha);
    if (!asked) folders.set(sha, (asked = ask(sha, false)));
    return asked;
  };
  return async (path) => {
    let at: TreeEntry | undefined = { mode: '040000', sha: commit, size: 0 };
    for (const name of path.split('/')) {
      if (at?.mode !== '040000') return undefined;
      at = (await folder(at.sha)).entries.get(name);
    }
    return at;
  };
}

/** A blob's bytes. Throws what Octokit throws. */
export async function readBlob(
  octokit: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<Buffer> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
    ...repository,
    file_sha: sha,
    headers,
  });
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8');
}

// GitHub cuts the text of larger blobs off, and ends queries that take it longer than 10 s.
const maxTogetherBytes = 250_000;
const maxQueryBytes = 2_000_000;
const maxQueryBlobs = 100;

/**
 * Blobs of text by id, a hundred with each GraphQL query: GitHub allows 900 reads a minute, and a large pull request
 * has more files. Only what git's id proves is returned; the rest must be read one by one.
 */
export async function readBlobsTogether(
  octokit: GitHubClient,
  { owner, repo }: RepositoryName,
  wanted: readonly TreeEntry[],
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const small = wanted.filter(({ sha, size }) => size <= maxTogetherBytes && /^[\da-f]{40}$/.test(sha));
  for (let from = 0; from < small.length;) {
    const group: TreeEntry[] = [];
    for (let bytes = 0; from < small.length && group.length < maxQueryBlobs; from++) {
      const next = small[from];
      if (!next || (group.length > 0 && bytes + next.size > maxQueryBytes)) break;
      bytes += next.size;
      group.push(next);
    }
    const answer = await askForBlobs(octokit, { owner, repo }, group, 'text');
    for (const [at, { sha }] of group.entries()) {
      const text = answer[at]?.text;
      const bytes = typeof text === 'string' ? Buffer.from(text) : undefined;
      if (bytes && blobId(bytes) === sha) found.set(sha, bytes);
    }
  }
  return found;
}

/** Those blobs that GitHub says are binary, of whatever size. */
export async function findBinaries(
  octokit: GitHubClient,
  repository: RepositoryName,
  wanted: readonly TreeEntry[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < wanted.length; from += maxQueryBlobs) {
    const group = wanted.slice(from, from + maxQueryBlobs).filter(({ sha }) => /^[\da-f]{40}$/.test(sha));
    const answer = await askForBlobs(octokit, repository, group, 'isBinary');
    for (const [at, { sha }] of group.entries()) if (answer[at]?.isBinary === true) found.add(sha);
  }
  return found;
}

interface BlobAnswer {
  text?: string | null;
  isBinary?: boolean | null;
}

/** Asks for one field of each blob; an empty list when GitHub does not answer. The ids must be hexadecimal. */
async function askForBlobs(
  { graphql }: GitHubClient,
  { owner, repo }: RepositoryName,
  group: readonly TreeEntry[],
  field: 'text' | 'isBinary',
): Promise<(BlobAnswer | null | undefined)[]> {
  if (!graphql || group.length === 0) return [];
  const fields = group.map(({ sha }, at) => `b${at}: object(oid: "${sha}") { ... on Blob { ${field} } }`);
  const query = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(' ')} } }`;
  type Answer = { repository: Record<string, BlobAnswer | null> | null };
  const answer = await graphql<Answer>(query, { owner, name: repo, headers }).catch((error: unknown) => {
    if (isRateLimited(error)) throw error;
    return undefined;
  });
  return group.map((_, at) => answer?.repository?.[`b${at}`]);
}

function isRateLimited(error: unknown): boolean {
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : '';
  return /rate limit/i.test(message) || (status !== undefined && isRefusedForNow(error));
}

/** The id that git gives to these bytes, in a SHA-1 repository. */
export function blobId(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/**
 * A file's text at a ref, of any repository; without a ref on its default branch. Undefined when the file or the
 * repository is not there; throws what Octokit throws when GitHub did not say.
 */
export async function readGitHubText(
  octokit: GitHubClient,
  { owner, repo, ref, path }: RepositoryName & { ref?: string; path: string },
  wait: Sleep = sleep,
): Promise<string | undefined> {
  const ask = () =>
    octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo,
      path,
      headers,
      ...(ref === undefined ? {} : { ref }),
    });
  // A commit that GitHub does not know yet is not a commit without the file.
  const isUnknownCommit = (error: unknown) =>
    statusOf(error) === 404 && /no commit found/i.test((error as Error).message);
  try {
    const { data } = await patiently(ask, wait, isUnknownCommit);
    if (Array.isArray(data) || data.type !== 'file') return undefined;
    const file = data as { sha: string; content?: string; encoding?: string };
    if (file.encoding === 'base64') return Buffer.from(file.content ?? '', 'base64').toString('utf8');
    return (await readBlob(octokit, { owner, repo }, file.sha)).toString('utf8');
  } catch (error) {
    if (statusOf(error) === 404 && !isUnknownCommit(error)) return undefined;
    throw error;
  }
}

/** A file of a folder; `text` is absent when it is too large or there were too many before it. */
export interface FolderFile {
  path: string;
  text?: string;
}

/**
 * The regular files right in a folder at a ref, of any repository, sorted by path, with the texts of the first `maxFiles`.
 * Empty when the folder or the repository is not there; throws what Octokit throws when GitHub did not say.
 */
export async function readGitHubFolder(
  octokit: GitHubClient,
  { owner, repo, ref, path }: RepositoryName & { ref?: string; path: string },
  wants: { isWanted(path: string): boolean; maxFiles: number; maxBytes: number },
): Promise<FolderFile[]> {
  let listed: unknown;
  try {
    ({ data: listed } = await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo,
      path,
      headers,
      ...(ref === undefined ? {} : { ref }),
    }));
  } catch (error) {
    if (statusOf(error) === 404) return [];
    throw error;
  }
  if (!Array.isArray(listed)) return [];
  const entries = (listed as { type: string; path: string; size: number; sha: string }[])
    .filter((entry) => entry.type === 'file' && wants.isWanted(entry.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = entries.map((entry): FolderFile => ({ path: entry.path }));
  await inParallel(entries.slice(0, wants.maxFiles), 8, async (entry) => {
    if (entry.size > wants.maxBytes) return;
    const file = files[entries.indexOf(entry)];
    if (file) file.text = (await readBlob(octokit, { owner, repo }, entry.sha)).toString('utf8');
  });
  return files;
}
