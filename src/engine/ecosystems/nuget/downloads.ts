// How NuGet counts downloads: in its search service.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { Downloads } from '../../facts.ts';
import { normalise } from './names.ts';

// https://learn.microsoft.com/nuget/api/search-query-service-resource
const answer = z.object({ data: z.array(z.object({ id: z.string(), totalDownloads: z.number() })) });

/** The search service; the registry only says what was published. */
export const registry = 'https://azuresearch-usnc.nuget.org';

/** A search for one id. */
export function request(name: string): RegistryRequest {
  return {
    path: `/query?q=${encodeURIComponent(`packageid:${name}`)}&prerelease=true&semVerLevel=2.0.0&take=1`,
    accept: 'application/json',
  };
}

/** Reads the count of all versions since the first. Throws when the answer is none, or does not have the package. */
export function read(name: string, body: unknown): Downloads {
  const found = answer.parse(body).data.find((one) => normalise(one.id) === normalise(name));
  if (!found) throw new Error('the search did not find the package');
  return { total: found.totalDownloads };
}
