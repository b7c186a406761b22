// What the environment says of registries: addresses that stand in for the public ones, and tokens for them.
import { ecosystems } from '../engine/ecosystems/index.ts';
import type { LookupOptions } from './index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Those whose registry is GitHub's API. */
const onGitHub = ['actions', 'swift'];

/**
 * `LANGGUARD_REGISTRY_<ID>`, `LANGGUARD_REGISTRY_TOKEN_<ID>` and `LANGGUARD_DOWNLOADS_<ID>`, with the ecosystem's id in
 * capitals; for GitHub also `GITHUB_TOKEN` or `GH_TOKEN`. `LANGGUARD_SCORECARD_URL` names a source of scorecards. Throws an Error that names a variable which is no address.
 */
export function registrySettings(
  env: Environment,
): Pick<LookupOptions, 'registries' | 'tokens' | 'downloads' | 'scorecard'> {
  const registries: Record<string, string> = {};
  const tokens: Record<string, string> = {};
  const downloads: Record<string, string> = {};
  const github = env['GITHUB_TOKEN'] || env['GH_TOKEN'];
  for (const { id } of ecosystems) {
    const suffix = id.toUpperCase();
    // Npm's own files say these of npm.
    if (id !== 'npm') {
      const registry = addressIn(env, `LANGGUARD_REGISTRY_${suffix}`);
      if (registry !== undefined) registries[id] = registry;
      // GitHub's token is for GitHub, not for whatever stands in for it.
      const token =
        env[`LANGGUARD_REGISTRY_TOKEN_${suffix}`] ||
        (registry === undefined && onGitHub.includes(id) ? github : undefined);
      if (token) tokens[id] = token;
    }
    const counter = addressIn(env, `LANGGUARD_DOWNLOADS_${suffix}`);
    if (counter !== undefined) downloads[id] = counter;
  }
  const scorecard = addressIn(env, 'LANGGUARD_SCORECARD_URL');
  return { registries, tokens, downloads, ...(scorecard === undefined ? {} : { scorecard }) };
}

function addressIn(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  // The value itself may hold a password.
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error(`${name} is no http or https address`);
  return value;
}
