// A repository that was archived: nothing can be written there, so its reviews end in our record alone.
import type { Kysely } from 'kysely';
import { cancelReviews } from './reviews.ts';
import type { Schema } from './schema.ts';

/** Notes whether a repository is archived, and ends the reviews that run there when it is. */
export async function noteArchived(
  db: Kysely<Schema>,
  { installationId, repositoryId }: { installationId: number; repositoryId: number },
  isArchived: boolean,
): Promise<void> {
  await db
    .updateTable('repositories')
    .set({ isArchived, updatedAt: new Date() })
    .where('installationId', '=', installationId)
    .where('id', '=', repositoryId)
    .execute();
  if (isArchived) await cancelReviews(db, { installationId, repositoryId });
}
