// Unified diffs as git, GitHub, GNU diff and hostile hands write them.
import parseDiff from 'parse-diff';
import { describe, expect, test } from 'vitest';
import { addedLines, type Hunk } from '../engine/change.ts';
import { readDiff, readFilePatch, unquote } from './diff.ts';
import { processorMs, tooLongMs } from '../../test/processor-time.ts';

const added = (hunks: Hunk[]) =>
  addedLines({ path: '', status: 'modified', class: 'text', hunks }).map(
    (line) => `${line.number} ${line.text}`,
  );

describe('the patch of one file', () => {
  const cases: [string, string, string[]][] = [
    ['one hunk', '@@ -1,2 +1,3 @@\n a\n+b\n c', ['2 b']],
    ['counts left out', '@@ -1 +1 @@\n-a\n+b', ['1 b']],
    ['a heading after the header', '@@ -1 +1 @@ function @@ -9 +9 @@\n-a\n+b', ['1 b']],
    ['two hunks', '@@ -1 +1,2 @@\n a\n+b\n@@ -9 +10,2 @@\n x\n+y', ['2 b', '11 y']],
    [
      'no newline on either side',
      '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file',
      ['1 b'],
    ],
    ['the mark in another language', '@@ -0,0 +1 @@\n+b\n\\ Kein Zeilenumbruch am Dateiende.', ['1 b']],
    [
      'a line that looks like the mark',
      '@@ -0,0 +1 @@\n+\\ No newline at end of file',
      ['1 \\ No newline at end of file'],
    ],
    [
      'lines that look like headers',
      '@@ -1,2 +1,2 @@\n--- a\n-diff --git a/x b/x\n+++ b\n+@@ -1 +1 @@',
      ['1 ++ b', '2 @@ -1 +1 @@'],
    ],
    [
      'carriage returns, separators, NUL',
      '@@ -0,0 +1,3 @@\n+a\r\n+b\u2028c\rd\n+e\0',
      ['1 a\r', '2 b\u2028c\rd', '3 e\0'],
    ],
    ['an empty context line without its space', '@@ -1,2 +1,3 @@\n\n a\n+b', ['3 b']],
    ['an empty context line at the very end', '@@ -1 +1,2 @@\n+b\n', ['1 b']],
    ['a line feed after the last line', '@@ -0,0 +1 @@\n+b\n', ['1 b']],
    ['only removed lines', '@@ -1,2 +0,0 @@\n-a\n-b', []],
    ['nothing', '', []],
  ];
  for (const [name, patch, expected] of cases)
    test(name, () => {
      const read = readFilePatch(patch);
      expect(read.problem).toBeUndefined();
      expect(added(read.hunks)).toEqual(expected);
    });

  const refused: [string, string, RegExp, string[]][] = [
    ['a truncated hunk', '@@ -1,2 +1,3 @@\n a\n+b', /fewer lines/, []],
    ['a truncated second hunk', '@@ -0,0 +1 @@\n+a\n@@ -3 +4,2 @@\n+b', /fewer lines/, ['1 a']],
    ['more lines than promised', '@@ -0,0 +1 @@\n+a\n+b', /belongs to no hunk/, []],
    ['a header that cannot be read', '@@ -1 @@\n+a', /header/, []],
    ['overlapping hunks', '@@ -1,2 +1,2 @@\n a\n-b\n+c\n@@ -2 +2 @@\n-b\n+d', /overlap/, ['2 c']],
    ['numbers that do not add up', '@@ -1 +1,2 @@\n a\n+b\n@@ -9 +90,2 @@\n x\n+y', /add up/, ['2 b']],
    ['a first hunk shifted', '@@ -1 +5,2 @@\n a\n+b', /add up/, []],
    [
      'lines after the end of the file',
      '@@ -0,0 +1,2 @@\n+a\n\\ No newline at end of file\n+b',
      /after the end/,
      [],
    ],
    ['an empty hunk', '@@ -1,0 +1,0 @@', /no lines/, []],
    ['a mark before any line', '@@ -0,0 +1 @@\n\\ No newline at end of file\n+a', /mark/, []],
    ['an endless number', `@@ -1 +${'1'.repeat(100)} @@\n+a`, /header/, []],
  ];
  for (const [name, patch, problem, expected] of refused)
    test(`refuses ${name}`, () => {
      const read = readFilePatch(patch);
      expect(read.problem).toMatch(problem);
      expect(added(read.hunks)).toEqual(expected);
    });

  test('where parse-diff is wrong, we are not', () => {
    const patch = '@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file';
    const theirs = parseDiff(patch)[0]?.chunks[0]?.changes.filter((change) => change.type === 'add');
    // Should this ever fail, read docs/decisions/0002-diff-reading.md again: parse-diff may do by then.
    expect(theirs?.length).toBe(2);
    expect(added(readFilePatch(patch).hunks)).toEqual(['1 b']);
  });

  test('a header line of 100 KB takes no time', () => {
    const start = processorMs();
    const line = 'a/'.repeat(50_000);
    readFilePatch(`@@ -1 +1 @@ ${line}\n-a\n+b`);
    readDiff(`diff --git ${line} ${line}\n--- ${line}\n+++ ${line}\n@@ -1 +1 @@ ${line}\n-a\n+b\n`);
    readDiff(`diff --git "${'\\303'.repeat(25_000)}\n--- "${'\\'.repeat(100_000)}\n`);
    expect(processorMs() - start).toBeLessThan(tooLongMs);
  });
});

describe('whole diffs', () => {
  const git = (header: string, rest = '@@ -1 +1 @@\n-a\n+b\n') =>
    `diff --git ${header}\nindex 1..2 100644\n${rest}`;
  const cases: [string, string, string[]][] = [
    ['a plain name', git('a/x b/x', '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n'), ['x > x: 1 b']],
    [
      'a name with a space and its tab',
      git('a/x y b/x y', '--- a/x y\t\n+++ b/x y\t\n@@ -1 +1 @@\n-a\n+b\n'),
      ['x y > x y: 1 b'],
    ],
    [
      'octal, quote, tab, backslash',
      git(
        '"a/\\303\\251\\t\\"\\\\" "b/\\303\\251\\t\\"\\\\"',
        '--- "a/\\303\\251\\t\\"\\\\"\n+++ "b/\\303\\251\\t\\"\\\\"\n',
      ),
      ['é\t"\\ > é\t"\\:'],
    ],
    [
      'a time in the name',
      git('a/2020-01-01 10:00:00 +0000 b/2020-01-01 10:00:00 +0000', ''),
      ['2020-01-01 10:00:00 +0000 > 2020-01-01 10:00:00 +0000:'],
    ],
    ['only a name', 'diff --git a/b/x b/b/x\nold mode 100644\nnew mode 100755\n', ['b/x > b/x:']],
    ['without prefix', git('x x', '--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n'), ['x > x: 1 b']],
    ['other prefixes', git('i/x w/x', '--- i/x\n+++ w/x\n@@ -1 +1 @@\n-a\n+b\n'), ['x > x: 1 b']],
    [
      'a rename',
      'diff --git a/x b/"y\nsimilarity index 100%\nrename from x\nrename to "\\"y"\n',
      ['x > "y:'],
    ],
    [
      'two files, the first truncated',
      `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n+b\n${git('a/y b/y', '--- a/y\n+++ b/y\n@@ -1 +1 @@\n-a\n+c\n')}`,
      ['x > x: !', 'y > y: 1 c'],
    ],
    [
      'added and removed',
      'diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\ndiff --git a/y b/y\ndeleted file mode 100644\n--- a/y\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n',
      ['x > x: 1 b', 'y > y:'],
    ],
    [
      'plain diff -u of two files',
      '--- a/x\t2020-01-01 10:00:00.0 +0000\n+++ b/x\t2020-01-01 10:00:00.0 +0000\n@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-a\n+c\n',
      ['x > x: 1 b', 'y > y: 1 c'],
    ],
    [
      'words before and after',
      `Hello\n\n${git('a/x b/x', '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n')}-- \n2.39.5\n\n+not a line\n`,
      ['x > x: 1 b'],
    ],
    [
      'more lines than promised',
      git('a/x b/x', '--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n+hidden\n'),
      ['x > x: !'],
    ],
    [
      'a hunk after the end',
      git('a/x b/x', '--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n\n@@ -5 +6,2 @@\n b\n+hidden\n'),
      ['x > x: !'],
    ],
    [
      'a merge',
      'diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n- a\n -b\n++c\n',
      ['undefined > x: merge'],
    ],
    [
      'carriage returns in the headers',
      git('a/x b/x', '--- a/x\n+++ b/x\n').replaceAll('\n', '\r\n') + '@@ -1 +1 @@\r\n-a\r\n+b\r\n',
      ['x > x: 1 b\r'],
    ],
  ];
  for (const [name, diff, expected] of cases)
    test(name, () => {
      const seen = readDiff(diff).map((one) => {
        const lines = one.combined ? 'merge' : one.problem === undefined ? added(one.hunks).join(', ') : '!';
        return `${one.oldPath} > ${one.newPath}:${lines === '' ? '' : ` ${lines}`}`;
      });
      expect(seen).toEqual(expected);
    });
});

test('undoes quoting', () => {
  expect(unquote('"a\\a\\b\\t\\n\\v\\f\\r\\"\\\\\\001é\\303\\251"')).toBe('a\u0007\b\t\n\v\f\r"\\\u0001éé');
  expect(unquote('plain "inside"')).toBe('plain "inside"');
});
