// Tests of the OSV range evaluation.
import semver from 'semver';
import { expect, test } from 'vitest';
import { isAffected } from './affected.ts';
import type { RangeEvent } from '../facts.ts';

const compare = (a: string, b: string): number | undefined =>
  semver.valid(a) && semver.valid(b) ? semver.compare(a, b) : undefined;

const cases: [string, RangeEvent[], string, boolean | undefined][] = [
  ['before fixed', [{ introduced: '0' }, { fixed: '1.2.3' }], '1.2.2', true],
  ['fixed itself', [{ introduced: '0' }, { fixed: '1.2.3' }], '1.2.3', false],
  ['pre-release of the first version', [{ introduced: '0' }], '0.0.0-alpha', true],
  ['last affected', [{ introduced: '1.0.0' }, { last_affected: '1.5.0' }], '1.5.0', true],
  ['after last affected', [{ introduced: '1.0.0' }, { last_affected: '1.5.0' }], '1.5.1', false],
  ['before introduced', [{ introduced: '1.0.0' }, { fixed: '2.0.0' }], '0.9.0', false],
  [
    'second window',
    [{ introduced: '1.0.0' }, { fixed: '1.1.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }],
    '2.0.5',
    true,
  ],
  [
    'between windows',
    [{ introduced: '1.0.0' }, { fixed: '1.1.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }],
    '1.5.0',
    false,
  ],
  [
    'events out of order',
    [{ fixed: '2.1.0' }, { introduced: '2.0.0' }, { fixed: '1.1.0' }, { introduced: '1.0.0' }],
    '2.0.5',
    true,
  ],
  [
    'fixed and introduced again at once',
    [{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '1.0.0' }],
    '1.0.0',
    false,
  ],
  ['beyond the limit', [{ introduced: '0' }, { limit: '1.0.0' }], '1.0.0', false],
  ['below the limit', [{ introduced: '0' }, { limit: '1.0.0' }], '0.9.0', true],
  ['a limit without end', [{ introduced: '0' }, { limit: '*' }], '9.0.0', true],
  ['below one of two limits', [{ introduced: '0' }, { limit: '1.0.0' }, { limit: '3.0.0' }], '2.0.0', true],
  [
    'a limit does not begin anew',
    [{ introduced: '1.0.0' }, { fixed: '1.5.0' }, { limit: '2.0.0' }],
    '1.7.0',
    false,
  ],
  [
    'introduced and last affected at once',
    [{ introduced: '1.0.0' }, { last_affected: '1.0.0' }],
    '1.0.0',
    true,
  ],
  ['after such a tie', [{ last_affected: '1.0.0' }, { introduced: '1.0.0' }], '1.0.1', false],
  ['introduced and fixed at once', [{ fixed: '1.0.0' }, { introduced: '1.0.0' }], '1.0.1', false],
  ['everything, of a version that cannot be ordered', [{ introduced: '0' }], 'garbage', true],
  ['no introduced', [{ fixed: '1.0.0' }], '0.9.0', false],
  ['an event that cannot be ordered', [{ introduced: '0' }, { fixed: 'odd' }], '1.0.0', undefined],
  ['no version', [{ introduced: '0' }, { fixed: '1.0.0' }], 'garbage', undefined],
];

test.each(cases)('%s', (_, events, version, expected) => {
  expect(isAffected([{ versions: [], ranges: [events] }], version, compare)).toBe(expected);
});

test('only as introduced is "0" before everything', () => {
  const number = (a: string, b: string): number => Number(a) - Number(b);
  const ranges = (events: RangeEvent[]) => [{ versions: [], ranges: [events] }];
  expect(isAffected(ranges([{ introduced: '0' }, { last_affected: '0' }]), '0', number)).toBe(true);
  expect(isAffected(ranges([{ introduced: '0' }, { last_affected: '0' }]), '1', number)).toBe(false);
  expect(isAffected(ranges([{ introduced: '0' }, { fixed: '0' }]), '-1', number)).toBe(true);
});

test('entries of one package add up, and one that cannot be ordered leaves the answer open', () => {
  const parts = [
    { versions: [], ranges: [[{ introduced: '1.0.0' }, { fixed: '1.1.0' }]] },
    { versions: [], ranges: [[{ introduced: '2.0.0' }, { fixed: '2.1.0' }]] },
  ];
  expect(isAffected(parts, '2.0.1', compare)).toBe(true);
  expect(isAffected(parts, '1.5.0', compare)).toBe(false);
  const odd = { versions: [], ranges: [[{ introduced: 'odd' }]] };
  expect(isAffected([odd, ...parts], '2.0.1', compare)).toBe(true);
  expect(isAffected([odd, ...parts], '1.5.0', compare)).toBeUndefined();
});

test('a long list says the same however often it is asked', () => {
  const versions = Array.from(
    { length: 200 },
    (_, index) => `${index % 7}.${(index * 7919) % 200}.${index % 3}`,
  );
  const affected = [{ versions: [...versions, 'odd'], ranges: [] }];
  for (let round = 0; round < 3; round++) {
    for (const listed of versions) {
      expect(isAffected(affected, `v${listed}`, compare)).toBe(true);
      expect(isAffected(affected, `${listed}-rc.1`, compare)).toBe(false);
    }
    expect(isAffected(affected, 'odd', compare)).toBe(true);
    expect(isAffected(affected, 'other', compare)).toBe(false);
  }
});

test('a listed version is affected whatever the ranges say, also in another spelling', () => {
  const affected = [{ versions: ['1.0.0', 'odd'], ranges: [[{ introduced: '2.0.0' }]] }];
  expect(isAffected(affected, 'odd', compare)).toBe(true);
  expect(isAffected(affected, 'v1.0.0', compare)).toBe(true);
  expect(isAffected(affected, '1.0.1', compare)).toBe(false);
});
