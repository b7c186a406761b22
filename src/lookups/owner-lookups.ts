// Gives each organisation lookups of its own, so that none is answered with what another may see.
import { type Answerer, createPrivateLookups, type PrivateOptions } from './private-registries.ts';
import type { OwnerRegistries } from './registry-file.ts';

/** The lookups for reviews of an owner's repositories. */
export type LookupsOf = (owner: string, installationId: number) => Answerer;

/**
 * The lookups of each owner that has registries; every other has those that answer everybody. An owner with another
 * installation than the one in the file is another: a login may be taken by somebody else when it is given up.
 */
export function createOwnerLookups(owners: readonly OwnerRegistries[], options: PrivateOptions): LookupsOf {
  const all = new Map(
    owners.map(({ owner, installation, registries }) => [
      owner,
      { installation, lookups: createPrivateLookups(registries, options) },
    ]),
  );
  return (owner, installationId) => {
    const own = all.get(owner.toLowerCase());
    if (!own || (own.installation !== undefined && own.installation !== installationId)) return options.base;
    return own.lookups;
  };
}
