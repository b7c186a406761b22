// Measures webhooks accepted a second and how long the answer takes, beside bare Probot in the same run; then reviews a minute and their memory.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPolicy } from '../src/engine/policy/read-policy.ts';
import { loadShippedRules } from '../src/shipped-rules.ts';
import { offlineLookups, runReview } from '../src/run.ts';
import { webhookPath } from '../src/server/app.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { startAppProcess, type AppProcess } from '../test/app-process.ts';
import { startGitHub, type GitHubSim } from '../test/github-sim/index.ts';
import { generateChange } from './generate.ts';

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const seconds = Number(process.env['LOAD_SECONDS'] ?? 8);
/** As many webhooks at once as GitHub might send after a large push. */
const connections = 32;
const installations = 20;

type Payload = Record<string, unknown> & {
  number: number;
  pull_request: Record<string, unknown> & { head: Record<string, unknown> };
  installation: Record<string, unknown>;
};

/** A webhook as the stand-in sends it, about 20 KB. */
async function samplePayload(sim: GitHubSim): Promise<Payload> {
  await sim.createRepository('acme', 'sample');
  await sim.commit('acme/sample', { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  await sim.commit('acme/sample', { branch: 'change', parent: 'main', files: { 'a.py': 'x = 1\n' } });
  sim.webhookUrl = 'http://127.0.0.1:9/';
  await sim.openPullRequest('acme/sample', { head: 'change' });
  await sim.settled();
  const sent = sim.deliveries.kept().find((each) => each.event === 'pull_request');
  sim.webhookUrl = undefined;
  return sent?.request.payload as Payload;
}

/** Of another pull request, of one of twenty installations, each time. */
function variant(payload: Payload, index: number): Buffer {
  return Buffer.from(
    JSON.stringify({
      ...payload,
      number: index,
      installation: { ...payload.installation, id: 1 + (index % installations) },
      pull_request: {
        ...payload.pull_request,
        number: index,
        head: { ...payload.pull_request.head, sha: randomBytes(20).toString('hex') },
      },
    }),
  );
}

interface Load {
  perSecond: number;
  p50: number;
  p99: number;
  refused: number;
}

/** Sends as fast as the answers come, over so many connections, or so many a second. */
async function load(server: AppProcess, sim: GitHubSim, payload: Payload, rate?: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: rate === undefined ? connections : 500 });
  const took: number[] = [];
  let refused = 0;
  let index = 0;
  const post = async (): Promise<void> => {
    const body = variant(payload, ++index);
    const hmac = createHmac('sha256', sim.appCredentials.webhookSecret).update(body).digest('hex');
    const started = performance.now();
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(
        `${server.url}${webhookPath}`,
        {
          method: 'POST',
          agent,
          headers: {
            'content-type': 'application/json',
            'content-length': String(body.length),
            'x-github-event': 'pull_request',
            'x-github-delivery': randomUUID(),
            'x-hub-signature-256': `sha256=${hmac}`,
          },
        },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
    took.push(performance.now() - started);
    if (status >= 300) refused++;
  };
  const begun = performance.now();
  const until = begun + seconds * 1000;
  if (rate === undefined) {
    const worker = async (): Promise<void> => {
      while (performance.now() < until) await post();
    };
    await Promise.all(Array.from({ length: connections }, worker));
  } else {
    const all: Promise<void>[] = [];
    for (let sent = 0; performance.now() < until;) {
      for (; sent < ((performance.now() - begun) / 1000) * rate; sent++) all.push(post());
      await sleep(5);
    }
    await Promise.all(all);
  }
  const spent = (performance.now() - begun) / 1000;
  agent.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? 0;
  return { perSecond: took.length / spent, p50: at(0.5), p99: at(0.99), refused };
}

const memoryMb = ({ child }: AppProcess, field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) /
  1024;

const rssMb = (app: AppProcess): number => memoryMb(app, 'VmRSS');

/** Each kind of server in turn, and each in a fresh process. */
async function benchWebhooks(sim: GitHubSim, kinds: [string, Record<string, string>][]): Promise<void> {
  const payload = await samplePayload(sim);
  const bytes = JSON.stringify(payload).length;
  say(
    `Webhooks of ${(bytes / 1024).toFixed(0)} KB, each of another pull request, of ${installations} installations; ${connections} at once, then 50 a second. Reference: bare Probot, which keeps nothing.`,
  );
  say();
  say('| server | accepted/s | ratio | p50 | p99 | ratio | at 50/s: p50 | p99 | memory |');
  say('|--|--:|--:|--:|--:|--:|--:|--:|--:|');
  let reference: Load | undefined;
  for (const [name, env] of kinds) {
    const server = await startAppProcess(sim, env, { script: '../bench/load-server.ts' });
    // The compiler warms up.
    await load(server, sim, payload, 50);
    const calm = await load(server, sim, payload, 50);
    const full = await load(server, sim, payload);
    const memory = rssMb(server);
    await server.kill();
    reference ??= full;
    const ratio = (a: number, b: number): string => (a / b).toFixed(2);
    const refused = full.refused + calm.refused;
    say(
      `| ${name}${refused > 0 ? ` (${refused} refused)` : ''} | ${full.perSecond.toFixed(0)} | ${ratio(full.perSecond, reference.perSecond)} | ${full.p50.toFixed(1)} ms | ${full.p99.toFixed(1)} ms | ${ratio(full.p99, reference.p99)} | ${calm.p50.toFixed(1)} ms | ${calm.p99.toFixed(1)} ms | ${memory.toFixed(0)} MB |`,
    );
  }
}

/** Milliseconds that the engine takes for the same change, without GitHub and without a database. */
async function engineAlone(size: number): Promise<number> {
  const { rules } = await loadShippedRules();
  const deps = { rules, lookups: offlineLookups, digestKey: 'bench', today: '2026-11-21' };
  const place = { path: '.langguard.yml', source: 'defaults', ruleIds: [...rules.info.keys()] };
  const judge = readPolicy(undefined, place);
  for (let warm = 0; warm < 5; warm++) await runReview(generateChange(size), judge, deps);
  const started = performance.now();
  const times = 20;
  for (let each = 0; each < times; each++) await runReview(generateChange(size), judge, deps);
  return (performance.now() - started) / times;
}

/** Reviews what a sweep finds at the start, with so many workers in one process. */
async function benchReviews(sim: GitHubSim, folder: string): Promise<void> {
  const pulls = Number(process.env['LOAD_PULLS'] ?? 60);
  const size = 10;
  const name = 'acme/reviews';
  const files = Object.fromEntries(
    generateChange(size).files.flatMap(({ path, body }) => (body === undefined ? [] : [[path, body]])),
  );
  await sim.createRepository('acme', 'reviews');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
  for (let index = 0; index < pulls; index++) {
    const branch = `change-${index}`;
    await sim.commit(name, { branch, parent: 'main', files: { ...files, 'n.txt': `${index}\n` } });
    await sim.openPullRequest(name, { head: branch });
  }
  const alone = await engineAlone(size);
  say();
  say(
    `Reviews of ${pulls} pull requests of ${size} files, real engine, PGlite, found by the sweep at the start; the stand-in for GitHub runs on the same machine. Reference: the engine alone, ${alone.toFixed(0)} ms a review.`,
  );
  say();
  say('| workers | reviews a minute | time to engine alone | memory at rest | at most | requests a review |');
  say('|--:|--:|--:|--:|--:|--:|');
  for (const workers of [1, 2, 4, 8]) {
    const ended = (): number => sim.checkRuns(name).filter((run) => run.status === 'completed').length;
    const before = ended();
    const app = await startAppProcess(
      sim,
      {
        SIM_DATA: join(folder, `reviews-${workers}`),
        SIM_CONCURRENCY: String(workers),
        SIM_SWEEP_MS: '600000',
      },
      { script: '../bench/load-server.ts' },
    );
    const rest = rssMb(app);
    sim.requests.length = 0;
    while (ended() === before) await sleep(5);
    const [started, first] = [performance.now(), ended()];
    while (ended() < before + pulls) await sleep(20);
    const ms = (performance.now() - started) / (before + pulls - first);
    const requests = sim.requests.length / pulls;
    const peak = memoryMb(app, 'VmHWM');
    await app.kill();
    say(
      `| ${workers} | ${(60_000 / ms).toFixed(0)} | ${(ms / alone).toFixed(1)} | ${rest.toFixed(0)} MB | ${peak.toFixed(0)} MB | ${requests.toFixed(1)} |`,
    );
  }
}

/** Prints the tables. */
export async function benchLoad(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'langguard-load-'));
  const sim = await startGitHub({ validate: false, limits: { ratePerHour: 10_000_000 } });
  const database = await startPostgres({ isDurable: true });
  try {
    await benchWebhooks(sim, [
      ['bare Probot', { SIM_KIND: 'probot' }],
      ['LangGuard, PGlite', { SIM_DATA: join(folder, 'webhooks'), SIM_CONCURRENCY: '0' }],
      ['LangGuard, PostgreSQL', { SIM_DATABASE: database.url, SIM_CONCURRENCY: '0' }],
    ]);
    await benchReviews(sim, folder);
  } finally {
    await database.stop();
    await sim.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
