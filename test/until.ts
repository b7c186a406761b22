// Waits for what must come to pass, however busy the machine is.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves once it holds. Throws shortly before the time of a test is over, `limitMs` where a test has another. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  { limitMs = 150_000, told = () => '' }: { limitMs?: number; told?: () => string } = {},
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come to hold within ${limitMs} ms. ${told()}`);
    await sleep(10);
  }
}
