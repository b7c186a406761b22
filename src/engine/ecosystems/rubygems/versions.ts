// Orders versions as Gem::Version does and tests requirements as Gem::Requirement does.
import { compareDigits, compareText, maxVersionChars } from '../semver-like.ts';

/**
 * Orders two versions; undefined when one is none. Letters are a pre-release and `-` reads as `.pre.`; what
 * Gem::Version refuses, such as `1beta`, is split as OSV's tools do. (ruby-semver goes wrong on these and on numbers
 * beyond 2^53.)
 */
export function compare(a: string, b: string): number | undefined {
  const left = segmentsOf(a);
  const right = segmentsOf(b);
  return left && right ? compareSegments(canonical(left), canonical(right)) : undefined;
}

/** Whether a version meets a list such as `~> 1.2, >= 1.2.3`; undefined when either cannot be read. */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const segments = segmentsOf(version);
  if (!segments || requirement.length > maxVersionChars) return undefined;
  let namesPrerelease = false;
  let meetsAll = true;
  for (const part of requirement.split(',')) {
    const match = /^\s*(=|!=|>=|<=|>|<|~>)?\s*(\S+)\s*$/.exec(part);
    const bound = match ? segmentsOf(match[2] ?? '') : undefined;
    if (!match || !bound) return undefined;
    if (bound.some(isWord)) namesPrerelease = true;
    if (!meets(segments, match[1] ?? '=', bound)) meetsAll = false;
  }
  // Bundler takes a pre-release only where the requirement names one.
  return meetsAll && (namesPrerelease || !segments.some(isWord));
}

/** Digits without leading zeros, or letters. */
type Segment = string;

function meets(version: readonly Segment[], operator: string, bound: readonly Segment[]): boolean {
  const order = compareSegments(canonical(version), canonical(bound));
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
    case '~>':
      return order >= 0 && compareSegments(canonical(release(version)), canonical(bump(bound))) < 0;
    default:
      return order === 0;
  }
}

// Gem::Version::ANCHORED_VERSION_PATTERN
const correct = /^\d+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function segmentsOf(version: string): Segment[] | undefined {
  if (version.length > maxVersionChars) return undefined;
  const trimmed = version.trim();
  // Gem::Version takes the empty text for 0.
  if (trimmed === '') return ['0'];
  if (correct.test(trimmed)) return trimmed.replaceAll('-', '.pre.').match(/\d+|[a-zA-Z]+/g) ?? undefined;
  // OSV's tools split what is no version wherever digits begin or end.
  return /^[\w.+~-]+$/.test(trimmed) && /\d/.test(trimmed)
    ? (trimmed.match(/\d+|[^\d.]+/g) ?? undefined)
    : undefined;
}

function isWord(segment: Segment): boolean {
  return !/^\d/.test(segment);
}

function isZero(segment: Segment): boolean {
  return /^0+$/.test(segment);
}

/** Without the zeros at the end, and without those before the first letters. */
function canonical(segments: readonly Segment[]): Segment[] {
  const at = segments.findIndex(isWord);
  const split = at === -1 ? segments.length : at;
  return [...withoutZeros(segments.slice(0, split)), ...withoutZeros(segments.slice(split))];
}

function withoutZeros(segments: readonly Segment[]): readonly Segment[] {
  return segments.slice(0, segments.findLastIndex((one) => !isZero(one)) + 1);
}

function compareSegments(a: readonly Segment[], b: readonly Segment[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a[index] ?? '0';
    const right = b[index] ?? '0';
    if (left === right) continue;
    const [isLeftWord, isRightWord] = [isWord(left), isWord(right)];
    if (isLeftWord !== isRightWord) return isLeftWord ? -1 : 1;
    const difference = isLeftWord ? compareText(left, right) : compareDigits(left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The numbers before the first letters. */
function release(segments: readonly Segment[]): Segment[] {
  const at = segments.findIndex(isWord);
  return at === -1 ? [...segments] : segments.slice(0, at);
}

/** The first release that `~>` excludes: the last number but one raised. */
function bump(segments: readonly Segment[]): Segment[] {
  const numbers = release(segments);
  if (numbers.length > 1) numbers.pop();
  const last = numbers.pop() ?? '0';
  return [...numbers, String(BigInt(last) + 1n)];
}
