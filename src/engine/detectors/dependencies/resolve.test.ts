// Tests of choosing versions: what a requirement stands for today, and which version is safe.
import { expect, test } from 'vitest';
import { npm } from '../../ecosystems/npm/index.ts';
import { pypi } from '../../ecosystems/pypi/index.ts';
import type { Advisory, PublishedVersion } from '../../facts.ts';
import { ageInDays, highest, isYoung, namedFix, safeVersions } from './resolve.ts';

const record = (...versions: (string | PublishedVersion)[]) => ({
  exists: true as const,
  maintainers: [],
  versions: versions.map((one) => (typeof one === 'string' ? { version: one } : one)),
});

test.each([
  ['^1.0.0', record('1.0.0', '1.10.0', '1.9.0', '2.0.0'), '1.10.0'],
  [undefined, record('1.0.0', '2.0.0-rc.1'), '1.0.0'],
  ['latest', record('1.0.0', '2.0.0-rc.1'), '1.0.0'],
  ['^1.0.0', record('1.0.0', { version: '1.1.0', deprecated: 'broken' }), '1.0.0'],
  ['^1.0.0', record({ version: '1.1.0', deprecated: 'all are' }), '1.1.0'],
  ['^3.0.0', record('1.0.0'), undefined],
  [undefined, record('1.0.0-beta.1'), '1.0.0-beta.1'],
])('npm %s stands for', (requirement, given, expected) => {
  expect(highest(given, requirement, npm)).toBe(expected);
});

test.each([
  ['>=1,<2', record('1.0', '1.10', '1.9', '2.0'), '1.10'],
  [undefined, record('1.0', '2.0rc1', '2.0.dev1'), '1.0'],
  ['>=1', record('1.0', { version: '1.1', yanked: true }), '1.0'],
  ['==1.1', record('1.0', { version: '1.1', yanked: true }), '1.1'],
])('PyPI %s stands for', (requirement, given, expected) => {
  expect(highest(given, requirement, pypi)).toBe(expected);
});

const advisory = (...pairs: [introduced: string, fixed?: string][]): Advisory => ({
  id: 'GHSA-1',
  aliases: [],
  summary: '',
  malicious: false,
  fixed: pairs.flatMap(([, fixed]) => fixed ?? []),
  affected: [
    {
      versions: [],
      ranges: [pairs.flatMap(([introduced, fixed]) => [{ introduced }, ...(fixed ? [{ fixed }] : [])])],
    },
  ],
});
const today = '2026-11-20';
const safe = (current: string, advisories: Advisory[], ...versions: (string | PublishedVersion)[]) =>
  safeVersions(current, advisories, record(...versions), npm, today);

test('a safe version is above the current one, at or above a fix of each advisory, and sound', () => {
  const two = advisory(['0', '1.2.5'], ['2.0.0', '2.1.0']);
  expect(safe('1.0.0', [two], '0.9.0', '1.2.4', '1.2.5', '2.0.0', '2.1.0')).toEqual(['1.2.5', '2.1.0']);
  expect(safe('2.0.0', [two], '1.2.5', '2.1.0')).toEqual(['2.1.0']);
  expect(safe('1.0.0', [advisory(['0', '1.1.0']), advisory(['0', '1.2.0'])], '1.1.0', '1.2.0')).toEqual([
    '1.2.0',
  ]);
  expect(
    safe(
      '1.0.0',
      [advisory(['0', '1.1.0'])],
      { version: '1.1.0', deprecated: 'x' },
      { version: '1.1.1', yanked: true },
      '1.2.0-rc.1',
      '1.3.0',
    ),
  ).toEqual(['1.3.0']);
  expect(safe('1.0.0', [advisory(['0'])], '1.1.0')).toEqual([]);
});

test('a version past the cooldown comes before a younger one', () => {
  const young = { version: '1.1.0', publishedAt: '2026-11-18T00:00:00Z' };
  expect(safe('1.0.0', [advisory(['0', '1.1.0'])], young, '1.2.0')).toEqual(['1.2.0', '1.1.0']);
});

test('no version is called safe when an advisory was not read', () => {
  const { affected: _, ...unread } = advisory(['0', '1.1.0']);
  expect(safe('1.0.0', [unread], '2.0.0')).toBeUndefined();
});

test('without a registry the fixes that the advisories name are tried against all of them', () => {
  expect(namedFix('1.0.0', [advisory(['0', '1.1.0']), advisory(['0', '1.2.0'])], npm)).toBe('1.2.0');
  expect(namedFix('1.0.0', [advisory(['0', '1.1.0']), advisory(['0'])], npm)).toBeUndefined();
});

test.each([
  ['2026-11-20T23:00:00Z', 0, true],
  ['2026-11-14T00:00:00Z', 6, true],
  ['2026-11-13T00:00:00Z', 7, false],
  ['2027-01-01T00:00:00Z', 0, true],
  [undefined, undefined, false],
  ['never', undefined, false],
])('%s is %s days old', (time, days, young) => {
  expect(ageInDays(time, today)).toBe(days);
  expect(isYoung(time, today)).toBe(young);
});
