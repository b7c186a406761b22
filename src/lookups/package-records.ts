// Asks for packages' records: equal questions at once are one question, and what a server knows again is believed anew.
import type { Ecosystem } from '../engine/ecosystem.ts';
import type { Fact, PackageRecord } from '../engine/facts.ts';
import type { Cache } from './cache.ts';
import type { Budget } from './http.ts';
import { createPool, type Ports } from './ports.ts';
import type { AskRegistry } from './registries.ts';

/** Asks for one package's record. Never throws. */
export type AskPackage = (ecosystem: Ecosystem, name: string, budget: Budget) => Promise<Fact<PackageRecord>>;

/** Questions to one host of registries at a time. */
const maxAtOnce = 12;

/** Asks each ecosystem's registry; `keyOf` names the place of an answer in the cache. */
export function createPackageRecords({
  registryOf,
  keyOf,
  cache,
  ports,
}: {
  registryOf(ecosystem: Ecosystem): AskRegistry | undefined;
  keyOf(ecosystem: Ecosystem, name: string): string;
  cache: Cache;
  ports: Ports;
}): AskPackage {
  const pools = new Map<string, ReturnType<typeof createPool>>();
  const asking = new Map<string, Promise<Fact<PackageRecord>>>();
  /** Where the server knows its last answer again, that is believed anew without another copy of it. */
  const askAgain = async (
    ask: AskRegistry,
    ecosystem: Ecosystem,
    name: string,
    budget: Budget,
  ): Promise<Fact<PackageRecord>> => {
    const key = keyOf(ecosystem, name);
    const kept = await cache.get(key, Number.POSITIVE_INFINITY);
    const tag = kept && (await cache.get(`${key} etag`, Number.POSITIVE_INFINITY));
    const old = kept?.value as Fact<PackageRecord> | undefined;
    const asked = await ask(
      ecosystem,
      name,
      budget,
      old?.state === 'known' && typeof tag?.value === 'string' ? tag.value : undefined,
    );
    if (asked !== 'unchanged') {
      if (asked.etag !== undefined || tag) await cache.set(`${key} etag`, asked.etag);
      return asked.fact;
    }
    return old?.state === 'known'
      ? { ...old, asOf: new Date(ports.now()).toISOString() }
      : { state: 'unknown', reason: 'the registry answered that nothing changed' };
  };
  return (ecosystem, name, budget) => {
    const key = JSON.stringify([ecosystem.id, name]);
    const known = asking.get(key);
    if (known) return known;
    const pool = pools.get(ecosystem.id) ?? createPool(maxAtOnce);
    pools.set(ecosystem.id, pool);
    const asked = pool(async (): Promise<Fact<PackageRecord>> => {
      const ask = registryOf(ecosystem);
      if (!ask) return { state: 'unknown', reason: `no registry is known for ${ecosystem.id}` };
      try {
        return await askAgain(ask, ecosystem, name, budget);
      } catch (error) {
        // An address in an .npmrc that is none fails only the packages that it covers.
        return { state: 'unknown', reason: `the lookup failed (${(error as Error).name})` };
      }
    }).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  };
}
