// Whether an advisory affects a version, as the OSV schema's evaluation algorithm says.
import type { Affected, RangeEvent } from '../facts.ts';

type Compare = (a: string, b: string) => number | undefined;

/** Ties are walked in this order, so that a version both fixed and introduced ends as the schema says. */
const order = ['introduced', 'last_affected', 'fixed', 'limit'] as const;

/**
 * True when the version is listed or lies in a range, false when it is not; undefined when a version cannot be
 * ordered. https://ossf.github.io/osv-schema/#evaluation
 */
export function isAffected(
  affected: readonly Affected[],
  version: string,
  compare: Compare,
): boolean | undefined {
  let unsure = false;
  for (const { versions, ranges } of affected) {
    if (versions.some((listed) => listed === version || compare(listed, version) === 0)) return true;
    for (const range of ranges) {
      const inside = inRange(range, version, compare);
      if (inside === true) return true;
      if (inside === undefined) unsure = true;
    }
  }
  return unsure ? undefined : false;
}

function inRange(events: readonly RangeEvent[], version: string, compare: Compare): boolean | undefined {
  const points = events.flatMap((event) =>
    order.flatMap((kind) => (event[kind] === undefined ? [] : [{ kind, at: event[kind] }])),
  );
  // "0" is before everything, even before what the ecosystem orders below 0.
  const against = (at: string): number | undefined => (at === '0' ? 1 : compare(version, at));
  if (points.some(({ at }) => against(at) === undefined)) return undefined;
  points.sort(
    (a, b) =>
      (a.at === b.at ? 0 : a.at === '0' ? -1 : b.at === '0' ? 1 : (compare(a.at, b.at) ?? 0)) ||
      order.indexOf(a.kind) - order.indexOf(b.kind),
  );
  let inside = false;
  for (const { kind, at } of points) {
    const side = against(at) ?? 0;
    if (kind === 'introduced' && side >= 0) inside = true;
    else if (kind === 'fixed' && side >= 0) inside = false;
    else if (kind === 'last_affected' && side > 0) inside = false;
  }
  const limits = points.filter(({ kind, at }) => kind === 'limit' && at !== '*');
  return inside && (limits.length === 0 || limits.some(({ at }) => (against(at) ?? 0) < 0));
}
