// Threads that review the parts of a large scan side by side.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Change } from '../engine/change.ts';
import type { Review } from '../engine/review.ts';
import type { OwnRuleFile } from '../engine/rules/own.ts';
import type { Judge, ReviewPart } from '../run.ts';

/** A pool; `close` ends its threads. */
export interface ReviewPool {
  width: number;
  reviewPart: ReviewPart;
  close(): Promise<void>;
}

// Each thread holds the rules, the grammars and one part: some 200 MB.
const maxThreads = 4;

type Answer = { review: Review } | { error: string };

/** Starts as many threads as the machine has cores for, at most four; a part waits for a free one. */
export function createReviewPool(workerData: {
  judge: Judge;
  digestKey: string;
  today: string;
  ownRules: readonly OwnRuleFile[];
}): ReviewPool {
  const width = Math.min(availableParallelism(), maxThreads);
  const workers = Array.from(
    { length: width },
    () => new Worker(new URL('./review-worker.ts', import.meta.url), { workerData }),
  );
  const free = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  };
  return {
    width,
    async reviewPart(part) {
      const worker = free.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)));
      try {
        return await ask(worker, part);
      } finally {
        giveBack(worker);
      }
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}

function ask(worker: Worker, part: Change): Promise<Review> {
  return new Promise((resolve, reject) => {
    const done = (act: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: Answer): void =>
      done(() => ('review' in answer ? resolve(answer.review) : reject(new Error(answer.error))));
    const onError = (error: unknown): void => done(() => reject(error));
    const onExit = (code: number): void => done(() => reject(new Error(`a thread ended with code ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(part, []);
  });
}
