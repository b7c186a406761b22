// One matter that two tools found is said once, and by whom else it was found.
import { expect, it } from 'vitest';
import type { JudgedFinding } from '../review.ts';
import { joinScanners } from './join.ts';

const finding = (rule: string, over: Partial<JudgedFinding> = {}): JudgedFinding => ({
  rule,
  title: rule,
  class: rule.replaceAll('/', '-'),
  path: 'a.py',
  start: { line: 3, column: 5 },
  end: { line: 3, column: 9 },
  severity: 'high',
  detectedSeverity: 'high',
  confidence: 'medium',
  message: rule,
  why: 'why',
  remedy: 'remedy',
  cwe: [89],
  references: [],
  related: [],
  fingerprint: rule,
  disposition: { state: 'reported' },
  origin: { grade: 'unknown', evidence: [] },
  excerpt: { startLine: 3, lines: [] },
  ...over,
});
const other = (line: number): Partial<JudgedFinding> => ({
  start: { line, column: 1 },
  end: { line, column: 2 },
});

it.each<[string, JudgedFinding[], string]>([
  [
    'ours wins, though milder',
    [finding('codeql/x', { severity: 'critical' }), finding('sql-x', { severity: 'low' })],
    'codeql/x ignored; sql-x reported + codeql/x',
  ],
  [
    'two others',
    [finding('a/x'), finding('b/x', { severity: 'critical' })],
    'a/x ignored; b/x reported + a/x',
  ],
  [
    'three',
    [finding('sql-x'), finding('b/x'), finding('a/x')],
    'sql-x reported + a/x,b/x; b/x ignored; a/x ignored',
  ],
  ['another line', [finding('sql-x'), finding('a/x', other(4))], 'sql-x reported; a/x reported'],
  [
    'a region that covers it',
    [finding('sql-x'), finding('a/x', { start: { line: 1, column: 1 }, end: { line: 9, column: 1 } })],
    'sql-x reported + a/x; a/x ignored',
  ],
  ['another weakness', [finding('sql-x'), finding('a/x', { cwe: [79] })], 'sql-x reported; a/x reported'],
  [
    'the same class',
    [finding('sql-x', { class: 'c' }), finding('a/x', { cwe: [], class: 'c' })],
    'sql-x reported + a/x; a/x ignored',
  ],
  [
    'ours is waived',
    [finding('sql-x', { disposition: { state: 'waived', reason: 'r', by: 'comment' } }), finding('a/x')],
    'sql-x waived + a/x; a/x ignored',
  ],
  [
    'ours does not count',
    [finding('sql-x', { disposition: { state: 'below-threshold', reason: 'r' } }), finding('a/x')],
    'sql-x below-threshold; a/x reported',
  ],
  [
    'ours is in a commit only',
    [finding('sql-x', { commit: 'c' }), finding('a/x')],
    'sql-x reported; a/x reported',
  ],
  ['ours alone are left to others', [finding('sql-x'), finding('sql-y')], 'sql-x reported; sql-y reported'],
])('%s', (_name, findings, expected) => {
  const said = joinScanners(findings).map(
    ({ rule, disposition, alsoFoundBy }) =>
      `${rule} ${disposition.state}${alsoFoundBy ? ` + ${alsoFoundBy.join()}` : ''}`,
  );
  expect(said.join('; ')).toBe(expected);
});
