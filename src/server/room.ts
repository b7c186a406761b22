// Whether an installation has requests to spare for work that nobody waits for.
import { statusOf, type Octokit } from './github.ts';

/** Below this share of its hourly requests an installation is left to its webhooks. */
const minBudgetLeft = 0.2;

/** Asks GitHub, which counts nothing for it. */
export async function hasRoom(octokit: Octokit, { signal }: { signal: AbortSignal }): Promise<boolean> {
  try {
    const { data } = await octokit.rest.rateLimit.get({ request: { signal } });
    return data.rate.remaining >= data.rate.limit * minBudgetLeft;
  } catch (error) {
    // GitHub Enterprise Server answers 404 where limits are off.
    if (statusOf(error) === 404) return true;
    throw error;
  }
}
