// Which lines of hunks of components are script.
import { describe, expect, it } from 'vitest';
import { scriptOfPieces } from './embedded.ts';

const lines = (...pieces: [line: number, text: string][]): string[] | undefined =>
  scriptOfPieces(pieces.map(([line, text]) => ({ line, text })))
    ?.text.split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [`${index + 1}: ${line.trim()}`]));

describe('scripts in hunks of components', () => {
  it.each([
    [
      'a hunk without tags',
      [[7, 'const a = 1;\nif (a < b) c();\n']],
      ['7: const a = 1;', '8: if (a < b) c();'],
    ],
    ['the end of a script', [[3, 'go();\n</script>\n\n<template>\n']], ['3: go();']],
    ['the beginning of one', [[3, '</template>\n<script setup>\ngo();\n']], ['5: go();']],
    ['an end and a beginning', [[1, 'a();\n</script>\n<script>\nb();\n']], ['1: a();', '4: b();']],
    [
      'several hunks',
      [
        [2, 'a();\n'],
        [9, '<p>{{ b }}</p>\n'],
        [12, 'c();\n'],
      ],
      ['2: a();', '12: c();'],
    ],
    ['markup', [[3, '  <div v-html="a" />\n']], undefined],
    ['attributes of a tag', [[3, '  :class="a"\n  @click="b" />\n']], undefined],
  ] as [string, [number, string][], string[] | undefined][])('%s', (_, pieces, expected) =>
    expect(lines(...pieces)).toEqual(expected),
  );
});
