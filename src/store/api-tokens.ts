// Keys for programs: of one installation, for some purposes, until a day. Only their digests are kept.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { isSuspended } from './installations.ts';
import { appendToLedger } from './ledger.ts';
import type { ApiTokenTable, Schema } from './schema.ts';

/** What a token may be for: the pages, whole tables as CSV or JSON, and sending traces in. */
export const tokenScopes = ['read', 'export', 'ingest'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** A token as it is known after its making. */
export type ApiToken = Omit<Selectable<ApiTokenTable>, 'digest' | 'scopes'> & { scopes: TokenScope[] };

/** A token to be made. */
export interface NewApiToken {
  installationId: number;
  /** Null for all repositories of the installation. */
  repositoryIds: number[] | null;
  scopes: readonly TokenScope[];
  /** What it is for, in the words of whoever made it. */
  name: string;
  createdBy: string;
  createdById: number | null;
  expiresAt: Date;
}

/** A leaked token should not outlive the people who remember it. */
export const maxTokenDays = 366;

/** Use is written down this often, because every request would otherwise be a write. */
const useIsNotedMs = 60_000;

const form = /^lgt_([0-9a-z]{12})_[\w-]{43}$/;

/** Makes a token. The text is given once and cannot be had again. */
export async function createToken(
  db: Kysely<Schema>,
  token: NewApiToken,
  now: Date,
): Promise<{ text: string; token: ApiToken }> {
  const id = [...randomBytes(12)].map((byte) => (byte % 36).toString(36)).join('');
  const text = `lgt_${id}_${randomBytes(32).toString('base64url')}`;
  return await db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('apiTokens')
      .values({
        ...token,
        id,
        repositoryIds: token.repositoryIds && JSON.stringify(token.repositoryIds),
        scopes: token.scopes.join(' '),
        digest: digestOf(text).toString('hex'),
        createdAt: now,
        usedAt: null,
        revokedAt: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await note(trx, row, 'token-created', token.createdBy, now);
    return { text, token: known(row) };
  });
}

/** The token that was presented, if it is good now. A wrong one takes as long as a right one. */
export async function findToken(
  db: Kysely<Schema>,
  presented: string,
  now: Date,
): Promise<ApiToken | undefined> {
  const id = form.exec(presented)?.[1];
  if (id === undefined) return undefined;
  const row = await db.selectFrom('apiTokens').selectAll().where('id', '=', id).executeTakeFirst();
  const isSame = timingSafeEqual(
    digestOf(presented),
    row ? Buffer.from(row.digest, 'hex') : digestOf('no such token'),
  );
  if (!row || !isSame || row.revokedAt !== null || row.expiresAt <= now) return undefined;
  // People see nothing of it either.
  if (await isSuspended(db, row.installationId)) return undefined;
  if (row.usedAt === null || now.getTime() - row.usedAt.getTime() > useIsNotedMs)
    await db.updateTable('apiTokens').set({ usedAt: now }).where('id', '=', id).execute();
  return known(row);
}

/** The tokens of an installation, the newest first; those that are over too. */
export async function listTokens(db: Kysely<Schema>, installationId: number): Promise<ApiToken[]> {
  const rows = await db
    .selectFrom('apiTokens')
    .selectAll()
    .where('installationId', '=', installationId)
    .orderBy('createdAt', 'desc')
    .limit(500)
    .execute();
  return rows.map(known);
}

/** Ends a token. False when the installation has no such token, or it was ended before. */
export async function revokeToken(
  db: Kysely<Schema>,
  { installationId, id }: { installationId: number; id: string },
  by: string,
  now: Date,
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('apiTokens')
      .set({ revokedAt: now })
      .where('installationId', '=', installationId)
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row) await note(trx, row, 'token-revoked', by, now);
    return row !== undefined;
  });
}

/** Ends the tokens that a person made in an installation where they are no administrator any more. */
export async function revokeTokensOf(
  db: Kysely<Schema>,
  { installationId, userId }: { installationId: number; userId: number },
  now: Date,
): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable('apiTokens')
      .set({ revokedAt: now })
      .where('installationId', '=', installationId)
      .where('createdById', '=', userId)
      .where('revokedAt', 'is', null)
      .returningAll()
      .execute();
    for (const row of rows) await note(trx, row, 'token-revoked', 'langguard', now);
    return rows.length;
  });
}

/** The installations in which a person made tokens that are still good. */
export async function installationsWithTokensOf(
  db: Kysely<Schema>,
  userId: number,
  now: Date,
): Promise<number[]> {
  const rows = await db
    .selectFrom('apiTokens')
    .select('installationId')
    .distinct()
    .where('createdById', '=', userId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute();
  return rows.map(({ installationId }) => installationId);
}

function known({ digest: _digest, scopes, ...row }: Selectable<ApiTokenTable>): ApiToken {
  return { ...row, scopes: tokenScopes.filter((scope) => scopes.split(' ').includes(scope)) };
}

async function note(
  trx: Transaction<Schema>,
  row: Selectable<ApiTokenTable>,
  action: 'token-created' | 'token-revoked',
  actor: string,
  at: Date,
): Promise<void> {
  await appendToLedger(trx, {
    installationId: row.installationId,
    // It belongs to the installation as a whole.
    repositoryId: 0,
    actor,
    action,
    at,
    subject: {
      token: row.id,
      name: row.name,
      scopes: row.scopes,
      repositories: row.repositoryIds?.join(' ') ?? 'all',
      expires: row.expiresAt.toISOString(),
    },
  });
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
