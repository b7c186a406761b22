// Which waiver binds which finding, and why one does not.
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from './policy.ts';
import { addDays, isDay, type Waiver, waiversBy } from './waivers.ts';

const rule = 'sql-from-interpolation';
const fingerprint = `1a2b3c4d5e6f${'0'.repeat(52)}`;
const rules = { ...defaultPolicy.waiverRules, maxDays: 30, never: ['hardcoded-secret'] };
const today = '2026-11-20';

function waiver(over: Partial<Waiver>): Waiver {
  return {
    id: 'w-000000000001',
    rule,
    fingerprint,
    reason: 'only constants get here',
    owner: '@dana',
    until: '2026-12-01',
    from: 'command',
    ...over,
  };
}

describe('a waiver', () => {
  test.each<[name: string, waivers: Partial<Waiver>[], finding: string, expected: string]>([
    ['binds its finding', [{}], rule, 'w-000000000001'],
    ['may name it by twelve digits', [{ fingerprint: '1A2B3C4D5E6F' }], rule, 'w-000000000001'],
    ['says nothing of another content', [{ fingerprint: 'ffffffffffff' }], rule, 'nothing'],
    ['says nothing of another rule', [{ rule: 'path-from-request' }], rule, 'nothing'],
    ['binds on its last day', [{ until: today }], rule, 'w-000000000001'],
    ['ends', [{ until: '2026-11-19' }], rule, 'The waiver w-000000000001 of @dana ended on 2026-11-19.'],
    ['may run as long as policy says', [{ until: '2026-12-20' }], rule, 'w-000000000001'],
    [
      'may not run longer',
      [{ until: '2026-12-21' }],
      rule,
      'The waiver w-000000000001 of @dana does not bind: it runs until 2026-12-21, and policy allows 30 days.',
    ],
    [
      'cannot cover what nobody may waive',
      [{ rule: 'hardcoded-secret' }],
      'hardcoded-secret',
      'The waiver w-000000000001 of @dana does not bind: policy lets nobody waive hardcoded-secret.',
    ],
    [
      'that binds wins over one that ended',
      [{ id: 'w-old', until: '2026-01-01' }, { id: 'w-new' }, { id: 'w-older', until: '2025-01-01' }],
      rule,
      'w-new',
    ],
  ])('%s', (_name, given, finding, expected) => {
    const answer = waiversBy(given.map(waiver), rules, today)({ rule: finding }, fingerprint);
    const said = answer === undefined ? 'nothing' : 'binds' in answer ? answer.binds.id : answer.refused;
    expect(said).toBe(expected);
  });
});

describe('a waiver of advisories', () => {
  const vulnerable = 'vulnerable-dependency';
  const lodash = (version: string, ...ids: string[]) => ({
    package: 'npm:lodash',
    version,
    advisories: ids.map((id) => ({ id, aliases: [`CVE-${id.slice(5)}`] })),
  });
  const of = (over: Partial<Waiver>): Waiver => {
    const { fingerprint: _none, ...rest } = waiver({ rule: vulnerable, ...over });
    return rest;
  };
  const named = (over: object = {}) => [
    { package: 'npm:lodash', advisories: ['GHSA-1'], version: '4.17.20', ...over },
  ];

  test.each<[name: string, waivers: Partial<Waiver>[], found: ReturnType<typeof lodash>[], expected: string]>(
    [
      ['binds its advisory in its version', [{ advised: named() }], [lodash('4.17.20', 'GHSA-1')], 'w-1'],
      ['says nothing of another version', [{ advised: named() }], [lodash('4.17.19', 'GHSA-1')], 'nothing'],
      ['says nothing of another advisory', [{ advised: named() }], [lodash('4.17.20', 'GHSA-2')], 'nothing'],
      [
        'says nothing of another package',
        [{ advised: named({ package: 'npm:underscore' }) }],
        [lodash('4.17.20', 'GHSA-1')],
        'nothing',
      ],
      [
        'may name an alias',
        [{ advised: named({ advisories: ['CVE-1'] }) }],
        [lodash('4.17.20', 'GHSA-1')],
        'w-1',
      ],
      [
        'may name a range',
        [{ advised: [{ package: 'npm:lodash', advisories: ['GHSA-1'], versions: '>=4.17.0 <4.18.0' }] }],
        [lodash('4.17.5', 'GHSA-1')],
        'w-1',
      ],
      [
        'says nothing outside its range',
        [{ advised: [{ package: 'npm:lodash', advisories: ['GHSA-1'], versions: '>=4.17.0 <4.18.0' }] }],
        [lodash('4.18.0', 'GHSA-1')],
        'nothing',
      ],
      [
        'of one advisory does not accept the other that is published later',
        [{ advised: named() }],
        [lodash('4.17.20', 'GHSA-1', 'GHSA-2')],
        'The waiver w-1 accepts only GHSA-1 of npm:lodash 4.17.20.',
      ],
      [
        'adds to another',
        [{ advised: named() }, { id: 'w-2', advised: named({ advisories: ['GHSA-2'] }) }],
        [lodash('4.17.20', 'GHSA-1', 'GHSA-2')],
        'w-1',
      ],
      [
        'ends',
        [{ advised: named(), until: '2026-11-19' }],
        [lodash('4.17.20', 'GHSA-1')],
        'The waiver w-1 of @dana ended on 2026-11-19.',
      ],
      [
        'is of one rule',
        [{ advised: named(), rule: 'malicious-dependency' }],
        [lodash('4.17.20', 'GHSA-1')],
        'nothing',
      ],
    ],
  )('%s', (_name, given, advised, expected) => {
    const waivers = given.map((each) => of({ id: 'w-1', ...each }));
    const answer = waiversBy(waivers, rules, today)({ rule: vulnerable, advised }, fingerprint);
    const said = answer === undefined ? 'nothing' : 'binds' in answer ? answer.binds.id : answer.refused;
    expect(said).toBe(expected);
  });
});

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['tomorrow', false],
])('%s is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));

test('days are counted over the end of a year', () => {
  expect(addDays('2026-12-20', 30)).toBe('2027-01-19');
});
