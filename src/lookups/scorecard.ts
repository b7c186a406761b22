// Asks a source of OpenSSF Scorecards how a repository is kept.
import { z } from 'zod';
import type { Fact, Scorecard } from '../engine/facts.ts';
import type { Budget } from './http.ts';
import { type Asker, createAsk } from './registries.ts';

/** Asks for the scorecard of a repository, such as `github.com/owner/name`. */
export type AskScorecard = (repository: string, budget: Budget) => Promise<Fact<Scorecard>>;

// https://api.securityscorecards.dev, an OpenAPI document; a check that could not be made has -1.
const answer = z.object({
  date: z.string().nullish().catch(undefined),
  repo: z.object({ name: z.string() }),
  score: z.number().min(0).max(10),
  checks: z
    .array(z.object({ name: z.string(), score: z.number() }))
    .nullish()
    .catch(undefined),
});
const maxWeakest = 3;

/** Asks below `url`; without one every scorecard is unknown. */
export function createScorecard(url: string | undefined, asker: Asker): AskScorecard {
  if (url === undefined) return () => Promise.resolve(unknown('no source of scorecards is configured'));
  const address = url.replace(/\/+$/, '');
  const { host } = new URL(address);
  const ask = createAsk(address, asker);
  return async (repository, budget) => {
    const path = `/projects/${repository.split('/').map(encodeURIComponent).join('/')}`;
    const found = await ask({ path, accept: 'application/json' }, budget);
    if ('failure' in found) return unknown(`${host}: ${found.failure}`);
    if (found.status === 404) return unknown(`${host} has no scorecard of ${repository}`);
    if (found.status !== 200) return unknown(`${host}: status ${found.status}`);
    const read = answer.safeParse(found.body).data;
    if (!read || read.repo.name.toLowerCase() !== repository.toLowerCase())
      return unknown(`${host}: the answer is no scorecard of ${repository}`);
    const weakest = (read.checks ?? [])
      .filter(({ score }) => score >= 0 && score < 5)
      .toSorted((a, b) => a.score - b.score)
      .slice(0, maxWeakest)
      .map(({ name }) => name.slice(0, 60));
    return {
      state: 'known',
      value: { score: read.score, weakest, ...(read.date ? { date: read.date.slice(0, 10) } : {}) },
      source: address,
      asOf: new Date(asker.ports.now()).toISOString(),
    };
  };
}

function unknown(reason: string): Fact<Scorecard> {
  return { state: 'unknown', reason };
}
