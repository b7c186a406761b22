// GitHub's user authorisation of an App: authorisation code with PKCE and state, renewal, revocation.
// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
import * as oauth from 'oauth4webapi';
import { fetchSmall } from './fetch-small.ts';

/** A person's tokens; without an expiry they last until they are revoked. */
export interface UserTokens {
  token: string;
  refreshToken?: string;
  /** Milliseconds since 1970. */
  expiresAt?: number;
}

/** GitHub would not take what was sent: a code, a state or a refresh token that is used, forged or too old. */
export interface OauthRefused extends Error {
  name: 'OauthRefused';
  /** What GitHub calls it, such as `access_denied`. */
  code: string;
}

/** The exchange with GitHub for one App. */
export interface Oauth {
  /** A fresh state and verifier, and the page to send the browser to. */
  begin(): Promise<{ url: string; state: string; verifier: string }>;
  /** Changes the code in GitHub's answer for tokens. Throws OauthRefused, or another error when GitHub cannot be reached. */
  finish(answer: URLSearchParams, attempt: { state: string; verifier: string }): Promise<UserTokens>;
  /** Changes a refresh token, which is good once, for new tokens. Throws as `finish` does. */
  renew(refreshToken: string): Promise<UserTokens>;
  /** Ends a token at GitHub. */
  revoke(token: string): Promise<void>;
}

const timeoutMs = 10_000;
const maxBytes = 64 * 1024;

/** Address of GitHub's web pages, from that of its REST API. */
export function webUrl(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl);
  // github.com and data-residency hosts name the API, GitHub Enterprise Server has a path for it.
  return `${protocol}//${host.replace(/^api\.(?=github\.com$|[\w-]+\.ghe\.com$)/, '')}`;
}

/** Tells an `OauthRefused` from other errors. */
export function isOauthRefused(error: unknown): error is OauthRefused {
  return error instanceof Error && error.name === 'OauthRefused';
}

/** Prepares the exchange; nothing is sent yet. */
export function connectOauth(app: {
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  now(): Date;
}): Oauth {
  const web = webUrl(app.apiUrl);
  const server: oauth.AuthorizationServer = {
    issuer: `${web}/login/oauth`,
    authorization_endpoint: `${web}/login/oauth/authorize`,
    token_endpoint: `${web}/login/oauth/access_token`,
  };
  const client: oauth.Client = { client_id: app.clientId };
  const proof = oauth.ClientSecretPost(app.clientSecret);
  const request = () => ({
    [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) =>
      fetchSmall(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }, maxBytes),
    // Only a stand-in on loopback is reached so: the configuration names GitHub's address.
    [oauth.allowInsecureRequests]: web.startsWith('http:'),
  });

  return {
    async begin() {
      const state = oauth.generateRandomState();
      const verifier = oauth.generateRandomCodeVerifier();
      const url = new URL(server.authorization_endpoint ?? '');
      url.search = new URLSearchParams({
        client_id: app.clientId,
        redirect_uri: app.redirectUri,
        response_type: 'code',
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString();
      return { url: url.href, state, verifier };
    },
    async finish(answer, { state, verifier }) {
      const parameters = judgeAnswer(() => oauth.validateAuthResponse(server, client, answer, state));
      return await refusing(async () => {
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          proof,
          parameters,
          app.redirectUri,
          verifier,
          request(),
        );
        return tokensOf(app.now(), await oauth.processAuthorizationCodeResponse(server, client, response));
      });
    },
    async renew(refreshToken) {
      return await refusing(async () => {
        const response = await oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, request());
        return tokensOf(app.now(), await oauth.processRefreshTokenResponse(server, client, response));
      });
    },
    async revoke(token) {
      const credentials = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');
      await fetchSmall(
        `${app.apiUrl}/applications/${app.clientId}/token`,
        {
          method: 'DELETE',
          headers: {
            authorization: `Basic ${credentials}`,
            accept: 'application/vnd.github+json',
            'content-type': 'application/json',
            'x-github-api-version': '2022-11-28',
            'user-agent': 'langguard',
          },
          body: JSON.stringify({ access_token: token }),
          signal: AbortSignal.timeout(timeoutMs),
        },
        maxBytes,
      );
    },
  };
}

function tokensOf(now: Date, answer: oauth.TokenEndpointResponse): UserTokens {
  return {
    token: answer.access_token,
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    ...(answer.expires_in === undefined ? {} : { expiresAt: now.getTime() + answer.expires_in * 1000 }),
  };
}

/** Anything wrong in the browser's address is a refusal: it never came from GitHub, or not for this attempt. */
function judgeAnswer(validate: () => URLSearchParams): URLSearchParams {
  try {
    const parameters = validate();
    const [code, ...others] = parameters.getAll('code');
    if (code && others.length === 0) return parameters;
  } catch (error) {
    throw refused(error instanceof oauth.AuthorizationResponseError ? error.error : 'forged', error);
  }
  throw refused('forged');
}

/** Turns refusals into ours; trouble on the way stays what it is, because it may pass. */
async function refusing(exchange: () => Promise<UserTokens>): Promise<UserTokens> {
  try {
    return await exchange();
  } catch (error) {
    const code = refusalIn(error);
    if (code === undefined) throw error;
    throw refused(code, error);
  }
}

function refusalIn(error: unknown): string | undefined {
  if (error instanceof oauth.ResponseBodyError) return error.error;
  if (!(error instanceof oauth.OperationProcessingError)) return undefined;
  // GitHub refuses with status 200 and an error in the body, which the library takes for a malformed success.
  const named = (error.cause as { body?: { error?: unknown } } | undefined)?.body?.error;
  return typeof named === 'string' ? named : undefined;
}

function refused(code: string, cause?: unknown): OauthRefused {
  const short = code.slice(0, 100);
  return Object.assign(new Error(`GitHub refused the sign-in: ${short}`, { cause }), {
    name: 'OauthRefused' as const,
    code: short,
  });
}
