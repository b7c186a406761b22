// How the ecosystems that only OSV names order their versions; LangGuard reads none of their files.
import { compareDigits, compareSemverLike, maxVersionChars } from '../ecosystems/semver-like.ts';
import { compareApk } from './apk.ts';
import { compareDpkg, compareOpam } from './dpkg.ts';
import { compareRpm } from './rpm.ts';

type Compare = (a: string, b: string) => number | undefined;

// https://ossf.github.io/osv-schema/#defined-ecosystems
const families: readonly (readonly [Compare, readonly string[]])[] = [
  [compareDpkg, ['Debian', 'Ubuntu', 'Echo', 'Root', 'TuxCare']],
  [
    compareApk,
    ['Alpine', 'Alpaquita', 'BellSoft Hardened Containers', 'Chainguard', 'CleanStart', 'MinimOS', 'Wolfi'],
  ],
  [
    compareRpm,
    [
      'AlmaLinux',
      'Azure Linux',
      'Mageia',
      'openEuler',
      'openSUSE',
      'Photon OS',
      'Red Hat',
      'Rocky Linux',
      'SUSE',
    ],
  ],
  [compareSemverLike, ['Bioconductor', 'Bitnami', 'ConanCenter', 'GHC', 'Julia', 'Kubernetes', 'VSCode']],
  [compareNumbers, ['CRAN', 'Hackage']],
  [compareOpam, ['opam']],
];
const orders = new Map(families.flatMap(([compare, names]) => names.map((name) => [name, compare] as const)));

/** The order of the versions of an ecosystem by OSV's name, without suffix; undefined where none is known. */
export function orderOf(osv: string): Compare | undefined {
  return orders.get(osv);
}

/** R and Haskell: numbers alone, and of two that begin alike the longer is later. */
export function compareNumbers(a: string, b: string): number | undefined {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (!left || !right) return undefined;
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = compareDigits(left[at] ?? '', right[at] ?? '');
    if (difference !== 0) return difference;
  }
  return Math.sign(left.length - right.length);
}

function numbersOf(version: string): string[] | undefined {
  const text = version.trim();
  return text.length <= maxVersionChars && /^\d+(?:[.-]\d+)*$/.test(text) ? text.split(/[.-]/) : undefined;
}
