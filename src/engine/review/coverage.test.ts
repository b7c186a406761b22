// What is passed over because the change itself says what it is stands in the coverage; what the base says does not.
import { expect, test } from 'vitest';
import type { ChangedFile } from '../change.ts';
import { coverageOf } from './coverage.ts';

const file = (path: string, more: Partial<ChangedFile>): ChangedFile => ({
  path,
  status: 'added',
  class: 'text',
  hunks: [],
  ...more,
});

const said = (files: ChangedFile[]): string[] =>
  coverageOf({ base: '', head: '', files, commits: [], unread: [] }, [], (text) => text).notChecked.map(
    ({ path, check, reason }) => `${path} ${check}: ${reason.split(/[,;]/)[0]}`,
  );

test.each<[string, ChangedFile[], string[]]>([
  ['text', [file('a.js', {})], []],
  [
    'by looks or name alone',
    [
      file('a.js', { class: 'minified', isGuess: true }),
      file('vendor/a.go', { class: 'vendored', isGuess: true }),
      file('vendor/b.go', { class: 'vendored', isGuess: true }),
    ],
    [
      'a.js code: taken for minified by its looks alone',
      "vendor/a.go code of 2 files, this one among them: taken for somebody else's code by its name alone",
    ],
  ],
  ['by the base', [file('a.js', { class: 'minified' }), file('vendor/a.go', { class: 'vendored' })], []],
  ['gone', [file('vendor/a.go', { class: 'vendored', isGuess: true, status: 'removed' })], []],
  [
    'code in Git LFS, and a picture',
    [file('a.py', { class: 'lfs-pointer' }), file('a.png', { class: 'lfs-pointer' })],
    ['a.py code: a pointer to Git LFS'],
  ],
])('%s', (_name, files, expected) => {
  expect(said(files)).toEqual(expected);
});
