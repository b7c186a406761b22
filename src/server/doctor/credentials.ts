// Whether GitHub accepts the App's credentials, and whether its clock and ours agree.
import { isRateLimited, statusOf, type Octokit } from '../github.ts';
import { describeError } from '../log.ts';
import { fail, ok, warn, type Check } from './check.ts';

/** The App as GitHub describes it. */
export interface AppOnGitHub {
  name: string;
  htmlUrl: string;
  /** By which people authorise it; older Enterprise Servers do not say. */
  clientId?: string;
  permissions: Record<string, string>;
  events: string[];
}

/** Beyond this, tokens are refused at times: https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app. */
const maxSkewSeconds = 30;

/** Asks who the App is. `app` is missing when GitHub did not say. */
export async function checkCredentials(
  octokit: Octokit,
  apiUrl: string,
  now: () => number = Date.now,
): Promise<{ checks: Check[]; app?: AppOnGitHub }> {
  const host = new URL(apiUrl).host;
  const before = now();
  try {
    const { data, headers } = await octokit.rest.apps.getAuthenticated();
    if (!data) throw new Error('GitHub sent no App.');
    const app: AppOnGitHub = {
      name: data.name,
      htmlUrl: data.html_url,
      ...(data.client_id === undefined ? {} : { clientId: data.client_id }),
      permissions: data.permissions as Record<string, string>,
      events: data.events,
    };
    const checks = [
      ok('github', `${host} answers.`),
      ok('credentials', `GitHub accepts the key of the App "${data.name}" (id ${data.id}).`),
      clock(headers.date, (before + now()) / 2),
    ];
    return { checks, app };
  } catch (error) {
    return { checks: refused(error, host, (before + now()) / 2) };
  }
}

function clock(date: string | undefined, at: number): Check {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return ok('clock', 'GitHub said no time.');
  // The header has whole seconds, cut off.
  const skew = Math.round((theirs + 500 - at) / 1000);
  const told = `This clock is ${Math.abs(skew)} s ${skew > 0 ? 'behind' : 'ahead of'} GitHub's.`;
  if (Math.abs(skew) <= maxSkewSeconds) return ok('clock', told);
  return warn(
    'clock',
    told,
    'GitHub refuses sign-ins from another time, and waivers and approvals get a wrong date.',
    'Let NTP set the clock of this machine (timedatectl, chronyd).',
  );
}

function refused(error: unknown, host: string, at: number): Check[] {
  const status = statusOf(error);
  const { message, code } = describeError(rootOf(error)) as { message: string; code?: string };
  // Octokit says 500 where nothing answered at all.
  if (status === undefined || (error as { response?: unknown }).response === undefined)
    return [
      fail(
        'github',
        `${host} does not answer: ${code ?? message}.`,
        'Nothing can be reviewed.',
        'Check GITHUB_API_URL or GHE_HOST, the firewall, HTTPS_PROXY and, for an authority of your own, LANGGUARD_CA_FILE.',
      ),
    ];
  if (isRateLimited(error) || status === 403)
    return [
      warn(
        'github',
        `${host} answers ${status}: it asks to wait.`,
        'The App waits as well.',
        'Try again later.',
      ),
    ];
  if (status === 401 || status === 404) {
    const { response } = error as { response?: { headers?: Record<string, string | undefined> } };
    const time = clock(response?.headers?.['date'], at);
    return [
      ok('github', `${host} answers.`),
      fail(
        'credentials',
        `GitHub answers ${status}: it does not know this App by this key.`,
        'Nothing can be reviewed.',
        "Compare APP_ID with the App's settings page and generate a new private key there; the key must be of this App and of this GitHub.",
      ),
      ...(time.state === 'ok' ? [] : [time]),
    ];
  }
  return [
    fail(
      'github',
      `${host} answers ${status}.`,
      'Nothing can be reviewed while that lasts.',
      'Check that the address ends in /api/v3 for GitHub Enterprise Server, and see the status page of your GitHub.',
    ),
  ];
}

/** The innermost cause, which names the trouble of a connection. */
function rootOf(error: unknown): unknown {
  let found = error;
  for (let depth = 0; depth < 8 && found instanceof Error && found.cause !== undefined; depth++)
    found = found.cause;
  return found;
}
