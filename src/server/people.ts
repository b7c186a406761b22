// What a person may do, asked of GitHub each time: roles in a repository, members of a team.
import { type Role, roles } from '../engine/policy/waiver-policy.ts';
import type { Prompter } from '../engine/provenance/prompter.ts';
import { statusOf, type Octokit } from './github.ts';

/** Where a question is asked. */
export interface AskIn {
  octokit: Octokit;
  owner: string;
  repo: string;
  signal?: AbortSignal;
}

/** The role of a person in a repository; `none` for outsiders, who may read at most. */
export async function roleOf({ octokit, owner, repo, signal }: AskIn, login: string): Promise<Role | 'none'> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
      owner,
      repo,
      username: login,
      ...(signal && { request: { signal } }),
    });
    // Roles that an organisation made itself are known by what they build on.
    const known = [data.role_name, data.permission].find((name) => roles.includes(name as Role));
    return (known as Role | undefined) ?? 'none';
  } catch (error) {
    if (statusOf(error) === 404) return 'none';
    throw error;
  }
}

/** True when a role allows at least what another does. */
export function isAtLeastRole(role: Role | 'none', wanted: Role): boolean {
  return role !== 'none' && roles.indexOf(role) >= roles.indexOf(wanted);
}

/** Whether a person is one of those named: `@login`, or an active member of `@org/team` of the same owner. */
export async function isOneOf(ask: AskIn, login: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    const [org = '', team] = name.replace(/^@/, '').toLowerCase().split('/');
    if (team === undefined) {
      if (org === login.toLowerCase()) return true;
    } else if (org === ask.owner.toLowerCase() && (await isMember(ask, org, team, login))) return true;
  }
  return false;
}

async function isMember(
  { octokit, signal }: AskIn,
  org: string,
  team: string,
  login: string,
): Promise<boolean> {
  try {
    const { data } = await octokit.rest.teams.getMembershipForUserInOrg({
      org,
      team_slug: team,
      username: login,
      ...(signal && { request: { signal } }),
    });
    return data.state === 'active';
  } catch (error) {
    const status = statusOf(error);
    // 403: the App may not see the members; nobody counts as one then.
    if (status === 404 || status === 403) return false;
    throw error;
  }
}

/** True for the author of a change and for whoever had a tool write it: neither is a second pair of eyes. */
export function isInvolved(login: string, author: string, prompter: Prompter | undefined): boolean {
  const same = (other: string | undefined) => other?.toLowerCase() === login.toLowerCase();
  return same(author) || same(prompter?.login);
}
