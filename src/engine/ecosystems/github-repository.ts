// How GitHub is asked about a repository whose tags are versions, and how its answer is read.
import { z } from 'zod';
import type { RegistryRequest } from '../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../facts.ts';
import { defined } from './reading.ts';

// https://docs.github.com/en/rest/repos/repos#get-a-repository and https://docs.github.com/en/rest/git/refs#list-matching-references
const repository = z.object({
  full_name: z.string(),
  html_url: z.string().nullish().catch(undefined),
  created_at: z.string().nullish().catch(undefined),
  archived: z.boolean().nullish().catch(undefined),
  license: z.object({ spdx_id: z.string().nullish() }).nullish().catch(undefined),
});
const refs = z.array(z.object({ ref: z.string() }));
const maxRefs = 20_000;

/** The repository, and then all of its tags. */
export function request(name: string): RegistryRequest {
  const path = `/repos/${name.split('/').map(encodeURIComponent).join('/')}`;
  return { path, also: `${path}/git/matching-refs/tags/`, accept: 'application/vnd.github+json' };
}

/** Reads both answers. Throws when they are not those of GitHub. */
export function readRecord(_name: string, body: unknown): PackageRecord {
  const [about, tagged] = Array.isArray(body) ? (body as unknown[]) : [];
  // Not compared with the name: GitHub answers for a renamed repository under its new one.
  const read = repository.parse(about);
  const tags = refs
    .parse(tagged)
    .slice(0, maxRefs)
    .map(({ ref }) => ref.replace(/^refs\/tags\//, ''));
  const deprecated = read.archived ? 'its repository is archived and gets no more fixes' : undefined;
  const license = read.license?.spdx_id ?? undefined;
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    // A repository without tags is used by its branches.
    versions: (tags.length === 0 ? ['HEAD'] : tags).map((version) =>
      defined<PublishedVersion>({
        version,
        publishedAt: undefined,
        deprecated,
        yanked: undefined,
        installScripts: undefined,
      }),
    ),
    createdAt: read.created_at ?? undefined,
    maintainers: [read.full_name.split('/', 1)[0]?.toLowerCase() ?? ''],
    repository: read.html_url ?? undefined,
    license: license === 'NOASSERTION' ? undefined : license,
    weeklyDownloads: undefined,
  });
}
