// How a Go module proxy is asked about a module, and how its answers are read.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';
import { withoutV } from './versions.ts';

// https://go.dev/ref/mod#goproxy-protocol
const latest = z.object({
  Version: z.string(),
  Time: z.string().nullish().catch(undefined),
  Origin: z.object({ URL: z.string().nullish() }).nullish().catch(undefined),
});
const maxVersions = 100_000;

/** The list of a module's tagged versions, and then its latest one, which may be a commit without a tag. */
export function request(name: string): RegistryRequest {
  const module = escapePath(name);
  return { path: `/${module}/@v/list`, answer: 'text', also: `/${module}/@latest` };
}

/** Reads both answers. Throws when they are not those of a proxy. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const [list, about] = Array.isArray(body) ? (body as unknown[]) : [];
  if (typeof list !== 'string') throw new Error('the proxy gave no list');
  const names = list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (names.some((name) => !/^v\d+\.\d+\.\d+\S*$/.test(name)) || names.length > maxVersions) {
    throw new Error('the list is not one of versions');
  }
  const newest = latest.safeParse(about).data;
  // The proxy lists nothing for a module without tags, nor for one that it does not know.
  if (names.length === 0 && !newest) throw new Error('neither versions nor a latest one');
  const all = newest && !names.includes(newest.Version) ? [...names, newest.Version] : names;
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: all.map((version) =>
      defined<PublishedVersion>({
        version: withoutV(version),
        publishedAt: version === newest?.Version ? (newest.Time ?? undefined) : undefined,
        deprecated: undefined,
        yanked: undefined,
        installScripts: undefined,
      }),
    ),
    createdAt: undefined,
    maintainers: [],
    repository: newest?.Origin?.URL ?? hosted(name),
    license: undefined,
    weeklyDownloads: undefined,
  });
}

/** A module path as the proxy's file system wants it: capitals become `!` and the small letter. */
export function escapePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)))
    .join('/');
}

function hosted(name: string): string | undefined {
  const match = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/[^/]+\/[^/]+/.exec(name);
  return match ? `https://${match[0]}` : undefined;
}
