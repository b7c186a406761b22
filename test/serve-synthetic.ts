// The App in a process of its own with a review that finds nothing, for tests that measure the process.
import { cleanReview } from '../src/reporters/sample-review.ts';
import { startApp } from '../src/server/app.ts';

const app = await startApp({
  config: {
    appId: Number(process.env['SIM_APP']),
    privateKey: process.env['SIM_KEY'] ?? '',
    webhookSecrets: [process.env['SIM_SECRET'] ?? ''],
    githubApiUrl: process.env['SIM_URL'] ?? '',
    host: '127.0.0.1',
    port: 0,
    store: process.env['SIM_DATA'] ? { directory: process.env['SIM_DATA'] } : { memory: true },
    logLevel: 'info',
    concurrency: 1,
  },
  reviewPullRequest: async (_octokit, target) => {
    // Never ends, so that the process can be killed in the middle.
    if (process.env['SIM_STUCK']) await new Promise(() => {});
    return cleanReview({ head: target.headSha });
  },
});
process.on('SIGTERM', () => void app.close());
