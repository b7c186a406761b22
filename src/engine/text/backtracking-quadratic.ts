// Says of a regular expression whether a long text makes a backtracking engine take quadratic time or more.
import { overlap, shapeOf, unitsOf, type Shape, type Units } from './regex-shape.ts';

/** Counts above this are as good as endless. */
const manyTimes = 30;
const maxSourceChars = 600;
const maxKnown = 500;
const known = new Map<string, Slowness>();

/** `run`: each place of a long run is tried as the beginning; `pair`: two loops share a run between them. */
export type Slowness = 'run' | 'pair' | undefined;

/** Why a text exists on which the expression, searched for anywhere in it, takes time that grows with its square. */
export function backtracksQuadratically(source: string, flags = ''): Slowness {
  if (source.length > maxSourceChars || !/[*+]|,\}/.test(source)) return undefined;
  const key = `${flags}/${source}`;
  if (known.has(key)) return known.get(key);
  const shape = shapeOf(source, flags);
  const ways = shape === undefined ? [] : allWays(shape).map((parts) => slowness(parts, flags.includes('y')));
  const found = ways.includes('run') ? 'run' : ways.find((one) => one !== undefined);
  if (known.size >= maxKnown) known.clear();
  known.set(key, found);
  return found;
}

/** The ways through an expression, and the expression with its groups closed. */
function allWays(shape: Shape): Shape[][] {
  return shape.kind === 'all' ? [shape.parts, ...waysThrough(shape)] : waysThrough(shape);
}

/** The alternatives of an expression as sequences; groups that stand at most once are opened. */
function waysThrough(shape: Shape): Shape[][] {
  if (shape.kind === 'any') return shape.parts.flatMap(waysThrough).slice(0, maxWays);
  if (shape.kind === 'repeat' && shape.max === 1 && shape.min === 0 && shape.part.kind !== 'units')
    return [...waysThrough(shape.part), []].slice(0, maxWays);
  if (shape.kind !== 'all') return [[shape]];
  return shape.parts.reduce<Shape[][]>(
    (ways, part) => {
      const next = waysThrough(part);
      return ways.flatMap((way) => next.map((more) => [...way, ...more])).slice(0, maxWays);
    },
    [[]],
  );
}

/** More ways than these are as good as the same ones. */
const maxWays = 12;

function slowness(parts: readonly Shape[], isSticky: boolean): Slowness {
  const isAnchored = isSticky || parts[0]?.kind === 'start';
  const loops = parts.flatMap((one, at) =>
    isLoop(one) ? [{ at, units: unitsOf(one), run: runOf(one.part) }] : [],
  );
  const failing = loops.filter(({ at }) => canFail(parts.slice(at + 1)));
  // Each place of a run is tried as the beginning, and each try reads to its end.
  if (!isAnchored && failing.some(({ at, units }) => parts.slice(0, at).every((one) => fitsInto(one, units))))
    return 'run';
  const isPair = failing.some(
    ({ at, run }) =>
      run !== undefined &&
      loops.some(
        (other) =>
          other.run !== undefined &&
          other.at < at &&
          overlap(other.run, run) &&
          parts.slice(other.at + 1, at).every((one) => fitsInto(one, common(other.run as Units, run))),
      ),
  );
  return isPair ? 'pair' : undefined;
}

function isLoop(shape: Shape): shape is Shape & { kind: 'repeat' } {
  return shape.kind === 'repeat' && shape.max > manyTimes && shape.max !== shape.min;
}

/** The units of which a loop over this part takes a run of any length, one at a time. */
function runOf(part: Shape): Units | undefined {
  if (part.kind === 'units') return part.units;
  if (part.kind === 'any') {
    const runs = part.parts.flatMap((one) => [...(runOf(one) ?? [])]);
    return runs.length > 0 ? runs.toSorted((a, b) => a[0] - b[0]) : undefined;
  }
  if (part.kind !== 'all') return undefined;
  // `;\d{0,4}`
  const [taken, ...others] = part.parts.filter((one) => !isNullable(one));
  return taken && others.length === 0 && part.parts.every((one) => !/^(?:look|end|again)$/.test(one.kind))
    ? runOf(taken)
    : undefined;
}

/** Whether what follows a loop can be missing from a text. */
function canFail(rest: readonly Shape[]): boolean {
  return rest.some(
    (one) => one.kind === 'end' || one.kind === 'look' || one.kind === 'again' || !isNullable(one),
  );
}

function isNullable(shape: Shape): boolean {
  if (shape.kind === 'units') return false;
  if (shape.kind === 'all') return shape.parts.every(isNullable);
  if (shape.kind === 'any') return shape.parts.some(isNullable);
  if (shape.kind === 'repeat') return shape.min === 0 || isNullable(shape.part);
  return shape.kind !== 'atomic' || isNullable(shape.part);
}

/** Whether a part can be nothing, or a text of these units alone, whatever stands around it. */
function fitsInto(shape: Shape, units: Units): boolean {
  switch (shape.kind) {
    case 'start':
    case 'end':
    case 'look':
      return false;
    case 'again':
      return true;
    case 'units':
      return overlap(shape.units, units);
    case 'all':
      return shape.parts.every((one) => fitsInto(one, units));
    case 'any':
      return shape.parts.some((one) => fitsInto(one, units));
    case 'repeat':
      return shape.min === 0 || fitsInto(shape.part, units);
    case 'atomic':
      return fitsInto(shape.part, units);
  }
}

function common(a: Units, b: Units): Units {
  const out: [number, number][] = [];
  for (const [low, high] of a)
    for (const [from, to] of b)
      if (Math.max(low, from) <= Math.min(high, to)) out.push([Math.max(low, from), Math.min(high, to)]);
  return out;
}
