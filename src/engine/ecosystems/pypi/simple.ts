// How an index that pip installs from is asked about a project, and how its answer is read: PEP 691 in JSON, PEP 503 in HTML.
import { z } from 'zod';
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';
import { normalise } from './requirement.ts';

// https://packaging.python.org/specifications/simple-repository-api/
const project = z.object({
  name: z.string(),
  files: z.array(
    z.object({
      filename: z.string(),
      yanked: z.union([z.boolean(), z.string()]).nullish().catch(undefined),
      'upload-time': z.string().nullish().catch(undefined),
    }),
  ),
});
const maxFiles = 100_000;

/** A file of a release: what it is called, and what the index says of it. */
interface ReleaseFile {
  filename: string;
  yanked: boolean;
  uploadedAt?: string;
}

/** The page of a project, below the address that stands in pip's `index-url`. */
export function request(name: string): RegistryRequest {
  return {
    path: `/${encodeURIComponent(normalise(name))}/`,
    accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.5',
    answer: 'text',
  };
}

/** Reads a project's files as its versions. Throws when the text is no such page, or that of another project. */
export function readRecord(name: string, body: unknown): PackageRecord {
  if (typeof body !== 'string') throw new Error('not a text');
  const files = /^\s*\{/.test(body) ? filesOfJson(name, body) : filesOfPage(body);
  const byVersion = new Map<string, ReleaseFile[]>();
  for (const file of files.slice(0, maxFiles)) {
    const version = versionOf(name, file.filename);
    if (version === undefined) continue;
    const same = byVersion.get(version) ?? [];
    same.push(file);
    byVersion.set(version, same);
  }
  // A page of another kind, such as one to sign in, has no files; a project whose files were all removed is as good as unknown.
  if (byVersion.size === 0) throw new Error('a page without releases');
  const versions = [...byVersion].map(([version, all]) =>
    defined<PublishedVersion>({
      version,
      publishedAt: all.flatMap((one) => one.uploadedAt ?? []).toSorted()[0],
      deprecated: undefined,
      yanked: all.every((one) => one.yanked),
      installScripts: all.every((one) => !one.filename.endsWith('.whl')),
    }),
  );
  return { exists: true, versions, maintainers: [] };
}

function filesOfJson(name: string, body: string): ReleaseFile[] {
  const read = project.parse(JSON.parse(body));
  if (normalise(read.name) !== normalise(name))
    throw new Error(`the index answered for ${read.name.slice(0, 100)}`);
  return read.files.map(({ filename, yanked, 'upload-time': uploadedAt }) => ({
    filename,
    // A text is the reason.
    yanked: yanked !== undefined && yanked !== null && yanked !== false,
    ...(uploadedAt ? { uploadedAt } : {}),
  }));
}

function filesOfPage(body: string): ReleaseFile[] {
  const files: ReleaseFile[] = [];
  for (const [, attributes = '', text = ''] of body.matchAll(/<a\b([^<>]*)>([^<>]*)<\/a\s*>/gi))
    files.push({ filename: text.trim(), yanked: /\bdata-yanked\b/i.test(attributes) });
  return files;
}

/** The version in the name of a wheel or source archive; undefined for other files and other projects. */
function versionOf(name: string, filename: string): string | undefined {
  const wheel = /^([^-]+)-([^-]+)-.+\.whl$/.exec(filename);
  if (wheel)
    return normalise(wheel[1] ?? '') === normalise(name) ? wheel[2]?.replaceAll('_', '-') : undefined;
  const archive = /^(.+)\.(?:tar\.(?:gz|bz2|xz|Z)|tgz|zip)$/.exec(filename)?.[1];
  if (archive === undefined) return undefined;
  // Older archives keep the hyphens of the name, so every hyphen may be the one before the version.
  for (let at = archive.indexOf('-'); at !== -1; at = archive.indexOf('-', at + 1))
    if (normalise(archive.slice(0, at)) === normalise(name)) return archive.slice(at + 1);
  return undefined;
}
