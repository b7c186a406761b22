// The order of versions in ecosystems that only OSV names, in the cases that each documents.
import { expect, test } from 'vitest';
import { orderOf } from './index.ts';

// Each line is in rising order; `=` joins equals.
test.each([
  // Debian Policy 5.6.12 and dpkg's own tests.
  ['Debian', '1.0~~ 1.0~~a 1.0~ 1.0~rc1 1.0 1.0-1 1.0-1+b1 1.0-1.1 1.0a 1.0+dfsg 1.0.1 1.10 1:0.1 2:0'],
  ['Debian', '0:1.0 = 1.0 = 1.0-0 = 1.00'],
  ['Debian', '7.6-0 7.6p2-4'],
  ['Debian', '1.0.3-2 1.0.3-3'],
  ['Debian', '2.2~rc-4 2.2-1 2.2.1-1 2.2.2-1'],
  ['Ubuntu', '1.2.3-1ubuntu1 1.2.3-1ubuntu1.1 1.2.3-1ubuntu2 1.2.3-1ubuntu10'],
  ['Debian', '1.0-1~bpo11+1 1.0-1 1.0-1+deb11u1 1.0-1+deb11u2'],
  ['opam', '1.0~ 1.0~beta2 1.0~beta10 1.0 1.0-test 1.0.10'],
  // apk-tools' test/version.data
  [
    'Alpine',
    '1.0_alpha 1.0_alpha2 1.0_beta 1.0_pre 1.0_rc1 1.0 1.0_cvs 1.0_svn 1.0_git20 1.0_hg 1.0_p1 1.0a 1.0b 1.0.1',
  ],
  ['Alpine', '1.2.3-r0 1.2.3-r1 1.2.3-r10 1.2.4-r0'],
  ['Alpine', '0.1.0_alpha_pre1 0.1.0_alpha_pre2 0.1.0_alpha 0.1.0'],
  ['Alpine', '1.06-r6 1.6-r0'],
  ['Alpine', '1.002-r1 1.02-r1 1.2-r1'],
  ['Wolfi', '1.0 1.0.0 1.0.1'],
  // rpm's tests/rpmvercmp.at
  ['Red Hat', '1.0 2.0 2.0.1 2.0.1a'],
  ['Red Hat', '5.5p1 5.5p2 5.5p10'],
  ['Red Hat', '10xyz 10.1xyz'],
  ['Red Hat', '2.0 = 2_0 = 2..0'],
  ['Red Hat', '6.0 6.0.rc1'],
  ['Red Hat', '10a1 10b2'],
  ['Red Hat', '1.0a 1.0aa'],
  ['Red Hat', '10.0001 = 10.1 10.0039'],
  ['Red Hat', '4.999.9 5.0'],
  ['Red Hat', '1.0~rc1~git123 1.0~rc1 1.0~rc2 1.0 1.0^ 1.0^git1 1.0^git1^x 1.0^git2 1.0.1'],
  ['Red Hat', '1.0^20160101 1.0.1^20160101'],
  ['Rocky Linux', '1.1.1k-5.el8 1.1.1k-5.el8_5 1.1.1k-6.el8 1:1.1.1k-1.el8'],
  ['SUSE', '2.9.7-150000.3.60.1 2.9.7-150000.3.63.1'],
  ['CRAN', '0.9-1 = 0.9.1 0.9-10 1.0 1.0.0 1.0-1'],
  ['Hackage', '0.9 0.10 1 1.0 1.0.0 1.0.0.1'],
  ['Bitnami', '1.0.0-rc.1 1.0.0 1.0.1'],
  ['Julia', '1.0.0-rc1 1.0.0 = 1.0.0+1'],
])('%s: %s', (osv, line) => {
  const compare = orderOf(osv);
  const groups = line.split(/ (?!=)(?<!= )/).map((group) => group.split(' = '));
  groups.forEach((group, at) => {
    groups.forEach((other, otherAt) => {
      for (const a of group)
        for (const b of other)
          expect(`${a} ${Math.sign(compare?.(a, b) ?? NaN)} ${b}`).toBe(
            `${a} ${Math.sign(at - otherAt)} ${b}`,
          );
    });
  });
});

test.each([
  ['Debian', 'sid'],
  ['Alpine', '1.0-beta'],
  ['CRAN', '1.0a'],
  ['Red Hat', '>= 1'],
])('%s: %s is no version', (osv, version) => {
  expect(orderOf(osv)?.(version, version)).toBeUndefined();
});

test('what OSV does not name has no order', () => {
  expect(orderOf('Nowhere')).toBeUndefined();
});
