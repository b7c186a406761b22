// What organisations do about teams and custom properties.
import { namedRepository } from './lookup.ts';
import { renderRepository } from './render.ts';
import { renderTeam } from './routes/teams.ts';
import type { GitHubSim } from './sim.ts';
import type { Body, Installation, Repository, Team, World } from './state.ts';
import { account } from './state.ts';

/** The acts. */
export function teamActs(
  world: World,
): Pick<GitHubSim, 'setTeam' | 'setTeamRole' | 'deleteTeam' | 'setProperty'> {
  const teamOf = (org: string, slug: string): Team => {
    const found = world.teams.get(`${org}/${slug}`.toLowerCase());
    if (found === undefined) throw new Error(`There is no team ${org}/${slug}.`);
    return found;
  };

  /** Tells the App of a team, where it is installed on its organisation. */
  function announce(action: string, team: Team, repository: Repository | null, more: Body = {}): void {
    const installation = installationOn(world, team);
    if (installation === undefined) return;
    world.emit('team', action, null, {
      installation,
      team: renderTeam(world, team),
      ...(repository === null ? {} : { repository: renderRepository(world, repository) }),
      organization: { login: team.org.login, id: team.org.id },
      ...more,
    });
  }

  return {
    setTeam(org, slug, logins, { name = slug, isSecret = false } = {}) {
      for (const login of logins) account(world, login);
      const key = `${org}/${slug}`.toLowerCase();
      const known = world.teams.get(key);
      const made: Team = known ?? {
        id: world.nextId(),
        org: account(world, org, 'Organization'),
        slug,
        name,
        privacy: 'closed',
        members: new Set(),
        repositories: new Map(),
      };
      made.name = name;
      made.privacy = isSecret ? 'secret' : 'closed';
      made.members = new Set(logins.map((login) => login.toLowerCase()));
      world.teams.set(key, made);
      announce(known ? 'edited' : 'created', made, null);
    },
    setTeamRole(name, slug, role) {
      const repository = namedRepository(world, name);
      const team = teamOf(repository.owner.login, slug);
      const had = team.repositories.has(repository.id);
      if (role === null) team.repositories.delete(repository.id);
      else team.repositories.set(repository.id, role);
      if (role === null) announce('removed_from_repository', team, repository);
      else announce(had ? 'edited' : 'added_to_repository', team, repository);
      if (role !== null && !had) world.emit('team_add', null, repository, { team: renderTeam(world, team) });
    },
    deleteTeam(org, slug) {
      const team = teamOf(org, slug);
      world.teams.delete(`${org}/${slug}`.toLowerCase());
      announce('deleted', team, null);
    },
    setProperty(name, property, value) {
      const { properties } = namedRepository(world, name);
      if (value === null) properties.delete(property);
      else properties.set(property, value);
    },
  };
}

function installationOn(world: World, { org }: Team): Installation | undefined {
  for (const item of world.installations.values()) if (!item.deleted && item.account === org) return item;
  return undefined;
}
