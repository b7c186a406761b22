// GitHub's pages for signing in to an App: the authorisation, which redirects at once, and the exchange of its code.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from './state.ts';
import { newCode, newGrant, refreshable, takeCode } from './users.ts';

/** Serves the two addresses; false for any other. */
export async function serveOauthPages(
  world: World,
  method: string,
  target: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(target, world.url);
  if (method === 'GET' && url.pathname === '/login/oauth/authorize') {
    authorize(world, url.searchParams, response);
    return true;
  }
  if (method !== 'POST' || url.pathname !== '/login/oauth/access_token') return false;
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = exchange(world, new URLSearchParams(Buffer.concat(chunks).toString()));
  const wantsJson = message.headers.accept?.includes('application/json') === true;
  // Refusals come with status 200 as well.
  response.writeHead(200, {
    'content-type': `${wantsJson ? 'application/json' : 'application/x-www-form-urlencoded'}; charset=utf-8`,
  });
  const words = Object.entries(body).map(([key, value]) => [key, String(value)] as [string, string]);
  response.end(wantsJson ? JSON.stringify(body) : new URLSearchParams(words).toString());
  return true;
}

function authorize(world: World, asked: URLSearchParams, response: ServerResponse): void {
  const { app, people } = world;
  if (asked.get('client_id') !== app.clientId) return void response.writeHead(404).end('Not Found\n');
  const wanted = asked.get('redirect_uri') ?? app.callbackUrls[0];
  const isKnown = wanted !== undefined && app.callbackUrls.includes(wanted);
  const back = new URL((isKnown ? wanted : app.callbackUrls[0]) ?? world.url);
  const answer = (given: Record<string, string>): void => {
    for (const [key, value] of Object.entries(given)) back.searchParams.set(key, value);
    const state = asked.get('state');
    if (state !== null) back.searchParams.set('state', state);
    response.writeHead(302, { location: back.href }).end();
  };
  if (!isKnown)
    return answer({
      error: 'redirect_uri_mismatch',
      error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
    });
  if (people.browser === undefined)
    return answer({
      error: 'access_denied',
      error_description: 'The user has denied your application access.',
    });
  const challenge =
    asked.get('code_challenge_method') === 'S256' ? (asked.get('code_challenge') ?? undefined) : undefined;
  answer({ code: newCode(world, people.browser, back.href, challenge) });
}

function exchange(world: World, form: URLSearchParams): Record<string, unknown> {
  const { app } = world;
  if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret)
    return refusal(
      'incorrect_client_credentials',
      'The client_id and/or client_secret passed are incorrect.',
    );
  if (form.get('grant_type') === 'refresh_token') {
    const before = refreshable(world, form.get('refresh_token') ?? '');
    if (before === undefined)
      return refusal('bad_refresh_token', 'The refresh token passed is incorrect or expired.');
    return tokens(newGrant(world, before.user, before), world);
  }
  const user = takeCode(world, {
    code: form.get('code') ?? '',
    redirectUri: form.get('redirect_uri'),
    verifier: form.get('code_verifier'),
  });
  if (user === undefined) return refusal('bad_verification_code', 'The code passed is incorrect or expired.');
  return tokens(newGrant(world, user), world);
}

function refusal(error: string, words: string): Record<string, unknown> {
  const page =
    'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors';
  return { error, error_description: words, error_uri: page };
}

function tokens(grant: ReturnType<typeof newGrant>, world: World): Record<string, unknown> {
  const secondsTo = (at: number) => Math.round((at - world.now()) / 1000);
  return {
    access_token: grant.token,
    ...(grant.refreshToken === undefined
      ? {}
      : {
          expires_in: secondsTo(grant.expiresAt),
          refresh_token: grant.refreshToken,
          refresh_token_expires_in: secondsTo(grant.refreshExpiresAt),
        }),
    scope: '',
    token_type: 'bearer',
  };
}
