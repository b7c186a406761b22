// How pub.dev is asked about a package, and how its answer is read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';

// https://github.com/dart-lang/pub/blob/master/doc/repository-spec-v2.md
const version = z.object({
  version: z.string(),
  published: z.string().nullish().catch(undefined),
  retracted: z.boolean().nullish().catch(undefined),
  pubspec: z
    .object({
      repository: z.string().nullish().catch(undefined),
      homepage: z.string().nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
const answer = z.object({
  name: z.string(),
  isDiscontinued: z.boolean().nullish().catch(undefined),
  replacedBy: z.string().nullish().catch(undefined),
  latest: version.nullish().catch(undefined),
  versions: z.array(version),
});

/** The path of a package's record. */
export function request(name: string): { path: string; accept?: string } {
  return { path: `/api/packages/${encodeURIComponent(name)}`, accept: 'application/vnd.pub.v2+json' };
}

/** Reads a package's record. Throws when it is not one, or is that of another package. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const read = answer.parse(body);
  if (read.name !== name) throw new Error(`the registry answered for ${read.name.slice(0, 100)}`);
  const deprecated = read.isDiscontinued
    ? `discontinued${read.replacedBy ? `, its authors name ${read.replacedBy} instead` : ' by its authors'}`
    : undefined;
  const { repository, homepage } = read.latest?.pubspec ?? {};
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: read.versions.map((one) =>
      defined<PublishedVersion>({
        version: one.version,
        publishedAt: one.published ?? undefined,
        deprecated,
        yanked: one.retracted ?? undefined,
        installScripts: undefined,
      }),
    ),
    createdAt: read.versions
      .flatMap((one) => one.published ?? [])
      .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0],
    maintainers: [],
    repository: repository ?? homepage ?? undefined,
    license: undefined,
    weeklyDownloads: undefined,
  });
}
