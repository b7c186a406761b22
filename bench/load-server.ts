// One server under load in a process of its own: bare Probot, or the App with a made-up or the real review.
import { Probot, Server } from 'probot';
import { loadShippedRules } from '../src/shipped-rules.ts';
import { offlineLookups, reviewPullRequest } from '../src/run.ts';
import { startApp } from '../src/server/app.ts';
import { endWithParent } from '../test/end-with-parent.ts';

const { env } = process;
const secret = env['SIM_SECRET'] ?? '';
const appId = Number(env['SIM_APP']);
const privateKey = env['SIM_KEY'] ?? '';

/** Checks the signature, parses, calls a handler that does nothing, answers; keeps nothing. */
async function serveProbot(): Promise<string> {
  const server = new Server({
    Probot: Probot.defaults({ appId, privateKey, secret, logLevel: 'fatal' }),
    host: '127.0.0.1',
    port: 0,
  });
  await server.load((app) => {
    app.on('pull_request', () => {});
  });
  await server.start();
  return `http://127.0.0.1:${server.port}`;
}

async function serveApp(): Promise<string> {
  const { rules } = await loadShippedRules();
  const { url } = await startApp({
    config: {
      appId,
      privateKey,
      webhookSecrets: [secret],
      githubApiUrl: env['SIM_URL'] ?? '',
      host: '127.0.0.1',
      port: 0,
      store: env['SIM_DATABASE']
        ? { databaseUrl: env['SIM_DATABASE'] }
        : { directory: env['SIM_DATA'] ?? '' },
      logLevel: 'fatal',
      concurrency: Number(env['SIM_CONCURRENCY']),
      ...(env['SIM_SWEEP_MS'] ? { sweepMs: Number(env['SIM_SWEEP_MS']) } : {}),
    },
    reviewPullRequest: (octokit, target) =>
      reviewPullRequest(octokit, target, {
        rules,
        lookups: offlineLookups,
        digestKey: target.digestKey,
        waivers: target.waivers,
        today: '2026-11-21',
      }),
  });
  return url;
}

endWithParent();
const url = env['SIM_KIND'] === 'probot' ? await serveProbot() : await serveApp();
console.log(JSON.stringify({ url }));
