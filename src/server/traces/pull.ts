// Fetches traces from Langfuse and LangSmith at intervals: from where the last turn ended, a bounded number of pages at a time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../store/open.ts';
import { claimCursor, releaseCursor } from '../../store/traces/cursors.ts';
import { readLangfuse, type LangfuseTrace, type Page } from '../../traces/apis/langfuse.ts';
import { readLangsmith } from '../../traces/apis/langsmith.ts';
import { decodeJson } from '../../traces/otlp/json.ts';
import { defaultLimits } from '../../traces/otlp/limits.ts';
import { objectOf } from '../../traces/tool-calls.ts';
import type { PullSettings } from '../../traces/settings.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { KeepEvents } from './keep.ts';

/** What fetching works with. */
export interface PullDeps {
  store: Store;
  log: Log;
  metrics: Metrics;
  keep: KeepEvents;
  now(): Date;
}

const requestTimeoutMs = 20_000;
/** Requests of one turn; the next one goes on. */
const maxRequests = 150;
const pageSize = 100;
/** Longer than a turn can last. */
const leaseMs = 30 * 60_000;
/** Records arrive late: each turn looks back so far, and what is known is kept once. */
const overlapMs = 10 * 60_000;
/** The first turn does not fetch the past of a whole year. */
const firstReachMs = 86_400_000;

/** Fetches at the interval of each source until it is stopped. */
export function startPulling(pulls: readonly PullSettings[], deps: PullDeps): { stop(): Promise<void> } {
  const control = new AbortController();
  const timers = pulls.map((pull) => {
    let underWay: Promise<unknown> | undefined;
    const turn = (): void => {
      underWay ??= pullOnce(pull, deps, control.signal).finally(() => (underWay = undefined));
    };
    const timer = setInterval(turn, pull.everyMinutes * 60_000);
    timer.unref();
    turn();
    return { timer, underWay: () => underWay };
  });
  return {
    async stop() {
      control.abort();
      for (const { timer } of timers) clearInterval(timer);
      const waits = timers.map(({ underWay }) => underWay());
      await Promise.race([Promise.allSettled(waits), sleep(5000, undefined, { ref: false })]);
    },
  };
}

/** How far a source was read: all before `from`, and of the window that ends at `to` the pages before `page`. */
interface Progress {
  from: string;
  to?: string;
  page?: string;
}

/** One turn; what goes wrong is on record and in the log, and the next turn begins where this one ended. */
export async function pullOnce(pull: PullSettings, deps: PullDeps, signal: AbortSignal): Promise<number> {
  const { store, log, metrics } = deps;
  const key = { installationId: pull.installationId, name: pull.name };
  const fields = { installation: pull.installationId, source: pull.name };
  const claim = await claimCursor(store.db, key, deps.now(), leaseMs).catch(() => undefined);
  if (!claim) return 0;
  let at = progressOf(claim.cursor, deps.now());
  let kept = 0;
  let problem: string | null = null;
  try {
    const to = at.to ?? deps.now().toISOString();
    const from = new Date(Date.parse(at.from) - overlapMs).toISOString();
    const ask = asker(pull, signal);
    const pages = pull.kind === 'langfuse' ? langfusePages : langsmithPages;
    for await (const { page, next } of pages(pull, { from, to, page: at.page }, ask)) {
      kept += (await deps.keep(pull.installationId, pull.kind, page.events)).kept;
      at = next === undefined ? { from: to } : { from: at.from, to, page: next };
    }
    metrics.count('langguard_trace_pulls_total', { source: pull.kind, result: 'done' });
    log.info({ ...fields, kept }, 'traces fetched');
  } catch (error) {
    problem = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    // A place within a list may have ended; the list itself has not.
    if (error instanceof Refused) at = { from: at.from };
    metrics.count('langguard_trace_pulls_total', { source: pull.kind, result: 'failed' });
    if (!signal.aborted)
      log.warn({ ...fields, kept, problem }, 'traces could not be fetched, tried again later');
  }
  await releaseCursor(store.db, key, { cursor: JSON.stringify(at), problem }).catch(() => {});
  return kept;
}

function progressOf(cursor: string, now: Date): Progress {
  const known = objectOf(cursor);
  const from = known?.['from'];
  if (typeof from !== 'string') return { from: new Date(now.getTime() - firstReachMs).toISOString() };
  const { to, page } = known as { to?: unknown; page?: unknown };
  return typeof to === 'string' && typeof page === 'string' ? { from, to, page } : { from };
}

/** What is asked for: a window of time, from a page on. */
interface Window {
  from: string;
  to: string;
  page: string | undefined;
}

/** A page, and where the next one is; none after the last. */
type Pages = AsyncGenerator<{ page: Page; next: string | undefined }>;

async function* langfusePages(pull: PullSettings, { from, to, page }: Window, ask: Ask): Pages {
  const origin = new URL(pull.url).origin;
  const traces = new Map<string, LangfuseTrace>();
  for (let number = Number(page ?? 1); ; number++) {
    const query = new URLSearchParams({
      page: String(number),
      limit: String(pageSize),
      fromStartTime: from,
      toStartTime: to,
    });
    const answer = await ask(`/api/public/observations?${query}`);
    if (answer === undefined) return;
    for (const id of traceIdsOf(answer)) {
      if (traces.has(id)) continue;
      const trace = await ask(`/api/public/traces/${encodeURIComponent(id)}?fields=core`);
      // Without its trace nobody knows who asked: the page is fetched again in the next turn.
      if (trace === undefined) return;
      traces.set(id, trace as LangfuseTrace);
    }
    const read = readLangfuse(answer, { traces, origin });
    yield { page: read, next: read.hasMore ? String(number + 1) : undefined };
    if (!read.hasMore) return;
  }
}

async function* langsmithPages(pull: PullSettings, { from, to, page }: Window, ask: Ask): Pages {
  // The API takes projects by id.
  const sessions: string[] = [];
  for (const name of pull.projects) {
    const found = await ask(`/api/v1/sessions?name=${encodeURIComponent(name)}&limit=1`);
    const [first] = Array.isArray(found?.['list']) ? (found['list'] as unknown[]) : [];
    const id = objectOf(first)?.['id'];
    if (typeof id !== 'string') throw new Error('There is no project of that name.');
    sessions.push(id);
  }
  const origin = new URL(pull.url.replace('//api.', '//')).origin;
  for (let next = page; ;) {
    const answer = await ask('/api/v1/runs/query', {
      session: sessions,
      start_time: from,
      end_time: to,
      limit: pageSize,
      order: 'asc',
      ...(next === undefined ? {} : { cursor: next }),
    });
    if (answer === undefined) return;
    const read = readLangsmith(answer, origin);
    next = read.next;
    yield { page: read, next };
    if (next === undefined) return;
  }
}

/** The source answered and will not give what was asked for. */
class Refused extends Error {}

/** Asks once; undefined when the turn's budget is spent. A list is put under `list`. */
type Ask = (path: string, body?: unknown) => Promise<Readonly<Record<string, unknown>> | undefined>;

function asker(pull: PullSettings, signal: AbortSignal): Ask {
  let left = maxRequests;
  const headers: Record<string, string> =
    pull.kind === 'langfuse'
      ? { authorization: `Basic ${Buffer.from(`${pull.publicKey ?? ''}:${pull.secret}`).toString('base64')}` }
      : { 'x-api-key': pull.secret };
  return async (path, body) => {
    if (left-- <= 0) return undefined;
    const response = await fetch(`${pull.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A redirect would take the key elsewhere.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]),
    }).catch((error: unknown) => {
      throw new Error('The source could not be reached.', { cause: error });
    });
    const bytes = await bodyOf(response);
    if (response.status >= 400 && response.status < 500 && response.status !== 429)
      throw new Refused(`The source answered ${response.status}.`);
    if (!response.ok) throw new Error(`The source answered ${response.status}.`);
    const isList = bytes.find((byte) => byte > 32) === 91;
    const text = isList ? Buffer.concat([Buffer.from('{"list":'), bytes, Buffer.from('}')]) : bytes;
    return decodeJson(text, defaultLimits);
  };
}

/** At most as much as a request of OTLP may hold. */
async function bodyOf(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > defaultLimits.bytes) throw new Error('The source answered more than is read.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function traceIdsOf(answer: Readonly<Record<string, unknown>>): string[] {
  const data = Array.isArray(answer['data']) ? (answer['data'] as unknown[]) : [];
  return [
    ...new Set(
      data.flatMap((each) => {
        const id = objectOf(each)?.['traceId'];
        return typeof id === 'string' ? [id] : [];
      }),
    ),
  ];
}
