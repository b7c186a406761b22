// What the App tells its operators: metrics that a strict reader accepts, logs with ids, and spans at a collector.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { countLookups } from '../src/server/count-lookups.ts';
import { createGitHubBudgets } from '../src/server/github-budgets.ts';
import { createMetrics } from '../src/server/metrics.ts';
import { watchJob } from '../src/server/observe.ts';
import { createMetricsPage } from '../src/server/serve-metrics.ts';
import { idsOf, startTracing } from '../src/server/tracing.ts';
import type { Store } from '../src/store/open.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startCollector } from './otlp-collector.ts';
import { readExposition } from './read-exposition.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
const token = 'scrape-'.repeat(4);
let sim: GitHubSim;
let app: App;
let collector: Awaited<ReturnType<typeof startCollector>>;
let sha: string;

/** Tracing as the environment asks for it. */
async function tracingTo(url: string, variable = 'OTEL_EXPORTER_OTLP_ENDPOINT') {
  process.env[variable] = url;
  try {
    return await startTracing('1.2.3');
  } finally {
    delete process.env[variable];
  }
}

beforeAll(async () => {
  collector = await startCollector();
  sim = await startGitHub();
  const tracing = await tracingTo(collector.url);
  app = await startReviewingApp(sim, () => '2026-11-21', { tracing, config: { metrics: { token } } });
  await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
  sha = await sim.commit(name, { branch: 'change', parent: 'main', files: { 'canary.py': 'canary = 1\n' } });
  await sim.openPullRequest(name, { head: 'change' });
  await sim.settled();
  await app.drained();
  await sim.settled();
});

afterAll(async () => {
  await app.close();
  await sim.close();
  await collector.close();
});

const ask = (authorization?: string): Promise<Response> =>
  fetch(`${app.url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });

test('a review shows in every metric that it should', async () => {
  const response = await ask(`Bearer ${token}`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const families = readExposition(await response.text());
  const counts = (families.get('langguard_review_seconds')?.samples ?? [])
    .filter((sample) => sample.name.endsWith('_count'))
    .map((sample) => `${sample.labels['stage']} ${sample.value}`);
  expect(counts.sort()).toEqual(['publish 1', 'read 1', 'review 1', 'total 1', 'waiting 1']);
  const value = (metric: string, labels: Record<string, string> = {}): number | undefined =>
    families
      .get(metric)
      ?.samples.find((sample) => Object.entries(labels).every(([key, text]) => sample.labels[key] === text))
      ?.value;
  expect(value('langguard_webhooks_total', { event: 'pull_request', result: 'new' })).toBe(1);
  expect(value('langguard_jobs_total', { kind: 'pull', result: 'done' })).toBe(1);
  expect(value('langguard_store_up')).toBe(1);
  expect(value('langguard_queue_jobs')).toBe(0);
  expect(value('langguard_dead_letters')).toBe(0);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(value('langguard_github_requests_total', { status: '2xx' })).toBeGreaterThan(4);
  const installation = String(sim.installationId('acme'));
  const left = value('langguard_github_budget_remaining', { installation, resource: 'core' });
  expect(left).toBeGreaterThan(4000);
  expect(left).toBeLessThan(value('langguard_github_budget_limit', { installation }) ?? 0);
});

test('metrics can be kept from strangers', async () => {
  expect((await ask()).status).toBe(401);
  expect((await ask('Bearer scrape')).status).toBe(401);
  expect(await (await ask()).text()).not.toContain('langguard_webhooks_total');
});

test('metrics can be turned off, and are there while the database is not', async () => {
  const parts = {
    metrics: createMetrics(),
    queue: { depth: () => Promise.reject(new Error('down')) },
    store: { engine: 'postgres' } as Store,
    budgets: createGitHubBudgets(),
    version: '1.2.3',
  };
  expect((await createMetricsPage({ isOff: true }, parts)(undefined)).status).toBe(404);
  const { status, text } = await createMetricsPage({}, parts)(undefined);
  expect(status).toBe(200);
  const families = readExposition(text);
  expect(families.get('langguard_store_up')?.samples[0]?.value).toBe(0);
  expect(families.has('langguard_queue_jobs')).toBe(false);
  expect(families.get('langguard_info')?.samples[0]?.labels).toMatchObject({ version: '1.2.3' });
});

test('lookups are counted by source; what was not asked is no failure', async () => {
  const metrics = createMetrics();
  const lookups = countLookups(
    {
      answer: async (requests) =>
        new Map(
          requests.map((request) => [
            JSON.stringify(request),
            { state: 'unknown', reason: request.ecosystem === 'npm' ? 'offline' : 'status 503' },
          ]),
        ),
    },
    metrics,
  );
  await lookups.answer([
    { kind: 'package', ecosystem: 'pypi', name: 'a' },
    { kind: 'package', ecosystem: 'pypi', name: 'b' },
    { kind: 'downloads', ecosystem: 'npm', name: 'c' },
  ]);
  const failures = readExposition(metrics.render({})).get('langguard_lookup_failures_total')?.samples;
  expect(failures).toMatchObject([
    { labels: { source: 'pypi' }, value: 2 },
    { labels: { source: 'downloads' } },
  ]);
});

test('a failed job says which error it was and not what the error says', async () => {
  const other = await startCollector();
  const tracing = await tracingTo(`${other.url}/v1/traces`, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const begin = { kind: 'pull', deliveries: ['a', 'b'], waitedMs: 5, ageMs: 5, fields: { attempt: 2 } };
  await expect(
    watchJob(begin, { metrics: createMetrics(), tracing }, (watch) =>
      watch.stage('read', async () => {
        throw Object.assign(new TypeError('a canary inside'), { status: 422 });
      }),
    ),
  ).rejects.toThrow('canary');
  await tracing?.stop();
  await other.close();
  const job = other.spans.find((span) => span.name === 'job');
  expect(job).toMatchObject({
    failed: true,
    parentSpanId: idsOf('a').spanId,
    links: [idsOf('b').spanId],
    attributes: { 'langguard.error': 'TypeError', 'langguard.status': 422, 'langguard.attempt': 2 },
  });
  expect(JSON.stringify(other.spans)).not.toContain('canary');
});

test('a webhook, its job and the stages are one trace with ids and nothing else', async () => {
  const [run] = sim.checkRuns(name, sha);
  const delivery = sim.deliveries.kept().find((each) => each.event === 'pull_request');
  const { traceId, spanId } = idsOf(delivery?.guid ?? '');
  expect(run?.output.text).toContain(`Trace: \`${traceId}\``);
  // What is left is sent when the App stops.
  await app.close();

  const spans = collector.spans.filter((span) => span.traceId === traceId);
  const webhook = spans.find((span) => span.name === 'webhook');
  expect(webhook).toMatchObject({
    spanId,
    parentSpanId: '',
    attributes: { 'langguard.delivery': delivery?.guid, 'langguard.event': 'pull_request' },
    resource: { 'service.name': 'langguard', 'service.version': '1.2.3' },
  });
  const job = spans.find((span) => span.name === 'job');
  expect(job).toMatchObject({
    parentSpanId: spanId,
    failed: false,
    attributes: { 'langguard.kind': 'pull', 'langguard.attempt': 1, 'langguard.review': run?.external_id },
  });
  const stages = spans.filter((span) => span.parentSpanId === job?.spanId);
  expect([...new Set(stages.map((span) => span.name))].sort()).toEqual(['publish', 'read', 'review']);
  for (const stage of stages) expect(stage.ms).toBeLessThanOrEqual(job?.ms ?? 0);
  expect(JSON.stringify(collector.spans)).not.toMatch(/canary|acme|shop|README/);
});

test('without a collector nothing of OpenTelemetry is loaded', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) {
      if (url.includes('opentelemetry')) loaded.push(url);
      return next(url, context);
    } });
    const { startTracing } = await import(${JSON.stringify(new URL('../src/server/tracing.ts', import.meta.url).href)});
    await import(${JSON.stringify(new URL('../src/server/app.ts', import.meta.url).href)});
    const tracing = await startTracing('1', process.env);
    console.log(tracing !== undefined, loaded.length > 0);
    await tracing?.stop();
  `;
  const run = (env: Record<string, string>): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ...env,
      },
      encoding: 'utf8',
    }).trim();
  expect(run({})).toBe('false false');
  expect(run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' })).toBe(
    'false false',
  );
  expect(run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })).toBe('true true');
});
