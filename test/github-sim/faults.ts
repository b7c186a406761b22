// Faults that a test orders for the next matching requests.

interface Match {
  /** Any method by default. */
  method?: string;
  /** Tested against path and query. */
  path: RegExp;
  /** How many matching requests are hit; 1 by default. */
  times?: number;
  /** How many matching requests pass first; 0 by default. */
  skip?: number;
}

/** One fault. Only `act` (but for `arrived`), `delay`, `apply-then-fail` and `truncated-json` let the request take effect. */
export type Fault = Match &
  (
    | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
    | { kind: 'delay'; ms: number }
    | { kind: 'reset' }
    /** Takes effect, then answers with a status (502 by default) or, with `reset`, not at all. */
    | { kind: 'apply-then-fail'; status?: number; reset?: boolean }
    /** Answers what the same address answered last, or 404 when it was never read. */
    | { kind: 'stale' }
    | { kind: 'rate-limit'; resetInSeconds?: number; status?: 403 | 429 }
    | { kind: 'secondary-limit'; retryAfterSeconds?: number; status?: 403 | 429 }
    | { kind: 'html'; status?: number }
    | { kind: 'truncated-json' }
    /** Does something, such as killing the App: before the request takes effect, after it and unanswered, or after its answer. */
    | { kind: 'act'; when: 'arrived' | 'applied' | 'answered'; act(): Promise<void> | void }
  );

/** The faults that are ordered and not yet used up. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault for this request, counted as used. */
  take(method: string, path: string): Fault | undefined;
  clear(): void;
  /** Asked about every request that no ordered fault is for: faults by chance. */
  chance: ((method: string, path: string) => Fault | undefined) | undefined;
}

/** Starts without any fault. */
export function createFaults(): Faults {
  let active: { fault: Fault; left: number; skip: number }[] = [];
  const faults: Faults = {
    chance: undefined,
    add(fault) {
      active.push({ fault, left: fault.times ?? 1, skip: fault.skip ?? 0 });
    },
    take(method, path) {
      for (const item of active) {
        const { fault } = item;
        if (item.left === 0 || !new RegExp(fault.path.source, fault.path.flags).test(path)) continue;
        if (fault.method !== undefined && fault.method !== method) continue;
        if (item.skip > 0) {
          item.skip--;
          continue;
        }
        item.left--;
        return fault;
      }
      return faults.chance?.(method, path);
    },
    clear() {
      active = [];
      faults.chance = undefined;
    },
  };
  return faults;
}
