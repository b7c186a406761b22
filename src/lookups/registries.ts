// Asks package registries for a package's record: npm's through npm's own client, PyPI's over plain HTTP.
import npmFetch from 'npm-registry-fetch';
import type { Ecosystem } from '../engine/ecosystem.ts';
import type { Fact, PackageRecord } from '../engine/facts.ts';
import {
  askOnce,
  askPatiently,
  type Answer,
  type Budget,
  createBreaker,
  explain,
  type Limits,
  readJson,
  readText,
  tooLarge,
} from './http.ts';
import type { NpmConfig } from './npmrc.ts';
import type { Ports } from './ports.ts';

/** Asks one registry about one package. */
export type AskRegistry = (
  ecosystem: Ecosystem,
  name: string,
  budget: Budget,
) => Promise<Fact<PackageRecord>>;

/** Time and size of one record; that of a package with thousands of versions is some 20 MB. */
export const packageLimits: Limits = { timeoutMs: 20_000, maxBytes: 64 * 1024 * 1024 };

/** NuGet puts 64 versions on a page, and no package has as many versions as this allows. */
const maxPages = 100;

/** How a registry is asked. */
export interface Asker {
  userAgent: string;
  ports: Ports;
  limits: Limits;
}

/** Asks npm registries; npm-registry-fetch chooses registry, credentials and proxy by `config`. */
export function createNpmRegistry(config: NpmConfig, { userAgent, ports, limits }: Asker): AskRegistry {
  const hosts = new Map<string, AskRegistry>();
  const askAt = (source: string): AskRegistry => {
    const breaker = createBreaker(new URL(source).host, ports.now);
    return believing(source, ports, ({ path, accept }, name, budget) =>
      askPatiently(
        async () => {
          try {
            const response = await npmFetch(path, {
              ...config.options,
              spec: name,
              // Tries and pauses are counted here, as for every other host.
              retry: { retries: 0 },
              timeout: limits.timeoutMs,
              signal: AbortSignal.timeout(limits.timeoutMs),
              headers: accept === undefined ? {} : { accept },
              userAgent,
            } as npmFetch.Options);
            const body = response.body as unknown as AsyncIterable<Uint8Array>;
            const text = await readText(body, response.headers.get('content-length'), limits);
            if (text === undefined) return tooLarge(limits);
            return { status: response.status, ...readJson(text), redirected: false };
          } catch (error) {
            return refusedByNpm(error, limits);
          }
        },
        { ports, budget, breaker },
      ),
    );
  };
  return async (ecosystem, name, budget) => {
    const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : '';
    const isScopeSet = config.options[`${scope}:registry`] !== undefined;
    const elsewhere = config.unapproved.get(scope) ?? (isScopeSet ? undefined : config.unapproved.get(''));
    if (elsewhere !== undefined) {
      return unknown(
        `the repository's .npmrc sends ${scope || 'packages'} to a registry that is not set up here`,
      );
    }
    const source = withoutCredentials(npmFetch.pickRegistry(name, config.options));
    const ask = hosts.get(source) ?? askAt(source);
    hosts.set(source, ask);
    return ask(ecosystem, name, budget);
  };
}

/** Asks a registry that answers plain GET requests below `url`. */
export function createPlainRegistry(url: string, { userAgent, ports, limits }: Asker): AskRegistry {
  const address = url.replace(/\/+$/, '');
  const source = withoutCredentials(address);
  const breaker = createBreaker(new URL(source).host, ports.now);
  return believing(source, ports, async ({ path, accept, answer, also }, _name, budget) => {
    const headers = { 'user-agent': userAgent, ...(accept === undefined ? {} : { accept }) };
    const ask = (below: string, wanted?: 'text'): Promise<Answer> =>
      askPatiently(() => askOnce(ports, `${address}${below}`, { headers }, limits, wanted), {
        ports,
        budget,
        breaker,
      });
    const first = await ask(path, answer);
    if (also === undefined || 'failure' in first || first.status !== 200) return first;
    const second = await ask(also);
    if ('failure' in second) return second;
    return { ...first, body: [first.body, second.status === 200 ? second.body : undefined] };
  });
}

type AskPath = (request: ReturnType<Ecosystem['request']>, name: string, budget: Budget) => Promise<Answer>;

/** Turns a registry's answers into facts. */
function believing(source: string, ports: Ports, ask: AskPath): AskRegistry {
  const { host } = new URL(source);
  let proof: Promise<boolean> | undefined;
  /** Whether the registry knows a package that certainly exists, asked once while the answer is yes. */
  const isWorking = async (ecosystem: Ecosystem, budget: Budget): Promise<boolean> => {
    const name = ecosystem.popular().names[0] ?? '';
    proof ??= ask(ecosystem.request(name), name, budget)
      .then((answer) => whole(answer, ecosystem, name, budget))
      .then((found) => found !== undefined);
    const works = await proof;
    if (!works) proof = undefined;
    return works;
  };
  /** The record, with the pages that the first answer points to; none of them may be missing. */
  const whole = async (
    answer: Answer,
    ecosystem: Ecosystem,
    name: string,
    budget: Budget,
  ): Promise<PackageRecord | undefined> => {
    if ('failure' in answer || answer.status !== 200) return undefined;
    const pages: unknown[] = [];
    for (const path of ecosystem.further?.(answer.body) ?? []) {
      if (pages.length >= maxPages) return undefined;
      const page = await ask({ ...ecosystem.request(name), path }, name, budget);
      if ('failure' in page || page.status !== 200) return undefined;
      pages.push(page.body);
    }
    return reads(answer.body, ecosystem, name, pages);
  };
  return async (ecosystem, name, budget) => {
    const answer = await ask(ecosystem.request(name), name, budget);
    if ('failure' in answer) return unknown(`${host}: ${answer.failure}`);
    const known = (value: PackageRecord): Fact<PackageRecord> => ({
      state: 'known',
      value,
      source,
      asOf: new Date(ports.now()).toISOString(),
    });
    if (answer.status === 404) {
      // A proxy's page or a 404 after a redirect proves nothing; a mirror's bare 404 does when the mirror works.
      const isOwn = isNotFound(answer.body) || (!answer.isPage && (await isWorking(ecosystem, budget)));
      return isOwn && !answer.redirected
        ? known({ exists: false })
        : unknown(`${host}: status 404 that is not the registry's own`);
    }
    if (answer.status !== 200) return unknown(`${host}: status ${answer.status}`);
    const record = await whole(answer, ecosystem, name, budget);
    return record ? known(record) : unknown(`${host}: the answer is not a package record`);
  };
}

/** `{"error":"Not found"}` of npm, `{"message":"Not Found"}` of PyPI; gateways have other words for a route they lack. */
function isNotFound(body: unknown): boolean {
  const { error, message } = (typeof body === 'object' && body !== null ? body : {}) as {
    error?: unknown;
    message?: unknown;
  };
  return [body, error, message].some((text) => typeof text === 'string' && /^not[ _]?found\b/i.test(text));
}

function reads(
  body: unknown,
  ecosystem: Ecosystem,
  name: string,
  pages: readonly unknown[],
): PackageRecord | undefined {
  try {
    return ecosystem.readRecord(name, body, pages);
  } catch {
    return undefined;
  }
}

/** npm-registry-fetch throws for every status from 400 up. */
function refusedByNpm(error: unknown, limits: Limits): Answer {
  const { statusCode, body } = error as { statusCode?: number; body?: unknown };
  if (statusCode === undefined) return { failure: explain(error, limits), isTransient: true };
  const read = Buffer.isBuffer(body)
    ? readJson(body.toString('utf8'))
    : { body, isJson: true, isPage: false };
  return { status: statusCode, ...read, redirected: false };
}

function unknown(reason: string): Fact<PackageRecord> {
  return { state: 'unknown', reason };
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/+$/, '');
}
