// Fault 5, a crash in the middle: the real process is killed before, during and after each write, and nothing is lost or doubled.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, test } from 'vitest';
import { summaryMarker } from '../src/reporters/summary-comment.ts';
import { webhookPath } from '../src/server/app.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { startAppProcess, type AppProcess } from './app-process.ts';
import { startGitHub, type Fault, type GitHubSim } from './github-sim/index.ts';
import { reviewedBody, reviewedPath, rightMessages } from './made-up-review.ts';
import { randomFrom } from './random.ts';

/** Three requests with annotations, the last of them with the conclusion. */
const findings = 120;

/** Kills at a place left to chance, beside those at every write; `CRASH_ROUNDS=500` by hand. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 2);
const seed = Number(process.env['CRASH_SEED'] ?? 7);

type When = Extract<Fault, { kind: 'act' }>['when'];

interface Point {
  /** What is written, or the number of a request of any kind. */
  at: string;
  when: When;
  matches(method: string, path: string): boolean;
  /** Happens after the review instead of with it. */
  isCommand: boolean;
}

const writes: { at: string; method: string; path: RegExp; nth?: number; isCommand?: boolean }[] = [
  { at: 'the creation of the run', method: 'POST', path: /\/check-runs$/ },
  { at: 'the first annotations', method: 'PATCH', path: /\/check-runs\/\d+$/ },
  { at: 'the second annotations', method: 'PATCH', path: /\/check-runs\/\d+$/, nth: 2 },
  { at: 'the last annotations and the conclusion', method: 'PATCH', path: /\/check-runs\/\d+$/, nth: 3 },
  { at: 'the suggestions', method: 'POST', path: /\/pulls\/\d+\/reviews$/ },
  { at: 'the summary', method: 'POST', path: /\/issues\/\d+\/comments$/ },
  { at: 'the reaction', method: 'POST', path: /\/reactions$/, isCommand: true },
  { at: 'the reply', method: 'POST', path: /\/issues\/\d+\/comments$/, isCommand: true },
];

const phases: readonly When[] = ['arrived', 'applied', 'answered'];

/** Before, during and after each write. */
const everyWrite = (): Point[] =>
  writes.flatMap(({ at, method, path, nth = 1, isCommand = false }) =>
    phases.map((when) => ({
      at,
      when,
      isCommand,
      matches: nthThat((m, p) => m === method && path.test(p), nth),
    })),
  );

/** One of the three for each write, in turn: of the two databases only what a killed process leaves behind differs. */
const eachWriteOnce = (): Point[] =>
  everyWrite().filter(
    (_, index) => index % phases.length === Math.floor(index / phases.length) % phases.length,
  );

function nthThat(matches: Point['matches'], nth: number): Point['matches'] {
  let seen = 0;
  return (method, path) => matches(method, path) && ++seen === nth;
}

function byChance(): Point[] {
  const random = randomFrom(seed);
  return Array.from({ length: rounds }, () => {
    const isCommand = random() < 0.3;
    // A review makes about twenty requests, a command about ten.
    const nth = 1 + Math.floor(random() * (isCommand ? 10 : 20));
    const when = phases[Math.floor(random() * phases.length)] ?? 'arrived';
    return { at: `request ${nth}`, when, isCommand, matches: nthThat(() => true, nth) };
  });
}

interface Place {
  env: Record<string, string>;
  /** Has the next process take over at once what a killed one held; otherwise only a missing heartbeat tells. */
  lapse(): Promise<void>;
}

type Later = (close: () => Promise<void> | void) => void;

async function pglite(onTestFinished: Later): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), 'langguard-crash-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  // The lock on the directory tells the next process that this one is gone.
  return { env: { SIM_DATA: directory }, lapse: async () => {} };
}

async function postgres(onTestFinished: Later): Promise<Place> {
  const server = await startPostgres();
  onTestFinished(server.stop);
  return {
    env: { SIM_DATABASE: server.url },
    async lapse() {
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query(
        `update pgboss.job set heartbeat_on = now() - interval '1 day' where state = 'active'`,
      );
      await client.end();
    },
  };
}

const nameOf = (index: number): string => `acme/shop-${index}`;

async function openPull(sim: GitHubSim, index: number): Promise<string> {
  const name = nameOf(index);
  await sim.createRepository('acme', `shop-${index}`);
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
  sim.setCollaborator(name, 'dana', 'admin');
  const files = { [reviewedPath]: reviewedBody(findings, index) };
  const head = await sim.commit(name, { branch: 'change', parent: 'main', files });
  await sim.openPullRequest(name, { head: 'change', author: { login: 'dana' } });
  return head;
}

const startsWith = (text: string) => (comment: Record<string, unknown>) =>
  String(comment['body']).startsWith(text);

/** What stands on GitHub, in a form that has one right value. */
function outcome(sim: GitHubSim, index: number, head: string) {
  const name = nameOf(index);
  const comments = sim.comments(name, 1);
  return {
    runs: sim.checkRuns(name, head).map((run) => ({
      state: `${run.status} ${run.conclusion}`,
      messages: run.annotations.map((each) => String(each['message'])).toSorted(),
    })),
    suggestions: sim.reviews(name, 1).map(({ comments: each }) => each.map((one) => one['line'])),
    summaries: comments.filter(startsWith(summaryMarker)).length,
    replies: comments.filter(startsWith('<!-- langguard:commands -->')).length,
    reactions: comments.flatMap((each) => (each['reactions'] as { total_count: number }).total_count),
  };
}

function right(head: string, isCommand: boolean): ReturnType<typeof outcome> {
  return {
    runs: [{ state: 'completed failure', messages: rightMessages(head, findings, true) }],
    suggestions: [[1, 2, 3]],
    summaries: 1,
    replies: isCommand ? 1 : 0,
    reactions: isCommand ? [0, 1, 0] : [0],
  };
}

async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come to hold.');
    await sleep(20);
  }
}

async function hasWork({ url }: AppProcess): Promise<boolean> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return !/^langguard_queue_jobs 0$/m.test(text);
}

describe.concurrent.each([
  ['PGlite, once', pglite, process.env['CRASH_ROUNDS'] === undefined ? eachWriteOnce : everyWrite],
  ['PostgreSQL, before, during and after', postgres, everyWrite],
] as const)('fault 5: killed with its data in %s', (_name, open, writesOf) => {
  test(
    'at every write and at some places left to chance',
    { timeout: 1_800_000 + rounds * 60_000 },
    async ({ expect, onTestFinished }) => {
      const sim = await startGitHub({ validate: false });
      onTestFinished(() => sim.close());
      const place = await open(onTestFinished);
      let isOver = false;
      const start = async (): Promise<AppProcess> => {
        if (isOver) throw new Error('The test is over.');
        const env = {
          SIM_FINDINGS: String(findings),
          SIM_COMMENTS: '1',
          SIM_FAST: '1',
          SIM_LOG: 'fatal',
        };
        const app = await startAppProcess(sim, { ...place.env, ...env });
        onTestFinished(async () => {
          isOver = true;
          await app.kill();
        });
        sim.webhookUrl = `${app.url}${webhookPath}`;
        return app;
      };
      const points = [...writesOf(), ...byChance()];
      const heads: string[] = [];
      let app = await start();
      for (const [index, { at, when, matches, isCommand }] of points.entries()) {
        const isDead = app.ended;
        const arm = (): void =>
          sim.faultByChance((method, path) =>
            path.startsWith(`/repos/${nameOf(index)}/`) && matches(method, path)
              ? { kind: 'act', when, path: /./, act: () => app.kill() }
              : undefined,
          );
        if (!isCommand) arm();
        const head = await openPull(sim, index);
        heads.push(head);
        if (isCommand) {
          await until(() => outcome(sim, index, head).summaries === 1);
          arm();
          sim.comment(nameOf(index), 1, '/langguard help', 'dana');
        }
        const isByChance = at.startsWith('request');
        const isKilled = await Promise.race([
          isDead.then(() => true),
          sleep(isByChance ? 4000 : 150_000, false),
        ]);
        if (!isKilled && !isByChance) throw new Error(`Not killed at ${at}, ${when}.`);
        sim.clearFaults();
        // A request left to chance may never come: then somebody pulls the plug.
        await app.kill();
        await sim.settled();
        app = await start();
      }
      await place.lapse();
      await until(async () => !(await hasWork(app)), 300_000);
      for (const [index, { at, when, isCommand }] of points.entries()) {
        const head = heads[index] ?? '';
        const where = `killed at ${at}, ${when}; seed ${seed}`;
        expect(outcome(sim, index, head), where).toEqual(right(head, isCommand));
      }
    },
  );
});
