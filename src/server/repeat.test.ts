// Work that repeats: one run at a time, told of what it throws, and ended with its stop.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { repeat, repeatWhenWoken } from './repeat.ts';

test('runs at intervals, never two at once, and not after the stop', async () => {
  let runs = 0;
  let atOnce = 0;
  let most = 0;
  const work = repeat({
    everyMs: 2,
    async run() {
      runs++;
      most = Math.max(most, ++atOnce);
      await sleep(10);
      atOnce--;
    },
    onError: () => {},
  });
  await vi.waitUntil(() => runs >= 3, { interval: 1, timeout: 30_000 });
  await work.stop();
  expect([most, atOnce]).toEqual([1, 0]);
  const before = runs;
  await sleep(10);
  expect(runs).toBe(before);
});

test('tells what a run throws and goes on; what the stop breaks off is nobody’s concern', async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const work = repeat({
    everyMs: 1,
    async run(signal) {
      if (++runs <= 2) throw new Error(`run ${runs}`);
      await sleep(60_000, undefined, { signal });
    },
    onError: (error) => errors.push(error),
  });
  await vi.waitUntil(() => runs >= 3, { interval: 1, timeout: 30_000 });
  await work.stop();
  expect(errors.map(String)).toEqual(['Error: run 1', 'Error: run 2']);
});

test('woken three times during a run, it runs once more, and stops although a run does not end', async () => {
  let runs = 0;
  let release = (): void => {};
  const work = repeatWhenWoken({
    everyMs: 3_600_000,
    stopMs: 5,
    async run() {
      if (++runs === 3) await new Promise(() => {});
      else await new Promise<void>((resolve) => (release = resolve));
    },
    onError: () => {},
  });
  await vi.waitUntil(() => runs >= 1, { interval: 1, timeout: 30_000 });
  for (let each = 0; each < 3; each++) work.wake();
  release();
  await vi.waitUntil(() => runs >= 2, { interval: 1, timeout: 30_000 });
  await sleep(5);
  expect(runs).toBe(2);
  release();
  await sleep(1);
  work.wake();
  await vi.waitUntil(() => runs >= 3, { interval: 1, timeout: 30_000 });
  await work.stop();
});
