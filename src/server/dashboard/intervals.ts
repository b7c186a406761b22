// Intervals in which the true rate or share lies with 95 % confidence.

const z = 1.959_963_984_540_054;

/** A value with the ends of its interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/**
 * A rate of `count` events over an exposure, by Byar's approximation of the exact Poisson interval (Breslow and Day,
 * Statistical Methods in Cancer Research II, 1987, page 69). Undefined where the exposure is none.
 */
export function poissonInterval(count: number, exposure: number): Interval | undefined {
  if (exposure <= 0) return undefined;
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3;
  const next = count + 1;
  const high = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3;
  return { value: count / exposure, low: Math.max(0, low) / exposure, high: high / exposure };
}

/** A share `count` of `of`, by Wilson's score interval (Journal of the American Statistical Association 22, 1927). */
export function wilsonInterval(count: number, of: number): Interval | undefined {
  if (of <= 0) return undefined;
  const share = count / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return {
    value: share,
    low: count === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: count === of ? 1 : Math.min(1, (middle + spread) / scale),
  };
}
