// The web pages on loopback in front of a simulated GitHub, with a clock that both share.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../src/server/log.ts';
import { createWeb, type Web } from '../src/server/web.ts';
import type { SignInConfig } from '../src/server/web-config.ts';
import type { Store } from '../src/store/open.ts';
import { createBrowser, type Browser } from './browser.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';

/** The public address; the browser finds it on loopback. */
export const publicUrl = 'https://langguard.example.com';

/** Everything that a test of signing in needs. */
export interface SignInWorld {
  sim: GitHubSim;
  store: Store;
  web: Web;
  /** Where the pages really are. */
  url: string;
  /** What the log said. */
  said: { level: string; fields: Record<string, unknown>; text: string }[];
  newBrowser(): Browser;
  /** Signs a person in, in a browser of their own. */
  signIn(login: string): Promise<Browser>;
  close(): Promise<void>;
}

/** The settings of sign-in for a simulated GitHub. */
export function signInConfig(sim: GitHubSim): SignInConfig {
  const { clientId, clientSecret } = sim.appCredentials;
  return { mode: 'github', publicUrl, clientId, clientSecret, accessMs: 600_000, trustedProxies: 0 };
}

/** Starts it over a store, which is emptied of people and names and stays open. */
export async function startSignInWorld(
  store: Store,
  { enterprise }: { enterprise?: string } = {},
): Promise<SignInWorld> {
  // A clock that stands still until a test moves it.
  const began = Date.now();
  const sim = await startGitHub({ now: () => began, ...(enterprise === undefined ? {} : { enterprise }) });
  sim.setCallbackUrls(`${publicUrl}/sign-in/callback`);
  for (const table of ['sessions', 'usedSignIns', 'apiTokens', 'ledger', 'repositories'] as const)
    await store.db.deleteFrom(table).execute();
  const said: SignInWorld['said'] = [];
  const web = createWeb(signInConfig(sim), {
    store,
    log: listeningLog(said),
    githubApiUrl: sim.url,
    now: () => new Date(sim.clock.now()),
  });
  const server = createServer((req, res) => void web.listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const newBrowser = (): Browser => createBrowser({ [publicUrl]: url });
  return {
    sim,
    store,
    web,
    url,
    said,
    newBrowser,
    async signIn(login) {
      const browser = newBrowser();
      sim.browseAs(login);
      const arrived = await browser.get(`${publicUrl}/sign-in/github?to=/account`);
      if (arrived.status !== 200 || !arrived.trail[0]?.endsWith('/account'))
        throw new Error(`${login} was not signed in: ${arrived.status} ${arrived.body}`);
      return browser;
    },
    async close() {
      await closeServer(server);
      await sim.close();
    },
  };
}

/** Puts the names of repositories into the store, as their first review does. */
export async function nameRepositories(store: Store, sim: GitHubSim, ...names: string[]): Promise<void> {
  for (const name of names) {
    const { id, owner } = sim.repository(name);
    await store.db
      .insertInto('repositories')
      .values({ installationId: sim.installationId(owner.login), id, fullName: name })
      .execute();
  }
}

function listeningLog(said: SignInWorld['said']): Log {
  const at =
    (level: string) =>
    (fields: Record<string, unknown>, text: string): void =>
      void said.push({ level, fields, text });
  return { info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') } as unknown as Log;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
