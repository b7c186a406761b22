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
  tagOf,
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

/** How a registry is asked. */
export interface Asker {
  /** The value of the header `authorization`; it goes to this registry alone and is never logged. */
  authorization?: string;
  /** A package that this registry certainly has: a 404 counts only while it says so of no other. */
  probe?: string;
  /** Set where the registry is an organisation's own: it may hide by a 404 what it does not show to everybody. */
  isPrivate?: true;
  userAgent: string;
  ports: Ports;
  limits: Limits;
}

/** Asks npm registries; npm-registry-fetch chooses registry, credentials and proxy by `config`. */
export function createNpmRegistry(config: NpmConfig, asker: Asker): AskRegistry {
  const { userAgent, ports, limits } = asker;
  const hosts = new Map<string, AskRegistry>();
  const askAt = (source: string): AskRegistry => {
    const breaker = createBreaker(new URL(source).host, ports.now);
    return believing(source, asker, async ({ path, accept }, name, budget, etag) => {
      if (climbs(path)) return refusedName;
      return await askPatiently(
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
            const tag = tagOf(response.headers);
            return {
              status: response.status,
              ...readJson(text),
              redirected: false,
              ...(tag === undefined ? {} : { etag: tag }),
            };
          } catch (error) {
            return refusedByNpm(error, limits);
          }
        },
        { ports, budget, breaker },
      );
    });
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
  const address = url.replace(/\/+$/, '');
  const source = withoutCredentials(address);
  const ask = createAsk(address, asker);
  return believing(source, asker, (request, _name, budget, tag) => ask(request, budget, tag));
}

/** Asks for paths below an address, with its credentials and a breaker of its own. */
export function createAsk(
  url: string,
  { userAgent, ports, limits, ...asker }: Asker,
): (request: RegistryRequest, budget: Budget, etag?: string) => Promise<Answer> {
  // `fetch` refuses an address with a password in it.
  const address = withoutCredentials(url);
  const authorization = asker.authorization ?? basicOf(url);
  const breaker = createBreaker(new URL(address).host, ports.now);
  return async ({ path, accept, answer }, budget, etag) => {
    if (climbs(path)) return refusedName;
    const headers = {
      'user-agent': userAgent,
      ...(accept === undefined ? {} : { accept }),
      ...(authorization === undefined ? {} : { authorization }),
      ...conditional(etag),
    };
    return askPatiently(() => askOnce(ports, `${address}${path}`, { headers }, limits, answer), {
      ports,
      budget,
      breaker,
    });
  };
}

const refusedName: Answer = { failure: 'the name is none that a registry has', isTransient: false };

/**
 * Whether a path leads out of what it begins with: a name such as `../../x` in a manifest must not choose what is asked of a
 * registry's host with the credentials of the registry.
 */
function climbs(given: string): boolean {
  // What reads addresses passes over these.
  const path = given.replace(/[\t\n\r]/g, '');
  return /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\?#]|$)/i.test(path) || !/^\/(?![/\\])/.test(path);
}

/** A tag is that of the content, or the time of its last change where the server has no other. */
function conditional(tag: string | undefined): Record<string, string> {
  if (tag === undefined) return {};
  return tag.endsWith(' GMT') ? { 'if-modified-since': tag } : { 'if-none-match': tag };
}

type AskPath = (request: RegistryRequest, name: string, budget: Budget, etag?: string) => Promise<Answer>;

/** Turns a registry's answers into facts. */
function believing(source: string, { ports, probe, isPrivate }: Asker, askPath: AskPath): AskRegistry {
  const { host } = new URL(source);
  let proof: Promise<boolean> | undefined;
  /** Whether the registry knows a package that certainly exists, asked once while the answer is yes. */
  const isWorking = async (ecosystem: Ecosystem, budget: Budget): Promise<boolean> => {
    const name = probe ?? ecosystem.popular().names[0] ?? '';
    proof ??= gather(askPath, ecosystem, name, budget).then(({ record }) => record !== undefined);
    const works = await proof;
    if (!works) proof = undefined;
    return works;
  };
  return async (ecosystem, name, budget, tag) => {
    const again = readTags(tag);
    let first: Answer | undefined;
    if (again) {
      const seen = await isUnchanged(again, askPath, name, budget);
      if (seen.isUnchanged) return 'unchanged';
      first = seen.first;
    }
    const gathered = await gather(askPath, ecosystem, name, budget, first);
    const { answer, record, tags } = gathered;
    if ('failure' in answer) return unread(`${host}: ${answer.failure}`);
    const known = (value: PackageRecord): Exclude<Asked, 'unchanged'> => ({
      fact: {
        state: 'known',
        value,
        source,
        asOf: new Date(ports.now()).toISOString(),
        ...(isPrivate && { isPrivate }),
      },
    });
    if (answer.status === 404) {
      // A proxy's page or a 404 after a redirect proves nothing; a mirror's bare 404 does when the mirror works.
      const isPlain = !isPrivate && isNotFound(answer.body);
      // An organisation's own may answer strangers, and those who may not see a package, with any kind of 404.
      const mayProve = isPrivate ? probe !== undefined : !answer.isPage;
      const isOwn = isPlain || (mayProve && (await isWorking(ecosystem, budget)));
      return isOwn && !answer.redirected
        ? known({ exists: false })
        : unread(
            isPrivate && probe === undefined
              ? `${host}: status 404, which may also hide what it has`
              : `${host}: status 404 that is not the registry's own`,
          );
    }
    if (answer.status !== 200) return unread(`${host}: status ${answer.status}`);
    if (!record) return unread(`${host}: the answer is not a package record`);
    return tags === undefined ? known(record) : { ...known(record), etag: tags };
  };
}

/** The first answer, the record that it and all others make, and the tags under which the server knows them again. */
async function gather(
  askPath: AskPath,
  ecosystem: Ecosystem,
  name: string,
  budget: Budget,
  given?: Answer,
): Promise<{ answer: Answer; record?: PackageRecord; tags?: string }> {
  const tagged: Tagged[] = [];
  const ask = async (request: RegistryRequest, known?: Answer): Promise<Answer> => {
    const answer = known ?? (await askPath(request, name, budget));
    const isRead = !('failure' in answer) && answer.status === 200;
    tagged.push({ request, ...(isRead && answer.etag !== undefined ? { tag: answer.etag } : {}) });
    return answer;
  };
  const { also, ...request } = ecosystem.request(name);
  let answer = await ask(request, given);
  if ('failure' in answer || answer.status !== 200) return { answer };
  if (also !== undefined) {
    const second = await ask({
      path: also,
      ...(request.accept === undefined ? {} : { accept: request.accept }),
    });
    if ('failure' in second) return { answer: second };
    answer = { ...answer, body: [answer.body, second.status === 200 ? second.body : undefined] };
  }
  const pages: unknown[] = [];
  // None of the pages that the first answer points to may be missing.
  for (const path of ecosystem.further?.(answer.body) ?? []) {
    const page = pages.length < maxPages ? await ask({ ...request, path }) : undefined;
    if (!page || 'failure' in page || page.status !== 200) return { answer };
    pages.push(page.body);
  }
  for (const path of ecosystem.extras?.(name, answer.body) ?? []) {
    const extra = await ask({ path });
    pages.push('failure' in extra || extra.status !== 200 ? undefined : extra.body);
  }
  const record = reads(answer.body, ecosystem, name, pages);
  return {
    answer,
    ...(record && { record }),
    // Where one of the answers has no tag, that one may change unseen.
    ...(tagged.every(({ tag }) => tag !== undefined) && { tags: JSON.stringify(tagged) }),
  };
}

/** One of the answers that make a record. */
interface Tagged {
  request: RegistryRequest;
  tag?: string;
}

function readTags(text: string | undefined): Tagged[] | undefined {
  try {
    const read: unknown = JSON.parse(text ?? '');
    return Array.isArray(read) ? (read as Tagged[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the server says of every part that it is as it was; else what it said of the first part, if that is new. */
async function isUnchanged(
  parts: readonly Tagged[],
  askPath: AskPath,
  name: string,
  budget: Budget,
): Promise<{ isUnchanged: boolean; first?: Answer }> {
  for (const [index, { request, tag }] of parts.entries()) {
    const answer = await askPath(request, name, budget, tag);
    if (!('failure' in answer) && answer.status === 304 && tag !== undefined) continue;
    return { isUnchanged: false, ...(index === 0 && !isEmpty(answer) ? { first: answer } : {}) };
  }
  return { isUnchanged: parts.length > 0 };
}

/** A 304 that nobody asked for has no body. */
function isEmpty(answer: Answer): boolean {
  return !('failure' in answer) && answer.status === 304;
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

function basicOf(address: string): string | undefined {
  const { username, password } = new URL(address);
  return username === '' && password === ''
    ? undefined
    : basic(decodeURIComponent(username), decodeURIComponent(password));
}

/** The header `authorization` for a user and a password. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/+$/, '');
}
