// Numbers that look random and are the same every time.

/** A generator by its seed. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `below`. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  weighted<T extends { weight: number }>(from: readonly T[]): T;
  /** How many of what happens `mean` times on average. */
  poisson(mean: number): number;
  normal(): number;
  hex(digits: number): string;
}

/** Mulberry32, a small generator in the public domain. */
export function randomBy(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    pick: (from) => {
      if (from.length === 0) throw new Error('Nothing to pick from.');
      return from[int(from.length)] as (typeof from)[number];
    },
    weighted(from) {
      let at = next() * from.reduce((sum, { weight }) => sum + weight, 0);
      for (const each of from) if ((at -= each.weight) < 0) return each;
      return from.at(-1) as (typeof from)[number];
    },
    poisson(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count++;
      return count;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    hex(digits) {
      let text = '';
      while (text.length < digits) text += int(0x10000).toString(16).padStart(4, '0');
      return text.slice(0, digits);
    },
  };
}
