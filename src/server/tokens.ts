// Clients whose token reaches one repository only: what one job is tricked into, it cannot carry into another repository.
// https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
import type { ProbotOctokit } from 'probot';

type Client = typeof ProbotOctokit;
type Octokit = ProbotOctokit;

/** What a token is asked for. */
export type TokenScope =
  { repository_ids: number[] } | { repositories: string[]; permissions: Record<string, 'read'> };

/** Makes clients for parts of an installation: of the first scope that GitHub grants. */
export interface ScopedClients {
  (installationId: number, ...scopes: [TokenScope, ...TokenScope[]]): Octokit;
  /** Has new tokens made for an installation: what it may do has changed. */
  renew(installationId: number): void;
}

interface KeptToken {
  token: Promise<{ token: string; expires_at: string }>;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A job lasts at most half an hour; a token that ends sooner is not begun with. */
const marginMs = 30 * 60_000;

/** A token lives an hour. */
const lifeMs = 60 * 60_000;

const maxTokens = 2000;

/** A permission that a token lacks may have been accepted since; one that young is believed. */
const permissionsAgeMs = 60_000;

/** Makes clients that sign in with tokens of their own; tokens are kept in memory, and renewed once when refused. */
export function scopedClients(Client: Client, baseUrl: string, app: () => Promise<Octokit>): ScopedClients {
  const kept = new Map<string, KeptToken>();

  async function tokenOf(installationId: number, scope: TokenScope, maxAgeMs: number): Promise<string> {
    const key = JSON.stringify([installationId, scope]);
    const known = kept.get(key);
    const isYoung = known && Date.now() - (known.expiresAt - lifeMs) <= maxAgeMs;
    if (isYoung && known.expiresAt - marginMs > Date.now()) return (await known.token).token;
    const client = await app();
    const token = client.rest.apps
      .createInstallationAccessToken({ installation_id: installationId, ...scope })
      .then(({ data }) => data);
    kept.delete(key);
    kept.set(key, { token, expiresAt: Date.now() + lifeMs });
    for (const oldest of kept.keys()) {
      if (kept.size <= maxTokens) break;
      kept.delete(oldest);
    }
    try {
      return (await token).token;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  }

  /** Scopes that GitHub did not grant lately, and until when that is not asked again. */
  const refusedUntil = new Map<string, number>();

  async function firstGranted(
    installationId: number,
    scopes: readonly TokenScope[],
    maxAgeMs: number,
  ): Promise<string> {
    const [scope, ...others] = scopes;
    if (!scope) throw new Error('No scope was asked for.');
    const key = JSON.stringify([installationId, scope]);
    if (others.length > 0 && (refusedUntil.get(key) ?? 0) > Date.now())
      return await firstGranted(installationId, others, maxAgeMs);
    try {
      return await tokenOf(installationId, scope, maxAgeMs);
    } catch (error) {
      // The installation does not reach that repository.
      if (others.length === 0 || (error as { status?: unknown }).status !== 422) throw error;
      if (refusedUntil.size > maxTokens) refusedUntil.clear();
      refusedUntil.set(key, Date.now() + marginMs);
      return await firstGranted(installationId, others, maxAgeMs);
    }
  }

  const clientOf = (installationId: number, ...scopes: [TokenScope, ...TokenScope[]]): Octokit =>
    new Client({
      baseUrl,
      authStrategy: () => signIn((maxAgeMs) => firstGranted(installationId, scopes, maxAgeMs)),
    });
  const renew = (installationId: number): void => {
    for (const known of [kept, refusedUntil])
      for (const key of known.keys())
        if ((JSON.parse(key) as [number])[0] === installationId) known.delete(key);
  };
  return Object.assign(clientOf, { renew });
}

interface Endpoint {
  headers: Record<string, unknown>;
}
type Request = {
  (endpoint: Endpoint): Promise<unknown>;
  endpoint: { merge(route: unknown, given: unknown): Endpoint };
};

/** An authentication strategy of Octokit: https://github.com/octokit/authentication-strategies.js. */
function signIn(tokenOf: (maxAgeMs: number) => Promise<string>) {
  const hook = async (request: Request, route: unknown, given: unknown): Promise<unknown> => {
    const send = async (token: string): Promise<unknown> => {
      const endpoint = request.endpoint.merge(route, given);
      endpoint.headers['authorization'] = `token ${token}`;
      return await request(endpoint);
    };
    const token = await tokenOf(Infinity);
    try {
      return await send(token);
    } catch (error) {
      // Refused before anything took effect, so that a write may be sent again as well.
      const { status, message } = error as { status?: unknown; message?: string };
      if (status === 401) return await send(await tokenOf(-1));
      if (status !== 403 || !/not accessible by integration/i.test(message ?? '')) throw error;
      // A token keeps the permissions of the time when it was made.
      const newer = await tokenOf(permissionsAgeMs);
      if (newer === token) throw error;
      return await send(newer);
    }
  };
  return Object.assign(async () => ({ type: 'token' }), { hook });
}
