// Waivers that people gave on GitHub; every change of one is an entry of the ledger in the same transaction.
import { createHash } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { advisedWords, type AdvisedWaiver } from '../engine/policy/advised.ts';
import type { Waiver } from '../engine/policy/waivers.ts';
import { appendToLedger } from './ledger.ts';
import type { Schema, WaiverTable } from './schema.ts';
import { seal, unseal } from './sealed.ts';

/** A waiver as it is kept. */
export type StoredWaiver = Omit<Selectable<WaiverTable>, 'reason'> & { reason: string };

/** Names a repository within an installation. */
export interface RepositoryKey {
  installationId: number;
  repositoryId: number;
}

/** What somebody asked to have accepted; without an approver it waits for one. */
export type NewWaiver = Omit<StoredWaiver, 'id' | 'createdAt' | 'revokedAt' | 'advised'> & {
  advised?: AdvisedWaiver[];
};

/** Puts a waiver on record. `request` names what asked for it: the same request again changes nothing. */
export async function addWaiver(
  db: Kysely<Schema>,
  waiver: NewWaiver,
  request: string,
): Promise<StoredWaiver> {
  const name = JSON.stringify([waiver.installationId, waiver.repositoryId, request, waiver.fingerprint]);
  const id = `w-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
  return await db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('waivers')
      .values({
        ...waiver,
        advised: waiver.advised ? JSON.stringify(waiver.advised) : null,
        reason: seal(trx, placeOf(waiver), waiver.reason),
        id,
        revokedAt: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!row)
      return opened(
        trx,
        await trx
          .selectFrom('waivers')
          .selectAll()
          .where('installationId', '=', waiver.installationId)
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
      );
    const kept = opened(trx, row);
    await appendToLedger(trx, {
      ...keyOf(kept),
      actor: kept.owner,
      action: kept.approver === null ? 'waiver-requested' : 'waiver-added',
      subject: subjectOf(kept),
    });
    return kept;
  });
}

/** Lets a waiver pass that waits. Undefined when it is not there or does not wait. */
export async function approveWaiver(
  db: Kysely<Schema>,
  { installationId, repositoryId }: RepositoryKey,
  id: string,
  approver: string,
): Promise<StoredWaiver | undefined> {
  return await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('waivers')
      .set({ approver })
      .where('installationId', '=', installationId)
      .where('repositoryId', '=', repositoryId)
      .where('id', '=', id)
      .where('approver', 'is', null)
      .where('revokedAt', 'is', null)
      .returningAll()
      .executeTakeFirst();
    const kept = row && opened(trx, row);
    if (kept)
      await appendToLedger(trx, {
        ...keyOf(kept),
        actor: approver,
        action: 'waiver-approved',
        subject: subjectOf(kept),
      });
    return kept;
  });
}

/** Takes back the waivers with an id, or of a finding. Returns those that were in force or waited. */
export async function revokeWaivers(
  db: Kysely<Schema>,
  { installationId, repositoryId }: RepositoryKey,
  which: { id: string } | { fingerprint: string },
  actor: string,
): Promise<StoredWaiver[]> {
  return await db.transaction().execute(async (trx) => {
    const scoped = trx
      .updateTable('waivers')
      .set({ revokedAt: new Date() })
      .where('installationId', '=', installationId)
      .where('repositoryId', '=', repositoryId)
      .where('revokedAt', 'is', null);
    const found = await (
      'id' in which ? scoped.where('id', '=', which.id) : scoped.where('fingerprint', '=', which.fingerprint)
    )
      .returningAll()
      .execute();
    const rows = found.map((row) => opened(trx, row));
    for (const row of rows)
      await appendToLedger(trx, { ...keyOf(row), actor, action: 'waiver-revoked', subject: subjectOf(row) });
    return rows;
  });
}

/** Every waiver of a repository that somebody let pass and nobody took back; those that ended last are kept, so that a report can say so. */
export async function waiversInForce(
  db: Kysely<Schema>,
  { installationId, repositoryId }: RepositoryKey,
  today: string,
): Promise<Waiver[]> {
  const rows = await db
    .selectFrom('waivers')
    .selectAll()
    .where('installationId', '=', installationId)
    .where('repositoryId', '=', repositoryId)
    .where('revokedAt', 'is', null)
    .where('approver', 'is not', null)
    .where('until', '>=', monthsBefore(today, 6))
    .orderBy('createdAt')
    .orderBy('id')
    .limit(20_000)
    .execute();
  return rows.map(
    ({
      id,
      rule,
      fingerprint,
      advised,
      reason,
      owner,
      approver,
      until,
      source,
      isFalsePositive,
    }): Waiver => ({
      id,
      rule,
      ...(advised ? { advised } : { fingerprint }),
      reason: unseal(db, placeOf({ installationId }), reason),
      owner: `@${owner}`,
      ...(approver !== null && approver !== owner && { approver: `@${approver}` }),
      until,
      from: source,
      ...(isFalsePositive && { isFalsePositive }),
    }),
  );
}

function opened(db: Kysely<Schema> | Transaction<Schema>, row: Selectable<WaiverTable>): StoredWaiver {
  return { ...row, reason: unseal(db, placeOf(row), row.reason) };
}

function placeOf({ installationId }: { installationId: number }) {
  return { installationId, column: 'waivers.reason' };
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

function keyOf({ installationId, repositoryId }: RepositoryKey): RepositoryKey {
  return { installationId, repositoryId };
}

function subjectOf(waiver: StoredWaiver): Record<string, string | number | boolean> {
  const { id, pullNumber, rule, fingerprint, advised, reason, owner, until, source, isFalsePositive } =
    waiver;
  const accepts = advised ? { accepts: advisedWords(advised) } : {};
  return {
    waiver: id,
    pull: pullNumber,
    rule,
    fingerprint,
    ...accepts,
    reason,
    owner,
    until,
    source,
    isFalsePositive,
  };
}
