// Which of several findings at one place are said.
import { describe, expect, it } from 'vitest';
import type { JudgedFinding } from '../review.ts';
import { markSaidAlready, withoutRepeats } from './duplicates.ts';

type Place = [fromLine: number, fromColumn: number, toLine: number, toColumn: number];

const found = (rule: string, [a, b, c, d]: Place, more: Partial<JudgedFinding> = {}): JudgedFinding => ({
  rule,
  title: rule,
  class: 'injection',
  path: 'a.py',
  start: { line: a, column: b },
  end: { line: c, column: d },
  severity: 'high',
  confidence: 'high',
  message: rule,
  why: '',
  remedy: '',
  cwe: [],
  references: [],
  related: [],
  fingerprint: '',
  detectedSeverity: 'high',
  disposition: { state: 'reported' },
  origin: { grade: 'unknown', evidence: [] },
  excerpt: { startLine: a, lines: [] },
  ...more,
});
const step = { path: 'a.py', message: 'source', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const reported = (findings: JudgedFinding[]) =>
  markSaidAlready(findings)
    .filter((finding) => finding.disposition.state === 'reported')
    .map((finding) => finding.rule);

describe('markSaidAlready', () => {
  const call: Place = [3, 1, 3, 40];
  const argument: Place = [3, 10, 3, 39];
  const cases: [string, JudgedFinding[], string[]][] = [
    ['the same region', [found('b-rule', call), found('a-rule', call)], ['a-rule']],
    [
      'one within the other',
      [found('outer-call', call), found('inner-part', argument, { severity: 'critical' })],
      ['inner-part'],
    ],
    [
      'the surer of equals',
      [found('a-rule', call, { confidence: 'low' }), found('b-rule', call)],
      ['b-rule'],
    ],
    ['the one with steps', [found('a-rule', call), found('b-rule', call, { related: [step] })], ['b-rule']],
    ['over lines', [found('a-rule', [3, 1, 6, 2]), found('b-rule', [4, 3, 5, 9])], ['a-rule']],
    ['side by side', [found('a-rule', [3, 1, 3, 9]), found('b-rule', [3, 9, 3, 20])], ['a-rule', 'b-rule']],
    ['another class', [found('a-rule', call), found('b-rule', call, { class: 'xss' })], ['a-rule', 'b-rule']],
    ['another file', [found('a-rule', call), found('b-rule', call, { path: 'b.py' })], ['a-rule', 'b-rule']],
    ['the same rule nested', [found('a-rule', call), found('a-rule', argument)], ['a-rule', 'a-rule']],
    [
      'one that does not count',
      [
        found('a-rule', call, { severity: 'critical', disposition: { state: 'ignored', reason: 'off' } }),
        found('b-rule', call),
      ],
      ['b-rule'],
    ],
  ];
  it.each(cases)('%s', (_name, findings, expected) => {
    expect(reported(findings)).toEqual(expected);
    expect(reported(findings.toReversed()).sort()).toEqual(expected.toSorted());
    expect(markSaidAlready(findings)).toHaveLength(findings.length);
  });
});

describe('what only commits hold', () => {
  const past = (rule: string, secretDigest: string) =>
    found(rule, [1, 1, 1, 1], { commit: 'c0ffee', secretDigest });
  it('is shown at one place without being one finding', () => {
    expect(withoutRepeats([past('a-rule', '1'), past('a-rule', '2'), past('a-rule', '2')])).toHaveLength(2);
  });
  it('is not said by what stands at that place', () => {
    const findings = [found('a-rule', [1, 1, 1, 9], { severity: 'critical' }), past('b-rule', '1')];
    expect(reported(findings)).toEqual(['a-rule', 'b-rule']);
  });
});

describe('withoutRepeats', () => {
  it('keeps the worst of each rule and region', () => {
    const kept = withoutRepeats([
      found('a-rule', [1, 1, 1, 2], { severity: 'low' }),
      found('a-rule', [1, 1, 1, 2], { severity: 'critical' }),
      found('a-rule', [1, 1, 1, 3]),
      found('a-rule', [1, 1, 1, 2], { path: 'b.py' }),
    ]);
    expect(kept.map(({ severity, path, end }) => `${severity} ${path} ${end.column}`)).toEqual([
      'critical a.py 2',
      'high a.py 3',
      'high b.py 2',
    ]);
  });
});
