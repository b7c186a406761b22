// NuGet: the files, names, versions and registry of .NET.
import type { Around, Dependency, Ecosystem, Parsed } from '../../ecosystem.ts';
import { isUp, lineAt } from '../around.ts';
import * as downloads from './downloads.ts';
import { readDotnetTools, readPackagesLock, readProjectJson } from './json-files.ts';
import { meant } from './meant.ts';
import { isImported } from './msbuild-around.ts';
import { readMsbuild, readNugetConfig, readNuspec, readPackagesConfig } from './msbuild.ts';
import { normalise, spell } from './names.ts';
import { readPaketDependencies, readPaketLock } from './paket.ts';
import { popular } from './popular.ts';
import { further, furtherPrivately, readRecord, request, requestPrivately } from './registry.ts';
import { standardWays } from './standard-ways.ts';
import { compare, satisfies } from './versions.ts';

type Reader = (path: string, text: string, around?: Around) => Parsed;

const manifests: readonly [RegExp, Reader][] = [
  [/\.(?:cs|fs|vb|sql|vcx)proj$|(?:^|\/)[\w.-]+\.(?:props|targets)$/i, readMsbuild],
  [/(?:^|\/)packages(?:\.[\w.-]+)?\.config$/i, readPackagesConfig],
  [/(?:^|\/)nuget\.config$/i, readNugetConfig],
  [/\.nuspec$/i, readNuspec],
  [/(?:^|\/)dotnet-tools\.json$/i, readDotnetTools],
  [/(?:^|\/)(?:project|global)\.json$/i, readProjectJson],
  [/(?:^|\/)paket\.dependencies$/, readPaketDependencies],
];
const lockfiles: readonly [RegExp, Reader][] = [
  [/(?:^|\/)packages(?:\.[\w.-]+)?\.lock\.json$/i, readPackagesLock],
  [/(?:^|\/)paket\.lock$/, readPaketLock],
];

/** The ecosystem of NuGet. */
export const nuget: Ecosystem = {
  id: 'nuget',
  osv: 'NuGet',
  purl: 'nuget',
  registry: 'https://api.nuget.org',
  reads(path) {
    if (/(?:^|\/)(?:bin|obj|node_modules)\//.test(path)) return undefined;
    if (lockfiles.some(([pattern]) => pattern.test(path))) return 'lockfile';
    return manifests.some(([pattern]) => pattern.test(path)) ? 'manifest' : undefined;
  },
  parse(path, text, around) {
    const read = [...lockfiles, ...manifests].find(([pattern]) => pattern.test(path))?.[1] ?? readMsbuild;
    return read(path, text, around);
  },
  decides: (path, manifest) => isImported(path) && isUp(path, manifest),
  normalise,
  spell,
  compare,
  satisfies,
  popular: () => popular,
  request,
  further,
  readRecord,
  privately: { request: requestPrivately, readRecord, further: furtherPrivately },
  downloads,
  meant,
  standardWay: (name) => standardWays.get(name.toLowerCase()),
  write,
};

/** How the file writes the entry, with another version. */
function write(dependency: Dependency, version: string): string {
  const { writtenName, form = '', requirement } = dependency;
  const whole = lineAt(dependency, version);
  if (whole !== undefined) return whole;
  const [kind, property] = form.split(' ');
  const pinned = /^\[[^,]*\]$/.test(requirement ?? '') ? `[${version}]` : version;
  switch (kind) {
    case 'PackageVersion':
    case 'PackageReference':
    case 'GlobalPackageReference':
    case 'PackageDownload':
    case 'DotNetCliToolReference':
      return `<${kind} Include="${writtenName}" Version="${pinned}" />`;
    case 'property':
      return `<${property}>${pinned}</${property}>`;
    case 'child':
      return `<Version>${pinned}</Version>`;
    case 'Sdk':
      return `Sdk="${writtenName}/${version}"`;
    case 'packages.config':
      return `<package id="${writtenName}" version="${version}" />`;
    case 'nuspec':
      return `<dependency id="${writtenName}" version="${pinned}" />`;
    case 'paket':
      return `nuget ${writtenName} ${version}`;
    case 'tool':
      return `"${writtenName.toLowerCase()}": { "version": "${version}" }`;
    default:
      return `"${writtenName}": "${version}"`;
  }
}
