// Tests of what counts as added: files that cannot be read, renames, moved lines, and hunks that do not fit.
import { expect, test } from 'vitest';
import { changeOf } from '../../../../test/registry-sim/review.ts';
import type { ChangedFile } from '../../change.ts';
import { collect } from './collect.ts';

const added = (file: ChangedFile): string[] =>
  collect({ ...changeOf({}), files: [file] }).added.map(({ dependency }) => dependency.name);
const gaps = (file: ChangedFile): string[] =>
  collect({ ...changeOf({}), files: [file] }).notChecked.map(({ reason }) => reason);
const file = (before: string, after: string, path = 'requirements.txt'): ChangedFile =>
  changeOf({ [path]: [before, after] }).files[0]!;

test.each([
  ['a new line', file('a==1\n', 'a==1\nb==1\n'), ['b']],
  ['another version', file('a==1\nb==1\n', 'a==2\nb==1\n'), ['a']],
  ['another order', file('a==1\nb==1\n', 'b==1\na==1\n'), []],
  ['another marker', file('a==1\n', 'a==1 ; python_version > "3"\n'), []],
  ['a removed line', file('a==1\nb==1\n', 'a==1\n'), []],
  ['a removed file', { ...file('a==1\n', ''), status: 'removed' as const }, []],
  [
    'a renamed manifest',
    { ...file('a==1\n', 'a==1\nb==1\n'), previousPath: 'old-requirements.txt', status: 'renamed' as const },
    ['b'],
  ],
  [
    'a file renamed to a manifest',
    { ...file('a==1\n', 'a==1\nb==1\n'), previousPath: 'notes.txt', status: 'renamed' as const },
    ['b'],
  ],
  [
    'hunks that do not fit: the added lines count',
    { ...file('a==1\n', 'a==1\nb==1\n'), body: 'x==1\ny==1\n' },
    ['y'],
  ],
])('%s', (_, changed, expected) => {
  expect(added(changed)).toEqual(expected);
});

test.each([
  ['a text that was not read', withoutBody(file('', 'a==1\n')), ['its text was not read']],
  ['a vendored file', { ...file('', 'a==1\n'), class: 'vendored' as const }, ['the file is vendored']],
  ['a line that cannot be read', file('', '!!\n'), ['line 1: not a requirement: !!']],
  ['a line that could not be read before either', file('!!\n', '!!\na==1\n'), []],
  [
    'many of them',
    file('', '!1\n!2\n!3\n!4\n!5\n!6\n!7\n'),
    [
      'line 1: not a requirement: !1',
      'line 2: not a requirement: !2',
      'line 3: not a requirement: !3',
      'line 4: not a requirement: !4',
      'line 5: not a requirement: !5',
      'and 2 more entries',
    ],
  ],
])('%s is not checked', (_, changed, expected) => {
  expect(gaps(changed)).toEqual(expected);
});

function withoutBody(given: ChangedFile): ChangedFile {
  const copy = { ...given };
  delete copy.body;
  return copy;
}
