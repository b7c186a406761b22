// Commands that read the App's own data: the ledger, and reviews replayed under a proposed policy.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanReview, sampleFinding } from '../src/reporters/sample-review.ts';
import { nameRepository } from '../src/store/history/record.ts';
import { openStore } from '../src/store/open.ts';
import { finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';
import { addWaiver } from '../src/store/waivers.ts';
import { startCli } from './cli-process.ts';

const cli = startCli();
const folder = mkdtempSync(join(tmpdir(), 'app-data-'));
const data = join(folder, 'data');
const rule = 'sql-from-interpolation';

async function langguard(...args: string[]): Promise<{ status: number; said: string }> {
  const { DATABASE_URL: _other, ...env } = process.env;
  const { code, out, err } = await cli.run(args, { cwd: folder, env });
  return { status: code, said: `${out}${err}` };
}

beforeAll(async () => {
  const store = await openStore({ directory: data });
  const pulls = { installationId: 1, repositoryId: 2 };
  for (const [pullNumber, fingerprint] of [
    [7, 'ab'.repeat(32)],
    [8, 'cd'.repeat(32)],
  ] as const) {
    const review = await startReview(
      store.db,
      { ...pulls, pullNumber },
      { headSha: 'a'.repeat(40), baseRef: 'main' },
    );
    const finding = sampleFinding({ rule, fingerprint, severity: 'high', detectedSeverity: 'high' });
    await keepOutcome(store.db, review, cleanReview({ findings: [finding] }));
    await finishReview(store.db, review, 'completed');
  }
  await addWaiver(
    store.db,
    {
      ...pulls,
      pullNumber: 8,
      rule,
      fingerprint: 'cd'.repeat(32),
      reason: 'only constants get here',
      owner: 'dana',
      approver: 'kim',
      until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      source: 'command',
      isFalsePositive: false,
    },
    'comment/1',
  );
  await store.db
    .transaction()
    .execute((trx) =>
      nameRepository(trx, { installationId: 1, id: 2, fullName: 'acme/shop', isArchived: false }),
    );
  await store.close();
  writeFileSync(join(folder, 'strict.yml'), 'version: 1\nmode: enforce\n');
  writeFileSync(join(folder, 'broken.yml'), 'version: 1\nmod: enforce\n');
});

afterAll(() => {
  cli.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('config simulate says which reviews would fail, and leaves the waived one alone', async () => {
  const { status, said } = await langguard('config', 'simulate', join(folder, 'strict.yml'), '--data', data);
  expect(status, said).toBe(0);
  expect(said).toContain('Of the last 2 reviews, 1 do not pass');
  expect(said).toContain('repository 2 #7: success → failure');
  expect(said).not.toContain('#8');
  expect(said).toContain(`1  ${rule}`);
});

test('config simulate takes one repository by its name', async () => {
  const ask = (repository: string) =>
    langguard('config', 'simulate', join(folder, 'strict.yml'), '--data', data, '--repository', repository);
  expect((await ask('ACME/shop')).said).toContain('Of the last 2 reviews, 1 do not pass');
  expect(await ask('acme/other')).toMatchObject({
    status: 2,
    said: expect.stringContaining('keeps no review'),
  });
});

test('config simulate refuses a broken policy with the place', async () => {
  const { status, said } = await langguard('config', 'simulate', join(folder, 'broken.yml'), '--data', data);
  expect(status).toBe(2);
  expect(said).toContain('broken.yml:2:1');
  expect(said).toContain('did you mean `mode`');
});

test('audit export and verify agree, and a line that was altered is found', async () => {
  expect(await langguard('audit', 'verify', '--data', data)).toMatchObject({ status: 0 });
  const exported = (await langguard('audit', 'export', '--data', data)).said;
  expect(exported).toContain('"action":"waiver-added"');
  const file = join(folder, 'ledger.jsonl');
  writeFileSync(file, exported);
  expect(await langguard('audit', 'verify', '--file', file)).toMatchObject({ status: 0 });
  writeFileSync(file, exported.replace('"actor":"dana"', '"actor":"lee"'));
  const { status, said } = await langguard('audit', 'verify', '--file', file);
  expect(status).toBe(1);
  expect(said).toContain('installation 1: broken at entry 1: it was altered');
});
