// `langguard data`: what is kept is counted, deleted only when asked for twice, and sealed anew after a rotation.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { readLedger, verifyLedger } from '../src/store/ledger.ts';
import { openStore } from '../src/store/open.ts';
import { findReviewOfHead, finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';
import { readSealKeys } from '../src/store/sealed.ts';
import { addWaiver, waiversInForce } from '../src/store/waivers.ts';
import { startCli } from './cli-process.ts';

const cli = startCli();
const folder = mkdtempSync(join(tmpdir(), 'langguard-data-command-'));
const data = join(folder, 'data');
const pull = { installationId: 1, repositoryId: 2, pullNumber: 7 };
const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const keyFile = join(folder, 'key');

async function langguard(
  args: string[],
  more: Record<string, string> = {},
): Promise<{ status: number; said: string }> {
  const { DATABASE_URL: _other, ...env } = process.env;
  const { code, out, err } = await cli.run(['data', ...args, '--data', data], {
    cwd: folder,
    env: { ...env, ...more },
  });
  return { status: code, said: `${out}${err}` };
}

beforeAll(async () => {
  writeFileSync(keyFile, `${first}\n`);
  const { db, close } = await openStore({ directory: data });
  for (const repositoryId of [2, 3]) {
    const review = await startReview(db, { ...pull, repositoryId }, { headSha: 'h', baseRef: 'main' });
    await keepOutcome(db, review, cleanReview());
    await finishReview(db, review, 'completed');
    const waiver = { ...pull, repositoryId, rule: 'r', fingerprint: 'f', reason: 'a reason', owner: 'dana' };
    await addWaiver(
      db,
      { ...waiver, approver: 'kim', until: '2999-01-01', source: 'command', isFalsePositive: false },
      'x',
    );
  }
  await close();
});

afterAll(() => {
  cli.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('show counts by table; delete needs --yes and leaves the other repositories alone', async () => {
  const shown = await langguard(['show']);
  expect(shown.status, shown.said).toBe(0);
  expect(shown.said).toMatch(/^installation 1$/m);
  expect(shown.said).toMatch(/^ +2 {2}reviews /m);
  expect(shown.said).toContain('LANGGUARD_ENCRYPTION_KEY is not set');
  expect(shown.said).not.toContain('a reason');

  const asked = await langguard(['delete', '--installation', '1', '--repository', '2']);
  expect(asked.status).toBe(2);
  expect(asked.said).toContain('Add --yes');
  const done = await langguard(['delete', '--installation', '1', '--repository', '2', '--yes']);
  expect(done, done.said).toMatchObject({ status: 0 });
  expect(done.said).toContain('Deleted: 3 rows of installation 1, repository 2.');

  const { db, close } = await openStore({ directory: data });
  expect(await findReviewOfHead(db, pull, 'h')).toBeUndefined();
  expect(await waiversInForce(db, pull, '2026-11-21')).toEqual([]);
  expect(await findReviewOfHead(db, { ...pull, repositoryId: 3 }, 'h')).toBeDefined();
  expect(await verifyLedger(readLedger(db, 1))).toMatchObject({ ok: true, entries: 3 });
  await close();
});

test('reseal seals what was plain, moves to a new key, and says which key is not needed any more', async () => {
  const sealed = await langguard(['reseal'], { LANGGUARD_ENCRYPTION_KEY_FILE: keyFile });
  expect(sealed, sealed.said).toMatchObject({ status: 0 });
  // The review, the waiver, and the two entries of the ledger that still have a subject.
  expect(sealed.said).toContain('4 values were sealed with the key in use.');

  const wrong = await langguard(['show'], { LANGGUARD_ENCRYPTION_KEY: second });
  expect(wrong.status).toBe(2);
  expect(wrong.said).toMatch(/sealed with the key [0-9a-f]{8}, which was not given/);
  expect(wrong.said).not.toContain(first);

  const moved = await langguard(['reseal'], {
    LANGGUARD_ENCRYPTION_KEY: second,
    LANGGUARD_ENCRYPTION_KEY_PREVIOUS: first,
  });
  expect(moved.said).toContain('4 values were sealed');
  expect(moved.said).toMatch(/Not needed any more: key [0-9a-f]{8}\./);

  const { keys } = readSealKeys({ current: second });
  const { db, close } = await openStore({ directory: data }, keys);
  expect((await findReviewOfHead(db, { ...pull, repositoryId: 3 }, 'h'))?.review).toEqual(cleanReview());
  expect((await waiversInForce(db, { ...pull, repositoryId: 3 }, '2026-11-21'))[0]?.reason).toBe('a reason');
  await close();
});

test('a key that is none is refused without being shown', async () => {
  const { status, said } = await langguard(['show'], { LANGGUARD_ENCRYPTION_KEY: 'hunter2-hunter2' });
  expect(status).toBe(2);
  expect(said).toContain('LANGGUARD_ENCRYPTION_KEY is no key');
  expect(said).not.toContain('hunter2');
});
