// Learns which teams the repositories of an installation belong to: once a day, after events, within a budget.
import { askTeamsAgain, claimTeams, finishTeams, keepOnlyTeams, keepTeam } from '../store/teams.ts';
import type { TeamClaim, TeamOutcome } from '../store/teams.ts';
import type { Store } from '../store/open.ts';
import { isPermissionRefusal } from './degradation.ts';
import { statusOf, type GitHub, type Octokit } from './github.ts';
import { hasRoom } from './room.ts';

/** What the question works with. */
export interface TeamDeps {
  store: Store;
  github: GitHub;
  /** A custom property of repositories whose value names their team; GitHub's own teams when absent. */
  teamProperty?: string | undefined;
  now?(): Date;
}

/** An installation as GitHub lists it. */
export interface TeamsOf {
  id: number;
  account: { login?: string } | null;
  target_type: string;
  repository_selection: string;
  permissions: Readonly<Record<string, string | undefined>>;
}

const dayMs = 24 * 3_600_000;

/** Where it did not work, or did not come to its end. */
const againMs = 3_600_000;

/** A read that takes longer died with its process. */
const holdMs = 15 * 60_000;

/** Requests of one read: what is left is asked an hour later. */
export const maxTeamRequests = 300;

/** An organisation with more has its figures by another grouping. */
const maxTeams = 2000;

/** Longer values are no names of teams. */
const maxNameChars = 100;

/** Asks GitHub for the teams of an installation when that is due; true when it was asked. */
export async function refreshTeams(
  installation: TeamsOf,
  deps: TeamDeps,
  { signal, maxRequests = maxTeamRequests }: { signal: AbortSignal; maxRequests?: number },
): Promise<boolean> {
  const { store, github } = deps;
  const now = deps.now?.() ?? new Date();
  const claim = await claimTeams(store.db, installation.id, now, holdMs);
  if (!claim) return false;
  const finish = (outcome: TeamOutcome, waitMs: number): Promise<void> =>
    finishTeams(store.db, claim, outcome, new Date(now.getTime() + waitMs));
  const missing = missingFor(installation, deps.teamProperty);
  if (missing) {
    await finish({ problem: missing, isOver: true }, dayMs);
    return false;
  }
  try {
    const octokit = await github.installation(installation.id);
    if (!(await hasRoom(octokit, { signal }))) {
      await finish({ problem: 'budget', isOver: false }, againMs);
      return true;
    }
    const ask: AskTeams = { octokit, installation, claim, deps, now, signal, budget: { left: maxRequests } };
    const outcome = deps.teamProperty === undefined ? await askGitHub(ask) : await askProperty(ask);
    await finish(outcome, 'knownAt' in outcome ? dayMs : againMs);
  } catch (error) {
    if (signal.aborted) throw error;
    // Granted when the installations were listed, and taken away since.
    const isRefused = isPermissionRefusal(error);
    await finish({ problem: isRefused ? 'permission' : 'failed', isOver: isRefused }, againMs);
    if (!isRefused) throw error;
  }
  return true;
}

/** Has GitHub asked again at the next round. */
export async function noteTeamsChanged(store: Store, installationId: number, now: Date): Promise<void> {
  await askTeamsAgain(store.db, installationId, now);
}

/** What can be told without a request: a person's account has no teams, and a permission is there or not. */
function missingFor(
  { target_type, account, permissions }: TeamsOf,
  property: string | undefined,
): 'personal' | 'permission' | undefined {
  if (target_type !== 'Organization' || account?.login === undefined) return 'personal';
  const wanted = property === undefined ? 'members' : 'organization_custom_properties';
  return permissions[wanted] === undefined ? 'permission' : undefined;
}

interface AskTeams {
  octokit: Octokit;
  installation: TeamsOf;
  claim: TeamClaim;
  deps: TeamDeps;
  now: Date;
  signal: AbortSignal;
  budget: { left: number };
}

/**
 * Teams that may write to a repository. By team and not by repository: that needs no permission to administer, and
 * there are fewer. https://docs.github.com/en/rest/teams/teams#list-team-repositories
 */
async function askGitHub(ask: AskTeams): Promise<TeamOutcome> {
  const { octokit, installation, claim, deps, now, signal, budget } = ask;
  const org = installation.account?.login ?? '';
  const request = { per_page: 100, request: { signal } };
  const teams: { id: number; slug: string; name: string }[] = [];
  for await (const { data } of octokit.paginate.iterator(octokit.rest.teams.list, { org, ...request })) {
    budget.left--;
    // Whoever sees a repository need not know of a secret team.
    for (const { id, slug, name, privacy } of data) if (privacy !== 'secret') teams.push({ id, slug, name });
    if (teams.length > maxTeams) return { problem: 'too-many', isOver: true };
  }
  const { db } = deps.store;
  await keepOnlyTeams(
    db,
    installation.id,
    teams.map(({ slug }) => slug),
  );
  const reached = await reachedBy(ask);
  let { cursor } = claim;
  for (const { id, slug, name } of teams.toSorted((a, b) => a.id - b.id)) {
    if (id <= claim.cursor) continue;
    if (budget.left <= 0) return { cursor };
    const repositories = (await writableBy(ask, slug)).filter(reached);
    await keepTeam(db, installation.id, { team: slug, name: name.slice(0, maxNameChars) }, repositories);
    cursor = id;
  }
  return { knownAt: now, source: 'teams' };
}

/** The repositories that a team may write to; none when it was deleted since. */
async function writableBy(
  { octokit, installation, signal, budget }: AskTeams,
  slug: string,
): Promise<number[]> {
  const found: number[] = [];
  try {
    for await (const { data } of octokit.paginate.iterator(octokit.rest.teams.listReposInOrg, {
      org: installation.account?.login ?? '',
      team_slug: slug,
      per_page: 100,
      request: { signal },
    })) {
      budget.left--;
      for (const { id, permissions } of data) if (permissions?.push !== false) found.push(id);
    }
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
  return found;
}

/** Teams as the organisation wrote them into a custom property. https://docs.github.com/en/rest/orgs/custom-properties */
async function askProperty(ask: AskTeams): Promise<TeamOutcome> {
  const { octokit, installation, deps, now, signal, budget } = ask;
  const { teamProperty: property = '', store } = deps;
  const found = new Map<string, number[]>();
  const reached = await reachedBy(ask);
  const org = installation.account?.login ?? '';
  for await (const { data } of octokit.paginate.iterator(
    octokit.rest.orgs.customPropertiesForReposGetOrganizationValues,
    {
      org,
      per_page: 100,
      request: { signal },
    },
  )) {
    if (budget.left-- <= 0) return { problem: 'too-many', isOver: false };
    for (const { repository_id, properties } of data) {
      const value = properties.find(({ property_name }) => property_name === property)?.value ?? [];
      for (const team of [value].flat())
        if (isTeamName(team) && reached(repository_id))
          found.set(team, [...(found.get(team) ?? []), repository_id]);
    }
    if (found.size > maxTeams) return { problem: 'too-many', isOver: true };
  }
  await keepOnlyTeams(store.db, installation.id, [...found.keys()]);
  for (const [team, repositoryIds] of found)
    await keepTeam(store.db, installation.id, { team, name: team }, repositoryIds);
  return { knownAt: now, source: `property ${property}` };
}

/** True for what may be shown and stand in an address. */
function isTeamName(text: string): boolean {
  return text.trim() !== '' && text.length <= maxNameChars && !/[\p{Cc}\p{Cf}]/u.test(text);
}

/** Whether the App is installed on a repository: numbers of others are not kept. */
async function reachedBy({
  octokit,
  installation,
  signal,
  budget,
}: AskTeams): Promise<(id: number) => boolean> {
  if (installation.repository_selection === 'all') return () => true;
  const ids = new Set<number>();
  for await (const { data } of octokit.paginate.iterator(
    octokit.rest.apps.listReposAccessibleToInstallation,
    {
      per_page: 100,
      request: { signal },
    },
  )) {
    budget.left--;
    for (const { id } of data) ids.add(id);
  }
  return (id) => ids.has(id);
}
