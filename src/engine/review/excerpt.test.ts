// Excerpts from bodies and from hunks.
import { describe, expect, it } from 'vitest';
import { type ChangedFile, wholeFile } from '../change.ts';
import { excerptOf, lastLineOf, redactedLines } from './excerpt.ts';

const region = (from: number, to: number, endColumn = 2) => ({
  start: { line: from, column: 1 },
  end: { line: to, column: endColumn },
});
const same = (text: string) => text;

describe('excerptOf', () => {
  const body = '1\r\n2\n3\n4\n5\n6\n7';
  it.each([
    ['one line', region(2, 2), ['2']],
    ['without carriage return', region(1, 1), ['1']],
    ['at most five', region(1, 7), ['1', '2', '3', '4', '5']],
    ['an end before the first column', region(2, 3, 1), ['2']],
    ['the last line', region(7, 7), ['7']],
    ['past the end', region(7, 9), ['7']],
    ['outside', region(40, 41), []],
  ])('%s', (_name, where, lines) => {
    expect(excerptOf(where, redactedLines(wholeFile('a', body), same))).toEqual({
      startLine: where.start.line,
      lines,
    });
  });

  it('reads hunks where the body was not read', () => {
    const file: ChangedFile = {
      path: 'a',
      status: 'modified',
      class: 'text',
      hunks: [
        {
          oldStart: 10,
          oldLines: 2,
          newStart: 11,
          newLines: 2,
          lines: [
            { kind: 'context', text: 'a' },
            { kind: 'removed', text: 'b' },
            { kind: 'added', text: 'c' },
          ],
        },
      ],
    };
    const lines = redactedLines(file, (text) => text.replace('c', '****'));
    expect(excerptOf(region(11, 12), lines).lines).toEqual(['a', '****']);
    expect(excerptOf(region(10, 10), lines).lines).toEqual([]);
    expect(redactedLines(undefined, same)(1)).toBeUndefined();
  });

  it('cuts long lines', () => {
    const [line] = excerptOf(region(1, 1), redactedLines(wholeFile('a', 'x'.repeat(5000)), same)).lines;
    expect(line).toHaveLength(401);
  });

  it('knows the last line of a region', () => {
    expect([lastLineOf(region(1, 1, 1)), lastLineOf(region(1, 2, 1)), lastLineOf(region(1, 2, 5))]).toEqual([
      1, 1, 2,
    ]);
  });
});
