// Orders versions of Go modules, with pseudo-versions and +incompatible, and tests the queries of `go get`.
import { comparePrecedence, compareSemverLike, maxVersionChars, readSemverLike } from '../semver-like.ts';

/**
 * Orders two versions as golang.org/x/mod/semver does, with or without their `v` (OSV writes none); undefined when
 * one is none. `v1` is `v1.0.0`, build metadata such as `+incompatible` is ignored.
 */
export function compare(a: string, b: string): number | undefined {
  return compareSemverLike(withoutGo(a), withoutGo(b));
}

/**
 * Whether a version meets a query such as `v1.2.3`, `v1.2` (any patch), `>=v1.2.3` or `latest`; undefined when either
 * cannot be read. https://go.dev/ref/mod#version-queries
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const read = readSemverLike(withoutGo(version));
  if (!read || requirement.length > maxVersionChars) return undefined;
  const match = /^\s*(<=?|>=?)?\s*(v?\d\S*)\s*$/.exec(withoutGo(requirement));
  const wanted = readSemverLike(match?.[2] ?? '');
  if (!match || !wanted) return undefined;
  const order = comparePrecedence(read, wanted);
  if (match[1] === '<') return order < 0;
  if (match[1] === '<=') return order <= 0;
  if (match[1] === '>') return order > 0;
  if (match[1] === '>=') return order >= 0;
  if (wanted.written === 3 || wanted.prerelease.length > 0) return order === 0;
  return (
    read.prerelease.length === 0 &&
    wanted.numbers.slice(0, wanted.written).every((one, index) => one === read.numbers[index])
  );
}

/** A version as OSV writes it, without its `v`. */
export function withoutV(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}

/** Whether a version is made from a commit's time and hash: `v0.0.0-20210101000000-abcdefabcdef`. */
export function isPseudo(version: string): boolean {
  return /^v?\d+\.\d+\.\d+-(?:(?:[\w.-]+\.)?0\.)?\d{14}-[0-9a-f]{12}(?:\+[\w.-]+)?$/.test(version);
}

/** Toolchains are `go1.22.1`; the standard library's advisories leave the prefix out. */
function withoutGo(version: string): string {
  return version.replace(/^\s*go(?=\d)/, '');
}
