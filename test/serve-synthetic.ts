// The App in a process of its own with a made-up review, for tests that measure or kill the process.
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '../src/server/app.ts';
import { endWithParent } from './end-with-parent.ts';
import { madeUpReview } from './made-up-review.ts';
import './new-database.ts';

const { env } = process;
const number = (name: string, otherwise: number): number => Number(env[name] ?? otherwise);

const app = await startApp({
  config: {
    appId: number('SIM_APP', 0),
    privateKey: env['SIM_KEY'] ?? '',
    webhookSecrets: [env['SIM_SECRET'] ?? ''],
    githubApiUrl: env['SIM_URL'] ?? '',
    host: '127.0.0.1',
    port: 0,
    store: env['SIM_DATABASE']
      ? { databaseUrl: env['SIM_DATABASE'] }
      : env['SIM_DATA']
        ? { directory: env['SIM_DATA'] }
        : { memory: true },
    logLevel: env['SIM_LOG'] === 'fatal' || env['SIM_LOG'] === 'warn' ? env['SIM_LOG'] : 'info',
    concurrency: number('SIM_CONCURRENCY', 1),
    ...(env['SIM_SWEEP_MS'] ? { sweepMs: number('SIM_SWEEP_MS', 0) } : {}),
  },
  reviewPullRequest: async (_octokit, target) => {
    // Never ends, so that the process can be killed in the middle.
    if (env['SIM_STUCK']) await new Promise(() => {});
    await sleep(number('SIM_REVIEW_MS', 0), undefined, { signal: target.signal });
    console.log(JSON.stringify({ reviewed: target.headSha, number: target.number }));
    return madeUpReview(target.headSha, number('SIM_FINDINGS', 0), env['SIM_COMMENTS'] !== undefined);
  },
  ...(env['SIM_REMEMBERED'] ? { rememberedChars: number('SIM_REMEMBERED', 0) } : {}),
  ...(env['SIM_LEASE'] ? { leaseSeconds: number('SIM_LEASE', 30) } : {}),
  ...(env['SIM_FAST']
    ? { retry: { limit: 6, delay: 0, delayMax: 1 }, readRetries: [5, 20, 50], settleMs: [5, 20, 50] }
    : {}),
});
// Whoever is killed writes no cache at its end.
flushCompileCache();
console.log(JSON.stringify({ url: app.url }));
endWithParent();
process.on('SIGTERM', () => void app.close());
process.on('SIGUSR2', () => {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(JSON.stringify({ rss, heapUsed, external }));
});
