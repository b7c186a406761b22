// Asks how often a package was downloaded, where that is counted apart from its record.
import npmFetch from 'npm-registry-fetch';
import type { Ecosystem } from '../engine/ecosystem.ts';
import type { Downloads, Fact } from '../engine/facts.ts';
import type { Budget } from './http.ts';
import { type Asker, createAsk } from './registries.ts';

/** Asks for the downloads of one package. */
export type AskDownloads = (ecosystem: Ecosystem, name: string, budget: Budget) => Promise<Fact<Downloads>>;

/** Where downloads are asked for. */
export interface DownloadsOptions {
  /** Addresses by id of the ecosystem, in place of the usual ones. */
  urls?: Readonly<Record<string, string>>;
  /** Addresses that stand in for public registries: a public count says nothing of what lies there. */
  registries?: Readonly<Record<string, string>>;
  /** Npm's own client chooses the registry of a name by these. */
  npm: Readonly<Record<string, string>>;
}

/** Asks each ecosystem's counter at its own address. */
export function createDownloads(
  { urls = {}, registries = {}, npm }: DownloadsOptions,
  asker: Asker,
): AskDownloads {
  const asks = new Map<string, ReturnType<typeof createAsk>>();
  return async (ecosystem, name, budget) => {
    const { id, downloads } = ecosystem;
    const url = urls[id] ?? usual(ecosystem, name);
    if (!downloads || url === undefined)
      return unknown(`downloads of ${id} are not counted where it is asked`);
    const address = url.replace(/\/+$/, '');
    const { host } = new URL(address);
    const ask = asks.get(address) ?? createAsk(address, asker);
    asks.set(address, ask);
    const answer = await ask(downloads.request(name), budget);
    if ('failure' in answer) return unknown(`${host}: ${answer.failure}`);
    if (answer.status !== 200) return unknown(`${host}: status ${answer.status}`);
    try {
      const value = downloads.read(name, answer.body);
      return { state: 'known', value, source: address, asOf: new Date(asker.ports.now()).toISOString() };
    } catch {
      return unknown(`${host}: the answer is no count of downloads`);
    }
  };

  function usual({ id, downloads, registry }: Ecosystem, name: string): string | undefined {
    if (id !== 'npm') {
      // At the registry's own address its stand-in answers as well.
      if (downloads?.registry === undefined) return registries[id] ?? registry;
      return registries[id] === undefined ? downloads.registry : undefined;
    }
    const asked = npmFetch.pickRegistry(name, npm);
    const usually = npmFetch.pickRegistry('any');
    // Npm counts what its own registry gives out, on the host beside it.
    return asked === usually ? `https://${new URL(usually).host.replace(/^registry\./, 'api.')}` : undefined;
  }
}

function unknown(reason: string): Fact<Downloads> {
  return { state: 'unknown', reason };
}
