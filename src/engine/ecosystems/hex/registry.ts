// How hex.pm is asked about a package, and how its answer is read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';

// https://github.com/hexpm/specifications/blob/main/http_api.md
const answer = z.object({
  name: z.string(),
  inserted_at: z.string().nullish().catch(undefined),
  releases: z.array(z.object({ version: z.string(), inserted_at: z.string().nullish().catch(undefined) })),
  retirements: z
    .record(z.string(), z.object({ reason: z.string().nullish(), message: z.string().nullish() }))
    .nullish()
    .catch(undefined),
  meta: z
    .object({
      licenses: z.array(z.string()).nullish().catch(undefined),
      links: z.record(z.string(), z.string()).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  downloads: z.object({ week: z.number().nullish() }).nullish().catch(undefined),
  owners: z
    .array(z.object({ username: z.string().nullish() }))
    .nullish()
    .catch(undefined),
});

/** The path of a package's record. */
export function request(name: string): { path: string; accept?: string } {
  return { path: `/api/packages/${encodeURIComponent(name)}`, accept: 'application/json' };
}

/** Reads a package's record. Throws when it is not one, or is that of another package. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const read = answer.parse(body);
  if (read.name !== name) throw new Error(`the registry answered for ${read.name.slice(0, 100)}`);
  const links = Object.entries(read.meta?.links ?? {});
  const retired = new Map(Object.entries(read.retirements ?? {}));
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: read.releases.map((one) => {
      const retirement = retired.get(one.version);
      return defined<PublishedVersion>({
        version: one.version,
        publishedAt: one.inserted_at ?? undefined,
        deprecated: retirement
          ? `retired (${[retirement.reason, retirement.message].filter(Boolean).join(': ')})`
          : undefined,
        yanked: undefined,
        installScripts: undefined,
      });
    }),
    createdAt: read.inserted_at ?? undefined,
    maintainers: (read.owners ?? []).flatMap((one) => one.username ?? []),
    repository: links.find(
      ([label, url]) => /git|source|repo/i.test(label) || /^https:\/\/(?:github|gitlab)\./.test(url),
    )?.[1],
    license: read.meta?.licenses?.join(' OR ') || undefined,
    weeklyDownloads: read.downloads?.week ?? undefined,
  });
}
