// Orders versions of Dart packages and tests constraints as Dart's pub_semver does.
import {
  compareIdentifiers,
  comparePrecedence,
  maxVersionChars,
  readSemverLike,
  type SemverLike,
} from '../semver-like.ts';

/** Orders two versions; undefined when one is none. Unlike SemVer, build metadata counts and comes after none. */
export function compare(a: string, b: string): number | undefined {
  const left = readSemverLike(a);
  const right = readSemverLike(b);
  return left && right ? compareRead(left, right) : undefined;
}

/**
 * Whether a version meets a constraint such as `^1.2.3`, `>=1.0.0 <2.0.0` or `any`; undefined when either cannot be
 * read. https://dart.dev/tools/pub/dependencies#version-constraints
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const read = readSemverLike(version);
  if (!read || requirement.length > maxVersionChars) return undefined;
  const text = requirement.trim();
  if (text === '' || text === 'any') return read.prerelease.length === 0;
  let namesPrerelease = false;
  let meetsAll = true;
  for (const part of text.replace(/([<>=^]+)\s+/g, '$1').split(/\s+/)) {
    const match = /^(\^|>=?|<=?)?(v?\d\S*)$/.exec(part);
    const bound = readSemverLike(match?.[2] ?? '');
    if (!match || !bound) return undefined;
    if (bound.prerelease.length > 0) namesPrerelease = true;
    if (!meets(read, match[1] ?? '', bound)) meetsAll = false;
  }
  // The solver takes a pre-release only where nothing else fits, or where the constraint names one.
  return meetsAll && (namesPrerelease || read.prerelease.length === 0);
}

function meets(version: SemverLike, operator: string, bound: SemverLike): boolean {
  const order = compareRead(version, bound);
  switch (operator) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      // `<2.0.0` leaves out the pre-releases of 2.0.0 as well.
      return (
        order < 0 &&
        (bound.prerelease.length > 0 || version.prerelease.length === 0 || !isSameRelease(version, bound))
      );
    case '<=':
      return order <= 0;
    case '^':
      return (
        order >= 0 &&
        version.numbers[0] === bound.numbers[0] &&
        (bound.numbers[0] !== '0' || version.numbers[1] === bound.numbers[1])
      );
    default:
      return order === 0;
  }
}

function isSameRelease(a: SemverLike, b: SemverLike): boolean {
  return a.numbers.every((one, index) => one === b.numbers[index]);
}

function compareRead(a: SemverLike, b: SemverLike): number {
  // No identifiers sort before some, as pub_semver wants it of build metadata.
  return comparePrecedence(a, b) || compareIdentifiers(a.build, b.build);
}
