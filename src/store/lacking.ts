// Which heads wait because something was not there when they were reviewed.
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A head that waits, with the repository's name. */
export interface WaitingHead {
  installationId: number;
  repositoryId: number;
  fullName: string;
  headSha: string;
}

/** Heads of open pull requests, over all installations, whose review ended as incomplete in a span of time; oldest first. */
export async function waitingHeads(
  db: Kysely<Schema>,
  { after, before }: { after: Date; before: Date },
  limit: number,
): Promise<WaitingHead[]> {
  return await db
    .selectFrom('reviews')
    .innerJoin('pulls', (join) =>
      join
        .onRef('pulls.installationId', '=', 'reviews.installationId')
        .onRef('pulls.repositoryId', '=', 'reviews.repositoryId')
        .onRef('pulls.number', '=', 'reviews.pullNumber'),
    )
    .innerJoin('repositories', (join) =>
      join
        .onRef('repositories.installationId', '=', 'reviews.installationId')
        .onRef('repositories.id', '=', 'reviews.repositoryId'),
    )
    .select([
      'reviews.installationId as installationId',
      'reviews.repositoryId as repositoryId',
      'repositories.fullName as fullName',
      'reviews.headSha as headSha',
    ])
    .where('reviews.state', '=', 'completed')
    .where('reviews.rerun', '=', false)
    .where('reviews.createdAt', '>', after)
    .where('reviews.createdAt', '<', before)
    .where('pulls.conclusion', '=', 'action_required')
    .where('pulls.closedAt', 'is', null)
    .where('pulls.mergedAt', 'is', null)
    .orderBy('reviews.createdAt')
    .limit(limit)
    .execute();
}
