// What the environment says of the web pages: off, on this machine alone, or with sign-in by GitHub.
import { z } from 'zod';

/** How people reach the dashboard. */
export type DashboardConfig = SignInConfig | { mode: 'local' };

/** Sign-in with GitHub at a public address. */
export interface SignInConfig {
  mode: 'github';
  /** Public address of the App without a slash at the end, such as `https://langguard.example.com`. */
  publicUrl: string;
  clientId: string;
  clientSecret: string;
  /** How long GitHub's word about what a person sees holds. */
  accessMs: number;
  /** How many proxies in front add to `X-Forwarded-For`. */
  trustedProxies: number;
}

const schema = z.object({
  LANGGUARD_DASHBOARD: z.enum(['off', 'local', 'github']).optional(),
  LANGGUARD_URL: z.string().optional(),
  CLIENT_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, "CLIENT_ID is the client ID on the App's settings page.")
    .optional(),
  CLIENT_SECRET: z.string().optional(),
  LANGGUARD_ACCESS_MINUTES: z.coerce.number().min(1).max(60).default(10),
  LANGGUARD_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
});

/** GitHub gives out 40 hexadecimal digits; keys for cookies are derived from them. */
const minSecretChars = 32;

/** Reads the settings of the web pages; undefined when they are off. */
export function readDashboard(
  given: Record<string, string | undefined>,
  host: string,
  problems: string[],
): DashboardConfig | undefined {
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
    return undefined;
  }
  const values = parsed.data;
  const { LANGGUARD_URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = values;
  const isComplete = url !== undefined && clientId !== undefined && clientSecret !== undefined;
  const mode = values.LANGGUARD_DASHBOARD ?? (isComplete ? 'github' : 'off');
  if (mode === 'off') return undefined;
  if (mode === 'local') {
    if (!isLoopback(host))
      problems.push(
        `LANGGUARD_DASHBOARD=local shows everything to whoever reaches the port, so it needs HOST=127.0.0.1 (it is ${host}).`,
      );
    return { mode };
  }
  if (!isComplete) {
    problems.push(
      'LANGGUARD_DASHBOARD=github needs LANGGUARD_URL, CLIENT_ID and CLIENT_SECRET: docs/dashboard-sign-in.md says where they come from.',
    );
    return undefined;
  }
  const publicUrl = readPublicUrl(url, problems);
  if (clientSecret.length < minSecretChars)
    problems.push(`CLIENT_SECRET is too short: GitHub gives out 40 characters.`);
  return publicUrl === undefined
    ? undefined
    : {
        mode,
        publicUrl,
        clientId,
        clientSecret,
        accessMs: values.LANGGUARD_ACCESS_MINUTES * 60_000,
        trustedProxies: values.LANGGUARD_TRUSTED_PROXIES,
      };
}

/** True for names by which only this machine is reached; brackets and a port may be there. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^(\[[^\]]*\]|[^:]*):\d+$/, '$1');
  return name === 'localhost' || name === '::1' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function readPublicUrl(text: string, problems: string[]): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    problems.push('LANGGUARD_URL is the address alone, such as https://langguard.example.com.');
    return undefined;
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    problems.push('LANGGUARD_URL begins with https://: a session must not travel in the clear.');
    return undefined;
  }
  return url.origin;
}
