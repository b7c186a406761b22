// Registers the App from app.yml by a page on loopback: GitHub's manifest flow, state-checked.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { z } from 'zod';
import { webhookPath } from './app.ts';
import { callbackPath } from './sign-in/routes.ts';

/** What registering needs. */
export interface RegisterOptions {
  /** Where app.yml is. */
  manifestFile: string;
  /** Where the credentials go; must not hold an App yet. */
  envFile: string;
  /** Address of GitHub's web pages, such as `https://github.com`. */
  githubUrl: string;
  /** Address of its REST API. */
  apiUrl: string;
  /** Registers for an organisation instead of the signed-in person. */
  org?: string;
  /** Public address of the App; asked for on the page when absent. */
  url?: string;
  /** Port on loopback; any free one when absent. */
  port?: number;
}

/** A registration in progress. */
export interface Registration {
  /** The page to open in a browser. */
  url: string;
  /** Resolves to the App's page on GitHub once the credentials are written; rejects when GitHub refused. */
  done: Promise<{ htmlUrl: string }>;
  close(): void;
}

const conversion = z.object({
  id: z.number().int(),
  slug: z.string(),
  pem: z.string(),
  webhook_secret: z.string().min(1),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  html_url: z.string(),
});

/** GitHub keeps the code for an hour; nothing else on this machine may take as long. */
const exchangeTimeoutMs = 30_000;

/** Starts the page. Throws when credentials exist already, so that an App in use is never overwritten. */
export async function startRegistration(options: RegisterOptions): Promise<Registration> {
  if (
    existsSync(options.envFile) &&
    /^\s*(?:export\s+)?APP_ID\s*=/m.test(readFileSync(options.envFile, 'utf8'))
  )
    throw new Error(`${options.envFile} already holds an App. Move it away to register another one.`);
  const state = randomBytes(32).toString('hex');
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let isUsed = false;
  let chosen = options.url;

  const done = new Promise<{ htmlUrl: string }>((resolve, reject) => {
    server.on('request', (req, res) => {
      const asked = new URL(req.url ?? '/', own);
      // A page elsewhere that rebinds its name to loopback would come with its own host.
      if (req.headers.host !== new URL(own).host || req.method !== 'GET')
        return page(res, 404, 'Not found', '');
      if (asked.pathname === '/') {
        const url = asked.searchParams.get('url') ?? options.url;
        const problem = url === undefined ? undefined : findProblem(url);
        if (url === undefined || problem !== undefined)
          return page(res, 200, 'Where is LangGuard?', addressForm(problem));
        chosen = url;
        return page(
          res,
          200,
          'Register LangGuard',
          manifestForm(options, manifest(options, url, own), state),
          options.githubUrl,
        );
      }
      if (asked.pathname !== '/registered') return page(res, 404, 'Not found', '');
      const code = asked.searchParams.get('code') ?? '';
      if (isUsed || !isSame(asked.searchParams.get('state') ?? '', state) || !/^[\w-]{1,200}$/.test(code))
        return page(res, 400, 'This answer was not asked for', '<p>Start again from the first page.</p>');
      isUsed = true;
      void finish(options, chosen, code, res).then(resolve, reject);
    });
  });
  return { url: own, done, close: () => server.close() };
}

/** Exchanges the code and tells the browser how it went; throws what the terminal should say. */
async function finish(
  options: RegisterOptions,
  url: string | undefined,
  code: string,
  res: ServerResponse,
): Promise<{ htmlUrl: string }> {
  try {
    const htmlUrl = await exchange(options, url, code);
    page(
      res,
      200,
      'Registered',
      `<p>The credentials are in <code>${escape(options.envFile)}</code>. Next: ` +
        `<a href="${escape(htmlUrl)}/installations/new">install the App</a>, then run <code>npm start</code>.</p>`,
    );
    return { htmlUrl };
  } catch (error) {
    page(res, 502, 'GitHub refused', '<p>The terminal says why. Start again.</p>');
    throw error;
  }
}

/** The manifest that is posted: app.yml and the addresses of this App. */
export function manifest(
  options: Pick<RegisterOptions, 'manifestFile'>,
  url: string,
  own: string,
): Record<string, unknown> {
  const base = parse(readFileSync(options.manifestFile, 'utf8')) as Record<string, unknown>;
  let end = url.length;
  while (url[end - 1] === '/') end--;
  const address = url.slice(0, end);
  return {
    url: address,
    ...base,
    // The base address alone would be GitHub's default guess, and webhooks would meet a 404.
    hook_attributes: { url: `${address}${webhookPath}`, active: true },
    redirect_url: `${own}/registered`,
    // Where people come back to after they signed in to the dashboard.
    callback_urls: [`${address}${callbackPath}`],
  };
}

/** Why GitHub could not reach this address; undefined when it looks right. */
export function findProblem(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'This is not an address.';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'The address begins with https://.';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return `Give the address alone, without a path: ${webhookPath} is added to it.`;
  if (/^(?:localhost|127\.|0\.0\.0\.0|\[?::1)/.test(url.hostname))
    return 'GitHub cannot reach this machine by that name; use a public name or a tunnel.';
  return undefined;
}

async function exchange(options: RegisterOptions, url: string | undefined, code: string): Promise<string> {
  const response = await fetch(`${options.apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`, {
    method: 'POST',
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'langguard' },
    signal: AbortSignal.timeout(exchangeTimeoutMs),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status} when the code was exchanged.`);
  const app = conversion.parse(await response.json());
  const lines = [
    `APP_ID=${app.id}`,
    `PRIVATE_KEY="${app.pem.trim().replaceAll('\n', '\\n')}"`,
    `WEBHOOK_SECRET=${app.webhook_secret}`,
    ...signInLines(app, url),
    ...(options.apiUrl === 'https://api.github.com' ? [] : [`GITHUB_API_URL=${options.apiUrl}`]),
  ];
  const before = existsSync(options.envFile) ? `${readFileSync(options.envFile, 'utf8').trimEnd()}\n` : '';
  writeFileSync(options.envFile, `${before}${lines.join('\n')}\n`, { mode: 0o600 });
  // The mode above only counts for a file that was not there.
  chmodSync(options.envFile, 0o600);
  return app.html_url;
}

/** What the dashboard needs; an address in the clear would not do for it. */
function signInLines(app: z.infer<typeof conversion>, url: string | undefined): string[] {
  if (app.client_id === undefined || app.client_secret === undefined) return [];
  const credentials = [`CLIENT_ID=${app.client_id}`, `CLIENT_SECRET=${app.client_secret}`];
  return url?.startsWith('https:') ? [...credentials, `LANGGUARD_URL=${new URL(url).origin}`] : credentials;
}

function manifestForm(options: RegisterOptions, content: Record<string, unknown>, state: string): string {
  const path = options.org
    ? `/organizations/${encodeURIComponent(options.org)}/settings/apps/new`
    : '/settings/apps/new';
  return (
    `<p>GitHub will show the permissions and let you change the name. Webhooks will go to ` +
    `<code>${escape((content['hook_attributes'] as { url: string }).url)}</code>.</p>` +
    `<form method="post" action="${escape(options.githubUrl)}${path}?state=${state}">` +
    `<input type="hidden" name="manifest" value="${escape(JSON.stringify(content))}">` +
    `<button>Register on ${escape(new URL(options.githubUrl).host)}</button></form>`
  );
}

function addressForm(problem: string | undefined): string {
  return (
    (problem === undefined ? '' : `<p><strong>${escape(problem)}</strong></p>`) +
    '<form><label>The address at which GitHub can reach this App ' +
    '<input name="url" type="url" required placeholder="https://langguard.example.com"></label> <button>Next</button></form>'
  );
}

function page(res: ServerResponse, status: number, title: string, body: string, formTarget?: string): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; form-action 'self' ${formTarget ?? ''}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  res.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><h1>${escape(title)}</h1>${body}</html>`,
  );
}

function isSame(given: string, wanted: string): boolean {
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
