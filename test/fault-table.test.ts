// Every row of the fault table has a test that names it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** What goes wrong between GitHub, the world and this App; a test of row 7 is called `fault 7: …`. */
const rows: Record<number, string> = {
  1: 'a delivery comes twice',
  2: 'a failed delivery is sent again under its GUID',
  3: 'deliveries come out of order',
  4: 'deliveries are missed while the App is down',
  5: 'the process dies in the middle of a review',
  6: 'a token ends in the middle of a review',
  7: 'the hourly limit is used up',
  8: 'a secondary limit, with and without a hint how long to wait',
  9: '500, 502, 504, a broken connection, HTML instead of JSON',
  10: 'a read that lags behind, and 404 just after an event',
  11: 'a push in the middle of a review',
  12: 'another base branch',
  13: 'a pull request closed in the middle of a review',
  14: 'a repository renamed or transferred',
  15: 'a repository deleted, or access to it taken away',
  16: 'an installation suspended or uninstalled',
  17: 'a permission that was not granted',
  18: 'a pull request of more than GitHub lists, and patches left out',
  19: 'an event too large to be delivered',
  20: 'binary, minified, generated, LFS, submodule, symlink',
  21: 'invalid UTF-8, BOM, CRLF, bidi, NUL, a carriage return alone',
  22: 'an invalid policy',
  23: 'a pull request that changes its own policy',
  24: 'the policy of an organisation, from another repository',
  25: 'file names made to harm',
  26: 'a secret in the flagged line',
  27: 'an expression of a repository that never ends',
  28: 'YAML made to harm',
  29: 'a compressed body made to harm',
  30: 'an unsigned or huge webhook',
  31: 'a webhook secret that is wrong, missing or the default',
  32: 'an old signed event sent again',
  33: 'an outgoing address that points inside',
  34: 'a path that leaves its folder, on the command line',
  35: 'text made to forge a log',
  36: 'a sign-in forged, fixed or led elsewhere',
  37: 'one tenant asks for what is of another',
  38: 'one tenant fills the queue',
  39: 'a job that always fails',
  40: 'a clock that is wrong',
  41: 'a database that is down, or a disk that is full',
  42: 'a command of an outsider, an edited comment, a ghost',
  43: 'a check that is never completed',
  44: 'a merge queue',
  45: 'two replicas at the same pull request',
  46: 'GitHub Enterprise Server',
};

/** The rows that a test file's test names name: `'fault 7: …'`, or after a semicolon within one. */
function rowsNamedIn(text: string): number[] {
  return [...text.matchAll(/(?:['"`]|; )fault (\d+): /g)].map((found) => Number(found[1]));
}

function missing(texts: readonly string[]): string[] {
  const named = new Set(texts.flatMap(rowsNamedIn));
  return Object.entries(rows)
    .filter(([row]) => !named.has(Number(row)))
    .map(([row, what]) => `fault ${row}: ${what}`);
}

const root = fileURLToPath(new URL('..', import.meta.url));

const texts = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && path !== 'fault-table.test.ts')
    .map((path) => readFileSync(join(root, folder, path), 'utf8')),
);

test('every row has a test', () => {
  expect(Object.keys(rows)).toHaveLength(46);
  expect(missing(texts)).toEqual([]);
});

test('a test that names no row of the table is a slip', () => {
  expect(texts.flatMap(rowsNamedIn).filter((row) => !(row in rows))).toEqual([]);
});

test('the check can fail', () => {
  const all = Object.keys(rows).map((row) => `test('fault ${row}: x', () => {});`);
  expect(missing(all)).toEqual([]);
  expect(missing(all.slice(1))).toEqual([`fault 1: ${rows[1]}`]);
  // A comment is no test.
  expect(missing([...all.slice(1), '// fault 1: see elsewhere'])).toHaveLength(1);
  expect(rowsNamedIn("test('fault 2: one; fault 39: another', () => {});")).toEqual([2, 39]);
});
