// Each place once, and of very many places those that matter most.
import { expect, test } from 'vitest';
import type { Detection } from '../../detector.ts';
import type { Finding, Severity } from '../../finding.ts';
import { maxPerRule, Seen } from './seen.ts';

const found = (line: number, severity: Severity = 'low', column = 1): Detection => ({
  finding: {
    rule: 'html-from-text',
    path: 'app.js',
    severity,
    start: { line, column },
    end: { line, column: column + 4 },
  } as Finding,
});
const linesOf = (detections: Iterable<Detection>): number[] =>
  [...detections].flatMap((one) => ('finding' in one ? [one.finding.start.line] : []));
const many = Array.from({ length: maxPerRule }, (_, index) => found(index + 1));

test.each<[string, (line: number) => boolean, Detection[], (lines: number[]) => void]>([
  [
    'a worse finding is told though many stand before it',
    () => true,
    [...many, found(900, 'high')],
    (lines) => {
      expect(lines).toHaveLength(maxPerRule);
      expect(lines).toContain(900);
    },
  ],
  [
    'a line of the change is told before worse ones that were there',
    (line) => line === 900,
    [...many.map((_, index) => found(index + 1, 'high')), found(900, 'low')],
    (lines) => {
      expect(lines).toHaveLength(maxPerRule);
      expect(lines).toContain(900);
    },
  ],
  [
    'of what is said of one place the worst is told',
    () => true,
    [
      found(3),
      found(4),
      {
        finding: {
          ...(found(4) as { finding: Finding }).finding,
          severity: 'medium',
          rule: 'html-from-text',
        },
      },
    ],
    (lines) => expect(lines).toEqual([3, 4]),
  ],
  [
    'one place is told once, and the order stays',
    () => true,
    [found(7), found(3), found(7, 'high', 3), found(7, 'low', 20)],
    (lines) => expect(lines).toEqual([3, 7, 7]),
  ],
])('%s', (_name, isAdded, detections, check) => {
  check(linesOf(new Seen(isAdded).only(detections)));
});

test('what was told before counts', () => {
  const seen = new Seen(() => true);
  expect(linesOf(seen.only(many))).toHaveLength(maxPerRule);
  expect(linesOf(seen.only([found(700, 'high')]))).toEqual([]);
});

test('what counts and does not fit is named, what is trivial or was there before is not', () => {
  const beyond = (severity: Severity, isAdded: boolean): string[] =>
    [
      ...new Seen(() => isAdded).only([
        ...Array.from({ length: maxPerRule }, (_, index) => found(index + 1, 'high')),
        found(700, severity),
        found(701, severity),
      ]),
    ].flatMap((one) => ('notChecked' in one ? [one.notChecked.reason] : []));
  expect(beyond('medium', true)).toEqual([
    '2 more of html-from-text at medium or above; the 50 gravest are listed',
  ]);
  expect(beyond('low', true)).toEqual([]);
  expect(beyond('medium', false)).toEqual([]);
});

test('places of one line are told once each, in whatever order they come', () => {
  const columns = [...new Seen(() => true).only([21, 1, 11, 13, 3, 31, 18].map((at) => found(1, 'low', at)))];
  expect(columns.flatMap((one) => ('finding' in one ? [one.finding.start.column] : []))).toEqual([
    21, 1, 11, 31,
  ]);
});
