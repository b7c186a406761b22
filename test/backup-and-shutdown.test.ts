// What docs/operations.md promises: an orderly stop, and a backup that a new process goes on from.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { startApp, webhookPath, type App } from '../src/server/app.ts';
import type { ReviewPullRequest, ReviewTarget } from '../src/server/review-job.ts';
import { verifyLedger, readLedger } from '../src/store/ledger.ts';
import { openStore, type StoreLocation } from '../src/store/open.ts';
import { startPostgres } from '../src/store/postgres-for-tests.ts';
import { readSealKeys } from '../src/store/sealed.ts';
import { addWaiver } from '../src/store/waivers.ts';
import { configOn } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { until } from './until.ts';

const name = 'acme/shop';
const folder = mkdtempSync(join(tmpdir(), 'langguard-backup-'));
const { keys } = readSealKeys({
  current: Buffer.from(Array.from({ length: 32 }, (_, i) => 7 * i)).toString('base64'),
});
let sim: GitHubSim;
let app: App | undefined;
let reviewed: string[] = [];

beforeEach(async () => {
  sim = await startGitHub();
  reviewed = [];
  await sim.createRepository('acme', 'shop');
  await sim.commit(name, { branch: 'main', parent: null, files: { 'README.md': 'shop\n' } });
});

afterEach(async () => {
  await app?.close();
  await sim.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const review = async (_octokit: unknown, { headSha }: ReviewTarget) => {
  reviewed.push(headSha);
  return cleanReview({ head: headSha });
};

/** The App with a stand-in for the review, which spares it the rules. */
async function start(
  store: StoreLocation,
  { sweepMs, reviewPullRequest = review }: { sweepMs?: number; reviewPullRequest?: ReviewPullRequest } = {},
): Promise<App> {
  app = await startApp({
    config: configOn(sim, {
      store,
      sealKeys: keys,
      ...(sweepMs === undefined ? {} : { sweepMs }),
    }),
    reviewPullRequest,
    retry: { limit: 2, delay: 0, delayMax: 1 },
    settleMs: [5, 20, 50],
  });
  sim.webhookUrl = `${app.url}${webhookPath}`;
  return app;
}

async function openPull(branch: string): Promise<string> {
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [branch]: `${branch}\n` } });
  await sim.openPullRequest(name, { head: branch });
  await quiet();
  return sha;
}

async function quiet(): Promise<void> {
  await sim.settled();
  await app?.drained();
  await sim.settled();
}

const conclusions = (sha: string): (string | null)[] => sim.checkRuns(name, sha).map((run) => run.conclusion);

test('a stop lets the running review end, and takes no webhooks meanwhile', async () => {
  let go = (): void => {};
  let begun = (): void => {};
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  const gate = new Promise<void>((resolve) => (go = resolve));
  const { url, close } = await start(
    { memory: true },
    {
      reviewPullRequest: async (octokit, target) => {
        begun();
        await gate;
        return await review(octokit, target);
      },
    },
  );
  const sha = await sim.commit(name, { branch: 'a', parent: 'main', files: { a: 'a\n' } });
  await sim.openPullRequest(name, { head: 'a' });
  await isBegun;
  let isClosed = false;
  const closed = close().then(() => (isClosed = true));
  const answer = await fetch(`${url}/readyz`).then(
    ({ status }) => status,
    () => 'refused',
  );
  expect(['refused', 503]).toContain(answer);
  expect(isClosed).toBe(false);
  expect(conclusions(sha)).toEqual([null]);
  go();
  await closed;
  expect(conclusions(sha)).toEqual(['success']);
});

/** Reviews one pull request, backs up, reviews another, loses everything, restores, and looks. */
async function survive(
  store: StoreLocation,
  { backUp, lose, restore }: Record<'backUp' | 'lose' | 'restore', () => void | Promise<void>>,
): Promise<void> {
  await start(store);
  const before = await openPull('before');
  await app?.close();
  const first = await openStore(store, keys);
  const [pull] = await first.db.selectFrom('reviews').selectAll().execute();
  if (!pull) throw new Error('There is no review.');
  const { installationId, repositoryId, pullNumber } = pull;
  await addWaiver(
    first.db,
    {
      installationId,
      repositoryId,
      pullNumber,
      rule: 'weak-hash',
      fingerprint: 'ab'.repeat(32),
      reason: 'names cache files only',
      owner: 'dana',
      approver: 'kim',
      until: '2026-12-31',
      source: 'command',
      isFalsePositive: false,
    },
    'comment/1',
  );
  await first.close();
  await backUp();

  await start(store);
  const after = await openPull('after');
  await app?.close();
  expect([conclusions(before), conclusions(after)]).toEqual([['success'], ['success']]);
  await lose();
  await restore();

  // Sealed with the same key, which is no part of the backup.
  const restored = await openStore(store, keys);
  expect(await verifyLedger(readLedger(restored.db, installationId))).toMatchObject({ ok: true });
  await restored.close();
  await expect(openStore(store).then((each) => each.close())).rejects.toThrow('LANGGUARD_ENCRYPTION_KEY');

  reviewed = [];
  // The last sweep of the backup is seconds old here, and hours in life.
  await start(store, { sweepMs: 1000 });
  await until(() => conclusions(after).length >= 2);
  await quiet();
  // What the backup knows is not done again; what came after it is found by the sweep.
  expect(reviewed).toEqual([after]);
  expect(conclusions(before)).toEqual(['success']);
  expect(conclusions(after)).toEqual(['success', 'success']);
  const next = await openPull('next');
  expect(conclusions(next)).toEqual(['success']);
  await app?.close();
}

test('the embedded database: a copy of the folder while the App is stopped', async () => {
  const directory = join(folder, 'data');
  const copy = join(folder, 'copy');
  await survive(
    { directory },
    {
      backUp: () => cpSync(directory, copy, { recursive: true }),
      lose: () => rmSync(directory, { recursive: true }),
      restore: () => cpSync(copy, directory, { recursive: true }),
    },
  );
});

test('PostgreSQL: a copy of the database, by pg_dump where its version allows', async () => {
  const postgres = await startPostgres();
  const admin = new URL(postgres.url);
  admin.pathname = '/postgres';
  const run = async (...statements: string[]): Promise<void> => {
    const client = new Client({ connectionString: admin.href });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const dump = join(folder, 'langguard.dump');
  // A pg_dump older than the server refuses to work; then the server copies the database itself.
  const hasPgDump = pgDumpVersion() >= 18;
  try {
    await survive(
      { databaseUrl: postgres.url },
      {
        backUp: () =>
          hasPgDump
            ? void execFileSync('pg_dump', ['--format=custom', `--file=${dump}`, postgres.url])
            : run('create database copy template langguard'),
        lose: () => run('drop database langguard'),
        restore: async () => {
          if (!hasPgDump) return await run('create database langguard template copy');
          await run('create database langguard');
          execFileSync('pg_restore', ['--dbname', postgres.url, '--exit-on-error', dump]);
        },
      },
    );
  } finally {
    await app?.close();
    await postgres.stop();
  }
});

function pgDumpVersion(): number {
  try {
    return Number(
      /(\d+)\./.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8', stdio: 'pipe' }))?.[1],
    );
  } catch {
    return 0;
  }
}
