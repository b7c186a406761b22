// How a registry of crates with a sparse index is asked about a crate, and how its lines are read.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord } from '../../facts.ts';

// https://doc.rust-lang.org/cargo/reference/registry-index.html
const entry = z.object({
  name: z.string(),
  vers: z.string(),
  yanked: z.boolean().nullish().catch(undefined),
});
const maxLines = 20_000;

/** The file of a crate, below the address of the index. */
export function request(name: string): RegistryRequest {
  const low = name.toLowerCase();
  const folder =
    low.length <= 2
      ? `${low.length}`
      : low.length === 3
        ? `3/${low[0]}`
        : `${low.slice(0, 2)}/${low.slice(2, 4)}`;
  const path = [...folder.split('/'), low].map((part) => encodeURIComponent(part)).join('/');
  return { path: `/${path}`, accept: 'text/plain', answer: 'text' };
}

/** Reads a line for each version. Throws when the text is no such file, or that of another crate. */
export function readRecord(name: string, body: unknown): PackageRecord {
  if (typeof body !== 'string') throw new Error('not a text');
  const lines = body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, maxLines)
    .map((line) => entry.parse(JSON.parse(line)));
  if (lines.length === 0) throw new Error('a file without versions');
  const stranger = lines.find((one) => one.name.toLowerCase() !== name.toLowerCase());
  if (stranger) throw new Error(`the index answered for ${stranger.name.slice(0, 100)}`);
  // The index says no dates.
  const versions = lines.map(({ vers, yanked }) => ({ version: vers, ...(yanked ? { yanked: true } : {}) }));
  return { exists: true, versions, maintainers: [] };
}
