// Weeks begin on Mondays, in UTC, and none is left out.
import { expect, test } from 'vitest';
import { mondayOf } from '../../store/history/scope.ts';
import { mondays } from './weeks.ts';

const at = (text: string): Date => new Date(text);

test.each([
  ['one day', '2026-11-20T00:00:00Z', '2026-11-20T18:00:00Z', ['2026-11-16']],
  ['from a Sunday to a Monday', '2026-11-15T23:00:00Z', '2026-11-16T01:00:00Z', ['2026-11-09', '2026-11-16']],
  ['up to the first second of a Monday', '2026-11-12T00:00:00Z', '2026-11-16T00:00:00Z', ['2026-11-09']],
])('%s', (_name, since, until, expected) => {
  expect(mondays([{ week: '2026-11-16' }], { since: at(since), until: at(until) })).toEqual(expected);
});

test('everything that is kept begins with the first week that has something', () => {
  const period = { since: at('1750-01-01T00:00:00Z'), until: at('2026-11-20T18:00:00Z') };
  expect(mondays([{ week: '2026-11-02' }, { week: '2026-11-16' }], period)).toEqual([
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
  ]);
  expect(mondays([], period)).toEqual([]);
});

test('the database numbers the same weeks', () => {
  const week = Math.floor((Date.parse('2026-11-22T23:59:59Z') / 1000 - 345_600) / 604_800);
  expect(mondayOf(week)).toBe('2026-11-16');
  expect(mondayOf(week + 1)).toBe('2026-11-23');
});
