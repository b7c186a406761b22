// How Packagist counts downloads, on its site rather than in its repository.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { Downloads } from '../../facts.ts';

// https://packagist.org/apidoc#get-package-data
const answer = z.object({
  package: z.object({ name: z.string(), downloads: z.object({ total: z.number(), monthly: z.number() }) }),
});
const weeksOfMonth = 30 / 7;

/** The site; the registry is the repository of metadata. */
export const registry = 'https://packagist.org';

/** A package's page as JSON. */
export function request(name: string): RegistryRequest {
  return {
    path: `/packages/${name.split('/').map(encodeURIComponent).join('/')}.json`,
    accept: 'application/json',
  };
}

/** Reads the counts. Throws when the answer has none, or is of another package. */
export function read(name: string, body: unknown): Downloads {
  const { name: about, downloads } = answer.parse(body).package;
  if (about.toLowerCase() !== name.toLowerCase()) throw new Error(`the counts are of ${about.slice(0, 100)}`);
  return { weekly: Math.round(downloads.monthly / weeksOfMonth), total: downloads.total };
}
