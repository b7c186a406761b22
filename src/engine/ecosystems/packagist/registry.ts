// How Packagist is asked about a package, and how its minified answer is read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined, record, text } from '../reading.ts';

// https://packagist.org/apidoc#get-package-data
const answer = z.object({
  minified: z.string().optional(),
  packages: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});

/** The path of a package's tagged versions; branches lie apart. */
export function request(name: string): { path: string; accept?: string } {
  return {
    path: `/p2/${name.split('/').map(encodeURIComponent).join('/')}.json`,
    accept: 'application/json',
  };
}

/** Reads a package's versions. Throws when the answer is not one, or is of another package. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const read = answer.parse(body);
  const entries = Object.entries(read.packages).find(
    ([key]) => key.toLowerCase() === name.toLowerCase(),
  )?.[1];
  if (!entries) throw new Error('the registry answered for another package');
  const all = read.minified === undefined ? entries : expand(entries);
  const versions = all.flatMap((entry) => {
    const version = text(entry['version']);
    if (version === undefined) return [];
    return defined<PublishedVersion>({
      version,
      publishedAt: text(entry['time']),
      deprecated: abandoned(entry['abandoned']),
      yanked: undefined,
      installScripts: undefined,
    });
  });
  const [newest = {}] = all;
  const licences = newest['license'];
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions,
    createdAt: versions
      .flatMap((one) => one.publishedAt ?? [])
      .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0],
    maintainers: [],
    repository: text(record(newest['source'])['url']),
    license: Array.isArray(licences)
      ? licences.filter((one) => typeof one === 'string').join(' OR ') || undefined
      : text(licences),
    weeklyDownloads: undefined,
  });
}

/** Each entry only says what differs from the one before; `__unset` takes a field away. */
function expand(entries: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  let current: Record<string, unknown> = {};
  return entries.map((entry) => {
    current = Object.fromEntries(
      Object.entries({ ...current, ...entry }).filter(([, value]) => value !== '__unset'),
    );
    return current;
  });
}

function abandoned(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return `abandoned, its authors name ${value} instead`;
  return value === true ? 'abandoned by its authors' : undefined;
}
