// An npm registry and a PyPI on loopback, in the shapes that they document.
import { normalise } from '../../src/engine/ecosystems/pypi/requirement.ts';
import { type Reply, type SeenRequest, type Simulator, startLoopback } from '../osv-sim/loopback.ts';

export { type Fault, faults, type Simulator } from '../osv-sim/loopback.ts';

/** A version as a test writes it. */
export interface SimulatedVersion {
  publishedAt?: string;
  deprecated?: string;
  yanked?: boolean;
  installScript?: string;
  /** PyPI only: the release has no files. */
  withoutFiles?: boolean;
}

/** A package as a test writes it; by default it is old, has a repository and one maintainer. */
export interface SimulatedPackage {
  versions: Record<string, SimulatedVersion>;
  createdAt?: string;
  maintainers?: string[];
  /** `false` for none. */
  repository?: string | false;
  license?: string;
  /** Downloads of a week, where the registry counts them. */
  downloads?: number;
  /** npm only: answered as a package of which every version was withdrawn. */
  unpublished?: boolean;
  /** Only answered to this bearer token; to others it does not exist, as npm says it. */
  token?: string;
}

/** What the registries hold. */
export interface RegistryOptions {
  npm?: Record<string, SimulatedPackage>;
  pypi?: Record<string, SimulatedPackage>;
}

/** A running pair of registries. */
export interface RegistrySimulator extends Simulator {
  /** Address of the npm registry, with a slash at the end. */
  npmUrl: string;
  /** Address of the API in which npm counts downloads. */
  npmDownloadsUrl: string;
  /** Address under which `/pypi/<name>/json` lies. */
  pypiUrl: string;
}

const longAgo = '2020-01-01T00:00:00.000Z';

/** Starts both registries on one free port. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RegistrySimulator> {
  const pypi = new Map(
    Object.entries(options.pypi ?? {}).map(([name, about]) => [normalise(name), { name, about }]),
  );
  const simulator = await startLoopback((request) => {
    const project = /^\/pypi\/([^/]+)\/json$/.exec(request.path)?.[1];
    if (project !== undefined) {
      const found = pypi.get(normalise(decodeURIComponent(project)));
      return found
        ? { status: 200, body: projectJson(found.name, found.about), isTagged: true }
        : { status: 404, body: { message: 'Not Found' } };
    }
    const counted = /^\/npm-api\/downloads\/point\/last-week\/(.+)$/.exec(request.path)?.[1];
    if (counted !== undefined) return npmDownloads(counted, options.npm ?? {});
    const name = /^\/npm\/(.+)$/.exec(request.path)?.[1];
    return name === undefined
      ? { status: 404, body: { error: 'Not found' } }
      : npmReply(decodeURIComponent(name), request, options.npm ?? {});
  });
  return {
    ...simulator,
    npmUrl: `${simulator.url}/npm/`,
    npmDownloadsUrl: `${simulator.url}/npm-api`,
    pypiUrl: simulator.url,
  };
}

function npmReply(
  name: string,
  request: SeenRequest,
  packages: Readonly<Record<string, SimulatedPackage>>,
): Reply {
  const about = Object.hasOwn(packages, name) ? packages[name] : undefined;
  const isHidden = about?.token !== undefined && request.headers.authorization !== `Bearer ${about.token}`;
  return !about || isHidden
    ? { status: 404, body: { error: 'Not found' } }
    : { status: 200, body: packument(name, about), isTagged: true };
}

function npmDownloads(name: string, packages: Readonly<Record<string, SimulatedPackage>>): Reply {
  const count = packages[name]?.downloads;
  return count === undefined
    ? { status: 404, body: { error: `package ${name} not found` } }
    : { status: 200, body: { downloads: count, start: '2026-11-13', end: '2026-11-19', package: name } };
}

function packument(name: string, about: SimulatedPackage): object {
  const versions = Object.entries(about.versions);
  const created = about.createdAt ?? versions[0]?.[1].publishedAt ?? longAgo;
  const time = {
    created,
    modified: created,
    ...Object.fromEntries(versions.map(([version, { publishedAt }]) => [version, publishedAt ?? created])),
  };
  const repository =
    about.repository === false
      ? {}
      : {
          repository: { type: 'git', url: about.repository ?? `git+https://github.com/example/${name}.git` },
        };
  const shared = {
    name,
    maintainers: (about.maintainers ?? ['maintainer']).map((one) => ({ name: one })),
    ...repository,
  };
  if (about.unpublished)
    return {
      _id: name,
      name,
      time: { ...time, unpublished: { time: created, versions: Object.keys(about.versions) } },
    };
  return {
    _id: name,
    ...shared,
    'dist-tags': { latest: versions.at(-1)?.[0] },
    license: about.license ?? 'MIT',
    time,
    versions: Object.fromEntries(
      versions.map(([version, one]) => [
        version,
        {
          name,
          version,
          ...(one.deprecated === undefined ? {} : { deprecated: one.deprecated }),
          ...(one.installScript === undefined ? {} : { scripts: { postinstall: one.installScript } }),
        },
      ]),
    ),
  };
}

function projectJson(name: string, about: SimulatedPackage): object {
  const file = (version: string, one: SimulatedVersion): object => ({
    filename: `${name}-${version}-py3-none-any.whl`,
    packagetype: one.installScript === undefined ? 'bdist_wheel' : 'sdist',
    upload_time_iso_8601: one.publishedAt ?? about.createdAt ?? longAgo,
    yanked: one.yanked ?? false,
  });
  return {
    info: {
      name,
      license: about.license ?? 'MIT',
      project_urls:
        about.repository === false
          ? null
          : { Source: about.repository ?? `https://github.com/example/${name}` },
      classifiers: Object.values(about.versions).some((one) => one.deprecated)
        ? ['Development Status :: 7 - Inactive']
        : [],
    },
    ownership: {
      roles: (about.maintainers ?? ['maintainer']).map((user) => ({ role: 'Owner', user })),
      organization: null,
    },
    releases: Object.fromEntries(
      Object.entries(about.versions).map(([version, one]) => [
        version,
        one.withoutFiles ? [] : [file(version, one)],
      ]),
    ),
    urls: [],
  };
}
