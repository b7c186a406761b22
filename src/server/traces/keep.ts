// Keeps events of assistants: prints the code that they suggest, redacts what was said, and tells what is unusual.
import { setImmediate as breathe } from 'node:timers/promises';
import { linePrinter, type LinePrint } from '../../engine/provenance/suggestions/prints.ts';
import { digestKeyOf } from '../../store/installations.ts';
import type { Store } from '../../store/open.ts';
import { recordTraces, type NewTraceEvent } from '../../store/traces/events.ts';
import { usesOfDay } from '../../store/traces/usage.ts';
import { anomaliesOf, overBudget, type Anomaly } from '../../traces/anomalies.ts';
import type { TraceEvent } from '../../traces/event.ts';
import type { TracesFile } from '../../traces/settings.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { loadTraceKnowledge, type TraceKnowledge } from './knowledge.ts';

/** Tells people of what is unusual. */
export type TellAnomalies = (
  installationId: number,
  anomalies: readonly Anomaly[],
  now: Date,
) => Promise<void>;

/** What events are kept with. */
export interface KeepDeps {
  store: Store;
  log: Log;
  metrics: Metrics;
  file: TracesFile;
  tell?: TellAnomalies;
  now(): Date;
  /** For tests that need not load every rule. */
  knowledge?: () => Promise<TraceKnowledge>;
}

/** Keeps events of one installation; says how many were new, and how many lines of code were too many to be printed. */
export type KeepEvents = (
  installationId: number,
  source: NewTraceEvent['source'],
  events: readonly TraceEvent[],
) => Promise<{ kept: number; unprinted: number }>;

/** Of one request so many lines are printed, because the database takes them in one turn. */
const maxLinesPerRequest = 20_000;
const maxLinesPerBlock = 4000;
/** Lines between two pauses in which webhooks are taken. */
const linesPerTurn = 2000;

/** Budgets of an installation are looked at this often. */
const budgetsEveryMs = 30_000;

/** Makes the keeper of an App. */
export function createKeeper(deps: KeepDeps): KeepEvents {
  const { store, metrics, file } = deps;
  let loading: Promise<TraceKnowledge> | undefined;
  const knowledge = () => (loading ??= (deps.knowledge ?? loadTraceKnowledge)());
  const lookedAt = new Map<number, number>();

  return async (installationId, source, events) => {
    if (events.length === 0) return { kept: 0, unprinted: 0 };
    const settings = file.settingsOf(installationId);
    const { toolId, redact } = await knowledge();
    const print = linePrinter(await digestKeyOf(store.db, installationId));
    const left = { lines: maxLinesPerRequest, turn: linesPerTurn, unprinted: 0 };
    const rows: NewTraceEvent[] = [];
    for (const event of events) {
      const blocks: { path?: string; lines: LinePrint[] }[] = [];
      for (const { path, text } of event.code) {
        const lines = await printLines(text, print, left);
        if (lines.length > 0) blocks.push({ ...(path === undefined ? {} : { path }), lines });
      }
      const person = event.person ?? null;
      rows.push({
        key: event.key,
        repository: event.repository ?? null,
        at: new Date(event.at),
        source,
        kind: event.kind,
        tool: toolId(event.tool, event.model),
        model: event.model ?? null,
        person,
        team: (person === null ? undefined : settings.teamOf.get(person.toLowerCase())) ?? null,
        session: event.session ?? null,
        link: event.link ?? null,
        tokensIn: event.tokens.input,
        tokensOut: event.tokens.output,
        tokensCached: event.tokens.cached,
        costMicros: event.costMicros ?? null,
        failed: event.failed,
        called: event.called ?? null,
        paths: event.paths,
        blocks,
        ...(settings.content && event.content !== undefined ? { text: redact(event.content) } : {}),
      });
    }
    const now = deps.now();
    const fresh = await recordTraces(store.db, installationId, rows, now);
    metrics.count('langguard_trace_events_total', { source }, fresh.size);
    await watch(
      installationId,
      rows.filter(({ key }) => fresh.has(key)),
      now,
    );
    return { kept: fresh.size, unprinted: left.unprinted };
  };

  /** What cannot be told is in the log; the events are kept all the same. */
  async function watch(installationId: number, rows: readonly NewTraceEvent[], now: Date): Promise<void> {
    if (!deps.tell || rows.length === 0) return;
    const settings = file.settingsOf(installationId);
    try {
      const found = anomaliesOf(
        rows.map((row) => ({
          kind: row.kind,
          tool: row.tool,
          at: (row.at as Date).getTime(),
          paths: [...row.paths],
          ...(row.model ? { model: row.model } : {}),
          ...(row.person ? { person: row.person } : {}),
          ...(row.session ? { session: row.session } : {}),
          ...(row.repository ? { repository: row.repository } : {}),
        })),
        settings,
      );
      const last = lookedAt.get(installationId) ?? 0;
      if (Object.keys(settings.budgets).length > 0 && now.getTime() - last >= budgetsEveryMs) {
        lookedAt.set(installationId, now.getTime());
        found.push(...overBudget(await usesOfDay(store.db, installationId, now), settings.budgets));
      }
      if (found.length > 0) await deps.tell(installationId, found, now);
    } catch (error) {
      deps.log.error({ err: error, installation: installationId }, 'traces could not be watched');
    }
  }
}

async function printLines(
  text: string,
  print: (line: string) => LinePrint | undefined,
  left: { lines: number; turn: number; unprinted: number },
): Promise<LinePrint[]> {
  const out: LinePrint[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (at >= maxLinesPerBlock || left.lines <= 0) {
      left.unprinted++;
      continue;
    }
    left.lines--;
    if (--left.turn <= 0) {
      left.turn = linesPerTurn;
      await breathe();
    }
    const one = print(line);
    if (one) out.push(one);
  }
  return out;
}
