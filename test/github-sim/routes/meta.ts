// Routes about the service, and small ones about a repository: rules, collaborators, SARIF.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Route } from '../http.ts';
import { notFound, ok, onRepository, paginate, refuse } from '../http.ts';
import type { Body } from '../state.ts';
import { renderAccount, repositoryUrl } from '../render.ts';

const maxSarifBytes = 10 * 1024 * 1024;

const roles: Record<string, string> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
};

function toolOf(row: Body): unknown {
  return (row['tool'] as { name: unknown }).name;
}

/** Routes that need the server's own counters. */
export function metaRoutes(
  rateOf: (request: Parameters<Route['handle']>[0]) => { limit: number; used: number; resetAt: number },
): Route[] {
  return [
    { method: 'GET', path: '/versions', auth: 'anybody', handle: () => ok(['2022-11-28', '2026-03-10']) },
    {
      method: 'GET',
      path: '/meta',
      auth: 'anybody',
      handle: () =>
        ok({ verifiable_password_authentication: false, hooks: ['127.0.0.1/32'], api: ['127.0.0.1/32'] }),
    },
    {
      method: 'GET',
      path: '/rate_limit',
      auth: 'anybody',
      handle: (request) => {
        const { limit, used, resetAt } = rateOf(request);
        const core = { limit, used, remaining: limit - used, reset: Math.ceil(resetAt / 1000) };
        return ok({ resources: { core, search: core, graphql: core }, rate: core });
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
      auth: 'installation',
      permissions: [['members', 'read']],
      handle: (request) => {
        const { org = '', team_slug: slug = '', username = '' } = request.params;
        const { caller, world } = request;
        const isOwn =
          caller.kind === 'installation' &&
          caller.installation.account.login.toLowerCase() === org.toLowerCase();
        const members = isOwn ? world.teams.get(`${org}/${slug}`.toLowerCase())?.members : undefined;
        if (members?.has(username.toLowerCase()) !== true) throw notFound();
        return ok({
          url: `${world.url}/organizations/1/team/1/memberships/${username}`,
          role: 'member',
          state: 'active',
        });
      },
    },
    onRepository('GET', '/collaborators/{username}/permission', [['metadata', 'read']], (request) => {
      const { repository, world } = request;
      const login = (request.params['username'] ?? '').toLowerCase();
      const user = world.accounts.get(login);
      if (user === undefined) throw notFound();
      const isOwner = user === repository.owner;
      const role = isOwner
        ? 'admin'
        : (repository.collaborators.get(login) ?? (repository.private ? 'none' : 'read'));
      const level = roles[role] ?? role;
      const permissions = {
        admin: role === 'admin',
        maintain: role === 'admin' || role === 'maintain',
        push: level === 'admin' || level === 'write',
        triage: level === 'admin' || level === 'write' || role === 'triage',
        pull: level !== 'none',
      };
      return ok({
        permission: level,
        user: { ...renderAccount(world, user), permissions, role_name: role },
        role_name: role,
      });
    }),
    onRepository('GET', '/rules/branches/{branch}', [['metadata', 'read']], (request) => {
      const { rules } = request.repository;
      const active = [...(rules.get('*') ?? []), ...(rules.get(request.params['branch'] ?? '') ?? [])];
      return paginate(request, active, (page) => page);
    }),
    onRepository(
      'POST',
      '/code-scanning/sarifs',
      [['security_events', 'write']],
      (request) => {
        const { repository, world, body } = request;
        const packed = Buffer.from(String(body['sarif']), 'base64');
        if (packed.length > maxSarifBytes) throw refuse(413, 'The SARIF file is too large.');
        let text: string;
        try {
          text = gunzipSync(packed, { maxOutputLength: 200 * 1024 * 1024 }).toString();
        } catch {
          throw refuse(400, 'The SARIF file is not gzip-compressed and Base64-encoded.');
        }
        const id = createHash('sha1').update(`${text}${repository.sarifs.size}`).digest('hex').slice(0, 36);
        repository.sarifs.set(id, { ...body, sarif: JSON.parse(text) as unknown });
        return ok({ id, url: `${repositoryUrl(world, repository)}/code-scanning/sarifs/${id}` }, 202);
      },
      { strictBody: true },
    ),
    onRepository('GET', '/code-scanning/analyses', [['security_events', 'read']], (request) => {
      const { repository, query } = request;
      if (repository.analyses.length === 0) throw refuse(404, 'no analysis found');
      const found = repository.analyses.filter(
        ({ row }) =>
          (query.get('ref') ?? row['ref']) === row['ref'] &&
          (query.get('tool_name') ?? toolOf(row)) === toolOf(row),
      );
      return paginate(
        request,
        found.map(({ row }) => row),
        (page) => page,
      );
    }),
    onRepository('GET', '/code-scanning/analyses/{analysis_id}', [['security_events', 'read']], (request) => {
      const id = Number(request.params['analysis_id']);
      const found = request.repository.analyses.find(({ row }) => row['id'] === id);
      if (!found) throw notFound();
      if (request.headers['accept']?.includes('sarif') !== true) return ok(found.row);
      const data = Buffer.from(JSON.stringify(found.sarif));
      return { status: 200, raw: { data, contentType: 'application/sarif+json' } };
    }),
    onRepository('GET', '/code-scanning/sarifs/{sarif_id}', [['security_events', 'read']], (request) => {
      const id = request.params['sarif_id'] ?? '';
      if (!request.repository.sarifs.has(id)) throw notFound();
      const url = `${repositoryUrl(request.world, request.repository)}/code-scanning/analyses?sarif_id=${id}`;
      return ok({ processing_status: 'complete', analyses_url: url });
    }),
  ];
}
