// Orders versions of crates and tests requirements as Cargo's semver crate does.
import {
  compareDigits,
  compareIdentifiers,
  comparePrecedence,
  compareSemverLike,
  maxVersionChars,
  readSemverLike,
  type SemverLike,
} from '../semver-like.ts';

/** Orders two versions by SemVer's precedence, without build metadata; undefined when one is none. */
export const compare = compareSemverLike;

/**
 * Whether a version meets a requirement: comparators joined by commas, `^` where no operator is written; undefined
 * when either cannot be read. https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  if (requirement.length > maxVersionChars) return undefined;
  const read = readSemverLike(version);
  const written = requirement.split(',').map((part) => part.trim());
  const comparators = written.filter((part) => !/^[*xX]?$/.test(part)).map(readComparator);
  if (!read || comparators.includes(undefined)) return undefined;
  const asked = comparators.filter((one) => one !== undefined);
  if (!asked.every((one) => meets(read, one))) return false;
  // A pre-release is taken only where the requirement names one of the same release.
  return (
    read.prerelease.length === 0 ||
    asked.some(
      ({ bound, written: parts }) =>
        parts === 3 &&
        bound.prerelease.length > 0 &&
        bound.numbers.every((one, index) => one === read.numbers[index]),
    )
  );
}

interface Comparator {
  operator: string;
  bound: SemverLike;
  /** How many of its three numbers the comparator writes. */
  written: number;
}

function readComparator(text: string): Comparator | undefined {
  const match =
    /^(=|>=?|<=?|~|\^)?\s*(\d+(?:\.\d+){0,2})((?:\.[*xX]){0,2})((?:-[\w.-]+)?(?:\+[\w.-]+)?)$/.exec(text);
  const bound = readSemverLike(`${match?.[2] ?? ''}${match?.[4] ?? ''}`);
  if (!match || !bound) return undefined;
  const operator = match[1] ?? (match[3] === '' ? '^' : '=');
  return { operator, bound, written: bound.written };
}

function meets(version: SemverLike, { operator, bound, written }: Comparator): boolean {
  const isEqual = (parts: number): boolean =>
    bound.numbers.slice(0, parts).every((one, index) => one === version.numbers[index]);
  const order = compareWritten(version, bound, written);
  switch (operator) {
    case '=':
      return order === 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '~':
      return isEqual(Math.min(written, 2)) && comparePrecedence(version, bound) >= 0;
    default: {
      const firstNonZero = bound.numbers.findIndex((one) => one !== '0');
      const fixed = firstNonZero === -1 || firstNonZero >= written ? written : firstNonZero + 1;
      return isEqual(fixed) && comparePrecedence(version, bound) >= 0;
    }
  }
}

/** Orders by the numbers that the comparator writes; `>1` leaves out 1.5. */
function compareWritten(version: SemverLike, bound: SemverLike, written: number): number {
  for (let index = 0; index < written; index++) {
    const difference = compareDigits(version.numbers[index] ?? '0', bound.numbers[index] ?? '0');
    if (difference !== 0) return difference;
  }
  if (written < 3 && bound.prerelease.length === 0) return 0;
  if (version.prerelease.length === 0 || bound.prerelease.length === 0) {
    return Math.sign(bound.prerelease.length - version.prerelease.length);
  }
  return compareIdentifiers(version.prerelease, bound.prerelease);
}
