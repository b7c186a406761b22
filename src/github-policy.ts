// The policy and the own rules of a pull request on GitHub: from the target branch and the owner's other repositories, never from the change.
import type { Change, Unread } from './engine/change.ts';
import { type Config, policyOf } from './engine/policy/config.ts';
import { groupLayers, type Properties, wantsProperties } from './engine/policy/groups.ts';
import { joinLayers, type PolicyLayer } from './engine/policy/layers.ts';
import { defaultPolicy, type Judge, type Policy, type PolicyProblem } from './engine/policy/policy.ts';
import { policyPath, readPolicy } from './engine/policy/read-policy.ts';
import type { RuleSet } from './engine/rule.ts';
import {
  isOwnRuleFile,
  ownLimits,
  ownRulesFolder,
  type OwnRuleFile,
  withOwnRules,
} from './engine/rules/own.ts';
import {
  readConfigFiles,
  readGitHubFolder,
  readGitHubText,
  type ConfigFiles,
  type GitHubClient,
} from './sources/github.ts';

/** A repository, and how the others of its owner are read. */
export interface PolicyPlace {
  owner: string;
  repo: string;
  siblings(repo: string): GitHubClient;
}

/** Where an owner keeps what holds for all repositories: https://docs.github.com/en/communities/setting-up-your-project-for-healthy-contributions/creating-a-default-community-health-file. */
const shared = '.github';

const wantedRules = { isWanted: isOwnRuleFile, maxFiles: ownLimits.files, maxBytes: ownLimits.fileChars };
const asked = new WeakMap<object, Map<string, Promise<ConfigFiles | undefined>>>();

/** What one question shows of a repository's configuration, asked once for each review; undefined where it must be read file by file. */
async function configOf(
  place: object,
  octokit: GitHubClient,
  { owner, repo, branch }: { owner: string; repo: string; branch?: string },
): Promise<ConfigFiles | undefined> {
  const known = asked.get(place) ?? new Map<string, Promise<ConfigFiles | undefined>>();
  asked.set(place, known);
  const found =
    known.get(repo) ??
    readConfigFiles(octokit, {
      owner,
      repo,
      ...(branch === undefined ? {} : { branch }),
      path: policyPath,
      folder: ownRulesFolder,
      wants: wantedRules,
    });
  known.set(repo, found);
  return await found;
}

/** The same of the repository under review, if it was asked at this commit. */
async function ownConfigAt(place: PolicyPlace, ref: string): Promise<ConfigFiles | undefined> {
  const config = await asked.get(place)?.get(place.repo);
  return config?.commit === ref ? config : undefined;
}

/**
 * The tip of the branch that a change goes to: what a pull request names as its base is the tip when somebody pushed to
 * it last, and a policy or a waiver that was merged since must count.
 */
export async function judgingCommit(
  octokit: GitHubClient,
  place: { owner: string; repo: string },
  change: Change,
): Promise<string> {
  const { owner, repo } = place;
  const branch = change.pullRequest?.baseRef;
  const named = change.target ?? change.base;
  if (branch === undefined) return named;
  const config = await configOf(place, octokit, { owner, repo, branch });
  if (config?.commit !== undefined) return config.commit;
  try {
    const ref = `heads/${branch}`;
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { owner, repo, ref });
    return data.object.sha;
  } catch (error) {
    // Deleted meanwhile.
    if ((error as { status?: unknown }).status === 404) return named;
    throw error;
  }
}

/** The rules that the target branch and the organisation's `.github` repository add; never those of the change. */
export async function ownRulesOnGitHub(
  octokit: GitHubClient,
  place: PolicyPlace,
  ref: string,
): Promise<{ files: OwnRuleFile[]; unread: Unread[] }> {
  const { owner, repo, siblings } = place;
  const wants = wantedRules;
  const path = ownRulesFolder;
  const known = await ownConfigAt(place, ref);
  const files: OwnRuleFile[] = [
    ...(known?.folder ?? (await readGitHubFolder(octokit, { owner, repo, ref, path }, wants))),
  ];
  const unread: Unread[] = [];
  try {
    const sibling = siblings(shared);
    const config = await configOf(place, sibling, { owner, repo: shared });
    const theirs = config?.folder ?? (await readGitHubFolder(sibling, { owner, repo: shared, path }, wants));
    for (const file of theirs) files.push({ ...file, path: `${owner}/${shared}/${file.path}` });
  } catch (error) {
    if (!isRefused(error)) throw error;
    const reason = 'GitHub refused to show it; its rules are not applied';
    unread.push({ path: `${owner}/${shared}/${path}`, what: 'config', reason });
  }
  return { files, unread };
}

/**
 * The policy of a repository: the owner's `.github` repository and its groups at the bottom, then what the file
 * extends, then the file of the target branch. A layer that cannot be read stands in `unread`; one with problems is
 * left out and its problems are told, without what a private file says.
 */
export async function policyOnGitHub(
  octokit: GitHubClient,
  place: PolicyPlace,
  ref: string,
  rules: RuleSet,
): Promise<{ judge: Judge; unread: Unread[] }> {
  const { owner, repo } = place;
  const ruleIds = [...rules.info.keys()];
  const found: PolicyLayer[] = [];
  const problems: PolicyProblem[] = [];
  const unread: Unread[] = [];

  const read = (text: string | undefined, path: string, source: string): Config | undefined => {
    const { config, problems: wrong } = readPolicy(text, { path, source, ruleIds });
    problems.push(...wrong.map((problem) => withoutContent(problem, owner)));
    return config;
  };
  const readSibling = async (name: string): Promise<{ config: Config | undefined; isThere: boolean }> => {
    const path = `${owner}/${name}/${policyPath}`;
    try {
      const sibling = place.siblings(name);
      const known = await configOf(place, sibling, { owner, repo: name });
      const text = known
        ? known.text
        : await readGitHubText(sibling, { owner, repo: name, path: policyPath });
      return { config: read(text, path, `${owner}/${name}`), isThere: text !== undefined };
    } catch (error) {
      if (!isRefused(error)) throw error;
      unread.push({ path, what: 'config', reason: 'GitHub refused to show it; it is not applied' });
      return { config: undefined, isThere: true };
    }
  };

  const { config: organisation } = await readSibling(shared);
  if (organisation) {
    const source = `${owner}/${shared}`;
    found.push({ config: organisation, source, layer: 'organisation' });
    const properties = wantsProperties(organisation) ? await readProperties(octokit, place, unread) : {};
    found.push(...groupLayers(organisation, source, { name: repo, properties }));
  }
  const known = await ownConfigAt(place, ref);
  const text = known ? known.text : await readGitHubText(octokit, { owner, repo, ref, path: policyPath });
  const own = read(text, policyPath, policyPath);
  if (own?.extends !== undefined && own.extends !== shared) {
    const { config, isThere } = await readSibling(own.extends);
    if (config) found.push({ config, source: `${owner}/${own.extends}`, layer: 'extended' });
    if (!isThere)
      problems.push({
        path: policyPath,
        line: 1,
        column: 1,
        message: `\`extends\` names ${own.extends}, where no ${policyPath} can be read; LangGuard must be installed on it`,
      });
  }
  if (own) found.push({ config: own, source: `${policyPath} at ${ref.slice(0, 7)}` });

  if (found.length === 0) {
    const source = problems[0] ? `defaults, because ${problems[0].path} has problems` : 'defaults';
    return { judge: { policy: { ...defaultPolicy, source }, problems }, unread };
  }
  const { config, held, sources } = joinLayers(found);
  const source = found
    .map((layer) => layer.source)
    .toReversed()
    .join(' over ');
  const policy = policyOf(config, source, defaultPolicy.allowComments, sources);
  return { judge: { policy: held.length > 0 ? { ...policy, held } : policy, problems }, unread };
}

/** Reads the policy in force for changes to a branch, whatever is wrong with the file. */
export type ReadPolicy = (octokit: GitHubClient, place: PolicyPlace, branch: string) => Promise<Policy>;

/** Makes the reader with the rules that ship. */
export function createPolicyReader(shipped: RuleSet): ReadPolicy {
  return async (octokit, place, branch) => {
    const own = await ownRulesOnGitHub(octokit, place, branch);
    const { rules } = withOwnRules(shipped, own.files);
    return (await policyOnGitHub(octokit, place, branch, rules)).judge.policy;
  };
}

async function readProperties(
  octokit: GitHubClient,
  { owner, repo }: PolicyPlace,
  unread: Unread[],
): Promise<Properties> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/properties/values', { owner, repo });
    return Object.fromEntries(data.map(({ property_name, value }) => [property_name, value]));
  } catch (error) {
    const status = (error as { status?: unknown }).status;
    if (status !== 404 && !isRefused(error)) throw error;
    unread.push({
      what: 'config',
      reason:
        'GitHub did not show the custom properties of the repository; groups of the organisation by property are not applied',
    });
    return {};
  }
}

/** The App may not see it; everything else may pass, so it is tried again. */
function isRefused(error: unknown): boolean {
  return (error as { status?: unknown }).status === 403 && !/rate limit/i.test(String(error));
}

/** A problem as it may be shown: another repository may be private, and what is wrong with a key quotes the file. */
export function withoutContent(problem: PolicyProblem, owner: string): PolicyProblem {
  if (!problem.path.startsWith(`${owner}/`)) return problem;
  return {
    ...problem,
    message: 'the file has a problem here; langguard config check or rules check says which',
  };
}
