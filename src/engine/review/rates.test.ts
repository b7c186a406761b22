// Rates count what stands on lines that were looked at, by the kind of their origin.
import { expect, test } from 'vitest';
import type { Grade, Origin } from '../origin.ts';
import type { JudgedFinding, OriginSummary } from '../review.ts';
import { ratesOf } from './rates.ts';

const of = (grade: Grade): Origin => ({ grade, evidence: [] });
const row = (grade: Grade, lines: number, read?: number): OriginSummary => ({
  origin: of(grade),
  lines,
  files: 1,
  ...(read !== undefined && { read }),
});
const finding = (grade: Grade, more: Partial<JudgedFinding> = {}): JudgedFinding =>
  ({ path: 'a.py', disposition: { state: 'reported' }, origin: of(grade), ...more }) as JudgedFinding;
const isAi = (grade: Grade): boolean => grade === 'attested' || grade === 'claimed';
const said = (findings: JudgedFinding[], rows: OriginSummary[]): string[] =>
  ratesOf(findings, rows, isAi).map(({ kind, lines, findings: n }) => `${kind} ${n}/${lines}`);

test.each<[string, JudgedFinding[], OriginSummary[], string[]]>([
  ['nothing added', [], [], []],
  [
    'kinds hold several grades',
    [finding('claimed'), finding('attested'), finding('hinted'), finding('unknown')],
    [row('claimed', 10), row('attested', 20), row('hinted', 5), row('assist', 5), row('unknown', 7)],
    ['ai 2/30', 'perhaps-ai 1/10', 'unknown 1/7'],
  ],
  ['people', [finding('human-attested')], [row('human-attested', 9)], ['human-attested 1/9']],
  ['lines that no code rule reads', [finding('claimed')], [row('claimed', 1000, 10)], ['ai 1/10']],
  ['a kind of which nothing was read', [], [row('claimed', 1000, 0)], []],
  [
    'what does not count, and what stands on no line',
    [
      finding('claimed', { disposition: { state: 'below-threshold', reason: '' } }),
      finding('claimed', { removed: true }),
      finding('claimed', { elsewhere: 'the description' }),
      finding('claimed', { commit: 'a' }),
      finding('claimed', { class: 'ai-policy' }),
    ],
    [row('claimed', 10)],
    ['ai 0/10'],
  ],
])('%s', (_name, findings, rows, expected) => {
  expect(said(findings, rows)).toEqual(expected);
});
