// Which groups of an organisation's file a repository belongs to: by its name, or by its custom properties.
import type { Config } from './config.ts';
import { pathMatcher } from './globs.ts';
import type { PolicyLayer } from './layers.ts';

/** Custom properties of a repository; a property with several values has a list. */
export type Properties = Readonly<Record<string, string | readonly string[] | null>>;

/** True when properties decide, so that they have to be read. */
export function wantsProperties(config: Config): boolean {
  return (config.groups ?? []).some((group) => group.properties !== undefined);
}

/** The layers of the groups that a repository belongs to, in the order of the file; all that a group says must hold. */
export function groupLayers(
  config: Config,
  source: string,
  repository: { name: string; properties: Properties },
): PolicyLayer[] {
  return (config.groups ?? [])
    .filter(({ repositories, properties }) => {
      const isNamed = repositories === undefined || pathMatcher(repositories)(repository.name);
      const wanted = Object.entries(properties ?? {});
      return isNamed && wanted.every(([name, values]) => hasOne(repository.properties, name, values));
    })
    .map(({ name, policy }) => ({ config: policy, source: `${source}, group ${name}`, layer: 'group' }));
}

function hasOne(properties: Properties, name: string, values: readonly string[]): boolean {
  const given = Object.hasOwn(properties, name) ? properties[name] : null;
  const all = given === null || given === undefined ? [] : typeof given === 'string' ? [given] : given;
  return all.some((value) => values.includes(value));
}
