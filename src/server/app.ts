// Puts the App together: store, queue, GitHub, ingress and health on one HTTP server.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IncidentSearch } from '../elsewhere.ts';
import type { ReadPolicy } from '../github-policy.ts';
import type { Outgoing } from '../notices/guard.ts';
import { countOpenDeliveries } from '../store/deliveries.ts';
import { forget } from '../store/installations.ts';
import { openStore, type Store } from '../store/open.ts';
import { openQueue, type Queue, type RetryPolicy } from '../store/queue.ts';
import type { Config } from './config.ts';
import { startCatchingUp } from './catch-up.ts';
import { createEventStream } from './event-stream.ts';
import { connectGitHub, type GitHub, type ReadRetries } from './github.ts';
import { watchPermissions } from './degradation.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createIngress } from './ingress.ts';
import { createHandlers } from './jobs.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { applyChange } from './lifecycle.ts';
import { createNotices, startDelivering, type Notices } from './notices.ts';
import { startSweeping } from './reconcile.ts';
import { createMetricsPage } from './serve-metrics.ts';
import { alertsOf } from './traces/alerts.ts';
import { noteTeamsChanged } from './teams.ts';
import { createTraces, ingestPaths, type TellAnomalies, type Traces } from './traces/index.ts';
import type { Tracing } from './tracing.ts';
import { version } from '../version.ts';
import type { ReviewPullRequest } from './review-job.ts';
import { noteAccessChange } from './sign-in/access-events.ts';
import { startWatching } from './watchdog.ts';
import { createWeb, type Web } from './web.ts';

/** What the App is built from. The last four are for tests and demonstrations that cannot wait. */
export interface AppOptions {
  config: Config;
  reviewPullRequest: ReviewPullRequest;
  /** Searches a repository beyond a change; nobody does when absent. */
  search?: IncidentSearch;
  /** Reads the policy of a branch; nobody does when absent. */
  readPolicy?: ReadPolicy;
  /** What was counted so far; made here when absent. */
  metrics?: Metrics;
  /** Where spans go; nowhere when absent. */
  tracing?: Tracing | undefined;
  retry?: RetryPolicy;
  /** After how many seconds the work of a silent replica goes to another; 10 at least. */
  leaseSeconds?: number;
  /** Waits before a failed read is repeated, in milliseconds. */
  readRetries?: ReadRetries;
  /** How much of GitHub's answers is kept in memory, in characters. */
  rememberedChars?: number;
  /** Waits after a write whose fate is unknown, in milliseconds. */
  settleMs?: readonly number[];
  /** How notices meet the world. */
  notices?: Partial<Pick<Outgoing, 'resolve' | 'insecureLoopback'>> & { now?(): Date; everyMs?: number };
}

/** A running App. */
export interface App {
  /** Its address, such as `http://127.0.0.1:3000`. */
  url: string;
  /** Stops taking webhooks, lets running reviews end for a while, and closes the database. */
  close(): Promise<void>;
  /** Resolves when every accepted webhook is dealt with and no notice is due. Throws after `timeoutMs`. */
  drained(timeoutMs?: number): Promise<void>;
}

/** Where GitHub sends webhooks; the manifest names it too. */
export const webhookPath = '/api/github/webhooks';

/** How long running reviews may go on after a stop; Kubernetes kills after 30 seconds by default. */
const stopTimeoutMs = 20_000;

/** Starts the App. Throws when the database cannot be opened or the port is taken. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config } = options;
  const connected = await connectGitHub(config, {
    ...(options.readRetries ? { readRetries: options.readRetries } : {}),
    ...(options.rememberedChars === undefined ? {} : { rememberedChars: options.rememberedChars }),
  });
  const { log } = connected;
  const metrics = options.metrics ?? createMetrics();
  const { tracing } = options;
  const store = await openStore(config.store, config.sealKeys);
  const github = watchPermissions(connected, { store, metrics });
  if (config.sealKeys && !store.isSealing)
    log.warn('LANGGUARD_ENCRYPTION_KEY is not set: what is sensitive is stored plain (docs/data.md)');
  let queue: Queue | undefined;
  try {
    queue = await openQueue(store, {
      ...(options.retry ? { retry: options.retry } : {}),
      ...(options.leaseSeconds === undefined ? {} : { leaseSeconds: options.leaseSeconds }),
      onError: (error) => log.error({ err: error }, 'queue error'),
    });
    const settle = options.settleMs ? { settleMs: options.settleMs } : {};
    const { now, everyMs, ...world } = options.notices ?? {};
    const { notices: settings } = config;
    const notices =
      settings &&
      createNotices({
        store,
        github,
        metrics,
        settings: { ...settings, outgoing: { ...settings.outgoing, ...world } },
        ...settle,
        ...(now ? { now } : {}),
      });
    const events =
      config.events &&
      createEventStream({
        store,
        log,
        metrics,
        settings: { ...config.events, outgoing: { ...config.events.outgoing, ...world } },
        ...(now ? { now } : {}),
      });
    const tell: TellAnomalies = async (installationId, anomalies, at) => {
      await notices?.alert(installationId, alertsOf(anomalies, at));
      await events?.alert(installationId, anomalies, at);
    };
    const traces = createTraces({ store, log, metrics, file: config.traces, tell });
    const deps = {
      store,
      github,
      traces,
      ...(events ? { events } : {}),
      metrics,
      reviewPullRequest: options.reviewPullRequest,
      ...(options.search ? { search: options.search } : {}),
      ...(options.readPolicy ? { readPolicy: options.readPolicy } : {}),
      ...settle,
      ...(notices ? { notices } : {}),
      ...(tracing ? { tracing } : {}),
    };
    await queue.work(createHandlers(deps, queue), config.concurrency);
    const parts = {
      store,
      queue,
      github,
      metrics,
      traces,
      ...(notices ? { notices } : {}),
      ...(tracing ? { tracing } : {}),
    };
    const app = await listen(config, parts);
    const inBackground = [
      traces.start(),
      ...(events ? [events.start(everyMs)] : []),
      ...(config.retentionDays === undefined ? [] : [startHousekeeping(parts, config.retentionDays)]),
      ...(notices ? [startDelivering(notices, github, everyMs)] : []),
      ...(config.sweepMs === undefined
        ? []
        : [
            startCatchingUp({ store, log }),
            startSweeping({ ...parts, teamProperty: config.teamProperty }, config.sweepMs),
            startWatching({ ...deps, queue }, config.sweepMs),
          ]),
    ];
    return { ...app, close: () => Promise.all(inBackground.map((each) => each.stop())).then(app.close) };
  } catch (error) {
    await queue?.stop(1000);
    await store.close();
    throw error;
  }
}

interface Parts {
  store: Store;
  queue: Queue;
  github: GitHub;
  metrics: Metrics;
  traces: Traces;
  notices?: Notices;
  tracing?: Tracing;
}

async function listen(config: Config, parts: Parts): Promise<App> {
  const { store, queue, github, metrics, notices, tracing } = parts;
  const { log } = github;
  const state = { isDraining: false };
  const ingress = createIngress({
    queue,
    forget: (installationId, what) => forget(store.db, installationId, what),
    change: async (installationId, change) => {
      if (change.kind === 'permissions') github.renewTokens(installationId);
      await applyChange(installationId, change, { store, queue, log });
    },
    accessChanged: (change) => noteAccessChange(store.db, change, new Date()),
    teamsChanged: (installationId) => noteTeamsChanged(store, installationId, new Date()),
    secrets: config.webhookSecrets,
    log,
    metrics,
    ...(tracing ? { tracing } : {}),
  });
  const metricsPage = createMetricsPage(config.metrics ?? {}, {
    metrics,
    queue,
    store,
    budgets: github.budgets,
    version,
  });
  const web =
    config.dashboard &&
    createWeb(config.dashboard, { store, log, metrics, githubApiUrl: config.githubApiUrl });
  const server = createServer((req, res) => {
    route(req, res, { ...parts, ingress, metricsPage, state, ...(web ? { web } : {}) }).catch(
      (error: unknown) => {
        log.error({ err: error }, 'request failed');
        if (!res.headersSent) answer(res, 500, 'error');
      },
    );
  });
  // A webhook arrives within ten seconds; whoever takes longer only holds the connection.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
  const dashboard = config.dashboard?.mode ?? 'off';
  log.info({ url, database: store.engine, concurrency: config.concurrency, dashboard }, 'LangGuard listens');

  let closing: Promise<void> | undefined;
  return {
    url,
    close: () => (closing ??= close(server, parts, state)),
    async drained(timeoutMs = 150_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const { jobs } = await queue.depth();
        const isDone = jobs === 0 && (await countOpenDeliveries(store.db)) === 0;
        if (isDone && ((await notices?.due()) ?? 0) === 0) return;
        if (Date.now() > deadline) throw new Error(`${jobs} jobs are still open after ${timeoutMs} ms.`);
        await sleep(50);
      }
    },
  };
}

async function close(
  server: Server,
  { store, queue, github, tracing }: Parts,
  state: { isDraining: boolean },
): Promise<void> {
  state.isDraining = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // Whoever is still sending after that sends again to the next process.
  const timer = setTimeout(() => server.closeAllConnections(), 5000);
  await closed;
  clearTimeout(timer);
  await queue.stop(stopTimeoutMs);
  await store.close();
  await tracing?.stop();
  github.log.info('LangGuard stopped');
}

async function route(
  req: IncomingMessage,
  res: ServerResponse,
  parts: Parts & {
    ingress: ReturnType<typeof createIngress>;
    metricsPage: ReturnType<typeof createMetricsPage>;
    state: { isDraining: boolean };
    web?: Web;
  },
): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0];
  if (path === webhookPath) {
    if (req.method !== 'POST') return answer(res, 405, 'Webhooks are POSTed.');
    if (parts.state.isDraining) return answer(res, 503, 'stopping');
    return await parts.ingress(req, res);
  }
  const signals = ingestPaths.get(path ?? '');
  if (signals !== undefined) {
    if (parts.state.isDraining) return answer(res, 503, 'stopping');
    return await parts.traces.ingest(req, res, signals);
  }
  if (parts.web && !operational.has(path ?? '/')) return await parts.web.listener(req, res);
  if (req.method !== 'GET' && req.method !== 'HEAD') return answer(res, 404, 'not found');
  switch (path) {
    case '/healthz':
      return answer(res, 200, 'ok');
    case '/readyz':
      return (await isReady(parts))
        ? answer(res, 200, readyText(parts.store))
        : answer(res, 503, 'not ready');
    case '/metrics': {
      const { status, text, type } = await parts.metricsPage(req.headers.authorization);
      return answer(res, status, text, type);
    }
    default:
      return answer(res, 404, 'not found');
  }
}

/** Addresses for whoever operates the App; every other one is a page. */
const operational: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

function readyText({ isSealing }: Store): string {
  return isSealing
    ? 'ready'
    : 'ready; what is sensitive is stored plain, LANGGUARD_ENCRYPTION_KEY is not set';
}

async function isReady({
  store,
  queue,
  state,
}: Parts & { state: { isDraining: boolean } }): Promise<boolean> {
  if (state.isDraining) return false;
  try {
    await store.ping();
    await queue.depth();
    return true;
  } catch {
    return false;
  }
}

function answer(res: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  res.writeHead(status, { 'content-type': type });
  res.end(text.endsWith('\n') ? text : `${text}\n`);
}
