// The real review for the App: rules and lookups loaded once, each pull request by the one shell.
import { setImmediate as breathe } from 'node:timers/promises';
import type { RuleSet } from '../engine/rule.ts';
import { createLookups, type LookupOptions } from '../lookups/index.ts';
import { createOwnerLookups } from '../lookups/owner-lookups.ts';
import { registrySettings } from '../lookups/registry-settings.ts';
import { reviewPullRequest } from '../run.ts';
import { loadShippedRules } from '../shipped-rules.ts';
import type { LookupConfig } from './config.ts';
import { countLookups } from './count-lookups.ts';
import type { Metrics } from './metrics.ts';
import type { ReviewPullRequest } from './review-job.ts';

/** The rules that ship with LangGuard. Throws when one of them is broken, because then nothing is safe. */
export async function readShippedRules(): Promise<RuleSet> {
  const { rules, problems } = await loadShippedRules();
  if (problems.length > 0) throw new Error(brokenRules(problems));
  return rules;
}

/** Makes the review of a pull request. Throws when a rule is broken. */
export async function createReviewer(
  config: LookupConfig,
  metrics?: Metrics,
  shipped?: RuleSet,
): Promise<ReviewPullRequest> {
  const rules = shipped ?? (await readShippedRules());
  const asked = createLookups(lookupOptions(config));
  const lookups = metrics ? countLookups(asked, metrics) : asked;
  const lookupsOf = createOwnerLookups(config.offline ? [] : (config.owners ?? []), { base: lookups });
  return (octokit, target) =>
    reviewPullRequest(octokit, target, {
      rules,
      // The owner as GitHub names it now, not as an event or the change says.
      lookups: lookupsOf(target.owner, target.installationId),
      digestKey: target.digestKey,
      waivers: target.waivers,
      ...(target.suggestions ? { suggestions: target.suggestions } : {}),
      ...(target.measure ? { measure: target.measure } : {}),
      today: new Date().toISOString().slice(0, 10),
      // Between files, so that webhooks are taken while a large change is read, and what was overtaken stops.
      breathe: async () => {
        await breathe();
        target.signal.throwIfAborted();
      },
    });
}

/** What the configuration comes to for lookups. Throws where a variable names no address. */
export function lookupOptions(config: LookupConfig): LookupOptions {
  // Registries of the organisation that runs this App, with their tokens.
  const settings = registrySettings(process.env);
  return {
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
  };
}

function brokenRules(problems: readonly { path: string; line: number; message: string }[]): string {
  const first = problems
    .slice(0, 5)
    .map(({ path, line, message }) => `  rules/${path}:${line}: ${message}\n`);
  return `LangGuard's own rules are broken, ${problems.length} problems; the first of them:\n${first.join('')}`;
}
