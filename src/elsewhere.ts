// Searches a branch for where else the pattern of a finding, or its very secret, stands: few files, little time, and it says what it left out.
import { languageOf } from './engine/languages.ts';
import { defaultPolicy, type Judge } from './engine/policy/policy.ts';
import type { Elsewhere, IncidentHelp, JudgedFinding } from './engine/review.ts';
import type { RuleSet } from './engine/rule.ts';
import { isSearchable, onlyRules } from './engine/rules/only.ts';
import { withOwnRules } from './engine/rules/own.ts';
import { ownRulesOnGitHub, type PolicyPlace } from './github-policy.ts';
import { offlineLookups, runReview } from './run.ts';
import { allPages, inParallel, readGitHubText, statusOf, type GitHubClient } from './sources/github-api.ts';
import {
  asChange,
  chooseFiles,
  readChosen,
  type ChosenFile,
  type SampleLimits,
} from './sources/github-sample.ts';

/** What is looked for: the pattern of a rule, or one secret by its digest. */
export type Wanted = Pick<JudgedFinding, 'rule' | 'path' | 'fingerprint' | 'secretDigest'>;

/** Where, and by what. */
export interface SearchTarget extends PolicyPlace {
  /** Branches, the one that matters most first. */
  branches: readonly string[];
  /** Key under which secrets are digested. */
  digestKey: string;
  today: string;
  signal?: AbortSignal;
}

/** How much one search may read and take. */
export interface SearchLimits extends SampleLimits {
  maxMs: number;
  /** Places that are listed of each finding. */
  maxPlaces: number;
}

/** Stated in docs/for-reviewers.md. */
export const searchLimits: SearchLimits = {
  maxFiles: 300,
  maxBytes: 4_000_000,
  maxFileBytes: 250_000,
  maxSingleReads: 20,
  maxMs: 20_000,
  maxPlaces: 20,
};

/** Files of one round: GitHub gives a hundred with one request. */
const roundFiles = 100;

/** Who searches. */
export interface IncidentSearch {
  elsewhere(
    octokit: GitHubClient,
    wanted: readonly Wanted[],
    target: SearchTarget,
  ): Promise<Map<string, Elsewhere[]>>;
  commits(
    octokit: GitHubClient,
    wanted: Wanted,
    target: SearchTarget & { number: number },
  ): Promise<IncidentHelp['commits']>;
}

/** Makes the searches with the rules that ship. */
export function createIncidentSearch(shipped: RuleSet): IncidentSearch {
  return {
    elsewhere: (octokit, wanted, target) => searchElsewhere(octokit, wanted, target, shipped),
    commits: (octokit, wanted, target) => searchCommits(octokit, wanted, target, shipped),
  };
}

/** Commits of a pull request, the newest, in which the file of a secret is read. */
const maxCommits = 20;

/** The commits of a pull request whose version of the file holds the same secret. Throws what GitHub answers. */
async function searchCommits(
  octokit: GitHubClient,
  { path, secretDigest }: Wanted,
  target: SearchTarget & { number: number },
  rules: RuleSet,
): Promise<IncidentHelp['commits']> {
  const { owner, repo, number, digestKey, today, signal } = target;
  if (secretDigest === undefined) return undefined;
  const rows = await allPages(
    (page) =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', {
        owner,
        repo,
        pull_number: number,
        per_page: 100,
        page,
      }),
    250,
  );
  const commits = rows.slice(-maxCommits).map(({ sha }) => sha);
  const { detectors } = onlyRules(rules, new Set());
  const holding = new Set<string>();
  await inParallel(commits, 4, async (sha) => {
    signal?.throwIfAborted();
    const text = await readGitHubText(octokit, { owner, repo, ref: sha, path });
    if (text === undefined || text.length > searchLimits.maxFileBytes * 4) return;
    const { findings } = await runReview(asChange(sha, [{ path, text }]), plainJudge, {
      rules,
      detectors,
      lookups: offlineLookups,
      digestKey,
      today,
    });
    if (findings.some((finding) => finding.secretDigest === secretDigest)) holding.add(sha);
  });
  return {
    holding: commits.filter((sha) => holding.has(sha)),
    read: commits.length,
    of: rows.length,
  };
}

/** What else stands in the branches, by fingerprint; a rule that no search can find is not in it. Throws what GitHub answers. */
export async function searchElsewhere(
  octokit: GitHubClient,
  wanted: readonly Wanted[],
  target: SearchTarget,
  shipped: RuleSet,
  limits: SearchLimits = searchLimits,
): Promise<Map<string, Elsewhere[]>> {
  const found = new Map<string, Elsewhere[]>();
  const deadline = Date.now() + limits.maxMs;
  const seen = new Set<string>();
  for (const branch of target.branches) {
    const { commit, rules } = await readBranch(octokit, branch, target, shipped);
    if (commit === undefined || seen.has(commit)) continue;
    seen.add(commit);
    const searchable = wanted.filter(({ rule }) => isSearchable(rules, rule));
    if (searchable.length === 0) continue;
    const searched = await searchCommit(octokit, searchable, { ...target, branch, commit }, rules, {
      ...limits,
      deadline,
    });
    for (const [fingerprint, one] of searched)
      found.set(fingerprint, [...(found.get(fingerprint) ?? []), one]);
  }
  return found;
}

async function readBranch(
  octokit: GitHubClient,
  branch: string,
  target: SearchTarget,
  shipped: RuleSet,
): Promise<{ commit: string | undefined; rules: RuleSet }> {
  const { owner, repo } = target;
  try {
    const ref = `heads/${branch}`;
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { owner, repo, ref });
    const own = await ownRulesOnGitHub(octokit, target, data.object.sha);
    return { commit: data.object.sha, rules: withOwnRules(shipped, own.files).rules };
  } catch (error) {
    if (statusOf(error) === 404) return { commit: undefined, rules: shipped };
    throw error;
  }
}

async function searchCommit(
  octokit: GitHubClient,
  wanted: readonly Wanted[],
  target: SearchTarget & { branch: string; commit: string },
  all: RuleSet,
  limits: SearchLimits & { deadline: number },
): Promise<Map<string, Elsewhere>> {
  const { branch, commit, digestKey, today, signal } = target;
  const { rules, detectors } = onlyRules(all, new Set(wanted.map(({ rule }) => rule)));
  const { chosen, left } = await chooseFiles(octokit, target, commit, rankFor(wanted), limits);
  const places = new Map(wanted.map(({ fingerprint }) => [fingerprint, [] as Elsewhere['places']]));
  let files = 0;
  let unread = 0;
  let late: ChosenFile[] = [];
  for (let from = 0; from < chosen.length; from += roundFiles) {
    signal?.throwIfAborted();
    if (Date.now() > limits.deadline) {
      late = chosen.slice(from);
      break;
    }
    const round = chosen.slice(from, from + roundFiles);
    const read = await readChosen(octokit, target, commit, round, limits.maxSingleReads);
    try {
      const review = await runReview(read.change, plainJudge, {
        rules,
        detectors,
        lookups: offlineLookups,
        digestKey,
        today,
        breathe: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          signal?.throwIfAborted();
          if (Date.now() > limits.deadline) throw new Late();
        },
      });
      files += read.change.files.length;
      unread += read.unread;
      for (const one of wanted)
        for (const finding of review.findings)
          if (isSame(finding, one))
            places.get(one.fingerprint)?.push({ path: finding.path, line: finding.start.line });
    } catch (error) {
      if (!(error instanceof Late)) throw error;
      late = chosen.slice(from);
      break;
    }
  }
  const missed = [
    ...left,
    ...(unread > 0 ? [{ files: unread, reason: 'GitHub did not give them' }] : []),
    ...(late.length > 0
      ? [{ files: late.length, reason: `the time was up (${limits.maxMs / 1000} s)` }]
      : []),
  ];
  return new Map(
    [...places].map(([fingerprint, found]): [string, Elsewhere] => [
      fingerprint,
      {
        branch,
        commit,
        places: found.slice(0, limits.maxPlaces),
        more: Math.max(0, found.length - limits.maxPlaces),
        files,
        left: missed,
      },
    ]),
  );
}

/** Thrown between files once the time is up. */
class Late extends Error {}

/** Everything counts: what an allow comment accepts is set aside all the same. */
const plainJudge: Judge = {
  policy: { ...defaultPolicy, allowComments: 'head' },
  problems: [],
  proposedProblems: [],
};

function isSame({ rule, disposition, secretDigest }: JudgedFinding, wanted: Wanted): boolean {
  if (disposition.state !== 'reported') return false;
  // The same secret counts under whichever rule it is found.
  return wanted.secretDigest === undefined ? rule === wanted.rule : secretDigest === wanted.secretDigest;
}

/** Where settings and so secrets are usually kept. */
const settings =
  /(?:^|\/)(?:\.env[^/]*|[^/]*\.(?:env|ya?ml|json|toml|ini|cfg|conf|properties|tf|tfvars|xml|sh))$/i;

/** Near the finding first; of code only files of the same language, of a secret every text. */
function rankFor(wanted: readonly Wanted[]): (path: string) => number | undefined {
  const folders = new Set(wanted.map(({ path }) => folderOf(path)));
  const paths = new Set(wanted.map(({ path }) => path));
  const hasSecret = wanted.some(({ secretDigest }) => secretDigest !== undefined);
  const kinds = new Set(
    wanted.flatMap(({ path, secretDigest }) => (secretDigest === undefined ? [kindOf(path)] : [])),
  );
  return (path) => {
    const isKind = kinds.has(kindOf(path));
    if (!isKind && !hasSecret) return undefined;
    if (!isKind && binary.test(path)) return undefined;
    if (paths.has(path)) return 0;
    if (folders.has(folderOf(path))) return 1;
    return isKind || settings.test(path) ? 2 : 3;
  };
}

const binary =
  /\.(?:png|jpe?g|gif|webp|ico|pdf|zip|gz|tgz|bz2|xz|7z|jar|war|class|exe|dll|so|dylib|woff2?|ttf|eot|mp[34]|mov|wasm|min\.js|lock)$/i;

/** The script languages count as one: they share their patterns. */
function kindOf(path: string): string {
  const language = languageOf(path)?.id;
  if (language === 'typescript' || language === 'tsx') return 'javascript';
  return language ?? path.slice(path.lastIndexOf('/') + 1).replace(/^.*(?=\.)/, '');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
