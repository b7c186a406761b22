// How numbers, times and kinds read on a page.
import type { OriginKind } from '../../engine/review/rates.ts';
import type { Interval } from './intervals.ts';

/** What stands in for a figure that is not known. */
export const none = '–';

/** A whole number with separators, such as `12,345`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** With one digit after the point where that says something, such as `3.4` or `120`. */
export function decimal(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

/** A share, such as `12.5 %`. */
export function percent(share: number): string {
  return `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: share < 0.1 ? 1 : 0 })} %`;
}

/** A value and its interval, such as `3.4 (2.9 to 4.1)`. */
export function withInterval(interval: Interval | undefined, say: (value: number) => string): string {
  return interval ? `${say(interval.value)} (${say(interval.low)} to ${say(interval.high)})` : none;
}

/** A time that passed, such as `3.5 h` or `4 days`. */
export function duration(seconds: number | null): string {
  if (seconds === null) return none;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${decimal(seconds / 3600)} h`;
  return `${decimal(seconds / 86_400)} days`;
}

/** The day in UTC, such as `2026-11-20`. */
export function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The minute in UTC, such as `2026-11-20 14:05`. */
export function minute(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

/** The kinds of origin, for people. */
export const kindNames: Record<OriginKind, string> = {
  ai: 'AI',
  'perhaps-ai': 'Perhaps AI',
  unknown: 'Unknown',
  'human-attested': 'Human, attested',
};

/** One or several, such as `1 review`, `2 reviews`. */
export function count(value: number, one: string, several = `${one}s`): string {
  return `${whole(value)} ${value === 1 ? one : several}`;
}
