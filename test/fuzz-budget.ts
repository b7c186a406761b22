// How long a fuzz test looks: the same cases each time where nobody says otherwise, more and others by hand.
import type { Parameters } from 'fast-check';

/**
 * `FUZZ_RUNS=20` makes twenty times as many cases from a new seed; `FUZZ_SEED` repeats those of a run. Without either the
 * cases are the same everywhere, so that a change that breaks one breaks it for everybody.
 */
export function fuzzBudget(usualRuns: number): Pick<Parameters<unknown>, 'numRuns' | 'seed'> {
  const { FUZZ_RUNS: factor, FUZZ_SEED: seed } = process.env;
  const times = Math.max(1, Number(factor ?? 1) || 1);
  return {
    numRuns: Math.round(usualRuns * times),
    ...(seed !== undefined ? { seed: Number(seed) } : factor === undefined ? { seed: 20_261_121 } : {}),
  };
}

/** Milliseconds that a fuzz test with this budget may take, on a machine that has much else to do as well. */
export function fuzzTimeout(usualMs: number): number {
  return 10 * usualMs * Math.max(1, Number(process.env['FUZZ_RUNS'] ?? 1) || 1);
}
