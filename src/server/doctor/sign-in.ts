// Whether people can sign in to the dashboard: settings that belong together, the callback, the client and its secret.
import type { Config } from '../config.ts';
import type { Octokit } from '../github.ts';
import { fetchSmall } from '../sign-in/fetch-small.ts';
import { callbackPath } from '../sign-in/routes.ts';
import type { SignInConfig } from '../web-config.ts';
import { fail, list, ok, warn, type Check } from './check.ts';
import type { AppOnGitHub } from './credentials.ts';

const timeoutMs = 10_000;
const maxBytes = 64 * 1024;

/** GitHub's 40 hexadecimal digits have 160 bits; keys of cookies are derived from them. */
const minBits = 96;

/** What sign-in needs, as the environment names it. */
const together = ['LANGGUARD_URL', 'CLIENT_ID', 'CLIENT_SECRET'] as const;

/** Looks at the settings alone. `given` is the environment. */
export function checkSignInSettings(
  { dashboard, host }: Pick<Config, 'dashboard' | 'host'>,
  given: Readonly<Record<string, string | undefined>> = {},
): Check[] {
  if (dashboard?.mode === 'local')
    return [ok('sign-in', `The dashboard is open to this machine only, without sign-in (${host}).`)];
  if (dashboard?.mode === 'github') return checkSecret(dashboard);
  const has = together.filter((name) => Boolean(given[name] ?? given[`${name}_FILE`]));
  const missing = together.filter((name) => !has.includes(name));
  // Registration writes the two of the client, also where there is no public address.
  const isMeant =
    given['LANGGUARD_DASHBOARD'] !== 'off' &&
    has.length > 0 &&
    !(missing.length === 1 && missing[0] === 'LANGGUARD_URL');
  if (isMeant)
    return [
      warn(
        'sign-in',
        `The dashboard is off: ${list(has)} ${has.length === 1 ? 'is' : 'are'} set, ${list(missing)} ${missing.length === 1 ? 'is' : 'are'} not.`,
        'They count only together.',
        'Set all three as docs/dashboard-sign-in.md says, or LANGGUARD_DASHBOARD=off.',
      ),
    ];
  return [ok('sign-in', 'The dashboard is off.')];
}

/** The secret also makes the keys of the cookies: whoever guesses it signs in as anybody. */
function checkSecret({ clientSecret }: SignInConfig): Check[] {
  const bits = Math.floor(bitsOf(clientSecret));
  return bits < minBits
    ? [
        fail(
          'cookie-key',
          `CLIENT_SECRET has about ${bits} bits of chance in it.`,
          'The keys of the cookies are derived from it: who guesses it, signs in as anybody.',
          "Generate a client secret on the App's settings page; GitHub makes 160 bits.",
        ),
      ]
    : [ok('cookie-key', 'The keys of the cookies are derived from CLIENT_SECRET, which nobody guesses.')];
}

/** How much chance a text has by the spread of its characters; a repeated pattern has less. */
export function bitsOf(text: string): number {
  const entropy = (parts: readonly string[]): number => {
    const counts = new Map<string, number>();
    for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
    let bits = 0;
    for (const count of counts.values()) bits -= (count / parts.length) * Math.log2(count / parts.length);
    return bits * parts.length;
  };
  const chars = [...text];
  const pairs = chars.slice(1).map((char, at) => `${chars[at]}${char}`);
  // Of a pattern that repeats itself the pairs are few, of a random text nearly all differ.
  const isVaried = new Set(pairs).size >= pairs.length * 0.6;
  return isVaried ? entropy(chars) : entropy(chars) * (new Set(pairs).size / Math.max(1, pairs.length));
}

/** Looks at what GitHub knows: where people are sent back to, whose client it is, and whether the secret is good. */
export async function checkSignIn(
  config: Pick<Config, 'dashboard' | 'githubApiUrl'>,
  octokit: Octokit,
  app: AppOnGitHub,
): Promise<Check[]> {
  const { dashboard, githubApiUrl } = config;
  if (dashboard?.mode !== 'github') return [];
  const settings = `${app.htmlUrl} (App settings)`;
  return [
    ...(await checkCallback(dashboard, octokit, settings)),
    ...(await checkClient(dashboard, githubApiUrl, app, settings)),
  ];
}

/** GitHub does not tell an App its callback addresses, so it is said what must stand there. */
async function checkCallback(
  { publicUrl }: SignInConfig,
  octokit: Octokit,
  settings: string,
): Promise<Check[]> {
  const callback = `${publicUrl}${callbackPath}`;
  const checks: Check[] = [
    publicUrl.startsWith('https:')
      ? ok(
          'callback',
          `GitHub must send people back to ${callback}: that exactly is the callback URL at ${settings}.`,
        )
      : warn(
          'callback',
          `People come back to ${callback}, which is not https.`,
          'Browsers keep the cookies of sign-in on https or on this machine only.',
          'Put a proxy with a certificate in front, and set LANGGUARD_URL to its address.',
        ),
  ];
  const { data } = await octokit.rest.apps.getWebhookConfigForApp();
  const hook = data.url && URL.canParse(data.url) ? new URL(data.url) : undefined;
  if (hook && hook.host !== new URL(publicUrl).host)
    checks.push(
      warn(
        'callback-host',
        `Webhooks go to ${hook.host}, people to ${new URL(publicUrl).host}.`,
        'It is one server: a wrong LANGGUARD_URL makes GitHub refuse each sign-in with redirect_uri_mismatch.',
        `If both names lead here, nothing. Else mend LANGGUARD_URL, and the callback URL at ${settings}.`,
      ),
    );
  return checks;
}

async function checkClient(
  { clientId, clientSecret }: SignInConfig,
  apiUrl: string,
  app: AppOnGitHub,
  settings: string,
): Promise<Check[]> {
  if (app.clientId !== undefined && app.clientId !== clientId)
    return [
      fail(
        'client',
        `CLIENT_ID is ${clientId}; this App's is ${app.clientId}.`,
        'People would authorise another App, and see nothing.',
        `Copy the client ID from ${settings}.`,
      ),
    ];
  // Asks about a token that is none: the answer says only whether the secret is good.
  const { status } = await fetchSmall(
    `${apiUrl}/applications/${encodeURIComponent(clientId)}/token`,
    {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'langguard',
      },
      body: JSON.stringify({ access_token: 'none' }),
      signal: AbortSignal.timeout(timeoutMs),
    },
    maxBytes,
  );
  if (status === 401)
    return [
      fail(
        'client',
        'GitHub does not take CLIENT_SECRET.',
        'Nobody can sign in.',
        `Generate a new client secret at ${settings} and set it.`,
      ),
    ];
  return status === 404 || status === 422 || status === 200
    ? [ok('client', `GitHub takes the client ${clientId} and its secret.`)]
    : [
        warn(
          'client',
          `GitHub answered ${status} when it was asked about the client.`,
          'Whether people can sign in is not known.',
          'Try again later.',
        ),
      ];
}
