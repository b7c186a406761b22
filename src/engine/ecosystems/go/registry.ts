// How a Go module proxy is asked about a module, and how its answers are read.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';
import { compare, withoutV } from './versions.ts';

// https://go.dev/ref/mod#goproxy-protocol
const latest = z.object({
  Version: z.string(),
  Time: z.string().nullish().catch(undefined),
  Origin: z.object({ URL: z.string().nullish() }).nullish().catch(undefined),
});
const maxVersions = 100_000;
/** Versions below the latest whose times are asked for. */
const recent = 3;

/** The list of a module's tagged versions, and then its latest one, which may be a commit without a tag. */
export function request(name: string): RegistryRequest {
  const module = escapePath(name);
  return { path: `/${module}/@v/list`, answer: 'text', also: `/${module}/@latest` };
}

/** What the proxy knows of the first version and of the last few: the list has no times, and only these may be too young. */
export function extras(name: string, body: unknown): string[] {
  const [list, about] = Array.isArray(body) ? (body as unknown[]) : [];
  const newest = latest.safeParse(about).data;
  if (typeof list !== 'string' || !newest) return [];
  const versions = list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^v\d+\.\d+\.\d+[\w.+-]*$/.test(line))
    .sort((a, b) => compare(a, b) ?? 0);
  const wanted = new Set([...versions.slice(0, 1), ...versions.slice(-recent)]);
  wanted.delete(newest.Version);
  return [...wanted].map((version) => `/${escapePath(name)}/@v/${escapePath(version)}.info`);
}

/** Reads both answers, and the times of some versions. Throws when they are not those of a proxy. */
export function readRecord(name: string, body: unknown, pages: readonly unknown[] = []): PackageRecord {
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
  const times = new Map(
    [newest, ...pages.map((page) => latest.safeParse(page).data)].flatMap((one) =>
      one?.Time ? [[one.Version, one.Time] as const] : [],
    ),
  );
  const first = [...names].sort((a, b) => compare(a, b) ?? 0)[0];
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: all.map((version) =>
      defined<PublishedVersion>({
        version: withoutV(version),
        publishedAt: times.get(version),
        deprecated: undefined,
        yanked: undefined,
        installScripts: undefined,
      }),
    ),
    // A module without tags may be older than its latest commit.
    createdAt: first === undefined ? undefined : times.get(first),
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
