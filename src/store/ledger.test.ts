// Waivers and approvals on record: what is in force, what the ledger says of it, and that an altered ledger is found out.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApproval, approvalsOf } from './approvals.ts';
import { addCommand, answeredOf, lastCommands } from './commands.ts';
import { forget } from './installations.ts';
import { installationsWithLedger, type LedgerEntry, readLedger, verifyLedger } from './ledger.ts';
import type { Store } from './open.ts';
import { databases } from './databases-for-tests.ts';
import { noteSightings, otherSightings } from './sightings.ts';
import { addWaiver, approveWaiver, type NewWaiver, revokeWaivers, waiversInForce } from './waivers.ts';

const pull = { installationId: 5_000_000_001, repositoryId: 5_000_000_002, pullNumber: 7 };
const other = { ...pull, installationId: 5_000_000_009 };
const today = '2026-11-20';

function waiver(over: Partial<NewWaiver> = {}): NewWaiver {
  return {
    ...pull,
    rule: 'sql-from-interpolation',
    fingerprint: 'a'.repeat(64),
    reason: 'only constants get here',
    owner: 'dana',
    approver: 'dana',
    until: '2026-12-01',
    source: 'command',
    isFalsePositive: false,
    ...over,
  };
}

describe.each(databases)('on %s', (_name, start) => {
  let store: Store;
  let stop: () => Promise<unknown>;
  beforeAll(async () => {
    ({ store, stop } = await start());
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });

  const inForce = async (key = pull) =>
    (await waiversInForce(store.db, key, today)).map(({ owner, approver, until }) =>
      [owner, approver, until].filter((part) => part !== undefined).join(' '),
    );
  const entries = async (): Promise<LedgerEntry[]> => {
    const all: LedgerEntry[] = [];
    for await (const entry of readLedger(store.db, pull.installationId)) all.push(entry);
    return all;
  };

  test('a waiver of advisories comes back as it was given, without the place, and the ledger says what it accepts', async () => {
    const key = { ...pull, installationId: 5_000_000_020 };
    const advised = [
      { package: 'npm:lodash', advisories: ['GHSA-1', 'GHSA-2'], versions: '>=4.17.0 <4.18.0' },
    ];
    await addWaiver(store.db, waiver({ ...key, rule: 'vulnerable-dependency', advised }), 'comment/7');
    const [kept] = await waiversInForce(store.db, key, today);
    expect([kept?.advised, kept?.fingerprint]).toEqual([advised, undefined]);
    const subjects: (string | null)[] = [];
    for await (const { subject } of readLedger(store.db, key.installationId)) subjects.push(subject);
    expect(subjects).toEqual([
      expect.stringContaining('"accepts":"GHSA-1, GHSA-2 of npm:lodash >=4.17.0 <4.18.0"'),
    ]);
    await forget(store.db, key.installationId, 'all');
  });

  test('a secret is known again by its digest, in its own repository only', async () => {
    const key = { ...pull, installationId: 5_000_000_021 };
    for (const pullNumber of [1, 2, 2])
      await noteSightings(store.db, { ...key, pullNumber }, ['d1', 'd1', 'd2']);
    await noteSightings(store.db, { ...key, pullNumber: 3 }, ['d3']);
    await noteSightings(store.db, { ...key, installationId: 1, pullNumber: 4 }, ['d1']);
    expect(await otherSightings(store.db, { ...key, pullNumber: 9 }, 'd1')).toEqual([2, 1]);
    expect(await otherSightings(store.db, { ...key, pullNumber: 2 }, 'd1')).toEqual([1]);
    expect(await otherSightings(store.db, { ...key, repositoryId: 1, pullNumber: 9 }, 'd1')).toEqual([]);
    await forget(store.db, key.installationId, 'all');
    expect(await otherSightings(store.db, { ...key, pullNumber: 9 }, 'd1')).toEqual([]);
  });

  test('a waiver is in force from its approval until it is taken back, for its own repository', async () => {
    const kept = await addWaiver(store.db, waiver({ approver: null }), 'comment/1');
    expect(await inForce()).toEqual([]);
    expect(await approveWaiver(store.db, other, kept.id, 'kim')).toBeUndefined();
    await approveWaiver(store.db, pull, kept.id, 'kim');
    expect(await approveWaiver(store.db, pull, kept.id, 'lee')).toBeUndefined();
    expect(await inForce()).toEqual(['@dana @kim 2026-12-01']);
    expect(await inForce({ ...pull, repositoryId: 1 })).toEqual([]);
    expect(await inForce(other)).toEqual([]);
    expect(await revokeWaivers(store.db, other, { id: kept.id }, 'lee')).toEqual([]);
    expect(await revokeWaivers(store.db, pull, { fingerprint: 'a'.repeat(64) }, 'lee')).toHaveLength(1);
    expect(await inForce()).toEqual([]);
  });

  test('the same request again makes no second waiver and no second entry', async () => {
    const before = (await entries()).length;
    const first = await addWaiver(store.db, waiver(), 'comment/2');
    const second = await addWaiver(store.db, waiver(), 'comment/2');
    expect(second.id).toBe(first.id);
    expect((await entries()).length - before).toBe(1);
  });

  test('an approval said twice is kept once, and only for its own installation', async () => {
    const given = {
      ...pull,
      name: 'payments',
      matter: 'm',
      headSha: 'h',
      login: 'pat',
      how: 'command' as const,
    };
    await addApproval(store.db, given);
    await addApproval(store.db, given);
    expect((await approvalsOf(store.db, pull)).map(({ login, how }) => `${login} ${how}`)).toEqual([
      'pat command',
    ]);
    expect(await approvalsOf(store.db, other)).toEqual([]);
  });

  test('commands are known again, newest first', async () => {
    const command = { ...pull, login: 'dana', command: 'help', result: 'done' as const, outcome: 'x' };
    await addCommand(store.db, { ...command, commentId: 1, position: 0 });
    await addCommand(store.db, { ...command, commentId: 1, position: 0 });
    await addCommand(store.db, { ...command, commentId: 2, position: 1 });
    expect(await answeredOf(store.db, pull.installationId, 1)).toHaveLength(1);
    expect(await answeredOf(store.db, other.installationId, 1)).toEqual([]);
    expect((await lastCommands(store.db, pull, 5)).map(({ commentId }) => commentId)).toEqual([2, 1]);
  });

  test('entries written at once form one chain', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => addWaiver(store.db, waiver(), `comment/at-once-${index}`)),
    );
    const all = await entries();
    expect(await verifyLedger(all)).toMatchObject({ ok: true, entries: all.length });
    expect(all.map(({ action }) => action).slice(0, 3)).toEqual([
      'waiver-requested',
      'waiver-approved',
      'waiver-revoked',
    ]);
    expect(await installationsWithLedger(store.db)).toEqual([pull.installationId]);
  });

  test.each<[name: string, alter: (all: LedgerEntry[]) => LedgerEntry[], problem: string]>([
    [
      'another actor',
      (all) => all.with(1, { ...(all[1] as LedgerEntry), actor: 'mallory' }),
      'entry 2: it was altered',
    ],
    [
      'another reason',
      (all) => all.with(1, { ...(all[1] as LedgerEntry), subject: '{}' }),
      'entry 2: what it is about was altered',
    ],
    ['an entry left out', (all) => all.toSpliced(1, 1), 'entry 2: entry 2 is missing'],
    [
      'an entry left out and renumbered',
      (all) => all.toSpliced(1, 1).map((each, index) => ({ ...each, seq: index + 1 })),
      'entry 2: it does not follow from the entry before',
    ],
  ])('%s is found out', async (_case, alter, problem) => {
    const verdict = await verifyLedger(alter(await entries()));
    expect(verdict.ok ? 'whole' : `entry ${verdict.seq}: ${verdict.problem}`).toBe(problem);
  });

  test('what a repository had is deleted with it, and the chain of the others stays whole', async () => {
    await forget(store.db, pull.installationId, [pull.repositoryId]);
    const all = await entries();
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ subject }) => subject === null)).toBe(true);
    expect(await verifyLedger(all)).toMatchObject({ ok: true });
    expect(await approvalsOf(store.db, pull)).toEqual([]);
    await forget(store.db, pull.installationId, 'all');
    const left = await sql<{ rows: number }>`select count(*)::int4 as rows from ledger`.execute(store.db);
    expect(left.rows).toEqual([{ rows: 0 }]);
  });
});
