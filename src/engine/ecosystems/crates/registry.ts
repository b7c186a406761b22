// How crates.io is asked about a crate, and how its answer is read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';

// https://crates.io/data-access#api
const answer = z.object({
  crate: z.object({
    name: z.string(),
    created_at: z.string().nullish().catch(undefined),
    recent_downloads: z.number().nullish().catch(undefined),
    repository: z.string().nullish().catch(undefined),
  }),
  versions: z.array(
    z.object({
      num: z.string(),
      created_at: z.string().nullish().catch(undefined),
      yanked: z.boolean().nullish().catch(undefined),
      license: z.string().nullish().catch(undefined),
      published_by: z.object({ login: z.string() }).nullish().catch(undefined),
    }),
  ),
});

/** `recent_downloads` counts 90 days. */
const recentWeeks = 90 / 7;

/** The path of a crate's record. */
export function request(name: string): { path: string; accept?: string } {
  return { path: `/api/v1/crates/${encodeURIComponent(name)}`, accept: 'application/json' };
}

/** Reads a crate's record. Throws when it is not one, or is that of another crate. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const { crate, versions } = answer.parse(body);
  if (folded(crate.name) !== folded(name)) {
    throw new Error(`the registry answered for ${crate.name.slice(0, 100)}`);
  }
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: versions.map((one) =>
      defined<PublishedVersion>({
        version: one.num,
        publishedAt: one.created_at ?? undefined,
        deprecated: undefined,
        yanked: one.yanked ?? undefined,
        installScripts: undefined,
      }),
    ),
    createdAt: crate.created_at ?? undefined,
    // Owners stand in another answer; whoever published a version was one.
    maintainers: [...new Set(versions.flatMap((one) => one.published_by?.login ?? []))],
    repository: crate.repository ?? undefined,
    license: versions[0]?.license ?? undefined,
    weeklyDownloads:
      typeof crate.recent_downloads === 'number'
        ? Math.round(crate.recent_downloads / recentWeeks)
        : undefined,
  });
}

/** crates.io takes names that differ only in case, `-` and `_` for one. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
