// A thread that reviews parts of a scan, offline.
import { parentPort, workerData } from 'node:worker_threads';
import type { Change } from '../engine/change.ts';
import { runReview, type Judge } from '../run.ts';
import { loadDeps } from './setup.ts';

const { judge, digestKey, today } = workerData as { judge: Judge; digestKey: string; today: string };
const deps = await loadDeps({ digestKey, today });

parentPort?.on('message', (part: Change) => {
  runReview(part, judge, deps).then(
    (review) => parentPort?.postMessage({ review }, []),
    (error: unknown) => parentPort?.postMessage({ error: stackOf(error) }, []),
  );
});

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
