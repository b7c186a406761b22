// Brings reviews into the history that were stored before there was one.
import { sql, type Kysely } from 'kysely';
import { completedReviews } from '../reviews.ts';
import type { Schema } from '../schema.ts';
import { nameRepository, recordReview } from './record.ts';

/** Reads stored reviews, oldest first, and records those that are missing; returns how many. Safe to repeat. */
export async function catchUpHistory(db: Kysely<Schema>, signal?: AbortSignal): Promise<number> {
  await nameKnown(db);
  let recorded = 0;
  let after: Place | undefined;
  for (;;) {
    const page = await missing(db, after);
    if (page.length === 0) return recorded;
    const reviews = await completedReviews(
      db,
      page.map(({ id }) => id),
    );
    for (const { id } of page) {
      signal?.throwIfAborted();
      const found = reviews.get(id);
      // What it said was deleted, when its time was over.
      if (!found) continue;
      const { finishedAt, createdAt } = found;
      const at = finishedAt ?? createdAt;
      await db
        .transaction()
        .execute((trx) =>
          recordReview(trx, { ...found, at, durationMs: at.getTime() - createdAt.getTime() }),
        );
      recorded++;
    }
    after = page.at(-1);
  }
}

const pageSize = 100;

/** The time as the database writes it: a Date would lose its microseconds, and with them the place. */
interface Place {
  time: string;
  id: string;
}

async function missing(db: Kysely<Schema>, after: Place | undefined): Promise<Place[]> {
  return await db
    .selectFrom('reviews')
    .leftJoin('reviewCounts', 'reviewCounts.id', 'reviews.id')
    .select(['reviews.id', sql<string>`reviews.created_at::text`.as('time')])
    .where('reviews.state', '=', 'completed')
    .where('reviewCounts.id', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(reviews.created_at, reviews.id) > (${after?.time}::timestamptz, ${after?.id})`,
      ),
    )
    .orderBy('reviews.createdAt')
    .orderBy('reviews.id')
    .limit(pageSize)
    .execute();
}

/** The names that webhooks brought; a repository without one is shown by its number. */
async function nameKnown(db: Kysely<Schema>): Promise<void> {
  const rows = await db
    .selectFrom('deliveries')
    .distinctOn(['installationId', 'repositoryId'])
    .select(['installationId', 'repositoryId', 'repository'])
    .where('repository', 'is not', null)
    .where('repositoryId', 'is not', null)
    .orderBy('installationId')
    .orderBy('repositoryId')
    .orderBy('receivedAt', 'desc')
    .execute();
  const known = await db.selectFrom('repositories').select(['installationId', 'id']).execute();
  const has = new Set(known.map(({ installationId, id }) => `${installationId}/${id}`));
  for (const { installationId, repositoryId: id, repository } of rows)
    if (id !== null && repository !== null && !has.has(`${installationId}/${id}`))
      await nameRepository(db, { installationId, id, fullName: repository });
}
