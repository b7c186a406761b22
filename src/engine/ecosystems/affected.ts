// Whether an advisory affects a version, as the OSV schema's evaluation algorithm says.
import type { Affected, RangeEvent } from '../facts.ts';

type Compare = (a: string, b: string) => number | undefined;

/** Ties are walked in this order, so that a version both fixed and introduced ends as the schema says. */
const order = ['introduced', 'last_affected', 'fixed', 'limit'] as const;

interface Point {
  kind: (typeof order)[number];
  at: string;
  /** How the asked version stands to it. */
  side: number;
}

const fewPoints = 16;

/**
 * True when the version is listed or lies in a range, false when it is not; undefined when a version cannot be
 * ordered. https://ossf.github.io/osv-schema/#evaluation
 */
export function isAffected(
  affected: readonly Affected[],
  version: string,
  compare: Compare,
): boolean | undefined {
  if (affected.some(({ versions }) => versions.includes(version))) return true;
  let unsure = false;
  for (const { versions, ranges } of affected) {
    for (const range of ranges) {
      const inside = inRange(range, version, compare);
      if (inside === true) return true;
      if (inside === undefined) unsure = true;
    }
    // Another spelling of a listed version; last, because such lists are long.
    if (isListed(versions, version, compare)) return true;
  }
  return unsure ? undefined : false;
}

/** Lists that were asked about so often are sorted: thousands of questions about one package each walk its lists. */
const sortAfter = 8;
const askedLists = new WeakMap<readonly string[], { asked: number; sorted?: string[] }>();

function isListed(versions: readonly string[], version: string, compare: Compare): boolean {
  if (versions.length <= sortAfter) return versions.some((listed) => compare(listed, version) === 0);
  const list = askedLists.get(versions) ?? { asked: 0 };
  askedLists.set(versions, list);
  list.asked++;
  if (list.asked <= sortAfter) return versions.some((listed) => compare(listed, version) === 0);
  // What cannot be ordered equals nothing but itself, and that was looked for already.
  if (compare(version, version) === undefined) return false;
  list.sorted ??= versions
    .filter((listed) => compare(listed, listed) !== undefined)
    .sort((a, b) => compare(a, b) ?? 0);
  const { sorted } = list;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((compare(sorted[middle] ?? '', version) ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && compare(sorted[low] ?? '', version) === 0;
}

function inRange(events: readonly RangeEvent[], version: string, compare: Compare): boolean | undefined {
  const points = pointsOf(events);
  for (const point of points) {
    const side = sideOf(point, version, compare);
    if (side === undefined) return undefined;
    point.side = side;
  }
  const [start, end] = points;
  // Nearly every range: where the version is below its end, how its two events stand to each other does not matter.
  if (points.length === 2 && start?.kind === 'introduced' && end && isEnd(end)) {
    if (start.side < 0) return false;
    if (end.side < (end.kind === 'fixed' ? 0 : 1)) return true;
  }
  putInOrder(points, compare);
  let inside = false;
  let isLimited = false;
  let isBelowLimit = false;
  for (const { kind, side } of points) {
    if (kind === 'limit') {
      isLimited = true;
      isBelowLimit ||= side < 0;
    } else if (kind === 'introduced' && side >= 0) inside = true;
    else if (kind === 'fixed' && side >= 0) inside = false;
    else if (kind === 'last_affected' && side > 0) inside = false;
  }
  return inside && (!isLimited || isBelowLimit);
}

/** Few events stay where they are put one by one, which makes no garbage; a database has hundreds of thousands of ranges. */
function putInOrder(points: Point[], compare: Compare): void {
  if (points.length > fewPoints) {
    points.sort((a, b) => before(a, b, compare));
    return;
  }
  for (let at = 1; at < points.length; at++) {
    const point = points[at]!;
    let to = at;
    for (; to > 0 && before(points[to - 1]!, point, compare) > 0; to--) points[to] = points[to - 1]!;
    points[to] = point;
  }
}

function isEnd({ kind }: Point): boolean {
  return kind === 'fixed' || kind === 'last_affected';
}

function pointsOf(events: readonly RangeEvent[]): Point[] {
  const points: Point[] = [];
  for (const event of events) {
    for (const kind of order) {
      const at = event[kind];
      if (at !== undefined) points.push({ kind, at, side: 0 });
    }
  }
  return points;
}

/** Only as an `introduced` is "0" before everything, even before what the ecosystem orders below 0; only as a limit is "*" above everything. */
function sideOf({ kind, at }: Point, version: string, compare: Compare): number | undefined {
  if (kind === 'introduced' && at === '0') return 1;
  if (kind === 'limit' && at === '*') return -1;
  return compare(version, at);
}

function before(a: Point, b: Point, compare: Compare): number {
  const isFirst = (point: Point): number => Number(point.kind === 'introduced' && point.at === '0');
  const isLast = (point: Point): number => Number(point.kind === 'limit' && point.at === '*');
  return (
    isFirst(b) - isFirst(a) ||
    isLast(a) - isLast(b) ||
    (a.at === b.at ? 0 : (compare(a.at, b.at) ?? 0)) ||
    order.indexOf(a.kind) - order.indexOf(b.kind)
  );
}
