// Routes that a person's token opens: who they are, and which installations and repositories of the App they see.
import { createHash } from 'node:crypto';
import type { Request, Route } from '../http.ts';
import { notFound, numberParam, ok, paginate, refuse } from '../http.ts';
import { renderAccount, renderInstallation, renderRepository } from '../render.ts';
import type { Account, World } from '../state.ts';
import { timestamp } from '../state.ts';
import { isHeldBack, roleIn, visibleTo } from '../users.ts';
import type { UserGrant } from '../users.ts';

function grantIn({ caller }: Request): UserGrant {
  if (caller.kind !== 'user') throw notFound();
  return caller.grant;
}

/** The routes of people. */
export const userRoutes: Route[] = [
  {
    method: 'GET',
    path: '/user',
    auth: 'user',
    handle: (request) => {
      const { user } = grantIn(request);
      return ok({ ...renderAccount(request.world, user), ...profile(request.world, user) });
    },
  },
  {
    method: 'GET',
    path: '/user/installations',
    auth: 'user',
    handle: async (request) => {
      const { world } = request;
      const grant = grantIn(request);
      const reached = [...world.installations.values()].filter(
        (item) =>
          !item.deleted && (item.account === grant.user || visibleTo(world, grant.user, item).length > 0),
      );
      const heldBack = reached.filter((item) => isHeldBack(world, grant, item));
      const reply = await paginate(
        request,
        reached.filter((item) => !heldBack.includes(item)),
        (page) => page.map((item) => renderInstallation(world, item)),
        (installations, total) => ({ total_count: total, installations }),
      );
      if (heldBack.length === 0) return reply;
      const organizations = heldBack.map((item) => item.account.id).join(',');
      return {
        ...reply,
        headers: { ...reply.headers, 'x-github-sso': `partial-results; organizations=${organizations}` },
      };
    },
  },
  {
    method: 'GET',
    path: '/user/installations/{installation_id}/repositories',
    auth: 'user',
    handle: (request) => {
      const { world } = request;
      const grant = grantIn(request);
      const installation = world.installations.get(numberParam(request, 'installation_id'));
      if (installation === undefined || installation.deleted) throw notFound();
      const visible = visibleTo(world, grant.user, installation);
      if (visible.length === 0 && installation.account !== grant.user) throw notFound();
      if (isHeldBack(world, grant, installation))
        throw refuse(
          403,
          'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
        );
      if (installation.suspendedAt !== null) throw refuse(403, 'This installation has been suspended');
      return paginate(
        request,
        visible,
        (page) =>
          page.map((item) => {
            const role = roleIn(world, grant.user, item);
            const permissions = {
              admin: role === 'admin',
              maintain: role === 'admin' || role === 'maintain',
              push: role === 'admin' || role === 'maintain' || role === 'write',
              triage: role !== 'read',
              pull: true,
            };
            return { ...renderRepository(world, item), permissions };
          }),
        (repositories, total) => ({
          total_count: total,
          repository_selection: installation.selected === undefined ? 'all' : 'selected',
          repositories,
        }),
      );
    },
  },
  {
    method: 'GET',
    path: '/user/memberships/orgs/{org}',
    auth: 'user',
    handle: (request) => {
      const { world } = request;
      const { user } = grantIn(request);
      const name = (request.params['org'] ?? '').toLowerCase();
      const installation = [...world.installations.values()].find(
        (item) => !item.deleted && item.account.login.toLowerCase() === name,
      );
      if (installation?.permissions['members'] === undefined)
        throw refuse(403, 'Resource not accessible by integration');
      const role = world.people.members.get(name)?.get(user.login.toLowerCase());
      if (role === undefined) throw notFound();
      const org = installation.account;
      const url = `${world.url}/orgs/${org.login}`;
      return ok({
        url: `${url}/memberships/${user.login}`,
        state: 'active',
        role,
        organization_url: url,
        organization: {
          ...renderAccount(world, org),
          url,
          hooks_url: `${url}/hooks`,
          issues_url: `${url}/issues`,
          members_url: `${url}/members{/member}`,
          public_members_url: `${url}/public_members{/member}`,
          description: null,
        },
        user: renderAccount(world, user),
      });
    },
  },
  {
    method: 'POST',
    path: '/applications/{client_id}/token',
    auth: 'client',
    strictBody: true,
    handle: (request) => {
      const { world } = request;
      const { people, app } = world;
      if (request.params['client_id'] !== app.clientId) throw notFound();
      const found = [...people.grants].find((grant) => grant.token === request.body['access_token']);
      if (found === undefined) throw notFound();
      return ok({
        id: found.user.id,
        url: `${world.url}/authorizations/${found.user.id}`,
        scopes: [],
        token: found.token,
        token_last_eight: found.token.slice(-8),
        hashed_token: createHash('sha256').update(found.token).digest('hex'),
        app: { client_id: app.clientId, name: app.name, url: `${world.url}/apps/${app.slug}` },
        note: null,
        note_url: null,
        fingerprint: null,
        created_at: timestamp(world),
        updated_at: timestamp(world),
        expires_at: Number.isFinite(found.expiresAt) ? timestamp(world, found.expiresAt) : null,
        user: renderAccount(world, found.user),
      });
    },
  },
  {
    method: 'DELETE',
    path: '/applications/{client_id}/token',
    auth: 'client',
    strictBody: true,
    handle: (request) => {
      const { people, app } = request.world;
      if (request.params['client_id'] !== app.clientId) throw notFound();
      const found = [...people.grants].find((grant) => grant.token === request.body['access_token']);
      if (found === undefined) throw notFound();
      people.grants.delete(found);
      return { status: 204 };
    },
  },
];

function profile(world: World, user: Account): Record<string, unknown> {
  return {
    name: user.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: timestamp(world),
    updated_at: timestamp(world),
    user_view_type: 'public',
  };
}
