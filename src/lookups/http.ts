// Asks for JSON over HTTP with limits on time and size, and tries again where that can help.
import type { Ports } from './ports.ts';

/** JSON with its status, or why there is none. */
export type Answer =
  | {
      status: number;
      body: unknown;
      isJson: boolean;
      /** True for HTML, which no API answers with. */
      isPage: boolean;
      redirected: boolean;
      /** The tag or date under which the server knows this answer again. */
      etag?: string;
    }
  | { failure: string; isTransient: boolean; retryAfterMs?: number };

/** How long and how large an answer may be. */
export interface Limits {
  timeoutMs: number;
  maxBytes: number;
}

/** What one answer to many questions may cost together. */
export interface Budget {
  /** Milliseconds since 1970. */
  deadline: number;
  requestsLeft: number;
}

/** Stops asking a host that has stopped answering. */
export interface Breaker {
  /** Why nothing may be asked now, or undefined. */
  refusal(): string | undefined;
  succeeded(): void;
  failed(): void;
}

const tries = 4;
/** A server may ask for a pause of this much; longer ones end the tries. */
const longestPauseMs = 30_000;

/** A breaker that opens for `pauseMs` after `limit` failures in a row. */
export function createBreaker(host: string, now: () => number, limit = 3, pauseMs = 60_000): Breaker {
  let failures = 0;
  let openUntil = 0;
  return {
    refusal: () =>
      now() < openUntil
        ? `${host} is not asked for a while: it failed ${failures} times in a row`
        : undefined,
    succeeded() {
      failures = 0;
    },
    failed() {
      failures++;
      if (failures >= limit) openUntil = now() + pauseMs;
    },
  };
}

/**
 * Asks up to four times with growing pauses. The answer is a definite status (anything but 429 and 5xx) or a failure.
 */
export async function askPatiently(
  ask: () => Promise<Answer>,
  { ports, budget, breaker }: { ports: Ports; budget: Budget; breaker: Breaker },
): Promise<Answer> {
  let last: Answer = { failure: 'not asked', isTransient: false };
  for (let attempt = 1; attempt <= tries; attempt++) {
    const refusal = breaker.refusal() ?? spent(budget, ports);
    if (refusal !== undefined)
      return { failure: attempt === 1 ? refusal : `${reasonOf(last)}; ${refusal}`, isTransient: false };
    budget.requestsLeft--;
    last = classify(await ask());
    if (!('failure' in last)) {
      breaker.succeeded();
      return last;
    }
    if (!last.isTransient) return last;
    if (attempt === tries) break;
    // Google's own client waits i² seconds and up to 2i more.
    const pause = Math.max(
      attempt * attempt * 1000 + ports.random() * 2 * attempt * 1000,
      last.retryAfterMs ?? 0,
    );
    if (pause > longestPauseMs || ports.now() + pause > budget.deadline) break;
    await ports.sleep(pause);
  }
  breaker.failed();
  return last;
}

function reasonOf(answer: Answer): string {
  return 'failure' in answer ? answer.failure : `status ${answer.status}`;
}

function spent(budget: Budget, ports: Ports): string | undefined {
  if (ports.now() >= budget.deadline) return 'the time for lookups is spent';
  return budget.requestsLeft <= 0 ? 'the number of lookups allowed is spent' : undefined;
}

function classify(answer: Answer): Answer {
  if ('failure' in answer) return answer;
  if (answer.status === 429 || answer.status >= 500)
    return { failure: `status ${answer.status}`, isTransient: true };
  // A gateway's page in the place of JSON is not an answer.
  if (answer.status === 200 && !answer.isJson)
    return { failure: 'the answer is not JSON', isTransient: true };
  return answer;
}

/** Asks once with `fetch`; where a text is wanted, the body is the text and counts as an answer whatever it holds. */
export async function askOnce(
  ports: Ports,
  url: string,
  init: { method?: string; body?: string; headers?: Record<string, string> },
  limits: Limits,
  wanted: 'json' | 'text' = 'json',
): Promise<Answer> {
  try {
    const response = await ports.fetch(url, {
      ...init,
      redirect: 'follow',
      signal: AbortSignal.timeout(limits.timeoutMs),
    });
    if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel();
      const pause = retryAfter(response.headers.get('retry-after'), ports.now());
      return {
        failure: `status ${response.status}`,
        isTransient: true,
        ...(pause === undefined ? {} : { retryAfterMs: pause }),
      };
    }
    const text = await readText(
      response.body as AsyncIterable<Uint8Array> | null,
      response.headers.get('content-length'),
      limits,
    );
    if (text === undefined) return tooLarge(limits);
    const redirected = response.redirected && new URL(response.url).host !== new URL(url).host;
    const etag = tagOf(response.headers);
    const read = wanted === 'text' ? { body: text, isJson: true, isPage: false } : readJson(text);
    return { status: response.status, ...read, redirected, ...(etag === undefined ? {} : { etag }) };
  } catch (error) {
    return { failure: explain(error, limits), isTransient: true };
  }
}

/** The tag of an answer's content, or the time of its last change. */
export function tagOf(headers: { get(name: string): string | null }): string | undefined {
  return headers.get('etag') ?? headers.get('last-modified') ?? undefined;
}

/** The answer when a body is larger than allowed. */
export function tooLarge(limits: Limits): Answer {
  return { failure: `the answer is larger than ${limits.maxBytes} bytes`, isTransient: false };
}

/** Reads a body up to the limit; undefined when it is larger. */
export async function readText(
  body: AsyncIterable<Uint8Array> | null,
  contentLength: string | null,
  limits: Limits,
): Promise<string | undefined> {
  if (Number(contentLength ?? 0) > limits.maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > limits.maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A text as JSON, or said not to be. */
export function readJson(text: string): { body: unknown; isJson: boolean; isPage: boolean } {
  try {
    return { body: JSON.parse(text) as unknown, isJson: true, isPage: false };
  } catch {
    // Storage services answer 404 in XML of their own.
    return { body: undefined, isJson: false, isPage: /^\s*<(?!\?xml)/.test(text) };
  }
}

/** Why a request failed, in a few words and without addresses or content. */
export function explain(error: unknown, limits: Limits): string {
  const { name, type, cause, code } = error as {
    name?: string;
    type?: string;
    cause?: { code?: string };
    code?: string;
  };
  if (
    name === 'TimeoutError' ||
    name === 'AbortError' ||
    type === 'request-timeout' ||
    type === 'body-timeout'
  ) {
    return `no answer within ${limits.timeoutMs / 1000} s`;
  }
  return `the connection failed (${cause?.code ?? code ?? name ?? 'unknown error'})`;
}

function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
