// Puts a made-up year into a database: the same calls as the App's where few rows are made, whole batches where many.
import { sql, type Insertable } from 'kysely';
import { appendToLedger } from '../../src/store/ledger.ts';
import { digestKeyOf } from '../../src/store/installations.ts';
import type { Store } from '../../src/store/open.ts';
import { seal, sealJson } from '../../src/store/sealed.ts';
import { applyReview, type Applied, type PullHistory } from '../../src/store/history/apply.ts';
import type { Schema } from '../../src/store/schema.ts';
import { claimTeams, finishTeams, keepTeam } from '../../src/store/teams.ts';
import { people, repositoryNames, teams } from './cast.ts';
import { inventPull, type InventedPull, type SeedRepository } from './invent.ts';
import { randomBy, type Random } from './random.ts';

/** How much to make; the defaults are a year of 40 repositories and 20,000 reviews. */
export interface SeedOptions {
  seed?: number;
  /** The last day. */
  now: Date;
  installationId?: number;
  organisation?: string;
  repositories?: number;
  reviews?: number;
}

const day = 86_400_000;

/** Fills the database; returns the repositories. The same options give the same data. */
export async function seedYear(store: Store, options: SeedOptions): Promise<SeedRepository[]> {
  const { seed = 8, now, installationId = 4242, organisation = 'acme', reviews = 20_000 } = options;
  const random = randomBy(seed);
  const names = repositoryNames.slice(0, options.repositories ?? repositoryNames.length);
  const repositories = names.map((name, at): SeedRepository => {
    const weight = 0.15 + random.next() ** 2 * 2;
    const risk = 0.35 + random.next() ** 2 * 1.9;
    return {
      installationId,
      id: installationId * 1000 + at,
      name: `${organisation}/${name}`,
      weight,
      risk,
      ai: 0.15 + random.next() * 0.4,
    };
  });
  await digestKeyOf(store.db, installationId);
  await insert(
    store,
    'repositories',
    repositories.map(({ id, name }) => ({ installationId, id, fullName: name, updatedAt: now })),
  );
  await writeTeams(store, { installationId, now }, repositories);

  const pulls = inventYear(random, repositories, { now, reviews });
  const numbers = new Map<number, number>();
  const rows: Rows = {
    reviews: [],
    pulls: [],
    findings: [],
    reviewCounts: [],
    reviewOrigins: [],
    waivers: [],
  };
  const given: { repository: SeedRepository; number: number; pull: InventedPull }[] = [];
  for (const { repository, pull } of pulls) {
    const number = (numbers.get(repository.id) ?? 0) + 1;
    numbers.set(repository.id, number);
    addRows(store.db, rows, repository, number, pull);
    if (pull.waivers.length > 0) given.push({ repository, number, pull });
    if (rows.reviews.length >= 400) await flush(store, rows);
  }
  await flush(store, rows);
  await writeLedger(store, given);
  await sql`analyze`.execute(store.db);
  return repositories;
}

function inventYear(
  random: Random,
  repositories: SeedRepository[],
  { now, reviews }: { now: Date; reviews: number },
) {
  const start = now.getTime() - 365 * day;
  const pulls: { repository: SeedRepository; pull: InventedPull }[] = [];
  for (let made = 0; made < reviews;) {
    const repository = random.weighted(repositories);
    // More is done towards the end, and on working days.
    const progress = random.next() ** 0.75;
    const openedAt = new Date(start + progress * 365 * day);
    const weekday = openedAt.getUTCDay();
    if ((weekday === 0 || weekday === 6) && random.next() < 0.85) continue;
    openedAt.setUTCHours(7 + random.int(11), random.int(60));
    if (openedAt >= now) continue;
    const pull = inventPull(random, repository, { openedAt, now, progress, people });
    pull.reviews.length = Math.min(pull.reviews.length, reviews - made);
    made += pull.reviews.length;
    if (pull.reviews.length > 0) pulls.push({ repository, pull });
  }
  return pulls.sort((a, b) => a.pull.openedAt.getTime() - b.pull.openedAt.getTime());
}

type Rows = {
  [Table in 'reviews' | 'pulls' | 'findings' | 'reviewCounts' | 'reviewOrigins' | 'waivers']: Insertable<
    Schema[Table]
  >[];
};

function addRows(
  db: Store['db'],
  rows: Rows,
  repository: SeedRepository,
  pullNumber: number,
  pull: InventedPull,
): void {
  const place = { installationId: repository.installationId, repositoryId: repository.id, pullNumber };
  let history: PullHistory | undefined;
  for (const { id, at, durationMs, headSha, outcome } of pull.reviews) {
    const seen = {
      id,
      ...place,
      headSha,
      at,
      durationMs,
      outcome,
      author: pull.author,
      openedAt: pull.openedAt,
    };
    const applied: Applied = applyReview(history, seen);
    history = {
      pull: applied.pull,
      findings: new Map([
        ...(history?.findings ?? []),
        ...applied.findings.map((row) => [row.fingerprint, row] as const),
      ]),
    };
    rows.reviewCounts.push(applied.counts);
    rows.reviewOrigins.push(...applied.origins);
    rows.reviews.push({
      id,
      ...place,
      headSha,
      baseRef: 'main',
      state: 'completed',
      checkRunId: null,
      review: sealJson(db, { ...place, column: 'reviews.review' }, outcome),
      createdAt: new Date(at.getTime() - durationMs),
      finishedAt: at,
    });
  }
  if (!history) return;
  const { closedAt, mergedAt } = pull;
  rows.pulls.push({ ...history.pull, closedAt, mergedAt });
  for (const row of history.findings.values()) {
    const isStanding = row.state === 'open' || row.state === 'waived';
    const isDiscarded = closedAt !== null && mergedAt === null && row.state === 'open';
    rows.findings.push({
      ...row,
      isMerged: mergedAt !== null && isStanding,
      ...(isDiscarded && { state: 'discarded', endedAt: closedAt }),
    });
  }
  for (const { id, finding, owner, approver, at, until, reason, isFalsePositive } of pull.waivers) {
    const { rule, fingerprint } = finding;
    const sealed = seal(db, { ...place, column: 'waivers.reason' }, reason);
    const who = { owner, approver, until, reason: sealed, isFalsePositive };
    rows.waivers.push({
      id,
      ...place,
      rule,
      fingerprint,
      ...who,
      source: 'command',
      createdAt: at,
      revokedAt: null,
    });
  }
}

async function flush(store: Store, rows: Rows): Promise<void> {
  for (const table of Object.keys(rows) as (keyof Rows)[]) {
    await insert(store, table, rows[table]);
    rows[table].length = 0;
  }
}

async function insert<Table extends keyof Rows | 'repositories'>(
  store: Store,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const batch = 500;
  for (let from = 0; from < rows.length; from += batch)
    await store.db
      .insertInto(table)
      .values(rows.slice(from, from + batch) as never)
      .execute();
}

/** The teams as GitHub would have named them this morning. */
async function writeTeams(
  { db }: Store,
  { installationId, now }: { installationId: number; now: Date },
  repositories: readonly SeedRepository[],
): Promise<void> {
  const knownAt = new Date(now.getTime() - 8 * 3_600_000);
  const claim = await claimTeams(db, installationId, knownAt, 0);
  if (!claim) throw new Error('Somebody asks for the teams of a made-up installation.');
  for (const [team, name, own] of teams) {
    const ids = repositories.filter((each) => own.split(' ').includes(each.name.split('/')[1] ?? ''));
    await keepTeam(
      db,
      installationId,
      { team, name },
      ids.map(({ id }) => id),
    );
  }
  await finishTeams(db, claim, { knownAt, source: 'teams' }, new Date(knownAt.getTime() + day));
}

async function writeLedger(
  store: Store,
  given: { repository: SeedRepository; number: number; pull: InventedPull }[],
): Promise<void> {
  const entries = given.flatMap(({ repository, number, pull }) =>
    pull.waivers.map((waiver) => ({ repository, number, ...waiver })),
  );
  entries.sort((a, b) => a.at.getTime() - b.at.getTime());
  await store.db.transaction().execute(async (trx) => {
    for (const { repository, number, id, finding, owner, at, until, reason, isFalsePositive } of entries)
      await appendToLedger(trx, {
        installationId: repository.installationId,
        repositoryId: repository.id,
        actor: owner,
        action: 'waiver-added',
        at,
        subject: {
          waiver: id,
          pull: number,
          rule: finding.rule,
          fingerprint: finding.fingerprint,
          reason,
          owner,
          until,
          source: 'command',
          isFalsePositive,
        },
      });
  });
}
