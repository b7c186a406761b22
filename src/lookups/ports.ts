// What lookups need from the machine, so that tests can bring their own clock and network.

/** Clock, randomness, network and log of a lookup. */
export interface Ports {
  fetch: typeof fetch;
  sleep(ms: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to but not including 1. */
  random(): number;
  /** Told of oddities such as an advisory on which the server and LangGuard disagree; never of content. */
  log(message: string): void;
}

/** The machine's own. */
export const realPorts: Ports = {
  fetch: (...args) => globalThis.fetch(...args),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => Date.now(),
  random: () => Math.random(),
  log: () => {},
};

/** Runs tasks with at most `limit` at a time. */
export function createPool(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place goes straight to the next in line, so that `running` stays true.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
