// How RubyGems.org is asked about a gem, and how its answers are read.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';

// https://guides.rubygems.org/rubygems-org-api/
const versions = z.array(
  z.object({
    number: z.string(),
    created_at: z.string().nullish().catch(undefined),
    licenses: z.array(z.string()).nullish().catch(undefined),
    yanked: z.boolean().nullish().catch(undefined),
  }),
);
const gem = z.object({
  name: z.string(),
  source_code_uri: z.string().nullish().catch(undefined),
  homepage_uri: z.string().nullish().catch(undefined),
  downloads: z.number().nullish().catch(undefined),
});

/** The list of a gem's versions, which leaves out those that were yanked, and then its description. */
export function request(name: string): RegistryRequest {
  const path = encodeURIComponent(name);
  return {
    path: `/api/v1/versions/${path}.json`,
    accept: 'application/json',
    also: `/api/v1/gems/${path}.json`,
  };
}

/** Reads both answers. Throws when they are not those of the registry, or of another gem. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const [list, about] = Array.isArray(body) ? (body as unknown[]) : [];
  const all = versions.parse(list);
  const described = gem.safeParse(about).data;
  if (described && described.name !== name) {
    throw new Error(`the registry answered for ${described.name.slice(0, 100)}`);
  }
  // Each platform of a version has an entry of its own.
  const byNumber = new Map<string, PublishedVersion>();
  for (const { number, created_at: createdAt, yanked } of all) {
    const known = byNumber.get(number)?.publishedAt;
    const publishedAt = known !== undefined && known < (createdAt ?? '~') ? known : (createdAt ?? undefined);
    byNumber.set(
      number,
      defined<PublishedVersion>({
        version: number,
        publishedAt,
        deprecated: undefined,
        yanked: yanked ?? undefined,
        installScripts: undefined,
      }),
    );
  }
  const home = described?.homepage_uri ?? undefined;
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: [...byNumber.values()],
    createdAt: [...byNumber.values()].flatMap((one) => one.publishedAt ?? []).toSorted()[0],
    // Authors are the publisher's own words, so that they clear nobody.
    maintainers: [],
    repository:
      described?.source_code_uri ||
      (/^https?:\/\/(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\./.test(home ?? '') ? home : undefined),
    license: all[0]?.licenses?.join(' OR ') || undefined,
    weeklyDownloads: undefined,
    totalDownloads: described?.downloads ?? undefined,
  });
}
