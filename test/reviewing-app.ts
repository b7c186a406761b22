// The App with the real rules and engine against a GitHub on loopback; nobody outside is asked.
import { createIncidentSearch } from '../src/elsewhere.ts';
import { createPolicyReader } from '../src/github-policy.ts';
import { offlineLookups, reviewPullRequest } from '../src/run.ts';
import { startApp, webhookPath, type App, type AppOptions } from '../src/server/app.ts';
import { configOn } from './app-on-sim.ts';
import type { GitHubSim } from './github-sim/index.ts';
import { shippedRules } from './shipped-rules.ts';

/** Starts it and has webhooks sent to it. `today` is asked at each review, such as `2026-11-20`; `over` wins over what is set here. */
export async function startReviewingApp(
  sim: GitHubSim,
  today: () => string,
  { config, ...over }: Partial<Omit<AppOptions, 'config'>> & { config?: Partial<AppOptions['config']> } = {},
): Promise<App> {
  const rules = await shippedRules();
  const app = await startApp({
    config: configOn(sim, config),
    reviewPullRequest: (octokit, target) =>
      reviewPullRequest(octokit, target, {
        rules,
        lookups: offlineLookups,
        digestKey: target.digestKey,
        waivers: target.waivers,
        ...(target.suggestions ? { suggestions: target.suggestions } : {}),
        today: today(),
        ...(target.measure ? { measure: target.measure } : {}),
      }),
    search: createIncidentSearch(rules),
    readPolicy: createPolicyReader(rules),
    retry: { limit: 2, delay: 0, delayMax: 1 },
    settleMs: [5, 20, 50],
    ...over,
  });
  sim.webhookUrl = `${app.url}${webhookPath}`;
  return app;
}
