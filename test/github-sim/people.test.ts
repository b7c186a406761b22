// People at the stand-in: codes, verifiers and refresh tokens count as GitHub says, and tokens see what a person may.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asInstallation } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';

const back = 'https://langguard.example.com/sign-in/callback';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
let sim: GitHubSim;

beforeEach(async () => {
  sim = await startGitHub();
  sim.setCallbackUrls(back);
  await sim.createRepository('octo', 'app', { private: true });
  await sim.createRepository('octo', 'open');
  sim.setCollaborator('octo/app', 'dana', 'write');
  sim.browseAs('dana');
});

afterEach(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

async function authorize(over: Record<string, string> = {}): Promise<URLSearchParams & { to?: string }> {
  const query = new URLSearchParams({
    client_id: sim.appCredentials.clientId,
    redirect_uri: back,
    state: 's',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...over,
  });
  const response = await fetch(`${sim.url}/login/oauth/authorize?${query.toString()}`, {
    redirect: 'manual',
  });
  return new URL(response.headers.get('location') ?? 'https://nowhere.invalid').searchParams;
}

async function exchange(form: Record<string, string>): Promise<Record<string, unknown>> {
  const { clientId, clientSecret } = sim.appCredentials;
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form });
  const response = await fetch(`${sim.url}/login/oauth/access_token`, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

const codeOf = async (): Promise<string> => (await authorize()).get('code') ?? '';

async function tokens(): Promise<{ token: string; refresh: string }> {
  const given = await exchange({ code: await codeOf(), redirect_uri: back, code_verifier: verifier });
  return { token: String(given['access_token']), refresh: String(given['refresh_token']) };
}

const ask = (path: string, token: string): Promise<Response> =>
  fetch(`${sim.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

test('the authorisation goes back to a registered address only, with the state', async () => {
  expect((await authorize()).get('state')).toBe('s');
  expect((await authorize({ redirect_uri: 'https://evil.example/' })).get('error')).toBe(
    'redirect_uri_mismatch',
  );
  sim.browseAs(undefined);
  expect((await authorize()).get('error')).toBe('access_denied');
});

test('a code counts once, for ten minutes, with its own verifier, address and secret', async () => {
  const code = await codeOf();
  expect(await exchange({ code, code_verifier: verifier })).toMatchObject({
    token_type: 'bearer',
    expires_in: 28_800,
  });
  expect(await exchange({ code, code_verifier: verifier })).toMatchObject({ error: 'bad_verification_code' });
  for (const over of [
    { code_verifier: 'w'.repeat(43) },
    {},
    { code_verifier: verifier, redirect_uri: 'https://evil.example/' },
  ])
    expect(await exchange({ code: await codeOf(), ...over })).toMatchObject({
      error: 'bad_verification_code',
    });
  expect(await exchange({ code: await codeOf(), client_secret: 'x' })).toMatchObject({
    error: 'incorrect_client_credentials',
  });
  const late = await codeOf();
  sim.clock.advance(11 * 60_000);
  expect(await exchange({ code: late, code_verifier: verifier })).toMatchObject({
    error: 'bad_verification_code',
  });
});

test('a refresh token is good once and ends the token before', async () => {
  const { token, refresh } = await tokens();
  const renew = { grant_type: 'refresh_token', refresh_token: refresh };
  const renewed = String((await exchange(renew))['access_token']);
  expect(await exchange(renew)).toMatchObject({ error: 'bad_refresh_token' });
  expect((await ask('/user', token)).status).toBe(401);
  expect((await ask('/user', renewed)).status).toBe(200);
  sim.clock.advance(8 * 3_600_000);
  expect((await ask('/user', renewed)).status).toBe(401);
});

test('a person sees the repositories that they have a role in', async () => {
  const { token } = await tokens();
  const id = sim.installationId('octo');
  const list = (await (await ask(`/user/installations/${id}/repositories`, token)).json()) as {
    repositories: { full_name: string; permissions: object }[];
  };
  expect(list.repositories.map((each) => each.full_name)).toEqual(['octo/app']);
  expect(list.repositories[0]?.permissions).toMatchObject({ push: true, admin: false });
  expect((await ask('/user/memberships/orgs/octo', token)).status).toBe(404);
  sim.setPermissions('octo', { metadata: 'read' });
  expect((await ask('/user/memberships/orgs/octo', token)).status).toBe(403);
});

test('single sign-on holds an organisation back and says so', async () => {
  const { token } = await tokens();
  sim.requireSingleSignOn('octo');
  const list = await ask('/user/installations', token);
  expect(list.headers.get('x-github-sso')).toContain('partial-results');
  expect(await list.json()).toMatchObject({ total_count: 0 });
  expect((await ask(`/user/installations/${sim.installationId('octo')}/repositories`, token)).status).toBe(
    403,
  );
});

test("an installation's token is nobody in person", async () => {
  const octokit = await asInstallation(sim, 'octo');
  const refused = await octokit.request('GET /user').catch((error: { status: number }) => error.status);
  expect(refused).toBe(403);
});
