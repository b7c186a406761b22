// Prints how long reviews wait on a day of 20,000 of them: `node bench/scale.ts [workers]`.
import { replay, type Day } from './scale-model.ts';

/** One organisation of 5,000 repositories, and three others that share the App with it. */
export const bigDay: Day = {
  tenants: [
    {
      id: 1,
      name: 'large',
      repositories: 5000,
      reviewsPerDay: 20_000,
      requestsPerHour: 15_000,
      bursts: [
        { at: 9.5, reviews: 1500, minutes: 3 },
        { at: 14, reviews: 400, minutes: 1 },
      ],
    },
    { id: 2, name: 'medium', repositories: 400, reviewsPerDay: 1500, requestsPerHour: 12_500 },
    {
      id: 3,
      name: 'small',
      repositories: 60,
      reviewsPerDay: 200,
      requestsPerHour: 7000,
      bursts: [{ at: 16, reviews: 60, minutes: 2 }],
    },
    { id: 4, name: 'tiny', repositories: 5, reviewsPerDay: 20, requestsPerHour: 5000 },
  ],
  workers: 12,
  requestsPerReview: 8,
  reviewSeconds: 6,
  outages: [
    { what: 'github', from: 11, to: 11.33 },
    { what: 'database', from: 17, to: 17.1 },
  ],
  sweepMinutes: 10,
  seed: 20_261_121,
};

async function main(): Promise<void> {
  const workers = Number(process.argv[2] ?? bigDay.workers);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const started = performance.now();
  const fared = await replay({ ...bigDay, workers });
  say(`One day with ${workers} workers; waits in seconds, from the push to the begin of its review.`);
  say('');
  say(
    '| installation | pushes | coalesced | p50 | p95 | max | parked | retried | swept | busiest hour | of |',
  );
  say('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
  for (const one of fared)
    say(
      `| ${one.tenant.name} | ${one.asked} | ${one.coalesced} | ${one.p50.toFixed(1)} | ${one.p95.toFixed(0)} | ${one.max.toFixed(0)} | ${one.parked} | ${one.retried} | ${one.swept} | ${one.busiestHour} | ${one.tenant.requestsPerHour} |`,
    );
  say('');
  say(`Replayed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
}

if (import.meta.main) await main();
