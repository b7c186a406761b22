// Suggested dependencies are counted by the origin of the line that brings them.
import { expect, test } from 'vitest';
import type { SuggestedDependency } from '../detector.ts';
import type { Origin } from '../origin.ts';
import { countSuggested } from './suggested.ts';

const tool: Origin = { tool: 'cursor', name: 'Cursor', grade: 'claimed', evidence: [] };
const unknown: Origin = { grade: 'unknown', evidence: [] };
const one = (line: number, more: Partial<SuggestedDependency> = {}): SuggestedDependency => ({
  name: `n${line}`,
  path: 'package.json',
  line,
  isVulnerable: false,
  isInvented: false,
  isLookalike: false,
  isAnswered: true,
  ...more,
});
// Lines 3 to 5 and line 22 are added; those up to 10 by a tool.
const added = (path: string): ReadonlySet<number> => new Set(path === 'package.json' ? [3, 4, 5, 22] : []);
const originOf = (_path: string, line: number): Origin =>
  added(_path).has(line) && line < 10 ? tool : unknown;

const said = (all: SuggestedDependency[]): string[] =>
  countSuggested(all, originOf, added).map(
    ({ tool: id = 'nobody', grade, dependencies, vulnerable, invented, lookalike, flagged, unknown: open }) =>
      `${id} ${grade}: ${dependencies}, ${vulnerable} vulnerable, ${invented} invented, ${lookalike} lookalike, ${flagged} flagged, ${open} unknown`,
  );

test.each<[string, SuggestedDependency[], string[]]>([
  ['none', [], []],
  [
    'by origin',
    [one(3, { isVulnerable: true }), one(4), one(22, { isAnswered: false })],
    [
      'cursor claimed: 2, 1 vulnerable, 0 invented, 0 lookalike, 1 flagged, 0 unknown',
      'nobody unknown: 1, 0 vulnerable, 0 invented, 0 lookalike, 0 flagged, 1 unknown',
    ],
  ],
  [
    'what is vulnerable and invented is flagged once, and what is flagged is not unknown',
    [one(3, { isVulnerable: true, isInvented: true }), one(4, { isInvented: true, isAnswered: false })],
    ['cursor claimed: 2, 1 vulnerable, 2 invented, 0 lookalike, 2 flagged, 0 unknown'],
  ],
  [
    'a look-alike alone may still be unknown',
    [one(5, { isLookalike: true, isAnswered: false })],
    ['cursor claimed: 1, 0 vulnerable, 0 invented, 1 lookalike, 0 flagged, 1 unknown'],
  ],
  [
    'an entry over several lines belongs to whoever changed one of them',
    [one(18), one(1)],
    [
      'nobody unknown: 1, 0 vulnerable, 0 invented, 0 lookalike, 0 flagged, 0 unknown',
      'cursor claimed: 1, 0 vulnerable, 0 invented, 0 lookalike, 0 flagged, 0 unknown',
    ],
  ],
  [
    'a line that nobody added',
    [one(3, { path: 'other.json' })],
    ['nobody unknown: 1, 0 vulnerable, 0 invented, 0 lookalike, 0 flagged, 0 unknown'],
  ],
])('%s', (_name, all, expected) => {
  expect(said(all)).toEqual(expected);
});
