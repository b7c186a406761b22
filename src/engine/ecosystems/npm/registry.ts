// How the npm registry is asked about a package, and how its answer is read.
import { z } from 'zod';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';

const person = z.union([z.string(), z.object({ name: z.string().optional() })]);
const licence = z.union([z.string(), z.object({ type: z.string().optional() })]);
const repository = z.union([z.string(), z.object({ url: z.string().optional() })]);
// Old packuments hold odd values in every optional field; such a value is dropped, not the record.
const packument = z.object({
  name: z.string(),
  versions: z
    .record(
      z.string(),
      z.object({
        deprecated: z.union([z.string(), z.boolean()]).optional().catch(undefined),
        scripts: z.record(z.string(), z.unknown()).optional().catch(undefined),
        hasInstallScript: z.boolean().optional().catch(undefined),
      }),
    )
    .optional(),
  time: z.record(z.string(), z.unknown()).optional().catch(undefined),
  maintainers: z.array(person).optional().catch(undefined),
  repository: repository.optional().catch(undefined),
  license: licence.optional().catch(undefined),
});

/** The path of a package's full record; the abbreviated one has no times. */
export function request(name: string): { path: string; accept?: string } {
  return {
    path: `/${name.startsWith('@') ? name.replace('/', '%2f') : encodeURIComponent(name)}`,
    accept: 'application/json',
  };
}

/** Reads a packument. Throws when it is not one, or is that of another package. */
export function readRecord(name: string, body: unknown): PackageRecord {
  const read = packument.parse(body);
  if (read.name !== name) throw new Error(`the registry answered for ${read.name.slice(0, 100)}`);
  const unpublished = read.time?.['unpublished'] !== undefined;
  if (!read.versions && !unpublished) throw new Error('the record has no versions');
  const times = read.time ?? {};
  const versions = Object.entries(read.versions ?? {}).map(([version, about]) =>
    defined<PublishedVersion>({
      version,
      publishedAt: time(times[version]),
      deprecated: about.deprecated === true ? 'deprecated' : about.deprecated || undefined,
      yanked: undefined,
      installScripts: hasInstallScript(about),
    }),
  );
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions,
    // Some mirrors leave out when a package began.
    createdAt: time(times['created']) ?? earliest(versions),
    maintainers: (read.maintainers ?? []).flatMap((one) =>
      typeof one === 'string' ? [one] : one.name ? [one.name] : [],
    ),
    repository: typeof read.repository === 'string' ? read.repository : read.repository?.url,
    license: typeof read.license === 'string' ? read.license : read.license?.type,
    weeklyDownloads: undefined,
  });
}

function earliest(versions: readonly PublishedVersion[]): string | undefined {
  return versions.flatMap((one) => one.publishedAt ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function hasInstallScript(about: {
  scripts?: Record<string, unknown> | undefined;
  hasInstallScript?: boolean | undefined;
}): boolean {
  const scripts = about.scripts ?? {};
  return (
    about.hasInstallScript === true ||
    ['preinstall', 'install', 'postinstall'].some((hook) => Object.hasOwn(scripts, hook))
  );
}

function time(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
