// The real review for the App: rules and lookups loaded once, each pull request by the one shell.
import { setImmediate as breathe } from 'node:timers/promises';
import { readRuleFiles } from '../assets.ts';
import { loadRules } from '../engine/rules/load.ts';
import { createLookups } from '../lookups/index.ts';
import { registrySettings } from '../lookups/registry-settings.ts';
import { reviewPullRequest } from '../run.ts';
import type { LookupConfig } from './config.ts';
import type { ReviewPullRequest } from './review-pull.ts';

/** Loads the rules that ship with LangGuard. Throws when one of them is broken, because then nothing is safe. */
export async function createReviewer(config: LookupConfig): Promise<ReviewPullRequest> {
  const { rules, problems } = loadRules(await readRuleFiles());
  if (problems.length > 0) throw new Error(brokenRules(problems));
  // Registries of the organisation that runs this App, with their tokens.
  const settings = registrySettings(process.env);
  const lookups = createLookups({
    offline: config.offline,
    cacheDirectory: config.cacheDirectory,
    osv: {
      ...(config.osvUrl === undefined ? {} : { url: config.osvUrl }),
      ...(config.osvDatabase === undefined ? {} : { database: config.osvDatabase }),
      ...(config.osvMaxAgeMs === undefined ? {} : { databaseMaxAgeMs: config.osvMaxAgeMs }),
    },
    ...(config.npmRegistry === undefined ? {} : { npm: { registry: config.npmRegistry } }),
    ...settings,
    registries: {
      ...settings.registries,
      ...(config.pypiUrl === undefined ? {} : { pypi: config.pypiUrl }),
    },
  });
  return (octokit, target) =>
    reviewPullRequest(octokit, target, {
      rules,
      lookups,
      digestKey: target.digestKey,
      waivers: target.waivers,
      today: new Date().toISOString().slice(0, 10),
      // Between files, so that webhooks are taken while a large change is read, and what was overtaken stops.
      breathe: async () => {
        await breathe();
        target.signal.throwIfAborted();
      },
    });
}

function brokenRules(problems: readonly { path: string; line: number; message: string }[]): string {
  const first = problems
    .slice(0, 5)
    .map(({ path, line, message }) => `  rules/${path}:${line}: ${message}\n`);
  return `LangGuard's own rules are broken, ${problems.length} problems; the first of them:\n${first.join('')}`;
}
