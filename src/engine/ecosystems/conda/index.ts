// Conda: environment files, with packages of PyPI in them, and conda-forge as the registry.
import { z } from 'zod';
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { compare } from '../pypi/versions.ts';
import { defined } from '../reading.ts';
import { readEnvironment } from './environment.ts';
import { popular } from './popular.ts';

/** The ecosystem of conda, mamba and micromamba. OSV has no advisories by the names of its packages. */
export const conda: Ecosystem = {
  id: 'conda',
  osv: 'conda',
  purl: 'conda',
  registry: 'https://api.anaconda.org',
  hasAdvisories: false,
  reads(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return /^(?:conda[-_])?(?:environment|env)(?:[-_.][\w.-]+)?\.ya?ml$|^[\w.-]+[-_.](?:environment|conda[-_]env)\.ya?ml$/i.test(
      name,
    )
      ? 'manifest'
      : undefined;
  },
  parse: readEnvironment,
  normalise: (name) => name.trim().toLowerCase(),
  compare,
  // Builds and patterns have rules of their own, and nothing depends on the answer.
  satisfies: () => undefined,
  popular: () => popular,
  request: (name) => ({ path: `/package/conda-forge/${encodeURIComponent(name)}` }),
  readRecord,
  write: ({ writtenName }: Dependency, version: string) => `${writtenName}=${version}`,
};

// https://docs.anaconda.com/anacondaorg/ : the web address of a package, as its own client asks for it.
const answer = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  license: z.string().nullish().catch(undefined),
  dev_url: z.string().nullish().catch(undefined),
  home: z.string().nullish().catch(undefined),
});

function readRecord(name: string, body: unknown): PackageRecord {
  const read = answer.parse(body);
  if (read.name.toLowerCase() !== name)
    throw new Error(`the registry answered for ${read.name.slice(0, 100)}`);
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: read.versions.map((version) =>
      defined<PublishedVersion>({
        version,
        publishedAt: undefined,
        deprecated: undefined,
        yanked: undefined,
        installScripts: undefined,
      }),
    ),
    createdAt: undefined,
    maintainers: [],
    repository: (read.dev_url ?? read.home) || undefined,
    license: read.license || undefined,
    weeklyDownloads: undefined,
  });
}
