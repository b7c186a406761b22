// Routes of pull requests: list, one, its files and commits, and the diff media type with its limits.
import type { FileDiff } from '../diff.ts';
import { mergeBase, rememberedDiff } from '../diff.ts';
import { git, readCommits, resolveCommit } from '../git.ts';
import type { RepositoryRequest, Route } from '../http.ts';
import { notFound, numberParam, ok, onRepository, pageOf, paginate, refuse } from '../http.ts';
import { describePull, pullCommits, pullFiles } from '../pulls.ts';
import { renderPull } from '../render-pulls.ts';
import { htmlUrl, renderCommit, repositoryUrl } from '../render.ts';
import type { Body, Limits, Pull, Repository, World } from '../state.ts';

const read = [['pull_requests', 'read']] as const;

/** The pull request that the path names, or 404. */
export function pullFrom(request: RepositoryRequest, name = 'pull_number'): Pull {
  const pull = request.repository.pulls.get(numberParam(request, name));
  if (pull === undefined) throw notFound();
  return pull;
}

/** Files as one response shows them: patches are left out once a file or the response is too large. */
export function renderFiles(world: World, repository: Repository, ref: string, files: FileDiff[]): Body[] {
  const { limits } = world;
  let bytes = 0;
  let lines = 0;
  return files.map((file) => {
    const path = file.path.split('/').map(encodeURIComponent).join('/');
    const size = Buffer.byteLength(file.patch ?? '');
    const changes = file.additions + file.deletions;
    bytes += size;
    lines += changes;
    const fits =
      size <= limits.patchBytesPerFile &&
      changes <= limits.patchLinesPerFile &&
      bytes <= limits.patchBytesTotal &&
      lines <= limits.patchLinesTotal;
    return {
      sha: file.sha,
      filename: file.path,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      changes,
      blob_url: `${htmlUrl(world, repository)}/blob/${ref}/${path}`,
      raw_url: `${htmlUrl(world, repository)}/raw/${ref}/${path}`,
      contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${ref}`,
      ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
      ...(file.patch === undefined || !fits ? {} : { patch: file.patch }),
    };
  });
}

function tooLarge(what: string, limits: Limits) {
  const message =
    what === 'files'
      ? `Sorry, the diff exceeded the maximum number of files (${limits.diffFiles}). Consider using 'List pull requests files' API or locally cloning the repository instead.`
      : `Sorry, the diff exceeded the maximum number of lines (${limits.diffLines})`;
  return refuse(406, message, { errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }] });
}

/** A diff or patch as text. Throws 406 above GitHub's limits. */
export async function rawDiff(
  request: RepositoryRequest,
  kind: 'diff' | 'patch',
  from: string | undefined,
  to: string,
  files: FileDiff[],
) {
  const { limits } = request.world;
  if (files.length > limits.diffFiles) throw tooLarge('files', limits);
  if (files.reduce((sum, file) => sum + file.additions + file.deletions, 0) > limits.diffLines)
    throw tooLarge('lines', limits);
  const range = `${from ?? to}..${to}`;
  const data =
    kind === 'diff'
      ? await git(request.repository.dir, ['diff', '--no-color', '--find-renames', '--full-index', range])
      : await git(request.repository.dir, ['format-patch', '--stdout', '--no-signature', range]);
  return { status: 200, raw: { data, contentType: `application/vnd.github.${kind}; charset=utf-8` } };
}

/** `diff` or `patch` when the client asks for that media type. */
export function diffMedia(request: RepositoryRequest): 'diff' | 'patch' | undefined {
  const kind = /application\/vnd\.github\.(?:v3\.)?(diff|patch)/.exec(request.headers['accept'] ?? '')?.[1];
  return kind as 'diff' | 'patch' | undefined;
}

/** The routes of pull requests and comparisons. */
export const pullRoutes: Route[] = [
  onRepository('GET', '/pulls', read, (request) => {
    const { query, repository, world } = request;
    const state = query.get('state') ?? 'open';
    const head = query.get('head');
    const base = query.get('base');
    const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
    const ascending = query.get('direction') === 'asc';
    const wanted = [...repository.pulls.values()]
      .filter((pull) => state === 'all' || pull.state === state)
      .filter((pull) => head === null || head === `${pull.headRepo.owner.login}:${pull.headRef}`)
      .filter((pull) => base === null || base === pull.baseRef)
      .sort((a, b) => (a[key] === b[key] ? a.number - b.number : a[key] < b[key] ? -1 : 1));
    if (!ascending) wanted.reverse();
    return paginate(request, wanted, (page) => page.map((pull) => renderPull(world, repository, pull)));
  }),
  onRepository('GET', '/pulls/{pull_number}', read, async (request) => {
    const pull = pullFrom(request);
    const kind = diffMedia(request);
    if (kind === undefined) return ok(await describePull(request.world, request.repository, pull));
    const from = await mergeBase(request.repository.dir, pull.baseSha, pull.headSha);
    return await rawDiff(request, kind, from, pull.headSha, await pullFiles(request.repository, pull));
  }),
  onRepository('GET', '/pulls/{pull_number}/files', read, async (request) => {
    const { repository, world } = request;
    const pull = pullFrom(request);
    const files = (await pullFiles(repository, pull)).slice(0, world.limits.pullFiles);
    return await paginate(request, files, (page) => renderFiles(world, repository, pull.headSha, page));
  }),
  onRepository('GET', '/pulls/{pull_number}/commits', read, async (request) => {
    const { repository, world } = request;
    const shas = (await pullCommits(repository, pullFrom(request))).slice(0, world.limits.pullCommits);
    return await paginate(request, shas, async (page) =>
      (await readCommits(repository.dir, page)).map((commit) => renderCommit(world, repository, commit)),
    );
  }),
  onRepository('GET', '/commits/{commit_sha}/pulls', read, (request) => {
    const { repository, world } = request;
    const sha = request.params['commit_sha'];
    // Reported to be empty for forks, so it is here too.
    const wanted = [...repository.pulls.values()].filter(
      (pull) => pull.headRepo === repository && (pull.headSha === sha || pull.mergeCommitSha === sha),
    );
    return paginate(request, wanted, (page) => page.map((pull) => renderPull(world, repository, pull)));
  }),
  onRepository('GET', '/compare/{basehead}', [['contents', 'read']], async (request) => {
    const { repository, world } = request;
    const { dir } = repository;
    const basehead = request.params['basehead'] ?? '';
    const [baseName = '', headName] = basehead.split('...');
    if (headName === undefined) throw notFound();
    const [base, head] = await Promise.all([
      resolveCommit(dir, baseName),
      resolveCommit(dir, headName.slice(headName.indexOf(':') + 1)),
    ]);
    if (base === undefined || head === undefined) throw notFound();
    const common = await mergeBase(dir, base, head);
    if (common === undefined) throw refuse(404, `No common ancestor between ${baseName} and ${headName}.`);
    const files = await rememberedDiff(dir, common, head);
    const kind = diffMedia(request);
    if (kind !== undefined) return await rawDiff(request, kind, common, head, files);
    const list = async (from: string, to: string) => {
      const out = (await git(dir, ['rev-list', '--reverse', '--topo-order', `${from}..${to}`]))
        .toString()
        .trim();
      return out === '' ? [] : out.split('\n');
    };
    const [ahead, behind] = await Promise.all([list(base, head), list(head, base)]);
    const [baseCommit, commonCommit] = await readCommits(dir, [base, common]);
    const isPaged = request.query.has('page') || request.query.has('per_page');
    const { page, perPage } = pageOf(request);
    const shown = isPaged
      ? ahead.slice((page - 1) * perPage, page * perPage)
      : ahead.slice(0, world.limits.compareCommits);
    const commits = await readCommits(dir, shown);
    const render = (commit: (typeof commits)[number] | undefined) =>
      commit === undefined ? null : renderCommit(world, repository, commit);
    const url = `${repositoryUrl(world, repository)}/compare/${encodeURIComponent(basehead)}`;
    const html = `${htmlUrl(world, repository)}/compare/${encodeURIComponent(basehead)}`;
    const status =
      ahead.length > 0
        ? behind.length > 0
          ? 'diverged'
          : 'ahead'
        : behind.length > 0
          ? 'behind'
          : 'identical';
    const reply = await paginate(request, ahead, () => []);
    return {
      ...(isPaged && reply.headers !== undefined ? { headers: reply.headers } : {}),
      status: 200,
      body: {
        url,
        html_url: html,
        permalink_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        base_commit: render(baseCommit),
        merge_base_commit: render(commonCommit),
        status,
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        commits: commits.map(render),
        ...(page === 1
          ? { files: renderFiles(world, repository, head, files.slice(0, world.limits.compareFiles)) }
          : {}),
      },
    };
  }),
];
