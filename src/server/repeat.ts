// Work that is done again and again while the App runs.
import { setTimeout as sleep } from 'node:timers/promises';

interface Work {
  everyMs: number;
  run(signal: AbortSignal): Promise<unknown>;
  /** Told what a run throws, unless it was stopped. */
  onError(error: unknown): void;
}

/** Runs now and at intervals, one run at a time; `stop` waits for the one under way. */
export function repeat({ everyMs, run, onError }: Work): { stop(): Promise<void> } {
  const control = new AbortController();
  const once = runner(run, onError, control.signal);
  let underWay = once();
  const timer = setInterval(() => {
    underWay = underWay.then(once);
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      control.abort();
      await underWay;
    },
  };
}

/** Runs now, at intervals and when woken; runs that were asked for meanwhile become one. `stop` waits so long for the one under way. */
export function repeatWhenWoken({ everyMs, run, onError, stopMs }: Work & { stopMs: number }): {
  wake(): void;
  stop(): Promise<void>;
} {
  const control = new AbortController();
  const once = runner(run, onError, control.signal);
  let underWay = Promise.resolve();
  let isQueued = false;
  const next = async (before: Promise<void>): Promise<void> => {
    await before;
    isQueued = false;
    await once();
  };
  const wake = (): void => {
    if (isQueued || control.signal.aborted) return;
    isQueued = true;
    underWay = next(underWay);
  };
  const timer = setInterval(wake, everyMs);
  timer.unref();
  wake();
  return {
    wake,
    async stop() {
      clearInterval(timer);
      control.abort();
      await Promise.race([underWay, sleep(stopMs, undefined, { ref: false })]);
    },
  };
}

function runner(run: Work['run'], onError: Work['onError'], signal: AbortSignal): () => Promise<void> {
  return async () => {
    try {
      await run(signal);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  };
}
