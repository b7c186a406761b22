// A thread that reviews parts of a scan, offline.
import { parentPort, workerData } from 'node:worker_threads';
import type { Change } from '../engine/change.ts';
import { withOwnRules, type OwnRuleFile } from '../engine/rules/own.ts';
import { runReview, type Judge } from '../run.ts';
import { loadDeps } from './setup.ts';

const { judge, digestKey, today, ownRules } = workerData as {
  judge: Judge;
  digestKey: string;
  today: string;
  ownRules: readonly OwnRuleFile[];
};
const shipped = await loadDeps({ digestKey, today });
const deps = { ...shipped, rules: withOwnRules(shipped.rules, ownRules).rules };

parentPort?.on('message', (part: Change) => {
  runReview(part, judge, deps).then(
    (review) => parentPort?.postMessage({ review }, []),
    (error: unknown) => parentPort?.postMessage({ error: stackOf(error) }, []),
  );
});

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
