// Puts the App together: store, queue, GitHub, ingress and health on one HTTP server.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { countOpenDeliveries, forgetOldDeliveries } from '../store/deliveries.ts';
import { forget } from '../store/installations.ts';
import { openStore, type Store } from '../store/open.ts';
import { openQueue, type Queue, type RetryPolicy } from '../store/queue.ts';
import type { Config } from './config.ts';
import { connectGitHub, type GitHub, type ReadRetries } from './github.ts';
import { createIngress } from './ingress.ts';
import { createHandlers } from './jobs.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { startSweeping } from './reconcile.ts';
import type { ReviewPullRequest } from './review-pull.ts';

/** What the App is built from. The last three are for tests and demonstrations that cannot wait. */
export interface AppOptions {
  config: Config;
  reviewPullRequest: ReviewPullRequest;
  retry?: RetryPolicy;
  /** Waits before a failed read is repeated, in milliseconds. */
  readRetries?: ReadRetries;
  /** Waits after a write whose fate is unknown, in milliseconds. */
  settleMs?: readonly number[];
}

/** A running App. */
export interface App {
  /** Its address, such as `http://127.0.0.1:3000`. */
  url: string;
  /** Stops taking webhooks, lets running reviews end for a while, and closes the database. */
  close(): Promise<void>;
  /** Resolves when every accepted webhook is dealt with. Throws after `timeoutMs`. */
  drained(timeoutMs?: number): Promise<void>;
}

/** Where GitHub sends webhooks; the manifest names it too. */
export const webhookPath = '/api/github/webhooks';

/** How long running reviews may go on after a stop; Kubernetes kills after 30 seconds by default. */
const stopTimeoutMs = 20_000;

/** A replay older than this finds no record and is harmless all the same, because state decides. */
const deliveryRetentionDays = 45;

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
    const deps = {
      store,
      github,
      metrics,
      reviewPullRequest: options.reviewPullRequest,
      ...(options.settleMs ? { settleMs: options.settleMs } : {}),
    };
    await forgetOldDeliveries(store.db, deliveryRetentionDays);
    await queue.work(createHandlers(deps, queue), config.concurrency);
    const parts = { store, queue, github, metrics };
    const app = await listen(config, parts);
    if (config.sweepMs === undefined) return app;
    const sweeping = startSweeping(parts, config.sweepMs);
    return { ...app, close: () => sweeping.stop().then(app.close) };
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
}

async function listen(config: Config, parts: Parts): Promise<App> {
  const { store, queue, github, metrics } = parts;
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
        if (jobs === 0 && (await countOpenDeliveries(store.db)) === 0) return;
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
      return answer(
        res,
        200,
        parts.metrics.render({
          langguard_queue_jobs: depth.jobs,
          langguard_queue_oldest_seconds: depth.oldestSeconds,
          langguard_dead_letters: depth.dead,
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
