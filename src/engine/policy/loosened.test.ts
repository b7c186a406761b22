// What a change of the policy file takes from waivers, approvals and paths.
import { expect, test } from 'vitest';
import { loosenedForPeople } from './loosened.ts';
import { readPolicy } from './read-policy.ts';

const read = (text: string) =>
  readPolicy(`version: 1\n${text}`, { path: 'p', source: 'p', ruleIds: ['weak-hash', 'weak-cipher'] }).policy;
const pay = (over: string) =>
  `approvals:\n  - { name: pay, paths: [pay/**, cash/**], by: ['@a'], count: 2, ${over} }\n`;

test.each<[before: string, after: string, expected: string[]]>([
  ['', '', []],
  [
    'waivers: { by: admin }',
    'waivers: { by: write }',
    ['the role `write` is enough to waive, where `admin` was asked for'],
  ],
  ['waivers: { by: write }', 'waivers: { by: admin }', []],
  ['', 'waivers: { max_days: 365 }', ['waivers may run 365 days instead of 90']],
  ['', 'waivers: { button_days: 7 }', ['a button waives what fails for 7 days']],
  ['waivers: { never: [weak-hash] }', '', ['findings of `weak-hash` may be waived']],
  [
    '',
    'waivers: { list: [{ rule: weak-hash, fingerprint: "1a2b3c4d5e6f", reason: a cache checksum, owner: dana, until: "2027-01-31" }] }',
    ['a finding is waived: `weak-hash`'],
  ],
  ['mode: enforce', 'mode: enforce\nrequest_changes: never', ['no review asks for changes']],
  ['preset: strict', 'preset: standard', ['a review asks for changes from `critical` on instead of `high`']],
  ['', 'preset: baseline', []],
  ['notices: { severity: high }', 'notices: { severity: low }', []],
  [
    'notices: { severity: low }',
    'notices: { severity: high }',
    ['channels hear from `high` on instead of `low`'],
  ],
  ['notices: { severity: low }', '', ['channels hear no more than they do by themselves']],
  [pay(''), '', ['nobody has to approve `pay`']],
  [
    pay(''),
    pay('').replace('count: 2', 'count: 1'),
    ['less waits for the approval `pay`, or more may give it'],
  ],
  [
    pay(''),
    pay('').replace("['@a']", "['@a', '@b']"),
    ['less waits for the approval `pay`, or more may give it'],
  ],
  [pay(''), pay('').replace(', cash/**', ''), ['less waits for the approval `pay`, or more may give it']],
  [pay(''), pay('').replace('pay/**,', 'pay/**, more/**,'), []],
  [pay(''), pay('written_by: ai'), ['less waits for the approval `pay`, or more may give it']],
  ['', 'overrides: [{ paths: [legacy/**], fail_on: never }]', ['the check fails at `never` in `legacy/**`']],
  [
    '',
    'overrides: [{ paths: [legacy/**], rules: { weak-hash: off } }]',
    ['`weak-hash` is off in `legacy/**`'],
  ],
  ['', 'overrides: [{ paths: [core/**], fail_on: low }]', []],
])('from %j to %j', (before, after, expected) => {
  expect(loosenedForPeople(read(before), read(after)).map(({ what }) => what)).toEqual(expected);
});
