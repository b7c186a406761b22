// Routes about the teams of an organisation and the custom properties of its repositories.
import type { Request, Route } from '../http.ts';
import { notFound, ok, onRepository, paginate } from '../http.ts';
import { nodeId, renderRepository } from '../render.ts';
import type { Body, Installation, Repository, Team, TeamRole, World } from '../state.ts';
import { covers, nameOf } from '../state.ts';

const roles: readonly TeamRole[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

/** The role's name in lists of repositories. */
const roleNames: Record<TeamRole, string> = {
  pull: 'read',
  triage: 'triage',
  push: 'write',
  maintain: 'maintain',
  admin: 'admin',
};

/** What a role allows. */
function permissionsOf(role: TeamRole): Record<TeamRole, boolean> {
  const at = roles.indexOf(role);
  return {
    pull: true,
    triage: at >= 1,
    push: at >= 2,
    maintain: at >= 3,
    admin: at >= 4,
  };
}

/** The installation on the organisation of the path, whose token asks; 404 for another. */
function installationIn({ caller, params }: Request): Installation {
  const org = (params['org'] ?? '').toLowerCase();
  if (caller.kind !== 'installation' || caller.installation.account.login.toLowerCase() !== org)
    throw notFound();
  if (caller.installation.account.type !== 'Organization') throw notFound();
  return caller.installation;
}

/** A team as lists and events show it. */
export function renderTeam(world: World, team: Team): Body {
  const url = `${world.apiUrl}/organizations/${team.org.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: team.privacy,
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${world.url}/orgs/${team.org.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: team.org.id,
    parent: null,
  };
}

function teamsOf(world: World, installation: Installation): Team[] {
  return [...world.teams.values()].filter(({ org }) => org === installation.account);
}

function valuesOf(repository: Repository): Body[] {
  return [...repository.properties].map(([property_name, value]) => ({ property_name, value }));
}

/** The routes. */
export const teamRoutes: Route[] = [
  {
    method: 'GET',
    path: '/orgs/{org}/teams',
    auth: 'installation',
    permissions: [['members', 'read']],
    handle: (request) => {
      const { world } = request;
      return paginate(request, teamsOf(world, installationIn(request)), (page) =>
        page.map((team) => renderTeam(world, team)),
      );
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/repos',
    auth: 'installation',
    permissions: [['members', 'read']],
    handle: (request) => {
      const { world, params } = request;
      const installation = installationIn(request);
      const team = teamsOf(world, installation).find(({ slug }) => slug === params['team_slug']);
      if (team === undefined) throw notFound();
      const own = [...team.repositories].flatMap(([id, role]) => {
        const repository = world.repositories.get(id);
        return repository && !repository.deleted ? [{ repository, role }] : [];
      });
      return paginate(request, own, (page) =>
        page.map(({ repository, role }) => ({
          ...renderRepository(world, repository),
          permissions: permissionsOf(role),
          role_name: roleNames[role],
        })),
      );
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/properties/values',
    auth: 'installation',
    permissions: [['organization_custom_properties', 'read']],
    handle: (request) => {
      const installation = installationIn(request);
      const own = [...request.world.repositories.values()].filter(
        (each) => !each.deleted && each.owner === installation.account && covers(installation, each),
      );
      return paginate(request, own, (page) =>
        page.map((repository) => ({
          repository_id: repository.id,
          repository_name: repository.name,
          repository_full_name: nameOf(repository),
          properties: valuesOf(repository),
        })),
      );
    },
  },
  onRepository('GET', '/properties/values', [['metadata', 'read']], ({ repository }) =>
    ok(valuesOf(repository)),
  ),
];
