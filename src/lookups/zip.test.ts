// Tests of reading zips, hostile ones too.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeZip, type Packed } from '../../test/osv-sim/zip.ts';
import { dumpLimits, readZip } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Buffer, limits = dumpLimits): Promise<string[]> {
  const file = join(folder, 'a.zip');
  writeFileSync(file, bytes);
  const lines: string[] = [];
  for await (const entry of readZip(file, (name) => name.endsWith('.json'), limits))
    lines.push('text' in entry ? `${entry.name} ${entry.text}` : `${entry.name}: ${entry.problem}`);
  return lines;
}

const one: Packed = { name: 'a.json', text: 'hello' };
const bomb = 'x'.repeat(1_000_000);

test.each<[string, Packed[], string[]]>([
  ['packed', [one], ['a.json hello']],
  ['stored', [{ ...one, method: 0 }], ['a.json hello']],
  ['names that are not wanted', [{ ...one, name: 'README' }, one], ['a.json hello']],
  [
    'a name that climbs is a label and nothing more',
    [{ ...one, name: '../../etc/a.json' }],
    ['../../etc/a.json hello'],
  ],
  ['encrypted', [{ ...one, flags: 1 }, one], ['a.json: it is encrypted', 'a.json hello']],
  ['another method', [{ ...one, method: 12 }], ['a.json: it is packed by method 12']],
  ['a wrong checksum', [{ ...one, checksum: 1 }], ['a.json: its checksum is wrong']],
  [
    'more than it says',
    [{ name: 'b.json', text: bomb, unpacked: 10 }],
    ['b.json: it cannot be unpacked (ERR_BUFFER_TOO_LARGE)'],
  ],
  ['less than it says', [{ ...one, unpacked: 99 }], ['a.json: it has another size than the zip says']],
  ['not where it says', [{ ...one, offset: 3 }], ['a.json: it is not where the directory of the zip says']],
  [
    'beyond the end',
    [{ ...one, offset: 9_999_999 }],
    ['a.json: it is not where the directory of the zip says'],
  ],
])('%s', async (_, files, expected) => {
  expect(await read(makeZip(files))).toEqual(expected);
});

test('sizes and places of zip64', async () => {
  expect(await read(makeZip([one, { ...one, name: 'b.json' }], { wide: true }))).toEqual([
    'a.json hello',
    'b.json hello',
  ]);
});

test('files larger than the read-ahead, and many small ones', async () => {
  const large = Array.from({ length: 40_000 }, (_, index) => `${(index * 7919) % 99_991} `)
    .join('')
    .repeat(8);
  const many = Array.from({ length: 3000 }, (_, index) => ({ name: `${index}.json`, text: `${index}` }));
  const lines = await read(makeZip([...many, { name: 'z.json', text: large, method: 0 }, one]));
  expect(lines.length).toBe(3002);
  expect(lines[2999]).toBe('2999.json 2999');
  expect(lines[3000]).toBe(`z.json ${large}`);
});

test.each<[string, Buffer, Partial<typeof dumpLimits>, RegExp]>([
  ['no zip', Buffer.from('hello'), {}, /not a zip/],
  ['an empty file', Buffer.alloc(0), {}, /not a zip/],
  ['cut off', makeZip([one]).subarray(0, 60), {}, /not a zip/],
  ['too many files', makeZip([one, one]), { maxEntries: 1 }, /names 2 files/],
  ['too much in all', makeZip([one, one, one]), { maxTotalBytes: 12 }, /more than 12 bytes/],
  ['a broken directory', Buffer.concat([makeZip([one]).subarray(8)]), {}, /directory of the zip is broken/],
])('refuses %s', async (_, bytes, limits, expected) => {
  await expect(read(bytes, { ...dumpLimits, ...limits })).rejects.toThrow(expected);
});

test('fault 29: one file above the limit is named, the others are read', async () => {
  expect(
    await read(makeZip([{ name: 'b.json', text: bomb }, one]), { ...dumpLimits, maxEntryBytes: 100 }),
  ).toEqual(['b.json: it is larger than 100 bytes', 'a.json hello']);
});
