// Orders Maven versions and tests requirements: Maven's ranges, and Gradle's dynamic versions on top.
import { compareVersions } from './comparable-version.ts';

/** Longest version or requirement that is read. */
const maxChars = 1000;

/** Orders two versions; undefined when one is empty or absurdly long. */
export function compare(a: string, b: string): number | undefined {
  const left = a.trim();
  const right = b.trim();
  // Maven takes any text, but a property that was not replaced is none.
  if (!isReadable(left) || !isReadable(right) || left.startsWith('$') || right.startsWith('$'))
    return undefined;
  return compareVersions(left, right);
}

/**
 * Whether a version meets a requirement; undefined when either cannot be read. A bare version is what Maven takes
 * unless another path asks for a different one, so only that version meets it.
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const asked = requirement.trim();
  if (!isReadable(version.trim()) || !isReadable(asked) || asked.includes('${')) return undefined;
  // No notation of Maven's, but how the question "any stable version" is put to every ecosystem.
  const least = /^>=\s*([^,\s]+)$/.exec(asked)?.[1];
  if (least !== undefined) return compareVersions(version, least) >= 0 && !isPrerelease(version);
  if (/^[<>=~^]/.test(asked)) return undefined;
  if (/^[[\](]/.test(asked)) {
    const ranges = readRanges(asked);
    return ranges?.some((range) => isInside(version, range));
  }
  if (/^latest\.(?:integration|release|milestone)$/i.test(asked) || /^(?:LATEST|RELEASE)$/.test(asked)) {
    return /^latest\.(?:integration|milestone)$|^LATEST$/.test(asked) || !/-SNAPSHOT$/i.test(version);
  }
  const prefix = /^(.*?)\+$/.exec(asked)?.[1];
  if (prefix !== undefined) return version.startsWith(prefix);
  return compareVersions(version.trim(), asked.replace(/!!.*$/, '')) === 0;
}

/** The version when the requirement names one: `1.2`, `[1.2]` or Gradle's `1.2!!`. */
export function exactVersion(requirement: string | undefined): string | undefined {
  const asked = requirement?.trim() ?? '';
  const inner = /^\[\s*([^,[\]()\s]+)\s*\]$/.exec(asked)?.[1] ?? asked.replace(/!!.*$/, '');
  return inner === '' ||
    /[[\](),+\s]|\$\{|\$\w|^(?:LATEST|RELEASE)$|^latest\./.test(inner) ||
    inner.length > maxChars
    ? undefined
    : inner;
}

/** A snapshot or a version whose name says that it is not final. */
export function isPrerelease(version: string): boolean {
  return /(?:^|[.\d_-])(?:alpha|beta|milestone|m\d|rc|cr\d|snapshot|ea|preview|pre|dev|incubating-?rc)(?![a-z])/i.test(
    version,
  );
}

interface Range {
  low: string;
  high: string;
  hasLow: boolean;
  hasHigh: boolean;
}

/** As VersionRange.createFromVersionSpec; undefined where that throws. Gradle also writes `]1,2[` for open ends. */
function readRanges(text: string): Range[] | undefined {
  const ranges: Range[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^([[\](])([^[\]()]*)([[\])])\s*(?:,\s*)?/.exec(rest);
    const range = match && readRange(match[1] === '[', match[2] ?? '', match[3] === ']');
    if (!match || !range) return undefined;
    const previous = ranges.at(-1);
    if (previous && (range.low === '' || compareVersions(range.low, previous.high) < 0)) {
      if (previous.high !== '') return undefined;
    }
    ranges.push(range);
    rest = rest.slice(match[0].length);
  }
  return ranges;
}

function readRange(hasLow: boolean, inner: string, hasHigh: boolean): Range | undefined {
  const comma = inner.indexOf(',');
  if (comma === -1) {
    const low = inner.trim();
    return low !== '' && hasLow && hasHigh ? { low, high: low, hasLow, hasHigh } : undefined;
  }
  const low = inner.slice(0, comma).trim();
  const high = inner.slice(comma + 1).trim();
  const gap = low === '' || high === '' ? 1 : compareVersions(high, low);
  if (gap < 0 || (gap === 0 && !(hasLow && hasHigh))) return undefined;
  return { low, high, hasLow, hasHigh };
}

function isInside(version: string, { low, high, hasLow, hasHigh }: Range): boolean {
  if (low !== '') {
    const sign = compareVersions(version, low);
    if (sign < 0 || (sign === 0 && !hasLow)) return false;
  }
  if (high === '') return true;
  const sign = compareVersions(version, high);
  return sign < 0 || (sign === 0 && hasHigh);
}

function isReadable(text: string): boolean {
  return text !== '' && text.length <= maxChars;
}
