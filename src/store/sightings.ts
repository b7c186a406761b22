// Where a secret was seen, by its keyed digest alone.
import type { Kysely, Transaction } from 'kysely';
import type { PullKey } from './reviews.ts';
import type { Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** Of one pull request; a change with more is dealt with as a whole. */
const maxDigests = 500;

/** Notes the secrets that a pull request holds, or held in its history. Safe to repeat. */
export async function noteSightings(db: Db, pull: PullKey, digests: Iterable<string>): Promise<void> {
  const { installationId, repositoryId, pullNumber } = pull;
  const seenAt = new Date();
  const rows = [...new Set(digests)]
    .slice(0, maxDigests)
    .map((digest) => ({ installationId, repositoryId, pullNumber, digest, seenAt }));
  if (rows.length === 0) return;
  await db
    .insertInto('secretSightings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['installationId', 'repositoryId', 'digest', 'pullNumber']).doUpdateSet({ seenAt }),
    )
    .execute();
}

/** Other pull requests of the repository in which a secret was seen, newest first, at most `limit`. */
export async function otherSightings(
  db: Db,
  { installationId, repositoryId, pullNumber }: PullKey,
  digest: string,
  limit = 20,
): Promise<number[]> {
  const rows = await db
    .selectFrom('secretSightings')
    .select('pullNumber')
    .where('installationId', '=', installationId)
    .where('repositoryId', '=', repositoryId)
    .where('digest', '=', digest)
    .where('pullNumber', '!=', pullNumber)
    .orderBy('seenAt', 'desc')
    .orderBy('pullNumber', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.pullNumber);
}
