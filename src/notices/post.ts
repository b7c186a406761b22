// Posts JSON once, within limits: no redirect is followed, no proxy of the environment asked, no connection kept.
import { request, type IncomingMessage } from 'node:http';
import { connectForHttps, connectJudged, secure } from './connect.ts';
import { Refused, urlProblem, type Outgoing } from './guard.ts';
import type { Delivery } from './notice.ts';

/** How long everything may take together, and how much of an answer is read. */
export interface PostLimits {
  timeoutMs: number;
  maxBytes: number;
}

const defaultLimits: PostLimits = { timeoutMs: 15_000, maxBytes: 64 * 1024 };

/** A server may ask for a pause of this much; it is tried again sooner than after longer ones. */
const longestPauseMs = 3_600_000;

/** Sends a body. It counts as delivered when the status says so, whatever the answer holds. */
export async function post(
  address: string,
  body: string,
  headers: Record<string, string>,
  outgoing: Outgoing,
  limits: PostLimits = defaultLimits,
): Promise<Delivery> {
  const problem = urlProblem(address, outgoing);
  if (problem !== undefined) return { ok: false, reason: `The address ${problem}.`, isFinal: true };
  const url = new URL(address);
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const isTls = url.protocol === 'https:';
    const tcp = isTls
      ? await connectForHttps(url.hostname, port, outgoing, signal)
      : await connectJudged(url.hostname, port, outgoing, { signal });
    const socket = isTls ? await secure(tcp, url.hostname, outgoing, signal) : tcp;
    try {
      return verdict(
        await new Promise<IncomingMessage>((resolve, reject) => {
          const sent = request(
            {
              method: 'POST',
              path: `${url.pathname}${url.search}`,
              createConnection: () => socket,
              signal,
              maxHeaderSize: 16 * 1024,
              headers: {
                host: url.host,
                'content-type': 'application/json; charset=utf-8',
                'content-length': Buffer.byteLength(body),
                'user-agent': 'LangGuard',
                connection: 'close',
                ...headers,
              },
            },
            (response) => {
              let bytes = 0;
              // Read to let an honest server finish; a dishonest one changes nothing about its status.
              response.on('data', (chunk: Buffer) => {
                bytes += chunk.length;
                if (bytes > limits.maxBytes) {
                  resolve(response);
                  response.destroy();
                }
              });
              response.on('close', () => resolve(response));
              response.on('error', () => resolve(response));
            },
          );
          sent.on('error', reject);
          sent.end(body);
        }),
      );
    } finally {
      socket.destroy();
    }
  } catch (error) {
    if (signal.aborted && !(error instanceof Refused))
      return { ok: false, reason: `It did not answer within ${limits.timeoutMs / 1000} s.`, isFinal: false };
    return failureOf(error);
  }
}

function verdict({ statusCode: status = 0, headers }: IncomingMessage): Delivery {
  if (status >= 200 && status < 300) return { ok: true };
  if (status >= 300 && status < 400)
    return { ok: false, reason: `It answered ${status}; redirects are not followed.`, isFinal: true };
  const isTransient = status === 408 || status === 425 || status === 429 || status >= 500;
  const seconds = Number(headers['retry-after']);
  return {
    ok: false,
    reason: `It answered ${status}.`,
    isFinal: !isTransient,
    ...(isTransient && Number.isFinite(seconds) && seconds > 0
      ? { retryAfterMs: Math.min(seconds * 1000, longestPauseMs) }
      : {}),
  };
}

/** What an error says without its message, which may hold an address with a secret in it. */
export function failureOf(error: unknown): Delivery {
  if (error instanceof Refused) return { ok: false, reason: error.message, isFinal: false };
  const { name, code } = error as { name?: string; code?: unknown };
  const said = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : (name ?? 'unknown');
  return { ok: false, reason: `It could not be reached (${said}).`, isFinal: false };
}
