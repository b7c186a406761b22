// Reviews on record: one active review per pull request, one answer per head.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Review } from '../engine/review.ts';
import type { ReviewState, ReviewTable, Schema } from './schema.ts';
import { sealJson, unsealJson, type SealedJson } from './sealed.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** A review as it is kept. */
export type StoredReview = Omit<Selectable<ReviewTable>, 'review'> & { review: Review | null };

/** Names a pull request within an installation. */
export interface PullKey {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
}

/** The running review of a pull request: there is at most one. */
export async function findActiveReview(db: Db, pull: PullKey): Promise<StoredReview | undefined> {
  return opened(db, await selectPull(db, pull).where('state', '=', 'running').executeTakeFirst());
}

/** The newest review of a head that nobody asked to repeat. */
export async function findReviewOfHead(
  db: Db,
  pull: PullKey,
  headSha: string,
): Promise<StoredReview | undefined> {
  const row = await selectPull(db, pull)
    .where('headSha', '=', headSha)
    .where('rerun', '=', false)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return opened(db, row);
}

/** Begins a review. Throws when another one of the same pull request is running. */
export async function startReview(
  db: Db,
  pull: PullKey,
  head: { headSha: string; baseRef: string },
): Promise<StoredReview> {
  const row = await db
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
  return { ...row, review: null };
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
    .set({ review: sealJson(db, placeOf(review), outcome) })
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

/** The completed reviews of a head, at most twenty; `isAnswer` where nobody asked to repeat it. */
export async function reviewsOfHead(
  db: Db,
  { installationId, repositoryId }: { installationId: number; repositoryId: number },
  headSha: string,
): Promise<{ isAnswer: boolean; review: Review | null }[]> {
  const rows = await db
    .selectFrom('reviews')
    .select(['installationId', 'rerun', 'review'])
    .where('installationId', '=', installationId)
    .where('repositoryId', '=', repositoryId)
    .where('headSha', '=', headSha)
    .where('state', '=', 'completed')
    .limit(20)
    .execute();
  return rows.map((row) => ({ isAnswer: !row.rerun, review: reviewOf(db, row) }));
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

/**
 * The newest finished reviews, over all installations, for whoever runs the App; or of some repositories only. Those whose
 * content was deleted are left out.
 */
export async function lastReviews(
  db: Db,
  limit: number,
  only?: readonly { installationId: number; repositoryId: number }[],
): Promise<(PullKey & { id: string; headSha: string; review: Review })[]> {
  const rows = await db
    .selectFrom('reviews')
    .select(['id', 'installationId', 'repositoryId', 'pullNumber', 'headSha', 'review'])
    .where('state', '=', 'completed')
    .where((eb) =>
      only === undefined
        ? eb.val(true)
        : eb.or(
            only.map(({ installationId, repositoryId }) =>
              eb.and([eb('installationId', '=', installationId), eb('repositoryId', '=', repositoryId)]),
            ),
          ),
    )
    .orderBy('createdAt', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => {
    const review = reviewOf(db, row);
    return review === null ? [] : [{ ...row, review }];
  });
}

/** Completed reviews by their ids, over all installations; those whose content was deleted are left out. */
export async function completedReviews(
  db: Db,
  ids: readonly string[],
): Promise<
  Map<
    string,
    PullKey & { id: string; headSha: string; createdAt: Date; finishedAt: Date | null; outcome: Review }
  >
> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('reviews')
    .select([
      'id',
      'installationId',
      'repositoryId',
      'pullNumber',
      'headSha',
      'createdAt',
      'finishedAt',
      'review',
    ])
    .where('id', 'in', ids)
    .where('state', '=', 'completed')
    .execute();
  return new Map(
    rows.flatMap(({ review, ...row }) => {
      const outcome = reviewOf(db, { installationId: row.installationId, review });
      return outcome === null ? [] : [[row.id, { ...row, outcome }]];
    }),
  );
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

/** The pull requests of an installation with a review that runs. */
export async function runningPulls(db: Db, installationId: number): Promise<PullKey[]> {
  return await db
    .selectFrom('reviews')
    .select(['installationId', 'repositoryId', 'pullNumber'])
    .where('installationId', '=', installationId)
    .where('state', '=', 'running')
    .limit(10_000)
    .execute();
}

/** Ends the running reviews of a repository in our record alone; returns how many. */
export async function cancelReviews(
  db: Db,
  { installationId, repositoryId }: { installationId: number; repositoryId: number },
  pullNumber?: number,
): Promise<number> {
  const rows = await db
    .updateTable('reviews')
    .set({ state: 'cancelled', finishedAt: new Date() })
    .where('installationId', '=', installationId)
    .where('repositoryId', '=', repositoryId)
    .where('state', '=', 'running')
    .$if(pullNumber !== undefined, (query) => query.where('pullNumber', '=', pullNumber ?? 0))
    .returning('id')
    .execute();
  return rows.length;
}

/** Reviews that have been running since before `before`, over all installations that are not suspended, oldest first. */
export async function listRunningSince(db: Db, before: Date, limit: number): Promise<StoredReview[]> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('state', '=', 'running')
    .where('createdAt', '<', before)
    // They go on when the installation does.
    .where(
      sql<boolean>`not exists (
        select from installations where installations.id = reviews.installation_id and suspended_at is not null)`,
    )
    .orderBy('createdAt')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, review: reviewOf(db, row) }));
}

function opened(db: Db, row: Selectable<ReviewTable> | undefined): StoredReview | undefined {
  return row && { ...row, review: reviewOf(db, row) };
}

/** What the completed review of a pull request said that came before the one with a check run. */
export async function reviewBefore(db: Db, pull: PullKey, checkRunId: number): Promise<Review | undefined> {
  const row = await selectPull(db, pull)
    .where('state', '=', 'completed')
    .where((eb) => eb.or([eb('checkRunId', 'is', null), eb('checkRunId', '!=', checkRunId)]))
    .where('createdAt', '<', (eb) =>
      eb
        .selectFrom('reviews as own')
        .select((inner) => inner.fn.coalesce(inner.fn.max('own.createdAt'), inner.val(new Date())).as('at'))
        .where('own.installationId', '=', pull.installationId)
        .where('own.repositoryId', '=', pull.repositoryId)
        .where('own.pullNumber', '=', pull.pullNumber)
        .where('own.checkRunId', '=', checkRunId),
    )
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? (reviewOf(db, row) ?? undefined) : undefined;
}

/** The content of a row: the only place that opens it. */
function reviewOf(db: Db, row: { installationId: number; review: SealedJson | null }): Review | null {
  return row.review === null ? null : (unsealJson(db, placeOf(row), row.review) as Review);
}

function placeOf({ installationId }: { installationId: number }) {
  return { installationId, column: 'reviews.review' };
}

function selectPull(db: Db, pull: PullKey) {
  return db
    .selectFrom('reviews')
    .selectAll()
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber);
}
