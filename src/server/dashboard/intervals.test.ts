// Intervals against values that are printed elsewhere.
import { expect, test } from 'vitest';
import { poissonInterval, wilsonInterval } from './intervals.ts';

// Exact limits of Garwood (Biometrika 28, 1936), as tables of the Poisson distribution print them.
test.each([
  [0, 0, 3.69],
  [1, 0.03, 5.57],
  [5, 1.62, 11.67],
  [10, 4.8, 18.39],
  [50, 37.11, 65.92],
])('%i events: from %d to %d', (count, low, high) => {
  const found = poissonInterval(count, 1);
  expect(found?.low).toBeCloseTo(low, 0.7);
  expect(Math.abs((found?.high ?? 0) - high)).toBeLessThan(0.1);
});

// Newcombe, Statistics in Medicine 17 (1998), table I.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i: from %d to %d', (count, of, low, high) => {
  const found = wilsonInterval(count, of);
  expect(found?.low).toBeCloseTo(low, 4);
  expect(found?.high).toBeCloseTo(high, 4);
});

test('nothing looked at gives no rate, and no share passes its ends', () => {
  expect(poissonInterval(3, 0)).toBeUndefined();
  expect(wilsonInterval(0, 0)).toBeUndefined();
  expect(wilsonInterval(7, 7)).toMatchObject({ value: 1, high: 1 });
});
