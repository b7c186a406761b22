// How NuGet's registration pages are asked about a package, and how they are read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';
import { normalise } from './names.ts';
import { compare } from './versions.ts';

// https://learn.microsoft.com/nuget/api/registration-base-url-resource
const leaf = z.object({
  catalogEntry: z.object({
    id: z.string(),
    version: z.string(),
    published: z.string().nullish().catch(undefined),
    listed: z.boolean().nullish().catch(undefined),
    deprecation: z
      .object({
        message: z.string().nullish(),
        reasons: z.array(z.string()).nullish(),
        alternatePackage: z.object({ id: z.string() }).nullish().catch(undefined),
      })
      .nullish()
      .catch(undefined),
    licenseExpression: z.string().nullish().catch(undefined),
    projectUrl: z.string().nullish().catch(undefined),
  }),
});
const page = z.object({ '@id': z.string(), count: z.number(), items: z.array(leaf).nullish() });
const index = z.object({ items: z.array(page) });
const hive = '/v3/registration5-gz-semver2/';

/** The path of a package's registration index, in the hive that has SemVer 2 versions and is compressed. */
export function request(name: string): { path: string; accept?: string } {
  return {
    path: `${hive}${encodeURIComponent(normalise(name))}/index.json`,
    accept: 'application/json',
  };
}

/** Paths of the pages that stand in files of their own, as those of packages with more than 128 versions do. */
export function further(body: unknown): string[] {
  const read = index.safeParse(body);
  return (read.data?.items ?? [])
    .filter((one) => !one.items && one.count > 0)
    .flatMap((one) => {
      const path = URL.canParse(one['@id']) ? new URL(one['@id']).pathname : '';
      return path.startsWith(hive) && !path.includes('..') ? [path] : [];
    });
}

/** The same below the address that a feed names as its `RegistrationsBaseUrl`. */
export function requestPrivately(name: string): { path: string; accept?: string } {
  return { path: `/${encodeURIComponent(normalise(name))}/index.json`, accept: 'application/json' };
}

/** The pages of a feed, which stand below its package. */
export function furtherPrivately(body: unknown): string[] {
  const read = index.safeParse(body);
  return (read.data?.items ?? [])
    .filter((one) => !one.items && one.count > 0)
    .flatMap((one) => {
      const path = URL.canParse(one['@id']) ? new URL(one['@id']).pathname : '';
      const [page] = /\/[^/]+\/page\/[^?#]+\.json$/.exec(path) ?? [];
      return page === undefined ? [] : [page];
    });
}

/** Reads a package's versions. Throws when the answer is none, is that of another package, or misses a page. */
export function readRecord(name: string, body: unknown, pages: readonly unknown[] = []): PackageRecord {
  const { items } = index.parse(body);
  const others = pages.map((one) => page.parse(one));
  if (items.filter((one) => !one.items && one.count > 0).length > others.length) {
    // Absent versions would look as if nobody had published them.
    throw new Error('a page of versions is missing');
  }
  const entries = [...items, ...others].flatMap((one) => (one.items ?? []).map((each) => each.catalogEntry));
  entries.sort((a, b) => compare(a.version, b.version) ?? 0);
  const stranger = entries.find((entry) => normalise(entry.id) !== normalise(name));
  if (stranger) throw new Error(`the registry answered for ${stranger.id.slice(0, 100)}`);
  const versions = entries.map((entry): PublishedVersion => {
    // An unlisted version carries the year 1900 as its date.
    const isUnlisted = entry.listed === false || (entry.published ?? '').startsWith('1900-');
    return defined<PublishedVersion>({
      version: entry.version.split('+', 1)[0] ?? entry.version,
      publishedAt:
        isUnlisted || Number.isNaN(Date.parse(entry.published ?? ''))
          ? undefined
          : (entry.published ?? undefined),
      deprecated: entry.deprecation ? noteOf(entry.deprecation) : undefined,
      yanked: isUnlisted ? true : undefined,
      installScripts: undefined,
    });
  });
  const latest = entries.at(-1);
  const repository = latest?.projectUrl ?? undefined;
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions,
    createdAt: versions
      .flatMap((one) => one.publishedAt ?? [])
      .sort((a, b) => Date.parse(a) - Date.parse(b))[0],
    // The owners stand in the search service alone; authors are the uploader's own words.
    maintainers: [],
    repository: repository === '' ? undefined : repository,
    license: latest?.licenseExpression || undefined,
    weeklyDownloads: undefined,
  });
}

type Deprecation = NonNullable<z.infer<typeof leaf>['catalogEntry']['deprecation']>;

function noteOf({ message, reasons, alternatePackage }: Deprecation): string {
  const alternative = alternatePackage ? `use ${alternatePackage.id} instead` : undefined;
  return [message ?? reasons?.join(', ') ?? 'deprecated', alternative].filter((part) => part).join('; ');
}
