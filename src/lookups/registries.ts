// Asks package registries for a package's record: npm's through npm's own client, PyPI's over plain HTTP.
import npmFetch from 'npm-registry-fetch';
import type { Ecosystem, RegistryRequest } from '../engine/ecosystem.ts';
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

/** What a registry said; `unchanged` when its answer is still the one of the tag that was sent. */
export type Asked = { fact: Fact<PackageRecord>; etag?: string } | 'unchanged';

/** Asks one registry about one package; a tag of an earlier answer spares both sides the same answer again. */
export type AskRegistry = (
  ecosystem: Ecosystem,
  name: string,
  budget: Budget,
  etag?: string,
) => Promise<Asked>;

/** Time and size of one record; that of a package with thousands of versions is some 20 MB. */
export const packageLimits: Limits = { timeoutMs: 20_000, maxBytes: 64 * 1024 * 1024 };

/** NuGet puts 64 versions on a page, and no package has as many versions as this allows. */
const maxPages = 100;

/** How a registry is asked. `token` goes to it alone and is never logged. */
export interface Asker {
  token?: string;
  userAgent: string;
  ports: Ports;
  limits: Limits;
}

/** Asks npm registries; npm-registry-fetch chooses registry, credentials and proxy by `config`. */
export function createNpmRegistry(config: NpmConfig, { userAgent, ports, limits }: Asker): AskRegistry {
  const hosts = new Map<string, AskRegistry>();
  const askAt = (source: string): AskRegistry => {
    const breaker = createBreaker(new URL(source).host, ports.now);
    return believing(source, ports, ({ path, accept }, name, budget, etag) =>
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
              headers: { ...(accept === undefined ? {} : { accept }), ...conditional(etag) },
              userAgent,
            } as npmFetch.Options);
            const body = response.body as unknown as AsyncIterable<Uint8Array>;
            const text = await readText(body, response.headers.get('content-length'), limits);
            if (text === undefined) return tooLarge(limits);
            const tag = response.headers.get('etag');
            return {
              status: response.status,
              ...readJson(text),
              redirected: false,
              ...(tag === null ? {} : { etag: tag }),
            };
          } catch (error) {
            return refusedByNpm(error, limits);
          }
        },
        { ports, budget, breaker },
      ),
    );
  };
  return async (ecosystem, name, budget, etag) => {
    const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : '';
    const isScopeSet = config.options[`${scope}:registry`] !== undefined;
    const elsewhere = config.unapproved.get(scope) ?? (isScopeSet ? undefined : config.unapproved.get(''));
    if (elsewhere !== undefined) {
      return unread(
        `the repository's .npmrc sends ${scope || 'packages'} to a registry that is not set up here`,
      );
    }
    const source = withoutCredentials(npmFetch.pickRegistry(name, config.options));
    const ask = hosts.get(source) ?? askAt(source);
    hosts.set(source, ask);
    return ask(ecosystem, name, budget, etag);
  };
}

/** Asks a registry that answers plain GET requests below `url`. */
export function createPlainRegistry(url: string, asker: Asker): AskRegistry {
  const { ports } = asker;
  const address = url.replace(/\/+$/, '');
  const source = withoutCredentials(address);
  const ask = createAsk(address, asker);
  return believing(source, ports, async ({ path, accept, answer, also }, _name, budget, etag) => {
    // Of two answers either may have changed.
    const first = await ask(
      { path, ...(accept === undefined ? {} : { accept }), ...(answer === undefined ? {} : { answer }) },
      budget,
      also === undefined ? etag : undefined,
    );
    if (also === undefined || 'failure' in first || first.status !== 200) return first;
    const second = await ask({ path: also, ...(accept === undefined ? {} : { accept }) }, budget);
    if ('failure' in second) return second;
    const { etag: _etag, ...rest } = first;
    return { ...rest, body: [first.body, second.status === 200 ? second.body : undefined] };
  });
}

/** Asks for paths below an address, with its token and a breaker of its own. */
export function createAsk(
  address: string,
  { userAgent, ports, limits, token }: Asker,
): (request: RegistryRequest, budget: Budget, etag?: string) => Promise<Answer> {
  const breaker = createBreaker(new URL(address).host, ports.now);
  return ({ path, accept, answer }, budget, etag) => {
    const headers = {
      'user-agent': userAgent,
      ...(accept === undefined ? {} : { accept }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...conditional(etag),
    };
    return askPatiently(() => askOnce(ports, `${address}${path}`, { headers }, limits, answer), {
      ports,
      budget,
      breaker,
    });
  };
}

function conditional(etag: string | undefined): Record<string, string> {
  return etag === undefined ? {} : { 'if-none-match': etag };
}

type AskPath = (request: RegistryRequest, name: string, budget: Budget, etag?: string) => Promise<Answer>;

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
    for (const path of ecosystem.extras?.(name, answer.body) ?? []) {
      const extra = await ask({ path }, name, budget);
      pages.push('failure' in extra || extra.status !== 200 ? undefined : extra.body);
    }
    return reads(answer.body, ecosystem, name, pages);
  };
  return async (ecosystem, name, budget, etag) => {
    const answer = await ask(ecosystem.request(name), name, budget, etag);
    if ('failure' in answer) return unread(`${host}: ${answer.failure}`);
    if (answer.status === 304 && etag !== undefined) return 'unchanged';
    const known = (value: PackageRecord): Exclude<Asked, 'unchanged'> => ({
      fact: { state: 'known', value, source, asOf: new Date(ports.now()).toISOString() },
    });
    if (answer.status === 404) {
      // A proxy's page or a 404 after a redirect proves nothing; a mirror's bare 404 does when the mirror works.
      const isOwn = isNotFound(answer.body) || (!answer.isPage && (await isWorking(ecosystem, budget)));
      return isOwn && !answer.redirected
        ? known({ exists: false })
        : unread(`${host}: status 404 that is not the registry's own`);
    }
    if (answer.status !== 200) return unread(`${host}: status ${answer.status}`);
    const record = await whole(answer, ecosystem, name, budget);
    if (!record) return unread(`${host}: the answer is not a package record`);
    // Pages may change where the first answer does not.
    const isWhole = (ecosystem.further?.(answer.body) ?? []).length === 0 && !ecosystem.extras;
    return isWhole && answer.etag !== undefined ? { ...known(record), etag: answer.etag } : known(record);
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

function unread(reason: string): { fact: Fact<PackageRecord> } {
  return { fact: { state: 'unknown', reason } };
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/+$/, '');
}
