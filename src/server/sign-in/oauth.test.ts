// GitHub's addresses, and what counts as its refusal rather than trouble on the way.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOauth, isOauthRefused, webUrl, type Oauth } from './oauth.ts';

test.each([
  ['https://api.github.com', 'https://github.com'],
  ['https://api.octo.ghe.com', 'https://octo.ghe.com'],
  ['https://ghe.example.com/api/v3', 'https://ghe.example.com'],
  ['https://api.example.com/api/v3', 'https://api.example.com'],
  ['http://127.0.0.1:4000/api/v3', 'http://127.0.0.1:4000'],
])('people of %s sign in at %s', (api, web) => expect(webUrl(api)).toBe(web));

let server: Server;
let oauth: Oauth;
let answer: { status: number; body: string; headers?: Record<string, string> };
const sent: URLSearchParams[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      sent.push(new URLSearchParams(body));
      res
        .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        .end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  oauth = connectOauth({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
    clientId: 'Iv1',
    clientSecret: 'c'.repeat(40),
    redirectUri: 'https://langguard.example.com/sign-in/callback',
    now: () => new Date(0),
  });
});
afterAll(() => server.close());

const finish = (query = 'code=x&state=s') =>
  oauth.finish(new URLSearchParams(query), { state: 's', verifier: 'v'.repeat(43) });
const json = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) });

test('the code goes with verifier, secret and address, and tokens come back', async () => {
  answer = json({
    access_token: 'ghu_a',
    token_type: 'bearer',
    expires_in: 28_800,
    refresh_token: 'ghr_b',
    scope: '',
  });
  expect(await finish()).toEqual({ token: 'ghu_a', refreshToken: 'ghr_b', expiresAt: 28_800_000 });
  expect(Object.fromEntries(sent.at(-1) ?? [])).toEqual({
    client_id: 'Iv1',
    client_secret: 'c'.repeat(40),
    code: 'x',
    code_verifier: 'v'.repeat(43),
    grant_type: 'authorization_code',
    redirect_uri: 'https://langguard.example.com/sign-in/callback',
  });
  answer = json({ access_token: 'ghu_a', token_type: 'bearer', scope: '' });
  expect(await finish()).toEqual({ token: 'ghu_a' });
});

test.each([
  ['no state', 'code=x'],
  ['another state', 'code=x&state=t'],
  ['two states', 'code=x&state=s&state=t'],
  ['two codes', 'code=x&code=y&state=s'],
  ['no code', 'state=s'],
  ['an empty code', 'code=&state=s'],
  ['an error of GitHub', 'error=access_denied&state=s'],
  ['another issuer', 'code=x&state=s&iss=https%3A%2F%2Fevil.example'],
  ['a token in the address', 'code=x&state=s&token=y'],
])('fault 36: an answer with %s is refused, and no code is sent', async (_, query) => {
  const before = sent.length;
  await expect(finish(query)).rejects.toSatisfy(isOauthRefused);
  expect(sent.length).toBe(before);
});

test.each([
  ['status 200 and an error', json({ error: 'bad_verification_code' })],
  ['status 400 and an error', json({ error: 'bad_verification_code' }, 400)],
])('GitHub refuses with %s', async (_, given) => {
  answer = given;
  await expect(finish()).rejects.toMatchObject({ name: 'OauthRefused', code: 'bad_verification_code' });
  await expect(oauth.renew('ghr_b')).rejects.toSatisfy(isOauthRefused);
});

test.each([
  ['a server error', { status: 502, body: '<html>' }],
  ['no JSON', { status: 200, body: 'busy' }],
  ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } }],
  ['an answer without end', { status: 200, body: JSON.stringify({ access_token: 'x'.repeat(100_000) }) }],
])('%s is trouble, which may pass: nobody is signed out for it', async (_, given) => {
  answer = given;
  await expect(finish()).rejects.toSatisfy((error) => !isOauthRefused(error));
  await expect(oauth.renew('ghr_b')).rejects.toSatisfy((error) => !isOauthRefused(error));
});
