// The order of versions and the meaning of requirements, in the cases that each ecosystem documents.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as crates from './crates/versions.ts';
import * as go from './go/versions.ts';
import * as hex from './hex/versions.ts';
import { npm } from './npm/index.ts';
import * as constraints from './packagist/constraints.ts';
import * as packagist from './packagist/versions.ts';
import * as pub from './pub/versions.ts';
import * as pypi from './pypi/versions.ts';
import * as rubygems from './rubygems/versions.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

const versions = { crates, go, hex, npm, packagist: { ...packagist, ...constraints }, pub, pypi, rubygems };
type Name = keyof typeof versions;
const huge = '1'.padEnd(30, '0');

// Each line is in rising order; `=` joins equals.
const rising: [Name, string][] = [
  // https://semver.org/#spec-item-11
  ...(['crates', 'go', 'hex', 'pub'] as const).map((name): [Name, string] => [
    name,
    '1.0.0-0 1.0.0-1 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 2.0.0 2.1.0 2.1.1',
  ]),
  ['crates', '1 = 1.0 = 1.0.0 = v1.0.0 = 1.0.0+a = 01.0.0'],
  ['crates', `1.0.0-A 1.0.0-a 1.0.0-a- 1.0.0 ${huge}.0.0 ${huge}1.0.0`],
  ['crates', '1.2.3.4 1.2.3-alpha 1.2.3 1.2.4'],
  ['crates', '1.0.0-9 1.0.0-10 1.0.0--'],
  ['npm', `1.0.0-rc.1 1.0.0 1.2.3.4 1.2.3 ${huge}.0.0`],
  // Below every version of PEP 440 stand those that are older than it.
  ['pypi', '1.0-preview-x 2.0foo 2004d-x 1.0.dev1 1.0a1 1.0 = 1.0.0 1.0.post1 1!0.1'],
  // https://go.dev/ref/mod#pseudo-versions
  [
    'go',
    'v0.0.0-20190101000000-abcdefabcdef v0.0.0-20191109021931-daa7c04131f5 v0.0.0 v1.2.2 v1.2.3-0.20191109021931-daa7c04131f5 v1.2.3-pre v1.2.3-pre.0.20191109021931-daa7c04131f5 v1.2.3',
  ],
  ['go', 'v2.0.0 = v2.0.0+incompatible = 2.0.0'],
  ['go', 'v1.2.3+incompatible v1.2.4 v2.0.0+incompatible v3'],
  ['go', 'go1.21rc2 go1.21.0 = 1.21.0 = go1.21 go1.21.1'],
  // https://pub.dev/documentation/pub_semver: build metadata counts.
  [
    'pub',
    '1.0.0-alpha 1.0.0-alpha+1 1.0.0-rc.1+build.1 1.0.0 1.0.0+0.3.7 1.0.0+1 1.0.0+9 1.0.0+10 1.0.0+build 1.0.0+build.2.b8f12d7 1.0.0+build.11.e0f985a 1.0.1',
  ],
  // Gem::Version's own tests.
  ['rubygems', '1.8.2.a 1.8.2.a9 1.8.2.a10 1.8.2.b 1.8.2 1.8.3'],
  ['rubygems', '1 = 1.0 = 1.0.0 1.1'],
  ['rubygems', '0.0.beta = 0.0.beta.0 0.0.beta.1'],
  ['rubygems', '1.0.0-alpha = 1.0.0.pre.alpha 1.0.0-beta 1.0.0'],
  ['rubygems', '1.0.a.2 1.0.b1 1.0 1.0.1'],
  ['rubygems', '1.A 1.a.a 1.a 1.a.1 1'],
  ['rubygems', `1beta 1 ${huge} ${huge}1`],
  ['rubygems', '0.beta.1 = 0.0.beta.1 0.beta.2 0 0.0.1'],
  ['rubygems', '5.a 5.0.0.rc2 5.0.0 5.0.0.1'],
  // https://www.php.net/version_compare
  ['packagist', '1.0-foo 1.0-dev 1.0-alpha 1.0-beta 1.0RC1 1.0 1.0.0 1.0-p1'],
  [
    'packagist',
    '1.0.0-alpha1 = 1.0.0a1 = 1.0.0-a.1 1.0.0-alpha2 1.0.0-beta 1.0.0-beta2 1.0.0-b10 1.0.0-RC1 1.0.0',
  ],
  ['packagist', 'dev-master 0.1 1.0.0-p1'],
  ['packagist', '4.3-2RC1 4.3-2RC2 4.3-2'],
  ['packagist', '5.2 5.2.0 5.2.1-dev 5.2.1 5.10'],
  ['packagist', `20200101 ${huge} ${huge}1`],
  ['packagist', 'v1.2.3 = 1.2.3 = V1.2.3 = 1-2_3 = 1..2+3'],
];

test.each(rising)('%s: %s', (name, line) => {
  const groups = line.split(/ (?!=)(?<!= )/).map((group) => group.split(' = '));
  const { compare } = versions[name];
  groups.forEach((group, at) => {
    groups.forEach((other, otherAt) => {
      for (const a of group) {
        for (const b of other)
          expect(`${a} ${Math.sign(compare(a, b) ?? NaN)} ${b}`).toBe(`${a} ${Math.sign(at - otherAt)} ${b}`);
      }
    });
  });
});

const meeting: [Name, string, string, string][] = [
  // requirement, versions that meet it, versions that do not
  ['crates', '1.2.3', '1.2.3 1.9.0', '1.2.2 2.0.0 1.3.0-alpha'],
  ['crates', '^0.2.3', '0.2.3 0.2.9', '0.3.0 0.2.2'],
  ['crates', '0.0.3', '0.0.3', '0.0.4'],
  ['crates', '^0.0', '0.0.0 0.0.9', '0.1.0'],
  ['crates', '^0', '0.9.9', '1.0.0'],
  ['crates', '~1.2.3', '1.2.3 1.2.9', '1.3.0'],
  ['crates', '~1', '1.9.9', '2.0.0'],
  ['crates', '1.*', '1.0.0 1.9.9', '2.0.0 0.9.0'],
  ['crates', '1.2.*', '1.2.9', '1.3.0'],
  ['crates', '*', '0.0.1 9.9.9', '1.0.0-alpha'],
  ['crates', '>=1.2, <1.5', '1.2.0 1.4.9', '1.5.0 1.1.9'],
  ['crates', '>1', '2.0.0', '1.9.9'],
  ['crates', '<=1.2', '1.2.9 1.0.0', '1.3.0'],
  ['crates', '=1.2.3', '1.2.3 1.2.3+x', '1.2.4 1.2.3-a'],
  ['crates', '1.0.0-beta.1', '1.0.0-beta.1 1.0.0-beta.2 1.0.0 1.5.0', '1.0.0-alpha 1.1.0-beta'],
  ['go', 'v1.2.3', 'v1.2.3 1.2.3', 'v1.2.4'],
  ['go', 'v1.2', 'v1.2.9', 'v1.3.0 v1.2.0-rc1'],
  ['go', '>=v1.2.3', 'v1.2.3 v2.0.0', 'v1.2.2'],
  ['go', '<v1.2.3', 'v1.2.2', 'v1.2.3'],
  ['hex', '~> 2.0.0', '2.0.0 2.0.9', '2.1.0 2.0.0-rc.1 2.1.0-dev'],
  ['hex', '~> 2.1', '2.1.0 2.9.0', '3.0.0 2.0.9'],
  ['hex', '~> 2.1.3-dev', '2.1.3-dev 2.1.3 2.1.9', '2.2.0 2.2.0-dev'],
  ['hex', '>= 1.0.0 and < 2.0.0 or == 3.0.0', '1.5.0 3.0.0', '2.0.0 3.0.1'],
  ['hex', '1.2.3', '1.2.3', '1.2.4'],
  ['hex', '!= 1.2.3', '1.2.4', '1.2.3'],
  ['pub', '^1.2.3', '1.2.3 1.9.0', '2.0.0 1.2.2'],
  ['pub', '^0.1.2', '0.1.2 0.1.9', '0.2.0'],
  ['pub', '^0.0.3', '0.0.3 0.0.9', '0.1.0'],
  ['pub', '>=1.0.0 <2.0.0', '1.0.0 1.9.9', '2.0.0 2.0.0-dev'],
  ['pub', '>= 1.0.0-dev <2.0.0', '1.0.0-dev 1.0.0', '2.0.0-dev'],
  ['pub', 'any', '0.0.1 9.0.0', '1.0.0-dev'],
  ['pub', '1.2.3', '1.2.3', '1.2.3+1'],
  ['rubygems', '~> 1.2.3', '1.2.3 1.2.9', '1.3 1.2.2 1.3.a'],
  ['rubygems', '~> 1.2', '1.2 1.9.9', '2.0'],
  ['rubygems', '~> 1', '1.0 1.9', '2.0'],
  ['rubygems', '~> 1.0.0.rc1', '1.0.0.rc1 1.0.0 1.0.9', '1.1.0 1.0.0.beta'],
  ['rubygems', '>= 1, < 3', '1 2.9', '3.0 0.9 2.0.rc1'],
  ['rubygems', '!= 1.5', '1.4', '1.5 1.5.0'],
  ['rubygems', '1.2', '1.2 1.2.0', '1.2.1'],
  ['packagist', '^1.2', '1.2 1.9.9 v1.3.0', '2.0.0 1.1.9 1.3.0-beta1'],
  ['packagist', '^0.3', '0.3.0 0.3.9', '0.4.0'],
  ['packagist', '^0.0.3', '0.0.3', '0.0.4'],
  ['packagist', '~1.2', '1.2 1.9', '2.0'],
  ['packagist', '~1.2.3', '1.2.3 1.2.9', '1.3'],
  ['packagist', '~1', '1.0 1.9', '2.0'],
  ['packagist', '1.2.*', '1.2.0 1.2.9', '1.3.0'],
  ['packagist', '1.0 - 2.0', '1.0 2.0.9', '2.1.0'],
  ['packagist', '1.0.0 - 2.1.0', '1.0 2.1.0', '2.1.1'],
  ['packagist', '>=1.0 <1.1 || >=1.2', '1.0.5 1.2 3.0', '1.1.0'],
  ['packagist', '>=1.0,<1.1', '1.0.5', '1.1.0'],
  ['packagist', '>= 1.0 , != 1.5', '1.4', '1.5.0 1.5'],
  ['packagist', '1.0', '1.0 1.0.0 1.0.0.0 v1', '1.0.1'],
  ['packagist', '^1.2@beta', '1.2.0 1.3.0-beta1 1.3.0-RC1', '1.3.0-alpha1 2.0.0'],
  ['packagist', '>=1.0@dev', '1.0.0 1.2.0-dev', '0.9'],
  ['packagist', '^2.0.0-rc1', '2.0.0-RC1 2.0.0 2.1.0', '2.0.0-beta1 3.0.0'],
  ['packagist', 'dev-main#abc as 1.0', 'dev-main', ''],
  ['packagist', '1.x-dev', '1.x-dev', ''],
  ['packagist', '*', '0.1 9.0', '1.0-beta'],
  ['packagist', '@dev', '0.1 9.0 1.0-beta', ''],
  ['packagist', '2016-01-01', '2016-01-01', '2016-01-02'],
];

test.each(meeting)('%s: %s', (name, requirement, inside, outside) => {
  const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
  const { satisfies } = versions[name];
  expect(words(inside).filter((one) => satisfies(one, requirement) !== true)).toEqual([]);
  expect(words(outside).filter((one) => satisfies(one, requirement) !== false)).toEqual([]);
});

test.each<[Name, string, string]>([
  ['crates', '1.0.0', 'latest'],
  ['crates', 'x', '1'],
  ['go', 'v1.0.0', 'latest'],
  ['hex', '1.0.0', '~> '],
  ['pub', '1.0.0', 'sdk: flutter'],
  ['rubygems', '1.0', 'VERSION = x'],
  ['packagist', '1.0', '~>1.0'],
  ['packagist', '1.0', 'self.version'],
  // No version says anything about a branch.
  ['packagist', '1.0', 'dev-main'],
])('%s: whether %s meets %j cannot be said', (name, version, requirement) => {
  expect(versions[name].satisfies(version, requirement)).toBeUndefined();
});

describe.each(Object.entries(versions))('%s', (_, { compare, satisfies }) => {
  const part = fc.constantFrom(
    '0',
    '1',
    '00',
    '01',
    '10',
    'a',
    'alpha',
    'beta',
    'RC',
    'dev',
    'p',
    'pre',
    'A',
    'v',
    '-',
    '+',
    '_',
    '.',
    '..',
    '~',
    huge,
  );
  const version = fc.oneof(
    fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('.')),
    fc.string({ maxLength: 8 }),
  );

  test('its order is one', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [ab, ba, bc, ac] = [compare(a, b), compare(b, a), compare(b, c), compare(a, c)];
        if (ab === undefined || bc === undefined || ac === undefined) return;
        expect(compare(a, a)).toBe(0);
        expect(Math.sign(ab) + Math.sign(ba ?? NaN)).toBe(0);
        if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
        if (ab === 0) expect(Math.sign(ac)).toBe(Math.sign(bc));
      }),
      fuzzBudget(3000),
    );
  });

  test('it never throws, and takes long texts quickly', () => {
    fc.assert(
      fc.property(version, fc.string({ maxLength: 20 }), (a, b) => {
        compare(a, b);
        satisfies(a, b);
      }),
      fuzzBudget(3000),
    );
    for (const unit of ['1', '1.', '.', '-', 'a', '1a', ' ', '+', '0', '~>1,', '||', '- ', '1 - ', '.*']) {
      const long = `1${unit.repeat(20_000)}`;
      const start = processorMs();
      compare(long, `${long}x`);
      satisfies('1.0.0', long);
      satisfies(long, '>=1');
      expect(processorMs() - start, unit).toBeLessThan(tooLongMs);
    }
  });
});
