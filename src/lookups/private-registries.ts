// Asks an organisation's own registries about the packages that they answer for, and whoever answers everybody about the rest.
import { z } from 'zod';
import type { Ecosystem } from '../engine/ecosystem.ts';
import { ecosystemOf } from '../engine/ecosystems/index.ts';
import { coversName, coversScope } from '../engine/detectors/dependencies/listed.ts';
import { type Fact, factKey, type FactRequest, type PackageRecord } from '../engine/facts.ts';
import { createCache } from './cache.ts';
import type { Budget } from './http.ts';
import { type AskPackage, createPackageRecords } from './package-records.ts';
import { type Ports, realPorts } from './ports.ts';
import {
  type Asked,
  type Asker,
  type AskRegistry,
  createAsk,
  createPlainRegistry,
  packageLimits,
} from './registries.ts';

/** One registry of an organisation. */
export interface PrivateRegistry {
  /** Id of the ecosystem. */
  ecosystem: string;
  /** Its address; `public` for whoever answers everybody, and what is not an address says why nobody is asked. */
  at: { url: string } | 'public' | { refusal: string };
  /** Names with `*`, and scopes, groups or vendors, that it answers for; every name when absent. */
  scopes?: readonly string[];
  /** The value of the header `authorization`. */
  authorization?: string;
  /** A package that it certainly has: without one the 404 of a registry with scopes proves nothing. */
  probe?: string;
  /** Set where installers go on elsewhere when it has not got a package, so that its 404 proves nothing. */
  isPartial?: true;
}

/** What the lookups of an organisation need besides its registries. */
export interface PrivateOptions {
  /** Answers about everything that the registries do not answer for. */
  base: Answerer;
  userAgent?: string;
  budgetMs?: number;
  maxRequests?: number;
  /** How long a record is believed; ten minutes when not given. */
  cacheAgeMs?: number;
  ports?: Partial<Ports>;
}

/** Whoever answers; `createLookups` makes such ones. */
export interface Answerer {
  answer(requests: readonly FactRequest[]): Promise<ReadonlyMap<string, Fact<unknown>>>;
}

type PackageRequest = Extract<FactRequest, { kind: 'package' }>;

const usualAgeMs = 10 * 60_000;

/**
 * Lookups of one organisation. Its answers are kept in memory alone, in a cache that no other organisation reads, and its
 * credentials go to the registry that they were given for.
 */
export function createPrivateLookups(
  registries: readonly PrivateRegistry[],
  options: PrivateOptions,
): Answerer {
  const { base } = options;
  if (registries.length === 0) return base;
  const ports: Ports = { ...realPorts, ...options.ports };
  const asker: Asker = { userAgent: options.userAgent ?? 'LangGuard', ports, limits: packageLimits };
  const cache = createCache({ now: ports.now });
  const keyOf = (ecosystem: Ecosystem, name: string): string => JSON.stringify([ecosystem.id, name]);
  const asks = registries.map((registry) => ({ registry, ask: askOf(registry, asker, base) }));
  const covering = (ecosystem: Ecosystem, name: string): typeof asks => {
    const all = asks.filter(({ registry }) => registry.ecosystem === ecosystem.id);
    const scoped = all.filter(({ registry }) => registry.scopes?.some((one) => covers(one, ecosystem, name)));
    const found = scoped.length > 0 ? scoped : all.filter(({ registry }) => registry.scopes === undefined);
    return found.every(({ registry }) => registry.at === 'public') ? [] : found;
  };
  const records: AskPackage = createPackageRecords({
    registryOf: (ecosystem) => (_ecosystem, name, budget, tag) =>
      askInTurn(covering(ecosystem, name), ecosystem, name, budget, tag),
    keyOf,
    cache,
    ports,
  });
  const answerOwn = async (request: PackageRequest, budget: Budget): Promise<Fact<PackageRecord>> => {
    const ecosystem = ecosystemOf(request.ecosystem);
    if (!ecosystem) return unknown(`${request.ecosystem} is not known`);
    const key = keyOf(ecosystem, request.name);
    const kept = await cache.get(key, Math.min(options.cacheAgeMs ?? usualAgeMs, usualAgeMs));
    if (kept) return kept.value as Fact<PackageRecord>;
    const fact = await records(ecosystem, request.name, budget);
    if (fact.state === 'known') await cache.set(key, fact);
    return fact;
  };
  return {
    async answer(requests) {
      const budget: Budget = {
        deadline: ports.now() + (options.budgetMs ?? 120_000),
        requestsLeft: options.maxRequests ?? 5000,
      };
      const own = new Map<string, FactRequest>();
      for (const request of requests) {
        const ecosystem = ecosystemOf(request.ecosystem);
        const isAboutPackages = request.kind === 'package' || request.kind === 'downloads';
        if (!ecosystem || !isAboutPackages || (request.kind === 'package' && request.of === 'public'))
          continue;
        if (covering(ecosystem, request.name).length > 0) own.set(factKey(request), request);
      }
      const [others, answered] = await Promise.all([
        base.answer(requests.filter((request) => !own.has(factKey(request)))),
        Promise.all(
          [...own].map(async ([key, request]): Promise<[string, Fact<unknown>]> => {
            if (request.kind === 'package') return [key, await answerOwn(request, budget)];
            return [key, unknown("an organisation's own registry counts no downloads")];
          }),
        ),
      ]);
      return new Map([...others, ...answered]);
    },
  };
}

function askOf(registry: PrivateRegistry, asker: Asker, base: Answerer): AskRegistry {
  const { at, authorization } = registry;
  if (at === 'public') return (ecosystem, name) => askBase(base, ecosystem, name);
  if ('refusal' in at) return () => Promise.resolve({ fact: unknown(at.refusal) });
  // What stands in for the public registry has its best-known package.
  const usual = registry.scopes === undefined ? popularOf(registry.ecosystem) : undefined;
  const probe = registry.probe ?? usual;
  const own: Asker = {
    ...asker,
    isPrivate: true,
    ...(authorization === undefined ? {} : { authorization }),
    ...(probe === undefined ? {} : { probe }),
  };
  // Npm's own client would take the credentials along to another port of the host.
  const ask = registry.ecosystem === 'nuget' ? askFeed(at.url, own) : createPlainRegistry(at.url, own);
  return async (ecosystem, name, budget, tag) => {
    const asked = await ask({ ...ecosystem, ...ecosystem.privately }, name, budget, tag);
    if (asked === 'unchanged' || asked.fact.state === 'unknown' || asked.fact.value.exists) return asked;
    return registry.isPartial
      ? { fact: unknown(`${new URL(at.url).host} does not have it, and installers go on elsewhere`) }
      : asked;
  };
}

/** A feed of NuGet says in its index where its registrations lie; asked once while the answer is of use. */
function askFeed(url: string, asker: Asker): AskRegistry {
  const { origin, pathname } = new URL(url);
  const askIndex = createAsk(origin, asker);
  let found: Promise<AskRegistry | string> | undefined;
  const locate = async (budget: Budget): Promise<AskRegistry | string> => {
    const answer = await askIndex({ path: pathname, accept: 'application/json' }, budget);
    if ('failure' in answer) return answer.failure;
    const base = registrationsIn(answer.body);
    if (base === undefined) return `status ${answer.status}, which is no index of a feed`;
    // Elsewhere the credentials are not to go.
    return new URL(base).origin === origin
      ? createPlainRegistry(base, asker)
      : `its registrations lie on another host, ${new URL(base).host}`;
  };
  return async (ecosystem, name, budget, tag) => {
    found ??= locate(budget);
    const ask = await found;
    if (typeof ask !== 'string') return ask(ecosystem, name, budget, tag);
    found = undefined;
    return { fact: unknown(`${new URL(url).host}: ${ask}`) };
  };
}

// https://learn.microsoft.com/nuget/api/service-index; the newest kind has SemVer 2 versions.
const registrationKinds = ['/3.6.0', '/Versioned', '/3.4.0', '/3.0.0-rc', '/3.0.0-beta', ''];
const serviceIndex = z.object({
  resources: z.array(z.object({ '@id': z.string(), '@type': z.string() })),
});

function registrationsIn(body: unknown): string | undefined {
  const resources = serviceIndex.safeParse(body).data?.resources ?? [];
  for (const kind of registrationKinds) {
    const one = resources.find((each) => each['@type'] === `RegistrationsBaseUrl${kind}`);
    if (one && URL.canParse(one['@id'])) return one['@id'].replace(/\/+$/, '');
  }
  return undefined;
}

async function askBase(base: Answerer, ecosystem: Ecosystem, name: string): Promise<Asked> {
  const request: PackageRequest = { kind: 'package', ecosystem: ecosystem.id, name };
  const answer = (await base.answer([request])).get(factKey(request));
  return { fact: (answer as Fact<PackageRecord> | undefined) ?? unknown('no answer') };
}

function popularOf(id: string): string | undefined {
  return ecosystemOf(id)?.popular().names[0];
}

/** The first that has the package answers; that none has it is known only when each says so. */
async function askInTurn(
  asks: readonly { ask: AskRegistry }[],
  ecosystem: Ecosystem,
  name: string,
  budget: Budget,
  tag: string | undefined,
): Promise<Asked> {
  let best: Exclude<Asked, 'unchanged'> | undefined;
  for (const [index, { ask }] of asks.entries()) {
    // A tag is that of one registry: another may know the same text for other content.
    const mark = `${index} `;
    const asked = await ask(
      ecosystem,
      name,
      budget,
      tag?.startsWith(mark) ? tag.slice(mark.length) : undefined,
    );
    if (asked === 'unchanged') return asked;
    if (asked.fact.state === 'known' && asked.fact.value.exists)
      return asked.etag === undefined ? asked : { ...asked, etag: `${mark}${asked.etag}` };
    if (best === undefined || asked.fact.state === 'unknown') best = { fact: asked.fact };
  }
  return best ?? { fact: unknown('no registry is known') };
}

function covers(pattern: string, ecosystem: Ecosystem, name: string): boolean {
  const full = `${ecosystem.id}:${pattern}`;
  return coversName(full, ecosystem, name) || (!pattern.includes('*') && coversScope(full, ecosystem, name));
}

function unknown(reason: string): Extract<Fact<never>, { state: 'unknown' }> {
  return { state: 'unknown', reason };
}
