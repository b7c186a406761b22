// The replayed day of bench/scale.ts on a smaller scale: nothing is lost, nobody waits behind somebody else's burst.
import { expect, test } from 'vitest';
import { replay, type Day } from '../bench/scale-model.ts';

const day: Day = {
  tenants: [
    {
      id: 1,
      name: 'large',
      repositories: 200,
      reviewsPerDay: 700,
      requestsPerHour: 560,
      bursts: [{ at: 9.5, reviews: 150, minutes: 2 }],
    },
    { id: 2, name: 'tiny', repositories: 5, reviewsPerDay: 60, requestsPerHour: 5000 },
  ],
  workers: 1,
  requestsPerReview: 8,
  reviewSeconds: 6,
  outages: [],
  sweepMinutes: 10,
  seed: 7,
};

test('a burst and a used-up limit of one installation hardly reach the other, and the same day is the same again', async () => {
  const [large, tiny] = await replay(day);
  expect(large?.parked).toBeGreaterThan(0);
  expect(large?.max).toBeGreaterThan(600);
  // Two reviews of the others at most go before one of its own.
  expect(tiny?.p95).toBeLessThan(60);
  expect(large!.reviewed + large!.coalesced).toBeGreaterThanOrEqual(large!.asked);
  expect(await replay(day)).toEqual([large, tiny]);
});

test('what an outage gave up, and what was never told, is found by the sweep', async () => {
  const outages: Day['outages'] = [
    { what: 'github', from: 11, to: 11.5 },
    { what: 'database', from: 15, to: 15.2 },
  ];
  const [large, tiny] = await replay({ ...day, outages });
  expect(large!.retried).toBeGreaterThan(0);
  expect(large!.swept + tiny!.swept).toBeGreaterThan(0);
  // Longer than the outage and one interval of the sweep only where the limit was used up as well.
  expect(tiny!.max).toBeLessThan((0.5 * 60 + 2 * 10) * 60);
});
