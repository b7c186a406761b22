// Traces of assistants in the App: the door that they come in by, what reviews learn of them, and the work in between.
import type { Change } from '../../engine/change.ts';
import type { Suggestion } from '../../engine/provenance/suggestions/suggestion.ts';
import type { Store } from '../../store/open.ts';
import { forgetOldTraces, installationsWithTraces } from '../../store/traces/events.ts';
import { defaultTraces, type TracesFile } from '../../traces/settings.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createIngest, type Ingest } from './ingest.ts';
import { createKeeper, type KeepDeps, type TellAnomalies } from './keep.ts';
import { startPulling } from './pull.ts';
import { suggestionsFor } from './suggestions.ts';

export { ingestPaths } from './ingest.ts';
export type { TellAnomalies } from './keep.ts';

/** What traces work with. */
export interface TracesDeps {
  store: Store;
  log: Log;
  metrics: Metrics;
  file?: TracesFile | undefined;
  tell?: TellAnomalies | undefined;
  now?(): Date;
  knowledge?: KeepDeps['knowledge'];
}

/** Traces of an App. */
export interface Traces {
  ingest: Ingest;
  /** The suggestions that may be among the added lines of a change in a repository. */
  suggestions(
    place: { installationId: number; repositoryId: number; repository: string; digestKey: string },
    change: Change,
  ): Promise<readonly Suggestion[]>;
  /** Fetches and deletes at intervals until it is stopped. */
  start(): { stop(): Promise<void> };
}

const retentionEveryMs = 6 * 3_600_000;

/** Makes them. Nothing is fetched or deleted before `start`. */
export function createTraces(deps: TracesDeps): Traces {
  const { store, log, metrics, tell, knowledge } = deps;
  const now = deps.now ?? (() => new Date());
  const file = deps.file ?? defaultTraces;
  const keep = createKeeper({
    store,
    log,
    metrics,
    file,
    now,
    ...(tell ? { tell } : {}),
    ...(knowledge ? { knowledge } : {}),
  });
  return {
    ingest: createIngest({ store, log, metrics, keep, now }),
    async suggestions({ installationId, ...place }, change) {
      const { windowDays, namesPeople } = file.settingsOf(installationId);
      const found = await suggestionsFor(store, change, { installationId, ...place, windowDays, now: now() });
      return namesPeople ? found : found.map(({ person: _nobody, ...rest }) => rest);
    },
    start() {
      const pulling = startPulling(file.pulls, { store, log, metrics, keep, now });
      let last = Promise.resolve();
      const clean = (): void => {
        last = last
          .then(() => forgetOld(store, file, now()))
          .catch((error: unknown) => log.error({ err: error }, 'old traces could not be deleted'));
      };
      const timer = setInterval(clean, retentionEveryMs);
      timer.unref();
      clean();
      return {
        async stop() {
          clearInterval(timer);
          await Promise.all([pulling.stop(), last]);
        },
      };
    },
  };
}

/** Deletes what is older than each installation's own time. */
export async function forgetOld(store: Store, file: TracesFile, now: Date): Promise<void> {
  for (const installationId of await installationsWithTraces(store.db)) {
    const { retentionDays: days, contentDays: textDays } = file.settingsOf(installationId);
    await forgetOldTraces(store.db, installationId, { days, textDays }, now);
  }
}
