// How npm counts downloads, in an API apart from the registry.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { Downloads } from '../../facts.ts';

// https://github.com/npm/registry/blob/main/docs/download-counts.md
const answer = z.object({ downloads: z.number(), package: z.string() });

/** The downloads of the last week. */
export function request(name: string): RegistryRequest {
  return { path: `/downloads/point/last-week/${name}`, accept: 'application/json' };
}

/** Reads the count. Throws when the answer is none, or is of another package. */
export function read(name: string, body: unknown): Downloads {
  const { downloads, package: about } = answer.parse(body);
  if (about !== name) throw new Error(`the count is of ${about.slice(0, 100)}`);
  return { weekly: downloads };
}
