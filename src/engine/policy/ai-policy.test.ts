// `ai:` of a policy file: what it asks for, what is wrong with it, and which changes to it ask for less.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { aiPolicyOf, aiSchema, countsAsAi, loosenedAi } from './ai-policy.ts';
import { explainPolicy } from './config.ts';
import { readPolicy } from './read-policy.ts';

const read = (ai: string, toolIds?: string[]) =>
  readPolicy(`version: 1\nai:\n${ai.replace(/^/gm, '  ')}\n`, {
    path: '.langguard.yml',
    source: 'base',
    ruleIds: [],
    ...(toolIds && { toolIds }),
  });
const policyOf = (ai: string) => aiPolicyOf(aiSchema.parse(parse(ai)));

const full = `counts_from: hinted
severity_bump: 1
fail_on: medium
min_severity: medium
require_disclosure: true
disclosure_signs: { authors: ['svc-*'], emails: ['*@agents.acme.example'], branches: ['agent/*'] }
tools:
  approved: [{ tool: claude-code, models: [claude-opus-*], reason: contract }]
  blocked: [{ tool: trae, reason: terms, instead: claude-code }]
data:
  internal: { paths: [src/**] }
  restricted: { paths: [pay/**], tools: [claude-code] }
  confidential: { paths: [hr/], severity: low }
skills: { approved: [{ name: report-*, source: acme/*, reason: ours }] }
servers: { approved: [{ source: '@acme/*' }] }
`;

describe('readPolicy', () => {
  it('reads every key, the strictest class first', () => {
    const { policy, problems } = read(full);
    expect(problems).toEqual([]);
    expect(policy.aiSeverityBump).toBe(1);
    expect(policy.ai).toEqual({
      countsFrom: 'hinted',
      failOn: 'medium',
      minSeverity: 'medium',
      disclosure: { authors: ['svc-*'], emails: ['*@agents.acme.example'], branches: ['agent/*'] },
      approvedTools: [{ tool: 'claude-code', models: ['claude-opus-*'], reason: 'contract' }],
      blockedTools: [{ tool: 'trae', reason: 'terms', instead: 'claude-code' }],
      data: [
        { class: 'restricted', paths: ['pay/**'], tools: ['claude-code'], severity: 'critical' },
        { class: 'confidential', paths: ['hr/'], tools: [], severity: 'low' },
        { class: 'internal', paths: ['src/**'], severity: 'medium' },
      ],
      approvedSkills: [{ name: 'report-*', source: 'acme/*', reason: 'ours' }],
      approvedServers: [{ source: '@acme/*' }],
    });
  });

  it('takes the policy of the guide', () => {
    const guide = readFileSync(new URL('../../../docs/ai-policy.md', import.meta.url), 'utf8');
    const [, text = ''] = /```yaml\n([^]*?)```/.exec(guide) ?? [];
    const { policy, problems } = readPolicy(text, { path: 'p', source: 's', ruleIds: [] });
    expect(problems).toEqual([]);
    expect(policy.ai?.data.map((one) => one.class)).toEqual(['restricted', 'confidential']);
  });

  it('says nothing of tools where only the bump is given', () => {
    expect(read('severity_bump: 1').policy.ai).toBeUndefined();
  });

  it.each([
    ['unknown key', 'fial_on: high', '3:3 unknown key `fial_on` in `ai`; did you mean `fail_on`?'],
    [
      'unknown class',
      'data: { restrictd: { paths: [a] } }',
      '3:11 unknown key `restrictd` in `ai.data`; did you mean `restricted`?',
    ],
    [
      'no tool id',
      'tools: { approved: [{ tool: Claude Code }] }',
      'write the id of a tool, such as `claude-code`',
    ],
    ['a bad glob', 'data: { public: { paths: [../a] } }', 'the pattern contains ".."'],
    ['an empty entry', 'skills: { approved: [{ reason: ours }] }', 'give a `name` or a `source`'],
    ['all stars', "servers: { approved: [{ name: '*' }] }", 'a pattern of stars alone matches everything'],
    ['no paths', 'data: { public: {} }', '`ai.data.public.paths` is missing'],
  ])('refuses %s', (_name, ai, message) => {
    const [problem] = read(ai).problems;
    expect(`${problem?.line}:${problem?.column} ${problem?.message}`).toContain(message);
  });

  it('tells mistyped tools where the catalogue is given', () => {
    const said = (ai: string) =>
      read(ai, ['claude-code', 'amp']).problems.map(({ line, message }) => `${line} ${message}`);
    expect(said('tools:\n  blocked:\n    - tool: claud-code')).toEqual([
      '5 there is no tool `claud-code`; did you mean `claude-code`?',
    ]);
    expect(said('data: { restricted: { paths: [a], tools: [app, our-own-agent] } }')).toEqual([]);
    expect(read('tools: { blocked: [{ tool: claud-code }] }').problems).toEqual([]);
  });

  it('is explained key by key', () => {
    const { policy, config } = read('fail_on: low\nrequire_disclosure: true');
    const rows = explainPolicy(policy, config, () => 'f').map(
      ({ key, value, from }) => `${key} ${value} ${from}`,
    );
    expect(rows).toContain('ai.fail_on "low" f');
    expect(rows).toContain('ai.require_disclosure true f');
    expect(rows).toContain('ai.severity_bump 0 default');
    expect(rows.filter((row) => row.startsWith('ai.'))).toHaveLength(3);
  });
});

it.each([
  ['attested', true],
  ['reported', true],
  ['claimed', true],
  ['hinted', false],
  ['assist', false],
  ['human-attested', false],
  ['unknown', false],
] as const)('%s counts by default: %s', (grade, expected) => {
  expect(countsAsAi(grade)).toBe(expected);
});

it.each<[string, string, string, string[]]>([
  ['the same', full, full, []],
  ['everything new', '{}', full.replace(/min_severity.*/, ''), []],
  [
    'nothing left',
    full,
    '{}',
    [
      'only lines that are `claimed` or better count as AI-written',
      'findings on AI-written lines no longer fail the check at `medium`',
      'a change need not say which tool wrote it',
      'every AI tool may write here',
      '`trae` is no longer blocked',
      '`pay/**` is no longer restricted',
      '`hr/` is no longer confidential',
      '`src/**` is no longer internal',
      'agents may be given more skills',
      'agents may be given more servers',
    ],
  ],
  [
    'milder',
    'fail_on: medium',
    'fail_on: high',
    ['findings on AI-written lines no longer fail the check at `medium`'],
  ],
  [
    'less shown',
    '{}',
    'min_severity: high',
    ['findings on AI-written lines below `high` are no longer shown'],
  ],
  [
    'a tool in classified paths',
    'data: { restricted: { paths: [a] } }',
    'data: { restricted: { paths: [a], tools: [cursor] } }',
    ['more tools may touch what is restricted'],
  ],
])('%s', (_name, old, next, expected) => {
  expect(loosenedAi(policyOf(old), policyOf(next))).toEqual(expected);
});
