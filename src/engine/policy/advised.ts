// Waivers that name advisories of a package in place of a place in a file: they hold in every manifest, for some versions.
import { coversName, coversVersion } from '../detectors/dependencies/listed.ts';
import { ecosystems } from '../ecosystems/index.ts';
import type { AdvisedPackage } from '../finding.ts';

/** What such a waiver accepts: advisories of one package, in one version or in a range of them. */
export interface AdvisedWaiver {
  /** Ecosystem and name, such as `npm:lodash`. */
  package: string;
  /** Ids or aliases of advisories; one that is published later is not among them. */
  advisories: string[];
  /** Exactly this version. */
  version?: string;
  /** A range in the ecosystem's own notation. */
  versions?: string;
}

/** Every advisory of every package, as what a waiver can accept one by one. */
export function advisoriesOf(
  advised: readonly AdvisedPackage[],
): { of: AdvisedPackage; ids: readonly string[] }[] {
  return advised.flatMap((of) => of.advisories.map(({ id, aliases }) => ({ of, ids: [id, ...aliases] })));
}

/** Whether a waiver accepts one advisory of a package as it is found. */
export function accepts(
  waiver: readonly AdvisedWaiver[],
  { of, ids }: { of: AdvisedPackage; ids: readonly string[] },
): boolean {
  return waiver.some(
    (one) => one.advisories.some((id) => ids.includes(id)) && isOf(one, of) && isVersion(one, of),
  );
}

/** What a waiver of a finding accepts when nobody names another range: what was found, in the version that was found. */
export function exactly(advised: readonly AdvisedPackage[], versions?: string): AdvisedWaiver[] {
  return advised.map((one) => ({
    package: one.package,
    advisories: one.advisories.map(({ id }) => id),
    ...(versions === undefined ? { version: one.version } : { versions }),
  }));
}

/** Whether a range is readable in the ecosystem of a package and covers its version. */
export function coversFound(versions: string, found: AdvisedPackage): boolean {
  return isVersion({ package: found.package, advisories: [], versions }, found);
}

/** Such as `GHSA-1 and CVE-2 of npm:lodash 4.17.20`. */
export function advisedWords(advised: readonly AdvisedWaiver[]): string {
  return advised
    .map(({ package: name, advisories, version, versions }) => {
      const shown = advisories.slice(0, 4);
      const more = advisories.length - shown.length;
      return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''} of ${name} ${versions ?? version ?? 'in every version'}`;
    })
    .join('; ');
}

function isOf(waiver: AdvisedWaiver, found: AdvisedPackage): boolean {
  const ecosystem = ecosystemOf(found);
  return (
    ecosystem !== undefined &&
    coversName(waiver.package, ecosystem, found.package.slice(found.package.indexOf(':') + 1))
  );
}

function isVersion({ version, versions }: AdvisedWaiver, found: AdvisedPackage): boolean {
  if (version !== undefined) return version === found.version;
  const ecosystem = ecosystemOf(found);
  return ecosystem !== undefined && coversVersion(versions, ecosystem, found.version) === true;
}

function ecosystemOf({ package: name }: AdvisedPackage) {
  return ecosystems.find(({ id }) => id === name.slice(0, name.indexOf(':')));
}
