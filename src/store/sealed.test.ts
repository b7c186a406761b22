// What is sensitive cannot be read in the database without the key, and old, plain rows stay readable.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Review } from '../engine/review.ts';
import { addCommand, lastCommands } from './commands.ts';
import { digestKeyOf } from './installations.ts';
import { readLedger, verifyLedger } from './ledger.ts';
import { noticesOfFinding, recordNotices, type StoredNotice } from './notices.ts';
import { openStore, type Store } from './open.ts';
import { findReviewOfHead, finishReview, keepOutcome, startReview } from './reviews.ts';
import {
  carrySealKeys,
  keyForm,
  noSealKeys,
  readSealKey,
  readSealKeys,
  seal,
  unseal,
  type SealKeys,
} from './sealed.ts';
import { addWaiver, approveWaiver, waiversInForce } from './waivers.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-sealed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newKey = (): string => randomBytes(32).toString('base64');
const keysOf = (current?: string, previous?: string): SealKeys => {
  const { keys, problems } = readSealKeys({ current, previous });
  expect(problems).toEqual([]);
  return keys;
};

/** A database that is never asked. */
function carrying(keys: SealKeys): Store['db'] {
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely({ dialect, plugins: [carrySealKeys(keys)] });
}

const pull = { installationId: 1, repositoryId: 2, pullNumber: 7 };
const canary = 'canary-of-a-line-of-code';

/** Writes one value into each sealed column. */
async function fill({ db }: Store, headSha: string): Promise<void> {
  const review = await startReview(db, pull, { headSha, baseRef: 'main' });
  await keepOutcome(db, review, { head: `${canary} review ${'x'.repeat(2000)}` } as Review);
  await finishReview(db, review, 'completed');
  const waiver = {
    ...pull,
    rule: 'r',
    fingerprint: 'f',
    reason: `${canary} reason`,
    owner: 'dana',
    approver: null,
    until: '2999-01-01',
    source: 'command' as const,
    isFalsePositive: false,
  };
  const { id, reason } = await addWaiver(db, waiver, headSha);
  expect(reason).toBe(`${canary} reason`);
  expect((await addWaiver(db, waiver, headSha)).reason).toBe(`${canary} reason`);
  expect((await approveWaiver(db, pull, id, 'kim'))?.reason).toBe(`${canary} reason`);
  const command = {
    ...pull,
    commentId: headSha.length,
    position: 0,
    login: 'dana',
    command: 'explain',
    result: 'done',
  };
  await addCommand(db, { ...command, result: 'done', outcome: `${canary} outcome` });
  const notice = { fingerprint: 'f', channel: 'chat', grouping: 'g', follows: false, dueAt: new Date() };
  await db
    .transaction()
    .execute((trx) => recordNotices(trx, pull, [{ ...notice, content: { code: canary } }], new Date()));
}

/** Reads them all back. */
async function readAll({ db }: Store, headSha: string) {
  const entry = (await readLedger(db, 1).next()).value;
  const notice = { ...pull, channel: 'chat', fingerprint: 'f' } as StoredNotice;
  return {
    review: (await findReviewOfHead(db, pull, headSha))?.review?.head.split(' ', 2).join(' '),
    waiver: (await waiversInForce(db, pull, '2026-11-21'))[0]?.reason,
    command: (await lastCommands(db, pull, 1))[0]?.outcome,
    ledger: (JSON.parse((entry && entry.subject) ?? '{}') as { reason?: string }).reason,
    isWhole: (await verifyLedger(readLedger(db, 1))).ok,
    notice: (await noticesOfFinding(db, notice))[0]?.content,
  };
}

const everything = {
  review: `${canary} review`,
  waiver: `${canary} reason`,
  command: `${canary} outcome`,
  ledger: `${canary} reason`,
  isWhole: true,
  notice: { code: canary },
};

/** All that the database holds, as text. */
async function dump({ db }: Store): Promise<string> {
  const parts: string[] = [];
  for (const table of ['reviews', 'waivers', 'commands', 'notices', 'ledger', 'installations'])
    parts.push(JSON.stringify((await sql`select * from ${sql.table(table)}`.execute(db)).rows));
  return parts.join('\n');
}

test('a round through every sealed column leaves nothing readable behind', async () => {
  const store = await openStore({ memory: true }, keysOf(newKey()));
  await fill(store, 'h1');
  const digestKey = await digestKeyOf(store.db, 1);
  expect(digestKey).toMatch(/^[0-9a-f]{64}$/);
  expect(await digestKeyOf(store.db, 1)).toBe(digestKey);
  expect(await readAll(store, 'h1')).toEqual(everything);
  const text = await dump(store);
  expect(text).not.toContain(canary);
  expect(text).not.toContain(digestKey);
  await store.close();
});

test('plain rows stay readable under a key, sealed ones need theirs, and a rotation has a way', async () => {
  const directory = join(folder, 'rotation');
  const [first, second] = [newKey(), newKey()];
  const plain = await openStore({ directory });
  await fill(plain, 'h1');
  expect(await readAll(plain, 'h1')).toEqual(everything);
  // What is looked for in vain above is there without a key.
  expect(await dump(plain)).toContain(canary);
  await plain.close();

  const withKey = await openStore({ directory }, keysOf(first));
  expect(await readAll(withKey, 'h1')).toEqual(everything);
  await digestKeyOf(withKey.db, 1);
  await withKey.close();

  await expect(openStore({ directory })).rejects.toThrow(
    /sealed with the key [0-9a-f]{8}, which was not given/,
  );
  await expect(openStore({ directory }, keysOf(second))).rejects.toThrow(/which was not given/);

  const rotating = await openStore({ directory }, keysOf(second, first));
  expect(await digestKeyOf(rotating.db, 1)).toMatch(/^[0-9a-f]{64}$/);
  await rotating.close();
  // Both keys are in use now.
  await expect(openStore({ directory }, keysOf(first))).rejects.toThrow(/which was not given/);
  await (await openStore({ directory }, keysOf(first, second))).close();
});

test('a sealed value opens nowhere else, and not when it was altered', () => {
  const db = carrying(keysOf(newKey()));
  const place = { installationId: 1, column: 'waivers.reason' };
  for (const text of ['', 'short', 'ü'.repeat(5000), 'lgs1.deadbeef.p.AAAA', JSON.stringify('x')])
    expect(unseal(db, place, seal(db, place, text))).toBe(text);
  const value = seal(db, place, 'secret reason');
  expect(seal(db, place, 'secret reason')).not.toBe(value);
  expect(() => unseal(db, { ...place, installationId: 2 }, value)).toThrow(/cannot be opened/);
  expect(() => unseal(db, { ...place, column: 'commands.outcome' }, value)).toThrow(/cannot be opened/);
  const altered = (value.slice(0, -5) + (value.at(-5) === 'A' ? 'B' : 'A') + value.slice(-4)) as typeof value;
  expect(() => unseal(db, place, altered)).toThrow(/of installation 1 cannot be opened/);
  const squeezed = value.replace('.p.', '.z.') as typeof value;
  expect(() => unseal(db, place, squeezed)).toThrow(/cannot be opened/);
});

test('what a person writes is never taken for sealed text', () => {
  const db = carrying(noSealKeys);
  const place = { installationId: 1, column: 'waivers.reason' };
  for (const text of [`lgs1.deadbeef.p.${'A'.repeat(40)}`, 'lgs0.x', 'lgs', 'plain'])
    expect(unseal(db, place, seal(db, place, text))).toBe(text);
});

test.each([
  ['too short', randomBytes(16).toString('base64')],
  ['too long', randomBytes(48).toString('base64')],
  ['a password', 'correct horse battery staple correct horse'],
  ['all the same', Buffer.alloc(32).toString('base64')],
  ['a pattern', Buffer.from('abcd'.repeat(8)).toString('base64')],
])('a key that is %s is refused', (_name, text) => {
  expect(readSealKey(text)).toBeUndefined();
  expect(readSealKeys({ current: text }).problems).toEqual([
    `LANGGUARD_ENCRYPTION_KEY is no key: give ${keyForm}.`,
  ]);
});
