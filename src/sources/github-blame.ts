// Finds out which commit of a pull request last wrote each added line, from what GitHub shows of each commit.
import { addedLines, type Change } from '../engine/change.ts';
import { mapLines, placesOf, spansOf, type Step } from '../engine/provenance/lines.ts';
import { readFilePatch } from './diff.ts';
import { headers, isRefusedForNow, type GitHubClient, type RepositoryName } from './github-api.ts';
import { hunksOfTexts, readCommitFiles, type CommitFile, type CommitFiles } from './github-history.ts';

/** Merges and files without a patch cost requests of their own. */
const maxMerges = 20;
const maxOwnDiffs = 20;

/** GitHub shows so many files of a comparison. */
const filesInComparison = 300;

/** Adds `blame` to the files. What cannot be mapped goes on record and has none. Throws when GitHub refuses for now. */
export async function addBlameOnGitHub(
  octokit: GitHubClient,
  repository: RepositoryName,
  change: Change,
  seen: CommitFiles,
): Promise<void> {
  const wanted = new Map(
    change.files.flatMap((file) => {
      const spans = spansOf(addedLines(file).map((line) => line.number));
      return spans.length === 0 ? [] : [[file.path, spans] as const];
    }),
  );
  const isWhole = !change.unread.some(({ what }) => what === 'commits') || change.commits.length === 1;
  const commits = childrenFirst(change);
  const parentsOf = new Map(commits.map(({ sha, parents }) => [sha, parents]));
  const submodules = new Set(
    change.files.filter((file) => file.class === 'submodule').map(({ path }) => path),
  );
  const merges = commits.filter(({ parents }) => parents.length > 1).length;
  const steps = stepReader(octokit, repository, seen, merges, submodules);
  const found = await mapLines(change.head, wanted, {
    commits,
    step: async (commit, parent, path): Promise<Step> => {
      // A single commit adds what the pull request adds.
      if (commits.length === 1 && parentsOf.get(commit)?.length === 1) return 'new';
      return steps(commit, parent, path, parentsOf.get(commit) ?? []);
    },
  });
  let lost = 0;
  for (const file of change.files) {
    const of = found.get(file.path);
    if (!of) continue;
    // Where commits are missing from the list, what seems older may be theirs.
    file.blame = of.blame;
    lost += of.lost + (isWhole ? 0 : of.older);
  }
  if (lost > 0)
    change.unread.push({
      what: 'origins',
      reason: `the commit that wrote ${lost} added lines was not found`,
    });
}

/** The commits from the head on, each before its parents. */
function childrenFirst({ commits, head }: Change): { sha: string; parents: string[] }[] {
  const known = new Map(commits.map(({ sha, parents = [] }) => [sha, parents]));
  const out: { sha: string; parents: string[] }[] = [];
  const done = new Set<string>();
  const stack: [string, boolean][] = [[head, false]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [sha, isLeaving] = top;
    const parents = known.get(sha);
    if (!parents) continue;
    if (isLeaving) out.push({ sha, parents });
    else if (!done.has(sha)) {
      done.add(sha);
      stack.push([sha, true], ...parents.map((parent): [string, boolean] => [parent, false]));
    }
  }
  return out.toReversed();
}

function stepReader(
  octokit: GitHubClient,
  repository: RepositoryName,
  { filesOf, failed }: CommitFiles,
  merges: number,
  submodules: ReadonlySet<string>,
): (commit: string, parent: string, path: string, parents: readonly string[]) => Promise<Step> {
  const known = new Map<string, Promise<{ files: CommitFile[]; isWhole: boolean } | undefined>>();
  let ownDiffs = 0;
  const read = async (commit: string, parent: string, isFirst: boolean) => {
    const files = filesOf.get(commit);
    if (files && isFirst) return { files, isWhole: !failed.has(commit) };
    if (merges > maxMerges) return undefined;
    try {
      if (isFirst) return await readCommitFiles(octokit, repository, commit);
      // A parent is what both share, so this is the difference between the two.
      const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        ...repository,
        basehead: `${parent}...${commit}`,
        per_page: 1,
        headers,
      });
      const compared = (data.files ?? []) as CommitFile[];
      return { files: compared, isWhole: compared.length < filesInComparison };
    } catch (error) {
      if (isRefusedForNow(error)) throw error;
      return undefined;
    }
  };
  return async (commit, parent, path, parents) => {
    const isMerge = parents.length > 1;
    // Plain commits beyond the limit of the history are not asked for again.
    if (!isMerge && !filesOf.has(commit)) return 'unread';
    const key = `${commit} ${parent}`;
    let listed = known.get(key);
    if (!listed) known.set(key, (listed = read(commit, parent, parent === parents[0])));
    const answer = await listed;
    if (!answer) return 'unread';
    const file = answer.files.find(({ filename, status }) => filename === path && status !== 'removed');
    if (!file) return answer.isWhole ? { path, places: [] } : 'unread';
    // A submodule has but one line, whose patch GitHub leaves out.
    if (submodules.has(path)) return 'new';
    return stepOf(file, async () =>
      ownDiffs++ < maxOwnDiffs ? hunksOfTexts(octokit, repository, file, parent) : undefined,
    );
  };
}

async function stepOf(file: CommitFile, byTexts: () => ReturnType<typeof hunksOfTexts>): Promise<Step> {
  const { status, patch, changes, additions } = file;
  if (status === 'added' || status === 'copied') return 'new';
  const path = file.previous_filename ?? file.filename;
  if (patch === undefined && changes === 0) return { path, places: [] };
  const read = patch === undefined ? undefined : readFilePatch(patch);
  const isSound =
    read?.problem === undefined &&
    read?.hunks.reduce((sum, { lines }) => sum + lines.filter(({ kind }) => kind === 'added').length, 0) ===
      additions;
  const hunks = read && isSound ? read.hunks : await byTexts();
  return hunks ? { path, places: placesOf(hunks) } : 'unread';
}
