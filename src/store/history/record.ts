// Writes what a completed review says about its pull request beside the review, in the same transaction.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { PullKey } from '../reviews.ts';
import type { Schema } from '../schema.ts';
import { applyReview, type Applied, type SeenReview } from './apply.ts';

/** Puts a completed review into the history. Said twice, it counts once. */
export async function recordReview(trx: Transaction<Schema>, seen: SeenReview): Promise<void> {
  // Two reviews of one pull request may be recorded at once, when stored ones are caught up with.
  const name = `history/${seen.installationId}/${seen.repositoryId}/${seen.pullNumber}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
  const known = await trx
    .selectFrom('reviewCounts')
    .select('id')
    .where('id', '=', seen.id)
    .executeTakeFirst();
  if (known) return;
  const pull = await trx
    .selectFrom('pulls')
    .selectAll()
    .where('installationId', '=', seen.installationId)
    .where('repositoryId', '=', seen.repositoryId)
    .where('number', '=', seen.pullNumber)
    .executeTakeFirst();
  const rows = pull
    ? await trx
        .selectFrom('findings')
        .selectAll()
        .where('installationId', '=', seen.installationId)
        .where('repositoryId', '=', seen.repositoryId)
        .where('pullNumber', '=', seen.pullNumber)
        .execute()
    : [];
  const before = pull && { pull, findings: new Map(rows.map((row) => [row.fingerprint, row])) };
  const applied = applyReview(before, seen);
  if (before && applied.counts.isFirst) await demoteFirst(trx, seen);
  await writeApplied(trx, applied);
}

/** Rows that one statement writes: far below the 65,535 parameters of the protocol. */
const batch = 1000;

async function writeApplied(trx: Transaction<Schema>, applied: Applied): Promise<void> {
  const { pull, findings, counts, origins } = applied;
  const { installationId: _i, repositoryId: _r, number: _n, ...changes } = pull;
  await trx
    .insertInto('pulls')
    .values(pull)
    .onConflict((conflict) =>
      conflict.columns(['installationId', 'repositoryId', 'number']).doUpdateSet(changes),
    )
    .execute();
  for (let from = 0; from < findings.length; from += batch)
    await trx
      .insertInto('findings')
      .values(findings.slice(from, from + batch))
      .onConflict((conflict) =>
        conflict
          .columns(['installationId', 'repositoryId', 'pullNumber', 'fingerprint'])
          .doUpdateSet((eb) =>
            Object.fromEntries(changing.map((column) => [column, eb.ref(`excluded.${column}`)])),
          ),
      )
      .execute();
  await trx.insertInto('reviewCounts').values(counts).execute();
  if (origins.length > 0) await trx.insertInto('reviewOrigins').values(origins).execute();
}

/** What changes of a finding that is known. */
const changing = [
  'severity',
  'confidence',
  'path',
  'line',
  'kind',
  'grade',
  'tool',
  'model',
  'firstSeen',
  'lastSeen',
  'reviewId',
  'inFirst',
  'onLine',
  'state',
  'endedAt',
  'waivedBy',
  'waivedUntil',
  'isMerged',
] as const;

/** An older review than all known ones came late: it is the first now. */
async function demoteFirst(trx: Transaction<Schema>, pull: PullKey): Promise<void> {
  for (const table of ['reviewCounts', 'reviewOrigins'] as const)
    await trx
      .updateTable(table)
      .set({ isFirst: false })
      .where('installationId', '=', pull.installationId)
      .where('repositoryId', '=', pull.repositoryId)
      .where('pullNumber', '=', pull.pullNumber)
      .execute();
  await trx
    .updateTable('findings')
    .set({ inFirst: false })
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber)
    .execute();
}

/** Notes that a pull request was closed. Unmerged, its open findings are discarded; merged, they are in the branch. */
export async function recordClosed(
  db: Kysely<Schema>,
  pull: PullKey,
  { closedAt, mergedAt }: { closedAt: Date; mergedAt: Date | null },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await trx
      .updateTable('pulls')
      .set({ closedAt, mergedAt })
      .where('installationId', '=', pull.installationId)
      .where('repositoryId', '=', pull.repositoryId)
      .where('number', '=', pull.pullNumber)
      .returning('number')
      .executeTakeFirst();
    if (!known) return;
    const standing = trx
      .updateTable('findings')
      .where('installationId', '=', pull.installationId)
      .where('repositoryId', '=', pull.repositoryId)
      .where('pullNumber', '=', pull.pullNumber);
    await (
      mergedAt
        ? standing.set({ isMerged: true }).where('state', 'in', ['open', 'waived'])
        : standing.set({ state: 'discarded', endedAt: closedAt }).where('state', '=', 'open')
    ).execute();
  });
}

/** Keeps the name of a repository; the newest one said wins. */
export async function nameRepository(
  db: Kysely<Schema> | Transaction<Schema>,
  repository: { installationId: number; id: number; fullName: string; isArchived?: boolean },
): Promise<void> {
  const { fullName, isArchived } = repository;
  await db
    .insertInto('repositories')
    .values(repository)
    .onConflict((conflict) =>
      conflict.columns(['installationId', 'id']).doUpdateSet({
        fullName,
        updatedAt: new Date(),
        ...(isArchived === undefined ? {} : { isArchived }),
      }),
    )
    .execute();
}
