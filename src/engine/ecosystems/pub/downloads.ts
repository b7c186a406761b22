// How pub.dev counts downloads.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { Downloads } from '../../facts.ts';

// https://pub.dev/help/api
const answer = z.object({ downloadCount30Days: z.number() });
const weeksOfMonth = 30 / 7;

/** A package's score, which holds the count of thirty days. */
export function request(name: string): RegistryRequest {
  return { path: `/api/packages/${encodeURIComponent(name)}/score`, accept: 'application/json' };
}

/** Reads the count. Throws when the answer has none. */
export function read(_name: string, body: unknown): Downloads {
  return { weekly: Math.round(answer.parse(body).downloadCount30Days / weeksOfMonth) };
}
