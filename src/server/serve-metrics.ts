// Answers Prometheus: what was counted, and what the database and the process say now.
import { createHash, timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { countDegradations } from '../store/degradations.ts';
import { countNotices } from '../store/notices.ts';
import type { Store } from '../store/open.ts';
import type { Queue } from '../store/queue.ts';
import type { GitHubBudgets } from './github-budgets.ts';
import { metricsContentType, type Metrics } from './metrics.ts';

/** Whether and to whom metrics are shown; to everybody who reaches the port by default. */
export interface MetricsConfig {
  isOff?: boolean;
  /** What a scraper sends as `Authorization: Bearer …`. */
  token?: string;
}

/** An answer to a scraper. */
export interface MetricsAnswer {
  status: number;
  text: string;
  type: string;
}

/** Makes the answer to `GET /metrics`. It is given while the database is down too. */
export function createMetricsPage(
  config: MetricsConfig,
  parts: {
    metrics: Metrics;
    queue: Pick<Queue, 'depth'>;
    store: Store;
    budgets: GitHubBudgets;
    version: string;
  },
): (authorization: string | undefined) => Promise<MetricsAnswer> {
  const { metrics, queue, store, budgets, version } = parts;
  const plain = (status: number, text: string): MetricsAnswer => ({
    status,
    text,
    type: 'text/plain; charset=utf-8',
  });
  if (config.isOff) return async () => plain(404, 'not found');
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  metrics.collect((set) => {
    budgets.fill(set);
    set('langguard_info', { version, database: store.engine, node: process.version }, 1);
    const { rss, heapUsed, external } = process.memoryUsage();
    set('process_resident_memory_bytes', {}, rss);
    set('nodejs_heap_size_used_bytes', {}, heapUsed);
    set('nodejs_external_memory_bytes', {}, external);
    const { user, system } = process.cpuUsage();
    set('process_cpu_seconds_total', {}, (user + system) / 1e6);
    set('process_start_time_seconds', {}, Math.floor(Date.now() / 1000 - process.uptime()));
    set('nodejs_eventloop_lag_p99_seconds', {}, Math.max(0, lag.percentile(99) / 1e9 - 0.02));
    lag.reset();
  });
  return async (authorization) => {
    if (config.token !== undefined && !isSame(authorization ?? '', `Bearer ${config.token}`))
      return plain(401, 'Send the token of LANGGUARD_METRICS_TOKEN as a bearer token.');
    const gauges = await readStore(queue, store);
    return { status: 200, text: metrics.render(gauges), type: metricsContentType };
  };
}

async function readStore(queue: Pick<Queue, 'depth'>, store: Store): Promise<Record<string, number>> {
  try {
    const [depth, notices] = [await queue.depth(), await countNotices(store.db)];
    const missing = Object.values(await countDegradations(store.db));
    return {
      langguard_store_up: 1,
      langguard_queue_jobs: depth.jobs,
      langguard_queue_oldest_seconds: depth.oldestSeconds,
      langguard_dead_letters: depth.dead,
      langguard_notices_waiting: notices.waiting,
      langguard_notices_dead: notices.dead,
      langguard_missing_permissions: missing.reduce((sum, count) => sum + count, 0),
    };
  } catch {
    return { langguard_store_up: 0 };
  }
}

/** Compares digests, whose length says nothing. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
