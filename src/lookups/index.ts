// Answers what a review asks of the world: advisories from OSV, records from package registries.
import type { Ecosystem } from '../engine/ecosystem.ts';
import { ecosystemOf, ecosystems } from '../engine/ecosystems/index.ts';
import { type Advisory, type Fact, factKey, type FactRequest, type PackageRecord } from '../engine/facts.ts';
import { createCache } from './cache.ts';
import { createDownloads } from './downloads.ts';
import type { Budget, Limits } from './http.ts';
import { type Npmrc, readNpmrc } from './npmrc.ts';
import { createOfflineLookups, databaseOf, type DatabaseSettings, queryAll } from './offline.ts';
import { createOsvClient, type OsvOptions } from './osv.ts';
import { useEnvironmentProxy } from './proxy.ts';
import { createScorecard } from './scorecard.ts';
import { createPackageRecords } from './package-records.ts';
import { createPool, type Ports, realPorts } from './ports.ts';
import { type AskRegistry, createNpmRegistry, createPlainRegistry, packageLimits } from './registries.ts';

/** Where lookups go and what they may cost. */
export interface LookupOptions {
  /** Asks nobody: advisories come from the offline database alone, and every other answer is unknown with the reason "offline". */
  offline?: boolean;
  /** With a `database` its answers go first, and OSV is asked only what it does not say. */
  osv?: Omit<OsvOptions, 'userAgent'> & DatabaseSettings;
  npm?: {
    /** The default registry, when it is not npm's own. */
    registry?: string;
    /** The administrator's or user's .npmrc first, then the repository's own from the base commit. */
    npmrc?: readonly Npmrc[];
    /** Values for `${NAME}` in trusted .npmrc files. */
    env?: Readonly<Record<string, string | undefined>>;
  };
  /** Addresses that stand in for the public registries, by id of the ecosystem. */
  registries?: Readonly<Record<string, string>>;
  /** Addresses that count downloads, by id of the ecosystem, where they are not the usual ones. */
  downloads?: Readonly<Record<string, string>>;
  /** A source of OpenSSF Scorecards; without one they are unknown. */
  scorecard?: string;
  /** Bearer tokens for registries, by id of the ecosystem; each goes to its registry alone and is never logged. */
  tokens?: Readonly<Record<string, string>>;
  /** Keeps answers between runs. */
  cacheDirectory?: string;
  /** How long a record or a list of advisories is believed; an hour when not given. */
  cacheAgeMs?: number;
  /** For one call of `answer`; two minutes when not given. */
  budgetMs?: number;
  maxRequests?: number;
  userAgent?: string;
  /** Time and size of one package's record. */
  packageLimits?: Limits;
  ports?: Partial<Ports>;
}

/** Asks the world outside. */
export interface Lookups {
  /** An answer for each request, by `factKey`; what could not be learnt is unknown with its reason. Never throws. */
  answer(requests: readonly FactRequest[]): Promise<Map<string, Fact<unknown>>>;
}

const hour = 3_600_000;
/** A bump often names a version that was published minutes ago; an older record would call it invented. */
const packageAgeMs = 10 * 60_000;

/** Lookups with their caches, limits and breakers; one for the life of a process. */
export function createLookups(options: LookupOptions = {}): Lookups {
  const ports: Ports = { ...realPorts, ...options.ports };
  if (options.offline) return createOfflineLookups({ now: ports.now, ...options.osv });
  if (options.ports?.fetch === undefined) useEnvironmentProxy();
  const database = databaseOf({ now: ports.now, ...options.osv });
  const userAgent = options.userAgent ?? 'LangGuard';
  const maxAgeMs = Math.min(options.cacheAgeMs ?? hour, hour);
  const cache = createCache({
    now: ports.now,
    ...(options.cacheDirectory === undefined ? {} : { directory: options.cacheDirectory }),
  });
  const osv = createOsvClient({ ...options.osv, userAgent }, ports, cache);
  const { npmrc = [], registry, env } = options.npm ?? {};
  // What was given here wins over every file.
  const given = registry === undefined ? [] : [{ text: `registry=${registry}`, isTrusted: true }];
  const npmConfig = readNpmrc([...npmrc, ...given], env);
  const asker = { userAgent, ports, limits: options.packageLimits ?? packageLimits };
  const registries: Readonly<Record<string, AskRegistry>> = {
    ...Object.fromEntries(
      ecosystems.flatMap(({ id, registry: usual }) => {
        const url = options.registries?.[id] ?? usual;
        const token = options.tokens?.[id];
        return url === undefined
          ? []
          : [
              [
                id,
                createPlainRegistry(url, {
                  ...asker,
                  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
                }),
              ],
            ];
      }),
    ),
    npm: createNpmRegistry(npmConfig, asker),
  };
  const askDownloads = createDownloads(
    {
      npm: npmConfig.options,
      ...(options.downloads === undefined ? {} : { urls: options.downloads }),
      ...(options.registries === undefined ? {} : { registries: options.registries }),
    },
    asker,
  );
  // Answers of another server are not this one's.
  const askScorecard = createScorecard(options.scorecard, asker);
  const origin = JSON.stringify([
    options.osv?.url,
    npmConfig.options['registry'],
    options.registries,
    options.downloads,
    options.scorecard,
  ]);
  // Here every registry is public.
  const cacheKey = ({ ...request }: FactRequest): string => {
    if (request.kind === 'package') delete request.of;
    return `${origin} ${factKey(request)}`;
  };
  const registryPools = new Map<string, ReturnType<typeof createPool>>();
  const poolOf = (id: string): ReturnType<typeof createPool> => {
    const pool = registryPools.get(id) ?? createPool(12);
    registryPools.set(id, pool);
    return pool;
  };

  const askPackage = createPackageRecords({
    registryOf: ({ id }) => registries[id],
    keyOf: ({ id }, name) => cacheKey({ kind: 'package', ecosystem: id, name }),
    cache,
    ports,
  });
  const askPackages = (requests: readonly PackageRequest[], budget: Budget): Promise<Fact<PackageRecord>[]> =>
    Promise.all(requests.map(({ ecosystem, name }) => askPackage(ecosystem, name, budget)));

  return {
    async answer(requests) {
      const budget: Budget = {
        deadline: ports.now() + (options.budgetMs ?? 120_000),
        requestsLeft: options.maxRequests ?? 5000,
      };
      const answers = new Map<string, Fact<unknown>>();
      const open: FactRequest[] = [];
      for (const request of new Map(requests.map((one) => [factKey(one), one])).values()) {
        const ageMs = request.kind === 'package' ? Math.min(maxAgeMs, packageAgeMs) : maxAgeMs;
        const kept = await cache.get(cacheKey(request), ageMs);
        if (kept) answers.set(factKey(request), kept.value as Fact<unknown>);
        else if (!ecosystemOf(request.ecosystem))
          answers.set(factKey(request), unknown(`${request.ecosystem} is not known`));
        else open.push(request);
      }
      const asked = open.filter((request) => request.kind === 'advisories');
      for (const [key, fact] of database ? await queryAll(database, asked) : [])
        if (fact.state === 'known') answers.set(key, fact);
      const advisories = asked.filter((request) => !answers.has(factKey(request)));
      const packages = open.filter((request) => request.kind === 'package');
      const downloads = open.filter((request) => request.kind === 'downloads');
      const scorecards = open.filter((request) => request.kind === 'scorecard');
      const keep = async (request: FactRequest, fact: Fact<unknown> | undefined): Promise<void> => {
        const answer = fact ?? unknown('no answer');
        answers.set(factKey(request), answer);
        if (answer.state === 'known' && isComplete(answer.value)) await cache.set(cacheKey(request), answer);
      };
      await Promise.all([
        guarded(() => osv.query(advisories.map(resolve), budget), advisories.length).then((facts) =>
          Promise.all(advisories.map((request, index) => keep(request, facts[index]))),
        ),
        guarded(() => askPackages(packages.map(resolve), budget), packages.length).then((facts) =>
          Promise.all(packages.map((request, index) => keep(request, facts[index]))),
        ),
        guarded(
          () =>
            Promise.all(
              downloads
                .map(resolve)
                .map(({ ecosystem, name }) =>
                  poolOf(`downloads ${ecosystem.id}`)(() => askDownloads(ecosystem, name, budget)),
                ),
            ),
          downloads.length,
        ).then((facts) => Promise.all(downloads.map((request, index) => keep(request, facts[index])))),
        guarded(
          () =>
            Promise.all(scorecards.map(({ name }) => poolOf('scorecard')(() => askScorecard(name, budget)))),
          scorecards.length,
        ).then((facts) => Promise.all(scorecards.map((request, index) => keep(request, facts[index])))),
      ]);
      return answers;
    },
  };
}

type PackageRequest = { ecosystem: Ecosystem; name: string };

function resolve<T extends FactRequest>(request: T): Omit<T, 'ecosystem'> & { ecosystem: Ecosystem } {
  const ecosystem = ecosystemOf(request.ecosystem);
  if (!ecosystem) throw new Error(`${request.ecosystem} is not known`);
  return { ...request, ecosystem };
}

/** An exception becomes unknown answers, never missing ones. */
async function guarded<T>(ask: () => Promise<Fact<T>[]>, count: number): Promise<Fact<T>[]> {
  try {
    return count === 0 ? [] : await ask();
  } catch (error) {
    return Array.from({ length: count }, () => unknown(`the lookup failed (${(error as Error).name})`));
  }
}

/** An advisory whose record could not be read is shown, but asked for again next time. */
function isComplete(value: unknown): boolean {
  return !Array.isArray(value) || (value as Advisory[]).every((advisory) => advisory.affected !== undefined);
}

function unknown(reason: string): Extract<Fact<never>, { state: 'unknown' }> {
  return { state: 'unknown', reason };
}
