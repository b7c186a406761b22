// The ledger: who changed what and why, append only, each entry bound to the one before by its hash.
import { createHash } from 'node:crypto';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { LedgerTable, Schema } from './schema.ts';
import { seal, unseal } from './sealed.ts';

/** An entry as it is kept. */
export type LedgerEntry = Omit<Selectable<LedgerTable>, 'subject'> & { subject: string | null };

/** What is put on record. `subject` is a flat object of ids, names and the person's reason; never code. */
export interface NewEntry {
  installationId: number;
  repositoryId: number;
  actor: string;
  action: string;
  subject: Record<string, string | number | boolean>;
  /** When; now where it is not said. */
  at?: Date;
}

/** The hash before the first entry. */
const genesis = '0'.repeat(64);

/** Appends an entry, in the transaction that makes the change itself. */
export async function appendToLedger(trx: Transaction<Schema>, entry: NewEntry): Promise<LedgerEntry> {
  // Two at once would take the same number.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`ledger/${entry.installationId}`}, 0))`.execute(
    trx,
  );
  const last = await trx
    .selectFrom('ledger')
    .select(['seq', 'hash'])
    .where('installationId', '=', entry.installationId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const subject = JSON.stringify(entry.subject);
  const row = {
    installationId: entry.installationId,
    seq: (last?.seq ?? 0) + 1,
    repositoryId: entry.repositoryId,
    at: (entry.at ?? new Date()).toISOString(),
    actor: entry.actor,
    action: entry.action,
    subject,
    subjectDigest: sha256(subject),
    previous: last?.hash ?? genesis,
  };
  const kept = { ...row, hash: hashOf(row) };
  await trx
    .insertInto('ledger')
    .values({ ...kept, subject: seal(trx, placeOf(entry), subject) })
    .execute();
  return kept;
}

/** The entries of an installation in their order, a page at a time. */
export async function* readLedger(db: Kysely<Schema>, installationId: number): AsyncGenerator<LedgerEntry> {
  const pageSize = 1000;
  for (let after = 0; ;) {
    const page = await db
      .selectFrom('ledger')
      .selectAll()
      .where('installationId', '=', installationId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(pageSize)
      .execute();
    for (const row of page)
      yield { ...row, subject: row.subject === null ? null : unseal(db, placeOf(row), row.subject) };
    if (page.length < pageSize) return;
    after = page.at(-1)?.seq ?? after;
  }
}

/** The installations that have a ledger. */
export async function installationsWithLedger(db: Kysely<Schema>): Promise<number[]> {
  const rows = await db
    .selectFrom('ledger')
    .select('installationId')
    .distinct()
    .orderBy('installationId')
    .execute();
  return rows.map(({ installationId }) => installationId);
}

/** How a ledger stands: whole, or where it breaks and how. */
export type Verdict =
  { ok: true; entries: number; last: string } | { ok: false; seq: number; problem: string };

/** Follows the chain. A cut at the end shows only to who remembers the last hash. */
export async function verifyLedger(
  entries: AsyncIterable<LedgerEntry> | Iterable<LedgerEntry>,
): Promise<Verdict> {
  let previous = genesis;
  let seq = 0;
  for await (const entry of entries) {
    seq++;
    if (entry.seq !== seq) return { ok: false, seq, problem: `entry ${seq} is missing` };
    if (entry.previous !== previous)
      return { ok: false, seq, problem: 'it does not follow from the entry before' };
    if (entry.subject !== null && sha256(entry.subject) !== entry.subjectDigest)
      return { ok: false, seq, problem: 'what it is about was altered' };
    if (hashOf(entry) !== entry.hash) return { ok: false, seq, problem: 'it was altered' };
    previous = entry.hash;
  }
  return { ok: true, entries: seq, last: previous };
}

function placeOf({ installationId }: { installationId: number }) {
  return { installationId, column: 'ledger.subject' };
}

function hashOf(entry: Omit<LedgerEntry, 'hash'>): string {
  const { installationId, seq, repositoryId, at, actor, action, subjectDigest, previous } = entry;
  return sha256(
    JSON.stringify([installationId, seq, repositoryId, at, actor, action, subjectDigest, previous]),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
