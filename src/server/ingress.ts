// Takes webhooks in: size, then signature, and only then is anything parsed, kept or logged.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { jobKey, type Queue } from '../store/queue.ts';
import { interpret, knownEvents, type Meaning } from './events.ts';
import type { Change } from './lifecycle.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { accessChange, accessEvents, type AccessChange } from './sign-in/access-events.ts';
import { teamEvents, teamsChange } from './team-events.ts';
import type { Tracing } from './tracing.ts';

/** GitHub sends at most 25 MB: https://docs.github.com/en/webhooks/webhook-events-and-payloads. */
const maxBytes = 25 * 1024 * 1024;

/** Bodies that are on their way at the same time, together: a crowd of slow senders must not fill the memory. */
const maxBytesInFlight = 4 * maxBytes;

/** GitHub sends a whole webhook within its own ten seconds. */
const bodyTimeoutMs = 15_000;

/** What the ingress needs. */
export interface IngressDeps {
  queue: Pick<Queue, 'accept'>;
  forget(installationId: number, what: 'all' | number[]): Promise<void>;
  /** Applies what happened to an installation or a repository itself. */
  change?(installationId: number, change: Change): Promise<void>;
  /** Has GitHub asked again what people may see. */
  accessChanged?(change: AccessChange): Promise<void>;
  /** Has GitHub asked again which teams repositories belong to. */
  teamsChanged?(installationId: number): Promise<void>;
  /** Secrets that may sign, the one in use first. */
  secrets: readonly string[];
  log: Log;
  metrics: Metrics;
  /** Where spans go; absent without a collector. */
  tracing?: Tracing;
}

type Answer = { status: number; text: string; result: string };

/** Answers POSTs of webhooks: 202 kept or nothing to do, 400, 401, 413, and 503 when it could not be kept. */
export function createIngress(
  deps: IngressDeps,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const inFlight = { bytes: 0 };
  return async (req, res) => {
    const event = header(req, 'x-github-event');
    const guid = header(req, 'x-github-delivery');
    const answer = await receive(req, { event, guid }, deps, inFlight);
    deps.metrics.count('langguard_webhooks_total', {
      event: event && isKnown(event) ? event : 'other',
      result: answer.result,
    });
    // Only a signed request may choose what the log says.
    if (answer.status === 401 || answer.status === 413 || answer.status === 400)
      deps.log.warn({ status: answer.status, result: answer.result }, 'webhook refused');
    send(req, res, answer);
  };
}

async function receive(
  req: IncomingMessage,
  { event, guid }: { event: string | undefined; guid: string | undefined },
  deps: IngressDeps,
  inFlight: { bytes: number },
): Promise<Answer> {
  const signature = /^sha256=([0-9a-f]{64})$/.exec(header(req, 'x-hub-signature-256') ?? '')?.[1];
  if (!signature) return refuse(401, 'unsigned', 'The signature is missing.');
  if (Number(req.headers['content-length'] ?? 0) > maxBytes)
    return refuse(413, 'too-large', 'The body is over 25 MB.');
  if (!event || !guid || !/^[\w-]{1,100}$/.test(guid))
    return refuse(400, 'no-event', 'X-GitHub-Event or X-GitHub-Delivery is missing.');

  const chunks: Buffer[] = [];
  const hmacs = deps.secrets.map((secret) => createHmac('sha256', secret));
  const wanted = isKnown(event);
  let bytes = 0;
  let kept = 0;
  const timer = setTimeout(() => req.destroy(new Error('the body came too slowly')), bodyTimeoutMs);
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) return refuse(413, 'too-large', 'The body is over 25 MB.');
      for (const hmac of hmacs) hmac.update(chunk);
      // An event that nobody handles is checked, so that the answer is honest, but not kept.
      if (!wanted) continue;
      if (inFlight.bytes + chunk.length > maxBytesInFlight)
        return refuse(503, 'busy', 'Too many bodies at once.');
      inFlight.bytes += chunk.length;
      kept += chunk.length;
      chunks.push(chunk);
    }
    // Every secret is compared, so that the time does not tell which one is in use.
    const expected = Buffer.from(signature, 'hex');
    const matches = hmacs.map((hmac) => timingSafeEqual(hmac.digest(), expected));
    if (!matches.includes(true)) return refuse(401, 'bad-signature', 'The signature does not match.');
    if (!wanted) return { status: 202, text: 'ignored', result: 'ignored' };
    return await keep(chunks, { event, guid, contentType: header(req, 'content-type') ?? '' }, deps);
  } catch (error) {
    if (!req.complete) return refuse(400, 'aborted', 'The body did not arrive.');
    deps.log.error({ err: error, delivery: guid, event }, 'webhook could not be kept');
    return { status: 503, text: 'It could not be kept; please redeliver.', result: 'unavailable' };
  } finally {
    clearTimeout(timer);
    inFlight.bytes -= kept;
  }
}

async function keep(
  chunks: Buffer[],
  { event, guid, contentType }: { event: string; guid: string; contentType: string },
  deps: IngressDeps,
): Promise<Answer> {
  if (!contentType.startsWith('application/json'))
    return refuse(400, 'not-json', 'Set the content type of the webhook to application/json.');
  let meaning: Meaning | undefined;
  let access: AccessChange | undefined;
  let teams: number | undefined;
  try {
    const payload: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    meaning = interpret(event, payload, new Date());
    access = accessChange(event, payload);
    teams = teamsChange(event, payload);
  } catch {
    // Neither parser's message is repeated, because both may quote the body.
    return refuse(400, 'bad-payload', 'The body is not what this event should hold.');
  }
  if (access) await deps.accessChanged?.(access);
  if (teams !== undefined) await deps.teamsChanged?.(teams);
  if (!meaning) return { status: 202, text: 'ignored', result: access ? 'noted' : 'ignored' };
  const startedAt = Date.now();
  const { forget, change, ...delivery } = meaning;
  const job = delivery.job;
  // Before it is on record: what fails here is sent again.
  if (forget) await deps.forget(meaning.installationId, forget);
  if (change) await deps.change?.(meaning.installationId, change);
  const recorded = await deps.queue.accept({ guid, event, ...delivery, jobKey: job && jobKey(job) });
  deps.log.info(
    {
      delivery: guid,
      event,
      action: meaning.action,
      installation: meaning.installationId,
      repository: meaning.repositoryId,
      pull: meaning.pullNumber,
      result: recorded,
    },
    'webhook kept',
  );
  if (recorded !== 'duplicate')
    deps.tracing?.delivery(guid, recorded === 'new', startedAt, {
      delivery: guid,
      event,
      action: meaning.action ?? undefined,
      installation: meaning.installationId,
      repository: meaning.repositoryId ?? undefined,
      pull: meaning.pullNumber ?? undefined,
    });
  return { status: 202, text: recorded, result: recorded };
}

function isKnown(event: string): boolean {
  return knownEvents.has(event) || accessEvents.has(event) || teamEvents.has(event);
}

function refuse(status: number, result: string, text: string): Answer {
  return { status, text, result };
}

function header(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Answers, and lets go of a sender that is still sending. */
function send(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  if (res.destroyed) return;
  const unread = !req.complete;
  res.writeHead(answer.status, { 'content-type': 'text/plain; charset=utf-8' });
  res.end(`${answer.text}\n`);
  if (!unread) return;
  // Reading on for a moment lets the sender see the answer instead of a reset; nothing of it is kept. (A header
  // "connection: close" would make Node cut at once.)
  req.on('error', () => {});
  req.resume();
  const timer = setTimeout(() => req.destroy(), 2000);
  timer.unref();
  req.once('close', () => clearTimeout(timer));
}
