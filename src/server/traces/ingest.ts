// Takes traces in over OTLP/HTTP: who sends, how much, what form; then the events are kept and the exporter is answered.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiToken } from '../../store/api-tokens.ts';
import { findToken } from '../../store/api-tokens.ts';
import { repositoriesOf } from '../../store/known-repositories.ts';
import type { Store } from '../../store/open.ts';
import type { TraceEvent } from '../../traces/event.ts';
import { defaultLimits, Unreadable } from '../../traces/otlp/limits.ts';
import type { SignalKind } from '../../traces/otlp/messages.ts';
import { readTraces } from '../../traces/read-signals.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createLimiter } from '../web-limits.ts';
import { readBody } from './body.ts';
import type { KeepEvents } from './keep.ts';
import { answerRefused, answerTaken, formOf, type Form } from './respond.ts';

/** The addresses that exporters add to their base address. */
export const ingestPaths: ReadonlyMap<string, SignalKind> = new Map([
  ['/v1/traces', 'traces'],
  ['/v1/logs', 'logs'],
  ['/v1/metrics', 'metrics'],
]);

/** What requests are taken in with. */
export interface IngestDeps {
  store: Store;
  log: Log;
  metrics: Metrics;
  keep: KeepEvents;
  now(): Date;
  /** Requests of one key in a minute. */
  perMinute?: number;
}

/** Bodies in memory at the same time; each is at most 8 MB and a few times that when decoded. */
const maxAtOnce = 3;

/** Takes one request in. Nothing of it is in the log. */
export type Ingest = (req: IncomingMessage, res: ServerResponse, kind: SignalKind) => Promise<void>;

/** Makes the door for traces. */
export function createIngest(deps: IngestDeps): Ingest {
  const { store, log, metrics, keep, now } = deps;
  const perKey = createLimiter(deps.perMinute ?? 1200, () => now().getTime());
  const perStranger = createLimiter(60, () => now().getTime());
  let underWay = 0;

  return async (req, res, kind) => {
    const form = formOf(req.headers['content-type']);
    const refuse = (status: number, message: string, retryAfter?: number): void => {
      metrics.count('langguard_trace_requests_total', { kind, result: String(status) });
      answerRefused(res, form ?? 'json', status, message, retryAfter);
    };
    if (req.method !== 'POST') return refuse(405, 'Traces are POSTed.');
    const from = req.socket.remoteAddress ?? 'unknown';
    // A good key goes first: behind a proxy everybody has one address, and a stranger must not shut the others out.
    const token = await tokenOf(req);
    if (!token) {
      const wait = perStranger.take(from);
      if (wait !== undefined) return refuse(429, 'Too many requests without a key that is good.', wait);
      return refuse(
        401,
        'Send a key for traces, as `Authorization: Bearer lgt_…` or `x-langguard-key: lgt_…`.',
      );
    }
    const pause = perKey.take(token.id);
    if (pause !== undefined) return refuse(429, 'Too many requests with this key.', pause);
    if (!form) return refuse(415, 'Send application/json or application/x-protobuf.');
    if (underWay >= maxAtOnce) return refuse(503, 'LangGuard is busy. Send it again.', 5);
    underWay++;
    try {
      await take(req, res, { kind, form, token, refuse });
    } catch (error) {
      log.error({ err: error, kind, installation: token.installationId }, 'traces could not be kept');
      refuse(503, 'LangGuard could not keep this. Send it again.', 30);
    } finally {
      underWay--;
    }
  };

  async function take(
    req: IncomingMessage,
    res: ServerResponse,
    {
      kind,
      form,
      token,
      refuse,
    }: { kind: SignalKind; form: Form; token: ApiToken; refuse(status: number, message: string): void },
  ): Promise<void> {
    const body = await readBody(req, defaultLimits.bytes);
    if ('status' in body) return refuse(body.status, body.message);
    let reading;
    try {
      reading = readTraces(body.bytes, { kind, isJson: form === 'json', now: now().getTime() });
    } catch (error) {
      if (error instanceof Unreadable) return refuse(400, error.message);
      throw error;
    }
    const { events, passedOver } = reading;
    const allowed = await within(token, events);
    const beyond = events.length - allowed.length;
    const { kept, unprinted } = await keep(token.installationId, 'otlp', allowed);
    metrics.count('langguard_trace_requests_total', { kind, result: '200' });
    log.debug({ installation: token.installationId, kind, kept, passedOver, beyond }, 'traces taken in');
    const problem =
      reading.problem ??
      (beyond > 0 ? 'This key is not for the repository of some records.' : undefined) ??
      (unprinted > 0
        ? `${unprinted} lines of code are too many for one request. Export less at a time.`
        : undefined);
    answerTaken(res, form, kind, {
      rejected: reading.rejected + beyond,
      ...(problem === undefined ? {} : { problem }),
    });
  }

  async function tokenOf(req: IncomingMessage): Promise<ApiToken | undefined> {
    const own = req.headers['x-langguard-key'];
    const presented =
      typeof own === 'string'
        ? own.trim()
        : /^bearer\s+(\S{1,200})$/i.exec(req.headers.authorization ?? '')?.[1];
    if (presented === undefined) return undefined;
    const token = await findToken(store.db, presented, now());
    return token?.scopes.includes('ingest') === true ? token : undefined;
  }

  /** A key for some repositories brings traces of these alone. */
  async function within(token: ApiToken, events: readonly TraceEvent[]): Promise<readonly TraceEvent[]> {
    const { repositoryIds } = token;
    if (repositoryIds === null) return events;
    const known = await repositoriesOf(store.db, token.installationId);
    const names = new Set(
      known.filter(({ id }) => repositoryIds.includes(id)).map(({ fullName }) => fullName.toLowerCase()),
    );
    return events.filter(({ repository }) => repository !== undefined && names.has(repository));
  }
}
