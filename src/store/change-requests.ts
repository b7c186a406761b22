// Which pull requests the App may have asked for changes, so that those of all others need not be looked through.
import type { Kysely } from 'kysely';
import type { PullKey } from './reviews.ts';
import type { Schema } from './schema.ts';

/** Notes that a pull request is about to be asked for changes; before it is, so that no crash hides it. */
export async function noteChangeRequest(db: Kysely<Schema>, pull: PullKey): Promise<void> {
  const { installationId, repositoryId, pullNumber } = pull;
  await db
    .insertInto('changeRequests')
    .values({ installationId, repositoryId, pullNumber, askedAt: new Date() })
    .onConflict((conflict) =>
      conflict.columns(['installationId', 'repositoryId', 'pullNumber']).doUpdateSet({ askedAt: new Date() }),
    )
    .execute();
}

/** Whether the App may have asked a pull request for changes. */
export async function mayHaveAsked(db: Kysely<Schema>, pull: PullKey): Promise<boolean> {
  const row = await db
    .selectFrom('changeRequests')
    .select('askedAt')
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber)
    .executeTakeFirst();
  return row !== undefined;
}
