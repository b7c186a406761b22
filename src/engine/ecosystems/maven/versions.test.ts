// Tests of Maven's ordering and ranges, on the cases of its specification and on what maven-artifact answered.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions, type Flavour } from './comparable-version.ts';
import { compare, exactVersion, satisfies } from './versions.ts';
import { fuzzBudget } from '../../../../test/fuzz-budget.ts';

/** Checks a chain such as `a < b = c` for each neighbouring pair, both ways round. */
function check(chain: string, flavour: Flavour): void {
  const parts = chain.split(' ');
  for (let at = 0; at + 2 < parts.length; at += 2) {
    const [a = '', operator, b = ''] = parts.slice(at, at + 3);
    const sign = Math.sign(compareVersions(a, b, flavour));
    expect(sign + 0, `${a} against ${b}`).toBe(operator === '<' ? -1 : 0);
    expect(Math.sign(compareVersions(b, a, flavour)) + sign).toBe(0);
  }
}

test.each([
  // https://maven.apache.org/pom.html#version-order-specification
  '1 < 1.1',
  '1-snapshot < 1 < 1-sp',
  '1-foo2 < 1-foo10',
  '1-foo < 1-1 < 1.1',
  '1.ga = 1-ga = 1-0 = 1.0 = 1',
  '1-a1 = 1-alpha-1',
  '1.0.0-foo.0.0 = 1-foo',
  '1.0.0-0.0.0 = 1',
  // The order of qualifiers, whatever their case.
  '1-alpha < 1-Beta < 1-milestone < 1-RC = 1-cr < 1-SNAPSHOT < 1 = 1-ga = 1-Final = 1-RELEASE < 1-sp < 1-abc < 1-xyz < 1-1 < 1.1',
  '1-alpha-1 < 1-alpha-2 < 1-alpha-10 < 1-beta-1',
  '1.0-alpha-1.10-beta < 1.0-alpha-1.10 < 1.0-alpha-2',
  '1-a < 1-b',
  '1-a1 < 1-a',
  '1-m1 = 1-milestone-1',
  // Numbers of any length, and leading zeros.
  '1.0000000000000000000001 = 1.1',
  '1.99999999999999999999999999998 < 1.99999999999999999999999999999',
  '2147483647 < 2147483648 < 9223372036854775807 < 9223372036854775808',
  '20190126.230843 < 20190126.230844',
  // Trailing nothings.
  '1. = 1- = 1 = 1.0-0 = 1.0.0.0',
  '1x = 1.0.0-x = 1.0.0x',
  '1_1 < 1.1',
  'v1 < 1',
  '1.0.0.RELEASE = 1.0.0.Final = 1',
  '31.1-android < 31.1-jre < 31.2',
  '\u0663.1 = 3.1',
])('%s', (chain) => check(chain, 'osv'));

test.each<[Flavour, string]>([
  ['osv', '1.0.0-RC2 < 1.0.0.RC1'],
  ['3.9', '1.0.0.RC1 < 1.0.0-RC2'],
  ['osv', '1.foo < 1-foo'],
  ['3.9', '1.foo = 1-foo'],
  ['osv', '1.jre8 < 1-alpha-1'],
  ['3.9', '1-alpha-1 < 1.jre8'],
  ['3.9', '5.0.0.RC1 < 5.0.0.RELEASE < 5.0.1.RC1'],
])('as %s: %s', (flavour, chain) => check(chain, flavour));

test('an empty text is no version; any other is', () => {
  expect(compare(' ', '1')).toBeUndefined();
  expect(compare('1', '1'.repeat(2000))).toBeUndefined();
  expect(compare('anything at all', '1')).toBeLessThan(0);
});

test.each([
  ['1.5', '[1,2)', true],
  ['2', '[1,2)', false],
  ['2-SNAPSHOT', '[1,2)', true],
  ['1', '(1,2)', false],
  ['1.5', '[1.5]', true],
  ['1.5.0', '[1.5]', true],
  ['1.5.1', '[1.5]', false],
  ['1.1', '(,1.0],[1.2,)', false],
  ['1.2', '(,1.0], [1.2,)', true],
  ['9', '[1,)', true],
  ['1.5', '1.5', true],
  ['1.6', '1.5', false],
  ['1', '(1)', undefined],
  ['1', '[1,2),3', undefined],
  ['1', '[2,1]', undefined],
  ['1', '[1,3],[2,4]', undefined],
  ['1', '[1', undefined],
  ['1', '${v}', undefined],
  // Gradle
  ['1.9', '[1.0,2.0[', true],
  ['1.0', ']1.0,2.0]', false],
  ['1.4.2', '1.4.+', true],
  ['1.5.0', '1.4.+', false],
  ['1.5.0', '+', true],
  ['1.5.0', 'latest.release', true],
  ['1.5.0-SNAPSHOT', 'latest.release', false],
  ['1.7', '1.7!!', true],
  ['2.0', '>=0', true],
  ['2.0-rc1', '>=0', false],
])('%s against %s', (version, requirement, expected) => {
  expect(satisfies(version, requirement)).toBe(expected);
});

test.each([
  ['1.5', '1.5'],
  ['[1.5]', '1.5'],
  ['1.5!!', '1.5'],
  ['[1,2)', undefined],
  ['1.+', undefined],
  ['LATEST', undefined],
  ['${v}', undefined],
])('%s names the version %s', (requirement, version) => {
  expect(exactVersion(requirement)).toBe(version);
});

const version = fc
  .array(
    fc.constantFrom(
      '0',
      '1',
      '01',
      '10',
      '99999999999',
      '.',
      '.',
      '-',
      '-',
      'a',
      'Alpha',
      'rc',
      'ga',
      'sp',
      'x',
      '_',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));

test.each<Flavour>(['osv', '3.9'])('the order as %s is antisymmetric', (flavour) => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(a, b, flavour)) + Math.sign(compareVersions(b, a, flavour))).toBe(0);
    }),
    fuzzBudget(2000),
  );
});

// Not for every text: Maven itself has 1.0.RC1 < 1 < 1-1 < 1.0.RC1.
const usual = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(
      '',
      '-alpha-1',
      '-alpha-10',
      '-b2',
      '-rc1',
      '-RC2',
      '-SNAPSHOT',
      '-jre',
      '-android',
      '-sp1',
      'a1',
      '-GA',
    ),
  )
  .map(([numbers, qualifier]) => numbers.join('.') + qualifier);

test('the order is transitive for versions as people write them', () => {
  fc.assert(
    fc.property(usual, usual, usual, (a, b, c) => {
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }),
    fuzzBudget(3000),
  );
});

test('any text is read without throwing, in linear time and without recursion', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      compare(a, b);
      satisfies(a, b);
    }),
  );
  for (const unit of ['1-', '-', '1a', '.', '0', '[1,2],', '(']) {
    expect(compareVersions(unit.repeat(20_000), unit.repeat(20_001))).toEqual(expect.any(Number));
    satisfies('1', unit.repeat(100));
  }
});
