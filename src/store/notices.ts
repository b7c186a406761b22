// The outbox: what channels are to hear, each finding once, claimed by one replica at a time.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { PullKey } from './reviews.ts';
import type { NoticeTable, Schema } from './schema.ts';
import { sealJson, unsealJson } from './sealed.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** A notice as it is kept. */
export type StoredNotice = Omit<Selectable<NoticeTable>, 'content'> & { content: unknown };

/** What a review wants a channel to hear. */
export interface NewNotice {
  fingerprint: string;
  channel: string;
  grouping: string;
  follows: boolean;
  content: unknown;
  dueAt: Date;
}

/** Notices that leave together, and the right to send them until the claim ends. */
export interface Claim {
  batch: string;
  by: string;
  installationId: number;
  channel: string;
  /** This one included. */
  attempt: number;
  notices: [StoredNotice, ...StoredNotice[]];
}

const maxBatch = 500;

/** Rows of one statement stay far below PostgreSQL's 65,535 parameters. */
const chunk = 500;

/**
 * Notes what a review found, as often as you like: new findings wait to be told, those that are gone are withdrawn
 * while nobody heard of them, and channels that follow hear of both.
 */
export async function recordNotices(
  db: Transaction<Schema>,
  pull: PullKey,
  wanted: readonly NewNotice[],
  now: Date,
): Promise<void> {
  // Two replicas that record the same pull request would wait for each other's rows in different orders.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notices/${pull.installationId}/${pull.repositoryId}/${pull.pullNumber}`}, 0))`.execute(
    db,
  );
  const keys = new Map(wanted.map((each) => [keyOf(each), each]));
  const known = await ofPull(db, pull).execute();
  const knownKeys = new Set(known.map(keyOf));
  const fresh = [...keys.values()].filter((each) => !knownKeys.has(keyOf(each)));
  for (let at = 0; at < fresh.length; at += chunk)
    await db
      .insertInto('notices')
      .values(fresh.slice(at, at + chunk).map((each) => waitingRow(db, pull, each, now)))
      .execute();
  for (const row of known) {
    const found = keys.get(keyOf(row));
    if (found) await foundAgain(db, row, found, now);
    else if (row.isFound) await goneNow(db, row, now);
  }
}

/** Notes what belongs to no pull request: each once for its channel and fingerprint. */
export async function recordAlerts(
  db: Kysely<Schema>,
  installationId: number,
  wanted: readonly NewNotice[],
  now: Date,
): Promise<number> {
  if (wanted.length === 0) return 0;
  const place = { installationId, repositoryId: 0, pullNumber: 0 };
  const rows = await db
    .insertInto('notices')
    .values(wanted.slice(0, chunk).map((each) => waitingRow(db, place, each, now)))
    .onConflict((conflict) =>
      conflict
        .columns(['installationId', 'repositoryId', 'pullNumber', 'fingerprint', 'channel'])
        .doNothing(),
    )
    .returning('id')
    .execute();
  return rows.length;
}

function waitingRow(db: Db, pull: PullKey, { content, ...notice }: NewNotice, now: Date) {
  return {
    id: randomUUID(),
    ...pull,
    ...notice,
    content: sealJson(db, placeOf(pull), content),
    state: 'waiting' as const,
    told: null,
    batch: null,
    claimedBy: null,
    claimedUntil: null,
    issue: null,
    problem: null,
    createdAt: now,
    changedAt: now,
  };
}

async function foundAgain(db: Db, row: StoredNotice, found: NewNotice, now: Date): Promise<void> {
  const isNews = row.state === 'withdrawn' || (row.follows && row.told === false);
  if (row.isFound && !isNews) return;
  await update(db, row, {
    isFound: true,
    changedAt: now,
    ...(isNews && row.state !== 'waiting'
      ? { ...again, content: sealJson(db, placeOf(row), found.content), dueAt: found.dueAt }
      : {}),
  });
}

async function goneNow(db: Db, row: StoredNotice, now: Date): Promise<void> {
  const isUnheard = row.state === 'waiting' && row.told === null && row.attempts === 0;
  await update(db, row, {
    isFound: false,
    changedAt: now,
    ...(isUnheard ? { state: 'withdrawn' as const } : {}),
    ...(row.follows && row.state === 'sent' && row.told === true ? { ...again, dueAt: now } : {}),
  });
}

const again = { state: 'waiting' as const, batch: null, attempts: 0, problem: null };

async function update(db: Db, row: StoredNotice, values: object): Promise<void> {
  await db
    .updateTable('notices')
    .set(values)
    .where('id', '=', row.id)
    .where('installationId', '=', row.installationId)
    .execute();
}

/**
 * Takes the notices that leave in the next message that is due, for `leaseMs`; undefined when nothing is. A message
 * whose sender vanished is taken again as it was.
 */
export async function claimNotices(
  db: Kysely<Schema>,
  now: Date,
  leaseMs: number,
): Promise<Claim | undefined> {
  return await db.transaction().execute(async (trx) => {
    // One claim at a time, so that no other claim of the same finding begins unseen.
    await sql`select pg_advisory_xact_lock(hashtextextended('notices/claim', 0))`.execute(trx);
    const free = trx
      .selectFrom('notices')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('dueAt', '<=', now)
      .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)]))
      // Two attempts at the issue of one finding at a time would open it twice.
      .where((eb) =>
        eb.not(
          eb.and([
            eb('follows', '=', true),
            eb.exists(
              eb
                .selectFrom('notices as other')
                .select('other.id')
                .whereRef('other.installationId', '=', 'notices.installationId')
                .whereRef('other.channel', '=', 'notices.channel')
                .whereRef('other.grouping', '=', 'notices.grouping')
                .where('other.claimedUntil', '>', now),
            ),
          ]),
        ),
      )
      .forUpdate()
      .skipLocked();
    // The outbox as a whole is asked here, as the queue is; everything after that is one installation's.
    const first = await free.orderBy('dueAt').orderBy('id').limit(1).executeTakeFirst();
    if (!first) return undefined;
    const same = free.where('installationId', '=', first.installationId).where('channel', '=', first.channel);
    const rows = await (
      first.batch === null
        ? same.where('grouping', '=', first.grouping).where('batch', 'is', null)
        : same.where('batch', '=', first.batch)
    )
      .orderBy('createdAt')
      .orderBy('id')
      .limit(maxBatch)
      .execute();
    const batch = first.batch ?? randomUUID();
    const by = randomUUID();
    const claimed = await trx
      .updateTable('notices')
      .set((eb) => ({
        batch,
        claimedBy: by,
        claimedUntil: new Date(now.getTime() + leaseMs),
        attempts: eb('attempts', '+', 1),
      }))
      .where('installationId', '=', first.installationId)
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .returningAll()
      .execute();
    const [head, ...rest] = claimed.map((row) => opened(trx, row)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (!head) return undefined;
    return {
      batch,
      by,
      installationId: first.installationId,
      channel: first.channel,
      attempt: head.attempts,
      notices: [head, ...rest],
    };
  });
}

/** Ends a claim well. What changed its truth meanwhile waits to be told again, where the channel follows. */
export async function noteSent(db: Kysely<Schema>, claim: Claim, now: Date, issue?: number): Promise<void> {
  for (const told of [true, false]) {
    const ids = claim.notices.filter(({ isFound }) => isFound === told).map(({ id }) => id);
    if (ids.length === 0) continue;
    const isOld = sql<boolean>`follows and is_found <> ${told}`;
    await claimed(db, claim)
      .set({
        told,
        state: sql<'sent'>`case when ${isOld} then 'waiting' else 'sent' end`,
        batch: sql<string>`case when ${isOld} then null else batch end`,
        attempts: sql<number>`case when ${isOld} then 0 else attempts end`,
        problem: null,
        claimedBy: null,
        claimedUntil: null,
        changedAt: now,
        ...(issue === undefined ? {} : { issue }),
      })
      .where('id', 'in', ids)
      .execute();
  }
}

/** Ends a claim badly: tried again at `again`, or never. */
export async function noteFailed(
  db: Kysely<Schema>,
  claim: Claim,
  { problem, again: at, now }: { problem: string; again: Date | 'never'; now: Date },
): Promise<void> {
  await claimed(db, claim)
    .set({
      problem: problem.slice(0, 300),
      claimedBy: null,
      claimedUntil: null,
      changedAt: now,
      ...(at === 'never' ? { state: 'dead' as const } : { dueAt: at }),
    })
    .execute();
}

/** Of all pull requests of a repository the notices of a finding in a channel, oldest first. */
export async function noticesOfFinding(
  db: Kysely<Schema>,
  { installationId, repositoryId, channel, fingerprint }: StoredNotice,
): Promise<StoredNotice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('installationId', '=', installationId)
    .where('repositoryId', '=', repositoryId)
    .where('channel', '=', channel)
    .where('fingerprint', '=', fingerprint)
    .orderBy('createdAt')
    .orderBy('pullNumber')
    .limit(100)
    .execute();
  return rows.map((row) => opened(db, row));
}

/** How many notices wait, and how many nobody could be told: over all installations, for whoever runs the App. */
export async function countNotices(db: Kysely<Schema>): Promise<{ waiting: number; dead: number }> {
  const rows = await db
    .selectFrom('notices')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('state', 'in', ['waiting', 'dead'])
    .groupBy('state')
    .execute();
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0);
  return { waiting: of('waiting'), dead: of('dead') };
}

/** How many notices are due, those under way included: over all installations. */
export async function countDueNotices(db: Kysely<Schema>, now: Date): Promise<number> {
  const row = await db
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'waiting')
    .where('dueAt', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function claimed(db: Kysely<Schema>, { installationId, batch, by }: Claim) {
  return db
    .updateTable('notices')
    .where('installationId', '=', installationId)
    .where('batch', '=', batch)
    .where('claimedBy', '=', by);
}

function ofPull(db: Db, pull: PullKey) {
  return db
    .selectFrom('notices')
    .selectAll()
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber);
}

function opened(db: Db, row: Selectable<NoticeTable>): StoredNotice {
  return { ...row, content: unsealJson(db, placeOf(row), row.content) };
}

function placeOf({ installationId }: { installationId: number }) {
  return { installationId, column: 'notices.content' };
}

function keyOf({ channel, fingerprint }: { channel: string; fingerprint: string }): string {
  return `${channel}/${fingerprint}`;
}
