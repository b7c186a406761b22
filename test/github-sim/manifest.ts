// The manifest flow: a form that registers the App, a code that comes back, and the credentials it is changed for.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound, ok } from './http.ts';
import type { Route } from './http.ts';
import { renderApp } from './render.ts';
import type { Body, Level, World } from './state.ts';

const lifeMs = 60 * 60 * 1000;

/** The part of an App's manifest that is looked at. */
export interface Manifest {
  name?: string;
  url?: string;
  redirect_url?: string;
  callback_urls?: string[];
  default_permissions?: Record<string, Level>;
  default_events?: string[];
}

/** Codes handed out, each good for one exchange within an hour. */
export type ManifestCodes = Map<string, { manifest: Manifest; expiresAt: number }>;

/** Serves GitHub's page that takes a manifest, as if the owner had confirmed it; false for any other address. */
export async function serveManifestPage(
  world: World,
  codes: ManifestCodes,
  method: string,
  target: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const match = /^(?:\/organizations\/[^/]+)?\/settings\/apps\/new(?:\?(.*))?$/.exec(target);
  if (method !== 'POST' || match === null) return false;
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  let manifest: Manifest;
  try {
    manifest = JSON.parse(form.get('manifest') ?? '') as Manifest;
  } catch {
    response.writeHead(400).end('Invalid GitHub App configuration\n');
    return true;
  }
  if (manifest.url === undefined || manifest.redirect_url === undefined) {
    response.writeHead(422).end('Invalid GitHub App configuration: url and redirect_url are needed\n');
    return true;
  }
  const code = randomBytes(20).toString('hex');
  codes.set(code, { manifest, expiresAt: world.now() + lifeMs });
  const back = new URL(manifest.redirect_url);
  back.searchParams.set('code', code);
  const state = new URLSearchParams(match[1] ?? '').get('state');
  if (state !== null) back.searchParams.set('state', state);
  response.writeHead(302, { location: back.href }).end();
  return true;
}

/** Changes a code for the App's credentials; the App takes the manifest's name, permissions and events. */
export function manifestRoute(codes: ManifestCodes): Route {
  return {
    method: 'POST',
    path: '/app-manifests/{code}/conversions',
    auth: 'anybody',
    handle({ params, world }) {
      const offered = codes.get(params['code'] ?? '');
      if (offered === undefined || offered.expiresAt <= world.now()) throw notFound();
      codes.delete(params['code'] ?? '');
      const { app } = world;
      app.name = offered.manifest.name ?? app.name;
      app.permissions = { metadata: 'read', ...offered.manifest.default_permissions };
      app.events = offered.manifest.default_events ?? [];
      app.callbackUrls = offered.manifest.callback_urls ?? [];
      const body: Body = {
        ...renderApp(world),
        client_id: app.clientId,
        client_secret: app.clientSecret,
        webhook_secret: app.webhookSecret,
        pem: app.privateKey,
      };
      return ok(body, 201);
    },
  };
}
