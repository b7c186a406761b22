// Programs that come with an API token: what it is for, and what it reaches.
import type { Context } from 'hono';
import { findToken, type ApiToken, type TokenScope } from '../../store/api-tokens.ts';
import { repositoriesOf } from '../../store/known-repositories.ts';
import type { Store } from '../../store/open.ts';
import type { Viewer } from '../dashboard/viewer.ts';

/** The token in a request's `Authorization: Bearer`; undefined when it has none of LangGuard's form. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer (lgt_[\w-]{1,100})$/i.exec(authorization ?? '')?.[1];
}

/** What a token must be for to ask this: pages, or whole tables. */
export function scopeFor(context: Context): TokenScope {
  return context.req.query('as') === undefined ? 'read' : 'export';
}

/** A good token of the given purpose; undefined otherwise. */
export async function tokenFor(
  store: Store,
  presented: string,
  scope: TokenScope,
  now: Date,
): Promise<ApiToken | undefined> {
  const token = await findToken(store.db, presented, now);
  return token?.scopes.includes(scope) === true ? token : undefined;
}

/** A token as a viewer: what it names, of what the installation still has; never an administrator. */
export async function viewerOfToken(store: Store, token: ApiToken): Promise<Viewer> {
  const known = await repositoriesOf(store.db, token.installationId);
  const reached = known.filter(({ id }) => token.repositoryIds?.includes(id) ?? true);
  return {
    id: -1,
    login: `token ${token.id}`,
    sees: new Map([[token.installationId, new Set(reached.map(({ id }) => id))]]),
    administers: new Set(),
  };
}
