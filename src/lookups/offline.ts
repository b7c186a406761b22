// Answers without a network: advisories from the database of `langguard osv sync`, and of everything else that it is not known.
import { setImmediate as breathe } from 'node:timers/promises';
import { ecosystemOf } from '../engine/ecosystems/index.ts';
import { type Advisory, type Fact, factKey, type FactRequest } from '../engine/facts.ts';
import type { Lookups } from './index.ts';
import { followOsvDatabase, type OsvDatabase } from './osv-database.ts';

/** Where the database lies and how old a dump in it may be. */
export interface DatabaseSettings {
  /** The file that `langguard osv sync` wrote. */
  database?: string;
  /** A week when not given. */
  databaseMaxAgeMs?: number;
}

type AdvisoriesRequest = Extract<FactRequest, { kind: 'advisories' }>;

/** Questions between two breaths, so that a server stays responsive. */
const maxBreath = 250;

/** Lookups that ask nobody. */
export function createOfflineLookups(settings: DatabaseSettings & { now?: () => number } = {}): Lookups {
  const database = databaseOf(settings);
  return {
    async answer(requests) {
      const asked = requests.filter((request) => request.kind === 'advisories');
      const answers: Map<string, Fact<unknown>> = database ? await queryAll(database, asked) : new Map();
      for (const request of requests) {
        const key = factKey(request);
        if (!answers.has(key)) answers.set(key, { state: 'unknown', reason: 'offline' });
      }
      return answers;
    },
  };
}

/** The database of the settings; undefined when they name none. */
export function databaseOf({
  database,
  databaseMaxAgeMs,
  now,
}: DatabaseSettings & { now?: () => number }): OsvDatabase | undefined {
  if (database === undefined) return undefined;
  return followOsvDatabase(database, {
    ...(databaseMaxAgeMs === undefined ? {} : { maxAgeMs: databaseMaxAgeMs }),
    ...(now === undefined ? {} : { now }),
  });
}

/** The database's answers, by `factKey`. */
export async function queryAll(
  database: OsvDatabase,
  requests: readonly AdvisoriesRequest[],
): Promise<Map<string, Fact<Advisory[]>>> {
  const answers = new Map<string, Fact<Advisory[]>>();
  for (const [index, request] of requests.entries()) {
    if (index % maxBreath === maxBreath - 1) await breathe();
    const ecosystem = ecosystemOf(request.ecosystem);
    answers.set(
      factKey(request),
      ecosystem
        ? database.query({ ecosystem, name: request.name, version: request.version })
        : { state: 'unknown', reason: `${request.ecosystem} is not known` },
    );
  }
  return answers;
}
