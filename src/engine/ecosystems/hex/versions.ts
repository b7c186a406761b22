// Orders versions of Hex packages and tests requirements as Elixir's Version does.
import {
  comparePrecedence,
  compareSemverLike,
  maxVersionChars,
  readSemverLike,
  type SemverLike,
} from '../semver-like.ts';

/** Orders two versions by SemVer's precedence, without build metadata; undefined when one is none. */
export const compare = compareSemverLike;

/**
 * Whether a version meets a requirement such as `~> 2.1` or `>= 1.0.0 and < 2.0.0 or 3.0.0`; undefined when either
 * cannot be read. https://hexdocs.pm/elixir/Version.html#module-requirements
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const read = readSemverLike(version);
  if (!read || requirement.length > maxVersionChars) return undefined;
  let namesPrerelease = false;
  let isMet = false;
  for (const alternative of requirement.split(/\s+or\s+|\s*\|\|\s*/)) {
    let meetsAll = true;
    for (const part of alternative.split(/\s+and\s+|\s*&&\s*|\s*,\s*/)) {
      const match = /^\s*(~>|==|!=|>=?|<=?|=)?\s*(v?\d\S*)\s*$/.exec(part);
      const bound = readSemverLike(match?.[2] ?? '');
      if (!match || !bound) return undefined;
      if (bound.prerelease.length > 0) namesPrerelease = true;
      if (!meets(read, match[1] ?? '==', bound)) meetsAll = false;
    }
    isMet ||= meetsAll;
  }
  // Hex takes a pre-release only where the requirement names one.
  return isMet && (namesPrerelease || read.prerelease.length === 0);
}

function meets(version: SemverLike, operator: string, bound: SemverLike): boolean {
  const order = comparePrecedence(version, bound);
  switch (operator) {
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '~>': {
      const fixed = Math.max(1, bound.written - 1);
      return (
        order >= 0 && bound.numbers.slice(0, fixed).every((one, index) => one === version.numbers[index])
      );
    }
    default:
      return order === 0;
  }
}
