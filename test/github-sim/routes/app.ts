// Routes of the App itself: its registration, installations, tokens and webhook deliveries.
import type { Deliveries } from '../deliveries.ts';
import { mintToken, newTokenText } from '../auth.ts';
import type { Token } from '../auth.ts';
import type { Request, Route } from '../http.ts';
import { notFound, numberParam, ok, onRepository, pageOf, paginate } from '../http.ts';
import { renderApp, renderInstallation, renderRepository } from '../render.ts';
import type { Installation, Level } from '../state.ts';
import { covers, installationOf, timestamp } from '../state.ts';

function installationFrom(request: Request): Installation {
  const installation = request.world.installations.get(numberParam(request, 'installation_id'));
  if (installation === undefined || installation.deleted) throw notFound();
  return installation;
}

/** The App's own routes; minted tokens go into `tokens`. */
export function appRoutes(
  tokens: Map<string, Token>,
  deliveries: Deliveries,
  tokenFormat: () => 'classic' | 'stateless',
): Route[] {
  return [
    { method: 'GET', path: '/app', auth: 'app', handle: ({ world }) => ok(renderApp(world)) },
    {
      method: 'GET',
      path: '/app/installations',
      auth: 'app',
      handle: (request) =>
        paginate(
          request,
          [...request.world.installations.values()].filter((item) => !item.deleted),
          (page) => page.map((item) => renderInstallation(request.world, item)),
        ),
    },
    {
      method: 'GET',
      path: '/app/installations/{installation_id}',
      auth: 'app',
      handle: (request) => ok(renderInstallation(request.world, installationFrom(request))),
    },
    {
      method: 'POST',
      path: '/app/installations/{installation_id}/access_tokens',
      auth: 'app',
      strictBody: true,
      handle: (request) => {
        const asked = request.body as {
          repositories?: string[];
          repository_ids?: number[];
          permissions?: Record<string, Level>;
        };
        const { world } = request;
        const token = mintToken(world, installationFrom(request), asked);
        const wantsStateless = request.headers['x-github-stateless-s2s-token'] === 'enabled';
        const text = newTokenText(world, wantsStateless ? 'stateless' : tokenFormat());
        tokens.set(text, token);
        const isNarrowed = asked.repositories !== undefined || asked.repository_ids !== undefined;
        const selected = [...world.repositories.values()].filter((item) => token.repositoryIds?.has(item.id));
        return ok(
          {
            token: text,
            expires_at: timestamp(world, token.expiresAt),
            permissions: token.permissions,
            repository_selection: token.repositoryIds === undefined ? 'all' : 'selected',
            ...(isNarrowed ? { repositories: selected.map((item) => renderRepository(world, item)) } : {}),
          },
          201,
        );
      },
    },
    {
      method: 'GET',
      path: '/installation/repositories',
      auth: 'installation',
      handle: (request) => {
        const { caller, world } = request;
        if (caller.kind !== 'installation') throw notFound();
        const reached = [...world.repositories.values()].filter(
          (item) =>
            !item.deleted &&
            covers(caller.installation, item) &&
            (caller.repositoryIds === undefined || caller.repositoryIds.has(item.id)),
        );
        return paginate(
          request,
          reached,
          (page) => page.map((item) => renderRepository(world, item)),
          (repositories, total) => ({
            total_count: total,
            repository_selection: caller.repositoryIds === undefined ? 'all' : 'selected',
            repositories,
          }),
        );
      },
    },
    onRepository(
      'GET',
      '/installation',
      [],
      (request) => {
        const installation = installationOf(request.world, request.repository);
        if (installation === undefined) throw notFound();
        return ok(renderInstallation(request.world, installation));
      },
      { auth: 'app' },
    ),
    {
      method: 'GET',
      path: '/app/hook/config',
      auth: 'app',
      handle: ({ world }) =>
        ok({
          content_type: 'json',
          insecure_ssl: '0',
          secret: '********',
          ...(deliveries.url === undefined ? {} : { url: deliveries.url }),
          ...world.hookConfig,
        }),
    },
    {
      method: 'GET',
      path: '/app/hook/deliveries',
      auth: 'app',
      handle: (request) => {
        const { perPage } = pageOf(request);
        const status = request.query.get('status');
        const cursor = Number(request.query.get('cursor')) || Number.MAX_SAFE_INTEGER;
        const wanted = deliveries.kept().filter((item) => {
          if (item.id > cursor) return false;
          if (status === 'success') return item.status_code >= 200 && item.status_code < 400;
          if (status === 'failure') return item.status_code >= 400;
          return true;
        });
        const next = wanted[perPage];
        const query = new URLSearchParams(request.query);
        if (next !== undefined) query.set('cursor', String(next.id));
        return {
          status: 200,
          body: wanted
            .slice(0, perPage)
            .map(({ request: _request, response: _response, url: _url, ...item }) => item),
          ...(next === undefined
            ? {}
            : {
                headers: { link: `<${request.world.apiUrl}${request.path}?${query.toString()}>; rel="next"` },
              }),
        };
      },
    },
    {
      method: 'GET',
      path: '/app/hook/deliveries/{delivery_id}',
      auth: 'app',
      handle: (request) => {
        const found = deliveries.kept().find((item) => item.id === numberParam(request, 'delivery_id'));
        if (found === undefined) throw notFound();
        return ok(found);
      },
    },
    {
      method: 'POST',
      path: '/app/hook/deliveries/{delivery_id}/attempts',
      auth: 'app',
      handle: (request) => {
        if (!deliveries.redeliver(numberParam(request, 'delivery_id'))) throw notFound();
        return ok({}, 202);
      },
    },
  ];
}
