// Approvals that people gave by command; each is an entry of the ledger in the same transaction.
import type { Kysely, Selectable } from 'kysely';
import { appendToLedger } from './ledger.ts';
import type { PullKey } from './reviews.ts';
import type { ApprovalTable, Schema } from './schema.ts';

/** An approval as it is kept. */
export type StoredApproval = Selectable<ApprovalTable>;

/** Puts an approval on record; said twice, it is kept once. */
export async function addApproval(
  db: Kysely<Schema>,
  approval: Omit<StoredApproval, 'givenAt'>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const added = await trx
      .insertInto('approvals')
      .values(approval)
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .executeTakeFirst();
    if (!added) return;
    const { installationId, repositoryId, pullNumber, name, matter, headSha, login, how } = approval;
    await appendToLedger(trx, {
      installationId,
      repositoryId,
      actor: login,
      action: 'approved',
      subject: { pull: pullNumber, approval: name, matter, head: headSha, how },
    });
  });
}

/** The approvals of a pull request, oldest first. */
export async function approvalsOf(
  db: Kysely<Schema>,
  { installationId, repositoryId, pullNumber }: PullKey,
): Promise<StoredApproval[]> {
  return await db
    .selectFrom('approvals')
    .selectAll()
    .where('installationId', '=', installationId)
    .where('repositoryId', '=', repositoryId)
    .where('pullNumber', '=', pullNumber)
    .orderBy('givenAt')
    .orderBy('login')
    .limit(1000)
    .execute();
}
