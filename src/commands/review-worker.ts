// A thread that reviews parts of a scan, offline.
import { parentPort, workerData } from 'node:worker_threads';
import { withOwnRules, type OwnRuleFile } from '../engine/rules/own.ts';
import type { DatabaseSettings } from '../lookups/offline.ts';
import type { Judge } from '../engine/policy/policy.ts';
import { runReview } from '../run.ts';
import { unpack, type PackedPart } from './review-pool.ts';
import { loadDeps } from './setup.ts';

const { judge, digestKey, today, ownRules, settings } = workerData as {
  judge: Judge;
  digestKey: string;
  today: string;
  ownRules: readonly OwnRuleFile[];
  settings: DatabaseSettings;
};
const shipped = await loadDeps({ digestKey, today }, settings);
const deps = { ...shipped, rules: withOwnRules(shipped.rules, ownRules).rules };

parentPort?.on('message', (packed: PackedPart) => {
  runReview(unpack(packed), judge, deps).then(
    (review) => parentPort?.postMessage({ review }, []),
    (error: unknown) => parentPort?.postMessage({ error: stackOf(error) }, []),
  );
});

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
