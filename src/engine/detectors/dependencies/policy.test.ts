// What the policy on dependencies makes of a change: lists, licences, internal names, ignored advisories, cooldown.
import { expect, test } from 'vitest';
import { changeOf, dependencyRules, type Files } from '../../../../test/registry-sim/review.ts';
import { npm } from '../../ecosystems/npm/index.ts';
import type { DetectorInput } from '../../detector.ts';
import { type Advisory, type Fact, factKey, Facts, type PackageRecord } from '../../facts.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import { dependencies } from './index.ts';
import { ledger } from './ledger.ts';
import { verdictOf } from './licence.ts';
import { coversName, coversScope } from './listed.ts';

const today = '2026-11-20';
const rules = dependencyRules();
const npmHost = 'https://registry.npmjs.com';
const manifest = (of: Record<string, string>): string => JSON.stringify({ dependencies: of }, null, 2);
const record = (about: Partial<Extract<PackageRecord, { exists: true }>> = {}): PackageRecord => ({
  exists: true,
  versions: [{ version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z' }],
  createdAt: '2019-01-01T00:00:00Z',
  maintainers: ['someone'],
  repository: 'https://example.org/r',
  license: 'MIT',
  ...about,
});
const flaw: Advisory = {
  id: 'GHSA-1111-1111-1111',
  aliases: ['CVE-2026-7'],
  summary: 'A flaw',
  score: 9.8,
  malicious: false,
  fixed: ['1.2.0'],
  affected: [{ versions: [], ranges: [[{ introduced: '0' }, { fixed: '1.2.0' }]] }],
};

/** Facts of npm packages: each exists in 1.0.0 without advisories unless something else is given. */
function factsOf(records: Record<string, PackageRecord>, advisories: Record<string, Advisory[]> = {}): Facts {
  const answers = new Map<string, Fact<unknown>>();
  const known = (value: unknown): Fact<unknown> => ({ state: 'known', value, source: npmHost, asOf: today });
  for (const [name, value] of Object.entries(records)) {
    answers.set(factKey({ kind: 'package', ecosystem: 'npm', name }), known(value));
    for (const version of ['1.0.0', '1.2.0', '1.3.0', '99.9.9'])
      answers.set(
        factKey({ kind: 'advisories', ecosystem: 'npm', name, version }),
        known(advisories[`${name}@${version}`] ?? []),
      );
  }
  return new Facts(answers);
}

function told(files: Files, facts: Facts, policy: Partial<DependencyPolicy>): string[] {
  const input: DetectorInput = {
    change: changeOf(files),
    facts,
    rules,
    today,
    digest: () => '',
    syntax: undefined as unknown as DetectorInput['syntax'],
    dependencyPolicy: { ...defaultDependencyPolicy, ...policy },
  };
  return [...(dependencies.detectChange?.(input) ?? [])]
    .map((one) =>
      'finding' in one
        ? `${one.finding.severity} ${one.finding.rule} ${one.finding.start.line}${one.finding.ignored === undefined ? '' : ' ignored'}: ${one.finding.remedy}`
        : `not checked: ${one.notChecked.check} (${one.notChecked.reason})`,
    )
    .sort();
}

const one = { 'package.json': manifest({ thing: '1.0.0' }) };

test.each<[string, Files, Facts, Partial<DependencyPolicy>, (string | RegExp)[]]>([
  ['nothing is said without a policy', one, factsOf({ thing: record() }), {}, []],
  [
    'a blocked name is told with what stands in its place',
    one,
    factsOf({ thing: record() }),
    { blocked: [{ package: 'npm:thing', reason: 'left alone since 2019', instead: 'npm:better' }] },
    ['critical blocked-dependency 3: Write `"better": "<version>"` in its place: policy names `better`.'],
  ],
  [
    'a version outside the blocked range passes',
    one,
    factsOf({ thing: record() }),
    { blocked: [{ package: 'npm:thing', versions: '<1.0.0' }] },
    [],
  ],
  [
    'a name of another ecosystem is not meant',
    one,
    factsOf({ thing: record() }),
    { blocked: [{ package: 'pypi:thing' }] },
    [],
  ],
  [
    'what is not approved is told',
    { 'package.json': manifest({ thing: '1.0.0', '@acme/ui': '1.0.0' }) },
    factsOf({ thing: record(), '@acme/ui': record() }),
    { approved: [{ package: 'npm:@acme/*' }] },
    [/^medium unapproved-dependency 3: Remove `thing`, or have it approved/],
  ],
  [
    'the approved package that stands in for another',
    { 'package.json': manifest({ axios: '1.0.0' }) },
    factsOf({ axios: record() }),
    { approved: [{ package: 'npm:undici', replaces: ['npm:axios'] }] },
    ['medium unapproved-dependency 3: Write `"undici": "<version>"` in its place: policy names `undici`.'],
  ],
  [
    'a look-alike that policy approves of is none',
    { 'package.json': manifest({ lodahs: '1.0.0' }) },
    factsOf({ lodahs: record() }),
    { approved: [{ package: 'npm:lodahs' }] },
    [],
  ],
  [
    'an approved package at another version',
    one,
    factsOf({ thing: record() }),
    { approved: [{ package: 'npm:thing', versions: '>=1.2.0' }] },
    ['medium unapproved-dependency 3: Write a version of `thing` that meets >=1.2.0.'],
  ],
  [
    'a denied licence, and one of two alternatives that is free',
    { 'package.json': manifest({ thing: '1.0.0', other: '1.0.0' }) },
    factsOf({
      thing: record({ license: 'AGPL-3.0-only' }),
      other: record({ license: 'MIT OR AGPL-3.0-only' }),
    }),
    { licences: { deny: ['AGPL-3.0-only'] } },
    [/^medium licence-not-allowed 3: Replace `thing`/],
  ],
  [
    'a licence that cannot be read is not clean',
    one,
    factsOf({ thing: record({ license: 'SEE LICENSE IN FILE' }) }),
    { licences: { allow: ['MIT'], deny: [] } },
    ['not checked: licence (its licence `SEE LICENSE IN FILE` is no SPDX expression: thing)'],
  ],
  [
    'an internal name that is public',
    { 'package.json': manifest({ '@acme/ui': '99.9.9' }) },
    factsOf({ '@acme/ui': record({ versions: [{ version: '99.9.9' }] }) }),
    { internal: { names: [], scopes: ['npm:@acme'] } },
    [/^critical dependency-confusion 3: Install `@acme\/ui` from your own registry only/],
  ],
  [
    'an internal name that nobody has taken',
    { 'package.json': manifest({ 'acme-ui': '1.0.0' }) },
    factsOf({ 'acme-ui': { exists: false } }),
    { internal: { names: ['npm:acme-*'], scopes: [] } },
    [/^low dependency-confusion 3: Claim `acme-ui` on registry\.npmjs\.com/],
  ],
  [
    'an ignored advisory stays, and does not count',
    one,
    factsOf({ thing: record() }, { 'thing@1.0.0': [flaw] }),
    {
      ignore: [
        {
          advisory: 'CVE-2026-7',
          package: 'npm:thing',
          versions: '<1.2.0',
          reason: 'unused',
          expires: today,
        },
      ],
    },
    [/^critical vulnerable-dependency 3 ignored: No fixed version/],
  ],
  [
    'an entry that has run out, or is for other versions, ignores nothing',
    one,
    factsOf({ thing: record() }, { 'thing@1.0.0': [flaw] }),
    {
      ignore: [
        { advisory: 'CVE-2026-7', package: 'npm:thing', reason: 'unused', expires: '2026-11-19' },
        { advisory: 'CVE-2026-7', package: 'npm:thing', versions: '>1.0.0', reason: 'x', expires: today },
      ],
    },
    [/^critical vulnerable-dependency 3: /],
  ],
  [
    'a remedy is past the cooldown of the policy',
    one,
    factsOf(
      {
        thing: record({
          versions: [
            { version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z' },
            { version: '1.2.0', publishedAt: '2026-11-01T00:00:00Z' },
            { version: '1.3.0', publishedAt: '2026-09-01T00:00:00Z' },
          ],
        }),
      },
      { 'thing@1.0.0': [flaw] },
    ),
    { cooldownDays: 30 },
    ['critical vulnerable-dependency 3: Write `"thing": "1.3.0"`.'],
  ],
  ['an ecosystem that is off', one, factsOf({}), { ecosystemsOff: ['npm'] }, []],
  [
    'offline by policy is not clean',
    one,
    factsOf({}),
    { offline: true },
    [
      'not checked: existence, age and deprecation (policy keeps these checks offline: thing)',
      'not checked: known vulnerabilities (policy keeps these checks offline: thing)',
    ],
  ],
  [
    'what Node does itself, what runs on install and what nothing holds is told quietly',
    { 'package.json': manifest({ 'is-number': '*' }) },
    factsOf({ 'is-number': record({ versions: [{ version: '1.0.0', installScripts: true }] }) }),
    {},
    [
      /^low install-script-dependency 3: /,
      /^low unneeded-dependency 3: Remove `is-number`: /,
      'low unpinned-dependency 3: Write `"is-number": "1.0.0"`, or commit a lockfile.',
    ],
  ],
])('%s', (_, files, facts, policy, expected) => {
  const found = told(files, facts, policy);
  expect(found).toHaveLength(expected.length);
  found.forEach((text, index) => expect(text).toMatch(asPattern(expected[index] ?? '')));
});

test('offline, nothing is asked for', () => {
  const input = {
    change: changeOf(one),
    facts: new Facts(),
    rules,
    today,
    digest: () => '',
    syntax: undefined as unknown as DetectorInput['syntax'],
  };
  expect(dependencies.needs?.(input)).not.toEqual([]);
  const offline = { ...defaultDependencyPolicy, offline: true };
  expect(dependencies.needs?.({ ...input, dependencyPolicy: offline })).toEqual([]);
});

const entry = (name: string, version: string, resolved: string): [string, object] => [
  `node_modules/${name}`,
  { version, resolved, integrity: 'sha512-x' },
];
const lock = (...entries: [string, object][]): string =>
  JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(entries) }, null, 1);
const usual = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
  entry(name, '1.0.0', `https://npm.example/${name}/-/${name}-1.0.0.tgz`),
);

test.each<[string, Files, RegExp[]]>([
  [
    'a host that nothing else comes from',
    {
      'package-lock.json': [
        lock(...usual),
        lock(...usual, entry('g', '1.0.0', 'https://evil.example/g/-/g-1.0.0.tgz')),
      ],
    },
    [/^medium lockfile-drift \d+: Check that evil\.example/],
  ],
  [
    'another package behind the name',
    {
      'package-lock.json': [
        lock(...usual),
        lock(...usual, entry('g', '1.0.0', 'https://npm.example/evil/-/evil-1.0.0.tgz')),
      ],
    },
    [/^high lockfile-drift \d+: Restore the entry of `g`/],
  ],
  [
    'a scope and a mirror with a path are no drift',
    {
      'package-lock.json': [
        lock(...usual),
        lock(...usual, entry('@s/g', '1.0.0', 'https://npm.example/mirror/npm/@s%2fg/-/g-1.0.0.tgz')),
      ],
    },
    [],
  ],
  [
    'a manifest that its lockfile does not meet',
    {
      'package.json': [manifest({ a: '^1.0.0' }), manifest({ a: '^2.0.0' })],
      'package-lock.json': [lock(...usual), lock(...usual)],
    },
    [/^low lockfile-drift 3: Let the package manager/],
  ],
])('lockfiles: %s', (_, files, expected) => {
  const found = told(files, factsOf({}), {}).filter((text) => text.includes('lockfile-drift'));
  expect(found).toHaveLength(expected.length);
  found.forEach((text, index) => expect(text).toMatch(expected[index] ?? /^$/));
});

test.each([
  ['MIT', ['MIT'], [], 'allowed'],
  ['Apache-2.0', ['MIT'], [], 'not allowed'],
  ['MIT AND Apache-2.0', ['MIT'], [], 'not allowed'],
  ['(MIT OR Apache-2.0)', ['MIT'], [], 'allowed'],
  ['GPL-2.0-or-later', undefined, ['GPL-3.0-only'], 'denied'],
  ['MIT AND GPL-3.0-only', undefined, ['GPL-3.0-only'], 'denied'],
  ['UNLICENSED', undefined, ['MIT'], undefined],
  [Array.from({ length: 40 }, () => 'MIT').join(' AND '), ['MIT'], [], undefined],
])('licence %.60s', (expression, allow, deny, expected) => {
  expect(verdictOf(expression, { ...(allow ? { allow } : {}), deny })).toBe(expected);
});

test('patterns of names', () => {
  expect(coversName('npm:@acme/*', npm, '@acme/ui')).toBe(true);
  expect(coversName('npm:*-acme-*', npm, 'x-acme-y')).toBe(true);
  expect(coversName('npm:a*a', npm, 'a')).toBe(false);
  expect(coversName('npm:lodash', npm, 'lodash.merge')).toBe(false);
  expect(coversScope('npm:@acme', npm, '@acme/ui')).toBe(true);
  expect(coversScope('npm:@acme', npm, '@acme-evil/ui')).toBe(false);
});

test('the ledger has an entry for every check, and none is clean without a source', () => {
  const packages = [{ ecosystem: npm, name: 'thing', version: '1.0.0' }];
  for (const facts of [new Facts(), factsOf({ thing: record() })]) {
    const [found] = ledger(packages, facts, rules, today);
    expect(
      found?.checks
        .map(({ check }) => check)
        .sort()
        .join(', '),
    ).toBe(
      'age, approval, confusion, deprecated, existence, install scripts, integrity, licence, lockfile, look-alike, malicious, need, pinning, scorecard, source, vulnerable, yanked',
    );
    for (const check of found?.checks ?? [])
      expect(check.state === 'clean' ? check.source : check.reason, check.check).toBeTruthy();
  }
});

test.each([
  ['2020-01-01T00:00:00Z', 'clean'],
  [undefined, 'not-checked'],
])('the age of a version published at %s is %s in the ledger', (publishedAt, expected) => {
  const packages = [{ ecosystem: npm, name: 'thing', version: '1.0.0' }];
  const versions = [{ version: '1.0.0', ...(publishedAt === undefined ? {} : { publishedAt }) }];
  const [found] = ledger(packages, factsOf({ thing: record({ versions }) }), rules, today);
  expect(found?.checks.find(({ check }) => check === 'age')?.state).toBe(expected);
});

function asPattern(expected: string | RegExp): RegExp {
  return typeof expected === 'string'
    ? new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
    : expected;
}
