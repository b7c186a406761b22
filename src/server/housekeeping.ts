// The daily housekeeping: what is old goes, and so does what is kept of installations that are no more. Replicas share it.
import { countKept, forget, uninstalled } from '../store/forget.ts';
import { noteGone } from '../store/installations.ts';
import type { Store } from '../store/open.ts';
import type { Queue } from '../store/queue.ts';
import { applyRetention } from '../store/retention.ts';
import { forgetOldSessions } from '../store/sessions.ts';
import { claimSweep, finishSweep } from '../store/sweeps.ts';
import type { GitHub } from './github.ts';
import type { Metrics } from './metrics.ts';
import { repeat } from './repeat.ts';
import { attemptMs, idleMs } from './sign-in/sessions.ts';

/** What housekeeping works with. */
export interface HousekeepingDeps {
  store: Store;
  queue: Pick<Queue, 'tidy'>;
  github: GitHub;
  metrics: Metrics;
}

const dayMs = 86_400_000;

/** A little less than a day, so that it does not wander through the day. */
const everyMs = 23 * 3_600_000;

/** How often a replica looks whether it is time. */
const lookMs = 3_600_000;

/** An App that was registered anew would name none of its old installations: nothing is deleted in a hurry. */
const goneDays = 30;

/** Does the housekeeping when nobody did it for a day; true when it was done. */
export async function keepHouse(
  { store, queue, github, metrics }: HousekeepingDeps,
  { retentionDays, now = new Date(), signal }: { retentionDays: number; now?: Date; signal?: AbortSignal },
): Promise<boolean> {
  if (!(await claimSweep(store.db, 'housekeeping', everyMs))) return false;
  const deleted = await applyRetention(store.db, retentionDays, now, signal ? { signal } : {});
  await forgetOldSessions(store.db, now, { idleMs, signInMs: attemptMs });
  await queue.tidy();
  const rows = Object.values(deleted).reduce((sum, count) => sum + count, 0);
  if (rows > 0) github.log.info({ deleted, retentionDays }, 'old data deleted');
  await forgetGone({ store, github }, now, signal);
  if (signal?.aborted === true) return false;
  await finishSweep(store.db, 'housekeeping', 0);
  metrics.count('langguard_housekeeping_total');
  return true;
}

/** Deletes what is kept of installations that GitHub has not named for a month: the webhook that said so was lost. */
async function forgetGone(
  { store, github }: Pick<HousekeepingDeps, 'store' | 'github'>,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<void> {
  const app = await github.app();
  const installations = await app.paginate(app.rest.apps.listInstallations, {
    per_page: 100,
    ...(signal ? { request: { signal } } : {}),
  });
  const named = installations.map(({ id }) => id);
  const gone = await noteGone(store.db, named, now, new Date(now.getTime() - goneDays * dayMs));
  // A job that ran at that moment may have written something after the deletion.
  const ended = (await uninstalled(store.db)).filter((id) => !named.includes(id));
  for (const installation of new Set([...gone, ...ended])) {
    const before = await countKept(store.db, installation);
    await forget(store.db, installation, 'all');
    if (before.some(({ table }) => table !== 'deliveries'))
      github.log.info({ installation }, 'data of an installation that is no more deleted');
  }
}

/** Keeps house from now on until it is stopped; `stop` waits for the statement under way. */
export function startHousekeeping(deps: HousekeepingDeps, retentionDays: number): { stop(): Promise<void> } {
  return repeat({
    everyMs: lookMs,
    run: (signal) => keepHouse(deps, { retentionDays, signal }),
    onError: (error) => deps.github.log.warn({ err: error }, 'housekeeping was cut short'),
  });
}
