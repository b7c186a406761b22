// Sessions of people who signed in, and what GitHub last let each of them see.
import type { Kysely, Selectable } from 'kysely';
import type { Schema, SessionTable } from './schema.ts';

/** A session as it is kept. */
export type Session = Selectable<SessionTable>;

/** What GitHub lets a session see of one installation. */
export interface InstallationAccess {
  installationId: number;
  repositoryIds: number[];
  isAdministrator: boolean;
}

/** GitHub's answer as it is kept. */
export interface Seen {
  login: string;
  access: readonly InstallationAccess[];
  isPartial?: boolean;
}

/** A session that begins. */
export type NewSession = Pick<Session, 'id' | 'userId' | 'login' | 'sealed' | 'expiresAt'>;

/** Use is written down this often, because every page would otherwise be a write. */
const useIsNotedMs = 60_000;

/** Begins a session that has seen nothing yet, and ends the one that the browser came with. */
export async function startSession(
  db: Kysely<Schema>,
  session: NewSession,
  now: Date,
  replaces?: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (replaces !== undefined) await trx.deleteFrom('sessions').where('id', '=', replaces).execute();
    await trx
      .insertInto('sessions')
      .values({ ...session, createdAt: now, usedAt: now, checkedAt: null, checkingUntil: null })
      .execute();
  });
}

/** Finds a session that has ended in neither way, and notes that it is used. */
export async function useSession(
  db: Kysely<Schema>,
  id: string,
  { now, idleMs }: { now: Date; idleMs: number },
): Promise<Session | undefined> {
  const session = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .where('expiresAt', '>', now)
    .where('usedAt', '>', new Date(now.getTime() - idleMs))
    .executeTakeFirst();
  if (session && now.getTime() - session.usedAt.getTime() > useIsNotedMs)
    await db.updateTable('sessions').set({ usedAt: now }).where('id', '=', id).execute();
  return session;
}

/** What a session was last seen to reach. */
export async function accessOf(db: Kysely<Schema>, sessionId: string): Promise<InstallationAccess[]> {
  return await db
    .selectFrom('sessionAccess')
    .select(['installationId', 'repositoryIds', 'isAdministrator'])
    .where('sessionId', '=', sessionId)
    .execute();
}

/** Takes the question to GitHub upon oneself; undefined while somebody else has it. */
export async function claimCheck(
  db: Kysely<Schema>,
  id: string,
  now: Date,
  forMs: number,
): Promise<Date | undefined> {
  const claim = new Date(now.getTime() + forMs);
  const claimed = await db
    .updateTable('sessions')
    .set({ checkingUntil: claim })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('checkingUntil', 'is', null), eb('checkingUntil', '<=', now)]))
    .returning('id')
    .executeTakeFirst();
  return claimed && claim;
}

/** Keeps renewed tokens at once: GitHub takes the old ones only once. */
export async function keepTokens(db: Kysely<Schema>, id: string, sealed: string): Promise<void> {
  await db.updateTable('sessions').set({ sealed }).where('id', '=', id).execute();
}

/** Keeps GitHub's answer. False when something changed while it was asked: then it must be asked again. */
export async function keepAccess(
  db: Kysely<Schema>,
  id: string,
  claim: Date,
  { login, access, isPartial = false }: Seen,
  now: Date,
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const kept = await trx
      .updateTable('sessions')
      .set({ login, isPartial, checkedAt: now, checkingUntil: null })
      .where('id', '=', id)
      .where('checkingUntil', '=', claim)
      .returning('id')
      .executeTakeFirst();
    if (!kept) return false;
    await trx.deleteFrom('sessionAccess').where('sessionId', '=', id).execute();
    if (access.length > 0)
      await trx
        .insertInto('sessionAccess')
        .values(
          access.map((each) => ({
            ...each,
            sessionId: id,
            repositoryIds: JSON.stringify(each.repositoryIds),
          })),
        )
        .execute();
    return true;
  });
}

/** Gives the question back unanswered. */
export async function releaseCheck(db: Kysely<Schema>, id: string, claim: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ checkingUntil: null })
    .where('id', '=', id)
    .where('checkingUntil', '=', claim)
    .execute();
}

/** Whose access may have changed: all who see an installation, one person, or that person in it. */
export interface Changed {
  installationId?: number;
  userId?: number;
}

/** Has GitHub asked again at the next request of everybody concerned, and of whoever is asking right now. */
export async function askAgain(db: Kysely<Schema>, { installationId, userId }: Changed): Promise<void> {
  const again = db.updateTable('sessions').set({ checkedAt: null, checkingUntil: null });
  if (userId !== undefined) await again.where('userId', '=', userId).execute();
  else if (installationId !== undefined)
    await again
      .where((eb) =>
        eb.or([
          eb(
            'id',
            'in',
            eb.selectFrom('sessionAccess').select('sessionId').where('installationId', '=', installationId),
          ),
          // Their first answer may be under way, and be older than the change.
          eb('checkingUntil', 'is not', null),
        ]),
      )
      .execute();
}

/** Ends a session and gives what it held. */
export async function endSession(db: Kysely<Schema>, id: string): Promise<Session | undefined> {
  return await db.deleteFrom('sessions').where('id', '=', id).returningAll().executeTakeFirst();
}

/** Ends all sessions of a person. */
export async function endSessionsOf(db: Kysely<Schema>, userId: number): Promise<void> {
  await db.deleteFrom('sessions').where('userId', '=', userId).execute();
}

/** Puts on record that a sign-in came back. False when it did so before. */
export async function noteSignIn(db: Kysely<Schema>, digest: string, now: Date): Promise<boolean> {
  const noted = await db
    .insertInto('usedSignIns')
    .values({ digest, at: now })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('digest')
    .executeTakeFirst();
  return noted !== undefined;
}

/** Deletes what has ended. */
export async function forgetOldSessions(
  db: Kysely<Schema>,
  now: Date,
  { idleMs, signInMs }: { idleMs: number; signInMs: number },
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((eb) => eb.or([eb('expiresAt', '<=', now), eb('usedAt', '<=', new Date(now.getTime() - idleMs))]))
    .execute();
  await db
    .deleteFrom('usedSignIns')
    .where('at', '<', new Date(now.getTime() - 2 * signInMs))
    .execute();
}
