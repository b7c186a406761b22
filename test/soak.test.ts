// A long run with every kind of trouble mixed in: each pull request ends with exactly one right check run, and memory stays flat.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { summaryMarker } from '../src/reporters/summary-comment.ts';
import { webhookPath } from '../src/server/app.ts';
import { startAppProcess, type AppProcess } from './app-process.ts';
import { startGitHub, type DeliveryControl, type Fault, type GitHubSim } from './github-sim/index.ts';
import { reviewedBody, reviewedPath, rightMessages } from './made-up-review.ts';
import { randomFrom } from './random.ts';

/** `SOAK_PULLS=2000` by hand. */
const pulls = Number(process.env['SOAK_PULLS'] ?? 120);
const seed = Number(process.env['SOAK_SEED'] ?? 5);
/** The share of requests and of webhooks that something happens to. */
const share = Number(process.env['SOAK_SHARE'] ?? 0.05);
const repositories = 5;
/** Two requests with annotations. */
const findings = 55;
const maxInFlight = 30;

const closing: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const random = randomFrom(seed);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const path = /./;

const onReads: Fault[] = [
  { kind: 'status', status: 404, body: { message: 'Not Found' }, path },
  // Of a pull request only: a list that lags behind for longer than the App waits after a write is not GitHub.
  { kind: 'stale', path: /\/pulls\/\d+$/ },
];
const onAny: Fault[] = [
  { kind: 'status', status: 500, path },
  { kind: 'status', status: 503, path },
  { kind: 'apply-then-fail', path },
  { kind: 'apply-then-fail', reset: true, path },
  { kind: 'apply-then-fail', status: 504, path },
  { kind: 'reset', path },
  { kind: 'html', path },
  { kind: 'truncated-json', path },
  { kind: 'delay', ms: 200, path },
  { kind: 'secondary-limit', retryAfterSeconds: 1, path },
  { kind: 'secondary-limit', retryAfterSeconds: 1, status: 429, path },
  { kind: 'rate-limit', resetInSeconds: 1, path },
];
const onWebhooks: DeliveryControl[] = [
  { kind: 'drop' },
  { kind: 'duplicate', copies: 3 },
  // Long enough to be overtaken by a later one.
  { kind: 'delay', ms: 400 },
];

interface Opened {
  name: string;
  number: number;
  branch: string;
  head: string;
  isOpen: boolean;
}

async function openPull(sim: GitHubSim, index: number): Promise<Opened> {
  const name = `acme/shop-${index % repositories}`;
  const branch = `change-${index}`;
  const files = { [reviewedPath]: reviewedBody(findings, index) };
  const head = await sim.commit(name, { branch, parent: 'main', files });
  const { number } = await sim.openPullRequest(name, { head: branch, title: branch });
  return { name, number, branch, head, isOpen: true };
}

/** What people do while a review runs. */
async function interfere(sim: GitHubSim, pull: Opened): Promise<void> {
  if (!pull.isOpen) return;
  const act = random();
  if (act < 0.5) {
    const files = { [reviewedPath]: reviewedBody(findings, random()) };
    pull.head = await sim.commit(pull.name, { branch: pull.branch, files });
    return;
  }
  await sim.closePullRequest(pull.name, pull.number);
  pull.isOpen = false;
  if (act > 0.75) return;
  await sim.reopenPullRequest(pull.name, pull.number);
  pull.isOpen = true;
}

/** What is wrong with a pull request on GitHub; undefined when nothing is. */
function wrongWith(sim: GitHubSim, { name, number, head, isOpen }: Opened): string | undefined {
  const runs = sim.checkRuns(name, head);
  const open = runs.filter((run) => run.status !== 'completed').length;
  if (open > 0) return `${open} runs are not completed`;
  // Closing it in the middle cancels, and opening it again begins anew.
  const answers = runs.filter((run) => run.conclusion !== 'cancelled');
  if (!isOpen && answers.length === 0) return undefined;
  const [answer, ...others] = answers;
  if (!answer) return 'no answer';
  if (others.length > 0)
    return `${answers.length} answers: ${answers.map((run) => run.output.title).join('; ')}`;
  if (answer.conclusion !== 'failure') return `conclusion ${answer.conclusion}: ${answer.output.title}`;
  const messages = answer.annotations.map((each) => String(each['message'])).toSorted();
  const right = rightMessages(head, findings, true);
  if (messages.join('\n') !== right.join('\n'))
    return `${messages.length} annotations, not ${right.length}: ${answer.output.title}`;
  if (!isOpen) return undefined;
  const lines = sim.reviews(name, number).flatMap(({ comments }) => comments.map((each) => each['body']));
  if (lines.length !== 3) return `${lines.length} suggestions, not 3`;
  const summaries = sim
    .comments(name, number)
    .filter((comment) => String(comment['body']).startsWith(summaryMarker));
  return summaries.length === 1 ? undefined : `${summaries.length} summaries`;
}

/** What the App said of a pull request, without the stacks. */
function logOf({ output }: AppProcess, sim: GitHubSim, { name, number }: Opened): string[] {
  const key = `/${sim.repository(name).id}/${number}"`;
  return output.filter((line) => line.includes(key)).map((line) => line.replace(/"stack":"[^"]*"/g, ''));
}

interface Memory {
  pulls: number;
  rssMb: number;
  heapMb: number;
}

async function memoryOf({ child, output }: AppProcess, count: number): Promise<Memory> {
  const from = output.length;
  child.kill('SIGUSR2');
  for (;;) {
    const line = output.slice(from).find((each) => each.includes('"heapUsed"'));
    if (line !== undefined) {
      const { rss, heapUsed } = JSON.parse(line) as { rss: number; heapUsed: number };
      return { pulls: count, rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 };
    }
    await sleep(10);
  }
}

test(
  `${pulls} pull requests with trouble in ${share * 100} % of all requests and webhooks`,
  { timeout: 300_000 + pulls * 3000 },
  async () => {
    const sim = await startGitHub({ validate: false, limits: { ratePerHour: 10_000_000 } });
    closing.push(() => sim.close());
    const directory = mkdtempSync(join(tmpdir(), 'langguard-soak-'));
    closing.push(() => rmSync(directory, { recursive: true, force: true }));
    const app = await startAppProcess(
      sim,
      {
        SIM_DATA: directory,
        SIM_FINDINGS: String(findings),
        SIM_COMMENTS: '1',
        SIM_CONCURRENCY: '4',
        SIM_REVIEW_MS: '20',
        SIM_SWEEP_MS: '3000',
        SIM_FAST: '1',
        SIM_LOG: 'warn',
        // Full soon, so that what grows beside it is seen.
        SIM_REMEMBERED: '500000',
      },
      { args: ['--expose-gc'] },
    );
    closing.push(() => app.kill());
    for (let index = 0; index < repositories; index++) {
      await sim.createRepository('acme', `shop-${index}`);
      await sim.commit(`acme/shop-${index}`, { branch: 'main', parent: null, files: { 'README.md': 'x\n' } });
    }
    sim.webhookUrl = `${app.url}${webhookPath}`;
    const happened: Record<string, number> = {};
    const note = (what: string): void => void (happened[what] = (happened[what] ?? 0) + 1);
    sim.faultByChance((method, at) => {
      // Without a token there is nothing to be tested but the sign-in.
      if (random() >= share || at.includes('/access_tokens')) return undefined;
      const fault = pick(method === 'GET' ? [...onAny, ...onReads] : onAny);
      if (!fault.path.test(at)) return undefined;
      note(fault.kind === 'status' ? `status ${fault.status}` : fault.kind);
      return fault;
    });
    sim.deliveries.chance = () => {
      if (random() >= share) return undefined;
      const control = pick(onWebhooks);
      note(`webhook ${control.kind}`);
      return control;
    };

    const started = Date.now();
    const opened: Opened[] = [];
    const waiting = new Set<Opened>();
    const settle = (): void => {
      for (const pull of waiting) if (wrongWith(sim, pull) === undefined) waiting.delete(pull);
    };
    const tell = (some: Opened[]): string =>
      some.map((pull) => `${pull.name}#${pull.number}: ${wrongWith(sim, pull)}`).join('\n');
    const memory: Memory[] = [];
    for (let index = 0; index < pulls; index++) {
      const pull = await openPull(sim, index);
      opened.push(pull);
      waiting.add(pull);
      if (random() < share) {
        await sleep(random() * 100);
        await interfere(sim, pull);
        note('push, close or reopening');
      }
      if (index % Math.ceil(pulls / 20) === 0) memory.push(await memoryOf(app, index));
      const stalled = Date.now() + 240_000;
      while (waiting.size >= maxInFlight) {
        await sleep(50);
        settle();
        if (Date.now() > stalled) throw new Error(tell([...waiting].slice(0, 5)));
      }
      // The stand-in's own log is not what is measured.
      sim.requests.length = 0;
    }
    const deadline = Date.now() + 240_000;
    while (waiting.size > 0 && Date.now() < deadline) {
      await sleep(100);
      settle();
    }
    const seconds = (Date.now() - started) / 1000;
    // From here on nothing more may happen to them.
    sim.clearFaults();
    sim.deliveries.chance = undefined;
    await sim.settled();
    while (!/^langguard_queue_jobs 0$/m.test(await (await fetch(`${app.url}/metrics`)).text())) {
      if (Date.now() > deadline) throw new Error('The queue did not become empty.');
      await sleep(100);
    }
    memory.push(await memoryOf(app, pulls));

    const wrong = opened.flatMap((pull) => {
      const what = wrongWith(sim, pull);
      return what === undefined ? [] : [`${pull.name}#${pull.number}: ${what}`, ...logOf(app, sim, pull)];
    });
    console.log(
      [
        `${pulls} pull requests in ${seconds.toFixed(0)} s, ${((pulls / seconds) * 60).toFixed(0)} a minute, seed ${seed}`,
        Object.entries(happened)
          .map(([what, count]) => `${what} ${count}`)
          .join(', '),
        ...memory.map(
          (each) => `${each.pulls}: heap ${each.heapMb.toFixed(1)} MB, RSS ${each.rssMb.toFixed(0)} MB`,
        ),
      ].join('\n'),
    );
    expect(wrong).toEqual([]);
    // The first quarter warms up.
    const warm = memory.filter((each) => each.pulls >= pulls / 4);
    const [first, last] = [warm[0], warm.at(-1)];
    expect((last?.heapMb ?? 0) - (first?.heapMb ?? 0)).toBeLessThan(20);
    expect((last?.rssMb ?? 0) - (first?.rssMb ?? 0)).toBeLessThan(150);
  },
);
