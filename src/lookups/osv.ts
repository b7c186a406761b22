// A thin typed client of the OSV API; see docs/decisions/0004-osv-client.md for why it is written here.
import { z } from 'zod';
import type { Ecosystem } from '../engine/ecosystem.ts';
import type { Advisory, Fact } from '../engine/facts.ts';
import type { Cache } from './cache.ts';
import {
  askOnce,
  askPatiently,
  type Answer,
  type Breaker,
  type Budget,
  createBreaker,
  type Limits,
} from './http.ts';
import { isMalicious, mergeAliases, readAdvisory, recordSchema, type OsvRecord } from './osv-record.ts';
import { createPool, type Ports } from './ports.ts';

/** One question: is this version of this package known to be vulnerable. */
export interface OsvQuestion {
  ecosystem: Ecosystem;
  name: string;
  version: string;
}

/** A package version that is known to be vulnerable; an OSV that says otherwise is not working. */
export interface Canary {
  name: string;
  version: string;
}

/** Address, canaries by OSV ecosystem, and sizes of the OSV client. */
export interface OsvOptions {
  url?: string;
  canaries?: Readonly<Record<string, Canary>>;
  /** Questions in one batch beside the canaries; the server refuses more than 1000 of both. */
  batchSize?: number;
  /** Time and size of one batch of questions, and of one record. */
  batchLimits?: Limits;
  recordLimits?: Limits;
  userAgent: string;
}

/** The OSV client. */
export interface OsvClient {
  /** One fact for each question, in order; whatever fails is unknown, never clean. */
  query(questions: readonly OsvQuestion[], budget: Budget): Promise<Fact<Advisory[]>[]>;
}

const defaultUrl = 'https://api.osv.dev';
const defaultCanaries: Readonly<Record<string, Canary>> = {
  npm: { name: 'lodash', version: '4.17.15' },
  PyPI: { name: 'jinja2', version: '2.4.1' },
};
const defaultBatchLimits: Limits = { timeoutMs: 40_000, maxBytes: 32 * 1024 * 1024 };
const defaultRecordLimits: Limits = { timeoutMs: 10_000, maxBytes: 8 * 1024 * 1024 };
const maxBatch = 1000;
/** A query with more pages than this is a loop. */
const maxPages = 100;

const batchSchema = z.object({
  results: z.array(
    z
      .object({
        vulns: z.array(z.object({ id: z.string(), modified: z.string().optional() })).nullish(),
        next_page_token: z.string().nullish(),
      })
      .nullable(),
  ),
});

interface Hit {
  id: string;
  modified: string;
}

/** What the server said of one query: its hits, or why they are not known. */
type Hits = { hits: Hit[] } | { failure: string };

interface Query {
  package: { name: string; ecosystem: string };
  /** Absent where the server cannot order versions; it then names every advisory of the package. */
  version?: string;
}

/** A client of the OSV API at `options.url`. */
export function createOsvClient(options: OsvOptions, ports: Ports, cache: Cache): OsvClient {
  const url = (options.url ?? defaultUrl).replace(/\/+$/, '');
  const host = new URL(url).host;
  const canaries = options.canaries ?? defaultCanaries;
  const batchLimits = options.batchLimits ?? defaultBatchLimits;
  const recordLimits = options.recordLimits ?? defaultRecordLimits;
  const batchSize = options.batchSize ?? 500;
  const breaker: Breaker = createBreaker(host, ports.now);
  const detailPool = createPool(25);
  const asking = new Map<string, Promise<OsvRecord | string>>();
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': options.userAgent,
  };

  const post = (queries: readonly object[], budget: Budget): Promise<Answer> => {
    const body = JSON.stringify({ queries });
    return askPatiently(
      () => askOnce(ports, `${url}/v1/querybatch`, { method: 'POST', body, headers }, batchLimits),
      {
        ports,
        budget,
        breaker,
      },
    );
  };

  /** One page for each query; a refused batch is halved until only the bad item is left without an answer. */
  const page = async (
    queries: readonly (Query & { page_token?: string })[],
    budget: Budget,
  ): Promise<(Hits & { token?: string })[]> => {
    const answer = await post(queries, budget);
    if ('failure' in answer) return queries.map(() => ({ failure: answer.failure }));
    if (answer.status === 400 && queries.length > 1) {
      const bad = namedIndex(answer.body, queries.length);
      // The server usually names the bad item; then one more request is enough.
      if (bad !== undefined) {
        const rest = await page([...queries.slice(0, bad), ...queries.slice(bad + 1)], budget);
        const alone = await page(queries.slice(bad, bad + 1), budget);
        return [...rest.slice(0, bad), ...alone, ...rest.slice(bad)];
      }
      const middle = queries.length >> 1;
      return [
        ...(await page(queries.slice(0, middle), budget)),
        ...(await page(queries.slice(middle), budget)),
      ];
    }
    if (answer.status !== 200) return queries.map(() => ({ failure: refusal(answer) }));
    const read = batchSchema.safeParse(answer.body);
    if (!read.success || read.data.results.length !== queries.length) {
      return queries.map(() => ({ failure: 'the answer is not that of an OSV batch query' }));
    }
    return read.data.results.map((result) => ({
      hits: (result?.vulns ?? []).map(({ id, modified }) => ({ id, modified: modified ?? '' })),
      ...(result?.next_page_token ? { token: result.next_page_token } : {}),
    }));
  };

  /** Every page of each query; the end is the absence of a token, never a count. */
  const allPages = async (queries: readonly Query[], budget: Budget): Promise<Hits[]> => {
    const hits = queries.map(() => [] as Hit[]);
    const failures = new Map<number, string>();
    let open = queries.map((query, index) => ({ index, query: query as Query & { page_token?: string } }));
    for (let count = 0; open.length > 0; count++) {
      if (count === maxPages) {
        for (const { index } of open) failures.set(index, `more than ${maxPages} pages`);
        break;
      }
      const pages = await page(
        open.map(({ query }) => query),
        budget,
      );
      open = open.flatMap(({ index, query }, at) => {
        const result = pages[at];
        if (!result || 'failure' in result) {
          failures.set(index, result?.failure ?? 'no answer');
          return [];
        }
        hits[index]?.push(...result.hits);
        return result.token === undefined ? [] : [{ index, query: { ...query, page_token: result.token } }];
      });
    }
    return hits.map((found, index) => {
      const failure = failures.get(index);
      return failure === undefined ? { hits: found } : { failure };
    });
  };

  /** A record, or why it could not be read. Read once, however many packages it affects. */
  const detail = (hit: Hit, budget: Budget): Promise<OsvRecord | string> => {
    const key = `osv ${url} ${hit.id} ${hit.modified}`;
    const known = asking.get(key);
    if (known) return known;
    const read = detailPool(async () => {
      // A record does not change without its time of modification.
      const kept = hit.modified === '' ? undefined : await cache.get(key, Number.POSITIVE_INFINITY);
      const parsed = kept && recordSchema.safeParse(kept.value);
      if (parsed?.success) return parsed.data;
      const answer = await askPatiently(
        () => askOnce(ports, `${url}/v1/vulns/${encodeURIComponent(hit.id)}`, { headers }, recordLimits),
        { ports, budget, breaker },
      );
      if ('failure' in answer) return answer.failure;
      if (answer.status !== 200) return refusal(answer);
      const record = recordSchema.safeParse(answer.body);
      if (!record.success || record.data.id !== hit.id) return 'the answer is not that record';
      if (hit.modified !== '') await cache.set(key, record.data);
      return record.data;
    }).finally(() => asking.delete(key));
    asking.set(key, read);
    return read;
  };

  const fact = async (
    question: OsvQuestion,
    result: Hits,
    isTrusted: string | undefined,
    budget: Budget,
  ): Promise<Fact<Advisory[]>> => {
    if ('failure' in result) return { state: 'unknown', reason: `OSV: ${result.failure}` };
    const unique = [...new Map(result.hits.map((hit) => [hit.id, hit])).values()];
    // What a broken server does find is still worth saying; only its silence is not believed.
    if (unique.length === 0 && isTrusted !== undefined)
      return { state: 'unknown', reason: `OSV: ${isTrusted}` };
    const { ecosystem, name, version } = question;
    const advisories: Advisory[] = [];
    for (const [index, record] of (await Promise.all(unique.map((hit) => detail(hit, budget)))).entries()) {
      const id = unique[index]?.id ?? '';
      if (typeof record === 'string') {
        const summary = `its record could not be read: ${record}`;
        advisories.push({ id, aliases: [], summary, malicious: isMalicious(id), fixed: [] });
        continue;
      }
      if (record.withdrawn) continue;
      const { advisory, agrees } = readAdvisory(record, ecosystem, name, version);
      if (ecosystem.hasServerOrder === false) {
        if (agrees === undefined)
          return { state: 'unknown', reason: `OSV: the ranges of ${id} cannot be compared with ${version}` };
        if (!agrees) continue;
      } else if (agrees !== true)
        ports.log(`OSV says that ${id} affects ${name} ${version}; the record's ranges do not`);
      advisories.push(advisory);
    }
    return {
      state: 'known',
      value: mergeAliases(advisories),
      source: `OSV at ${host}`,
      asOf: new Date(ports.now()).toISOString(),
    };
  };

  return {
    async query(questions, budget) {
      const facts: Fact<Advisory[]>[] = [];
      const asked = [...new Set(questions.map(({ ecosystem }) => ecosystem.osv))];
      const guards = asked.flatMap((ecosystem) => {
        const canary = canaries[ecosystem];
        return canary ? [{ package: { name: canary.name, ecosystem }, version: canary.version }] : [];
      });
      const size = Math.max(1, Math.min(batchSize, maxBatch - guards.length));
      for (let start = 0; start < questions.length; start += size) {
        const part = questions.slice(start, start + size);
        const queries = part.map(({ ecosystem, name, version }) => ({
          package: { name: ecosystem.spell?.(name) ?? ecosystem.normalise(name), ecosystem: ecosystem.osv },
          ...(ecosystem.hasServerOrder === false ? {} : { version }),
        }));
        const results = await allPages([...guards, ...queries], budget);
        const broken = new Map<string, string>();
        guards.forEach((guard, index) => {
          const result = results[index];
          if (!result || 'failure' in result)
            broken.set(
              guard.package.ecosystem,
              `the check of OSV itself failed: ${result?.failure ?? 'no answer'}`,
            );
          else if (result.hits.length === 0) {
            const { name } = guard.package;
            broken.set(
              guard.package.ecosystem,
              `it knows nothing of ${name} ${guard.version}, which is known to be vulnerable`,
            );
          }
        });
        facts.push(
          ...(await Promise.all(
            part.map((question, index) =>
              fact(
                question,
                results[guards.length + index] ?? { failure: 'no answer' },
                broken.get(question.ecosystem.osv),
                budget,
              ),
            ),
          )),
        );
      }
      return facts;
    },
  };
}

/** The item that a refusal names: `error in query at index 3: …`. */
function namedIndex(body: unknown, count: number): number | undefined {
  const message = (body as { message?: unknown } | undefined)?.message;
  const index = typeof message === 'string' ? /at index (\d+)/.exec(message)?.[1] : undefined;
  return index !== undefined && Number(index) < count ? Number(index) : undefined;
}

function refusal(answer: Extract<Answer, { status: number }>): string {
  const message = (answer.body as { message?: unknown } | undefined)?.message;
  return typeof message === 'string'
    ? `status ${answer.status} (${message.slice(0, 100)})`
    : `status ${answer.status}`;
}
