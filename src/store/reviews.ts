// Reviews on record: one active review per pull request, one answer per head.
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Review } from '../engine/review.ts';
import type { ReviewState, ReviewTable, Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** A review as it is kept. */
export type StoredReview = Selectable<ReviewTable>;

/** Names a pull request within an installation. */
export interface PullKey {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
}

/** The running review of a pull request: there is at most one. */
export async function findActiveReview(db: Db, pull: PullKey): Promise<StoredReview | undefined> {
  return await selectPull(db, pull).where('state', '=', 'running').executeTakeFirst();
}

/** The newest review of a head that nobody asked to repeat. */
export async function findReviewOfHead(
  db: Db,
  pull: PullKey,
  headSha: string,
): Promise<StoredReview | undefined> {
  return await selectPull(db, pull)
    .where('headSha', '=', headSha)
    .where('rerun', '=', false)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Begins a review. Throws when another one of the same pull request is running. */
export async function startReview(
  db: Db,
  pull: PullKey,
  head: { headSha: string; baseRef: string },
): Promise<StoredReview> {
  return await db
    .insertInto('reviews')
    .values({
      id: randomUUID(),
      installationId: pull.installationId,
      repositoryId: pull.repositoryId,
      pullNumber: pull.pullNumber,
      headSha: head.headSha,
      baseRef: head.baseRef,
      state: 'running',
      checkRunId: null,
      review: null,
      finishedAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes how far publishing came. */
export async function notePublished(
  db: Db,
  review: { id: string; installationId: number },
  progress: { checkRunId?: number; steps?: number },
): Promise<void> {
  const { checkRunId, steps = 0 } = progress;
  await db
    .updateTable('reviews')
    .set((eb) => ({
      publishedSteps: eb('publishedSteps', '+', steps),
      ...(checkRunId === undefined ? {} : { checkRunId }),
    }))
    .where('id', '=', review.id)
    .where('installationId', '=', review.installationId)
    .execute();
}

/** Keeps the outcome, so that a retry publishes the same one. */
export async function keepOutcome(
  db: Db,
  review: { id: string; installationId: number },
  outcome: Review,
): Promise<void> {
  await db
    .updateTable('reviews')
    .set({ review: JSON.stringify(outcome) })
    .where('id', '=', review.id)
    .where('installationId', '=', review.installationId)
    .execute();
}

/** Ends a review. */
export async function finishReview(
  db: Db,
  review: { id: string; installationId: number },
  state: Exclude<ReviewState, 'running'>,
): Promise<void> {
  await db
    .updateTable('reviews')
    .set({ state, finishedAt: new Date() })
    .where('id', '=', review.id)
    .where('installationId', '=', review.installationId)
    .execute();
}

/**
 * Marks the ended reviews of a head, begun before `before`, as no longer an answer; returns their pull requests.
 * Those begun later are what the request asked for, so that a repeated request changes nothing.
 */
export async function requestRerun(
  db: Db,
  repository: { installationId: number; repositoryId: number },
  headSha: string,
  before: Date,
): Promise<number[]> {
  const scoped = db
    .updateTable('reviews')
    .set({ rerun: true })
    .where('installationId', '=', repository.installationId)
    .where('repositoryId', '=', repository.repositoryId)
    .where('headSha', '=', headSha);
  await scoped.where('state', '!=', 'running').where('createdAt', '<=', before).execute();
  const rows = await db
    .selectFrom('reviews')
    .select('pullNumber')
    .distinct()
    .where('installationId', '=', repository.installationId)
    .where('repositoryId', '=', repository.repositoryId)
    .where('headSha', '=', headSha)
    .execute();
  return rows.map((row) => row.pullNumber);
}

/**
 * Marks every review of a pull request as no longer an answer, one that runs included: it may have begun before what
 * somebody just decided.
 */
export async function askAgain(db: Db, pull: PullKey): Promise<void> {
  await db
    .updateTable('reviews')
    .set({ rerun: true })
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber)
    .where('rerun', '=', false)
    .execute();
}

/** The newest finished reviews, over all installations: for whoever runs the App. */
export async function lastReviews(
  db: Db,
  limit: number,
): Promise<(PullKey & { id: string; headSha: string; review: Review })[]> {
  const rows = await db
    .selectFrom('reviews')
    .select(['id', 'installationId', 'repositoryId', 'pullNumber', 'headSha', 'review'])
    .where('state', '=', 'completed')
    .orderBy('createdAt', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => (row.review === null ? [] : [{ ...row, review: row.review }]));
}

/** Of some heads those with a review that runs or ended and that nobody asked to repeat, as `<pull>/<sha>`. */
export async function headsWithReview(
  db: Db,
  repository: { installationId: number; repositoryId: number },
  heads: readonly string[],
): Promise<Set<string>> {
  if (heads.length === 0) return new Set();
  const rows = await db
    .selectFrom('reviews')
    .select(['pullNumber', 'headSha'])
    .where('installationId', '=', repository.installationId)
    .where('repositoryId', '=', repository.repositoryId)
    .where('headSha', 'in', heads)
    .where('rerun', '=', false)
    // A closed pull request may have been opened again.
    .where('state', '!=', 'cancelled')
    .execute();
  return new Set(rows.map(({ pullNumber, headSha }) => `${pullNumber}/${headSha}`));
}

/** Reviews that have been running since before `before`, over all installations, oldest first. */
export async function listRunningSince(db: Db, before: Date, limit: number): Promise<StoredReview[]> {
  return await db
    .selectFrom('reviews')
    .selectAll()
    .where('state', '=', 'running')
    .where('createdAt', '<', before)
    .orderBy('createdAt')
    .limit(limit)
    .execute();
}

function selectPull(db: Db, pull: PullKey) {
  return db
    .selectFrom('reviews')
    .selectAll()
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber);
}
