// Orders versions as OSV orders those of its SEMVER ecosystems: SemVer 2, generous to missing, surplus and huge numbers.

/** A longer text is nobody's version or requirement. */
export const maxVersionChars = 500;

/** A version taken apart; numbers are digits without leading zeros, so that any length can be compared. */
export interface SemverLike {
  /** Major, minor and patch; those that are not written are "0". */
  numbers: [major: string, minor: string, patch: string];
  /** How many of the three were written. */
  written: number;
  /** The identifiers after the hyphen, none for a release. */
  prerelease: string[];
  /** The identifiers after the plus sign. */
  build: string[];
}

/**
 * Takes a version apart; undefined when it does not begin with a number. What follows the third number without a
 * hyphen counts as a pre-release, fourth and further numbers too, as in OSV's own tools.
 */
export function readSemverLike(version: string): SemverLike | undefined {
  if (version.length > maxVersionChars) return undefined;
  const trimmed = version.trim();
  const [head = '', dotted = ''] = /^[vV]?([\d.]*)/.exec(trimmed) ?? [];
  const parts = dotted.split('.').filter((part) => part !== '');
  const rest = trimmed.slice(head.length);
  if (parts.length === 0 || /[\s,<>|{}$]/.test(rest)) return undefined;
  const plus = rest.indexOf('+');
  const surplus = parts
    .slice(3)
    .map((part) => `.${plain(part)}`)
    .join('');
  const suffix = plus === -1 ? rest + surplus : rest.slice(0, plus);
  // A dot before the suffix belongs to it.
  const prerelease = `${dotted.endsWith('.') ? '.' : ''}${suffix}`.replace(/^-/, '');
  const [major = '0', minor = '0', patch = '0'] = parts.map(plain);
  return {
    numbers: [major, minor, patch],
    written: Math.min(parts.length, 3),
    prerelease: prerelease === '' ? [] : prerelease.split('.'),
    build: plus === -1 ? [] : (rest.slice(plus + 1) + surplus).split('.'),
  };
}

/** Orders two versions by SemVer's precedence, without build metadata; undefined when one of them is none. */
export function compareSemverLike(a: string, b: string): number | undefined {
  const left = readSemverLike(a);
  const right = readSemverLike(b);
  return left && right ? comparePrecedence(left, right) : undefined;
}

/** Orders two versions by SemVer's precedence. https://semver.org/#spec-item-11 */
export function comparePrecedence(a: SemverLike, b: SemverLike): number {
  for (let index = 0; index < 3; index++) {
    const difference = compareDigits(a.numbers[index] ?? '0', b.numbers[index] ?? '0');
    if (difference !== 0) return difference;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(b.prerelease.length - a.prerelease.length);
  }
  return compareIdentifiers(a.prerelease, b.prerelease);
}

/** Orders dotted identifiers: numbers by value and before names, names by their characters, fewer before more. */
export function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a[index] ?? '';
    const right = b[index] ?? '';
    const [isLeftNumber, isRightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (isLeftNumber !== isRightNumber) return isLeftNumber ? -1 : 1;
    const difference = isLeftNumber ? compareDigits(left, right) : compareText(left, right);
    if (difference !== 0) return difference;
  }
  return Math.sign(a.length - b.length);
}

/** Orders two numbers of any length, written in decimal digits. */
export function compareDigits(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  return Math.sign(left.length - right.length) || compareText(left, right);
}

/** Orders two texts by their characters' codes. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function plain(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
