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
  ['no version', [{ introduced: '0' }, { fixed: '1.0.0' }], 'garbage', undefined],
];

test.each(cases)('%s', (_, events, version, expected) => {
  expect(isAffected([{ versions: [], ranges: [events] }], version, compare)).toBe(expected);
});

test('a listed version is affected whatever the ranges say, also in another spelling', () => {
  const affected = [{ versions: ['1.0.0', 'odd'], ranges: [[{ introduced: '2.0.0' }]] }];
  expect(isAffected(affected, 'odd', compare)).toBe(true);
  expect(isAffected(affected, 'v1.0.0', compare)).toBe(true);
  expect(isAffected(affected, '1.0.1', compare)).toBe(false);
});
