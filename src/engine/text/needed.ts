// Tells which literals a text must hold for an expression to occur in it, so that most texts are not searched at all.
import { shapeOf, type Shape } from './regex-shape.ts';

/** Literals in lower case; where the expression occurs, one of them stands in the text in lower case. */
export type Needed = readonly string[];

/** Shorter ones stand in nearly every text. */
const minChars = 3;
const maxLiterals = 48;

/** What is known of a part: all texts that it can take up, or literals of which it takes up one. */
interface Part {
  exact?: readonly string[];
  needed?: Needed;
}

/** One of these stands in every text in which the expression occurs; undefined when that cannot be told. */
export function neededBy(source: string): Needed | undefined {
  const shape = shapeOf(source, '');
  return shape && bestOf(read(shape));
}

/** The more telling of two: the one whose shortest literal is longer. */
export function moreTelling(a: Needed | undefined, b: Needed | undefined): Needed | undefined {
  if (!a || !b) return a ?? b;
  const [one, other] = [shortest(a), shortest(b)];
  return one > other || (one === other && a.length <= b.length) ? a : b;
}

/** One of each; undefined when one of them is not known or there are too many. */
export function anyOf(all: readonly (Needed | undefined)[]): Needed | undefined {
  const out = new Set<string>();
  for (const each of all) {
    if (!each) return undefined;
    for (const literal of each) out.add(literal);
  }
  return out.size > maxLiterals ? undefined : [...out];
}

function bestOf({ exact, needed }: Part): Needed | undefined {
  return moreTelling(exact && shortest(exact) >= minChars ? exact : undefined, needed);
}

function shortest(literals: Needed): number {
  return literals.reduce((least, literal) => Math.min(least, literal.length), Infinity);
}

function read(shape: Shape): Part {
  switch (shape.kind) {
    case 'units': {
      const units = new Set<string>();
      for (const [low, high] of shape.units) {
        if (high - low > 3 || high > 127) return {};
        for (let unit = low; unit <= high; unit++) units.add(String.fromCharCode(unit).toLowerCase());
      }
      return units.size > 0 && units.size <= 4 ? { exact: [...units] } : {};
    }
    case 'all':
      return sequence(shape.parts.map(read));
    case 'any': {
      const parts = shape.parts.map(read);
      const exact = parts.every((part) => part.exact)
        ? new Set(parts.flatMap((part) => part.exact ?? []))
        : undefined;
      const needed = anyOf(parts.map(bestOf));
      return {
        ...(exact && exact.size <= maxLiterals && { exact: [...exact] }),
        ...(needed && { needed }),
      };
    }
    case 'repeat': {
      const part = read(shape.part);
      if (shape.min === 0)
        return shape.max === 1 && part.exact && part.exact.length < maxLiterals
          ? { exact: [...new Set(['', ...part.exact])] }
          : {};
      if (shape.min === 1 && shape.max === 1) return part;
      const needed = bestOf(part);
      return needed ? { needed } : {};
    }
    case 'atomic':
      return read(shape.part);
    case 'again':
      return {};
    case 'end':
    case 'start':
    case 'look':
      return { exact: [''] };
  }
}

/** Parts one after the other: what is exact in a row stands in one piece. */
function sequence(parts: readonly Part[]): Part {
  let run: readonly string[] = [''];
  let needed: Needed | undefined;
  let isExact = true;
  for (const part of parts) {
    needed = moreTelling(needed, part.needed);
    if (part.exact && part.exact.length * run.length <= maxLiterals) {
      const { exact } = part;
      run = run.flatMap((before) => exact.map((after) => before + after));
      continue;
    }
    needed = moreTelling(needed, bestOf({ exact: run }));
    run = part.exact ?? [''];
    isExact = false;
  }
  if (isExact) return { exact: run, ...(needed && { needed }) };
  needed = moreTelling(needed, bestOf({ exact: run }));
  return needed ? { needed } : {};
}
