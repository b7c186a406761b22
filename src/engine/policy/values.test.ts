// Where each value of a policy comes from, over all layers that there are, and by which keys a finding was judged.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '../finding.ts';
import { configSchema, policyOf } from './config.ts';
import { groupLayers } from './groups.ts';
import { judgeBy, type Circumstances } from './judge.ts';
import { joinLayers, type PolicyLayer } from './layers.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { readPolicy } from './read-policy.ts';
import type { Decided } from './sources.ts';
import { keptPolicy } from './values.ts';

const configOf = (text: string) => configSchema.parse({ version: 1, ...(parse(text) as object) });
const layer = (kind: NonNullable<PolicyLayer['layer']>, text: string): PolicyLayer => ({
  config: configOf(text),
  source: {
    organisation: 'acme/.github',
    group: 'acme/.github, group pay',
    extended: 'acme/base',
    repository: '.langguard.yml',
  }[kind],
  layer: kind,
});
const policyFrom = (...layers: PolicyLayer[]): Policy => {
  const { config, sources } = joinLayers(layers);
  return policyOf(config, 'all', 'base', sources);
};

/** Rows as `key = value < layer name; layer name`. */
const rows = (policy: Policy, findings: { rule: string; decided?: Decided }[] = []): string[] => {
  const { layers, values } = keptPolicy(policy, findings);
  return values.map(
    ({ key, value, from }) =>
      `${key} = ${value} < ${from.map((at) => `${layers[at]?.layer} ${layers[at]?.name}`).join('; ')}`,
  );
};
const said = (...layers: PolicyLayer[]): string[] =>
  rows(policyFrom(...layers)).filter((row) => !row.endsWith('< default built-in defaults'));

describe('the layer of a value', () => {
  test.each<[string, PolicyLayer[], string[]]>([
    ['nobody says anything', [], []],
    ['a repository', [layer('repository', 'mode: enforce')], ['mode = enforce < repository .langguard.yml']],
    [
      'the uppermost that says it',
      [
        layer('organisation', 'mode: enforce\nfail_on: high\nmin_severity: medium'),
        layer('group', 'fail_on: medium'),
        layer('extended', 'waivers: { max_days: 30 }'),
        layer('repository', 'waivers: { max_days: 20 }'),
      ],
      [
        'mode = enforce < organisation acme/.github',
        'fail_on = medium < group acme/.github, group pay',
        'min_severity = medium < organisation acme/.github',
        'waivers.max_days = 20 < repository .langguard.yml',
      ],
    ],
    [
      'a preset, with who chose it, and the key beside it that wins',
      [layer('organisation', 'preset: strict'), layer('repository', 'min_severity: medium')],
      [
        'mode = enforce < preset strict, chosen by acme/.github',
        'fail_on = medium < preset strict, chosen by acme/.github',
        'min_severity = medium < repository .langguard.yml',
        'min_confidence = low < preset strict, chosen by acme/.github',
        'on_unread = fail < preset strict, chosen by acme/.github',
        'ai.severity_bump = 1 < preset strict, chosen by acme/.github',
        'request_changes = high < preset strict, chosen by acme/.github',
      ],
    ],
    [
      'what a lock held is of the lower layer, also where that is a preset or nobody',
      [
        layer('organisation', 'preset: strict\nlocked: [fail_on, ai, waivers.max_days]'),
        layer('repository', 'preset: baseline\nfail_on: never'),
      ],
      [
        'mode = monitor < preset baseline, chosen by .langguard.yml',
        'fail_on = medium < preset strict, chosen by acme/.github',
        'min_severity = low < preset baseline, chosen by .langguard.yml',
        'min_confidence = medium < preset baseline, chosen by .langguard.yml',
        'on_unread = ignore < preset baseline, chosen by .langguard.yml',
        'ai.severity_bump = 1 < preset strict, chosen by acme/.github',
        'request_changes = never < preset baseline, chosen by .langguard.yml',
      ],
    ],
    [
      'of a list everybody who added to it, and how long it is, not what stands in it',
      [
        layer(
          'organisation',
          'paths: { ignore: [private/**] }\ndependencies: { blocked: [{ package: "npm:left-pad" }] }',
        ),
        layer('repository', 'paths: { ignore: [private/**, gen/**] }'),
      ],
      [
        'paths.ignore = 2 entries < organisation acme/.github; repository .langguard.yml',
        'dependencies.blocked = 1 entry < organisation acme/.github',
      ],
    ],
    [
      'rules and path rules that decided nothing are counted',
      [
        layer('organisation', 'rules: { weak-hash: off }'),
        layer('repository', 'rules: { weak-cipher: low }\noverrides: [{ paths: [web/**], fail_on: never }]'),
      ],
      [
        'rules = 2 more that decided nothing here < organisation acme/.github; repository .langguard.yml',
        'overrides = 1 more that decided nothing here < path-rule web/** in .langguard.yml',
      ],
    ],
    [
      'suggestions that are off',
      [layer('repository', 'suggestions: { enabled: false }')],
      [
        'suggestions.max = 0 < repository .langguard.yml',
        'suggestions.enabled = false < repository .langguard.yml',
      ],
    ],
  ])('%s', (_name, layers, expected) => {
    expect(said(...layers)).toEqual(expected);
  });

  test('a default that is pinned stays one under a preset', () => {
    expect(
      said(layer('organisation', 'mode: enforce\nlocked: [fail_on]'), layer('repository', 'preset: strict')),
    ).not.toContainEqual(expect.stringContaining('fail_on'));
  });

  test('a rule and a path rule that judged a finding stand by themselves', () => {
    const policy = policyFrom(
      layer('organisation', 'rules: { weak-hash: { severity: low, ignore: [a/**, b/**] } }'),
      layer(
        'repository',
        'overrides: [{ paths: [x], fail_on: never }, { paths: [web/**, api/**], rules: { weak-hash: high } }]',
      ),
    );
    expect(
      rows(policy, [{ rule: 'weak-hash', decided: { severity: [{ to: 'high', key: 'overrides.1' }] } }]),
    ).toEqual(
      expect.arrayContaining([
        'rules.weak-hash = low, ignore: 2 entries < organisation acme/.github',
        'overrides.1 = rules: weak-hash: high < path-rule web/**, api/** in .langguard.yml',
        'overrides = 1 more that decided nothing here < path-rule x in .langguard.yml',
      ]),
    );
  });

  test('a file alone is a layer of the repository, a broken one leaves the defaults', () => {
    const context = { path: '.langguard.yml', source: '.langguard.yml at 1a2b3c4', ruleIds: [] };
    const of = (text: string | undefined) => rows(readPolicy(text, context).policy);
    expect(of('version: 1\nmode: enforce\n')[0]).toBe(
      'mode = enforce < repository .langguard.yml at 1a2b3c4',
    );
    for (const text of ['version: 1\nmode: [', undefined])
      expect(of(text).filter((row) => !row.endsWith('< default built-in defaults'))).toEqual([]);
  });

  test('a group of the organisation is one', () => {
    const groups = 'groups: [{ name: pay, repositories: [pay], policy: { mode: enforce } }]';
    const [group] = groupLayers(configOf(groups), 'acme/.github', { name: 'pay', properties: {} });
    expect(said(group as PolicyLayer)).toEqual(['mode = enforce < group acme/.github, group pay']);
  });
});

const finding: Finding = {
  rule: 'weak-hash',
  title: 'Weak hash',
  class: 'weak-crypto',
  path: 'web/a.py',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 2 },
  severity: 'high',
  confidence: 'medium',
  message: 'md5',
  why: 'why',
  remedy: 'sha256',
  cwe: [328],
  references: [],
  related: [],
};

test.each<
  [
    name: string,
    policy: string,
    circumstances: Partial<Circumstances>,
    more: Partial<Finding>,
    expected: string | undefined,
  ]
>([
  ['nothing', 'mode: enforce', {}, {}, undefined],
  ['the rule', 'rules: { weak-hash: medium }', {}, {}, 'medium by rules.weak-hash'],
  [
    'a path rule before the rule',
    'rules: { weak-hash: medium }\noverrides: [{ paths: [x], rules: { weak-hash: critical } }, { paths: [web/**], rules: { weak-hash: low } }]',
    {},
    {},
    'low by overrides.1',
  ],
  [
    'the bump after the rule',
    'rules: { weak-hash: medium }\nai: { severity_bump: 1 }',
    { grade: 'claimed' },
    {},
    'medium by rules.weak-hash, high by ai.severity_bump',
  ],
  [
    'a bump that has no room',
    'ai: { severity_bump: 1 }',
    { grade: 'claimed' },
    { severity: 'critical' },
    undefined,
  ],
  ['a rule that is off', 'rules: { weak-hash: off }', {}, {}, 'not counted by rules.weak-hash'],
  ['a path that is ignored', 'paths: { ignore: [web/**] }', {}, {}, 'not counted by paths.ignore'],
  [
    'a rule that is not for here',
    'rules: { weak-hash: { paths: [lib/**] } }',
    {},
    {},
    'not counted by rules.weak-hash',
  ],
  ['the least severity', 'min_severity: critical', {}, {}, 'not counted by min_severity'],
  [
    'the least severity of a path',
    'overrides: [{ paths: [web/**], min_severity: critical }]',
    {},
    {},
    'not counted by overrides.0',
  ],
  [
    'the least severity for tools',
    'ai: { min_severity: critical }',
    { grade: 'attested' },
    {},
    'not counted by ai.min_severity',
  ],
  ['the least confidence', 'min_confidence: high', {}, {}, 'not counted by min_confidence'],
  [
    'a detector’s entry',
    'mode: enforce',
    {},
    { ignored: 'policy ignores it' },
    'not counted by dependencies.ignore',
  ],
  ['outside the change', 'rules: { weak-hash: low }', { inChange: false }, {}, 'low by rules.weak-hash'],
  ['a threshold of its kind', 'mode: enforce', {}, { failOn: 'low' }, 'fails by dependencies.fail_on'],
  [
    'a threshold of its path',
    'overrides: [{ paths: [web/**], fail_on: low }]',
    {},
    {},
    'fails by overrides.0',
  ],
  [
    'a threshold for tools',
    'ai: { fail_on: low }',
    { grade: 'claimed' },
    { failOn: 'high' },
    'fails by ai.fail_on',
  ],
  [
    'a scanner’s entry',
    'scanners: { rules: [{ match: ["bandit/**"], severity: low }] }',
    {},
    { rule: 'bandit/b101' },
    'low by scanners.rules',
  ],
])('decided by %s', (_name, text, circumstances, more, expected) => {
  const policy = policyFrom(layer('repository', text));
  const asked = { inChange: true, grade: 'unknown', allow: undefined, ...circumstances } as const;
  const { decided, severity } = judgeBy(policy)({ ...finding, ...more }, asked);
  const words = [
    ...(decided?.severity ?? []).map(({ to, key }) => `${to} by ${key}`),
    ...(decided?.disposition === undefined ? [] : [`not counted by ${decided.disposition}`]),
    ...(decided?.failOn === undefined ? [] : [`fails by ${decided.failOn}`]),
  ];
  expect(words.join(', ') || undefined).toBe(expected);
  // The last step is what is in force.
  expect(decided?.severity?.at(-1)?.to ?? more.severity ?? 'high').toBe(severity);
  // Every key that decided has a row.
  const kept = keptPolicy(policy, [{ rule: finding.rule, ...(decided && { decided }) }]).values.map(
    ({ key }) => key,
  );
  for (const { key } of decided?.severity ?? []) expect(kept).toContain(key);
});

test('a policy that nobody wrote has every value', () => {
  expect(rows(defaultPolicy)).toHaveLength(16);
});
