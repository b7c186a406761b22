// One review of the history, with the others of its pull request.
import { sql, type Kysely, type Selectable } from 'kysely';
import { completedReviews } from '../reviews.ts';
import type { Review } from '../../engine/review.ts';
import type { Schema } from '../schema.ts';
import type { FindingTable, PullTable, ReviewCountTable } from './schema.ts';
import { within, type Scope } from './scope.ts';

/** Everything that is kept of one review. */
export interface ReviewStory {
  counts: Selectable<ReviewCountTable>;
  /** Undefined when its content was deleted, because its time was over. */
  outcome: Review | undefined;
  pull: Selectable<PullTable> | undefined;
  /** All completed reviews of the pull request, oldest first. */
  rounds: Pick<
    ReviewCountTable,
    'id' | 'at' | 'headSha' | 'conclusion' | 'critical' | 'high' | 'medium' | 'low' | 'waived'
  >[];
  /** The findings of the pull request by fingerprint. */
  findings: ReadonlyMap<string, Selectable<FindingTable>>;
}

/** The review with this id, where it is in sight. */
export async function reviewStory(
  db: Kysely<Schema>,
  scope: Scope,
  id: string,
): Promise<ReviewStory | undefined> {
  const counts = await db
    .selectFrom('reviewCounts')
    .selectAll()
    .where('id', '=', id)
    .where(within(scope, 'review_counts'))
    .executeTakeFirst();
  if (!counts) return undefined;
  const { installationId, repositoryId, pullNumber } = counts;
  const place = sql<boolean>`installation_id = ${installationId} and repository_id = ${repositoryId}`;
  const outcome = (await completedReviews(db, [id])).get(id)?.outcome;
  const pull = await db
    .selectFrom('pulls')
    .selectAll()
    .where(place)
    .where('number', '=', pullNumber)
    .executeTakeFirst();
  const rounds = await db
    .selectFrom('reviewCounts')
    .select(['id', 'at', 'headSha', 'conclusion', 'critical', 'high', 'medium', 'low', 'waived'])
    .where(place)
    .where('pullNumber', '=', pullNumber)
    .orderBy('at')
    .limit(200)
    .execute();
  const findings = await db
    .selectFrom('findings')
    .selectAll()
    .where(place)
    .where('pullNumber', '=', pullNumber)
    .limit(5000)
    .execute();
  return { counts, outcome, pull, rounds, findings: new Map(findings.map((row) => [row.fingerprint, row])) };
}
