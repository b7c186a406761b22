// Tests of NuGet's ordering and ranges, on the cases that NuGet documents and on what OSV does with odd versions.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, exactVersion, normaliseVersion, satisfies } from './versions.ts';
import { fuzzBudget } from '../../../../test/fuzz-budget.ts';

test.each([
  // https://learn.microsoft.com/nuget/concepts/package-versioning
  '1.0.1-alpha < 1.0.1-alpha2 < 1.0.1-alpha3 < 1.0.1-beta < 1.0.1-open < 1.0.1-rc < 1.0.1-zzz < 1.0.1',
  '1.0.1-alpha.1 < 1.0.1-alpha.2 < 1.0.1-alpha.10 < 1.0.1-beta.2 < 1.0.1-beta.15',
  '1.00 = 1.0 = 1 = 1.0.0 = 1.0.00.0',
  '1.01.1 = 1.1.1 < 1.1.1.1',
  '1.0.7+r3456 = 1.0.7 = 1.0.7+other.2',
  '1.0.0-Alpha = 1.0.0-ALPHA < 1.0.0-beta < 1.0.0-BETA.1',
  '1.0.0-1 < 1.0.0-02 < 1.0.0-10 < 1.0.0-a < 1.0.0-a.b < 1.0.0-a-b',
  '1.0.0--5 < 1.0.0-0 = 1.0.0-00 < 1.0.0-5',
  '1.0.0-99999999999999999998 < 1.0.0-99999999999999999999 < 1.0.0',
  '1.2.3.4-rc < 1.2.3.4 < 1.2.3.5 < 1.2.4',
  '1.99999999999999999999999999999998 < 1.99999999999999999999999999999999',
  'v1.0.0 = 1.0.0',
  '1.2.3.4.5 < 1.2.3.4',
  '1.2.3.4.5 < 1.2.3.4.10',
  '1.0.0_1 < 1.0.0_2 < 1.0.0',
  '1..2 = 1.2',
  'garbage < 0',
])('%s', (chain) => {
  const parts = chain.split(' ');
  for (let at = 0; at + 2 < parts.length; at += 2) {
    const [a = '', operator, b = ''] = parts.slice(at, at + 3);
    const sign = Math.sign(compare(a, b) ?? NaN);
    expect(operator === '<' ? -1 : 0, `${a} against ${b}`).toBe(sign + 0);
    expect(Math.sign(compare(b, a) ?? NaN) + sign).toBe(0);
  }
});

test.each(['', ' ', '$(Version)', '1.*', '[1.0]', '1.0 beta'])('%j is no version', (text) => {
  expect(compare(text, '1.0')).toBeUndefined();
});

test.each([
  ['1.5', '1.0', true],
  ['0.9', '1.0', false],
  ['1.0.0-beta', '1.0', false],
  ['1.0', '(1.0,)', false],
  ['1.0.0', '[1.0]', true],
  ['1.0.1', '[1.0]', false],
  ['1.0', '(,1.0]', true],
  ['1.0', '(,1.0)', false],
  ['1.5', '[1.0,2.0]', true],
  ['2.0', '[1.0, 2.0)', false],
  ['2.0', '( 1.0 , 2.0 ]', true],
  ['9', '(,)', true],
  ['1.0', '(1.0)', undefined],
  ['1.0', '[1,2,3]', undefined],
  ['1.4.9', '1.*', true],
  ['1.4.9-rc', '1.*', false],
  ['2.0', '1.*', false],
  ['3', '*', true],
  ['3-rc', '*', false],
  ['3-rc', '*-*', true],
  ['3', '*-*', true],
  ['1.1.0-beta.2', '1.1.0-beta*', true],
  ['1.1.0-rc', '1.1.0-beta*', false],
  ['1.1.1', '1.1.0-*', false],
  ['1.1.0', '1.1.0-*', true],
  ['1.3-rc', '1.*-*', true],
  ['1.3', '[1.*, 2.0)', true],
  ['1.3', '$(V)', undefined],
  ['1.3', '>=0', true],
  ['1.3-rc', '>=0', false],
])('%s against %s', (version, requirement, expected) => {
  expect(satisfies(version, requirement)).toBe(expected);
});

test.each([
  ['1.0', '1.0'],
  ['[1.0]', '1.0'],
  ['[1.0,2.0)', '1.0'],
  ['1.*', undefined],
  ['(1.0,2.0)', undefined],
  ['$(V)', undefined],
])('%s resolves to %s', (requirement, version) => {
  expect(exactVersion(requirement)).toBe(version);
});

test.each([
  ['1.00', '1.0.0'],
  ['1.01.1', '1.1.1'],
  ['1.0.0.0', '1.0.0'],
  ['1.2.3.4-RC+x', '1.2.3.4-rc'],
])('%s is normalised to %s', (version, normal) => {
  expect(normaliseVersion(version)).toBe(normal);
});

const version = fc
  .array(
    fc.constantFrom(
      '0',
      '1',
      '01',
      '10',
      '99999999999999999999',
      '.',
      '.',
      '-',
      '+',
      'a',
      'Beta',
      'rc',
      'v',
      '_',
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((parts) => parts.join(''));

test('the order is antisymmetric and transitive', () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      const [ab = 0, bc = 0, ac = 0] = [compare(a, b), compare(b, c), compare(a, c)];
      expect(Math.sign(compare(b, a) ?? 0) + Math.sign(ab)).toBe(0);
      if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
      if (ab === 0 && bc === 0) expect(ac).toBe(0);
    }),
    fuzzBudget(3000),
  );
});

test('any text is read without throwing, in linear time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => void [compare(a, b), satisfies(a, b)]),
  );
  for (const unit of ['1.', '.', '-', 'a', '0']) compare(unit.repeat(400), unit.repeat(450));
});
