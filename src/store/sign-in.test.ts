// Sessions and API tokens as they are kept, by PGlite and by PostgreSQL alike.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createToken,
  findToken,
  installationsWithTokensOf,
  listTokens,
  revokeToken,
  revokeTokensOf,
  type NewApiToken,
} from './api-tokens.ts';
import { forget, noteSuspension, digestKeyOf } from './installations.ts';
import { readLedger, verifyLedger, type LedgerEntry } from './ledger.ts';
import type { Store } from './open.ts';
import { databases } from './databases-for-tests.ts';
import {
  accessOf,
  askAgain,
  claimCheck,
  endSession,
  endSessionsOf,
  forgetOldSessions,
  keepAccess,
  noteSignIn,
  releaseCheck,
  startSession,
  useSession,
} from './sessions.ts';

const installationId = 5_000_000_001;
const start = new Date('2026-11-21T08:00:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const idleMs = 8 * 3_600_000;

describe.each(databases)('sign-in on %s', (_name, open) => {
  let store: Store;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });
  beforeEach(async () => {
    for (const table of ['sessions', 'usedSignIns', 'apiTokens', 'ledger', 'installations'] as const)
      await store.db.deleteFrom(table).execute();
  });

  const begin = (id: string, userId = 3, replaces?: string) =>
    startSession(
      store.db,
      { id, userId, login: 'dana', sealed: 'sealed', expiresAt: after(24 * 60) },
      start,
      replaces,
    );
  const use = (id: string, now = start) => useSession(store.db, id, { now, idleMs });

  async function see(id: string, repositoryIds: number[], now = start): Promise<boolean> {
    const claim = await claimCheck(store.db, id, now, 45_000);
    if (!claim) return false;
    const access = [{ installationId, repositoryIds, isAdministrator: false }];
    return await keepAccess(store.db, id, claim, { login: 'dana', access }, now);
  }

  test('a session begins unseen and replaces the one that came with it', async () => {
    await begin('a');
    await begin('b', 3, 'a');
    expect(await use('a')).toBeUndefined();
    expect(await use('b')).toMatchObject({ userId: 3, checkedAt: null });
    expect(await accessOf(store.db, 'b')).toEqual([]);
  });

  test('use keeps a session, idleness and age end it', async () => {
    await begin('a');
    await use('a', after(7 * 60));
    expect(await use('a', after(14 * 60))).toBeDefined();
    expect(await use('a', after(22 * 60 + 1))).toBeUndefined();
    await begin('b');
    for (const minute of [400, 800, 1200]) expect(await use('b', after(minute))).toBeDefined();
    expect(await use('b', after(24 * 60))).toBeUndefined();
    await forgetOldSessions(store.db, after(24 * 60), { idleMs, signInMs: 600_000 });
    expect(await store.db.selectFrom('sessions').select('id').execute()).toEqual([]);
  });

  test('one asks, others wait, and a claim that is too old goes to the next', async () => {
    await begin('a');
    const claim = await claimCheck(store.db, 'a', start, 45_000);
    expect(claim).toBeDefined();
    expect(await claimCheck(store.db, 'a', start, 45_000)).toBeUndefined();
    expect(await claimCheck(store.db, 'a', after(1), 45_000)).toBeDefined();
    // What the first one learned late does not count.
    expect(await keepAccess(store.db, 'a', claim ?? start, { login: 'dana', access: [] }, start)).toBe(false);
    await releaseCheck(store.db, 'a', new Date(after(1).getTime() + 45_000));
    expect(await see('a', [1, 2])).toBe(true);
    expect(await accessOf(store.db, 'a')).toEqual([
      { installationId, repositoryIds: [1, 2], isAdministrator: false },
    ]);
  });

  test('a change while GitHub is asked voids the answer', async () => {
    await begin('a');
    const claim = await claimCheck(store.db, 'a', start, 45_000);
    await askAgain(store.db, { installationId });
    expect(await keepAccess(store.db, 'a', claim ?? start, { login: 'dana', access: [] }, start)).toBe(false);
    expect((await use('a'))?.checkedAt).toBeNull();
  });

  test('changes concern those whom they concern', async () => {
    for (const [id, userId] of [
      ['a', 3],
      ['b', 4],
      ['c', 5],
    ] as const)
      await begin(id, userId);
    await see('a', [1]);
    await see('b', [1]);
    const claim = await claimCheck(store.db, 'c', start, 45_000);
    await keepAccess(store.db, 'c', claim ?? start, { login: 'c', access: [] }, start);
    const fresh = async (): Promise<string[]> => {
      const rows = await store.db
        .selectFrom('sessions')
        .select('id')
        .where('checkedAt', 'is not', null)
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    };
    await askAgain(store.db, { installationId, userId: 3 });
    expect(await fresh()).toEqual(['b', 'c']);
    await askAgain(store.db, { installationId });
    expect(await fresh()).toEqual(['c']);
    await endSessionsOf(store.db, 5);
    expect(await use('c')).toBeUndefined();
  });

  test('what a session sees goes with it, and with the installation', async () => {
    await begin('a');
    await see('a', [1]);
    await forget(store.db, installationId, 'all');
    expect(await accessOf(store.db, 'a')).toEqual([]);
    await see('a', [1]);
    expect(await endSession(store.db, 'a')).toMatchObject({ id: 'a' });
    expect(await store.db.selectFrom('sessionAccess').selectAll().execute()).toEqual([]);
  });

  test('what is over is deleted, and what is in use stays', async () => {
    const now = Date.now();
    const day = 86_400_000;
    for (const [id, used, ends] of [
      ['ended', now, now - 1000],
      ['idle', now - 2 * day, now + day],
      ['used', now - day / 2, now + day],
    ] as const)
      await startSession(
        store.db,
        { id, userId: 3, login: 'dana', sealed: 's', expiresAt: new Date(ends) },
        new Date(used),
      );
    await noteSignIn(store.db, 'old', new Date(now - 2 * day));
    await noteSignIn(store.db, 'new', new Date(now));
    await forgetOldSessions(store.db, new Date(now), { idleMs: day, signInMs: 600_000 });
    expect(await store.db.selectFrom('sessions').select('id').execute()).toEqual([{ id: 'used' }]);
    expect(await store.db.selectFrom('usedSignIns').select('digest').execute()).toEqual([{ digest: 'new' }]);
  });

  test('a sign-in comes back once, five at a time too', async () => {
    const said = await Promise.all(Array.from({ length: 5 }, () => noteSignIn(store.db, 'd', start)));
    expect(said.filter(Boolean)).toHaveLength(1);
  });

  const newToken = (over: Partial<NewApiToken> = {}): NewApiToken => ({
    installationId,
    repositoryIds: [1],
    scopes: ['read'],
    name: 'report',
    createdBy: 'dana',
    createdById: 3,
    expiresAt: after(60),
    ...over,
  });

  test('a token is good until its end, and only its digest is kept', async () => {
    const { text, token } = await createToken(store.db, newToken(), start);
    expect(text).toMatch(/^lgt_[0-9a-z]{12}_[\w-]{43}$/);
    expect(await findToken(store.db, text, start)).toMatchObject({ id: token.id, scopes: ['read'] });
    expect(await findToken(store.db, text, after(60))).toBeUndefined();
    const kept = JSON.stringify([
      await store.db.selectFrom('apiTokens').selectAll().execute(),
      await store.db.selectFrom('ledger').selectAll().execute(),
      await listTokens(store.db, installationId),
    ]);
    expect(kept).not.toContain(text.slice(-43));
    expect(JSON.stringify(await listTokens(store.db, installationId))).not.toMatch(/[0-9a-f]{64}/);
  });

  test('a token with one character wrong is none', async () => {
    const { text } = await createToken(store.db, newToken(), start);
    const last = text.endsWith('A') ? 'B' : 'A';
    const { text: other } = await createToken(store.db, newToken(), start);
    for (const wrong of [
      `${text.slice(0, -1)}${last}`,
      text.slice(0, -1),
      `${text}x`,
      `${text.slice(0, 17)}${other.slice(17)}`,
      text.toUpperCase(),
      '',
      'lgt_',
      "lgt_' or 1=1 --",
    ])
      expect(await findToken(store.db, wrong, start), wrong).toBeUndefined();
  });

  test('a token is revoked in its own installation only, and the ledger has all of it', async () => {
    const { text, token } = await createToken(store.db, newToken(), start);
    expect(await revokeToken(store.db, { installationId: 9, id: token.id }, 'eve', start)).toBe(false);
    expect(await findToken(store.db, text, start)).toBeDefined();
    expect(await revokeToken(store.db, { installationId, id: token.id }, 'kim', start)).toBe(true);
    expect(await revokeToken(store.db, { installationId, id: token.id }, 'kim', start)).toBe(false);
    expect(await findToken(store.db, text, start)).toBeUndefined();
    const entries: LedgerEntry[] = [];
    for await (const entry of readLedger(store.db, installationId)) entries.push(entry);
    expect(entries.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'dana token-created',
      'kim token-revoked',
    ]);
    expect(await verifyLedger(entries)).toMatchObject({ ok: true });
  });

  test('tokens of somebody who is no administrator any more end, and others stay', async () => {
    const mine = await createToken(store.db, newToken(), start);
    const kims = await createToken(store.db, newToken({ createdById: 4 }), start);
    const operators = await createToken(store.db, newToken({ createdById: null }), start);
    expect(await installationsWithTokensOf(store.db, 3, start)).toEqual([installationId]);
    expect(await revokeTokensOf(store.db, { installationId, userId: 3 }, start)).toBe(1);
    expect(await installationsWithTokensOf(store.db, 3, start)).toEqual([]);
    expect(await findToken(store.db, mine.text, start)).toBeUndefined();
    for (const { text } of [kims, operators]) expect(await findToken(store.db, text, start)).toBeDefined();
  });

  test('a token rests while the installation is suspended, and is gone with it', async () => {
    await digestKeyOf(store.db, installationId);
    const { text } = await createToken(store.db, newToken(), start);
    await noteSuspension(store.db, installationId, true);
    expect(await findToken(store.db, text, start)).toBeUndefined();
    await noteSuspension(store.db, installationId, false);
    expect(await findToken(store.db, text, start)).toBeDefined();
    await forget(store.db, installationId, 'all');
    expect(await findToken(store.db, text, start)).toBeUndefined();
  });
});
