// agentblame's notes, and entries that must not be believed.
import { expect, it } from 'vitest';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';

const entry = {
  path: 'a.ts',
  startLine: 3,
  endLine: 7,
  category: 'ai_generated',
  provider: 'claudeCode',
  model: 'opus',
  confidence: 1,
  matchType: 'exact_hash',
  contentHash: 'ab',
};
const read = (attributions: unknown) =>
  shownClaims(
    readRecord({
      ref: 'refs/notes/agentblame',
      commit: 'c',
      text: JSON.stringify({ version: 2, timestamp: 'x', attributions }),
    }),
  );
const bad = ['? an entry without path and lines of the repository'];

it.each<[string, unknown, string[]]>([
  ['an entry', [entry], ['a.ts 3-7 tool claudeCode opus']],
  [
    'moved lines and no model',
    [{ ...entry, matchType: 'move_detected', model: null }],
    ['a.ts 3-7 tool claudeCode'],
  ],
  [
    'names in snake case',
    [{ path: 'a.ts', start_line: 1, end_line: 1, provider: 'cursor' }],
    ['a.ts 1 tool cursor'],
  ],
  ['another category', [{ ...entry, category: 'formatter' }], []],
  ['no path', [{ ...entry, path: 7 }], bad],
  ['a path that leads out', [{ ...entry, path: 'x/../../y' }], bad],
  ['lines as text', [{ ...entry, startLine: '3' }], bad],
  ['a billion lines', [{ ...entry, endLine: 1e9 }], bad],
  ['no entries', [], []],
  ['entries of wrong types', [1, null, 'x', [entry]], ['? a part of another type than it should have']],
])('%s', (_name, attributions, expected) => {
  expect(read(attributions)).toEqual(expected);
});
