// Maven Central and the NuGet gallery on loopback, in the shapes that they document.
import { type Reply, type Simulator, startLoopback } from '../osv-sim/loopback.ts';
import type { SimulatedPackage } from './index.ts';

/** Packages by name: `group:artifact`, or an id. */
export interface MavenNugetOptions {
  maven?: Record<string, SimulatedPackage>;
  nuget?: Record<string, SimulatedPackage>;
  /** Versions on one page of NuGet; those of a package with more stand in files of their own. */
  pageSize?: number;
}

/** Both registries, each below its id. */
export interface MavenNugetSimulator extends Simulator {
  registries: { maven: string; nuget: string };
}

const notFoundPage = '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body></body>\r\n</html>';
const hive = '/v3/registration5-gz-semver2/';
const longAgo = '2020-01-01T00:00:00Z';

/** Starts both registries on one free port. */
export async function startMavenNuget(options: MavenNugetOptions = {}): Promise<MavenNugetSimulator> {
  const simulator = await startLoopback(({ path }) =>
    path.startsWith('/maven/')
      ? centralReply(path.slice('/maven'.length), options.maven ?? {})
      : galleryReply(path.slice('/nuget'.length), options.nuget ?? {}, options.pageSize ?? 64),
  );
  return { ...simulator, registries: { maven: `${simulator.url}/maven`, nuget: `${simulator.url}/nuget` } };
}

function centralReply(path: string, packages: Readonly<Record<string, SimulatedPackage>>): Reply {
  const [, folders = '', artifact = ''] = /^\/maven2\/(.+)\/([^/]+)\/maven-metadata\.xml$/.exec(path) ?? [];
  const group = folders.replaceAll('/', '.');
  const about = packages[`${group}:${artifact}`];
  // Maven Central answers with a page.
  if (!about) return { status: 404, text: notFoundPage };
  const versions = Object.keys(about.versions).map((version) => `      <version>${version}</version>`);
  return {
    status: 200,
    text: `<?xml version="1.0" encoding="UTF-8"?>
<metadata>
  <groupId>${group}</groupId>
  <artifactId>${artifact}</artifactId>
  <versioning>
    <versions>
${versions.join('\n')}
    </versions>
    <lastUpdated>20240101000000</lastUpdated>
  </versioning>
</metadata>`,
  };
}

function galleryReply(
  path: string,
  packages: Readonly<Record<string, SimulatedPackage>>,
  pageSize: number,
): Reply {
  const [, asked = '', file = ''] = /registration5-gz-semver2\/([^/]+)\/(.+)\.json$/.exec(path) ?? [];
  const [id, about] = Object.entries(packages).find(([name]) => name.toLowerCase() === asked) ?? [];
  if (id === undefined || !about) {
    return { status: 404, text: '<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>' };
  }
  const leaves = Object.entries(about.versions).map(([version, one]) => ({
    catalogEntry: {
      id,
      version,
      listed: !one.yanked,
      published: one.yanked ? '1900-01-01T00:00:00+00:00' : (one.publishedAt ?? about.createdAt ?? longAgo),
      licenseExpression: about.license ?? 'MIT',
      projectUrl: about.repository === false ? '' : (about.repository ?? 'https://github.com/x/y'),
      ...(one.deprecated === undefined
        ? {}
        : { deprecation: { message: one.deprecated, reasons: ['Legacy'] } }),
    },
  }));
  const isInline = leaves.length <= 2 * pageSize;
  const pages = Array.from({ length: Math.ceil(leaves.length / pageSize) }, (_, at) => {
    const items = leaves.slice(at * pageSize, (at + 1) * pageSize);
    return { '@id': `https://api.nuget.org${hive}${asked}/page/${at}.json`, count: items.length, items };
  });
  if (file === 'index') {
    const items = isInline ? pages : pages.map(({ '@id': at, count }) => ({ '@id': at, count }));
    return { status: 200, body: { count: pages.length, items } };
  }
  const page = pages[Number(/page\/(\d+)$/.exec(file)?.[1])];
  return page ? { status: 200, body: page } : { status: 404, text: '' };
}
