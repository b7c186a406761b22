// Ends reviews that began and that no job works on any more, so that no check run stays in progress for ever.
import { listRunningSince } from '../store/reviews.ts';
import type { Job, Queue } from '../store/queue.ts';
import { claimSweep, finishSweep } from '../store/sweeps.ts';
import { whereIs } from './access.ts';
import { repeat } from './repeat.ts';
import type { JobDeps } from './review-job.ts';
import { endAbandoned } from './review-pull.ts';

/** A job lasts at most half an hour before the queue takes it back; an attempt more is not abandoned yet. */
const defaultLimitMs = 45 * 60_000;

/** Reviews ended in one round; the next round takes the next ones. */
const maxReviews = 100;

/** How long a review may run, and how often replicas together look. */
export interface WatchdogOptions {
  limitMs?: number;
  everyMs: number;
}

/** Ends what was abandoned; returns how many reviews that were. One that cannot be ended now is left for the next round. */
export async function endAbandonedReviews(
  deps: JobDeps & { queue: Pick<Queue, 'isOpen'> },
  { limitMs = defaultLimitMs, everyMs }: WatchdogOptions,
): Promise<number> {
  const { store, github, metrics } = deps;
  if (!(await claimSweep(store.db, 'watchdog', everyMs))) return 0;
  let ended = 0;
  for (const review of await listRunningSince(store.db, new Date(Date.now() - limitMs), maxReviews)) {
    const { installationId, repositoryId, pullNumber: number } = review;
    const fields = { installation: installationId, repository: repositoryId, review: review.id };
    try {
      const named: Job & { kind: 'pull' } = {
        kind: 'pull',
        installationId,
        repositoryId,
        owner: '',
        repo: '',
        number,
      };
      if (await deps.queue.isOpen(named)) continue;
      const found = await whereIs(github, installationId, repositoryId);
      // Only our own record can be ended then, which the 404 of the next request brings about.
      const place = found === 'gone' ? { owner: 'gone', repo: String(repositoryId) } : found;
      await endAbandoned({ ...named, ...place }, review, deps);
      github.log.warn(fields, 'abandoned review ended');
      metrics.count('langguard_reviews_abandoned_total');
      ended++;
    } catch (error) {
      github.log.warn({ ...fields, err: error }, 'an abandoned review could not be ended');
    }
  }
  await finishSweep(store.db, 'watchdog', 0);
  return ended;
}

/** Looks now and at intervals until it is stopped; `stop` waits for the round under way. */
export function startWatching(
  deps: JobDeps & { queue: Pick<Queue, 'isOpen'> },
  everyMs: number,
): { stop(): Promise<void> } {
  return repeat({
    everyMs,
    run: () => endAbandonedReviews(deps, { everyMs: everyMs / 2 }),
    onError: (error) => deps.github.log.warn({ err: error }, 'the watchdog failed'),
  });
}
