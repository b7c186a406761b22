// Fills the history of the dashboard from reviews that were stored before there was one, once after a start.
import { catchUpHistory } from '../store/history/catch-up.ts';
import type { Store } from '../store/open.ts';
import type { Log } from './log.ts';

/** Begins in the background; replicas may do it at once. `stop` waits until the review at hand is done. */
export function startCatchingUp({ store, log }: { store: Store; log: Log }): { stop(): Promise<void> } {
  const control = new AbortController();
  const work = async (): Promise<void> => {
    try {
      const recorded = await catchUpHistory(store.db, control.signal);
      if (recorded > 0) log.info({ reviews: recorded }, 'history caught up with stored reviews');
    } catch (error) {
      if (!control.signal.aborted) log.error({ err: error }, 'history could not be caught up');
    }
  };
  const done = work();
  return {
    stop: () => {
      control.abort();
      return done;
    },
  };
}
