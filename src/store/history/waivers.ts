// Waivers, approvals and the ledger as the dashboard lists them.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ApprovalTable, LedgerTable, Schema, WaiverTable } from '../schema.ts';
import { unseal } from '../sealed.ts';
import { during, within, type Filter, type Scope } from './scope.ts';

/** A waiver with its reason readable. */
export type ListedWaiver = Omit<Selectable<WaiverTable>, 'reason'> & { reason: string };

/** The waivers of a period, newest first. */
export async function listWaivers(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  limit: number,
): Promise<ListedWaiver[]> {
  const rows = await db
    .selectFrom('waivers')
    .selectAll()
    .where(within(scope, 'waivers'))
    .where(during(filter, 'waivers.created_at'))
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    reason: unseal(db, { installationId: row.installationId, column: 'waivers.reason' }, row.reason),
  }));
}

/** How many waivers of a period stand how. */
export async function countWaivers(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  today: string,
): Promise<{
  waivers: number;
  waiting: number;
  inForce: number;
  expired: number;
  revoked: number;
  falseAlarms: number;
}> {
  const { rows } = await sql<{
    waivers: number;
    waiting: number;
    inForce: number;
    expired: number;
    revoked: number;
    falseAlarms: number;
  }>`
    select count(*)::int4 as waivers,
      (count(*) filter (where revoked_at is null and approver is null))::int4 as waiting,
      (count(*) filter (where revoked_at is null and approver is not null and until >= ${today}))::int4 as in_force,
      (count(*) filter (where revoked_at is null and approver is not null and until < ${today}))::int4 as expired,
      (count(*) filter (where revoked_at is not null))::int4 as revoked,
      (count(*) filter (where is_false_positive))::int4 as false_alarms
    from waivers
    where ${within(scope, 'waivers')} and ${during(filter, 'waivers.created_at')}`.execute(db);
  return rows[0] ?? { waivers: 0, waiting: 0, inForce: 0, expired: 0, revoked: 0, falseAlarms: 0 };
}

/** The approvals of a period, newest first. */
export async function listApprovals(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  limit: number,
): Promise<Selectable<ApprovalTable>[]> {
  return await db
    .selectFrom('approvals')
    .selectAll()
    .where(within(scope, 'approvals'))
    .where(during(filter, 'approvals.given_at'))
    .orderBy('givenAt', 'desc')
    .limit(limit)
    .execute();
}

/** An entry of the ledger with its subject readable. */
export type ListedEntry = Omit<Selectable<LedgerTable>, 'subject'> & { subject: string | null };

/** The newest entries of the ledgers: of the repositories in sight, and of whole installations, such as tokens, for who administers them. */
export async function listLedger(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  limit: number,
  administered: readonly number[] = [],
): Promise<ListedEntry[]> {
  const rows = await db
    .selectFrom('ledger')
    .selectAll()
    .where(
      within([...scope, ...administered.map((id) => ({ installationId: id, repositoryIds: [0] }))], 'ledger'),
    )
    .where('at', '>=', filter.since.toISOString())
    .where('at', '<', filter.until.toISOString())
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    subject:
      row.subject === null
        ? null
        : unseal(db, { installationId: row.installationId, column: 'ledger.subject' }, row.subject),
  }));
}
