// What policy makes of a finding.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../finding.ts';
import { defaultAiPolicy } from './ai-policy.ts';
import type { Circumstances } from './judge.ts';
import { judgeBy } from './judge.ts';
import { defaultPolicy, type Policy } from './policy.ts';

const finding: Finding = {
  rule: 'weak-hash',
  title: 'Weak hash',
  class: 'weak-crypto',
  path: 'src/a.py',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 2 },
  severity: 'medium',
  confidence: 'medium',
  message: 'md5',
  why: 'why',
  remedy: 'sha256',
  cwe: [328],
  references: [],
  related: [],
};
const allow = { line: 1, column: 1, endColumn: 9, rules: ['weak-hash'], reason: 'cache key', alone: false };
const only = (rule: NonNullable<ReturnType<Policy['rules']['get']>>) => ({
  rules: new Map([['weak-hash', rule]]),
});

describe('judgeBy', () => {
  const cases: [string, Partial<Policy>, Partial<Circumstances>, string][] = [
    ['defaults', {}, {}, 'medium reported'],
    ['another rule', { rules: new Map([['other-rule', { severity: 'off' }]]) }, {}, 'medium reported'],
    ['override', only({ severity: 'low' }), {}, 'low reported'],
    ['off', only({ severity: 'off' }), {}, 'medium ignored'],
    ['limited to other paths', only({ paths: ['lib/**'] }), {}, 'medium ignored'],
    ['limited to this path', only({ paths: ['src/**'], severity: 'high' }), {}, 'high reported'],
    ['ignored here', only({ ignore: ['src/**'] }), {}, 'medium ignored'],
    [
      'off here',
      { overrides: [{ paths: ['src/**'], rules: new Map([['weak-hash', 'off']]) }] },
      {},
      'medium ignored',
    ],
    [
      'off elsewhere',
      { overrides: [{ paths: ['lib/**'], rules: new Map([['weak-hash', 'off']]) }] },
      {},
      'medium reported',
    ],
    [
      'the last that fits wins',
      {
        overrides: [
          { paths: ['**'], rules: new Map([['weak-hash', 'off']]) },
          { paths: ['src/**'], rules: new Map([['weak-hash', 'high']]) },
        ],
      },
      {},
      'high reported',
    ],
    [
      'not shown here',
      { overrides: [{ paths: ['src/**'], minSeverity: 'high', rules: new Map() }] },
      {},
      'medium below-threshold',
    ],
    [
      'not certain enough here',
      { overrides: [{ paths: ['src/**'], minConfidence: 'high', rules: new Map() }] },
      {},
      'medium below-threshold',
    ],
    ['ignored path', { ignorePaths: ['src/'] }, {}, 'medium ignored'],
    ['outside', { ignorePaths: ['src/'] }, { inChange: false }, 'medium outside-change'],
    ['no bump by default', {}, { grade: 'attested' }, 'medium reported'],
    ['bump, attested', { aiSeverityBump: 1 }, { grade: 'attested' }, 'high reported'],
    ['bump, reported', { aiSeverityBump: 1 }, { grade: 'reported' }, 'high reported'],
    ['bump, claimed', { aiSeverityBump: 1 }, { grade: 'claimed' }, 'high reported'],
    ['no bump, hinted', { aiSeverityBump: 1 }, { grade: 'hinted' }, 'medium reported'],
    ['no bump, assist', { aiSeverityBump: 1 }, { grade: 'assist' }, 'medium reported'],
    [
      'bump over override',
      { aiSeverityBump: 1, ...only({ severity: 'critical' }) },
      { grade: 'claimed' },
      'critical reported',
    ],
    ['mild', { minSeverity: 'high' }, {}, 'medium below-threshold'],
    [
      'bumped over the threshold',
      { minSeverity: 'high', aiSeverityBump: 1 },
      { grade: 'claimed' },
      'high reported',
    ],
    [
      'AI-written below its own threshold',
      { ai: { ...defaultAiPolicy, minSeverity: 'high' } },
      { grade: 'claimed' },
      'medium below-threshold',
    ],
    ['unknown above it', { ai: { ...defaultAiPolicy, minSeverity: 'high' } }, {}, 'medium reported'],
    [
      'AI-written above its own, milder threshold',
      { minSeverity: 'high', ai: { ...defaultAiPolicy, minSeverity: 'low' } },
      { grade: 'attested' },
      'medium reported',
    ],
    [
      'hinted, where hints count',
      { aiSeverityBump: 1, ai: { ...defaultAiPolicy, countsFrom: 'hinted' } },
      { grade: 'hinted' },
      'high reported',
    ],
    [
      'claimed, where only attested counts',
      { aiSeverityBump: 1, ai: { ...defaultAiPolicy, countsFrom: 'attested' } },
      { grade: 'claimed' },
      'medium reported',
    ],
    ['unsure', { minConfidence: 'high' }, {}, 'medium below-threshold'],
    ['allowed in base', {}, { allow: { ...allow, inBase: true } }, 'medium waived'],
    ['allowed by the change', {}, { allow: { ...allow, inBase: false } }, 'medium reported + note'],
    [
      'allowed by the change, at once',
      { allowComments: 'head' },
      { allow: { ...allow, inBase: false } },
      'medium waived',
    ],
  ];
  it.each(cases)('%s', (_name, policy, circumstances, expected) => {
    const judge = judgeBy({ ...defaultPolicy, source: 'base', ...policy });
    const { severity, disposition, note } = judge(finding, {
      inChange: true,
      grade: 'unknown',
      allow: undefined,
      ...circumstances,
    });
    expect(`${severity} ${disposition.state}${note === undefined ? '' : ' + note'}`).toBe(expected);
    if (disposition.state !== 'reported') expect(disposition.reason.length).toBeGreaterThan(5);
  });

  it('does not raise what is said of the tool itself', () => {
    const judge = judgeBy({ ...defaultPolicy, aiSeverityBump: 1 });
    const asked = { inChange: true, grade: 'claimed', allow: undefined } as const;
    expect(judge({ ...finding, class: 'ai-policy' }, asked).severity).toBe('medium');
  });

  type Threshold = NonNullable<Finding['failOn']>;
  it.each<[Circumstances['grade'], Threshold | undefined, Threshold | undefined, Threshold | undefined]>([
    ['claimed', 'medium', undefined, 'medium'],
    ['unknown', 'medium', undefined, undefined],
    ['unknown', 'medium', 'critical', 'critical'],
    ['claimed', 'medium', 'critical', 'medium'],
    ['claimed', 'critical', 'low', 'low'],
    ['claimed', 'never', 'high', 'high'],
    ['claimed', 'never', undefined, 'never'],
    ['claimed', undefined, 'never', 'never'],
  ])('fails %s lines at %s, where the finding says %s: %s', (grade, failOn, own, expected) => {
    const ai = { ...defaultAiPolicy, ...(failOn !== undefined && { failOn }) };
    const judge = judgeBy({ ...defaultPolicy, ai });
    const asked = { inChange: true, grade, allow: undefined };
    expect(judge({ ...finding, ...(own !== undefined && { failOn: own }) }, asked).failOn).toBe(expected);
  });
});
