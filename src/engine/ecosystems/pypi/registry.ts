// How PyPI's JSON API is asked about a project, and how its answer is read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';
import { normalise } from './requirement.ts';

// https://docs.pypi.org/api/json/
const project = z.object({
  info: z.object({
    name: z.string(),
    license: z.string().nullish().catch(undefined),
    license_expression: z.string().nullish().catch(undefined),
    home_page: z.string().nullish().catch(undefined),
    project_urls: z.record(z.string(), z.string()).nullish().catch(undefined),
    classifiers: z.array(z.string()).nullish().catch(undefined),
  }),
  releases: z.record(
    z.string(),
    z.array(
      z.object({
        upload_time_iso_8601: z.string().nullish(),
        yanked: z.boolean().nullish(),
        packagetype: z.string().nullish(),
      }),
    ),
  ),
  ownership: z
    .object({ roles: z.array(z.object({ user: z.string() })).nullish(), organization: z.string().nullish() })
    .nullish()
    .catch(undefined),
});

/** The path of a project's JSON record. */
export function request(name: string): { path: string; accept?: string } {
  return { path: `/pypi/${encodeURIComponent(normalise(name))}/json`, accept: 'application/json' };
}

/** Reads a project's record. Throws when it is not one, or is that of another project. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const read = project.parse(body);
  if (normalise(read.info.name) !== normalise(name)) {
    throw new Error(`the registry answered for ${read.info.name.slice(0, 100)}`);
  }
  const inactive = read.info.classifiers?.includes('Development Status :: 7 - Inactive')
    ? 'marked inactive by its author'
    : undefined;
  // A release without files cannot be installed.
  const releases = Object.entries(read.releases).filter(([, files]) => files.length > 0);
  const versions = releases.map(([version, files]) =>
    defined<PublishedVersion>({
      version,
      publishedAt: earliest(files.map((file) => file.upload_time_iso_8601 ?? undefined)),
      deprecated: inactive,
      yanked: files.every((file) => file.yanked === true),
      // A source distribution alone runs its setup.py when it is installed.
      installScripts: files.every((file) => file.packagetype === 'sdist'),
    }),
  );
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions,
    createdAt: earliest(versions.map((version) => version.publishedAt)),
    // Author fields are the uploader's own words, so only the index's roles count.
    maintainers: [
      ...(read.ownership?.roles ?? []).map((role) => role.user),
      ...(read.ownership?.organization ? [`organization ${read.ownership.organization}`] : []),
    ],
    repository: repository(read.info.project_urls ?? {}, read.info.home_page ?? undefined),
    license: read.info.license_expression ?? read.info.license?.split('\n', 1)[0]?.slice(0, 100) ?? undefined,
    weeklyDownloads: undefined,
  });
}

function earliest(times: (string | undefined)[]): string | undefined {
  return times
    .filter((time): time is string => time !== undefined && !Number.isNaN(Date.parse(time)))
    .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function repository(urls: Record<string, string>, home: string | undefined): string | undefined {
  const named = Object.entries(urls).find(([label]) =>
    /source|code|repository|github|gitlab/i.test(label),
  )?.[1];
  return (
    named ??
    [...Object.values(urls), home].find((url) =>
      /^https?:\/\/(?:github|gitlab|bitbucket|codeberg)\./.test(url ?? ''),
    )
  );
}
