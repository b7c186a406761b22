// Fetches OSV dumps from an address in the layout of OSV's own bucket: whole zips, lists of changes and single records.
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import {
  askOnce,
  askPatiently,
  type Answer,
  type Budget,
  createBreaker,
  explain,
  type Limits,
} from './http.ts';
import type { Ports } from './ports.ts';

/** OSV's own bucket. https://google.github.io/osv.dev/data/ */
export const defaultMirror = 'https://storage.googleapis.com/osv-vulnerabilities';

/** What the mirror said: a value, or why there is none. `isMissing` after a definite 404. */
export type Fetched<T> = { value: T } | { failure: string; isMissing: boolean };

/** A place where OSV dumps lie. */
export interface OsvMirror {
  /** Its address without credentials. */
  source: string;
  /** Puts a file of the mirror into a file here; the value is the time at which it was made, ISO 8601. */
  download(path: string, file: string): Promise<Fetched<string>>;
  /** One record, parsed. */
  record(ecosystem: string, id: string): Promise<Fetched<unknown>>;
}

const downloadLimits: Limits = { timeoutMs: 30 * 60_000, maxBytes: 16 * 1024 ** 3 };
const recordLimits: Limits = { timeoutMs: 20_000, maxBytes: 32 * 1024 * 1024 };

/** A mirror at `address`; a name and password in it are sent as such and never shown. */
export function createOsvMirror(address: string, ports: Ports, userAgent: string): OsvMirror {
  const url = new URL(address);
  const headers: Record<string, string> = { 'user-agent': userAgent };
  if (url.username !== '') {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  const source = url.href.replace(/\/+$/, '');
  const breaker = createBreaker(url.host, ports.now);
  const ask = async (once: () => Promise<Answer>): Promise<Fetched<unknown>> => {
    const budget: Budget = { deadline: ports.now() + downloadLimits.timeoutMs, requestsLeft: 10 };
    const answer = await askPatiently(once, { ports, budget, breaker });
    if ('failure' in answer) return { failure: answer.failure, isMissing: false };
    if (answer.status !== 200)
      return { failure: `status ${answer.status}`, isMissing: answer.status === 404 };
    return { value: answer.body };
  };
  return {
    source,
    async download(path, file) {
      const fetched = await ask(() => fetchInto(`${source}${path}`, file, headers, ports));
      return 'failure' in fetched ? fetched : { value: String(fetched.value) };
    },
    record: (ecosystem, id) =>
      ask(() =>
        askOnce(
          ports,
          `${source}/${encodeURIComponent(ecosystem)}/${encodeURIComponent(id)}.json`,
          { headers },
          recordLimits,
        ),
      ),
  };
}

/** The answer's body is the time at which the file was made. */
async function fetchInto(
  url: string,
  file: string,
  headers: Record<string, string>,
  ports: Ports,
): Promise<Answer> {
  try {
    const response = await ports.fetch(url, {
      headers,
      redirect: 'follow',
      signal: AbortSignal.timeout(downloadLimits.timeoutMs),
    });
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      return { status: response.status, body: undefined, isJson: true, isPage: false, redirected: false };
    }
    let size = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        done(size > downloadLimits.maxBytes ? new Error('too large') : null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body as never), counted, createWriteStream(file));
    const expected = response.headers.get('content-length');
    // A connection that ends early is not always an error.
    if (expected !== null && response.headers.get('content-encoding') === null && Number(expected) !== size)
      return { failure: `only ${size} of ${expected} bytes came`, isTransient: true };
    const made = Date.parse(response.headers.get('last-modified') ?? '');
    const body = new Date(Number.isFinite(made) ? made : ports.now()).toISOString();
    return { status: 200, body, isJson: true, isPage: false, redirected: response.redirected };
  } catch (error) {
    return { failure: explain(error, downloadLimits), isTransient: true };
  }
}

/** The lines of a `modified_id.csv`: when a record was modified, and its id. */
export async function* readChanges(file: string): AsyncGenerator<{ modified: string; id: string }> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const comma = line.indexOf(',');
    const modified = line.slice(0, comma).trim();
    // In the list of all ecosystems an id stands below its ecosystem.
    const id = line.slice(comma + 1).trim();
    if (comma > 0 && id !== '' && Number.isFinite(Date.parse(modified)))
      yield { modified, id: id.slice(id.lastIndexOf('/') + 1) };
  }
}
