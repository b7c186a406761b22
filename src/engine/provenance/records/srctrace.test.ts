// SourceTrace's notes: agents, operators and lines in two spellings.
import { expect, it } from 'vitest';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';

const read = (f: unknown) =>
  shownClaims(
    readRecord({ ref: 'refs/notes/srctrace/attribution', commit: 'c', text: JSON.stringify({ v: 1, f }) }),
  );

it.each<[string, unknown, string[]]>([
  ['an agent', { 'a.go': [{ s: 'agent|cursor(gpt-5)', l: [1, '5-9'] }] }, ['a.go 1,5-9 tool cursor gpt-5']],
  ['an agent without model', { 'a.go': [{ s: 'agent|claude-code', l: [2] }] }, ['a.go 2 tool claude-code']],
  ['an agent without name', { 'a.go': [{ s: 'agent', l: [2] }] }, ['a.go 2 tool']],
  ['the operator', { 'a.go': [{ s: 'operator', l: ['1-2'] }] }, ['a.go 1-2 person']],
  ['no lines', { 'a.go': [{ s: 'operator', l: [] }] }, []],
  ['someone else', { 'a.go': [{ s: 'operators', l: [1] }] }, ['? an author of an unknown kind']],
  [
    'lines that are none',
    { 'a.go': [{ s: 'operator', l: ['x', -3, '1-1000000000', null] }] },
    ['? lines that are no numbers'],
  ],
  [
    'a path that leads out',
    { '../a.go': [{ s: 'operator', l: [1] }] },
    ['? a path that is none of the repository'],
  ],
  ['wrong types', { 'a.go': 7, 'b.go': [7] }, ['? a part of another type than it should have']],
])('%s', (_name, f, expected) => {
  expect(read(f)).toEqual(expected);
});
