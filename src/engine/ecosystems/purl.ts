// Package URLs: which package of which ecosystem one names, and how a package is written as one.
import { PackageURL } from 'packageurl-js';
import type { Ecosystem } from '../ecosystem.ts';
import { ecosystems } from './index.ts';

/** The package that a purl names. */
export interface NamedPackage {
  /** Absent for an ecosystem that only OSV knows. */
  ecosystem?: Ecosystem;
  /** OSV's name of the ecosystem, with the release of a distribution where the purl says it. */
  osv: string;
  /** As the ecosystem's registry or OSV writes it. */
  name: string;
  version?: string;
}

/** A purl read, or what is wrong with it. */
export type ReadPurl = NamedPackage | { problem: string };

/** Longer ones are refused: no registry takes such a name. */
const maxChars = 2000;
const aliases: Readonly<Record<string, string>> = { github: 'githubactions' };

/** Purl types of OSV's ecosystems for which there may be no folder. https://ossf.github.io/osv-schema/#defined-ecosystems */
const foreign: Readonly<Record<string, string>> = {
  bioconductor: 'Bioconductor',
  bitnami: 'Bitnami',
  cargo: 'crates.io',
  composer: 'Packagist',
  conan: 'ConanCenter',
  cran: 'CRAN',
  gem: 'RubyGems',
  githubactions: 'GitHub Actions',
  golang: 'Go',
  hackage: 'Hackage',
  hex: 'Hex',
  julia: 'Julia',
  maven: 'Maven',
  nuget: 'NuGet',
  opam: 'opam',
  pub: 'Pub',
  swift: 'SwiftURL',
};

/** Distributions by purl type and namespace. */
const distributions: Readonly<Record<string, string>> = {
  'apk/alpaquita': 'Alpaquita',
  'apk/alpine': 'Alpine',
  'apk/bellsoft-hardened-containers': 'BellSoft Hardened Containers',
  'apk/chainguard': 'Chainguard',
  'apk/cleanstart': 'CleanStart',
  'apk/minimos': 'MinimOS',
  'apk/wolfi': 'Wolfi',
  'deb/debian': 'Debian',
  'deb/echo': 'Echo',
  'deb/ubuntu': 'Ubuntu',
  'rpm/almalinux': 'AlmaLinux',
  'rpm/azure-linux': 'Azure Linux',
  'rpm/mageia': 'Mageia',
  'rpm/openeuler': 'openEuler',
  'rpm/opensuse': 'openSUSE',
  'rpm/photon': 'Photon OS',
  'rpm/redhat': 'Red Hat',
  'rpm/rocky': 'Rocky Linux',
  'rpm/rocky-linux': 'Rocky Linux',
  'rpm/suse': 'SUSE',
};

const debianReleases: Readonly<Record<string, string>> = {
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
};

/** Reads a purl. Never throws. https://github.com/package-url/purl-spec */
export function readPurl(text: string): ReadPurl {
  if (text.length > maxChars) return { problem: `it is longer than ${maxChars} characters` };
  let parts: ReturnType<typeof PackageURL.parseString>;
  try {
    // Not `fromString`: it changes the case of names where registries tell them apart.
    parts = PackageURL.parseString(text);
  } catch (error) {
    return { problem: (error as Error).message.replace(/^Invalid purl: /, '') };
  }
  const [rawType, namespace, name, version, qualifiers] = parts;
  if (!rawType || !name) return { problem: 'it names no package' };
  const lower = rawType.toLowerCase();
  const type = aliases[lower] ?? lower;
  const ecosystem = ecosystems.find((one) => (aliases[one.purl] ?? one.purl) === type);
  const common = version ? { version } : {};
  if (ecosystem) {
    const full = fullName(type, namespace ?? '', name);
    return { ecosystem, osv: ecosystem.osv, name: ecosystem.normalise(full), ...common };
  }
  const distribution = distributions[`${type}/${namespace?.toLowerCase() ?? ''}`];
  if (distribution !== undefined)
    return {
      osv: distribution + releaseOf(distribution, qualifierOf(qualifiers, 'distro')),
      name,
      ...common,
    };
  const osv = foreign[type];
  return osv === undefined
    ? { problem: `LangGuard knows no packages of type ${type}` }
    : { osv, name: fullName(type, namespace ?? '', name), ...common };
}

/** The purl of a package; undefined for an ecosystem that is not known. */
export function writePurl(ecosystem: Ecosystem, name: string, version?: string): string {
  const parts = name.split(ecosystem.purl === 'maven' ? ':' : '/').map((part) => encodeURIComponent(part));
  const at = version === undefined ? '' : `@${encodeURIComponent(version)}`;
  return `pkg:${ecosystem.purl}/${parts.join('/')}${at}`;
}

function fullName(type: string, namespace: string, name: string): string {
  if (namespace === '') return name;
  if (type === 'maven') return `${namespace}:${name}`;
  if (type === 'npm' && !namespace.startsWith('@')) return `@${namespace}/${name}`;
  return `${namespace}/${name}`;
}

function qualifierOf(qualifiers: unknown, name: string): string {
  if (qualifiers instanceof URLSearchParams) return qualifiers.get(name) ?? '';
  const value = (qualifiers as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** `:12` for `distro=debian-12` or `distro=bookworm`; empty when the release is not said, which asks about all of them. */
function releaseOf(distribution: string, distro: string): string {
  const release = /(\d+(?:\.\d+)*)/.exec(distro)?.[1] ?? debianReleases[distro.toLowerCase()];
  if (release === undefined) return '';
  if (distribution === 'Alpine') return `:v${release.split('.').slice(0, 2).join('.')}`;
  if (distribution === 'Ubuntu')
    return release.endsWith('.04') && Number(release.slice(0, 2)) % 2 === 0
      ? `:${release}:LTS`
      : `:${release}`;
  return `:${release}`;
}
