// A GitHub on loopback, backed by real git: start it, put repositories into it, and point an App at it.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkActs } from './acts-checks.ts';
import { peopleActs } from './acts-people.ts';
import { pullActs } from './acts-pulls.ts';
import { manifestRoute } from './manifest.ts';
import { closeObjects } from './objects.ts';
import { repositoryActs } from './acts-repositories.ts';
import { appRoutes } from './routes/app.ts';
import { checkRoutes } from './routes/checks.ts';
import { contentRoutes } from './routes/contents.ts';
import { graphqlRoutes } from './routes/graphql.ts';
import { issueRoutes } from './routes/issues.ts';
import { metaRoutes } from './routes/meta.ts';
import { pullRoutes } from './routes/pulls.ts';
import { repositoryIssueRoutes } from './routes/repository-issues.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { userRoutes } from './routes/user.ts';
import { installationActs } from './acts-installations.ts';
import type { Token } from './auth.ts';
import { newKeyPair } from './auth.ts';
import { announce, createDeliveries, isHeard } from './deliveries.ts';
import { createFaults } from './faults.ts';
import type { ServerParts } from './server.ts';
import { startServer } from './server.ts';
import type { GitHubSim, GitHubOptions } from './sim.ts';
import type { App, Level, World } from './state.ts';
import { account, documentedLimits, installationOf, timestamp } from './state.ts';
import { newPeople } from './users.ts';
import { teamActs } from './acts-teams.ts';
import { teamRoutes } from './routes/teams.ts';

export type * from './sim.ts';
export type { Annotation, Level, Limits, Pull, Repository } from './state.ts';
export type { Delivery, DeliveryControl } from './deliveries.ts';
export type { Fault } from './faults.ts';
export type { Entry, NewCommit, Person } from './commit.ts';
export type { NewPull } from './pulls.ts';
export type { LoggedRequest, Violation } from './server.ts';

const allPermissions: Record<string, Level> = {
  metadata: 'read',
  checks: 'write',
  contents: 'read',
  pull_requests: 'write',
  issues: 'write',
  merge_queues: 'read',
  security_events: 'write',
  members: 'read',
  organization_custom_properties: 'read',
};

const allEvents = [
  'pull_request',
  'check_run',
  'check_suite',
  'merge_group',
  'issue_comment',
  'pull_request_review',
  'organization',
  'team',
  'team_add',
  'push',
  'repository',
];

function newApp(world: World, options: GitHubOptions, keys: { privateKey: string; publicKey: string }): App {
  return {
    id: 4242,
    clientId: 'Iv23liLangGuardSim',
    slug: 'langguard',
    name: 'LangGuard',
    owner: account(world, 'langguard-authors', 'Organization'),
    bot: account(world, 'langguard[bot]', 'Bot'),
    webhookSecret: options.webhookSecret ?? `webhook-${keys.publicKey.slice(60, 80).replace(/\W/g, '')}`,
    clientSecret: createHash('sha256').update(keys.publicKey).digest('hex').slice(0, 40),
    callbackUrls: [],
    permissions: options.permissions ?? allPermissions,
    events: options.events ?? allEvents,
    createdAt: timestamp(world),
    ...keys,
  };
}

/** Starts a GitHub on loopback. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubSim> {
  const [folder, keys] = await Promise.all([mkdtemp(join(tmpdir(), 'github-sim-')), newKeyPair()]);
  const underWay = new Set<Promise<void>>();
  let offset = 0;
  let lastId = 1000;
  const clock = {
    now: () => (options.now ?? Date.now)() + offset,
    advance: (ms: number) => void (offset += ms),
  };
  const world = {
    url: '',
    apiUrl: '',
    folder,
    limits: {
      ...documentedLimits,
      ...(options.enterprise === undefined ? {} : { webhookTimeoutMs: 30_000 }),
      ...options.limits,
    },
    accounts: new Map(),
    repositories: new Map(),
    installations: new Map(),
    teams: new Map(),
    people: newPeople(),
    now: clock.now,
    nextId: () => ++lastId,
    background(work) {
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    },
    listens: (event, repository) =>
      isHeard(world, deliveries, event, repository === null ? undefined : installationOf(world, repository)),
    emit: (event, action, repository, details) =>
      announce(world, deliveries, event, action, repository, details),
  } as Omit<World, 'app'> as World;
  world.app = newApp(world, options, keys);
  const deliveries = createDeliveries(() => world, options.webhookUrl);
  const tokens = new Map<string, Token>();
  const faults = createFaults();
  const parts: ServerParts = {
    world,
    routes: [],
    tokens,
    faults,
    requests: [],
    violations: [],
    rates: new Map(),
    wantsValidation: options.validate ?? true,
    publicReads: options.publicReads ?? false,
    enterprise: options.enterprise,
    tls: options.tls,
    manifestCodes: new Map(),
  };
  parts.routes = [
    ...appRoutes(tokens, deliveries, () => options.tokenFormat ?? 'classic'),
    ...metaRoutes(({ caller }) => {
      const key = caller.kind === 'installation' ? `installation ${caller.installation.id}` : caller.kind;
      return (
        parts.rates.get(key) ?? { limit: world.limits.ratePerHour, used: 0, resetAt: world.now() + 3_600_000 }
      );
    }),
    manifestRoute(parts.manifestCodes),
    ...checkRoutes,
    ...pullRoutes,
    ...reviewRoutes,
    ...issueRoutes,
    ...repositoryIssueRoutes,
    ...graphqlRoutes,
    ...contentRoutes,
    ...userRoutes,
    ...teamRoutes,
  ];
  const server = await startServer(parts, options.port ?? 0);
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  world.url = !options.tls
    ? `http://127.0.0.1:${port}`
    : `https://${options.tls.host ?? `localhost:${port}`}`;
  world.apiUrl = options.enterprise === undefined ? world.url : `${world.url}/api/v3`;

  const installations = installationActs(world, parts.rates);
  const sim: GitHubSim = {
    ...repositoryActs(world, installations.install),
    ...pullActs(world),
    ...checkActs(world),
    ...peopleActs(world),
    ...teamActs(world),
    ...installations,
    url: world.apiUrl,
    port: Number(port),
    appCredentials: {
      appId: world.app.id,
      clientId: world.app.clientId,
      clientSecret: world.app.clientSecret,
      privateKey: world.app.privateKey,
      webhookSecret: world.app.webhookSecret,
    },
    get webhookUrl() {
      return deliveries.url;
    },
    set webhookUrl(url) {
      deliveries.url = url;
    },
    get hookConfig() {
      return world.hookConfig;
    },
    set hookConfig(config) {
      if (config) world.hookConfig = config;
      else delete world.hookConfig;
    },
    deliveries,
    requests: parts.requests,
    violations: parts.violations,
    clock,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    faultByChance(choose) {
      faults.chance = choose;
    },
    writesByRoute() {
      const counts: Record<string, number> = {};
      for (const entry of parts.requests) {
        if (entry.method === 'GET' || !entry.applied || entry.route === null || entry.route === '/graphql')
          continue;
        const key = `${entry.method} ${entry.route}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
      return counts;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
      await deliveries.settled();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      deliveries.abort();
      await sim.settled();
      await closeObjects(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
  return sim;
}
