// This thread and others that review the parts of a large scan side by side.
import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { wholeFile, type Change, type ChangedFile } from '../engine/change.ts';
import type { Review } from '../engine/review.ts';
import type { OwnRuleFile } from '../engine/rules/own.ts';
import type { DatabaseSettings } from '../lookups/offline.ts';
import type { Judge } from '../engine/policy/policy.ts';
import type { ReviewPart } from '../run.ts';

/** A pool; `close` ends its threads. */
export interface ReviewPool {
  width: number;
  reviewPart: ReviewPart;
  close(): Promise<void>;
}

// Each thread holds the rules, the grammars and one part: some 200 MB.
const maxThreads = 4;

// The heap of each thread may grow by half, and not to four times as much, before garbage is collected. Most of it is the
// tree and the values of the last file.
const heapGrowth = '--heap-growing-percent=50';

// The dearest of V8's compilers works long on large functions, and again whenever a value of another shape comes by; a scan
// ends before that is repaid (12.4 s of processor time in place of 14.8 s for 8 MB).
const quickCompiler = '--no-opt';

type Answer = { review: Review } | { error: string };

/** A part of a change as it is sent to a thread: of files that came as a whole the body says every line. */
export interface PackedPart {
  part: Change;
  /** Which of its files these are. */
  whole: number[];
}

/** Takes out the lines that the bodies say too; copying them to a thread costs more than splitting the bodies again. */
export function pack(part: Change): PackedPart {
  const whole: number[] = [];
  const files = part.files.map((file, at) => {
    if (!isWhole(file)) return file;
    whole.push(at);
    return { ...file, hunks: [] };
  });
  return { part: { ...part, files }, whole };
}

/** The part as it was before `pack`. */
export function unpack({ part, whole }: PackedPart): Change {
  const files = [...part.files];
  for (const at of whole) {
    const file = files[at] as ChangedFile;
    files[at] = { ...file, hunks: wholeFile(file.path, file.body as string, file.class).hunks };
  }
  return { ...part, files };
}

function isWhole({ status, body, hunks }: ChangedFile): boolean {
  const [hunk] = hunks;
  return (
    status === 'added' &&
    body !== undefined &&
    hunks.length === 1 &&
    hunk?.newStart === 1 &&
    hunk.oldLines === 0 &&
    hunk.lines.length === hunk.newLines
  );
}

/**
 * Starts threads, so that with this one there are as many as the machine has cores for, at most four; a part waits for a
 * free one. `here` reviews a part in this thread, which holds the rules anyway; it has to pause between files, because
 * otherwise the others wait for their next part.
 */
export function createReviewPool(
  workerData: {
    judge: Judge;
    digestKey: string;
    today: string;
    ownRules: readonly OwnRuleFile[];
    settings: DatabaseSettings;
  },
  here: ReviewPart,
): ReviewPool {
  const width = Math.min(availableParallelism(), maxThreads);
  for (const flag of [heapGrowth, quickCompiler]) setFlagsFromString(flag);
  const workers = Array.from(
    { length: width - 1 },
    () => new Worker(new URL('./review-worker.ts', import.meta.url), { workerData, env: workerEnv() }),
  );
  // The last is taken first: a thread needs a while to start.
  const free: ReviewPart[] = [here, ...workers.map((worker) => (part: Change) => ask(worker, part))];
  const waiting: ((reviewer: ReviewPart) => void)[] = [];
  const giveBack = (reviewer: ReviewPart): void => {
    const next = waiting.shift();
    if (next) next(reviewer);
    else free.push(reviewer);
  };
  return {
    width,
    async reviewPart(part) {
      const reviewer = free.pop() ?? (await new Promise<ReviewPart>((resolve) => waiting.push(resolve)));
      try {
        return await reviewer(part);
      } finally {
        giveBack(reviewer);
      }
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}

/** A thread does not share this one's cache of compiled files unless told so, and then starts in half the time. */
function workerEnv(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { NODE_COMPILE_CACHE: cache, ...process.env };
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
    worker.postMessage(pack(part), []);
  });
}
