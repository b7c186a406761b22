// The registries that answer plain GET requests, on loopback: Go, crates.io, RubyGems, Packagist, pub.dev and hex.pm.
import { escapePath } from '../../src/engine/ecosystems/go/registry.ts';
import { type Reply, type Simulator, startLoopback } from '../osv-sim/loopback.ts';
import type { SimulatedPackage, SimulatedVersion } from './index.ts';

/** Packages by ecosystem and name. */
export type PlainOptions = Partial<Record<Kind, Record<string, SimulatedPackage>>>;

type Kind = 'go' | 'crates' | 'rubygems' | 'packagist' | 'pub' | 'hex';

/** Running registries, each below its id. */
export interface PlainSimulator extends Simulator {
  registries: Record<Kind, string>;
}

const longAgo = '2020-01-01T00:00:00Z';
const kinds: readonly Kind[] = ['go', 'crates', 'rubygems', 'packagist', 'pub', 'hex'];

/** Starts the six registries on one free port. */
export async function startPlainRegistries(options: PlainOptions = {}): Promise<PlainSimulator> {
  const simulator = await startLoopback(({ path }) => {
    const kind = kinds.find((one) => path.startsWith(`/${one}/`));
    return kind === undefined
      ? { status: 404, body: {} }
      : answers[kind](path.slice(kind.length + 1), options[kind] ?? {});
  });
  const registries = Object.fromEntries(kinds.map((kind) => [kind, `${simulator.url}/${kind}`]));
  return { ...simulator, registries: registries as Record<Kind, string> };
}

type Packages = Readonly<Record<string, SimulatedPackage>>;

const answers: Readonly<Record<Kind, (path: string, packages: Packages) => Reply>> = {
  go(path, packages) {
    const name = Object.keys(packages).find((one) => path.startsWith(`/${escapePath(one)}/@`));
    const about = name === undefined ? undefined : packages[name];
    if (!about)
      return { status: 404, text: 'not found: module lookup: no matching versions for query "latest"' };
    const versions = Object.keys(about.versions).map((version) => `v${version}`);
    const isTag = (version: string): boolean => !/-\d{14}-[0-9a-f]{12}/.test(version);
    if (path.endsWith('/@v/list')) return { status: 200, text: versions.filter(isTag).join('\n') };
    const asked = /\/@v\/(v[^/]+)\.info$/.exec(path)?.[1];
    if (asked !== undefined)
      return { status: 200, body: { Version: asked, Time: timeOf(about, asked.slice(1)) } };
    const latest = versions.at(-1) ?? '';
    return { status: 200, body: { Version: latest, Time: timeOf(about, latest.slice(1)) } };
  },
  crates(path, packages) {
    const name = lastOf(path);
    const about = packages[name];
    if (!about) return { status: 404, body: { errors: [{ detail: `crate \`${name}\` does not exist` }] } };
    return {
      status: 200,
      body: {
        crate: {
          id: name,
          name,
          created_at: about.createdAt ?? longAgo,
          recent_downloads: Math.round(((about.downloads ?? 1) * 90) / 7),
          ...repositoryOf(about),
        },
        versions: Object.entries(about.versions).map(([num, one]) => ({
          num,
          created_at: timeOf(about, num),
          yanked: one.yanked ?? false,
          license: 'MIT',
          published_by: { login: about.maintainers?.[0] ?? 'maintainer' },
        })),
      },
    };
  },
  rubygems(path, packages) {
    const name = lastOf(path).replace(/\.json$/, '');
    const about = packages[name];
    if (!about) return { status: 404, text: 'This rubygem could not be found.' };
    if (path.startsWith('/api/v1/gems/')) {
      return {
        status: 200,
        body: {
          name,
          source_code_uri: repositoryOf(about).repository ?? null,
          ...(about.downloads === undefined ? {} : { downloads: about.downloads }),
        },
      };
    }
    // Yanked versions are left out.
    const rest = Object.entries(about.versions).filter(([, one]) => !one.yanked);
    return {
      status: 200,
      body: rest.map(([number]) => ({
        number,
        created_at: timeOf(about, number),
        platform: 'ruby',
        licenses: ['MIT'],
      })),
    };
  },
  packagist(path, packages) {
    const name = path.replace(/^\/(?:p2|packages)\/|\.json$/g, '');
    const about = packages[name];
    if (about && path.startsWith('/packages/')) {
      const monthly = Math.round(((about.downloads ?? 1) * 30) / 7);
      return { status: 200, body: { package: { name, downloads: { total: monthly, monthly, daily: 1 } } } };
    }
    if (!about) return { status: 404, text: '404 not found, no packages here' };
    const [first, ...rest] = Object.entries(about.versions)
      .toReversed()
      .map(([version, one]) => ({ version, time: timeOf(about, version), abandoned: abandoned(one) }));
    return {
      status: 200,
      body: {
        minified: 'composer/2.0',
        packages: { [name]: [{ name, source: { url: repositoryOf(about).repository }, ...first }, ...rest] },
      },
    };
  },
  pub(path, packages) {
    const isScore = path.endsWith('/score');
    const name = lastOf(path.replace(/\/score$/, ''));
    const about = packages[name];
    if (about && isScore)
      return { status: 200, body: { downloadCount30Days: Math.round(((about.downloads ?? 1) * 30) / 7) } };
    if (!about)
      return { status: 404, body: { error: { code: 'NotFound', message: `${name} was not found` } } };
    const versions = Object.entries(about.versions).map(([version, one]) => ({
      version,
      published: timeOf(about, version),
      retracted: one.yanked ?? false,
    }));
    return {
      status: 200,
      body: { name, versions, latest: { ...versions.at(-1), pubspec: repositoryOf(about) } },
    };
  },
  hex(path, packages) {
    const name = lastOf(path);
    const about = packages[name];
    if (!about) return { status: 404, body: { status: 404, message: 'Page not found' } };
    const all = Object.entries(about.versions);
    return {
      status: 200,
      body: {
        name,
        inserted_at: about.createdAt ?? longAgo,
        releases: all.map(([version]) => ({ version, inserted_at: timeOf(about, version) })),
        retirements: Object.fromEntries(
          all.flatMap(([version, one]) =>
            one.deprecated ? [[version, { reason: 'other', message: one.deprecated }]] : [],
          ),
        ),
        meta: {
          licenses: ['MIT'],
          links: about.repository === false ? {} : { GitHub: 'https://github.com/x/y' },
        },
        downloads: { week: about.downloads ?? 10 },
        owners: [{ username: about.maintainers?.[0] ?? 'maintainer' }],
      },
    };
  },
};

function lastOf(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}

function timeOf(about: SimulatedPackage, version: string): string {
  return about.versions[version]?.publishedAt ?? about.createdAt ?? longAgo;
}

function repositoryOf(about: SimulatedPackage): { repository?: string } {
  return about.repository === false ? {} : { repository: about.repository ?? 'https://github.com/x/y' };
}

function abandoned(one: SimulatedVersion): string | boolean {
  return one.deprecated ?? '__unset';
}
