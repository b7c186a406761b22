// When notices leave and how attempts are spread.
import { expect, test } from 'vitest';
import { dueAt, maxAttempts, pauseMs } from './schedule.ts';

test.each([
  ['at-once', '2026-11-21T06:59:30.000Z', '2026-11-21T06:59:30.000Z'],
  ['hourly', '2026-11-21T06:59:30.000Z', '2026-11-21T07:00:00.000Z'],
  ['hourly', '2026-11-21T07:00:00.000Z', '2026-11-21T08:00:00.000Z'],
  ['daily', '2026-11-21T06:59:30.000Z', '2026-11-21T07:00:00.000Z'],
  ['daily', '2026-11-21T07:00:00.000Z', '2026-11-22T07:00:00.000Z'],
  ['daily', '2026-12-31T23:59:59.000Z', '2027-01-01T07:00:00.000Z'],
] as const)('%s of %s is due at %s', (when, now, due) => {
  expect(dueAt(when, new Date(now), 7).toISOString()).toBe(due);
});

test('pauses double up to an hour, are scattered by a quarter, and honour what the server asks', () => {
  expect([1, 2, 3, 8, 12].map((attempt) => pauseMs(attempt, 0.5) / 1000)).toEqual([30, 60, 120, 3600, 3600]);
  expect([pauseMs(1, 0), pauseMs(1, 1)]).toEqual([22_500, 37_500]);
  expect(pauseMs(1, 0.5, 90_000)).toBe(90_000);
  const total = Array.from({ length: maxAttempts - 1 }, (_, i) => pauseMs(i + 1, 0.5)).reduce(
    (a, b) => a + b,
  );
  expect(total / 3_600_000).toBeGreaterThan(4);
  expect(total / 3_600_000).toBeLessThan(8);
});
