// Policies laid over each other: what is joined, what wins, and what a lock holds.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configSchema, policyOf } from './config.ts';
import { groupLayers } from './groups.ts';
import { joinLayers } from './layers.ts';
import { defaultPolicy } from './policy.ts';

const layer = (source: string, text: string) => ({
  source,
  config: configSchema.parse({ version: 1, ...(parse(text) as object) }),
});
const join = (...texts: string[]) =>
  joinLayers(texts.map((text, index) => layer(`layer ${index + 1}`, text)));

describe('layers', () => {
  test.each<[name: string, layers: string[], expected: object]>([
    ['a value above wins', ['fail_on: high', 'fail_on: low'], { fail_on: 'low' }],
    ['what nobody says above stays', ['mode: enforce', 'fail_on: low'], { mode: 'enforce', fail_on: 'low' }],
    [
      'a lock pins what a preset says of asking for changes',
      ['preset: strict\nlocked: [request_changes]', 'request_changes: never'],
      { preset: 'strict', request_changes: 'high' },
    ],
    [
      'notices can only be raised above what a layer below tells',
      ['notices: { severity: medium }', 'notices: { severity: critical }', 'notices: { severity: low }'],
      { notices: { severity: 'low' } },
    ],
    [
      'maps are joined by key',
      ['rules: { weak-hash: high, weak-cipher: low }', 'rules: { weak-hash: off }'],
      { rules: { 'weak-hash': 'off', 'weak-cipher': 'low' } },
    ],
    [
      'lists are joined, each entry once',
      ['paths: { ignore: [a/**, b/**] }', 'paths: { ignore: [b/**, c/**] }'],
      { paths: { ignore: ['a/**', 'b/**', 'c/**'] } },
    ],
    [
      'an entry takes the place of one with its name',
      [
        'approvals: [{ name: pay, paths: [pay/**], by: ["@a"] }]',
        'approvals: [{ name: pay, paths: [pay/**], by: ["@b"] }]',
      ],
      { approvals: [{ name: 'pay', paths: ['pay/**'], by: ['@b'] }] },
    ],
    [
      "a rule's setting is one value",
      ['rules: { weak-hash: { paths: [a/**] } }', 'rules: { weak-hash: low }'],
      { rules: { 'weak-hash': 'low' } },
    ],
  ])('%s', (_name, texts, expected) => expect(join(...texts).config).toEqual(expected));

  test('say where a value comes from', () => {
    const { sourceOf } = join('mode: enforce\nrules: { weak-hash: high }', 'mode: monitor');
    expect([sourceOf('mode'), sourceOf('rules.weak-hash'), sourceOf('fail_on')]).toEqual([
      'layer 2',
      'layer 1',
      undefined,
    ]);
  });
});

describe('a lock', () => {
  test.each<[name: string, below: string, above: string, kept: object, held: string[]]>([
    [
      'keeps a value from being loosened',
      'fail_on: medium\nlocked: [fail_on]',
      'fail_on: high',
      { fail_on: 'medium' },
      ['fail_on of layer 2'],
    ],
    ['lets it be tightened', 'fail_on: medium\nlocked: [fail_on]', 'fail_on: low', { fail_on: 'low' }, []],
    ['holds where nothing is said', 'locked: [mode]', 'mode: enforce', { mode: 'enforce' }, []],
    [
      'holds the default against a preset',
      'mode: enforce\nlocked: [fail_on]',
      'preset: baseline',
      { mode: 'enforce', fail_on: 'high', preset: 'baseline' },
      [],
    ],
    [
      'holds a rule',
      'rules: { weak-hash: high }\nlocked: [rules.weak-hash]',
      'rules: { weak-hash: off, weak-cipher: off }',
      { rules: { 'weak-hash': 'high', 'weak-cipher': 'off' } },
      ['rules.weak-hash of layer 2'],
    ],
    [
      'lets a rule weigh more',
      'rules: { weak-hash: high }\nlocked: [rules]',
      'rules: { weak-hash: critical }',
      { rules: { 'weak-hash': 'critical' } },
      [],
    ],
    [
      'holds every rule',
      'locked: [rules]',
      'rules: { weak-hash: off }',
      { rules: {} },
      ['rules.weak-hash of layer 2'],
    ],
    [
      'cannot be gone around by paths',
      'fail_on: medium\nlocked: [fail_on]',
      'overrides: [{ paths: ["**"], fail_on: never, min_severity: high }]',
      { fail_on: 'medium', overrides: [{ paths: ['**'], min_severity: 'high' }] },
      ['fail_on of layer 2, in some paths'],
    ],
    [
      'holds a list',
      'waivers: { max_days: 30 }\nlocked: [waivers]',
      'waivers: { max_days: 90, never: [weak-hash] }',
      { waivers: { max_days: 30, never: ['weak-hash'] } },
      ['waivers.max_days of layer 2'],
    ],
    [
      'keeps a named entry',
      'approvals: [{ name: pay, paths: [pay/**], by: ["@a"] }]\nlocked: [approvals]',
      'approvals: [{ name: pay, paths: [pay/**], by: ["@me"] }, { name: more, paths: [x], by: ["@b"] }]',
      {
        approvals: [
          { name: 'pay', paths: ['pay/**'], by: ['@a'] },
          { name: 'more', paths: ['x'], by: ['@b'] },
        ],
      },
      [],
    ],
  ])('%s', (_name, below, above, kept, held) => {
    const joined = join(below, above);
    expect(joined.config).toEqual(kept);
    expect(joined.held).toEqual(held);
  });

  test('names the preset or the default that it pinned', () => {
    const { sourceOf } = join('mode: enforce\npreset: strict\nlocked: [fail_on]', 'preset: baseline');
    expect(sourceOf('fail_on')).toBe('preset strict, chosen by layer 1');
    expect(join('mode: enforce\nlocked: [fail_on]', 'preset: baseline').sourceOf('fail_on')).toBe('default');
  });

  test('of an upper layer does not hold the lower', () => {
    expect(join('fail_on: high', 'fail_on: never\nlocked: [fail_on]').config).toEqual({ fail_on: 'never' });
  });

  test('makes a policy like any other', () => {
    const { config } = join('mode: enforce\nfail_on: medium\nlocked: [fail_on]', 'preset: baseline');
    const policy = policyOf(config, 'joined', defaultPolicy.allowComments);
    expect([policy.mode, policy.failOn, policy.minConfidence]).toEqual(['enforce', 'medium', 'medium']);
  });
});

test.each<
  [name: string, repository: string, properties: Record<string, string | string[] | null>, expected: string[]]
>([
  ['by name', 'pay-api', {}, ['org, group pay']],
  ['by property', 'app', { tier: 'gold' }, ['org, group gold']],
  ['by one of several values', 'app', { tier: ['bronze', 'gold'] }, ['org, group gold']],
  ['not by another value', 'app', { tier: 'bronze' }, []],
  ['not by a property that is not set', 'app', { tier: null }, []],
  ['by both', 'pay-api', { tier: 'gold' }, ['org, group pay', 'org, group gold', 'org, group both']],
])('a repository belongs to a group %s', (_name, name, properties, expected) => {
  const { config } = layer(
    'org',
    `groups:
  - { name: pay, repositories: [pay-*], policy: { mode: enforce } }
  - { name: gold, properties: { tier: [gold] }, policy: { mode: enforce } }
  - { name: both, repositories: [pay-*], properties: { tier: [gold] }, policy: { mode: enforce } }
`,
  );
  expect(groupLayers(config, 'org', { name, properties }).map(({ source }) => source)).toEqual(expected);
});
