// What every App in a test has in common: it talks to a GitHub on loopback, listens there, and is waited for.
import type { App, AppOptions } from '../src/server/app.ts';
import type { GitHubSim } from './github-sim/index.ts';

type Config = AppOptions['config'];

/** The configuration of an App on this GitHub, with its data in memory; `over` wins. */
export function configOn(sim: GitHubSim, over: Partial<Config> = {}): Config {
  return {
    appId: sim.appCredentials.appId,
    privateKey: sim.appCredentials.privateKey,
    webhookSecrets: [sim.appCredentials.webhookSecret],
    githubApiUrl: sim.url,
    host: '127.0.0.1',
    port: 0,
    store: { memory: true },
    logLevel: 'fatal',
    concurrency: 2,
    ...over,
  };
}

/** Waits until webhooks are delivered and jobs are done, also those that a job gave rise to. */
export async function untilQuiet(sim: GitHubSim, app: Pick<App, 'drained'>): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await sim.settled();
    await app.drained();
  }
}
