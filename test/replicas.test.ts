// Fault 45, two replicas on the same work: on one PostgreSQL they share it, nothing is reviewed twice, and the death of one loses nothing.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { webhookPath } from '../src/server/app.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { startAppProcess, type AppProcess } from './app-process.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { reviewedBody, reviewedPath } from './made-up-review.ts';
import { randomFrom } from './random.ts';

const pulls = 60;
const repositories = 3;
/** Two requests with annotations. */
const findings = 60;
const concurrency = 2;
const random = randomFrom(45);

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Sends each webhook to one of the replicas in turn, and every fifth to the other as well. */
async function startBalancer(replicas: AppProcess[]): Promise<string> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const forward = (to: AppProcess | undefined): Promise<number> =>
        new Promise((resolve) => {
          const sent = request(`${to?.url}${webhookPath}`, { method: 'POST', headers: incoming.headers });
          sent.on('response', (answer) => {
            answer.resume();
            resolve(answer.statusCode ?? 502);
          });
          // The replica is dead: GitHub notes the failure, and a sweep of the other one asks again.
          sent.on('error', () => resolve(502));
          sent.end(body);
        });
      const mine = turn++;
      if (mine % 5 === 0) void forward(replicas[(mine + 1) % replicas.length]);
      void forward(replicas[mine % replicas.length]).then((status) => outgoing.writeHead(status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Opened {
  name: string;
  number: number;
  branch: string;
  head: string;
  older: string[];
}

async function openPull(sim: GitHubSim, index: number): Promise<Opened> {
  const name = `acme/shop-${index % repositories}`;
  const branch = `change-${index}`;
  const files = { [reviewedPath]: reviewedBody(findings, index) };
  const head = await sim.commit(name, { branch, parent: 'main', files });
  const { number } = await sim.openPullRequest(name, { head: branch, title: branch });
  return { name, number, branch, head, older: [] };
}

async function push(sim: GitHubSim, pull: Opened): Promise<void> {
  pull.older.push(pull.head);
  const files = { [reviewedPath]: reviewedBody(findings, random()) };
  pull.head = await sim.commit(pull.name, { branch: pull.branch, files });
}

/** The heads that a replica has read to the end. */
function reviewedBy({ output }: AppProcess): string[] {
  return output.flatMap((line) => /"reviewed":"(\w+)"/.exec(line)?.[1] ?? []);
}

const runsOf = (sim: GitHubSim, { name }: Opened, head: string): string[] =>
  sim.checkRuns(name, head).map((run) => `${run.status} ${run.conclusion} ${run.annotations.length}`);

async function until(holds: () => boolean, timeoutMs = 300_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('It did not come to hold.');
    await sleep(50);
  }
}

test(
  'fault 45: two replicas share 60 pull requests with pushes; one is killed midway',
  { timeout: 600_000 },
  async () => {
    const sim = await startGitHub();
    closing.push(() => sim.close());
    const database = await startPostgres();
    closing.push(database.stop);
    const env = {
      SIM_DATABASE: database.url,
      SIM_FINDINGS: String(findings),
      SIM_CONCURRENCY: String(concurrency),
      SIM_REVIEW_MS: '40',
      SIM_SWEEP_MS: '3000',
      SIM_LEASE: '10',
      SIM_FAST: '1',
      SIM_LOG: 'fatal',
    };
    // Both at once, so that they also meet in the migrations.
    const replicas = await Promise.all([startAppProcess(sim, env), startAppProcess(sim, env)]);
    closing.push(...replicas.map((each) => () => each.kill()));
    for (let index = 0; index < repositories; index++) {
      await sim.createRepository('acme', `shop-${index}`);
      await sim.commit(`acme/shop-${index}`, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
    }
    sim.webhookUrl = await startBalancer(replicas);

    const opened: Opened[] = [];
    for (let index = 0; index < pulls; index++) {
      const pull = await openPull(sim, index);
      opened.push(pull);
      if (random() < 0.4) await push(sim, opened[Math.floor(random() * opened.length)] ?? pull);
    }
    const [first, second] = replicas;
    // Where one of them began late, there is work until it has had its share.
    while (!replicas.every((each) => reviewedBy(each).length >= 5)) {
      await sleep(200);
      const pull = opened[Math.floor(random() * opened.length)];
      if (pull) await push(sim, pull);
    }
    await first.kill();
    for (let more = 0; more < 10; more++) {
      const pull = opened[Math.floor(random() * opened.length)];
      if (pull) await push(sim, pull);
    }

    const right = ['completed failure 60'];
    await until(() => opened.every((pull) => runsOf(sim, pull, pull.head).join() === right.join()));
    const deadline = Date.now() + 120_000;
    while (!/^langguard_queue_jobs 0$/m.test(await (await fetch(`${second.url}/metrics`)).text())) {
      if (Date.now() > deadline) throw new Error('The queue did not become empty.');
      await sleep(50);
    }
    for (const pull of opened) {
      expect(runsOf(sim, pull, pull.head)).toEqual(right);
      for (const head of pull.older) {
        const [run, ...others] = runsOf(sim, pull, head);
        expect(others).toEqual([]);
        if (run) expect(run).toMatch(/^completed (cancelled|failure)/);
      }
    }
    const [mine, theirs] = [reviewedBy(first), reviewedBy(second)];
    for (const heads of [mine, theirs]) expect(new Set(heads).size).toBe(heads.length);
    // Only what the first one held when it died was read again.
    expect(mine.filter((head) => theirs.includes(head)).length).toBeLessThanOrEqual(concurrency);
    expect(Math.min(mine.length, theirs.length)).toBeGreaterThanOrEqual(5);
    expect(sim.violations).toEqual([]);
  },
);
