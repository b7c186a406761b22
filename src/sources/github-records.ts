// Reads what tools wrote down of who authored the lines of a pull request: notes and checkpoints, in the fork too.
import type { AuthorshipRecord, Change } from '../engine/change.ts';
import {
  headers,
  inParallel,
  isRefusedForNow,
  readBlob,
  type GitHubClient,
  type RepositoryName,
  type TreeReader as KnownTree,
} from './github-api.ts';
import {
  checkpointNames,
  checkpointsOf,
  entireBranch,
  isNotesRef,
  knownNotesRefs,
  notePathsOf,
  recordLimits,
  traceFile,
} from './record-places.ts';

/** Requests for records of one pull request, so that notes of any size leave room for the review. */
const maxRequests = 150;

const maxCommits = 100;

interface Asking {
  octokit: GitHubClient;
  change: Change;
  left: number;
}

type Entries = Map<string, { sha: string; type: string; size: number }>;

/**
 * The records in these repositories, of which the last is the base's and the first may be a fork, where the notes of its
 * commits are. Throws when GitHub refuses for now.
 */
export async function readRecordsOnGitHub(
  octokit: GitHubClient,
  repositories: readonly RepositoryName[],
  change: Change,
  head?: KnownTree,
): Promise<AuthorshipRecord[]> {
  const asking: Asking = { octokit, change, left: maxRequests };
  const out: AuthorshipRecord[] = [];
  const seen = new Set<string>();
  for (const repository of repositories) {
    const found = [...(await notesIn(asking, repository)), ...(await checkpointsIn(asking, repository))];
    for (const record of found) {
      const key = `${record.ref} ${record.commit} ${record.text}`;
      if (!seen.has(key)) out.push(record);
      seen.add(key);
    }
  }
  const base = repositories.at(-1);
  if (base) out.push(...(await tracesIn(asking, base, head)));
  if (asking.left <= 0)
    change.unread.push({
      what: 'origins',
      reason: 'there are too many records of authorship, so not all were read',
    });
  return out;
}

/** Undefined for what is not there, what GitHub does not show and what is beyond the budget. */
async function ask<T>(asking: Asking, request: () => Promise<T>): Promise<T | undefined> {
  if (asking.left-- <= 0) return undefined;
  try {
    return await request();
  } catch (error) {
    if (isRefusedForNow(error)) throw error;
    return undefined;
  }
}

async function notesIn(asking: Asking, repository: RepositoryName): Promise<AuthorshipRecord[]> {
  const refs = await ask(asking, async () =>
    (
      await asking.octokit.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', {
        ...repository,
        ref: 'notes/',
        headers,
      })
    ).data.map(({ ref, object }) => ({ ref, sha: object.sha })),
  );
  // Where a repository has no notes GitHub answers with an empty list; an installation may not see a private fork.
  if (refs === undefined && asking.left > 0)
    asking.change.unread.push({
      what: 'origins',
      reason: `GitHub did not show the notes of ${repository.owner}/${repository.repo}`,
    });
  const rank = ({ ref }: { ref: string }) => (knownNotesRefs.includes(ref) ? 0 : 1);
  const chosen = (refs ?? [])
    .filter(({ ref }) => isNotesRef(ref))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, recordLimits.refs);
  const out: AuthorshipRecord[] = [];
  const commits = asking.change.commits.slice(-maxCommits);
  for (const { ref, sha } of chosen) {
    const trees = treeReader(asking, repository, sha);
    const wanted: { commit: string; blob: string }[] = [];
    for (const { sha: commit } of commits)
      for (const path of notePathsOf(commit)) {
        const entry = await trees(path);
        if (entry?.type !== 'blob') continue;
        if (entry.size <= recordLimits.bytes) wanted.push({ commit, blob: entry.sha });
        else
          asking.change.unread.push({
            path: ref,
            what: 'origins',
            reason: `its record for ${commit.slice(0, 7)} is too large`,
          });
      }
    const texts = new Map<string, string>();
    await inParallel(wanted, 4, async ({ blob }) => {
      const bytes = await ask(asking, () => readBlob(asking.octokit, repository, blob));
      if (bytes) texts.set(blob, bytes.toString('utf8'));
    });
    for (const { commit, blob } of wanted) {
      const text = texts.get(blob);
      if (text !== undefined) out.push({ ref, commit, text });
      else if (asking.left > 0)
        asking.change.unread.push({
          path: ref,
          what: 'origins',
          reason: `its record for ${commit.slice(0, 7)} was not read`,
        });
    }
  }
  return out;
}

async function checkpointsIn(asking: Asking, repository: RepositoryName): Promise<AuthorshipRecord[]> {
  const marked = asking.change.commits
    .slice(-maxCommits)
    .flatMap(({ sha, message }) => checkpointsOf(message).map((id) => ({ sha, id })));
  const out: AuthorshipRecord[] = [];
  const trees = new Map<string, Promise<ReturnType<typeof treeReader> | undefined>>();
  const treesOf = (ref: string) => {
    const known = trees.get(ref) ?? refTree(asking, repository, ref);
    trees.set(ref, known);
    return known;
  };
  for (const { sha, id } of marked)
    for (const { ref, file } of checkpointNames(id, [entireBranch])) {
      const entry = await (await treesOf(ref))?.(file);
      if (entry?.type !== 'blob' || entry.size > recordLimits.bytes) continue;
      const bytes = await ask(asking, () => readBlob(asking.octokit, repository, entry.sha));
      if (bytes) out.push({ ref, commit: sha, text: bytes.toString('utf8') });
    }
  return out;
}

async function refTree(
  asking: Asking,
  repository: RepositoryName,
  ref: string,
): Promise<ReturnType<typeof treeReader> | undefined> {
  const found = await ask(asking, () =>
    asking.octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...repository,
      ref: ref.slice('refs/'.length),
      headers,
    }),
  );
  return found && treeReader(asking, repository, found.data.object.sha);
}

async function tracesIn(
  asking: Asking,
  repository: RepositoryName,
  head: KnownTree | undefined,
): Promise<AuthorshipRecord[]> {
  const entry = await traceEntry(asking, repository, head);
  if (!entry) return [];
  if (entry.size > recordLimits.traceBytes) {
    asking.change.unread.push({ path: traceFile, what: 'origins', reason: 'its record is too large' });
    return [];
  }
  const bytes = await ask(asking, () => readBlob(asking.octokit, repository, entry.sha));
  return bytes ? [{ ref: traceFile, text: bytes.toString('utf8') }] : [];
}

/** The tree of the head is known already, where GitHub lists it whole. */
async function traceEntry(
  asking: Asking,
  repository: RepositoryName,
  head: KnownTree | undefined,
): Promise<{ sha: string; size: number } | undefined> {
  if (head?.entries) {
    const known = head.entries.get(traceFile);
    return known?.mode.startsWith('100') ? known : undefined;
  }
  const [folder = '', name = ''] = traceFile.split('/');
  const trees = treeReader(asking, repository, asking.change.head);
  const entry = (await trees(folder))?.type === 'tree' ? await trees(`${folder}/${name}`) : undefined;
  return entry?.type === 'blob' ? entry : undefined;
}

/** Looks paths up folder by folder, each read once: a tree of notes may hold one for every commit there ever was. */
function treeReader(
  asking: Asking,
  repository: RepositoryName,
  commit: string,
): (path: string) => Promise<{ sha: string; type: string; size: number } | undefined> {
  const known = new Map<string, Promise<Entries | undefined>>();
  const read = (sha: string) => {
    const tree =
      known.get(sha) ??
      ask(asking, async () => {
        const { data } = await asking.octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
          ...repository,
          tree_sha: sha,
          headers,
        });
        const rows = data.tree.map(
          ({ path, sha: id, type, size = 0 }) => [path, { sha: id, type, size }] as const,
        );
        return new Map(rows) as Entries;
      });
    known.set(sha, tree);
    return tree;
  };
  return async (path) => {
    let at: { sha: string; type: string; size: number } | undefined = { sha: commit, type: 'tree', size: 0 };
    for (const part of path.split('/')) {
      if (at?.type !== 'tree') return undefined;
      at = (await read(at.sha))?.get(part);
    }
    return at;
  };
}
