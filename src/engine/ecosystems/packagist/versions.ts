// Orders Composer versions as PHP's version_compare does, which OSV uses for Packagist.
import { compareDigits, maxVersionChars } from '../semver-like.ts';

/**
 * Orders two versions; undefined when one is none. A leading `v` is dropped; `dev-master` is before every number;
 * `1.0` is before `1.0.0`, which only Composer's own constraints take for one version (see `constraints.ts`).
 */
export function compare(a: string, b: string): number | undefined {
  return isVersion(a) && isVersion(b) ? phpVersionCompare(withoutV(a), withoutV(b)) : undefined;
}

/** PHP's version_compare. https://www.php.net/manual/en/function.version-compare.php */
export function phpVersionCompare(a: string, b: string): number {
  const left = canonical(a);
  const right = canonical(b);
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [left[index], right[index]];
    const difference =
      one !== undefined && other !== undefined && isNumber(one) && isNumber(other)
        ? compareDigits(one, other)
        : Math.sign(rank(one) - rank(other));
    if (difference !== 0) return difference;
  }
  return 0;
}

// Forms that PHP knows, by their beginning and in this order: any text < dev < alpha < beta < RC < the end < a number < pl.
const forms: readonly (readonly [beginning: string, rank: number])[] = [
  ['dev', 0],
  ['a', 1],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['p', 5],
];
/** Where a version has ended: a further number is more, a further pre-release less. */
const ended = 3.5;

function rank(part: string | undefined): number {
  if (part === undefined) return ended;
  if (isNumber(part)) return 4;
  return forms.find(([beginning]) => part.startsWith(beginning))?.[1] ?? -1;
}

/** Parts of digits or of letters; any other character separates. */
function canonical(version: string): string[] {
  return version
    .replace(/(\d)(?=[^\d.])|([^\d.])(?=\d)/g, '$&.')
    .split(/[^\dA-Za-z]+/)
    .filter((part) => part !== '');
}

function isNumber(part: string): boolean {
  return /^\d/.test(part);
}

function withoutV(version: string): string {
  return version.trim().replace(/^v(?=\d)/i, '');
}

/** Whether a text can be a version: it has a number, or is the name of a branch. */
function isVersion(version: string): boolean {
  if (version.length > maxVersionChars) return false;
  const text = version.trim();
  return /^dev-[^\s,|<>]+$/.test(text) || (/\d/.test(text) && /^[0-9a-z][\w.+#~:/-]*$/i.test(text));
}
