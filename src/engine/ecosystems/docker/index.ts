// Container images: the files that name them, and Docker Hub.
import { z } from 'zod';
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { defined } from '../reading.ts';
import { readDockerfileImages } from './dockerfile.ts';
import { meant } from './meant.ts';
import { hostOfImage, normalise } from './names.ts';
import { popular } from './popular.ts';
import { kindOf, readImagesOfJson, readImagesOfYaml } from './yaml-files.ts';

const wellKnown = new Set(popular.names.filter((name) => !name.includes('/')));

/** The ecosystem of container images. Tags have no order that holds for all of them, and nobody files advisories by them. */
export const docker: Ecosystem = {
  id: 'docker',
  osv: 'Docker',
  purl: 'docker',
  registry: 'https://hub.docker.com',
  hasAdvisories: false,
  reads: (path) => (kindOf(path) === undefined ? undefined : 'manifest'),
  parse(path, text) {
    const kind = kindOf(path);
    const read =
      kind === 'dockerfile' ? readDockerfileImages : kind === 'json' ? readImagesOfJson : readImagesOfYaml;
    return read(path, text);
  },
  normalise,
  compare: () => undefined,
  satisfies: () => undefined,
  popular: () => popular,
  unasked: (name) =>
    hostOfImage(name) === undefined
      ? undefined
      : `only Docker Hub is asked, and it comes from ${hostOfImage(name)}`,
  isWellKnown: (name) => wellKnown.has(name),
  request(name) {
    const [owner, ...rest] = name.includes('/') ? name.split('/') : ['library', name];
    return {
      path: `/v2/namespaces/${encodeURIComponent(owner ?? '')}/repositories/${encodeURIComponent(rest.join('/'))}`,
    };
  },
  readRecord,
  meant,
  write: ({ writtenName }: Dependency, version: string) => `${writtenName}:${version}`,
};

// https://docs.docker.com/reference/api/hub/latest/
const repository = z.object({
  name: z.string(),
  date_registered: z.string().nullish().catch(undefined),
});

function readRecord(name: string, body: unknown): PackageRecord {
  const read = repository.parse(body);
  if (read.name !== name.slice(name.lastIndexOf('/') + 1))
    throw new Error(`the registry answered for ${read.name.slice(0, 100)}`);
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    // Tags come by pages without end; that there is a repository is all that is asked.
    versions: [
      defined<PublishedVersion>({
        version: 'latest',
        publishedAt: undefined,
        deprecated: undefined,
        yanked: undefined,
        installScripts: undefined,
      }),
    ],
    createdAt: read.date_registered ?? undefined,
    maintainers: [],
    repository: undefined,
    license: undefined,
    weeklyDownloads: undefined,
  });
}
