// Puts the App together: store, queue, GitHub, ingress and health on one HTTP server.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outgoing } from '../notices/guard.ts';
import { countOpenDeliveries, forgetOldDeliveries } from '../store/deliveries.ts';
import { forget } from '../store/installations.ts';
import { countNotices, forgetOldNotices } from '../store/notices.ts';
import { openStore, type Store } from '../store/open.ts';
import { openQueue, type Queue, type RetryPolicy } from '../store/queue.ts';
import type { Config } from './config.ts';
import { connectGitHub, type GitHub, type ReadRetries } from './github.ts';
import { createIngress } from './ingress.ts';
import { createHandlers } from './jobs.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createNotices, startDelivering, type Notices } from './notices.ts';
import { startSweeping } from './reconcile.ts';
import type { ReviewPullRequest } from './review-pull.ts';
import { startWatching } from './watchdog.ts';

/** What the App is built from. The last four are for tests and demonstrations that cannot wait. */
export interface AppOptions {
  config: Config;
  reviewPullRequest: ReviewPullRequest;
  retry?: RetryPolicy;
  /** Waits before a failed read is repeated, in milliseconds. */
  readRetries?: ReadRetries;
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

/** A replay older than this finds no record and is harmless all the same, because state decides. */
const deliveryRetentionDays = 45;

/** A pull request that stays open for longer is told of again. */
const noticeRetentionDays = 400;

/** Starts the App. Throws when the database cannot be opened or the port is taken. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config } = options;
  const github = await connectGitHub(config, options.readRetries ? { readRetries: options.readRetries } : {});
  const { log } = github;
  const metrics = createMetrics();
  const store = await openStore(config.store);
  let queue: Queue | undefined;
  try {
    queue = await openQueue(store, {
      ...(options.retry ? { retry: options.retry } : {}),
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
    const deps = {
      store,
      github,
      metrics,
      reviewPullRequest: options.reviewPullRequest,
      ...settle,
      ...(notices ? { notices } : {}),
    };
    await forgetOldDeliveries(store.db, deliveryRetentionDays);
    await forgetOldNotices(store.db, noticeRetentionDays, new Date());
    await queue.work(createHandlers(deps, queue), config.concurrency);
    const parts = { store, queue, github, metrics, ...(notices ? { notices } : {}) };
    const app = await listen(config, parts);
    const inBackground = [
      ...(notices ? [startDelivering(notices, github, everyMs)] : []),
      ...(config.sweepMs === undefined
        ? []
        : [startSweeping(parts, config.sweepMs), startWatching({ ...deps, queue }, config.sweepMs)]),
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
  notices?: Notices;
}

async function listen(config: Config, parts: Parts): Promise<App> {
  const { store, queue, github, metrics, notices } = parts;
  const { log } = github;
  const state = { isDraining: false };
  const ingress = createIngress({
    queue,
    forget: (installationId, what) => forget(store.db, installationId, what),
    secrets: config.webhookSecrets,
    log,
    metrics,
  });
  const server = createServer((req, res) => {
    route(req, res, { ...parts, ingress, state }).catch((error: unknown) => {
      log.error({ err: error }, 'request failed');
      if (!res.headersSent) answer(res, 500, 'error');
    });
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
  log.info({ url, database: store.engine, concurrency: config.concurrency }, 'LangGuard listens');

  let closing: Promise<void> | undefined;
  return {
    url,
    close: () => (closing ??= close(server, parts, state)),
    async drained(timeoutMs = 60_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const { jobs } = await queue.depth();
        const isDone = jobs === 0 && (await countOpenDeliveries(store.db)) === 0;
        if (isDone && ((await notices?.due()) ?? 0) === 0) return;
        if (Date.now() > deadline) throw new Error(`${jobs} jobs are still open after ${timeoutMs} ms.`);
        await sleep(25);
      }
    },
  };
}

async function close(
  server: Server,
  { store, queue, github }: Parts,
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
  github.log.info('LangGuard stopped');
}

async function route(
  req: IncomingMessage,
  res: ServerResponse,
  parts: Parts & { ingress: ReturnType<typeof createIngress>; state: { isDraining: boolean } },
): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0];
  if (path === webhookPath) {
    if (req.method !== 'POST') return answer(res, 405, 'Webhooks are POSTed.');
    if (parts.state.isDraining) return answer(res, 503, 'stopping');
    return await parts.ingress(req, res);
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') return answer(res, 404, 'not found');
  switch (path) {
    case '/healthz':
      return answer(res, 200, 'ok');
    case '/readyz':
      return (await isReady(parts)) ? answer(res, 200, 'ready') : answer(res, 503, 'not ready');
    case '/metrics': {
      const depth = await parts.queue.depth();
      const notices = await countNotices(parts.store.db);
      return answer(
        res,
        200,
        parts.metrics.render({
          langguard_queue_jobs: depth.jobs,
          langguard_queue_oldest_seconds: depth.oldestSeconds,
          langguard_dead_letters: depth.dead,
          langguard_notices_waiting: notices.waiting,
          langguard_notices_dead: notices.dead,
          process_resident_memory_bytes: process.memoryUsage.rss(),
        }),
      );
    }
    default:
      return answer(res, 404, 'not found');
  }
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

function answer(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  res.end(text.endsWith('\n') ? text : `${text}\n`);
}
