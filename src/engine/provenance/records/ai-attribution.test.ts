// Notes under refs/notes/ai-attribution, which several tools share: the content tells them apart.
import { expect, it } from 'vitest';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';

const read = (note: unknown) =>
  shownClaims(readRecord({ ref: 'refs/notes/ai-attribution', commit: 'c', text: JSON.stringify(note) }));
const qwen = (files: unknown) => ({
  version: 1,
  generator: 'Qwen-Coder',
  files,
  summary: { aiPercent: 50 },
  promptCount: 1,
});

it.each<[string, unknown, string[]]>([
  [
    'a file by the tool',
    qwen({ 'a.py': { aiChars: 90, humanChars: 0, percent: 100 } }),
    ['a.py file tool Qwen-Coder'],
  ],
  [
    'a file by both',
    qwen({ 'a.py': { aiChars: 90, humanChars: 10, percent: 90 } }),
    ['a.py file mixed Qwen-Coder'],
  ],
  ['a file without the tool stays unknown', qwen({ 'a.py': { aiChars: 0, humanChars: 10, percent: 0 } }), []],
  [
    'a Kiro hook',
    { attribution_state: 'done', ai_lines: 4, human_lines: 0, ai_files: ['a.py'] },
    ['a.py file tool'],
  ],
  ['a Kiro hook with both', { ai_lines: 4, human_lines: 2, ai_files: ['a.py'] }, ['a.py file mixed']],
  [
    'a path that leads out',
    qwen({ 'C:\\a.py': { aiChars: 1, humanChars: 0 } }),
    ['? a file without path and counts'],
  ],
  [
    'counts that are none',
    qwen({ 'a.py': { aiChars: '9', humanChars: 0 } }),
    ['? a file without path and counts'],
  ],
  ['something else', { hello: 1 }, ['? its form is not known']],
])('%s', (_name, note, expected) => {
  expect(read(note)).toEqual(expected);
});
