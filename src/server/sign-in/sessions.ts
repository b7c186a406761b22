// A session's viewer: from the store while GitHub's word is fresh, else asked anew with the person's token.
import { setTimeout as sleep } from 'node:timers/promises';
import { installationsWithTokensOf, revokeTokensOf } from '../../store/api-tokens.ts';
import type { Store } from '../../store/open.ts';
import {
  accessOf,
  claimCheck,
  endSession,
  keepAccess,
  keepTokens,
  releaseCheck,
  useSession,
  type InstallationAccess,
  type Session,
} from '../../store/sessions.ts';
import type { Viewer } from '../dashboard/viewer.ts';
import type { Log } from '../log.ts';
import { askAccess, isTokenRefused, type Access } from './access.ts';
import { digestOf, type Sealer } from './cookies.ts';
import { isOauthRefused, type Oauth, type UserTokens } from './oauth.ts';

/** What viewers are made from. */
export interface SessionDeps {
  store: Store;
  log: Log;
  apiUrl: string;
  oauth: Oauth;
  sealer: Sealer;
  /** How long GitHub's word holds. */
  accessMs: number;
  now(): Date;
  /** Counts what became of a sign-in. */
  count(result: 'done' | 'declined' | 'refused' | 'failed'): void;
}

/** GitHub could not be asked, and its last word is too old: nobody is shown anything then. */
export interface AccessUnknown extends Error {
  name: 'AccessUnknown';
}

/** Tells an `AccessUnknown` from other errors. */
export function isAccessUnknown(error: unknown): error is AccessUnknown {
  return error instanceof Error && error.name === 'AccessUnknown';
}

/** A session ends when it is not used for this long, */
export const idleMs = 8 * 3_600_000;
/** and at the latest after this. */
export const sessionMs = 7 * 86_400_000;

/** GitHub's page may take a second factor; its code lasts ten minutes. */
export const attemptMs = 10 * 60_000;

/** Longer than the question may take, so that no two replicas ask and renew at once. */
const claimMs = 45_000;
const waitMs = 20_000;
const stepMs = 50;

/** A token that ends sooner is renewed before it is used. */
const renewBeforeMs = 5 * 60_000;

/** Makes the question who a session id belongs to. Throws AccessUnknown. */
export function createSessions(deps: SessionDeps): (sid: string) => Promise<Viewer | undefined> {
  const { store, now } = deps;
  const { db } = store;
  // Browsers ask for several things at once.
  const underWay = new Map<string, Promise<void>>();

  async function viewerOf(sid: string): Promise<Viewer | undefined> {
    const id = digestOf(sid);
    const session = await useSession(db, id, { now: now(), idleMs });
    if (!session) return undefined;
    if (isFresh(session)) return viewer(session, await accessOf(db, id));
    const check = underWay.get(id) ?? checkUntilKnown(sid, id).finally(() => underWay.delete(id));
    underWay.set(id, check);
    await check;
    const checked = await useSession(db, id, { now: now(), idleMs });
    return checked && viewer(checked, await accessOf(db, id));
  }

  function isFresh({ checkedAt }: Session): boolean {
    return checkedAt !== null && now().getTime() - checkedAt.getTime() < deps.accessMs;
  }

  /** Returns when the session is fresh or over. */
  async function checkUntilKnown(sid: string, id: string): Promise<void> {
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      const session = await useSession(db, id, { now: now(), idleMs });
      if (!session || isFresh(session)) return;
      const claim = await claimCheck(db, id, now(), claimMs);
      if (claim === undefined) await sleep(stepMs);
      else if (await check(sid, session, claim)) return;
    }
    throw unknown(new Error('Others asked GitHub for too long, or it changed too often.'));
  }

  /** False when something changed while GitHub was asked. */
  async function check(sid: string, session: Session, claim: Date): Promise<boolean> {
    const { id, userId } = session;
    let access: Access;
    try {
      const tokens = await tokensOf(sid, session);
      access = await askAccess(deps.apiUrl, tokens.token);
    } catch (error) {
      if (isTokenRefused(error) || isOauthRefused(error)) {
        deps.log.info({ user: userId, reason: error.message }, 'session ended: GitHub refuses its token');
        await endSession(db, id);
        return true;
      }
      await releaseCheck(db, id, claim);
      deps.log.warn({ err: error, user: userId }, 'GitHub could not be asked what a person may see');
      throw unknown(error);
    }
    if (access.userId !== userId) {
      await endSession(db, id);
      return true;
    }
    if (access.isPartial)
      deps.log.info(
        { user: userId },
        'a person sees a part of what they might: see docs/dashboard-sign-in.md',
      );
    const reaches: InstallationAccess[] = access.reaches.map((each) => ({
      ...each,
      isAdministrator: each.isAdministrator === true,
    }));
    if (
      !(await keepAccess(
        db,
        id,
        claim,
        { login: access.login, access: reaches, isPartial: access.isPartial },
        now(),
      ))
    )
      return false;
    await endTokensOf(access);
    return true;
  }

  async function tokensOf(sid: string, session: Session): Promise<UserTokens> {
    const tokens = await deps.sealer.openTokens(sid, session.sealed);
    if (!tokens) throw Object.assign(new Error('The tokens do not open.'), { name: 'TokenRefused' });
    const isOld = tokens.expiresAt !== undefined && tokens.expiresAt - renewBeforeMs <= now().getTime();
    if (!isOld) return tokens;
    if (tokens.refreshToken === undefined)
      throw Object.assign(new Error('The token is too old.'), { name: 'TokenRefused' });
    const renewed = await deps.oauth.renew(tokens.refreshToken);
    await keepTokens(db, session.id, await deps.sealer.sealTokens(sid, renewed));
    return renewed;
  }

  /** Keys for programs end with the office of whoever made them; only on GitHub's clear word. */
  async function endTokensOf({ userId, reaches, isPartial }: Access): Promise<void> {
    for (const installationId of await installationsWithTokensOf(db, userId, now())) {
      const reach = reaches.find((each) => each.installationId === installationId);
      const isOver = reach ? reach.isAdministrator === false : !isPartial;
      if (isOver) await revokeTokensOf(db, { installationId, userId }, now());
    }
  }

  return viewerOf;
}

function viewer(session: Session, access: readonly InstallationAccess[]): Viewer {
  return {
    id: session.userId,
    login: session.login,
    sees: new Map(access.map((each) => [each.installationId, new Set(each.repositoryIds)])),
    ...(session.isPartial ? { isPartial: true } : {}),
    administers: new Set(access.filter((each) => each.isAdministrator).map((each) => each.installationId)),
  };
}

function unknown(cause: unknown): AccessUnknown {
  return Object.assign(new Error('GitHub could not be asked what you may see.', { cause }), {
    name: 'AccessUnknown' as const,
  });
}
