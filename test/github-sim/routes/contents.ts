// Routes that read repositories: the repository itself, contents, blobs, trees, refs, commits, branches.
import { posix } from 'node:path';
import { diffFiles } from '../diff.ts';
import { git, gitText, readCommits, resolveCommit } from '../git.ts';
import type { CommitObject } from '../git.ts';
import { readObject, readTreeEntries } from '../objects.ts';
import type { Reply, RepositoryRequest, Route } from '../http.ts';
import { notFound, ok, onRepository, paginate, refuse } from '../http.ts';
import {
  htmlUrl,
  nodeId,
  renderCommit,
  renderFullRepository,
  renderGitCommit,
  repositoryUrl,
} from '../render.ts';
import { diffMedia, rawDiff, renderFiles } from './pulls.ts';
import type { Body } from '../state.ts';

const read = [['contents', 'read']] as const;
const metadata = [['metadata', 'read']] as const;

/** One line of `git ls-tree`. */
export interface TreeEntry {
  mode: string;
  type: string;
  sha: string;
  size: number;
  path: string;
}

async function listTree(dir: string, treeish: string, args: string[] = []): Promise<TreeEntry[]> {
  const out = (await git(dir, ['ls-tree', '-z', '--long', ...args, treeish])).toString();
  return out
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', sha = '', size = ''] = line.slice(0, tab).split(/ +/);
      return { mode, type, sha, size: Number(size) || 0, path: line.slice(tab + 1) };
    });
}

/** The media type that the client asks for: `raw`, `object`, or plain JSON. */
function mediaOf(request: RepositoryRequest): 'raw' | 'object' | 'json' {
  const kind = /application\/vnd\.github\.(?:v3\.)?(raw|object)/.exec(request.headers['accept'] ?? '')?.[1];
  return (kind as 'raw' | 'object' | undefined) ?? 'json';
}

/** Base64 in lines of 60, as GitHub writes it. */
function base64(data: Buffer): string {
  return data.toString('base64').replace(/(.{60})/g, '$1\n') + (data.length === 0 ? '' : '\n');
}

function contentLinks(
  request: RepositoryRequest,
  path: string,
  ref: string,
  entry: { sha: string; type: string },
): Body {
  const { repository, world } = request;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(world, repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const isTree = entry.type === 'tree';
  const gitUrl =
    entry.type === 'commit'
      ? null
      : `${repositoryUrl(world, repository)}/git/${isTree ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${htmlUrl(world, repository)}/${isTree ? 'tree' : 'blob'}/${ref}/${encoded}`;
  return {
    url,
    html_url: entry.type === 'commit' ? null : html,
    git_url: gitUrl,
    download_url: entry.type === 'blob' ? `${htmlUrl(world, repository)}/raw/${ref}/${encoded}` : null,
    _links: { self: url, git: gitUrl, html: entry.type === 'commit' ? null : html },
  };
}

function typeWord(entry: { mode: string; type: string }): string {
  if (entry.mode === '120000') return 'symlink';
  return { tree: 'dir', commit: 'submodule' }[entry.type] ?? 'file';
}

async function findEntry(dir: string, commit: string, path: string) {
  const folder = posix.dirname(path);
  const siblings = await readTreeEntries(dir, `${commit}:${folder === '.' ? '' : folder}`);
  return siblings?.find((item) => item.name === posix.basename(path));
}

/** The file in the repository to which a symlink points, or undefined. */
async function followLink(dir: string, commit: string, path: string, target: string) {
  const to = posix.normalize(posix.join(posix.dirname(path), target));
  if (target.startsWith('/') || to.startsWith('..')) return undefined;
  const entry = await findEntry(dir, commit, to);
  return entry?.type === 'blob' && entry.mode !== '120000' ? entry : undefined;
}

async function readContents(request: RepositoryRequest): Promise<Reply> {
  const { repository, world } = request;
  const { dir } = repository;
  const path = (request.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const ref = request.query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(dir, ref);
  if (commit === undefined) {
    if (request.query.has('ref')) throw refuse(404, `No commit found for the ref ${ref}`);
    throw repository.branches.size === 0 ? refuse(404, 'This repository is empty.') : notFound();
  }
  const media = mediaOf(request);
  const entry = path === '' ? undefined : await findEntry(dir, commit, path);
  if (path !== '' && entry === undefined) throw notFound();
  if (entry === undefined || entry.type === 'tree') {
    const children = (await listTree(dir, path === '' ? commit : `${commit}:${path}`)).slice(0, 1000);
    const isNewVersion = request.headers['x-github-api-version'] === '2026-03-10';
    const rendered = children.map((child) => {
      const full = path === '' ? child.path : `${path}/${child.path}`;
      return {
        name: child.path,
        path: full,
        sha: child.sha,
        size: child.size,
        ...contentLinks(request, full, ref, child),
        // Before the version of 2026-03-10 a submodule in a listing is called a file.
        type: child.type === 'commit' && !isNewVersion ? 'file' : typeWord(child),
      };
    });
    if (media === 'raw') throw refuse(415, 'Unsupported media type: raw of a directory');
    if (media === 'json') return ok(rendered);
    const sha = (await readObject(dir, `${commit}:${path}`))?.sha ?? '';
    const links = contentLinks(request, path, ref, { sha, type: 'tree' });
    return ok({ type: 'dir', name: posix.basename(path), path, sha, size: 0, ...links, entries: rendered });
  }
  const common = { name: entry.name, path, sha: entry.sha, ...contentLinks(request, path, ref, entry) };
  if (entry.type === 'commit') {
    const modules = await readObject(dir, `${commit}:.gitmodules`);
    const section = (modules?.data.toString() ?? '')
      .split(/^\[submodule /m)
      .find((part) => part.includes(`path = ${path}\n`));
    const url = /url = (.*)/.exec(section ?? '')?.[1] ?? null;
    return ok({ ...common, size: 0, type: 'submodule', submodule_git_url: url });
  }
  const own = (await readObject(dir, entry.sha))?.data ?? Buffer.alloc(0);
  // GitHub gives the file that a symlink points to, when the repository has it.
  const target = entry.mode === '120000' ? await followLink(dir, commit, path, own.toString()) : undefined;
  const data = target === undefined ? own : ((await readObject(dir, target.sha))?.data ?? own);
  const { limits } = world;
  if (data.length > limits.blobBytes)
    throw refuse(
      403,
      'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git in order to obtain it.',
      {
        errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
      },
    );
  if (media === 'raw')
    return { status: 200, raw: { data, contentType: 'application/vnd.github.raw+json; charset=utf-8' } };
  if (entry.mode === '120000' && target === undefined)
    return ok({ ...common, size: data.length, type: 'symlink', target: data.toString() });
  const isLarge = data.length > limits.contentsBytes;
  return ok({
    ...common,
    size: data.length,
    type: 'file',
    content: isLarge ? '' : base64(data),
    encoding: isLarge ? 'none' : 'base64',
  });
}

async function readBlob(request: RepositoryRequest): Promise<Reply> {
  const { repository, world } = request;
  const sha = request.params['file_sha'] ?? '';
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw refuse(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  const blob = await readObject(repository.dir, sha);
  if (blob?.type !== 'blob') throw notFound();
  if (blob.data.length > world.limits.blobBytes)
    throw refuse(403, 'The requested blob is too large to fetch via the API.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  if (mediaOf(request) === 'raw')
    return {
      status: 200,
      raw: { data: blob.data, contentType: 'application/vnd.github.raw+json; charset=utf-8' },
    };
  return ok({
    sha,
    node_id: nodeId('Blob', `${repository.id}:${sha}`),
    size: blob.data.length,
    url: `${repositoryUrl(world, repository)}/git/blobs/${sha}`,
    content: base64(blob.data),
    encoding: 'base64',
  });
}

async function readTree(request: RepositoryRequest): Promise<Reply> {
  const { repository, world } = request;
  const name = request.params['tree_sha'] ?? '';
  const sha = await gitText(repository.dir, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{tree}`,
  ]).catch(() => undefined);
  if (sha === undefined) throw notFound();
  const entries = await listTree(repository.dir, sha, request.query.has('recursive') ? ['-r', '-t'] : []);
  const { treeEntries } = world.limits;
  const url = `${repositoryUrl(world, repository)}/git`;
  return ok({
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.slice(0, treeEntries).map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.type === 'blob' ? { size: entry.size } : {}),
      ...(entry.type === 'commit' ? {} : { url: `${url}/${entry.type}s/${entry.sha}` }),
    })),
    truncated: entries.length > treeEntries,
  });
}

function renderRef(request: RepositoryRequest, ref: string, sha: string): Body {
  const url = `${repositoryUrl(request.world, request.repository)}/git`;
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${url}/${ref}`,
    object: { sha, type: 'commit', url: `${url}/commits/${sha}` },
  };
}

async function listRefs(request: RepositoryRequest, prefix: string): Promise<[string, string][]> {
  const out = await gitText(request.repository.dir, ['for-each-ref', '--format=%(objectname) %(refname)']);
  return out
    .split('\n')
    .map((line): [string, string] => [line.slice(41), line.slice(0, 40)])
    .filter(([ref]) => ref.startsWith(`refs/${prefix}`));
}

async function commitOf(request: RepositoryRequest, name: string): Promise<CommitObject> {
  const [commit] = await readCommits(request.repository.dir, [`${name}^{commit}`]);
  if (commit === undefined) throw refuse(422, `No commit found for SHA: ${name}`);
  return commit;
}

/** The routes that read a repository. */
export const contentRoutes: Route[] = [
  onRepository('GET', '', metadata, (request) => ok(renderFullRepository(request.world, request.repository))),
  onRepository('GET', '/contents/{path}', read, readContents),
  onRepository('GET', '/git/blobs/{file_sha}', read, readBlob),
  onRepository('GET', '/git/trees/{tree_sha}', read, readTree),
  onRepository('GET', '/git/ref/{ref}', read, async (request) => {
    const wanted = `refs/${request.params['ref']}`;
    const found = (await listRefs(request, request.params['ref'] ?? '')).find(([ref]) => ref === wanted);
    if (found === undefined) throw notFound();
    return ok(renderRef(request, ...found));
  }),
  onRepository('GET', '/git/matching-refs/{ref}', read, async (request) => {
    const found = await listRefs(request, request.params['ref'] ?? '');
    return await paginate(request, found, () => found.map((item) => renderRef(request, ...item)));
  }),
  onRepository('GET', '/git/commits/{commit_sha}', read, async (request) => {
    const sha = request.params['commit_sha'] ?? '';
    if (!/^[0-9a-f]{40}$/.test(sha)) throw notFound();
    const [commit] = await readCommits(request.repository.dir, [sha]);
    if (commit === undefined) throw notFound();
    return ok(renderGitCommit(request.world, request.repository, commit));
  }),
  onRepository('GET', '/branches/{branch}', read, async (request) => {
    const { repository, world } = request;
    const name = request.params['branch'] ?? '';
    const sha = repository.branches.get(name);
    if (sha === undefined) throw refuse(404, 'Branch not found');
    const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
    const protection = {
      enabled: false,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    };
    return ok({
      name,
      commit: renderCommit(world, repository, await commitOf(request, sha)),
      _links: { self: url, html: `${htmlUrl(world, repository)}/tree/${encodeURIComponent(name)}` },
      protected: false,
      protection,
      protection_url: `${url}/protection`,
    });
  }),
  onRepository('GET', '/commits/{ref}', read, async (request) => {
    const { repository, world } = request;
    const commit = await commitOf(request, request.params['ref'] ?? '');
    const files = await diffFiles(repository.dir, commit.parents[0], commit.sha);
    const kind = diffMedia(request);
    if (kind !== undefined) return await rawDiff(request, kind, commit.parents[0], commit.sha, files);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    const capped = files.slice(0, world.limits.pullFiles);
    const perPage = Math.min(300, Number(request.query.get('per_page')) || 300);
    const page = Math.max(1, Number(request.query.get('page')) || 1);
    return ok({
      ...renderCommit(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: renderFiles(world, repository, commit.sha, capped.slice((page - 1) * perPage, page * perPage)),
    });
  }),
];
