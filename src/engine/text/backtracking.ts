// Says of a regular expression whether some text makes a backtracking engine try exponentially many ways.
import { overlap, shapeOf, unitsOf, type Shape, type Units } from './regex-shape.ts';

/** Counts above this are as good as endless. */
const manyTimes = 12;
const maxPlaces = 80;
const maxSourceChars = 2_000;

/** True when a text exists on which the expression tries exponentially many ways before it fails. */
export function backtracksExponentially(source: string, flags = ''): boolean {
  // Without a quantifier inside a quantified group there is nothing to try twice.
  if (source.length > maxSourceChars || !/\)(?:[*+]|\{\d+,)/.test(source)) return false;
  const shape = shapeOf(source, flags);
  return shape !== undefined && search(shape, false, false);
}

/** Looks for an ambiguous loop; `mayFail` when something after the part can fail, `mustEnd` when that is only the end. */
function search(shape: Shape, mayFail: boolean, mustEnd: boolean): boolean {
  if (shape.kind === 'any') return shape.parts.some((one) => search(one, mayFail, mustEnd));
  if (shape.kind === 'repeat')
    return (
      (isLoop(shape) && (mayFail || (mustEnd && !isEverything(shape.part))) && isAmbiguous(shape)) ||
      search(shape.part, mayFail, mustEnd)
    );
  if (shape.kind !== 'all') return false;
  let fails = mayFail;
  let ends = mustEnd;
  for (const part of shape.parts.toReversed()) {
    if (search(part, fails, ends)) return true;
    if (part.kind === 'end') ends = true;
    else if (part.kind === 'look' || part.kind === 'again' || !isNullable(part)) fails = true;
  }
  return false;
}

function isEverything(shape: Shape): boolean {
  return unitsOf(shape).reduce((sum, [low, high]) => sum + high - low + 1, 0) > 0xffff;
}

function isLoop(shape: Shape & { kind: 'repeat' }): boolean {
  return shape.max > manyTimes && shape.max !== shape.min;
}

function isNullable(shape: Shape): boolean {
  if (shape.kind === 'units') return false;
  if (shape.kind === 'all') return shape.parts.every(isNullable);
  if (shape.kind === 'any') return shape.parts.some(isNullable);
  if (shape.kind === 'repeat') return shape.min === 0 || isNullable(shape.part);
  return shape.kind !== 'atomic' || isNullable(shape.part);
}

/** The places of an expression at which a unit is taken, and in how many ways one follows another. */
interface Places {
  units: Units[];
  follow: Map<number, number>[];
}

interface Ends {
  first: number[];
  last: number[];
  nullable: boolean;
}

class TooLarge extends Error {}

/** Whether one text can be split among the turns of the loop in two ways, so that each turn doubles them. */
function isAmbiguous(loop: Shape & { kind: 'repeat' }): boolean {
  const places: Places = { units: [], follow: [] };
  try {
    const ends = build({ ...loop, min: 0, max: Infinity }, places);
    return ends.first.length > 0 && (isDoubled(places) || hasTwoWays(places));
  } catch (error) {
    if (error instanceof TooLarge) return false;
    throw error;
  }
}

function build(shape: Shape, places: Places): Ends {
  switch (shape.kind) {
    case 'units': {
      const place = places.units.push(shape.units) - 1;
      if (place >= maxPlaces) throw new TooLarge();
      places.follow.push(new Map());
      return { first: [place], last: [place], nullable: shape.units.length === 0 };
    }
    case 'all':
      return shape.parts.reduce<Ends>(
        (before, part) => {
          const after = build(part, places);
          connect(places, before.last, after.first);
          return {
            first: before.nullable ? [...before.first, ...after.first] : before.first,
            last: after.nullable ? [...before.last, ...after.last] : after.last,
            nullable: before.nullable && after.nullable,
          };
        },
        { first: [], last: [], nullable: true },
      );
    case 'any': {
      const ends = shape.parts.map((part) => build(part, places));
      return {
        first: ends.flatMap((one) => one.first),
        last: ends.flatMap((one) => one.last),
        nullable: ends.some((one) => one.nullable),
      };
    }
    case 'repeat':
      return repeat(shape, places);
    case 'start':
    case 'end':
      return { first: [], last: [], nullable: true };
    // What looks ahead, or stood before, decides between ways that seem open here.
    case 'look':
    case 'again':
    case 'atomic':
      throw new TooLarge();
  }
}

function repeat({ part, min, max }: Shape & { kind: 'repeat' }, places: Places): Ends {
  if (max > manyTimes && max !== min) {
    const ends = build(part, places);
    connect(places, ends.last, ends.first);
    return { ...ends, nullable: ends.nullable || min === 0 };
  }
  // What may be missing is nested, or each of the copies could be the one that is missing.
  let optional: Shape = { kind: 'all', parts: [] };
  for (let left = Math.min(max, maxPlaces) - min; left > 0; left--)
    optional = {
      kind: 'any',
      parts: [
        { kind: 'all', parts: [part, optional] },
        { kind: 'all', parts: [] },
      ],
    };
  const fixed = Array.from({ length: Math.min(min, maxPlaces) }, (): Shape => part);
  return build({ kind: 'all', parts: [...fixed, optional] }, places);
}

function connect(places: Places, from: readonly number[], to: readonly number[]): void {
  for (const one of from) {
    const follow = places.follow[one] as Map<number, number>;
    for (const next of to) follow.set(next, (follow.get(next) ?? 0) + 1);
  }
}

/** Two ways from one place to the same next one, on a way round. */
function isDoubled({ follow }: Places): boolean {
  return follow.some((next, from) =>
    [...next].some(([to, ways]) => ways > 1 && (from === to || reaches(follow, to, from))),
  );
}

function reaches(follow: readonly Map<number, number>[], from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const one of seen) for (const next of follow[one]?.keys() ?? []) seen.add(next);
  return seen.has(to);
}

/** Two different ways round through the same text, from one place back to it: pairs of places, walked side by side. */
function hasTwoWays({ units, follow }: Places): boolean {
  const size = units.length;
  const nextOf = (pair: number): number[] => {
    const out: number[] = [];
    for (const a of follow[Math.floor(pair / size)]?.keys() ?? [])
      for (const b of follow[pair % size]?.keys() ?? [])
        if (a === b || overlap(units[a] as Units, units[b] as Units)) out.push(a * size + b);
    return out;
  };
  const isSame = (pair: number): boolean => Math.floor(pair / size) === pair % size;
  // A pair that parts from a common place and comes back to one can do so again, once that place leads back.
  const components = stronglyConnected(
    units.map((_, index) => index * size + index),
    nextOf,
  );
  return components.some((one) => one.some(isSame) && one.some((pair) => !isSame(pair)));
}

const maxPairs = 4_000;

/** Tarjan's components of what can be reached, without recursion. */
function stronglyConnected(starts: readonly number[], nextOf: (node: number) => number[]): number[][] {
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const out: number[][] = [];
  for (const start of starts) {
    if (order.has(start)) continue;
    const work: { node: number; next: number[]; at: number }[] = [];
    const enter = (node: number): void => {
      if (order.size > maxPairs) throw new TooLarge();
      order.set(node, order.size);
      low.set(node, order.size - 1);
      open.push(node);
      isOpen.add(node);
      work.push({ node, next: nextOf(node), at: 0 });
    };
    enter(start);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const next = top.next[top.at++];
      if (next === undefined) {
        work.pop();
        const above = work.at(-1);
        const own = low.get(top.node) as number;
        if (above) low.set(above.node, Math.min(low.get(above.node) as number, own));
        if (own === order.get(top.node)) out.push(closed(open, isOpen, top.node));
      } else if (!order.has(next)) enter(next);
      else if (isOpen.has(next))
        low.set(top.node, Math.min(low.get(top.node) as number, order.get(next) as number));
    }
  }
  return out;
}

function closed(open: number[], isOpen: Set<number>, root: number): number[] {
  const component = open.splice(open.lastIndexOf(root));
  for (const one of component) isOpen.delete(one);
  return component;
}
