// Files of other scanners: plain, packed, too large and missing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import type { Change } from '../engine/change.ts';
import { withScannerReports } from './scanner-reports.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-sarif-'));
const change: Change = { base: 'b', head: 'h', files: [], commits: [], unread: [] };
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: string | Buffer): Promise<Change> {
  const file = join(folder, 'r.sarif');
  writeFileSync(file, bytes);
  return await withScannerReports(change, [file], folder);
}

it.each<[string, string | Buffer, string]>([
  ['plain', '{"a":1}', '{"a":1}'],
  ['packed', gzipSync('{"a":1}'), '{"a":1}'],
  [
    'a small file that unpacks to much',
    gzipSync(Buffer.alloc(64 * 1024 * 1024)),
    'results in r.sarif: the file is larger than 20 MB',
  ],
  ['a large file', Buffer.alloc(21 * 1024 * 1024), 'results in r.sarif: the file is larger than 20 MB'],
])('%s', async (_name, bytes, expected) => {
  const { scanners = [], unread } = await read(bytes);
  expect([...scanners.map(({ text }) => text), ...unread.map(({ reason }) => reason)]).toEqual([expected]);
});

it('says what to do about a file that is not there', async () => {
  await expect(withScannerReports(change, [join(folder, 'none.sarif')], folder)).rejects.toThrow(
    'cannot be read',
  );
  expect(await withScannerReports(change, [], folder)).toBe(change);
});
